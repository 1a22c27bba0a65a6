"""The project registry: a row for each project with everything that its table can show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ...domain.rag import DIMENSIONS, RATINGS, Dimension, Rag, movement
from ...domain.stages import is_active
from ...persistence.tables import Portfolio, Programme, Project, StatusUpdate, Task
from ..fields import FIELDS, FieldSpec, custom_fields
from ..fields.project import RAG_PREFIX
from .periods import PeriodView, current_period, periods

STRIP: Final = 6
"""Periods in a status strip."""

NOTHING: Final[Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as the registry shows it.

    Attributes:
        ratings: ratings of the current period by dimension; `previous`: those of the period before.
        strip: overall rating of up to six periods, oldest first, the current one last.
        percent_complete: as last reported.
        planned_percent: share of the time from start to baseline finish that is gone at the data date.
        words: reason, next step and so on of the current period's report, by name.
        custom: values of custom fields by uid.
        has_plan: whether it has tasks, so that its plan says when it starts and finishes.
    """

    id: int
    uid: str
    code: str
    name: str
    programme_id: int | None
    programme: str
    description: str
    sponsor: str
    manager: str
    project_class: str
    stage: str
    archived: bool
    currency: str
    budget: int | None
    forecast: int | None
    actual: int | None
    start: date | None
    finish: date | None
    baseline_finish: date | None
    tags: tuple[str, ...]
    custom: Mapping[str, Any]
    ratings: Mapping[str, Rag]
    previous: Mapping[str, Rag]
    strip: tuple[Rag, ...]
    percent_complete: int | None
    planned_percent: int | None
    words: Mapping[str, Any]
    has_plan: bool = False

    @property
    def overall(self) -> Rag:
        """The rating of the current period."""
        return self.ratings.get("overall", "")

    @property
    def previous_overall(self) -> Rag:
        """The rating of the period before."""
        return self.previous.get("overall", "")

    @property
    def movement(self) -> int:
        """1 when the rating got worse since the last period, -1 when better, else 0."""
        return movement(self.previous_overall, self.overall)

    @property
    def reported(self) -> bool:
        """Whether the project was rated in the current period."""
        return bool(self.overall)

    @property
    def active(self) -> bool:
        """Whether the project is still reported on."""
        return not self.archived and is_active(self.stage)

    @property
    def slip(self) -> int | None:
        """Calendar days from the baseline finish to the forecast one, positive when late."""
        if self.finish is None or self.baseline_finish is None:
            return None
        return (self.finish - self.baseline_finish).days

    @property
    def variance(self) -> int | None:
        """Forecast less budget in minor units, positive when it costs more."""
        if self.forecast is None or self.budget is None:
            return None
        return self.forecast - self.budget

    @property
    def overrun(self) -> float | None:
        """The variance as a share of the budget."""
        variance = self.variance
        return variance / self.budget if variance is not None and self.budget else None

    def rating(self, dimension: Dimension) -> Rag:
        """Return the current rating of a dimension."""
        return self.ratings.get(dimension, "")

    def value(self, name: str) -> object:
        """Return the value of a field by its name in the catalogue, or of a computed column by its attribute name."""
        if name.startswith(RAG_PREFIX):
            return self.ratings.get(name[len(RAG_PREFIX) :], "")
        if name.startswith("custom:"):
            return self.custom.get(name[7:])
        if name in WORDS:
            return self.words.get(name, None if name == "next_due" else "")
        return getattr(self, name)


@dataclass(frozen=True)
class ProgrammeView:
    """A programme."""

    id: int
    uid: str
    code: str
    name: str
    manager: str


@dataclass(frozen=True)
class Sum:
    """Sums over the rows of one currency, minor units; rows without an amount add nothing.

    Attributes:
        budget_of_forecast: budgets of the rows that have both amounts, which `variance` is taken against.
    """

    currency: str
    count: int
    budget: int
    forecast: int
    actual: int
    budget_of_forecast: int = 0
    variance: int = 0

    @property
    def overrun(self) -> float | None:
        """The variance as a share of the budget it is taken against."""
        return self.variance / self.budget_of_forecast if self.budget_of_forecast else None


@dataclass(frozen=True)
class Registry:
    """All projects, and what is needed to show them.

    Attributes:
        fields: catalogued and custom fields of projects, in order.
        period: the current one; `strip_periods`: data dates of the strips, oldest first.
        currency: the portfolio's.
    """

    rows: tuple[ProjectRow, ...]
    programmes: tuple[ProgrammeView, ...]
    fields: tuple[FieldSpec, ...]
    period: PeriodView | None
    strip_periods: tuple[date, ...]
    currency: str
    _by_id: Mapping[int, ProjectRow] = field(default_factory=dict, repr=False, compare=False)

    def row(self, project_id: int) -> ProjectRow | None:
        """Return the row of a project."""
        return self._by_id.get(project_id)


def sums(rows: Iterable[ProjectRow]) -> tuple[Sum, ...]:
    """Return the sums of the rows, one for each currency; different currencies are never added up."""
    groups: dict[str, list[ProjectRow]] = {}
    for row in rows:
        groups.setdefault(row.currency, []).append(row)
    return tuple(_sum(currency, group) for currency, group in sorted(groups.items()))


