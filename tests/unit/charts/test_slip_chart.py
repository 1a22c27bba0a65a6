"""The slip chart as data: both axes alike, the diagonal where dates are reached, labels that do not touch."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from pmo_desktop import texts
from pmo_desktop.charts.scene import Circle, Label, Line, Polyline
from pmo_desktop.charts.slip_chart import SlipLine, slip_chart, span

T = texts.of("en")
TODAY = date(2026, 11, 20)
DAYS = tuple(date(2026, 6, 20) + timedelta(days=30 * at) for at in range(6))
WIDE, HIGH, SIZE = 400.0, 400.0, 7.5


def line(name: str, *slips: int, **more: object) -> SlipLine:
    first = date(2027, 3, 1)
    points = tuple((day, first + timedelta(days=slip)) for day, slip in zip(DAYS, slips, strict=False))
    return SlipLine(name, points, key=("milestone", name), **more)  # type: ignore[arg-type]


def polyline(scene: list[object], name: str) -> Polyline:
    return next(part for part in scene if isinstance(part, Polyline) and part.key == ("milestone", name))


def test_a_level_line_holds_a_rising_one_slips_a_falling_one_recovers() -> None:
    lines = [line("holds", 0, 0, 0), line("slips", 0, 20, 50), line("recovers", 50, 20, 0)]
    scene: list[object] = list(slip_chart(lines, TODAY, WIDE, HIGH, SIZE, T))
    ys = {name: [y for _, y in polyline(scene, name).points] for name in ("holds", "slips", "recovers")}
    assert len(set(ys["holds"])) == 1
    assert ys["slips"] == sorted(ys["slips"], reverse=True)
    assert ys["recovers"] == sorted(ys["recovers"])


def test_a_milestone_reached_on_its_report_lies_on_the_diagonal() -> None:
    reached = SlipLine("done", ((DAYS[0], DAYS[2]), (DAYS[2], DAYS[2])), is_reached=True, key=("milestone", "done"))
    scene = slip_chart([reached, line("other", 0, 10)], TODAY, WIDE, HIGH, SIZE, T)
    diagonal = next(part for part in scene if isinstance(part, Line) and part.stroke == "plan")
    x, y = polyline(list(scene), "done").points[-1]
    slope = (diagonal.y2 - diagonal.y1) / (diagonal.x2 - diagonal.x1)
    assert abs(diagonal.y1 + slope * (x - diagonal.x1) - y) < 0.01
    rings = [part for part in scene if isinstance(part, Circle) and part.stroke == "ragC"]
    assert [(ring.x, ring.y) for ring in rings] == [(x, y)]


def test_both_axes_show_the_same_days() -> None:
    lines = [line("a", 0, 100)]
    first, last = span(lines, TODAY)
    assert first < DAYS[0]
    assert last > date(2027, 6, 9)
    labels = [part for part in slip_chart(lines, TODAY, WIDE, HIGH, SIZE, T) if isinstance(part, Label)]
    across = {part.text for part in labels if part.anchor == "start" and part.color == "text3"}
    up = {part.text for part in labels if part.anchor == "end" and not part.text.startswith("reached")}
    assert len(across) > 5
    assert across <= up


@pytest.mark.parametrize("count", [1, 2, 10])
def test_names_of_lines_that_end_together_do_not_touch(count: int) -> None:
    lines = [line(f"stone {number}", 0, 0, number % 3) for number in range(count)]
    scene = slip_chart(lines, TODAY, WIDE, HIGH, SIZE, T)
    places = sorted(part.y for part in scene if isinstance(part, Label) and part.text.startswith("stone"))
    assert len(places) == count
    assert all(below - above >= SIZE * 1.2 for above, below in pairwise(places))
    assert all(0 <= place <= HIGH for place in places)
    assert all(part.max_width > 0 for part in scene if isinstance(part, Label) and part.text.startswith("stone"))


def test_marked_lines_are_drawn_over_the_others_and_bolder() -> None:
    scene = slip_chart([line("marked", 0, 9, is_marked=True), line("plain", 0, 1)], TODAY, WIDE, HIGH, SIZE, T)
    order = [part.key for part in scene if isinstance(part, Polyline) and part.key]
    assert order == [("milestone", "plain"), ("milestone", "marked")]
    assert polyline(list(scene), "marked").line_width > polyline(list(scene), "plain").line_width


def test_a_baseline_is_dashed() -> None:
    scene = slip_chart([line("a", 0, 9, baseline=date(2027, 2, 20))], TODAY, WIDE, HIGH, SIZE, T)
    assert any(isinstance(part, Line) and part.dash == (3.0, 2.0) for part in scene)
