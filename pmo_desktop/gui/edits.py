"""Writes what tables ask for: any number of cells as one undoable step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..domain.errors import PmoError
from ..domain.messages import Message
from .models.edits import CellEdit, Commit, Reason
from .workspace import Workspace

MANY: dict[Reason, str] = {
    "cell": "edit_cells",
    "fill": "fill_cells",
    "paste": "paste_cells",
    "clear": "clear_cells",
}


def label_of(edits: Sequence[CellEdit], reason: Reason) -> Message:
    """Return what the Undo menu calls these edits."""
    specs = {edit.column.spec.name: edit.column.spec for edit in edits if edit.column.spec is not None}
    if len(specs) == 1 and reason in ("cell", "fill"):
        return Message("set_field", {"field": next(iter(specs.values())).caption})
    return Message(MANY[reason], {}, len(edits))


def table_commit(workspace: Workspace, table: str) -> Commit:
    """Return what writes edits to the rows of a table of the field catalogue."""

    def commit(edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        if not edits:
            return None
        try:
            workspace.attempt(label_of(edits, reason), set_cells, table, edits)
        except PmoError as error:
            return error
        return None

    return commit


def set_cells(session: Any, table: str, edits: Sequence[CellEdit]) -> None:
    """Set cells; rows that get the same value of a field go together."""
    from ..services.commands.rows import set_values

    together: dict[tuple[str, str], tuple[object, list[int]]] = {}
    for edit in edits:
        name = edit.column.spec.name if edit.column.spec else edit.column.key
        together.setdefault((name, repr(edit.value)), (edit.value, []))[1].append(edit.row_id)
    for (name, _), (value, ids) in together.items():
        set_values(session, table, ids, {name: value})
