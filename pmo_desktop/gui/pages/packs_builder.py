"""The builder's panel: which pages a pack has, in which order, and what each of them says in its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message
from ...domain.pack_definition import FIXED, PackDefinition
from ...reports.blocks import block_name
from ...services.pack_definitions import DefinitionView
from ..widgets.text import Label
from ..workspace import Workspace

KIND: Final = int(Qt.ItemDataRole.UserRole)

ADVISED: Final = 140
"""Characters of a title that a reader takes in at once; 70 in Chinese."""


class BlockList(QListWidget):
    """The blocks of a pack: Space switches one on or off, dragging or Alt+Up and Alt+Down moves it.

    Signals:
        switched: kind, and whether it is in the pack now.
        moved: kind, and its new place among all blocks.
    """

    switched = Signal(str, bool)
    moved = Signal(str, int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = workspace.texts
        self.setAccessibleName(self._texts("Blocks of the pack"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.itemChanged.connect(
            lambda item: self.switched.emit(item.data(KIND), item.checkState() == Qt.CheckState.Checked)
        )
        self.model().rowsMoved.connect(self._dropped)

    def show_blocks(self, definition: PackDefinition, pages: Mapping[str, int]) -> None:
        """List the blocks of a definition; `pages` says how many pages each has."""
        t, chosen = self._texts, self.chosen()
        blocked = QSignalBlocker(self)
        self.clear()
        for kind in definition.blocks:
            if kind == "masks":
                continue
            count = pages.get(kind, 0)
            name = t.say(block_name(kind))
            item = QListWidgetItem(t("{block}  ·  {count}", block=name, count=count) if count else name)
            item.setData(KIND, kind)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags if kind in FIXED else flags | Qt.ItemFlag.ItemIsDragEnabled)
            item.setCheckState(Qt.CheckState.Unchecked if kind in definition.hidden else Qt.CheckState.Checked)
            self.addItem(item)
        blocked.unblock()
        self.choose(chosen)

    def chosen(self) -> str:
        """Return the kind that is current, "" for none."""
        item = self.currentItem()
        return str(item.data(KIND)) if item is not None else ""

    def choose(self, kind: str) -> None:
        """Make a block current."""
        for at in range(self.count()):
            if self.item(at).data(KIND) == kind:
                self.setCurrentRow(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current block by Alt and an arrow."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif self.chosen() and self.chosen() not in FIXED:
            self.moved.emit(self.chosen(), self.currentRow() + step)

    def _dropped(self) -> None:
        kinds = [str(self.item(at).data(KIND)) for at in range(self.count())]
        if self.chosen():
            self.moved.emit(self.chosen(), kinds.index(self.chosen()))


class TitleEdit(QPlainTextEdit):
    """The message title of a page.

    Signals:
        changed: the text, while it is typed.
        committed: the text, when Enter or the focus leaves it.
    """

    changed = Signal(str)
    committed = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setAccessibleName(workspace.texts("Message of the page"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(workspace.theme.fonts.px(78))
        self.textChanged.connect(lambda: self.changed.emit(self.toPlainText()))

    def show_title(self, own: str, proposed: str) -> None:
        """Show the user's own title, or the proposed one in grey."""
        self._kept = own
        if self.toPlainText() != own:
            blocked = QSignalBlocker(self)
            self.setPlainText(own)
            blocked.unblock()
        self.setPlaceholderText(proposed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the title on Enter, and take back what was typed on Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setPlainText(self._kept)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: object) -> None:
        """Keep the title."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self._commit()

    def _commit(self) -> None:
        text = " ".join(self.toPlainText().split())
        if text != self._kept:
            self._kept = text
            self.committed.emit(text)


class BuilderPanel(QWidget):
    """The left panel of the packs page while a pack is built.

    Signals:
        chosen: key or name of another definition.
        save_asked: the user wants a definition of their own; `delete_asked`: to forget the one shown.
        stands: pages of projects stand (True) or lie.
    """

    chosen = Signal(str)
    save_asked = Signal()
    delete_asked = Signal()
    stands = Signal(bool)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        t = self._texts = workspace.texts
        self.definitions = QComboBox()
        self.definitions.setAccessibleName(t("Pack definition"))
        self.definitions.activated.connect(lambda at: self.chosen.emit(self.definitions.itemData(at)))
        self.save = QPushButton(t("Save as…"))
        self.delete = QPushButton(t("Reset"))
        self.save.clicked.connect(self.save_asked)
        self.delete.clicked.connect(self.delete_asked)
        buttons = QHBoxLayout()
        for button in (self.save, self.delete):
            button.setProperty("kind", "ghost")
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.blocks = BlockList(workspace)
        self.upright = QCheckBox(t("Pages of projects stand"))
        self.upright.clicked.connect(self.stands)
        self.place = Label(t("Message"), "small")
        self.count = Label("", "small")
        self.title = TitleEdit(workspace)
        self.title.changed.connect(self._counted)
        head = QHBoxLayout()
        head.addWidget(self.place, 1)
        head.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(self.definitions)
        layout.addLayout(buttons)
        layout.addWidget(self.blocks, 1)
        layout.addWidget(Label(t("Drag or Alt+↑ ↓ to reorder, Space to switch"), "small", wrap=True))
        layout.addWidget(self.upright)
        layout.addLayout(head)
        layout.addWidget(self.title)
        layout.addWidget(Label(t("Say the conclusion, not the topic."), "small", wrap=True))

    def set_definitions(self, views: Sequence[DefinitionView], chosen: str) -> None:
        """Offer the definitions."""
        t = self._texts
        self.definitions.clear()
        for view in views:
            name = t.say(view.name) if isinstance(view.name, Message) else view.name
            self.definitions.addItem(name, view.definition.key or view.definition.name)
        self.definitions.setCurrentIndex(max(self.definitions.findData(chosen), 0))

    def show_definition(self, view: DefinitionView, pages: Mapping[str, int]) -> None:
        """Show the blocks of a definition."""
        t = self._texts
        self.blocks.show_blocks(view.definition, pages)
        self.upright.setChecked(view.definition.status_page == "portrait")
        self.delete.setText(t("Reset") if view.definition.key else t("Delete"))
        self.delete.setEnabled(view.id is not None)

    def show_title(self, name: str, own: str, proposed: str) -> None:
        """Show the title of a page; without a proposal the page has none to write."""
        self.place.setText(self._texts("Message: {page}", page=name) if proposed else self._texts("Message"))
        self.title.setEnabled(bool(proposed))
        self.title.show_title(own, proposed)
        self._counted(own)

    def _counted(self, text: str) -> None:
        most = ADVISED // 2 if self._texts.is_chinese else ADVISED
        shown = self._texts("{count} / {most}", count=len(text), most=most) if text else ""
        self.count.setText(shown)
