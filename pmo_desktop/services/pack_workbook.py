"""The tables of a pack as a workbook: the same values as in the PDF, as numbers and days, for people who reckon on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from ..domain.pack import PackData, PackProject
from ..domain.pack_registers import PackLog
from ..interchange.export import Sheet, Value, to_workbook
from ..reports.facts import Facts
from ..reports.pages.benefits import STATES
from ..reports.pages.money import earned_value
from ..reports.pages.registers import NAMES
from ..reports.words import DIMENSIONS, dimension_name, rating_meaning, stage_name
from ..texts import Texts
from ..texts.formats import minor_digits

Head = Sequence[str]
Rows = Sequence[Sequence[Value]]

OTHERS: Final = tuple(NAMES)


@dataclass(frozen=True)
class _Book:
    """What all sheets are made with."""

    data: PackData
    facts: Facts
    t: Texts

    def project(self, uid: str) -> tuple[Value, Value]:
        """Return code and name of a project."""
        found = self.facts.projects.get(uid)
        return (found.code, found.name) if found else (None, None)


def pack_workbook(data: PackData, t: Texts) -> bytes:
    """Return the tables of a pack as they may be shown: `data` are masked already where the audience demands it.

    The same data and language give the same bytes.
    """
    book = _Book(data, Facts(data), t)
    sheets = [sheet for make in _SHEETS for sheet in make(book) if sheet.rows]
    moment = data.published_at or datetime.combine(data.data_date, time())
    about = Sheet(t("About"), [t("Field"), t("Value")], _about(book))
    return to_workbook([about, *sheets], moment, t("Status pack"))


def _about(book: _Book) -> Rows:
    t, data = book.t, book.data
    state = t("Draft {issue}", issue=str(data.issue))
    if not data.draft:
        state = t("Pack {number}, version {version}", number=str(data.issue), version=str(data.version))
    return [
        [t("Organisation"), data.organisation],
        [t("Committee"), data.committee],
        [t("Data date"), data.data_date],
        [t("State"), state],
        [t("Classification"), data.classification],
        [t("Audience"), data.audience],
    ]


def _projects(book: _Book) -> Iterator[Sheet]:
    t, data = book.t, book.data
    groups = {group.uid: group.name for group in data.programmes}
    head = [
        t("ID"), t("Project"), t("Programme"), t("Sponsor"), t("Manager"), t("Stage"),
        *(dimension_name(t, name) for name in DIMENSIONS), t("Last period"), t("Reason"), t("Next step"), t("Owner"),
        t("Due"), t("Start"), t("Finish PL"), t("Finish FC"), t("Slip, days"), t("Progress"), t("Data confidence"),
    ]  # fmt: skip
    rows: list[Sequence[Value]] = []
    for project in data.projects:
        status, before = data.status(project), data.previous_status(project)
        rated: list[Value] = [rating_meaning(t, status.rating(name)) if status else None for name in DIMENSIONS]
        rows.append(
            [
                project.code, project.name, groups.get(project.programme), project.sponsor, project.manager,
                stage_name(t, project.stage), *rated, rating_meaning(t, before.overall) if before else None,
                status.reason if status else None, status.next_step if status else None,
                status.next_owner if status else None, status.next_due if status else None, project.start,
                project.baseline_finish, project.finish, project.slip, _share(project.percent_complete),
                project.confidence.grade if project.confidence else None,
            ]
        )  # fmt: skip
    yield Sheet(t("Projects"), head, rows)


def _money(book: _Book) -> Iterator[Sheet]:
    t = book.t
    head = [
        t("ID"), t("Project"), t("Currency"), t("PL"), t("AC"), t("FC"), "Δ", "PV", "EV", "SPI", "CPI", "EAC", "TCPI",
    ]  # fmt: skip
    rows: list[Sequence[Value]] = []
    for project in book.data.projects:
        if project.budget is None and project.forecast is None and project.actual is None:
            continue
        value = earned_value(book.data, project)
        money = _major(project)
        earned: list[Value] = [None] * 6
        if value is not None:
            forecast = money(value.eac_as_so_far)
            earned = [money(value.planned), money(value.earned), value.spi, value.cpi, forecast, value.needed]
        rows.append(
            [
                project.code, project.name, project.currency, money(project.budget), money(project.actual),
                money(project.forecast), money(project.variance), *earned,
            ]
        )  # fmt: skip
    yield Sheet(t("Money"), head, rows)


def _milestones(book: _Book) -> Iterator[Sheet]:
    t = book.t
    head = [
        t("ID"), t("Project"), t("Milestone"), t("Baseline"), t("Last pack"), t("Forecast"), t("Reached"),
        t("Slip, days"),
    ]  # fmt: skip
    yield Sheet(
        t("Milestones"),
        head,
        [
            [*book.project(m.project), m.name, m.baseline, m.previous, m.forecast, m.actual, m.slip]
            for m in book.data.milestones
        ],
    )


def _risks(book: _Book) -> Iterator[Sheet]:
    t = book.t
    head = [
        t("ID"), t("Project"), t("Project name"), t("Risk"), t("Cause"), t("Event"), t("Effect"), t("Owner"),
        t("Probability"), t("Impact"), t("Score"), t("Last period"), t("Target"), t("Currency"), t("Expected loss"),
        t("Response"), t("Due"), t("Open"),
    ]  # fmt: skip
    rows = [
        [
            r.code, *book.project(r.project), r.title, r.cause, r.event, r.effect, r.owner, r.probability, r.impact,
            r.score, r.previous_score, r.target_score, r.currency, _amount(r.expected_loss, r.currency),
            r.response_plan, r.due, _yes(t, r.is_open),
        ]
        for r in book.data.risks
    ]  # fmt: skip
    yield Sheet(t("Risks"), head, rows)


def _issues(book: _Book) -> Iterator[Sheet]:
    t = book.t
    head = [
        t("ID"), t("Project"), t("Project name"), t("Issue"), t("Description"), t("Urgency"), t("Impact"), t("Owner"),
        t("Raised on"), t("Due"), t("Resolution"), t("Open"),
    ]  # fmt: skip
    rows = [
        [
            i.code, *book.project(i.project), i.title, i.description, i.urgency, i.impact, i.owner, i.raised_on, i.due,
            i.resolution, _yes(t, i.is_open),
        ]
        for i in book.data.issues
    ]  # fmt: skip
    yield Sheet(t("Issues"), head, rows)


def _decisions(book: _Book) -> Iterator[Sheet]:
    t = book.t
    head = [
        t("ID"), t("Project"), t("Project name"), t("Decision"), t("Description"), t("Options"), t("Recommendation"),
        t("Cost of delay"), t("Owner"), t("Decide by"), t("Outcome"), t("Condition"), t("Decided on"),
        t("To be done by"), t("Open"),
    ]  # fmt: skip
    rows = [
        [
            d.code, *book.project(d.project), d.title, d.description, "; ".join(o.name for o in d.options),
            d.recommendation, d.cost_of_delay, d.owner, d.needed_by, d.outcome, d.condition, d.decided_on, d.act_by,
            _yes(t, d.is_open),
        ]
        for d in book.data.decisions
    ]  # fmt: skip
    yield Sheet(t("Decisions"), head, rows)


def _benefits(book: _Book) -> Iterator[Sheet]:
    t = book.t
    head = [
        t("ID"), t("Project"), t("Project name"), t("Benefit"), t("Owner"), t("Measure"), t("Value today"),
        t("Target"), t("Actual"), t("Currency"), t("Planned value"), t("Actual value"), t("Due"), t("State"),
    ]  # fmt: skip
    rows = [
        [
            b.code, *book.project(b.project), b.title, b.owner, b.measure, b.baseline_value, b.target_value,
            b.actual_value, b.currency, _amount(b.target_money, b.currency), _amount(b.actual_money, b.currency), b.due,
            t(STATES[b.status]) if b.status in STATES else b.status,
        ]
        for b in book.data.benefits
    ]  # fmt: skip
    yield Sheet(t("Benefits"), head, rows)


def _logs(book: _Book) -> Iterator[Sheet]:
    t = book.t
    head = [
        t("ID"), t("Project"), t("Project name"), t("Record"), t("Note"), t("Owner"), t("Due"), t("Open"),
    ]  # fmt: skip

    def row(log: PackLog) -> Sequence[Value]:
        return [log.code, *book.project(log.project), log.title, log.note, log.owner, log.due, _yes(t, log.is_open)]

    for register in OTHERS:
        yield Sheet(t(NAMES[register]), head, [row(log) for log in book.data.logs if log.register == register])


def _simulations(book: _Book) -> Iterator[Sheet]:
    t = book.t
    head = [
        t("ID"), t("Project"), t("Planned finish"), t("Confidence"), t("Finish P50"), t("Finish P80"), t("Currency"),
        t("Cost P50"), t("Cost P80"), t("Simulated on"),
    ]  # fmt: skip
    rows = [
        [
            *book.project(s.project), s.planned, None if s.confidence is None else s.confidence / 1000, s.finish_p50,
            s.finish_p80, s.currency, _amount(s.cost_p50, s.currency), _amount(s.cost_p80, s.currency), s.made_on,
        ]
        for s in book.data.simulations
    ]  # fmt: skip
    yield Sheet(t("Simulation"), head, rows)


_SHEETS: Final[tuple[Callable[[_Book], Iterator[Sheet]], ...]] = (
    _projects, _money, _milestones, _risks, _issues, _decisions, _benefits, _logs, _simulations,
)  # fmt: skip


def _share(percent: int | None) -> Value:
    return None if percent is None else percent / 100


def _amount(amount: int | None, currency: str) -> Value:
    return None if amount is None else amount / int(10 ** minor_digits(currency))


def _major(project: PackProject) -> Callable[[int | None], Value]:
    return lambda amount: _amount(amount, project.currency)


def _yes(t: Texts, is_open: bool) -> str:
    return t("yes") if is_open else t("no")
