"""A risk register from a file."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from pmo_desktop.interchange.spreadsheet import SheetTable
from pmo_desktop.persistence.store import Store
from pmo_desktop.services import imports
from pmo_desktop.services.commands import projects
from pmo_desktop.services.queries.registry import registry
from pmo_desktop.services.queries.risks import RiskRow, risk_register

from ..services.world import dump
from .conftest import LABEL, Read, apply, preview

REGISTER = """Risk ID,Project,Description,Probability,Impact,Status,Cost impact (k€),Delay (days),Identified
R-1,A-1,Ground is soft,High,低,Active,450,30,2026-02-15
R-1,A-2,Vendor leaves,5 - Very high,M,Mitigated,1.5,,2026-03-01
,,Nobody knows,60%,3,Watch,,7 d,
"""


@pytest.fixture
def two_projects(store: Store) -> None:
    def make(session: Session) -> None:
        for code in ("A-1", "A-2"):
            projects.create(session, {"code": code, "name": f"Project {code}"})

    store.write(LABEL, make)


def risks_of(store: Store) -> list[RiskRow]:
    with store.read() as session:
        return sorted(risk_register(session).rows, key=lambda row: row.title)


@pytest.mark.usefixtures("two_projects")
def test_a_register_arrives_with_its_scores_and_projects(store: Store, read: Read) -> None:
    shown = preview(store, read(REGISTER), "risks")
    assert [problem.text for problem in shown.problems] == ["7 d"]
    assert apply(store, shown).new == 3
    soft, nobody, vendor = risks_of(store)
    assert (soft.code, soft.project_code, soft.probability, soft.impact) == ("R-1", "A-1", 4, 2)
    assert (soft.cost_impact, soft.days_impact, soft.status) == (450_000_00, 30, "monitoring")
    assert (soft.inherent_probability, soft.identified_on) == (4, date(2026, 2, 15))
    assert (vendor.project_code, vendor.probability, vendor.impact, vendor.status) == ("A-2", 5, 3, "closed")
    assert (nobody.project_code, nobody.probability, nobody.code) == ("", 4, "R-001")


@pytest.mark.usefixtures("two_projects")
def test_the_same_register_again_changes_nothing_though_ids_repeat_across_projects(store: Store, read: Read) -> None:
    table = read("\n".join(REGISTER.splitlines()[:3]) + "\n")
    apply(store, preview(store, table, "risks"))
    assert preview(store, table, "risks").counts == {"new": 0, "update": 0, "unchanged": 2, "skipped": 0}


@pytest.mark.usefixtures("two_projects")
def test_an_unknown_project_is_a_problem_and_the_risk_goes_to_the_portfolio(store: Store, read: Read) -> None:
    shown = preview(store, read("Risk ID,Project,Risk,Probability,Impact\nR-1,Z-9,Soft,1,2\n"), "risks")
    assert [problem.message.id for problem in shown.problems] == ["import_cell_unknown"]
    apply(store, shown)
    assert risks_of(store)[0].project_id is None


@pytest.mark.usefixtures("two_projects")
def test_risks_without_a_project_go_where_the_user_says(store: Store, read: Read) -> None:
    table = read("Risk ID,Risk,Probability,Impact\nR-1,Soft,1,2\n")
    with store.read() as session:
        row = next(row.id for row in registry(session).rows if row.code == "A-1")
    shown = preview(store, table, "risks", change=lambda matching: matching.with_project(row))
    apply(store, shown)
    assert risks_of(store)[0].project_code == "A-1"
    assert preview(store, table, "risks", change=lambda matching: matching.with_project(row)).counts["unchanged"] == 1


def test_scores_beyond_the_scale_are_named(store: Store, read: Read) -> None:
    table = read("Risk ID,Risk,Probability,Impact\nR-1,Soft,9,soon\nR-2,Hard,1,2\nR-3,Wet,2,3\n")
    shown = preview(store, table, "risks")
    assert [problem.text for problem in shown.problems] == ["9", "soon"]


def test_undo_restores_every_row(store: Store, read: Read) -> None:
    before = dump(store)
    shown = preview(store, read(REGISTER), "risks")
    change = store.write(LABEL, lambda session: imports.apply(session, shown))
    store.revert(change.seq, "undo")
    assert dump(store) == before


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (REGISTER, "risks"),
        ("风险编号,风险名称,概率,影响,责任人\nR-1,供应商退出,高,很高,李伟\n", "risks"),
        ("Project No,Project,Budget,PM\nP-1,One,10,X\n", "registry"),
        ("编号,项目名称,项目经理,预算\nP-1,计费平台,李伟,840 万\n", "registry"),
    ],
)
def test_the_kind_of_a_table_is_seen_from_its_columns(store: Store, read: Read, text: str, kind: str) -> None:
    table: SheetTable = read(text)
    with store.read() as session:
        assert imports.kind_of(table, session) == kind
