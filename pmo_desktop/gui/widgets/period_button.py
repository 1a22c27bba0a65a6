"""The period selector: at the same place on every page that shows data."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ..workspace import Workspace


class PeriodButton(QPushButton):
    """Shows the reporting period and its data date, and lets the user choose another."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        menu = QMenu(self)
        menu.aboutToShow.connect(self._fill)
        self._menu = menu
        self.clicked.connect(self._open)
        workspace.period_changed.connect(self.refresh)
        workspace.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the period in use."""
        t, period = self._workspace.texts, self._workspace.current_period
        self.setText(t("No period"))
        self._workspace.icons.put(self, "calendar")
        if period is None:
            self.setAccessibleName(t("No period"))
            return
        month = t.month(period.data_date) if t.is_chinese else t.short_month(period.data_date, year=True)
        day = t.date(period.data_date, year=False)
        self.setText(t("{month} · as of {day}", month=month, day=day) + "  ▾")
        self.setAccessibleName(t("Reporting period {month}, data as of {day}", month=month, day=day))
        self.setToolTip(t("Reporting period"))

    def _changed(self, change: object) -> None:
        if "period" in change.tables():  # type: ignore[attr-defined]
            self.refresh()

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _fill(self) -> None:
        from ...services.queries import periods

        t = self._workspace.texts
        self._menu.clear()
        current = self._workspace.current_period
        for period in self._workspace.read(periods.periods):
            day = t.date(period.data_date)
            text = day if period.is_open else t("{day} (published)", day=day)
            action = QAction(text, self._menu)
            action.setCheckable(True)
            action.setChecked(current is not None and current.id == period.id)
            action.triggered.connect(lambda _=False, key=period.id: self._workspace.choose_period(key))
            self._menu.addAction(action)
        if self._menu.isEmpty():
            action = QAction(t("No period"), self._menu)
            action.setEnabled(False)
            self._menu.addAction(action)
