"""The plans behind the timeline: scheduled beside the window, and only those that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...domain.changes import ChangeSet
from ...domain.messages import Message
from ...services.queries.dependencies import DependencyRow, ends_of
from ...services.queries.registry import ProjectRow
from ...services.queries.timeline import Outline, outlines, plans_touched
from ..jobs import Progress
from ..workspace import Workspace

if TYPE_CHECKING:
    from ...persistence.store import Store


def read_outlines(store: Store, project_ids: list[int], ends: frozenset[int], progress: Progress) -> dict[int, Outline]:
    """Return what the timeline shows of the plans of projects, each scheduled; runs in a job."""
    with store.reader() as session:
        return outlines(session, project_ids, ends, progress.report)


class TimelinePlans:
    """Keeps phases, gates and wanted dates by project until a change touches the plan.

    Attributes:
        known: project id to what its plan says.
    """

    def __init__(
        self, workspace: Workspace, while_here: Callable[[Callable[[dict[int, Outline]], object]], Callable[..., None]]
    ) -> None:
        self._workspace = workspace
        self._while_here = while_here
        self._asked: dict[int, int] = {}
        self._tickets = 0
        self.known: dict[int, Outline] = {}

    def forget(self, change: ChangeSet) -> None:
        """Drop the plans that a change touched."""
        touched = self._workspace.read(plans_touched, change)
        if touched is None:
            self.known, self._asked = {}, {}
            return
        for key in touched:
            self.known.pop(key, None)
            self._asked.pop(key, None)

    def keep(self, project_ids: Iterable[int]) -> None:
        """Drop the plans of all other projects."""
        wanted = set(project_ids)
        self.known = {key: outline for key, outline in self.known.items() if key in wanted}

    def begin(self, rows: Sequence[ProjectRow], links: Sequence[DependencyRow], done: Callable[[], object]) -> None:
        """Schedule the plans that are not known, in a job; `done` is called when they are."""
        missing = self._without_ends(links)
        ids = [
            row.id
            for row in rows
            if row.has_plan and (row.id in missing or (row.id not in self.known and row.id not in self._asked))
        ]
        if not ids:
            return
        self._tickets += 1
        ticket, store, ends = self._tickets, self._workspace.store, ends_of(links)
        self._asked.update(dict.fromkeys(ids, ticket))

        def land(found: Mapping[int, Outline]) -> None:
            # A plan that changed meanwhile was asked for again, under another ticket.
            fresh = {key: outline for key, outline in found.items() if self._asked.get(key) == ticket}
            self.known.update(fresh)
            for key in fresh:
                del self._asked[key]
            done()

        self._workspace.jobs.start(
            Message("read_timeline"), lambda progress: read_outlines(store, ids, ends, progress), self._while_here(land)
        )

    def _without_ends(self, links: Sequence[DependencyRow]) -> set[int]:
        """Return the known projects that have a task in a dependency whose dates were not asked for."""
        return {
            end.project_id
            for row in links
            for end in (row.giver, row.taker)
            if end.project_id is not None
            and end.task_id is not None
            and end.project_id in self.known
            and end.task_id not in self.known[end.project_id].ends
            and self.known[end.project_id].problem is None
        }
