"""The plan as a graph: what must be known before what, the shape of each task, the order of the passes.

A node is a row's place in the plan. A summary that has links or constraints of its own has two nodes more: it *opens*
before its tasks, which hands down what it waits for, and *closes* after them, so that others can wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.errors import PmoError
from ..domain.plan import Plan, PlanLink, PlanTask, summary_flags
from ..domain.worktime import ROUND_THE_CLOCK, WorkClock
from .clocks import Clocks
from .spans import Span

FS, SS, FF, SF = range(4)
LINK_CODES = {"FS": FS, "SS": SS, "FF": FF, "SF": SF}

Tie = tuple[int, int, int, WorkClock | None, int]
"""A link seen from one end: node at the other end, kind, lag, the lag's clock (None without lag), place in the plan."""


@dataclass(slots=True)
class Network:
    """What the passes read. Lists are by node; the first `size` nodes are the plan's rows.

    Attributes:
        order: nodes, each after those that it waits for.
        before, after: the links into and out of each node.
        opening, closing: for a row or a summary's node, the node of the nearest summary above that hands down a wait,
            or is waited for; -1 for none.
    """

    size: int
    tasks: tuple[PlanTask, ...]
    is_summary: list[bool]
    parent: list[int]
    spans: list[Span | None]
    clocks: list[WorkClock]
    order: list[int]
    before: list[list[Tie]]
    after: list[list[Tie]]
    opening: list[int]
    closing: list[int]
    project_clock: WorkClock

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
    parent = _parents(tasks)
    row = {task.uid: index for index, task in enumerate(tasks)}
    if len(row) < size:
        raise PmoError("task_uid_twice", task=_twice(tasks).name)
    task_clocks: list[WorkClock] = []
    spans: list[Span | None] = []
    for task, summary in zip(tasks, is_summary, strict=True):
        if task.duration < 0 and not summary:
            raise PmoError("task_duration_negative", task=task.name)
        task_clocks.append(clocks.of_task(task))
        spans.append(None if summary else clocks.span(task))
    before: list[list[Tie]] = [[] for _ in range(3 * size)]
    after: list[list[Tie]] = [[] for _ in range(3 * size)]
    opens, closes = _linked_summaries(plan, row, is_summary)
    for place, link in enumerate(plan.links):
        head, tail = row.get(link.predecessor), row.get(link.successor)
        if head is None or tail is None:
            raise PmoError("link_task_missing", uid=str(link.predecessor if head is None else link.successor))
        if not tasks[head].active:
            continue
        clock = task_clocks[tail]
        lag, lag_clock = _lag(link, tasks[head], clock)
        source = 2 * size + head if is_summary[head] else head
        target = size + tail if is_summary[tail] else tail
        kind = LINK_CODES[link.kind]
        before[target].append((source, kind, lag, lag_clock, place))
        if tasks[tail].active:
            after[source].append((target, kind, lag, lag_clock, place))
    opening = _nearest(size, parent, opens, 1)
    closing = _nearest(size, parent, closes, 2)
    order = _order(plan, is_summary, before, opening, closing, opens, closes)
    return Network(
        size=size,
        tasks=tasks,
        is_summary=is_summary,
        parent=parent,
        spans=spans,
        clocks=task_clocks,
        order=order,
        before=before,
        after=after,
        opening=opening,
        closing=closing,
        project_clock=clocks.project,
    )


def _twice(tasks: tuple[PlanTask, ...]) -> PlanTask:
    seen: set[int] = set()
    return next(task for task in tasks if task.uid in seen or seen.add(task.uid))  # type: ignore[func-returns-value]


def _parents(tasks: tuple[PlanTask, ...]) -> list[int]:
    """Return the row of each row's summary, -1 for none."""
    parents: list[int] = []
    path: list[int] = []
    for index, task in enumerate(tasks):
        while path and tasks[path[-1]].outline_level >= task.outline_level:
            path.pop()
        parents.append(path[-1] if path else -1)
        path.append(index)
    return parents


