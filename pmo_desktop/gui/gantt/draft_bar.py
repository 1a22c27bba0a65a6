"""The bar above a draft: its name, that nothing here changes the plan yet, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout

from ...services.queries.drafts import DraftRow
from ..widgets.text import ElidedLabel, Label, plain_menu_text, plain_tooltip
from ..workspace import Workspace

LONGEST_NAME: Final = 48
"""Letters of a draft's name that the bar shows."""


class DraftBar(QFrame):
    """Shown while a draft is open, in the colour of warnings, so that nobody takes it for the plan.

    Signals:
        apply_asked, discard_asked, rename_asked, left: what the user wants of the draft that is open.
        difference_toggled: the difference is to be shown or hidden.
    """

    apply_asked = Signal()
    discard_asked = Signal()
    rename_asked = Signal()
    left = Signal()
    difference_toggled = Signal(bool)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("draftBar")
        t = workspace.texts
        self._t = t
        self._icons = workspace.icons
        self.name = Label("", "section")
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.sentence = ElidedLabel(t("Nothing here changes the plan until you apply it."))
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.difference = ElidedLabel("", "small")
        self.difference.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.changed = Label("", "warning", wrap=True)
        self.changed.hide()
        mark = QToolButton()
        workspace.icons.put(mark, "signpost", "ragAtext")
        mark.setEnabled(True)
        mark.setFocusPolicy(mark.focusPolicy().NoFocus)
        self.toggle = self._button(t("Difference"), "list-checks", self.difference_toggled)
        self.toggle.setCheckable(True)
        self.toggle.setChecked(True)
        self.apply = self._button(t("Apply to the plan"), "check", self.apply_asked, "primary")
        self.discard = self._button(t("Discard"), "trash-2", self.discard_asked)
        self.leave = self._button(t("Back to the plan"), "undo-2", self.left)
        self.leave.setToolTip(plain_tooltip(t("The draft is kept; open it again from “Try changes”.")))
        rename = QToolButton()
        workspace.icons.put(rename, "pencil")
        rename.setAccessibleName(t("Rename the draft"))
        rename.setToolTip(t("Rename the draft"))
        rename.clicked.connect(self.rename_asked)
        self.rename = rename
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(mark)
        first.addWidget(self.name)
        first.addWidget(rename)
        first.addWidget(self.sentence, 1)
        for widget in (self.toggle, self.leave, self.discard, self.apply):
            first.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(4)
        column.addLayout(first)
        column.addWidget(self.difference)
        column.addWidget(self.changed)
        for button in (self.apply, self.discard, rename):
            button.setEnabled(workspace.can_edit)

    def show_draft(self, draft: DraftRow, difference: str, changed: Sequence[str]) -> None:
        """Show a draft's name, what it changes, and the tasks that the plan changed since it was copied."""
        t = self._t
        short = draft.name if len(draft.name) <= LONGEST_NAME else draft.name[: LONGEST_NAME - 1] + "…"
        self.name.setText(t("Draft “{name}”", name=short))
        self.name.setToolTip(plain_tooltip(draft.name))
        self.difference.setText(difference)
        self.changed.setVisible(bool(changed))
        if changed:
            shown = t.listed(t("“{name}”", name=name) for name in changed[:3])
            more = len(changed) - 3
            names = (
                shown if more <= 0 else t.n("{names} and {count} more", "{names} and {count} more", more, names=shown)
            )
            self.changed.setText(
                t.n(
                    "The plan has changed since this draft was made: {count} task, {names}.",
                    "The plan has changed since this draft was made: {count} tasks, {names}.",
                    len(changed),
                    names=names,
                )
            )

    def _button(self, text: str, icon: str, asked: SignalInstance, kind: str = "default") -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", kind)
        self._icons.put(button, icon, "onAccent" if kind == "primary" else "text2")
        button.clicked.connect(asked)
        return button


class DraftsButton(QToolButton):
    """Begins a draft of a plan, or opens one that is kept.

    Signals:
        begun: the user wants a new draft.
        chosen: the id of a draft to open; 0 for the plan itself.
    """

    begun = Signal()
    chosen = Signal(int)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        t = workspace.texts
        self._t = t
        self._can_edit = workspace.can_edit
        self._drafts: Sequence[DraftRow] = ()
        self._open = 0
        self.setText(t("Try changes"))
        self.setToolTip(plain_tooltip(t("Change a copy of the plan, see the difference, then apply it or not.")))
        self.setToolButtonStyle(self.toolButtonStyle().ToolButtonTextBesideIcon)
        workspace.icons.put(self, "signpost")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.list = QMenu(self)
        self.list.aboutToShow.connect(self._fill)
        self.setMenu(self.list)

    def show_drafts(self, drafts: Sequence[DraftRow], opened: int) -> None:
        """Know the drafts there are, and which one is open."""
        self._drafts, self._open = drafts, opened
        count = len(drafts)
        self.setText(self._t("Try changes ({count})", count=str(count)) if count else self._t("Try changes"))

    def _fill(self) -> None:
        t, menu = self._t, self.list
        menu.clear()
        new = menu.addAction(t("New draft of this plan"), self.begun.emit)
        new.setEnabled(self._can_edit)
        if not self._drafts:
            return
        menu.addSeparator()
        for draft_id, name in ((0, t("The plan itself")), *((row.id, row.name) for row in self._drafts)):
            action = menu.addAction(plain_menu_text(name))
            action.setCheckable(True)
            action.setChecked(draft_id == self._open)
            action.triggered.connect(lambda _=False, draft_id=draft_id: self.chosen.emit(draft_id))
