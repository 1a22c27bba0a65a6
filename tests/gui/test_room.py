"""Where room is short or letters are large: nothing is cut, and every control still has a name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.actions import AREAS
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.dialogs.audiences import AudiencesDialog
from pmo_desktop.gui.dialogs.choose_tasks import ChooseTasks
from pmo_desktop.gui.dialogs.custom_fields import CustomFieldsDialog
from pmo_desktop.gui.dialogs.next_period import NextPeriodDialog
from pmo_desktop.gui.dialogs.periods import PeriodsDialog
from pmo_desktop.gui.dialogs.risk_scales import RiskScalesDialog
from pmo_desktop.gui.dialogs.shortcuts import AboutDialog, ShortcutsDialog
from pmo_desktop.gui.gantt.task_details import TaskDetails
from pmo_desktop.gui.gantt.tools import PlanTools
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages import log_looks
from pmo_desktop.gui.pages.calendar_dialog import CalendarDialog
from pmo_desktop.gui.pages.catalogue import PAGES
from pmo_desktop.gui.pages.project import TABS
from pmo_desktop.gui.pages.rag_rules_dialog import RagRulesDialog
from pmo_desktop.gui.pages.risks_calibration import CalibrationDialog
from pmo_desktop.gui.widgets.filter_bar import Chip
from pmo_desktop.gui.widgets.header_button import HeaderButton
from pmo_desktop.gui.widgets.text import Label
from pmo_desktop.gui.widgets.tool_line import ToolLine
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import projects
from pmo_desktop.services.commands.plan_rows import add_tasks
from pmo_desktop.services.planning_cache import PlanCache

pytestmark = pytest.mark.gui


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    workspace.edit(Message("add_project"), projects.create, {"name": "Alpha"})
    window = MainWindow(workspace)
    window.resize(1440, 900)
    window.go(Place("overview"))
    window.show()
    yield window
    window.disconnect_all()
    window.close()


def test_the_buttons_of_a_header_say_less_where_room_is_short(window: MainWindow) -> None:
    page = window.go(Place("reports"))
    QApplication.processEvents()
    buttons = page.header.findChildren(HeaderButton)
    assert not any(button.is_brief for button in buttons)
    page.header.resize(360, 64)
    brief = [button for button in buttons if button.is_brief]
    assert page.header.period in brief
    assert page.header.period.text().startswith("Nov 2026")
    copy = next(button for button in buttons if button.whole_text() == "Copy reminder")
    assert copy.is_brief
    assert copy.text() == ""
    assert copy.accessibleName() == "Copy reminder"
    assert "Copy reminder" in copy.toolTip()
    page.header.resize(1300, 64)
    assert not any(button.is_brief for button in buttons)
    assert copy.text() == "Copy reminder"


def test_the_primary_button_of_a_header_comes_last(window: MainWindow) -> None:
    for entry in PAGES:
        header = window.go(Place(entry.name)).header
        row = header.actions_row
        kinds = [item.widget().property("kind") for place in range(row.count()) if (item := row.itemAt(place))]
        assert "primary" not in kinds[:-1], entry.name


def test_icons_and_the_rail_grow_with_the_letters(workspace: Workspace, look: Look, window: MainWindow) -> None:
    button = QToolButton()
    workspace.icons.put(button, "plus")
    assert button.iconSize().width() == 16
    look.zoom(200)
    larger = QToolButton()
    workspace.icons.put(larger, "plus")
    assert larger.iconSize().width() == 32
    window.sidebar.set_rail(True)
    assert window.sidebar.minimumWidth() > 90
    look.zoom(100)
    window.sidebar.set_rail(True)
    assert window.sidebar.minimumWidth() == 56


def test_a_chip_without_room_ends_in_an_ellipsis_and_tells_all_in_its_tooltip(window: MainWindow) -> None:
    window.go(Place("projects"))
    chip = window.page().findChildren(Chip)[0]
    assert chip.toolTip()
    hint = chip.sizeHint()
    chip.resize(60, chip.height())
    chip.grab()
    assert chip.sizeHint() == hint


def nameless(root: QWidget) -> list[str]:
    """Return what takes the keys below a widget and tells a screen reader no name."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)
    found = []
    for widget in (widget for kind in kinds for widget in root.findChildren(kind)):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        if isinstance(widget.parent(), (QAbstractSpinBox, QComboBox)):
            continue  # the inside of a field that has a name itself
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found


