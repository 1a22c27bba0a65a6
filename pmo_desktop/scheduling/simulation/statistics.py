"""What is read from the iterations: percentiles, and what the finish hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from .passes import Flags
from .sampling import Floats

_ROWS: Final = 32
"""Rows that are summed at once, so that they stay in the cache."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a number turned out over all iterations."""

    mean: float
    sd: float
    p10: float
    p50: float
    p80: float
    p90: float


@dataclass(frozen=True, slots=True)
class TaskEffect:
    """What the finish has to do with a task's duration.

    Attributes:
        criticality: share of the iterations in which it held the finish.
        cruciality: correlation of its duration with the finish, without sign.
        sensitivity: criticality × deviation of its duration ÷ deviation of the finish (schedule sensitivity index).
        rank_correlation: Spearman's, with its sign; None below the first places.
        low, high: mean finish, in days, with the shortest and the longest tenth of its durations; None likewise.
    """

    key: str
    name: str
    criticality: float
    cruciality: float
    sensitivity: float
    rank_correlation: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class RiskEffect:
    """What a risk does to the finish and the cost.

    Attributes:
        happened: share of the iterations in which it did.
        days, cost: by how much the mean finish is later and the mean cost higher where it happened than where not;
            0 where it always or never happens.
    """

    key: str
    name: str
    happened: float
    days: float
    cost: float

    @property
    def expected_days(self) -> float:
        """What it adds to the mean finish."""
        return self.happened * self.days

    @property
    def expected_cost(self) -> float:
        """What it adds to the mean cost."""
        return self.happened * self.cost


def spread_of(samples: Floats) -> Spread:
    """Return the spread of samples that are sorted."""
    return Spread(
        float(samples.mean()),
        float(samples.std(ddof=1)) if len(samples) > 1 else 0.0,
        *(percentile(samples, share) for share in (0.1, 0.5, 0.8, 0.9)),
    )


def percentile(samples: Floats, share: float) -> float:
    """Return the smallest of sorted samples that so large a share of them does not exceed."""
    place = int(np.ceil(round(share * len(samples), 6))) - 1
    return float(samples[min(max(place, 0), len(samples) - 1)])


def ranks(values: npt.NDArray[np.generic]) -> Floats:
    """Return the rank of each value; equal ones share the middle of theirs."""
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    new = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    ends = np.append(new[1:], len(values))
    result = np.empty(len(values))
    result[order] = np.repeat((new + ends - 1) / 2, ends - new)
    return result


def correlation(first: Floats, second: Floats) -> float:
    """Return Pearson's correlation, 0 where one of them does not vary."""
    one, two = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((one @ one) * (two @ two)))
    return float(one @ two) / scale if scale else 0.0


def swing(values: npt.NDArray[np.generic], finish: Floats) -> tuple[float, float]:
    """Return the mean finish with the lowest and with the highest tenth of values."""
    order = np.argsort(values, kind="stable")
    tenth = max(1, len(order) // 10)
    return float(finish[order[:tenth]].mean()), float(finish[order[-tenth:]].mean())


class TaskSums:
    """Sums by row over the blocks, from which the indices of the tasks come. `planned` keeps the sums small."""

    def __init__(self, rows: Sequence[int], planned: Sequence[int], minutes_per_day: float) -> None:
        self.rows = np.array(rows, dtype=np.int64)
        self._minutes_per_day = minutes_per_day
        self._planned = np.array([float(planned[row]) for row in rows])[:, None]
        self._critical = np.zeros(len(planned))
        self._sum = np.zeros(len(rows))
        self._square = np.zeros(len(rows))
        self._product = np.zeros(len(rows))
        self._finish = 0.0
        self._finish_square = 0.0
        self._about: float | None = None
        self._count = 0

    def add(self, lengths: npt.NDArray[np.generic], critical: Sequence[Flags | None], finish: Floats) -> None:
        """Add a block: lengths by row and iteration, who held the finish, and the finish in days."""
        if self._about is None:
            self._about = float(finish.mean())
        later = finish - self._about
        for begin in range(0, len(self.rows), _ROWS):
            part = slice(begin, begin + _ROWS)
            off = lengths[self.rows[part]] - self._planned[part]
            self._sum[part] += off.sum(axis=1)
            self._square[part] += np.einsum("ij,ij->i", off, off)
            self._product[part] += off @ later
        self._finish += float(later.sum())
        self._finish_square += float(later @ later)
        self._count += len(finish)
        for row, flags in enumerate(critical):
            if flags is not None:
                self._critical[row] += np.count_nonzero(flags)

    def criticality(self) -> Floats:
        """Return by row of the plan the share of iterations in which it held the finish."""
        return self._critical / max(self._count, 1)

    def indices(self) -> tuple[Floats, Floats]:
        """Return cruciality and sensitivity by place in `rows`."""
        count = self._count
        variance = np.maximum(self._square / count - (self._sum / count) ** 2, 0.0)
        finish_variance = max(self._finish_square / count - (self._finish / count) ** 2, 0.0)
        covariance = self._product / count - self._sum / count * (self._finish / count)
        scale = np.sqrt(variance * finish_variance)
        cruciality = np.divide(np.abs(covariance), scale, out=np.zeros(len(self.rows)), where=scale > 1e-12)
        deviation = np.sqrt(variance) / self._minutes_per_day
        deviation = deviation / np.sqrt(finish_variance) if finish_variance > 0 else np.zeros(len(self.rows))
        return np.minimum(cruciality, 1.0), self.criticality()[self.rows] * deviation


class RiskSums:
    """Sums of finish and cost over the iterations in which each risk happened."""

    def __init__(self) -> None:
        self._with: dict[str, Floats] = {}
        self._all = np.zeros(3)

    def add(self, happened: dict[str, Flags], finish: Floats, cost: Floats) -> None:
        """Add a block."""
        self._all += (len(finish), finish.sum(), cost.sum())
        for key, flags in happened.items():
            known = self._with.setdefault(key, np.zeros(3))
            known += (np.count_nonzero(flags), finish @ flags, cost @ flags)

    def effect(self, key: str, name: str) -> RiskEffect:
        """Return what a risk does."""
        there = self._with[key]
        count, rest = float(there[0]), float(self._all[0] - there[0])
        if not count or not rest:
            return RiskEffect(key, name, count / float(self._all[0]), 0.0, 0.0)
        later = (there / count - (self._all - there) / rest).tolist()
        return RiskEffect(key, name, count / float(self._all[0]), later[1], later[2])
