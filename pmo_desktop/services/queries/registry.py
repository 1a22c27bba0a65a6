"""The project registry: a row for each project with everything that its table can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ...domain.rag import DIMENSIONS, RATINGS, Rag, to_rag
from ...domain.rag_rules import Figures
from ...domain.rag_status import Override, in_force, is_stale
from ...domain.stages import is_active
from ...persistence.tables import Portfolio, Programme, Project, RagOverride, StatusUpdate, Task
from ..fields import FIELDS, FieldSpec, custom_fields
from ..rag import Facts, RuleBook, is_live, planned_percent, rate, register_figures, rule_book
from .periods import PeriodView, current_period, periods
from .registry_rows import WORDS, ProgrammeView, ProjectRow, Sum, sums

__all__ = ["STRIP", "WORDS", "ProgrammeView", "ProjectRow", "Registry", "Sum", "registry", "sums"]

STRIP: Final = 6
"""Periods in a status strip."""

NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True)
class Registry:
    """All projects, and what is needed to show them.

    Attributes:
        fields: catalogued and custom fields of projects, in order.
        period: the one shown; `strip_periods`: data dates of the strips, oldest first.
        currency: the portfolio's.
        is_live: whether the period is the one that edits go to; the figures of others are as they were reported.
    """

    rows: tuple[ProjectRow, ...]
    programmes: tuple[ProgrammeView, ...]
    fields: tuple[FieldSpec, ...]
    period: PeriodView | None
    strip_periods: tuple[date, ...]
    currency: str
    _by_id: Mapping[int, ProjectRow] = field(default_factory=dict, repr=False, compare=False)
    is_live: bool = True

    def row(self, project_id: int) -> ProjectRow | None:
        """Return the row of a project."""
        return self._by_id.get(project_id)


_HEAD: Final = (
    "id", "uid", "code", "name", "programme_id", "description", "sponsor", "manager", "project_class", "stage",
    "archived", "currency", "budget", "forecast", "actual", "start", "finish", "baseline_finish", "tags", "custom",
)  # fmt: skip


Report = tuple[Any, ...]
"""A row of `_REPORT`; tuples, because a registry of 1,000 projects reads 6,000 of them at each edit."""

_FACTS: Final = ("finish", "forecast", "actual", "planned_value", "earned_value", "reasons")
_REPORT: Final = ("project_id", "period_id", "percent_complete", "updated_at", *DIMENSIONS, *WORDS, *_FACTS)
_BRIEF: Final = 5  # the columns that reports of earlier periods are read for: up to the overall rating
_RATINGS: Final = slice(4, 4 + len(DIMENSIONS))
_TEXTS: Final = slice(_RATINGS.stop, _RATINGS.stop + len(WORDS))
_REPORTED: Final = slice(_TEXTS.stop, None)
_RAG: Final[Mapping[str, Rag]] = {rating: rating for rating in RATINGS}


def registry(
    session: Session,
    *,
    include_archived: bool = False,
    ids: Iterable[int] | None = None,
    period_id: int | None = None,
    plans: Mapping[int, Figures] | None = None,
) -> Registry:
    """Return the registry in programme order, then by code.

    `ids` limits the rows to some projects; `period_id` shows another period than the current one, as it was reported;
    `plans` are figures of scheduled plans, for rules that ask for them.
    """
    known = periods(session)
    period = next((p for p in known if p.id == period_id), None) or current_period(session)
    shown = [p for p in known if period is None or p.data_date <= period.data_date][-STRIP:]
    programmes = _programmes(session)
    order = {programme.id: at for at, programme in enumerate(programmes)}
    has_plan = exists().where(Task.project_id == Project.id)
    query = select(*(Project.__table__.c[name] for name in _HEAD), has_plan)
    if not include_archived:
        query = query.where(Project.archived.is_(False))
    wanted = None if ids is None else frozenset(ids)
    query = query.where(Project.draft_of.is_(None))
    if wanted is not None:
        query = query.where(Project.id.in_(wanted))
    frame = Frame(
        {programme.id: programme.name for programme in programmes},
        shown,
        period is None or is_live(session, period),
        _reports(session, [p.id for p in shown], wanted),
        rule_book(session),
        register_figures(session, period, wanted) if period is not None else {},
        plans or {},
        _overrides(session, period, wanted),
    )
    rows = [_project(record, frame) for record in session.connection().execute(query)]
    rows.sort(key=lambda row: (order.get(row.programme_id or 0, len(order)), row.code))
    return Registry(
        tuple(rows),
        programmes,
        (*FIELDS["project"], *custom_fields(session)),
        period,
        tuple(p.data_date for p in shown),
        session.scalar(select(Portfolio.currency).limit(1)) or "EUR",
        {row.id: row for row in rows},
        frame.is_live,
    )


@dataclass(frozen=True)
class Frame:
    """What all rows of a registry share.

    Attributes:
        shown: the periods of the strip, the one shown last.
        reports: project id to period id to the report; `measured`, `plans`, `overrides`: by project id.
    """

    names: Mapping[int, str]
    shown: list[PeriodView]
    is_live: bool
    reports: Mapping[int, Mapping[int, Report]]
    book: RuleBook
    measured: Mapping[int, Figures]
    plans: Mapping[int, Figures]
    overrides: Mapping[int, list[Override]]

    @property
    def data_date(self) -> date:
        """The data date of the period shown, else today."""
        return self.shown[-1].data_date if self.shown else date.today()

    @property
    def before(self) -> date | None:
        """The data date of the period before."""
        return self.shown[-2].data_date if len(self.shown) > 1 else None


def _programmes(session: Session) -> tuple[ProgrammeView, ...]:
    rows = session.scalars(select(Programme).order_by(Programme.position, Programme.id))
    return tuple(ProgrammeView(row.id, row.uid, row.code, row.name, row.manager) for row in rows)


def _reports(session: Session, period_ids: list[int], wanted: frozenset[int] | None) -> dict[int, dict[int, Report]]:
    """Return project id to period id to the report, whole for the last two periods."""
    table = StatusUpdate.__table__
    found: dict[int, dict[int, Report]] = {}
    columns = [table.c[name] for name in _REPORT]
    connection = session.connection()
    for chosen, ids in ((columns[:_BRIEF], period_ids[:-2]), (columns, period_ids[-2:])):
        if not ids:
            continue
        query = select(*chosen).where(table.c.period_id.in_(ids))
        if wanted is not None:
            query = query.where(table.c.project_id.in_(wanted))
        for record in connection.execute(query):
            found.setdefault(record[0], {})[record[1]] = record
    return found


def _overrides(session: Session, period: PeriodView | None, wanted: frozenset[int] | None) -> dict[int, list[Override]]:
    """Return the overrides that hold in a period, by project."""
    if period is None:
        return {}
    day = period.data_date
    query = select(RagOverride).where(RagOverride.made_on <= day, RagOverride.expires_on >= day)
    if wanted is not None:
        query = query.where(RagOverride.project_id.in_(wanted))
    found: dict[int, list[Override]] = {}
    for row in session.scalars(query):
        dimension = next((name for name in DIMENSIONS if name == row.dimension), None)
        if dimension is not None:
            found.setdefault(row.project_id, []).append(
                Override(row.id, dimension, to_rag(row.rag), row.reason, row.author, row.made_on, row.expires_on)
            )
    return found


def _project(record: tuple[Any, ...], frame: Frame) -> ProjectRow:
    reports = frame.reports.get(record[0], {})
    strip = [reports.get(period.id) for period in frame.shown]
    current, previous = (strip[-1] if strip else None), (strip[-2] if len(strip) > 1 else None)
    done = next((report[2] for report in reversed(strip) if report and report[2] is not None), None)
    start, finish, baseline_finish = record[15:18]
    budget, forecast, actual = record[12:15]
    told = current[_REPORTED] if current else (None,) * len(_FACTS)
    planned = planned_percent(start, baseline_finish or finish, frame.data_date)
    if not frame.is_live:
        finish, forecast, actual = told[:3]
    reported_on = _reported_on(strip, frame.shown)
    facts = Facts(record[8], record[9], start, finish, baseline_finish, budget, forecast, actual, done, *told[3:5])
    rules = frame.book.of(facts.project_class)
    measured = {**frame.measured.get(record[0], NOTHING), **frame.plans.get(record[0], NOTHING)}
    values: tuple[Any, ...] = (
        *record[:5],
        frame.names.get(record[4], ""),
        *record[5:12],
        budget,
        forecast,
        actual,
        start,
        finish,
        baseline_finish,
        tuple(record[18]),
        record[19],
        _ratings(current) if current else NOTHING,
        _ratings(previous) if previous else NOTHING,
        tuple(_RAG.get(report[4], "") if report else "" for report in strip),
        done,
        planned,
        {**dict(zip(WORDS, current[_TEXTS], strict=True)), "percent_complete": current[2]} if current else NOTHING,
        bool(record[20]),
        rate(rules, facts, measured),
        in_force(frame.overrides.get(record[0], ()), frame.data_date),
        reported_on,
        # Who never reported is asked for as soon as the project has begun.
        is_active(facts.stage) and is_stale(reported_on or start, frame.data_date, frame.before),
        told[5] or NOTHING,
        frame.data_date,
        rules.needs_plan,
    )
    return ProjectRow(*values)


def _reported_on(strip: list[Report | None], shown: list[PeriodView]) -> date | None:
    """Return the day of the last report with a rating; one without a moment counts as of its data date."""
    for report, period in zip(reversed(strip), reversed(shown), strict=True):
        if report and report[4]:
            return min(report[3].date(), period.data_date) if report[3] else period.data_date
    return None


def _ratings(report: Report) -> dict[str, Rag]:
    return {name: _RAG.get(value, "") for name, value in zip(DIMENSIONS, report[_RATINGS], strict=True)}
