"""Draws have the distribution, the correlation and the independence that they should."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.uncertainty import Correlation, Distribution, fixed
from pmo_desktop.scheduling.simulation.correlation import bonds_of, nearest_correlation
from pmo_desktop.scheduling.simulation.sampling import Points, Quantiles, blocks, normal_quantiles, stream

LEVELS = (np.arange(100_000) + 0.5) / 100_000

MOMENTS = [
    (fixed(7), 7, 0),
    (Distribution("uniform", (10, 20)), 15, 10 / 12**0.5),
    (Distribution("triangular", (8, 10, 15)), 11, (26 / 12) ** 0.5),
    (Distribution("triangular", (8, 8, 15)), 31 / 3, (49 / 18) ** 0.5),
    (Distribution("triangular", (8, 15, 15)), 38 / 3, (49 / 18) ** 0.5),
    (Distribution("pert", (5, 7, 13)), 46 / 6, 8 * (2 * 4 / (36 * 7)) ** 0.5),
    (Distribution("pert", (0, 0, 6)), 1, 6 * (5 / (36 * 7)) ** 0.5),
    (Distribution("pert", (0, 6, 6)), 5, 6 * (5 / (36 * 7)) ** 0.5),
    (Distribution("lognormal", (10, 3)), 10, 3),
    (Distribution("discrete", (1, 5), (0.25, 0.75)), 4, 3**0.5),
]


@pytest.mark.parametrize(("distribution", "mean", "deviation"), MOMENTS, ids=lambda value: getattr(value, "kind", ""))
def test_quantiles_have_the_moments_of_their_distribution(
    distribution: Distribution, mean: float, deviation: float
) -> None:
    values = Quantiles(distribution).at(Points(levels=LEVELS))
    assert distribution.mean == pytest.approx(mean)
    assert values.mean() == pytest.approx(mean, rel=1e-4)
    assert values.std() == pytest.approx(deviation, rel=2e-3, abs=1e-12)
    assert (np.diff(values) >= 0).all()
    assert values.min() >= distribution.low


def test_triangular_quantiles_are_the_closed_form() -> None:
    values = Quantiles(Distribution("triangular", (8, 10, 15))).at(Points(levels=np.array([1 / 7, 2 / 7, 0.9])))
    assert values == pytest.approx([8 + 2**0.5, 10, 15 - (0.1 * 35) ** 0.5], rel=1e-4)


def test_normal_quantiles_are_those_of_the_standard_library() -> None:
    levels = [1e-12, 1e-5, 0.07, 0.08, 0.5, 0.92, 0.93, 0.99999]
    assert normal_quantiles(np.array(levels)) == pytest.approx([NormalDist().inv_cdf(level) for level in levels])


def test_levels_of_normals_are_their_shares() -> None:
    normals = [-4, -1, 0, 0.3, 2.5]
    assert Points(normals=np.array(normals)).levels == pytest.approx(
        [NormalDist().cdf(value) for value in normals], abs=2e-5
    )


@pytest.mark.parametrize(("iterations", "tasks"), [(1, 1), (10_000, 10), (6_001, 10), (10_000, 4_000)])
def test_blocks_take_every_level_once(iterations: int, tasks: int) -> None:
    made = list(blocks(iterations, tasks))
    assert [block.first for block in made] == np.cumsum([0, *(block.size for block in made[:-1])]).tolist()
    assert sum(block.size for block in made) == iterations
    levels = np.sort(np.concatenate([block.levels for block in made]))
    assert levels[0] > 0
    assert levels[-1] < 1
    if iterations % made[0].size == 0:
        assert levels == pytest.approx((np.arange(iterations) + 0.5) / iterations)


def test_streams_are_the_same_everywhere_and_differ_by_key_purpose_and_seed() -> None:
    assert stream(1, "duration", "任务").permutation(8).tolist() == [3, 5, 2, 1, 4, 0, 7, 6]
    first = [stream(*name).random() for name in ((1, "a", "x"), (2, "a", "x"), (1, "b", "x"), (1, "a", "y"))]
    assert len(set(first)) == 4


def test_a_matrix_that_cannot_be_becomes_the_nearest_that_can() -> None:
    impossible = np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    nearest = nearest_correlation(impossible)
    assert np.linalg.eigvalsh(nearest)[0] >= -1e-8
    assert np.diagonal(nearest).tolist() == [1, 1, 1]
    assert nearest == pytest.approx(nearest.T)
    known = np.array([[1, 0.5, -0.5], [0.5, 1, 0.5], [-0.5, 0.5, 1]])  # by symmetry
    assert nearest == pytest.approx(known, abs=1e-3)
    possible = np.array([[1, 0.5], [0.5, 1]])
    assert nearest_correlation(possible) == pytest.approx(possible)


def test_what_was_put_right_is_said() -> None:
    pairs = (("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.9))
    bonds, notes = bonds_of([Correlation((one, two), rho) for one, two, rho in pairs])
    assert [bond.tasks for bond in bonds] == [("a", "b", "c")]
    assert [(note.id, note.count, note.values["change"]) for note in notes] == [("correlation_repaired", 3, "0.40")]


def test_groups_that_share_no_task_are_apart_and_one_common_draw_does_for_a_plain_group() -> None:
    bonds, notes = bonds_of([Correlation(("c", "d"), -0.5), Correlation(("b", "a", "e"), 0.5)])
    assert [(bond.tasks, bond.root is None) for bond in bonds] == [(("a", "b", "e"), True), (("c", "d"), False)]
    assert not notes


def test_a_pair_has_one_correlation() -> None:
    with pytest.raises(PmoError) as caught:
        bonds_of([Correlation(("a", "b", "c"), 0.5), Correlation(("b", "a"), 0.6)])
    assert caught.value.message_id == "correlation_twice"
