"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...interchange.limits import Progress, no_progress
from ...interchange.spreadsheet import Cell, SheetTable, shown
from ...persistence.tables import Portfolio, Programme, Project
from ..editing import planned_projects
from ..fields import FieldSpec
from ..values import Habits, clean
from . import cells
from .existing import existing, key_of
from .kinds import Kind, title_of
from .matching import NEW, Column, Matching, guess_notes, targets

State = Literal["new", "update", "unchanged", "skipped"]

FixKind = Literal["empty", "keep", "text", "skip"]


@dataclass(frozen=True)
class Fix:
    """What a person chose for a cell that can't be taken as it is.

    Attributes:
        kind: leave the field empty, keep its current value, take `text` instead, or leave the whole row out.
    """

    kind: FixKind
    text: str = ""


Fixes = Mapping[tuple[int, int], Fix]
"""Index of row and column in the table to what was chosen for that cell."""


@dataclass(frozen=True)
class Problem:
    """A cell that can't be taken as it is.

    Attributes:
        row: index among the table's rows; `number` is its number in the file.
        column: index of its column.
        field: the field that it should fill.
        current: the value that the row has now, which "keep" keeps; None for a new row.
        message: what is wrong.
    """

    row: int
    number: int
    column: int
    field: str
    text: str
    current: object
    is_new: bool
    message: Message


@dataclass(frozen=True)
class RowPlan:
    """What would be written for one row of the file.

    Attributes:
        id: the row of the store that it updates; None for a new one.
        values: field name, or `new:` with the index of the column, to its new value; only what changes.
    """

    row: int
    number: int
    key: str
    title: str
    state: State
    id: int | None
    values: Mapping[str, object]


@dataclass(frozen=True)
class Preview:
    """What an import would do.

    Attributes:
        problems: cells that are not as they should be and what was made of them unless somebody chooses otherwise.
        unknown: columns that are not imported.
        notes: what was guessed or left out.
    """

    source: str
    matching: Matching
    header: tuple[str, ...]
    rows: tuple[RowPlan, ...]
    problems: tuple[Problem, ...]
    unknown: tuple[str, ...]
    notes: tuple[Message, ...]
    counts: Mapping[State, int] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """What is imported."""
        return self.matching.kind

    @property
    def changes(self) -> int:
        """How many rows would be written."""
        return self.counts["new"] + self.counts["update"]


_TOLD: Final = {
    "value_not_date": "import_cell_date",
    "value_not_number": "import_cell_number",
    "value_not_whole": "import_cell_number",
    "value_not_money": "import_cell_number",
    "value_out_of_range": "import_cell_range",
    "value_too_long": "import_cell_long",
    "value_unknown_name": "import_cell_unknown",
}
"""A field's refusal to how it is told of a cell in a file."""


def preview(
    session: Session,
    table: SheetTable,
    matching: Matching,
    fixes: Fixes | None = None,
    *,
    progress: Progress = no_progress,
) -> Preview:
    """Return what an import would do; nothing is written.

    Raises:
        PmoError: no column names the rows.
    """
    specs = targets(session, matching.kind)
    title = title_of(matching.kind)
    if not matching.columns_of(title) and not matching.columns_of("code"):
        raise PmoError("import_no_title_column", field=specs[title].caption)
    reader = _Reader(session, table, matching, specs, fixes or {})
    rows: list[RowPlan] = []
    for at, cells_of_row in enumerate(table.rows):
        rows.append(reader.row(at, cells_of_row))
        if at % 200 == 199:
            progress(at + 1, len(table.rows))
    states: Counter[State] = Counter(row.state for row in rows)
    return Preview(
        source=table.source,
        matching=matching,
        header=table.header,
        rows=tuple(rows),
        problems=tuple(reader.problems),
        unknown=tuple(column.header for column in matching.columns if not column.field),
        notes=(*table.notes, *guess_notes(matching, specs), *reader.notes()),
        counts={state: states[state] for state in ("new", "update", "unchanged", "skipped")},
    )


