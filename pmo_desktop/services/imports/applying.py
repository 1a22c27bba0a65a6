"""Writes what a preview showed: one command, one undo step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.uid import new_uid
from ...persistence.recorder import insert_rows
from ...persistence.tables import ImportMapping, Portfolio, Programme, Project, Risk
from ...texts.messages import N_
from .. import editing
from ..commands import dependencies, projects, risks
from ..commands import fields as custom
from ..fields import CUSTOM, FieldSpec
from ..logs import LOGS
from ..values import name_of
from .kinds import Kind
from .matching import NEW, Matching, as_json, targets
from .preview import Preview, RowPlan


@dataclass(frozen=True)
class Imported:
    """How many rows an import wrote."""

    new: int
    updated: int
    unchanged: int
    skipped: int


def apply(session: Session, preview: Preview) -> Imported:
    """Write the rows of a preview and return how many they were.

    Raises:
        PmoError: a row was changed or taken in the meantime; nothing is written.
    """
    fields = _new_fields(session, preview)
    programmes = _new_programmes(session, preview.rows)
    plans = [(plan, _resolved(plan, fields, programmes)) for plan in preview.rows if plan.state in ("new", "update")]
    specs = targets(session, preview.kind)
    added = [values for plan, values in plans if plan.id is None]
    changed = {plan.id: values for plan, values in plans if plan.id is not None}
    reported: dict[int, Mapping[str, object]] = {}
    table = preview.matching.table
    inserted = (
        _insert_projects(session, added, specs)
        if preview.kind == "registry"
        else _insert_records(session, table, added, specs)
    )
    for key, values in zip(inserted, added, strict=True):
        reported[key] = values
    for row in editing.load(session, preview.matching.table, list(changed)):
        values = changed[row.id]
        editing.apply(row, {name: value for name, value in values.items() if _is_own(specs[name])}, specs)
        if isinstance(row, Risk):
            risks.settle(row, values.keys() - {"status"})
        reported[row.id] = values
    session.flush()
    if preview.kind == "registry":
        _report(session, reported, specs)
    counts = preview.counts
    return Imported(counts["new"], counts["update"], counts["unchanged"], counts["skipped"])


def save_matching(session: Session, name: str, matching: Matching) -> int:
    """Keep a matching under a name, in place of the one of that name, and return its id."""
    cleaned = name_of(N_("Column matching"), name)
    same = select(ImportMapping).where(
        ImportMapping.kind == matching.kind, func.lower(ImportMapping.name) == cleaned.lower()
    )
    row = session.scalars(same).first()
    if row is None:
        row = ImportMapping(name=cleaned, kind=matching.kind)
        session.add(row)
    row.name, row.columns = cleaned, as_json(matching)
    session.flush()
    return row.id


def delete_matching(session: Session, name: str, kind: Kind) -> None:
    """Forget a saved matching.

    Raises:
        PmoError: there is none of that name.
    """
    row = session.scalars(select(ImportMapping).where(ImportMapping.kind == kind, ImportMapping.name == name)).first()
    if row is None:
        raise PmoError("row_gone")
    session.delete(row)


def _is_own(spec: FieldSpec) -> bool:
    return spec.home == spec.table


def _new_fields(session: Session, preview: Preview) -> dict[str, str]:
    """Add a text field for each column that is kept as one; return the key of its values to the field's name."""
    found: dict[str, str] = {}
    for column in preview.matching.columns:
        if column.field == NEW and preview.kind == "registry":
            key = custom.create(session, column.header[:200], "text")
            row = editing.load(session, "custom_field", [key])[0]
            found[f"{NEW}:{column.at}"] = CUSTOM + row.uid
    return found


def _new_programmes(session: Session, plans: Iterable[RowPlan]) -> dict[str, int]:
    """Add the programmes that rows name and the store lacks; return name to id."""
    names = dict.fromkeys(
        name for plan in plans if isinstance(name := plan.values.get("programme_id"), str) and plan.state != "skipped"
    )
    last = session.scalar(select(func.max(Programme.position)))
    first = 0 if last is None else last + 1
    added = [{"name": name, "position": place} for place, name in enumerate(names, first)]
    return dict(zip(names, insert_rows(session, Programme, added), strict=True))


def _resolved(plan: RowPlan, fields: Mapping[str, str], programmes: Mapping[str, int]) -> dict[str, object]:
    values = {fields.get(name, name): value for name, value in plan.values.items()}
    values = {name: value for name, value in values.items() if not name.startswith(NEW + ":")}
    if isinstance(name := values.get("programme_id"), str):
        values["programme_id"] = programmes[name]
    return values


