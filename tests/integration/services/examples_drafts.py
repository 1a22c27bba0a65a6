"""Examples of the commands on the quality check, baselines and drafts of plans."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.persistence.tables import Project, Task
from pmo_desktop.services.commands import baselines, drafts, plan, plan_links, plan_rows, quality

from .world import Example, World

NAME = "<b>&amp;$x^2$ =cmd|' /C calc'!A0\u202e\x00 😀 龙"


def draft(session: Session, world: World) -> int:
    return session.scalars(select(Project.id).where(Project.draft_of == world.project)).one()


def make(session: Session, world: World) -> None:
    drafts.create(session, world.project, "Other vendor")


def make_and_edit(session: Session, world: World) -> None:
    """Make a draft with a task that is new, one that is gone, one that is longer and one that stands elsewhere."""
    made = drafts.create(session, world.project, "Other vendor")
    tasks = session.scalars(select(Task.id).where(Task.project_id == made).order_by(Task.position)).all()
    plan_rows.add_tasks(session, made, [NAME, "Paint"], before=tasks[3])
    plan.set_task(session, [tasks[1]], {"duration": "9d", "owner": "Li"})
    plan_rows.move_tasks(session, [tasks[3]], tasks[0])
    plan_rows.delete_tasks(session, [tasks[2]])
    plan.assign(session, tasks[1], ["Crew", "New crew"])
    plan_links.link_in_order(session, [tasks[1], tasks[3]])


EXAMPLES = (
    Example(quality.set_limit, lambda s, w: quality.set_limit(s, "float_days", 30)),
    Example(
        quality.forget_limits, lambda s, w: quality.forget_limits(s), lambda s, w: quality.set_limit(s, "leads", 2)
    ),
    Example(
        baselines.set_baseline, lambda s, w: baselines.set_baseline(s, w.project, 4, name=NAME), note="with a name"
    ),
    Example(
        baselines.name_baseline,
        lambda s, w: baselines.name_baseline(s, w.project, 4, "As agreed"),
        lambda s, w: baselines.set_baseline(s, w.project, 4),
    ),
    Example(
        baselines.clear_baseline,
        lambda s, w: baselines.clear_baseline(s, w.project, 4),
        lambda s, w: baselines.set_baseline(s, w.project, 4, name="As agreed"),
        note="with its name",
    ),
    Example(drafts.create, lambda s, w: drafts.create(s, w.project, NAME)),
    Example(drafts.rename, lambda s, w: drafts.rename(s, draft(s, w), NAME), make),
    Example(drafts.discard, lambda s, w: drafts.discard(s, draft(s, w)), make_and_edit),
    Example(drafts.apply, lambda s, w: drafts.apply(s, draft(s, w)), make_and_edit),
)
