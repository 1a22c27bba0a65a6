"""Asks how a plan is reckoned, and says what that makes of its dates before it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ..._generated.ui_plan_settings import Ui_PlanSettings
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.plan import Plan, ProgressMode
from ...domain.plan_text import duration_text, parse_duration
from ...scheduling import schedule
from ...services.commands.plan_settings import FLAGS, set_plan_settings
from ...services.dates import read_date
from ...services.planning_edit import at_minute
from ...services.queries.plan import PlanView
from ...texts.messages import N_
from ..widgets.button_box import keep_button
from ..workspace import Workspace

if TYPE_CHECKING:
    from .panel import PlanPanel

MODES: Final[tuple[tuple[ProgressMode, str], ...]] = (
    ("project", N_("As in MS Project: links hold its start only")),
    ("retained_logic", N_("Retained logic: what is left waits for its predecessors")),
    ("progress_override", N_("Progress override: what is left goes on at the data date")),
    ("actual_dates", N_("Actual dates: what has begun goes on from them")),
)
PAUSE: Final = 250
"""Milliseconds without a key after which the effect is worked out; a large plan must not stop the typing."""


class PlanSettingsDialog(QDialog):
    """The settings of one plan; nothing is kept before the button says so."""

    def __init__(self, workspace: Workspace, view: PlanView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view = view
        self._t = t = workspace.texts
        self.form = form = Ui_PlanSettings()
        form.setupUi(self)
        plan = view.plan
        form.direction.addItem(t("The plan’s start"), False)
        form.direction.addItem(t("The plan’s finish"), True)
        form.direction.setCurrentIndex(int(plan.from_finish))
        for mode, words in MODES:
            form.mode.addItem(t(words), mode)
        form.mode.setCurrentIndex([mode for mode, _ in MODES].index(plan.progress_mode))
        self._show_day()
        form.data_date.setText("" if plan.data_date is None else t.date(plan.data_date.date()))
        form.critical.setText(duration_text(plan.critical_slack, view.units))
        form.hours_day.setText(_hours(plan.minutes_per_day))
        form.hours_week.setText(_hours(plan.minutes_per_week))
        form.days_month.setText(str(plan.days_per_month))
        form.start_time.setText(_clock(plan.default_start))
        form.finish_time.setText(_clock(plan.default_finish))
        form.remaining.setChecked(plan.reschedule_remaining)
        form.constraints.setChecked(plan.honours_constraints)
        form.paths.setChecked(plan.many_critical_paths)
        keep_button(form.buttons, t, t("Keep the settings"))
        form.buttons.accepted.connect(self.keep)
        form.buttons.rejected.connect(self.reject)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.show_effect)
        form.direction.currentIndexChanged.connect(self._show_day)
        for line in self.findChildren(QLineEdit):
            line.textChanged.connect(lambda _: self._pause.start())
        for box in (form.direction, form.mode):
            box.currentIndexChanged.connect(lambda _: self._pause.start())
        for switch in (form.remaining, form.constraints, form.paths):
            switch.toggled.connect(lambda _: self._pause.start())

    def values(self) -> dict[str, Any]:
        """Return what was typed, as `set_plan_settings` takes it.

        Raises:
            PmoError: something is no date, no time or no number.
        """
        form = self.form
        from_finish = bool(form.direction.currentData())
        found: dict[str, Any] = {
            "from_finish": from_finish,
            "plan_finish" if from_finish else "plan_start": self._day(form.day),
            "data_date": self._day(form.data_date) if form.data_date.text().strip() else None,
            "progress_mode": form.mode.currentData(),
            "reschedule_remaining": form.remaining.isChecked(),
            "critical_slack": self._float(form.critical.text()),
            "minutes_per_day": self._minutes(form.hours_day),
            "minutes_per_week": self._minutes(form.hours_week),
            "days_per_month": round(self._number(form.days_month)),
            "default_start": self._time(form.start_time),
            "default_finish": self._time(form.finish_time),
            "honours_constraints": form.constraints.isChecked(),
            "many_critical_paths": form.paths.isChecked(),
        }
        return found

    def keep(self) -> None:
        """Keep the settings as one step, or say why not."""
        try:
            label = Message("set_plan_settings")
            self._workspace.attempt(label, set_plan_settings, self._view.project_id, self.values())
        except PmoError as error:
            self._refuse(error)
            return
        self.accept()

    def show_effect(self) -> None:
        """Say what becomes of the plan's dates."""
        t, now = self._t, self._view.schedule
        self.form.error.hide()
        try:
            after = schedule(_with(self._view.plan, self.values()))
        except PmoError as error:
            self._refuse(error)
            return
        if now is None:
            return
        days = (after.project_finish.date() - now.project_finish.date()).days
        start, finish = t.date(after.project_start.date()), t.date(after.project_finish.date())
        words = t("The plan runs from {start} to {finish}.", start=start, finish=finish)
        if days:
            words += "\n" + t("Its finish moves by {days} d.", days=t.number(days, signed=True))
        critical = sum(after.critical)
        words += "\n" + t.n("{count} task is critical.", "{count} tasks are critical.", critical)
        self.form.effect.setText(words)

    # Inside

    def _refuse(self, error: PmoError) -> None:
        self.form.effect.setText("")
        self.form.error.setText(self._t.say(error))
        self.form.error.show()

    def _show_day(self) -> None:
        plan, now = self._view.plan, self._view.schedule
        from_finish = bool(self.form.direction.currentData())
        day = plan.plan_finish if from_finish else plan.plan_start
        if day is None and now is not None:
            day = now.project_finish if from_finish else now.project_start
        self.form.day.setText("" if day is None else self._t.date(day.date()))

    def _day(self, line: QLineEdit) -> date:
        day = read_date(line.text(), today=self._workspace.today())
        if day is None:
            raise PmoError("value_not_date", field=line.accessibleName(), value=line.text())
        return day

    def _float(self, text: str) -> int:
        minus = text.strip().startswith(("-", "−"))
        minutes = parse_duration(text.strip().lstrip("-−") or "0d", self._view.units).minutes
        return -minutes if minus else minutes

    def _number(self, line: QLineEdit) -> float:
        try:
            return float(line.text().replace(",", ".").strip())
        except ValueError:
            raise PmoError("value_not_number", field=line.accessibleName(), value=line.text()) from None

    def _minutes(self, line: QLineEdit) -> int:
        return round(60 * self._number(line))

    def _time(self, line: QLineEdit) -> int:
        hours, _, minutes = line.text().replace("：", ":").strip().partition(":")
        if not hours.isdecimal() or not (minutes or "0").isdecimal() or int(minutes or 0) > 59:
            raise PmoError("plan_time_bad", field=line.accessibleName(), value=line.text())
        return 60 * int(hours) + int(minutes or 0)


def edit_plan_settings(panel: PlanPanel) -> None:
    """Ask for the settings of the plan on show."""
    if panel.view is not None:
        PlanSettingsDialog(panel.workspace, panel.view, panel.window()).exec()


def _with(plan: Plan, values: dict[str, Any]) -> Plan:
    """Return a plan with settings as the command would keep them."""
    flags = {FLAGS[name]: "1" if values[name] else "0" for name in FLAGS}
    kept = {name: value for name, value in values.items() if name not in FLAGS}
    for name in ("plan_start", "plan_finish", "data_date"):
        if isinstance(kept.get(name), date):
            minute = kept["default_start"] if name == "plan_start" else kept["default_finish"]
            kept[name] = at_minute(kept[name], minute)
    return replace(plan, extra={**plan.extra, **flags}, **kept)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
