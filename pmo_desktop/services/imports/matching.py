"""Which column of a file belongs to which field, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ... import texts
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...interchange.spreadsheet import Cell, SheetTable, shown
from ...persistence.tables import ImportMapping
from ..fields import FieldSpec, custom_fields, field, fields_of
from ..values import Habits
from . import cells, headers
from .kinds import TABLES, TELLING, Kind, title_of

Sureness = Literal["exact", "likely", "unsure", "none", "chosen"]

NEW: Final = "new"
"""Instead of a field's name: keep the column as a new custom field of projects."""

SAMPLE: Final = 300
"""Values looked at to judge a column."""

ASSIGN_FROM: Final = 0.6
LIKELY_FROM: Final = 0.75
EXACT_FROM: Final = 0.93

_TYPED: Final = frozenset({"number", "integer", "money", "date", "score", "rag", "percent", "bool"})

_MORE_NAMES: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("risk", "project_id"): ("project no", "project number", "project ref"),
    ("project", "percent_complete"): ("% done", "done %", "% progress"),
    ("risk", "due"): ("expected resolution", "resolution date", "mitigate by"),
    ("risk", "cost_impact"): ("cost exposure", "exposure"),
    ("risk", "days_impact"): ("schedule exposure days", "schedule exposure"),
    ("risk", "identified_on"): ("identified date",),
    ("project", "code"): ("id number",),
    ("project", "budget"): ("baseline whole life cost", "total cost"),
    ("project", "forecast"): ("projected actual cost", "forecast whole life cost"),
    ("project", "rag_overall"): ("delivery confidence assessment", "delivery confidence", "dca"),
}
"""Names of columns in files that real offices publish, beside the catalogue's."""


@dataclass(frozen=True)
class Column:
    """How one column of a file is taken in.

    Attributes:
        at: its index in the table.
        header: its name.
        field: name of the field it fills; empty when it is not imported, `NEW` for a new custom field.
        sureness: how sure the match is; `chosen` when a person or a saved matching said so.
        reading: how its cells are read.
        currency: currency that its head names; empty for none.
        guessed: the order of day and month, or the unit of amounts, is a guess: the values themselves don't tell.
    """

    at: int
    header: str
    field: str = ""
    sureness: Sureness = "none"
    reading: cells.Reading = cells.AS_IT_STANDS
    currency: str = ""
    guessed: bool = False


@dataclass(frozen=True)
class Matching:
    """How a file's columns are matched, and what is known of the whole file.

    Attributes:
        project_id: project of the records that name none.
    """

    kind: Kind
    columns: tuple[Column, ...]
    project_id: int | None = None

    @property
    def table(self) -> str:
        """The table that is filled."""
        return TABLES[self.kind]

    def columns_of(self, field: str) -> tuple[Column, ...]:
        """Return the columns that fill a field: the first that says something wins."""
        return tuple(column for column in self.columns if column.field == field)

    def with_field(self, table: SheetTable, specs: Mapping[str, FieldSpec], at: int, field: str) -> Matching:
        """Return the matching with another field for a column; a column that had the field loses it."""
        columns = []
        for column in self.columns:
            if column.at == at:
                reading, guessed = _reading(table, specs.get(field), at)
                sureness: Sureness = "chosen" if field else "none"
                column = replace(column, field=field, sureness=sureness, reading=reading, guessed=guessed)
            elif field and field != NEW and column.field == field:
                column = replace(column, field="", sureness="none")
            columns.append(column)
        return replace(self, columns=tuple(columns))

    def with_project(self, project_id: int | None) -> Matching:
        """Return the matching with a project for the records that name none."""
        return replace(self, project_id=project_id)

    def with_reading(self, at: int, **changes: object) -> Matching:
        """Return the matching with a column read in another way: `factor`, `day_first` or `words`."""
        columns = (
            replace(column, reading=replace(column.reading, **changes), guessed=False) if column.at == at else column  # type: ignore[arg-type]
            for column in self.columns
        )
        return replace(self, columns=tuple(columns))


def targets(session: Session, kind: Kind) -> dict[str, FieldSpec]:
    """Return the fields that an import of this kind can fill, by name."""
    specs = [spec for spec in fields_of(TABLES[kind]) if spec.editable]
    if kind == "registry":
        specs += custom_fields(session)
    return {spec.name: spec for spec in specs}


