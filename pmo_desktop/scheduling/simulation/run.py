"""A simulation: block after block drawn, dated and summed up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from itertools import takewhile
from typing import Final

import numpy as np

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.worktime import WEEK, to_instant, to_moment
from ..engine import schedule
from .correlation import Bond, bonds_of
from .draws import Draws
from .model import Model
from .passes import Passes
from .sampling import Floats, blocks
from .shapes import Times
from .statistics import (
    RiskEffect,
    RiskSums,
    Spread,
    TaskEffect,
    TaskSums,
    correlation,
    percentile,
    ranks,
    spread_of,
    swing,
)

ITERATIONS: Final = 10_000
MOST_ITERATIONS: Final = 10_000_000
FIRST_PLACES: Final = 25
"""Tasks for which rank correlation and swing are worked out: those that sway the finish most."""

CLOSER: Final = 50_000
"""Iterations that are enough for them."""

Progress = Callable[[int, int], None]
"""Called with iterations done and iterations to do; may raise to stop."""


def no_progress(done: int, total: int) -> None:
    """Take a progress report and do nothing with it."""


@dataclass(frozen=True, slots=True)
class Contingency:
    """What must be added to the plan to keep it with some confidence.

    Attributes:
        finish, cost: the instant and the money that are kept with that confidence.
        days, money: what the plan lacks for it; negative where it has more than enough.
        covered, covered_cost: the confidence that the plan's own finish and cost have.
    """

    confidence: float
    finish: float
    cost: float
    days: float
    money: float
    covered: float
    covered_cost: float


@dataclass(frozen=True, eq=False)
class Simulation:
    """The iterations of a simulation and what they say.

    Attributes:
        finish: the instant of the finish, by iteration.
        days: the finish in working days from the start, by iteration.
        cost: money, by iteration.
        begin: the instant of the start.
        planned_days, planned_finish, planned_cost: the finish and cost of the plan as it stands, without risks.
        criticality: by key of the task.
        notes: what was put right, or should be known.
    """

    model: Model = field(repr=False)
    iterations: int
    seed: int
    finish: Times = field(repr=False)
    days: Floats = field(repr=False)
    cost: Floats = field(repr=False)
    begin: int
    planned_finish: float
    planned_days: float
    planned_cost: float
    criticality: Mapping[str, float] = field(repr=False)
    tasks: tuple[TaskEffect, ...] = field(repr=False)
    risks: tuple[RiskEffect, ...] = field(repr=False)
    notes: tuple[Message, ...]

    @cached_property
    def sorted_days(self) -> Floats:
        """The finishes in days, ascending: the S-curve."""
        return np.sort(self.days)

    @cached_property
    def sorted_cost(self) -> Floats:
        """The costs, ascending."""
        return np.sort(self.cost)

    @cached_property
    def sorted_finish(self) -> Times:
        """The instants of the finish, ascending."""
        return np.sort(self.finish)

    @cached_property
    def finish_days(self) -> Spread:
        """The spread of the finish in days from the start."""
        return spread_of(self.sorted_days)

    @cached_property
    def cost_spread(self) -> Spread:
        """The spread of the cost."""
        return spread_of(self.sorted_cost)

    def finish_by(self, confidence: float) -> datetime:
        """Return the moment by which so large a share of the iterations has finished."""
        return to_moment(round(percentile(self.sorted_finish, confidence)))

    def confidence_of_days(self, days: float) -> float:
        """Return the share of iterations that finish within so many days."""
        return int(np.searchsorted(self.sorted_days, days + 1e-9, side="right")) / self.iterations

    def confidence_of_cost(self, cost: float) -> float:
        """Return the share of iterations that cost no more."""
        return int(np.searchsorted(self.sorted_cost, cost + 1e-9, side="right")) / self.iterations

    def joint_confidence(self, days: float, cost: float) -> float:
        """Return the share of iterations that keep both a finish and a cost."""
        return int(np.count_nonzero((self.days <= days + 1e-9) & (self.cost <= cost + 1e-9))) / self.iterations

    def points(self, most: int = 1_000) -> list[tuple[float, float]]:
        """Return evenly chosen iterations as pairs of days and cost, for a scatter."""
        step = max(1, -(-self.iterations // most))
        return list(zip(self.days[::step].tolist(), self.cost[::step].tolist(), strict=True))

    def contingency(self, confidence: float) -> Contingency:
        """Return what the plan must be given to be kept with some confidence."""
        days, cost = percentile(self.sorted_days, confidence), percentile(self.sorted_cost, confidence)
        return Contingency(
            confidence=confidence,
            finish=percentile(self.sorted_finish, confidence),
            cost=cost,
            days=days - self.planned_days,
            money=cost - self.planned_cost,
            covered=self.confidence_of_days(self.planned_days),
            covered_cost=self.confidence_of_cost(self.planned_cost),
        )


def simulate(
    model: Model, iterations: int = ITERATIONS, seed: int = 1, progress: Progress = no_progress, *, details: bool = True
) -> Simulation:
    """Return what a model comes to. The same model, iterations and seed give the same result everywhere.

    Without `details` the tasks' and risks' effects are left out, which takes half the time.

    Raises:
        PmoError: the model can't be, its links form a loop, there are no iterations or too many, or a date falls
            outside the years 1 to 9999.
    """
    if not 1 <= iterations <= MOST_ITERATIONS:
        raise PmoError("simulation_iterations", value=iterations, most=MOST_ITERATIONS)
    if seed < 0:
        raise PmoError("simulation_seed", value=seed)
    model.check()
    bonds, notes = bonds_of(model.correlation)
    return _Run(model, bonds, iterations, seed, progress, details).result(tuple(notes))


class _Run:
    """One simulation under way."""

    def __init__(
        self, model: Model, bonds: list[Bond], iterations: int, seed: int, progress: Progress, details: bool
    ) -> None:
        plan = model.plan
        self._model, self._bonds = model, bonds
        self._iterations, self._seed = iterations, seed
        self._progress, self._details = progress, details
        self._passes = Passes(schedule(plan).solved)
        self._network, self._begin = self._passes.network, self._passes.begin
        self._clock = self._passes.clocks.of(self._network.project_clock)
        self._draws = Draws(model, self._network, bonds, seed)
        self._planned = [task.duration for task in plan.tasks]
        self._rows = self._draws.uncertain_rows
        self._task_sums = TaskSums(self._rows, self._planned, model.minutes_per_day)
        self._risk_sums = RiskSums()

    def result(self, notes: tuple[Message, ...]) -> Simulation:
        """Run through all blocks and sum up."""
        finish: list[Times] = []
        cost: list[Floats] = []
        days: list[Floats] = []
        for block in blocks(self._iterations, self._network.size):
            self._progress(block.first, self._iterations)
            drawn = self._draws.draw(block)
            dates = self._passes.forward(drawn.lengths, partial(self._progress, block.first, self._iterations))
            end = self._put_off(dates.end, drawn.delay)
            finish.append(end)
            days.append(self._days(end))
            cost.append(drawn.cost)
            if self._details:
                self._task_sums.add(drawn.lengths, self._passes.critical(dates), days[-1])
                self._risk_sums.add(drawn.happened, days[-1], drawn.cost)
        all_finish, all_days, all_cost = np.concatenate(finish), np.concatenate(days), np.concatenate(cost)
        if not int(all_finish.max()) < to_instant(datetime.max) - WEEK:
            raise PmoError("simulation_out_of_range")
        planned = self._planned_finish()
        tasks, risks = self._effects(all_days) if self._details else ((), ())
        self._progress(self._iterations, self._iterations)
        shares = self._task_sums.criticality()
        keys = self._model.keys
        return Simulation(
            model=self._model,
            iterations=self._iterations,
            seed=self._seed,
            finish=all_finish,
            days=all_days,
            cost=all_cost,
            begin=self._begin,
            planned_finish=float(planned[0]),
            planned_days=float(self._days(planned)[0]),
            planned_cost=self._draws.planned_cost,
            criticality={
                keys[self._model.plan.tasks[row].uid]: float(shares[row])
                for row in self._passes.counting
                if self._details and self._model.plan.tasks[row].uid in keys
            },
            tasks=tasks,
            risks=risks,
            notes=notes,
        )

    def _planned_finish(self) -> Times:
        lengths = np.array(self._planned, dtype=np.int64 if self._model.whole_minutes else np.float64)[:, None]
        return self._passes.forward(lengths).end

    def _put_off(self, end: Times, delay: Floats) -> Times:
        if not delay.any():
            return end
        if not self._model.whole_minutes:
            return end + delay
        return self._clock.add(end, np.rint(delay).astype(np.int64))

    def _days(self, finish: Times) -> Floats:
        if not self._model.whole_minutes:
            result: Floats = (finish - self._begin) / self._model.minutes_per_day
            return result
        worked = self._clock.work_at(finish) - self._clock.clock.work_at(self._begin)
        return worked / self._model.minutes_per_day

    def _effects(self, days: Floats) -> tuple[tuple[TaskEffect, ...], tuple[RiskEffect, ...]]:
        cruciality, sensitivity = self._task_sums.indices()
        criticality = self._task_sums.criticality()
        first = np.argsort(-cruciality, kind="stable")[:FIRST_PLACES]
        closer = self._closer([self._rows[place] for place in first.tolist() if cruciality[place] > 0], days)
        tasks = []
        for place in np.argsort(-cruciality, kind="stable").tolist():
            row = self._rows[place]
            task = self._model.plan.tasks[row]
            tasks.append(
                TaskEffect(
                    self._model.keys[task.uid],
                    task.name,
                    float(criticality[row]),
                    float(cruciality[place]),
                    float(sensitivity[place]),
                    *closer.get(row, (None, None, None)),
                )
            )
        risks = [self._risk_sums.effect(risk.key, risk.name) for risk in self._model.risks]
        risks.sort(key=lambda risk: (-abs(risk.expected_days), -abs(risk.expected_cost), risk.key))
        return tuple(tasks), tuple(risks)

    def _closer(self, rows: list[int], days: Floats) -> dict[int, tuple[float, float, float]]:
        """Return rank correlation and swing of some rows; their durations are drawn once more."""
        draws = Draws(self._model, self._network, self._bonds, self._seed, rows)
        first = takewhile(lambda block: block.first < CLOSER, blocks(self._iterations, self._network.size))
        lengths = np.concatenate([draws.draw(block).lengths[rows] for block in first], axis=1)
        days = days[: lengths.shape[1]]
        ranked = ranks(days)
        return {
            row: (correlation(ranks(lengths[at]), ranked), *swing(lengths[at], days)) for at, row in enumerate(rows)
        }
