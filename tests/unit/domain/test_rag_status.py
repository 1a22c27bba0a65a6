"""Old reports, reports better than calculated, overrides that end, and what amber and red must say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmo_desktop import texts
from pmo_desktop.domain.punctuality import reports_in_time
from pmo_desktop.domain.rag import Rag
from pmo_desktop.domain.rag_status import (
    Override,
    days_late,
    in_force,
    is_better,
    is_stale,
    latest_expiry,
    problems,
    relief_allowed,
    report_state,
)

NOV, OCT = date(2026, 11, 20), date(2026, 10, 23)


def test_a_report_of_exactly_one_and_a_half_periods_is_not_stale_and_one_day_more_is() -> None:
    assert (NOV - OCT).days == 28
    assert not is_stale(NOV - timedelta(days=42), NOV, OCT)
    assert is_stale(NOV - timedelta(days=43), NOV, OCT)


def test_with_an_odd_period_the_half_day_counts() -> None:
    previous = NOV - timedelta(days=31)  # one and a half are 46.5 days
    assert not is_stale(NOV - timedelta(days=46), NOV, previous)
    assert is_stale(NOV - timedelta(days=47), NOV, previous)


def test_without_a_period_before_thirty_days_count_and_nobody_is_late_with_the_first_report() -> None:
    assert not is_stale(NOV - timedelta(days=45), NOV, None)
    assert is_stale(NOV - timedelta(days=46), NOV, None)
    assert not is_stale(None, NOV, OCT)
    assert not is_stale(NOV + timedelta(days=3), NOV, OCT)


@pytest.mark.parametrize(
    ("reported", "computed", "wanted"),
    [("G", "A", True), ("G", "R", True), ("A", "R", True), ("A", "A", False), ("R", "A", False), ("", "R", False),
     ("G", "", False), ("C", "R", True), ("G", "C", False)],
)  # fmt: skip
def test_reported_better_than_calculated(reported: Rag, computed: Rag, wanted: bool) -> None:
    assert is_better(reported, computed) is wanted


@pytest.mark.parametrize(
    ("computed", "wanted", "allowed"),
    [("R", "A", True), ("R", "G", False), ("A", "G", True), ("G", "R", True), ("A", "A", False), ("", "G", False),
     ("R", "C", False)],
)  # fmt: skip
def test_relief_is_one_step_at_most(computed: Rag, wanted: Rag, allowed: bool) -> None:
    assert relief_allowed(computed, wanted) is allowed


def test_an_override_ends_by_itself_after_two_periods() -> None:
    december = latest_expiry(NOV)
    assert december == date(2026, 12, 18)
    one = Override(1, "schedule", "A", "Vendor signed", "Min", NOV, december)
    assert one.holds_on(NOV)
    assert one.holds_on(december)
    assert not one.holds_on(december + timedelta(days=1))
    assert not one.holds_on(OCT)
    newer = Override(2, "schedule", "R", "No", "Li", NOV, NOV)
    assert in_force([newer, one], NOV) == {"schedule": newer}
    assert in_force([newer, one], december) == {"schedule": one}


def test_amber_and_red_name_what_they_lack() -> None:
    t = texts.of("en")
    assert [t.say(found) for found in problems({}, {})] == ["The overall status is not rated."]
    assert problems({"overall": "G"}, {}) == ()
    words = {"reason": "Late", "next_step": "Meet"}
    assert [t.say(found) for found in problems({"overall": "G", "cost": "R", "scope": "A"}, words)] == [
        "Cost is Red: name who does the next step.",
        "Cost is Red: say until when the next step is done.",
    ]
    assert problems({"overall": "A"}, {**words, "next_owner": "Li", "next_due": NOV}) == ()


def test_who_is_late() -> None:
    due = date(2026, 11, 24)
    assert report_state(False, False, due, due) == "missing"
    assert report_state(True, False, due, due) == "draft"
    assert report_state(True, False, due, due + timedelta(days=1)) == "late"
    assert report_state(True, True, due, due + timedelta(days=9)) == "reported"
    assert report_state(False, False, None, due) == "missing"
    assert days_late(True, date(2026, 11, 26), due, date(2026, 12, 1)) == 2
    assert days_late(False, None, due, date(2026, 12, 1)) == 7
    assert days_late(True, due, due, date(2026, 12, 1)) == 0
    assert days_late(False, None, None, date(2026, 12, 1)) == 0


def test_punctuality_counts_what_was_due() -> None:
    due = date(2026, 11, 24)
    answers = [
        (date(2026, 9, 29), date(2026, 9, 29)),  # on the day
        (date(2026, 10, 27), date(2026, 10, 28)),  # a day late
        (None, date(2026, 10, 1)),  # nothing was asked
        (due, None),
    ]
    assert reports_in_time(answers, due) == (1, 2)
    assert reports_in_time(answers, due + timedelta(days=1)) == (1, 3)
    assert reports_in_time([], due) == (0, 0)
