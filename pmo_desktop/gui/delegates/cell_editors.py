"""The editors that open in a cell: a line, a text of several lines, or a list to choose from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QCompleter,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...domain.errors import PmoError
from ...texts import Texts
from ...texts.formats import minor_digits
from ..models.columns import Column, words_of
from ..models.table_model import TableModel
from ..widgets.text import Label

Index = QModelIndex | QPersistentModelIndex

LIST_LIMIT: Final = 12


class Refusal(Label):
    """The reason under an editor whose text was refused."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "error", parent, wrap=True)
        self._ground = parent
        self.setObjectName("refusal")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_under(self, editor: QWidget, text: str) -> None:
        """Show the reason below an editor, or above where there is no room."""
        self.setText(text)
        self.setFixedWidth(max(260, min(editor.width(), 420)))
        self.adjustSize()
        area = self._ground.rect()
        x = max(4, min(editor.x(), area.width() - self.width() - 4))
        y = editor.y() + editor.height() + 2
        if y + self.height() > area.height():
            y = max(0, editor.y() - self.height() - 2)
        self.move(x, y)
        self.show()
        self.raise_()


class Take(Protocol):
    """Takes the text or the value of an editor; returns why it was refused, or None."""

    def __call__(self, line: int, column: Column, entry: object, *, everywhere: bool) -> PmoError | None:
        """Take it; `everywhere` puts it into all selected cells."""


