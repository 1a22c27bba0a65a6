"""How risks are scored: the 5 × 5 grid and its presets, probability bands, expected loss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from .pack import DEFAULT_GRID
from .rag import Rag, to_rag

CLOSED: Final = frozenset({"closed", "rejected", "occurred"})
"""States in which a risk no longer counts."""

BANDS: Final = (5, 20, 50, 80)
"""Upper ends, in percent, of the probability bands 1 to 4; band 5 ends at 100."""


def grid_of_scores(green: int, amber: int) -> str:
    """Return the grid whose cells are green up to one score and amber up to another, red above."""
    scores = (probability * impact for probability in range(1, 6) for impact in range(1, 6))
    return "".join("G" if score <= green else "A" if score <= amber else "R" for score in scores)


GRIDS: Final[Mapping[str, str]] = {
    "balanced": DEFAULT_GRID,
    "pm2": grid_of_scores(2, 16),
    "thirds": grid_of_scores(6, 12),
    "cautious": grid_of_scores(4, 9),
}
"""Presets by id, laid out as `pack.DEFAULT_GRID`: balanced by cell; PM²'s green to 2, red from 20; the widespread
1–6, 8–12, 15–25; and one that calls 10 red."""


def is_grid(letters: str) -> bool:
    """Return whether a text is a grid: 25 of the letters G, A and R."""
    return len(letters) == 25 and set(letters) <= set("GAR")


def score(probability: int | None, impact: int | None) -> int | None:
    """Return probability × impact, 1 to 25, or None when one is not judged."""
    return probability * impact if probability is not None and impact is not None else None


def level(probability: int | None, impact: int | None, grid: str = DEFAULT_GRID) -> Rag:
    """Return the letter of a cell; not rated when one side is not judged."""
    if probability is None or impact is None:
        return ""
    return to_rag(grid[5 * (probability - 1) + impact - 1])


def band(percent: int, bands: Sequence[int] = BANDS) -> int:
    """Return the score, 1 to 5, of a probability in percent."""
    return 1 + sum(percent > end for end in bands)


def per_mille(likelihood: int | None, probability: int | None, bands: Sequence[int] = BANDS) -> int | None:
    """Return a risk's probability in thousandths: the typed percentage, else the middle of its score's band."""
    if likelihood is not None:
        return 10 * likelihood
    if probability is None:
        return None
    ends = (0, *bands, 100)
    return 5 * (ends[probability - 1] + ends[probability])


def expected_loss(
    likelihood: int | None, probability: int | None, cost: int | None, kind: str, bands: Sequence[int] = BANDS
) -> int | None:
    """Return probability × cost in the cost's own unit, negative for an opportunity; None when one is not known."""
    share = per_mille(likelihood, probability, bands)
    if share is None or cost is None:
        return None
    loss = (share * abs(cost) + 500) // 1000
    return -loss if kind == "opportunity" else loss


def three_point(low: int | None, likely: int | None, high: int | None) -> tuple[int, int, int] | None:
    """Return best, most likely and worst of an impact, each filled from the others where it is not given.

    None where nothing is given; the most likely of two ends is their middle.
    """
    known = [value for value in (low, likely, high) if value is not None]
    if not known:
        return None
    first, last = (known[0] if low is None else low), (known[-1] if high is None else high)
    return first, ((first + last) // 2 if likely is None else likely), last


def mean_impact(single: int | None, low: int | None, likely: int | None, high: int | None) -> int | None:
    """Return the expected impact: the mean of a triangle over three points where there are any, else the one number."""
    points = three_point(low, likely, high)
    return single if points is None else round(sum(points) / 3)


def worst(scores: Iterable[int | None]) -> int | None:
    """Return the worst of the impacts that were judged kind by kind, None where none was."""
    return max((score for score in scores if score is not None), default=None)


def next_review(reviewed: date | None, every: int | None) -> date | None:
    """Return the day of the next review of a risk that is looked at every so many days."""
    return None if reviewed is None or every is None else reviewed + timedelta(days=every)


def is_open(status: str) -> bool:
    """Return whether a risk in this state still counts."""
    return status not in CLOSED
