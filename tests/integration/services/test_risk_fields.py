"""What follows from a risk's fields: its impact, its expected loss, its next review, what a response leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmo_desktop.domain import risk as scoring
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.tables import RiskTask
from pmo_desktop.services.commands import responses, risks, rows
from pmo_desktop.services.queries.risks import RiskRow, risk_register

from .conftest import Desk

DAY = date(2026, 11, 20)


def first(desk: Desk) -> RiskRow:
    row = next(row for row in desk.ask(risk_register).rows if row.id == desk.world.risks[0])
    assert isinstance(row, RiskRow)
    return row


def put(desk: Desk, **values: object) -> None:
    desk.do(rows.set_values, "risk", [desk.world.risks[0]], values)


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ((None, None, None), None),
        ((2, None, 10), (2, 6, 10)),
        ((None, 5, None), (5, 5, 5)),
        ((1, 2, None), (1, 2, 2)),
        ((None, 2, 9), (2, 2, 9)),
    ],
)
def test_points_that_are_not_given_follow_from_the_others(points: Any, found: object) -> None:
    assert scoring.three_point(*points) == found


def test_the_worst_kind_of_impact_is_the_impact(desk: Desk) -> None:
    put(desk, impact_time=2, impact_reputation=4)
    assert first(desk).impact == 4
    put(desk, impact_reputation=None)
    assert first(desk).impact == 2


def test_three_points_of_cost_go_before_the_one_number(desk: Desk) -> None:
    put(desk, likelihood=50, cost_impact=10_000, cost_low=0, cost_likely=3_000, cost_high=30_000)
    assert first(desk).expected_loss == 5_500
    put(desk, cost_low=None, cost_likely=None, cost_high=None)
    assert first(desk).expected_loss == 5_000


def test_three_points_out_of_order_are_refused_and_nothing_changes(desk: Desk) -> None:
    put(desk, days_likely=5)
    with pytest.raises(PmoError) as caught:
        put(desk, days_high=3)
    assert caught.value.message_id == "three_points_out_of_order"
    assert (first(desk).value("days_likely"), first(desk).value("days_high")) == (5, None)


def test_the_next_review_follows_the_last_one(desk: Desk) -> None:
    put(desk, review_every=30)
    desk.do(risks.review, [desk.world.risks[0]], DAY)
    assert (first(desk).reviewed_on, first(desk).review_on) == (DAY, date(2026, 12, 20))


def test_a_closed_risk_has_the_day_on_which_it_was(desk: Desk) -> None:
    desk.do(risks.close, [desk.world.risks[0]])
    assert first(desk).value("closed_on") == date.today()


def test_a_response_that_is_done_leaves_the_score_after_it(desk: Desk) -> None:
    risk = desk.world.risks[0]
    made = desk.do(responses.add, risk, {"title": "Second source", "cost": 1_000_00, "probability_after": 2}).result
    assert first(desk).probability == 4
    desk.do(responses.finish, made, DAY)
    assert (first(desk).probability, first(desk).impact, first(desk).reviewed_on) == (2, 5, DAY)


def test_a_risk_hits_tasks_of_its_own_project_only(desk: Desk) -> None:
    risk, (_, dig, pour, ready) = desk.world.risks[0], desk.world.tasks
    desk.do(responses.hit_tasks, risk, [dig, pour])
    desk.do(rows.set_values, "risk_task", [1], {"days_likely": 4})
    desk.do(responses.hit_tasks, risk, [dig, ready])
    with desk.store.read() as session:
        found = {row.task_id: row.days_likely for row in session.query(RiskTask)}
    assert found == {dig: 4, ready: None}
    put(desk, project_id=desk.world.other)
    with pytest.raises(PmoError) as caught:
        desk.do(responses.hit_tasks, risk, [dig])
    assert caught.value.message_id == "risk_task_elsewhere"
