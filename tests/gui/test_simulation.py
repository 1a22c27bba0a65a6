"""The simulation of a project in the window, on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanLink, PlanTask
from pmo_desktop.gui.pages.project import ProjectPage
from pmo_desktop.gui.pages.project_simulation import SimulationPanel
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import SimulationRun
from pmo_desktop.services.commands import projects, responses, risks
from pmo_desktop.services.planning import save_plan

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
CHARTS = ("finish", "cost", "both", "risks", "tasks")


def fill(session: Any) -> int:
    """Write a project with two tasks in a row, the second hit by a risk whose name could be a formula."""
    project = projects.create(session, {"name": "Billing"})
    tasks = (PlanTask(1, "Design $\\frac{1}{2}$", duration=4800, cost=100_000), PlanTask(2, "构建", duration=9600))
    ids = save_plan(session, project, Plan(tasks=tasks, links=(PlanLink(1, 2),)))
    risk = risks.create(
        session, {"title": "Late $x^", "project_id": project, "likelihood": 50, "days_likely": 10, "cost_likely": 5_000}
    )
    responses.hit_tasks(session, risk, [ids[2]])
    responses.add(session, risk, {"title": "Second team", "cost": 1_000, "likelihood_after": 10})
    return project


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Iterator[SimulationPanel]:
    change = workspace.store.write(Message("add_project"), fill)
    workspace.restack()
    page = ProjectPage(workspace, int(str(change.result)))
    qtbot.addWidget(page)
    page.resize(1240, 820)
    page.show()
    qtbot.waitExposed(page)
    workspace.changed.connect(page.take)
    page.refresh_if_stale()
    page.show_tab("simulation")
    yield page.simulation
    workspace.changed.disconnect(page.take)


def test_it_is_run_by_a_button_and_says_when_the_plan_ends(panel: SimulationPanel, qtbot: QtBot) -> None:
    assert panel.empty.isVisible()
    panel.iterations.setText("2000")
    qtbot.mouseClick(panel.start, LEFT)
    qtbot.waitUntil(lambda: panel.found is not None)
    assert panel.found is not None
    assert panel.found.before.iterations == 2_000
    assert panel.figures["p50"].text() < panel.figures["p80"].text() or panel.figures["p80"].text()
    assert panel.figures["covered"].text().endswith("%")
    assert panel.found.by_risk[0].days_at > 0
    (gain,) = panel.found.comparison.gains
    assert gain.name == "Second team"
    assert gain.days > 2
    assert [row.gain for row in panel.responses.rows()] == [gain]


def test_the_same_seed_gives_the_same_figures(panel: SimulationPanel, qtbot: QtBot) -> None:
    shown = []
    for seed in ("7", "7", "8"):
        panel.iterations.setText("500")
        panel.seed.setText(seed)
        panel.found = None
        qtbot.keyClick(panel.seed, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: panel.found is not None)
        assert panel.found is not None
        shown.append(panel.found.before.finish_days)
    assert shown[0] == shown[1] != shown[2]


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_drawn_and_exported_as_text(
    panel: SimulationPanel, qtbot: QtBot, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.iterations.setText("500")
    panel.run()
    qtbot.waitUntil(lambda: panel.found is not None)
    qtbot.mouseClick(panel.tabs.buttons[name], LEFT)
    target = tmp_path / "chart.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(panel.export, LEFT)
    drawn = target.read_text(encoding="utf-8")
    assert "<text" in drawn
    expected = {"finish": "As it stands", "cost": "P80", "both": "keep both", "risks": "Late $x^", "tasks": "构建"}
    assert expected[name] in drawn


@pytest.mark.parametrize(("field", "text"), [("iterations", "0"), ("seed", "-1"), ("iterations", "many"), ("low", "x")])
def test_wrong_numbers_are_one_sentence(panel: SimulationPanel, qtbot: QtBot, field: str, text: str) -> None:
    getattr(panel, field).setText(text)
    with qtbot.waitSignal(panel._workspace.failed) as refused:
        panel.run()
    assert refused.args[0].message_id == "simulation_number"
    assert panel.found is None


def test_a_template_upside_down_is_refused(panel: SimulationPanel, qtbot: QtBot) -> None:
    panel.low.setText("30")
    with qtbot.waitSignal(panel._workspace.failed) as refused:
        panel.run()
    assert refused.args[0].message_id == "simulation_template_order"


def test_a_run_is_kept_for_the_pack(panel: SimulationPanel, qtbot: QtBot) -> None:
    panel.iterations.setText("500")
    panel.run()
    qtbot.waitUntil(lambda: panel.found is not None)
    qtbot.mouseClick(panel.keep, LEFT)
    with panel._workspace.store.read() as session:
        (run,) = session.query(SimulationRun)
        assert (run.iterations, run.seed) == (500, 1)
        assert panel.found is not None
        assert run.result["finish"]["p80"] == pytest.approx(panel.found.before.finish_days.p80)
        assert len(run.result["curve"]) == 41
    panel._workspace.undo()
    with panel._workspace.store.read() as session:
        assert session.query(SimulationRun).count() == 0
