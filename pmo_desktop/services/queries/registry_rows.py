"""The rows of the project registry, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from ...domain.rag import Rag, movement
from ...domain.rag_rules import Judgement
from ...domain.rag_status import Override, is_better, missing_words
from ...domain.stages import is_active
from ..fields.project import RAG_PREFIX

WORDS: Final = ("reason", "next_step", "next_owner", "next_due", "achieved", "not_achieved", "planned", "ask")
"""Columns of a report that the registry shows besides the ratings."""


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as the registry shows it.

    Attributes:
        ratings: ratings of the period as reported, by dimension; `previous`: those of the period before.
        strip: overall rating of up to six periods, oldest first, the period's own last.
        percent_complete: as last reported.
        planned_percent: share of the time from start to baseline finish that is gone at the data date.
        words: reason, next step and so on of the period's report, by name, and the progress reported in it.
        custom: values of custom fields by uid.
        has_plan: whether it has tasks, so that its plan says when it starts and finishes.
        computed: what the rules of its class say, by dimension, each with why.
        overrides: those in force in the period, by dimension.
        reported_on: day of the last report up to the period, None where there is none.
        is_stale: whether that is more than one and a half periods ago: no rating is then shown for it.
        notes: words to single dimensions.
        needs_plan: whether the rules of its class ask for figures of the scheduled plan.
    """

    id: int
    uid: str
    code: str
    name: str
    programme_id: int | None
    programme: str
    description: str
    sponsor: str
    manager: str
    project_class: str
    stage: str
    archived: bool
    currency: str
    budget: int | None
    forecast: int | None
    actual: int | None
    start: date | None
    finish: date | None
    baseline_finish: date | None
    tags: tuple[str, ...]
    custom: Mapping[str, Any]
    ratings: Mapping[str, Rag]
    previous: Mapping[str, Rag]
    strip: tuple[Rag, ...]
    percent_complete: int | None
    planned_percent: int | None
    words: Mapping[str, Any]
    has_plan: bool = False
    computed: Mapping[str, Judgement] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)
    reported_on: date | None = None
    is_stale: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)
    data_date: date | None = None
    needs_plan: bool = False

    @property
    def overall(self) -> Rag:
        """The rating of the period, not rated where it is too old to be believed."""
        return self.rating("overall")

    @property
    def previous_overall(self) -> Rag:
        """The rating of the period before."""
        return self.previous.get("overall", "")

    @property
    def movement(self) -> int:
        """1 when the rating got worse since the last period, -1 when better, else 0."""
        return movement(self.previous_overall, self.overall)

    @property
    def reported(self) -> bool:
        """Whether the project was rated in the period."""
        return bool(self.ratings.get("overall"))

    @property
    def is_complete(self) -> bool:
        """Whether the report of the period says all that it must."""
        return not missing_words(self.ratings, self.words)

    @property
    def better(self) -> bool:
        """Whether the project is reported better than calculated."""
        return self.is_better("overall")

    @property
    def calculated(self) -> Rag:
        """The overall rating that the rules give."""
        return self.computed_rating("overall")

    @property
    def override(self) -> str:
        """Why the overall rating was overridden, "" where it was not."""
        found = self.overrides.get("overall") or next(iter(self.overrides.values()), None)
        return found.reason if found is not None else ""

    @property
    def age(self) -> int | None:
        """Days since the last report at the data date."""
        if self.reported_on is None or self.data_date is None:
            return None
        return max(0, (self.data_date - self.reported_on).days)

    @property
    def active(self) -> bool:
        """Whether the project is still reported on."""
        return not self.archived and is_active(self.stage)

    @property
    def slip(self) -> int | None:
        """Calendar days from the baseline finish to the forecast one, positive when late."""
        if self.finish is None or self.baseline_finish is None:
            return None
        return (self.finish - self.baseline_finish).days

    @property
    def variance(self) -> int | None:
        """Forecast less budget in minor units, positive when it costs more."""
        if self.forecast is None or self.budget is None:
            return None
        return self.forecast - self.budget

    @property
    def overrun(self) -> float | None:
        """The variance as a share of the budget."""
        variance = self.variance
        return variance / self.budget if variance is not None and self.budget else None

    def rating(self, dimension: str) -> Rag:
        """Return the rating of a dimension as it is shown: none where the last report is too old."""
        return "" if self.is_stale else self.ratings.get(dimension, "")

    def computed_rating(self, dimension: str) -> Rag:
        """Return the rating that the rules give to a dimension."""
        found = self.computed.get(dimension)
        return found.rag if found is not None else ""

    def is_better(self, dimension: str) -> bool:
        """Tell whether a dimension is reported better than calculated."""
        return is_better(self.rating(dimension), self.computed_rating(dimension))

    def doubts(self, name: str) -> tuple[bool, bool]:
        """Return whether a rating's mark carries the corner "better than calculated", and whether it is a "?"."""
        if name in ("strip", "overall"):
            return self.better, self.is_stale
        if not name.startswith(RAG_PREFIX):
            return False, False
        return self.is_better(name[len(RAG_PREFIX) :]), self.is_stale

    def value(self, name: str) -> object:
        """Return the value of a field by its name in the catalogue, or of a computed column by its attribute name."""
        if name.startswith(RAG_PREFIX):
            return self.rating(name[len(RAG_PREFIX) :])
        if name.startswith("custom:"):
            return self.custom.get(name[7:])
        if name in WORDS:
            return self.words.get(name, None if name == "next_due" else "")
        return getattr(self, name)


@dataclass(frozen=True)
class ProgrammeView:
    """A programme."""

    id: int
    uid: str
    code: str
    name: str
    manager: str


@dataclass(frozen=True)
class Sum:
    """Sums over the rows of one currency, minor units; rows without an amount add nothing.

    Attributes:
        budget_of_forecast: budgets of the rows that have both amounts, which `variance` is taken against.
    """

    currency: str
    count: int
    budget: int
    forecast: int
    actual: int
    budget_of_forecast: int = 0
    variance: int = 0

    @property
    def overrun(self) -> float | None:
        """The variance as a share of the budget it is taken against."""
        return self.variance / self.budget_of_forecast if self.budget_of_forecast else None


def sums(rows: Iterable[ProjectRow]) -> tuple[Sum, ...]:
    """Return the sums of the rows, one for each currency; different currencies are never added up."""
    groups: dict[str, list[ProjectRow]] = {}
    for row in rows:
        groups.setdefault(row.currency, []).append(row)
    return tuple(_sum(currency, group) for currency, group in sorted(groups.items()))


def _sum(currency: str, rows: list[ProjectRow]) -> Sum:
    both = [row for row in rows if row.budget is not None and row.forecast is not None]
    return Sum(
        currency,
        len(rows),
        sum(row.budget or 0 for row in rows),
        sum(row.forecast or 0 for row in rows),
        sum(row.actual or 0 for row in rows),
        sum(row.budget or 0 for row in both),
        sum(row.variance or 0 for row in both),
    )
