"""Milestones as a table with diamonds at its right side: for the portfolio's pages and for one project."""

from __future__ import annotations

from collections.abc import Sequence

from ...charts.milestones import DiamondRow, axis, diamond_rows, span
from ...charts.scene import Label
from ...domain.pack import PackMilestone
from ..frame import Kit
from ..sheet import Sheet
from ..table import Cell, Column, Row, Table
from .cells import slip_cell


def stones_table(
    kit: Kit, found: Sequence[PackMilestone], width: float, *, with_project: bool, dense: bool = False
) -> Table:
    """Return the table; its last column is left empty for the diamonds."""
    t, facts = kit.texts, kit.facts
    columns = [
        Column(t("Project"), 20 if with_project else 0, minimum=84 if with_project else 0, lines=1),
        Column(t("Milestone"), 20, minimum=88, lines=1 if dense else 2),
        Column(t("Baseline"), 0, "end", 50),
        Column(t("Last pack"), 0, "end", 50, drop=2),
        Column(t("Forecast"), 0, "end", 50),
        Column("", 0, "middle", 7),
        Column(t("Slip"), 0, "end", 28),
        Column("", 30, "middle", 82),
    ]
    left_out = set() if with_project else {0}
    if dense or not with_project:
        left_out |= {3}
    if dense:
        left_out |= {2}
    if 2 * sum(milestone.previous is not None for milestone in found) < len(found):
        left_out |= {3}
    kept = [index for index in range(len(columns)) if index not in left_out]
    rows = []
    for milestone in found:
        project = facts.projects.get(milestone.project)
        is_done = milestone.actual is not None
        shown = t.date(milestone.expected) or "–"
        cells = (
            Cell((project.name or project.code) if project else "–", color="text2"),
            Cell(milestone.name or "–", weight="semibold" if milestone.key and not with_project else "regular"),
            Cell(t.date(milestone.baseline) or "–", color="text2"),
            Cell(t.date(milestone.previous) or "–", color="text2"),
            Cell(shown),
            Cell("✓" if is_done else "", color="text2"),
            slip_cell(kit, milestone.slip),
            Cell(),
        )
        rows.append(Row(tuple(cells[index] for index in kept)))
    height = 15.0 if dense else 18.5
    return Table(kit.type, [columns[index] for index in kept], rows, width, row_height=height, padding=2.0, gap=8)


def diamonds(kit: Kit, found: Sequence[PackMilestone]) -> list[DiamondRow]:
    """Return the diamonds of the milestones."""
    return [
        DiamondRow(
            milestone.baseline,
            milestone.expected,
            is_done=milestone.actual is not None,
            is_exception=milestone.actual is None and kit.facts.is_late(milestone.slip),
            key=("milestone", milestone.uid),
        )
        for milestone in found
    ]


def paint_stones(
    sheet: Sheet, kit: Kit, table: Table, found: Sequence[PackMilestone], rows: range, x: float, y: float
) -> float:
    """Put the table and its diamonds on the sheet and return the height they take."""
    t, size = kit.texts, sheet.type.scale.axis.size
    data_date = kit.data.data_date
    left, width = table.column_place(-1)
    height = table.paint(sheet, x, y, rows)
    if not rows:
        return height
    shown = found[rows.start : rows.stop]
    marks = diamonds(kit, shown)
    first, last = span(marks, data_date)
    late = sum(mark.is_exception for mark in marks)
    alt = t.n(
        "{count} milestone on a time axis, {late} late",
        "{count} milestones on a time axis, {late} late",
        len(marks),
        late=late,
    )
    with sheet.figure(alt):
        body = height - table.header
        narrowest = sheet.type.measure("Q3 26", size) + 5
        sheet.scene(axis(first, last, width, body, size, t, narrowest), x + left, y + table.header)
        top = y + table.header
        for index, mark in zip(rows, marks, strict=True):
            row_top = y + table.row_top(rows, index)
            row_bottom = y + table.row_top(rows, index + 1) if index + 1 < rows.stop else y + height
            sheet.scene(diamond_rows([mark], first, last, width, row_bottom - row_top, data_date), x + left, row_top)
        share = (data_date - first).days / max((last - first).days, 1)
        day = Label(width * share, 0, t.date(data_date, year=False), size, "today", "semibold", "middle")
        sheet.scene([day], x + left, top + body + size + 1)
    return height + size + 3