def test_every_page_and_tab_has_names_for_a_screen_reader(window: MainWindow, workspace: Workspace) -> None:
    change = workspace.edit(Message("add_project"), projects.create, {"name": "Beta"})
    assert change is not None
    (project,) = change.ids("project")
    workspace.edit(Message("add_task"), add_tasks, project, ["Dig", "Fill"])
    places = [Place(entry.name) for entry in PAGES]
    places += [Place("risks", None, {"tab": name}) for name in log_looks.TABS.values()]
    places += [Place("project", project, {"tab": name}) for name, _ in TABS]
    found = {}
    for place in places:
        window.go(place)
        QApplication.processEvents()
        if names := nameless(window):
            found[f"{place.page} {place.state}"] = names
    assert found == {}


def test_a_line_of_controls_becomes_two_where_room_is_short(window: MainWindow, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    line = ToolLine()
    line.setParent(around)
    first, second = QPushButton("Compare these two states"), QPushButton("Copy as a table")
    line.add(first)
    line.add_right(second)
    line.resize(900, 40)
    around.show()
    assert second.y() == first.y()
    line.resize(line.minimumSizeHint().width(), 90)
    QApplication.processEvents()
    assert second.y() > first.y()


def test_the_sheet_of_shortcuts_shows_every_area(workspace: Workspace, qtbot: QtBot) -> None:
    sheet = ShortcutsDialog(workspace)
    qtbot.addWidget(sheet)
    shown = {label.text() for label in sheet.findChildren(Label)}
    assert {workspace.texts(title) for title in AREAS.values()} <= shown


def test_enter_in_a_dialog_is_for_its_own_button(workspace: Workspace, qtbot: QtBot) -> None:
    dialog = PeriodsDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "Clear the filter" not in [
        button.text() for button in dialog.findChildren(QPushButton) if button.isDefault()
    ]


def dialogs(window: MainWindow, project: int, tasks: list[int]) -> Iterator[QDialog]:
    """Yield the dialogs that need no more than a project with tasks."""
    workspace, plans = window.workspace, PlanCache()
    yield NextPeriodDialog(workspace, window)
    yield PeriodsDialog(workspace, window)
    yield RagRulesDialog(workspace, window)
    yield CustomFieldsDialog(workspace, window)
    yield CustomFieldsDialog(workspace, window, record="task")
    yield ShortcutsDialog(workspace, window)
    yield AboutDialog(workspace, window)
    yield CalibrationDialog(workspace, window)
    yield RiskScalesDialog(workspace, window)
    yield AudiencesDialog(workspace, "committee", window)
    yield ChooseTasks(workspace, project, [], window)
    yield CalendarDialog(workspace, plans, project, window)
    for page in ("general", "links", "people", "frozen", "reasons"):
        details = TaskDetails(workspace, plans, project, tasks, window)
        details.show_page(page)
        yield details


def test_every_dialog_has_names_and_ends_by_escape(window: MainWindow, workspace: Workspace, qtbot: QtBot) -> None:
    change = workspace.edit(Message("add_project"), projects.create, {"name": "Beta"})
    assert change is not None
    (project,) = change.ids("project")
    made = workspace.edit(Message("add_task"), add_tasks, project, ["Dig", "Fill"])
    assert made is not None
    found = {}
    for dialog in dialogs(window, project, sorted(made.ids("task"))[:1]):
        dialog.show()
        QApplication.processEvents()
        if names := nameless(dialog):
            found[type(dialog).__name__] = names
        assert dialog.windowTitle(), type(dialog).__name__
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible(), type(dialog).__name__
        dialog.deleteLater()
    assert found == {}


def test_the_tools_of_a_plan_show_icons_alone_where_words_find_no_room(workspace: Workspace, qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    tools = PlanTools(workspace)
    tools.setParent(around)
    tools.resize(1400, 40)
    around.show()
    words, icons = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, Qt.ToolButtonStyle.ToolButtonIconOnly
    assert tools.critical.toolButtonStyle() == words
    tools.resize(500, 40)
    assert tools.critical.toolButtonStyle() == icons
    assert "Critical path" in tools.critical.toolTip()
    tools.resize(1400, 40)
    assert tools.critical.toolButtonStyle() == words
