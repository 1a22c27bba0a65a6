"""The store's memory: every change set, appended in the transaction that made it.

An undo is itself appended, as a change set that names the one it takes back, so the log never loses a line and the
undo and redo stacks can be read from it after a restart.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Date, DateTime, Select, insert, select
from sqlalchemy.orm import Session

from ..domain.changes import ChangeSet, Image, Origin, RowChange
from ..domain.errors import PmoError
from ..domain.messages import Message
from .tables import RECORDED, History, HistoryRow

LARGEST: Final = 500_000_000
"""Most bytes that a change set may unpack to; an import of 60,000 tasks takes a tenth."""


@dataclass(frozen=True)
class Entry:
    """A line of the history without its rows."""

    seq: int
    at: datetime
    author: str
    label: Message
    origin: Origin
    undoes: int | None
    row_count: int


def append(
    session: Session,
    label: Message,
    rows: tuple[RowChange, ...],
    *,
    at: datetime,
    author: str,
    origin: Origin,
    undoes: int | None,
) -> int:
    """Append a change set in the session's own transaction; return its number."""
    last = session.execute(select(History.seq, History.chain).order_by(History.seq.desc()).limit(1)).first()
    seq, chain = (last.seq + 1, last.chain) if last else (1, "")
    images = [(row.table, row.id, row.before, row.after) for row in rows]
    blob = zlib.compress(json.dumps(images, ensure_ascii=False, default=_moment_to_json).encode(), 6)
    values = {
        "seq": seq,
        "at": at.isoformat(timespec="milliseconds"),
        "author": author,
        "label": message_to_json(label),
        "origin": origin,
        "undoes": undoes,
        "row_count": len(rows),
    }
    connection = session.connection()
    connection.execute(insert(History), {**values, "rows": blob, "chain": link(chain, values, blob)})
    # Plain values and plain SQL: an import has tens of thousands.
    touched = [(row.table, row.id, seq) for row in rows]
    connection.exec_driver_sql("INSERT INTO history_row (table_name, row_id, seq) VALUES (?, ?, ?)", touched)
    return seq


def link(previous: str, values: Mapping[str, object], blob: bytes) -> str:
    """Return the SHA-256 that ties a line to the one before it."""
    head = json.dumps([previous, *(values[key] for key in sorted(values))], ensure_ascii=False)
    return hashlib.sha256(head.encode() + blob).hexdigest()


def broken_link(session: Session) -> int | None:
    """Return the number of the first line that does not follow from the one before it, or None."""
    chain, expected = "", 1
    for row in session.execute(select(History.__table__).order_by(History.seq)).mappings():
        values = {k: v for k, v in row.items() if k not in ("rows", "chain")}
        if row["seq"] != expected or row["chain"] != link(chain, values, row["rows"]):
            return expected
        chain, expected = row["chain"], expected + 1
    return None


def last_seq(session: Session) -> int:
    """Return the number of the newest line, 0 in a new store."""
    # Asked before every read of a plan that is kept: as plain SQL it takes a tenth of the time.
    return session.connection().exec_driver_sql("SELECT max(seq) FROM history").scalar() or 0


def load(session: Session, seq: int) -> ChangeSet:
    """Return the whole change set with this number.

    Raises:
        PmoError: another program changed its content, or a bit of it was lost.
    """
    row = session.execute(select(History).where(History.seq == seq)).scalar_one()
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(row.rows, LARGEST)
        if not unpacker.eof:
            raise ValueError
        rows = tuple(_row_from_json(item) for item in json.loads(content))
    except (zlib.error, ValueError, KeyError, TypeError, RecursionError) as error:
        raise PmoError("history_unreadable", seq=seq) from error
    entry = _entry(row)
    return ChangeSet(entry.seq, entry.label, rows, entry.at, entry.author, entry.origin, entry.undoes)


def entries(session: Session, *, before: int | None = None, limit: int = 200) -> list[Entry]:
    """Return lines, newest first; `before` continues below a number."""
    query = _headers().order_by(History.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(History.seq < before)
    return [_entry(row) for row in session.execute(query)]


def entries_of_row(session: Session, table: str, row_id: int) -> list[Entry]:
    """Return the lines that touched one row, newest first."""
    touched = select(HistoryRow.seq).where(HistoryRow.table == table, HistoryRow.row_id == row_id)
    query = _headers().where(History.seq.in_(touched)).order_by(History.seq.desc())
    return [_entry(row) for row in session.execute(query)]


def stacks(session: Session, limit: int = 1000) -> tuple[list[Entry], list[Entry]]:
    """Return what can be undone and what can be redone, oldest first, by replaying the newest lines of the log."""
    undo: list[Entry] = []
    redo: list[Entry] = []
    for entry in reversed(entries(session, limit=2 * limit)):
        if entry.origin == "edit":
            undo.append(entry)
            redo.clear()
        elif entry.origin == "made":
            undo.clear()
            redo.clear()
        elif entry.origin == "undo" and undo:
            redo.append(undo.pop())
        elif entry.origin == "redo" and redo:
            undo.append(redo.pop())
    return undo[-limit:], redo


def message_to_json(message: Message) -> str:
    """Return a message as JSON text."""
    return json.dumps(_message_value(message), ensure_ascii=False)


def message_from_json(text: str) -> Message:
    """Return the message that `message_to_json` wrote."""
    message = _value_from_json(json.loads(text))
    assert isinstance(message, Message)
    return message


def _message_value(value: object) -> object:
    if isinstance(value, Message):
        values = {key: _message_value(item) for key, item in value.values.items()}
        return {"message": value.id, "values": values, "count": value.count}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _value_from_json(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    if "moment" in value:
        return datetime.fromisoformat(value["moment"])
    if "date" in value:
        return date.fromisoformat(value["date"])
    return Message(value["message"], {k: _value_from_json(v) for k, v in value["values"].items()}, value["count"])


def _headers() -> Select[int, str, str, str, str, int | None, int]:
    return select(
        History.seq, History.at, History.author, History.label, History.origin, History.undoes, History.row_count
    )


def _entry(row: Any) -> Entry:
    return Entry(
        row.seq,
        datetime.fromisoformat(row.at),
        row.author,
        message_from_json(row.label),
        row.origin,
        row.undoes,
        row.row_count,
    )


def _moment_to_json(value: object) -> str:
    """Return a date or a moment as ISO text; whatever else JSON has no word for is a mistake."""
    if not isinstance(value, date):
        raise TypeError(f"The history holds no {type(value).__name__}.")
    return value.isoformat()


def _row_from_json(item: list[Any]) -> RowChange:
    table, key, before, after = item
    return RowChange(table, key, _image_from_json(table, before), _image_from_json(table, after))


def _image_from_json(table: str, image: dict[str, Any] | None) -> Image | None:
    if image is not None:
        for name, parse in _moments(table):
            if image.get(name) is not None:
                image[name] = parse(image[name])
    return image


@cache
def _moments(table: str) -> tuple[tuple[str, Callable[[str], date]], ...]:
    """Return the columns that JSON holds as ISO text, with what reads them."""
    parsers = {DateTime: datetime.fromisoformat, Date: date.fromisoformat}
    return tuple((c.name, parsers[type(c.type)]) for c in RECORDED[table].c if type(c.type) in parsers)
