"""The status pack of a store: its values for one period, its pages, and the file that they are written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import texts
from ..domain.audience import masked
from ..domain.errors import PmoError
from ..domain.pack import PackData, PackProgramme
from ..domain.snapshot import canonical
from ..persistence.atomic import write_bytes
from ..persistence.tables import History, Programme, Project
from ..reports.edition import Edition, edition_of
from ..reports.pack import RenderedPack, render_pack
from ..reports.slides import render_slides
from ..reports.style import PAPERS, Paper
from ..texts import Texts
from .pack_definitions import definition_named
from .pack_workbook import pack_workbook
from .queries.packs import audience_named, newest_of_period, next_number
from .queries.portfolio import PortfolioView, portfolio
from .status_pack_logs import pack_benefits, pack_latency, pack_loads, pack_logs, pack_simulations
from .status_pack_plans import PlanFacts, plan_facts
from .status_pack_projects import pack_project, pack_statuses
from .status_pack_promises import pack_baselines, pack_change_requests, with_confidence, with_past
from .status_pack_registers import pack_decisions, pack_exposure, pack_issues, pack_risks
from .status_pack_scope import PackScope, pack_scope

Progress = Callable[[float], None]
"""Told the share done, 0 to 1; what it raises cancels the work."""

COLLECTING: Final = 0.3
"""Share of the whole work that collecting the values takes; the rest is painting."""


@dataclass(frozen=True)
class Collected:
    """A pack as the store has it, before it is set beside the packs that were issued before it.

    Attributes:
        rows, facts: its projects, and what their plans say, by project id.
        is_whole: whether it is the whole portfolio.
    """

    data: PackData
    rows: tuple[Project, ...]
    facts: Mapping[int, PlanFacts]
    scope: PackScope
    is_whole: bool

    def completed(self, session: Session) -> PackData:
        """Return the pack with trend, changes and outlook from the packs before it, and with data confidence."""
        data = with_past(session, self.data, is_whole=self.is_whole)
        return with_confidence(session, data, self.rows, self.facts, self.scope)


def collect_pack(
    session: Session,
    *,
    project_ids: Iterable[int] | None = None,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> PackData:
    """Return everything that a status pack shows; see `collect`.

    Raises:
        PmoError: no period is so old, or a project is not there.
    """
    return collect(session, project_ids=project_ids, as_of=as_of, progress=progress).completed(session)


def collect(
    session: Session,
    *,
    project_ids: Iterable[int] | None = None,
    as_of: date | None = None,
    plans: Mapping[int, PlanFacts] | None = None,
    progress: Progress | None = None,
) -> Collected:
    """Return what the store itself says for a pack; `plans` are those of an earlier one, where none was changed since.

    `as_of` chooses the newest period with that data date or an earlier one; without it the current period is taken.
    `project_ids` limits the pack to some projects; without it all that are not archived are in it, and so are the
    portfolio's own risks, issues and decisions.

    Raises:
        PmoError: no period is so old, or a project is not there.
    """
    rules, scope = portfolio(session), pack_scope(session, as_of)
    programmes = {row.id: row for row in session.scalars(select(Programme).order_by(Programme.position, Programme.id))}
    chosen = _projects(session, project_ids, list(programmes))
    uids: dict[int | None, str] = {row.id: row.uid for row in chosen}
    if project_ids is None:
        uids[None] = ""
    facts = plans or _plan_facts(session, chosen, progress)
    told = pack_statuses(session, chosen, scope)
    used = {row.programme_id for row in chosen}
    data = PackData(
        organisation=rules.organisation,
        committee=rules.committee,
        data_date=scope.data_date,
        classification=_word(rules, "classification"),
        prepared_by=_word(rules, "prepared_by"),
        approved_by=_word(rules, "approved_by"),
        issue=scope.number,
        draft=scope.period is None or scope.period.is_open,
        sample=rules.sample,
        previous_date=scope.previous.data_date if scope.previous else None,
        meeting=scope.period.meeting if scope.period else None,
        periods=scope.dates,
        currency=rules.currency,
        tolerances=rules.tolerances,
        risk_grid=rules.risk_grid,
        programmes=tuple(
            PackProgramme(row.uid, row.code, row.name, row.manager) for row in programmes.values() if row.id in used
        ),
        projects=tuple(
            pack_project(row, _uid_of(programmes, row.programme_id), told[row.id], facts[row.id], scope)
            for row in chosen
        ),
        milestones=tuple(
            stone for row in chosen for stone in facts[row.id].milestones(row, scope.data_date, told[row.id])
        ),
        risks=pack_risks(session, uids, scope, rules),
        issues=pack_issues(session, uids, scope.data_date),
        decisions=pack_decisions(session, uids, scope.data_date),
        exposure=pack_exposure(session, uids, scope, rules),
        store_head=session.scalar(select(History.chain).order_by(History.seq.desc()).limit(1)) or "",
        baselines=pack_baselines(session, chosen),
        change_requests=pack_change_requests(session, uids, scope.data_date),
        benefits=pack_benefits(session, uids),
        logs=pack_logs(session, uids, scope.data_date),
        simulations=pack_simulations(session, uids, scope),
        loads=pack_loads(chosen, facts),
        latency=pack_latency(session),
    )
    return Collected(_numbered(session, data, scope), tuple(chosen), facts, scope, project_ids is None)


def export_pack(
    session: Session,
    path: Path,
    *,
    language: str,
    paper: str = "A4",
    as_of: date | None = None,
    project_ids: Iterable[int] | None = None,
    audience: str = "",
    definition: str = "",
    workbook: Path | None = None,
    slides: Path | None = None,
    progress: Progress | None = None,
) -> RenderedPack:
    """Write the status pack as PDF, a draft for an audience or for everybody, and return it as it was written.

    Attributes:
        workbook, slides: where its tables and its pages go as Excel and PowerPoint files too.

    Raises:
        PmoError: the language, the paper, the audience, the definition or the period is not there, or the file can't
            be written; nothing was written.
    """
    t, sheet = texts.of(language), paper_of(paper)
    profile = audience_named(session, audience) if audience else None
    data = collect_pack(session, project_ids=project_ids, as_of=as_of, progress=_part(progress, 0.0, COLLECTING))
    if definition:
        data = replace(data, definition=definition_named(session, definition).definition)
    edition = edition_of(data, language, sheet, profile.key if profile else "")
    shown = masked(canonical(data), profile) if profile and profile.masks else data
    rendered = render_pack(shown, t, sheet, _part(progress, COLLECTING, 1.0), edition)
    write_bytes(path, rendered.pdf)
    export_beside(shown, t, sheet, workbook, slides, edition)
    return rendered


def export_beside(
    data: PackData, t: Texts, paper: Paper, workbook: Path | None, slides: Path | None, edition: Edition | None = None
) -> None:
    """Write a pack's tables as Excel file and its pages as PowerPoint file; `data` are masked already.

    Raises:
        PmoError: a file can't be written.
    """
    if workbook is not None:
        write_bytes(workbook, pack_workbook(data, t))
    if slides is not None:
        write_bytes(slides, render_slides(data, t, paper, edition=edition))


def paper_of(name: str) -> Paper:
    """Return the paper of a name, however it is capitalised.

    Raises:
        PmoError: packs are not made for it.
    """
    for paper in PAPERS:
        if paper.casefold() == name.strip().casefold():
            return paper
    raise PmoError("paper_unknown", paper=name, known=", ".join(PAPERS))


def project_ids_of(session: Session, codes: Sequence[str]) -> list[int]:
    """Return the ids of projects by their codes, however they are capitalised.

    Raises:
        PmoError: there is no project with a code.
    """
    every = session.execute(select(Project.id, Project.code).where(Project.draft_of.is_(None)))
    known = {code.casefold(): key for key, code in every}
    wanted = [code.strip() for code in codes]
    for code in wanted:
        if code.casefold() not in known:
            raise PmoError("pack_project_unknown", code=code)
    return [known[code.casefold()] for code in wanted]


def pack_file_name(data_date: date, committee: str, language: str) -> str:
    """Return the name of a pack's file, safe on every system: `2026-11 Steering committee pack EN.pdf`."""
    kept = "".join(char for char in committee if char.isalnum() or char in " -")
    word = "ZH" if language.startswith("zh") else language.upper()
    t = texts.of(language)
    return " ".join([f"{data_date:%Y-%m}", *kept[:60].split(), t("pack"), word]) + ".pdf"


