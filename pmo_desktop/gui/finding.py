"""What the palette finds: pages, projects, records of the registers and commands, by any part of their words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..domain.rag import Rag
from ..services.fields import TABLE_NAMES
from ..texts import Texts
from ..texts.messages import N_
from ..texts.sound import sounds
from .navigation import Place
from .pages.catalogue import PAGES
from .pages.log_looks import LOOKS, TABS
from .workspace import Workspace

LIMIT: Final = 6
"""Entries shown of each kind; typing more narrows them."""


@dataclass(frozen=True)
class Find:
    """One line of the palette.

    Attributes:
        section: its heading, a catalogue key.
        note: quiet words after the title; `keys` at the right.
        place: where it leads; None for a command, whose name is in `command`.
        rag: a project's status, shown instead of the icon.
    """

    section: str
    title: str
    note: str
    icon: str
    place: Place | None = None
    command: str = ""
    keys: str = ""
    rag: Rag | None = None


PROJECTS, INSIDE, GO, COMMANDS = N_("Projects"), N_("Inside this portfolio"), N_("Go to"), N_("Commands")
ORDER: Final = (PROJECTS, INSIDE, GO, COMMANDS)


def everything(workspace: Workspace) -> list[Find]:
    """Return all that can be found in the store and all pages; commands come from the window."""
    t = workspace.texts
    found = [Find(GO, t(entry.title), "", entry.icon, Place(entry.name)) for entry in PAGES]
    return [*_projects(workspace), *_inside(workspace, t), *found]


def _projects(workspace: Workspace) -> Iterable[Find]:
    from ..services.queries.registry import registry

    for row in workspace.read(registry).rows:
        note = " · ".join(part for part in (row.code, row.programme) if part)
        yield Find(PROJECTS, row.name, note, "folder-open", Place("project", row.id), rag=row.overall)


def _inside(workspace: Workspace, t: Texts) -> Iterable[Find]:
    from ..services.queries.dependencies import dependencies
    from ..services.queries.logs import log
    from ..services.queries.risks import risk_register

    for risk in workspace.read(risk_register).rows:
        note = t("Risk {code}", code=risk.code)
        yield Find(INSIDE, risk.title, note, "triangle-alert", Place("risks", None, {"tab": "risks", "row": risk.id}))
    for link in workspace.read(dependencies):
        note = f"{t(TABLE_NAMES['dependency'])} {link.code}"
        yield Find(INSIDE, link.title, note, "link", Place("timeline", None, {"dependency": link.id}))
    for table, look in LOOKS.items():
        kind = t(TABLE_NAMES[table])
        for row in workspace.read(log, table):
            place = Place("risks", None, {"tab": TABS[table], "row": row.id})
            yield Find(INSIDE, row.title, f"{kind} {row.code}", look.icon, place)


def matching(finds: Sequence[Find], text: str) -> list[Find]:
    """Return the entries whose words hold every typed word, best first within each section.

    A Chinese word need not be typed with spaces: its characters are looked for one after the other.
    """
    words = text.casefold().split()
    if not words:
        return [find for find in finds if find.section in (GO, COMMANDS)]
    scored: list[tuple[int, int, int, Find]] = []
    for place, find in enumerate(finds):
        score = _score(find, words)
        if score is not None:
            scored.append((ORDER.index(find.section), score, place, find))
    scored.sort(key=lambda item: item[:3])
    counts: dict[str, int] = {}
    chosen = []
    for _, _, _, find in scored:
        counts[find.section] = counts.get(find.section, 0) + 1
        if counts[find.section] <= LIMIT:
            chosen.append(find)
    return chosen


def _score(find: Find, words: Sequence[str]) -> int | None:
    title, note = find.title.casefold(), find.note.casefold()
    total = 0
    for word in words:
        if title.startswith(word):
            continue
        if f" {word}" in title or word in note.split():
            total += 1
        elif word in title or word in note:
            total += 2
        elif (not word.isascii() and _in_order(word, title)) or (word.isascii() and _sounds_like(word, find.title)):
            total += 3
        else:
            return None
    return total


def _sounds_like(word: str, title: str) -> bool:
    """Return whether a title is read as the word: `jifei` and `jf` find 计费."""
    full, initials = sounds(title)
    return bool(full) and (word in full or word in initials)


def _in_order(word: str, text: str) -> bool:
    rest: Any = iter(text)
    return all(char in rest for char in word)
