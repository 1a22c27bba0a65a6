"""The timeline as a PMO lead uses it, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from pmo_desktop.charts.scene import Diamond, Key, Mark, Polyline
from pmo_desktop.charts.timeline import bar_middle
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanTask
from pmo_desktop.gui.finding import everything
from pmo_desktop.gui.models.table_model import Group
from pmo_desktop.gui.pages import timeline_work
from pmo_desktop.gui.pages.timeline import TimelinePage
from pmo_desktop.gui.pages.timeline_dialog import DependencyDialog
from pmo_desktop.gui.pages.timeline_print import export_pdf, printed
from pmo_desktop.gui.pages.timeline_rows import PhaseLine, ProjectLine, StoneLine
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Dependency, Programme, Project, Task
from pmo_desktop.services.commands import baselines, dependencies, plan
from pmo_desktop.services.commands.dependencies import End
from pmo_desktop.services.planning import load_plan, save_plan
from pmo_desktop.services.queries.dependencies import DependencyRow
from tests.integration.plan.conftest import START, small_plan

pytestmark = pytest.mark.gui
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Keys = Qt.Key
NAME = "Billing <b>& co"


@pytest.fixture
def projects(workspace: Workspace) -> tuple[int, int, int]:
    """Two projects with a plan in one programme, the second two weeks later, and one without dates in none."""

    def work(session: Any) -> tuple[int, int, int]:
        programme = Programme(name="Digital", code="D")
        session.add(programme)
        session.flush()
        rows = [
            Project(code="P-1", name=NAME, currency="EUR", programme_id=programme.id, stage="deliver"),
            Project(code="P-2", name="Metering", currency="EUR", programme_id=programme.id, stage="plan"),
            Project(code="P-3", name="Empty", currency="EUR", stage="plan"),
        ]
        session.add_all(rows)
        session.flush()
        save_plan(session, rows[0].id, small_plan())
        save_plan(session, rows[1].id, moved(small_plan(), 14))
        baselines.set_baseline(session, rows[0].id, 0)
        return rows[0].id, rows[1].id, rows[2].id

    result: Any = workspace.store.write(Message("add_project"), work).result
    workspace.restack()
    return result


def moved(plan_: Plan, days: int) -> Plan:
    from dataclasses import replace

    tasks = tuple(
        replace(task, name=f"Gate 2: {task.name}") if task.name == "Approved" else task for task in plan_.tasks
    )
    return replace(plan_, plan_start=START + timedelta(days=days), tasks=tasks)


@pytest.fixture
def page(workspace: Workspace, projects: tuple[int, int, int], qtbot: QtBot) -> Iterator[TimelinePage]:
    page = TimelinePage(workspace)
    QAbstractItemModelTester(page.table.model, QAbstractItemModelTester.FailureReportingMode.Warning, page)
    workspace.changed.connect(page.take)
    qtbot.addWidget(page)
    page.resize(1300, 720)
    page.show()
    page.refresh_if_stale()
    qtbot.waitExposed(page)
    yield page
    workspace.changed.disconnect(page.take)


def task(page: TimelinePage, project_id: int, name: str) -> PlanTask:
    plan_ = page.workspace.read(load_plan, project_id)
    return next(task for task in plan_.tasks if name in task.name)


def line_of(page: TimelinePage, project_id: int) -> int:
    return page.table.model.line_of(project_id)


def place_of(page: TimelinePage, key: Key) -> QPoint:
    """Return where a milestone's diamond is."""
    found = next(part for part in page.chart.chart_scene() if isinstance(part, Diamond) and part.key == key)
    return QPoint(round(found.x), round(found.y))


def bar_of(page: TimelinePage, project_id: int, share: float = 0.3) -> QPoint:
    """Return a place on a project's bar."""
    line = page.chart.timeline[line_of(page, project_id)]
    assert line.start is not None
    assert line.finish is not None
    x = page.chart.x_of(round(line.start + (line.finish - line.start) * share))
    top = line_of(page, project_id) * page.chart.row_height - page.chart.verticalScrollBar().value()
    return QPoint(round(x), round(top + bar_middle(page.chart.timeline_look().ratio)))


