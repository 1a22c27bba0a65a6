"""Definitions of packs: kept, named, forgotten."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.pack_definition import LONGEST_NAME, PackDefinition, to_json
from ...persistence.tables import PackDefinition as DefinitionRow
from ..editing import load
from ..pack_definitions import definitions


def save_pack_definition(session: Session, definition: PackDefinition, definition_id: int | None = None) -> int:
    """Keep a definition and return its id: a new one without `definition_id`.

    One of the program's own keeps its key and needs no name; the store then has it as it was changed here.

    Raises:
        PmoError: it has no name, or another one has it.
    """
    name = definition.name.strip()[:LONGEST_NAME]
    if not definition.key and not name:
        raise PmoError("pack_definition_needs_name")
    known = definitions(session)
    others = {view.definition.name.casefold() for view in known if view.id != definition_id or view.id is None}
    if not definition.key and name.casefold() in others:
        raise PmoError("pack_definition_name_taken", name=name)
    if definition.key:
        name = ""
        definition_id = next((view.id for view in known if view.definition.key == definition.key), None)
    if definition_id is None:
        last = session.scalar(select(func.max(DefinitionRow.position))) or 0
        row = DefinitionRow(name=name, position=last + 1, definition={})
        session.add(row)
    else:
        (row,) = load(session, "pack_definition", [definition_id])
    row.name, row.definition = name, to_json(definition)
    session.flush()
    return int(row.id)


def delete_pack_definition(session: Session, definition_id: int) -> None:
    """Forget a definition; one of the program's own is again as it came. Issued packs keep theirs."""
    (row,) = load(session, "pack_definition", [definition_id])
    session.delete(row)
    session.flush()
