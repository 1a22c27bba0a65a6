"""Durations and predecessors as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan_text import (
    Duration,
    LinkText,
    TimeUnits,
    duration_text,
    link_text,
    parse_duration,
    parse_links,
)

UNITS = TimeUnits()


@pytest.mark.parametrize(
    ("text", "minutes", "shown_in"),
    [
        ("3", 1440, 7),
        ("3d 4h", 1680, 7),
        ("3d4h", 1680, 7),
        ("1,5d", 720, 7),
        (".5w", 1200, 9),
        ("30 min", 30, 3),
        ("2 weeks", 4800, 9),
        ("1mo", 9600, 11),
        ("5 天", 2400, 7),
        ("２周", 4800, 9),
        ("4小时", 240, 5),
        ("0", 0, 7),
    ],
)
def test_durations_are_read_in_both_languages(text: str, minutes: int, shown_in: int) -> None:
    assert parse_duration(text, UNITS) == Duration(minutes, False, False, shown_in)


def test_elapsed_and_estimated_durations() -> None:
    assert parse_duration("2ew", UNITS) == Duration(20160, True, False, 10)
    assert parse_duration("3 days?", UNITS) == Duration(1440, False, True, 7)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "duration_bad"),
        ("x", "duration_bad"),
        ("-3", "duration_bad"),
        ("3x", "duration_bad"),
        ("tbc", "duration_bad"),
        ("1e999", "duration_mixed"),
        ("=1+1", "duration_bad"),
        ("9" * 5000, "duration_bad"),
        ("3d 2ed", "duration_mixed"),
        ("1000000d", "duration_too_long"),
        ("999999999999999999999999 d", "duration_too_long"),
    ],
)
def test_what_is_no_duration_is_refused(text: str, reason: str) -> None:
    with pytest.raises(PmoError) as caught:
        parse_duration(text, UNITS)
    assert caught.value.message_id == reason
    assert len(str(caught.value.values["value"])) <= 60


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", ()),
        ("4", (LinkText("4"),)),
        ("4FS+2d; 7SS-1d", (LinkText("4", "FS", 960), LinkText("7", "SS", -480))),
        ("4,5, 6ff", (LinkText("4"), LinkText("5"), LinkText("6", "FF"))),
        ("2.1 sf", (LinkText("2.1", "SF"),)),
        ("4FS+50%", (LinkText("4", "FS", 50, "percent", 19),)),
        ("4FS-25e%", (LinkText("4", "FS", -25, "elapsed_percent", 20),)),
        ("4fs+2ed", (LinkText("4", "FS", 2880, "elapsed", 8),)),
        ("4+1,5d", (LinkText("4", "FS", 720),)),
        ("4FS−1d；5", (LinkText("4", "FS", -480), LinkText("5"))),
    ],
)
def test_predecessors_are_read(text: str, links: tuple[LinkText, ...]) -> None:
    assert parse_links(text, UNITS) == links


@pytest.mark.parametrize("text", ["abc", "4FS+", "FS", "4XX", "4FS+1x", "4.", "<b>4</b>", "4FS+99999%", "4" * 3000])
def test_what_names_no_predecessor_is_refused(text: str) -> None:
    with pytest.raises(PmoError):
        parse_links(text, UNITS)


@given(
    st.integers(0, 5000),
    st.booleans(),
    st.booleans(),
    st.sampled_from([3, 5, 7]),
    st.integers(1, 4).map(lambda n: n * 30),
)
def test_a_shown_duration_reads_as_itself(count: int, elapsed: bool, estimated: bool, unit: int, step: int) -> None:
    minutes = count * step
    shown = duration_text(minutes, UNITS, elapsed=elapsed, estimated=estimated, unit=unit)
    read = parse_duration(shown, UNITS)
    assert abs(read.minutes - minutes) <= (8 if elapsed else 3)  # two decimals of a day
    assert (read.elapsed, read.estimated) == (elapsed, estimated)


@given(
    st.integers(1, 999),
    st.sampled_from(["FS", "SS", "FF", "SF"]),
    st.integers(-50, 50),
    st.sampled_from(["working", "elapsed", "percent"]),
)
def test_a_shown_predecessor_reads_as_itself(row: int, kind: str, days: int, lag_kind: str) -> None:
    lag = days if lag_kind == "percent" else days * (1440 if lag_kind == "elapsed" else 480)
    (read,) = parse_links(link_text(str(row), kind, lag, lag_kind, UNITS), UNITS)
    assert (read.ref, read.kind, read.lag) == (str(row), kind, lag)
    assert read.lag_kind == (lag_kind if lag else "working")
