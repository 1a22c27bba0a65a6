"""A plan on paper: what is printed of it, and the file that it is written to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import texts
from ..charts.gantt import GanttRows
from ..domain.errors import PmoError
from ..persistence.atomic import write_bytes
from ..persistence.tables import Portfolio, Programme, Project
from ..reports.timeline import render_timeline
from ..reports.timeline_layout import PrintedTimeline, TimelineData, TimelineOptions, TimelineRow
from .planning_cache import PlanCache
from .queries.plan import PlanView, plan_view

Progress = Callable[[float], None]


def collect_timeline(
    session: Session, plans: PlanCache, project_id: int, *, baseline: int | None = None
) -> TimelineData:
    """Return what is printed of a project's plan, all its rows.

    Raises:
        PmoError: there is no such project, or its plan has no dates.
    """
    return timeline_of(session, plan_view(session, plans, project_id, baseline))


def timeline_of(
    session: Session, view: PlanView, *, rows: Sequence[int] | None = None, data_date: datetime | None = None
) -> TimelineData:
    """Return what is printed of a plan as it is shown.

    Attributes:
        rows: which rows, in which order; None for all. Rows of closed summaries are not printed if they are left out.
        data_date: where its line is drawn if the plan has none of its own.

    Raises:
        PmoError: the plan has no dates.
    """
    if view.schedule is None:
        raise view.problem or PmoError("plan_has_no_tasks")
    project = session.get_one(Project, view.project_id)
    programme = session.get(Programme, project.programme_id) if project.programme_id else None
    portfolio = session.scalars(select(Portfolio).limit(1)).first()
    chosen = list(range(len(view))) if rows is None else [row for row in rows if 0 <= row < len(view)]
    return TimelineData(
        title=project.name,
        subtitle="  ·  ".join(part for part in (project.code, programme.name if programme else "") if part),
        organisation=portfolio.name if portfolio else "",
        rows=tuple(_printed(view, row) for row in chosen),
        bars=_bars(view, chosen),
        data_date=view.plan.data_date or data_date,
        baseline=view.baseline if view.baselines else None,
    )


def print_timeline(
    data: TimelineData, path: Path, *, language: str, options: TimelineOptions, progress: Progress | None = None
) -> PrintedTimeline:
    """Write a plan as PDF, and return it as it was written.

    Raises:
        PmoError: the file can't be written; nothing was.
    """
    printed = render_timeline(data, texts.of(language), options, progress)
    write_bytes(path, printed.pdf)
    return printed


def _printed(view: PlanView, row: int) -> TimelineRow:
    task = view.plan.tasks[row]
    start, finish = view.start(row), view.finish(row)
    is_dated = view.shapes[row] != ""
    return TimelineRow(
        number=view.numbers[row],
        name=task.name,
        level=task.outline_level,
        is_summary=view.is_summary(row),
        start=start.date() if start and is_dated else None,
        finish=finish.date() if finish and is_dated else None,
        slip=view.slip(row),
        owner=task.owner,
    )


def _bars(view: PlanView, chosen: Sequence[int]) -> GanttRows:
    """Return the bars of the chosen rows, counted anew."""
    schedule = view.schedule
    assert schedule is not None
    place = {row: at for at, row in enumerate(chosen)}
    tasks = view.plan.tasks
    whole = GanttRows(
        start=[schedule.start[row] for row in chosen],
        finish=[schedule.finish[row] for row in chosen],
        shape=[view.shapes[row] for row in chosen],
        percent=[schedule.percent_complete[row] for row in chosen],
        critical=[schedule.critical[row] for row in chosen],
        late=[schedule.late_finish[row] for row in chosen],
        manual=frozenset(at for row, at in place.items() if tasks[row].manual),
        inactive=frozenset(at for row, at in place.items() if not tasks[row].active),
    )
    return replace(
        whole,
        frozen={place[row]: dates for row, dates in view.frozen_instants.items() if row in place},
        deadline={place[row]: at for row, at in view.deadlines.items() if row in place},
        links=[(place[a], place[b], kind) for a, b, kind in view.link_rows if a in place and b in place],
    )
