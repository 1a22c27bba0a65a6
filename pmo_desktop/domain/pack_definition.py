"""How a pack is made each month: its blocks in their order, which of them are in it, and the titles written by hand.

Plain values: `services` keeps them in the store, a pack's snapshot holds the one that it was made by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal, TypeAlias

from .errors import PmoError

BLOCKS: Final = (
    "cover",
    "summary",
    "decisions",
    "changes",
    "timeline",
    "milestones",
    "slip",
    "money",
    "earned",
    "risks",
    "simulation",
    "resources",
    "benefits",
    "projects",
    "registers",
    "appendix",
    "confidence",
    "definitions",
    "masks",
)
"""Every kind of page that a pack can have, in the usual order."""

FIXED: Final = frozenset({"cover", "masks"})
"""Blocks whose place is fixed: the cover comes first; what is masked is said last, and always."""

Orientation: TypeAlias = Literal["landscape", "portrait"]

LONGEST_TITLE: Final = 200
"""Characters of a title: two lines of a page hold no more."""

LONGEST_NAME: Final = 80


@dataclass(frozen=True)
class PackTitle:
    """A conclusion in the user's own words.

    Attributes:
        block: a kind of `BLOCKS`, or `project:UID` for the page of one project.
        data_date: the pack it was written for; a conclusion on last month's figures is not said again.
    """

    block: str
    language: str
    text: str
    data_date: date


@dataclass(frozen=True)
class PackDefinition:
    """A pack as it is made each month.

    Attributes:
        key: names one that comes with the program, "" for the user's own.
        name: what it is called; "" for those that come with the program.
        blocks: kinds of `BLOCKS` in their order; `hidden`: those of them that are switched off.
        status_page: how the page of one project stands on its paper.
    """

    key: str = ""
    name: str = ""
    blocks: tuple[str, ...] = BLOCKS
    hidden: tuple[str, ...] = ()
    titles: tuple[PackTitle, ...] = ()
    status_page: Orientation = "landscape"

    @property
    def shown(self) -> tuple[str, ...]:
        """The kinds of pages that are in the pack, in their order."""
        return tuple(kind for kind in self.blocks if kind not in self.hidden or kind == "masks")

    def title(self, block: str, language: str, data_date: date) -> str:
        """Return the title that the user wrote for a block of that day's pack, "" for none."""
        for title in self.titles:
            if (title.block, title.language, title.data_date) == (block, language, data_date):
                return title.text
        return ""

    def with_title(self, block: str, language: str, data_date: date, text: str) -> PackDefinition:
        """Return the definition with a title of the user's own; without one where the text is empty."""
        kept = [t for t in self.titles if (t.block, t.language, t.data_date) != (block, language, data_date)]
        wanted = " ".join(text.split())[:LONGEST_TITLE]
        if wanted:
            kept.append(PackTitle(block, language, wanted, data_date))
        return replace(self, titles=tuple(sorted(kept, key=lambda t: (t.data_date, t.block, t.language))))

    def with_shown(self, block: str, *, shown: bool) -> PackDefinition:
        """Return the definition with a block switched on or off."""
        left = {kind for kind in self.hidden if kind != block} | (set() if shown else {block})
        return replace(self, hidden=tuple(kind for kind in BLOCKS if kind in left))

    def moved(self, block: str, place: int) -> PackDefinition:
        """Return the definition with a block at another place among those that can move."""
        if block in FIXED or block not in self.blocks:
            return self
        others = [kind for kind in self.blocks if kind != block]
        others.insert(max(1, min(place, len(others) - 1)), block)
        return replace(self, blocks=_ordered(others))


PRESETS: Final = (
    PackDefinition("steering"),
    PackDefinition(
        "board",
        hidden=tuple(
            kind
            for kind in BLOCKS
            if kind not in ("cover", "summary", "decisions", "changes", "money", "risks", "benefits", "definitions")
        ),
    ),
    PackDefinition(
        "projects",
        hidden=tuple(kind for kind in BLOCKS if kind not in ("projects", "definitions")),
        status_page="portrait",
    ),
)
"""The definitions that come with the program; the first is taken where none is named."""


def to_json(definition: PackDefinition) -> dict[str, object]:
    """Return a definition as plain values, for the store."""
    return {
        "key": definition.key,
        "blocks": list(definition.blocks),
        "hidden": list(definition.hidden),
        "status_page": definition.status_page,
        "titles": [
            {"block": t.block, "language": t.language, "text": t.text, "data_date": t.data_date.isoformat()}
            for t in definition.titles
        ],
    }


def from_json(name: str, raw: Mapping[str, Any]) -> PackDefinition:
    """Return the definition of plain values; kinds of pages that this program does not know are left out.

    Raises:
        PmoError: they are not those of a definition.
    """
    try:
        titles = tuple(
            PackTitle(str(t["block"]), str(t["language"]), str(t["text"]), date.fromisoformat(t["data_date"]))
            for t in raw.get("titles", ())
        )
        hidden = {str(kind) for kind in raw.get("hidden", ())}
        return PackDefinition(
            key=str(raw.get("key", "")),
            name=name,
            blocks=_ordered(str(kind) for kind in raw.get("blocks", BLOCKS)),
            hidden=tuple(kind for kind in BLOCKS if kind in hidden),
            titles=titles,
            status_page="portrait" if raw.get("status_page") == "portrait" else "landscape",
        )
    except (TypeError, KeyError, ValueError, AttributeError):
        raise PmoError("pack_definition_unreadable", name=name) from None


def _ordered(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return all kinds once: those given in their order, the others where they usually stand."""
    made = [kind for kind in dict.fromkeys(kinds) if kind in BLOCKS and kind not in FIXED]
    for at, kind in enumerate(BLOCKS):
        if kind not in made and kind not in FIXED:
            before = [made.index(other) for other in BLOCKS[:at] if other in made]
            made.insert(max(before, default=-1) + 1, kind)
    return ("cover", *made, "masks")
