"""What a pack says behind its figures: causes, baselines and changes, overrides, movements since the last one, masks.

Plain values like those of `domain.pack`, of which they are a part. Records name each other by `uid`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from .rag import Dimension, Rag

Grade: TypeAlias = Literal["A", "B", "C", "D", ""]
"""How far a project's figures can be trusted, A best; "" where nothing was judged."""


@dataclass(frozen=True)
class PackCause:
    """One step of the bridge from plan to forecast: a signed amount in minor units of the project's currency."""

    name: str
    amount: int


@dataclass(frozen=True)
class PackBaseline:
    """A baseline of a project's plan: what was promised, and a digest of every line of it.

    Attributes:
        number: 0 to 10; `name`, `set_on`, `approved`, `change_request` (its code): as the plan's author noted them.
        tasks: how many lines it has; `finish`: its latest day; `cost`: their sum in minor units.
        digest: SHA-256 over all lines: two baselines with one digest promise the same.
    """

    project: str
    number: int = 0
    name: str = ""
    set_on: date | None = None
    approved: bool = False
    change_request: str = ""
    tasks: int = 0
    finish: date | None = None
    cost: int | None = None
    digest: str = ""


@dataclass(frozen=True)
class PackChangeRequest:
    """A change request: what is to be changed, and what was decided. Money in minor units, time in days."""

    uid: str
    project: str
    code: str
    title: str
    status: str = "raised"
    raised_on: date | None = None
    decided_on: date | None = None
    impact_days: int | None = None
    impact_cost: int | None = None

    @property
    def is_approved(self) -> bool:
        """True once it was approved, also when it is carried out by now."""
        return self.status in ("approved", "implemented")

    @property
    def is_pending(self) -> bool:
        """True while nobody has decided on it."""
        return self.status in ("raised", "submitted", "assessing", "assessed", "waiting", "postponed", "deferred")


@dataclass(frozen=True)
class PackConfidence:
    """How far a project's figures can be trusted, and why.

    Attributes:
        days_old: days from the last update of its status to the data date, None when there is none.
        missing: names of required fields that are empty.
        quality: share of the checks of its schedule that are met, 0 to 100; None without a plan.
        unapproved: changes to what was promised that nobody approved.
        points: 0 to 100, see `domain.confidence`.
    """

    grade: Grade = ""
    points: int = 0
    days_old: int | None = None
    missing: tuple[str, ...] = ()
    quality: int | None = None
    unapproved: int = 0


@dataclass(frozen=True)
class PackOverride:
    """A rating that somebody set in place of the calculated one, why, and until when."""

    dimension: Dimension
    rag: Rag
    reason: str
    author: str
    made_on: date
    expires_on: date


@dataclass(frozen=True)
class PackMask:
    """Something that this copy of a pack leaves out, and how often."""

    kind: str
    count: int


@dataclass(frozen=True)
class PackOutlook:
    """How the portfolio's own forecasts of milestones have held: those that were `low` to `high` days ahead.

    Attributes:
        sample: how many milestones the figures are made of.
        median, p80: days by which half, and four in five, slipped at most.
    """

    low: int
    high: int
    sample: int
    median: int
    p80: int


@dataclass(frozen=True)
class RatingMove:
    """A rating that is another than in the last pack; `reason` is the manager's."""

    project: str
    dimension: Dimension
    before: Rag
    now: Rag
    reason: str = ""


@dataclass(frozen=True)
class MilestoneMove:
    """A milestone that was moved, reached, added or dropped. `days` is later (+) or earlier (−)."""

    kind: Literal["moved", "reached", "added", "dropped"]
    project: str
    uid: str
    name: str
    before: date | None = None
    now: date | None = None
    days: int = 0


@dataclass(frozen=True)
class MoneyMove:
    """A budget or a forecast that is another than in the last pack, in minor units."""

    project: str
    figure: Literal["budget", "forecast"]
    before: int | None
    now: int | None
    currency: str

    @property
    def amount(self) -> int | None:
        """By how much; None where one side was not known."""
        return None if self.before is None or self.now is None else self.now - self.before


@dataclass(frozen=True)
class RegisterMove:
    """A risk, issue or decision that was opened, closed, moved or decided; a risk's scores before and now."""

    register: Literal["risk", "issue", "decision"]
    kind: Literal["opened", "closed", "moved", "decided"]
    project: str
    uid: str
    code: str
    title: str
    before: int | None = None
    now: int | None = None


@dataclass(frozen=True)
class ScopeMove:
    """A project that came or went, or what it promises has changed.

    Attributes:
        kind: "added", "dropped"; "baseline_set" a new baseline, "baseline_approved"; "baseline_edited" one whose values
            are other ones than in the last pack under its old number; "promise" the promised finish was moved.
        change_request: code of the approved change request behind it, "" when there is none.
        approved: whether the baseline had been approved before.
    """

    kind: Literal["added", "dropped", "baseline_set", "baseline_approved", "baseline_edited", "promise"]
    project: str
    name: str
    number: int = 0
    before: date | None = None
    now: date | None = None
    cost_before: int | None = None
    cost_now: int | None = None
    change_request: str = ""
    approved: bool = False

    @property
    def is_quiet(self) -> bool:
        """True when what was promised was changed without an approved change request."""
        return self.kind in ("baseline_edited", "promise") and not self.change_request


@dataclass(frozen=True)
class PackChanges:
    """What is another than in the pack before.

    Attributes:
        issue: number of that pack; `since`: its data date.
    """

    issue: int
    since: date
    ratings: tuple[RatingMove, ...] = ()
    milestones: tuple[MilestoneMove, ...] = ()
    money: tuple[MoneyMove, ...] = ()
    registers: tuple[RegisterMove, ...] = ()
    scope: tuple[ScopeMove, ...] = ()

    @property
    def count(self) -> int:
        """How many movements there are."""
        parts = (self.ratings, self.milestones, self.money, self.registers, self.scope)
        return sum(map(len, parts))

    @property
    def quiet(self) -> tuple[ScopeMove, ...]:
        """Promises that were changed without an approved change request."""
        return tuple(move for move in self.scope if move.is_quiet)
