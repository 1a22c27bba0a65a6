"""Examples of imports."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.interchange.spreadsheet import read_table
from pmo_desktop.services import imports

from .world import Example, World

SAMPLES = Path(__file__).parents[3] / "resources" / "demo"


def _registry(session: Session, new_field: bool = False) -> imports.Preview:
    table = read_table(SAMPLES / "registry.csv")
    specs = imports.targets(session, "registry")
    matching = imports.match(table, "registry", specs)
    if new_field:
        matching = matching.with_field(table, specs, table.header.index("Cost centre"), imports.NEW)
    return imports.preview(session, table, matching)


def _risks(session: Session, world: World) -> object:
    table = read_table(SAMPLES / "risks.csv")
    matching = imports.match(table, "risks", imports.targets(session, "risks"))
    return imports.apply(session, imports.preview(session, table, matching))


def _plan(session: Session, world: World, into: bool) -> object:
    plan = read_plan(SAMPLES / "depot-plan.xml")
    shown = imports.preview_plan(session, "depot-plan.xml", plan, code="P-001" if into else "")
    assert (shown.project_id == world.project) is into
    return imports.apply_plan(session, shown)


def _update(session: Session, world: World) -> object:
    table = read_table(SAMPLES / "registry.xlsx")
    matching = imports.match(table, "registry", imports.targets(session, "registry"))
    return imports.apply(session, imports.preview(session, table, matching))


EXAMPLES = (
    Example(imports.apply, lambda s, w: imports.apply(s, _registry(s)), note="of a registry"),
    Example(imports.apply, lambda s, w: imports.apply(s, _registry(s, True)), note="with a new field"),
    Example(imports.apply, _update, lambda s, w: imports.apply(s, _registry(s)), note="of an update"),
    Example(imports.apply, _risks, note="of risks"),
    Example(imports.apply_plan, lambda s, w: _plan(s, w, into=False), note="into a new project"),
    Example(imports.apply_plan, lambda s, w: _plan(s, w, into=True), note="in place of a plan"),
    Example(imports.save_matching, lambda s, w: imports.save_matching(s, "Monthly", _registry(s).matching)),
    Example(
        imports.delete_matching,
        lambda s, w: imports.delete_matching(s, "Monthly", "registry"),
        lambda s, w: imports.save_matching(s, "Monthly", _registry(s).matching),
    ),
)
