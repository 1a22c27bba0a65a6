"""The project page as a planner uses it, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from pmo_desktop.charts.gantt import BAR_HEIGHT, BAR_TOP
from pmo_desktop.charts.scene import Box, Label
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan
from pmo_desktop.gui.gantt.gestures import LinkBars, MoveBar, SetProgress, StretchBar
from pmo_desktop.gui.gantt.outline import OutlineCells
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.planning import load_plan, save_plan
from tests.integration.plan.conftest import small_plan

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key


@pytest.fixture
def project_id(workspace: Workspace) -> int:
    def work(session: Any) -> int:
        project = Project(code="P-1", name="Billing <b>& co", currency="EUR")
        session.add(project)
        session.flush()
        save_plan(session, project.id, small_plan())
        return int(project.id)

    result = workspace.store.write(Message("add_project"), work).result
    assert isinstance(result, int)
    workspace.restack()
    return result


@pytest.fixture
def page(workspace: Workspace, project_id: int, qtbot: QtBot) -> Iterator[ProjectPage]:
    page = ProjectPage(workspace, project_id)
    page.resize(1200, 720)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    qtbot.waitExposed(page)
    yield page
    workspace.changed.disconnect(page.take)


def plan_of(page: ProjectPage) -> Plan:
    return page.workspace.read(load_plan, page.project_id)


def task_id(page: ProjectPage, name: str) -> int:
    return next(task.uid for task in plan_of(page).tasks if task.name == name)


def shown(page: ProjectPage) -> list[Any]:
    """The rows of tasks in sight: not the line to type into."""
    return [row for row in page.plan.model.lines if row.id > 0]


def names(page: ProjectPage) -> list[str]:
    return [row.task.name for row in shown(page)]


def press(qtbot: QtBot, page: ProjectPage, key: Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    qtbot.keyClick(page.plan.outline, key, modifiers or Qt.KeyboardModifier.NoModifier)


def type_cell(qtbot: QtBot, page: ProjectPage, name: str, key: str, text: str) -> None:
    """Type into a cell as a planner does: on the cell, F2, text, Enter."""
    page.plan.select(task_id(page, name), key=key)
    press(qtbot, page, Key.Key_F2)
    editor = page.plan.outline.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    editor.insert(text)  # QTest can type ASCII only
    qtbot.keyClick(editor, Key.Key_Return)


def test_the_outline_shows_the_plan_with_its_dates(page: ProjectPage) -> None:
    model = page.plan.model
    assert names(page) == ["Design", "Blueprint", "Approved", "Build", "Code", "Test", "Done"]
    texts = [model.words(model.lines[1], column) for column in model.columns[:7]]
    assert texts == ["2", "Blueprint", "5", "02 Mar 26", "06 Mar 26", "", "0"]
    assert page.title() == "Billing <b>& co"


def test_names_are_indented_and_summaries_have_a_chevron_that_closes_them(page: ProjectPage, qtbot: QtBot) -> None:
    outline = page.plan.outline
    assert isinstance(outline.row_painter.cells, OutlineCells)
    index = page.plan.model.index(0, page.plan.model.place_of("name"))
    chevron = outline.visualRect(index).topLeft() + QPoint(12, 14)
    qtbot.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=chevron)
    assert names(page) == ["Design", "Build", "Code", "Test", "Done"]


def test_the_model_keeps_qts_rules(page: ProjectPage, qtmodeltester: Any) -> None:
    qtmodeltester.check(page.plan.model)


@pytest.mark.screen
def test_a_typed_duration_moves_what_follows_and_undo_takes_it_back(page: ProjectPage, qtbot: QtBot) -> None:
    type_cell(qtbot, page, "Code", "duration", "3w")
    rows = {row.task.name: row for row in shown(page)}
    assert rows["Done"].view.finish(rows["Done"].row) == datetime(2026, 4, 3, 17)
    page.workspace.undo()
    rows = {row.task.name: row for row in shown(page)}
    assert rows["Done"].view.finish(rows["Done"].row) == datetime(2026, 3, 27, 17)


@pytest.mark.parametrize(
    ("key", "text", "check"),
    [
        ("name", "Write code", lambda task: task.name == "Write code"),
        ("start", "1 Apr 2026", lambda task: task.constraint_date == datetime(2026, 4, 1, 8)),
        ("finish", "2026-03-13", lambda task: task.duration == 5 * 480),
        ("percent_complete", "50%", lambda task: task.percent_complete == 50),
        ("owner", "李伟", lambda task: task.owner == "李伟"),
    ],
)
def test_cells_take_what_is_typed(
    page: ProjectPage, qtbot: QtBot, key: str, text: str, check: Callable[[Any], bool]
) -> None:
    type_cell(qtbot, page, "Code", key, text)
    assert check(plan_of(page).tasks[4])


def test_a_loop_typed_as_predecessor_is_told_at_the_cell(page: ProjectPage, qtbot: QtBot) -> None:
    before = plan_of(page)
    type_cell(qtbot, page, "Code", "predecessors", "6")
    refusal = page.plan.outline.viewport().findChild(object, "refusal")
    assert refusal.text() == "This link would make a loop: 2.1 → 2.2 → 2.1. Nothing was changed."  # type: ignore[attr-defined]
    assert plan_of(page) == before


def test_a_summary_cannot_be_given_a_duration(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.select(task_id(page, "Build"), key="duration")
    press(qtbot, page, Key.Key_F2)
    assert page.plan.outline.viewport().findChild(QLineEdit) is None


def test_insert_adds_a_row_above_and_lets_it_be_named(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.select(task_id(page, "Test"))
    press(qtbot, page, Key.Key_Insert)
    editor = page.plan.outline.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "Review")
    qtbot.keyClick(editor, Key.Key_Return)
    assert names(page)[4:7] == ["Code", "Review", "Test"]


def test_outline_keys_are_those_of_ms_project(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.run("after")
    page.plan.select(page.plan.selected_ids()[0])
    qtbot.keyClick(page.plan.outline, Key.Key_Escape)
    page.plan.select(next(r.id for r in shown(page) if r.task.name == "New task"))
    press(qtbot, page, Key.Key_Left, ALT | SHIFT)
    outline = {row.task.name: row.task.outline_level for row in shown(page)}
    level = outline["New task"]
    press(qtbot, page, Key.Key_Right, ALT | SHIFT)
    outline = {row.task.name: row.task.outline_level for row in shown(page)}
    assert outline["New task"] == level + 1


def test_rows_move_link_and_unlink_by_keys(page: ProjectPage, qtbot: QtBot) -> None:
    view = page.plan.outline
    page.plan.select(task_id(page, "Blueprint"))
    view.select_line(1)
    view.select_line(4, extend=True)
    before = len(plan_of(page).links)
    press(qtbot, page, Key.Key_F2, CTRL | SHIFT)
    assert len(plan_of(page).links) < before
    view.select_line(5)
    press(qtbot, page, Key.Key_Up, ALT | SHIFT)
    assert names(page)[4:6] == ["Test", "Code"]


def test_delete_on_whole_rows_says_so_and_can_be_undone(page: ProjectPage, qtbot: QtBot) -> None:
    said: list[Message] = []
    page.workspace.done.connect(said.append)
    page.plan.outline.select_line(3)
    press(qtbot, page, Key.Key_Delete)
    assert names(page) == ["Design", "Blueprint", "Approved"]
    assert [message.id for message in said] == ["tasks_deleted"]
    page.workspace.undo()
    assert len(names(page)) == 7


def test_a_summary_closes_and_opens_with_its_bars(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.outline.select_line(0)
    press(qtbot, page, Key.Key_Minus, ALT | SHIFT)
    assert names(page) == ["Design", "Build", "Code", "Test", "Done"]
    assert list(page.plan.chart.lines.rows) == [0, 3, 4, 5, 6, 7]
    press(qtbot, page, Key.Key_Plus, ALT | SHIFT)
    assert len(page.plan.chart.lines.rows) == 8  # one to type into


def drag(page: ProjectPage, begin: QPointF, end: QPointF) -> None:
    """Drag in the chart, through the chart's own mouse events."""
    from PySide6.QtTest import QTest

    viewport = page.plan.chart.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=begin.toPoint())
    middle = (begin + end) / 2
    QTest.mouseMove(viewport, middle.toPoint())
    QTest.mouseMove(viewport, end.toPoint())
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end.toPoint())