def drag(qtbot: QtBot, page: TimelinePage, start: QPoint, end: QPoint) -> None:
    viewport = page.chart.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, (start + end) / 2)
    qtbot.mouseMove(viewport, end)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)


def link(page: TimelinePage, giver: End, taker: End, **values: object) -> DependencyRow:
    change = page.workspace.edit(
        Message("add_dependency"), dependencies.create, {"title": "Data", **values}, giver=giver, taker=taker
    )
    assert change is not None
    row = page.panel.row(int(str(change.result)))
    assert row is not None
    return row


def test_projects_stand_under_their_programmes_with_bars_gates_and_a_roll_up(
    page: TimelinePage, projects: tuple[int, int, int]
) -> None:
    kinds = [line.kind for line in page.chart.timeline]
    assert kinds == ["group", "project", "project", "group", "project"]
    group, one, two, _, empty = page.chart.timeline
    assert (group.start, group.finish) == (one.start, two.finish)
    assert [segment.name for segment in one.segments] == ["Design", "Build"]
    assert [(point.code, point.name) for point in one.points] == [("", "Done")]
    assert [(point.code, point.name) for point in two.points] == [("G2", "Gate 2: Approved"), ("", "Done")]
    assert empty.start is None
    assert one.promised[1] == one.finish
    assert page.table.view.rowHeight(0) == page.chart.row_height
    assert page.table.view.viewport().height() == page.chart.viewport().height()


