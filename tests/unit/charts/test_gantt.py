"""The Gantt as data: what stands where, and that only the window is drawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.charts.gantt import (
    DIAMOND,
    ROW_HEIGHT,
    GanttLines,
    GanttRows,
    GanttScale,
    Look,
    Window,
    scene,
    span_of,
    visible,
)
from pmo_desktop.charts.gantt_header import grid, header, lower_unit, nearest_step, zoom_width
from pmo_desktop.charts.gantt_links import LinkIndex
from pmo_desktop.charts.scene import Box, Diamond, Label, Line, Polyline
from pmo_desktop.charts.timescale import ZOOMS
from pmo_desktop.domain.outline import end_of, outline_numbers, parents, tops
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.texts import of

DAY = 1440
START = to_instant(datetime(2026, 3, 2, 8))
SCALE = GanttScale(to_instant(datetime(2026, 3, 1)), 10.0)
WINDOW = Window(0, 0, 800, 400)


def rows(**more: object) -> GanttRows:
    """Return a summary, a task half done, a critical task and a milestone that slipped."""
    values: dict[str, object] = {
        "start": [START, START, START + 5 * DAY, START + 12 * DAY],
        "finish": [START + 12 * DAY, START + 5 * DAY, START + 12 * DAY, START + 12 * DAY],
        "shape": ["summary", "task", "task", "milestone"],
        "percent": [20, 50, 0, 0],
        "critical": [False, False, True, True],
        "frozen": {1: (START, START + 4 * DAY), 3: (START + 2 * DAY, START + 2 * DAY)},
        "links": [(1, 2, "FS"), (2, 3, "FS")],
        "label": lambda row: f"row {row}",
        "tone": lambda row: "text2",
    }
    return GanttRows(**(values | more))  # type: ignore[arg-type]


def drawn(
    data: GanttRows, *, window: Window = WINDOW, look: Look | None = None, shown: list[int] | None = None
) -> list:  # type: ignore[type-arg]
    """Return the scene of all rows, or of those that are shown."""
    lines = GanttLines.of(data, list(range(len(data))) if shown is None else shown)
    return scene(data, lines, SCALE, window, look or Look())


def keyed(parts: list, key: tuple[str, int]) -> list:  # type: ignore[type-arg]
    return [part for part in parts if getattr(part, "key", None) == key]


def test_a_task_is_a_light_bar_with_a_darker_done_part() -> None:
    rest, done, label = keyed(drawn(rows()), ("task", 1))
    assert isinstance(rest, Box)
    assert (rest.fill, done.fill) == ("bar", "barDone")
    assert rest.x == pytest.approx(SCALE.x(START))
    assert rest.width == pytest.approx(50.0)
    assert done.width == pytest.approx(25.0)
    assert isinstance(label, Label)
    assert label.text == "row 1"
    assert label.x > rest.x + rest.width


def test_a_critical_task_has_a_colour_of_its_own_unless_it_is_hidden() -> None:
    assert keyed(drawn(rows()), ("task", 2))[0].fill == "crit"
    assert keyed(drawn(rows(), look=Look(critical=False)), ("task", 2))[0].fill == "bar"


def test_a_summary_has_feet_and_a_baseline_lies_under_its_bar() -> None:
    parts = drawn(rows())
    feet = keyed(parts, ("task", 0))[0]
    assert isinstance(feet, Polyline)
    assert feet.fill == "barSummary"
    bars = [part for part in parts if isinstance(part, Line) and part.stroke == "base"]
    assert [(bar.x1, bar.x2) for bar in bars] == [(SCALE.x(START), SCALE.x(START + 4 * DAY))]
    assert not [p for p in drawn(rows(), look=Look(baseline=False)) if getattr(p, "stroke", "") == "base"]


def test_a_slipped_milestone_has_an_outlined_diamond_and_a_dotted_line() -> None:
    parts = drawn(rows())
    old, new = (part for part in parts if isinstance(part, Diamond))
    assert (old.fill, old.stroke) == ("surface", "plan")
    assert (new.fill, new.x) == ("critDone", pytest.approx(SCALE.x(START + 12 * DAY)))
    dotted = [part for part in parts if isinstance(part, Line) and part.dash]
    assert [(line.stroke, round(line.x1), round(line.x2)) for line in dotted] == [
        ("plan", round(old.x + DIAMOND), round(new.x - DIAMOND))
    ]


def test_links_end_in_an_arrow_and_are_hidden_with_their_rows() -> None:
    links = [part for part in drawn(rows()) if getattr(part, "key", None) and part.key[0] == "link"]
    assert [part.stroke or part.fill for part in links] == ["lineStrong", "lineStrong", "critDone", "critDone"]
    assert not [p for p in drawn(rows(), shown=[0, 1]) if getattr(p, "key", None) and p.key[0] == "link"]


def test_the_data_date_is_a_line_over_everything_but_texts() -> None:
    parts = drawn(rows(), look=Look(data_date=START + DAY))
    at = next(place for place, part in enumerate(parts) if isinstance(part, Line) and part.stroke == "today")
    assert all(isinstance(part, Label) for part in parts[at + 1 :])


def test_a_late_finish_turns_its_deadline_red() -> None:
    for deadline, color in ((START + 4 * DAY, "ragR"), (START + 9 * DAY, "ragG")):
        parts = drawn(rows(deadline={1: deadline}))
        assert [p.fill for p in parts if isinstance(p, Polyline) and p.fill.startswith("rag")] == [color]


def test_selection_is_a_band_and_a_label_that_meets_the_data_date_lies_on_it() -> None:
    data = rows()
    look = Look(data_date=START + 6 * DAY)
    parts = scene(data, GanttLines.of(data, range(4)), SCALE, WINDOW, look, selected={1})
    assert [(p.y, p.width) for p in parts if isinstance(p, Box) and p.fill == "selected"] == [(ROW_HEIGHT, 800)]
    assert keyed(parts, ("task", 1))[-1].halo == "selected"
    parts = scene(data, GanttLines.of(data, range(4)), SCALE, WINDOW, look)
    assert keyed(parts, ("task", 1))[-1].halo == "surface"
    assert keyed(parts, ("task", 2))[-1].halo == ""


def test_days_off_are_shaded_where_days_are_wide_enough() -> None:
    def rests(day: date) -> bool:
        return day.weekday() >= 5

    data = rows()
    lines = GanttLines.of(data, range(4))
    wide = scene(data, lines, SCALE, Window(0, 0, 140, 100), Look(), rests=rests)
    boxes = [part for part in wide if isinstance(part, Box) and part.fill == "weekend"]
    assert [(box.x, box.width) for box in boxes] == [(0.0, 10.0), (60.0, 20.0), (130.0, 10.0)]
    narrow = scene(data, lines, GanttScale(SCALE.origin, 1.0), WINDOW, Look(), rests=rests)
    assert not [part for part in narrow if getattr(part, "fill", "") == "weekend"]


def test_a_screenful_of_a_large_plan_costs_a_screenful() -> None:
    count = 20_000
    data = GanttRows(
        [START + row * 60 for row in range(count)],
        [START + row * 60 + DAY for row in range(count)],
        ["task"] * count,
        [0] * count,
        [False] * count,
        links=[(row, row + 1, "FS") for row in range(count - 1)],
    )
    lines = GanttLines.of(data, range(count))
    window = Window(SCALE.x(data.start[10_000]) - 100, 10_000 * ROW_HEIGHT, 800, 400)
    parts = scene(data, lines, SCALE, window, Look())
    assert len(parts) < 120
    assert keyed(parts, ("task", 10_000))
    assert not keyed(parts, ("task", 11_000))


def test_what_lies_beside_the_window_is_not_drawn_and_what_reaches_far_is_cut() -> None:
    data = rows(finish=[START + 10**7, START + 10**7, START + 12 * DAY, START + 12 * DAY])
    for part in drawn(data):
        if isinstance(part, Box):
            assert part.x + part.width < 2000
    far = drawn(rows(), window=Window(50_000, 0, 800, 400))
    assert not [part for part in far if getattr(part, "key", None)]


def test_a_bar_too_thin_to_see_is_widened_and_rows_without_dates_have_none() -> None:
    data = rows(finish=[START, START, START, START], shape=["summary", "task", "", "milestone"])
    x1, x2 = span_of(data, 1, SCALE)
    assert x2 - x1 == 3.0
    assert not keyed(drawn(data), ("task", 2))


def test_an_empty_plan_is_an_empty_scene() -> None:
    data = GanttRows([], [], [], [], [])
    assert drawn(data) == []
    first, last = data.extent
    assert last > first


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), max_size=60),
    st.integers(0, 3000),
    st.integers(1, 60),
)
def test_the_index_finds_exactly_the_links_that_touch_the_lines(
    pairs: list[tuple[int, int]], first: int, count: int
) -> None:
    links = [(a, b, "FS") for a, b in pairs]
    index = LinkIndex(links, {line: line for line in range(3001)})
    wanted = [at for at, (a, b) in enumerate(pairs) if min(a, b) < first + count and max(a, b) >= first]
    assert index.between(first, first + count) == wanted


def test_closed_summaries_hide_what_is_below_them() -> None:
    assert visible([1, 2, 3, 2, 1, 2], {0}) == [0, 4, 5]
    assert visible([1, 2, 3, 2, 1, 2], {1}) == [0, 1, 3, 4, 5]
    assert visible([0, 1, 2], {0}) == [0]


def test_the_header_names_units_that_have_room_and_flags_the_data_date() -> None:
    t = of("en")
    for step in range(len(ZOOMS)):
        width = zoom_width(step)
        assert nearest_step(width) == step
        parts = header(GanttScale(SCALE.origin, width), 0, 900, t, data_date=datetime(2026, 3, 20, 17))
        labels = [part.text for part in parts if isinstance(part, Label)]
        assert labels[-1] == "20 Mar"
        assert len(labels) >= 3
    assert lower_unit(28.0) == "day"
    assert grid(SCALE, 0, 300, t)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_label_of_the_header_stays_in_its_unit(language: str) -> None:
    parts = header(SCALE, 37, 900, of(language))
    for part in parts:
        if isinstance(part, Label):
            assert part.max_width > 0


@given(st.lists(st.integers(1, 5), max_size=30))
def test_outline_numbers_count_below_their_parents(levels: list[int]) -> None:
    numbers = outline_numbers(levels)
    above = parents(levels)
    assert len(set(numbers)) == len(numbers)
    for place, parent in enumerate(above):
        if parent >= 0:
            assert numbers[place].rpartition(".")[0] == numbers[parent]
            assert parent < place < end_of(levels, parent)
    chosen = tops(levels, range(len(levels)))
    assert all(above[place] < 0 for place in chosen)


def test_the_projects_own_row_is_number_nought() -> None:
    assert outline_numbers([0, 1, 2, 1]) == ["0", "1", "1.1", "2"]


def test_moments_and_pixels_are_each_others_reverse() -> None:
    for days in range(0, 4000, 371):
        at = to_instant(datetime(2026, 3, 1) + timedelta(days=days, minutes=480))
        assert abs(SCALE.instant(SCALE.x(at)) - at) <= 1
