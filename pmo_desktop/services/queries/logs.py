"""The logs beside the risk register, and what their records are connected with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ...persistence.tables import Project, Relation
from ..editing import CLASSES
from ..fields import fields_of
from ..logs import LOGS


@dataclass(frozen=True, slots=True)
class LogRow:
    """A record of a log: `value` gives its fields, and `is_open` and `currency` among them."""

    id: int
    uid: str
    code: str
    project_id: int | None
    project_code: str
    project: str
    currency: str
    is_open: bool
    values: Mapping[str, object]

    @property
    def title(self) -> str:
        """What it is about, in a line."""
        return str(self.values["title"])

    def value(self, name: str) -> object:
        """Return the value of a field or computed column by its name."""
        return self.values[name] if name in self.values else getattr(self, name)


@dataclass(frozen=True, slots=True)
class Trace:
    """A record that another is connected with.

    `kind` is how (`became`, `follow_up`, `related`), `forward` whether the other record came out of this one.
    """

    id: int
    kind: str
    forward: bool
    table: str
    row_id: int
    code: str
    title: str


def log(session: Session, table: str, project_id: int | None = None) -> tuple[LogRow, ...]:
    """Return the records of a project's log, or of all but archived projects; open and most urgent first."""
    known = LOGS[table]
    names = [spec.name for spec in fields_of(table)]
    rows = [
        LogRow(
            row.id, row.uid, row.code, row.project_id, code, project, currency,
            row.status not in known.closed, {name: getattr(row, name) for name in names},
        )
        for row, code, project, currency in with_project(session, CLASSES[table], project_id)
    ]  # fmt: skip

    def order(row: LogRow) -> tuple[bool, date, str]:
        due = row.values.get(known.due)
        return not row.is_open, due if isinstance(due, date) else date.max, row.code

    return tuple(sorted(rows, key=order))


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record of any register, by what it is called."""

    table: str
    id: int
    code: str
    title: str


def find_records(session: Session, words: str, most: int = 40) -> tuple[RecordName, ...]:
    """Return the records of all registers whose code or title holds all of these words, exact codes first."""
    wanted = words.casefold().split()
    found = []
    for table in ("risk", *LOGS, "dependency"):
        cls: Any = CLASSES[table]
        for key, code, title in session.execute(select(cls.id, cls.code, cls.title).order_by(cls.code)):
            told = f"{code} {title}".casefold()
            if all(word in told for word in wanted):
                found.append(RecordName(table, key, code, title))
    found.sort(key=lambda record: record.code.casefold() != words.strip().casefold())
    return tuple(found[:most])


def with_project(session: Session, cls: Any, project_id: int | None) -> Iterator[tuple[Any, str, str, str]]:
    """Yield the rows of a register with code, name and currency of their project; "" for the whole portfolio."""
    query = select(cls, Project.code, Project.name, Project.currency).outerjoin(Project, cls.project_id == Project.id)
    # "is not true" keeps the rows of the whole portfolio, which have no project.
    query = query.where(Project.archived.is_not(True) if project_id is None else cls.project_id == project_id)
    for row, code, name, currency in session.execute(query):
        yield row, code or "", name or "", currency or ""


def traces(session: Session, table: str, row_id: int) -> tuple[Trace, ...]:
    """Return the records that one is connected with, those it came from first."""
    begins = (Relation.source_table == table) & (Relation.source_id == row_id)
    ends = (Relation.target_table == table) & (Relation.target_id == row_id)
    found = []
    for row in session.scalars(select(Relation).where(or_(begins, ends)).order_by(Relation.id)):
        forward = (row.source_table, row.source_id) == (table, row_id)
        other, key = (row.target_table, row.target_id) if forward else (row.source_table, row.source_id)
        record: Any = session.get(CLASSES[other], key) if other in CLASSES else None
        if record is not None and hasattr(record, "code"):
            found.append(Trace(row.id, row.kind, forward, other, key, record.code, record.title))
    return tuple(sorted(found, key=lambda trace: (trace.forward, trace.code)))
