"""The portfolio on one page: status over time, money by programme, what is red or amber, what is due."""

from __future__ import annotations

from ...charts.bars import CostRow, cost_bars
from ...charts.columns import status_columns
from ...domain.messages import Message
from ...domain.pack import PackProject, PackStatus
from ...domain.rag import RATINGS
from ..frame import Area, Kit, Page, quiet, section_head
from ..sheet import Sheet
from ..style import GUTTER
from ..table import Cell, Column, Row, Table
from ..wording import summary_title
from ..words import rating_meaning
from .cells import mark_cell, overrun_cell, slip_cell, strip_cell
from .stones import paint_stones, stones_table

KEY = "summary"
MOST_AHEAD = 5
"""Milestones that always have room below the red and amber projects."""


def summary_page(kit: Kit) -> Page:
    """Return the portfolio summary."""
    t = kit.texts
    title = kit.headline("summary", summary_title(kit.facts, t))
    count, groups = len(kit.data.projects), len([group for group in kit.facts.groups if group.name])
    values = {
        "projects": t.n("{count} project", "{count} projects", count),
        "programmes": t.n("{count} programme", "{count} programmes", groups),
    }
    if kit.facts.leaves_out("money"):
        subtitle = t("{projects} in {programmes}.", **values)
    else:
        subtitle = t(
            "{projects} in {programmes}. Amounts in {unit}: PL outlined, AC solid, FC hatched.",
            unit=kit.amounts.label,
            **values,
        )
    return Page(KEY, t("Portfolio summary"), t("Portfolio summary"), title, subtitle, lambda s, a: _draw(s, kit, a))


def _draw(sheet: Sheet, kit: Kit, area: Area) -> None:
    left_width = area.width * 0.285
    right = area.left + left_width + GUTTER
    middle = area.top + area.height * 0.5
    _status(sheet, kit, Area(area.left, area.top, area.left + left_width, middle - 14))
    _cost(sheet, kit, Area(area.left, middle, area.left + left_width, area.bottom))
    ahead = min(len(kit.facts.ahead), MOST_AHEAD)
    below = sheet.type.scale.section.size + 46 + 15.0 * ahead
    end = _attention(sheet, kit, Area(right, area.top, area.right, area.bottom - below - 16))
    _ahead(sheet, kit, Area(right, end + 16, area.right, area.bottom))


def _status(sheet: Sheet, kit: Kit, area: Area) -> None:
    t, facts, data = kit.texts, kit.facts, kit.data
    count = len(facts.periods)
    title = t.n("Status, this period", "Status, last {count} periods", count)
    top = area.top + section_head(sheet, area.left, area.top, area.width, title, t("number of projects"))
    if not data.projects:
        quiet(sheet, area.left, top, area.width, t("There are no projects."))
        return
    counts = [facts.counts(day) for day in facts.periods]
    names = [t.short_month(day) for day in facts.periods]
    now = t.listed(
        t("{rating}: {count}", rating=rating_meaning(t, rag), count=counts[-1][rag])
        for rag in RATINGS
        if counts[-1][rag]
    )
    with sheet.figure(t("Number of projects by status over the last periods. Now {counts}.", counts=now)):
        height = area.bottom - top - 10
        scene = status_columns(names, counts, area.width, height, sheet.type.scale.axis.size)
        sheet.scene(scene, area.left, top + 10)


def _cost(sheet: Sheet, kit: Kit, area: Area) -> None:
    t, facts = kit.texts, kit.facts
    if facts.leaves_out("money"):
        return
    note = t("{unit}, right: FC − PL", unit=kit.amounts.label)
    top = area.top + section_head(sheet, area.left, area.top, area.width, t("Cost by programme"), note)
    if facts.is_mixed:
        quiet(sheet, area.left, top, area.width, t("Currencies differ: see the project pages. No sums are made."))
        return
    rows = []
    for group in facts.groups:
        money = facts.money(group.projects)
        name = group.name or t("Without a programme")
        if money is not None:
            rows.append(CostRow(name, money.budget, money.actual, money.forecast))
    if not rows:
        quiet(sheet, area.left, top, area.width, t("No project has both a budget and a forecast."))
        return
    room = area.bottom - top - 8
    shown = rows[: max(1, int(room / 15))]
    if len(shown) < len(rows):
        kit.check(
            KEY, "shortened", Message("pack_rows_left_out", {"where": t("Cost by programme")}, len(rows) - len(shown))
        )
    row_height = min(30.0, room / len(shown))
    exception = kit.data.tolerances.cost_red
    parts = [
        t(
            "{name} {forecast} against {plan}",
            name=row.name,
            forecast=_amount(kit, row.forecast),
            plan=_amount(kit, row.plan),
        )
        for row in shown
    ]
    size = sheet.type.scale.table.size - 0.4
    names = min(max(sheet.type.measure(row.name[:60], size) for row in shown) + 8, area.width * 0.42)
    with sheet.figure("; ".join(parts)):
        scene = cost_bars(
            shown,
            area.width,
            row_height,
            size,
            kit.amounts.number,
            kit.amounts.signed,
            names=names,
            is_exception=lambda row: (
                bool(row.plan) and 1000 * ((row.forecast or 0) - (row.plan or 0)) >= exception * (row.plan or 0)
            ),
        )
        sheet.scene(scene, area.left, top + 8)


