"""The plan as a graph: what must be known before what, and the shape of each task.

A node is a row's place in the plan. Where summaries have links or constraints of their own, each such row has two nodes
more: it *opens* before its tasks (node `size + row`), which hands down what it waits for, and *closes* after them
(node `2 * size + row`), so that others can wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..domain.errors import PmoError
from ..domain.plan import Plan, PlanLink, PlanTask, summary_flags
from ..domain.worktime import ROUND_THE_CLOCK, WorkClock
from .clocks import Clocks
from .flags import Flags, flags_of
from .order import order_nodes
from .outline import Outline, outline_of
from .spans import MilestoneSpan, Span, WorkSpan
from .vectors import Counter, Ints

PLAIN, FS, SS, FF, SF = range(5)
"""Kinds of link; `PLAIN` is finish to start without lag."""

_KINDS = {"FS": FS, "SS": SS, "FF": FF, "SF": SF}


@dataclass(slots=True)
class Links:
    """The links that count, in the order of the plan, as lists by number; and those numbers by node.

    The links into a node are `into[into_at[node] : into_at[node + 1]]`; those out of it likewise, without those that
    lead to an inactive task.

    Attributes:
        head, tail: nodes.
        lag: minutes, counted by `clock`; None where there is no lag.
        place: where the plan has the link.
    """

    head: list[int]
    tail: list[int]
    kind: list[int]
    lag: list[int]
    clock: list[WorkClock | None]
    place: list[int]
    into: list[int]
    into_at: list[int]
    out: list[int]
    out_at: list[int]


@dataclass(slots=True)
class Network:
    """What the passes read, by row or by node.

    Attributes:
        size: the number of rows; `nodes` is that, or three times as many where summaries have links.
        order: nodes, each after those that it waits for.
        outline: what lies below what.
        row: the place of each task's key.
        counter: counts floats, by row.
        flags: what the passes must know of each task.
        lengths: twice the length of each span, where all of them are on one clock.
        even: that clock, or None.
        members: for a summary's closing node, the nodes that it closes after.
        opening, closing: for a row or a summary's node, the node of the nearest summary above that hands down a wait,
            or that is waited for; -1 for none.
    """

    size: int
    nodes: int
    tasks: tuple[PlanTask, ...]
    is_summary: list[bool]
    spans: list[Span | None]
    clocks: list[WorkClock]
    links: Links
    order: list[int]
    opening: list[int]
    closing: list[int]
    outline: Outline
    row: dict[int, int]
    flags: Flags
    members: dict[int, list[int]]
    calendars: Clocks
    counter: Counter
    lengths: list[int]
    even: WorkClock | None

    @property
    def parent(self) -> list[int]:
        """The row of each row's summary, -1 for none."""
        return self.outline.parent

    @property
    def plain(self) -> list[bool]:
        """Which rows need no more than links and a span."""
        return self.flags.plain

    @property
    def project_clock(self) -> WorkClock:
        """The clock of the plan's own calendar."""
        return self.calendars.project

    def row_of(self, node: int) -> int:
        """Return the plan's row of a node."""
        return node % self.size


def build(plan: Plan) -> Network:
    """Return the network of a plan.

    Raises:
        PmoError: a duration is negative, a link leads nowhere, a calendar is missing or links form a loop.
    """
    tasks = plan.tasks
    size = len(tasks)
    clocks = Clocks(plan)
    is_summary = summary_flags(tasks)
    flags = flags_of(tasks, is_summary)
    outline = outline_of(tasks, is_summary, flags)
    row = {task.uid: index for index, task in enumerate(tasks)}
    if len(row) < size:
        raise PmoError("task_uid_twice", task=_twice(tasks).name)
    task_clocks: list[WorkClock] = []
    spans: list[Span | None] = []
    for task, summary in zip(tasks, is_summary, strict=True):
        if task.duration < 0 and not summary:
            raise PmoError("task_duration_negative", task=task.name)
        clock = clocks.project if task.calendar_uid is None else clocks.of_task(task)
        task_clocks.append(clock)
        spans.append(None if summary else clocks.span(task, clock))
    opens, closes = _linked_summaries(plan, row, is_summary)
    nodes = 3 * size if opens or closes else size
    links = read_links(plan, row, is_summary, task_clocks, nodes)
    opening = _nearest(size, outline.parent, opens, 1)
    closing = _nearest(size, outline.parent, closes, 2)
    order = order_nodes(tasks, is_summary, links, opening, closing, opens, closes)
    counter = row_counter(tasks, task_clocks)
    even = even_clock(spans, links, counter) if nodes == size else None
    return Network(
        size=size,
        nodes=nodes,
        tasks=tasks,
        is_summary=is_summary,
        spans=spans,
        clocks=task_clocks,
        links=links,
        order=order,
        opening=opening,
        closing=closing,
        outline=outline,
        row=row,
        flags=flags,
        members=_members(tasks, order, closing) if nodes > size else {},
        calendars=clocks,
        counter=counter,
        lengths=lengths_of(spans) if even is not None else [],
        even=even,
    )


def even_clock(spans: list[Span | None], links: Links, counter: Counter) -> WorkClock | None:
    """Return the clock by which all tasks work and all lags are counted, or None where there are several."""
    clock = counter.only
    if clock is None or not (clock.tables[0].total and clock.tables[-1].total) or set(links.clock) - {clock, None}:
        return None
    every = all(isinstance(span, WorkSpan | MilestoneSpan) and span.clock is clock for span in set(spans) - {None})
    return clock if every else None


