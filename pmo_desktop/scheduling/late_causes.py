"""What limits how late a task can finish, one cause after the other up to the plan's finish or a fixed date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..domain.messages import Message
from ..domain.plan import PlanTask
from ..domain.worktime import to_instant, to_moment
from .backward import finish_before
from .early_causes import CONSTRAINT_CAUSES
from .network import FF, SF, SS
from .passes import FAR_FUTURE
from .result import Solved
from .spans import Span
from .steps import Step, StepKind, label, length, shown

LATE_LINK_CAUSES: Final = {
    "FS": "why_late_fs",
    "SS": "why_late_ss",
    "FF": "why_late_ff",
    "SF": "why_late_sf",
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit on a task's finish: its kind, when, of which row, and the link's number where it is one."""

    kind: StepKind
    at: int
    row: int
    number: int = -1


class LateCauses:
    """Reads from a solved plan what must not move when a task finishes late."""

    def __init__(self, solved: Solved) -> None:
        self._plan = solved.plan
        self._network = solved.network
        self._state = solved.state

    def chain(self, row: int) -> list[Bound]:
        """Return the limits from a task to the plan's finish, a deadline or a fixed date."""
        bounds: list[Bound] = []
        seen = {row}
        while True:
            bound = self.bound(row)
            bounds.append(bound)
            if bound.number < 0:
                return bounds
            tail = self._network.links.tail[bound.number]
            row = self._network.row_of(tail)
            if tail >= self._network.size:
                row = self._first_below(row, self._state.late_start)
            if row in seen:
                return bounds
            seen.add(row)

    def bound(self, row: int) -> Bound:
        """Return what gives a task its late finish."""
        network, state, plan = self._network, self._state, self._plan
        task, span = network.tasks[row], network.spans[row]
        assert span is not None
        bounds = self._asked(row)
        if not (plan.many_critical_paths and not plan.from_finish and bounds):
            bounds.append(Bound("finish", state.project_finish, row))
        bounds.sort(key=lambda bound: bound.at)
        best = bounds[0]
        if task.constraint_date is not None and task.constraint in ("MSO", "MFO", "SNLT", "FNLT"):
            date = to_instant(task.constraint_date)
            at = span.finish_of(date) if task.constraint in ("MSO", "SNLT") else date
            if at < best.at or task.constraint in ("MSO", "MFO"):
                best = Bound("constraint", at, row)
        if task.deadline is not None and to_instant(task.deadline) < best.at:
            best = Bound("deadline", to_instant(task.deadline), row)
        return best

    def steps(self, bounds: list[Bound]) -> list[Step]:
        """Return the steps that say a chain of limits."""
        return [step for bound in bounds for step in self._said(bound)]

    def _asked(self, row: int) -> list[Bound]:
        """Return what the links ask of a task, and those of the summaries above it."""
        network, state, links = self._network, self._state, self._network.links
        task, span = network.tasks[row], network.spans[row]
        assert span is not None
        started = row in state.progress
        asked = [
            Bound("link", at, row, number)
            for number in links.out[links.out_at[row] : links.out_at[row + 1]]
            if (at := self._finish_before(number, span, task, started=started)) < FAR_FUTURE
        ]
        summary = network.closing[row]
        while summary >= 0:
            above = network.row_of(summary)
            for number in links.out[links.out_at[summary] : links.out_at[summary + 1]]:
                at = self._from_summary(number)
                if at >= FAR_FUTURE:
                    continue
                if links.kind[number] in (SS, SF):
                    if self._first_below(above, state.placed_start) != row:
                        continue
                    at = span.finish_of(at)
                asked.append(Bound("link", at, above, number))
            held = network.tasks[above]
            if held.constraint == "FNLT" and held.constraint_date is not None:
                asked.append(Bound("constraint", to_instant(held.constraint_date), above))
            summary = network.closing[above]
        return asked

    def _finish_before(self, number: int, span: Span, task: PlanTask, *, started: bool) -> int:
        overriding = self._plan.progress_mode == "progress_override"
        return finish_before(
            self._network.links, number, self._state, span, task, started=started, overriding=overriding
        )

    def _from_summary(self, number: int) -> int:
        links, state = self._network.links, self._state
        tail, clock = links.tail[number], links.clock[number]
        done = state.progress.get(tail)
        at = state.link_late_finish[tail] if links.kind[number] in (FF, SF) else state.link_late_start[tail]
        if at >= FAR_FUTURE or (done is not None and done.finish is not None):
            return FAR_FUTURE
        return at if clock is None else clock.add(at, -links.lag[number])

    def _first_below(self, row: int, starts: list[int]) -> int:
        """Return the task of a summary that starts first."""
        network = self._network
        rows = []
        for below in range(row + 1, network.size):
            if network.tasks[below].outline_level <= network.tasks[row].outline_level:
                break
            if not network.is_summary[below] and network.tasks[below].active:
                rows.append(below)
        return min(rows, key=lambda below: (starts[below], below), default=row)

    def _said(self, bound: Bound) -> list[Step]:
        network, state, links = self._network, self._state, self._network.links
        task = network.tasks[bound.row]
        if bound.number < 0:
            return [Step(bound.kind, self._limit(bound.kind, task, bound.at), to_moment(bound.at), task.uid)]
        number = bound.number
        link = self._plan.links[links.place[number]]
        tail, kind, clock = links.tail[number], links.kind[number], links.clock[number]
        at = state.link_late_finish[tail] if kind in (FF, SF) else state.link_late_start[tail]
        done = state.progress.get(tail)
        if kind == SS and done is not None:
            at = done.done_until
        later = network.tasks[network.row_of(tail)]
        values: dict[str, object] = {"task": label(later), "at": shown(at, bound.at)}
        steps = [Step("link", Message(LATE_LINK_CAUSES[link.kind], values), to_moment(at), later.uid, link)]
        if clock is not None:
            lag = links.lag[number]
            until = clock.add(at, -lag)
            values = {
                "length": length(lag, self._plan, elapsed=link.lag_kind.startswith("elapsed")),
                "until": shown(until, at),
            }
            name = "why_late_lag" if lag > 0 else "why_late_lead"
            steps.insert(0, Step("lag", Message(name, values), to_moment(until), task.uid, link))
        return steps

    def _limit(self, kind: StepKind, task: PlanTask, at: int) -> Message:
        if kind == "finish":
            return Message("why_finish", {"at": shown(at)})
        if kind == "deadline":
            return Message("why_deadline", {"task": label(task), "at": shown(at)})
        date = at if task.constraint_date is None else to_instant(task.constraint_date)
        return Message(CONSTRAINT_CAUSES[task.constraint], {"at": shown(date)})
