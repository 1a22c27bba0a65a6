"""Brier score and reliability by hand-computed cases; silence below a sensible sample."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.calibration import LEAST, Bin, Forecast, calibrate, reliability, score


def said(probability: float, *outcomes: bool, owner: str = "Min", category: str = "cost") -> list[Forecast]:
    return [Forecast(probability, outcome, owner, category) for outcome in outcomes]


def test_the_brier_score_of_four_forecasts() -> None:
    found = score("all", [*said(0.1, False, False), *said(0.8, True), *said(0.6, False)])
    assert found.brier == pytest.approx((0.01 + 0.01 + 0.04 + 0.36) / 4)
    assert found.reference == pytest.approx(0.25 * 0.75)
    assert found.skill == pytest.approx(1 - 0.105 / 0.1875)


def test_one_who_is_always_right_scores_nothing_and_one_who_is_always_wrong_one() -> None:
    assert score("", [*said(1, True), *said(0, False)]).brier == 0
    assert score("", [*said(0, True), *said(1, False)]).brier == 1
    assert score("", said(1, True, True)).skill is None


def test_the_curve_has_a_point_for_each_band_that_was_used() -> None:
    forecasts = [*said(0.0, False), *said(0.05, False, True), *said(0.35, True, False), *said(0.9, True)]
    assert reliability(forecasts) == (
        Bin(pytest.approx(0.1 / 3), pytest.approx(1 / 3), 3), Bin(0.35, 0.5, 2), Bin(0.9, 1.0, 1),
    )  # fmt: skip


def test_few_risks_say_nothing_and_a_small_group_neither() -> None:
    few = said(0.2, *[False] * (LEAST - 1))
    assert (calibrate(few).overall, calibrate(few).count) == (None, LEAST - 1)
    many = [*few, *said(0.2, True, owner="Li")]
    found = calibrate(many)
    assert found.overall is not None
    assert found.owners == ()
    assert [one.name for one in found.categories] == ["cost"]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_a_score_lies_between_nothing_and_one_and_every_forecast_is_in_one_band(
    pairs: list[tuple[float, bool]],
) -> None:
    forecasts = [Forecast(probability, outcome) for probability, outcome in pairs]
    assert 0 <= score("", forecasts).brier <= 1
    assert sum(point.count for point in reliability(forecasts)) == len(forecasts)