def _insert_projects(
    session: Session, added: Sequence[dict[str, object]], specs: Mapping[str, FieldSpec]
) -> Iterable[int]:
    currency = session.scalar(select(Portfolio.currency).limit(1)) or "EUR"
    taken = {code.casefold() for code in session.scalars(select(Project.code))}
    codes = _Codes(taken, editing.next_code(session, "project", projects.CODE_PREFIX), projects.CODE_PREFIX)
    names = sorted({name for values in added for name in values if _is_own(specs[name]) and not specs[name].is_custom})
    new = []
    for values in added:
        row = {name: values.get(name, _default(specs[name])) for name in names}
        row["code"] = codes.take(str(values.get("code") or ""))
        row["currency"] = values.get("currency") or currency
        row["stage"] = values.get("stage") or "idea"
        row["custom"] = {
            name.removeprefix(CUSTOM): value for name, value in values.items() if name.startswith(CUSTOM) and value
        }
        row["uid"] = new_uid()
        new.append(row)
    return insert_rows(session, Project, new)


PREFIXES: Final[Mapping[str, str]] = {
    "risk": risks.CODE_PREFIX,
    "dependency": dependencies.CODE_PREFIX,
    **{table: log.prefix for table, log in LOGS.items()},
}
"""Register to what its codes begin with."""


def _insert_records(
    session: Session, table: str, added: Sequence[dict[str, object]], specs: Mapping[str, FieldSpec]
) -> Iterable[int]:
    codes = _Codes(set(), editing.next_code(session, table, PREFIXES[table]), PREFIXES[table])
    cls = editing.CLASSES[table]
    raised = "identified_on" if table == "risk" else LOGS[table].raised if table in LOGS else ""
    names = sorted({name for values in added for name in values})
    new = []
    for values in added:
        row = {name: values.get(name, _usual(cls, specs[name])) for name in names}
        row["code"] = codes.take(str(values.get("code") or ""))
        row["title"] = values["title"]
        if raised:
            row[raised] = values.get(raised) or date.today()
        if table == "risk":
            if row.get("inherent_probability") is None and row.get("inherent_impact") is None:
                # The first judgement is the one before any response.
                row |= {"inherent_probability": row.get("probability"), "inherent_impact": row.get("impact")}
            row.setdefault("inherent_probability", None)
            row.setdefault("inherent_impact", None)
            row = _settled(row)
        row["uid"] = new_uid()
        new.append(row)
    return insert_rows(session, cls, new)


def _usual(cls: Any, spec: FieldSpec) -> object:
    """Return what a column holds where a row says nothing: the table's own default, else nothing."""
    default = cls.__table__.c[spec.column].default
    return default.arg if default is not None and default.is_scalar else _default(spec)


class _Codes:
    """Hands out codes that no row has."""

    def __init__(self, taken: set[str], following: str, prefix: str) -> None:
        self._taken = taken
        self._prefix = prefix
        self._number = int(following.removeprefix(prefix))

    def take(self, wanted: str) -> str:
        """Return the wanted code, or the next free one where none is wanted.

        Raises:
            PmoError: a row has it.
        """
        if not wanted:
            while (wanted := f"{self._prefix}{self._number:03d}").casefold() in self._taken:
                self._number += 1
            self._number += 1
        elif wanted.casefold() in self._taken:
            raise PmoError("code_taken", code=wanted)
        if self._prefix == projects.CODE_PREFIX:
            self._taken.add(wanted.casefold())
        return wanted


def _settled(row: Mapping[str, object]) -> dict[str, object]:
    """Return a new risk with what follows from its fields, see `risks.settle`."""
    risk = Risk(**row)
    risks.settle(risk, row.keys() - {"status"} if risk.impact is None else {"review_every"})
    return {**row, **{name: getattr(risk, name) for name in ("impact", "review_on")}}


def _default(spec: FieldSpec) -> object:
    if spec.kind in ("text", "long_text", "person", "choice", "rag"):
        return ""
    return [] if spec.kind == "tags" else None


def _report(session: Session, written: Mapping[int, Mapping[str, object]], specs: Mapping[str, FieldSpec]) -> None:
    """Write ratings and words into the current period's reports."""
    status: dict[int, dict[str, Any]] = {}
    for key, values in written.items():
        told = {specs[name].column: value for name, value in values.items() if specs[name].home == "status_update"}
        if any(value not in ("", None) for value in told.values()) or (told and key not in status):
            status[key] = told
    if not any(value not in ("", None) for told in status.values() for value in told.values()):
        return
    now = datetime.now()
    for report in editing.reports(session, list(status)):
        for column, value in status[report.project_id].items():
            setattr(report, column, value)
        report.updated_at = now
    session.flush()
