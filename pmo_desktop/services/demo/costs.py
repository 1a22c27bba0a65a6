"""What the tasks of the sample cost: labour by rate, the rest fixed, together exactly the project's figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LABOUR_SHARE: Final = 0.6
"""At most this share of a budget is labour."""

CREWS: Final = (0.25, 0.5, 1.0, 2.0, 3.0, 4.0)
WEIGHTS: Final = (5, 3, 2)
"""How the growth of a forecast falls on the tasks that caused it, first cause first."""


@dataclass(frozen=True)
class Costs:
    """Costs of the rows of a plan in minor units; summaries have none of their own.

    Attributes:
        base, now: whole cost as promised and as forecast; they add up to the budget and the forecast.
        labour: the part of `now` that the people cost.
        crew: how many people work on a task.
    """

    base: tuple[int, ...]
    now: tuple[int, ...]
    labour: tuple[int, ...]
    crew: float

    @staticmethod
    def spread(
        *,
        keys: Sequence[str],
        base_labour: Sequence[int],
        labour: Sequence[int],
        budget: int,
        forecast: int,
        growth: Sequence[str],
        crew: float,
    ) -> Costs:
        """Return the costs of rows, given what the people cost, the sums, and the rows on which it grew."""
        base_fixed = shares(budget - sum(base_labour), base_labour)
        fixed = list(base_fixed)
        more = forecast - budget - (sum(labour) - sum(base_labour))
        weights = [WEIGHTS[growth.index(key) % 3] if key in growth else 0 for key in keys]
        for at, part in enumerate(shares(more, weights if any(weights) else labour)):
            fixed[at] += part
        # A saving must not turn a fixed cost negative: what is left of it falls on all rows.
        debt = -sum(part for part in fixed if part < 0)
        fixed = [max(part, 0) for part in fixed]
        fixed = [part - less for part, less in zip(fixed, shares(debt, fixed), strict=True)]
        return Costs(
            base=tuple(map(sum, zip(base_labour, base_fixed, strict=True))),
            now=tuple(map(sum, zip(labour, fixed, strict=True))),
            labour=tuple(labour),
            crew=crew,
        )


def crew_size(labour_of_one: float, budget: int) -> float:
    """Return how many people a task has, so that labour stays a part of the budget."""
    fitting = [crew for crew in CREWS if labour_of_one * crew <= budget * LABOUR_SHARE]
    return max(fitting, default=CREWS[0])


def shares(amount: int, weights: Sequence[float]) -> list[int]:
    """Return `amount` in whole parts in proportion to `weights`; the parts add up to it exactly."""
    whole = sum(weights)
    parts: list[int] = []
    seen, given = 0.0, 0
    for weight in weights:
        seen += weight
        upto = round(amount * seen / whole) if whole else 0
        parts.append(upto - given)
        given = upto
    return parts
