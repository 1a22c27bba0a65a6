"""The bar under the menus that says what state the file or the period is in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..services.queries import periods
from .dialogs.next_period import NextPeriodDialog
from .widgets.banner import Banner
from .workspace import Workspace


class StateBar(Banner):
    """Says that the file is read-only, that the period on show is published, or that none is open."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(workspace.icons, "information", closable=False)
        self._workspace = workspace
        self._window = window
        self.hide()

    def refresh(self) -> None:
        """Say what holds now; nothing where all can be edited."""
        workspace, t = self._workspace, self._workspace.texts
        period = workspace.current_period
        if workspace.store.read_only is not None:
            self.set_kind("warning")
            self.say(t.say(workspace.store.read_only))
        elif period is not None and not period.is_open:
            self.set_kind("information")
            month = t.month(period.data_date)
            if any(known.is_open for known in workspace.read(periods.periods)):
                self.say(t("You are looking at {month}. It is published and read-only.", month=month))
            else:
                text = t("{month} is published, and no reporting period is open.", month=month)
                self.say(text, t("Open the next period…"), self._open_next)
        else:
            self.hide()

    def _open_next(self) -> None:
        NextPeriodDialog(self._workspace, self._window).exec()
