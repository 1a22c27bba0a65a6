"""Simulations of a plan: how it is simulated, and what is kept of a run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Project, SimulationRun
from ..editing import load
from ..queries.periods import current_period


def set_up(session: Session, project_id: int, settings: Mapping[str, Any]) -> None:
    """Keep how a plan is simulated: `template` (percent below and above), `seed`, `iterations`.

    Raises:
        PmoError: the project is gone, or the template has its optimistic end above its pessimistic one.
    """
    project: Project
    (project,) = load(session, "project", [project_id])
    low, high = settings.get("template", (0, 0))
    if low > high:
        raise PmoError("simulation_template_order")
    project.simulation = {**project.simulation, **settings}


def keep(session: Session, project_id: int, seed: int, iterations: int, result: Mapping[str, Any], author: str) -> int:
    """Keep what a simulation gave, for the packs of the current period, and return its id."""
    load(session, "project", [project_id])
    period = current_period(session)
    row = SimulationRun(
        project_id=project_id,
        period_id=period.id if period is not None else None,
        made_at=datetime.now().replace(microsecond=0),
        author=author,
        seed=seed,
        iterations=iterations,
        result=dict(result),
    )
    session.add(row)
    session.flush()
    return row.id
