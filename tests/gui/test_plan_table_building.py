"""A plan of two hundred tasks, built from nothing by keys alone, as somebody would on the first day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.scheduling import schedule
from pmo_desktop.services.planning import load_plan, task_numbers

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key

PHASES = ("Mobilise", "Analyse", "Design", "Procure", "Build", "Integrate", "Migrate", "Test", "Train", "Go live")
STREAMS = ("billing", "metering", "contracts", "reporting")
STEPS = (("Prepare", "2d"), ("Draft", "3d"), ("Review", "1d"), ("Rework", "4h"))


@dataclass
class Keys:
    """Hands on the keyboard: every key goes to what has the focus."""

    qtbot: QtBot
    page: ProjectPage

    @property
    def focus(self) -> QWidget:
        outline = self.page.plan.outline
        editors = outline.viewport().findChildren(QLineEdit)  # those that closed are still there for a moment
        return next((editor for editor in editors if editor.isVisible()), outline)

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus, key, modifiers)

    def type(self, text: str) -> None:
        """Type into the current cell: the first letter opens the editor."""
        self.qtbot.keyClick(self.focus, text[0])
        if text[1:]:
            self.qtbot.keyClicks(self.focus, text[1:])

    def row(self, name: str, duration: str = "", predecessors: str = "") -> None:
        """Type one row and go on to the next, in the column of names."""
        self.type(name)
        if not duration:
            self.press(Key.Key_Return)
            return
        self.press(Key.Key_Tab)
        self.type(duration)
        if predecessors:
            for _ in range(4):  # start, finish, progress; what is computed is passed over
                self.press(Key.Key_Tab)
            self.type(predecessors)
        self.press(Key.Key_Return)


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ProjectPage]:
    def work(session: Any) -> int:
        project = Project(code="P-1", name="New billing", start=date(2027, 1, 4), currency="EUR")
        session.add(project)
        session.flush()
        return int(project.id)

    project_id = workspace.store.write(Message("add_project"), work).result
    assert isinstance(project_id, int)
    page = ProjectPage(workspace, project_id)
    page.resize(1400, 800)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    qtbot.waitExposed(page)
    page.focus_target().setFocus()
    yield page
    workspace.changed.disconnect(page.take)


@pytest.fixture
def keys(page: ProjectPage, qtbot: QtBot) -> Keys:
    return Keys(qtbot, page)


def test_two_hundred_tasks_are_built_by_keys_alone(page: ProjectPage, keys: Keys) -> None:
    deeper, higher = (Key.Key_Right, ALT | SHIFT), (Key.Key_Left, ALT | SHIFT)
    row, last_milestone = 0, 0
    for number, phase in enumerate(PHASES):
        if number:
            keys.press(*higher)
            keys.press(*higher)
        row += 1
        keys.row(phase)
        keys.press(*deeper)
        ends = []
        for place, stream in enumerate(STREAMS):
            if place:
                keys.press(*higher)
            row += 1
            keys.row(f"{phase} {stream}")
            keys.press(*deeper)
            for step, (verb, length) in enumerate(STEPS):
                row += 1
                before = str(row - 1) if step else (str(last_milestone) if last_milestone else "")
                keys.row(f"{verb} {stream}", length, before)
            ends.append(row)
        keys.press(*higher)
        row += 1
        keys.row(f"{phase} done", "0", "; ".join(str(end) for end in ends))
        keys.press(*deeper)
        last_milestone = row
    plan = page.workspace.read(load_plan, page.project_id)
    numbers = task_numbers(plan)
    assert len(plan.tasks) == row == 220
    assert [numbers[task.uid] for task in plan.tasks[:7]] == ["1", "1.1", "1.1.1", "1.1.2", "1.1.3", "1.1.4", "1.2"]
    assert numbers[plan.tasks[-1].uid] == "10.5"
    milestones = [task for task in plan.tasks if task.milestone]
    assert [task.name for task in milestones] == [f"{phase} done" for phase in PHASES]
    result = schedule(plan)
    assert result[plan.tasks[0].uid].start == datetime(2027, 1, 4, 8)
    # Each phase takes 2d + 3d + 1d + 4h, one after the other: 65 working days from Monday, 4 January.
    assert result[milestones[-1].uid].finish == datetime(2027, 4, 2, 17)
    assert result[milestones[0].uid].finish == datetime(2027, 1, 12, 12)
    assert page.plan.view is not None
    assert page.plan.view.problem is None


def test_a_row_goes_on_where_tab_began(page: ProjectPage, keys: Keys) -> None:
    keys.row("Survey", "5d")
    keys.row("Report", "2ed", "1SS+50%")
    index = page.plan.outline.currentIndex()
    assert (index.row(), page.plan.model.columns[index.column()].key) == (2, "name")
    plan = page.workspace.read(load_plan, page.project_id)
    assert [(link.kind, link.lag, link.lag_kind) for link in plan.links] == [("SS", 50, "percent")]
    assert [task.elapsed for task in plan.tasks] == [False, True]


def test_a_refused_first_value_keeps_its_editor_and_adds_nothing(page: ProjectPage, keys: Keys) -> None:
    outline = page.plan.outline
    outline.go_to(0, page.plan.model.place_of("duration"))
    keys.type("soon")
    keys.press(Key.Key_Return)
    assert isinstance(keys.focus, QLineEdit)
    assert not page.workspace.read(load_plan, page.project_id).tasks
    keys.press(Key.Key_Escape)
    keys.type("3d 4h")
    keys.press(Key.Key_Return)
    (task,) = page.workspace.read(load_plan, page.project_id).tasks
    assert (task.name, task.duration) == ("New task", 28 * 60)


def test_what_is_typed_is_undone_row_by_row(page: ProjectPage, keys: Keys) -> None:
    for name in ("One", "Two"):
        keys.row(name)
    page.workspace.undo()
    assert [task.name for task in page.workspace.read(load_plan, page.project_id).tasks] == ["One"]
    page.workspace.undo()
    assert page.plan.empty.isVisibleTo(page)
    assert len(page.plan.model.lines) == 1


def test_a_new_row_stands_where_the_last_one_was_put(page: ProjectPage, keys: Keys) -> None:
    for name in ("Phase", "Step"):
        keys.row(name)
    keys.press(Key.Key_Up)
    keys.press(Key.Key_Right, ALT | SHIFT)
    keys.press(Key.Key_Down)
    keys.row("Next step")
    levels = [task.outline_level for task in page.workspace.read(load_plan, page.project_id).tasks]
    assert levels == [1, 2, 2]