def _sum(currency: str, rows: list[ProjectRow]) -> Sum:
    both = [row for row in rows if row.budget is not None and row.forecast is not None]
    return Sum(
        currency,
        len(rows),
        sum(row.budget or 0 for row in rows),
        sum(row.forecast or 0 for row in rows),
        sum(row.actual or 0 for row in rows),
        sum(row.budget or 0 for row in both),
        sum(row.variance or 0 for row in both),
    )


WORDS: Final = ("reason", "next_step", "next_owner", "next_due", "achieved", "not_achieved", "planned", "ask")
"""Columns of a report that the registry shows besides the ratings."""

_HEAD: Final = (
    "id", "uid", "code", "name", "programme_id", "description", "sponsor", "manager", "project_class", "stage",
    "archived", "currency", "budget", "forecast", "actual", "start", "finish", "baseline_finish", "tags", "custom",
)  # fmt: skip


def registry(
    session: Session,
    *,
    include_archived: bool = False,
    ids: Iterable[int] | None = None,
    period_id: int | None = None,
) -> Registry:
    """Return the registry in programme order, then by code.

    `ids` limits the rows to some projects; `period_id` shows the reports of another period than the current one.
    """
    known = periods(session)
    period = next((p for p in known if p.id == period_id), None) or current_period(session)
    shown = [p for p in known if period is None or p.data_date <= period.data_date][-STRIP:]
    strip_ids = [p.id for p in shown]
    previous_id = strip_ids[-2] if len(strip_ids) > 1 else None
    programmes = _programmes(session)
    names = {programme.id: programme.name for programme in programmes}
    order = {programme.id: at for at, programme in enumerate(programmes)}
    has_plan = exists().where(Task.project_id == Project.id)
    query = select(*(Project.__table__.c[name] for name in _HEAD), has_plan)
    if not include_archived:
        query = query.where(Project.archived.is_(False))
    wanted = None if ids is None else frozenset(ids)
    if wanted is not None:
        query = query.where(Project.id.in_(wanted))
    reported = _reports(session, strip_ids, wanted)
    data_date = period.data_date if period else date.today()
    connection = session.connection()
    rows = [
        _project(record, names, reported.get(record[0], {}), strip_ids, previous_id, data_date)
        for record in connection.execute(query)
    ]
    rows.sort(key=lambda row: (order.get(row.programme_id or 0, len(order)), row.code))
    return Registry(
        tuple(rows),
        programmes,
        (*FIELDS["project"], *custom_fields(session)),
        period,
        tuple(p.data_date for p in shown),
        session.scalar(select(Portfolio.currency).limit(1)) or "EUR",
        {row.id: row for row in rows},
    )


def _programmes(session: Session) -> tuple[ProgrammeView, ...]:
    rows = session.scalars(select(Programme).order_by(Programme.position, Programme.id))
    return tuple(ProgrammeView(row.id, row.uid, row.code, row.name, row.manager) for row in rows)


Report = tuple[Any, ...]
"""A row of `_REPORT`; tuples, because a registry of 1,000 projects reads 6,000 of them at each edit."""

_REPORT: Final = ("project_id", "period_id", "percent_complete", *DIMENSIONS, *WORDS)
_BRIEF: Final = 4  # the columns that reports of earlier periods are read for: up to the overall rating
_RATINGS: Final = slice(3, 3 + len(DIMENSIONS))
_TEXTS: Final = slice(3 + len(DIMENSIONS), None)
_RAG: Final[Mapping[str, Rag]] = {rating: rating for rating in RATINGS}


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


def _project(
    record: tuple[Any, ...],
    names: Mapping[int, str],
    reports: Mapping[int, Report],
    strip_ids: list[int],
    previous_id: int | None,
    data_date: date,
) -> ProjectRow:
    current = reports.get(strip_ids[-1]) if strip_ids else None
    previous = reports.get(previous_id) if previous_id else None
    strip = [reports.get(key) for key in strip_ids]
    done = next((report[2] for report in reversed(strip) if report and report[2] is not None), None)
    start, finish, baseline_finish = record[15:18]
    values: tuple[Any, ...] = (
        *record[:5],
        names.get(record[4], ""),
        *record[5:18],
        tuple(record[18]),
        record[19],
        _ratings(current) if current else NOTHING,
        _ratings(previous) if previous else NOTHING,
        tuple(_RAG.get(report[3], "") if report else "" for report in strip),
        done,
        _planned(start, baseline_finish or finish, data_date),
        dict(zip(WORDS, current[_TEXTS], strict=True)) if current else NOTHING,
        bool(record[20]),
    )
    return ProjectRow(*values)


def _ratings(report: Report) -> dict[str, Rag]:
    return {name: _RAG.get(value, "") for name, value in zip(DIMENSIONS, report[_RATINGS], strict=True)}


def _planned(start: date | None, finish: date | None, data_date: date) -> int | None:
    """Return the share of the planned time that is gone, in percent: a plain yardstick beside the reported progress."""
    if start is None or finish is None or finish <= start:
        return None
    gone = (data_date - start).days / (finish - start).days
    return round(100 * min(max(gone, 0.0), 1.0))
