"""What commands are made of: rows found, made, filled with checked values, deleted one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..persistence import tables
from ..persistence.recorder import CHUNK, batches
from ..persistence.tables import Period, Project, Recorded, StatusUpdate, Task
from .fields import FIELDS, FieldSpec, custom_fields, field
from .queries.periods import current_period, is_open, open_period_id
from .values import check

CLASSES: Mapping[str, type[Recorded]] = {
    str(mapper.local_table.name): mapper.class_  # type: ignore[attr-defined]
    for mapper in tables.Base.registry.mappers
    if issubclass(mapper.class_, Recorded)
}
"""Table to its mapped class."""


def specs_for(session: Session, table: str, names: Mapping[str, object]) -> dict[str, FieldSpec]:
    """Return the fields that `names` name.

    Raises:
        PmoError: there is no such field.
    """
    custom = {spec.name: spec for spec in custom_fields(session)} if table == "project" else {}
    found = {}
    for name in names:
        try:
            found[name] = custom[name] if name in custom else field(table, name)
        except KeyError:
            raise PmoError("field_unknown", name=name) from None
    return found


def apply(row: Recorded, values: Mapping[str, object], specs: Mapping[str, FieldSpec]) -> None:
    """Set checked values on one row; a custom field's value is kept by its uid, and left out when empty."""
    for name, value in values.items():
        if specs[name].is_custom:
            assert isinstance(row, Project)
            uid = name.partition(":")[2]
            kept = {key: old for key, old in row.custom.items() if key != uid}
            row.custom = kept if value is None else {**kept, uid: value}
        else:
            setattr(row, name, list(value) if isinstance(value, list) else value)


def load(session: Session, table: str, ids: Sequence[int]) -> list[Any]:
    """Return the rows with these ids, in their order.

    Raises:
        PmoError: one is gone.
    """
    cls: Any = CLASSES[table]
    found: dict[int, Any] = {}
    for chunk in batches(list(ids), CHUNK):
        found.update((row.id, row) for row in session.scalars(select(cls).where(cls.id.in_(chunk))))
    if len(found) < len(set(ids)):
        raise PmoError("row_gone")
    return [found[key] for key in dict.fromkeys(ids)]


def planned_projects(session: Session, ids: Sequence[int]) -> set[int]:
    """Return those of the projects that have tasks: the plan says when they start and finish."""
    found: set[int] = set()
    for chunk in batches(list(ids), CHUNK):
        has_tasks = exists().where(Task.project_id == Project.id)
        found.update(session.scalars(select(Project.id).where(Project.id.in_(chunk), has_tasks)))
    return found


def reports(session: Session, project_ids: Sequence[int], period_id: int | None = None) -> list[StatusUpdate]:
    """Return the reports of these projects for an open period, else the current one; those not begun are begun.

    In a store without any period the first one is opened, so that a registry with ratings can be brought into it.

    Raises:
        PmoError: the period is published, or none is open.
    """
    if current_period(session) is None:
        session.add(Period(data_date=date.today()))
        session.flush()
    if period_id is not None and not is_open(session, period_id):
        raise PmoError("period_published")
    period = open_period_id(session) if period_id is None else period_id
    found: dict[int, StatusUpdate] = {}
    for chunk in batches(list(project_ids), CHUNK):
        query = select(StatusUpdate).where(StatusUpdate.period_id == period, StatusUpdate.project_id.in_(chunk))
        found.update((row.project_id, row) for row in session.scalars(query))
    for project in load(session, "project", project_ids):
        if project.id not in found:
            found[project.id] = StatusUpdate(
                project_id=project.id, period_id=period, finish=project.finish, forecast=project.forecast
            )
            session.add(found[project.id])
    return [found[key] for key in dict.fromkeys(project_ids)]


def new_row(session: Session, table: str, values: Mapping[str, object], **fixed: object) -> Any:
    """Return a new row of `table` with checked values, added to the session; `fixed` attributes are taken as they are.

    Raises:
        PmoError: a value is refused, or a required one is missing.
    """
    specs = specs_for(session, table, values)
    checked = {name: check(spec, values[name]) for name, spec in specs.items()}
    given = {**checked, **fixed}
    for spec in FIELDS[table]:
        if spec.required and spec.home == table and spec.kind == "text" and not given.get(spec.name):
            raise PmoError("value_required", field=spec.caption)
    if "code" in checked:
        refuse_taken_code(session, table, (), str(checked["code"]))
    row: Any = CLASSES[table](**fixed)
    if table == "project":
        row.custom, row.tags = {}, []
    apply(row, {name: value for name, value in checked.items() if specs[name].home == table}, specs)
    session.add(row)
    session.flush()
    reported = {spec.column: checked[name] for name, spec in specs.items() if spec.home != table}
    if any(reported.values()):
        (report,) = reports(session, [row.id])
        for column, value in reported.items():
            setattr(report, column, value)
        report.updated_at = datetime.now()
    return row


def next_code(session: Session, table: str, prefix: str) -> str:
    """Return the next free running number of a table: `R-042` after `R-041`."""
    cls: Any = CLASSES[table]
    codes = session.scalars(select(cls.code).where(cls.code.startswith(prefix, autoescape=True)))
    numbers = [int(tail) for code in codes if (tail := code[len(prefix) :]).isascii() and tail.isdigit()]
    return f"{prefix}{max(numbers, default=0) + 1:03d}"


def refuse_taken_code(session: Session, table: str, ids: Sequence[int], code: str) -> None:
    """Raise where another row than `ids` has this code already, or where `ids` are many."""
    if not code:
        return  # a programme needs none
    if len(ids) > 1:
        raise PmoError("one_code_for_many")
    cls: Any = CLASSES[table]
    taken = select(cls.id).where(func.lower(cls.code) == code.lower(), cls.id.not_in(ids))
    if session.scalars(taken).first() is not None:
        raise PmoError("code_taken", code=code)


def delete_rows(session: Session, rows: Iterable[Recorded]) -> None:
    """Delete rows one by one, so that each is recorded."""
    for row in rows:
        session.delete(row)
    session.flush()