def match(table: SheetTable, kind: Kind, specs: Mapping[str, FieldSpec]) -> Matching:
    """Return the most likely matching, judged by the names of the columns and by what stands in them."""
    header = table.header
    samples = [tuple(islice(table.column(at), SAMPLE)) for at in range(len(header))]
    scored = [
        (score, at, spec.name)
        for at, name in enumerate(header)
        for spec in specs.values()
        if (score := _score(spec, name, samples[at], table.column(at))) >= ASSIGN_FROM
    ]
    fields: dict[int, tuple[str, float]] = {}
    # A column that is called as the field is goes first; of two that suit alike, the better filled one.
    named = {(at, spec.name) for at, name in enumerate(header) for spec in specs.values() if _is_named(spec, name)}
    filled = [sum(cell is not None for cell in sample) / max(len(sample), 1) for sample in samples]

    def rank(item: tuple[float, int, str]) -> tuple[float, int]:
        score, at, name = item
        return -score - 0.2 * filled[at] - 0.3 * ((at, name) in named), at

    for score, at, name in sorted(scored, key=rank):
        others = [other for other, (taken, _) in fields.items() if taken == name]
        if at not in fields and all(_complete_each_other(specs[name], samples[at], samples[other]) for other in others):
            fields[at] = (name, score)
    if kind == "risks":
        _find_title(fields, samples)
    columns = []
    for at, name in enumerate(header):
        field, score = fields.get(at, ("", 0.0))
        spec = specs.get(field)
        reading, guessed = _reading(table, spec, at)
        currency = headers.unit(_full_header(table, at))[0] if spec and spec.kind == "money" else ""
        columns.append(Column(at, name, field, _sureness(score), reading, currency, guessed))
    return Matching(kind, tuple(columns))


def kind_of(table: SheetTable, session: Session) -> Kind:
    """Return what a table most likely is: the kind whose fields more of its columns match.

    Raises:
        PmoError: it is like neither.
    """
    best: dict[Kind, float] = {"registry": 0.0}
    for kind in TABLES:
        matching = match(table, kind, targets(session, kind))
        names = {column.field: column for column in matching.columns if column.field}
        telling = len(TELLING[kind] & names.keys()) if kind in TELLING else 1
        if kind not in TELLING and not _names_its_rows(matching):
            continue  # a title, a state and an owner are in any list
        points = {"exact": 1.0, "likely": 0.7, "unsure": 0.4}
        best[kind] = sum(points.get(column.sureness, 0.0) for column in names.values()) + 2 * telling
        if title_of(kind) not in names:
            best[kind] = 0.0
    found = max(best, key=lambda kind: best[kind])
    if best[found] < 2:
        raise PmoError("import_kind_unclear", name=table.source)
    return found


def _names_its_rows(matching: Matching) -> bool:
    """Return whether the head of the title's column says what kind of record a row is: "Lesson", not "Title"."""
    spec = field(matching.table, title_of(matching.kind))
    own = (spec.label, texts.of("zh_CN")(spec.label))
    return any(
        headers.likeness(column.header, name) >= EXACT_FROM for column in matching.columns_of(spec.name) for name in own
    )


def load(session: Session, kind: Kind) -> dict[str, dict[str, object]]:
    """Return the saved matchings of a kind: name to what `as_json` made."""
    query = select(ImportMapping).where(ImportMapping.kind == kind).order_by(ImportMapping.name)
    return {row.name: dict(row.columns) for row in session.scalars(query)}


def as_json(matching: Matching) -> dict[str, object]:
    """Return a matching by the names of columns and fields, as it is saved and as `--map` files hold it."""
    columns: dict[str, object] = {}
    for column in matching.columns:
        reading = column.reading
        columns[column.header] = {
            "field": column.field or None,
            "factor": reading.factor,
            "day_first": reading.day_first,
            "words": dict(reading.words or {}),
        }
    return {"kind": matching.kind, "columns": columns}


def from_json(data: object, table: SheetTable, kind: Kind, specs: Mapping[str, FieldSpec]) -> Matching:
    """Return the matching that a saved one means for a table; columns it doesn't name are matched anew.

    A column is given as a field's name, as null for "not imported", or as an object with `field`, `factor`,
    `day_first` and `words`.

    Raises:
        PmoError: it is not of this shape, or names a column or field that there is not.
    """
    if not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
        raise PmoError("import_map_shape")
    matching = match(table, kind, specs)
    header = table.header
    for name, wanted in data["columns"].items():
        if name not in header:
            if not isinstance(wanted, dict) or wanted.get("field"):
                raise PmoError("import_map_column", column=str(name), known=", ".join(header))
            continue
        at = header.index(name)
        entry = wanted if isinstance(wanted, dict) else {"field": wanted}
        field = entry.get("field") or ""
        if field and field != NEW and field not in specs:
            raise PmoError("import_map_field", field=str(field), known=", ".join(specs))
        matching = matching.with_field(table, specs, at, field)
        changes = _changes(entry)
        if changes:
            matching = matching.with_reading(at, **changes)
    return matching


def _changes(entry: Mapping[str, object]) -> dict[str, object]:
    factor, first, words = entry.get("factor"), entry.get("day_first"), entry.get("words")
    changes: dict[str, object] = {}
    if isinstance(factor, int) and not isinstance(factor, bool) and 0 < factor <= 10**9:
        changes["factor"] = factor
    if isinstance(first, bool):
        changes["day_first"] = first
    if isinstance(words, dict):
        changes["words"] = {str(key).casefold(): str(value) for key, value in words.items()}
    return changes


def _sureness(score: float) -> Sureness:
    if score >= EXACT_FROM:
        return "exact"
    return "likely" if score >= LIKELY_FROM else "unsure" if score >= ASSIGN_FROM else "none"


