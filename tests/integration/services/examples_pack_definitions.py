"""Examples of the commands of pack definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pmo_desktop.domain.pack_definition import PRESETS, PackDefinition
from pmo_desktop.services.commands.pack_definitions import delete_pack_definition, save_pack_definition

from .world import Example

DAY = date(2026, 11, 30)
OWN = PackDefinition(name="Weekly").with_shown("slip", shown=False).with_title("risks", "en", DAY, "Two risks grew")

EXAMPLES = (
    Example(save_pack_definition, lambda s, w: save_pack_definition(s, OWN)),
    Example(
        save_pack_definition,
        lambda s, w: save_pack_definition(s, PRESETS[0].moved("risks", 2)),
        note="of the program",
    ),
    Example(
        save_pack_definition,
        lambda s, w: save_pack_definition(s, replace(OWN, name="Monthly", status_page="portrait"), 1),
        lambda s, w: save_pack_definition(s, OWN),
        note="again",
    ),
    Example(
        delete_pack_definition,
        lambda s, w: delete_pack_definition(s, 1),
        lambda s, w: save_pack_definition(s, OWN),
    ),
)
