"""The text fields of a status: always open for typing, with a counter, what was said last month, and what is wrong."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...services.fields import FieldSpec
from ...services.values import Habits, parse
from ..widgets.text import Label
from ..workspace import Workspace
from .record_fields import typed_text

LINES: Final = 3
MOST_LINES: Final = 9


class StatusField(QWidget):
    """One field of a report.

    Attributes:
        editor: the line, or the box of several lines.

    Signals:
        edited: the user typed.
    """

    edited = Signal()

    def __init__(self, workspace: Workspace, spec: FieldSpec) -> None:
        super().__init__()
        self.spec = spec
        self._t = workspace.texts
        self._fonts = workspace.theme.fonts
        self._stored: object = None
        self._habits = Habits()
        title = spec.title(self._t)
        caption = Label(title, "caption")
        self.counter = Label("", "hint")
        self._refusal = Label("", "error", wrap=True)
        self._refusal.hide()
        self.editor: QLineEdit | QPlainTextEdit = self._make(title)
        caption.setBuddy(self.editor)
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.addWidget(caption)
        head.addStretch(1)
        head.addWidget(self.counter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self._refusal)

    def _make(self, title: str) -> QLineEdit | QPlainTextEdit:
        editor: QLineEdit | QPlainTextEdit
        if self.spec.kind == "long_text":
            editor = QPlainTextEdit()
            editor.setTabChangesFocus(True)
            editor.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            editor.document().documentLayout().documentSizeChanged.connect(lambda *_: self._fit())
        else:
            editor = QLineEdit()
        editor.textChanged.connect(lambda *_: self._typed())
        editor.setAccessibleName(title)
        editor.setObjectName(f"status_{self.spec.name}")
        return editor

    @property
    def text(self) -> str:
        """What is typed now."""
        editor = self.editor
        return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()

    @property
    def is_changed(self) -> bool:
        """True while what is typed is not what is kept."""
        return self.text != self._shown_text()

    @property
    def stored(self) -> object:
        """The value as the store has it."""
        return self._stored

    @property
    def is_filled(self) -> bool:
        """True while something is typed."""
        return bool(self.text.strip())

    @property
    def is_refused(self) -> bool:
        """True while the field says what is wrong with its text."""
        return bool(self._refusal.text())

    def show_value(self, value: object, habits: Habits, *, editable: bool) -> None:
        """Show the kept value; what is being typed stays."""
        typing = self.is_changed
        self._stored, self._habits = value, habits
        self.editor.setReadOnly(not editable)
        if not typing:
            self._put(self._shown_text())
        self._count()
        self._fit()

    def put(self, text: str) -> None:
        """Put a text in as if it were typed."""
        self._put(text)
        self.edited.emit()

    def restore(self) -> None:
        """Forget what was typed."""
        self._put(self._shown_text())
        self.refuse(None)

    def value(self) -> object:
        """Return the typed value.

        Raises:
            PmoError: it is refused; the field says why.
        """
        try:
            value = parse(self.spec, self.text, self._habits)
        except PmoError as error:
            self.refuse(error)
            raise
        self.refuse(None)
        return value

    def refuse(self, error: PmoError | None) -> None:
        """Say what is wrong with the text, or that nothing is."""
        text = self._t.say(error) if error is not None else ""
        if text == self._refusal.text():
            return
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))
        self.editor.setProperty("error", "true" if text else None)
        self.editor.setAccessibleDescription(text)
        self.editor.style().unpolish(self.editor)
        self.editor.style().polish(self.editor)

    def _shown_text(self) -> str:
        return typed_text(self._t, self.spec, self._stored, self._habits.currency)

    def _put(self, text: str) -> None:
        editor = self.editor
        if text == self.text:
            return
        blocked = editor.blockSignals(True)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        else:
            editor.setText(text)
            editor.setCursorPosition(0)
        editor.blockSignals(blocked)
        self._count()

    def _typed(self) -> None:
        self._count()
        self.refuse(None)
        self.edited.emit()

    def _count(self) -> None:
        used, limit = len(self.text), self.spec.limit
        if self.spec.kind not in ("text", "long_text"):
            return
        self.counter.setText(f"{self._t.number(used)} / {self._t.number(limit)}")
        self.counter.setAccessibleName(self._t("{used} of {limit} characters", used=used, limit=limit))
        self.counter.set_role("error" if used > limit else "warning" if used > limit * 0.9 else "hint")

    def _fit(self) -> None:
        """Make a box of several lines as high as its text wants."""
        editor = self.editor
        if not isinstance(editor, QPlainTextEdit):
            return
        lines = min(max(int(editor.document().size().height()), LINES), MOST_LINES)
        height = round(lines * editor.fontMetrics().lineSpacing() + 2 * editor.document().documentMargin()) + 12
        if editor.height() != height:
            editor.setFixedHeight(height)


class NoteLine(QLineEdit):
    """A few words to one dimension.

    Signals:
        edited: the user typed.
    """

    edited = Signal()

    def __init__(self, title: str, limit: int) -> None:
        super().__init__()
        self._stored = ""
        self.setMaxLength(limit)
        self.setProperty("kind", "search")
        self.setAccessibleName(title)
        self.textEdited.connect(lambda *_: self.edited.emit())

    @property
    def is_changed(self) -> bool:
        """True while what is typed is not what is kept."""
        return self.text() != self._stored

    def show_note(self, words: str, *, editable: bool) -> None:
        """Show the kept words; what is being typed stays."""
        typing = self.is_changed
        self._stored = words
        self.setReadOnly(not editable)
        if not typing:
            self.setText(words)
            self.setCursorPosition(0)


class FocusWatch(QObject):
    """Tells when the keyboard leaves a group of widgets for something outside it.

    Signals:
        left: it did.
    """

    left = Signal()

    def __init__(self, group: QWidget) -> None:
        super().__init__(group)
        self._group = group
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        group = self._group
        was_inside = old is not None and (old is group or group.isAncestorOf(old))
        is_inside = new is not None and (new is group or group.isAncestorOf(new))
        if was_inside and not is_inside:
            self.left.emit()
