"""Scheduling again after an edit: what the edit can reach, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from operator import is_
from typing import Final

from ..domain.errors import PmoError
from ..domain.plan import Plan, PlanLink, PlanTask
from .backward import backward_pass
from .engine import finished, last_finish, schedule
from .floats import Floats, put_floats, work_out_floats
from .forward import forward_pass, read_progress_of
from .network import Links, Network, even_clock, lengths_of, read_links, row_counter
from .order import order_nodes
from .passes import LATEST, UNSET, State
from .result import Schedule, Solved
from .spans import Span

_CHANGING: Final = frozenset({
    "tasks", "links", "assignments", "baselines",
    "name", "plan_finish", "minutes_per_week", "days_per_month", "default_start", "default_finish", "currency",
    "unknown", "problems",
})  # fmt: skip
"""Fields of a plan that may differ; after a change of another one all dates are worked out."""

_SETTINGS: Final = tuple(item.name for item in fields(Plan) if item.name not in _CHANGING)

_NUMBERS: Final = ("project_start", "project_finish", "hold")
_PASSING: Final = (*_NUMBERS, "worked")

_MANY: Final = 4
"""When more than one task in so many was edited, the full pass is not slower."""

_WIDE: Final = 16
"""When an edit reaches more than one task in so many, the full pass is not slower where one clock counts for all."""


class _TooWide(Exception):
    """The edit reaches so much that everything is worked out sooner."""


def reschedule(plan: Plan, previous: Schedule, changed_uids: Iterable[int] | None = None) -> Schedule:
    """Return the same as `schedule(plan)`, going on from the schedule of the plan before an edit.

    Args:
        changed_uids: the tasks whose own values or assignments differ; None finds them by comparing. Links are always
            compared. Calendars, settings, added, removed or moved rows are seen too: then all dates are worked out.

    Raises:
        PmoError: as `schedule` does; the previous schedule stays as it was.
    """
    edit = _compare(plan, previous.solved, changed_uids)
    return schedule(plan) if edit is None else _go_on(plan, previous.solved, edit)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Rows whose values differ, and links that are no longer or not yet there.

    Links before the place `first` stay where they were, those from the place `rest` on move by `shift`.
    """

    rows: list[int]
    gone: tuple[PlanLink, ...] = ()
    added: tuple[PlanLink, ...] = ()
    first: int = 0
    rest: int = 0
    shift: int = 0


