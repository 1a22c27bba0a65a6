"""The axis of time: places, ticks and labels in every zoom and both languages."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop import texts
from pmo_desktop.charts.timescale import WIDTHS, ZOOMS, Timescale, Unit

EN, ZH = texts.of("en"), texts.of("zh_CN")


def test_a_moment_and_its_place_belong_together() -> None:
    scale = Timescale(datetime(2026, 11, 1), 10.0)
    assert scale.x(date(2026, 11, 3)) == 20.0
    assert scale.x(datetime(2026, 11, 3, 12)) == 25.0
    assert scale.moment(25.0) == datetime(2026, 11, 3, 12)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.sampled_from(ZOOMS))
def test_going_there_and_back_keeps_the_minute(at: datetime, zoom: Unit) -> None:
    scale = Timescale(datetime(2026, 1, 1), WIDTHS[zoom])
    back = scale.moment(scale.x(at))
    assert abs((back - at).total_seconds()) <= 60


@pytest.mark.parametrize("zoom", ZOOMS)
def test_ticks_cover_the_window_without_a_gap(zoom: Unit) -> None:
    scale = Timescale(datetime(2026, 11, 20), WIDTHS[zoom])
    ticks = scale.ticks(zoom, 0, 900, EN)
    assert ticks[0].x <= 0
    assert ticks[-1].x + ticks[-1].width > 900
    for before, after in pairwise(ticks):
        assert before.x + before.width == pytest.approx(after.x)


@pytest.mark.parametrize(
    ("zoom", "english", "chinese"),
    [
        ("day", "20", "20"),
        ("week", "16", "16"),
        ("month", "November 2026", "2026 年 11 月"),
        ("quarter", "Q4 2026", "2026 Q4"),
        ("half", "H2 2026", "2026 H2"),
        ("year", "2026", "2026"),
    ],
)
def test_labels_speak_the_language(zoom: Unit, english: str, chinese: str) -> None:
    scale = Timescale(datetime(2026, 11, 20), WIDTHS[zoom])
    assert scale.ticks(zoom, 0, 1, EN)[0].label == english
    assert scale.ticks(zoom, 0, 1, ZH)[0].label == chinese


def test_the_finest_unit_that_is_wide_enough_is_found() -> None:
    year = Timescale.between(date(2026, 1, 1), date(2027, 1, 1), 365)
    assert year.unit(25) == "month"
    assert year.unit(40) == "quarter"
    assert year.unit(2_000) == "year"


def test_an_axis_may_end_with_the_calendar() -> None:
    scale = Timescale.between(date(9999, 11, 1), date(9999, 12, 31), 100)
    assert scale.ticks("month", 0, 100, EN)[-1].label == "December 9999"
    scale = Timescale.between(date(1, 1, 1), date(1, 2, 1), 100)
    assert scale.ticks("year", 0, 100, EN)[0].day == date(1, 1, 1)
