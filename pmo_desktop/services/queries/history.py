"""The past, readable: who changed what, when, from which value to which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.changes import Image, RowChange
from ...persistence.history import Entry, load, message_from_json
from ...persistence.tables import RECORDED, History, HistoryRow, Project
from ..fields import TABLE_NAMES, FieldSpec, custom_fields, field_of_column

MOST_ROWS: Final = 500
"""Rows of one change set that are told one by one; an import of 60,000 is told by its counts."""

MOST_READ_BACK: Final = 20
"""Change sets that are read to find the names of rows that are gone."""


@dataclass(frozen=True)
class FieldChange:
    """A field that moved. Ids of projects and programmes are already names; `currency` is for amounts."""

    field: FieldSpec
    old: object
    new: object
    currency: str = ""


@dataclass(frozen=True)
class RecordChange:
    """A row that changed: `before` and `after` say whether it was there.

    Attributes:
        kind: key of `fields.TABLE_NAMES`; its label is a key of the catalogue.
        name: what users call it, now or when it was last there; "" where nothing names it.
        fields: what moved; for a row that came or went, its values that are not empty.
    """

    kind: str
    id: int
    name: str
    before: bool
    after: bool
    fields: tuple[FieldChange, ...]

    @property
    def label(self) -> str:
        """The kind of record, as a key of the catalogue."""
        return TABLE_NAMES.get(self.kind, self.kind)


@dataclass(frozen=True)
class HistoryPage:
    """Lines of the history, newest first; `before` continues below the last of them, None at the end."""

    entries: tuple[Entry, ...]
    before: int | None


def history_page(
    session: Session,
    *,
    before: int | None = None,
    limit: int = 100,
    author: str = "",
    since: date | None = None,
    until: date | None = None,
    record: tuple[str, int] | None = None,
) -> HistoryPage:
    """Return a page of the history.

    Attributes:
        since, until: first and last day.
        record: table and id of the one row whose past is asked for.
    """
    query = _headers().order_by(History.seq.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(History.seq < before)
    if author:
        query = query.where(History.author == author)
    if since is not None:
        query = query.where(History.at >= datetime.combine(since, time()).isoformat())
    if until is not None:
        query = query.where(History.at < datetime.combine(until + timedelta(days=1), time()).isoformat())
    if record is not None:
        touched = select(HistoryRow.seq).where(HistoryRow.table == record[0], HistoryRow.row_id == record[1])
        query = query.where(History.seq.in_(touched))
    entries = [_entry(row) for row in session.execute(query)]
    more = len(entries) > limit
    entries = entries[:limit]
    return HistoryPage(tuple(entries), entries[-1].seq if more else None)


def authors(session: Session) -> tuple[str, ...]:
    """Return everyone who changed something, sorted."""
    return tuple(session.scalars(select(History.author).distinct().order_by(History.author)))


def changes_of(session: Session, seq: int, *, limit: int = MOST_ROWS) -> tuple[RecordChange, ...]:
    """Return what the change set `seq` did, row by row; at most `limit` rows."""
    rows = load(session, seq).rows[:limit]
    names = _Names(session)
    names.gather(rows)
    custom = (*custom_fields(session), *custom_fields(session, "task"))
    return tuple(_change(row, names, custom) for row in rows)


def counts_of(session: Session, seq: int) -> tuple[tuple[str, int], ...]:
    """Return how many rows of each table the change set touched, the most first."""
    counts: dict[str, int] = {}
    for table in session.scalars(select(HistoryRow.table).where(HistoryRow.seq == seq)):
        counts[table] = counts.get(table, 0) + 1
    return tuple(sorted(counts.items(), key=lambda item: -item[1]))


def _headers() -> Any:
    return select(
        History.seq, History.at, History.author, History.label, History.origin, History.undoes, History.row_count
    )


def _entry(row: Any) -> Entry:
    label = message_from_json(row.label)
    return Entry(row.seq, datetime.fromisoformat(row.at), row.author, label, row.origin, row.undoes, row.row_count)


def _change(row: RowChange, names: _Names, custom: tuple[FieldSpec, ...]) -> RecordChange:
    before, after = dict(row.before or {}), dict(row.after or {})
    moved: list[FieldChange] = []
    currency = names.currency(row)
    for column in before | after:
        old, new = before.get(column), after.get(column)
        if row.table in ("project", "task") and column == "custom":
            moved += _custom(old, new, custom)
            continue
        spec = field_of_column(row.table, column)
        if spec is None or (not row.before and not new) or (not row.after and not old):
            continue
        if spec.kind in ("programme", "project"):
            table = spec.kind
            old, new = names.of(table, old), names.of(table, new)
        moved.append(FieldChange(spec, old, new, currency if spec.kind == "money" else ""))
    return RecordChange(
        row.table, row.id, names.of_row(row), row.before is not None, row.after is not None, tuple(moved)
    )


def _custom(old: object, new: object, custom: tuple[FieldSpec, ...]) -> Iterable[FieldChange]:
    before: Mapping[str, object] = old if isinstance(old, dict) else {}
    after: Mapping[str, object] = new if isinstance(new, dict) else {}
    for spec in custom:
        uid = spec.name.partition(":")[2]
        if before.get(uid) != after.get(uid):
            yield FieldChange(spec, before.get(uid), after.get(uid))


_NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "portfolio": ("name",),
    "programme": ("name",),
    "project": ("code", "name"),
    "period": ("data_date",),
    "risk": ("code", "title"),
    "issue": ("code", "title"),
    "decision": ("code", "title"),
    "custom_field": ("name",),
    "saved_view": ("name",),
    "calendar": ("name",),
    "resource": ("name",),
    "task": ("wbs", "name"),
    "template": ("name",),
    "import_mapping": ("name",),
}
"""Columns that name a row."""

_THROUGH: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "status_update": (("project_id", "project"),),
    "risk_score": (("risk_id", "risk"),),
    "task_baseline": (("task_id", "task"),),
    "link": (("predecessor_id", "task"), ("successor_id", "task")),
    "assignment": (("resource_id", "resource"), ("task_id", "task")),
}
"""Rows that are named by the rows they point to."""


class _Names:
    """What rows are called: as they stand now, or as the change set holds them when they are gone."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names: dict[tuple[str, int], str] = {}
        self._images: dict[tuple[str, int], Image] = {}
        self._projects: dict[tuple[str, int], int | None] = {}
        self._currencies: dict[int, str] = {}
        self._read_back: set[int] = set()

    def gather(self, rows: Iterable[RowChange]) -> None:
        """Read the names that these rows need, one SELECT a table."""
        wanted: dict[str, set[int]] = {}
        for row in rows:
            whole = row.before is None or row.after is None
            image = {**(row.before or {}), **(row.after or {})}
            if whole:
                self._images[row.table, row.id] = image
            wanted.setdefault(row.table, set()).add(row.id)
            for column in ("programme_id", "project_id"):
                for side in (row.before, row.after):
                    self._want(wanted, column.removesuffix("_id"), (side or {}).get(column))
        through = {table: ids for table, ids in wanted.items() if table in _THROUGH}
        for table, ids in through.items():
            self._point(table, ids, wanted)
        for table, ids in wanted.items():
            if table in _NAMED:
                self._read(table, ids)
        projects = {key for key in self._projects.values() if key} | wanted.get("project", set())
        query = select(Project.id, Project.currency).where(Project.id.in_(projects))
        self._currencies = {record.id: record.currency for record in self._session.execute(query)}

    def _want(self, wanted: dict[str, set[int]], table: str, key: object) -> None:
        if isinstance(key, int):
            wanted.setdefault(table, set()).add(key)

    def _point(self, table: str, ids: set[int], wanted: dict[str, set[int]]) -> None:
        columns = [column for column, _target in _THROUGH[table]]
        shape = RECORDED[table]
        query = select(shape.c.id, *(shape.c[name] for name in columns)).where(shape.c.id.in_(ids))
        for record in self._session.connection().execute(query).mappings():
            self._images.setdefault((table, record["id"]), dict(record))
        for key in ids:
            self._recall(table, key)
            for column, target in _THROUGH[table]:
                self._want(wanted, target, self._images.get((table, key), {}).get(column))

    def _read(self, table: str, ids: set[int]) -> None:
        shape = RECORDED[table]
        extra = [shape.c.project_id] if "project_id" in shape.c else []
        query = select(shape.c.id, *(shape.c[name] for name in _NAMED[table]), *extra).where(shape.c.id.in_(ids))
        for record in self._session.connection().execute(query).mappings():
            self._names[table, record["id"]] = _joined(table, record)
            if "project_id" in record:
                self._projects[table, record["id"]] = record["project_id"]
        for key in ids:
            if (table, key) not in self._names:
                self._recall(table, key)
                self._names[table, key] = _joined(table, self._images.get((table, key), {}))

    def _recall(self, table: str, key: int) -> None:
        """Find what a row that is gone was called: the change set that touched it last holds it whole."""
        if (table, key) in self._images or len(self._read_back) >= MOST_READ_BACK:
            return
        touched = select(func.max(HistoryRow.seq)).where(HistoryRow.table == table, HistoryRow.row_id == key)
        seq = self._session.scalar(touched)
        if seq is None or seq in self._read_back:
            return
        self._read_back.add(seq)
        for row in load(self._session, seq).rows:
            image = row.before or row.after
            if image is not None and (row.before is None or row.after is None):
                self._images.setdefault((row.table, row.id), image)

    def of(self, table: str, key: object) -> str:
        """Return the name of a row, "" for none."""
        return self._names.get((table, key), "") if isinstance(key, int) else ""

    def of_row(self, row: RowChange) -> str:
        """Return what users call the row that changed."""
        through = _THROUGH.get(row.table)
        if not through:
            return self.of(row.table, row.id)
        image = self._images.get((row.table, row.id), {})
        return " → ".join(name for column, target in through if (name := self.of(target, image.get(column))))

    def currency(self, row: RowChange) -> str:
        """Return the currency of a row's amounts, "" when it is not known."""
        image = {**(row.before or {}), **(row.after or {})}
        known_key = self._projects.get((row.table, row.id))
        key = row.id if row.table == "project" else image.get("project_id", known_key)
        known = self._currencies.get(key, "") if isinstance(key, int) else ""
        return known or str(image.get("currency", ""))


def _joined(table: str, image: Mapping[Any, Any]) -> str:
    return " ".join(str(image[name]) for name in _NAMED[table] if image.get(name))
