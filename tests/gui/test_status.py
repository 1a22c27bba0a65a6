"""Status by keyboard: written in a few keys, kept as one step, explained, waited for; periods and rules beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop import texts
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.dialogs.periods import PeriodsDialog
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.pages.projects import ProjectsPage
from pmo_desktop.gui.pages.rag_rules_dialog import RagRulesDialog
from pmo_desktop.gui.pages.status_form import StatusForm
from pmo_desktop.gui.pages.status_override import OverrideDialog
from pmo_desktop.gui.pages.status_reports import ReportsPage, reminder
from pmo_desktop.gui.pages.status_why import WhyPopover
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Period, Project, StatusUpdate
from pmo_desktop.services.commands import plan_rows, rag_rules, rows
from pmo_desktop.services.queries.periods import periods as period_rows
from pmo_desktop.services.queries.registry import ProjectRow, registry

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("This plugin does not support")]

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
KEY, MENTAL = 0.28, 1.35  # seconds of the keystroke-level model: a key of an average typist, a thought
OCT = date(2026, 10, 23)


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on three projects: one late, one fine, one that nobody manages; October was published."""

    def work(session: Any) -> None:
        october = Period(data_date=OCT, deadline=date(2026, 10, 27), state="published")
        a = Project(code="P-1", name="Billing", manager="Zhang Min", stage="deliver", start=date(2026, 1, 5),
                    baseline_finish=date(2026, 12, 31), finish=date(2027, 1, 18))  # fmt: skip
        b = Project(code="P-2", name="Metering", manager="Li Wei", stage="deliver", start=date(2026, 1, 5))
        c = Project(code="P-3", name="Archive", stage="deliver")
        session.add_all([october, a, b, c])
        session.flush()
        session.add(StatusUpdate(project_id=a.id, period_id=october.id, overall="A", reason="Vendor is slow",
                                 next_step="Weekly board", next_owner="Li Wei", next_due=date(2026, 11, 30),
                                 achieved="Rehearsal 1", updated_at=datetime(2026, 10, 22, 9)))  # fmt: skip

    workspace.store.write(Message("add_project"), work)
    workspace.reloaded.emit()
    window = MainWindow(workspace)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.go(Place("projects"))
    yield window
    window.disconnect_all()


def project_id(workspace: Workspace, code: str) -> int:
    return next(row.id for row in workspace.read(registry).rows if row.code == code)


def row(workspace: Workspace, code: str, **more: Any) -> ProjectRow:
    return next(found for found in workspace.read(registry, **more).rows if found.code == code)


def open_form(window: MainWindow, code: str) -> StatusForm:
    page = window.go(Place("project", project_id(window.workspace, code), {"tab": "summary", "status": True}))
    assert isinstance(page, ProjectPage)
    return page.summary.form


def show(dialog: QDialog, qtbot: QtBot) -> None:
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()


def type_date(dialog: PeriodsDialog, qtbot: QtBot, text: str) -> None:
    qtbot.keyClick(dialog.table.view, Key.Key_F2)
    editor = dialog.table.view.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Key.Key_Return)


