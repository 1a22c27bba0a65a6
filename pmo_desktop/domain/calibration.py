"""How good probabilities were: what was said would happen beside what did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

LEAST: Final = 20
"""Risks that ended below which nothing is said: a share of fewer says more about luck than about judgement."""

EDGES: Final = (0.0, 0.05, 0.2, 0.5, 0.8, 1.0)
"""Ends of the bands of probability."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What was said of a risk, 0 to 1, whether it came true, and who and what it belongs to."""

    probability: float
    came_true: bool
    owner: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """The forecasts of one band: what they said in the middle, and the share that came true."""

    said: float
    came_true: float
    count: int


@dataclass(frozen=True, slots=True)
class Score:
    """The Brier score of some forecasts (Brier 1950): the mean of (said − happened)², 0 is perfect.

    `reference` is what somebody would have scored who always said the share that came true.
    """

    name: str
    count: int
    brier: float
    reference: float
    said: float
    came_true: float

    @property
    def skill(self) -> float | None:
        """1 − score ÷ reference: above 0 it says more than the share does; None where that share says all."""
        return None if self.reference == 0 else 1 - self.brier / self.reference


def score(name: str, forecasts: Sequence[Forecast]) -> Score:
    """Return the Brier score of some forecasts, of which there is at least one."""
    count = len(forecasts)
    happened = [float(one.came_true) for one in forecasts]
    share = sum(happened) / count
    brier = sum((one.probability - true) ** 2 for one, true in zip(forecasts, happened, strict=True)) / count
    reference = sum((share - true) ** 2 for true in happened) / count
    return Score(name, count, brier, reference, sum(one.probability for one in forecasts) / count, share)


def reliability(forecasts: Sequence[Forecast]) -> tuple[Bin, ...]:
    """Return the bands that hold forecasts, from unlikely to likely: the points of the reliability curve."""
    found = []
    for low, high in pairwise(EDGES):
        inside = [one for one in forecasts if low < one.probability <= high or (low == 0 and one.probability == 0)]
        if inside:
            count = len(inside)
            said = sum(one.probability for one in inside) / count
            found.append(Bin(said, sum(one.came_true for one in inside) / count, count))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Forecasts judged: all of them, by owner and by category; groups below `LEAST` say nothing and are left out.

    `count` is how many risks have ended; `overall` is None below `LEAST`.
    """

    count: int
    overall: Score | None
    curve: tuple[Bin, ...]
    owners: tuple[Score, ...]
    categories: tuple[Score, ...]


def calibrate(forecasts: Iterable[Forecast], least: int = LEAST) -> Calibration:
    """Return how good some forecasts were."""
    every = tuple(forecasts)
    if len(every) < least:
        return Calibration(len(every), None, (), (), ())
    return Calibration(
        len(every),
        score("", every),
        reliability(every),
        _by({one.owner: [] for one in every}, every, "owner", least),
        _by({one.category: [] for one in every}, every, "category", least),
    )


def _by(groups: Mapping[str, list[Forecast]], every: Sequence[Forecast], key: str, least: int) -> tuple[Score, ...]:
    for one in every:
        groups[getattr(one, key)].append(one)
    scores = [score(name, members) for name, members in groups.items() if name and len(members) >= least]
    return tuple(sorted(scores, key=lambda one: (one.brier, one.name)))
