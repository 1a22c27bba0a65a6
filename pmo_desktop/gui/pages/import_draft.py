"""An import on its way: what was read, how it is matched, what it would do. Plain values, made beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ...domain.errors import PmoError
from ...domain.plan import Plan
from ...interchange.mspdi import read_plan
from ...interchange.spreadsheet import SheetTable, read_table, table_of_text
from ...persistence.store import Store
from ...services import imports
from ...services.fields import FieldSpec
from ...services.queries.registry import registry

if TYPE_CHECKING:
    from ..jobs import Progress

Content = imports.Kind | Literal["plan"]


@dataclass(frozen=True)
class Draft:
    """One file on its way into the store.

    Attributes:
        text: what was pasted, where it is no file.
        specs: fields that its columns can fill, by name.
        preview: what would be written; None where that can't be said yet, and `refusal` says why.
        fixes: what was chosen for cells that can't be taken as they are.
        saved: saved matchings of this kind, by name.
        projects: id to code and name, for the project that a plan or risks go into.
        programmes: id to name; `currency`: the portfolio's.
    """

    path: Path
    kind: Content
    text: str | None = None
    table: SheetTable | None = None
    matching: imports.Matching | None = None
    preview: imports.Preview | None = None
    refusal: PmoError | None = None
    plan: Plan | None = None
    plan_preview: imports.PlanPreview | None = None
    specs: Mapping[str, FieldSpec] = field(default_factory=dict)
    fixes: Mapping[tuple[int, int], imports.Fix] = field(default_factory=dict)
    saved: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    projects: Mapping[int, str] = field(default_factory=dict)
    programmes: Mapping[int, str] = field(default_factory=dict)
    currency: str = ""

    @property
    def open_problems(self) -> tuple[imports.Problem, ...]:
        """The problems that nobody has decided on yet."""
        found = self.preview.problems if self.preview else ()
        return tuple(problem for problem in found if not self._is_decided(problem))

    def _is_decided(self, problem: imports.Problem) -> bool:
        fix = self.fixes.get((problem.row, problem.column))
        return fix is not None and fix.kind != "text"

    def with_fix(self, problems: tuple[imports.Problem, ...], fix: imports.Fix) -> Draft:
        """Return the draft with a decision on these cells."""
        return replace(self, fixes={**self.fixes, **{(problem.row, problem.column): fix for problem in problems}})

    def with_matching(self, matching: imports.Matching) -> Draft:
        """Return the draft with another matching; decisions on columns that changed are forgotten."""
        same = {
            column.at
            for column, before in zip(matching.columns, self.matching.columns if self.matching else (), strict=False)
            if column == before
        }
        fixes = {place: fix for place, fix in self.fixes.items() if place[1] in same}
        return replace(self, matching=matching, fixes=fixes)


Work = Callable[["Progress"], Draft]


def opening(
    store: Store,
    path: Path,
    *,
    sheet: str | None = None,
    kind: imports.Kind | None = None,
    header_at: int | None = None,
    text: str | None = None,
) -> Work:
    """Return the work that reads a file, sees what it is, matches its columns and says what it would do.

    `text` is read in place of the file: rows from the clipboard, of which `path` is only the name.
    """

    def work(progress: Progress) -> Draft:
        progress.report(0, 100)
        if text is None and kind is None and path.suffix.lower() in (".xml", ".mspdi"):
            draft = Draft(path, "plan", plan=read_plan(path))
        else:
            pasted = table_of_text(text, path.name) if text is not None else None
            table = pasted or read_table(path, sheet=sheet, progress=progress.report)
            draft = Draft(
                path, "registry", text=text, table=table if header_at is None else table.with_header(header_at)
            )
        with store.reader() as session:
            known = registry(session)
            draft = replace(
                draft,
                projects={row.id: f"{row.code}  {row.name}" for row in known.rows},
                programmes={row.id: row.name for row in known.programmes},
                currency=known.currency,
            )
            if draft.table is not None:
                found = kind or _kind_of(draft.table, session)
                specs = imports.targets(session, found)
                draft = replace(
                    draft,
                    kind=found,
                    specs=specs,
                    matching=imports.match(draft.table, found, specs),
                    saved=imports.load(session, found),
                )
        return looking(store, draft)(progress)

    return work


def _kind_of(table: SheetTable, session: Any) -> imports.Kind:
    try:
        return imports.kind_of(table, session)
    except PmoError:
        return "registry"  # the user sees the columns and says what they are


def looking(store: Store, draft: Draft) -> Work:
    """Return the work that says anew what a draft would do."""

    def work(progress: Progress) -> Draft:
        progress.report(0, 100)
        with store.reader() as session:
            if draft.plan is not None:
                before = draft.plan_preview
                code = before.code if before and before.project_id is not None else ""
                shown = imports.preview_plan(
                    session, draft.path.name, draft.plan, code=code, new=before is not None and not code
                )
                return replace(draft, plan_preview=shown)
            assert draft.table is not None
            assert draft.matching is not None
            specs = imports.targets(session, draft.matching.kind)
            try:
                preview = imports.preview(session, draft.table, draft.matching, draft.fixes, progress=progress.report)
            except PmoError as refusal:
                # No column names the rows yet: that is what the next step is for.
                return replace(draft, specs=specs, preview=None, refusal=refusal)
        return replace(draft, specs=specs, preview=preview, refusal=None)

    return work


def into_project(store: Store, draft: Draft, project_id: int | None) -> Work:
    """Return the work that turns a plan towards another project, or a new one."""

    def work(progress: Progress) -> Draft:
        assert draft.plan is not None
        with store.reader() as session:
            code = next((row.code for row in registry(session).rows if row.id == project_id), "")
            shown = imports.preview_plan(session, draft.path.name, draft.plan, code=code, new=project_id is None)
        return replace(draft, plan_preview=shown)

    return work
