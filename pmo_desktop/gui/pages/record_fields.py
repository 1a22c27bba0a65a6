"""Fields of one record, read as plain text and edited where they are read; each commits by itself as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...services.fields import FieldSpec
from ...services.values import Habits, parse, show
from ...texts import Texts
from ...texts.formats import minor_digits
from ..theme import Theme
from ..widgets.text import Label, plain_menu_text, plain_tooltip
from ..workspace import Workspace

LINES: Final = 3
MOST_LINES: Final = 12
PADDING: Final = 4

Commit = Callable[[FieldSpec, object], PmoError | None]
"""Writes a typed value; returns why it was refused, or None."""


def typed_text(t: Texts, spec: FieldSpec, value: object, currency: str) -> str:
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
    return show(t, spec, value, currency=currency)


class ShownValue(Label):
    """A value as text that can be clicked or typed on; it takes the keyboard like a button.

    Signals:
        asked: editing is wanted; the text is what was typed first.
    """

    asked = Signal(str)

    def __init__(self, theme: Theme, role: str) -> None:
        super().__init__("", role, wrap=True)
        self._theme = theme
        self._is_hovered = False
        self.is_open = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContentsMargins(PADDING, 2, PADDING, 2)
        self.setMinimumHeight(theme.fonts.px(24))
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def set_open(self, is_open: bool) -> None:
        """Take clicks and keys, or only show."""
        self.is_open = is_open
        self.setCursor(Qt.CursorShape.IBeamCursor if is_open else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_open else Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, on a tint under the mouse, with a ring while it has the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().toRectF().adjusted(1, 1, -1, -1)
        if self._is_hovered and self.is_open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(area, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 4, 4)
        painter.end()
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        """Note the mouse."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self._is_hovered = event.type() == QEvent.Type.Enter
            self.update()
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Edit on a click."""
        if (
            event.button() == Qt.MouseButton.LeftButton
            and self.is_open
            and self.rect().contains(event.position().toPoint())
        ):
            self.asked.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Edit on Enter, F2, Space, or with the letter that is typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.asked.emit("")
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.asked.emit(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        super().focusOutEvent(event)
        self.update()


class FieldEditor(QWidget):
    """A caption, the value, an editor while it is edited, and the reason where what was typed is refused.

    Attributes:
        shown: the value as text; `editor`: the editor, hidden until it is asked for; None where a menu opens.
    """

    def __init__(
        self,
        workspace: Workspace,
        spec: FieldSpec,
        commit: Commit,
        *,
        choices: Sequence[tuple[object, str]] = (),
        role: str = "",
        caption: bool = True,
    ) -> None:
        super().__init__()
        self.spec = spec
        self._t = t = workspace.texts
        self._commit = commit
        self._value: object = None
        self._habits = Habits()
        title = spec.title(t)
        self.title = title
        known = [(choice.value, t(choice.label)) for choice in spec.choices if spec.kind in ("choice", "rag")]
        self._choices: list[tuple[object, str]] = list(choices) or [*known]
        if spec.kind == "score":
            self._choices = [(score, str(score)) for score in range(1, 6)]
        self.shown = ShownValue(workspace.theme, role)
        self.shown.setObjectName(f"shown_{spec.name}")
        self.shown.asked.connect(self.open)
        self.editor: QLineEdit | QPlainTextEdit | None = None
        if not self._choices:
            self.editor = self._make()
            self.editor.installEventFilter(self)
        self._refusal = Label("", "error", wrap=True)
        self._refusal.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if caption:
            label = Label(title, "caption")
            label.setContentsMargins(PADDING, 0, 0, 0)
            label.setBuddy(self.shown)
            column.addWidget(label)
        column.addWidget(self.shown)
        if self.editor is not None:
            column.addWidget(self.editor)
        column.addWidget(self._refusal)

    def _make(self) -> QLineEdit | QPlainTextEdit:
        editor: QLineEdit | QPlainTextEdit
        # A title is one line, but a long one is edited in sight.
        if self.spec.kind == "long_text" or self.spec.name == "title":
            editor = QPlainTextEdit()
            editor.setTabChangesFocus(True)
            editor.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            editor.textChanged.connect(self._fit)
        else:
            editor = QLineEdit()
            editor.returnPressed.connect(self._keep_and_show)
        editor.textChanged.connect(lambda *_: self._refuse(None))
        editor.setAccessibleName(self.title)
        editor.setObjectName(f"field_{self.spec.name}")
        editor.hide()
        return editor

    @property
    def value(self) -> object:
        """The value as the store has it."""
        return self._value

    @property
    def is_editing(self) -> bool:
        """True while the editor is open."""
        return self.editor is not None and not self.editor.isHidden()

    def show_value(
        self, value: object, habits: Habits, names: Mapping[int, str], *, editable: bool, locked: str = ""
    ) -> None:
        """Show the stored value; an editor that is open keeps what is typed into it. `locked` is why it can't be."""
        self._value, self._habits = value, habits
        words = show(self._t, self.spec, value, currency=habits.currency, names=names)
        self.shown.setText(words or "–")
        self.shown.setAccessibleName(f"{self.title}: {words}")
        self.shown.set_open(editable and not locked)
        self.shown.setToolTip(plain_tooltip(locked) if locked else "")
        self.shown.setAccessibleDescription(locked)

    # Editing

    def open(self, typed: str = "") -> None:
        """Open the editor, or the menu of choices; `typed` replaces the value."""
        if not self.shown.is_open:
            return
        if self._choices:
            self._open_menu()
            return
        editor = self.editor
        assert editor is not None
        text = typed or typed_text(self._t, self.spec, self._value, self._habits.currency)
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        else:
            editor.setText(text)
        self.shown.hide()
        editor.show()
        self._fit()
        editor.setFocus()
        if typed and isinstance(editor, QPlainTextEdit):
            editor.moveCursor(editor.textCursor().MoveOperation.End)
        elif not typed:
            editor.selectAll()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        choices = list(self._choices)
        if not self.spec.required and all(value not in ("", None) for value, _ in choices):
            choices.insert(0, (None, "–"))
        if self._value not in [value for value, _ in choices] and self._value not in ("", None):
            choices.append((self._value, str(self._value)))  # the user's own word, from an import
        for value, word in choices:
            action = QAction(plain_menu_text(word), menu)
            action.setCheckable(True)
            action.setChecked(value == self._value or (value is None and self._value == ""))
            action.triggered.connect(lambda _=False, value=value: self._take(value))
            menu.addAction(action)
            if action.isChecked():
                menu.setActiveAction(action)
        menu.popup(self.shown.mapToGlobal(QPoint(0, self.shown.height())))

    def keep(self) -> bool:
        """Keep what was typed; False, with the reason shown, where it is refused."""
        if not self.is_editing:
            return True
        typed = self._typed()
        if typed == typed_text(self._t, self.spec, self._value, self._habits.currency):
            self._close()
            return True
        try:
            value = parse(self.spec, typed, self._habits)
        except PmoError as error:
            self._refuse(error)
            return False
        return self._take(value)

    def restore(self) -> None:
        """Forget what was typed."""
        self._close()

    def _take(self, value: object) -> bool:
        if value != self._value:
            error = self._commit(self.spec, value)
            if error is not None:
                self._refuse(error)
                return False
        self._close()
        return True

    def _keep_and_show(self) -> None:
        if self.keep():
            self.shown.setFocus()

    def _close(self) -> None:
        self._refuse(None)
        self.shown.show()
        if self.editor is not None:
            self.editor.hide()

    def _typed(self) -> str:
        editor = self.editor
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText()
        return editor.text() if editor is not None else ""

    def _refuse(self, error: PmoError | None) -> None:
        text = self._t.say(error) if error else ""
        if text == self._refusal.text():
            return
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))
        if self.editor is not None:
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
        least = LINES if self.spec.kind == "long_text" else 2
        lines = min(max(int(editor.document().size().height()), least), MOST_LINES)
        height = round(lines * editor.fontMetrics().lineSpacing() + 2 * editor.document().documentMargin()) + 12
        if editor.height() != height:
            editor.setFixedHeight(height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep on leaving and on Enter, restore on Esc."""
        if watched is not self.editor:
            return False
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
                # What has the focus now must have it before a refusal or a reload can take it away.
                QTimer.singleShot(0, self, self._left)
        elif event.type() == QEvent.Type.Resize:
            self._fit()
        elif event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _left(self) -> None:
        if self.is_editing and self.editor is not None and not self.editor.hasFocus():
            self.keep()

    def _key(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        keeps = is_enter and isinstance(self.editor, QPlainTextEdit) and (with_control or self.spec.kind != "long_text")
        if not keeps and event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if keeps:
            self._keep_and_show()
        else:
            self.restore()
            self.shown.setFocus()
        return True