def _lag(link: PlanLink, predecessor: PlanTask, clock: WorkClock) -> tuple[int, WorkClock | None]:
    """Return a link's lag in minutes and the clock that counts it: the successor's, or any time where elapsed."""
    lag = link.lag
    elapsed = link.lag_kind.startswith("elapsed")
    if link.lag_kind.endswith("percent"):
        lag = round(predecessor.duration * lag / 100)
        elapsed = elapsed or predecessor.elapsed
    if not lag:
        return 0, None
    return lag, ROUND_THE_CLOCK if elapsed else clock


def _linked_summaries(plan: Plan, row: dict[int, int], is_summary: list[bool]) -> tuple[set[int], set[int]]:
    """Return the rows of the summaries that wait for something, and of those that something waits for."""
    opens = {row[link.successor] for link in plan.links if is_summary[row.get(link.successor, 0)]} if row else set()
    closes = (
        {row[link.predecessor] for link in plan.links if is_summary[row.get(link.predecessor, 0)]} if row else set()
    )
    for index, task in enumerate(plan.tasks):
        if is_summary[index] and task.constraint == "SNET" and task.constraint_date is not None:
            opens.add(index)
        if is_summary[index] and task.constraint == "FNLT" and task.constraint_date is not None:
            closes.add(index)
    return opens, closes


def _nearest(size: int, parent: list[int], linked: set[int], copy: int) -> list[int]:
    """Return for each row the node of the nearest linked summary strictly above it, -1 for none."""
    nearest = [-1] * size
    if linked:
        for index, above in enumerate(parent):
            if above >= 0:
                nearest[index] = copy * size + above if above in linked else nearest[above]
    return nearest


def _order(
    plan: Plan,
    is_summary: list[bool],
    before: list[list[Tie]],
    opening: list[int],
    closing: list[int],
    opens: set[int],
    closes: set[int],
) -> list[int]:
    size = len(plan.tasks)
    nodes = [index for index in range(size) if not is_summary[index]]
    nodes += [size + index for index in opens]
    nodes += [2 * size + index for index in closes]
    waits = [0] * (3 * size)
    next_nodes: list[list[int]] = [[] for _ in range(3 * size)]
    for node in nodes:
        for source, *_ in before[node]:
            next_nodes[source].append(node)
        waits[node] += len(before[node])
        if node < 2 * size and (summary := opening[node % size]) >= 0:
            next_nodes[summary].append(node)
            waits[node] += 1
        if not size <= node < 2 * size and (summary := closing[node % size]) >= 0:
            next_nodes[node].append(summary)
            waits[summary] += 1
    for index in closes & opens:
        next_nodes[size + index].append(2 * size + index)
        waits[2 * size + index] += 1
    order = [node for node in nodes if not waits[node]]
    for node in order:  # grows while it is walked
        for following in next_nodes[node]:
            waits[following] -= 1
            if not waits[following]:
                order.append(following)
    if len(order) < len(nodes):
        raise _loop(plan, [node for node in nodes if waits[node] > 0], next_nodes)
    return order


def _loop(plan: Plan, stuck: Iterable[int], next_nodes: list[list[int]]) -> PmoError:
    """Return the error that names the tasks of one loop among the nodes that could not be ordered."""
    left = set(stuck)
    came_from: dict[int, int] = {}
    for node in left:
        for following in next_nodes[node]:
            if following in left:
                came_from[following] = node
    node = next(iter(came_from))
    seen: dict[int, int] = {}
    path: list[int] = []
    while node not in seen:
        seen[node] = len(path)
        path.append(node)
        node = came_from[node]
    rows: list[int] = []
    for row in (node % len(plan.tasks) for node in reversed(path[seen[node] :])):
        if row not in rows:
            rows.append(row)
    start = rows.index(min(rows))
    rows = rows[start:] + rows[:start]
    names = [plan.tasks[row].name for row in rows]
    if len(names) > 8:
        names = [*names[:7], "…", names[-1]]
    return PmoError("link_loop", tasks=" → ".join([*names, names[0]]), uids=tuple(plan.tasks[row].uid for row in rows))
