"""The tables of a store, as typed SQLAlchemy mappings.

Every table whose class derives from `Recorded` is part of the user's document: its rows are recorded, undone,
compared and merged. Columns hold plain values only (int, str, date, datetime, bytes); money is in minor units, time in
minutes, lists and free fields in JSON text. Rows refer to each other by integer keys without cascades: a command
deletes what belongs to a row itself, so that every delete is recorded.
"""

from __future__ import annotations

from sqlalchemy import Table

from .base import Base, Recorded
from .log import History, HistoryRow
from .plan import Assignment, Baseline, Calendar, CorrelationGroup, Link, Resource, Task, TaskBaseline
from .portfolio import CustomField, ImportMapping, Portfolio, Programme, Project, SavedView, Template
from .raid import Action, Assumption, Benefit, ChangeRequest, Decision, Dependency, Issue, Lesson, Relation
from .reporting import (
    Audience,
    IssuedPack,
    Meeting,
    PackDefinition,
    Period,
    RagOverride,
    RagRules,
    Snapshot,
    StatusUpdate,
)
from .risk import Risk, RiskResponse, RiskScore, RiskTask, SimulationRun

__all__ = [
    "RECORDED",
    "Action",
    "Assignment",
    "Assumption",
    "Audience",
    "Base",
    "Baseline",
    "Benefit",
    "Calendar",
    "ChangeRequest",
    "CorrelationGroup",
    "CustomField",
    "Decision",
    "Dependency",
    "History",
    "HistoryRow",
    "ImportMapping",
    "Issue",
    "IssuedPack",
    "Lesson",
    "Link",
    "Meeting",
    "PackDefinition",
    "Period",
    "Portfolio",
    "Programme",
    "Project",
    "RagOverride",
    "RagRules",
    "Recorded",
    "Relation",
    "Resource",
    "Risk",
    "RiskResponse",
    "RiskScore",
    "RiskTask",
    "SavedView",
    "SimulationRun",
    "Snapshot",
    "StatusUpdate",
    "Task",
    "TaskBaseline",
    "Template",
]

RECORDED: dict[str, Table] = {
    mapper.local_table.name: mapper.local_table
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Recorded) and isinstance(mapper.local_table, Table)
}
"""Name to table, for every table whose rows are the user's document."""
