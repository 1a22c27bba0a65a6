"""A small store that has a row in every table, and examples of what users do to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.pack import PackOption
from pmo_desktop.persistence.store import Store
from pmo_desktop.persistence.tables import (
    RECORDED,
    Assignment,
    Calendar,
    Link,
    Resource,
    Task,
    TaskBaseline,
)
from pmo_desktop.services.commands import (
    decisions,
    fields,
    logs,
    periods,
    portfolio,
    programmes,
    projects,
    risks,
    status,
    views,
)

EMPTY: dict[str, Any] = {"splits": [], "custom": {}, "extra": {}}
LABEL = Message("set_field", {"field": "x"})


@dataclass(frozen=True)
class World:
    """Ids of the rows of the example store."""

    period: int
    programmes: tuple[int, int]
    project: int  # with a plan, reports, risks, an issue, a decision and custom values
    other: int  # a project with nothing
    tasks: tuple[int, int, int, int]  # a summary, two tasks under it, a milestone
    link: int
    risks: tuple[int, int]
    issue: int
    decision: int
    text_field: int
    choice_field: int
    view: int


@dataclass(frozen=True)
class Example:
    """One call of a command: `call` runs it on a session of the example store.

    Attributes:
        first: what has to happen before, as a step of its own.
    """

    command: Callable[..., object]
    call: Callable[[Session, World], object]
    first: Callable[[Session, World], object] | None = None
    note: str = ""

    @property
    def name(self) -> str:
        module = self.command.__module__.rpartition(".")[2]
        return f"{module}.{self.command.__name__}" + (f" {self.note}" if self.note else "")


def build(session: Session) -> World:
    """Fill an empty store."""
    portfolio.set_up(session, {"name": "Works", "organisation": "Meridian"}, date(2026, 10, 30))
    digital = programmes.create(session, {"name": "Digital", "code": "D"})
    assets = programmes.create(session, {"name": "Assets"})
    text = fields.create(session, "Site code", "text")
    choice = fields.create(session, "Region", "choice", ["North", "South"])
    project = projects.create(
        session,
        {"name": "Billing", "programme_id": digital, "budget": 1_000_00, "forecast": 1_100_00, "tags": ["core"]},
    )
    other = projects.create(session, {"name": "Metering", "code": "M-1", "currency": "CNY"})
    first = risks.create(session, {"title": "Vendor fails", "project_id": project, "probability": 4, "impact": 5,
                                   "cost_impact": 50_000_00, "owner": "Min"})  # fmt: skip
    second = risks.create(session, {"title": "Nobody has judged this"})
    issue = logs.create(session, "issue", {"title": "Site closed", "project_id": project, "urgency": 4, "impact": 3})
    decision = logs.create(session, "decision", {"title": "Which vendor?", "project_id": project})
    decisions.set_options(session, decision, [PackOption("One", "May", "€1", recommended=True), PackOption("Two")])
    status.write(session, project, {"overall": "A", "reason": "Late", "percent_complete": 30})
    period = periods.open_next(session, date(2026, 11, 30), deadline=date(2026, 11, 24))
    status.write(session, project, {"overall": "R", "reason": "Vendor", "next_step": "Meet",
                                   "next_owner": "Min", "next_due": date(2026, 12, 4)})  # fmt: skip
    view = views.save(session, "projects", "At risk", {"sort": ["slip"]})
    tasks, link = _plan(session, project)
    return World(period, (digital, assets), project, other, tasks, link, (first, second), issue, decision, text,
                 choice, view)  # fmt: skip


def _plan(session: Session, project: int) -> tuple[tuple[int, int, int, int], int]:
    base = Calendar(project_id=project, name="Standard", definition={})
    session.add(base)
    session.flush()
    own = Calendar(project_id=project, name="Night", base_id=base.id, definition={}, is_base=False)
    session.add(own)
    resource = Resource(project_id=project, name="Crew", extra={})
    session.add(resource)
    session.flush()
    resource.calendar_id = own.id
    rows = [
        Task(project_id=project, position=1024, name="Build", **EMPTY),
        Task(project_id=project, position=2048, name="Dig", outline_level=2, **EMPTY),
        Task(project_id=project, position=3072, name="Pour", outline_level=2, **EMPTY),
        Task(project_id=project, position=4096, name="Ready", duration=0, milestone=True, **EMPTY),
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    build_, dig, pour, ready = (row.id for row in rows)
    link = Link(project_id=project, predecessor_id=dig, successor_id=pour)
    session.add_all(
        [
            link,
            Assignment(project_id=project, task_id=dig, resource_id=resource.id, work=480, extra={}),
            TaskBaseline(
                project_id=project, task_id=dig, start=datetime(2026, 11, 2, 8), finish=datetime(2026, 11, 2, 17)
            ),
        ]
    )
    session.flush()
    return (build_, dig, pour, ready), link.id


def dump(store: Store) -> Mapping[str, list[tuple[Any, ...]]]:
    """Return every recorded row of the store, by table."""
    with store.read() as session:
        connection = session.connection()
        return {
            name: [tuple(row) for row in connection.execute(table.select().order_by(table.c.id))]
            for name, table in sorted(RECORDED.items())
        }
