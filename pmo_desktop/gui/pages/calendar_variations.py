"""Other weeks of a calendar: between two dates the hours of the week are different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from ..._generated.ui_calendars import Ui_Calendars
from ...domain.calendars import Hours, WorkWeek
from ...domain.errors import PmoError
from ...services.calendar_edit import with_week_day
from ...services.dates import read_date
from ...services.values import clean
from ...texts import Texts
from .calendar_exceptions import NAME_LIMIT
from .calendar_week import WeekEditor

WEEKS_AHEAD = timedelta(weeks=4)


class VariationsPage(QObject):
    """The working-week variations of the calendar that is edited.

    Signals:
        changed: the other weeks as they are now, as a tuple.
        refused: a PmoError about what was typed.
    """

    changed = Signal(object)
    refused = Signal(object)

    def __init__(
        self, form: Ui_Calendars, t: Texts, today: date, below: Callable[[], Sequence[Hours]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._form, self._t, self._today, self._below = form, t, today, below
        self._weeks: list[WorkWeek] = []
        self._is_filling = False
        self.editor = WeekEditor(t)
        form.variation_place.addWidget(self.editor)
        form.variations.currentRowChanged.connect(lambda _: self._show_current())
        form.add_week.clicked.connect(self.add)
        form.remove_week.clicked.connect(self.remove)
        for line in (form.week_name, form.week_start, form.week_finish):
            line.editingFinished.connect(self._edited)
        self.editor.changed.connect(self._hours_changed)
        self.editor.refused.connect(self.refused)

    def show_weeks(self, weeks: tuple[WorkWeek, ...]) -> None:
        """Show the other weeks of a calendar."""
        at = max(0, self._form.variations.currentRow())
        self._weeks = list(weeks)
        self._list(min(at, len(self._weeks) - 1))

    def add(self) -> None:
        """Add another week, four weeks long from the data date."""
        start = self._today - timedelta(days=self._today.weekday())
        name = self._t("Other week")
        self._weeks.append(WorkWeek(start, start + WEEKS_AHEAD - timedelta(days=1), name=name))
        self._list(len(self._weeks) - 1)
        self.changed.emit(tuple(self._weeks))
        self._form.week_name.setFocus()
        self._form.week_name.selectAll()

    def remove(self) -> None:
        """Take the current week away."""
        at = self._form.variations.currentRow()
        if 0 <= at < len(self._weeks):
            del self._weeks[at]
            self._list(min(at, len(self._weeks) - 1))
            self.changed.emit(tuple(self._weeks))

    def _list(self, at: int) -> None:
        self._is_filling = True
        self._form.variations.clear()
        for week in self._weeks:
            self._form.variations.addItem(QListWidgetItem(self._line(week)))
        self._form.variations.setCurrentRow(at)
        self._is_filling = False
        self._show_current()

    def _line(self, week: WorkWeek) -> str:
        t = self._t
        stretch = t("From {start} to {finish}", start=t.date(week.start), finish=t.date(week.finish))
        return f"{week.name} – {stretch}" if week.name else stretch

    def _current(self) -> WorkWeek | None:
        at = self._form.variations.currentRow()
        return self._weeks[at] if 0 <= at < len(self._weeks) else None

    def _show_current(self) -> None:
        if self._is_filling:
            return
        one, form, t = self._current(), self._form, self._t
        form.week_form.setEnabled(one is not None)
        form.remove_week.setEnabled(one is not None)
        self._is_filling = True
        form.week_name.setText(one.name if one else "")
        form.week_start.setText(t.date(one.start) if one else "")
        form.week_finish.setText(t.date(one.finish) if one else "")
        self._is_filling = False
        self.editor.show_week(one.days if one else (None,) * 7, self._below())

    def _hours_changed(self, typed: Sequence[tuple[int, Hours | None]]) -> None:
        one = self._current()
        if one is not None:
            for weekday, hours in typed:
                one = with_week_day(one, weekday, hours)
            self._take(one)

    def _edited(self) -> None:
        one, form = self._current(), self._form
        if self._is_filling or one is None:
            return
        try:
            start, finish = self._day(form.week_start), self._day(form.week_finish)
            if finish < start:
                raise PmoError("calendar_exception_backwards", name=one.name or self._t("Other week"))
        except PmoError as error:
            self.refused.emit(error)
            return
        now = replace(one, name=clean(form.week_name.text())[:NAME_LIMIT], start=start, finish=finish)
        if now != one:
            self._take(now)

    def _take(self, week: WorkWeek) -> None:
        at = self._form.variations.currentRow()
        self._weeks[at] = week
        item: Any = self._form.variations.item(at)
        item.setText(self._line(week))
        self.changed.emit(tuple(self._weeks))

    def _day(self, line: QLineEdit) -> date:
        day = read_date(line.text().strip(), today=self._today)
        if day is None:
            raise PmoError("value_not_date", field=line.accessibleName(), value=line.text())
        return day