def _amount(kit: Kit, amount: int | None) -> str:
    return kit.texts.short_money(amount, kit.facts.currency) if amount is not None else "–"


def _attention(sheet: Sheet, kit: Kit, area: Area) -> float:
    """Put the red and amber projects on the sheet and return where they end."""
    t, facts = kit.texts, kit.facts
    found = facts.rated("R", "A")
    if not found:
        top = area.top + section_head(sheet, area.left, area.top, area.width, t("Red and amber projects"))
        return top + quiet(sheet, area.left, top, area.width, t("No project is red or amber."))
    table = _table(kit, found, area.width)
    top_guess = area.top + sheet.type.scale.section.size + 9
    rows = table.fitting(area.bottom - top_guess)
    note = (
        t("worst first")
        if len(rows) == len(found)
        else t("worst first, {shown} of {count}; all in the appendix", shown=len(rows), count=len(found))
    )
    top = area.top + section_head(sheet, area.left, area.top, area.width, t("Red and amber projects"), note) + 3
    if table.shortened:
        kit.shortened(KEY, t("Red and amber projects"))
    return top + table.paint(sheet, area.left, top, rows)


def _table(kit: Kit, projects: list[PackProject], width: float) -> Table:
    t, facts = kit.texts, kit.facts
    periods = facts.periods
    span = t.short_month(periods[0])
    if len(periods) > 1:
        span = t("{first} – {last}", first=span, last=t.short_month(periods[-1]))
    columns = (
        Column("", 0, "middle", 16),
        Column(t("Project"), 20, minimum=88),
        Column(span, 0, minimum=50, drop=2),
        Column(t("Why, and what happens next"), 54, minimum=130, lines=3, note_lines=2),
        Column(t("Slip, days"), 0, "end", 26),
        Column(t("Finish FC"), 0, "end", 42, drop=1),
        Column(t("Cost Δ PL"), 0, "end", 38),
    )
    rows = []
    for project in projects:
        status = kit.data.status(project)
        rows.append(
            Row(
                (
                    mark_cell(kit, facts.rating(project), facts.before(project), tick=facts.is_better(project)),
                    Cell(project.name or project.code, weight="semibold"),
                    strip_cell(kit, project),
                    _why(kit, status),
                    slip_cell(kit, project.slip),
                    Cell(t.short_month(project.finish, year=True) if project.finish else "–"),
                    overrun_cell(kit, project.overrun),
                )
            )
        )
    style = kit.type.scale.table
    return Table(kit.type, columns, rows, width, style=style.but(size=style.size - 0.3), row_height=27, padding=1.8)


def _why(kit: Kit, status: PackStatus | None) -> Cell:
    t = kit.texts
    if status is None or not (status.reason.strip() or status.next_step.strip()):
        return Cell(t("No reason was given."), color="text3")
    if not status.next_step.strip():
        return Cell(status.reason)
    return Cell(status.reason, note=next_line(kit, status)) if status.reason.strip() else Cell(next_line(kit, status))


def next_line(kit: Kit, status: PackStatus) -> str:
    """Return the next step with its owner and day."""
    t = kit.texts
    day = t.date(status.next_due, year=False)
    if status.next_owner.strip() and day:
        return t("Next: {step} ({owner}, {day})", step=status.next_step, owner=status.next_owner, day=day)
    if status.next_owner.strip() or day:
        return t("Next: {step} ({owner})", step=status.next_step, owner=status.next_owner or day)
    return t("Next: {step}", step=status.next_step)


def _ahead(sheet: Sheet, kit: Kit, area: Area) -> None:
    t = kit.texts
    found = kit.facts.ahead
    if not found:
        top = area.top + section_head(sheet, area.left, area.top, area.width, t("Milestones of the next 90 days"))
        quiet(sheet, area.left, top, area.width, t("No milestone is due in the next 90 days."))
        return
    table = stones_table(kit, found, area.width, with_project=True, dense=True)
    rows = table.fitting(area.height - sheet.type.scale.section.size - 22)
    if len(rows) == len(found):
        note = t("outline = baseline, filled = forecast, slip in days")
    else:
        note = t("{shown} of {count}; outline = baseline, filled = forecast", shown=len(rows), count=len(found))
    top = area.top + section_head(sheet, area.left, area.top, area.width, t("Milestones of the next 90 days"), note)
    paint_stones(sheet, kit, table, found, rows, area.left, top + 3)
