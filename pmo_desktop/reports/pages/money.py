"""Money: plan, actual and forecast of every project with sums by programme, and what earned value says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...charts.scene import Box, Hatch, Scene
from ...domain.earned_value import EarnedValue
from ...domain.pack import PackData, PackProject
from ..amounts import Amounts
from ..frame import Kit, Page
from ..table import Cell, Column, Row, RowKind, Table
from ..wording_registers import earned_title, money_title
from .cells import mark_cell, overrun_cell
from .tables import table_pages

MONEY: Final = "money"
EARNED: Final = "earned"

GOOD: Final = 0.95
FAIR: Final = 0.9
"""Index from which a project is on track, and from which it needs attention."""


def money_pages(kit: Kit) -> list[Page]:
    """Return the table of budgets, actuals and forecasts; none without an amount, or where amounts are left out."""
    t, facts = kit.texts, kit.facts
    shown = [p for p in kit.data.projects if p.budget is not None or p.forecast is not None or p.actual is not None]
    if not shown or facts.leaves_out("money"):
        return []
    title = kit.headline(MONEY, money_title(facts, t))
    unit = t("each project's currency") if facts.is_mixed else kit.amounts.label
    subtitle = t("Amounts in {unit}: PL budget outlined, AC spent solid, FC forecast hatched. Δ = FC − PL.", unit=unit)
    largest = max((max(p.budget or 0, p.forecast or 0, p.actual or 0) for p in shown), default=0)
    columns = (
        Column("", 0, "middle", 14),
        Column(t("ID"), 0, minimum=36, lines=1),
        Column(t("Project"), 30, minimum=110),
        Column(t("PL"), 0, "end", 44),
        Column(t("AC"), 0, "end", 44),
        Column(t("FC"), 0, "end", 44),
        Column("Δ", 0, "end", 44),
        Column("Δ %", 0, "end", 42),
        Column("", 40, minimum=90, drop=1),
    )
    rows: list[Row] = []
    for group in facts.groups:
        members = [project for project in group.projects if project in shown]
        if not members:
            continue
        if len(facts.groups) > 1:
            rows.append(_sum(kit, group.name or t("Without a programme"), members, "group"))
        rows += [_row(kit, project, largest) for project in members]
    if not facts.is_mixed:
        rows.append(_sum(kit, t("Portfolio"), shown, "sum"))
    width = kit.area(title, subtitle).width
    table = Table(kit.type, columns, rows, width, row_height=19.0, padding=2.5)
    return table_pages(kit, MONEY, t("Money"), title, subtitle, table)


def _row(kit: Kit, project: PackProject, largest: int) -> Row:
    unit = _unit(kit, project)
    alt = kit.texts(
        "Plan {plan}, actual {actual}, forecast {forecast}",
        plan=unit.number(project.budget),
        actual=unit.number(project.actual),
        forecast=unit.number(project.forecast),
    )
    bar = Cell() if kit.facts.is_mixed else Cell(scene=lambda width: _bar(project, largest, width), alt=alt)
    return Row(
        (
            mark_cell(kit, kit.facts.rating(project), kit.facts.before(project), 11.0),
            Cell(project.code or "–", color="text2"),
            Cell(project.name or "–", weight="semibold"),
            Cell(_amount(kit, project, unit, project.budget)),
            Cell(_amount(kit, project, unit, project.actual)),
            Cell(_amount(kit, project, unit, project.forecast)),
            Cell(unit.signed(project.variance)),
            overrun_cell(kit, project.overrun),
            bar,
        )
    )


def _unit(kit: Kit, project: PackProject) -> Amounts:
    if not kit.facts.is_mixed:
        return kit.amounts
    return Amounts.of(kit.texts, project.currency, [project.budget, project.forecast, project.actual])


def _amount(kit: Kit, project: PackProject, unit: Amounts, amount: int | None) -> str:
    if kit.facts.is_mixed and amount is not None:
        return kit.texts.short_money(amount, project.currency)
    return unit.number(amount)


def _bar(project: PackProject, largest: int, width: float) -> Scene:
    """Return plan, actual and forecast over each other, zero at the left edge."""
    scale = width / largest if largest > 0 else 0.0
    scene: Scene = []
    if project.forecast and project.forecast > 0:
        scene.append(Hatch(0, -3, project.forecast * scale, 6, "ink", 2.6, 0.4))
        scene.append(Box(0, -3, project.forecast * scale, 6, stroke="ink", line_width=0.5))
    if project.actual and project.actual > 0:
        scene.append(Box(0, -3, project.actual * scale, 6, fill="ink"))
    if project.budget and project.budget > 0:
        scene.append(Box(0, -5, project.budget * scale, 10, stroke="ink", line_width=0.9))
    return scene


def _sum(kit: Kit, name: str, projects: Sequence[PackProject], kind: RowKind) -> Row:
    money = kit.facts.money(projects)
    sums = [Cell()] * 5
    if money is not None and not kit.facts.is_mixed:
        unit, share = kit.amounts, kit.texts.percent(money.share, 1, signed=True)
        figures = (unit.number(money.budget), unit.number(money.actual), unit.number(money.forecast))
        sums = [*map(Cell, figures), Cell(unit.signed(money.variance)), Cell(share)]
    return Row((Cell(), Cell(name), Cell(), *sums, Cell()), kind)


def earned_value(data: PackData, project: PackProject) -> EarnedValue | None:
    """Return a project's earned value as reported for this period; None where a figure is missing."""
    status = data.status(project)
    if status is None or status.planned_value is None or status.earned_value is None:
        return None
    actual = status.actual_cost if status.actual_cost is not None else project.actual
    if actual is None:
        return None
    return EarnedValue(status.planned_value, status.earned_value, actual, project.budget)


