"""Fields of one record, edited where they are read: each commits by itself as one undoable step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...services.fields import FieldSpec
from ...services.values import Habits, parse, show
from ...texts import Texts
from ...texts.formats import minor_digits
from ..widgets.text import Label

LINES: Final = 2
MOST_LINES: Final = 9

Commit = Callable[[FieldSpec, object], PmoError | None]
"""Writes a typed value; returns why it was refused, or None."""


def typed_text(t: Texts, spec: FieldSpec, value: object, currency: str, names: Mapping[int, str]) -> str:
    """Return a value as its editor begins with: amounts and numbers as they are typed."""
    if value is None:
        return ""
    if spec.kind == "money" and isinstance(value, int):
        digits = minor_digits(currency)
        text = f"{value / 10**digits:,.{digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if spec.kind in ("percent", "integer", "number", "score"):
        return f"{value}"
    if isinstance(value, str):
        return value
    return show(t, spec, value, currency=currency, names=names)


class FieldEditor(QWidget):
    """A caption, an editor for one field, and the reason where what was typed is refused."""

    left = Signal()

    def __init__(
        self, t: Texts, spec: FieldSpec, commit: Commit, *, choices: Sequence[tuple[object, str]] = ()
    ) -> None:
        super().__init__()
        self.spec = spec
        self._t = t
        self._commit = commit
        self._value: object = None
        self._text = ""
        self._habits = Habits()
        self._names: Mapping[int, str] = {}
        title = spec.title(t)
        caption = Label(title, "caption")
        self.editor = self._make(choices)
        self.editor.setAccessibleName(title)
        self.editor.setObjectName(f"field_{spec.name}")
        self.editor.installEventFilter(self)
        caption.setBuddy(self.editor)
        self._refusal = Label("", "error", wrap=True)
        self._refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(caption)
        column.addWidget(self.editor)
        column.addWidget(self._refusal)

    def _make(self, choices: Sequence[tuple[object, str]]) -> QLineEdit | QPlainTextEdit | QComboBox:
        spec = self.spec
        if choices or (spec.choices and spec.kind in ("choice", "rag")):
            box = QComboBox()
            box.setEditable(False)
            known = choices or [(choice.value, self._t(choice.label)) for choice in spec.choices]
            if not spec.required and all(value not in ("", None) for value, _ in known):
                box.addItem("–", "" if spec.kind == "choice" else None)
            for value, word in known:
                box.addItem(word, value)
            box.activated.connect(lambda _: self._take(box.currentData()))
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.setSizePolicy(box.sizePolicy().horizontalPolicy(), box.sizePolicy().verticalPolicy())
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            return box
        if spec.kind == "long_text":
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            text.textChanged.connect(self._fit)
            return text
        line = QLineEdit()
        line.returnPressed.connect(self.keep)
        line.textEdited.connect(lambda _: self._refuse(None))
        return line

    @property
    def value(self) -> object:
        """The value as the store has it."""
        return self._value

    def show_value(self, value: object, habits: Habits, names: Mapping[int, str], *, editable: bool) -> None:
        """Show the stored value; an editor that is being typed into keeps its text."""
        self._habits, self._names = habits, names
        editor = self.editor
        if isinstance(editor, QComboBox):
            editor.setEnabled(editable)
        else:
            editor.setReadOnly(not editable)
        text = typed_text(self._t, self.spec, value, habits.currency, names)
        if editor.hasFocus() and self.is_changed() and value == self._value:
            return
        self._value, self._text = value, text
        with QSignalBlocker(editor):
            if isinstance(editor, QComboBox):
                place = editor.findData(value)
                if place < 0 and value not in ("", None):
                    editor.addItem(text, value)  # the user's own word, from an import
                    place = editor.count() - 1
                editor.setCurrentIndex(max(place, 0))
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(text)
            else:
                editor.setText(text)
                editor.setCursorPosition(0)
        self._refuse(None)
        self._fit()

    def is_changed(self) -> bool:
        """Return whether something was typed that is not kept yet."""
        return not isinstance(self.editor, QComboBox) and self._typed() != self._text

    def keep(self) -> bool:
        """Keep what was typed; False, with the reason shown, where it is refused."""
        if not self.is_changed():
            return True
        try:
            value = parse(self.spec, self._typed(), self._habits)
        except PmoError as error:
            self._refuse(error)
            return False
        return self._take(value)

    def restore(self) -> None:
        """Forget what was typed."""
        editor = self.editor
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(self._text)
        elif isinstance(editor, QLineEdit):
            editor.setText(self._text)
        self._refuse(None)

    def _take(self, value: object) -> bool:
        if value == self._value:
            self.restore()
            return True
        error = self._commit(self.spec, value)
        self._refuse(error)
        return error is None

    def _typed(self) -> str:
        editor = self.editor
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText()
        return editor.text() if isinstance(editor, QLineEdit) else ""

    def _refuse(self, error: PmoError | None) -> None:
        text = self._t.say(error) if error else ""
        if text == self._refusal.text():
            return
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))
        self.editor.setProperty("error", "true" if text else None)
        self.editor.setAccessibleDescription(text)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def _fit(self) -> None:
        """Make a text of several lines as high as it needs."""
        editor = self.editor
        if not isinstance(editor, QPlainTextEdit):
            return
        # A plain text document counts its height in lines.
        lines = min(max(int(editor.document().size().height()), LINES), MOST_LINES)
        height = round(lines * editor.fontMetrics().lineSpacing() + 2 * editor.document().documentMargin()) + 10
        if editor.height() != height:
            editor.setFixedHeight(height)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the width now asks for."""
        super().showEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep on leaving, restore on Esc, and let the wheel scroll the page, not the choices."""
        if watched is not self.editor:
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
            self.left.emit()
        elif event.type() == QEvent.Type.Wheel and isinstance(self.editor, QComboBox) and not self.editor.hasFocus():
            event.ignore()
            return True
        elif event.type() == QEvent.Type.Resize:
            self._fit()
        elif event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        keeps = is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not keeps and not (event.key() == Qt.Key.Key_Escape and self.is_changed()):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif keeps:
            self.keep()
        else:
            self.restore()
        return True