def _numbered(session: Session, data: PackData, scope: PackScope) -> PackData:
    """Return a pack with its number: its own where its period is published, else the next one."""
    published = newest_of_period(session, scope.period.id) if scope.period else None
    if published and not data.draft:
        return replace(data, issue=published.number, version=published.version, corrects=published.corrects)
    number = next_number(session) or scope.number
    if published:
        return replace(data, issue=number, version=published.version + 1, corrects=published.number)
    return replace(data, issue=number)


def _projects(session: Session, project_ids: Iterable[int] | None, programmes: Sequence[int]) -> list[Project]:
    """Return the projects of a pack in the order of the registry."""
    query = select(Project)
    if project_ids is None:
        found = list(session.scalars(query.where(Project.archived.is_(False))))
    else:
        wanted = set(project_ids)
        found = list(session.scalars(query.where(Project.id.in_(wanted))))
        if len(found) != len(wanted):
            raise PmoError("project_gone")
    place = {key: at for at, key in enumerate(programmes)}
    return sorted(found, key=lambda row: (place.get(row.programme_id or 0, len(place)), row.code))


def _plan_facts(session: Session, chosen: Sequence[Project], progress: Progress | None) -> dict[int, PlanFacts]:
    facts = {}
    for at, row in enumerate(chosen):
        if progress is not None:
            progress(at / len(chosen))
        facts[row.id] = plan_facts(session, row.id)
    return facts


def _uid_of(programmes: dict[int, Programme], key: int | None) -> str:
    return programmes[key].uid if key in programmes else ""


def _word(rules: PortfolioView, name: str) -> str:
    value = rules.settings.get(name)
    return value if isinstance(value, str) else ""


def _part(progress: Progress | None, start: float, end: float) -> Progress | None:
    if progress is None:
        return None
    return lambda share: progress(start + (end - start) * share)
