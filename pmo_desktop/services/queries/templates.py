"""The template library as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.outline import outline_numbers
from ...domain.plan import Plan
from ...persistence.tables import Template
from ...scheduling import schedule
from .. import templates
from ..templates import OWN, Body, stored_body

_ANY_MONDAY = date(2026, 1, 5)


@dataclass(frozen=True)
class TemplateCard:
    """A template in the library.

    Attributes:
        key: what commands take.
        own: id of a template of the organisation, None for a bundled one.
        bars: what its thumbnail draws: level, start and finish as shares of the whole, whether it is a milestone.
        days: working days from start to finish.
    """

    key: str
    name: str
    description: str
    own: int | None
    tasks: int
    milestones: int
    gates: tuple[str, ...]
    risks: int
    days: int
    bars: tuple[tuple[int, float, float, bool], ...]


@dataclass(frozen=True)
class TemplateRow:
    """A row of a template's outline."""

    number: str
    level: int
    name: str
    duration: int
    milestone: bool
    key: bool


@dataclass(frozen=True)
class TemplateDetails:
    """What the panel at the right of the library shows of a template."""

    card: TemplateCard
    rows: tuple[TemplateRow, ...]
    risks: tuple[str, ...]
    roles: tuple[str, ...]


def library(session: Session, language: str) -> list[TemplateCard]:
    """Return every template: those of the organisation by name, then the bundled ones."""
    return list(_cards(session, language))


def _cards(session: Session, language: str) -> Iterator[TemplateCard]:
    for row in session.scalars(select(Template).order_by(Template.name, Template.id)):
        yield _card(f"{OWN}{row.id}", row.body, row.name, row.description, row.id, language)
    for key, body in templates.bundled().items():
        name, description = (templates.words(body.get(part), language) for part in ("name", "description"))
        yield _card(key, body, name, description, None, language)


def details(session: Session, key: str, language: str) -> TemplateDetails:
    """Return what one template holds.

    Raises:
        PmoError: it is gone or can't be read.
    """
    body = stored_body(session, key)
    card = next(card for card in _cards(session, language) if card.key == key)
    plan = templates.plan_of(body, _ANY_MONDAY, language)
    numbers = outline_numbers(task.outline_level for task in plan.tasks)
    dates = schedule(plan) if plan.tasks else None
    return TemplateDetails(
        card,
        tuple(
            TemplateRow(
                number,
                task.outline_level,
                task.name,
                dates[task.uid].duration if dates else 0,
                task.milestone,
                task.key,
            )
            for number, task in zip(numbers, plan.tasks, strict=True)
        ),
        tuple(str(risk.get("title", "")) for risk in templates.risks_of(body, language)),
        tuple(dict.fromkeys(task.owner for task in plan.tasks if task.owner)),
    )


def _card(key: str, body: Body, name: str, description: str, own: int | None, language: str) -> TemplateCard:
    plan = templates.plan_of(body, _ANY_MONDAY, language)
    bars, days = _bars(plan)
    return TemplateCard(
        key,
        name,
        description,
        own,
        len(plan.tasks),
        sum(task.milestone for task in plan.tasks),
        tuple(task.name for task in plan.tasks if task.key),
        len(templates.risks_of(body, language)),
        days,
        bars,
    )


def _bars(plan: Plan) -> tuple[tuple[tuple[int, float, float, bool], ...], int]:
    if not plan.tasks:
        return (), 0
    dates = schedule(plan)
    first, last = min(dates.start), max(dates.finish)
    length = max(last - first, 1)
    bars = tuple(
        (task.outline_level, (dates.start[row] - first) / length, (dates.finish[row] - first) / length, task.milestone)
        for row, task in enumerate(plan.tasks)
    )
    return bars, round(length / 1440 * 5 / 7)
