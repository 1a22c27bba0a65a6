"""The period selector: at the same place on every page that shows data."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ...domain.changes import ChangeSet
from ..workspace import Workspace
from .header_button import HeaderButton


class PeriodButton(HeaderButton):
    """Shows the reporting period and its data date, and offers what can be done with it.

    Attributes:
        is_choosable: True on pages that can show an earlier period.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace.icons, parent)
        self.is_choosable = False
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
        if period is None:
            self.say(t("No period"), "calendar", short="▾")
            return
        month = t.month(period.data_date) if t.is_chinese else t.short_month(period.data_date, year=True)
        day = t.date(period.data_date, year=False)
        whole = t("{month} · as of {day}", month=month, day=day) + "  ▾"
        short = t.short_month(period.data_date, year=True) + "  ▾"
        self.say(whole, "calendar", short=short, tip=t("Reporting period"))
        self.setAccessibleName(t("Reporting period {month}, data as of {day}", month=month, day=day))

    def _changed(self, change: ChangeSet) -> None:
        if "period" in change.tables():
            self.refresh()

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _fill(self) -> None:
        self._menu.clear()
        if self.is_choosable:
            self._list_periods()
        t, workspace, current = self._workspace.texts, self._workspace, self._workspace.current_period
        opening = QAction(t("Open the next period…"), self._menu)
        opening.setEnabled(workspace.can_edit)
        opening.triggered.connect(self._open_next)
        self._menu.addAction(opening)
        listing = QAction(t("Reporting periods…"), self._menu)
        listing.triggered.connect(self._show_all)
        self._menu.addAction(listing)
        if current is not None and current.is_open:
            publishing = QAction(t("Publish {month}", month=t.month(current.data_date)), self._menu)
            publishing.setEnabled(workspace.can_edit)
            publishing.triggered.connect(self._publish)
            self._menu.addAction(publishing)

    def _list_periods(self) -> None:
        from ...services.queries import periods

        t, current = self._workspace.texts, self._workspace.current_period
        for period in self._workspace.read(periods.periods):
            day = t.date(period.data_date)
            action = QAction(day if period.is_open else t("{day} (published)", day=day), self._menu)
            action.setCheckable(True)
            action.setChecked(current is not None and current.id == period.id)
            action.triggered.connect(lambda _=False, key=period.id: self._workspace.choose_period(key))
            self._menu.addAction(action)
        self._menu.addSeparator()

    def _open_next(self) -> None:
        from ..dialogs.next_period import NextPeriodDialog

        NextPeriodDialog(self._workspace, self.window()).exec()

    def _show_all(self) -> None:
        from ..dialogs.periods import PeriodsDialog

        PeriodsDialog(self._workspace, self.window()).exec()

    def _publish(self) -> None:
        self._workspace.open("packs", publish=True)
