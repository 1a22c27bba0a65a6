"""What every page of the main window is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ...domain.changes import ChangeSet
from ..widgets.header import PageHeader
from ..workspace import Workspace

T = TypeVar("T")

EDGE = 24
"""From a page's edge to its content, in px."""

INSPECTOR_WIDTH = 312


class Page(QWidget):
    """A page: header, content, and an inspector at the right where it has one.

    A page loads itself at its first show (`reload`), and again when it is shown after a change it slept through.
    While it is visible each change comes to `apply`.

    Attributes:
        tables: names of the tables it shows; a change elsewhere leaves it alone.
        header: title, subtitle, period and actions.
        content: the layout of everything under the header.

    Signals:
        status_changed: what the status bar says about the page's selection.
        title_changed: the window's title needs another look.
    """

    tables: ClassVar[frozenset[str]] = frozenset()
    status_changed = Signal(str)
    title_changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, *, period: bool = True) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.texts = workspace.texts
        self.is_stale = True
        self.header = PageHeader(workspace, period=period)
        self.content = QVBoxLayout()
        self.content.setContentsMargins(EDGE, 0, EDGE, 16)
        self.content.setSpacing(12)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(self.content, 1)
        self._panes = QHBoxLayout(self)
        self._panes.setContentsMargins(0, 0, 0, 0)
        self._panes.setSpacing(0)
        self._panes.addLayout(column, 1)
        self._inspector: QFrame | None = None
        self._inspector_width = INSPECTOR_WIDTH
        self.header.set_title(self.title())

    def title(self) -> str:
        """Return what the page is called in the header, the palette and the window's title."""
        return ""

    def reload(self) -> None:
        """Load everything that is shown."""

    def apply(self, change: ChangeSet) -> None:
        """Take in a change; by default load all when one of the page's tables is touched."""
        if change.tables() & self.tables:
            self.reload()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what this page does for commands of `gui.actions`, by the command's id."""
        return {}

    def status_text(self) -> str:
        """Return what the status bar says while this page is shown."""
        return ""

    def state(self) -> dict[str, Any]:
        """Return how the page looks now (scroll, selection, view) as JSON values."""
        return {}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said; called after `reload`, with unknown values from an older program."""

    def focus_target(self) -> QWidget:
        """Return what takes the keys when the page is shown: its table, where it has one."""
        return self

    def inspector_target(self) -> QWidget | None:
        """Return the first field of the inspector."""
        frame = self._inspector
        fields = frame.findChildren(QWidget) if frame is not None else []
        return next((field for field in fields if field.focusPolicy() & Qt.FocusPolicy.TabFocus), None)

    def inspector_holds(self, widget: QWidget) -> bool:
        """Tell whether a widget is inside the inspector."""
        return self._inspector is not None and self._inspector.isAncestorOf(widget)

    def let_go(self) -> None:
        """Stop listening to what outlives the page; the window calls it before it goes."""

    def while_here(self, take: Callable[[T], object]) -> Callable[[T], None]:
        """Return `take` for a job to call: it does nothing once the page is gone, as after a change of language."""

        def call(value: T) -> None:
            if isValid(self):
                take(value)

        return call

    def set_inspector(self, widget: QWidget, *, width: int = INSPECTOR_WIDTH) -> QFrame:
        """Put a widget into the inspector at the right edge, hidden until `show_inspector`."""
        frame = QFrame()
        frame.setObjectName("inspector")
        self._inspector_width = width
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(widget)
        frame.hide()
        self._panes.addWidget(frame)
        self._inspector = frame
        self._fit_inspector()
        return frame

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the inspector be as wide as larger text wants, where the page keeps most of the room."""
        super().resizeEvent(event)
        self._fit_inspector()

    def _fit_inspector(self) -> None:
        if self._inspector is not None:
            wanted = self.workspace.theme.fonts.px(self._inspector_width)
            self._inspector.setFixedWidth(max(self._inspector_width, min(wanted, round(self.width() * 0.4))))

    def show_inspector(self, shown: bool = True) -> None:
        """Open or close the inspector."""
        if self._inspector:
            self._inspector.setVisible(shown)

    @property
    def inspector_is_shown(self) -> bool:
        """True while the inspector is open."""
        return self._inspector is not None and not self._inspector.isHidden()

    def refresh_if_stale(self) -> None:
        """Load what is shown if something changed since the last time; the window calls it at each show."""
        if self.is_stale:
            self.is_stale = False
            self.reload()

    def take(self, change: ChangeSet) -> None:
        """Take a change in now if visible, else at the next show; the window calls it."""
        if self.isVisible() and not self.is_stale:
            self.apply(change)
        elif change.tables() & self.tables:
            self.is_stale = True
