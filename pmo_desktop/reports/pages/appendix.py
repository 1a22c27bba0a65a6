"""The appendix: every project on a line, with sums by programme, and what all the signs mean."""

from __future__ import annotations

from ...charts.heatmap import impact_words, probability_words
from ...charts.scene import Mark
from ...domain.pack import PackProject
from ...domain.rag import RATINGS
from ..amounts import Amounts
from ..frame import Area, Kit, Page, quiet, section_head
from ..sheet import Sheet
from ..style import GUTTER
from ..table import Cell, Column, Row, Table
from ..words import MEANINGS, rating_meaning, stage_name
from .cells import mark_cell, overrun_cell, progress_cell, slip_cell, strip_cell

KEY = "appendix"


def appendix_pages(kit: Kit) -> list[Page]:
    """Return the table of all projects, on as many pages as it needs."""
    t = kit.texts
    section, title = t("Appendix"), kit.headline(KEY, t("All projects at a glance"))
    if kit.facts.leaves_out("money"):
        subtitle = t("Bar = work done, blue tick = planned. Slip in days against the baseline.")
    else:
        subtitle = t(
            "Amounts in {unit}. Bar = work done, blue tick = planned. Slip in days against the baseline.",
            unit=_unit(kit),
        )
    if not kit.data.projects:

        def nothing(sheet: Sheet, area: Area) -> None:
            quiet(sheet, area.left, area.top, area.width, t("There are no projects."))

        return [Page(KEY, section, title, title, "", nothing)]
    area = kit.area(title, subtitle)
    table = _table(kit, area.width)
    if table.shortened:
        kit.shortened(KEY, title)
    pages = []
    for number, rows in enumerate(table.split(area.height, area.height)):

        def draw(sheet: Sheet, area: Area, rows: range = rows) -> None:
            table.paint(sheet, area.left, area.top, rows)

        more = t("{title} (continued)", title=title) if number else title
        key = f"{KEY}-{number + 1}" if number else KEY
        pages.append(Page(key, section, title, more, subtitle, draw, None if number else 0, in_contents=not number))
    return pages


def _unit(kit: Kit) -> str:
    t = kit.texts
    return t("each project's currency") if kit.facts.is_mixed else kit.amounts.label


def _table(kit: Kit, width: float) -> Table:
    t = kit.texts
    columns = (
        Column("", 0, "middle", 14),
        Column(t("ID"), 0, minimum=36, lines=1),
        Column(t("Project"), 26, minimum=110, lines=1),
        Column(t("Manager"), 14, minimum=62, drop=2, lines=1),
        Column(t("Stage"), 0, minimum=38, drop=3, lines=1),
        Column(t("Periods"), 0, minimum=52, drop=1),
        Column(t("Progress"), 12, minimum=40, drop=4),
        Column("", 0, "end", 28),
        Column(t("Finish PL"), 0, "end", 50),
        Column(t("Finish FC"), 0, "end", 50),
        Column(t("Slip"), 0, "end", 28),
        Column(t("PL"), 0, "end", 38),
        Column(t("FC"), 0, "end", 38),
        Column("Δ %", 0, "end", 40),
    )
    rows: list[Row] = []
    for group in kit.facts.groups:
        if len(kit.facts.groups) > 1 or group.name:
            rows.append(_sum(kit, group.name or t("Without a programme"), group.projects, "group"))
        rows += [_row(kit, project) for project in group.projects]
    if not kit.facts.is_mixed:
        rows.append(_sum(kit, t("Portfolio"), kit.data.projects, "sum"))
    return Table(kit.type, columns, rows, width, style=kit.type.scale.table, row_height=19.5, padding=2.5, gap=8)


def _row(kit: Kit, project: PackProject) -> Row:
    t = kit.texts
    unit = kit.amounts
    if kit.facts.is_mixed:
        unit = Amounts.of(t, project.currency, [project.budget, project.forecast])
    done = t.percent(project.percent_complete / 100) if project.percent_complete is not None else "–"

    def amount(value: int | None) -> str:
        if kit.facts.is_mixed and value is not None:
            return t.short_money(value, project.currency)
        return unit.number(value)

    return Row(
        (
            mark_cell(
                kit,
                kit.facts.rating(project),
                kit.facts.before(project),
                11.0,
                tick=kit.facts.is_better(project),
            ),
            Cell(project.code or "–", color="text2"),
            Cell(project.name or "–", weight="semibold"),
            Cell(project.manager or "–", color="text2"),
            Cell(stage_name(t, project.stage) or "–", color="text2"),
            strip_cell(kit, project),
            progress_cell(kit, project),
            Cell(done, color="text2"),
            Cell(t.date(project.baseline_finish) or "–"),
            Cell(t.date(project.finish) or "–"),
            slip_cell(kit, project.slip),
            Cell(amount(project.budget)),
            Cell(amount(project.forecast)),
            overrun_cell(kit, project.overrun),
        )
    )


