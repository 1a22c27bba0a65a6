"""The first page of the task details: the values of one task, or what several have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

from ..._generated.ui_task_details import Ui_TaskDetails
from ...domain.plan_text import duration_text
from ...services.fields import field
from ...services.queries.plan import PlanView
from ...texts import Texts
from ..workspace import Workspace

COMPUTED: Final = ("duration", "start", "finish", "percent_complete", "milestone", "kind", "effort_driven")
"""What a summary takes from the rows below it."""

SEVERAL: Final = object()
"""Stands for values that differ."""

TICKS: Final = ("effort_driven", "ignore_resource_calendar", "active", "milestone", "key")
LATE_TICKS: Final = ("milestone", "key")
"""What is ticked after the duration was typed, as that decides too whether a task is a milestone."""


@dataclass(frozen=True)
class _Task:
    view: PlanView
    row: int


class GeneralPage:
    """The fields of the form's first page. Only what the user changed is given back."""

    def __init__(self, form: Ui_TaskDetails, workspace: Workspace) -> None:
        self._form = form
        self._workspace = workspace
        self._t = workspace.texts
        self._shown: dict[str, object] = {}
        t = self._t
        form.manual.addItem(t("Worked out by the program"), False)
        form.manual.addItem(t("Set by hand"), True)
        for name in ("constraint", "kind"):
            for choice in field("task", name).choices:
                self._combo(name).addItem(t(choice.label), choice.value)
        # In the order in which values are kept: what others are worked out from comes first.
        self._read: dict[str, Callable[[_Task], object]] = {
            "name": lambda one: one.view.task(one.row).name,
            "manual": lambda one: one.view.task(one.row).manual,
            "calendar": lambda one: one.view.task(one.row).calendar_uid,
            "kind": lambda one: one.view.task(one.row).kind,
            **{name: partial(_tick, name) for name in TICKS if name not in LATE_TICKS},
            "constraint": lambda one: one.view.task(one.row).constraint,
            "constraint_date": lambda one: _day(one.view.task(one.row).constraint_date, t),
            "duration": lambda one: _duration(one.view, one.row),
            **{name: partial(_tick, name) for name in LATE_TICKS},
            "start": lambda one: _day(one.view.start(one.row), t),
            "finish": lambda one: _day(one.view.finish(one.row), t),
            "percent_complete": lambda one: f"{_percent(one)}%",
            "deadline": lambda one: _day(one.view.task(one.row).deadline, t),
            "priority": lambda one: str(one.view.task(one.row).priority),
            "owner": lambda one: one.view.task(one.row).owner,
            "notes": lambda one: one.view.task(one.row).notes,
        }

    def show_tasks(self, view: PlanView, rows: Sequence[int]) -> None:
        """Show the values of tasks; those that differ are empty and say so."""
        self._fill_calendars(view)
        has_summary = any(view.is_summary(row) for row in rows)
        for name, read in self._read.items():
            values = {read(_Task(view, row)) for row in rows}
            self._put(name, values.pop() if len(values) == 1 else SEVERAL)
            self._widget(name).setEnabled(self._workspace.can_edit and not (has_summary and name in COMPUTED))
        self._form.name.setEnabled(self._workspace.can_edit and len(rows) == 1)

    def changes(self) -> dict[str, object]:
        """Return the values that the user changed, as they were typed or chosen."""
        found: dict[str, object] = {}
        for name, before in self._shown.items():
            now = self._get(name)
            untouched = now is SEVERAL or now == "" if before is SEVERAL else now == before
            if not untouched:
                found[name] = now
        if "constraint" in found and found["constraint"] in ("ASAP", "ALAP"):
            found.pop("constraint_date", None)
        return found

    def _fill_calendars(self, view: PlanView) -> None:
        combo = self._form.calendar
        combo.clear()
        combo.addItem(self._t("As the plan"), None)
        for calendar in view.plan.calendars:
            if calendar.is_base or calendar.uid in {task.calendar_uid for task in view.plan.tasks}:
                combo.addItem(calendar.name, calendar.uid)

    def _widget(self, name: str) -> Any:
        return getattr(self._form, name)

    def _combo(self, name: str) -> QComboBox:
        combo = getattr(self._form, name)
        assert isinstance(combo, QComboBox)
        return combo

    def _put(self, name: str, value: object) -> None:
        widget = self._widget(name)
        several = value is SEVERAL
        if isinstance(widget, QCheckBox):
            widget.setTristate(several)
            state = Qt.CheckState.Checked if value else Qt.CheckState.Unchecked
            widget.setCheckState(Qt.CheckState.PartiallyChecked if several else state)
        elif isinstance(widget, QComboBox):
            if widget.itemData(0) is SEVERAL:
                widget.removeItem(0)
            if several:
                widget.insertItem(0, self._t("several"), SEVERAL)
            widget.setCurrentIndex(0 if several else _place(widget, value))
        elif isinstance(widget, (QLineEdit, QPlainTextEdit)):
            widget.setPlaceholderText(self._t("several") if several else "")
            text = "" if several else str(value or "")
            if isinstance(widget, QLineEdit):
                widget.setText(text)
                widget.setCursorPosition(0)
            else:
                widget.setPlainText(text)
        self._shown[name] = SEVERAL if several else self._get(name)

    def _get(self, name: str) -> object:
        widget = self._widget(name)
        if isinstance(widget, QCheckBox):
            state = widget.checkState()
            return SEVERAL if state == Qt.CheckState.PartiallyChecked else state == Qt.CheckState.Checked
        if isinstance(widget, QComboBox):
            return widget.currentData()
        return widget.text() if isinstance(widget, QLineEdit) else widget.toPlainText()


def _tick(name: str, one: _Task) -> object:
    return getattr(one.view.task(one.row), name)


def _place(combo: QComboBox, value: object) -> int:
    return next((at for at in range(combo.count()) if combo.itemData(at) == value), 0)


def _percent(one: _Task) -> int:
    schedule = one.view.schedule
    return schedule.percent_complete[one.row] if schedule else one.view.task(one.row).percent_complete


def _duration(view: PlanView, row: int) -> str:
    task = view.task(row)
    if view.is_summary(row) and view.schedule:
        return duration_text(view.schedule.duration[row], view.units)
    return duration_text(
        task.duration, view.units, elapsed=task.elapsed, estimated=task.estimated, unit=task.duration_format
    )


def _day(moment: Any, t: Texts) -> str:
    """Return a moment as it is typed: the day, with its time where that is not the usual one."""
    if moment is None:
        return ""
    usual = (moment.hour, moment.minute) in ((8, 0), (17, 0), (0, 0))
    return t.date(moment.date()) if usual else t.moment(moment)