def bar_middle(page: ProjectPage, name: str) -> tuple[float, float, float]:
    """Return left, right and y of a bar."""
    chart = page.plan.chart
    row = next(r.row for r in shown(page) if r.task.name == name)
    x1, x2 = chart.bar_of(row)
    return x1, x2, chart.top_of(row) + BAR_TOP + BAR_HEIGHT / 2


@pytest.mark.screen
def test_a_bar_is_moved_by_its_middle(page: ProjectPage) -> None:
    page.plan.chart.zoom_to(28.0)
    page.plan.chart.go_to_row(4)
    x1, x2, y = bar_middle(page, "Code")
    day = page.plan.chart.scale.per_day
    begin = QPointF((x1 + x2) / 2, y)
    assert isinstance(page.plan.hands.find(begin, Qt.KeyboardModifier.NoModifier), MoveBar)
    drag(page, begin, begin + QPointF(7 * day, 0))
    task = plan_of(page).tasks[4]
    assert (task.constraint, task.constraint_date) == ("SNET", datetime(2026, 3, 16, 8))


def test_a_dragged_bar_shows_the_bars_it_pushes_and_the_plans_new_finish(page: ProjectPage) -> None:
    page.plan.chart.fit()
    x1, x2, y = bar_middle(page, "Code")
    day = page.plan.chart.scale.per_day
    begin = QPointF((x1 + x2) / 2, y)
    gesture = page.plan.hands.find(begin, Qt.KeyboardModifier.NoModifier)
    assert isinstance(gesture, MoveBar)
    preview = gesture.move(begin + QPointF(7 * day, 0))
    (ghost,) = [part for part in preview if isinstance(part, Box) and part.dash]
    tests_row = next(r.row for r in shown(page) if r.task.name == "Test")
    assert ghost.x == pytest.approx(page.plan.chart.bar_of(tests_row)[0] + 7 * day, abs=1)
    words = [part.text for part in preview if isinstance(part, Label)]
    assert words == ["Start 16 Mar 2026 (+7 d)", "Plan finish 03 Apr 2026 (+7 d)"]
    assert not [part for part in gesture.move(begin) if isinstance(part, Box) and part.dash]


