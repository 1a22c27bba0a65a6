"""Several files at once, all of them or none, with nobody to ask: what commands do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.plan import Plan
from ...interchange.spreadsheet import SheetTable
from ...persistence.tables import Project
from .applying import apply
from .kinds import Kind
from .matching import from_json, kind_of, match, targets
from .plans import apply_plan, preview_plan
from .preview import preview


@dataclass(frozen=True)
class Source:
    """A file that was read.

    Attributes:
        content: the plan of an MS Project file, or a table.
        kind: what a table is; None to see it from its columns.
        saved: a saved matching of its columns, or None.
    """

    name: str
    content: Plan | SheetTable
    kind: Kind | None = None
    saved: object = None


@dataclass(frozen=True)
class FileImported:
    """What came of one file.

    Attributes:
        kind: `mspdi`, `registry` or a register such as `risks`.
        counts: new, updated, unchanged and skipped rows; for a plan its tasks, links and so on.
        project: code of the project that a plan went into.
        columns: column to the field it filled.
        unknown: columns or fields of the file that were not understood, with how often each was met (0: a column).
        problems: cells that could not be taken as they were.
        notes: what was guessed, put right or left out.
    """

    name: str
    kind: str
    counts: Mapping[str, int]
    project: str
    columns: Mapping[str, str]
    unknown: Mapping[str, int]
    problems: tuple[Message, ...]
    notes: tuple[Message, ...]


def import_all(session: Session, sources: Sequence[Source], *, project: str = "") -> tuple[FileImported, ...]:
    """Import files one after the other and return what came of each.

    Attributes:
        project: code of the project that plans and records go into; a plan makes it where there is none.

    Raises:
        PmoError: one of them can't be imported; none is.
    """
    return tuple(
        _plan(session, source.name, source.content, project)
        if isinstance(source.content, Plan)
        else _table(session, source, source.content, project)
        for source in sources
    )


def _plan(session: Session, name: str, plan: Plan, project: str) -> FileImported:
    shown = preview_plan(session, name, plan, code=project)
    done = apply_plan(session, shown)
    return FileImported(name, "mspdi", shown.counts, done.code, {}, shown.unknown, (), shown.notes)


def _table(session: Session, source: Source, table: SheetTable, project: str) -> FileImported:
    kind = source.kind or kind_of(table, session)
    specs = targets(session, kind)
    matching = match(table, kind, specs) if source.saved is None else from_json(source.saved, table, kind, specs)
    if kind != "registry" and project:
        matching = matching.with_project(_project_id(session, project))
    shown = preview(session, table, matching)
    done = apply(session, shown)
    return FileImported(
        source.name,
        kind,
        {"new": done.new, "updated": done.updated, "unchanged": done.unchanged, "skipped": done.skipped},
        "",
        {column.header: column.field for column in matching.columns if column.field},
        _zeros(shown.unknown),
        tuple(problem.message for problem in shown.problems),
        shown.notes,
    )


def _zeros(names: Iterable[str]) -> dict[str, int]:
    return dict.fromkeys(names, 0)


def _project_id(session: Session, code: str) -> int:
    found = session.scalar(
        select(Project.id).where(func.lower(Project.code) == code.lower(), Project.draft_of.is_(None))
    )
    if found is None:
        raise PmoError("import_project_unknown", code=code)
    return found
