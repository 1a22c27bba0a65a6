"""The timeline as data: bars, gates and arrows are where they belong, and no text stands on another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import combinations
from random import Random

import pytest

from pmo_desktop import texts
from pmo_desktop.charts.gantt import GanttScale, Window
from pmo_desktop.charts.scene import Box, Diamond, Label, Line, Mark, Polyline, Scene
from pmo_desktop.charts.timeline import (
    ROW_HEIGHT,
    Point,
    Segment,
    TimelineLine,
    TimelineLook,
    bar_middle,
    extent,
    portfolio_scene,
)
from pmo_desktop.charts.timeline_links import Arrow, arrow_at, ends, route
from pmo_desktop.domain.dependencies import DependencyState, Need, limit_of
from pmo_desktop.domain.worktime import to_instant

T = texts.of("en")
FIRST = datetime(2026, 1, 5, 8)
ORIGIN = to_instant(FIRST) - 10 * 1440
SCALE = GanttScale(ORIGIN, 2.0)
WINDOW = Window(0.0, 0.0, 1600.0, 600.0)


def at(days: int) -> int:
    return to_instant(FIRST) + days * 1440


def measure(text: str, size: float, weight: str) -> float:
    return len(text) * size * 0.55


def project(start: int, finish: int, *points: Point, segments: tuple[Segment, ...] = (), slip: int = 0) -> TimelineLine:
    promised = (at(start), at(finish - slip))
    key = ("project", 1)
    return TimelineLine("project", "One", at(start), at(finish), promised, 40, "A", slip, segments, points, key)


def draw(*lines: TimelineLine, arrows: tuple[Arrow, ...] = (), window: Window = WINDOW) -> Scene:
    return portfolio_scene(lines, arrows, SCALE, window, TimelineLook(), T, measure)


def boxes_of(scene: Scene) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of every label as it is painted."""
    found = []
    for part in scene:
        if isinstance(part, Label):
            width = measure(part.text, part.size, part.weight)
            width = min(width, part.max_width) if part.max_width else width
            left = part.x - (width / 2 if part.anchor == "middle" else 0)
            found.append((left, part.y - part.size * 0.75, left + width, part.y + part.size * 0.2))
    return found