class _Reader:
    """Turns the rows of a table into plans, with what the store holds at hand."""

    def __init__(
        self, session: Session, table: SheetTable, matching: Matching, specs: Mapping[str, FieldSpec], fixes: Fixes
    ) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._matching = matching
        self._specs = specs
        self._fixes = fixes
        self._title = title_of(matching.kind)
        self._currency = session.scalar(select(Portfolio.currency).limit(1)) or "EUR"
        self._seen: dict[str, tuple[int, tuple[Cell, ...]]] = {}
        self._repeated = 0
        self._memory: dict[tuple[object, ...], object] = {}
        self._new_programmes: dict[str, str] = {}
        self._programmes = {name.casefold(): key for key, name in session.execute(select(Programme.id, Programme.name))}
        every = select(Project.id, Project.code, Project.name, Project.currency).where(Project.draft_of.is_(None))
        projects = session.execute(every).all()
        names = {row.name.casefold(): row.id for row in projects} | {row.code.casefold(): row.id for row in projects}
        self._currencies = {row.id: row.currency for row in projects}
        self._planned = planned_projects(session, list(self._currencies)) if matching.kind == "registry" else set()
        self._kept_dates = 0
        self._habits = Habits(currency=self._currency, projects=names, programmes=self._programmes)
        self._fields: dict[str, tuple[Column, ...]] = {}
        for column in matching.columns:
            if column.field and column.field != NEW:
                self._fields[column.field] = (*self._fields.get(column.field, ()), column)
        self._kept = [column for column in matching.columns if column.field == NEW]
        self._by_code, self._by_title = existing(session, matching.kind, specs)

    def notes(self) -> Iterator[Message]:
        """Yield what the rows have in common that the user should know."""
        if self._repeated:
            yield Message("import_note_repeated", count=self._repeated)
        if self._kept_dates:
            yield Message("import_note_planned", count=self._kept_dates)
        if self._new_programmes:
            yield Message("import_note_programmes", count=len(self._new_programmes))

    def row(self, at: int, row: tuple[Cell, ...]) -> RowPlan:
        """Return what would be written for one row."""
        number = self._table.row_numbers[at]
        code, title = self._text("code", row), self._text(self._title, row)
        if self._is_skipped(at) or not any(cell is not None for cell in row):
            return RowPlan(at, number, code, title, "skipped", None, {})
        repeated = self._repeats(at, number, code, row)
        if repeated:
            return repeated
        known = self._find(code, title, row)
        current = known or {}
        habits = replace(self._habits, currency=self._row_currency(row, current))
        values: dict[str, object] = {}
        for name, columns in self._fields.items():
            found = self._value(at, number, row, self._specs[name], columns, current, known is None, habits)
            if found is not None:
                values[name] = found[0]
        if self._matching.kind == "registry" and habits.currency != current.get("currency", self._currency):
            values.setdefault("currency", habits.currency)
        for column in self._kept:
            if row[column.at] is not None:
                values[f"{NEW}:{column.at}"] = shown(row[column.at])
        if known is None:
            return self._new(at, number, code, title, values)
        changed = {name: value for name, value in values.items() if name.startswith(NEW) or current.get(name) != value}
        if _id(known) in self._planned:  # the plan says when such a project starts and finishes
            dates = {name for name in changed if name in self._specs and self._specs[name].from_plan}
            self._kept_dates += bool(dates)
            changed = {name: value for name, value in changed.items() if name not in dates}
        state: State = "update" if changed else "unchanged"
        return RowPlan(at, number, code, title, state, _id(known), changed)

    def _new(self, at: int, number: int, code: str, title: str, values: dict[str, object]) -> RowPlan:
        if not title:
            told = {"row": number, "field": self._specs[self._title].caption}
            column = next(iter(self._fields.get(self._title) or self._fields["code"])).at
            self._problem(at, number, column, self._title, "", None, True, Message("import_cell_required", told))
            text = self._fixes.get((at, column), Fix("empty")).text
            if not text:
                return RowPlan(at, number, code, title, "skipped", None, {})
            values[self._title] = title = text
        if "project_id" in self._specs and self._matching.project_id is not None:
            values.setdefault("project_id", self._matching.project_id)
        return RowPlan(at, number, code, title, "new", None, values)

    def _value(
        self,
        at: int,
        number: int,
        row: tuple[Cell, ...],
        spec: FieldSpec,
        columns: Sequence[Column],
        current: Mapping[str, object],
        is_new: bool,
        habits: Habits,
    ) -> tuple[object] | None:
        """Return the value of a field for a row, or None where it stays as it is."""
        refused: tuple[Column, PmoError, Cell] | None = None
        for column in columns:
            cell: Cell = row[column.at]
            fix = self._fixes.get((at, column.at))
            if fix:
                cell = fix.text if fix.kind == "text" else None
                if fix.kind == "empty" and not spec.required and not is_new:
                    self._told(at, number, column, spec, row[column.at], current, is_new, habits)
                    return (None if spec.kind != "rag" else "",)
            if cells.is_nothing(cell, spec):
                if fix:
                    self._told(at, number, column, spec, row[column.at], current, is_new, habits)
                continue
            try:
                return (self._read(spec, cell, column, habits),)
            except PmoError as error:
                refused = refused or (column, error, cell)
        if refused is None:
            return None
        column, refusal, cell = refused
        text = shown(cell)
        message = self._message(refusal, number, column, spec, text)
        self._problem(at, number, column.at, spec.name, text, current.get(spec.name), is_new, message)
        # What is too long is cut, and said so; everything else is left as it was.
        if refusal.message_id != "value_too_long":
            return None
        return (clean(text, lines=spec.kind == "long_text")[: spec.limit - 1].rstrip() + "…",)

    def _told(
        self, at: int, number: int, column: Column, spec: FieldSpec, cell: Cell, current: Mapping[str, object],
        is_new: bool, habits: Habits,
    ) -> None:  # fmt: skip
        """List a problem that was decided on, so that the decision can be seen and changed."""
        try:
            self._read(spec, cell, column, habits)
        except PmoError as error:
            message = self._message(error, number, column, spec, shown(cell))
            self._problem(at, number, column.at, spec.name, shown(cell), current.get(spec.name), is_new, message)

    def _message(self, error: PmoError, number: int, column: Column, spec: FieldSpec, text: str) -> Message:
        values = {"row": number, "column": _short(column.header), "value": _short(text), "limit": spec.limit}
        return Message(_TOLD.get(error.message_id, "import_cell_choice"), values | {"low": spec.low, "high": spec.high})

    def _problem(
        self, at: int, number: int, column: int, name: str, text: str, current: object, is_new: bool, message: Message
    ) -> None:
        self.problems.append(Problem(at, number, column, name, text, current, is_new, message))

    def _read(self, spec: FieldSpec, cell: Cell, column: Column, habits: Habits) -> object:
        """Return the value of a cell; the same words in the same column are read once."""
        key = (column.at, spec.name, type(cell), cell, habits.currency)
        if key not in self._memory:
            try:
                self._memory[key] = self._read_anew(spec, cell, column, habits)
            except PmoError as error:
                self._memory[key] = error
        found = self._memory[key]
        if isinstance(found, PmoError):
            raise found
        return found

    def _read_anew(self, spec: FieldSpec, cell: Cell, column: Column, habits: Habits) -> object:
        if spec.kind == "programme":
            name = " ".join(shown(cell).split())[:200]
            known = self._programmes.get(name.casefold())
            return known if known is not None else self._new_programmes.setdefault(name.casefold(), name)
        return cells.read(spec, cell, column.reading, habits)

    def _text(self, name: str, row: tuple[Cell, ...]) -> str:
        for column in self._fields.get(name, ()):
            if row[column.at] is not None:
                return clean(shown(row[column.at]))[: self._specs[name].limit]
        return ""

    def _row_currency(self, row: tuple[Cell, ...], current: Mapping[str, object]) -> str:
        named = self._text("currency", row).upper()
        if len(named) == 3 and named.isalpha():
            return named
        if self._matching.kind != "registry":
            return self._project_currency(row, current)
        heads = (column.currency for columns in self._fields.values() for column in columns if column.currency)
        return next(heads, "") or str(current.get("currency") or self._currency)

    def _project_currency(self, row: tuple[Cell, ...], current: Mapping[str, object]) -> str:
        key = self._project(row) or current.get("project_id")
        return self._currencies.get(key, self._currency) if isinstance(key, int) else self._currency

    def _is_skipped(self, at: int) -> bool:
        return any(fix.kind == "skip" for (row, _), fix in self._fixes.items() if row == at) if self._fixes else False

    def _repeats(self, at: int, number: int, code: str, row: tuple[Cell, ...]) -> RowPlan | None:
        """Return a skipped row when an earlier row of the file has the same key."""
        if not code:
            return None
        first = self._seen.setdefault(self._key(code, row), (number, row))
        if first[0] == number:
            return None
        if first[1] == row:
            self._repeated += 1
        else:
            column = self._fields["code"][0].at
            message = Message("import_cell_repeated", {"row": number, "value": _short(code), "first": first[0]})
            self._problem(at, number, column, "code", code, None, True, message)
        return RowPlan(at, number, code, self._text(self._title, row), "skipped", None, {})

    def _find(self, code: str, title: str, row: tuple[Cell, ...]) -> Mapping[str, object] | None:
        if code:
            return self._by_code.get(self._key(code, row))
        if not title:
            return None
        if self._matching.kind != "registry" and self._project(row) is not None:
            return self._by_title.get(key_of(self._project(row), title))
        return self._by_title.get(title.casefold())

    def _key(self, code: str, row: tuple[Cell, ...]) -> str:
        """Return what tells rows apart: the code, and for records the project too, for each has its own R-1."""
        if self._matching.kind == "registry":
            return code.casefold()
        return key_of(self._project(row), code)

    def _project(self, row: tuple[Cell, ...]) -> int | None:
        if "project_id" not in self._specs:
            return None
        return self._habits.projects.get(self._text("project_id", row).casefold(), self._matching.project_id)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def _id(known: Mapping[str, object]) -> int:
    return int(str(known["id"]))
