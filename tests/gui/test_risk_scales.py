"""The scales of risks, reviews that are overdue, what the exposure is made of and the contingency, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.risk import GRIDS
from pmo_desktop.gui.dialogs.risk_scales import RiskScalesDialog
from pmo_desktop.gui.dialogs.task_estimates import TaskEstimatesDialog
from pmo_desktop.gui.pages.risk_details import RiskDetails
from pmo_desktop.gui.pages.risks_panel import RiskPanel
from pmo_desktop.gui.risk_anchors import cell_words
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project, Risk
from pmo_desktop.services.commands import logs, projects, risks
from pmo_desktop.services.commands.rows import set_values
from pmo_desktop.services.planning import save_plan
from pmo_desktop.services.queries.estimates import estimates_of
from pmo_desktop.services.queries.portfolio import portfolio
from pmo_desktop.services.queries.risk_past import exposure_by
from tests.integration.plan.conftest import small_plan

LEFT = Qt.MouseButton.LeftButton
DO = Message("add_risk")


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Iterator[RiskPanel]:
    def fill(session: Any) -> None:
        billing = projects.create(session, {"name": "Billing"})
        late = workspace.today() - timedelta(days=3)
        risks.create(session, {"title": "Late", "project_id": billing, "probability": 5, "impact": 4, "owner": "Min",
                               "cost_impact": 100_000_00, "likelihood": 50, "review_on": late,
                               "category": "supplier"})  # fmt: skip
        risks.create(session, {"title": "Idle", "probability": 2, "impact": 2, "cost_impact": 10_000_00,
                               "likelihood": 10})  # fmt: skip

    workspace.store.write(DO, fill)
    workspace.restack()
    panel = RiskPanel(workspace)
    qtbot.addWidget(panel)
    qtbot.addWidget(panel.details)
    panel.resize(1100, 800)
    panel.show()
    panel.reload()
    qtbot.waitExposed(panel)
    workspace.changed.connect(panel.apply)
    yield panel
    workspace.changed.disconnect(panel.apply)


def test_overdue_reviews_are_told_shown_and_noted(panel: RiskPanel) -> None:
    assert not panel.overdue.isHidden()
    panel.show_overdue()
    assert [panel.table.model.row_at(at).title for at in range(len(panel.table.model.lines))] == ["Late"]  # type: ignore[union-attr]
    (late,) = [row for row in panel.rows if row.title == "Late"]
    name, _, run = panel.menu_entries([late.id])[1]
    assert name == "Reviewed today"
    panel.workspace.edit(DO, set_values, "risk", [late.id], {"review_every": 30})
    run()
    now = panel.row_of(late.id)
    today = panel.workspace.today()
    assert (now.reviewed_on, now.review_on) == (today, today + timedelta(days=30))  # type: ignore[union-attr]
    assert panel.overdue.isHidden()
    panel.workspace.undo()
    assert panel.row_of(late.id).reviewed_on is None  # type: ignore[union-attr]


def test_the_exposure_is_shown_by_project_category_and_owner(panel: RiskPanel) -> None:
    assert exposure_by(panel.rows, "project", "EUR") == (("Billing", 50_000_00), ("", 1_000_00))
    assert exposure_by(panel.rows, "owner", "EUR")[0] == ("Min", 50_000_00)
    for place in range(panel.mode.count()):
        panel.mode.setCurrentIndex(place)
        panel.mode.activated.emit(place)
        assert panel.exposure.mode == panel.mode.currentData()
        panel.exposure.grab()


def test_a_contingency_is_set_aside_and_drawn_on_by_what_occurred(panel: RiskPanel, qtbot: QtBot) -> None:
    panel.mode.setCurrentIndex(panel.mode.findData("contingency"))
    panel.mode.activated.emit(panel.mode.currentIndex())
    assert panel._unit.toolTip() == "" or "nothing" in panel._unit.text()
    panel.ask_amount = lambda now: "250,000"
    qtbot.mouseClick(panel.contingency, LEFT)
    assert "€250" in panel._unit.text()
    (late,) = [row for row in panel.rows if row.title == "Late"]
    panel.workspace.edit(DO, logs.occur, late.id, panel.workspace.today())
    assert panel._left is not None
    assert (panel._left.left, panel._left.needed) == (150_000_00, 1_000_00)
    refused: list[object] = []
    panel.workspace.failed.connect(refused.append)
    panel.ask_amount = lambda now: "a lot"
    qtbot.mouseClick(panel.contingency, LEFT)
    panel.ask_amount = lambda now: "-5"
    qtbot.mouseClick(panel.contingency, LEFT)
    assert len(refused) == 2
    assert panel._left.set_aside == 250_000_00


def test_scales_are_edited_together_and_taken_back_in_one_step(panel: RiskPanel, qtbot: QtBot) -> None:
    workspace = panel.workspace
    before = workspace.read(portfolio)
    dialog = RiskScalesDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.preset.setCurrentIndex(dialog.form.preset.findData("pm2"))
    dialog.form.preset.activated.emit(dialog.form.preset.currentIndex())
    assert dialog.grid.grid == GRIDS["pm2"]
    qtbot.mouseClick(dialog.grid, LEFT, pos=dialog.grid.box_of((1, 1)).center().toPoint())
    assert dialog.grid.letter_of((1, 1)) == "A"
    assert dialog.form.preset.currentData() is None
    qtbot.keyClick(dialog.grid, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.grid, Qt.Key.Key_R)
    assert dialog.grid.letter_of((1, 2)) == "R"
    dialog.bands[1].setValue(3)
    dialog.keep()
    assert not dialog.form.error.isHidden()
    assert workspace.read(portfolio) == before
    dialog.bands[1].setValue(30)
    dialog.form.loss.setText("1,000,000")
    dialog.form.anchors.item(0, 4).setText("Next year’s <tariff> is missed")
    dialog.keep()
    after = workspace.read(portfolio)
    assert after.risk_grid == dialog.grid.grid
    assert after.bands == (5, 30, 50, 80)
    assert after.tolerances.loss_appetite == 1_000_000_00
    assert "Time: Next year’s <tariff> is missed" in cell_words(after, (2, 5), workspace.texts)
    assert "5–30 %" in cell_words(after, (2, 5), workspace.texts)
    assert isinstance(panel.details, RiskDetails)
    assert "&lt;tariff&gt;" in panel.details.scores["current"].toolTip() or panel.details.row.impact != 5  # type: ignore[union-attr]
    workspace.undo()
    assert workspace.read(portfolio) == before


def test_the_history_of_a_score_is_a_line_of_past_reports(panel: RiskPanel) -> None:
    from pmo_desktop.persistence.tables import Period, RiskScore

    def past(session: Any) -> None:
        row = session.query(Risk).filter_by(title="Late").one()
        earlier = Period(data_date=date(2026, 1, 30), state="published")
        session.add(earlier)
        session.flush()
        session.add(RiskScore(risk_id=row.id, period_id=earlier.id, probability=2, impact=3))

    panel.workspace.edit(DO, past)
    panel.reload()
    assert isinstance(panel.details, RiskDetails)
    (late,) = [row for row in panel.rows if row.title == "Late"]
    panel.show_record(late.id)
    assert [score for _, score in panel.details.history.scores] == [6, 20]
    panel.details.history.grab()


def test_estimates_are_typed_for_all_tasks_and_kept_as_one_step(workspace: Workspace, qtbot: QtBot) -> None:
    def make(session: Any) -> int:
        project = Project(code="P-1", name="Billing", currency="EUR")
        session.add(project)
        session.flush()
        save_plan(session, project.id, small_plan())
        return project.id

    project_id = workspace.store.write(DO, make).result
    workspace.restack()
    assert isinstance(project_id, int)
    dialog = TaskEstimatesDialog(workspace, project_id)
    qtbot.addWidget(dialog)
    dialog.show()
    before = workspace.read(estimates_of, project_id)
    assert len(before) >= 2
    for column, text in ((2, "5"), (3, "4"), (4, "9"), (5, "Tests"), (6, "0.6")):
        dialog.table.item(0, column).setText(text)
        dialog.table.item(1, column).setText(text)
    dialog.keep()
    assert not dialog.error.isHidden()
    assert workspace.read(estimates_of, project_id) == before
    for row in (0, 1):
        dialog.table.item(row, 3).setText("6.5")
    dialog.table.item(1, 6).setText("1.5")
    dialog.keep()
    assert not dialog.error.isHidden()
    dialog.table.item(1, 6).setText("0.6")
    dialog.keep()
    first = workspace.read(estimates_of, project_id)[0]
    day = first.per_day
    assert (first.shape, first.optimistic, first.most_likely, first.pessimistic, first.group, first.rho) == (
        "triangular", 5 * day, round(6.5 * day), 9 * day, "Tests", 0.6,
    )  # fmt: skip
    workspace.undo()
    assert workspace.read(estimates_of, project_id) == before