class Typist:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.keys = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1 + bin(modifiers.value).count("1")
        self._qtbot.keyClick(focus(), key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            self._qtbot.keyClick(focus(), letter)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_a_status_takes_88_keys_and_less_than_35_seconds_and_the_next_one_is_open(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go(Place("overview"))
    reason = "System test stopped on 12 November with 63 defects; the vendor moved four people"
    assert len(reason) == 80
    hands = Typist(qtbot)
    hands.press(Key.Key_R, CTRL | SHIFT)  # from anywhere: the first project without a status
    assert window.here().key == project_id(window.workspace, "P-1")
    hands.press(Key.Key_R)
    hands.press(Key.Key_Tab)
    hands.type(reason)
    hands.press(Key.Key_Return, CTRL)
    found = row(window.workspace, "P-1")
    assert (found.ratings["overall"], found.words["reason"]) == ("R", reason)
    assert window.here().key == project_id(window.workspace, "P-2"), "on to the next one that has none"
    page = window.page()
    assert isinstance(page, ProjectPage)
    assert page.summary.form.pickers["overall"].hasFocus()
    assert hands.keys <= 88
    assert hands.keys * KEY + 3 * MENTAL < 35


def test_the_whole_status_is_one_step(window: MainWindow, qtbot: QtBot) -> None:
    form = open_form(window, "P-1")
    steps = window.workspace.undo_stack.count()
    hands = Typist(qtbot)
    hands.press(Key.Key_A)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_A)
    for text in ("Vendor", "Board", "Li Wei", "+2w", "45", "Rehearsal 2"):
        hands.press(Key.Key_Tab)
        hands.type(text)
    assert form.keep()
    found = row(window.workspace, "P-1")
    assert (found.ratings["overall"], found.ratings["schedule"]) == ("A", "A")
    assert found.words["next_due"] == date(2026, 12, 4), "two weeks after the data date"
    assert (found.words["next_owner"], found.percent_complete, found.words["achieved"]) == ("Li Wei", 45, "Rehearsal 2")
    assert form.words["next_due"].text == "04 Dec 2026"
    assert found.is_complete
    assert window.workspace.undo_stack.count() == steps + 1
    window.workspace.undo()
    assert not row(window.workspace, "P-1").reported
    assert form.words["reason"].text == ""
    window.workspace.redo()
    assert form.words["reason"].text == "Vendor"


def test_what_is_typed_is_kept_when_the_page_is_left(window: MainWindow, qtbot: QtBot) -> None:
    form = open_form(window, "P-1")
    qtbot.keyClicks(form.words["planned"].editor, "Build")
    form.words["planned"].editor.setFocus()
    window.go(Place("projects"))
    assert row(window.workspace, "P-1").words["planned"] == "Build"


def test_amber_asks_for_reason_step_owner_and_date_without_standing_in_the_way(
    window: MainWindow, qtbot: QtBot
) -> None:
    form = open_form(window, "P-1")
    assert form.problems.text() == "The overall status is not rated."
    qtbot.keyClick(form.pickers["overall"], "a")
    assert form.problems.text().splitlines()[0] == "Overall is Amber: say why."
    assert len(form.problems.text().splitlines()) == 4
    qtbot.keyClicks(form.words["reason"].editor, "Vendor")
    assert len(form.problems.text().splitlines()) == 3
    assert form.keep(), "it is kept all the same"
    assert row(window.workspace, "P-1").words["reason"] == "Vendor"


def test_the_counter_counts_and_a_text_too_long_is_named_while_the_rest_is_kept(
    window: MainWindow, qtbot: QtBot
) -> None:
    form = open_form(window, "P-1")
    reason = form.words["reason"]
    reason.put("x" * 141)
    assert (reason.counter.text(), reason.counter.property("role")) == ("141 / 140", "error")
    qtbot.keyClick(form.pickers["overall"], "g")
    form.keep_and_next()
    assert window.here().key == project_id(window.workspace, "P-1"), "it stays where something is refused"
    assert reason.is_refused
    assert row(window.workspace, "P-1").ratings["overall"] == "G"
    reason.put("x" * 140)
    assert form.keep()


def test_last_month_stands_beside_and_can_be_copied(window: MainWindow, qtbot: QtBot) -> None:
    form = open_form(window, "P-1")
    page = window.page()
    assert isinstance(page, ProjectPage)
    assert page.summary.last.isVisibleTo(page)
    form.words["next_step"].put("Mine")
    qtbot.mouseClick(form.copy, Qt.MouseButton.LeftButton)
    assert (form.words["reason"].text, form.words["next_step"].text) == ("Vendor is slow", "Mine")
    assert form.words["achieved"].text == "", "what was achieved is never the same again"
    assert form.keep()
    found = row(window.workspace, "P-1")
    assert (found.ratings["overall"], found.words["next_due"]) == ("A", date(2026, 11, 30))


def test_the_rule_that_fired_is_one_key_away_and_leads_to_the_figures(window: MainWindow, qtbot: QtBot) -> None:
    form = open_form(window, "P-1")
    qtbot.keyClick(form.pickers["overall"], Key.Key_Down)
    qtbot.keyClick(form.pickers["schedule"], "?")
    popover = form.popover
    assert popover is not None
    assert popover.why.text() == "Amber: finish 18 days later than baseline; amber above 10, red above 30."
    assert [button.text() for button in popover.buttons] == ["Show the figures", "Override…", "Rules…"]
    qtbot.mouseClick(popover.buttons[0], Qt.MouseButton.LeftButton)
    page = window.page()
    assert isinstance(page, ProjectPage)
    assert page.tab == "plan"


def test_better_than_calculated_lands_in_its_view_and_an_override_is_written_down(
    window: MainWindow, qtbot: QtBot
) -> None:
    form = open_form(window, "P-1")
    qtbot.keyClick(form.pickers["overall"], "g")
    assert form.keep()
    page = window.go(Place("projects", None, {"view": "better"}))
    assert isinstance(page, ProjectsPage)
    assert [line.code for line in page.table.model.lines if isinstance(line, ProjectRow)] == ["P-1"]
    spoken = page.table.model.index(0, page.table.model.place_of("rag_overall"))
    assert "reported better than calculated" in spoken.data(Qt.ItemDataRole.AccessibleTextRole)
    dialog = OverrideDialog(window.workspace, row(window.workspace, "P-1"), 1, "schedule", window)
    qtbot.addWidget(dialog)
    show(dialog, qtbot)
    dialog.keep()
    assert not dialog.result(), "without a reason there is no override"
    qtbot.keyClicks(dialog.reason, "Vendor signed")
    dialog.until.setCurrentIndex(1)
    qtbot.keyClick(dialog.reason, Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    found = row(window.workspace, "P-1").overrides["schedule"]
    assert (found.rag, found.reason, found.expires_on) == ("G", "Vendor signed", date(2026, 12, 18))
    form = open_form(window, "P-1")
    form.explain("schedule")
    assert form.popover is not None
    assert form.popover.buttons[1].text() == "Withdraw the override"
    qtbot.mouseClick(form.popover.buttons[1], Qt.MouseButton.LeftButton)
    assert row(window.workspace, "P-1").overrides == {}
    window.workspace.undo()
    assert set(row(window.workspace, "P-1").overrides) == {"schedule"}


def test_an_earlier_period_is_shown_as_it_was_and_takes_no_edit(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    page = window.go(Place("projects"))
    assert isinstance(page, ProjectsPage)
    october = next(found.id for found in workspace.read(period_rows) if not found.is_open)
    workspace.choose_period(october)
    assert page.registry.rows[0].ratings["overall"] == "A"
    page.table.select(project_id(workspace, "P-1"), "rag_overall")
    qtbot.keyClick(page.table.view, Key.Key_G)
    qtbot.keyClick(page.table.view, Key.Key_F2)
    assert row(workspace, "P-1", period_id=october).ratings["overall"] == "A"
    form = open_form(window, "P-1")
    assert workspace.period_id == october, "the project shows the same period"
    assert form.words["reason"].text == "Vendor is slow"
    assert form.words["reason"].editor.isReadOnly()
    assert not form.pickers["overall"].isEnabled()
    window.go(Place("risks"))
    assert workspace.period_is_open


def test_periods_are_listed_and_their_dates_typed(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    dialog = PeriodsDialog(workspace, window)
    qtbot.addWidget(dialog)
    show(dialog, qtbot)
    dialog.table.select(1, "deadline")
    type_date(dialog, qtbot, "26 Nov")
    known = {found.data_date: found for found in workspace.read(period_rows)}
    assert known[date(2026, 11, 20)].deadline == date(2026, 11, 26)
    october = known[OCT]
    dialog.table.select(october.id, "deadline")
    qtbot.keyClick(dialog.table.view, Key.Key_F2)
    assert dialog.table.view.state() != QAbstractItemView.State.EditingState
    assert workspace.read(period_rows)[0].deadline == date(2026, 10, 27), "published for good"
    dialog.table.select(october.id)
    qtbot.mouseClick(dialog.show_period, Qt.MouseButton.LeftButton)
    assert workspace.period_id == october.id


def test_who_has_not_reported_is_one_key_from_its_form_and_one_from_a_reminder(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.go(Place("reports"))
    assert isinstance(page, ReportsPage)
    page.tabs.choose("all")
    assert {found.code: found.missing for found in page.view.rows} == {
        "P-1": ("overall",), "P-2": ("overall",), "P-3": ("overall",),
    }  # fmt: skip
    page._copy(page.view.by_manager(), "zh_CN")
    clipboard = QGuiApplication.clipboard().text()
    assert "Li Wei，您好：" in clipboard
    assert "P-1 Billing：" not in clipboard
    assert "P-1 Billing" in clipboard
    rows = page.view.by_manager()["Li Wei"]
    said = reminder(texts.of("en"), "Li Wei", rows, date(2026, 11, 20), date(2026, 11, 24))
    assert said.splitlines() == [
        "Hello Li Wei,",
        "The status reports for November 2026 are due on 24 November 2026. Still waited for:",
        "- P-2 Metering: not begun",
        "Thank you.",
    ]
    page.table.select(project_id(window.workspace, "P-2"))
    qtbot.keyClick(page.table.view, Key.Key_Return)
    here = window.page()
    assert isinstance(here, ProjectPage)
    assert (here.project_id, here.tab) == (project_id(window.workspace, "P-2"), "summary")
    assert here.summary.form.pickers["overall"].hasFocus()


def test_rules_show_what_they_would_change_and_are_kept_as_one_step(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    dialog = RagRulesDialog(workspace, window)
    qtbot.addWidget(dialog)
    show(dialog, qtbot)
    assert dialog.summary.text() == "No rating would change"
    assert not dialog.table.rows["slip_days"].lines[0].isEnabled(), "a preset is copied first"
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    line = dialog.table.rows["slip_days"].lines[1]
    line.selectAll()
    qtbot.keyClicks(line, "15")
    assert dialog.summary.text() == "1 project would change"
    assert [dialog.preview.item(at).text() for at in range(dialog.preview.count())] == [
        "P-1 Billing: Overall from Amber to Red",
        "P-1 Billing: Schedule from Amber to Red",
    ]
    assert row(workspace, "P-1").calculated == "A", "nothing is written yet"
    line.selectAll()
    qtbot.keyClicks(line, "many")
    assert dialog.error.isVisibleTo(dialog)
    line.selectAll()
    qtbot.keyClicks(line, "15")
    steps = workspace.undo_stack.count()
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert row(workspace, "P-1").calculated == "R"
    assert workspace.undo_stack.count() == steps + 1
    workspace.undo()
    assert row(workspace, "P-1").calculated == "A"


def test_rules_that_ask_the_plan_are_measured_beside_the_window(window: MainWindow) -> None:
    workspace = window.workspace
    workspace.edit(Message("edit_rag_rules"), rag_rules.save, {"": "preset:ten"}, [])
    key = project_id(workspace, "P-2")
    workspace.edit(Message("add_task"), plan_rows.add_tasks, key, ["Dig"])
    page = window.go(Place("projects"))
    assert isinstance(page, ProjectsPage)
    assert workspace.plan_figures.known[key]["unstaffed"] == 1
    found = page.registry.row(key)
    assert found is not None
    assert found.computed["resources"].rag == "A"


def test_figures_of_money_stand_in_the_summary_and_the_registry_explains_too(window: MainWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    key = project_id(workspace, "P-2")
    workspace.edit(Message("set_status"), rows.set_values, "project", [key], {"budget": 100_00, "forecast": 120_00})
    page = window.go(Place("projects"))
    assert isinstance(page, ProjectsPage)
    page.table.select(key)
    page.explain()
    popover = next(found for found in page.findChildren(WhyPopover) if found.isVisible())
    assert popover.why.text().startswith("Red: forecast 20% over budget; amber from 5%, red from 10%.")
    qtbot.mouseClick(popover.buttons[0], Qt.MouseButton.LeftButton)
    here = window.page()
    assert isinstance(here, ProjectPage)
    assert here.tab == "summary"
    assert here.summary.essentials["forecast"].shown.hasFocus()


def test_a_plan_that_changes_while_it_is_measured_is_measured_again(window: MainWindow) -> None:
    workspace = window.workspace
    key = project_id(workspace, "P-2")
    workspace.edit(Message("add_task"), plan_rows.add_tasks, key, ["Dig"])
    figures = workspace.plan_figures
    figures._take({key: {"unstaffed": 7.0}}, figures._plans - 1)
    assert figures.known == {}, "measured before the task came"
    workspace.edit(Message("edit_rag_rules"), rag_rules.save, {"": "preset:ten"}, [])
    assert figures.known[key]["unstaffed"] == 1
    workspace.edit(Message("add_task"), plan_rows.add_tasks, key, ["Pour"])
    assert figures.known[key]["unstaffed"] == 2
