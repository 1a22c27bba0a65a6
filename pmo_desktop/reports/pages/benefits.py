"""The benefits register: what was promised, what came of it, who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from ...domain.pack_registers import PackBenefit
from ...domain.rag import Rag
from ...texts.messages import N_
from ..frame import Kit, Page
from ..table import Cell, Column, Row, Table
from ..wording_registers import benefits_title
from .cells import mark_cell
from .tables import plain, project_cell, table_pages

KEY: Final = "benefits"

STATES: Final[Mapping[str, str]] = {
    "planned": N_("Planned"),
    "tracking": N_("Tracking"),
    "realised": N_("Realised"),
    "missed": N_("Missed"),
}


def benefit_pages(kit: Kit) -> list[Page]:
    """Return the register, overdue benefits first; none without one."""
    t = kit.texts
    found = list(kit.data.benefits)
    if not found:
        return []
    found.sort(key=lambda b: (not b.is_open, b.due or date.max, b.code))
    title = kit.headline(KEY, benefits_title(kit.facts, found, t))
    subtitle = t("Every benefit has one owner in the business. Values in the benefit's own measure.")
    columns = (
        Column("", 0, "middle", 14),
        Column(t("ID"), 0, minimum=36, lines=1),
        Column(t("Benefit"), 34, minimum=120),
        Column(t("Project"), 0, minimum=40, lines=1),
        Column(t("Owner"), 14, minimum=64),
        Column(t("Value today → target"), 22, minimum=84),
        Column(t("Actual"), 12, minimum=48),
        Column(t("Planned value"), 0, "end", 52, drop=1),
        Column(t("Actual value"), 0, "end", 52, drop=1),
        Column(t("Due"), 0, "end", 54),
        Column(t("State"), 10, minimum=48, drop=2),
    )
    rows = [_row(kit, benefit) for benefit in found]
    width = kit.area(title, subtitle).width
    table = Table(kit.type, columns, rows, width, row_height=20.0, padding=2.8)
    return table_pages(kit, KEY, t("Benefits"), title, subtitle, table)


def _row(kit: Kit, benefit: PackBenefit) -> Row:
    t = kit.texts
    late = _is_late(kit, benefit)
    rag: Rag = "R" if late else "G" if benefit.is_open else "C"
    values = [value.strip() for value in (benefit.baseline_value, benefit.target_value)]
    reach = t("{first} → {last}", first=values[0] or "–", last=values[1] or "–") if any(values) else "–"
    state = benefit.status
    return Row(
        (
            mark_cell(kit, rag, size=11.0),
            Cell(benefit.code or "–", color="text2"),
            Cell(benefit.title or "–", note=benefit.measure, weight="semibold"),
            project_cell(kit, benefit.project),
            plain(benefit.owner),
            Cell(reach),
            Cell(benefit.actual_value or "–"),
            Cell(_money(kit, benefit, benefit.target_money)),
            Cell(_money(kit, benefit, benefit.actual_money)),
            Cell(
                t.date(benefit.due) or "–", color="ragRtext" if late else "text", weight="bold" if late else "regular"
            ),
            plain(t(STATES[state]) if state in STATES else state),
        )
    )


def _is_late(kit: Kit, benefit: PackBenefit) -> bool:
    return benefit.is_open and benefit.due is not None and benefit.due < kit.data.data_date


def _money(kit: Kit, benefit: PackBenefit, amount: int | None) -> str:
    return "–" if amount is None else kit.texts.short_money(amount, benefit.currency)
