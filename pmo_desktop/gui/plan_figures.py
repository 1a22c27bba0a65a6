"""Figures of scheduled plans for rules of ratings: measured beside the window, kept until a plan changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ..domain.changes import ChangeSet
from ..domain.errors import PmoError
from ..domain.messages import Message
from .jobs import Progress

if TYPE_CHECKING:
    from ..domain.rag_rules import Figures
    from ..persistence.store import Store
    from ..services.queries.registry import Registry
    from .workspace import Workspace

PLAN_TABLES: Final = frozenset({"task", "link", "assignment", "resource", "calendar", "task_baseline", "period"})


class PlanFigures(QObject):
    """What is known of the plans of one store.

    Attributes:
        known: project id to figures, only of projects whose rules ask for them.

    Signals:
        measured: more is known than before, or nothing any more.
    """

    measured = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._is_measuring = False
        self._plans = 0  # raised when a plan changes: what was measured before is then no longer true
        self.known: dict[int, Figures] = {}
        workspace.changed.connect(self._changed)

    def ask(self, registry: Registry) -> None:
        """Measure the plans of a registry's projects that are not known yet; `measured` tells when that is done."""
        wanted = [row.id for row in registry.rows if row.needs_plan and row.has_plan and row.id not in self.known]
        if not wanted or self._is_measuring or not registry.is_live or registry.period is None:
            return
        self._is_measuring = True
        store, day, plans = self._workspace.store, registry.period.data_date, self._plans
        self._workspace.jobs.start(
            Message("find_plan_figures"),
            lambda progress: measure(store, wanted, day, progress),
            lambda found: self._take(found, plans),
            self._failed,
        )

    def _take(self, found: Mapping[int, Figures], plans: int) -> None:
        self._is_measuring = False
        if plans == self._plans:
            self.known = {**self.known, **found}
        self.measured.emit()

    def _failed(self, error: PmoError) -> None:
        self._is_measuring = False
        self._workspace.failed.emit(error)

    def _changed(self, change: ChangeSet) -> None:
        if not change.tables() & PLAN_TABLES:
            return
        self._plans += 1
        self._is_measuring = False  # also after a cancelled job, which is not begun again before
        if self.known:
            self.known = {}
            self.measured.emit()  # who shows them asks again


def measure(store: Store, ids: list[int], day: date, progress: Progress) -> dict[int, Figures]:
    """Return the figures of plans; runs in a job. A plan that can't be scheduled has none."""
    from ..services.rag_plan import plan_figures

    found: dict[int, Figures] = {}
    for done, project_id in enumerate(ids):
        progress.report(done, len(ids))
        with store.reader() as session:
            try:
                found[project_id] = plan_figures(session, project_id, day)
            except PmoError:
                found[project_id] = {}
    return found
