"""Paths through a schedule: what drives the finish, and how far other chains are from doing so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..domain.errors import PmoError
from ..domain.plan import Plan, PlanLink
from .engine import solved_of
from .floats import gaps_of_links
from .forward import start_after
from .network import FF, FS, PLAIN
from .passes import LATEST, LINK
from .result import Schedule, Solved

_FAR: Final = 1 << 60


@dataclass(frozen=True, slots=True)
class DrivingPath:
    """The tasks that decide when the last one ends, by their starts, and the links between them that leave no room."""

    uids: tuple[int, ...]
    links: tuple[PlanLink, ...]


@dataclass(frozen=True, slots=True)
class FloatPath:
    """A chain of tasks towards the finish, first task first.

    Attributes:
        number: 1 is the driving path.
        float_minutes: working minutes by which the chain can slip before it drives the finish.
    """

    number: int
    float_minutes: int
    uids: tuple[int, ...]


def link_floats(plan: Plan, schedule: Schedule) -> tuple[int | None, ...]:
    """Return the free float of every link of a plan: working minutes that it can stretch before it moves its successor.

    Negative where dates break the link; None where one of its tasks is inactive.
    """
    solved = solved_of(plan, schedule)
    floats: list[int | None] = [None] * len(plan.links)
    for place, gap in zip(solved.network.links.place, gaps_of_links(solved.network, solved.state), strict=True):
        floats[place] = gap
    return tuple(floats)


def longest_path(plan: Plan, schedule: Schedule, uid: int | None = None) -> DrivingPath:
    """Return the driving path to a task, or to the finish of the plan: its longest path.

    It goes back over every link that leaves its successor no room, also where floats hide it: constraints and
    calendars can give tasks of the longest path a float.

    Raises:
        PmoError: there is no such task.
    """
    solved = solved_of(plan, schedule)
    relations = _Relations(solved)
    found = set(relations.last() if uid is None else relations.ends(_row(schedule, uid)))
    links: set[int] = set()
    waiting = list(found)
    while waiting:
        row = waiting.pop()
        for number, before, slack in relations.into(row):
            if slack == 0 and solved.state.driver[row] == LINK:
                links.add(solved.network.links.place[number])
                if before not in found:
                    found.add(before)
                    waiting.append(before)
    rows = sorted(found, key=lambda row: (solved.state.placed_start[row], solved.state.placed_finish[row], row))
    return DrivingPath(tuple(plan.tasks[row].uid for row in rows), tuple(plan.links[place] for place in sorted(links)))


def float_paths(plan: Plan, schedule: Schedule, uid: int | None = None, count: int = 10) -> tuple[FloatPath, ...]:
    """Return the chains of tasks that come nearest to driving a task, or the finish of the plan.

    Each task belongs to one path only. A path's float is the least sum of what its links, and those that lead from it
    to the target, leave to their successors, counted on the successors' calendars.

    Raises:
        PmoError: there is no such task.
    """
    solved = solved_of(plan, schedule)
    relations = _Relations(solved)
    away = relations.distances(None if uid is None else _row(schedule, uid))
    place = {node: index for index, node in enumerate(solved.network.order)}
    nearest = sorted((row for row in away if away[row] < _FAR), key=lambda row: (away[row], -place[row]))
    used: set[int] = set()
    paths: list[FloatPath] = []
    for row in nearest:
        if row in used:
            continue
        if len(paths) == count:
            break
        chain: list[int] = []
        at: int | None = row
        while at is not None:
            used.add(at)
            chain.append(plan.tasks[at].uid)
            before = [(slack, -solved.state.placed_finish[head], head) for _, head, slack in relations.into(at)]
            at = min((one for one in before if one[2] not in used), default=(0, 0, None))[2]
        paths.append(FloatPath(len(paths) + 1, away[row], tuple(reversed(chain))))
    return tuple(paths)


class _Relations:
    """Who waits for whom among tasks, links of summaries resolved to the tasks that make them."""

    def __init__(self, solved: Solved) -> None:
        self._network = solved.network
        self._state = solved.state
        self._before: dict[int, list[tuple[int, int, int]]] = {}
        self._below: dict[int, list[int]] = {}
        for row, above in enumerate(self._network.parent):
            self._below.setdefault(above, []).append(row)

    def last(self) -> list[int]:
        """Return the rows of the tasks that end last."""
        rows = list(self._tasks())
        latest = max((self._state.placed_finish[row] for row in rows), default=0)
        return [row for row in rows if self._state.placed_finish[row] == latest]

    def ends(self, row: int) -> list[int]:
        """Return the row of a task, or for a summary the rows with which it ends."""
        return self._makers(row, from_start=False) if self._network.is_summary[row] else [row]

    def into(self, row: int) -> list[tuple[int, int, int]]:
        """Return what a task waits for: link number, predecessor's row, and minutes that the link leaves free."""
        found = self._before.get(row)
        if found is None:
            found = self._before[row] = list(self._find(row))
        return found

    def distances(self, target: int | None) -> dict[int, int]:
        """Return for each row how far it is from driving the target, `_FAR` where it does not lead there."""
        state, network = self._state, self._network
        rows = set(self._tasks())
        away = dict.fromkeys(rows, _FAR)
        if target is None:
            latest = max((state.placed_finish[row] for row in rows), default=0)
            followed = {before for row in rows for _, before, _ in self.into(row)}
            for row in rows - followed:
                away[row] = network.clocks[row].between(state.placed_finish[row], latest)
        else:
            for row in self.ends(target):
                away[row] = 0
        for node in reversed(network.order):
            if node in rows and away[node] < _FAR:
                for _, before, slack in self.into(node):
                    if before in rows:
                        away[before] = min(away[before], away[node] + slack)
        return away

    def _tasks(self) -> Iterator[int]:
        for row, task in enumerate(self._network.tasks):
            if task.active and not self._network.is_summary[row]:
                yield row

    def _find(self, row: int) -> Iterator[tuple[int, int, int]]:
        network, state, links = self._network, self._state, self._network.links
        span = network.spans[row]
        assert span is not None
        if row in state.progress or state.driver[row] == LATEST:
            return
        node = row
        while node >= 0:
            for number in links.into[links.into_at[node] : links.into_at[node + 1]]:
                head, kind, clock = links.head[number], links.kind[number], links.clock[number]
                if node == row:
                    at = start_after(links, number, state.placed_start, state.placed_finish, span, state.project_start)
                else:
                    at = (state.placed_finish if kind in (PLAIN, FS, FF) else state.placed_start)[head]
                    at = at if clock is None else clock.add(at, links.lag[number])
                slack = network.clocks[row].between(span.first_start(at), state.placed_start[row])
                if head < network.size:
                    yield number, head, slack
                else:
                    for maker in self._makers(network.row_of(head), from_start=kind not in (PLAIN, FS, FF)):
                        yield number, maker, slack
            node = network.opening[network.row_of(node)]

    def _makers(self, summary: int, *, from_start: bool) -> list[int]:
        """Return the rows with which a summary starts or ends."""
        rows: list[int] = []
        waiting = [summary]
        while waiting:
            for row in self._below.get(waiting.pop(), ()):
                if self._network.is_summary[row]:
                    waiting.append(row)
                elif self._network.tasks[row].active:
                    rows.append(row)
        dates = self._state.placed_start if from_start else self._state.placed_finish
        edge = min if from_start else max
        wanted = edge((dates[row] for row in rows), default=0)
        return [row for row in rows if dates[row] == wanted]


def _row(schedule: Schedule, uid: int) -> int:
    if uid not in schedule.row:
        raise PmoError("explained_task_missing", uid=str(uid))
    return schedule.row[uid]
