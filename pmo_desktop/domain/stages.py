"""The stages of a project's life, and which of them are over."""

from __future__ import annotations

from typing import Final

STAGES: Final = ("idea", "initiate", "plan", "deliver", "close", "closed", "on_hold", "cancelled")
"""Ids in the order of a project's life; an organisation may use words of its own besides."""

FINISHED: Final = frozenset({"closed", "cancelled"})
"""Stages in which nothing is reported any more."""


def is_active(stage: str) -> bool:
    """Return whether a project in this stage is still reported on."""
    return stage not in FINISHED
