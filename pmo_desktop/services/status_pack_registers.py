"""Risks, issues and decisions as a pack shows them on its data date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain import risk as scoring
from ..domain.pack import PackDecision, PackExposure, PackIssue, PackRisk
from ..persistence.tables import Decision, Issue, Project, Risk, RiskScore
from .queries.decisions import CLOSED as CLOSED_DECISIONS
from .queries.decisions import options_of, standings
from .queries.portfolio import PortfolioView
from .status_pack_scope import PackScope

CLOSED_ISSUES = frozenset({"resolved", "closed"})

Uids = Mapping[int | None, str]
"""Project id to uid for the projects of a pack; None to "" where the portfolio's own rows belong to it."""

Scores = Mapping[int, tuple[int | None, int | None]]


def pack_risks(session: Session, uids: Uids, scope: PackScope, rules: PortfolioView) -> tuple[PackRisk, ...]:
    """Return the risks, scored as they are now or, for a past period, as they were noted then."""
    before = _scores(session, scope.previous.id) if scope.previous else {}
    then = None if scope.is_current or scope.period is None else _scores(session, scope.period.id)
    currencies = _currencies(session)
    risks = []
    for row in _rows(session, Risk, uids):
        if then is not None and row.id not in then:
            continue
        probability, impact = then[row.id] if then is not None else (row.probability, row.impact)
        likelihood = row.likelihood if then is None else None
        loss = scoring.expected_loss(likelihood, probability, row.cost_impact, row.kind, rules.bands)
        risks.append(
            PackRisk(
                uid=row.uid,
                project=uids[row.project_id],
                code=row.code,
                title=row.title,
                cause=row.cause,
                event=row.event,
                effect=row.effect,
                kind=row.kind,
                category=row.category,
                status=row.status,
                owner=row.owner,
                probability=probability,
                impact=impact,
                previous_probability=before.get(row.id, (None, None))[0],
                previous_impact=before.get(row.id, (None, None))[1],
                target_probability=row.target_probability,
                target_impact=row.target_impact,
                currency=currencies.get(row.project_id, rules.currency),
                expected_loss=loss,
                days_impact=row.days_impact,
                proximity=row.proximity,
                response=row.response,
                response_plan=row.response_plan,
                due=row.due,
                is_open=scoring.is_open(row.status),
            )
        )
    return tuple(risks)


def pack_exposure(session: Session, uids: Uids, scope: PackScope, rules: PortfolioView) -> tuple[PackExposure, ...]:
    """Return the expected loss of the open risks by period, in the portfolio's currency.

    Past periods take the scores noted then, at today's cost impacts.
    """
    currencies = _currencies(session)
    own = [
        row for row in _rows(session, Risk, uids) if currencies.get(row.project_id, rules.currency) == rules.currency
    ]
    points = []
    for period in scope.shown:
        is_live = scope.is_current and period is scope.period
        noted = {} if is_live else _scores(session, period.id)
        amount = 0
        for row in own:
            if is_live and not scoring.is_open(row.status):
                continue
            probability = row.probability if is_live else noted.get(row.id, (None, None))[0]
            # A typed percentage is today's; the past is valued by the band it was in, unless the score is the same.
            likelihood = row.likelihood if probability == row.probability else None
            if probability is not None or is_live:
                loss = scoring.expected_loss(likelihood, probability, row.cost_impact, row.kind, rules.bands)
                amount += loss or 0
        points.append(PackExposure(period.data_date, amount))
    return tuple(points)


def pack_issues(session: Session, uids: Uids, data_date: date) -> tuple[PackIssue, ...]:
    """Return the issues that were raised by the data date; open is what was not closed by then."""
    return tuple(
        PackIssue(
            uid=row.uid,
            project=uids[row.project_id],
            code=row.code,
            title=row.title,
            description=row.description,
            status=row.status,
            urgency=row.urgency,
            impact=row.impact,
            owner=row.owner,
            raised_on=row.raised_on,
            due=row.due,
            resolution=row.resolution,
            is_open=row.status not in CLOSED_ISSUES or _is_later(row.closed_on, data_date),
        )
        for row in _rows(session, Issue, uids)
        if not _is_later(row.raised_on, data_date)
    )


def pack_decisions(session: Session, uids: Uids, data_date: date) -> tuple[PackDecision, ...]:
    """Return the decisions; what was decided after the data date is still a question in the pack."""
    decisions = []
    standing = standings(session, data_date)
    for row in _rows(session, Decision, uids):
        is_open = row.status not in CLOSED_DECISIONS
        was_open = is_open or _is_later(row.decided_on, data_date)
        decisions.append(
            PackDecision(
                uid=row.uid,
                project=uids[row.project_id],
                code=row.code,
                title=row.title,
                description=row.description,
                options=options_of(row.options),
                recommendation=row.recommendation,
                cost_of_delay=row.cost_of_delay,
                decider=row.decider,
                owner=row.owner,
                needed_by=row.needed_by,
                outcome="" if was_open else row.outcome,
                decided_on=None if was_open else row.decided_on,
                act_by=None if was_open else row.act_by,
                is_open=was_open,
                raised_on=row.raised_on,
                condition="" if was_open else row.condition,
                deferred_to=row.deferred_to,
                standing="" if was_open else standing.get(row.id, ""),
            )
        )
    return tuple(decisions)


def _rows(session: Session, kind: Any, uids: Uids) -> list[Any]:
    """Return the rows of a register that belong to the pack, by code."""
    return [row for row in session.scalars(select(kind).order_by(kind.code, kind.id)) if row.project_id in uids]


def _currencies(session: Session) -> dict[int | None, str]:
    return {row.id: row.currency for row in session.execute(select(Project.id, Project.currency))}


def _scores(session: Session, period_id: int) -> Scores:
    query = select(RiskScore.risk_id, RiskScore.probability, RiskScore.impact).where(RiskScore.period_id == period_id)
    return {risk_id: (probability, impact) for risk_id, probability, impact in session.execute(query)}


def _is_later(day: date | None, data_date: date) -> bool:
    return day is not None and day > data_date
