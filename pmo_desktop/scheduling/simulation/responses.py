"""What responses are worth: the plan before and after them, and each of them alone, with the same random numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .model import Model
from .run import ITERATIONS, Progress, Simulation, no_progress, simulate
from .statistics import percentile

QUICK: Final = 5_000
"""Most iterations for what is tried one by one; the random numbers are the same, so the differences are steady."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What something buys: finish and cost without it less those with it.

    Attributes:
        key, name: of the response, or of the risk that is thought away.
        spent: what it costs.
        days, money: of the means.
        days_at, money_at: at the confidence asked for.
    """

    key: str
    name: str
    risk: str
    spent: float
    days: float
    money: float
    days_at: float
    money_at: float

    @property
    def days_per_unit(self) -> float | None:
        """Days of the mean bought by a unit of money; None for what costs nothing."""
        return self.days / self.spent if self.spent else None

    @property
    def money_per_unit(self) -> float | None:
        """Money of the mean saved by a unit of money; above 1 it pays for itself. None for what costs nothing."""
        return self.money / self.spent if self.spent else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Before and after all responses, and the responses one by one, those that save most for their cost first."""

    before: Simulation
    after: Simulation
    gains: tuple[Gain, ...]


def compare(
    model: Model,
    iterations: int = ITERATIONS,
    seed: int = 1,
    progress: Progress = no_progress,
    *,
    confidence: float = 0.8,
) -> Comparison:
    """Return a model before and after its responses, and what each response alone buys.

    Raises:
        PmoError: as `simulate`.
    """
    responses = model.responses
    quick = min(iterations, QUICK)
    steps = _Steps(progress, [iterations, iterations, *[quick] * (len(responses) + 1)])
    before = simulate(model, iterations, seed, steps.report)
    every = frozenset(response.key for _, response in responses)
    after = simulate(model.responding(every), iterations, seed, steps.next())
    base = simulate(model, quick, seed, steps.next(), details=False)
    gains = []
    for risk, response in responses:
        tried = simulate(model.responding(frozenset({response.key})), quick, seed, steps.next(), details=False)
        gains.append(_gain(base, tried, confidence, response.key, response.name, risk.key, response.cost))
    return Comparison(before, after, tuple(sorted(gains, key=_worth)))


def tornado(
    model: Model,
    risks: Sequence[str],
    iterations: int = QUICK,
    seed: int = 1,
    progress: Progress = no_progress,
    *,
    confidence: float = 0.8,
) -> tuple[Gain, ...]:
    """Return what it would buy if each of these risks were not there, the most days first.

    Raises:
        PmoError: as `simulate`.
    """
    names = {risk.key: risk.name for risk in model.risks}
    steps = _Steps(progress, [iterations] * (len(risks) + 1))
    base = simulate(model, iterations, seed, steps.report, details=False)
    gains = []
    for key in risks:
        tried = simulate(model.without(key), iterations, seed, steps.next(), details=False)
        gains.append(_gain(base, tried, confidence, key, names[key], key, 0.0))
    return tuple(sorted(gains, key=lambda gain: (-abs(gain.days_at), -abs(gain.money_at), gain.key)))


def _gain(base: Simulation, tried: Simulation, confidence: float, key: str, name: str, risk: str, spent: float) -> Gain:
    return Gain(
        key,
        name,
        risk,
        spent,
        base.finish_days.mean - tried.finish_days.mean,
        base.cost_spread.mean - tried.cost_spread.mean,
        percentile(base.sorted_days, confidence) - percentile(tried.sorted_days, confidence),
        percentile(base.sorted_cost, confidence) - percentile(tried.sorted_cost, confidence),
    )


def _worth(gain: Gain) -> tuple[float, float, str]:
    free = float("inf")
    money, days = gain.money_per_unit, gain.days_per_unit
    return -(free if money is None else money), -(free if days is None else days), gain.key


class _Steps:
    """Several runs as one progress."""

    def __init__(self, progress: Progress, lengths: Sequence[int]) -> None:
        self._progress = progress
        self._lengths = list(lengths)
        self._at = 0

    def next(self) -> Progress:
        """Go on to the next run and return what it reports to."""
        self._at += 1
        return self.report

    def report(self, done: int, total: int) -> None:
        """Report the progress of the run at hand as that of the whole."""
        self._progress(sum(self._lengths[: self._at]) + done, sum(self._lengths))
