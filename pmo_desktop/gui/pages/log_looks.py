"""How each log looks: its columns, its inspector, its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ...domain.messages import Message
from ...texts.messages import N_

LINE: Final[Sequence[str]] = ()
"""A line between two parts of the inspector."""


@dataclass(frozen=True)
class LogLook:
    """What a log's panel is made from.

    Attributes:
        adding: the name of the step that adds a record.
        title: what its tab says; `new` the text of its button and the name of a row that was just added.
        shown: fields that are columns at first, beside code, title, project, owner and state, each with its width.
        details: rows of the inspector's fields.
        empty: title and line of the empty log.
        end: the text of the command that ends one record, and several.
    """

    title: str
    icon: str
    new: str
    adding: Message
    shown: Mapping[str, int]
    details: Sequence[Sequence[str]]
    empty: tuple[str, str]
    end: tuple[str, str]


LOOKS: Final[Mapping[str, LogLook]] = {
    "issue": LogLook(
        N_("Issues"), "circle-alert", N_("New issue"), Message("add_issue"), {"due": 104},
        (LINE, ("description",), ("cause",), ("resolution",), LINE, ("status", "owner"), ("urgency", "impact"),
         ("raised_on", "due"), ("closed_on", "category"), ("raised_by", "escalation")),
        (N_("No issues yet"), N_("An issue has happened and needs an answer, an owner and a date.")),
        (N_("Close the issue"), N_("Close the issues")),
    ),
    "action": LogLook(
        N_("Actions"), "list-checks", N_("New action"), Message("add_action"), {"priority": 88, "due": 104},
        (LINE, ("description",), ("result",), LINE, ("status", "owner"), ("priority", "due"), ("raised_on", "done_on")),
        (N_("No actions yet"), N_("An action is what somebody promised to do, by a day.")),
        (N_("Done today"), N_("Done today")),
    ),
    "decision": LogLook(
        N_("Decisions"), "scale", N_("New decision"), Message("add_decision"), {"needed_by": 104},
        (LINE, ("description",), ("recommendation",), ("cost_of_delay",), LINE, ("status", "needed_by"),
         ("owner", "decider"), ("outcome",), ("condition",), ("decided_on", "act_by"), ("raised_on", "deferred_to")),
        (N_("No decisions yet"), N_("Ask the committee one question at a time, with options and a date.")),
        (N_("Decided today"), N_("Decided today")),
    ),
    "assumption": LogLook(
        N_("Assumptions"), "lightbulb", N_("New assumption"), Message("add_assumption"),
        {"confidence": 84, "impact": 96, "validate_by": 104},
        (LINE, ("description",), ("outcome",), LINE, ("status", "owner"), ("confidence", "impact"),
         ("validate_by", "validated_on"), ("raised_on", "category")),
        (N_("No assumptions yet"), N_("Write down what the plan takes as true, who checks it and by when.")),
        (N_("It holds"), N_("They hold")),
    ),
    "change_request": LogLook(
        N_("Change requests"), "git-compare-arrows", N_("New change request"), Message("add_change_request"),
        {"days_change": 88, "cost_change": 112, "due": 104},
        (LINE, ("description",), ("reason",), LINE, ("status", "owner"), ("days_change", "cost_change"),
         ("scope_change",), ("priority", "category"), ("raised_by", "raised_on"), LINE, ("decider", "due"),
         ("decision",), ("decided_on",)),
        (N_("No change requests yet"), N_("A change of scope, time or money asks first: only then may the baseline "
                                          "follow.")),
        (N_("Implemented"), N_("Implemented")),
    ),
    "lesson": LogLook(
        N_("Lessons"), "graduation-cap", N_("New lesson"), Message("add_lesson"), {"kind": 104, "category": 120},
        (LINE, ("description",), ("cause",), ("recommendation",), LINE, ("kind", "status"), ("category", "stage"),
         ("owner", "raised_on"), ("keywords",)),
        (N_("No lessons yet"), N_("Write down what to do again and what to do better; the next project is shown it.")),
        (N_("Adopted"), N_("Adopted")),
    ),
    "benefit": LogLook(
        N_("Benefits"), "target", N_("New benefit"), Message("add_benefit"),
        {"measure": 140, "target_value": 96, "actual_value": 96, "due": 104},
        (LINE, ("description",), ("measure",), ("baseline_value", "target_value"), ("actual_value", "due"),
         ("target_money", "actual_money"), LINE, ("status", "owner")),
        (N_("No benefits yet"), N_("Write down what the project is done for, its measure and who answers for it.")),
        (N_("Realised"), N_("Realised")),
    ),
}  # fmt: skip
"""Table to the look of its log, in the order of the tabs."""

TABS: Final[Mapping[str, str]] = {
    "risk": "risks",
    "issue": "issues",
    "action": "actions",
    "decision": "decisions",
    "assumption": "assumptions",
    "change_request": "changes",
    "lesson": "lessons",
    "benefit": "benefits",
}
"""Table to the tab of the registers that shows it."""
