"""What simulations say: how sure the planned finish is, and which finish and cost are safe in four of five cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...charts.s_curve import CurvePoint, s_curve
from ...domain.pack_registers import PackSimulation
from ..frame import Area, Kit, Page, section_head
from ..sheet import Sheet
from ..style import GUTTER
from ..table import Cell, Column, Row, Table
from ..wording import name_of
from ..wording_registers import simulation_title
from .tables import table_pages

KEY: Final = "simulation"
MOST_DRIVERS: Final = 6
POOR: Final = 500
"""Thousandths below which a planned finish is less likely than not."""


def simulation_pages(kit: Kit) -> list[Page]:
    """Return the page of the least certain plan with its curve, then a table of all where there are more."""
    t = kit.texts
    found = [s for s in kit.data.simulations if s.project in kit.facts.projects and s.curve]
    if not found or kit.facts.leaves_out("risks"):
        return []
    found.sort(key=lambda s: (s.confidence if s.confidence is not None else 1001, s.project))
    title = kit.headline(KEY, simulation_title(kit.facts, found, t))
    subtitle = t(
        "P50, P80: the day or cost that half, or four fifths, of the simulated runs stay within. "
        "Uncertain durations and risks are drawn anew in every run."
    )
    section = t("Simulation")

    def draw(sheet: Sheet, area: Area) -> None:
        _draw(sheet, kit, area, found)

    pages = [Page(KEY, section, section, title, subtitle, draw)]
    if len(found) > 1:
        table = _table(kit, found, kit.area(title, subtitle).width)
        more = t("All simulated plans, the least certain first")
        rest = table_pages(kit, f"{KEY}-all", section, more, subtitle, table)
        pages += [_inner(page) for page in rest]
    return pages


def _inner(page: Page) -> Page:
    return Page(page.key, page.section, page.outline, page.title, page.subtitle, page.draw, None, in_contents=False)


def _draw(sheet: Sheet, kit: Kit, area: Area, found: Sequence[PackSimulation]) -> None:
    t, scale = kit.texts, sheet.type.scale
    first = found[0]
    wide = area.width * 0.6
    project = kit.facts.projects[first.project]
    head = t("Finish of {project}", project=name_of(t, project))
    note = t("{count} runs on {day}", count=t.number(first.iterations), day=t.date(first.made_on))
    top = area.top + section_head(sheet, area.left, area.top, wide, head, note) + 8
    with sheet.figure(_spoken(kit, first)):
        scene = s_curve(first.curve, _marks(kit, first), wide, area.bottom - top, scale.axis.size, t)
        sheet.scene(scene, area.left, top)
    left = area.left + wide + GUTTER
    width = area.right - left
    y = area.top + section_head(sheet, left, area.top, width, t("In figures")) + 4
    y += _figures(kit, first, width).paint(sheet, left, y) + 14
    if first.drivers:
        y += section_head(sheet, left, y, width, t("What drives the finish"), t("days at P80")) + 4
        rows = [Row((Cell(name or "–"), Cell(t.number(days, signed=True)))) for name, days in first.drivers]
        columns = (Column("", 70, lines=2), Column("", 0, "end", 40))
        table = Table(kit.type, columns, rows[:MOST_DRIVERS], width, row_height=17, padding=2)
        table.paint(sheet, left, y, table.fitting(area.bottom - y))


def _marks(kit: Kit, one: PackSimulation) -> list[CurvePoint]:
    t, marks = kit.texts, []
    if one.planned is not None and one.confidence is not None:
        name = t("planned {day}", day=t.date(one.planned))
        color = "ragRtext" if one.confidence < POOR else "ink"
        marks.append(CurvePoint(one.planned, one.confidence, name, color))
    if one.finish_p50 is not None:
        marks.append(CurvePoint(one.finish_p50, 500, t("P50 {day}", day=t.date(one.finish_p50))))
    if one.finish_p80 is not None:
        marks.append(CurvePoint(one.finish_p80, 800, t("P80 {day}", day=t.date(one.finish_p80))))
    return marks


def _figures(kit: Kit, one: PackSimulation, width: float) -> Table:
    t = kit.texts
    rows = [
        (t("Planned finish"), t.date(one.planned) or "–"),
        (t("Confidence of it"), _share(kit, one)),
        (t("Finish P50"), t.date(one.finish_p50) or "–"),
        (t("Finish P80"), t.date(one.finish_p80) or "–"),
    ]
    if one.cost_p80 is not None and not kit.facts.leaves_out("money"):
        rows += [
            (t("Planned cost"), _money(kit, one, one.cost_planned)),
            (t("Cost P50"), _money(kit, one, one.cost_p50)),
            (t("Cost P80"), _money(kit, one, one.cost_p80)),
        ]
    columns = (Column("", 60), Column("", 40, "end", 80))
    made = [Row((Cell(name, color="text2"), Cell(value, weight="semibold"))) for name, value in rows]
    return Table(kit.type, columns, made, width, row_height=17, padding=2)


def _share(kit: Kit, one: PackSimulation) -> str:
    return "–" if one.confidence is None else kit.texts.percent(one.confidence / 1000)


def _money(kit: Kit, one: PackSimulation, amount: int | None) -> str:
    return "–" if amount is None else kit.texts.short_money(amount, one.currency)


def _table(kit: Kit, found: Sequence[PackSimulation], width: float) -> Table:
    t = kit.texts
    columns = (
        Column(t("ID"), 0, minimum=36, lines=1),
        Column(t("Project"), 40, minimum=130),
        Column(t("Planned finish"), 0, "end", 62),
        Column(t("Confidence"), 0, "end", 52),
        Column(t("Finish P50"), 0, "end", 62),
        Column(t("Finish P80"), 0, "end", 62),
        Column(t("Cost P80"), 0, "end", 62, drop=1),
        Column(t("Simulated on"), 0, "end", 62, drop=2),
    )
    rows = []
    for one in found:
        project = kit.facts.projects[one.project]
        poor = one.confidence is not None and one.confidence < POOR
        rows.append(
            Row(
                (
                    Cell(project.code or "–", color="text2"),
                    Cell(project.name or "–", weight="semibold"),
                    Cell(t.date(one.planned) or "–"),
                    Cell(_share(kit, one), color="ragRtext" if poor else "text", weight="bold" if poor else "regular"),
                    Cell(t.date(one.finish_p50) or "–"),
                    Cell(t.date(one.finish_p80) or "–"),
                    Cell("–" if kit.facts.leaves_out("money") else _money(kit, one, one.cost_p80)),
                    Cell(t.date(one.made_on), color="text2"),
                )
            )
        )
    return Table(kit.type, columns, rows, width)


def _spoken(kit: Kit, one: PackSimulation) -> str:
    t = kit.texts
    return t(
        "S-curve of the finish of {project}: planned {planned} with {share} confidence, P50 {p50}, P80 {p80}",
        project=name_of(t, kit.facts.projects[one.project]),
        planned=t.date(one.planned) or "–",
        share=_share(kit, one),
        p50=t.date(one.finish_p50) or "–",
        p80=t.date(one.finish_p80) or "–",
    )
