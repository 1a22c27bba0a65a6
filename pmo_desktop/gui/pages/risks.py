"""The registers of the whole portfolio: risks and the logs beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ...domain.changes import ChangeSet
from ..dialogs.risk_library import RiskLibraryDialog
from ..exporting import Ask, print_top_risks
from ..widgets.tab_row import TabRow
from ..workspace import Workspace
from .log_looks import LOOKS, TABS
from .page import Page
from .register_panel import RegisterPanel
from .risks_calibration import CalibrationDialog
from .risks_logs import log_panel
from .risks_panel import RiskPanel

REGISTERS: Final = RiskPanel.tables | frozenset(LOOKS)
"""Tables that the registers show."""


class RegisterTabs(QWidget):
    """Tabs for the registers, one shown at a time; a register loads itself when it is first shown.

    Attributes:
        panels: name of the tab to panel.
        details: the inspectors, the one of the register in sight on top.
    """

    def __init__(self, workspace: Workspace, project_id: int | None = None) -> None:
        super().__init__()
        t = workspace.texts
        self.panels: dict[str, RegisterPanel] = {"risks": RiskPanel(workspace, project_id)}
        titles = {"risks": t("Risks")}
        for table, look in LOOKS.items():
            self.panels[TABS[table]] = log_panel(workspace, table, project_id)
            titles[TABS[table]] = t(look.title)
        self._stale = set(self.panels)
        self.row = TabRow(t, titles)
        self.row.chosen.connect(self.choose)
        self._stack = QStackedWidget()
        self.details = QStackedWidget()
        for name, panel in self.panels.items():
            panel.counted.connect(lambda count, name=name: self.row.count(name, count))
            self._stack.addWidget(panel)
            self.details.addWidget(panel.details)
        rule = QFrame()
        rule.setObjectName("tabLine")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.row)
        layout.addWidget(rule)
        layout.addSpacing(10)
        layout.addWidget(self._stack, 1)

    @property
    def current(self) -> str:
        """The name of the register in sight."""
        return self.row.current

    @property
    def panel(self) -> RegisterPanel:
        """The register in sight."""
        return self.panels[self.current]

    def choose(self, name: str) -> None:
        """Show a register."""
        if name not in self.panels:
            return
        self.row.choose(name)
        self._stack.setCurrentWidget(self.panels[name])
        self.details.setCurrentWidget(self.panels[name].details)
        self._refresh()
        self.panel.status_changed.emit(self.panel.status_text())

    def reload(self) -> None:
        """Load the register in sight; the others load when they are shown, but their counts are wanted now."""
        self._stale = set(self.panels)
        for name in self.panels:
            if name != self.current:
                self.row.count(name, sum(row.is_open for row in self.panels[name].load()))
        self._refresh()

    def apply(self, change: ChangeSet) -> None:
        """Take in a change where it is seen; elsewhere only its count."""
        for name, panel in self.panels.items():
            if not change.tables() & panel.tables:
                continue
            if name == self.current:
                panel.apply(change)
            else:
                self._stale.add(name)
                self.row.count(name, sum(row.is_open for row in panel.load()))

    def _refresh(self) -> None:
        if self.current in self._stale:
            self._stale.discard(self.current)
            self.panel.reload()


class RisksPage(Page):
    """The registers of the portfolio, with the inspector of what is selected."""

    tables: ClassVar[frozenset[str]] = REGISTERS

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        t = self.texts
        self.registers = RegisterTabs(workspace)
        self._new = self.header.add_button(t("New risk"), "plus", lambda: self.registers.panel.add_new(), primary=True)
        self._new.setEnabled(workspace.can_edit)
        self._judge = self.header.add_button(t("Calibration"), "target", self._calibrate)
        self._judge.setToolTip(t("Which probabilities came true"))
        self._more = self.header.add_button("", "ellipsis", lambda: None)
        self._more.setAccessibleName(t("More"))
        self._more.setToolTip(t("More"))
        menu = QMenu(self._more)
        menu.addAction(t("Library of risks…"), self._open_library)
        menu.addAction(t("The ten highest risks on one page of PDF"), lambda: self.print_top())
        self._more.setMenu(menu)
        self.content.addWidget(self.registers, 1)
        self.set_inspector(self.registers.details)
        self.show_inspector(True)
        for panel in self.registers.panels.values():
            panel.status_changed.connect(lambda _: self._changed())
            panel.details_asked.connect(self.show_inspector)
            panel.details.closed.connect(lambda: self.show_inspector(False))

    def title(self) -> str:
        """Return the page's name."""
        return self.texts("Risks & issues")

    def reload(self) -> None:
        """Load the registers."""
        self.registers.reload()

    def apply(self, change: ChangeSet) -> None:
        """Take in a change."""
        self.registers.apply(change)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what the register in sight does."""
        toggle = lambda: self.show_inspector(not self.inspector_is_shown)  # noqa: E731
        return {**self.registers.panel.commands(), "view.inspector": toggle}

    def status_text(self) -> str:
        """Return what the status bar says."""
        return self.registers.panel.status_text()

    def state(self) -> dict[str, Any]:
        """Return which register is shown and how each looks."""
        looks = {name: panel.state() for name, panel in self.registers.panels.items()}
        return {"tab": self.registers.current, "inspector": self.inspector_is_shown, "registers": looks}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        looks = state.get("registers")
        if isinstance(looks, Mapping):
            for name, panel in self.registers.panels.items():
                if isinstance(looks.get(name), Mapping):
                    panel.restore(looks[name])
        self.registers.choose(str(state.get("tab", "risks")))
        if isinstance(state.get("row"), int):
            self.registers.panel.show_record(state["row"])
        self.show_inspector(bool(state.get("inspector", True)))

    def print_top(self, ask: Ask | None = None) -> None:
        """Write the highest risks as one page of PDF."""
        print_top_risks(self.workspace, self, None, ask)

    def _open_library(self) -> None:
        RiskLibraryDialog(self.workspace, None, self.window()).exec()

    def _calibrate(self) -> None:
        CalibrationDialog(self.workspace, self.window()).exec()

    def _changed(self) -> None:
        self._new.setText(self.registers.panel.new_words())
        self.status_changed.emit(self.status_text())
