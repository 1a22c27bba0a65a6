"""Scores, grids and expected loss, as the practice notes have them."""

from __future__ import annotations

import pytest

from pmo_desktop.domain import risk


def test_the_grid_of_pm2_is_green_to_two_and_red_from_twenty() -> None:
    levels = {p * i: risk.level(p, i, risk.GRIDS["pm2"]) for p in range(1, 6) for i in range(1, 6)}
    assert {score for score, letter in levels.items() if letter == "G"} == {1, 2}
    assert {score for score, letter in levels.items() if letter == "R"} == {20, 25}


def test_every_preset_is_a_grid_that_never_gets_milder_as_a_risk_gets_worse() -> None:
    order = "GAR"
    for letters in risk.GRIDS.values():
        assert risk.is_grid(letters)
        for p in range(1, 6):
            for i in range(1, 5):
                assert order.index(risk.level(p, i, letters)) <= order.index(risk.level(p, i + 1, letters))
                assert order.index(risk.level(i, p, letters)) <= order.index(risk.level(i + 1, p, letters))


def test_the_balanced_grid_colours_cells_of_one_score_differently() -> None:
    """It is why a grid is 25 letters and not two limits."""
    assert (risk.level(1, 5), risk.level(5, 1), risk.level(3, 4), risk.level(5, 2)) == ("G", "G", "A", "A")


def test_nothing_is_rated_that_nobody_judged() -> None:
    assert risk.level(None, 3) == ""
    assert risk.score(4, None) is None


@pytest.mark.parametrize(
    ("percent", "score"), [(0, 1), (5, 1), (6, 2), (20, 2), (50, 3), (51, 4), (80, 4), (81, 5), (100, 5)]
)
def test_a_probability_falls_into_its_band(percent: int, score: int) -> None:
    assert risk.band(percent) == score


def test_expected_loss_takes_the_typed_percentage_before_the_band() -> None:
    assert risk.expected_loss(35, 5, 100_000, "threat") == 35_000
    assert risk.expected_loss(None, 3, 100_000, "threat") == 35_000
    assert risk.expected_loss(None, 1, 100_000, "threat") == 2_500
    assert risk.expected_loss(None, 5, 100_000, "threat") == 90_000


def test_an_opportunity_takes_from_the_exposure() -> None:
    assert risk.expected_loss(50, None, 100_000, "opportunity") == -50_000
    assert risk.expected_loss(50, None, -100_000, "opportunity") == -50_000


def test_an_unknown_side_gives_no_loss() -> None:
    assert risk.expected_loss(None, None, 100, "threat") is None
    assert risk.expected_loss(50, 3, None, "threat") is None
