"""The definitions that packs are made by: the program's own as changed here, then the user's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..domain.messages import Message
from ..domain.pack_definition import PRESETS, PackDefinition, from_json
from ..persistence.tables import PackDefinition as DefinitionRow
from ..texts import LANGUAGES, of

NAMES: Final = {
    "steering": Message("definition_steering"),
    "board": Message("definition_board"),
    "projects": Message("definition_projects"),
}
"""What the program's own definitions are called."""


@dataclass(frozen=True)
class DefinitionView:
    """A definition as the store has it; `id` is None for one of the program's own that was not changed."""

    id: int | None
    definition: PackDefinition

    @property
    def name(self) -> Message | str:
        """What it is called."""
        return self.definition.name or NAMES[self.definition.key]


def definitions(session: Session) -> tuple[DefinitionView, ...]:
    """Return all definitions, the program's own first.

    Raises:
        PmoError: one is damaged.
    """
    kept = [
        DefinitionView(row.id, from_json(row.name, row.definition))
        for row in session.scalars(select(DefinitionRow).order_by(DefinitionRow.position, DefinitionRow.id))
    ]
    own = {view.definition.key: replace(view, definition=replace(view.definition, name=""))
           for view in kept if view.definition.key}  # fmt: skip
    presets = [own.get(preset.key, DefinitionView(None, preset)) for preset in PRESETS]
    return (*presets, *(view for view in kept if not view.definition.key))


def definition_named(session: Session, word: str) -> DefinitionView:
    """Return the definition of a key or name in any language, however it is capitalised.

    Raises:
        PmoError: there is none.
    """
    known = definitions(session)
    for view in known:
        if word.strip().casefold() in {name.casefold() for name in _names(view)}:
            return view
    raise PmoError("pack_definition_unknown", name=word, known=", ".join(_names(view)[0] for view in known))


def _names(view: DefinitionView) -> list[str]:
    if view.definition.name:
        return [view.definition.name]
    message = NAMES[view.definition.key]
    return [view.definition.key, *(of(language).say(message) for language in LANGUAGES)]
