"""Tabs above a table: its saved views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.messages import Message
from ...services.commands import views as commands
from ...services.queries.views import saved_views
from ..workspace import Workspace
from .data_table import DataTable
from .text import plain_menu_text


@dataclass(frozen=True)
class BuiltInView:
    """A view that comes with the page; `count` tells how many rows it has, None shows nothing."""

    key: str
    title: str
    state: Mapping[str, Any]
    count: Callable[[], int] | None = None


@dataclass(frozen=True)
class _Tab:
    key: str
    title: str
    state: Mapping[str, Any]
    view_id: int | None = None
    count: Callable[[], int] | None = None


class ViewTabs(QWidget):
    """The tabs of a table. An edited view shows a dot, with Save and Save as.

    Signals:
        chosen: the key of the view that is now shown ("saved:ID" for the user's own).
    """

    chosen = Signal(str)

    def __init__(self, workspace: Workspace, page: str, table: DataTable, built_in: Sequence[BuiltInView]) -> None:
        super().__init__()
        self._workspace, self._page, self._table = workspace, page, table
        self._built_in = tuple(built_in)
        self._tabs: list[_Tab] = []
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.current = ""
        t = workspace.texts
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.save = QPushButton(t("Save"))
        self.save_as = QPushButton(t("Save as…"))
        for button in (self.save, self.save_as):
            button.setProperty("kind", "ghost")
            button.hide()
        self.save.clicked.connect(self._save)
        self.save_as.clicked.connect(self._save_as)
        self._more = QToolButton()
        workspace.icons.put(self._more, "ellipsis")
        self._more.setAccessibleName(t("More views"))
        self._more.setToolTip(t("More views"))
        self._more.clicked.connect(self._open_more)
        self._more.hide()
        add = QToolButton()
        workspace.icons.put(add, "plus")
        add.setAccessibleName(t("Save this view under a name"))
        add.setToolTip(t("Save this view under a name"))
        add.clicked.connect(self._save_as)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addLayout(self._row)
        line.addWidget(self._more)
        line.addWidget(add)
        line.addStretch(1)
        line.addWidget(self.save)
        line.addWidget(self.save_as)
        rule = QFrame()
        rule.setObjectName("tabLine")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(rule)
        table.view_changed.connect(self._show_edited)
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda step=step: self.step(step))

    def reload(self) -> None:
        """Show the saved views anew, keeping the one in use."""
        t = self._workspace.texts
        own = self._workspace.read(saved_views, self._page)
        self._tabs = [_Tab(view.key, view.title, view.state, None, view.count) for view in self._built_in]
        self._tabs += [_Tab(f"saved:{view.id}", view.name, view.definition, view.id) for view in own]
        for button in self._buttons.values():
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for tab in self._tabs:
            button = QPushButton()
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setAccessibleName(t("View {name}", name=tab.title))
            button.clicked.connect(lambda _=False, key=tab.key: self.choose(key))
            if tab.view_id is not None:
                button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                button.customContextMenuRequested.connect(
                    lambda place, tab=tab, button=button: self._menu(tab, button.mapToGlobal(place))
                )
            self._group.addButton(button)
            self._row.addWidget(button)
            self._buttons[tab.key] = button
        if self.current not in self._buttons and self._tabs:
            self.choose(self._tabs[0].key)
        else:
            self._show_edited()

    def choose(self, key: str) -> None:
        """Show a view."""
        tab = self._tab(key)
        if tab is None:
            return
        self.current = key
        self._table.restore({**self._table.default_state(), **tab.state})
        self._table.view_changed.emit()
        self.chosen.emit(key)

    def step(self, step: int) -> None:
        """Show the next or the previous view."""
        keys = [tab.key for tab in self._tabs]
        if self.current in keys and self.isVisible():
            self.choose(keys[(keys.index(self.current) + step) % len(keys)])

    @property
    def title(self) -> str:
        """What the view in use is called."""
        tab = self._tab(self.current)
        return tab.title if tab is not None else ""

    @property
    def is_edited(self) -> bool:
        """True when the table no longer looks as the view says."""
        tab = self._tab(self.current)
        if tab is None:
            return False
        return _essence({**self._table.default_state(), **tab.state}) != _essence(self._table.state())

    def use(self, built_in: Sequence[BuiltInView]) -> None:
        """Show built-in views with other counts."""
        if [view.key for view in built_in] != [view.key for view in self._built_in]:
            self._built_in = tuple(built_in)
            self.reload()
            return
        self._built_in = tuple(built_in)
        fresh = {view.key: view for view in built_in}
        self._tabs = [
            _Tab(tab.key, fresh[tab.key].title, fresh[tab.key].state, None, fresh[tab.key].count)
            if tab.key in fresh
            else tab
            for tab in self._tabs
        ]
        self._show_edited()

    def _tab(self, key: str) -> _Tab | None:
        return next((tab for tab in self._tabs if tab.key == key), None)

    def _show_edited(self) -> None:
        edited = self.is_edited
        for tab in self._tabs:
            button = self._buttons[tab.key]
            now = tab.key == self.current
            text = plain_menu_text(tab.title, 40) + (" •" if now and edited else "")
            if tab.count is not None:
                text += f"  {self._workspace.texts.number(tab.count())}"
            button.setText(text)
            button.setChecked(now)
        current = self._tab(self.current)
        can = self._workspace.can_edit
        self.save.setVisible(can and edited and current is not None and current.view_id is not None)
        self.save_as.setVisible(can and edited)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tabs that fit in sight, the others in a menu."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = self._workspace.theme.fonts.px
        room = self.width() - px(180 if self.save_as.isHidden() else 260)
        cut = False
        for tab in self._tabs:
            button = self._buttons[tab.key]
            room -= button.sizeHint().width() + self._row.spacing()
            fits = room > 0 and not cut
            cut = not fits
            button.setVisible(fits or tab.key == self.current)
        self._more.setVisible(cut)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for tab in self._tabs:
            if self._buttons[tab.key].isHidden():
                action = QAction(plain_menu_text(tab.title), menu)
                action.triggered.connect(lambda _=False, key=tab.key: self.choose(key))
                menu.addAction(action)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _save(self) -> None:
        tab = self._tab(self.current)
        if tab is not None and tab.view_id is not None:
            self._workspace.edit(Message("save_view"), commands.save, self._page, tab.title, self._table.state())

    def _save_as(self) -> None:
        t = self._workspace.texts
        name, ok = QInputDialog.getText(self, t("Save view"), t("Name of the view"))
        if not ok or not name.strip():
            return
        change = self._workspace.edit(
            Message("save_view"), commands.save, self._page, name.strip(), self._table.state()
        )
        if change is not None:
            self.current = f"saved:{change.result}"
            self.reload()
            self.chosen.emit(self.current)

    def _menu(self, tab: _Tab, place: QPoint) -> None:
        t = self._workspace.texts
        menu = QMenu(self)
        for text, run in ((t("Rename…"), self._rename), (t("Delete this view"), self._delete)):
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, run=run: QTimer.singleShot(0, self, lambda: run(tab)))
            menu.addAction(action)
        menu.popup(place)

    def _rename(self, tab: _Tab) -> None:
        t = self._workspace.texts
        name, ok = QInputDialog.getText(self, t("Rename view"), t("Name of the view"), text=tab.title)
        if ok and name.strip() and tab.view_id is not None:
            self._workspace.edit(Message("rename_view"), commands.rename, tab.view_id, name.strip())

    def _delete(self, tab: _Tab) -> None:
        if tab.view_id is None:
            return
        if self._workspace.edit(Message("delete_view"), commands.delete, tab.view_id) is not None:
            self._workspace.done.emit(Message("view_deleted", {"name": tab.title}))


def _essence(state: Mapping[str, Any]) -> dict[str, Any]:
    """Return what counts as an edit of a view: not the widths that a window gave, nor groups that are closed."""
    columns = [(item["key"], item.get("shown", True)) for item in state.get("columns", [])]
    return {
        "columns": columns,
        "sort": [list(item) for item in state.get("sort", [])],
        "group": state.get("group", ""),
        "filters": list(state.get("filters", [])),
    }
