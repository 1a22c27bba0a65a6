"""A row of tabs; those that find no room are in a menu at its end."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ...texts import Texts
from .text import plain_menu_text


class TabRow(QWidget):
    """Tabs by name, one of them chosen; arrow keys go from one to the next.

    Signals:
        chosen: the name of the tab that the user chose.
    """

    chosen = Signal(str)

    def __init__(self, t: Texts, titles: Mapping[str, str]) -> None:
        super().__init__()
        self._t = t
        self._titles = dict(titles)
        self._counts: dict[str, int] = {}
        self._current = next(iter(titles))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self.buttons: dict[str, QPushButton] = {}
        for name in titles:
            button = QPushButton()
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setObjectName(f"tab_{name}")
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self.buttons[name] = button
            self._row.addWidget(button)
        self._more = QPushButton(t("More"))
        self._more.setProperty("kind", "tab")
        self._more.setObjectName("tab_more")
        self._more.setMenu(QMenu(self._more))
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self._label()

    @property
    def current(self) -> str:
        """The name of the chosen tab."""
        return self._current

    def choose(self, name: str) -> None:
        """Show a tab as the chosen one."""
        self._current = name
        self._label()
        self._fit()

    def count(self, name: str, count: int | None) -> None:
        """Show a number beside a tab's title; None shows none."""
        if count is None:
            self._counts.pop(name, None)
        else:
            self._counts[name] = count
        self._label()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the room of one tab and of the menu with the others."""
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        return QSize(widest + self._row.spacing() + self._more.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the tabs that fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again when the letters change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _label(self) -> None:
        for name, button in self.buttons.items():
            number = self._counts.get(name)
            title = plain_menu_text(self._titles[name])
            button.setText(title if number is None else f"{title}  {self._t.number(number)}")
            button.setChecked(name == self._current)

    def _fit(self) -> None:
        gap = self._row.spacing()
        widths = {name: button.sizeHint().width() + gap for name, button in self.buttons.items()}
        room = self.width() + gap
        hidden: list[str] = []
        if sum(widths.values()) > room:
            room -= self._more.sizeHint().width() + gap
            # The chosen one is always in sight; the others keep their order.
            used = widths[self._current]
            for name, width in widths.items():
                if name == self._current:
                    continue
                if hidden or used + width > room:
                    hidden.append(name)
                else:
                    used += width
        for name, button in self.buttons.items():
            button.setVisible(name not in hidden)
        self._more.setVisible(bool(hidden))
        menu = self._more.menu()
        menu.clear()
        for name in hidden:
            action = QAction(self.buttons[name].text(), menu)
            action.triggered.connect(lambda _=False, name=name: self.chosen.emit(name))
            menu.addAction(action)
