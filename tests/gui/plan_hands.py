"""A plan's page on a real store, and what hands do to its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.planning import load_plan, save_plan

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def open_plan(workspace: Workspace, qtbot: QtBot, plan: Plan, code: str = "P-1") -> Iterator[ProjectPage]:
    """Yield the page of a project with a plan."""

    def work(session: Any) -> int:
        project = Project(code=code, name="Billing", currency="EUR")
        session.add(project)
        session.flush()
        save_plan(session, project.id, plan)
        project.currency = "EUR"
        return int(project.id)

    project_id = workspace.store.write(Message("add_project"), work).result
    assert isinstance(project_id, int)
    workspace.restack()
    page = ProjectPage(workspace, project_id)
    page.resize(1300, 760)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    qtbot.waitExposed(page)
    yield page
    workspace.changed.disconnect(page.take)


class Hands:
    """Keys and selections in the table of a plan."""

    def __init__(self, page: ProjectPage, qtbot: QtBot) -> None:
        self.page, self.qtbot = page, qtbot
        self.panel = page.plan
        self.table = page.plan.table
        self.outline = page.plan.outline
        self.model = page.plan.model

    def plan(self) -> Plan:
        """Return the stored plan."""
        return self.page.workspace.read(load_plan, self.page.project_id)

    def task(self, name: str) -> Any:
        """Return a stored task by its name."""
        return next(task for task in self.plan().tasks if task.name == name)

    def names(self) -> list[str]:
        """Return what the lines are called: tasks, groups in brackets."""
        return [
            f"[{line.title}]" if hasattr(line, "title") else line.task.name
            for line in self.model.lines
            if getattr(line, "id", 1) > 0
        ]

    def show(self, *keys: str) -> None:
        """Show columns that are hidden."""
        self.table.show_columns([(c.key, shown or c.key in keys) for c, shown in self.table.ordered_columns()])

    def go(self, name: str, key: str) -> None:
        """Make a cell the current one."""
        self.show(key)
        self.panel.select(self.task(name).uid, key=key)

    def select(self, first: str, last: str, left: str, right: str) -> None:
        """Select a block of cells."""
        lines = [self.model.line_of(self.task(name).uid) for name in (first, last)]
        places = [self.model.place_of(key) for key in (left, right)]
        span = QItemSelection(self.model.index(lines[0], places[0]), self.model.index(lines[1], places[1]))
        kind = QItemSelectionModel.SelectionFlag
        self.outline.setFocus()
        self.outline.selectionModel().setCurrentIndex(self.model.index(lines[0], places[0]), kind.NoUpdate)
        self.outline.selectionModel().select(span, kind.ClearAndSelect)

    def editor(self) -> QWidget | None:
        """Return the open editor of a cell."""
        viewport = self.outline.viewport()
        found = [*viewport.findChildren(QLineEdit), *viewport.findChildren(QListWidget)]
        return next((editor for editor in found if editor.isVisible()), None)

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key in the open editor, else in the table."""
        self.qtbot.keyClick(self.editor() or self.outline, key, modifiers)

    def type(self, name: str, key: str, text: str) -> str:
        """Type into a cell: F2, the text, Enter; return what is said under it, "" where it was taken."""
        self.go(name, key)
        self.press(Key.Key_F2)
        editor = self.editor()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        editor.insert(text)  # QTest can type ASCII only
        self.press(Key.Key_Return)
        refusal: Any = self.outline.viewport().findChild(object, "refusal")
        return str(refusal.text()) if refusal is not None and refusal.isVisible() else ""

    def words(self, name: str, key: str) -> str:
        """Return what a cell shows."""
        column = self.model.column(key)
        assert column is not None
        row = next(row for row in self.model.rows if row.task.name == name)
        return self.model.words(row, column)
