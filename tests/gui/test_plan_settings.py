"""The settings of a plan: what they do to its dates is said before they are kept, and one step keeps them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanLink, PlanTask
from pmo_desktop.gui.gantt.more import extra
from pmo_desktop.gui.gantt.plan_settings import PlanSettingsDialog
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.planning import save_plan
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries.plan import PlanView, plan_view

pytestmark = pytest.mark.gui

FINISHED = datetime(2026, 3, 6, 17)


def fill(session: Any) -> int:
    """Write a chain: a task that has begun out of sequence after one that has not."""
    project = Project(code="P", name="P", currency="EUR")
    session.add(project)
    session.flush()
    tasks = (
        PlanTask(1, "Design", duration=4800),
        PlanTask(2, "Build", duration=4800, actual_start=datetime(2026, 3, 2, 8), percent_complete=50),
        PlanTask(3, "Paint", duration=480),
    )
    plan = Plan(tasks, (PlanLink(1, 2),), plan_start=datetime(2026, 3, 2, 8))
    save_plan(session, project.id, plan)
    return project.id


@pytest.fixture
def dialog(workspace: Workspace, qtbot: QtBot) -> PlanSettingsDialog:
    workspace.store.write(Message("add_project"), fill)
    workspace.restack()
    made = PlanSettingsDialog(workspace, view(workspace))
    qtbot.addWidget(made)
    made.show()
    return made


def view(workspace: Workspace) -> PlanView:
    found = workspace.read(plan_view, PlanCache(), 1, None)
    assert isinstance(found, PlanView)
    return found


def keep(dialog: PlanSettingsDialog, qtbot: QtBot) -> None:
    qtbot.mouseClick(dialog.form.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)


def test_what_is_shown_is_what_the_plan_has_and_keeping_it_changes_nothing(
    dialog: PlanSettingsDialog, qtbot: QtBot
) -> None:
    workspace = dialog._workspace
    before = view(workspace).plan
    keep(dialog, qtbot)
    after = view(workspace).plan
    assert after.extra.pop("HonorConstraints") == "1"  # type: ignore[attr-defined]
    assert after.extra.pop("MultipleCriticalPaths") == "0"  # type: ignore[attr-defined]
    assert after == before


def test_retained_logic_puts_off_what_is_left_and_says_so_first(dialog: PlanSettingsDialog, qtbot: QtBot) -> None:
    workspace, form = dialog._workspace, dialog.form
    first = view(workspace).schedule
    assert first is not None
    form.mode.setCurrentIndex(1)
    dialog.show_effect()
    assert "+" in form.effect.text()
    assert view(workspace).plan.progress_mode == "project"
    keep(dialog, qtbot)
    now = view(workspace)
    assert now.plan.progress_mode == "retained_logic"
    assert now.schedule is not None
    assert now.schedule.project_finish > first.project_finish
    workspace.undo()
    assert view(workspace).plan.progress_mode == "project"


def test_a_plan_is_scheduled_from_its_finish(dialog: PlanSettingsDialog, qtbot: QtBot) -> None:
    dialog.form.direction.setCurrentIndex(1)
    dialog.form.day.setText("2026-06-30")
    keep(dialog, qtbot)
    now = view(dialog._workspace)
    assert (now.plan.from_finish, now.plan.plan_finish) == (True, datetime(2026, 6, 30, 17))
    assert now.schedule is not None
    assert now.schedule.project_finish.date() == date(2026, 6, 30)


def test_a_task_with_little_float_is_critical_too(dialog: PlanSettingsDialog, qtbot: QtBot) -> None:
    dialog.form.critical.setText("30d")
    keep(dialog, qtbot)
    now = view(dialog._workspace)
    assert now.plan.critical_slack == 30 * 480
    assert now.schedule is not None
    assert all(now.schedule.critical)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda form: form.day.setText("never"), "date"),
        (lambda form: form.hours_day.setText("0"), "between"),
        (lambda form: form.start_time.setText("18:00"), "finishes before it starts"),
        (lambda form: form.finish_time.setText("8 pm"), "time of day"),
        (lambda form: form.days_month.setText("x"), "number"),
        (lambda form: form.critical.setText("soon"), "duration"),
    ],
)
def test_what_can_not_be_is_one_sentence_and_nothing_is_kept(
    dialog: PlanSettingsDialog, qtbot: QtBot, change: Callable[[Any], None], words: str
) -> None:
    before = view(dialog._workspace).plan
    change(dialog.form)
    keep(dialog, qtbot)
    assert dialog.form.error.isVisible()
    assert words in dialog.form.error.text()
    assert view(dialog._workspace).plan == before


def test_the_menu_of_the_plan_leads_to_it() -> None:
    command = extra("settings")
    assert command is not None
    assert command.in_menu
