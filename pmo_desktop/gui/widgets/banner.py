"""Messages in the window: a bar that stays, and a toast that goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from ..icons import Icons
from .text import Label

Kind = Literal["information", "warning", "error"]

LOOKS: Final[dict[Kind, tuple[str, str]]] = {
    "information": ("info", "accentText"),
    "warning": ("circle-alert", "ragAtext"),
    "error": ("circle-alert", "ragRtext"),
}

TOAST_MILLISECONDS: Final = 6000


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say `text` when it is done with what it says now."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


class Banner(QFrame):
    """A state that lasts, or an error: icon, sentence, one button that does something, and a cross.

    Signals:
        closed: the user closed it.
    """

    closed = Signal()

    def __init__(
        self, icons: Icons, kind: Kind = "information", *, closable: bool = True, close_name: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._icons = icons
        self._kind: Kind = kind
        self._icon = QToolButton()
        self._icon.setEnabled(True)
        self._icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = Label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.setProperty("kind", "ghost")
        self._action.hide()
        self._action.clicked.connect(self._act)
        self._close = QToolButton()
        icons.put(self._close, "x")
        self._close.setAccessibleName(close_name)
        if not closable:
            self._close.hide()
        self._close.clicked.connect(self._shut)
        self._run: Callable[[], object] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(6)
        for widget in (self._icon, self._text, self._action, self._close):
            row.addWidget(widget, 1 if widget is self._text else 0)
        self.set_kind(kind)

    def set_kind(self, kind: Kind) -> None:
        """Change colour and icon."""
        self._kind = kind
        self.setProperty("kind", kind)
        name, token = LOOKS[kind]
        self._icons.put(self._icon, name, token)
        self.style().unpolish(self)
        self.style().polish(self)

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def say(self, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Show a sentence and, where there is something to do, a button named `action`."""
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._run = run
        self.show()
        announce(self, text)

    def _act(self) -> None:
        if self._run:
            self._run()

    def _shut(self) -> None:
        self.hide()
        self.closed.emit()


class Toast(QFrame):
    """What just happened, with Undo; it goes after six seconds unless the mouse or the focus is on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._text = Label()
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._run: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=TOAST_MILLISECONDS)
        self._timer.timeout.connect(self._expire)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.setSpacing(16)
        row.addWidget(self._text)
        row.addWidget(self._action)
        self.hide()
        parent.installEventFilter(self)

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def say(self, text: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        """Show a sentence for a while."""
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._run = run
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    @property
    def offers_something(self) -> bool:
        """True where it has a button, as Undo."""
        return self._run is not None

    def _act(self) -> None:
        self.hide()
        if self._run:
            self._run()

    def _expire(self) -> None:
        if self.underMouse() or self._action.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _place(self) -> None:
        self.adjustSize()
        area = self.window().rect()
        self.move(max(8, (area.width() - self.width()) // 2), area.height() - self.height() - 44)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Stay at the foot of the window as it changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the mouse is here."""
        self._timer.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Count anew once the focus is gone."""
        self._timer.start()
