"""The blocks of a pack: which pages each kind makes, and what the kinds are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from ..domain.messages import Message
from .frame import Kit, Page
from .pages.appendix import appendix_pages, definitions_page
from .pages.benefits import benefit_pages
from .pages.changes import changes_pages
from .pages.confidence import confidence_pages
from .pages.cover import Entry, cover_page
from .pages.decisions import decision_pages
from .pages.masks import mask_pages
from .pages.milestones import milestone_pages
from .pages.money import earned_pages, money_pages
from .pages.project import demand, project_pages
from .pages.registers import register_pages
from .pages.resources import resource_pages
from .pages.risks import risk_page
from .pages.simulation import simulation_pages
from .pages.slip import slip_pages
from .pages.summary import summary_page
from .pages.timeline import timeline_pages

PAGES: Final[Mapping[str, Callable[[Kit], list[Page]]]] = {
    "summary": lambda kit: [summary_page(kit)],
    "decisions": lambda kit: [] if kit.facts.leaves_out("decisions") else decision_pages(kit),
    "changes": changes_pages,
    "timeline": timeline_pages,
    "milestones": milestone_pages,
    "slip": slip_pages,
    "money": money_pages,
    "earned": earned_pages,
    "risks": lambda kit: [] if kit.facts.leaves_out("risks") else [risk_page(kit)],
    "simulation": simulation_pages,
    "resources": resource_pages,
    "benefits": benefit_pages,
    "projects": project_pages,
    "registers": register_pages,
    "appendix": appendix_pages,
    "confidence": confidence_pages,
    "definitions": lambda kit: [definitions_page(kit)],
    "masks": mask_pages,
}
"""What makes the pages of each kind; the cover is made last, because it lists the others."""

NAMES: Final[Mapping[str, str]] = {
    "cover": "block_cover",
    "summary": "block_summary",
    "decisions": "block_decisions",
    "changes": "block_changes",
    "timeline": "block_timeline",
    "milestones": "block_milestones",
    "slip": "block_slip",
    "money": "block_money",
    "earned": "block_earned",
    "risks": "block_risks",
    "simulation": "block_simulation",
    "resources": "block_resources",
    "benefits": "block_benefits",
    "projects": "block_projects",
    "registers": "block_registers",
    "appendix": "block_appendix",
    "confidence": "block_confidence",
    "definitions": "block_definitions",
    "masks": "block_masks",
}
"""Message ids of the names of all kinds."""

SILENT: Final = frozenset({"masks", "projects"})
"""Kinds of which nobody is told when they have nothing to say."""


def block_name(kind: str) -> Message:
    """Return what a kind of page is called."""
    return Message(NAMES[kind])


def planned(kit: Kit) -> list[Page]:
    """Return the pages of a pack in their order; a block with nothing to say leaves a note and no page."""
    shown = kit.definition.shown
    pages: list[Page] = []
    for kind in shown:
        if kind == "cover":
            continue
        made = PAGES[kind](kit)
        if not made and kind not in SILENT:
            kit.check("", "note", Message("pack_block_empty", {"block": block_name(kind)}), block=kind)
        pages += [replace(page, block=kind) for page in made]
    if "projects" not in shown:
        for project in kit.data.projects:
            demand(kit, project)
    if "cover" not in shown and pages:
        return pages
    cover = cover_page(kit, _contents(kit, pages))
    return [replace(cover, block="cover"), *pages]


def _contents(kit: Kit, pages: list[Page]) -> list[Entry]:
    """Return the lines of the contents: sections, and under the first project page those that are red or amber."""
    t = kit.texts
    count = sum(page.block == "projects" for page in pages)
    urgent = len(kit.facts.rated("R", "A"))
    contents: list[Entry] = []
    rank = 0
    for number, page in enumerate(pages, start=2):
        if page.block == "projects":
            if not rank:
                name = t.n("Project status, {count} page", "Project status, {count} pages", count)
                contents.append(Entry(name, number, page.key))
            if rank < urgent and page.level is not None:
                contents.append(Entry(page.outline, number, page.key, is_inner=True))
            rank += 1
        elif page.in_contents:
            contents.append(Entry(page.outline, number, page.key))
    return contents
