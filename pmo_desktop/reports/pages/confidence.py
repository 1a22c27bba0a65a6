"""Data confidence: how far each project's figures can be trusted, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...domain.pack import PackProject
from ...domain.pack_history import PackConfidence
from ...texts import Texts
from ...texts.messages import N_
from ..frame import Area, Kit, Page
from ..sheet import Sheet
from ..table import Cell, Column, Row, Table
from ..wording import name_of
from ..words import number_word

KEY: Final = "confidence"

FIELDS: Final[Mapping[str, str]] = {
    "sponsor": N_("Sponsor"),
    "manager": N_("Manager"),
    "budget": N_("Budget"),
    "forecast": N_("Forecast"),
    "start": N_("Start"),
    "finish": N_("Finish"),
    "baseline_finish": N_("Baseline finish"),
    "overall": N_("Overall status"),
    "reason": N_("Reason"),
    "next_step": N_("Next step"),
    "next_owner": N_("Owner of the next step"),
    "next_due": N_("Date of the next step"),
}
"""What the required fields are called."""

POOR: Final = ("C", "D")


def confidence_pages(kit: Kit) -> list[Page]:
    """Return the table of all projects by grade, worst first, on as many pages as it needs."""
    t = kit.texts
    judged = [(project, project.confidence) for project in kit.data.projects if project.confidence is not None]
    if not judged:
        return []
    judged.sort(key=lambda pair: (pair[1].points, pair[0].code))
    section, title = t("Data confidence"), kit.headline("confidence", confidence_title(kit))
    subtitle = t(
        "From age of the status, required fields, quality of the schedule and promises changed without approval. "
        "A: from 90 points, B: 75, C: 55, D: below."
    )
    area = kit.area(title, subtitle)
    table = _table(kit, judged, area.width)
    if table.shortened:
        kit.shortened(KEY, section)
    pages = []
    for number, rows in enumerate(table.split(area.height, area.height)):

        def draw(sheet: Sheet, area: Area, rows: range = rows) -> None:
            table.paint(sheet, area.left, area.top, rows)

        more = t("{title} (continued)", title=title) if number else title
        key = f"{KEY}-{number + 1}" if number else KEY
        pages.append(Page(key, section, section, more, subtitle, draw, None if number else 0, in_contents=not number))
    return pages


def confidence_title(kit: Kit) -> str:
    """Return the conclusion of the page."""
    t = kit.texts
    poor = [p for p in kit.data.projects if p.confidence is not None and p.confidence.grade in POOR]
    if not poor:
        return t("The data of all projects can be relied on")
    worst = min(poor, key=lambda p: (p.confidence.points if p.confidence else 0, p.code))
    return t.n(
        "Check the data of {number} project before you rely on them: {project}",
        "Check the data of {number} projects before you rely on them, {project} first",
        len(poor),
        number=number_word(t, len(poor)),
        project=name_of(t, worst),
    )


def grade_line(t: Texts, confidence: PackConfidence | None) -> str:
    """Return a project's grade as its page says it; "" where nothing was judged."""
    return t("Data confidence {grade}", grade=confidence.grade) if confidence and confidence.grade else ""


def _table(kit: Kit, judged: list[tuple[PackProject, PackConfidence]], width: float) -> Table:
    t = kit.texts
    columns = (
        Column(t("Grade"), 0, "middle", 32),
        Column(t("ID"), 0, minimum=40),
        Column(t("Project"), 26, minimum=110),
        Column(t("Manager"), 14, minimum=62, drop=1),
        Column(t("Status written"), 0, "end", 70),
        Column(t("Missing fields"), 34, minimum=110, lines=4),
        Column(t("Schedule quality"), 0, "end", 54),
        Column(t("Unapproved changes"), 0, "end", 62),
        Column(t("Points"), 0, "end", 36),
    )
    rows = [_row(kit, project, confidence) for project, confidence in judged]
    return Table(kit.type, columns, rows, width, row_height=17.0, padding=2.0)


def _row(kit: Kit, project: PackProject, confidence: PackConfidence) -> Row:
    t = kit.texts
    poor = confidence.grade in POOR
    color = "ragRtext" if poor else "text"
    age = confidence.days_old
    written = t("never") if age is None else t.n("{count} day before", "{count} days before", age)
    return Row(
        (
            Cell(confidence.grade or "–", color=color, weight="bold"),
            Cell(project.code or "–", color="text2"),
            Cell(name_of(t, project), weight="semibold"),
            Cell(project.manager or "–", color="text2"),
            Cell(written, color="text2"),
            Cell(t.listed(t(FIELDS[name]) for name in confidence.missing if name in FIELDS) or "–", color="text2"),
            Cell(t.percent(confidence.quality / 100) if confidence.quality is not None else "–"),
            Cell(t.number(confidence.unapproved) if confidence.unapproved else "–",
                 color="ragRtext" if confidence.unapproved else "text"),
            Cell(t.number(confidence.points), color=color),
        )
    )  # fmt: skip
