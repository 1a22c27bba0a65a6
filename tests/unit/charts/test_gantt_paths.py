"""Links of a Gantt find their way round, and texts stand where nothing else is."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_desktop.charts.gantt import Emphasis, GanttLines, GanttRows, GanttScale, Look, Window, scene, span_of
from pmo_desktop.charts.gantt_data import ROW_HEIGHT, Shape, estimated_width
from pmo_desktop.charts.gantt_header import header
from pmo_desktop.charts.gantt_links import arrow_head
from pmo_desktop.charts.gantt_paths import LinkPaths
from pmo_desktop.charts.scene import Box, Label, Line, Polyline, Scene
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.texts import of

DAY = 1440
START = to_instant(datetime(2026, 3, 2, 8))
SCALE = GanttScale(to_instant(datetime(2026, 3, 1)), 10.0)
MIDDLE = 12.5


def plan(
    bars: list[tuple[int, int]], links: list[tuple[int, int, str]], shapes: list[Shape] | None = None, **more: object
) -> GanttRows:
    """Return bars from day to day."""
    return GanttRows(
        [START + a * DAY for a, _ in bars],
        [START + b * DAY for _, b in bars],
        shapes or ["task"] * len(bars),
        [0] * len(bars),
        [False] * len(bars),
        links=links,
        label=lambda row: f"Somebody {row}",
        **more,  # type: ignore[arg-type]
    )


def paths_of(data: GanttRows) -> LinkPaths:
    lines = GanttLines.of(data, range(len(data)))
    return LinkPaths(data, lines, SCALE, ROW_HEIGHT, 1.0, estimated_width(12.0))


def drawn(data: GanttRows, look: Look | None = None, emphasis: Emphasis | None = None) -> Scene:
    lines = GanttLines.of(data, range(len(data)))
    window = Window(0, 0, 1200, 29.0 * len(data))
    return scene(data, lines, SCALE, window, look or Look(), emphasis=emphasis or Emphasis())


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["FS", "SS", "FF", "SF"]),
    st.tuples(st.integers(0, 60), st.integers(0, 20)),
    st.tuples(st.integers(0, 60), st.integers(0, 20)),
    st.integers(-6, 6).filter(bool),
    st.sampled_from(["task", "milestone"]),
    st.sampled_from(["task", "milestone"]),
)
def test_a_link_leaves_one_bar_and_ends_at_the_right_side_of_the_other(
    kind: str, one: tuple[int, int], two: tuple[int, int], apart: int, first: Shape, second: Shape
) -> None:
    count = abs(apart) + 1
    bars = [(0, 1)] * count
    shapes: list[Shape] = ["task"] * count
    a, b = (0, count - 1) if apart > 0 else (count - 1, 0)
    bars[a], bars[b] = (one[0], sum(one)), (two[0], sum(two))
    shapes[a], shapes[b] = first, second
    data = plan(bars, [(a, b, kind)], shapes)
    path = paths_of(data).path(0)
    for (x1, y1), (x2, y2) in zip(path.corners, path.corners[1:], strict=False):
        assert x1 == x2 or y1 == y2
    left, right = span_of(data, a, SCALE)
    assert left - 1 <= path.corners[0][0] <= right + 1
    left, right = span_of(data, b, SCALE)
    end = path.corners[-1]
    if path.heading in ("right", "left"):
        assert path.heading == ("right" if kind[1] == "S" else "left")
        assert end == (left if kind[1] == "S" else right, b * ROW_HEIGHT + MIDDLE)
    else:
        assert left - 1 <= end[0] <= right + 1
        assert path.heading == ("down" if apart > 0 else "up")


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 15)), min_size=2, max_size=14),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13), st.sampled_from(["FS", "SS", "FF", "SF"])), max_size=14),
    st.booleans(),
)
def test_no_text_lies_on_a_bar_or_on_a_link(
    bars: list[tuple[int, int]], pairs: list[tuple[int, int, str]], slack: bool
) -> None:
    count = len(bars)
    links = [(a, b, kind) for a, b, kind in pairs if a < count and b < count and a != b]
    shapes: list[Shape] = ["task" if length else "milestone" for _, length in bars]
    spans = [(a, a + length) for a, length in bars]
    data = plan(spans, links, shapes, late=[START + (b + 9) * DAY for _, b in spans])
    look = Look(slack=slack, data_date=START + 20 * DAY)
    parts = drawn(data, look)
    width = estimated_width(look.size)
    ways = paths_of(data)
    for label in (part for part in parts if isinstance(part, Label)):
        assert label.key is not None
        row = int(label.key[1])
        wide = label.max_width or width(label.text) * label.size / look.size
        left, right = label.x, label.x + wide
        x1, x2 = span_of(data, row, SCALE)
        is_inside = x1 <= left and right <= x2
        assert is_inside or right <= x1 or left >= x2
        for at in range(len(links)):
            for x, top, bottom in ways.path(at).uprights():
                touches = top < row * ROW_HEIGHT + MIDDLE + 5 and bottom > row * ROW_HEIGHT + MIDDLE - 5
                assert is_inside or not (touches and left < x < right)
            for y, begin, end in ways.path(at).levels():
                touches = abs(y - row * ROW_HEIGHT - MIDDLE) < 5
                assert is_inside or not (touches and begin < right and left < end)


def test_a_task_that_follows_at_once_is_reached_straight_from_the_end_before_it() -> None:
    path = paths_of(plan([(0, 5), (5, 9)], [(0, 1, "FS")])).path(0)
    assert len(path.corners) == 3
    assert path.corners[0][0] < span_of(plan([(0, 5)], []), 0, SCALE)[1]


def test_a_milestone_at_the_end_of_a_task_is_reached_from_above() -> None:
    path = paths_of(plan([(0, 5), (5, 5)], [(0, 1, "FS")], ["task", "milestone"])).path(0)
    assert (len(path.corners), path.heading) == (2, "down")


def test_links_into_one_task_gather_in_one_upright_beside_it() -> None:
    bars = [(row, row + 4) for row in range(8)]
    data = plan([*bars, (20, 25)], [(row, 8, "FS") for row in range(8)])
    ways = paths_of(data)
    last = {round(list(ways.path(at).uprights())[-1][0]) for at in range(8)}
    assert len(last) == 1


def test_uprights_of_different_links_keep_apart() -> None:
    bars = [(0, 5), (0, 5), (9, 12), (9, 12)]
    ways = paths_of(plan(bars, [(0, 2, "FS"), (1, 3, "FS")]))
    one, two = (next(iter(ways.path(at).uprights()))[0] for at in range(2))
    assert abs(one - two) >= 4


def test_links_of_one_task_share_an_upright() -> None:
    ways = paths_of(plan([(0, 5), (9, 12), (12, 15), (20, 22)], [(0, row, "FS") for row in (1, 2, 3)]))
    assert len({next(iter(ways.path(at).uprights()))[0] for at in range(3)}) == 1


def test_a_way_once_chosen_is_kept() -> None:
    ways = paths_of(plan([(0, 5), (9, 12)], [(0, 1, "FS")]))
    assert ways.path(0) is ways.path(0)


def test_a_text_with_no_room_beside_its_bar_is_put_into_it_or_left_out() -> None:
    late = [START + 80 * DAY, START + 80 * DAY]
    data = plan([(0, 20), (0, 3)], [], late=late)
    only = [part for part in drawn(data, Look(slack=True)) if isinstance(part, Label)]
    assert [(part.key, round(part.x), part.color) for part in only] == [(("task", 0), 18, "text")]


def test_a_bar_that_goes_on_beyond_the_window_has_its_text_in_the_part_in_sight() -> None:
    data = plan([(0, 300)], [])
    lines = GanttLines.of(data, range(1))
    parts = scene(data, lines, SCALE, Window(500, 0, 800, 29), Look())
    assert [(part.x, part.color) for part in parts if isinstance(part, Label)] == [(5.0, "text")]


def test_a_text_goes_left_of_its_bar_where_its_right_is_taken() -> None:
    data = plan([(40, 42)], [], late=[START + 80 * DAY])
    only = next(part for part in drawn(data, Look(slack=True)) if isinstance(part, Label))
    assert only.x < span_of(data, 0, SCALE)[0] - 50


def test_float_is_a_thin_line_to_the_right_where_it_is_asked_for() -> None:
    data = plan([(0, 5), (5, 9)], [], late=[START + 12 * DAY, START + 9 * DAY])
    lines = [part for part in drawn(data, Look(slack=True)) if isinstance(part, Line) and part.stroke == "fc"]
    assert [(round(line.x1), round(line.x2)) for line in lines] == [(63, 133), (133, 133)]
    assert not [part for part in drawn(data) if getattr(part, "stroke", "") == "fc"]


def test_an_interrupted_task_is_drawn_in_pieces_and_an_inactive_one_hollow() -> None:
    pieces = {0: [(START, START + 2 * DAY), (START + 4 * DAY, START + 6 * DAY)]}
    data = plan([(0, 6), (1, 3)], [], ["task", ""], pieces=pieces, inactive={1})
    boxes = [part for part in drawn(data) if isinstance(part, Box) and part.key]
    assert [(round(box.x), round(box.width), box.fill) for box in boxes] == [
        (13, 20, "bar"),
        (53, 20, "bar"),
        (23, 20, ""),
    ]


def test_manual_dates_have_brackets() -> None:
    parts = drawn(plan([(0, 6)], [], manual={0}))
    assert len([part for part in parts if isinstance(part, Polyline) and part.stroke == "ink"]) == 2


def test_links_of_a_task_stand_out_and_the_others_step_back() -> None:
    data = plan([(0, 5), (5, 9), (9, 12)], [(0, 1, "FS"), (1, 2, "FS")])
    parts = drawn(data, emphasis=Emphasis(frozenset({0}), dims=True))
    lines = [part for part in parts if isinstance(part, Polyline) and part.key and part.stroke]
    assert [(part.key, part.stroke) for part in lines] == [(("link", 1), "prev"), (("link", 0), "accent")]


def test_the_progress_line_bends_left_where_a_task_is_behind() -> None:
    data = plan([(0, 10), (0, 4)], [])
    look = Look(progress_line=True, data_date=START + 5 * DAY)
    bent = next(part for part in drawn(data, look) if isinstance(part, Polyline) and part.stroke == "today")
    assert min(x for x, _ in bent.points) == SCALE.x(START)


def test_the_flag_of_the_data_date_covers_no_name_of_a_month() -> None:
    for per_day in (0.3, 1.1, 2.6, 3.3, 8.0, 28.0):
        for day in range(1, 28):
            scale = GanttScale(SCALE.origin, per_day)
            parts = header(scale, 0, 900, of("en"), data_date=datetime(2026, 4, day, 17))
            flag = next((part for part in parts if isinstance(part, Box) and part.fill == "today"), None)
            if flag is None:
                continue
            for label in (part for part in parts if isinstance(part, Label) and part.color == "text3"):
                wide = min(estimated_width(11.5)(label.text), label.max_width)
                assert label.x + wide <= flag.x + 1 or label.x >= flag.x + flag.width - 1


def test_arrow_heads_point_where_the_link_goes() -> None:
    assert arrow_head(10, 10, "right")[1][0] < 10
    assert arrow_head(10, 10, "left")[1][0] > 10
    assert arrow_head(10, 10, "down")[1][1] < 10
    assert arrow_head(10, 10, "up")[1][1] > 10


def test_twenty_thousand_links_into_one_task_cost_a_screenful() -> None:
    count = 20_000
    bars = [(0, 5)] * count + [(9, 12)]
    data = plan(bars, [(row, count, "FS") for row in range(count)])
    lines = GanttLines.of(data, range(len(data)))
    for top in (10_000 * ROW_HEIGHT, (count - 10) * ROW_HEIGHT):
        parts = scene(data, lines, SCALE, Window(0, top, 800, 400), Look())
        assert len(parts) < 3_000
