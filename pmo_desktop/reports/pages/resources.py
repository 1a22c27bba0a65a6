"""People and equipment of whom the plans ask for more than there is, month by month."""

from __future__ import annotations

from datetime import date
from typing import Final

from ...charts.scene import Box, Label, Scene
from ...domain.pack_registers import PackLoad
from ..frame import Kit, Page
from ..table import Cell, Column, Row, Table
from ..wording_registers import resources_title
from .tables import project_cell, table_pages

KEY: Final = "resources"
MONTHS: Final = 6
"""Months from the data date's own on that a committee can still act on."""

FULL: Final = 1.001
"""Share above which a month is over-allocated whatever its days say; less is rounding."""


def resource_pages(kit: Kit) -> list[Page]:
    """Return the table of over-allocated resources, the most crowded first; none where no plan says who works when."""
    t = kit.texts
    if not kit.data.loads:
        return []
    months = _months(kit.data.data_date)
    known = [load for load in kit.data.loads if load.project in kit.facts.projects]
    crowded = [load for load in known if any(_is_over(load, month) for month in months)]
    crowded.sort(key=lambda load: (-max(_share(load, month) or 0.0 for month in months), load.resource, load.project))
    title = kit.headline(
        KEY,
        resources_title(len({load.resource for load in crowded}), len({load.project for load in crowded}), t),
    )
    subtitle = t(
        "Work asked for by a plan as a share of what the resource can give in the month; "
        "dark = more than that at some time of it. {count} resources are planned in all.",
        count=t.number(len({load.resource for load in known})),
    )
    section = t("Resources")
    columns = (
        Column(t("Resource"), 30, minimum=110),
        Column(t("ID"), 0, minimum=40, lines=1),
        Column(t("Project"), 34, minimum=120, drop=1),
        *(Column(t.short_month(month), 9, "middle", 44) for month in months),
    )
    rows = [_row(kit, load, months) for load in crowded]
    if not rows:
        rows = [Row((Cell(t("No resource is over-allocated."), color="text3"), *[Cell()] * (len(columns) - 1)))]
    width = kit.area(title, subtitle).width
    table = Table(kit.type, columns, rows, width, row_height=19.0, padding=2.5, gap=6)
    return table_pages(kit, KEY, section, title, subtitle, table)


def _row(kit: Kit, load: PackLoad, months: list[date]) -> Row:
    project = kit.facts.projects[load.project]
    cells = [_cell(kit, load, month) for month in months]
    return Row(
        (
            Cell(load.resource or "–", weight="semibold"),
            project_cell(kit, load.project),
            Cell(project.name or "–", color="text2"),
            *cells,
        )
    )


def _cell(kit: Kit, load: PackLoad, month: date) -> Cell:
    share = _share(load, month)
    if share is None:
        return Cell("–", color="text3")
    t, over, size = kit.texts, _is_over(load, month), kit.type.scale.table.size - 0.4
    text = t.percent(share)
    fill, color = ("ragRsoft", "ragRtext") if over else ("subtle", "text2")

    def scene(width: float) -> Scene:
        weight = "bold" if over else "regular"
        return [
            Box(1, -7.5, width - 2, 15, fill=fill, stroke="ragRtext" if over else "", radius=2.0),
            Label(width / 2, size * 0.36, text, size, color, weight, "middle"),  # type: ignore[arg-type]
        ]

    alt = t("{share}, over-allocated", share=text) if over else text
    return Cell(scene=scene, alt=alt)


def _place(load: PackLoad, month: date) -> int:
    return (month.year - load.first.year) * 12 + month.month - load.first.month


def _is_over(load: PackLoad, month: date) -> bool:
    return _place(load, month) in load.over or (_share(load, month) or 0.0) > FULL


def _share(load: PackLoad, month: date) -> float | None:
    at = _place(load, month)
    if not 0 <= at < min(len(load.work), len(load.capacity)) or not load.work[at]:
        return None
    return load.work[at] / load.capacity[at] if load.capacity[at] else None


def _months(day: date) -> list[date]:
    first = day.year * 12 + day.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(first, first + MONTHS)]
