"""Random numbers: a stream of its own for each task and risk, stratified, and turned into any distribution.

Iterations come in blocks. In a block every uncertain number takes each of its evenly spaced quantiles once (a Latin
hypercube), so that means and percentiles settle sooner than with plain draws; its stream shuffles them. A stream
depends on the seed and on the key alone, so neither the order of tasks nor what else is uncertain changes a draw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property, lru_cache
from math import erfc, log, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from ...domain.uncertainty import Distribution

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LONGEST_BLOCK: Final = 2_500
SHORTEST_BLOCK: Final = 500
_CELLS: Final = 2_500_000
"""Most draws of one block, while it is longer than the shortest."""

_REACH: Final = 8.5
_STEPS: Final = 64
"""The grid of standard normal values that distributions are tabled on: how far it goes, its steps to a deviation."""


def stream(seed: int, purpose: str, key: str) -> np.random.Generator:
    """Return the random stream of something."""
    digest = hashlib.blake2b(f"{purpose}\0{key}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
    words = np.frombuffer(digest, dtype="<u4").tolist()
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *words])))


class Points:
    """Places on a distribution: levels strictly between 0 and 1, or standard normal values; each gives the other."""

    def __init__(self, *, levels: Floats | None = None, normals: Floats | None = None) -> None:
        if levels is not None:
            self.levels = levels
        if normals is not None:
            self.normals = normals

    @cached_property
    def levels(self) -> Floats:
        """The shares that lie below."""
        return np.clip(self.of(_NORMAL_SHARES), 1e-12, 1 - 1e-12)

    @cached_property
    def normals(self) -> Floats:
        """The standard normal values."""
        return normal_quantiles(self.levels)

    @cached_property
    def _cells(self) -> tuple[Ints, Floats]:
        at = (np.clip(self.normals, -8.0, 8.0) + _REACH) * _STEPS
        cells = at.astype(np.int64)
        return cells, at - cells

    def of(self, table: Floats) -> Floats:
        """Return the values at these places of a table on the grid, in between on a straight line."""
        cells, rest = self._cells
        below = table.take(cells)
        result: Floats = table.take(cells + 1)
        result -= below
        result *= rest
        result += below
        return result


class Block(Points):
    """Some of the iterations, `first` to `first + size`, and the places that are taken in them, ascending."""

    def __init__(self, first: int, size: int, offset: float) -> None:
        super().__init__(levels=(np.arange(size) + offset) / size)
        self.first = first
        self.size = size


def blocks(iterations: int, tasks: int) -> Iterator[Block]:
    """Yield the blocks of a run; equally long ones share out the levels between them."""
    size = min(max(_CELLS // max(tasks, 1), SHORTEST_BLOCK), LONGEST_BLOCK)
    whole = iterations // size
    for number in range(whole):
        yield Block(number * size, size, (number + 0.5) / whole)
    if iterations % size:
        yield Block(whole * size, iterations % size, 0.5)


_GRID: Final = np.arange(-round(_REACH * _STEPS), round(_REACH * _STEPS) + 1) / _STEPS
_NORMAL_SHARES: Final = np.array([0.5 * erfc(-value / sqrt(2)) for value in _GRID.tolist()])


class Quantiles:
    """The values of a distribution by place; off by no more than some hundred-thousandths of its width."""

    def __init__(self, distribution: Distribution) -> None:
        self._distribution = distribution
        self._table = None if distribution.kind == "discrete" or distribution.certain else _tabled(distribution)

    def at(self, points: Points) -> Floats:
        """Return the values at places, as a new array."""
        if self._table is not None:
            return points.of(self._table)
        if self._distribution.certain:
            return np.full(len(points.levels), self._distribution.mean)
        return _discrete(self._distribution, points.levels)


def _tabled(distribution: Distribution) -> Floats:
    """Return the values of a continuous distribution on the grid."""
    numbers, levels = distribution.numbers, _NORMAL_SHARES
    match distribution.kind:
        case "uniform":
            return numbers[0] + (numbers[1] - numbers[0]) * levels
        case "triangular":
            return _triangular(numbers[0], numbers[1], numbers[2])
        case "pert":
            low, mode, high = numbers
            return low + (high - low) * _pert((mode - low) / (high - low))
        case _:
            mean, deviation = numbers
            spread = log(1 + (deviation / mean) ** 2)
            result: Floats = np.exp(_GRID * sqrt(spread) + (log(mean) - spread / 2))
            return result


def _triangular(low: float, mode: float, high: float) -> Floats:
    width = high - low
    rising = low + np.sqrt(_NORMAL_SHARES * (width * (mode - low)))
    falling = high - np.sqrt(_NORMAL_SHARES[::-1] * (width * (high - mode)))
    return np.where(_NORMAL_SHARES * width < mode - low, rising, falling)


@lru_cache(maxsize=512)
def _pert(mode: float) -> Floats:
    """Return a beta-PERT between 0 and 1 on the grid.

    α = 1 + 4·mode and β = 5 − 4·mode. The density is summed by Simpson's rule between points that lie closer towards
    both ends, where the function bends, and the sum is then read backwards.
    """

    def density(at: Floats) -> Floats:
        result: Floats = at ** (4 * mode) * (1 - at) ** (4 - 4 * mode)
        return result

    points: Floats = (1 - np.cos(np.linspace(0, np.pi, 1025))) / 2
    left, right = points[:-1], points[1:]
    steps = (right - left) * (density(left) + 4 * density((left + right) / 2) + density(right)) / 6
    shares = np.concatenate(([0.0], np.cumsum(steps)))
    table: Floats = np.interp(_NORMAL_SHARES, shares / shares[-1], points)
    return table


def _discrete(distribution: Distribution, levels: Floats) -> Floats:
    pairs = sorted(zip(distribution.numbers, distribution.chances, strict=True))
    values = np.array([value for value, _ in pairs])
    ends = np.cumsum([chance for _, chance in pairs])
    return values[np.minimum(np.searchsorted(ends, levels, side="left"), len(values) - 1)]


_CENTRE: Final = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_TAIL: Final = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR_TAIL: Final = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)  # fmt: skip
"""Wichura's rational approximations of the normal quantile (algorithm AS 241, 1988)."""


def normal_quantiles(levels: Floats) -> Floats:
    """Return the standard normal values at levels strictly between 0 and 1."""
    away = levels - 0.5
    inner = 0.180625 - away * away
    result: Floats = away * np.polyval(_CENTRE[0], inner) / np.polyval(_CENTRE[1], inner)
    outer = np.flatnonzero(np.abs(away) > 0.425)
    if len(outer):
        depth = np.sqrt(-np.log(np.minimum(levels[outer], 1 - levels[outer])))
        near = np.polyval(_TAIL[0], depth - 1.6) / np.polyval(_TAIL[1], depth - 1.6)
        far = np.polyval(_FAR_TAIL[0], depth - 5) / np.polyval(_FAR_TAIL[1], depth - 5)
        result[outer] = np.copysign(np.where(depth <= 5, near, far), away[outer])
    return result