def _sum(kit: Kit, name: str, projects: tuple[PackProject, ...], kind: str) -> Row:
    money = kit.facts.money(projects)
    empty = [Cell()] * 9
    sums = [Cell("–"), Cell("–"), Cell("–")]
    if money is not None and not kit.facts.is_mixed:
        share = kit.texts.percent(money.share, 1, signed=True)
        sums = [Cell(kit.amounts.number(money.budget)), Cell(kit.amounts.number(money.forecast)), Cell(share)]
    cells = (Cell(), Cell(name), *empty, *sums)
    return Row(cells, "group" if kind == "group" else "sum")


def definitions_page(kit: Kit) -> Page:
    """Return the page that says what every sign and number in the pack means."""
    t = kit.texts
    title = kit.headline("definitions", t("What the signs and figures mean"))
    section = t("Definitions")
    return Page("definitions", section, section, title, "", lambda s, a: _draw_definitions(s, kit, a))


def _draw_definitions(sheet: Sheet, kit: Kit, area: Area) -> None:
    t, scale, limits = kit.texts, sheet.type.scale, kit.data.tolerances
    half = (area.width - GUTTER) / 2
    x, y = area.left, area.top
    y += section_head(sheet, x, y, half, t("Status")) + 8
    for rag in RATINGS:
        sheet.scene([Mark(9, 9, 15, rag)], x, y)
        block = sheet.type.block(t(MEANINGS[rag]), scale.body.but(color="text2"), half - 30, 3)
        sheet.text(x + 26, y + 8, rating_meaning(t, rag), scale.body.but(weight="bold"))
        y += 12 + sheet.block(x + 26, y + 11, block) + 8
    y += 6
    y += section_head(sheet, x, y, half, t("Tolerances")) + 8
    lines = (
        t(
            "Schedule: green up to {low} days late, amber up to {high}, red above.",
            low=limits.slip_amber,
            high=limits.slip_red,
        ),
        t(
            "Cost: green below {low} over budget, amber below {high}, red from there.",
            low=t.percent(limits.cost_amber / 1000),
            high=t.percent(limits.cost_red / 1000),
        ),
        t("Risk: the appetite ends at a score of {score}.", score=t.number(limits.appetite)),
        t("Figures beyond a red tolerance are set in red; all others are black."),
    )
    for line in lines:
        y += sheet.block(x, y, sheet.type.block(line, scale.body.but(color="text2"), half, 3)) + 4
    x, y = area.left + half + GUTTER, area.top
    y += section_head(sheet, x, y, half, t("Risk scale"), t("score = probability × impact")) + 4
    columns = (Column("", 0, minimum=16), Column(t("Probability"), 30), Column(t("Impact"), 30))
    rows = [
        Row((Cell(str(number), weight="bold"), Cell(probability), Cell(impact)))
        for number, (probability, impact) in enumerate(zip(probability_words(t), impact_words(t), strict=True), start=1)
    ]
    y += Table(kit.type, columns, rows, half, row_height=17).paint(sheet, x, y) + 14
    y += section_head(sheet, x, y, half, t("Figures")) + 8
    words = (
        t("PL plan: the approved budget. AC actual: spent up to the data date. FC forecast: expected at completion."),
        t("Slip: days between the baseline and the forecast; + is later."),
        t("Expected loss: probability × cost impact, added up over all open risks."),
        t("Milestones met on time: reached on or before the baseline date, of those promised for the last 90 days."),
        t("All figures hold on {day}, the data date.", day=t.date_in_sentence(kit.data.data_date)),
    )
    for line in words:
        y += sheet.block(x, y, sheet.type.block(line, scale.body.but(color="text2"), half, 3)) + 4
    if kit.facts.is_mixed:
        note = t("The projects have different currencies; amounts stand in each project's own and are never added up.")
        sheet.block(x, y, sheet.type.block(note, scale.body.but(weight="semibold"), half, 3))
