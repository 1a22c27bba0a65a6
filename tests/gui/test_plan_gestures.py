"""A plan worked on in the Gantt: by mouse alone, and by the keys that do the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pmo_desktop.charts.gantt import BAR_HEIGHT, BAR_TOP
from pmo_desktop.charts.scene import Box, Label
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanLink
from pmo_desktop.gui.gantt.gestures import DrawTask, LinkBars, Pan, StretchStart
from pmo_desktop.gui.gantt.link_dialog import LinkDialog
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.planning import load_plan, save_plan
from tests.integration.plan.conftest import small_plan

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
DAY = 28.0


@pytest.fixture(autouse=True)
def gone_pages(qapp: QApplication) -> None:
    """Let the windows of the test before go at last: a style sheet is put on all that there are."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def opened(workspace: Workspace, qtbot: QtBot, plan: Plan) -> ProjectPage:
    """Return the page of a project with a plan, on screen."""

    def work(session: Any) -> int:
        project = Project(code="P-1", name="Billing", currency="EUR")
        session.add(project)
        session.flush()
        save_plan(session, project.id, plan)
        return int(project.id)

    result = workspace.store.write(Message("add_project"), work).result
    assert isinstance(result, int)
    workspace.restack()
    page = ProjectPage(workspace, result)
    page.resize(1200, 720)
    qtbot.addWidget(page)
    workspace.changed.connect(page.take)
    page.show()
    page.refresh_if_stale()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> Iterator[ProjectPage]:
    page = opened(workspace, qtbot, small_plan())
    page.plan.chart.zoom_to(DAY)
    page.plan.chart.go_to_row(1)
    yield page
    workspace.changed.disconnect(page.take)


@pytest.fixture
def empty(workspace: Workspace, qtbot: QtBot) -> Iterator[ProjectPage]:
    page = opened(workspace, qtbot, Plan(plan_start=datetime(2026, 3, 2, 8)))
    yield page
    workspace.changed.disconnect(page.take)


def plan_of(page: ProjectPage) -> Plan:
    return page.workspace.read(load_plan, page.project_id)


def row_of(page: ProjectPage, name: str) -> int:
    return next(row for row, task in enumerate(plan_of(page).tasks) if task.name == name)


def bar(page: ProjectPage, name: str) -> tuple[float, float, float]:
    """Return left, right and middle of a bar in the chart's viewport."""
    chart, row = page.plan.chart, row_of(page, name)
    x1, x2 = chart.bar_of(row)
    return x1, x2, chart.top_of(row) + BAR_TOP + BAR_HEIGHT / 2


def drag(page: ProjectPage, qtbot: QtBot, begin: QPointF, end: QPointF, modifiers: Any = NONE) -> None:
    """Drag with the left button, with steps on the way as a hand makes them."""
    viewport = page.plan.chart.viewport()
    qtbot.mousePress(viewport, LEFT, NONE, begin.toPoint())
    for share in (0.3, 0.7, 1.0):
        move(page, begin + (end - begin) * share, modifiers)
    qtbot.mouseRelease(viewport, LEFT, modifiers, end.toPoint())


def move(page: ProjectPage, at: QPointF, modifiers: Any = NONE, button: Any = LEFT) -> None:
    """Move the mouse over the chart, a button held."""
    viewport = page.plan.chart.viewport()
    place = QPointF(viewport.mapToGlobal(at.toPoint()))
    held = button if button is not None else Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, place, Qt.MouseButton.NoButton, held, modifiers)
    QApplication.sendEvent(viewport, event)


def start_of(page: ProjectPage, name: str) -> date:
    view = page.plan.view
    assert view is not None
    start = view.start(row_of(page, name))
    assert start is not None
    return start.date()


def steps(page: ProjectPage) -> int:
    return page.workspace.undo_stack.count()


def tips(page: ProjectPage) -> list[str]:
    return [part.text for part in page.plan.chart.preview if isinstance(part, Label)]


