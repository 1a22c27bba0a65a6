"""The RAID appendix: every open risk, issue, action, change request, assumption and dependency, most urgent first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from ...domain.pack_registers import PackLog
from ...domain.rag import Rag
from ...texts.messages import N_
from ..flow import Part, Section, column_width, flow, paint
from ..frame import Area, Kit, Page
from ..sheet import Sheet
from ..table import Cell, Column, Row, Table
from ..wording_registers import registers_title
from .cells import mark_cell
from .risks import cell_rating, score_words
from .tables import plain, project_cell

KEY: Final = "registers"
COLUMNS: Final = 2

NAMES: Final[Mapping[str, str]] = {
    "action": N_("Actions"),
    "change_request": N_("Change requests"),
    "assumption": N_("Assumptions"),
    "dependency": N_("Dependencies"),
}
"""The other logs in the order of the page."""


def register_pages(kit: Kit) -> list[Page]:
    """Return the pages of all open records; none where nothing is open."""
    t = kit.texts
    overdue = _overdue(kit)
    title = kit.headline(KEY, registers_title(kit.facts, overdue, t))
    subtitle = t("All open records of the portfolio and its projects, the most urgent first.")
    area = kit.area(title, subtitle)
    width = column_width(area.width, COLUMNS)
    sections = [*_risks(kit, width), *_issues(kit, width), *(s for name in NAMES for s in _log(kit, name, width))]
    if not sections:
        return []
    section = t("RAID appendix")
    for part in sections:
        if part.table.shortened:
            kit.shortened(KEY, t("{section}, {register}", section=section, register=part.title))
    pages = []
    for number, parts in enumerate(flow(kit, sections, COLUMNS, area.height)):

        def draw(sheet: Sheet, area: Area, parts: Sequence[Part] = parts) -> None:
            paint(sheet, kit, area, parts, COLUMNS)

        more = t("{title} (continued)", title=title) if number else title
        key = f"{KEY}-{number + 1}" if number else KEY
        pages.append(Page(key, section, section, more, subtitle, draw, None if number else 0, in_contents=not number))
    return pages


def _overdue(kit: Kit) -> int:
    today = kit.data.data_date
    found = [] if kit.facts.leaves_out("issues") else [i.due for i in kit.data.issues if i.is_open]
    found += [log.due for log in kit.data.logs if log.is_open and log.register in NAMES]
    return sum(due is not None and due < today for due in found)


def _columns(kit: Kit, last: str) -> tuple[Column, ...]:
    t = kit.texts
    return (
        Column("", 0, "middle", 13),
        Column(t("ID"), 0, minimum=36, lines=1),
        Column(t("Record"), 60, minimum=100, lines=3, note_lines=3),
        Column(t("Project"), 0, minimum=38, lines=1),
        Column(t("Owner"), 20, minimum=52),
        Column(last, 0, "end", 48),
    )


def _table(kit: Kit, last: str, rows: list[Row], width: float) -> Table:
    style = kit.type.scale.table
    return Table(
        kit.type, _columns(kit, last), rows, width, style=style.but(size=style.size - 0.4), row_height=18,
        padding=2.0, gap=6,
    )  # fmt: skip


def _risks(kit: Kit, width: float) -> list[Section]:
    t = kit.texts
    found = kit.facts.threats
    if not found or kit.facts.leaves_out("risks"):
        return []
    rows = [
        Row(
            (
                mark_cell(kit, cell_rating(kit, risk), size=11.0),
                Cell(risk.code or "–", color="text2"),
                Cell(risk.title or risk.event or "–", note=risk.response_plan),
                project_cell(kit, risk.project),
                plain(risk.owner),
                Cell(score_words(t, risk), weight="semibold"),
            )
        )
        for risk in found
    ]
    return [Section(t("Risks"), _table(kit, t("Score"), rows, width), len(rows), t("score now / last pack"))]


def _issues(kit: Kit, width: float) -> list[Section]:
    t = kit.texts
    found = [issue for issue in kit.data.issues if issue.is_open]
    if not found or kit.facts.leaves_out("issues"):
        return []
    found.sort(key=lambda i: (-(i.urgency or 0) * (i.impact or 1), i.due or date.max, i.code))
    rows = [
        Row(
            (
                mark_cell(kit, _rating(kit, issue.due), size=11.0),
                Cell(issue.code or "–", color="text2"),
                Cell(issue.title or "–", note=issue.resolution),
                project_cell(kit, issue.project),
                plain(issue.owner),
                _due(kit, issue.due),
            )
        )
        for issue in found
    ]
    return [Section(t("Issues"), _table(kit, t("Due"), rows, width), len(rows))]


def _log(kit: Kit, name: str, width: float) -> list[Section]:
    t = kit.texts
    found = [log for log in kit.data.logs if log.register == name and log.is_open]
    if not found:
        return []
    found.sort(key=lambda log: (log.due or date.max, log.code))
    rows = [_row(kit, log) for log in found]
    return [Section(t(NAMES[name]), _table(kit, t("Due"), rows, width), len(rows))]


def _row(kit: Kit, log: PackLog) -> Row:
    return Row(
        (
            mark_cell(kit, _rating(kit, log.due), size=11.0),
            Cell(log.code or "–", color="text2"),
            Cell(log.title or "–", note=log.note),
            project_cell(kit, log.project),
            plain(log.owner),
            _due(kit, log.due),
        )
    )


def _rating(kit: Kit, due: date | None) -> Rag:
    if due is None:
        return ""
    days = (due - kit.data.data_date).days
    return "R" if days < 0 else "A" if days <= 14 else "G"


def _due(kit: Kit, due: date | None) -> Cell:
    late = due is not None and due < kit.data.data_date
    text = kit.texts.date(due) or "–"
    return Cell(text, color="ragRtext" if late else "text", weight="bold" if late else "regular")
