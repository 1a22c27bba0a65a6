"""What changed between two packs, computed from their data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pmo_desktop.domain.changes_between import changes_between
from pmo_desktop.domain.pack import (
    PackData,
    PackDecision,
    PackIssue,
    PackMilestone,
    PackProject,
    PackRisk,
    PackStatus,
)
from pmo_desktop.domain.pack_history import PackBaseline, PackChangeRequest

THEN, NOW = date(2026, 10, 16), date(2026, 11, 20)


def project(day: date, uid: str = "p", **more: Any) -> PackProject:
    status = PackStatus(day, overall="A", cost="G", reason="Late vendor")
    return PackProject(uid, f"{uid}-1", "Billing", budget=100, forecast=110, statuses=(status,), **more)


def pack(day: date, *projects: PackProject, **more: Any) -> PackData:
    return PackData("Org", "Board", day, issue=6 if day == THEN else 7, projects=projects, **more)


BEFORE = pack(THEN, project(THEN))


def test_nothing_moved_is_nothing() -> None:
    found = changes_between(BEFORE, pack(NOW, project(NOW)))
    assert found.count == 0
    assert (found.issue, found.since) == (6, THEN)


def test_a_rating_that_moved_comes_with_its_reason_and_the_worse_ones_first() -> None:
    status = PackStatus(NOW, overall="R", cost="", scope="G", reason="Court case")
    found = changes_between(BEFORE, pack(NOW, replace(project(NOW), statuses=(status,))))
    assert [(move.dimension, move.before, move.now) for move in found.ratings] == [
        ("overall", "A", "R"),
        ("scope", "", "G"),
        ("cost", "G", ""),
    ]
    assert found.ratings[0].reason == "Court case"


def test_milestones_are_moved_reached_added_and_dropped() -> None:
    def stone(uid: str, forecast: date, actual: date | None = None) -> PackMilestone:
        return PackMilestone(uid, "p", uid, forecast=forecast, actual=actual)

    before = replace(
        BEFORE,
        milestones=(
            stone("moved", date(2026, 12, 1)),
            stone("reached", date(2026, 11, 10)),
            stone("gone", date(2027, 1, 1)),
            stone("same", date(2027, 2, 1)),
        ),
    )
    now = pack(
        NOW,
        project(NOW),
        milestones=(
            stone("moved", date(2027, 1, 5)),
            stone("reached", date(2026, 11, 12), date(2026, 11, 12)),
            stone("new", date(2027, 3, 1)),
            stone("same", date(2027, 2, 1)),
        ),
    )
    found = changes_between(before, now).milestones
    assert [(move.uid, move.kind, move.days) for move in found] == [
        ("moved", "moved", 35),
        ("gone", "dropped", 0),
        ("new", "added", 0),
        ("reached", "reached", 2),
    ]


def test_money_moves_largest_first_and_never_across_currencies() -> None:
    dearer = replace(project(NOW), budget=120, forecast=190)
    found = changes_between(BEFORE, pack(NOW, dearer)).money
    assert [(move.figure, move.amount) for move in found] == [("forecast", 80), ("budget", 20)]
    assert changes_between(BEFORE, pack(NOW, replace(dearer, currency="USD"))).money == ()


def test_registers_are_opened_closed_moved_and_decided() -> None:
    def risk(uid: str, probability: int, *, is_open: bool = True) -> PackRisk:
        return PackRisk(uid, "p", uid, uid, probability=probability, impact=4, is_open=is_open)

    before = replace(
        BEFORE,
        risks=(risk("worse", 2), risk("closed", 3), risk("deleted", 1), risk("same", 5)),
        issues=(PackIssue("i1", "p", "I-1", "Stops"), PackIssue("i2", "p", "I-2", "Goes on")),
        decisions=(PackDecision("d1", "p", "D-1", "Which?"),),
    )
    now = pack(
        NOW,
        project(NOW),
        risks=(risk("worse", 4), risk("closed", 3, is_open=False), risk("new", 1), risk("same", 5)),
        issues=(PackIssue("i1", "p", "I-1", "Stops", is_open=False), PackIssue("i2", "p", "I-2", "Goes on")),
        decisions=(PackDecision("d1", "p", "D-1", "Which?", is_open=False), PackDecision("d2", "p", "D-2", "When?")),
    )
    found = [
        (move.register, move.kind, move.uid, move.before, move.now) for move in changes_between(before, now).registers
    ]
    assert found == [
        ("risk", "moved", "worse", 8, 16),
        ("risk", "closed", "closed", 12, None),
        ("risk", "closed", "deleted", 4, None),
        ("risk", "opened", "new", None, 4),
        ("issue", "closed", "i1", None, None),
        ("decision", "decided", "d1", None, None),
        ("decision", "opened", "d2", None, None),
    ]


def baseline(digest: str, **more: Any) -> PackBaseline:
    return PackBaseline("p", 0, finish=more.pop("finish", date(2027, 3, 31)), digest=digest, **more)


def test_an_approved_baseline_that_was_edited_quietly_is_told() -> None:
    before = replace(BEFORE, baselines=(baseline("one", approved=True),))
    now = pack(NOW, project(NOW), baselines=(baseline("two", approved=True, finish=date(2027, 4, 30)),))
    (move,) = changes_between(before, now).scope
    assert (move.kind, move.is_quiet, move.approved) == ("baseline_edited", True, True)
    assert (move.before, move.now) == (date(2027, 3, 31), date(2027, 4, 30))
    assert changes_between(before, now).quiet == (move,)


def test_an_edit_that_an_approved_change_request_covers_is_not_quiet() -> None:
    before = replace(BEFORE, baselines=(baseline("one"),))
    request = PackChangeRequest("c", "p", "CR-4", "More time", "approved", decided_on=NOW)
    now = pack(NOW, project(NOW), baselines=(baseline("two"),), change_requests=(request,))
    (move,) = changes_between(before, now).scope
    assert (move.change_request, move.is_quiet) == ("CR-4", False)


def test_a_request_that_was_approved_before_the_last_pack_covers_nothing_new() -> None:
    request = PackChangeRequest("c", "p", "CR-4", "More time", "approved", decided_on=THEN)
    before = replace(BEFORE, baselines=(baseline("one", change_request="CR-4"),), change_requests=(request,))
    now = pack(NOW, project(NOW), baselines=(baseline("two", change_request="CR-4"),), change_requests=(request,))
    (move,) = changes_between(before, now).scope
    assert move.is_quiet


def test_a_request_of_another_project_covers_nothing() -> None:
    before = replace(BEFORE, baselines=(baseline("one"),))
    request = PackChangeRequest("c", "other", "CR-4", "More time", "approved", decided_on=NOW)
    now = pack(NOW, project(NOW), baselines=(baseline("two"),), change_requests=(request,))
    assert changes_between(before, now).scope[0].is_quiet


def test_a_new_baseline_number_is_no_edit() -> None:
    before = replace(BEFORE, baselines=(baseline("one"),))
    now = pack(NOW, project(NOW), baselines=(baseline("one"), replace(baseline("two"), number=1)))
    (move,) = changes_between(before, now).scope
    assert (move.kind, move.number, move.is_quiet) == ("baseline_set", 1, False)


def test_an_approval_is_told() -> None:
    before = replace(BEFORE, baselines=(baseline("one"),))
    now = pack(NOW, project(NOW), baselines=(baseline("one", approved=True),))
    assert [move.kind for move in changes_between(before, now).scope] == ["baseline_approved"]


def test_a_promised_finish_that_moved_without_a_baseline_is_told() -> None:
    before = pack(THEN, project(THEN, baseline_finish=date(2027, 3, 31)))
    now = pack(NOW, project(NOW, baseline_finish=date(2027, 5, 31)))
    (move,) = changes_between(before, now).scope
    assert (move.kind, move.is_quiet) == ("promise", True)


def test_projects_that_come_and_go_bring_no_other_movements() -> None:
    stone = PackMilestone("m", "new", "Done", forecast=NOW)
    risk = PackRisk("r", "old", "R-1", "Rain", probability=1, impact=1)
    before = pack(THEN, project(THEN), project(THEN, "old"), risks=(risk,))
    now = pack(NOW, project(NOW), project(NOW, "new"), milestones=(stone,))
    found = changes_between(before, now)
    assert [(move.kind, move.project) for move in found.scope] == [("added", "new"), ("dropped", "old")]
    assert (found.ratings, found.milestones, found.money) == ((), (), ())