def _full_header(table: SheetTable, at: int) -> str:
    return shown(table.grid[table.header_at][at]) if table.header_at >= 0 else ""


def _names(spec: FieldSpec) -> Iterator[str]:
    yield spec.label
    if not spec.is_custom:
        yield texts.of("zh_CN")(spec.label)
    yield from spec.synonyms
    yield from _MORE_NAMES.get((spec.table, spec.name), ())


def _is_named(spec: FieldSpec, header: str) -> bool:
    return any(headers.likeness(header, name) >= EXACT_FROM for name in _names(spec))


def _score(spec: FieldSpec, header: str, sample: Sequence[Cell], column: Iterator[Cell]) -> float:
    """Return how well a column suits a field, 0 to 1."""
    likeness = max(headers.likeness(header, name) for name in _names(spec))
    filled = [cell for cell in sample if not cells.is_nothing(cell, spec)]
    if likeness < 0.4 and spec.name != "rag_overall":
        return 0.0
    if not filled:
        return likeness if likeness >= EXACT_FROM else 0.0
    fits = _fit(spec, filled, column)
    if fits < 0.5:
        if spec.kind in (*_TYPED, "choice") or spec.name == "code" or likeness < EXACT_FROM:
            return 0.0
        fits = 0.5
    if spec.name == "rag_overall" and fits >= 0.95 and any(shown(cell).isalpha() for cell in filled):
        likeness = max(likeness, ASSIGN_FROM)  # a column of ratings is one, whatever it is called
    return likeness * (0.35 + 0.65 * fits)


def _fit(spec: FieldSpec, filled: Sequence[Cell], column: Iterator[Cell]) -> float:
    """Return the share of values that the field takes."""
    if spec.name == "code":
        every = [shown(cell) for cell in column if cell is not None]
        distinct = len(set(every)) / len(every)
        # Each project may count its own risks from 1.
        return 1.0 if distinct > (0.95 if spec.table == "project" else 0.3) else distinct
    if spec.kind in ("programme", "project"):
        return 1.0
    if spec.kind == "choice" and spec.open_choices:
        distinct = len({shown(cell) for cell in filled})
        return 1.0 if distinct <= max(12, len(filled) // 3) else 0.4
    read = _reader(spec)
    fits = sum(read(cell) for cell in filled) / len(filled)
    if spec.kind in ("text", "long_text", "person"):
        if sum(cells.is_rating(cell) for cell in filled) > len(filled) / 2:
            return 0.0
        if spec.is_custom:
            return fits
        figures = sum(not any(char.isalpha() for char in shown(cell)) for cell in filled) / len(filled)
        fits *= 1 - 0.8 * figures if spec.name != "currency" else 1
    return fits


def _complete_each_other(spec: FieldSpec, ours: Sequence[Cell], theirs: Sequence[Cell]) -> bool:
    """Return whether two columns of ratings, dates or numbers never have a value in the same row."""
    takes = _reader(spec)
    return spec.kind in _TYPED and not any(
        one is not None and other is not None and takes(one) and takes(other)
        for one, other in zip(ours, theirs, strict=True)
    )


def _reader(spec: FieldSpec) -> Callable[[Cell], bool]:
    def takes(cell: Cell) -> bool:
        try:
            cells.read(spec, cell, cells.Reading(), Habits())
        except PmoError:
            return False
        return True

    return takes


def _reading(table: SheetTable, spec: FieldSpec | None, at: int) -> tuple[cells.Reading, bool]:
    """Return how a column is read for a field, and whether its order of day and month is a guess."""
    if spec is None:
        return cells.Reading(), False
    column = list(table.column(at))
    if spec.kind == "date":
        first = cells.day_first(column)
        return cells.Reading(day_first=first is not False), first is None and cells.has_slashed_dates(column)
    if spec.kind == "money":
        currency, factor = headers.unit(_full_header(table, at))
        return cells.Reading(factor=factor), not currency and factor == 1 and cells.lacks_unit(column)
    if spec.kind == "percent" and cells.shares(column):
        return cells.Reading(factor=100), False
    return cells.Reading(), False


def _find_title(fields: dict[int, tuple[str, float]], samples: Sequence[Sequence[Cell]]) -> None:
    """Let the description name the risk in files that have no column for its title."""
    names = {name: at for at, (name, _) in fields.items()}
    at = names.get("event")
    if "title" in names or at is None:
        return
    if all(len(shown(cell)) <= 200 for cell in samples[at]):
        fields[at] = ("title", LIKELY_FROM)


def guess_notes(matching: Matching, specs: Mapping[str, FieldSpec]) -> tuple[Message, ...]:
    """Return what was assumed of the columns and can't be read from them."""
    found = []
    for column in matching.columns:
        if column.guessed and (spec := specs.get(column.field)):
            key = "import_note_day_first" if column.reading.day_first else "import_note_month_first"
            found.append(Message("import_note_unit" if spec.kind == "money" else key, {"column": column.header}))
    return tuple(found)
