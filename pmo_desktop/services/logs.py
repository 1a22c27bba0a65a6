"""What the logs beside the risk register have in common: issues, decisions, actions, assumptions and the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Log:
    """A log of records with a code, a title, a state and one owner.

    Attributes:
        prefix: what its codes begin with.
        closed: states in which nobody has to do anything about a record.
        ended: the state that ends a record well, and the column of the day on which it did ("" for none).
        due: the column of the day by which something is to happen.
        raised: the column of the day on which a record was made, "" for none.
    """

    prefix: str
    closed: frozenset[str]
    ended: tuple[str, str]
    due: str
    raised: str = "raised_on"


LOGS: Final[Mapping[str, Log]] = {
    "issue": Log("I-", frozenset({"resolved", "closed"}), ("closed", "closed_on"), "due"),
    "decision": Log("D-", frozenset({"decided", "withdrawn"}), ("decided", "decided_on"), "needed_by"),
    "action": Log("A-", frozenset({"done", "dropped"}), ("done", "done_on"), "due"),
    "assumption": Log("AS-", frozenset({"holds", "failed", "closed"}), ("holds", "validated_on"), "validate_by"),
    "change_request": Log(
        "C-", frozenset({"approved", "rejected", "merged", "implemented"}), ("implemented", ""), "due"
    ),
    "lesson": Log("L-", frozenset({"adopted", "dropped"}), ("adopted", ""), ""),
    "benefit": Log("B-", frozenset({"realised", "missed"}), ("realised", ""), "due", ""),
}
"""Table to what is known of its log."""
