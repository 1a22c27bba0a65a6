"""Meeting mode by keys: questions stepped through, answers recorded, conditions made actions, minutes written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTableWidgetItem
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.minutes import Minutes, MinutesAction, MinutesItem
from pmo_desktop.domain.pack import PackOption
from pmo_desktop.gui.dialogs.edit_options import EditOptions
from pmo_desktop.gui.jobs import Progress
from pmo_desktop.gui.meeting.opening import _pack
from pmo_desktop.gui.meeting.window import MeetingWindow
from pmo_desktop.gui.pages.risks import RisksPage
from pmo_desktop.gui.pages.risks_logs import DecisionPanel
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.reports.minutes import render_minutes
from pmo_desktop.services.commands import decisions, logs, projects, status
from pmo_desktop.services.queries.decisions import decision_log, standings
from pmo_desktop.services.queries.logs import log, traces
from pmo_desktop.texts import of

pytestmark = [pytest.mark.gui, pytest.mark.qt_log_ignore("does not support", extend=True)]

LEFT = Qt.MouseButton.LeftButton
OPTIONS = [PackOption("Two suppliers", "March", "€1", recommended=True), PackOption("One supplier")]


def fill(session: Any) -> None:
    """Write two questions of a project, and what it asks for in its report."""
    project = projects.create(session, {"name": "Metering", "manager": "Priya", "sponsor": "Helena"})
    for title in ("Which supplier?", "Go live in May?"):
        key = logs.create(session, "decision", {"title": title, "project_id": project})
        decisions.set_options(session, key, OPTIONS)
    status.write(session, project, {"overall": "R", "ask": "Release €2m for the second lot.\nIt is due in March."})


@pytest.fixture
def meeting(workspace: Workspace, qtbot: QtBot) -> Iterator[MeetingWindow]:
    workspace.store.write(Message("add_decision"), fill)
    workspace.restack()
    window = MeetingWindow(workspace, _pack(workspace.store, "en")(_Quiet()))
    qtbot.addWidget(window)
    window.resize(1400, 860)
    window.show()
    qtbot.waitExposed(window)
    yield window
    if window.isVisible():
        window.done(0)


class _Quiet(Progress):
    def __init__(self) -> None:
        super().__init__(lambda *_: None)


def press(qtbot: QtBot, window: MeetingWindow, key: Qt.Key, with_: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.form.outcome, key, with_)


def test_a_decision_is_recorded_by_keys_and_its_condition_becomes_an_action(
    meeting: MeetingWindow, qtbot: QtBot
) -> None:
    workspace = meeting._workspace
    assert meeting.agenda.count() == 2
    press(qtbot, meeting, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert meeting.form.outcome.toPlainText() == "Two suppliers"
    qtbot.keyClicks(meeting.form.condition, "A price cap is agreed")
    qtbot.keyClicks(meeting.form.owner, "Priya")
    meeting.form.act_by.setText("+2w")
    press(qtbot, meeting, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    first, second = sorted(workspace.read(decision_log), key=lambda row: row.code)
    assert (first.status, first.outcome, first.condition) == ("decided", "Two suppliers", "A price cap is agreed")
    assert first.act_by == workspace.today() + timedelta(days=14)
    assert second.is_open
    assert meeting.agenda.currentRow() == 1
    assert [row.title for row in workspace.read(log, "action")] == ["Two suppliers", "A price cap is agreed"]
    assert {trace.kind for trace in workspace.read(traces, "decision", first.id)} == {"follow_up", "condition"}


def test_a_question_is_deferred_to_a_day_and_stays_open(meeting: MeetingWindow, qtbot: QtBot) -> None:
    meeting.form.act_by.setText("2027-03-01")
    qtbot.mouseClick(meeting.form.deferred, LEFT)
    row = min(meeting._workspace.read(decision_log), key=lambda one: one.code)
    assert (row.status, row.deferred_to, row.needed_by, row.decided_on) == (
        "deferred", date(2027, 3, 1), date(2027, 3, 1), None,
    )  # fmt: skip
    assert row.is_open


@pytest.mark.parametrize(("outcome", "until"), [("", ""), ("Yes", "soon")])
def test_what_is_missing_is_said_and_nothing_is_recorded(
    meeting: MeetingWindow, qtbot: QtBot, outcome: str, until: str
) -> None:
    meeting.form.outcome.setPlainText(outcome)
    meeting.form.act_by.setText(until)
    qtbot.mouseClick(meeting.form.decided, LEFT)
    assert meeting.form._problem.isVisible()
    assert all(row.is_open for row in meeting._workspace.read(decision_log))


def test_pages_and_questions_are_turned_by_keys(meeting: MeetingWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(meeting, Qt.Key.Key_PageDown)
    assert meeting.preview.page == 1
    qtbot.keyClick(meeting, Qt.Key.Key_PageUp)
    assert meeting.preview.page == 0
    press(qtbot, meeting, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert meeting.agenda.currentRow() == 1
    qtbot.keyClick(meeting, Qt.Key.Key_Escape)
    assert not meeting.isVisible()


def test_minutes_hold_what_was_decided_and_who_does_what(
    meeting: MeetingWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.form.choose(0)
    meeting.form.owner.setText("Priya")
    meeting.form.answer("decided")
    target = tmp_path / "minutes.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    meeting.save_minutes()
    text = words(target.read_bytes())
    for expected in ("Minutes of", "Which supplier?", "Two suppliers", "Not reached", "Go live in May?", "A-001"):
        assert expected in text


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_minutes_of_any_length_leave_nothing_out_and_are_the_same_bytes() -> None:
    items = tuple(MinutesItem(f"D-{at:03d}", "<b>&amp; $x", "项目", "decided", "是" * 200) for at in range(60))
    actions = tuple(MinutesAction(f"A-{at:03d}", "x" * 300, "P", "Min", date(2026, 12, 1)) for at in range(90))
    made = Minutes(
        "Org", "Board", date(2026, 11, 20), date(2026, 11, 26), "", "Min\nLi", "Word " * 3000, items, actions
    )
    for language in ("en", "zh_CN"):
        pdf = render_minutes(made, of(language))
        assert pdf == render_minutes(made, of(language))
        text = words(pdf)
        assert all(item.code in text for item in items)
        assert all(action.code in text for action in actions)
        assert text.count("Word") == 3000


def test_asks_become_decisions_from_the_banner(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.store.write(Message("add_decision"), fill)
    workspace.restack()
    page = RisksPage(workspace)
    qtbot.addWidget(page)
    page.show()
    workspace.changed.connect(page.take)
    page.refresh_if_stale()
    page.registers.choose("decisions")
    panel = page.registers.panel
    assert isinstance(panel, DecisionPanel)
    assert panel.asks.isVisibleTo(panel)
    assert "Metering" in panel.asks.text()
    panel.asks._act()
    raised = next(row for row in workspace.read(decision_log) if "€2m" in row.title)
    assert (raised.title, raised.owner, raised.decider) == ("Release €2m for the second lot.", "Priya", "Helena")
    assert not panel.asks.isVisibleTo(panel)
    workspace.undo()
    assert panel.asks.isVisibleTo(panel)
    workspace.changed.disconnect(page.take)


def test_options_are_edited_in_a_table_with_one_recommended(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.store.write(Message("add_decision"), fill)
    workspace.restack()
    row = min(workspace.read(decision_log), key=lambda one: one.code)
    dialog = EditOptions(workspace, row)
    qtbot.addWidget(dialog)
    table = dialog.form.options
    table.setItem(2, 1, QTableWidgetItem("Wait"))
    tick = table.item(2, 0)
    assert tick is not None
    tick.setCheckState(Qt.CheckState.Checked)
    dialog.keep()
    row = min(workspace.read(decision_log), key=lambda one: one.code)
    assert [(option.name, option.recommended) for option in row.options] == [
        ("Two suppliers", False), ("One supplier", False), ("Wait", True),
    ]  # fmt: skip


def test_a_decision_is_overdue_until_its_actions_are_done(workspace: Workspace) -> None:
    workspace.store.write(Message("add_decision"), fill)
    workspace.restack()
    answer = decisions.Answer("decided", "Yes", "A cap", "Min", date(2026, 12, 1))
    workspace.edit(Message("record_answer", {"code": "D"}), decisions.record, 1, answer, date(2026, 11, 26))
    assert workspace.read(standings, date(2026, 11, 30)) == {1: "waiting"}
    assert workspace.read(standings, date(2026, 12, 2)) == {1: "overdue"}
    workspace.edit(Message("end_records", {}, 2), logs.end, "action", [1, 2], date(2026, 12, 2))
    assert workspace.read(standings, date(2026, 12, 3)) == {1: "acted"}
