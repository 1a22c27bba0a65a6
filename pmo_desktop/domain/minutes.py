"""The minutes of a meeting, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class MinutesItem:
    """A question and what the committee said; `verdict` is `open` where it was not reached."""

    code: str
    title: str
    project: str
    verdict: str
    outcome: str = ""
    condition: str = ""
    owner: str = ""
    act_by: date | None = None
    deferred_to: date | None = None


@dataclass(frozen=True)
class MinutesAction:
    """What somebody has to do."""

    code: str
    title: str
    project: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Minutes:
    """A meeting: when, where, who, what was decided and who does what until when."""

    organisation: str
    committee: str
    data_date: date
    held_on: date
    place: str = ""
    attendees: str = ""
    notes: str = ""
    items: tuple[MinutesItem, ...] = ()
    actions: tuple[MinutesAction, ...] = ()
