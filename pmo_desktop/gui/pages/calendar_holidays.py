"""Public holidays of a country for a calendar: chosen, looked at, added as one step."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QListWidgetItem, QWidget

from ..._generated.ui_holidays import Ui_Holidays
from ...domain.errors import PmoError
from ...services.holiday_sets import (
    FIRST_YEAR,
    LAST_YEAR,
    HolidaySet,
    countries,
    holidays_of,
    parts_of,
    split_code,
)
from ...texts import Texts
from ..widgets.button_box import keep_button
from .calendar_words import WEEKDAYS


class HolidaysDialog(QDialog):
    """Asks for a country and years; `found` is what was chosen.

    `code` is the set that the calendar has already, "" for none.
    """

    def __init__(self, t: Texts, today: date, code: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.found: HolidaySet | None = None
        self._is_filling = True
        self.form = form = Ui_Holidays()
        form.setupUi(self)
        self.keep = keep_button(form.buttons, t, t("Add holidays"))
        for year in (form.first_year, form.last_year):
            year.setRange(FIRST_YEAR, LAST_YEAR)
            year.lineEdit().setAccessibleName(year.accessibleName())
        form.first_year.setValue(today.year)
        form.last_year.setValue(today.year + 1)
        for country in countries(t.language):
            form.country.addItem(country.name, country.code)
        form.country.setEditable(True)
        typed = form.country.lineEdit()
        if typed is not None:
            typed.setAccessibleName(form.country.accessibleName())
        form.country.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = form.country.completer()
        if completer is not None:
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
        usual = "CN" if t.is_chinese else "GB"
        wanted, part = split_code(code or usual)
        form.country.setCurrentIndex(max(0, form.country.findData(wanted)))
        self._fill_parts(part)
        form.country.currentIndexChanged.connect(lambda _: self._country_changed())
        form.part.currentIndexChanged.connect(lambda _: self.look())
        form.first_year.valueChanged.connect(self._first_changed)
        form.last_year.valueChanged.connect(self._last_changed)
        self._is_filling = False
        self.look()

    def code(self) -> str:
        """Return the chosen set: `CN`, `DE-BY`."""
        country, part = str(self.form.country.currentData() or ""), str(self.form.part.currentData() or "")
        return f"{country}-{part}" if part else country

    def look(self) -> None:
        """Show the days of what is chosen."""
        if self._is_filling:
            return
        t, form = self._t, self.form
        years = range(form.first_year.value(), form.last_year.value() + 1)
        form.days.clear()
        form.error.hide()
        form.warning.hide()
        try:
            self.found = holidays_of(self.code(), years, t.language)
        except PmoError as error:
            self.found = None
            form.error.setText(t.say(error))
            form.error.show()
            self.keep.setEnabled(False)
            return
        for one in self.found.days:
            name = t("Make-up working day") if one.works else one.name
            weekday = t(WEEKDAYS[one.day.isoweekday() % 7])
            form.days.addItem(QListWidgetItem(f"{t.date(one.day)}   {weekday}   {name}"))
        if self.found.unannounced:
            named = t.listed(str(year) for year in self.found.unannounced)
            form.warning.setText(
                t(
                    "The days to be made up for in {years} are not announced yet: only the holidays themselves are "
                    "known. Come back after the official notice.",
                    years=named,
                )
            )
            form.warning.show()
        self.keep.setEnabled(bool(self.found.days))

    def _country_changed(self) -> None:
        self._is_filling = True
        self._fill_parts("")
        self._is_filling = False
        self.look()

    def _fill_parts(self, chosen: str) -> None:
        combo, country = self.form.part, str(self.form.country.currentData() or "")
        combo.clear()
        combo.addItem(self._t("The whole country"), "")
        for code, name in parts_of(country) if country else ():
            combo.addItem(name, code)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
        combo.setEnabled(combo.count() > 1)

    def _first_changed(self, year: int) -> None:
        if self.form.last_year.value() < year:
            self.form.last_year.setValue(year)
        self.look()

    def _last_changed(self, year: int) -> None:
        if self.form.first_year.value() > year:
            self.form.first_year.setValue(year)
        self.look()
