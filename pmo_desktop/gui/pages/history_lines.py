"""The lines of the history page: change sets above, what one of them did below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ...persistence.history import Entry
from ...services.fields import TABLE_NAMES
from ...services.queries.history import RecordChange
from ...services.values import show
from ...texts import Texts
from ..models.columns import Column

MOST_TOLD: Final = 12
"""Added or deleted records whose every value is told; of more, only the names."""


@dataclass(frozen=True)
class ChangeLine:
    """A change set. `id` is its number in the history."""

    id: int
    at: datetime
    author: str
    what: str
    record: str
    rows: int
    is_undone: bool


@dataclass(frozen=True)
class FieldLine:
    """A field that a change set moved, or a record that it added or deleted; `table` and `row_id` name the record."""

    id: int
    record: str
    field: str
    before: str
    after: str
    table: str
    row_id: int


def change_columns(t: Texts) -> list[Column]:
    """Return the columns of the change sets."""

    def tone(line: ChangeLine, value: object) -> str:
        return "text3" if line.is_undone else ""

    return [
        Column("at", t("When"), "moment", 150, shown=lambda line, at: t.moment(at), tone=tone),
        Column("what", t("What"), "text", 260, tone=tone),
        Column("record", t("Record"), "text", 320, tone=tone, stretch=True),
        Column("author", t("Who"), "person", 160, tone=tone),
        Column("rows", t("Rows"), "integer", 72, tone=tone),
    ]


def field_columns(t: Texts) -> list[Column]:
    """Return the columns of what a change set did."""
    return [
        Column("record", t("Record"), "text", 280, weight=500),
        Column("field", t("Field"), "text", 170),
        Column("before", t("Before"), "text", 240),
        Column("after", t("After"), "text", 240, stretch=True),
    ]


def change_lines(
    t: Texts, entries: Iterable[Entry], subjects: Mapping[int, str], undone: frozenset[int]
) -> list[ChangeLine]:
    """Return the lines of change sets.

    `subjects` names the one record of a change set by its number; `undone` holds those that are taken back now.
    """
    return [
        ChangeLine(
            entry.seq,
            entry.at,
            entry.author,
            what(t, entry),
            subjects.get(entry.seq, ""),
            entry.row_count,
            entry.seq in undone,
        )
        for entry in entries
    ]


def what(t: Texts, entry: Entry) -> str:
    """Return what the user did."""
    label = t.say(entry.label)
    if entry.origin == "undo":
        return t("Undo: {step}", step=label)
    return t("Redo: {step}", step=label) if entry.origin == "redo" else label


def field_lines(t: Texts, changes: Sequence[RecordChange]) -> list[FieldLine]:
    """Return what a change set did: a line for each field of each record."""
    told = sum(not change.before or not change.after for change in changes) <= MOST_TOLD
    lines: list[FieldLine] = []
    for change in changes:
        record = t("{kind}: {name}", kind=t(change.label), name=change.name) if change.name else t(change.label)
        word = "" if change.before and change.after else t("Deleted") if change.before else t("Added")
        if word:
            lines.append(FieldLine(len(lines), record, word, "", "", change.kind, change.id))
        for moved in change.fields if told or not word else ():
            before = show(t, moved.field, moved.old, currency=moved.currency)
            after = show(t, moved.field, moved.new, currency=moved.currency)
            if before != after:
                lines.append(FieldLine(len(lines), record, moved.field.title(t), before, after, change.kind, change.id))
    return lines


def count_lines(t: Texts, counts: Sequence[tuple[str, int]]) -> list[FieldLine]:
    """Return how many records of each kind a large change set touched."""
    return [
        FieldLine(at, t(TABLE_NAMES.get(table, table)), t.n("{count} row", "{count} rows", count), "", "", table, 0)
        for at, (table, count) in enumerate(counts)
    ]
