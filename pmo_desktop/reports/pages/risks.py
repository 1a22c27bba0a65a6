"""The risk page: the map, the highest risks beside it, and the expected loss over time."""

from __future__ import annotations

from ...charts.columns import exposure_columns
from ...charts.heatmap import RiskPoint, heat_map
from ...domain.messages import Message
from ...domain.pack import PackRisk
from ...domain.rag import Rag, to_rag
from ...texts import Texts
from ..amounts import Amounts
from ..frame import Area, Kit, Page, quiet, section_head
from ..sheet import Sheet
from ..style import GUTTER
from ..table import Cell, Column, Row, Table
from ..wording import risks_title
from .cells import mark_cell

KEY = "risks"
MOST = 15
"""Risks on the map: more would hide each other."""


def risk_page(kit: Kit) -> Page:
    """Return the risk page."""
    t, facts = kit.texts, kit.facts
    title = kit.headline(KEY, risks_title(facts, t))
    shown = min(len(facts.threats), MOST)
    subtitle = t(
        "{count} open risks, the {shown} highest on the map. Black = above appetite; "
        "arrow = movement since the last pack; dashed ring = target.",
        count=len(facts.threats),
        shown=shown,
    )
    return Page(KEY, t("Risks"), t("Risks"), title, subtitle if shown else "", lambda s, a: _draw(s, kit, a))


def cell_rating(kit: Kit, risk: PackRisk) -> Rag:
    """Return the letter of the cell in which a risk lies."""
    if risk.probability is None or risk.impact is None:
        return ""
    if not (1 <= risk.probability <= 5 and 1 <= risk.impact <= 5):
        return ""
    return to_rag(kit.data.risk_grid[(risk.probability - 1) * 5 + risk.impact - 1])


def labels(risks: list[PackRisk]) -> list[str]:
    """Return what each risk is called on the map: its code, or its rank where codes repeat, miss or are long."""
    codes = [risk.code.strip() for risk in risks]
    if len(set(codes)) == len(codes) and all(0 < len(code) <= 7 for code in codes):
        return codes
    return [str(rank) for rank in range(1, len(risks) + 1)]


def _draw(sheet: Sheet, kit: Kit, area: Area) -> None:
    t, facts = kit.texts, kit.facts
    if not facts.threats:
        quiet(
            sheet, area.left, area.top, area.width, t("Risks appear here once they have a probability and an impact.")
        )
        return
    shown = facts.threats[:MOST]
    names = labels(shown)
    map_width = area.width * 0.5
    _map(sheet, kit, Area(area.left, area.top, area.left + map_width, area.bottom), shown, names)
    left = area.left + map_width + GUTTER
    has_exposure = bool(kit.data.exposure) and not facts.is_mixed
    foot = area.bottom - (118 if has_exposure else 0)
    end = _highest(sheet, kit, Area(left, area.top, area.right, foot), shown, names)
    if has_exposure:
        _exposure(sheet, kit, Area(left, max(end + 16, foot - 30), area.right, area.bottom))


def _map(sheet: Sheet, kit: Kit, area: Area, risks: list[PackRisk], names: list[str]) -> None:
    t = kit.texts
    points = [
        RiskPoint(
            name,
            (_clamped(risk.probability), _clamped(risk.impact)),
            _cell(risk.previous_probability, risk.previous_impact),
            _cell(risk.target_probability, risk.target_impact),
            ("risk", risk.uid),
        )
        for risk, name in zip(risks, names, strict=True)
    ]
    alt = t.n("Risk matrix with {count} risk", "Risk matrix with {count} risks", len(points))
    with sheet.figure(alt):
        scene = heat_map(
            points,
            kit.data.risk_grid,
            kit.data.tolerances.appetite,
            area.width,
            area.height,
            sheet.type.scale.axis.size,
            t,
            sheet.type.measure,
        )
        sheet.scene(scene, area.left, area.top)


def _clamped(score: int | None) -> int:
    return min(max(score or 1, 1), 5)


def _cell(probability: int | None, impact: int | None) -> tuple[int, int] | None:
    if probability is None or impact is None:
        return None
    return _clamped(probability), _clamped(impact)


def _highest(sheet: Sheet, kit: Kit, area: Area, risks: list[PackRisk], names: list[str]) -> float:
    """Put the highest risks on the sheet and return where they end."""
    t = kit.texts
    columns = (
        Column("", 0, "middle", 15),
        Column(t("ID"), 0, minimum=34, lines=1),
        Column(t("Risk and response"), 76, minimum=120, note_lines=2),
        Column(t("Owner"), 18, minimum=50),
        Column(t("Score"), 0, "end", 40),
    )
    rows = [
        Row(
            (
                mark_cell(kit, cell_rating(kit, risk)),
                Cell(name, weight="semibold"),
                Cell(risk.title or risk.event or "–", note=risk.response_plan),
                Cell(risk.owner or "–", color="text2"),
                Cell(score_words(t, risk), weight="semibold"),
            )
        )
        for risk, name in zip(risks, names, strict=True)
    ]
    style = kit.type.scale.table
    table = Table(
        kit.type, columns, rows, area.width, style=style.but(size=style.size - 0.2), row_height=24, padding=2.2
    )
    head = sheet.type.scale.section.size + 9
    fit = table.fitting(area.height - head)
    note = t("score now / last pack")
    top = area.top + section_head(sheet, area.left, area.top, area.width, t("Highest risks"), note) + 3
    left_out = len(kit.facts.threats) - len(fit)
    if left_out > 0 and len(fit) < 7:
        kit.check(KEY, "shortened", Message("pack_rows_left_out", {"where": t("Highest risks")}, left_out))
    return top + table.paint(sheet, area.left, top, fit)


def score_words(t: Texts, risk: PackRisk) -> str:
    """Return the score now and at the last pack."""
    now = t.number(risk.score) if risk.score is not None else "–"
    before = t.number(risk.previous_score) if risk.previous_score is not None else t("new")
    return t("{now} / {before}", now=now, before=before)


def _exposure(sheet: Sheet, kit: Kit, area: Area) -> None:
    t, data = kit.texts, kit.data
    amounts = [reading.amount for reading in data.exposure]
    limit = data.tolerances.loss_appetite
    unit = Amounts.of(t, data.currency, [*amounts, limit], coarse=True)
    if limit is None:
        note = t("{unit}, all open risks", unit=unit.label)
    else:
        note = t("{unit}, all open risks; dashed line = appetite {limit}", unit=unit.label, limit=unit.number(limit))
    top = area.top + section_head(sheet, area.left, area.top, area.width, t("Expected loss"), note)
    names = [t.short_month(reading.data_date) for reading in data.exposure]
    now = t.short_money(amounts[-1], data.currency)
    with sheet.figure(t("Expected loss over the last periods, now {amount}", amount=now)):
        height = min(area.bottom - top - 2, 110)
        scene = exposure_columns(names, amounts, limit, area.width, height, sheet.type.scale.axis.size, unit.number)
        sheet.scene(scene, area.left, top + 2)