def earned_pages(kit: Kit) -> list[Page]:
    """Return the table of earned value, worst cost index first; none where no project reported it."""
    t = kit.texts
    if kit.facts.leaves_out("money"):
        return []
    found = [(p, value) for p in kit.data.projects if (value := earned_value(kit.data, p)) is not None]
    if not found:
        return []
    found.sort(key=lambda pair: (pair[1].cpi is None, pair[1].cpi or 0.0, pair[0].code))
    title = kit.headline(EARNED, earned_title(found, t))
    subtitle = t(
        "PV planned value, EV earned value, AC actual cost, in {unit}. CPI = EV ÷ AC, SPI = EV ÷ PV, "
        "EAC = BAC ÷ CPI, TCPI = what each coin left must earn to keep the budget.",
        unit=t("each project's currency") if kit.facts.is_mixed else kit.amounts.label,
    )
    columns = (
        Column("", 0, "middle", 14),
        Column(t("ID"), 0, minimum=36, lines=1),
        Column(t("Project"), 30, minimum=110),
        Column("BAC", 0, "end", 44),
        Column("PV", 0, "end", 44),
        Column("EV", 0, "end", 44),
        Column("AC", 0, "end", 44),
        Column("SPI", 0, "end", 36),
        Column("CPI", 0, "end", 36),
        Column("EAC", 0, "end", 44),
        Column("VAC", 0, "end", 44),
        Column("TCPI", 0, "end", 66),
    )
    rows = [_earned_row(kit, project, value) for project, value in found]
    width = kit.area(title, subtitle).width
    table = Table(kit.type, columns, rows, width, row_height=19.0, padding=2.5)
    note = t(
        "n/a: an index can’t be worked out yet, because nothing was due, spent or earned. SPI nears 1 as a project "
        "ends even when it ends late: read it beside the slip in days."
    )
    return table_pages(kit, EARNED, t("Earned value"), title, subtitle, table, note)


def _earned_row(kit: Kit, project: PackProject, value: EarnedValue) -> Row:
    t, unit = kit.texts, _unit(kit, project)

    def money(amount: int | None) -> Cell:
        return Cell(_amount(kit, project, unit, amount))

    used_up = value.budget is not None and value.budget <= value.actual
    needed = t("not achievable") if used_up else _index(kit, value.needed).text
    return Row(
        (
            mark_cell(kit, kit.facts.rating(project), size=11.0),
            Cell(project.code or "–", color="text2"),
            Cell(project.name or "–", weight="semibold"),
            *map(money, (value.budget, value.planned, value.earned, value.actual)),
            _index(kit, value.spi),
            _index(kit, value.cpi),
            money(value.eac_as_so_far),
            Cell(unit.signed(value.at_completion)),
            Cell(needed),
        )
    )


def _index(kit: Kit, index: float | None) -> Cell:
    if index is None:
        return Cell(kit.texts("n/a"), color="text3")
    bad = index < FAIR
    return Cell(kit.texts.number(index, 2), color="ragRtext" if bad else "text", weight="bold" if bad else "regular")
