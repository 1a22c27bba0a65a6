"""The hours of a week, weekday by weekday, as they are typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ...domain.calendars import Hours
from ...domain.errors import PmoError
from ...services.calendar_text import parse_hours
from ...texts import Texts
from ..widgets.text import Label
from .calendar_words import FROM_MONDAY, WEEKDAYS, hours_words


class WeekEditor(QWidget):
    """Seven lines; an empty one is as in the calendar below. A night shift flows over into the next day.

    Signals:
        changed: (weekday, hours or None) pairs that were typed, Sunday is 0.
        refused: a PmoError about what was typed.
    """

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, t: Texts) -> None:
        super().__init__()
        self._t = t
        self._hours: dict[int, Hours | None] = {}
        self._below: dict[int, Hours] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.lines: dict[int, QLineEdit] = {}
        for place, weekday in enumerate(FROM_MONDAY):
            line = QLineEdit()
            line.setAccessibleName(t(WEEKDAYS[weekday]))
            line.editingFinished.connect(lambda weekday=weekday: self._typed(weekday))
            label = Label(t(WEEKDAYS[weekday]), "small")
            label.setBuddy(line)
            grid.addWidget(label, place, 0)
            grid.addWidget(line, place, 1)
            self.lines[weekday] = line

    def show_week(self, hours: Sequence[Hours | None], below: Sequence[Hours]) -> None:
        """Show the hours of a week from Sunday; `below` is what counts where it says nothing."""
        self._hours = dict(enumerate(hours))
        self._below = dict(enumerate(below))
        for weekday in FROM_MONDAY:
            self._show(weekday)

    def _show(self, weekday: int) -> None:
        hours = self._hours[weekday]
        line = self.lines[weekday]
        line.setText("" if hours is None else hours_words(hours, self._t))
        line.setPlaceholderText(self._t("as usual: {hours}", hours=hours_words(self._below[weekday], self._t)))
        line.setProperty("error", None)

    def _typed(self, weekday: int) -> None:
        if weekday not in self._hours:
            return
        line = self.lines[weekday]
        text = line.text().strip()
        before = self._hours[weekday]
        if text == ("" if before is None else hours_words(before, self._t)):
            return
        try:
            typed = parse_hours(text)
        except PmoError as error:
            self.refused.emit(error)
            line.setFocus()
            line.selectAll()
            return
        found: list[tuple[int, Hours | None]] = [(weekday, typed.hours if text else None)]
        if typed.next_day:
            after = (weekday + 1) % 7
            known = self._hours[after] if self._hours[after] is not None else self._below[after]
            morning = typed.next_day[-1][1]
            found.append((after, (*typed.next_day, *(span for span in known or () if span[0] >= morning))))
        for day, hours in found:
            self._hours[day] = hours
            self._show(day)
        self.changed.emit(found)