def overlap(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


@pytest.mark.parametrize("seed", range(30))
def test_no_label_stands_on_another_or_on_a_milestone(seed: int) -> None:
    chance = Random(seed)
    lines = []
    for _ in range(8):
        start = chance.randrange(0, 300)
        finish = start + chance.randrange(2, 400)
        days = sorted(chance.randrange(start, finish + 1) for _ in range(10))
        segments = tuple(
            Segment(at(begin), at(end), chance.randrange(101), "Design and build"[: chance.randrange(3, 16)])
            for begin, end in zip(days, days[2:], strict=False)
        )
        points = tuple(
            Point(at(chance.randrange(start, finish + 1)), f"G{number}" if number < 4 else "", "Gate", at(start))
            for number in range(7)
        )
        lines.append(project(start, finish, *points, segments=segments, slip=chance.randrange(-20, 90)))
    scene = draw(*lines)
    labels = boxes_of(scene)
    assert len(labels) > 8
    assert not [pair for pair in combinations(labels, 2) if overlap(*pair)]
    diamonds = [
        (part.x - part.radius, part.y - part.radius, part.x + part.radius, part.y + part.radius)
        for part in scene
        if isinstance(part, Diamond) and part.fill != "surface"
    ]
    names = [
        box for box, label in zip(labels, (p for p in scene if isinstance(p, Label)), strict=True) if not label.halo
    ]
    assert not [(one, two) for one in names for two in diamonds if overlap(one, two)]


def test_a_project_shows_progress_baseline_rating_gates_finish_and_slip() -> None:
    gate = Point(at(60), "G3", "Gate 3", at(40), key=("task", 9))
    scene = draw(project(0, 100, gate, segments=(Segment(at(0), at(50), 100, "Design"),), slip=31))
    bar = next(part for part in scene if isinstance(part, Box) and part.fill == "bar")
    assert (bar.x, bar.x + bar.width) == (SCALE.x(at(0)), SCALE.x(at(100)))
    done = next(part for part in scene if isinstance(part, Box) and part.fill == "barDone")
    assert done.x + done.width == SCALE.x(at(50))
    base = next(part for part in scene if isinstance(part, Line) and part.stroke == "base")
    assert (base.x1, base.x2) == (SCALE.x(at(0)), SCALE.x(at(69)))
    assert [part.rag for part in scene if isinstance(part, Mark)] == ["A"]
    assert next(part for part in scene if isinstance(part, Diamond) and part.key == ("task", 9)).x == SCALE.x(at(60))
    words = {part.text: part.color for part in scene if isinstance(part, Label)}
    assert words == {"Design": "text", "G3": "text2", "15 Apr 2026   +31 d": "ragRtext"}


def test_a_project_without_dates_draws_nothing_and_one_far_away_only_its_ground() -> None:
    assert not [part for part in draw(TimelineLine("project", "No dates")) if isinstance(part, (Box, Label, Mark))]
    far = draw(project(0, 100), window=Window(5000.0, 0.0, 800.0, 600.0))
    assert not [part for part in far if isinstance(part, (Box, Label, Mark, Diamond))]


def test_only_lines_of_the_window_are_drawn() -> None:
    lines = [project(0, 100, segments=(Segment(at(0), at(90), 10, "Design"),)) for _ in range(10_000)]
    scene = draw(*lines, window=Window(0.0, 4000 * ROW_HEIGHT, 800.0, 600.0))
    assert len(scene) < 300


@pytest.mark.parametrize("kind", ["FS", "SS", "FF", "SF"])
@pytest.mark.parametrize(("giver", "taker"), [(0, 3), (3, 0)])
@pytest.mark.parametrize("gap", [-60, 0, 5, 60])
def test_an_arrow_leaves_the_giver_and_arrives_at_the_taker(kind: str, giver: int, taker: int, gap: int) -> None:
    arrow = Arrow(giver, at(100), taker, at(100 + gap), kind, "ok", ("dependency", 7))
    scene = draw(*(project(0, 100) for _ in range(4)), arrows=(arrow,))
    path = next(part for part in scene if isinstance(part, Polyline) and part.key == ("dependency", 7) and part.stroke)
    start, end = ends(arrow, SCALE, WINDOW, ROW_HEIGHT, bar_middle(1.0))
    assert path.points[0] == start
    assert path.points[-1] == end
    assert start == (SCALE.x(at(100)), giver * ROW_HEIGHT + bar_middle(1.0))
    middle = path.points[len(path.points) // 2]
    assert arrow_at(scene, middle[0] + 2, middle[1]) == ("dependency", 7)
    assert arrow_at(scene, 5, 590) is None
    before_last = path.points[-2]
    assert before_last[1] == pytest.approx(end[1]), "it arrives level"
    assert (before_last[0] < end[0]) == kind.endswith("S")


def test_an_arrow_that_goes_back_runs_between_two_lines() -> None:
    points = route(500, 20, 300, 140, "FS", 40)
    assert any(y == pytest.approx(120) for _, y in points)


def test_states_differ_by_shape_as_well_as_by_colour() -> None:
    states: tuple[DependencyState, ...] = ("broken", "tight", "ok", "unknown", "done")
    looks, marks = set(), {}
    for state in states:
        scene = draw(
            project(0, 90), project(95, 200), arrows=(Arrow(0, at(90), 1, at(95), "FS", state, ("dependency", 1)),)
        )
        path = next(
            part for part in scene if isinstance(part, Polyline) and part.key == ("dependency", 1) and part.stroke
        )
        mark = [part.rag for part in scene if isinstance(part, Mark) and part.key == ("dependency", 1)]
        looks.add((path.line_width, path.dash, *mark))
        marks[state] = mark
    assert marks["broken"] == ["R"]
    assert marks["tight"] == ["A"]
    assert len(looks) >= 4


def test_extent_holds_bars_baselines_and_gates() -> None:
    one = project(10, 50, Point(at(70), "G1", "Gate"), slip=-30)
    assert extent([one], at(0)) == (at(10), at(80))
    assert extent([TimelineLine("project", "No dates")], at(0)) is None
    assert extent([one, project(20, 365 * 180)], at(0)) == (at(10), at(80)), "a typing error does not squeeze the rest"


def test_what_comes_after_it_is_needed_is_broken() -> None:
    day = datetime(2027, 3, 1, 17)
    assert Need(day, day).state == "tight"
    assert Need(day, day - timedelta(minutes=1)).state == "broken"
    assert Need(day, day + timedelta(days=10)).state == "ok"
    assert Need(day, day + timedelta(days=9)).state == "tight"
    assert Need(None, day).state == Need(day, None).state == "unknown"
    assert Need(day, datetime(2027, 2, 20, 8)).margin == -9
    assert limit_of(day, date(2027, 2, 1)) == datetime(2027, 2, 1, 23, 59)
    assert limit_of(day, date(2027, 4, 1)) == day
    assert limit_of(None, None) is None
