"""A store in which every field that takes words holds something hostile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.pack import PackOption
from pmo_desktop.domain.plan import Plan, PlanLink, PlanResource, PlanTask
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.commands import (
    decisions,
    fields,
    logs,
    portfolio,
    programmes,
    projects,
    risks,
    templates,
    views,
)
from pmo_desktop.services.fields import FIELDS, FieldSpec
from pmo_desktop.services.imports import apply_plan, preview_plan
from pmo_desktop.services.values import clean

WORDS = ("text", "long_text", "person", "tags")
LEFT_OUT = ("code", "currency")
SEPARATORS = set(",;|，；、\n")


class Source:
    """Hands the texts round and round, cut to what a field takes, and never one that cleaning leaves empty."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts: Iterator[str] = cycle(texts)
        self._turn = cycle((True, False, True))
        self._pictures: Iterator[str] = cycle([text for text in texts if "<img" in text.lower()] or texts)

    def next(self, limit: int, *, lines: bool = False) -> str:
        """Return the next text that is not empty, at most `limit` characters long."""
        for text in self._texts:
            if cleaned := clean(text, lines=lines):
                return text if len(cleaned) <= limit else cleaned[:limit]
        raise AssertionError("no text")

    def name(self, limit: int) -> str:
        """Return a text for a place that everybody sees: every second one names a picture."""
        picture = next(self._pictures)
        return picture if next(self._turn) and len(picture) <= limit else self.next(limit)

    def values(self, table: str) -> dict[str, object]:
        """Return a hostile value for every field of words of a table."""
        return {spec.name: self._value(spec) for spec in FIELDS[table] if self._takes(spec)}

    def _value(self, spec: FieldSpec) -> object:
        if spec.kind == "tags":
            # A comma parts one tag from the next wherever tags are typed.
            return [text for text in (self.next(60), self.next(60)) if not SEPARATORS & set(text)]
        if spec.required or spec.kind == "person":
            return self.name(spec.limit)
        return self.next(spec.limit, lines=spec.kind == "long_text")

    @staticmethod
    def _takes(spec: FieldSpec) -> bool:
        return spec.editable and spec.name not in LEFT_OUT and (spec.kind in WORDS or spec.open_choices)


def make(path: Path, texts: Sequence[str], *, count: int) -> Store:
    """Return a new store with `count` projects, each with a risk, an issue and a decision; the first has a plan."""
    store = create_store(path)
    store.write(Message("set_field", {"field": texts[0]}), lambda session: fill(session, Source(texts), count))
    return store


def fill(session: Session, source: Source, count: int) -> None:
    """Fill an empty store."""
    portfolio.set_up(session, source.values("portfolio"), date(2026, 11, 20))
    keys = [programmes.create(session, source.values("programme")) for _ in range(4)]
    for kind in ("text", "choice"):
        fields.create(session, source.name(100), kind, [source.name(40), source.next(40)] if kind == "choice" else ())
    made = []
    for at in range(count):
        values: dict[str, Any] = {
            **source.values("project"),
            "programme_id": keys[at % 4],
            "rag_overall": "AGR"[at % 3],
        }
        made.append(projects.create(session, {**values, "budget": 1_000_00 * at, "finish": date(2027, 6, 30)}))
        common = {"project_id": made[-1]}
        risks.create(session, {**source.values("risk"), **common, "probability": 1 + at % 5, "impact": 5})
        logs.create(session, "issue", {**source.values("issue"), **common, "urgency": 4, "impact": 4})
        decision = logs.create(
            session, "decision", {**source.values("decision"), **common, "needed_by": date(2026, 12, 1)}
        )
        decisions.set_options(session, decision, [PackOption(*(source.next(60) for _ in range(3))) for _ in range(2)])
    plan = preview_plan(session, source.next(60), plan_of(source, 24), new=True)
    key = apply_plan(session, plan).project_id
    templates.save_project_as_template(session, key, source.name(100), source.next(200))
    for page in ("projects", "risks"):
        views.save(session, page, source.name(60), {"text": source.next(60)})


def plan_of(source: Source, count: int) -> Plan:
    """Return a plan whose rows have hostile names."""
    limit = 500
    tasks = [
        PlanTask(uid=at, name=source.name(limit), wbs=source.next(80), notes=source.next(limit, lines=True),
                 outline_level=1 + (at % 3 > 0), key=at % 5 == 0)
        for at in range(1, count + 1)
    ]  # fmt: skip
    resources = tuple(PlanResource(uid=at, name=source.name(100), group=source.next(60)) for at in range(1, 5))
    links = tuple(PlanLink(at, at + 1) for at in range(2, count, 3))
    return replace(Plan(plan_start=datetime(2026, 11, 2, 8)), name=source.next(100), tasks=tuple(tasks),
                   links=links, resources=resources)  # fmt: skip


def texts_in(session: Session) -> list[str]:
    """Return every project's name as it is kept."""
    return list(session.scalars(select(Project.name)))