def test_selected_bars_move_together_as_one_step(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.outline.select_line(row_of(page, "Blueprint"))
    page.plan.outline.select_line(row_of(page, "Code"), toggle=True)
    before = start_of(page, "Blueprint"), start_of(page, "Code"), steps(page)
    x1, x2, y = bar(page, "Blueprint")
    begin = QPointF((x1 + x2) / 2, y)
    drag(page, qtbot, begin, begin + QPointF(7 * DAY, 0))
    assert (start_of(page, "Blueprint") - before[0]).days == 7
    assert (start_of(page, "Code") - before[1]).days >= 7
    assert steps(page) == before[2] + 1
    page.workspace.undo()
    assert start_of(page, "Blueprint") == before[0]


def test_pressing_one_of_several_selected_bars_without_a_drag_selects_it_alone(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.outline.select_line(row_of(page, "Blueprint"))
    page.plan.outline.select_line(row_of(page, "Code"), toggle=True)
    x1, x2, y = bar(page, "Code")
    qtbot.mouseClick(page.plan.chart.viewport(), LEFT, NONE, QPoint(round((x1 + x2) / 2), round(y)))
    assert page.plan.chart.selected == {row_of(page, "Code")}


def test_a_drag_says_the_new_date_and_what_becomes_of_the_finish(page: ProjectPage, qtbot: QtBot) -> None:
    x1, x2, y = bar(page, "Test")
    begin = QPointF((x1 + x2) / 2, y)
    qtbot.mousePress(page.plan.chart.viewport(), LEFT, NONE, begin.toPoint())
    move(page, begin + QPointF(14 * DAY, 0))
    first, second = tips(page)
    assert "+14" in first
    assert "+14" in second
    assert [part for part in page.plan.chart.preview if isinstance(part, Box) and part.dash == ()]
    before = steps(page)
    qtbot.keyClick(page.plan.chart, Key.Key_Escape)
    assert page.plan.chart.preview == []
    qtbot.mouseRelease(page.plan.chart.viewport(), LEFT, NONE, (begin + QPointF(14 * DAY, 0)).toPoint())
    assert steps(page) == before


def test_with_shift_a_bar_goes_by_the_hour(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.chart.zoom_to(120.0)
    page.plan.chart.go_to_row(row_of(page, "Code"))
    x1, _, y = bar(page, "Code")
    begin = QPointF(x1 + 60, y)
    drag(page, qtbot, begin, begin + QPointF(10.0, 0), SHIFT)
    task = plan_of(page).tasks[row_of(page, "Code")]
    assert task.constraint_date is not None
    assert task.constraint_date.hour == 10


def test_a_bar_dragged_down_on_another_one_is_linked_to_it(page: ProjectPage, qtbot: QtBot) -> None:
    x1, x2, y = bar(page, "Blueprint")
    begin = QPointF((x1 + x2) / 2, y)
    t1, _, target = bar(page, "Code")
    page.plan.chart.viewport().repaint()
    qtbot.mousePress(page.plan.chart.viewport(), LEFT, NONE, begin.toPoint())
    move(page, begin + QPointF(1, 20))
    move(page, QPointF(t1 + 3, target))
    assert any(text.startswith("FS → ") for text in tips(page))
    qtbot.mouseRelease(page.plan.chart.viewport(), LEFT, NONE, QPoint(round(t1 + 3), round(target)))
    plan = plan_of(page)
    one, two = (plan.tasks[row_of(page, name)].uid for name in ("Blueprint", "Code"))
    assert PlanLink(one, two) in plan.links


def test_a_row_that_was_never_planned_gets_its_bar_by_drawing(page: ProjectPage, qtbot: QtBot) -> None:
    added = page.plan.edits.add(["Rollout"])
    page.plan.chart.go_to(page.plan.chart.data.start[1])
    row = row_of(page, "Rollout")
    y = page.plan.chart.top_of(row) + 12
    monday = page.plan.chart.x_of(page.plan.chart.data.start[1]) + 14 * DAY
    begin = QPointF(monday, y)
    assert isinstance(page.plan.hands.find(begin, NONE), DrawTask)
    before = steps(page)
    drag(page, qtbot, begin, begin + QPointF(2 * DAY, 0))
    task = plan_of(page).tasks[row]
    assert (task.uid, task.duration, task.estimated) == (added[0], 3 * 480, False)
    assert steps(page) == before + 1
    assert isinstance(page.plan.hands.find(begin + QPointF(9 * DAY, 0), NONE), Pan)


def test_dragging_the_empty_chart_moves_it(page: ProjectPage, qtbot: QtBot) -> None:
    y = bar(page, "Blueprint")[2]
    across = page.plan.chart.horizontalScrollBar()
    across.setValue(across.maximum() // 2)
    before, made = across.value(), steps(page)
    free = QPointF(page.plan.chart.viewport().width() - 60.0, y)
    drag(page, qtbot, free, free - QPointF(40, 0))
    assert across.value() == before + 40
    assert steps(page) == made


def test_the_start_of_a_task_with_dates_of_its_own_is_dragged(page: ProjectPage, qtbot: QtBot) -> None:
    row = row_of(page, "Code")
    page.plan.edits.set([plan_of(page).tasks[row].uid], {"manual": True})
    finish = page.plan.chart.data.finish[row]
    x1, _, y = bar(page, "Code")
    begin = QPointF(x1 + 2, y)
    assert isinstance(page.plan.hands.find(begin, NONE), StretchStart)
    before = start_of(page, "Code")
    drag(page, qtbot, begin, begin + QPointF(2 * DAY, 0))
    assert (start_of(page, "Code") - before).days == 2
    assert page.plan.chart.data.finish[row] == finish


def test_the_chart_scrolls_when_a_drag_comes_to_its_edge(page: ProjectPage, qtbot: QtBot) -> None:
    chart = page.plan.chart
    x1, x2, y = bar(page, "Test")
    begin = QPointF((x1 + x2) / 2, y)
    qtbot.mousePress(chart.viewport(), LEFT, NONE, begin.toPoint())
    before = chart.horizontalScrollBar().value()
    move(page, QPointF(chart.viewport().width() - 2.0, y))
    for _ in range(5):
        chart.touch.scroll_on()
    assert chart.horizontalScrollBar().value() > before
    assert tips(page)
    chart.touch.give_up()


def test_a_link_is_dragged_to_a_row_that_has_to_be_scrolled_to(page: ProjectPage, qtbot: QtBot) -> None:
    page.plan.edits.add([f"More {at}" for at in range(40)])
    chart = page.plan.chart
    chart.fit()
    chart.verticalScrollBar().setValue(0)
    _, x2, y = bar(page, "Blueprint")
    count = len(plan_of(page).links)
    qtbot.mousePress(chart.viewport(), LEFT, NONE, QPoint(round(x2 + 6), round(y)))
    edge = QPointF(x2 + 30, chart.viewport().height() - 3.0)
    move(page, edge)
    for _ in range(200):
        chart.touch.scroll_on()
    assert chart.verticalScrollBar().value() == chart.verticalScrollBar().maximum()
    t1, _, target = bar(page, "More 39")
    move(page, QPointF(t1 + 1, target))
    qtbot.mouseRelease(chart.viewport(), LEFT, NONE, QPoint(round(t1 + 1), round(target)))
    assert len(plan_of(page).links) == count + 1


def test_a_milestone_is_dragged_to_another_day(page: ProjectPage, qtbot: QtBot) -> None:
    row = row_of(page, "Done")
    page.plan.chart.go_to_row(row)
    before = page.plan.chart.data.finish[row]
    x1, x2, y = bar(page, "Done")
    begin = QPointF((x1 + x2) / 2, y)
    drag(page, qtbot, begin, begin + QPointF(7 * DAY, 0))
    assert 6 <= (page.plan.chart.data.finish[row] - before) / 1440 <= 8


def test_two_fingers_zoom_round_their_place_and_zooms_have_six_steps(page: ProjectPage, qtbot: QtBot) -> None:
    chart = page.plan.chart
    chart.zoom_to(8.0)
    chart.go_to_row(row_of(page, "Test"))
    moment = chart.instant_at(300)
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, device, 2, QPointF(300, 50), QPointF(300, 50), QPointF(300, 50), 0.5,
        QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.scale.per_day == pytest.approx(12.0)
    assert abs(chart.instant_at(300) - moment) < 1440
    chart.setFocus()
    widths = set()
    for _ in range(8):
        qtbot.keyClick(chart, Key.Key_Minus)
        widths.add(chart.scale.per_day)
    for _ in range(8):
        qtbot.keyClick(chart, Key.Key_Plus)
        widths.add(chart.scale.per_day)
    assert len(widths) == 6
    qtbot.keyClick(chart, Key.Key_T)
    qtbot.keyClick(chart, Key.Key_Home)


def test_the_time_header_has_the_menu_of_what_is_shown(page: ProjectPage) -> None:
    asked: list[QPoint] = []
    page.plan.chart.view_menu_asked.disconnect()
    page.plan.chart.view_menu_asked.connect(asked.append)
    header = page.plan.chart._header
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(50, 10), header.mapToGlobal(QPoint(50, 10)))
    QApplication.sendEvent(header, event)
    assert len(asked) == 1


def test_a_link_has_a_menu_for_kind_lag_and_going(page: ProjectPage) -> None:
    chart, plan = page.plan.chart, plan_of(page)
    menu = page.plan.chart_menus.link_menu(0)
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles[1:5] == [
        "Finish to start (FS)", "Start to start (SS)", "Finish to finish (FF)", "Start to finish (SF)",
    ]  # fmt: skip
    next(action for action in menu.actions() if "(SS)" in action.text()).trigger()
    link = plan.links[0]
    assert (plan_of(page).links[0].kind, plan_of(page).links[0].lag) == ("SS", link.lag)
    opened_at: list[int] = []
    chart.link_menu_asked.disconnect()
    chart.link_menu_asked.connect(lambda place, _: opened_at.append(place))
    x, y = next(
        (QPointF((a[0] + b[0]) / 2, (a[1] + b[1]) / 2).toTuple())
        for place in range(len(plan.links))
        for a, b in zip(chart._ways().path(place).corners, chart._ways().path(place).corners[1:], strict=False)
        if abs(a[1] - b[1]) > 40
    )
    at = QPoint(round(x - chart.horizontalScrollBar().value()), round(y - chart.verticalScrollBar().value()))
    assert chart.link_at(QPointF(at), 5.0) >= 0
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, chart.viewport().mapToGlobal(at))
    QApplication.sendEvent(chart.viewport(), event)
    assert len(opened_at) == 1
    menu = page.plan.chart_menus.link_menu(0)
    count = len(plan_of(page).links)
    next(action for action in menu.actions() if action.text() == "Delete the link").trigger()
    assert len(plan_of(page).links) == count - 1
    page.workspace.undo()
    assert len(plan_of(page).links) == count


def test_the_lag_of_a_link_is_typed_as_in_its_cell(page: ProjectPage, qtbot: QtBot) -> None:
    view = page.plan.view
    assert view is not None
    dialog = LinkDialog(page.plan, view.plan.links[0], view.units)
    qtbot.addWidget(dialog)
    dialog.lag.setText("soon")
    dialog.accept()
    assert "“soon” is not a lag" in dialog.hint.text()
    for text, lag, kind in (
        ("2d", 960, "working"),
        ("−1d", -480, "working"),
        ("3ed", 4320, "elapsed"),
        ("", 0, "working"),
    ):
        dialog.lag.setText(text)
        assert (dialog.answer().lag, dialog.answer().lag_kind) == (lag, kind)
    dialog.lag.setText("50%")
    assert (dialog.answer().lag, dialog.answer().lag_kind) == (50, "percent")


def test_the_bar_under_the_mouse_tells_what_it_is_and_its_links_stand_out(page: ProjectPage) -> None:
    x1, x2, y = bar(page, "Code")
    move(page, QPointF((x1 + x2) / 2, y), button=None)
    chart = page.plan.chart
    assert chart.touch.row == row_of(page, "Code")
    assert "Code" in chart.words(chart.touch.row, chart.touch.link)  # type: ignore[misc]
    assert chart.emphasis().dims
    assert chart.handles(chart.touch.row)  # type: ignore[misc,arg-type]
    chart.viewport().repaint()
    move(page, QPointF(2, 2), button=None)
    assert not chart.emphasis().dims


def test_a_bar_is_opened_by_a_double_click(page: ProjectPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    page.plan.chart.command_asked.disconnect()
    page.plan.chart.command_asked.connect(asked.append)
    x1, x2, y = bar(page, "Code")
    qtbot.mouseDClick(page.plan.chart.viewport(), LEFT, NONE, QPoint(round((x1 + x2) / 2), round(y)))
    assert asked == ["details"]


def test_keys_move_stretch_fill_and_link_the_selected_bars(page: ProjectPage, qtbot: QtBot) -> None:
    chart = page.plan.chart
    page.plan.outline.select_line(row_of(page, "Blueprint"))
    page.plan.outline.select_line(row_of(page, "Code"), toggle=True)
    chart.setFocus()
    before, made = start_of(page, "Blueprint"), steps(page)
    qtbot.keyClick(chart, Key.Key_Right)
    assert (start_of(page, "Blueprint") - before).days == 1
    assert steps(page) == made + 1
    page.plan.outline.select_line(row_of(page, "Blueprint"))
    length = plan_of(page).tasks[row_of(page, "Blueprint")].duration
    qtbot.keyClick(chart, Key.Key_Right, SHIFT)
    assert plan_of(page).tasks[row_of(page, "Blueprint")].duration == length + 480
    qtbot.keyClick(chart, Key.Key_Right, CTRL)
    qtbot.keyClick(chart, Key.Key_Right, CTRL)
    assert plan_of(page).tasks[row_of(page, "Blueprint")].percent_complete == 20
    qtbot.keyClick(chart, Key.Key_Left, CTRL)
    assert plan_of(page).tasks[row_of(page, "Blueprint")].percent_complete == 10


def test_l_draws_a_link_with_the_keyboard(page: ProjectPage, qtbot: QtBot) -> None:
    chart = page.plan.chart
    page.plan.outline.select_line(row_of(page, "Blueprint"))
    chart.setFocus()
    count = len(plan_of(page).links)
    qtbot.keyClick(chart, Key.Key_L)
    for _ in range(2):
        qtbot.keyClick(chart, Key.Key_Down)
    qtbot.keyClick(chart, Key.Key_Space)
    assert any(text.startswith("SS → ") for text in tips(page))
    qtbot.keyClick(chart, Key.Key_Escape)
    assert (chart.preview, len(plan_of(page).links)) == ([], count)
    qtbot.keyClick(chart, Key.Key_L)
    target = "Code"
    while f"{page.plan.view.numbers[row_of(page, target)]} {target}" not in tips(page)[0]:  # type: ignore[union-attr]
        qtbot.keyClick(chart, Key.Key_Down)
    qtbot.keyClick(chart, Key.Key_Return)
    assert len(plan_of(page).links) == count + 1


def test_an_interrupted_task_is_drawn_in_the_pieces_in_which_it_is_done(workspace: Workspace, qtbot: QtBot) -> None:
    plan = small_plan()
    tasks = [replace(task, splits=((480, 960),)) if task.name == "Code" else task for task in plan.tasks]
    page = opened(workspace, qtbot, replace(plan, tasks=tuple(tasks)))
    row = row_of(page, "Code")
    chart = page.plan.chart
    assert list(chart.data.pieces) == [row]
    (begin, pause), (again, end) = chart.data.pieces[row]
    assert (begin, end) == (chart.data.start[row], chart.data.finish[row])
    assert again - pause >= 2 * 1440
    chart.viewport().repaint()
    workspace.changed.disconnect(page.take)


def test_what_the_chart_shows_is_switched_and_remembered(page: ProjectPage) -> None:
    menu = page.plan.chart_menus.view_menu()
    next(action for action in menu.actions() if action.text() == "Total float").trigger()
    assert page.plan.chart.look().slack
    assert page.workspace.settings.table("gantt_shown")["show_slack"] is True
    page.plan.chart.viewport().repaint()


def test_the_chart_says_in_a_sentence_what_it_shows(page: ProjectPage) -> None:
    assert "7 rows from 02 Mar 2026 to" in page.plan.chart.accessibleDescription()


def test_a_plan_of_200_tasks_is_built_by_mouse_alone(empty: ProjectPage, qtbot: QtBot) -> None:
    """Draw the bars, link them from end to bar, and indent them with the button of the tool row."""
    page = empty
    chart = page.plan.chart
    chart.zoom_to(8.0)
    count, begun = 200, perf_counter()
    for at in range(count):
        chart.verticalScrollBar().setValue(chart.verticalScrollBar().maximum())
        QApplication.processEvents()
        line = len(plan_of(page).tasks) if at % 20 == 0 else at
        y = line * chart.row_height - chart.verticalScrollBar().value() + 12.0
        assert y < chart.viewport().height(), "there is always a line to draw on"
        begin = QPointF(60.0 + at % 20 * 12, y)
        drag(page, qtbot, begin, begin + QPointF(40.0, 0))
    assert len(plan_of(page).tasks) == count
    assert chart.selected == {count - 1}
    for first in range(0, count, 20):
        for row in range(first + 1, first + 19):
            chart.verticalScrollBar().setValue(max(0, row * chart.row_height - 200))
            x1, x2 = chart.bar_of(row)
            chart.horizontalScrollBar().setValue(round(chart.horizontalScrollBar().value() + x1 - 200))
            x1, x2 = chart.bar_of(row)
            t1 = chart.bar_of(row + 1)[0]
            y = chart.top_of(row) + BAR_TOP + BAR_HEIGHT / 2
            assert isinstance(page.plan.hands.find(QPointF(x2 + 6, y), NONE), LinkBars)
            drag(page, qtbot, QPointF(x2 + 6, y), QPointF(t1 + 4, y + chart.row_height))
    assert len(plan_of(page).links) == 10 * 18
    for first in range(0, count, 20):
        page.plan.outline.verticalScrollBar().setValue(max(0, first * chart.row_height - 40))
        for row, modifier in ((first + 1, NONE), (first + 19, SHIFT)):
            chart.verticalScrollBar().setValue(max(0, row * chart.row_height - 200))
            x1, x2 = chart.bar_of(row)
            at = QPoint(chart.viewport().width() - 10, round(chart.top_of(row) + 24))
            qtbot.mouseClick(chart.viewport(), LEFT, modifier, at)
        page.plan.run("indent")
    plan = plan_of(page)
    assert [task.outline_level for task in plan.tasks] == ([1] + [2] * 19) * 10
    assert page.plan.view is not None
    assert page.plan.view.problem is None
    print(f"\n200 tasks, 180 links by mouse: {perf_counter() - begun:.1f} s")
