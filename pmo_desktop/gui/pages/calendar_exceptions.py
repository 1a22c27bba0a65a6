"""The exceptions of a calendar as a list, and one of them as a form: hours, stretch, and how it recurs."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListWidgetItem, QWidget

from ..._generated.ui_calendars import Ui_Calendars
from ...domain.calendars import CalendarException, Hours, Recurrence
from ...domain.errors import PmoError
from ...services.calendar_edit import next_days
from ...services.calendar_text import parse_hours
from ...services.dates import read_date
from ...services.values import clean
from ...texts import Texts
from .calendar_words import (
    FROM_MONDAY,
    ITEMS,
    POSITIONS,
    RECURRENCES,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    exception_words,
    hours_words,
)

NAME_LIMIT: Final = 100
MOST_LISTED: Final = 2_000

NEEDS: Final = {
    "period": ("every_days", "weekly", "monthly_day", "monthly_position"),
    "weekdays_box": ("weekly",),
    "position": ("monthly_position", "yearly_position"),
    "what": ("monthly_position", "yearly_position"),
    "month_of": ("yearly_day", "yearly_position"),
    "month_day": ("monthly_day", "yearly_day"),
    "occurrences": ("every_days", "weekly", "monthly_day", "monthly_position", "yearly_day", "yearly_position"),
}
"""The fields of the form, with the kinds of recurrence that use them."""


class ExceptionsPage(QObject):
    """The exceptions of the calendar that is edited.

    Signals:
        changed: the exceptions as they are now, as a tuple.
        refused: a PmoError about what was typed.
    """

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, form: Ui_Calendars, t: Texts, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._t, self._today = form, t, today
        self._exceptions: list[CalendarException] = []
        self._is_filling = False
        for value, word in RECURRENCES.items():
            form.recurrence.addItem(t(word), value)
        for word in POSITIONS:
            form.position.addItem(t(word))
        for word in ITEMS:
            form.what.addItem(t(word))
        for month in range(1, 13):
            form.month_of.addItem(t.month(date(2000, month, 1), year=False), month)
        form.period.setRange(1, 999)
        form.occurrences.setRange(0, 999)
        form.occurrences.setSpecialValueText(t("no limit"))
        form.month_day.setRange(1, 31)
        self.weekdays: dict[int, QCheckBox] = {}
        for weekday in FROM_MONDAY:
            box = QCheckBox(t(SHORT_WEEKDAYS[weekday]))
            box.setAccessibleName(t(WEEKDAYS[weekday]))
            box.toggled.connect(self._edited)
            form.weekdays.addWidget(box)
            self.weekdays[weekday] = box
        form.weekdays.addStretch(1)
        form.exceptions.currentRowChanged.connect(lambda _: self._show_current())
        form.add_exception.clicked.connect(self.add)
        form.remove_exception.clicked.connect(self.remove)
        for line in (form.exception_name, form.exception_hours, form.exception_start, form.exception_finish):
            line.editingFinished.connect(self._edited)
        for combo in (form.recurrence, form.position, form.what, form.month_of):
            combo.currentIndexChanged.connect(self._edited)
        for spin in (form.period, form.occurrences, form.month_day):
            spin.lineEdit().setAccessibleName(spin.accessibleName())
            spin.valueChanged.connect(self._edited)

    def show_exceptions(self, exceptions: tuple[CalendarException, ...]) -> None:
        """Show the exceptions of a calendar."""
        if list(exceptions) == self._exceptions and self._form.exceptions.count() == len(exceptions):
            return
        at = max(0, self._form.exceptions.currentRow())
        self._exceptions = list(exceptions)[:MOST_LISTED]
        self._list(at)

    def add(self) -> None:
        """Add an exception on the data date, for the user to fill in."""
        new = CalendarException(self._today, self._today, (), self._t("Day off"))
        self._exceptions.append(new)
        self._list(len(self._exceptions) - 1)
        self.changed.emit(tuple(self._exceptions))
        self._form.exception_name.setFocus()
        self._form.exception_name.selectAll()

    def remove(self) -> None:
        """Take the current exception away."""
        at = self._form.exceptions.currentRow()
        if 0 <= at < len(self._exceptions):
            del self._exceptions[at]
            self._list(min(at, len(self._exceptions) - 1))
            self.changed.emit(tuple(self._exceptions))

    def _list(self, at: int) -> None:
        self._is_filling = True
        self._form.exceptions.clear()
        for exception in self._exceptions:
            self._form.exceptions.addItem(QListWidgetItem(self._line(exception)))
        self._form.exceptions.setCurrentRow(at)
        self._is_filling = False
        self._show_current()

    def _line(self, exception: CalendarException) -> str:
        words = exception_words(exception, self._t).rstrip(".。")
        return f"{exception.name} – {words}" if exception.name else words

    def _current(self) -> CalendarException | None:
        at = self._form.exceptions.currentRow()
        return self._exceptions[at] if 0 <= at < len(self._exceptions) else None

    def _show_current(self) -> None:
        if self._is_filling:
            return
        one, form, t = self._current(), self._form, self._t
        form.exception_form.setEnabled(one is not None)
        form.remove_exception.setEnabled(one is not None)
        self._is_filling = True
        if one is not None:
            form.exception_name.setText(one.name)
            form.exception_hours.setText(hours_words(one.hours, t))
            form.exception_start.setText(t.date(one.start))
            form.exception_finish.setText(t.date(one.finish))
            form.recurrence.setCurrentIndex(form.recurrence.findData(one.recurrence))
            form.period.setValue(one.period)
            form.occurrences.setValue(one.occurrences)
            form.position.setCurrentIndex(min(one.position, 4))
            form.what.setCurrentIndex(min(one.item, 9))
            form.month_of.setCurrentIndex(one.month - 1)
            form.month_day.setValue(one.month_day)
            for weekday, box in self.weekdays.items():
                box.setChecked(bool(one.weekdays >> weekday & 1))
        self._is_filling = False
        self._show_words(one)

    def _show_words(self, one: CalendarException | None) -> None:
        form, t = self._form, self._t
        for name, kinds in NEEDS.items():
            shown = one is not None and one.recurrence in kinds
            getattr(form, name).setVisible(shown)
            label = getattr(form, f"{name}_label", None)
            if label is not None:
                label.setVisible(shown)
        form.sentence.setText(exception_words(one, t) if one is not None else "")
        days = next_days(one, self._today) if one is not None else []
        if one is None:
            form.next_days.setText(t("Choose an exception, or add one."))
        elif days:
            form.next_days.setText(t("Next: {days}", days=t.listed(t.date(day) for day in days)))
        else:
            form.next_days.setText(t("It falls on no day from {day} on.", day=self._today))

    def _edited(self) -> None:
        before = self._current()
        if self._is_filling or before is None:
            return
        try:
            now = self._read(before)
        except PmoError as error:
            self.refused.emit(error)
            return
        if now == before:
            return
        at = self._form.exceptions.currentRow()
        self._exceptions[at] = now
        item = self._form.exceptions.item(at)
        if item is not None:
            item.setText(self._line(now))
        self._show_words(now)
        self.changed.emit(tuple(self._exceptions))

    def _read(self, before: CalendarException) -> CalendarException:
        form = self._form
        kind: Recurrence = form.recurrence.currentData()
        start = self._day(form.exception_start)
        finish = self._day(form.exception_finish)
        if start != before.start and finish == before.finish and before.start == before.finish:
            finish = start  # one day stays one day
            form.exception_finish.setText(self._t.date(finish))
        if kind != "daily" and before.recurrence == "daily" and start == finish:
            finish = _years_on(start, 5)
            form.exception_finish.setText(self._t.date(finish))
        if finish < start:
            raise PmoError("calendar_exception_backwards", name=before.name or self._t("Exception"))
        weekdays = sum(1 << weekday for weekday, box in self.weekdays.items() if box.isChecked())
        if kind == "weekly" and not weekdays:
            weekdays = 1 << start.isoweekday() % 7
        return replace(
            before,
            name=clean(form.exception_name.text())[:NAME_LIMIT],
            hours=self._hours(form.exception_hours),
            start=start,
            finish=finish,
            recurrence=kind,
            period=form.period.value(),
            occurrences=form.occurrences.value() if kind != "daily" else 0,
            weekdays=weekdays,
            position=form.position.currentIndex(),
            item=form.what.currentIndex(),
            month=form.month_of.currentIndex() + 1,
            month_day=form.month_day.value(),
        )

    def _hours(self, line: QLineEdit) -> Hours:
        typed = parse_hours(line.text())
        if typed.next_day:
            raise PmoError("hours_over_midnight", value=line.text())
        return typed.hours

    def _day(self, line: QLineEdit) -> date:
        day = read_date(line.text().strip(), today=self._today)
        if day is None:
            raise PmoError("value_not_date", field=line.accessibleName(), value=line.text())
        return day


def _years_on(day: date, years: int) -> date:
    last = monthrange(day.year + years, day.month)[1]
    return day.replace(year=day.year + years, day=min(day.day, last))
