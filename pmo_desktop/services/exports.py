"""Registers as spreadsheet files that can be brought in again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..interchange.export import Value, to_csv, to_xlsx
from ..persistence.atomic import write_bytes
from ..persistence.tables import Project
from ..texts import Texts
from ..texts.formats import minor_digits
from ..texts.messages import N_
from .editing import CLASSES
from .fields import FieldSpec, custom_fields, fields_of
from .queries.portfolio import portfolio
from .queries.registry import registry

Register: TypeAlias = str
"""`projects`, or what `REGISTERS` names."""

REGISTERS: Final[Mapping[Register, tuple[str, str]]] = {
    "risks": ("risk", N_("Risks")),
    "issues": ("issue", N_("Issues")),
    "actions": ("action", N_("Actions")),
    "decisions": ("decision", N_("Decisions")),
    "assumptions": ("assumption", N_("Assumptions")),
    "dependencies": ("dependency", N_("Dependencies")),
    "changes": ("change_request", N_("Change requests")),
    "lessons": ("lesson", N_("Lessons")),
    "benefits": ("benefit", N_("Benefits")),
}
"""Register to its table and its name."""

SUFFIXES: Final = (".xlsx", ".csv")

Table: TypeAlias = tuple[list[str], list[list[Value]]]


def title_of(register: Register, t: Texts) -> str:
    """Return the name of a register."""
    return t("Projects") if register == "projects" else t(REGISTERS[register][1])


def export_register(
    session: Session, register: Register, path: Path, t: Texts, *, ids: Sequence[int] | None = None
) -> int:
    """Write the registry or another register to a file, in the format of its extension, and return the rows written.

    Attributes:
        t: language of the column names and of the words for choices.
        ids: rows to write, in this order; all but those of archived projects without it.

    Raises:
        PmoError: the extension is neither .xlsx nor .csv, or the file can't be written; the old file is still there.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise PmoError("export_suffix", name=path.name)
    header, rows = (
        _projects(session, t, ids) if register == "projects" else _records(session, REGISTERS[register][0], t, ids)
    )
    write_bytes(path, to_csv(header, rows) if suffix == ".csv" else to_xlsx(title_of(register, t), header, rows))
    return len(rows)


def _projects(session: Session, t: Texts, ids: Sequence[int] | None) -> Table:
    specs = [spec for spec in (*fields_of("project"), *custom_fields(session)) if spec.editable]
    found = {row.id: row for row in registry(session, include_archived=ids is not None).rows}
    rows = []
    for key in ids if ids is not None else found:
        row = found[key]
        names = {"programme_id": row.programme}
        rows.append([_value(t, spec, row.value, row.currency, names) for spec in specs])
    return [spec.title(t) for spec in specs], rows


def _records(session: Session, table: str, t: Texts, ids: Sequence[int] | None) -> Table:
    specs = [spec for spec in fields_of(table) if spec.editable]
    places = [spec.name for spec in specs if spec.kind == "project"]
    cls: Any = CLASSES[table]
    known = {row.id: row for row in session.scalars(select(cls).order_by(cls.code, cls.id))}
    projects = {
        row.id: row for row in session.execute(select(Project.id, Project.code, Project.currency, Project.archived))
    }
    if ids is None:
        hidden = {key for key, project in projects.items() if project.archived}
        ids = [key for key, row in known.items() if not any(getattr(row, name) in hidden for name in places)]
    usual = portfolio(session).currency
    rows = []
    for key in ids:
        row = known[key]
        named = {name: projects.get(getattr(row, name)) for name in places}
        currency = next((project.currency for project in named.values() if project is not None), usual)
        names = {name: project.code if project is not None else "" for name, project in named.items()}
        rows.append([_value(t, spec, partial(getattr, row), currency, names) for spec in specs])
    return [spec.title(t) for spec in specs], rows


def _value(t: Texts, spec: FieldSpec, read: Callable[[str], object], currency: str, names: dict[str, str]) -> Value:
    if spec.name in names:
        return names[spec.name]
    value = read(spec.name)
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if spec.kind == "money" and isinstance(value, int):
        return value / int(10 ** minor_digits(currency))
    if spec.kind == "duration":
        return f"{value} min"
    if spec.kind == "choice" and (choice := spec.choice(value)):
        return choice.label if spec.own_words else t(choice.label)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return value if isinstance(value, (str, int, float, date)) else str(value)
