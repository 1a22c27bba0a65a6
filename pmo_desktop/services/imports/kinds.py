"""What can be brought in as a table: the registry, and every register of records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from ...texts.messages import N_

Kind = Literal[
    "registry", "risks", "issues", "actions", "decisions", "assumptions", "dependencies", "changes", "lessons",
    "benefits",
]  # fmt: skip

TABLES: Final[Mapping[Kind, str]] = {
    "registry": "project",
    "risks": "risk",
    "issues": "issue",
    "actions": "action",
    "decisions": "decision",
    "assumptions": "assumption",
    "dependencies": "dependency",
    "changes": "change_request",
    "lessons": "lesson",
    "benefits": "benefit",
}
"""Kind of import to the table that it fills."""

NAMES: Final[Mapping[Kind, str]] = {
    "registry": N_("Project list"),
    "risks": N_("Risk register"),
    "issues": N_("Issues"),
    "actions": N_("Actions"),
    "decisions": N_("Decisions"),
    "assumptions": N_("Assumptions"),
    "dependencies": N_("Dependencies"),
    "changes": N_("Change requests"),
    "lessons": N_("Lessons"),
    "benefits": N_("Benefits"),
}
"""What each is called, in the order in which they are offered."""

TELLING: Final[Mapping[Kind, frozenset[str]]] = {
    "registry": frozenset({"budget", "manager", "finish"}),
    "risks": frozenset({"probability", "impact"}),
}
"""Fields that only this kind of table has."""


def title_of(kind: Kind) -> str:
    """Return the field that names a row."""
    return "name" if kind == "registry" else "title"