def lengths_of(spans: list[Span | None]) -> list[int]:
    """Return twice the length of each span, 0 for none."""
    return [0 if span is None else 2 * span.length for span in spans]


def row_counter(tasks: tuple[PlanTask, ...], clocks: list[WorkClock]) -> Counter:
    """Return what counts floats: each task's own calendar, or any time where its duration is elapsed."""
    return Counter(
        [
            ROUND_THE_CLOCK if task.elapsed and task.duration else clock
            for task, clock in zip(tasks, clocks, strict=True)
        ]
    )


def _members(tasks: tuple[PlanTask, ...], order: list[int], closing: list[int]) -> dict[int, list[int]]:
    """Return for each closing node the rows and closing nodes that make its dates."""
    members: dict[int, list[int]] = {}
    for node in order:
        copy, row = divmod(node, len(tasks))
        if copy != 1 and closing[row] >= 0 and (copy == 2 or tasks[row].active):
            members.setdefault(closing[row], []).append(node)
    return members


def _twice(tasks: tuple[PlanTask, ...]) -> PlanTask:
    seen: set[int] = set()
    for task in tasks:
        if task.uid in seen:
            break
        seen.add(task.uid)
    return task


def read_links(
    plan: Plan, row: dict[int, int], is_summary: list[bool], task_clocks: list[WorkClock], nodes: int
) -> Links:
    """Return the links of a plan that count."""
    tasks = plan.tasks
    size = len(tasks)
    try:
        head_rows = [row[link.predecessor] for link in plan.links]
        tail_rows = [row[link.successor] for link in plan.links]
    except KeyError as error:
        raise PmoError("link_task_missing", uid=str(error.args[0])) from error
    idle = {index for index, task in enumerate(tasks) if not task.active}
    summaries = any(is_summary)
    kinds, lags = [PLAIN] * len(head_rows), [0] * len(head_rows)
    lag_clocks: list[WorkClock | None] = [None] * len(head_rows)
    for place, link in enumerate(plan.links):
        if link.lag:
            lags[place], lag_clocks[place] = _lag(link, tasks[head_rows[place]], task_clocks[tail_rows[place]])
            kinds[place] = _KINDS[link.kind] if lags[place] or link.kind != "FS" else PLAIN
        elif link.kind != "FS":
            kinds[place] = _KINDS[link.kind]
    heads = [2 * size + head if is_summary[head] else head for head in head_rows] if summaries else head_rows
    tails = [size + tail if is_summary[tail] else tail for tail in tail_rows] if summaries else tail_rows
    places = list(range(len(heads)))
    to_idle = np.zeros(len(heads), dtype=bool)
    if idle:
        places = [place for place in places if head_rows[place] not in idle]
        to_idle = np.array([tail_rows[place] in idle for place in places], dtype=bool)
        heads, tails, kinds, lags = ([part[place] for place in places] for part in (heads, tails, kinds, lags))
        lag_clocks = [lag_clocks[place] for place in places]
    every = np.arange(len(heads))
    counting = every[~to_idle]
    into, into_at = _by_node(np.array(tails, dtype=np.int64), every, nodes)
    out, out_at = _by_node(np.array(heads, dtype=np.int64), counting, nodes)
    return Links(heads, tails, kinds, lags, lag_clocks, places, into, into_at, out, out_at)


def _lag(link: PlanLink, head: PlanTask, clock: WorkClock) -> tuple[int, WorkClock | None]:
    """Return the minutes of a lag and what counts them, None where it comes to nothing."""
    lag = link.lag
    elapsed = link.lag_kind.startswith("elapsed")
    if link.lag_kind.endswith("percent"):
        lag = round(head.duration * lag / 100)
        elapsed = elapsed or head.elapsed
    return lag, (ROUND_THE_CLOCK if elapsed else clock) if lag else None


def _by_node(ends: Ints, numbers: Ints, nodes: int) -> tuple[list[int], list[int]]:
    """Return link numbers sorted by the node at one end, and where each node's begin."""
    own = ends[numbers]
    sorted_numbers = numbers[np.argsort(own, kind="stable")]
    begins = np.zeros(nodes + 1, dtype=np.int64)
    np.cumsum(np.bincount(own, minlength=nodes), out=begins[1:])
    return sorted_numbers.tolist(), begins.tolist()


def _linked_summaries(plan: Plan, row: dict[int, int], is_summary: list[bool]) -> tuple[set[int], set[int]]:
    """Return the rows of the summaries that wait for something, and of those that something waits for."""
    summaries = {plan.tasks[index].uid for index, summary in enumerate(is_summary) if summary}
    if not summaries:
        return set(), set()
    opens = {row[uid] for uid in summaries.intersection([link.successor for link in plan.links])}
    closes = {row[uid] for uid in summaries.intersection([link.predecessor for link in plan.links])}
    for uid in summaries:
        task = plan.tasks[row[uid]]
        if task.constraint_date is not None and task.constraint == "SNET":
            opens.add(row[uid])
        if task.constraint_date is not None and task.constraint == "FNLT":
            closes.add(row[uid])
    return opens, closes


def _nearest(size: int, parent: list[int], linked: set[int], copy: int) -> list[int]:
    """Return for each row the node of the nearest linked summary strictly above it, -1 for none."""
    nearest = [-1] * size
    if linked:
        for index, above in enumerate(parent):
            if above >= 0:
                nearest[index] = copy * size + above if above in linked else nearest[above]
    return nearest
