"""Calibration in the window: silent while few risks have ended, then a curve and scores."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.calibration import LEAST
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.risks_calibration import CalibrationDialog
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.services.commands import logs, periods, risks
from pmo_desktop.services.queries.calibration import calibration

pytestmark = pytest.mark.gui

DAY = date(2026, 11, 20)


def end_risks(count: int, happened: int) -> Any:
    def work(session: Any) -> None:
        for at in range(count):
            key = risks.create(session, {"title": f"R{at}", "likelihood": 30, "probability": 3, "owner": "Min",
                                         "category": "cost"})  # fmt: skip
            if at < happened:
                logs.occur(session, key, DAY)
            else:
                risks.close(session, [key])

    return work


def test_it_says_nothing_of_few_risks(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.store.write(Message("add_risk"), end_risks(LEAST - 1, 3))
    dialog = CalibrationDialog(workspace)
    qtbot.addWidget(dialog)
    assert str(LEAST) in dialog.summary.text()
    assert dialog.found.overall is None


def test_it_judges_what_was_said_first(workspace: Workspace, qtbot: QtBot) -> None:
    workspace.store.write(Message("add_risk"), end_risks(LEAST, 5))
    dialog = CalibrationDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    overall = dialog.found.overall
    assert overall is not None
    assert (overall.count, overall.came_true) == (20, 0.25)
    assert [row.score.name for row in dialog.table.rows()] == ["Min", "cost"]
    assert dialog.found.curve[0].count == 20


def test_the_first_score_counts_and_not_the_last(workspace: Workspace) -> None:
    def work(session: Any) -> None:
        for at in range(LEAST):
            risks.create(session, {"title": f"R{at}", "probability": 5, "impact": 3})
        periods.open_next(session, date(2026, 12, 31))
        for key in range(1, LEAST + 1):
            risks.rescore(session, key, 1, 3)
            risks.close(session, [key])

    workspace.store.write(Message("add_risk"), work)
    found = workspace.read(calibration)
    assert found.overall is not None
    assert found.overall.said == pytest.approx(0.9)
    assert found.overall.brier == pytest.approx(0.81)
