"""The passes of a plan whose tasks all work by one clock: the same dates as `forward` and `backward` find, sooner.

Where one clock counts for all, the passes need no calendar. A moment is a *mark*: twice the working minutes that have
gone by, plus 1 where it is the beginning of the next one and not the end of the last (Monday 8:00, not Friday 17:00).
Adding a duration is then adding integers, and what comes out is turned into instants all at once. Marks hold no moment
between the end of work and its next beginning; a plan that has such a date is left to the general passes.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ..domain.plan import Plan
from ..domain.worktime import WEEK, WorkClock, to_instant, to_moment
from .backward import backward_pass, bounded
from .forward import special
from .network import FF, FS, PLAIN, SF, SS, Links, Network
from .passes import DATA_DATE, FAR_FUTURE, FAR_PAST, LINK, PROJECT, State

_FIRST: Final = to_instant(to_moment(0).replace(year=2)) - WEEK
_LAST: Final = to_instant(to_moment(0).replace(year=9999))


class _NotEven(Exception):
    """A date has no mark."""


def even_passes(plan: Plan, network: Network, state: State, begin: int) -> bool:
    """Fill all dates and drivers, everything as early as it can be; false, with nothing valid, where this way is shut.

    `state.worked` then holds the working minutes that have gone by at early starts and finishes, late starts and
    finishes, by row.
    """
    clock = network.even
    if clock is None or (state.progress and plan.progress_mode != "project"):
        return False
    try:
        passes = _Passes(plan, network, state, clock, begin)
        passes.forward()
        if state.progress:
            passes.put_early()
            state.worked = None
            backward_pass(plan, network, state)
        else:
            passes.backward()
            passes.put_all()
    except _NotEven:
        return False
    return True


class _Passes:
    def __init__(self, plan: Plan, network: Network, state: State, clock: WorkClock, begin: int) -> None:
        self._plan = plan
        self._end = -1
        self._network = network
        self._state = state
        self._clock = clock
        self._begin = begin
        self._least, self._most = 2 * clock.work_at(_FIRST), 2 * clock.work_at(_LAST)
        self._first = self._mark(begin, exact=FF in network.links.kind)
        size = network.size
        self._early_start, self._early_finish = [self._first] * size, [self._first] * size
        self._late_start, self._late_finish = [self._first] * size, [self._first] * size
        self._asked = [self._first] * size  # late finishes, not yet moved back to where work ends

    def _mark(self, instant: int, *, exact: bool = True) -> int:
        clock = self._clock
        work = clock.work_at(instant)
        if clock.finish_at(work) == instant:
            return 2 * work
        if exact and clock.start_at(work) != instant:
            raise _NotEven
        return 2 * work + 1

    def _instant(self, mark: int) -> int:
        return self._clock.start_at(mark >> 1) if mark & 1 else self._clock.finish_at(mark >> 1)

    def _same(self, mark: int) -> bool:
        """Tell whether a beginning is the very end of what comes before it."""
        return self._clock.finish_at(mark >> 1) == self._clock.start_at(mark >> 1)

    def forward(self) -> None:
        """Fill early marks and drivers."""
        plan, network, state = self._plan, self._network, self._state
        starts, finishes = self._early_start, self._early_finish
        driver, driver_link = state.driver, state.driver_link
        links, lengths, plain = network.links, network.lengths, network.flags.plain
        heads, kinds, into, into_at, places = links.head, links.kind, links.into, links.into_at, links.place
        first, begin = self._first, self._begin
        hold = self._mark(state.hold, exact=False) if state.hold > FAR_PAST else -1
        for node in network.order:
            start, link = -1, -1
            for number in into[into_at[node] : into_at[node + 1]]:
                if kinds[number] == PLAIN:
                    at = finishes[heads[number]]
                else:
                    at = self._after(links, number, lengths[node], first)
                if at > start and (at > start + 1 or link < 0 or not (at & 1 and self._same(at))):
                    start, link = at, number
            held = LINK
            if plain[node]:
                if link < 0:
                    start, held = first, PROJECT
                if start < hold:
                    start, held = hold, DATA_DATE
                length = lengths[node]
                if length:
                    starts[node] = start | 1
                    finishes[node] = (start & -2) + length
                else:
                    starts[node] = finishes[node] = start
            else:
                at = FAR_PAST if link < 0 else self._instant(start)
                at, until, held = special(plan, network, state, node, at, LINK, begin)
                starts[node], finishes[node] = self._mark(at), self._mark(until)
            driver[node] = held
            driver_link[node] = places[link] if held == LINK else -1
        active = network.flags.active
        self._end = max([finishes[node] for node in network.order if active[node]], default=-1)
        if self._end < 0:
            raise _NotEven
        state.project_finish = self._instant(self._end)

    def _after(self, links: Links, number: int, length: int, first: int) -> int:
        """Return what `forward.start_after` returns, as a mark."""
        kind, head, lag = links.kind[number], links.head[number], links.lag[number]
        at = self._early_finish[head] if kind in (FS, FF) else self._early_start[head]
        if lag:
            at = (at & -2) + 2 * lag + (lag < 0)
        if kind in (FF, SF):
            if length:
                at = (at & -2) - length + 1
            if kind == FF and at < first:
                return first
        return at

    def backward(self) -> None:
        """Fill late marks."""
        plan, network = self._plan, self._network
        late_start, late_finish, asked = self._late_start, self._late_finish, self._asked
        links, lengths, tasks, loose = network.links, network.lengths, network.tasks, network.flags.loose
        tails, kinds, out, out_at = links.tail, links.kind, links.out, links.out_at
        order, own_end, end = network.order, plan.many_critical_paths, self._end
        for node in reversed(order):
            finish = FAR_FUTURE
            for number in out[out_at[node] : out_at[node + 1]]:
                if kinds[number] == PLAIN:
                    at = late_start[tails[number]]
                else:
                    at = self._before(links, number, lengths[node], manual=tasks[node].manual)
                if at < finish:
                    finish = at
            if finish > end:
                finish = self._early_finish[node] if own_end and finish == FAR_FUTURE else end
            length = lengths[node]
            if loose[node]:
                asked[node] = finish
                late_finish[node] = finish & -2 if length else finish
                late_start[node] = (finish & -2) - length + 1 if length else finish
                continue
            task, span = tasks[node], network.spans[node]
            assert span is not None
            finish = self._mark(bounded(task, span, self._instant(finish)))
            asked[node] = finish
            late_finish[node] = finish & -2 if length and not task.manual else finish
            late_start[node] = (finish & -2) - length + 1 if length else finish

    def _before(self, links: Links, number: int, length: int, *, manual: bool) -> int:
        """Return what `backward.finish_before` returns, as a mark."""
        kind, tail, lag = links.kind[number], links.tail[number], links.lag[number]
        if kind in (SS, SF) and manual:
            return FAR_FUTURE
        at = self._asked[tail] if kind in (FF, SF) else self._late_start[tail]
        if lag:
            at = (at & -2) - 2 * lag + (lag > 0)
        return (at & -2) + length if kind in (SS, SF) and length else at

    def put_early(self) -> None:
        """Give the state its early dates, which are those where tasks are put."""
        self._put((self._early_start, self._early_finish))

    def put_all(self) -> None:
        """Give the state all dates."""
        late_start, late_finish, asked = self._put(
            (self._early_start, self._early_finish, self._late_start, self._late_finish, self._asked)
        )[2:]
        state = self._state
        state.late_start, state.late_finish = late_start, late_finish
        state.link_late_start, state.link_late_finish = late_start[:], asked

    def _put(self, several: tuple[list[int], ...]) -> list[list[int]]:
        state = self._state
        try:
            marks = np.array(several, dtype=np.int64)
        except OverflowError as error:
            raise _NotEven from error
        if marks.size and not (self._least <= marks.min() and marks.max() <= self._most):
            raise _NotEven
        ends = 1 - (marks & 1)
        work = (marks >> 1) - ends
        dates: list[list[int]] = (self._network.counter.start_at(work) + ends).tolist()
        state.early_start, state.early_finish = dates[:2]
        state.placed_start, state.placed_finish = dates[0][:], dates[1][:]
        state.worked = work + ends
        return dates