def test_a_bar_is_stretched_by_its_end(page: ProjectPage) -> None:
    page.plan.chart.zoom_to(28.0)
    page.plan.chart.go_to_row(4)
    _, x2, y = bar_middle(page, "Code")
    begin = QPointF(x2 - 2, y)
    assert isinstance(page.plan.hands.find(begin, Qt.KeyboardModifier.NoModifier), StretchBar)
    drag(page, begin, begin + QPointF(7 * 28.0, 0))
    assert plan_of(page).tasks[4].duration == 15 * 480


def test_progress_is_dragged_from_the_left_end(page: ProjectPage) -> None:
    page.plan.chart.zoom_to(28.0)
    page.plan.chart.go_to_row(4)
    x1, x2, y = bar_middle(page, "Code")
    begin = QPointF(x1 + 2, y)
    assert isinstance(page.plan.hands.find(begin, Qt.KeyboardModifier.NoModifier), SetProgress)
    drag(page, begin, QPointF((x1 + x2) / 2, y))
    assert plan_of(page).tasks[4].percent_complete == 50


def test_a_link_is_dragged_from_a_bars_end_to_another_bar(page: ProjectPage) -> None:
    page.plan.chart.zoom_to(20.0)
    page.plan.chart.go_to_row(1)
    _, right, y = bar_middle(page, "Blueprint")
    x1, x2, target = bar_middle(page, "Test")
    begin = QPointF(right + 6, y)
    assert isinstance(page.plan.hands.find(begin, Qt.KeyboardModifier.NoModifier), LinkBars)
    drag(page, begin, QPointF(x2 - 4, target))
    assert any(link.kind == "FF" and link.successor == task_id(page, "Test") for link in plan_of(page).links)
    before = len(plan_of(page).links)
    drag(page, begin, QPointF((x1 + x2) / 2, target + 400))
    assert len(plan_of(page).links) == before


