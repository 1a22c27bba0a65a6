"""The portfolio at a glance: where it stands, what moved since the last period, what needs attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.rag import RATINGS, SEVERITY, Rag
from ...domain.rag_rules import Figures
from ...persistence.tables import StatusUpdate
from .decisions import DecisionRow, decision_log
from .issues import IssueRow, issue_log
from .periods import PeriodView, periods
from .portfolio import PortfolioView, portfolio
from .registry import ProjectRow, Registry, Sum, registry, sums
from .risks import RiskRow, risk_register

STALE_DAYS: Final = 30
"""Days after which a high risk that nobody looked at counts as neglected."""

NeedKind = Literal["reports", "better", "stale", "decisions", "risks_unowned", "risks_stale", "issues_overdue", "data"]


@dataclass(frozen=True)
class Moved:
    """A project whose rating, date or cost moved since the last period.

    Attributes:
        slip_change: days that the forecast finish moved since the last report, None when not known.
        forecast_change: what the forecast moved, minor units of the project's currency.
    """

    project: ProjectRow
    slip_change: int | None
    forecast_change: int | None


@dataclass(frozen=True)
class Need:
    """Something that waits for the PMO: its kind, how many, and for whom or what, as the user's own words.

    Attributes:
        names: names of projects, decisions or owners, at most three.
        due: day by which, where there is one.
        ids: the projects, decisions or risks in question.
    """

    kind: NeedKind
    count: int
    names: tuple[str, ...] = ()
    due: date | None = None
    ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Performance:
    """A project's indices at the data date, each None where its base is zero or unknown.

    Attributes:
        spi: percent complete by percent planned; cpi: earned (percent of the budget) by actual cost.
    """

    project: ProjectRow
    spi: float
    cpi: float


@dataclass(frozen=True)
class Overview:
    """Everything on the overview but the milestones, which wait for the schedule.

    Attributes:
        active: projects that are reported on; `counts` and `previous_counts`: them by overall rating.
        totals: budget, forecast and actual by currency.
        reported: active projects whose report of the period is complete.
        moved: worst first.
    """

    rules: PortfolioView
    registry: Registry
    period: PeriodView | None
    previous: PeriodView | None
    active: tuple[ProjectRow, ...]
    counts: Mapping[Rag, int]
    previous_counts: Mapping[Rag, int]
    totals: tuple[Sum, ...]
    reported: int
    moved: tuple[Moved, ...]
    needs: tuple[Need, ...]
    performance: tuple[Performance, ...]

    @property
    def programmes(self) -> int:
        """How many programmes have an active project."""
        return len({row.programme_id for row in self.active if row.programme_id is not None})


def overview(session: Session, *, period_id: int | None = None, plans: Mapping[int, Figures] | None = None) -> Overview:
    """Return the overview of the current period, or of another one; `plans` are figures of scheduled plans."""
    rules = portfolio(session)
    known = registry(session, period_id=period_id, plans=plans)
    period = known.period
    earlier = [p for p in periods(session) if period is not None and p.data_date < period.data_date]
    previous = earlier[-1] if earlier else None
    active = tuple(row for row in known.rows if row.active)
    return Overview(
        rules,
        known,
        period,
        previous,
        active,
        _counts(row.overall for row in active),
        _counts(row.previous_overall for row in active),
        sums(active),
        sum(row.is_complete for row in active),
        _moved(session, active, previous),
        tuple(_needs(session, active, rules, period)),
        tuple(_performance(active)),
    )


def _counts(ratings: Iterable[Rag]) -> dict[Rag, int]:
    counted = Counter(ratings)
    return {rating: counted[rating] for rating in RATINGS}


def _moved(session: Session, rows: Sequence[ProjectRow], previous: PeriodView | None) -> tuple[Moved, ...]:
    if previous is None:
        return ()
    query = select(StatusUpdate.project_id, StatusUpdate.finish, StatusUpdate.forecast)
    before = {
        key: (finish, forecast)
        for key, finish, forecast in session.execute(query.where(StatusUpdate.period_id == previous.id))
    }
    found = []
    for row in rows:
        finish, forecast = before.get(row.id, (None, None))
        slip = (row.finish - finish).days if row.finish and finish else None
        cost = row.forecast - forecast if row.forecast is not None and forecast is not None else None
        rating_moved = bool(row.overall and row.previous_overall) and row.overall != row.previous_overall
        if slip or cost or rating_moved:
            found.append(Moved(row, slip, cost))
    found.sort(key=lambda item: (-SEVERITY[item.project.overall], -abs(item.slip_change or 0), item.project.code))
    return tuple(found)


def _needs(
    session: Session, rows: Sequence[ProjectRow], rules: PortfolioView, period: PeriodView | None
) -> Iterable[Need]:
    today = period.data_date if period else date.today()
    missing = [row for row in rows if not row.is_complete]
    if missing and period is not None and period.is_open:
        owners = dict.fromkeys(row.manager for row in missing if row.manager)
        yield Need("reports", len(missing), tuple(owners)[:3], period.deadline, _ids(missing))
    better = [row for row in rows if row.better]
    if better:
        yield Need("better", len(better), tuple(row.name for row in better[:3]), None, _ids(better))
    silent = [row for row in rows if row.is_stale]
    if silent:
        yield Need("stale", len(silent), tuple(row.name for row in silent[:3]), None, _ids(silent))
    asked = [row for row in decision_log(session) if row.is_open]
    if asked:
        due = min((row.needed_by for row in asked if row.needed_by), default=None)
        yield Need("decisions", len(asked), tuple(row.title for row in asked[:3]), due, _ids(asked))
    high = [row for row in risk_register(session).rows if row.is_open and row.level == "R"]
    unowned = [row for row in high if not row.owner]
    if unowned:
        yield Need("risks_unowned", len(unowned), tuple(row.title for row in unowned[:3]), None, _ids(unowned))
    stale = [row for row in high if row.reviewed_on and (today - row.reviewed_on).days > STALE_DAYS]
    if stale:
        yield Need("risks_stale", len(stale), tuple(row.title for row in stale[:3]), None, _ids(stale))
    late = [row for row in issue_log(session) if row.is_open and row.due and row.due < today]
    if late:
        yield Need("issues_overdue", len(late), tuple(row.title for row in late[:3]), None, _ids(late))
    wrong = [row for row in rows if row.finish and row.finish < today and row.stage not in ("close", "closed")]
    if wrong:
        yield Need("data", len(wrong), tuple(row.name for row in wrong[:3]), None, _ids(wrong))


def _ids(rows: Iterable[ProjectRow | DecisionRow | RiskRow | IssueRow]) -> tuple[int, ...]:
    return tuple(row.id for row in rows)


def _performance(rows: Sequence[ProjectRow]) -> Iterable[Performance]:
    for row in rows:
        if row.percent_complete and row.planned_percent and row.budget and row.actual:
            earned = row.budget * row.percent_complete / 100
            yield Performance(row, row.percent_complete / row.planned_percent, earned / row.actual)