def test_a_programme_closes_from_the_table_and_from_the_chart(page: TimelinePage, qtbot: QtBot) -> None:
    page.table.view.setFocus()
    page.table.view.setCurrentIndex(page.table.model.index(0, 0))
    qtbot.keyClick(page.table.view, Keys.Key_Left)
    assert [line.kind for line in page.chart.timeline] == ["group", "group", "project"]
    qtbot.mouseClick(page.chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    assert [line.kind for line in page.chart.timeline] == ["group", "project", "project", "group", "project"]


def test_right_opens_phases_and_milestones_and_left_closes_them(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    page.table.select(projects[1])
    qtbot.keyClick(page.table.view, Keys.Key_Right)
    lines = page.table.model.lines[3:7]
    assert [type(line) for line in lines] == [PhaseLine, StoneLine, PhaseLine, StoneLine]
    assert [line.kind for line in page.chart.timeline[3:7]] == ["phase", "stone", "phase", "stone"]
    page.table.select(lines[1].id)
    assert "Gate 2: Approved" in page.status_text()
    qtbot.keyClick(page.table.view, Keys.Key_Left)
    assert page.table.current_id() == projects[1]
    qtbot.keyClick(page.table.view, Keys.Key_Left)
    assert len(page.table.model.lines) == 5


def test_the_mark_before_a_project_opens_it_and_the_button_opens_all(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    view = page.table.view
    mark = view.visualRect(page.table.model.index(line_of(page, projects[0]), 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=mark)
    assert len(page.table.model.lines) == 8
    page.tools.parts.click()
    assert sum(isinstance(line, PhaseLine) for line in page.table.model.lines) == 4
    page.tools.stones.click()
    assert sum(isinstance(line, StoneLine) for line in page.table.model.lines) == 4
    page.tools.parts.click()
    assert len(page.table.model.lines) == 5


def test_selection_is_one_for_table_and_chart_and_the_status_bar_sums_it(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    viewport = page.chart.viewport()
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=bar_of(page, projects[0]))
    assert page.table.selected_ids() == [projects[0]]
    qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, CTRL, bar_of(page, projects[1]))
    assert page.table.selected_ids() == [projects[0], projects[1]]
    assert page.chart.selected == {1, 2}
    assert page.status_text() == "2 projects selected   ·   finish 27 Mar 2026 – 10 Apr 2026"


def test_a_link_is_drawn_from_a_gate_to_another_projects_bar_and_one_undo_takes_it_back(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    gate = task(page, projects[1], "Gate 2").uid
    drag(qtbot, page, place_of(page, ("task", gate)), bar_of(page, projects[0]))
    (row,) = page.links
    assert (row.giver.project_id, row.giver.task_id) == (projects[1], gate)
    assert (row.taker.project_id, row.taker.task_id) == (projects[0], None)
    assert row.title == "Gate 2: Approved"
    assert row.state == "broken"
    assert page.inspector_is_shown
    assert page.panel.current() == row
    assert [
        part for part in page.chart.chart_scene() if isinstance(part, Polyline) and part.key == ("dependency", row.id)
    ]
    page.workspace.undo()
    assert page.links == ()


def test_the_preview_of_a_link_names_both_ends(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    start, end = bar_of(page, projects[0]), bar_of(page, projects[1])
    viewport = page.chart.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, end)
    words = [part.text for part in page.chart.preview if hasattr(part, "text")]
    assert words == [f"P-1 {NAME}  →  P-2 Metering"]
    qtbot.keyClick(page.chart, Keys.Key_Escape)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert page.links == ()


def test_two_selected_rows_are_linked_and_unlinked_by_key(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    refused: list[Message] = []
    page.workspace.failed.connect(refused.append)
    page.table.select(projects[1])
    qtbot.keyClick(page.table.view, Keys.Key_F2, CTRL)
    assert [message.id for message in refused] == ["dependency_two_rows"]
    page.table.select(projects[0])
    qtbot.keyClick(page.table.view, Keys.Key_Down, SHIFT)
    qtbot.keyClick(page.table.view, Keys.Key_F2, CTRL)
    (row,) = page.links
    assert (row.giver.project_id, row.taker.project_id) == (projects[0], projects[1])
    page.table.select(projects[0])
    qtbot.keyClick(page.table.view, Keys.Key_Down, SHIFT)
    qtbot.keyClick(page.table.view, Keys.Key_F2, CTRL | SHIFT)
    assert page.links == ()


def test_a_broken_link_moves_nothing_until_the_user_says_so_and_then_as_one_step(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    giver, taker = task(page, projects[1], "Done").uid, task(page, projects[0], "Code").uid
    before = page.workspace.read(load_plan, projects[0])
    row = link(page, End(projects[1], giver), End(projects[0], taker))
    assert row.state == "broken"
    assert page.workspace.read(load_plan, projects[0]) == before
    page.show_link(row.id)
    assert not page.panel.hold.isHidden()
    assert row.hold_until is not None
    qtbot.mouseClick(page.panel.hold, Qt.MouseButton.LeftButton)
    held = task(page, projects[0], "Code")
    assert (held.constraint, held.constraint_date) == ("SNET", row.hold_until)
    after = page.panel.row(row.id)
    assert after is not None
    assert after.state in ("ok", "tight")
    assert page.panel.hold.isHidden()
    page.workspace.undo()
    assert page.workspace.read(load_plan, projects[0]) == before


def test_states_follow_an_edit_of_the_plan(page: TimelinePage, projects: tuple[int, int, int]) -> None:
    giver, taker = task(page, projects[0], "Approved").uid, task(page, projects[1], "Test").uid
    row = link(page, End(projects[0], giver), End(projects[1], taker))
    assert row.state == "ok"
    page.workspace.edit(Message("set_field"), plan.set_task, [giver], {"start": datetime(2026, 9, 1, 8)})
    assert page.links[0].state == "broken"
    marks = [part for part in page.chart.chart_scene() if isinstance(part, Mark) and part.key == ("dependency", row.id)]
    assert [mark.rag for mark in marks] == ["R"]


def test_the_side_list_has_conflicts_first_and_leads_to_both_tasks(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    early, late = task(page, projects[0], "Approved").uid, task(page, projects[1], "Test").uid
    link(page, End(projects[0], early), End(projects[1], late))
    link(page, End(projects[1], late), End(projects[0], early))
    assert [row.state for row in page.panel.table.rows()] == ["broken", "ok"]
    page.show_link(page.links[0].id)
    assert "days too late" in page.panel.words.text()
    opened: list[Any] = []
    page.workspace.opened.connect(opened.append)
    qtbot.mouseClick(page.panel.giver, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.panel.taker, Qt.MouseButton.LeftButton)
    assert [(place.page, place.key, place.state["task"]) for place in opened] == [
        ("project", projects[1], late),
        ("project", projects[0], early),
    ]
    page.panel.table.view.setFocus()
    page.workspace.edit(Message("delete_dependencies", {}, 1), dependencies.deliver, [page.links[0].id], START.date())
    assert [row.state for row in page.panel.table.rows()] == ["ok", "done"]


def test_a_click_on_an_arrow_chooses_its_dependency(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    row = link(page, End(projects[0]), End(projects[1]))
    path = next(
        part
        for part in page.chart.chart_scene()
        if isinstance(part, Polyline) and part.key == ("dependency", row.id) and part.stroke
    )
    x, y = path.points[len(path.points) // 2]
    qtbot.mouseClick(page.chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert page.panel.current() == row
    assert page.chart.chosen == ("dependency", row.id)


def test_the_form_adds_a_dependency_between_tasks_that_are_searched(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: DependencyDialog) -> int:
        form = dialog.form
        form.title.setText("Meter data")
        form.taker_project.setCurrentIndex(form.taker_project.findData(projects[1]))
        form.taker_task.setEditText("2 Build")
        form.needed_by.setText("someday")
        dialog.keep()
        assert "someday" in form.error.text()
        form.needed_by.setText("2026-03-20")
        form.taker_task.setEditText("no such task")
        dialog.keep()
        assert "no such task" in form.error.text()
        at = next(at for at in range(form.taker_task.count()) if "Build" in form.taker_task.itemText(at))
        form.taker_task.setEditText(form.taker_task.itemText(at).upper())
        form.lag.setText("2d")
        dialog.keep()
        return int(dialog.kept is not None)

    monkeypatch.setattr(timeline_work.DependencyDialog, "exec", fill)
    page.table.select(projects[0])
    page.work.new()
    (row,) = page.links
    assert row.title == "Meter data"
    assert row.giver.project_id == projects[0]
    assert row.taker.task == "Build"
    assert (row.lag, str(row.needed_by)) == (960, "2026-03-20")
    assert row.state == "broken"


def test_the_form_refuses_one_project_for_both_ends(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    dialog = DependencyDialog(
        page.workspace, [(projects[0], NAME)], giver=End(projects[0]), taker=End(projects[0]), title="x", parent=page
    )
    qtbot.addWidget(dialog)
    dialog.keep()
    assert dialog.form.error.text().startswith("Both ends are the same.")
    assert dialog.kept is None


def test_ctrl_and_the_wheel_zoom_where_the_mouse_is(page: TimelinePage) -> None:
    chart = page.chart
    at = QPointF(400, 100)
    under, before = chart.instant_at(400), chart.scale.per_day
    event = QWheelEvent(at, chart.viewport().mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CTRL,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(chart.viewport(), event)
    assert chart.scale.per_day > before
    assert abs(chart.instant_at(400) - under) < 2 * 1440


def test_keys_zoom_fit_and_go_to_the_data_date_from_the_table_and_the_chart(page: TimelinePage, qtbot: QtBot) -> None:
    chart, width = page.chart, page.chart.scale.per_day
    qtbot.keyClick(page.table.view, Keys.Key_Plus)
    assert chart.scale.per_day > width
    qtbot.keyClick(chart, Keys.Key_0)
    assert chart.scale.per_day == pytest.approx(width)
    for _ in range(3):
        qtbot.keyClick(chart, Keys.Key_Plus)
    qtbot.keyClick(chart, Keys.Key_T)
    assert chart.data_date is not None
    x = chart.x_of(chart.scale.origin + round((chart.data_date - chart.scale.moment(0)).total_seconds() / 60))
    assert 0 < x < chart.viewport().width()


def test_enter_and_double_click_open_the_project_and_a_milestone_opens_its_plan(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    opened: list[Any] = []
    page.workspace.opened.connect(opened.append)
    page.table.select(projects[0])
    qtbot.keyClick(page.table.view, Keys.Key_Return)
    qtbot.keyClick(page.table.view, Keys.Key_Right)
    stone = next(line for line in page.table.model.lines if isinstance(line, StoneLine))
    page.table.select(stone.id)
    qtbot.keyClick(page.chart, Keys.Key_Return)
    assert [(place.key, place.state.get("task")) for place in opened] == [
        (projects[0], None),
        (projects[0], stone.stone.task_id),
    ]


def test_arrow_keys_move_the_selection_while_the_chart_has_the_keyboard(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    page.table.select(projects[0])
    page.chart.setFocus()
    qtbot.keyClick(page.chart, Keys.Key_Down)
    assert page.table.current_id() == projects[1]


def test_tips_say_dates_and_slip_as_plain_words(page: TimelinePage, projects: tuple[int, int, int]) -> None:
    code = task(page, projects[0], "Code").uid
    page.workspace.edit(Message("set_field"), plan.set_task, [code], {"duration": "15d"})
    words = page.chart.tip(line_of(page, projects[0]), ("project", projects[0]))
    assert words.splitlines()[:3] == [f"P-1 {NAME}", "02 Mar 2026 – 03 Apr 2026", "7 days later than the baseline"]
    done = task(page, projects[0], "Done").uid
    assert page.chart.tip(line_of(page, projects[0]), ("task", done)).startswith("P-1 Done\n03 Apr 2026")
    assert page.chart.tip(0, None) == "Digital: 2 projects"


def test_it_groups_sorts_and_filters_as_the_registry_does(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    for key, groups in (("stage", 2), ("rag_overall", 1), ("manager", 1), ("sponsor", 1), ("project_class", 1)):
        page.table.set_group(key)
        assert sum(isinstance(line, Group) for line in page.table.model.lines) == groups
    page.bar.focus_search()
    qtbot.keyClicks(page.bar.search, "meter")
    assert [line.id for line in page.table.model.lines if isinstance(line, ProjectLine)] == [projects[1]]
    assert [line.kind for line in page.chart.timeline] == ["group", "project"]


def test_an_end_in_a_closed_programme_is_at_the_programmes_line(
    page: TimelinePage, projects: tuple[int, int, int]
) -> None:
    def give_dates(session: Any) -> None:
        row = session.get(Project, projects[2])
        row.start, row.finish = START.date(), START.date() + timedelta(days=90)

    page.workspace.edit(Message("set_field"), give_dates)
    link(page, End(projects[2]), End(projects[0]))
    page.table.model.toggle(0)
    (arrow,) = page.chart.arrows
    assert (arrow.giver_line, arrow.taker_line) == (2, 0)


def test_a_year_mistyped_does_not_squeeze_the_others(page: TimelinePage, projects: tuple[int, int, int]) -> None:
    width = page.chart.scale.per_day

    def mistype(session: Any) -> None:
        row = session.get(Project, projects[2])
        row.start, row.finish = date(2026, 3, 2), date(2999, 12, 31)

    page.workspace.edit(Message("set_field"), mistype)
    assert page.chart.scale.per_day == pytest.approx(width)
    assert page.chart.timeline[4].finish is not None
    assert page.chart.chart_scene()
    assert page.grab().width() > 0


def test_copy_as_a_table_takes_all_lines_with_headings(page: TimelinePage) -> None:
    page.copy_table()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Status", "ID", "Project", "Forecast finish", "Slip, days"]
    assert lines[1].split("\t")[0] == "Digital"
    assert lines[2].split("\t")[1:3] == ["P-1", NAME]


def test_archived_projects_are_not_shown(page: TimelinePage, projects: tuple[int, int, int]) -> None:
    from pmo_desktop.services.commands import projects as commands

    link(page, End(projects[0]), End(projects[1]))
    page.workspace.edit(Message("archive_projects", {}, 1), commands.archive, [projects[0]])
    assert [line.id for line in page.table.model.lines if isinstance(line, ProjectLine)] == [projects[1], projects[2]]
    assert page.links == ()


def test_a_plan_that_cannot_be_scheduled_says_why_and_harms_no_other(
    page: TimelinePage, projects: tuple[int, int, int]
) -> None:
    def loop(session: Any) -> None:
        from pmo_desktop.persistence.tables import Link

        ids = [row.id for row in session.query(Task).filter(Task.project_id == projects[0], Task.duration > 0)]
        session.add_all(
            [Link(project_id=projects[0], predecessor_id=a, successor_id=b) for a, b in (ids[1:3], ids[2:0:-1])]
        )

    page.workspace.edit(Message("set_field"), loop)
    row = page.table.model.row_at(line_of(page, projects[0]))
    assert row.outline.problem is not None
    assert "loop" in page.chart.tip(line_of(page, projects[0]), ("project", projects[0]))
    assert page.plans.known[projects[1]].phases


def test_the_menu_offers_what_can_be_done(page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot) -> None:
    page.table.select(projects[0])
    menu = QMenu(page)
    page.row_menu(menu)
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words == [
        "Open the project",
        "Show phases and gates",
        "Link: the first gives, the second takes",
        "Unlink",
        "New dependency from here…",
        "Copy as a table",
        "Export as PDF…",
    ]
    menu.actions()[1].trigger()
    assert any(isinstance(line, PhaseLine) for line in page.table.model.lines)


def test_an_empty_portfolio_says_what_belongs_here(workspace: Workspace, qtbot: QtBot) -> None:
    page = TimelinePage(workspace)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.refresh_if_stale()
    assert page.table.empty.isVisible()
    assert page.chart.isHidden()
    assert page.status_text() == "0 projects"


def test_view_and_look_are_remembered(page: TimelinePage, projects: tuple[int, int, int]) -> None:
    page.tabs.choose("stages")
    page.table.select(projects[1])
    page.tools.parts.setChecked(True)
    state = page.state()
    page.tools.parts.setChecked(False)
    page.tabs.choose("all")
    page.restore(state)
    assert page.table.model.group == "stage"
    assert page.table.current_id() == projects[1]
    assert page.table.lines.open_all


def test_the_timeline_is_exported_as_pdf(page: TimelinePage, projects: tuple[int, int, int], tmp_path: Path) -> None:
    link(page, End(projects[0]), End(projects[1]))
    told: list[Message] = []
    page.workspace.told.connect(told.append)
    proposed: list[Path] = []

    def ask(path: Path) -> Path:
        proposed.append(path)
        return tmp_path / "out"

    export_pdf(page, ask)
    assert proposed[0].name.endswith(" Timeline 2026-11-20.pdf")
    assert [message.id for message in told] == ["timeline_exported"]
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    data = printed(page)
    assert [item.line.kind for item in data.lines] == ["group", "project", "project", "group", "project"]
    assert [item.code for item in data.lines] == ["", "P-1", "P-2", "", "P-3"]
    assert [one.giver for one in data.links] == [f"P-1 {NAME}"]
    export_pdf(page, lambda path: None)
    assert len(told) == 1


def test_a_dependency_is_found_in_the_palette_and_shown(page: TimelinePage, projects: tuple[int, int, int]) -> None:
    row = link(page, End(projects[0]), End(projects[1]), title="Meter data")
    (found,) = (find for find in everything(page.workspace) if find.title == "Meter data")
    assert found.note == f"Dependency {row.code}"
    assert found.place is not None
    page._show_panel(False)
    page.restore(found.place.state)
    assert page.inspector_is_shown
    assert page.panel.current() == row


def test_hostile_words_and_values_are_painted_as_they_are(
    page: TimelinePage, projects: tuple[int, int, int], qtbot: QtBot
) -> None:
    evil = "<b>&amp;$x$ =cmd|' /C calc'!A0\u202e\x07 😀 龙" + "x" * 10_000
    done = task(page, projects[0], "Done").uid
    row = link(page, End(projects[0], done), End(projects[1]))

    def write(session: Any) -> None:
        session.get(Project, projects[0]).name = evil
        session.get(Task, done).name = evil
        session.get(Task, done).gate = evil
        dependency = session.get(Dependency, row.id)
        dependency.title, dependency.kind, dependency.status = evil, "<b>", evil

    page.workspace.edit(Message("set_field"), write)
    page.tools.parts.setChecked(True)
    page.show_link(row.id)
    assert page.grab().width() > 0
    assert evil[:20] in page.panel.words.text()
    assert page.panel.words.textFormat() == Qt.TextFormat.PlainText
    assert page.chart.tip(line_of(page, projects[0]), ("task", done))
