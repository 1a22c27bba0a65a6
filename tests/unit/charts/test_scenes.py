"""Charts compared as data: what stands where, in which colour, for which record."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop import texts
from pmo_desktop.charts.bars import CostRow, Step, bridge, cost_bars
from pmo_desktop.charts.columns import exposure_columns, status_columns
from pmo_desktop.charts.heatmap import RiskPoint, frame, heat_map
from pmo_desktop.charts.marks import drawn, strip, strip_width
from pmo_desktop.charts.milestones import DiamondRow, diamond_rows, span
from pmo_desktop.charts.scene import Box, Circle, Diamond, Hatch, Label, Line, Mark, Polyline, Scene, Weight, moved
from pmo_desktop.charts.small import progress, sparkline
from pmo_desktop.domain.pack import DEFAULT_GRID
from pmo_desktop.domain.rag import RATINGS, Rag

EN = texts.of("en")
DAY = date(2026, 11, 20)


def measure(text: str, size: float, weight: Weight) -> float:
    return len(text) * size * 0.55


def labels(scene: Scene) -> list[str]:
    return [part.text for part in scene if isinstance(part, Label)]


def test_each_rating_has_a_shape_and_a_letter_of_its_own() -> None:
    kinds = set()
    for rag in RATINGS:
        scene = drawn(Mark(0, 0, 18, rag))
        kinds.add((type(scene[0]), getattr(scene[0], "fill", ""), len(scene)))
        letters = labels(scene)
        assert letters == ([] if rag == "C" else [rag or "?"])
        for part in scene:
            if isinstance(part, Label):
                assert part.size >= 7
    assert len(kinds) == len(RATINGS)


def test_amber_has_an_outline_because_its_fill_is_pale() -> None:
    triangle = drawn(Mark(0, 0, 12, "A"))[0]
    assert isinstance(triangle, Polyline)
    assert triangle.stroke == "ragAstroke"
    assert triangle.fill == "ragA"


def test_small_marks_carry_no_letter() -> None:
    assert labels(drawn(Mark(0, 0, 6, "R"))) == []


def test_the_last_mark_of_a_strip_is_larger_and_the_strip_as_wide_as_it_says() -> None:
    ratings: tuple[Rag, ...] = ("G", "G", "A", "R")
    marks = [part for part in strip(ratings, 6, 2) if isinstance(part, Mark)]
    assert [mark.rag for mark in marks] == list(ratings)
    assert marks[-1].size > marks[0].size
    assert marks[-1].x + marks[-1].size / 2 == pytest.approx(strip_width(4, 6, 2))


def test_moving_a_scene_moves_every_kind_of_part() -> None:
    scene: Scene = [Box(0, 0, 1, 1), Line(0, 0, 1, 1, "text"), Polyline(((0, 0), (1, 1))), Label(0, 0, "x", 8)]
    there = moved(scene, 5, 7)
    assert there == [Box(5, 7, 1, 1), Line(5, 7, 6, 8, "text"), Polyline(((5, 7), (6, 8))), Label(5, 7, "x", 8)]
    assert moved(there, -5, -7) == scene


def test_red_stands_on_the_base_line_and_the_heights_are_in_proportion() -> None:
    scene = status_columns(("Oct", "Nov"), (Counter({"G": 10}), Counter({"R": 2, "A": 3, "G": 5})), 200, 100, 8)
    boxes = [part for part in scene if isinstance(part, Box)]
    assert [box.fill for box in boxes] == ["ragG", "ragR", "ragA", "ragG"]
    red, amber, green = boxes[1:]
    assert red.y + red.height > amber.y + amber.height > green.y + green.height
    assert green.height / red.height == pytest.approx(2.5)
    assert "Nov" in labels(scene)


def test_the_forecast_is_hatched_the_actual_solid_and_the_plan_an_outline() -> None:
    row = CostRow("Core", 100, 40, 120, ("programme", 1))
    scene = cost_bars((row,), 300, 30, 8, str, "{:+}".format, names=60, is_exception=lambda _: True)
    plan = next(part for part in scene if isinstance(part, Box) and part.stroke == "plan")
    actual = next(part for part in scene if isinstance(part, Box) and part.fill == "ink")
    forecast = next(part for part in scene if isinstance(part, Hatch))
    assert plan.x == actual.x == forecast.x
    assert forecast.width / plan.width == pytest.approx(1.2)
    assert actual.width / plan.width == pytest.approx(0.4)
    assert labels(scene) == ["Core", "120", "+20"]


@pytest.mark.parametrize(("plan", "actual", "forecast"), [(-(10**15), 5, -(10**15)), (0, -3, 10**15), (1, 10**15, -1)])
def test_no_amount_makes_a_bar_that_leaves_the_chart(plan: int, actual: int, forecast: int) -> None:
    rows = (CostRow("x" * 80, plan, actual, forecast),)
    scene = cost_bars(rows, 220, 30, 8, str, str, names=200, is_exception=lambda _: False)
    scene += bridge(("PL", plan), (Step("a", actual),), ("FC", forecast), 220, 20, 8, str, str)
    for part in scene:
        if isinstance(part, (Box, Hatch)):
            assert 0 <= part.width <= 220


def test_a_bridge_leads_from_the_plan_to_the_forecast() -> None:
    scene = bridge(("PL", 100), (Step("More", 30), Step("Less", -10)), ("FC", 120), 400, 20, 8, str, "{:+}".format)
    boxes = [part for part in scene if isinstance(part, Box)]
    plan, more, less = boxes[0], boxes[1], boxes[2]
    assert more.x == pytest.approx(plan.x + plan.width)
    assert less.x + less.width == pytest.approx(more.x + more.width)
    assert (more.fill, less.fill) == ("ragR", "ragG")
    assert labels(scene) == ["PL", "100", "More", "+30", "Less", "-10", "FC", "120"]


def test_the_accepted_loss_is_a_dashed_line() -> None:
    scene = exposure_columns(("Oct", "Nov"), (50, 100), 80, 200, 100, 8, str)
    dashed = [part for part in scene if isinstance(part, Line) and part.dash]
    assert len(dashed) == 1
    columns = [part for part in scene if isinstance(part, Box)]
    assert [column.fill for column in columns] == ["prev", "ink"]
    assert columns[1].height == pytest.approx(2 * columns[0].height)


def test_a_milestone_shows_promise_and_forecast_and_the_slip_between_them() -> None:
    late = DiamondRow(DAY, DAY + timedelta(days=60), is_exception=True, key=("milestone", 7))
    first, last = span([late], DAY)
    scene = diamond_rows([late], first, last, 300, 18, DAY)
    promise, forecast = (part for part in scene if isinstance(part, Diamond))
    assert (promise.fill, promise.stroke) == ("surface", "plan")
    assert forecast.fill == "critDone"
    assert forecast.x > promise.x
    assert any(isinstance(part, Line) and part.dash and part.key == ("milestone", 7) for part in scene)


def test_a_typing_error_in_a_date_does_not_squeeze_the_axis() -> None:
    rows = [DiamondRow(date(9999, 12, 31), date(1, 1, 1)), DiamondRow(DAY, DAY + timedelta(days=30))]
    first, last = span(rows, DAY)
    assert (last - first).days < 60


def test_a_risk_lies_in_its_cell_comes_from_where_it_was_and_goes_to_its_target() -> None:
    point = RiskPoint("041", (5, 4), (3, 4), (2, 3), ("risk", 41))
    scene = heat_map((point,), DEFAULT_GRID, 12, 400, 400, 8, EN, measure)
    place = frame(400, 400, 8, EN, measure)
    pills = [part for part in scene if isinstance(part, Box) and part.key == ("risk", 41)]
    now = next(pill for pill in pills if pill.fill == "ink")
    target = next(pill for pill in pills if pill.dash)
    assert place.cell(now.x + now.width / 2, now.y + now.height / 2) == (5, 4)
    assert place.cell(target.x + target.width / 2, target.y + target.height / 2) == (2, 3)
    arrow = next(part for part in scene if isinstance(part, Line) and part.arrow)
    assert place.cell(arrow.x1, arrow.y1) == (3, 4)
    assert arrow.y2 < arrow.y1


def test_the_map_has_25_cells_with_their_scores_and_letters() -> None:
    scene = heat_map((), DEFAULT_GRID, 12, 400, 400, 8, EN, measure)
    cells = [part for part in scene if isinstance(part, Box) and part.key and part.key[0] == "cell"]
    assert len(cells) == 25
    assert Counter(cell.fill for cell in cells) == {"ragGsoft": 10, "ragAsoft": 9, "ragRsoft": 6}
    assert {"25", "20", "1", "Almost certain", "Critical", "Probability", "Impact"} <= set(labels(scene))


def test_the_border_of_the_appetite_separates_what_is_accepted() -> None:
    scene = heat_map((), DEFAULT_GRID, 12, 400, 400, 8, EN, measure)
    place = frame(400, 400, 8, EN, measure)
    borders = [part for part in scene if isinstance(part, Line) and part.stroke == "ragRtext"]
    assert borders
    for border in borders:
        middle_x, middle_y = (border.x1 + border.x2) / 2, (border.y1 + border.y2) / 2
        if border.x1 == border.x2:
            sides = place.cell(middle_x - 1, middle_y), place.cell(middle_x + 1, middle_y)
        else:
            sides = place.cell(middle_x, middle_y + 1), place.cell(middle_x, middle_y - 1)
        accepted, above = (side[0] * side[1] if side else 0 for side in sides)
        assert accepted <= 12 < above


@given(
    st.lists(
        st.tuples(*[st.integers(1, 5)] * 4),
        max_size=60,
    )
)
def test_pills_never_leave_their_cell_and_none_vanishes_in_silence(scores: list[tuple[int, int, int, int]]) -> None:
    points = [RiskPoint(f"R-{n:03d}", (p, i), (q, j), None, ("risk", n)) for n, (p, i, q, j) in enumerate(scores)]
    scene = heat_map(points, DEFAULT_GRID, 25, 380, 420, 7.6, EN, measure)
    place = frame(380, 420, 7.6, EN, measure)
    shown = 0
    for part in scene:
        if isinstance(part, Box) and part.key and part.key[0] == "risk":
            shown += 1
            point = points[int(part.key[1])]
            corners = ((part.x, part.y), (part.x + part.width - 0.01, part.y + part.height - 0.01))
            assert {place.cell(x, y) for x, y in corners} == {point.now}
    hidden = sum(int(text[1:]) for text in labels(scene) if text.startswith("+"))
    assert shown + hidden == len(points)


def test_progress_stays_between_nothing_and_all() -> None:
    boxes = [part for part in progress(100, 1.7, -0.3) if isinstance(part, Box)]
    assert boxes[1].width == 100
    ticks = [part for part in progress(100, None, 0.5) if isinstance(part, Line)]
    assert [tick.x1 for tick in ticks] == [50]


def test_a_sparkline_marks_its_last_point_and_survives_gaps() -> None:
    scene = sparkline((1, None, 3), 20, 10)
    line, dot = scene
    assert isinstance(line, Polyline)
    assert isinstance(dot, Circle)
    assert [list(point) for point in line.points] == [[0, 10], [20, 0]]
    assert [dot.x, dot.y] == [20, 0]
    assert not sparkline((None, None), 20, 10)
    assert sparkline((5, 5), 20, 10)