def _compare(plan: Plan, before: Solved, changed_uids: Iterable[int] | None) -> _Edit | None:
    """Return what was edited; None where the edit may reach everything."""
    old = before.plan
    if len(plan.tasks) != len(old.tasks) or plan.from_finish or plan.plan_start is None:
        return None
    if any(getattr(plan, name) != getattr(old, name) for name in _SETTINGS):
        return None
    rows = _edited_rows(plan, old, changed_uids)
    if rows is None or len(rows) > max(10, len(plan.tasks) // _MANY):
        return None
    summary = before.network.is_summary
    if any(_is_structural(plan.tasks[row], old.tasks[row], is_summary=summary[row]) for row in rows):
        return None
    if LATEST in before.state.driver or any(_is_late(plan.tasks[row]) for row in rows):
        return None
    if plan.links is old.links:
        return _Edit(rows)
    first = _same(old.links, plan.links)
    back = _same(old.links[: first - 1 if first else None : -1], plan.links[: first - 1 if first else None : -1])
    gone, added = old.links[first : len(old.links) - back], plan.links[first : len(plan.links) - back]
    if len(gone) + len(added) > max(10, len(plan.links) // _MANY):
        return None
    place = _places(plan, chain(gone, added))
    for link in chain(gone, added):
        head, tail = place.get(link.predecessor), place.get(link.successor)
        if head is None or tail is None or summary[head] or summary[tail]:
            return None
    return _Edit(rows, gone, added, first, len(old.links) - back, len(plan.links) - len(old.links))


def _same(one: Sequence[object], two: Sequence[object]) -> int:
    """Return how many of the first values are the very same."""
    identical = list(map(is_, one, two))
    return identical.index(False) if False in identical else len(identical)


def _places(plan: Plan, links: Iterable[PlanLink]) -> dict[int, int]:
    """Return the rows of the tasks at the ends of links."""
    uids = {uid for link in links for uid in (link.predecessor, link.successor)}
    return {task.uid: row for row, task in enumerate(plan.tasks) if task.uid in uids} if uids else {}


def _edited_rows(plan: Plan, old: Plan, changed_uids: Iterable[int] | None) -> list[int] | None:
    if changed_uids is not None:
        changed = set(changed_uids)
        rows = [row for row, task in enumerate(plan.tasks) if task.uid in changed]
        return rows if len(rows) == len(changed) else None
    now, was = plan.tasks, old.tasks
    edited = set() if now is was else {row for row, same in enumerate(map(is_, now, was)) if not same}
    if plan.assignments is not old.assignments:
        place = {task.uid: row for row, task in enumerate(now)}
        before, after = set(map(id, old.assignments)), set(map(id, plan.assignments))
        for assignment in chain(old.assignments, plan.assignments):
            if id(assignment) not in before or id(assignment) not in after:
                edited.add(place.get(assignment.task_uid, -1))
        edited.discard(-1)
    return sorted(edited)


def _is_structural(now: PlanTask, was: PlanTask, *, is_summary: bool) -> bool:
    """Tell whether the edit of a row changes more than its own place in time."""
    same = now.uid == was.uid and now.outline_level == was.outline_level and now.active == was.active
    if not same or now.external != was.external:
        return True
    names = ("constraint", "constraint_date", "calendar_uid", "duration", "elapsed")
    return is_summary and any(getattr(now, name) != getattr(was, name) for name in names)


def _is_late(task: PlanTask) -> bool:
    return task.constraint == "ALAP"


def _go_on(plan: Plan, before: Solved, edit: _Edit) -> Schedule:
    network = _renewed(plan, before, edit)
    try:
        dates = _worked_out(plan, network, before, edit)
    except (_TooWide, PmoError):  # where an error is met, the full pass names the task
        dates = schedule(plan, network)
    dates.solved.keep_amounts(before, edit.rows)
    return dates


def _worked_out(plan: Plan, network: Network, before: Solved, edit: _Edit) -> Schedule:
    """Return the schedule by following what the edit moves.

    Raises:
        _TooWide: it moves so much that this would take longer than to work out everything.
    """
    state = _copied(before.state)
    for row in edit.rows:
        state.progress.pop(row, None)
        read_progress_of(network, state, row)
        if network.is_summary[row]:
            state.driver[row] = UNSET
    if edit.gone or edit.added:
        first, rest, shift = edit.first, edit.rest, edit.shift
        state.driver_link[:] = [
            place if place < first else place + shift if place >= rest else -1 for place in state.driver_link
        ]
    followers = _Followers(network)
    ends = {*edit.rows, *_places(plan, chain(edit.gone, edit.added)).values()}
    seeds = ends | set(chain.from_iterable(map(followers.after, edit.rows)))  # lags can depend on durations
    seen = _Seen(max(20, network.size // _WIDE) if network.even is not None else network.nodes)
    begin, end = state.project_start, state.project_finish
    # A summary hands down to its tasks what drives it, too.
    dates = (state.early_start, state.early_finish, state.placed_start, state.placed_finish, state.driver_link)
    reached = _reached(network.order, network.nodes, seeds, dates, followers.after, seen)
    forward_pass(plan, network, state, begin, nodes=_forgetting(reached, state))
    state.project_finish = last_finish(network, state, begin)
    if state.project_finish != end and network.even is not None:
        raise _TooWide
    if state.project_finish != end or network.nodes > network.size or plan.many_critical_paths:
        backward_pass(plan, network, state)
        return finished(plan, network, state, work_out_floats(plan, network, state))
    late = (state.late_start, state.late_finish, state.link_late_start, state.link_late_finish, state.driver_link)
    seeds = ends | set(chain.from_iterable(map(followers.before, ends)))
    order = network.order[::-1]
    backward_pass(plan, network, state, nodes=_reached(order, network.nodes, seeds, late, followers.before, seen))
    floats = Floats(before.floats.total[:], before.floats.critical[:])
    seen.nodes |= ends
    put_floats(plan, network, state, floats, sorted(seen.nodes))
    return finished(plan, network, state, floats)


def _renewed(plan: Plan, before: Solved, edit: _Edit) -> Network:
    """Return the network of the edited plan; the old one stays as it was."""
    old = before.network
    tasks, calendars = plan.tasks, old.calendars
    if plan.assignments is not before.plan.assignments:
        calendars = calendars.with_assignments(plan)
    clocks, spans = old.clocks[:], old.spans[:]
    relink, recount = bool(edit.gone or edit.added), False
    longer = {tasks[row].uid for row in edit.rows if tasks[row].duration != before.plan.tasks[row].duration}
    measured = {link.predecessor for link in plan.links if link.lag and link.lag_kind.endswith("percent")} & longer
    for row in edit.rows:
        task, was = tasks[row], before.plan.tasks[row]
        if old.is_summary[row]:
            continue
        if task.duration < 0:
            raise PmoError("task_duration_negative", task=task.name)
        clocks[row] = calendars.of_task(task)
        spans[row] = calendars.span(task, clocks[row])
        other = clocks[row] is not old.clocks[row] or task.elapsed != was.elapsed
        relink = relink or other or task.uid in measured
        recount = recount or other or (task.elapsed and bool(task.duration) != bool(was.duration))
    links, order = old.links, old.order
    if relink:
        place = {task.uid: row for row, task in enumerate(tasks)}
        links = read_links(plan, place, old.is_summary, clocks, old.nodes)
        if edit.added and not _in_order(old, edit.added, place):
            order = _ordered(old, links)
    counter = row_counter(tasks, clocks) if recount else old.counter
    even = even_clock(spans, links, counter) if old.nodes == old.size else None
    return replace(
        old,
        tasks=tasks,
        calendars=calendars,
        clocks=clocks,
        spans=spans,
        flags=old.flags.renewed(tasks, old.is_summary, edit.rows),
        counter=counter,
        even=even,
        lengths=_lengths(old, spans, edit.rows) if even is not None else [],
        links=links,
        order=order,
    )


def _lengths(network: Network, spans: list[Span | None], rows: list[int]) -> list[int]:
    """Return twice the length of each span."""
    if network.even is None:
        return lengths_of(spans)
    lengths = network.lengths[:]
    for row, length in zip(rows, lengths_of([spans[row] for row in rows]), strict=True):
        lengths[row] = length
    return lengths


def _in_order(network: Network, added: Sequence[PlanLink], place: dict[int, int]) -> bool:
    """Tell whether new links go forward in the order of the passes."""
    ends = {place[uid] for link in added for uid in (link.predecessor, link.successor)}
    at = {node: index for index, node in enumerate(network.order) if node in ends}
    return all(at[place[link.predecessor]] < at[place[link.successor]] for link in added)


def _ordered(network: Network, links: Links) -> list[int]:
    size = network.size
    opens = {node - size for node in network.order if size <= node < 2 * size}
    closes = {node - 2 * size for node in network.order if node >= 2 * size}
    return order_nodes(network.tasks, network.is_summary, links, network.opening, network.closing, opens, closes)


def _copied(state: State) -> State:
    copies = {item.name: getattr(state, item.name).copy() for item in fields(State) if item.name not in _PASSING}
    return State(**copies, **{name: getattr(state, name) for name in _NUMBERS})


class _Followers:
    """The nodes whose dates depend on a node's."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._links = network.links
        self._idle: dict[int, list[int]] = {}
        self._above: dict[int, list[int]] = {}
        if False in network.flags.active:
            for head, tail in zip(self._links.head, self._links.tail, strict=True):
                if not network.tasks[network.row_of(tail)].active:
                    self._idle.setdefault(head, []).append(tail)
        if network.nodes > network.size:
            for node in network.order:
                copy, row = divmod(node, network.size)
                if copy < 2 and network.opening[row] >= 0:
                    self._above.setdefault(network.opening[row], []).append(node)

    def after(self, node: int) -> Iterator[int]:
        """Yield what the forward pass comes to after a node."""
        links, network = self._links, self._network
        for number in links.out[links.out_at[node] : links.out_at[node + 1]]:
            yield links.tail[number]
        yield from self._idle.get(node, ())
        if network.nodes > network.size:
            yield from self._above.get(node, ())
            closing = network.closing[network.row_of(node)]
            if closing >= 0 and not network.size <= node < 2 * network.size:
                yield closing

    def before(self, node: int) -> Iterator[int]:
        """Yield what the backward pass comes to after a node, where no summary has links."""
        links = self._links
        for number in links.into[links.into_at[node] : links.into_at[node + 1]]:
            yield links.head[number]


class _Seen:
    """The nodes that were worked out, not more than so many."""

    def __init__(self, most: int) -> None:
        self.nodes: set[int] = set()
        self._most = most

    def add(self, node: int) -> None:
        self.nodes.add(node)
        if len(self.nodes) > self._most:
            raise _TooWide


def _reached(
    order: list[int],
    nodes: int,
    seeds: set[int],
    dates: tuple[list[int], ...],
    following: Callable[[int], Iterator[int]],
    seen: _Seen,
) -> Iterator[int]:
    """Yield the seeds and what depends on them in the order of a pass, as long as dates change.

    Whoever takes a node works it out before asking for the next one; each is noted in `seen`.
    """
    waiting = bytearray(nodes)
    for node in seeds:
        waiting[node] = 1
    one, two, three, four, five = dates
    for node in order:
        if waiting[node]:
            was = one[node], two[node], three[node], four[node], five[node]
            yield node
            seen.add(node)
            if was != (one[node], two[node], three[node], four[node], five[node]):
                for later in following(node):
                    waiting[later] = 1


def _forgetting(nodes: Iterator[int], state: State) -> Iterator[int]:
    """Yield nodes, their conflicts forgotten."""
    for node in nodes:
        state.conflict.pop(node, None)
        yield node
