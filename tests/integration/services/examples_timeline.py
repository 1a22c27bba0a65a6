"""Examples of the commands on dependencies between projects."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.persistence.tables import Dependency
from pmo_desktop.services.commands import dependencies, plan_rows, projects, rows
from pmo_desktop.services.commands.dependencies import End

from .examples_registers import HOSTILE
from .world import Example, World


def linked(session: Session, w: World) -> None:
    """Let the other project wait for a task of the first, and a task of the first for the other."""
    dependencies.create(session, {"title": HOSTILE}, giver=End(w.project, w.tasks[1]), taker=End(w.other))
    dependencies.create(session, {"title": "Back"}, giver=End(w.other), taker=End(w.project, w.tasks[2]))


def _ids(session: Session) -> list[int]:
    return list(session.scalars(select(Dependency.id).order_by(Dependency.id)))


EXAMPLES = (
    Example(
        dependencies.create,
        lambda s, w: dependencies.create(
            s,
            {"title": HOSTILE, "needed_by": date(2027, 1, 1), "lag": -480},
            giver=End(w.project, w.tasks[3]),
            taker=End(w.other),
        ),
    ),
    Example(
        dependencies.create,
        lambda s, w: dependencies.create(s, {"title": "From outside", "taker_project_id": w.other}),
        note="from outside",
    ),
    Example(
        dependencies.change,
        lambda s, w: dependencies.change(
            s, _ids(s)[0], {"kind": "SS", "owner": HOSTILE}, giver=End(w.other), taker=End(w.project, w.tasks[1])
        ),
        linked,
    ),
    Example(dependencies.deliver, lambda s, w: dependencies.deliver(s, _ids(s), date(2026, 11, 20)), linked),
    Example(dependencies.delete, lambda s, w: dependencies.delete(s, _ids(s)), linked),
    Example(
        dependencies.hold_taker,
        lambda s, w: dependencies.hold_taker(s, _ids(s)[1], datetime(2027, 3, 1, 8)),
        linked,
    ),
    Example(
        rows.set_values,
        lambda s, w: rows.set_values(s, "dependency", _ids(s), {"needed_by": date(2027, 5, 1), "status": "agreed"}),
        linked,
        note="of dependencies",
    ),
    Example(
        plan_rows.delete_tasks,
        lambda s, w: plan_rows.delete_tasks(s, [w.tasks[1], w.tasks[2]]),
        linked,
        note="that other projects wait for",
    ),
    Example(projects.delete, lambda s, w: projects.delete(s, [w.project, w.other]), linked, note="that give and take"),
)
