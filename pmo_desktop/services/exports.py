"""Registers as spreadsheet files that can be brought in again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias

from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from ..interchange.export import Value, to_csv, to_xlsx
from ..persistence.atomic import write_bytes
from ..texts import Texts
from ..texts.formats import minor_digits
from .fields import FieldSpec, custom_fields, fields_of
from .queries.registry import registry
from .queries.risks import risk_register

Register: TypeAlias = Literal["projects", "risks"]

SUFFIXES: Final = (".xlsx", ".csv")


def export_register(
    session: Session, register: Register, path: Path, t: Texts, *, ids: Sequence[int] | None = None
) -> int:
    """Write the registry or the risk register to a file, in the format of its extension, and return the rows written.

    Attributes:
        t: language of the column names and of the words for choices.
        ids: rows to write, in this order; all without it.

    Raises:
        PmoError: the extension is neither .xlsx nor .csv, or the file can't be written; the old file is still there.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise PmoError("export_suffix", name=path.name)
    header, rows = (_projects if register == "projects" else _risks)(session, t, ids)
    title = t("Projects") if register == "projects" else t("Risks")
    write_bytes(path, to_csv(header, rows) if suffix == ".csv" else to_xlsx(title, header, rows))
    return len(rows)


Table: TypeAlias = tuple[list[str], list[list[Value]]]


def _projects(session: Session, t: Texts, ids: Sequence[int] | None) -> Table:
    specs = [spec for spec in (*fields_of("project"), *custom_fields(session)) if spec.editable]
    found = {row.id: row for row in registry(session, include_archived=ids is not None).rows}
    rows = []
    for key in ids if ids is not None else found:
        row = found[key]
        names = {"programme_id": row.programme}
        rows.append([_value(t, spec, row.value, row.currency, names) for spec in specs])
    return [spec.title(t) for spec in specs], rows


def _risks(session: Session, t: Texts, ids: Sequence[int] | None) -> Table:
    specs = [spec for spec in fields_of("risk") if spec.editable]
    found = {row.id: row for row in risk_register(session).rows}
    rows = []
    for key in ids if ids is not None else found:
        row = found[key]
        names = {"project_id": row.project_code}
        rows.append([_value(t, spec, row.value, row.currency, names) for spec in specs])
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
    if spec.kind == "choice" and (choice := spec.choice(value)):
        return choice.label if spec.own_words else t(choice.label)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return value if isinstance(value, (str, int, float, date)) else str(value)