def test_a_link_dropped_where_one_is_leaves_its_lag_alone(page: ProjectPage) -> None:
    page.plan.chart.zoom_to(20.0)
    page.plan.chart.go_to_row(4)
    _, right, y = bar_middle(page, "Code")
    x1, _, target = bar_middle(page, "Test")
    before = plan_of(page).links
    told: list[PmoError] = []
    page.workspace.failed.connect(told.append)
    drag(page, QPointF(right + 6, y), QPointF(x1 + 4, target))
    assert [error.message_id for error in told] == ["link_exists"]
    assert plan_of(page).links == before


def test_a_task_that_has_begun_is_moved_to_a_working_day(page: ProjectPage) -> None:
    page.plan.edits.set([task_id(page, "Code")], {"percent_complete": 20})
    started = plan_of(page).tasks[4].actual_start
    assert started == datetime(2026, 3, 9, 8)  # a Monday
    page.plan.chart.zoom_to(28.0)
    page.plan.chart.go_to_row(4)
    x1, x2, y = bar_middle(page, "Code")
    begin = QPointF(x1 + (x2 - x1) * 0.6, y)
    drag(page, begin, begin + QPointF(5 * 28.0, 0))
    assert plan_of(page).tasks[4].actual_start == datetime(2026, 3, 16, 8)


def test_a_bar_in_a_line_half_in_sight_is_the_one_that_moves(page: ProjectPage) -> None:
    chart, bar = page.plan.chart, page.plan.chart.verticalScrollBar()
    page.plan.edits.add([f"Step {number}" for number in range(40)], duration=2400)
    chart.zoom_to(28.0)
    chart.go_to_row(20)
    bar.setValue(21 * chart.row_height - chart.viewport().height() - 4)
    x1, x2, y = bar_middle(page, "Step 13")
    assert chart.viewport().height() - chart.row_height < y < chart.viewport().height() < y + chart.row_height / 2 + 4
    begin = QPointF((x1 + x2) / 2, y)
    drag(page, begin, begin + QPointF(7 * 28.0, 0))
    moved = [task.name for task in plan_of(page).tasks if task.constraint != "ASAP"]
    assert moved == ["Step 13"]


def test_a_new_task_is_drawn_below_the_last_row(page: ProjectPage) -> None:
    chart = page.plan.chart
    chart.zoom_to(28.0)
    chart.go_to_row(0)
    y = 7 * chart.row_height + 10.0
    monday = chart.x_of(chart.data.start[0])
    begin = QPointF(monday + 2, y)
    drag(page, begin, begin + QPointF(2 * 28.0, 0))
    task = plan_of(page).tasks[-1]
    assert (task.name, task.duration, task.constraint_date) == ("New task", 3 * 480, datetime(2026, 3, 2, 8))


def test_rows_are_dragged_by_their_number_to_another_place_and_level(page: ProjectPage) -> None:
    from PySide6.QtTest import QTest

    outline = page.plan.outline
    viewport = outline.viewport()
    x = outline.columnViewportPosition(0) + 10
    names_left = outline.columnViewportPosition(1)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(x, outline.rowViewportPosition(3) + 10))
    QTest.mouseMove(viewport, QPoint(x, outline.rowViewportPosition(1) + 20))
    QTest.mouseMove(viewport, QPoint(x, outline.rowViewportPosition(0) + 4))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(x, outline.rowViewportPosition(0) + 4))
    assert names(page) == ["Build", "Code", "Test", "Done", "Design", "Blueprint", "Approved"]
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(x, outline.rowViewportPosition(6) + 10))
    end = QPoint(names_left + 4, outline.rowViewportPosition(6) + 26)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert {row.task.name: row.task.outline_level for row in shown(page)}["Approved"] == 1


