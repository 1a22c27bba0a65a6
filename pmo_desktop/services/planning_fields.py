"""Fields of a task that bring others with them, beside those of `planning_edit`: what happened, and links out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ..domain.errors import PmoError
from ..domain.plan_text import parse_duration
from ..domain.worktime import to_instant
from ..persistence.tables import Task
from . import values
from .fields import CUSTOM, FieldSpec, custom_fields, field
from .planning_links import change_successors

if TYPE_CHECKING:
    from .planning_edit import TaskEdit


def set_actual_start(edit: TaskEdit, task: Task, value: object) -> None:
    """Say when a task began; nothing takes its progress back."""
    moment = edit.moment(field("task", "actual_start"), value, edit.plan.default_start)
    _refuse_summary(edit, task)
    if moment is None:
        edit.set_percent(task, 0)
        return
    if task.actual_finish is not None and moment > task.actual_finish:
        raise PmoError("start_after_finish", task=task.name, finish=task.actual_finish)
    task.actual_start = moment


def set_actual_finish(edit: TaskEdit, task: Task, value: object) -> None:
    """Say when a task was done: the duration is what it took. Nothing takes the finish back; one percent is left."""
    moment = edit.moment(field("task", "actual_finish"), value, edit.plan.default_finish)
    _refuse_summary(edit, task)
    if moment is None:
        if task.actual_finish is not None:
            edit.set_percent(task, 99)
        return
    begun = task.actual_start or edit.schedule.at(edit.schedule.row[task.id]).start
    if moment < begun:
        raise PmoError("finish_before_start", task=task.name, start=begun)
    edit.set_percent(task, 100)
    if not task.milestone:
        edit.set_duration(task, _between(edit, task, begun, moment))
    task.actual_start, task.actual_finish, task.remaining_duration = begun, moment, 0


def set_remaining(edit: TaskEdit, task: Task, value: object) -> None:
    """Say how much is left to do: duration and progress follow."""
    if isinstance(value, str):
        value = parse_duration(value, edit.units).minutes
    _refuse_summary(edit, task)
    left = values.check(field("task", "remaining_duration"), value)
    if not isinstance(left, int):
        return
    if task.actual_start is None:
        edit.set_duration(task, left)
        return
    if not left:
        edit.set_percent(task, 100)
        return
    done = task.duration - task.remaining_duration if task.remaining_duration is not None else 0
    done = max(done, 0)
    task.actual_finish = None
    edit.set_duration(task, done + left)
    task.percent_complete = min(99, round(100 * done / (done + left)))
    task.remaining_duration = left


def set_successors(edit: TaskEdit, task: Task, value: object) -> None:
    """Give a task the successors that a text names."""
    change_successors(edit.session, task.id, str(value or ""))


def set_custom(edit: TaskEdit, task: Task, name: str, value: object) -> None:
    """Give a task a value of a field that the organisation added; an empty one is left out."""
    spec = _custom_spec(edit, name)
    if isinstance(value, str):
        value = values.parse(spec, value, values.Habits(today=edit.today))
    value = values.check(spec, value)
    uid = name.removeprefix(CUSTOM)
    kept = {key: old for key, old in task.custom.items() if key != uid}
    task.custom = kept if value in (None, "") else {**kept, uid: value}


def read_text(edit: TaskEdit, spec: FieldSpec, text: str) -> object:
    """Return a text as a value of a field that follows from nothing: durations in the plan's own units."""
    if spec.kind == "duration":
        return parse_duration(text, edit.units).minutes if values.clean(text) else None
    habits = values.Habits(
        today=edit.today, minutes_per_day=edit.units.day, currency=edit.plan.currency or values.Habits().currency
    )
    return values.parse(spec, text, habits)


def _custom_spec(edit: TaskEdit, name: str) -> FieldSpec:
    found = next((spec for spec in custom_fields(edit.session, "task") if spec.name == name), None)
    if found is None:
        raise PmoError("field_unknown", name=name)
    return found


def _between(edit: TaskEdit, task: Task, begun: datetime, done: datetime) -> int:
    if task.elapsed:
        return int((done - begun).total_seconds() // 60)
    clock = edit.clock(task)
    return clock.work_at(to_instant(done)) - clock.work_at(to_instant(begun))


def _refuse_summary(edit: TaskEdit, task: Task) -> None:
    if edit.is_summary(task):
        raise PmoError("summary_is_computed", task=task.name)


MORE: Final[Mapping[str, Callable[[TaskEdit, Task, object], None]]] = {
    "actual_start": set_actual_start,
    "actual_finish": set_actual_finish,
    "remaining_duration": set_remaining,
    "successors": set_successors,
}
