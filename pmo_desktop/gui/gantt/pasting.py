"""A pasted block as rows of a plan: which column is which field, which line is which task, what would change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from ...services.dates import read_date
from ...services.queries.plan import PlanView
from ...texts import Texts
from ..delegates.cell_editors import editable_text
from ..models.columns import Column, words_of
from .rows import PlanRow, PlanSource

State = Literal["new", "changed", "unchanged"]

ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "row": ("#", "id", "row", "标识号", "行号"),
    "name": ("task name", "name", "任务名称", "名称"),
    "duration": ("duration", "days", "工期", "天数"),
    "start": ("start", "start date", "开始", "开始时间", "开始日期"),
    "finish": ("finish", "end", "finish date", "end date", "完成", "完成时间", "结束日期"),
    "percent_complete": ("%", "% complete", "progress", "percent complete", "完成百分比", "进度"),
    "predecessors": ("predecessors", "前置任务"),
    "successors": ("successors", "后续任务"),
    "resources": ("resource names", "resources", "资源名称", "资源"),
    "owner": ("owner", "responsible", "责任人", "负责人"),
    "wbs": ("wbs", "outline number", "大纲编号"),
    "deadline": ("deadline", "期限", "最后期限"),
    "notes": ("notes", "备注"),
}
"""Other names that a heading may have, lower case."""

KEYS: Final = ("row", "wbs", "name")
"""Columns that can tell which task a line means, the surest first."""


@dataclass
class PastedLine:
    """One line of a block.

    Attributes:
        row: the task that it means, None for a new one.
        cells: key of a column to its text.
        moved: keys of the cells that would change.
        problems: key of a cell to why it is left out.
    """

    id: int
    row: PlanRow | None
    cells: dict[str, str]
    moved: set[str] = field(default_factory=set)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """What the line would do."""
        if self.row is None:
            return "new"
        return "changed" if self.moved - set(self.problems) else "unchanged"


def headings(block: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[Column | None]:
    """Return the column that each heading of a block names; an empty list where its first line holds no headings."""
    names: dict[str, Column] = {}
    for column in columns:
        for name in _names(column):
            names.setdefault(name, column)
    found = [names.get(cell.strip().casefold()) for cell in block[0]] if block else []
    filled = sum(bool(cell.strip()) for cell in block[0]) if block else 0
    known = sum(column is not None for column in found)
    is_headed = len(block) > 1 and known >= 1 and known * 2 >= filled
    return found if is_headed else []


def read_block(
    block: Sequence[Sequence[str]], columns: Sequence[Column | None], view: PlanView, rows: Sequence[PlanRow]
) -> list[PastedLine]:
    """Return the lines of a block whose columns are known; `rows` are the tasks they mean where no cell says which."""
    keys = [column.key for column in columns if column is not None]
    known = next((key for key in KEYS if key in keys), "")
    by_key = _index(view, known) if known and not rows else {}
    source = PlanSource(view)
    lines = []
    for at, texts in enumerate(block):
        cells = {c.key: text.strip() for c, text in zip(columns, texts, strict=False) if c is not None}
        if not any(cells.values()):
            continue
        row: PlanRow | None = None
        if rows:
            row = rows[at] if at < len(rows) else None
        elif known:
            place = by_key.get(cells.get(known, "").casefold())
            row = None if place is None else PlanRow(source, place, view.plan.tasks[place].uid)
        lines.append(PastedLine(at, row, cells))
    return lines


def mark_changes(lines: Sequence[PastedLine], columns: Sequence[Column], t: Texts, today: date) -> None:
    """Note in each line the cells that would change."""
    by_key = {column.key: column for column in columns}
    for line in lines:
        line.moved = {
            key
            for key, text in line.cells.items()
            if (column := by_key.get(key)) is not None and column.editable and text
            and (line.row is None or not _is_same(column, line.row, text, t, today))
        }  # fmt: skip


def _is_same(column: Column, row: PlanRow, text: str, t: Texts, today: date) -> bool:
    value: Any = column.value(row)
    wanted = text.casefold()
    if wanted in (words_of(column, row, value, t).casefold(), editable_text(column, row, t).casefold()):
        return True
    if isinstance(value, date):
        return read_date(text, today=today) == value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return float(text.removesuffix("%").replace(",", "")) == value
        except ValueError:
            return False
    return False


def _index(view: PlanView, key: str) -> dict[str, int | None]:
    """Return what tells tasks apart, lower case, to their rows; None for a name that several have."""
    found: dict[str, int | None] = {}
    for row, task in enumerate(view.plan.tasks):
        match key:
            case "row":
                text = str(row + view.first_row)
            case "wbs":
                text = view.numbers[row]
            case _:
                text = task.name
        text = text.casefold()
        found[text] = None if text in found else row
    return found


def _names(column: Column) -> list[str]:
    names = [column.title, column.key, *ALSO.get(column.key, ())]
    if column.spec is not None:
        names += [column.spec.label, *column.spec.synonyms]
    return [name.casefold() for name in names if name]
