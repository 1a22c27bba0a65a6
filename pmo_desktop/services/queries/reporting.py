"""Who has reported for a period, who has not, and who is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.punctuality import reports_in_time
from ...domain.rag import DIMENSIONS, Rag
from ...domain.rag_status import ReportState, days_late, missing_words, report_state
from ...domain.stages import FINISHED
from ...persistence.tables import Period, Project, StatusUpdate
from .periods import PeriodView, periods
from .registry import STRIP, WORDS, ProjectRow, registry

OPEN_STATES: Final[frozenset[ReportState]] = frozenset({"draft", "missing", "late"})
"""States in which a report is still waited for."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What is known of one project's report for a period.

    Attributes:
        id: the project's.
        days_late: days after the deadline that it came, or that it has been waited for so far.
        missing: names of fields that it still lacks.
        in_time, due: how many of the last six periods' reports came in time, of how many that were due.
    """

    id: int
    code: str
    name: str
    programme: str
    manager: str
    overall: Rag
    state: ReportState
    days_late: int
    missing: tuple[str, ...]
    reported_at: datetime | None
    author: str
    in_time: int
    due: int
    project: ProjectRow

    @property
    def is_open(self) -> bool:
        """Whether the report is still waited for."""
        return self.state in OPEN_STATES

    @property
    def punctuality(self) -> float | None:
        """Share of the reports that came in time."""
        return self.in_time / self.due if self.due else None

    def doubts(self, name: str) -> tuple[bool, bool]:
        """Return what speaks against the rating, as the registry shows it."""
        return self.project.doubts(name)

    def value(self, name: str) -> object:
        """Return a value by its name."""
        return getattr(self, name)


@dataclass(frozen=True)
class Reporting:
    """The reports of a period, those waited for first, the latest first."""

    period: PeriodView | None
    rows: tuple[ReportRow, ...]

    @property
    def waiting(self) -> tuple[ReportRow, ...]:
        """The reports that are still waited for."""
        return tuple(row for row in self.rows if row.is_open)

    def by_manager(self) -> Mapping[str, tuple[ReportRow, ...]]:
        """Return the waited for reports of each manager, "" for projects that have none."""
        found: dict[str, list[ReportRow]] = {}
        for row in self.waiting:
            found.setdefault(row.manager, []).append(row)
        return {name: tuple(rows) for name, rows in sorted(found.items(), key=lambda item: (not item[0], item[0]))}


ORDER: Final[Mapping[ReportState, int]] = {"late": 0, "missing": 1, "draft": 2, "reported": 3}


def reporting(session: Session, period_id: int | None, today: date) -> Reporting:
    """Return how far the reports of a period have come on a day; of active projects only."""
    known = registry(session, period_id=period_id)
    if known.period is None:
        return Reporting(None, ())
    shown = [one for one in periods(session) if one.data_date <= known.period.data_date][-STRIP:]
    history = _history(session, shown)
    rows = [_row(row, history.get(row.id, {}), shown, today) for row in known.rows if row.active]
    rows.sort(key=lambda row: (ORDER[row.state], -row.days_late))
    return Reporting(known.period, tuple(rows))


def next_without_report(session: Session, period_id: int | None, after: int | None = None) -> int | None:
    """Return the next active project, in the order of the registry, whose report is not complete; None when all are.

    The search begins behind the project `after` and comes round to it last.
    """
    rows = [row for row in registry(session, period_id=period_id).rows if row.active]
    at = next((place for place, row in enumerate(rows) if row.id == after), -1)
    turned = [*rows[at + 1 :], *rows[: at + 1]]
    return next((row.id for row in turned if not row.is_complete and row.id != after), None)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period as the list of periods shows it; `reported` of `total` projects had a rating in it."""

    id: int
    data_date: date
    deadline: date | None
    meeting: date | None
    state: str
    published_at: datetime | None
    reported: int
    total: int

    @property
    def is_open(self) -> bool:
        """Whether it can still be edited."""
        return self.state == "open"


def period_list(session: Session) -> tuple[PeriodRow, ...]:
    """Return all periods, newest first; of an open one `total` counts the active projects."""
    rated = select(StatusUpdate.period_id, func.count()).where(StatusUpdate.overall != "")
    reported = {row[0]: row[1] for row in session.execute(rated.group_by(StatusUpdate.period_id))}
    every = select(StatusUpdate.period_id, func.count()).group_by(StatusUpdate.period_id)
    begun = {row[0]: row[1] for row in session.execute(every)}
    active = session.scalar(select(func.count()).where(Project.archived.is_(False), Project.stage.not_in(FINISHED)))
    rows = []
    for row in session.scalars(select(Period).order_by(Period.data_date.desc(), Period.id.desc())):
        total = max(begun.get(row.id, 0), (active or 0) if row.state == "open" else 0)
        facts = (row.id, row.data_date, row.deadline, row.meeting, row.state, row.published_at)
        rows.append(PeriodRow(*facts, reported.get(row.id, 0), total))
    return tuple(rows)


def last_report(session: Session, project_id: int, period_id: int | None) -> dict[str, object]:
    """Return what was reported on a project in the last period before one: ratings, words, and its `data_date`."""
    known = periods(session)
    here = next((one for one in known if one.id == period_id), known[-1] if known else None)
    earlier = [one for one in known if here is not None and one.data_date < here.data_date]
    for period in reversed(earlier):
        query = select(StatusUpdate).where(StatusUpdate.project_id == project_id, StatusUpdate.period_id == period.id)
        row = session.scalars(query).first()
        if row is not None and row.overall:
            values = {name: getattr(row, name) for name in (*DIMENSIONS, *WORDS)}
            return {**values, "data_date": period.data_date}
    return {}


Told = Mapping[int, tuple[str, datetime | None, str]]
"""Period id to overall rating, moment and author of a report."""


def _history(session: Session, shown: Iterable[PeriodView]) -> dict[int, dict[int, tuple[str, datetime | None, str]]]:
    names = ("project_id", "period_id", "overall", "updated_at", "author")
    query = select(*(StatusUpdate.__table__.c[name] for name in names))
    query = query.where(StatusUpdate.period_id.in_([one.id for one in shown]))
    found: dict[int, dict[int, tuple[str, datetime | None, str]]] = {}
    for project_id, key, overall, at, author in session.execute(query):
        found.setdefault(project_id, {})[key] = (overall, at, author)
    return found


def _row(row: ProjectRow, told: Told, shown: list[PeriodView], today: date) -> ReportRow:
    period, deadline = shown[-1], shown[-1].deadline
    overall, at, author = told.get(period.id, ("", None, ""))
    missing = missing_words(row.ratings, row.words)
    is_begun = period.id in told and (at is not None or bool(overall))
    state = report_state(is_begun, not missing, deadline, today)
    first = next((at for at, one in enumerate(shown) if one.id in told), len(shown) - 1)
    in_time, due = reports_in_time([(one.deadline, _day(told, one)) for one in shown[first:]], today)
    return ReportRow(
        row.id,
        row.code,
        row.name,
        row.programme,
        row.manager,
        row.overall,
        state,
        days_late(not missing, at.date() if at else None, deadline, today),
        missing,
        at if overall else None,
        author,
        in_time,
        due,
        row,
    )


def _day(told: Told, period: PeriodView) -> date | None:
    """Return the day on which a period's rating was reported; its data date where no moment was kept."""
    overall, at, _ = told.get(period.id, ("", None, ""))
    if not overall:
        return None
    return at.date() if at is not None else period.data_date
