"""What holds a task's start, one cause after the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ..domain.calendars import WorkCalendar, standard
from ..domain.messages import Message
from ..domain.plan import PlanTask
from ..domain.recurrence import days_of
from ..domain.worktime import to_instant, to_moment
from .clocks import Clocks
from .forward import start_after
from .network import FF, FS, PLAIN, SF
from .passes import ACTUAL, CONSTRAINT, DATA_DATE, FAR_PAST, LATEST, LEVELLING, LINK, MANUAL
from .result import Solved
from .spans import Span
from .steps import Step, label, length, shown

LINK_CAUSES: Final = {
    "FS": "why_link_fs",
    "SS": "why_link_ss",
    "FF": "why_link_ff",
    "SF": "why_link_sf",
}
CONSTRAINT_CAUSES: Final = {
    "SNET": "why_snet",
    "SNLT": "why_snlt",
    "FNET": "why_fnet",
    "FNLT": "why_fnlt",
    "MSO": "why_mso",
    "MFO": "why_mfo",
}


class EarlyCauses:
    """Reads from a solved plan why tasks start when they do."""

    def __init__(self, solved: Solved) -> None:
        self._plan = solved.plan
        self._network = solved.network
        self._state = solved.state
        self._begin = solved.state.project_start
        self._clocks: Clocks | None = None

    def of(self, row: int) -> tuple[list[Step], int | None]:
        """Return the causes of a start in the order of time, and the row on which the first of them rests, if any."""
        state = self._state
        driver = state.driver[row]
        start = state.placed_start[row]
        task = self._network.tasks[row]
        if driver == ACTUAL:
            return [self._step("actual", Message("why_actual"), start, row)], None
        if driver == MANUAL:
            external = bool(task.extra) and task.external
            kind, name = ("external", "why_external") if external else ("manual", "why_manual")
            return [self._step("external" if kind == "external" else "manual", Message(name), start, row)], None
        if driver == LATEST:
            return [self._step("latest", Message("why_latest"), start, row)], None
        if driver == CONSTRAINT:
            return self._constraint(row), None
        number = self._driving_link(row) if driver in (LINK, LEVELLING) else -1
        steps, at, before = self._link(row, number) if number >= 0 else ([self._project(row)], self._begin, None)
        if driver == DATA_DATE or (driver == LEVELLING and at < state.hold):
            message = Message("why_data_date", {"at": shown(state.hold, start)})
            steps, at, before = [self._step("data_date", message, state.hold, row)], state.hold, None
        if driver == LEVELLING:
            at = self._span(row).first_start(at) + task.levelling_delay
            values = {"length": length(task.levelling_delay, self._plan, elapsed=True), "until": shown(at, start)}
            steps.append(self._step("levelling", Message("why_levelling", values), at, row))
        return steps + self._wait(row, at, start), before

    def summary(self, row: int) -> int | None:
        """Return the row of the task with which a summary starts; None where no task below it counts."""
        found: int | None = None
        for below in range(row + 1, self._network.size):
            task = self._network.tasks[below]
            if task.outline_level <= self._network.tasks[row].outline_level:
                break
            if self._network.is_summary[below] or not task.active or (task.extra and task.external):
                continue
            if found is None or self._state.placed_start[below] < self._state.placed_start[found]:
                found = below
        return found

    def _step(self, kind: str, message: Message, at: int, row: int) -> Step:
        return Step(kind, message, to_moment(at), self._network.tasks[row].uid)  # type: ignore[arg-type]

    def _span(self, row: int) -> Span:
        span = self._network.spans[row]
        assert span is not None
        return span

    def _project(self, row: int) -> Step:
        start = self._state.placed_start[row]
        return self._step("project", Message("why_project", {"at": shown(self._begin, start)}), self._begin, row)

    def _driving_link(self, row: int) -> int:
        """Return the number of the link that asks for the latest start, of the task or of a summary above; -1: none."""
        links, network = self._network.links, self._network
        best, latest = -1, FAR_PAST
        for node in self._waiting(row):
            for number in links.into[links.into_at[node] : links.into_at[node + 1]]:
                at = self._asked(number, row if node < network.size else None)
                if at > latest:
                    best, latest = number, at
        place = self._state.driver_link[row]
        if place >= 0 and (best < 0 or links.place[best] != place):
            for node in self._waiting(row):
                for number in links.into[links.into_at[node] : links.into_at[node + 1]]:
                    if links.place[number] == place:
                        return number
        return best

    def _waiting(self, row: int) -> list[int]:
        nodes = [row]
        while (above := self._network.opening[self._network.row_of(nodes[-1])]) >= 0:
            nodes.append(above)
        return nodes

    def _asked(self, number: int, row: int | None) -> int:
        state, links = self._state, self._network.links
        if row is not None:
            return start_after(links, number, state.placed_start, state.placed_finish, self._span(row), self._begin)
        head, clock = links.head[number], links.clock[number]
        at = state.placed_finish[head] if links.kind[number] in (PLAIN, FS, FF) else state.placed_start[head]
        return at if clock is None else clock.add(at, links.lag[number])

    def _link(self, row: int, number: int) -> tuple[list[Step], int, int]:
        """Return the causes that a link is, the start that it leaves, and the row of its predecessor."""
        state, network, links = self._state, self._network, self._network.links
        start = state.placed_start[row]
        kind, head, clock = links.kind[number], links.head[number], links.clock[number]
        link = self._plan.links[links.place[number]]
        before = network.row_of(head)
        at = state.placed_finish[head] if kind in (PLAIN, FS, FF) else state.placed_start[head]
        message = Message(
            LINK_CAUSES[link.kind], {"task": label(network.tasks[before]), "at": shown(at, start, apart=True)}
        )
        steps = [Step("link", message, to_moment(at), network.tasks[before].uid, link)]
        if clock is not None:
            at = clock.add(at, links.lag[number])
            values = {
                "length": length(links.lag[number], self._plan, elapsed=link.lag_kind.startswith("elapsed")),
                "until": shown(at, start, state.placed_finish[head]),
            }
            name = "why_lag" if links.lag[number] > 0 else "why_lead"
            steps.append(Step("lag", Message(name, values), to_moment(at), network.tasks[row].uid, link))
        tail = links.tail[number]
        if tail >= network.size:
            summary = network.tasks[network.row_of(tail)]
            values = {"task": label(summary)}
            steps.append(Step("summary", Message("why_summary_waits", values), to_moment(at), summary.uid, link))
        elif kind in (FF, SF):
            at = self._span(row).start_of(at)
            steps.append(self._back(row, at))
            if kind == FF and at < self._begin:
                at = self._begin
                steps = [self._project(row)]
        return steps, at, before

    def _back(self, row: int, at: int) -> Step:
        task = self._network.tasks[row]
        values = {
            "length": length(task.duration, self._plan, elapsed=task.elapsed),
            "until": shown(at, self._state.placed_finish[row]),
        }
        return self._step("duration", Message("why_duration", values), at, row)

    def _constraint(self, row: int) -> list[Step]:
        network, state = self._network, self._state
        task, start = network.tasks[row], state.placed_start[row]
        span = self._span(row)
        if task.constraint_date is not None and task.constraint in CONSTRAINT_CAUSES:
            at = to_instant(task.constraint_date)
            steps = [self._held(task, at, start, row)]
            if task.constraint in ("FNET", "FNLT", "MFO"):
                at = span.start_of(at)
                steps.append(self._back(row, at))
            conflict = state.conflict.get(row, 0)
            if conflict > 0:
                allowed = span.first_start(network.clocks[row].add(span.first_start(at), conflict))
                values = {"at": shown(allowed, start)}
                steps.append(self._step("conflict", Message("why_conflict", values), allowed, row))
                return steps
            return steps + self._wait(row, at, start)
        above = network.parent[row]
        while above >= 0:
            summary = network.tasks[above]
            if summary.constraint == "SNET" and summary.constraint_date is not None:
                at = to_instant(summary.constraint_date)
                if span.first_start(at) == start:
                    values = {"task": label(summary)}
                    waits = Step("summary", Message("why_summary_hands", values), to_moment(at), summary.uid)
                    return [self._held(summary, at, start, above), waits, *self._wait(row, at, start)]
            above = network.parent[above]
        return [self._project(row)]

    def _held(self, task: PlanTask, at: int, start: int, row: int) -> Step:
        message = Message(CONSTRAINT_CAUSES[task.constraint], {"at": shown(at, start)})
        return self._step("constraint", message, at, row)

    def _wait(self, row: int, at: int, start: int) -> list[Step]:
        """Return the cause that a calendar is, where there is no working time from `at` to a task's start.

        A night is not worth a word on the plan's own calendar; a free day is.
        """
        usual = self._network.project_clock.next_start(at) == start
        if start <= at or (usual and to_moment(start).date() - to_moment(at).date() < timedelta(days=2)):
            return []
        calendar, resource = self._calendar(row, at, start)
        task = self._network.tasks[row]
        values: dict[str, object] = {"until": shown(start, at)}
        name = "why_no_working_time"
        if calendar is not None:
            values["calendar"] = calendar.name
            name = "why_calendar"
            free = self._exception(calendar, to_moment(at).date(), to_moment(start).date())
            if free:
                values["exception"] = free
                name = "why_calendar_exception"
        return [
            Step(
                "calendar",
                Message(name, values),
                to_moment(start),
                task.uid,
                calendar_uid=None if calendar is None else calendar.uid,
                resource_uid=resource,
            )
        ]

    def _calendar(self, row: int, at: int, start: int) -> tuple[WorkCalendar | None, int | None]:
        """Return whose calendar makes a task wait: its own or the plan's, or a resource's."""
        plan, task = self._plan, self._network.tasks[row]
        by_uid = {calendar.uid: calendar for calendar in plan.calendars}
        if task.elapsed or self._network.clocks[row].next_start(at) == start:
            uid = task.calendar_uid if task.calendar_uid is not None else plan.calendar_uid
            return (standard() if uid is None else by_uid.get(uid)), None
        if self._clocks is None:
            self._clocks = Clocks(plan)
        resources = {resource.uid: resource for resource in plan.resources}
        for assignment in plan.assignments:
            if assignment.task_uid != task.uid or assignment.resource_uid not in resources:
                continue
            if self._clocks.of_assignment(task, assignment).next_start(at) == start:
                uid = resources[assignment.resource_uid].calendar_uid
                return (by_uid.get(uid) if uid is not None else None), assignment.resource_uid
        return None, None

    def _exception(self, calendar: WorkCalendar, first: date, last: date) -> str:
        """Return the name of the first named exception without work between two days; empty for none."""
        by_uid = {one.uid: one for one in self._plan.calendars}
        line: WorkCalendar | None = calendar
        while line is not None:
            for exception in line.exceptions:
                if exception.hours or not exception.name or exception.finish < first or exception.start > last:
                    continue
                for day in days_of(exception):
                    if day >= last:
                        break
                    if day >= first:
                        return exception.name
            line = by_uid.get(line.base) if line.base is not None and line.base != line.uid else None
        return ""
