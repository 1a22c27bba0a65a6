"""The days of a calendar: months, and what is known and can be typed of the selected days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from ..._generated.ui_calendars import Ui_Calendars
from ...domain.calendars import Hours, WorkCalendar
from ...domain.errors import PmoError
from ...services.calendar_edit import Lineage, with_days
from ...services.calendar_text import parse_hours
from ...services.values import clean
from ..widgets.text import Label
from ..workspace import Workspace
from .calendar_exceptions import NAME_LIMIT
from .calendar_month import MonthView
from .calendar_words import day_words, hours_words

LEGEND_UP_TO = 1.3
"""Text this much larger leaves no room for the legend; every day says what it is when it is pointed at."""


class DaysPage(QObject):
    """The months of the calendar that is edited, and the selected days beside them.

    Signals:
        changed: the calendar with other days.
        refused: a PmoError about what was typed.
    """

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, form: Ui_Calendars, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._t = form, workspace.texts
        self._can_edit = workspace.can_edit
        self._calendar: WorkCalendar | None = None
        self._lineage: Lineage | None = None
        self._others: Sequence[WorkCalendar] = ()
        self.months = months = MonthView(workspace, workspace.today())
        form.month_place.addWidget(months)
        workspace.icons.put(form.earlier, "chevron-left")
        workspace.icons.put(form.later, "chevron-right")
        form.earlier.clicked.connect(lambda: months.page(-months.months_shown()))
        form.later.clicked.connect(lambda: months.page(months.months_shown()))
        form.today.clicked.connect(lambda: months.go_to(months.today))
        months.selection_changed.connect(self._show_day)
        months.paged.connect(lambda: form.month.setText(months.title()))
        months.toggled.connect(self.toggle)
        months.cleared.connect(lambda: self.set_hours(None))
        months.hours_begun.connect(self._begin_hours)
        months.menu_asked.connect(lambda place: self.menu().exec(place))
        form.day_hours.returnPressed.connect(self._hours_typed)
        form.set_hours.clicked.connect(self._hours_typed)
        form.set_free.clicked.connect(lambda: self.set_hours(()))
        form.set_usual.clicked.connect(lambda: self.set_hours(None))
        for text in (
            self._t("hatched: not worked"),
            self._t("corner: exception"),
            self._t("underlined: differs from the week or the calendar below"),
            self._t("Space turns a day around, digits type hours, Delete makes it as usual."),
        ):
            hint = Label(text, "hint", wrap=True)
            form.legend.addWidget(hint)
            hint.setVisible(workspace.theme.fonts.scale <= LEGEND_UP_TO)
        form.days_panel.setMaximumWidth(workspace.theme.fonts.px(220))

    def show_calendar(self, calendar: WorkCalendar, lineage: Lineage, others: Sequence[WorkCalendar]) -> None:
        """Show the days of a calendar; `others` are those that it may inherit from."""
        self._calendar, self._lineage, self._others = calendar, lineage, others
        self.months.show_source(lineage.days)
        self._form.month.setText(self.months.title())
        self._show_day()

    def set_hours(self, hours: Hours | None) -> None:
        """Give the selected days other hours; None makes them as usual."""
        if self._calendar is None or not self._can_edit:
            return
        name = clean(self._form.day_name.text())[:NAME_LIMIT] if hours is not None else ""
        days = self.months.selected()
        changed = with_days(self._calendar, days, hours, name)
        if hours is None:
            # A day on which an exception recurs can't be cut out of it: it gets the hours of its week.
            below = Lineage(replace(changed, exceptions=()), self._others)
            for look in Lineage(changed, self._others).days(days[0], days[-1]):
                if look.exception is not None:
                    changed = with_days(changed, [look.day], below.days(look.day, look.day)[0].hours)
        self.changed.emit(changed)

    def menu(self) -> QMenu:
        """Return what can be done with the selected days."""
        t = self._t
        menu = QMenu(self.months)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        usual = self._lineage.usual_hours() if self._lineage is not None else ()
        for text, hours in (
            (t("Worked {hours}", hours=hours_words(usual, t)), usual),
            (t("Not worked"), ()),
            (t("As usual"), None),
        ):
            action = menu.addAction(text)
            action.setEnabled(self._can_edit)
            action.triggered.connect(lambda _=False, hours=hours: self.set_hours(hours))
        menu.addAction(t("Type hours…")).triggered.connect(lambda: self._begin_hours(""))
        return menu

    def toggle(self) -> None:
        """Make the selected days worked, or not worked: the opposite of the current one."""
        found = self.months.look(self.months.current)
        if found is None or self._lineage is None:
            return
        is_own = found.exception is not None
        if found.hours:
            self.set_hours(None if is_own and not found.base_hours else ())
        else:
            self.set_hours(None if is_own and found.base_hours else self._lineage.usual_hours())

    def _show_day(self) -> None:
        form, t = self._form, self._t
        days = self.months.selected()
        found = self.months.look(self.months.current)
        if found is None:
            return
        if len(days) == 1:
            form.day.setText(t.date_in_sentence(days[0]))
        else:
            form.day.setText(t.n("{count} day selected", "{count} days selected", len(days)))
        form.day_reason.setText(day_words(found, t))
        form.day_hours.setText(hours_words(found.hours, t))
        form.day_name.setText(found.exception.name if found.exception else "")
        for widget in (form.day_hours, form.day_name, form.set_hours, form.set_free, form.set_usual):
            widget.setEnabled(self._can_edit)

    def _begin_hours(self, text: str) -> None:
        self._form.day_hours.setFocus()
        if text:
            self._form.day_hours.setText(text)
        else:
            self._form.day_hours.selectAll()

    def _hours_typed(self) -> None:
        text = self._form.day_hours.text()
        try:
            typed = parse_hours(text)
            if typed.next_day:
                raise PmoError("hours_over_midnight", value=text)
        except PmoError as error:
            self.refused.emit(error)
            self._form.day_hours.setFocus()
            return
        self.set_hours(typed.hours)
        self.months.setFocus()