class CellDelegate(QStyledItemDelegate):
    """Opens editors and closes them as Excel does: Enter keeps and goes down, Tab right, Esc restores.

    A refused text keeps its editor open, with the reason below it.
    """

    def __init__(
        self, t: Texts, model: TableModel, take: Take, move: Callable[[int, int], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._t = t
        self._model = model
        self._take = take
        self._move = move
        self._refusal: Refusal | None = None
        self._start: dict[int, str] = {}
        self._open: dict[int, QPersistentModelIndex] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor for a cell."""
        column = self._model.columns[index.column()]
        row = self._model.row_at(index.row())
        value = column.value(row)
        editor: QWidget
        is_open = column.spec is not None and column.spec.open_choices
        if column.choices and not (is_open and getattr(self.parent(), "opened_by_typing", False)):
            editor = ChoiceList(parent, column, value)
            editor.itemClicked.connect(lambda _: self._keep(editor, index, 0, 0))
        elif column.kind == "long_text":
            editor = QPlainTextEdit(parent)
            editor.setProperty("kind", "cell")
            editor.setTabChangesFocus(True)
        else:
            editor = QLineEdit(parent)
            editor.setProperty("kind", "cell")
            editor.setAlignment(Qt.AlignmentFlag.AlignRight if column.is_numeric else Qt.AlignmentFlag.AlignLeft)
            words = [word for _, word in column.choices if word] or self._known(column)
            if words:
                completer = QCompleter(words, editor)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
                editor.setCompleter(completer)
        editor.setAccessibleName(column.title)
        key = id(editor)
        self._open[key] = QPersistentModelIndex(index)
        editor.destroyed.connect(lambda: self._forget(key))
        if self._refusal is None:
            self._refusal = Refusal(parent)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the cell's text into a new editor; one that is open keeps what was typed."""
        if id(editor) in self._start:
            return
        column = self._model.columns[index.column()]
        row = self._model.row_at(index.row())
        text = editable_text(column, row, self._t)
        self._start[id(editor)] = text
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()
            editor.textEdited.connect(lambda _: self._clear_refusal(editor))
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Do nothing: values go through `take`, once, when an editor closes."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the editor over its cell; lists and long texts hang below."""
        area = option.rect
        if isinstance(editor, (QPlainTextEdit, ChoiceList)):
            size = editor.sizeHint() if isinstance(editor, ChoiceList) else QSize(max(area.width(), 320), 120)
            ground = editor.parentWidget()
            room = ground.rect() if ground is not None else area
            height = min(size.height(), room.height())
            y = min(area.y(), max(0, room.height() - height))
            x = min(area.x(), max(0, room.width() - max(size.width(), area.width())))
            editor.setGeometry(x, y, max(area.width(), size.width()), height)
        else:
            editor.setGeometry(area.adjusted(0, 0, 0, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Close editors as Excel does."""
        if not isinstance(editor, QWidget):
            return False
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            return self._key(editor, event)
        if event.type() == QEvent.Type.FocusOut and not editor.isActiveWindow():
            return False
        if event.type() == QEvent.Type.FocusOut and not _holds_focus(editor):
            index = self._index_of(editor)
            if index is not None:
                QTimer.singleShot(0, editor, lambda: self._left(editor, index))
        return False

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        key, mods = event.key(), event.modifiers()
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        handled = is_enter or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
        if not handled or (is_enter and mods & Qt.KeyboardModifier.AltModifier):
            return False
        if is_enter and isinstance(editor, QPlainTextEdit) and mods & Qt.KeyboardModifier.ShiftModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        index = self._index_of(editor)
        if key == Qt.Key.Key_Escape:
            self._clear_refusal(editor)
            self._close(editor)
        elif index is not None and is_enter:
            back = bool(mods & Qt.KeyboardModifier.ShiftModifier)
            everywhere = bool(mods & Qt.KeyboardModifier.ControlModifier)
            self._keep(editor, index, 0 if everywhere else (-1 if back else 1), 0, everywhere=everywhere)
        elif index is not None:
            self._keep(editor, index, 0, -1 if key == Qt.Key.Key_Backtab else 1)
        return True

    def _keep(
        self, editor: QWidget, index: Index, down: int, right: int, *, everywhere: bool = False, moving: bool = True
    ) -> bool:
        entry = _entry(editor)
        column = self._model.columns[index.column()]
        if entry == self._start.get(id(editor)) and not everywhere and not isinstance(editor, ChoiceList):
            refusal = None
        else:
            refusal = self._take(index.row(), column, entry, everywhere=everywhere)
        if refusal is not None:
            editor.setProperty("error", "true")
            editor.style().unpolish(editor)
            editor.style().polish(editor)
            if self._refusal:
                self._refusal.show_under(editor, self._t.say(refusal))
            editor.setAccessibleDescription(self._t.say(refusal))
            editor.setFocus()
            return False
        self._clear_refusal(editor)
        self._close(editor)
        if moving:
            self._move(down, right)
        return True

    def _left(self, editor: QWidget, index: QPersistentModelIndex) -> None:
        if editor.isVisible() and index.isValid() and not _holds_focus(editor):
            self._keep(editor, index, 0, 0, moving=False)

    def _close(self, editor: QWidget) -> None:
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _clear_refusal(self, editor: QWidget) -> None:
        if editor.property("error"):
            editor.setProperty("error", None)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
        if self._refusal:
            self._refusal.hide()

    def _forget(self, key: int) -> None:
        self._open.pop(key, None)
        self._start.pop(key, None)

    def _index_of(self, editor: QWidget) -> QPersistentModelIndex | None:
        index = self._open.get(id(editor))
        return index if index is not None and index.isValid() else None

    def _known(self, column: Column) -> list[str]:
        if column.kind != "person":
            return []
        return sorted({str(column.value(row)) for row in self._model.rows if column.value(row)})


class ChoiceList(QListWidget):
    """The list of a cell's choices; typing finds one."""

    def __init__(self, parent: QWidget, column: Column, value: object) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        choices: list[tuple[object, str]] = list(column.choices)
        if column.spec is not None and not column.spec.required and not any(v in (None, "") for v, _ in choices):
            choices.insert(0, (None if column.spec.is_custom else "", ""))
        for choice, word in choices:
            item = QListWidgetItem(word or "–")
            item.setData(Qt.ItemDataRole.UserRole, choice)
            self.addItem(item)
            if choice == value:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)

    def sizeHint(self) -> QSize:
        """Return the room for up to twelve choices."""
        rows = min(self.count(), LIST_LIMIT)
        width = max((self.sizeHintForColumn(0), 96)) + 24
        return QSize(width, rows * max(self.sizeHintForRow(0), 20) + 12)

    def value(self) -> object:
        """Return the chosen value."""
        item = self.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None


class Chosen:
    """A value that was chosen from a list, not typed."""

    def __init__(self, value: object) -> None:
        self.value = value


def editable_text(column: Column, row: Any, t: Texts) -> str:
    """Return a value as its editor begins with: like the cell, but dates and amounts as they are typed."""
    value = column.value(row)
    if value is None:
        return ""
    if column.typed is not None:
        return column.typed(row, value)
    if column.kind == "money" and isinstance(value, int):
        digits = minor_digits(str(getattr(row, "currency", "EUR") or "EUR"))
        text = f"{value / 10**digits:.{digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if column.kind in ("percent", "integer", "number", "score"):
        return f"{value}"
    if column.kind == "tags" and isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    if isinstance(value, str) and not column.choices:
        return value
    return words_of(column, row, value, t)


def _entry(editor: QWidget) -> object:
    if isinstance(editor, ChoiceList):
        return Chosen(editor.value())
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    assert isinstance(editor, QLineEdit)
    return editor.text()


def _holds_focus(editor: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is editor or editor.isAncestorOf(focus))
