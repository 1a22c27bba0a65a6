"""The calendars of a plan and of the portfolio: days, weeks and exceptions, with what an edit would do to the plans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QInputDialog, QListWidgetItem, QMenu, QPushButton, QWidget

from ..._generated.ui_calendars import Ui_Calendars
from ...domain.calendars import CalendarException, Hours, WorkCalendar, WorkWeek
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.calendar_edit import Lineage, with_holidays, with_weekday
from ...services.commands import calendars
from ...services.planning_cache import PlanCache
from ...services.queries.calendars import (
    CalendarRow,
    calendar_list,
    effect_of_choice,
    effects,
    project_calendar,
)
from ...services.queries.plan import plan_view
from ..widgets.button_box import close_button
from ..workspace import Workspace
from .calendar_days import DaysPage
from .calendar_exceptions import ExceptionsPage
from .calendar_holidays import HolidaysDialog
from .calendar_variations import VariationsPage
from .calendar_week import WeekEditor
from .calendar_words import effect_words

PAGES: Final = ("days", "week", "weeks", "exceptions")
EFFECT_AFTER_MS: Final = 250


def open_calendars(
    parent: QWidget, workspace: Workspace, plans: PlanCache, project_id: int | None, calendar_id: int | None = None
) -> None:
    """Show the calendars that a plan can use; without a project, those of the whole portfolio."""
    dialog = CalendarDialog(workspace, plans, project_id, parent)
    if calendar_id is not None:
        dialog.select(calendar_id)
    dialog.exec()
    dialog.deleteLater()


class CalendarDialog(QDialog):
    """Edits one calendar at a time as a draft; Apply writes it as one step, and the plans follow.

    Attributes:
        draft: the calendar as it is edited, None where there is none.
    """

    def __init__(
        self, workspace: Workspace, plans: PlanCache, project_id: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._plans, self._project_id = workspace, plans, project_id
        self._t = t = workspace.texts
        self._rows: tuple[CalendarRow, ...] = ()
        self._saved: WorkCalendar | None = None
        self.draft: WorkCalendar | None = None
        self._lineage: Lineage | None = None
        self.form = form = Ui_Calendars()
        form.setupUi(self)
        today = workspace.today()
        self.days = DaysPage(form, workspace, self)
        self.months = self.days.months
        self.week = WeekEditor(t)
        form.week_place.addWidget(self.week)
        self.variations = VariationsPage(form, t, today, self._plain_week, self)
        self.exceptions = ExceptionsPage(form, t, today, self)
        self.tabs: dict[str, QPushButton] = {name: getattr(form, f"{name}_tab") for name in PAGES}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EFFECT_AFTER_MS)
        self._timer.timeout.connect(self.show_effect)
        self._connect()
        self._close = close_button(form.buttons, t)
        self._close.setAutoDefault(False)  # Return keeps what is typed into a line
        px, room = workspace.theme.fonts.px, self.screen().availableSize() * 0.95
        self.resize(min(px(1040), room.width()), min(px(700), room.height()))
        self.load(self._used())
        self.show_page("days")

    # What is shown

    def load(self, select: int | None = None) -> None:
        """Read the calendars again, and show one."""
        self._rows = self._workspace.read(calendar_list, self._project_id)
        form, t = self.form, self._t
        form.calendars.blockSignals(True)
        form.calendars.clear()
        used = self._used()
        for row in self._rows:
            where = t("all plans") if row.project_id is None else t("this plan")
            mark = t("used by the plan") if row.id == used else where if row.calendar.is_base else t("of a resource")
            item = QListWidgetItem(f"{row.name}   –   {mark}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            form.calendars.addItem(item)
        form.calendars.blockSignals(False)
        if not self.select(select):
            form.calendars.setCurrentRow(0 if self._rows else -1)
            self._show_current()

    def select(self, calendar_id: int | None) -> bool:
        """Show one of the calendars."""
        for at, row in enumerate(self._rows):
            if row.id == calendar_id:
                self.form.calendars.setCurrentRow(at)
                self._show_current()
                return True
        return False

    def show_page(self, name: str) -> None:
        """Show days, weeks or exceptions."""
        self.tabs[name].setChecked(True)
        self.form.pages.setCurrentIndex(PAGES.index(name))

    def show_effect(self) -> None:
        """Say what the draft would do to the plans."""
        self._timer.stop()
        if self.draft is None or self.draft == self._saved:
            self.form.effect.setText("")
            return
        try:
            found = self._workspace.read(effects, self._plans, self.draft)
        except PmoError as error:
            self.form.effect.setText(self._t.say(error))
            return
        self.form.effect.setText(effect_words(found, self._t))

    # Doing

    def edit(self, calendar: WorkCalendar) -> None:
        """Take in an edit of the draft; nothing is written."""
        if calendar == self.draft:
            return
        self.draft = calendar
        self._refuse(None)
        self._show_draft()
        self.form.effect.setText("")
        self._timer.start()

    def apply(self) -> bool:
        """Write the draft as one step; False where it was refused."""
        row, draft = self._current(), self.draft
        if row is None or draft is None or draft == self._saved:
            return True
        label = Message("edit_calendar", {"name": row.name})
        return self._do(label, calendars.define, draft, select=row.id)

    def discard(self) -> None:
        """Go back to the calendar as it was written last."""
        if self._saved is not None:
            self.edit(self._saved)
        self._timer.stop()
        self.form.effect.setText("")

    def accept(self) -> None:
        """Write what was edited, and close."""
        if self.apply():
            super().accept()

    def add_holidays(self) -> None:
        """Let the user choose a country, and add its days to the calendar as one step."""
        row, draft = self._current(), self.draft
        if row is None or draft is None or self._lineage is None or not self.apply():
            return
        dialog = HolidaysDialog(self._t, self._workspace.today(), row.holiday_set, self)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.found is not None:
            hours = self._lineage.usual_hours()
            now = with_holidays(draft, dialog.found.days, hours, self._t("Make-up working day"))
            added = sum((one.finish - one.start).days + 1 for one in set(now.exceptions) - set(draft.exceptions))
            label = Message("add_holidays", {"name": row.name})
            if self._do(label, calendars.define, now, dialog.code(), select=row.id):
                self._workspace.done.emit(Message("holidays_added", {"name": row.name}, added))
                self.form.effect.setText(
                    self._t.n("{count} day added", "{count} days added", added)
                    if added
                    else self._t("The calendar has all these days already.")
                )
        dialog.deleteLater()

    def add(self, *, copy: bool = False, shared: bool = False) -> None:
        """Add a calendar under a name that the user gives; a shared one serves every plan."""
        t, row = self._t, self._current()
        if not self.apply():
            return
        title = t("Copy calendar") if copy else t("New calendar")
        proposed = t("Copy of {name}", name=row.name) if copy and row else t("New calendar")
        name, ok = QInputDialog.getText(self, title, t("Calendar name"), text=proposed)
        if not ok:
            return
        source = row.id if copy and row else None
        owner = None if shared else self._project_id
        self._do(Message("add_calendar"), calendars.create, name, owner, None, source, select="result")

    def rename(self) -> None:
        """Give the calendar the name that the user types."""
        t, row = self._t, self._current()
        if row is None or not self.apply():
            return
        name, ok = QInputDialog.getText(self, t("Rename calendar"), t("Calendar name"), text=row.name)
        if ok:
            self._do(Message("rename_calendar"), calendars.rename, row.id, name, select=row.id)

    def delete(self) -> None:
        """Delete the calendar where nobody uses it."""
        row = self._current()
        if row is not None and self._do(Message("delete_calendar"), calendars.delete, row.id):
            self._workspace.done.emit(Message("calendar_deleted", {"name": row.name}))

    def use(self) -> None:
        """Let the project work by this calendar."""
        row = self._current()
        if row is not None and self._project_id is not None and self.apply():
            self._do(Message("use_calendar"), calendars.use_for_project, self._project_id, row.id, select=row.id)

    # Inside

    def _connect(self) -> None:
        form = self.form
        form.calendars.currentRowChanged.connect(lambda _: self._leave())
        for name, button in self.tabs.items():
            button.clicked.connect(lambda _=False, name=name: self.show_page(name))
        if self._project_id is None:
            form.add.clicked.connect(lambda: self.add(shared=True))
        else:
            menu = QMenu(form.add)
            menu.addAction(self._t("For this plan…")).triggered.connect(lambda: self.add())
            menu.addAction(self._t("For all plans…")).triggered.connect(lambda: self.add(shared=True))
            form.add.setMenu(menu)
        form.copy.clicked.connect(lambda: self.add(copy=True))
        form.rename.clicked.connect(self.rename)
        form.delete_calendar.clicked.connect(self.delete)
        form.use.clicked.connect(self.use)
        form.base.activated.connect(lambda _: self._base_chosen())
        self.days.changed.connect(self.edit)
        self.days.refused.connect(self._refuse)
        self.week.changed.connect(self._week_changed)
        self.week.refused.connect(self._refuse)
        self.variations.changed.connect(self._weeks_changed)
        self.variations.refused.connect(self._refuse)
        self.exceptions.changed.connect(self._exceptions_changed)
        self.exceptions.refused.connect(self._refuse)
        for widget, keys, run in (
            (form.calendars, "F2", self.rename),
            (form.calendars, "Del", self.delete),
            (form.exceptions, "Del", self.exceptions.remove),
            (form.exceptions, "Ins", self.exceptions.add),
            (form.variations, "Del", self.variations.remove),
            (form.variations, "Ins", self.variations.add),
        ):
            context = Qt.ShortcutContext.WidgetShortcut
            QShortcut(QKeySequence(keys), widget, activated=run, context=context)  # type: ignore[call-overload]
        form.holidays.clicked.connect(self.add_holidays)
        form.discard.clicked.connect(self.discard)
        form.apply.clicked.connect(lambda: self.apply())
        form.buttons.rejected.connect(self.accept)  # its one button closes and keeps; Esc leaves without

    def _used(self) -> int | None:
        if self._project_id is None:
            return None
        return self._workspace.read(project_calendar, self._project_id)

    def _current(self) -> CalendarRow | None:
        at = self.form.calendars.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _leave(self) -> None:
        """Write what was edited of one calendar before another is shown."""
        if self.draft is not None and self.draft != self._saved:
            chosen = self._current()
            label = Message("edit_calendar", {"name": self.draft.name})
            if not self._do(label, calendars.define, self.draft, select=chosen.id if chosen else None):
                held = next((at for at, row in enumerate(self._rows) if row.id == self.draft.uid), 0)
                self.form.calendars.blockSignals(True)
                self.form.calendars.setCurrentRow(held)
                self.form.calendars.blockSignals(False)
            return
        self._show_current()

    def _show_current(self) -> None:
        row, form, t = self._current(), self.form, self._t
        self._saved = self.draft = row.calendar if row else None
        can = self._workspace.can_edit and row is not None
        for widget in (form.copy, form.rename, form.delete_calendar, form.holidays, form.base, form.use):
            widget.setEnabled(can)
        form.add.setEnabled(self._workspace.can_edit)
        form.pages.setEnabled(row is not None)
        form.name.setText(row.name[:60] if row else t("No calendars yet"))
        form.base.clear()
        form.base.addItem(t("no other calendar"), None)
        for other in self._rows:
            if row is not None and other.id != row.id:
                form.base.addItem(other.name, other.id)
        users = row.users.names() if row else ()
        shown = t.listed(users[:3]) + ("…" if len(users) > 3 else "")
        form.users.setText(t("Used by {users}", users=shown) if users else t("Not used yet"))
        is_used = row is not None and row.id == self._used()
        form.use.setVisible(self._project_id is not None and not is_used)
        self._refuse(None)
        form.effect.setText("")
        self._show_draft()
        if row is not None and form.use.isVisibleTo(self):
            self._show_choice(row)

    def _show_choice(self, row: CalendarRow) -> None:
        """Say what the plan would do if it worked by a calendar."""
        assert self._project_id is not None
        if not self._workspace.read(plan_view, self._plans, self._project_id).plan.tasks:
            return
        found = self._workspace.read(effect_of_choice, self._plans, self._project_id, row.id)
        self.form.effect.setText(self._t("If the project used it: {effect}", effect=effect_words((found,), self._t)))

    def _show_draft(self) -> None:
        draft, form = self.draft, self.form
        changed = draft is not None and draft != self._saved
        form.apply.setEnabled(changed and self._workspace.can_edit)
        form.discard.setEnabled(changed)
        self._close.setText(self._t("Apply and close") if changed else self._t("Close"))
        if draft is None:
            return
        place = form.base.findData(draft.base)
        form.base.setCurrentIndex(max(0, place))
        try:
            self._lineage = Lineage(draft, [row.calendar for row in self._rows])
        except PmoError as error:
            self._refuse(error)
            return
        self.days.show_calendar(draft, self._lineage, [row.calendar for row in self._rows])
        self.week.show_week(draft.days, self._plain_week(inherited=True))
        self.variations.show_weeks(draft.weeks)
        self.exceptions.show_exceptions(draft.exceptions)

    def _plain_week(self, *, inherited: bool = False) -> Sequence[Hours]:
        """Return the hours of the plain week from Sunday; `inherited` ones where the calendar says nothing itself."""
        if self.draft is None:
            return ((),) * 7
        plain = replace(self.draft, weeks=(), exceptions=())
        if inherited:
            plain = replace(plain, days=(None,) * 7)
        others = [replace(row.calendar, weeks=(), exceptions=()) for row in self._rows]
        sunday = date(2023, 1, 1)
        return [look.hours for look in Lineage(plain, others).days(sunday, date(2023, 1, 7))]

    def _base_chosen(self) -> None:
        if self.draft is not None:
            self.edit(replace(self.draft, base=self.form.base.currentData()))

    def _week_changed(self, typed: Sequence[tuple[int, Hours | None]]) -> None:
        changed = self.draft
        if changed is not None:
            for weekday, hours in typed:
                changed = with_weekday(changed, weekday, hours)
            self.edit(changed)

    def _weeks_changed(self, weeks: tuple[WorkWeek, ...]) -> None:
        if self.draft is not None:
            self.edit(replace(self.draft, weeks=weeks))

    def _exceptions_changed(self, exceptions: tuple[CalendarException, ...]) -> None:
        if self.draft is not None:
            self.edit(replace(self.draft, exceptions=exceptions))

    def _do(self, label: Message, command: object, *args: object, select: int | str | None = None) -> bool:
        try:
            change = self._workspace.attempt(label, command, *args)  # type: ignore[arg-type]
        except PmoError as error:
            self._refuse(error)
            return False
        self._saved = self.draft
        chosen = change.result if select == "result" else select
        self.load(chosen if isinstance(chosen, int) else None)
        return True

    def _refuse(self, error: PmoError | None) -> None:
        self.form.error.setVisible(error is not None)
        self.form.error.setText("" if error is None else self._t.say(error))
