"""What a new value of a task brings with it: a typed finish sets the duration, progress sets actual dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.plan import Plan
from ..domain.plan_text import LONGEST, Duration, TimeUnits, parse_duration
from ..domain.worktime import WorkClock, to_instant, to_moment
from ..persistence.tables import Task
from ..scheduling import Schedule
from ..texts.messages import N_
from . import values
from .assigning import change_resources, require_calendar
from .dates import read_moment
from .effort import Effort
from .fields import CUSTOM, FieldSpec, field, fields_of
from .planning import clock_of, schedule_in, time_units
from .planning_fields import MORE, read_text, set_custom
from .planning_links import change_predecessors

START: Final = FieldSpec("task", "start", "moment", N_("Start"))
FINISH: Final = FieldSpec("task", "finish", "moment", N_("Finish"))
"""What is typed as start and finish of a task; constraint and duration follow from it."""


@dataclass
class TaskEdit:
    """One edit of tasks of one plan, which is kept as it was before the edit."""

    session: Session
    plan: Plan
    today: date
    _schedule: Schedule | None = None

    def set(self, task: Task, name: str, value: object) -> None:
        """Give a task one value."""
        special = SPECIAL.get(name) or MORE.get(name)
        if special is not None:
            special(self, task, value)
            return
        if name.startswith(CUSTOM):
            set_custom(self, task, name, value)
            return
        spec = next((spec for spec in fields_of("task") if spec.name == name), None)
        if spec is None or not spec.editable:
            raise KeyError(name)
        if isinstance(value, str):
            value = read_text(self, spec, value)
        setattr(task, name, values.check(spec, value))

    @property
    def units(self) -> TimeUnits:
        return time_units(self.plan)

    @property
    def schedule(self) -> Schedule:
        """The schedule before the edit."""
        if self._schedule is None:
            self._schedule = schedule_in(self.session, self.plan)
        return self._schedule

    def is_summary(self, task: Task) -> bool:
        return self.schedule.summary[self.schedule.row[task.id]]

    def clock(self, task: Task) -> WorkClock:
        return clock_of(self.plan, task.calendar_id)

    def moment(self, spec: FieldSpec, value: object, minutes: int) -> datetime | None:
        """Return a typed or given date with the time of day that goes with it; None for nothing."""
        if isinstance(value, str):
            text = values.clean(value)
            if not text:
                return None
            value = read_moment(text, today=self.today)
            if value is None:
                raise PmoError("value_not_date", field=spec.caption, value=text)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value if (value.hour or value.minute) else at_minute(value.date(), minutes)
        if isinstance(value, date):
            return at_minute(value, minutes)
        raise PmoError("value_not_date", field=spec.caption, value=str(value))

    def set_duration(self, task: Task, value: object) -> None:
        if isinstance(value, str):
            value = parse_duration(value, self.units)
        if isinstance(value, int) and not isinstance(value, bool):
            value = Duration(value, task.elapsed, False, task.duration_format)
        if not isinstance(value, Duration):
            raise PmoError("duration_bad", value=str(value))
        if not 0 <= value.minutes <= LONGEST:
            raise PmoError("duration_too_long", value=str(value.minutes))
        if self.is_summary(task):
            raise PmoError("summary_is_computed", task=task.name)
        if task.actual_start is not None and task.remaining_duration is not None:
            done = round(task.duration * task.percent_complete / 100)
            task.remaining_duration = max(0, value.minutes - done)
        if task.milestone and value.minutes:
            task.milestone = False
        elif not value.minutes and task.duration:
            task.milestone = True
        Effort(self.session, task).set_duration(value.minutes)
        task.duration, task.elapsed = value.minutes, value.elapsed
        task.estimated, task.duration_format = value.estimated, value.format
        self._end_after_duration(task)

    def follow_duration(self, task: Task, minutes: int) -> None:
        """Give a task the duration that follows from its work and its people; work that is left grows with it."""
        if minutes == task.duration:
            return
        if task.actual_start is not None and task.remaining_duration is not None:
            task.remaining_duration = max(0, task.remaining_duration + minutes - task.duration)
        task.duration, task.estimated = minutes, False
        task.milestone = task.milestone and not minutes
        self._end_after_duration(task)

    def _end_after_duration(self, task: Task) -> None:
        if task.manual and task.manual_start is not None:
            task.manual_finish = self._after(task, task.manual_start)
        if task.actual_finish is not None and task.actual_start is not None:
            task.actual_finish = self._after(task, task.actual_start)

    def _after(self, task: Task, start: datetime) -> datetime:
        if task.elapsed:
            return start + timedelta(minutes=task.duration)
        return to_moment(self.clock(task).add(to_instant(start), task.duration)) if task.duration else start

    def set_start(self, task: Task, value: object) -> None:
        moment = self.moment(START, value, self.plan.default_start)
        if self.is_summary(task):
            raise PmoError("summary_is_computed", task=task.name)
        if task.manual:
            task.manual_start = moment
            task.manual_finish = None if moment is None else self._after(task, moment)
        elif task.actual_start is not None:
            if moment is None:
                raise PmoError("task_has_begun", task=task.name)
            task.actual_start = moment
        elif moment is None:
            task.constraint, task.constraint_date = "ASAP", None
        else:
            task.constraint, task.constraint_date = "SNET", moment

    def set_finish(self, task: Task, value: object) -> None:
        moment = self.moment(FINISH, value, self.plan.default_finish)
        if self.is_summary(task):
            raise PmoError("summary_is_computed", task=task.name)
        if moment is None:
            return
        row = self.schedule.at(self.schedule.row[task.id])
        if task.milestone and not task.duration:
            self.set_start(task, moment)
            return
        if moment <= row.start:
            raise PmoError("finish_before_start", task=task.name, start=row.start)
        if task.elapsed:
            minutes = int((moment - row.start).total_seconds() // 60)
        else:
            clock = self.clock(task)
            minutes = clock.work_at(to_instant(moment)) - clock.work_at(to_instant(row.start))
        if minutes <= 0:
            raise PmoError("finish_before_start", task=task.name, start=row.start)
        self.set_duration(task, minutes)

    def set_percent(self, task: Task, value: object) -> None:
        spec = field("task", "percent_complete")
        if isinstance(value, str):
            value = values.parse(spec, value) or 0
        percent = values.check(spec, value)
        assert isinstance(percent, int)
        if self.is_summary(task):
            raise PmoError("summary_is_computed", task=task.name)
        row = self.schedule.at(self.schedule.row[task.id])
        task.percent_complete = percent
        if percent == 0:
            task.actual_start = task.actual_finish = task.stop = task.resume = task.remaining_duration = None
            return
        task.actual_start = task.actual_start or row.start
        if percent == 100:
            task.actual_finish = task.actual_finish or row.finish
            task.remaining_duration = 0
            return
        task.actual_finish = None
        task.remaining_duration = task.duration - round(task.duration * percent / 100)

    def set_predecessors(self, task: Task, value: object) -> None:
        change_predecessors(self.session, task.id, str(value or ""))

    def set_milestone(self, task: Task, value: object) -> None:
        is_milestone = values.check(field("task", "milestone"), value)
        if is_milestone and self.is_summary(task):
            raise PmoError("summary_is_computed", task=task.name)
        if is_milestone and task.duration and task.actual_start is None:
            task.duration = 0
        elif not is_milestone and not task.duration:
            task.duration = self.plan.minutes_per_day
        task.milestone = bool(is_milestone)

    def set_constraint(self, task: Task, value: object) -> None:
        spec = field("task", "constraint")
        kind = values.parse(spec, value) if isinstance(value, str) else values.check(spec, value)
        task.constraint = str(kind)
        if kind in ("ASAP", "ALAP"):
            task.constraint_date = None
        elif task.constraint_date is None:
            row = self.schedule.at(self.schedule.row[task.id])
            task.constraint_date = row.finish if task.constraint in ("FNET", "FNLT", "MFO") else row.start

    def set_constraint_date(self, task: Task, value: object) -> None:
        late = task.constraint in ("FNET", "FNLT", "MFO")
        minutes = self.plan.default_finish if late else self.plan.default_start
        task.constraint_date = self.moment(field("task", "constraint_date"), value, minutes)
        if task.constraint_date is None:
            task.constraint = "ASAP"
        elif task.constraint in ("ASAP", "ALAP"):
            task.constraint = "SNET"

    def set_deadline(self, task: Task, value: object) -> None:
        task.deadline = self.moment(field("task", "deadline"), value, self.plan.default_finish)

    def set_work(self, task: Task, value: object) -> None:
        spec = field("task", "work")
        if isinstance(value, str):
            value = parse_duration(value, self.units).minutes if values.clean(value) else 0
        if self.is_summary(task):
            raise PmoError("summary_is_computed", task=task.name)
        minutes = values.check(spec, value) or 0
        assert isinstance(minutes, int)
        self.follow_duration(task, Effort(self.session, task).set_total(minutes))

    def set_resources(self, task: Task, value: object) -> None:
        if self.is_summary(task) and str(value or "").strip():
            raise PmoError("summary_is_computed", task=task.name)
        self.follow_duration(task, change_resources(self.session, task, str(value or "")))

    def set_calendar(self, task: Task, value: object) -> None:
        require_calendar(self.session, value, self.plan)
        task.calendar_id = value if isinstance(value, int) else None

    def set_manual(self, task: Task, value: object) -> None:
        task.manual = bool(values.check(field("task", "manual"), value))
        if task.manual and task.manual_start is None:
            row = self.schedule.at(self.schedule.row[task.id])
            task.manual_start, task.manual_finish = row.start, row.finish


SPECIAL: Final[Mapping[str, Callable[[TaskEdit, Task, object], None]]] = {
    "duration": TaskEdit.set_duration,
    "start": TaskEdit.set_start,
    "finish": TaskEdit.set_finish,
    "percent_complete": TaskEdit.set_percent,
    "predecessors": TaskEdit.set_predecessors,
    "milestone": TaskEdit.set_milestone,
    "constraint": TaskEdit.set_constraint,
    "constraint_date": TaskEdit.set_constraint_date,
    "deadline": TaskEdit.set_deadline,
    "manual": TaskEdit.set_manual,
    "work": TaskEdit.set_work,
    "resources": TaskEdit.set_resources,
    "calendar": TaskEdit.set_calendar,
}


def at_minute(day: date, minutes: int) -> datetime:
    """Return the moment of a day, `minutes` after midnight."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)
