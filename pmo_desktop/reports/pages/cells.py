"""Table cells that several pages use: marks, strips, progress, slips, variances."""

from __future__ import annotations

from ...charts.marks import strip
from ...charts.scene import Mark, Scene
from ...charts.small import progress
from ...domain.pack import PackProject
from ...domain.rag import Rag
from ..frame import Kit
from ..table import Cell
from ..words import history_in_words, mark_in_words

STRIP: float = 6.0
STRIP_GAP: float = 2.6


def mark_cell(kit: Kit, rag: Rag, before: Rag | None = None, size: float = 12.0, *, tick: bool = False) -> Cell:
    """Return a status mark in the middle of its cell; `tick` says that it was reported better than calculated."""

    def scene(width: float) -> Scene:
        return [Mark(min(width / 2, size), 0.0, size, rag, tick=tick)]

    return Cell(scene=scene, alt=mark_in_words(kit.texts, rag, before))


def strip_cell(kit: Kit, project: PackProject) -> Cell:
    """Return the overall ratings of the last periods."""
    ratings = kit.facts.history(project)
    return Cell(scene=lambda _: strip(ratings, STRIP, STRIP_GAP), alt=history_in_words(kit.texts, ratings))


def progress_cell(kit: Kit, project: PackProject) -> Cell:
    """Return a progress bar with a tick where the project should be."""
    t = kit.texts
    done, planned = project.percent_complete, project.planned_percent
    if done is None:
        return Cell()
    alt = t("{percent} complete", percent=t.percent(done / 100))

    def scene(width: float) -> Scene:
        return progress(width, done / 100, planned / 100 if planned is not None else None)

    return Cell(scene=scene, alt=alt)


def slip_cell(kit: Kit, slip: int | None) -> Cell:
    """Return a slip in days with its sign, in red beyond the tolerance."""
    if slip is None:
        return Cell("–", color="text3")
    late = kit.facts.is_late(slip)
    text = kit.texts.number(slip, signed=True)
    return Cell(text, color="ragRtext" if late else "text", weight="bold" if late else "regular")


def overrun_cell(kit: Kit, overrun: float | None) -> Cell:
    """Return a variance in percent with its sign, in red beyond the tolerance."""
    if overrun is None:
        return Cell("–", color="text3")
    dear = kit.facts.is_dear(overrun)
    text = kit.texts.percent(overrun, 1, signed=True)
    return Cell(text, color="ragRtext" if dear else "text", weight="bold" if dear else "regular")
