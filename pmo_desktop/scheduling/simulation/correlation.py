"""Durations that go up and down together: a Gaussian copula of the groups that share tasks.

Each task's own normal draws are mixed with those of the tasks it is correlated with; the correlation given is that of
the normal draws. A group on its own with one positive correlation is mixed with one common draw, whatever its size;
groups that share tasks, and negative correlations, with a square root of their matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.uncertainty import Correlation
from .sampling import Floats

LARGEST: Final = 1_000
"""Most tasks of groups that share tasks."""

_ROUNDS: Final = 200
_TOLERANCE: Final = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Bond:
    """Tasks that are drawn together.

    Attributes:
        tasks: their keys, sorted.
        rho: the correlation of all pairs, where one common draw does.
        root: else a lower triangle whose product with its own transpose is the matrix.
    """

    tasks: tuple[str, ...]
    rho: float = 0.0
    root: Floats | None = None


def bonds_of(groups: Sequence[Correlation]) -> tuple[list[Bond], list[Message]]:
    """Return what is drawn together, and what was put right: a matrix that no draws can have, made the nearest one.

    Raises:
        PmoError: a pair has two correlations, or too many tasks hang together.
    """
    bonds: list[Bond] = []
    notes: list[Message] = []
    for part in _connected(groups):
        tasks = tuple(sorted({task for group in part for task in group.tasks}))
        if len(part) == 1 and part[0].rho >= 0:
            bonds.append(Bond(tasks, part[0].rho))
            continue
        if len(tasks) > LARGEST:
            raise PmoError("correlation_too_many", count=len(tasks), limit=LARGEST)
        matrix = _matrix(part, tasks)
        if np.linalg.eigvalsh(matrix)[0] < -_TOLERANCE:
            nearest = nearest_correlation(matrix)
            change = f"{float(np.abs(nearest - matrix).max()):.2f}"
            notes.append(Message("correlation_repaired", {"change": change}, count=len(tasks)))
            matrix = nearest
        bonds.append(Bond(tasks, root=_root(matrix)))
    return sorted(bonds, key=lambda bond: bond.tasks), notes


def nearest_correlation(matrix: Floats) -> Floats:
    """Return the nearest matrix of correlations that can be: no negative eigenvalue, ones on the diagonal.

    Higham's alternating projections (2002), ended by clipping what negative eigenvalues are left.
    """
    nearest, correction = matrix.copy(), np.zeros_like(matrix)
    for _ in range(_ROUNDS if len(matrix) <= 100 else _ROUNDS // 10):
        wanted = nearest - correction
        possible = _clipped(wanted)
        correction = possible - wanted
        nearest = possible.copy()
        np.fill_diagonal(nearest, 1.0)
        if np.abs(nearest - possible).max() < _TOLERANCE:
            break
    possible = _clipped(nearest)
    scale = 1 / np.sqrt(np.diagonal(possible))
    result: Floats = possible * np.outer(scale, scale)
    np.fill_diagonal(result, 1.0)
    return result


def _clipped(matrix: Floats) -> Floats:
    values, vectors = np.linalg.eigh(matrix)
    result: Floats = (vectors * np.maximum(values, 0.0)) @ vectors.T
    return (result + result.T) / 2


def _root(matrix: Floats) -> Floats:
    """Return the lower triangle of Cholesky's decomposition; a column without variance of its own is left empty.

    Unlike the eigenvectors it is the only one there is, so that every machine mixes alike.
    """
    size = len(matrix)
    root = np.zeros((size, size))
    for at in range(size):
        column = matrix[at:, at] - root[at:, :at] @ root[at, :at]
        if column[0] > _TOLERANCE:
            root[at:, at] = column / np.sqrt(column[0])
    return root


def _connected(groups: Sequence[Correlation]) -> list[list[Correlation]]:
    """Return the groups in parts that share no task."""
    parts: list[tuple[set[str], list[Correlation]]] = []
    for group in groups:
        tasks, members = set(group.tasks), [group]
        apart: list[tuple[set[str], list[Correlation]]] = []
        for part in parts:
            if part[0] & tasks:
                tasks |= part[0]
                members = part[1] + members
            else:
                apart.append(part)
        parts = [*apart, (tasks, members)]
    return [members for _, members in parts]


def _matrix(groups: Sequence[Correlation], tasks: Sequence[str]) -> Floats:
    place = {task: at for at, task in enumerate(tasks)}
    matrix = np.eye(len(tasks))
    given = np.eye(len(tasks), dtype=bool)
    for group in groups:
        rows = np.array([place[task] for task in group.tasks])
        cells = np.ix_(rows, rows)
        again = given[cells] & ~np.eye(len(rows), dtype=bool) & (matrix[cells] != group.rho)
        if again.any():
            first, second = (group.tasks[int(at)] for at in np.argwhere(again)[0])
            raise PmoError("correlation_twice", first=first, second=second)
        matrix[cells] = np.where(np.eye(len(rows), dtype=bool), 1.0, group.rho)
        given[cells] = True
    return matrix
