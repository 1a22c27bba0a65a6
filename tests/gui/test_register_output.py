"""Registers written from their page: as spreadsheets, on paper, and the highest risks on one sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from pmo_desktop import texts
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.risks import RisksPage
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.interchange.spreadsheet import read_table
from pmo_desktop.reports.registers import render_register, render_top_risks
from pmo_desktop.services.commands import dependencies, logs, projects, risks
from pmo_desktop.services.exports import REGISTERS
from pmo_desktop.services.logs import LOGS
from pmo_desktop.services.register_print import register_print, top_risks

HOSTILE = "<b>&amp;</b> =cmd|'x' 龙 " + "long " * 30


def fill(session: Any) -> None:
    billing = projects.create(session, {"name": "Billing " + HOSTILE[:100]})
    for at in range(90):
        score = {"probability": 1 + at % 5, "impact": 1 + at % 4, "cost_impact": 1_000_00 * at}
        title = f"Risk {at} {HOSTILE}"[:200]
        risks.create(session, {"title": title, "project_id": billing, "response_plan": HOSTILE, **score})
    for table in LOGS:
        logs.create(session, table, {"title": HOSTILE[:200], "project_id": billing})
    dependencies.create(session, {"title": HOSTILE[:200], "giver_project_id": billing})


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> RisksPage:
    workspace.store.write(Message("add_risk"), fill)
    workspace.restack()
    page = RisksPage(workspace)
    qtbot.addWidget(page)
    page.resize(1240, 860)
    page.show()
    page.refresh_if_stale()
    return page


def text_of(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [sheet.get_textpage().get_text_range() for sheet in document]


def test_what_is_in_sight_is_exported_and_printed_in_its_order(page: RisksPage, tmp_path: Path) -> None:
    panel = page.registers.panel
    panel.table.set_text("Risk 7")
    shown = [panel.row_of(key).title for key in panel.shown_ids()]  # type: ignore[union-attr]
    assert 0 < len(shown) < 90
    panel.export_shown(ask=lambda _: tmp_path / "out.xlsx")
    table = read_table(tmp_path / "out.xlsx")
    assert [row[1] for row in table.rows] == shown
    panel.print_shown(ask=lambda proposed: tmp_path / proposed.name)
    (pdf,) = tmp_path.glob("*.pdf")
    assert f"{len(shown)} records" in text_of(pdf.read_bytes())[0]
    assert {"file.print", "file.export"} <= page.commands().keys()


def test_the_highest_risks_are_one_sheet(page: RisksPage, tmp_path: Path) -> None:
    page.print_top(ask=lambda _: tmp_path / "top")
    (sheet,) = text_of((tmp_path / "top.pdf").read_bytes())
    assert "Highest risks" in sheet
    assert "above appetite" in sheet


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_is_printed_the_same_each_time(page: RisksPage, register: str, language: str) -> None:
    t, workspace = texts.of(language), page.workspace
    table = REGISTERS[register][0]

    def content(session: Any) -> Any:
        from pmo_desktop.services.editing import CLASSES

        cls: Any = CLASSES[table]
        ids = [row.id for row in session.query(cls).order_by(cls.id)]
        return register_print(session, register, ids, t, workspace.today())

    made = workspace.read(content)
    first = render_register(made, t)
    assert first == render_register(made, t)
    sheets = text_of(first)
    assert len(sheets) > 3 if register == "risks" else len(sheets) == 1
    head = made.columns[1].title
    assert all(head in sheet for sheet in sheets)  # repeated on each sheet


def test_without_a_score_there_are_no_highest_risks(workspace: Workspace) -> None:
    workspace.store.write(Message("add_risk"), lambda session: risks.create(session, {"title": "Not judged"}))
    t = workspace.texts
    with pytest.raises(PmoError, match="no_scored_risks"):
        workspace.read(top_risks, None, t, workspace.today())


def test_the_sheet_of_highest_risks_is_the_same_each_time(page: RisksPage) -> None:
    t = texts.of("zh_CN")
    found = page.workspace.read(top_risks, None, t, page.workspace.today())
    assert len(found.risks) == 10
    assert render_top_risks(found, t) == render_top_risks(found, t)
    assert len(text_of(render_top_risks(found, t, "Letter"))) == 1
