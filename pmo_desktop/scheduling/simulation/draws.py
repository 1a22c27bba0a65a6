"""The draws of a block of iterations: which risks happen, how long each task takes, and what it all costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ...domain.uncertainty import Distribution, RiskEvent
from ..network import Network
from .correlation import Bond
from .model import Model
from .passes import Flags
from .sampling import Block, Floats, Points, Quantiles, stream
from .shapes import Times

LONGEST: Final = 1e14
"""Minutes to which durations are cut: beyond all calendars, so that the result is refused, and not beyond integers."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What came up in a block.

    Attributes:
        lengths: minutes by row of the plan and iteration; the next block overwrites them.
        cost: money by iteration.
        delay: minutes by which risks without tasks put off the finish, by iteration.
        happened: by key of the risk, whether it did.
    """

    lengths: Times
    cost: Floats
    delay: Floats
    happened: dict[str, Flags]


class _Number:
    """One uncertain number with a stream of its own."""

    def __init__(self, distribution: Distribution, seed: int, purpose: str, key: str) -> None:
        self._quantiles = Quantiles(distribution)
        self._stream = None if distribution.certain else stream(seed, purpose, key)

    def draw(self, block: Block) -> Floats:
        values = self._quantiles.at(block)
        return values if self._stream is None else values.take(self._stream.permutation(block.size))


class _Event:
    """A risk that happens or not, and what it then does."""

    def __init__(self, risk: RiskEvent, row_of: Mapping[str, int], seed: int) -> None:
        self.risk = risk
        self.rows = [row_of[task] for task in risk.tasks]
        self._stream = stream(seed, "risk", risk.key)
        self._days = None if risk.days is None else _Number(risk.days, seed, "risk days", risk.key)
        self._cost = None if risk.cost is None else _Number(risk.cost, seed, "risk cost", risk.key)
        self._factor = None if risk.factor is None else _Number(risk.factor, seed, "risk factor", risk.key)
        self._own = {
            row_of[hit.task]: tuple(
                None if found is None else _Number(found, seed, f"risk {name} of a task", f"{risk.key}\0{hit.task}")
                for name, found in (("days", hit.days), ("factor", hit.factor))
            )
            for hit in sorted(risk.hits, key=lambda hit: hit.task)
        }

    @property
    def moves_tasks(self) -> bool:
        """Whether its tasks take another time when it happens."""
        return bool(self.risk.days or self.risk.factor or self._own)

    def draw_own(self, block: Block, happened: Flags) -> dict[int, tuple[Floats | None, Floats | None]]:
        """Return days and factor of the tasks that have some of their own, by row."""
        sign = -1.0 if self.risk.opportunity else 1.0
        return {
            row: (
                None if days is None else np.where(happened, sign * days.draw(block), 0.0),
                None if factor is None else np.where(happened, factor.draw(block), 1.0),
            )
            for row, (days, factor) in self._own.items()
        }

    def draw(self, block: Block) -> tuple[Flags, Floats | None, Floats | None, Floats | None]:
        """Return where it happens, and its days, money and factor there; None for what it has not."""
        happened = block.levels.take(self._stream.permutation(block.size)) < self.risk.probability
        sign = -1.0 if self.risk.opportunity else 1.0
        days = None if self._days is None else np.where(happened, sign * self._days.draw(block), 0.0)
        cost = None if self._cost is None else np.where(happened, sign * self._cost.draw(block), 0.0)
        factor = None if self._factor is None else np.where(happened, self._factor.draw(block), 1.0)
        return happened, days, cost, factor


class _Bonded:
    """Durations that are drawn together; of `rows`, those in `wanted` are needed."""

    def __init__(self, bond: Bond, rows: list[int], distributions: list[Distribution | None], seed: int) -> None:
        self._bond = bond
        self._rows = rows
        self._quantiles = [None if one is None else Quantiles(one) for one in distributions]
        self._own = [stream(seed, "duration", task) for task in bond.tasks]
        self._common = stream(seed, "bond", "\0".join(bond.tasks))

    def draw(self, block: Block, base: dict[int, Floats], wanted: Collection[int]) -> None:
        normals, root = block.normals, self._bond.root
        if root is None:
            common = normals.take(self._common.permutation(block.size)) * np.sqrt(self._bond.rho)
            share = np.sqrt(1 - self._bond.rho)
        else:
            drawn = np.stack([normals.take(own.permutation(block.size)) for own in self._own])
        for at, (row, quantiles) in enumerate(zip(self._rows, self._quantiles, strict=True)):
            if quantiles is None or row not in wanted:
                if root is None:
                    self._own[at].permutation(block.size)  # so that the stream stands where it would
                continue
            if root is None:
                mixed = common + share * normals.take(self._own[at].permutation(block.size))
            else:
                mixed = root[at] @ drawn
            base[row] = quantiles.at(Points(normals=mixed))


class Draws:
    """Draws block after block. With `only`, durations of these rows alone are drawn, the same as ever."""

    def __init__(
        self, model: Model, network: Network, bonds: list[Bond], seed: int, only: Collection[int] | None = None
    ) -> None:
        plan, keys = model.plan, model.keys
        row_of = {keys[task.uid]: row for row, task in enumerate(plan.tasks) if task.uid in keys}
        self._model = model
        self._size = network.size
        self._lengths: Times = np.empty((0, 0))
        self._planned = [task.duration for task in plan.tasks]
        self._wanted = frozenset(range(network.size) if only is None else only)
        uncertain = {
            row: model.durations[task.uid]
            for row, task in enumerate(plan.tasks)
            if task.uid in model.durations and not network.is_summary[row]
        }
        self._uncertain = {row for row, distribution in uncertain.items() if not distribution.certain}
        self._usual_cost = sum(model.costs[task.uid].usual for task in plan.tasks if task.uid in model.costs)
        self._bonded = []
        together: set[int] = set()
        for bond in bonds:
            rows = [row_of[task] for task in bond.tasks]
            together.update(rows)
            if only is None or self._wanted & set(rows):
                self._bonded.append(_Bonded(bond, rows, [uncertain.get(row) for row in rows], seed))
        self._alone = {
            row: _Number(distribution, seed, "duration", keys[plan.tasks[row].uid])
            for row, distribution in uncertain.items()
            if row not in together and row in self._wanted
        }
        # By key, so that sums come out the same to the last bit whatever order the register is in.
        self._events = [_Event(risk, row_of, seed) for risk in sorted(model.risks, key=lambda risk: risk.key)]
        self._costs = [
            _Number(model.costs[task.uid], seed, "cost", keys[task.uid])
            for task in plan.tasks
            if task.uid in model.costs
        ]
        self._rates = [(row, model.rates[task.uid]) for row, task in enumerate(plan.tasks) if model.rates.get(task.uid)]
        self._base_cost = float(
            sum(
                (task.fixed_cost if network.is_summary[row] else task.cost) or 0
                for row, task in enumerate(plan.tasks)
                if task.active and task.uid not in model.costs
            )
        )

    @property
    def planned_cost(self) -> float:
        """What the plan costs as it stands."""
        return self._base_cost + self._usual_cost

    @property
    def uncertain_rows(self) -> list[int]:
        """The rows whose durations may differ from the plan, by themselves or for a risk."""
        hit = {row for event in self._events if event.moves_tasks for row in event.rows}
        return sorted(hit | self._uncertain)

    def draw(self, block: Block) -> Drawn:
        """Return what comes up in the next block; blocks must be asked for in their order."""
        whole = self._model.whole_minutes
        if self._lengths.shape[1] != block.size:  # else the one of the last block is filled anew
            self._lengths = np.empty((self._size, block.size), dtype=np.int64 if whole else np.float64)
        lengths = self._lengths
        base: dict[int, Floats] = {}
        for bonded in self._bonded:
            bonded.draw(block, base, self._wanted)
        for row, number in self._alone.items():
            base[row] = number.draw(block)
        cost = np.full(block.size, self._base_cost)
        delay = np.zeros(block.size)
        happened = self._strike(block, base, cost, delay)
        for row in self._wanted:
            values = base.get(row)
            if values is None:
                lengths[row] = self._planned[row]
            else:
                values = np.clip(values, 0.0, LONGEST)
                lengths[row] = np.rint(values) if whole else values
        for priced in self._costs:
            cost += priced.draw(block)
        for row, rate in self._rates:
            if row in self._wanted:
                cost += rate * (lengths[row] - self._planned[row])
        return Drawn(lengths, cost, delay, happened)

    def _strike(self, block: Block, base: dict[int, Floats], cost: Floats, delay: Floats) -> dict[str, Flags]:
        """Let risks happen: lengthen and delay in place. Factors go before days, whatever the order of the risks."""
        drawn = [(event, *event.draw(block)) for event in self._events]
        owns = [event.draw_own(block, happened) for event, happened, _, _, _ in drawn]
        for (event, _, _, _, factor), own in zip(drawn, owns, strict=True):
            for row in event.rows:
                times = own.get(row, (None, None))[1]
                times = factor if times is None else times
                if times is not None:
                    base[row] = self._before(base, row, block) * times
        for (event, _, days, money, _), own in zip(drawn, owns, strict=True):
            for row in event.rows:
                longer = own.get(row, (None, None))[0]
                longer = days if longer is None else longer
                if longer is not None:
                    base[row] = self._before(base, row, block) + longer * self._model.minutes_per_day
            if days is not None and not event.rows:
                delay += days * self._model.minutes_per_day
            if money is not None:
                cost += money
        return {event.risk.key: happened for event, happened, _, _, _ in drawn}

    def _before(self, base: dict[int, Floats], row: int, block: Block) -> Floats:
        values = base.get(row)
        return np.full(block.size, float(self._planned[row])) if values is None else values
