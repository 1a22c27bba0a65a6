"""The last page of a copy for one audience: whom it is for, and what it leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...domain.audience import HIDDEN
from ...domain.pack_history import PackMask
from ...texts import Texts
from ...texts.messages import N_, NP_, Plural
from ..frame import Area, Kit, Page
from ..sheet import Sheet
from ..table import Cell, Column, Row, Table

KEY: Final = "masks"

AUDIENCES: Final[Mapping[str, str]] = {
    "steering": N_("Steering committee"),
    "board": N_("Board"),
    "supplier": N_("Supplier"),
    "client": N_("Client"),
}
"""Names of the audiences that come with the program."""

KINDS: Final[Mapping[str, str]] = {
    "money": N_("Amounts of money"),
    "names": N_("Names of persons"),
    "projects": N_("Projects marked as internal"),
    "risks": N_("Risks"),
    "issues": N_("Issues"),
    "decisions": N_("Decisions and asks"),
    "ratings": N_("Calculated ratings"),
    "confidence": N_("Data confidence"),
    "changes": N_("What changed"),
}
"""What each mask is called."""

COUNTS: Final[Mapping[str, Plural]] = {
    "money": NP_("of {count} project, and in all texts", "of {count} projects, and in all texts"),
    "names": NP_("{count} name, also in texts", "{count} names, also in texts"),
    "projects": NP_("{count} project", "{count} projects"),
    "risks": NP_("{count} risk", "{count} risks"),
    "issues": NP_("{count} issue", "{count} issues"),
    "decisions": NP_("{count} decision", "{count} decisions"),
    "ratings": NP_("{count} rating", "{count} ratings"),
    "confidence": NP_("of {count} project", "of {count} projects"),
    "changes": NP_("{count} movement", "{count} movements"),
}
"""How much of it there was."""


def mask_pages(kit: Kit) -> list[Page]:
    """Return the page that lists what was left out; none where the copy is whole."""
    t, data = kit.texts, kit.data
    if not data.masks:
        return []
    section = t("Left out of this copy")
    title = t("This copy is for: {audience}", audience=audience_name(t, data.audience))
    subtitle = t("The copy is made from the same frozen data as the whole pack.")
    return [Page(KEY, section, section, title, subtitle, lambda sheet, area: _draw(sheet, kit, area))]


def audience_name(t: Texts, audience: str) -> str:
    """Return what an audience is called; one of the organisation's own keeps its name."""
    return t(AUDIENCES[audience]) if audience in AUDIENCES else audience


def mask_name(t: Texts, kind: str) -> str:
    """Return what a mask is called."""
    return t(KINDS[kind])


def _draw(sheet: Sheet, kit: Kit, area: Area) -> None:
    t, scale = kit.texts, sheet.type.scale
    width = area.width * 0.6
    columns = (Column(t("What is left out"), 50, minimum=140), Column(t("How much"), 50, minimum=140))
    rows = [Row((Cell(mask_name(t, mask.kind), weight="semibold"), Cell(_count(t, mask)))) for mask in kit.data.masks]
    y = area.top + Table(kit.type, columns, rows, width, row_height=20).paint(sheet, area.left, area.top) + 14
    text = t("{sign} stands where a name or an amount was.", sign=HIDDEN)
    sheet.block(area.left, y, sheet.type.block(text, scale.body.but(color="text2"), width, 2))


def _count(t: Texts, mask: PackMask) -> str:
    count = COUNTS[mask.kind]
    return t.n(count.one, count.many, mask.count) if mask.count else t("there was none")
