"""The sample's plans: outlines with dates, people, money, a baseline, and progress up to the data date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from ...domain.calendars import CalendarException, WorkCalendar, standard
from ...domain.plan import Plan, PlanAssignment, PlanBaseline, PlanLink, PlanResource, PlanTask
from .content import Content, minor
from .costs import Costs, crew_size
from .outline import PACE, Row, Span, children, forward, lengthened, meet, settle, unfold
from .workdays import Workdays

DAY: Final = 480
"""Working minutes of a day."""

CALENDAR: Final = 1


@dataclass(frozen=True)
class DemoPlan:
    """A project's plan as it was promised and as it stands.

    Attributes:
        rows, spans: the tasks with their durations of today, and when they run.
        promised: when they should have run, row for row.
    """

    content: Content
    project: Mapping[str, Any]
    workdays: Workdays
    rows: tuple[Row, ...]
    spans: tuple[Span, ...]
    baseline_rows: tuple[Row, ...]
    promised: tuple[Span, ...]

    @cached_property
    def now(self) -> int:
        """The data date, as a moment of the working days."""
        return self.workdays.ending(self.content.periods[-1])

    @property
    def finish(self) -> date:
        """The day on which the plan ends."""
        return self.workdays.finish(max(span.finish for span in self.spans)).date()

    def percent_on(self, data_date: date) -> int:
        """Return the share of all task days that is done at the end of a day."""
        moment = self.workdays.ending(data_date)
        leaves = [span for row, span in zip(self.rows, self.spans, strict=True) if row.days]
        done = sum(min(max(moment - span.start, 0), span.days) for span in leaves)
        return round(100 * done / sum(span.days for span in leaves))

    def finished_between(self, after: date, until: date) -> list[str]:
        """Return the names of what was finished in a period, key milestones first."""
        first, last = self.workdays.ending(after), self.workdays.ending(until)
        found = [
            (not row.is_key, row.days != 0, -span.finish, row.name)
            for row, span in zip(self.rows, self.spans, strict=True)
            if row.days is not None and first < span.finish <= last
        ]
        return [name for *_, name in sorted(found)]

    def starting_between(self, after: date, until: date) -> list[str]:
        """Return the names of the tasks that start in a period, longest first."""
        first, last = self.workdays.ending(after), self.workdays.ending(until)
        found = [
            (-span.days, row.name)
            for row, span in zip(self.rows, self.spans, strict=True)
            if row.days and first <= span.start < last
        ]
        return [name for _, name in sorted(found)]

    @cached_property
    def costs(self) -> Costs:
        """What each task costs, as promised and as forecast."""
        budget = minor(self.project["budget"]) or 0
        forecasts = [amount for amount in self.project["forecasts"] if amount is not None]
        forecast = minor(forecasts[-1]) if forecasts else None
        rates = self.content.portfolio["roles"]
        base_days = [row.days or 0 for row in self.baseline_rows]
        rate = [rates[row.role][2] if row.role else 0 for row in self.rows]
        crew = crew_size(sum(days * 8 * cents for days, cents in zip(base_days, rate, strict=True)), budget)
        return Costs.spread(
            keys=[row.key for row in self.rows],
            base_labour=[round(days * 8 * cents * crew) for days, cents in zip(base_days, rate, strict=True)],
            labour=[round((row.days or 0) * 8 * cents * crew) for row, cents in zip(self.rows, rate, strict=True)],
            budget=budget,
            forecast=budget if forecast is None else forecast,
            growth=self.project["growth"],
            crew=crew,
        )

    @property
    def spent(self) -> int:
        """What was spent up to the data date, in minor units."""
        return sum(self._done(at, cost) for at, cost in enumerate(self.costs.now))

    def _done(self, at: int, amount: int) -> int:
        span = self.spans[at]
        if self.rows[at].days is None or span.start >= self.now:
            return 0
        return amount if span.finish <= self.now else amount * (self.now - span.start) // span.days

    def plan(self) -> Plan:
        """Return the plan as values: inputs, actuals and baseline 0."""
        people = self._people()
        roles = list(dict.fromkeys(row.role for row in self.rows if row.role and row.days))
        key = {role: at for at, role in enumerate(roles, 1)}
        tasks = tuple(self._task(at, people) for at in range(len(self.rows)))
        rates = self.content.portfolio["roles"]
        resources = tuple(
            PlanResource(
                uid=key[role],
                name=people[role],
                initials=people[role][:2],
                group=self.content.say(rates[role]),
                max_units=max(1.0, self.costs.crew),
                standard_rate=rates[role][2],
            )
            for role in roles
        )
        assignments = tuple(
            self._assignment(at, key[row.role]) for at, row in enumerate(self.rows) if row.days and row.role
        )
        links = tuple(
            PlanLink(link.predecessor + 1, at + 1, link.kind, link.lag * DAY)
            for at, row in enumerate(self.rows)
            for link in row.links
        )
        return Plan(
            tasks=tasks,
            links=links,
            calendars=(self._calendar(),),
            resources=resources,
            assignments=assignments,
            baselines=tuple(self._baseline(at) for at in range(len(self.rows))),
            plan_start=self.workdays.start(self.workdays.number(date.fromisoformat(self.project["start"]))),
            data_date=self.workdays.finish(self.now),
            calendar_uid=CALENDAR,
            currency=self.content.currency,
        )

    def _people(self) -> dict[str, str]:
        """Return who stands behind each role: the manager, a person by turns, or the team's own name."""
        portfolio = self.content.portfolio
        crew: Sequence[str] = portfolio["crew"]
        turn = int(self.project["code"].rpartition("-")[2])
        people = {role: self.content.say(names) for role, names in portfolio["roles"].items()}
        for at, role in enumerate(portfolio["staffed"]):
            people[role] = self.content.person(crew[(turn + at) % len(crew)])
        people["pm"] = self.content.person(self.project["manager"])
        return people

    def _calendar(self) -> WorkCalendar:
        portfolio = self.content.portfolio
        holidays = tuple(
            CalendarException(date.fromisoformat(first), date.fromisoformat(last), name=self.content.say(names))
            for first, last, *names in portfolio["holidays"]
        )
        return replace(standard(CALENDAR, self.content.say(portfolio["calendar"])), exceptions=holidays)

    def _task(self, at: int, people: Mapping[str, str]) -> PlanTask:
        row, span = self.rows[at], self.spans[at]
        task = PlanTask(
            uid=at + 1,
            name=row.name,
            wbs=_wbs(self.rows, at),
            outline_level=row.level,
            milestone=row.days == 0,
            key=row.is_key,
            duration=span.days * DAY,
            owner=people.get(row.role, ""),
        )
        if row.days is None:
            return task
        start, finish = self._moments(row, span)
        cost = self.costs.now[at]
        task = replace(
            task,
            deadline=self._moments(row, self.promised[at])[1] if row.key == "end" else None,
            work=round(self.costs.crew * span.days * DAY) if row.days else 0,
            cost=cost,
            fixed_cost=cost - self.costs.labour[at],
        )
        if span.finish <= self.now:
            return replace(
                task,
                percent_complete=100,
                actual_start=start,
                actual_finish=finish,
                remaining_duration=0,
                actual_work=task.work,
                actual_cost=cost,
            )
        if span.start < self.now and row.days:
            done = self.now - span.start
            return replace(
                task,
                percent_complete=round(100 * done / span.days),
                actual_start=start,
                remaining_duration=(span.days - done) * DAY,
                stop=self.workdays.finish(self.now),
                resume=self.workdays.start(self.now),
                actual_work=round(self.costs.crew * done * DAY),
                actual_cost=self._done(at, cost),
            )
        return task

    def _assignment(self, at: int, resource: int) -> PlanAssignment:
        span, crew = self.spans[at], self.costs.crew
        done = min(max(self.now - span.start, 0), span.days)
        work = round(crew * span.days * DAY)
        labour = self.costs.labour[at]
        return PlanAssignment(
            uid=at + 1,
            task_uid=at + 1,
            resource_uid=resource,
            units=crew,
            work=work,
            actual_work=round(crew * done * DAY),
            remaining_work=work - round(crew * done * DAY),
            cost=labour,
            actual_cost=labour * done // span.days,
            start=self.workdays.start(span.start),
            finish=self.workdays.finish(span.finish),
        )

    def _baseline(self, at: int) -> PlanBaseline:
        row, span = self.baseline_rows[at], self.promised[at]
        start, finish = self._moments(row, span)
        cost = sum(self.costs.base[other] for other in children(self.rows, at)) if row.days is None else 0
        days = sum(self.promised[o].days for o in children(self.rows, at)) if row.days is None else span.days
        return PlanBaseline(
            task_uid=at + 1,
            start=start,
            finish=finish,
            duration=span.days * DAY,
            work=round(self.costs.crew * days * DAY),
            cost=cost if row.days is None else self.costs.base[at],
        )

    def _moments(self, row: Row, span: Span) -> tuple[datetime, datetime]:
        finish = self.workdays.finish(span.finish)
        return (finish if row.days == 0 else self.workdays.start(span.start)), finish


def make_plan(project: Mapping[str, Any], content: Content, workdays: Workdays) -> DemoPlan:
    """Return the plan of a project of the sample.

    Its durations are stretched to meet the promised finish; then the delays of its story are put in, and the task
    marked `*` takes what is left to the forecast finish.
    """
    start = workdays.number(date.fromisoformat(project["start"]))
    promised, forecast = date.fromisoformat(project["baseline"]), date.fromisoformat(project["finish"])
    pace = PACE[project["outline"]]
    baseline = meet(unfold(project, content), start, workdays.ending(promised), pace)
    delays = {key: days for key, days in project["delays"] if days != "*"}
    stars = [key for key, days in project["delays"] if days == "*"]
    now = settle(lengthened(baseline, delays), start, workdays.ending(forecast), (stars or [pace])[0])
    return DemoPlan(
        content, project, workdays, now, tuple(forward(now, start)), baseline, tuple(forward(baseline, start))
    )


def _wbs(rows: Sequence[Row], at: int) -> str:
    counts: list[int] = []
    for row in rows[: at + 1]:
        counts = counts[: row.level] + [0] * (row.level - len(counts))
        counts[row.level - 1] += 1
    return ".".join(str(count) for count in counts)