def test_escape_gives_up_a_gesture(page: ProjectPage, qtbot: QtBot) -> None:
    from PySide6.QtTest import QTest

    page.plan.chart.zoom_to(28.0)
    page.plan.chart.go_to_row(4)
    x1, x2, y = bar_middle(page, "Code")
    before = plan_of(page)
    viewport = page.plan.chart.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(round((x1 + x2) / 2), round(y)))
    QTest.mouseMove(viewport, QPoint(round(x2 + 100), round(y)))
    assert page.plan.chart.preview
    qtbot.keyClick(page.plan.chart, Key.Key_Escape)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(round(x2 + 100), round(y)))
    assert plan_of(page) == before


def test_a_refused_gesture_changes_nothing_and_says_why(page: ProjectPage) -> None:
    failed: list[Any] = []
    page.workspace.failed.connect(failed.append)
    page.plan.chart.zoom_to(20.0)
    page.plan.chart.go_to_row(4)
    _, right, y = bar_middle(page, "Test")
    x1, _, target = bar_middle(page, "Code")
    drag(page, QPointF(right + 6, y), QPointF(x1 + 4, target))
    assert [error.message_id for error in failed] == ["link_would_loop"]


def test_keys_on_the_chart_zoom_fit_and_nudge(page: ProjectPage, qtbot: QtBot) -> None:
    chart = page.plan.chart
    chart.setFocus()
    width = chart.scale.per_day
    qtbot.keyClick(chart, Key.Key_Plus)
    assert chart.scale.per_day > width
    qtbot.keyClick(chart, Key.Key_0)
    assert chart.scale.per_day == pytest.approx(width)
    page.plan.select(task_id(page, "Code"))
    qtbot.keyClick(chart, Key.Key_Right)
    assert plan_of(page).tasks[4].constraint_date == datetime(2026, 3, 10, 8)
    qtbot.keyClick(chart, Key.Key_Right, SHIFT)
    assert plan_of(page).tasks[4].duration == 11 * 480


