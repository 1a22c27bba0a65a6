"""The library of risks, proposals from the own store, and connecting any two records, by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from pmo_desktop import texts
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.dialogs.connect_records import ConnectDialog
from pmo_desktop.gui.dialogs.risk_library import RiskLibraryDialog
from pmo_desktop.gui.pages.risks_panel import RiskPanel
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Action, Risk, RiskResponse
from pmo_desktop.services.commands import logs, projects, risks
from pmo_desktop.services.fields import field
from pmo_desktop.services.queries.logs import find_records, traces
from pmo_desktop.services.risk_library import library, occasion, proposals, search

DO = Message("add_risk")


@pytest.fixture
def ids(workspace: Workspace) -> dict[str, int]:
    def fill(session: Any) -> dict[str, int]:
        old = projects.create(session, {"name": "Data centre relocation", "description": "Cutover of servers"})
        new = projects.create(session, {"name": "Relocation of the archive", "description": "Servers move; 数据迁移"})
        late = risks.create(session, {"title": "Servers arrive late", "project_id": old, "category": "supplier",
                                      "response_plan": "Second carrier"})  # fmt: skip
        logs.occur(session, late, date(2026, 5, 1))
        data = risks.create(session, {"title": "数据迁移失败 <b>", "project_id": old, "category": "technical"})
        risks.close(session, [data])
        lesson = logs.create(session, "lesson", {"title": "Rehearse the relocation", "project_id": old,
                                                 "recommendation": "Twice"})  # fmt: skip
        return {"old": old, "new": new, "late": late, "data": data, "lesson": lesson}

    made = workspace.store.write(DO, fill).result
    workspace.restack()
    assert isinstance(made, dict)
    return made


def test_the_library_says_the_same_in_both_languages() -> None:
    english, chinese = library("en"), library("zh_CN")
    assert len(english) == len(chinese) >= 40
    categories = {choice.value for choice in field("risk", "category").choices}
    strategies = {choice.value for choice in field("risk", "response").choices}
    assert {find.category for find in english} == categories
    for one, other in zip(english, chinese, strict=True):
        assert one.category == other.category
        assert one.responses
        assert {strategy for strategy, _ in one.responses} <= strategies
        assert all((one.title, one.cause, one.effect, other.title, other.cause, other.effect))
        assert any("\u3400" <= char <= "\u9fff" for char in other.title)
    assert len({find.title for find in english}) == len(english)


def test_words_are_found_in_every_language(workspace: Workspace, ids: dict[str, int]) -> None:
    def titles(language: str, words: str) -> list[str]:
        return [find.title for find in workspace.read(search, texts.of(language), words)]

    assert "Supplier delivers late" in titles("en", "suppl late")
    assert "Servers arrive late" in titles("en", "SERVERS late")
    assert titles("en", "数据") == ["数据迁移失败 <b>"]  # two characters: shorter than a trigram
    assert "旧数据质量低于预期" in titles("zh_CN", "旧数据")
    assert titles("en", 'no"such *thing') == []
    assert len(titles("en", " ")) == len(library("en"))


def test_what_is_like_a_project_is_proposed_with_how_often_it_happened(
    workspace: Workspace, ids: dict[str, int]
) -> None:
    found = workspace.read(proposals, ids["new"])
    assert {find.title for find in found} == {"Servers arrive late", "数据迁移失败 <b>", "Rehearse the relocation"}
    (late,) = [find for find in found if find.key == ids["late"] and find.source == "risk"]
    assert (late.happened, late.ended, late.origin) == (1, 1, "Data centre relocation")
    assert workspace.read(occasion, ids["new"]) == ""
    assert workspace.read(occasion, ids["old"]) is None


def test_finds_are_adopted_with_their_responses_and_taken_back(
    workspace: Workspace, ids: dict[str, int], qtbot: QtBot
) -> None:
    panel = RiskPanel(workspace, ids["new"])
    qtbot.addWidget(panel)
    qtbot.addWidget(panel.details)
    workspace.changed.connect(panel.apply)
    panel.reload()
    assert not panel.similar.isHidden()
    dialog = RiskLibraryDialog(workspace, ids["new"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.finds[0].source in ("risk", "lesson")  # proposals come first
    qtbot.keyClicks(dialog.line, "key person")
    qtbot.waitUntil(lambda: dialog.table.rowCount() < 10)
    assert dialog.finds[0].title == "A key person leaves"
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    assert [row.title for row in panel.rows] == ["A key person leaves"]
    assert panel.similar.isHidden()  # it has risks now

    def responses(session: Any) -> int:
        return len(session.scalars(select(RiskResponse)).all())

    assert workspace.read(responses) == 2
    workspace.undo()
    assert workspace.read(responses) == 0
    assert panel.rows == ()
    dialog.line.setText("Rehearse the relocation")
    dialog.look_up()
    (lesson,) = dialog.chosen()
    assert lesson.source == "lesson"
    dialog.adopt_selected()
    (action,) = workspace.read(lambda session: session.scalars(select(Action.title)).all())
    assert action == "Rehearse the relocation"
    assert [trace.code for trace in workspace.read(traces, "lesson", ids["lesson"])] == ["A-001"]
    workspace.changed.disconnect(panel.apply)


def test_any_two_records_are_connected_and_a_second_time_is_refused(
    workspace: Workspace, ids: dict[str, int], qtbot: QtBot
) -> None:
    assert workspace.read(find_records, "r-001")[0].title == "Servers arrive late"
    dialog = ConnectDialog(workspace, "risk", ids["data"])
    qtbot.addWidget(dialog)
    assert all((record.table, record.id) != ("risk", ids["data"]) for record in dialog.found)
    qtbot.keyClicks(dialog.line, "rehearse")
    dialog.keep()
    assert [trace.table for trace in workspace.read(traces, "risk", ids["data"])] == ["lesson"]
    again = ConnectDialog(workspace, "risk", ids["data"])
    qtbot.addWidget(again)
    qtbot.keyClicks(again.line, "rehearse")
    again.keep()
    assert not again.error.isHidden()
    assert len(workspace.read(traces, "risk", ids["data"])) == 1
    workspace.undo()
    assert workspace.read(traces, "risk", ids["data"]) == ()
    assert workspace.read(lambda session: len(session.scalars(select(Risk)).all())) == 2
