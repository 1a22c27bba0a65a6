"""The tool row above a plan."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from ...services.queries.plan import PlanView
from ..widgets.text import ElidedLabel, plain_tooltip
from ..workspace import Workspace
from .more import EXTRA

WORDS: Final = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class PlanTools(QWidget):
    """Buttons of a plan; what they mean is told by `asked`.

    Signals:
        asked: the name of a plan command.
        critical_toggled, baseline_toggled: show or hide.
        baseline_chosen, baseline_set, baseline_cleared: the number of a baseline.
    """

    asked = Signal(str)
    critical_toggled = Signal(bool)
    baseline_toggled = Signal(bool)
    baseline_chosen = Signal(int)
    baseline_set = Signal(int)
    baseline_cleared = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._view: PlanView | None = None
        self._editing: list[QToolButton] = []
        self._worded: dict[QToolButton, str] = {}
        self._wanted = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._row = row
        self._button("plus", t("Task"), "task", "Ins", words=True, edits=True)
        self._button("diamond", t("Milestone"), "milestone", "", words=True, edits=True)
        self._line()
        self._button("indent-decrease", t("Outdent"), "outdent", "Alt+Shift+Left", edits=True)
        self._button("indent-increase", t("Indent"), "indent", "Alt+Shift+Right", edits=True)
        self._button("link", t("Link in this order"), "link", "Ctrl+F2", edits=True)
        self._button("unlink", t("Unlink"), "unlink", "Ctrl+Shift+F2", edits=True)
        self._line()
        self._button("undo-2", t("Undo"), "undo", "Ctrl+Z")
        self._button("redo-2", t("Redo"), "redo", "Ctrl+Y")
        self._line()
        self.critical = self._button("route", t("Critical path"), "", "", words=True)
        self.critical.setCheckable(True)
        self.critical.setChecked(True)
        self.critical.toggled.connect(self.critical_toggled)
        self.baseline = self._button("git-commit-horizontal", t("Baseline"), "", "", words=True)
        self.baseline.setCheckable(True)
        self.baseline.setChecked(True)
        self.baseline.toggled.connect(self.baseline_toggled)
        choose = self._button("chevron-down", t("Baselines"), "", "")
        choose.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(choose)
        self._menu.aboutToShow.connect(self._fill_menu)
        choose.setMenu(self._menu)
        self._line()
        self._button("list-filter", t("Filter tasks"), "find", "Ctrl+F")
        self.columns = self._button("columns-3", t("Columns"), "columns", "")
        self._facts = ElidedLabel("", "small")
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._facts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self._facts, 1)
        row.addSpacing(4)
        self._button("zoom-out", t("Show a longer time"), "farther", "-")
        self._button("zoom-in", t("Show a shorter time"), "nearer", "+")
        self._button("maximize", t("Show the whole plan"), "fit", "0")
        self._button("crosshair", t("Go to the data date"), "today", "T")
        self._button("circle-help", t("Why does it start then? Why is it critical?"), "why", "Shift+F1")
        more = self._button("ellipsis", t("More"), "", "")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._more())
        if not workspace.can_edit:
            for button in self._editing:
                button.setEnabled(False)

    def show_plan(self, view: PlanView) -> None:
        """Tell what a plan has: its baselines, and how many tasks drive its finish."""
        self._view = view
        t = self._t
        count = view.drivers
        self._facts.setText(
            t.n("{count} task drives the finish", "{count} tasks drive the finish", count) if count else ""
        )
        self.baseline.setText(t("Baseline {number}", number=str(view.baseline)) if view.baselines else t("Baseline"))

    def _button(
        self, icon: str, text: str, name: str, keys: str, *, words: bool = False, edits: bool = False
    ) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        button.setToolTip(plain_tooltip(f"{text}  {shown}".strip()))
        if words:
            button.setToolButtonStyle(WORDS)
            self._worded[button] = icon
        self._workspace.icons.put(button, icon)
        if name:
            button.clicked.connect(lambda: self.asked.emit(name))
        if edits:
            self._editing.append(button)
        self._row.addWidget(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show icons alone where words find no room; their tooltips say the words."""
        super().resizeEvent(event)
        if self.critical.toolButtonStyle() == WORDS:
            self._wanted = self._row.sizeHint().width() - self._facts.sizeHint().width()
        style = WORDS if self.width() >= self._wanted else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button, icon in self._worded.items():
            if button.toolButtonStyle() != style:
                button.setToolButtonStyle(style)
                self._workspace.icons.put(button, icon)

    def _line(self) -> None:
        line = QFrame()
        line.setObjectName("verticalDivider")
        line.setFixedHeight(18)
        self._row.addSpacing(4)
        self._row.addWidget(line)
        self._row.addSpacing(4)

    def _fill_menu(self) -> None:
        menu, t, view = self._menu, self._t, self._view
        menu.clear()
        set_ones = view.baselines if view is not None else ()
        for number in set_ones:
            action = menu.addAction(t("Compare with baseline {number}", number=str(number)))
            action.setCheckable(True)
            action.setChecked(view is not None and view.baseline == number)
            action.triggered.connect(lambda _=False, number=number: self.baseline_chosen.emit(number))
        if set_ones:
            menu.addSeparator()
        free = next((number for number in range(11) if number not in set_ones), None)
        if free is not None:
            action = menu.addAction(t("Set baseline {number}", number=str(free)))
            action.setEnabled(self._workspace.can_edit)
            action.triggered.connect(lambda: self.baseline_set.emit(free))
        if set_ones and view is not None:
            shown = view.baseline
            action = menu.addAction(t("Replace baseline {number}", number=str(shown)))
            action.triggered.connect(lambda: self.baseline_set.emit(shown))
            action.setEnabled(self._workspace.can_edit)
            action = menu.addAction(t("Clear baseline {number}", number=str(shown)))
            action.triggered.connect(lambda: self.baseline_cleared.emit(shown))
            action.setEnabled(self._workspace.can_edit)

    def _more(self) -> QMenu:
        menu = QMenu(self)
        t = self._t
        menu.addAction(t("Open all"), lambda: self.asked.emit("expand"))
        menu.addAction(t("Close all"), lambda: self.asked.emit("collapse"))
        menu.addSeparator()
        self.data_date_action = menu.addAction(
            t("Set the data date of the plan…"), lambda: self.asked.emit("data_date")
        )
        self.shift_action = menu.addAction(t("Move the whole plan…"), lambda: self.asked.emit("shift"))
        menu.addSeparator()
        for command in EXTRA:
            if command.in_menu:
                action = menu.addAction(t(command.title), partial(self.asked.emit, command.name))
                action.setEnabled(self._workspace.can_edit or not command.edits)
        menu.addSeparator()
        menu.addAction(t("Fields of tasks…"), lambda: self.asked.emit("fields"))
        menu.addAction(t("Save as a template…"), lambda: self.asked.emit("template"))
        return menu