def test_ctrl_and_wheel_zoom_round_the_mouse(page: ProjectPage) -> None:
    chart = page.plan.chart
    at = QPointF(200, 100)
    moment = chart.instant_at(200)
    event = QWheelEvent(
        at, chart.mapToGlobal(at), QPoint(0, 0), QPoint(0, 240), Qt.MouseButton.NoButton, CTRL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    width = chart.scale.per_day
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.scale.per_day > width
    assert abs(chart.instant_at(200) - moment) < 1440 * 3


def test_outline_and_chart_scroll_and_select_as_one_list(page: ProjectPage) -> None:
    for at in range(8):
        page.plan.edits.add([f"Row {at} {part}" for part in range(6)])
    outline, chart = page.plan.outline, page.plan.chart
    chart.verticalScrollBar().setValue(150)
    assert outline.verticalScrollBar().value() == 150
    assert outline.verticalScrollBar().maximum() == chart.verticalScrollBar().maximum()
    outline.select_line(9)
    assert chart.selected == {9}
    line = chart.line_at(40.0)
    chart.line_pressed.emit(line, Qt.KeyboardModifier.NoModifier)
    assert outline.selected_lines() == [line]


def test_a_baseline_is_set_and_compared_with(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.edits.set_baseline(0)
    type_cell(qtbot, page, "Code", "duration", "8w")
    rows = {row.task.name: row for row in shown(page)}
    assert rows["Done"].view.slip(rows["Done"].row) == 42
    assert page.plan.tools.baseline.text() == "Baseline 0"
    page.show_tab("milestones")
    assert [row.facts.slip for row in page.milestones.table.rows()] == [0, 42]


def test_milestones_lead_to_the_plan(page: ProjectPage) -> None:
    page.show_tab("milestones")
    page.milestones.table.activated.emit(task_id(page, "Done"))
    assert page.tab == "plan"
    assert page.plan.selected_ids() == [task_id(page, "Done")]


def test_status_is_written_in_place(page: ProjectPage, qtbot: QtBot) -> None:
    page.open_status()
    assert page.tab == "summary"
    form = page.summary.form
    qtbot.keyClick(form.pickers["overall"], "r")
    qtbot.keyClicks(form.words["reason"].editor, "Late interfaces")
    assert form.keep()
    assert page.project is not None
    assert (page.project.overall, page.project.words["reason"]) == ("R", "Late interfaces")
    qtbot.keyClicks(form.words["reason"].editor, "x" * 141)
    assert not form.keep()


def test_every_tab_opens_and_changes_are_listed(page: ProjectPage, qtbot: QtBot) -> None:
    type_cell(qtbot, page, "Code", "name", "Write code")
    for name in ("summary", "milestones", "risks", "history", "plan"):
        page.show_tab(name)
    assert page.history.table.rows()[0].entry.label.id == "set_task_name"


def test_the_page_remembers_how_it_looked(page: ProjectPage, workspace: Workspace, qtbot: QtBot) -> None:
    page.plan.outline.select_line(0)
    press(qtbot, page, Key.Key_Minus, ALT | SHIFT)
    state = page.state()
    other = ProjectPage(workspace, page.project_id)
    qtbot.addWidget(other)
    other.reload()
    other.restore(state)
    assert [row.task.name for row in other.plan.model.lines if row.id > 0] == names(page)


def test_an_empty_plan_offers_to_begin(workspace: Workspace, qtbot: QtBot) -> None:
    def work(session: Any) -> int:
        project = Project(code="P-2", name="New", start=date(2026, 3, 2))
        session.add(project)
        session.flush()
        return int(project.id)

    project_id = workspace.store.write(Message("add_project"), work).result
    assert isinstance(project_id, int)
    page = ProjectPage(workspace, project_id)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    assert page.plan.empty.isVisibleTo(page)
    page.plan.run("task")
    assert names(page) == ["New task"]
    assert not page.plan.empty.isVisibleTo(page)
    workspace.changed.disconnect(page.take)


def test_a_plan_that_cannot_be_scheduled_is_still_shown(workspace: Workspace, project_id: int, qtbot: QtBot) -> None:
    def work(session: Any) -> None:
        from pmo_desktop.persistence.tables import Link

        session.add(Link(project_id=project_id, predecessor_id=6, successor_id=5))

    workspace.store.write(Message("link_tasks"), work)
    page = ProjectPage(workspace, project_id)
    qtbot.addWidget(page)
    page.show()
    page.refresh_if_stale()
    assert page.plan.problem.isVisibleTo(page)
    assert len(names(page)) == 7


def test_the_filter_shows_matching_rows_with_their_summaries(page: ProjectPage, qtbot: QtBot) -> None:
    page.commands()["edit.find"]()
    qtbot.keyClicks(page.plan.bar.search, "test")
    assert names(page) == ["Build", "Test"]
    assert list(page.plan.chart.lines.rows) == [3, 5]
    qtbot.keyClick(page.plan.bar.search, Key.Key_Escape)
    assert len(names(page)) == 7
    assert len(page.plan.chart.lines.rows) == 8  # one to type into


def test_a_store_that_cannot_be_written_shows_the_plan_and_takes_no_edit(
    workspace: Workspace, project_id: int, qtbot: QtBot
) -> None:
    workspace.store.read_only = Message("store_read_only", {"path": "x"})
    page = ProjectPage(workspace, project_id)
    qtbot.addWidget(page)
    page.show()
    page.refresh_if_stale()
    assert len(names(page)) == 7
    page.plan.run("task")
    page.plan.select(task_id(page, "Code"), key="duration")
    press(qtbot, page, Key.Key_F2)
    assert page.plan.outline.viewport().findChild(QLineEdit) is None
    assert page.plan.chart.find_gesture is None
    page.show_tab("summary")
    assert not page.summary.form.pickers["overall"].isEnabled()


def test_copying_rows_gives_cells(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.outline.select_line(1)
    press(qtbot, page, Key.Key_C, CTRL)
    assert QApplication.clipboard().text().split("\t")[1] == "Blueprint"


def test_a_block_is_pasted_as_one_step_and_adds_rows_at_the_end(page: ProjectPage, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("Check\t3d\nShip\t0\nParty\t1d")
    page.plan.select(task_id(page, "Test"))
    press(qtbot, page, Key.Key_V, CTRL)
    assert names(page)[5:] == ["Check", "Ship", "Party"]
    assert [task.duration for task in plan_of(page).tasks[5:]] == [1440, 0, 480]
    page.workspace.undo()
    assert names(page)[5:] == ["Test", "Done"]
    QApplication.clipboard().setText("x\ttbc")
    press(qtbot, page, Key.Key_V, CTRL)
    assert names(page)[5:] == ["Test", "Done"]


def test_values_are_filled_down_cleared_and_dated_by_key(page: ProjectPage, qtbot: QtBot) -> None:
    type_cell(qtbot, page, "Code", "owner", "Li Wei")
    outline = page.plan.outline
    page.plan.select(task_id(page, "Code"), key="owner")
    outline.select_line(4)
    outline.select_line(5, extend=True)
    outline.selectionModel().setCurrentIndex(
        page.plan.model.index(4, page.plan.model.place_of("owner")), outline.selectionModel().SelectionFlag.NoUpdate
    )
    press(qtbot, page, Key.Key_D, CTRL)
    assert plan_of(page).tasks[5].owner == "Li Wei"
    page.plan.select(task_id(page, "Test"), key="owner")
    press(qtbot, page, Key.Key_Delete)
    assert plan_of(page).tasks[5].owner == ""
    outline.setColumnHidden(page.plan.model.place_of("deadline"), False)
    page.plan.select(task_id(page, "Test"), key="deadline")
    press(qtbot, page, Key.Key_Semicolon, CTRL)
    assert plan_of(page).tasks[5].deadline == datetime(2026, 11, 20, 17)


def test_hostile_names_and_far_dates_are_painted_as_they_are(page: ProjectPage, qtbot: QtBot) -> None:
    hostile = "<img src=x> &amp; $x$ =cmd|'/C'!A0 \u202e 😀 " + "长" * 400
    page.plan.edits.set([task_id(page, "Code")], {"name": hostile, "owner": hostile[:150]})
    page.plan.edits.set([task_id(page, "Blueprint")], {"start": datetime(9990, 1, 1)})
    page.plan.edits.add([f"Level {at}" for at in range(3)])
    for per_day in (0.05, 1.0, 120.0):
        page.plan.chart.zoom_to(per_day)
        page.plan.chart.horizontalScrollBar().setValue(page.plan.chart.horizontalScrollBar().maximum())
        page.grab()
        page.plan.chart.horizontalScrollBar().setValue(0)
        page.grab()


def test_a_key_event_for_a_closed_plan_does_nothing(page: ProjectPage) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_F5, CTRL | SHIFT)
    QApplication.sendEvent(page.plan.outline, event)


def test_a_project_that_was_undone_is_not_offered_for_editing(page: ProjectPage) -> None:
    assert page.plan.isVisible()
    page.workspace.undo()
    assert not page.plan.isVisible()
    assert not page.write_status.isEnabled()
    page.workspace.redo()
    assert page.plan.isVisible()
    assert names(page)


def test_ctrl_home_takes_the_selection_along(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.outline.go_to(2, 1)
    press(qtbot, page, Key.Key_Home, CTRL)
    assert page.plan.outline.currentIndex().row() == 0
    assert page.plan.outline.selected_lines() == [0]
