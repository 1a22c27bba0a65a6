"""The one catalogue of fields: what registry columns, cell editors, import, history and commands know of a value."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import CustomField
from ...texts.messages import N_
from . import dependency, logs, plan, project, ratings, register, risk
from .spec import Choice, FieldSpec, Kind, catalogue

__all__ = [
    "CUSTOM",
    "FIELDS",
    "TABLE_NAMES",
    "Choice",
    "FieldSpec",
    "Kind",
    "custom_field",
    "custom_fields",
    "field",
    "field_of_column",
    "fields_of",
]

FIELDS: Final[Mapping[str, tuple[FieldSpec, ...]]] = {
    "portfolio": project.PORTFOLIO,
    "programme": project.PROGRAMME,
    "project": project.PROJECT,
    "period": project.PERIOD,
    "status_update": project.STATUS,
    "rag_override": ratings.RAG_OVERRIDE,
    "rag_rules": ratings.RAG_RULES,
    "risk": risk.RISK,
    "risk_response": risk.RESPONSE,
    "risk_task": risk.RISK_TASK,
    "correlation_group": risk.CORRELATION,
    "issue": register.ISSUE,
    "decision": register.DECISION,
    "dependency": dependency.DEPENDENCY,
    "action": logs.ACTION,
    "assumption": logs.ASSUMPTION,
    "change_request": logs.CHANGE_REQUEST,
    "lesson": logs.LESSON,
    "benefit": logs.BENEFIT,
    "task": plan.TASK,
    "link": plan.LINK,
    "resource": plan.RESOURCE,
    "assignment": plan.ASSIGNMENT,
    "baseline": plan.BASELINE,
    "task_baseline": plan.TASK_BASELINE,
    "calendar": plan.CALENDAR,
}
"""Table to its fields, in the order in which forms and column choosers show them."""

TABLE_NAMES: Final[Mapping[str, str]] = {
    "portfolio": N_("Portfolio"),
    "programme": N_("Programme"),
    "project": N_("Project"),
    "period": N_("Period"),
    "status_update": N_("Status report"),
    "rag_override": N_("Override"),
    "rag_rules": N_("Rules of ratings"),
    "risk": N_("Risk"),
    "risk_score": N_("Risk score"),
    "risk_response": N_("Response"),
    "risk_task": N_("Task of a risk"),
    "correlation_group": N_("Correlation"),
    "simulation_run": N_("Simulation"),
    "issue": N_("Issue"),
    "decision": N_("Decision"),
    "dependency": N_("Dependency"),
    "action": N_("Action"),
    "assumption": N_("Assumption"),
    "change_request": N_("Change request"),
    "lesson": N_("Lesson"),
    "benefit": N_("Benefit"),
    "relation": N_("Connection"),
    "custom_field": N_("Field"),
    "saved_view": N_("View"),
    "calendar": N_("Calendar"),
    "resource": N_("Resource"),
    "task": N_("Task"),
    "link": N_("Link"),
    "assignment": N_("Assignment"),
    "baseline": N_("Baseline"),
    "task_baseline": N_("Baseline"),
    "template": N_("Template"),
    "import_mapping": N_("Column matching"),
}
"""What a row of a table is called."""

CUSTOM: Final = "custom:"
"""Prefix of the name of a custom field; its uid follows."""


def fields_of(table: str) -> tuple[FieldSpec, ...]:
    """Return the catalogued fields of a table; none for a table that users don't see."""
    return FIELDS.get(table, ())


@cache
def _by_name() -> Mapping[tuple[str, str], FieldSpec]:
    return {(spec.table, spec.name): spec for specs in FIELDS.values() for spec in specs}


@cache
def _by_column() -> Mapping[tuple[str, str], FieldSpec]:
    every = (*project.STATUS_FACTS, *plan.PLAN, *(spec for specs in FIELDS.values() for spec in specs))
    return {(spec.home, spec.column): spec for spec in every if spec.home == spec.table}


def field(table: str, name: str) -> FieldSpec:
    """Return one field by its name.

    Raises:
        KeyError: the catalogue has no such field; custom fields are found by `custom_fields`.
    """
    return _by_name()[table, name]


def field_of_column(table: str, column: str) -> FieldSpec | None:
    """Return the field that a column of a row image holds, or None for one that users don't see."""
    return _by_column().get((table, column))


def custom_field(row: CustomField) -> FieldSpec:
    """Return the description of a field that the organisation added to its projects, or to its tasks."""
    kind: Kind = "text"
    match row.kind:
        case "number" | "date" | "choice":
            kind = row.kind
        case _:
            pass
    words = tuple(Choice(word, word) for word in row.choices)
    spec = FieldSpec(row.record, CUSTOM + row.uid, kind, row.name, choices=words, column="custom", own_words=True)
    return catalogue(spec)[0]


def custom_fields(session: Session, record: str = "project") -> tuple[FieldSpec, ...]:
    """Return the custom fields of projects, or of another record, in their order."""
    of_record = select(CustomField).where(CustomField.record == record)
    rows = session.scalars(of_record.order_by(CustomField.position, CustomField.id))
    return tuple(custom_field(row) for row in rows)
