"""The logs beside the risks: what one record leads to, and what is open and urgent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.services.commands import logs, rows
from pmo_desktop.services.logs import LOGS
from pmo_desktop.services.queries.issues import issue_log
from pmo_desktop.services.queries.logs import LogRow, Trace, log, traces
from pmo_desktop.services.queries.risks import risk_register

from .conftest import Desk

DAY = date(2026, 11, 20)


def do(desk: Desk, command: Any, *args: object) -> Any:
    """Do something and return what it gave."""
    return desk.do(command, *args).result


def made(desk: Desk, table: str, row_id: object) -> LogRow:
    row = next(row for row in desk.ask(log, table) if row.id == row_id)
    assert isinstance(row, LogRow)
    return row


@pytest.mark.parametrize("table", list(LOGS))
def test_each_log_numbers_its_records_and_knows_when_they_are_over(desk: Desk, table: str) -> None:
    first, second = (do(desk, logs.create, table, {"title": title, "project_id": desk.world.project}) for title in "AB")
    one, two = made(desk, table, first), made(desk, table, second)
    assert one.code.startswith(LOGS[table].prefix)
    assert int(two.code.rpartition("-")[2]) == int(one.code.rpartition("-")[2]) + 1
    assert (one.is_open, one.project, one.currency) == (True, "Billing", "EUR")
    desk.do(logs.end, table, [first], DAY)
    assert not made(desk, table, first).is_open
    day = LOGS[table].ended[1]
    assert not day or made(desk, table, first).value(day) == DAY


def test_a_log_lists_what_is_due_first_and_leaves_closed_ones_for_the_end(desk: Desk) -> None:
    for title, due in (("Late", date(2026, 12, 9)), ("None", None), ("Soon", date(2026, 12, 1))):
        desk.do(logs.create, "action", {"title": title, "due": due})
    desk.do(logs.end, "action", [3], DAY)
    assert [row.title for row in desk.ask(log, "action")] == ["Late", "None", "Soon"]
    assert desk.ask(log, "action", desk.world.project) == ()


def test_a_risk_that_occurs_becomes_an_issue_with_its_trace(desk: Desk) -> None:
    risk = desk.world.risks[0]
    desk.do(rows.set_values, "risk", [risk], {"cause": "They moved people.", "effect": "Test waits."})
    issue = do(desk, logs.occur, risk, DAY)
    row = next(row for row in desk.ask(issue_log) if row.id == issue)
    assert (row.title, row.project, row.owner, row.impact) == ("Vendor fails", "Billing", "Min", 5)
    assert (row.description, row.cause, row.raised_on) == ("Test waits.", "They moved people.", DAY)
    assert next(one for one in desk.ask(risk_register).rows if one.id == risk).status == "occurred"
    (out,) = desk.ask(traces, "risk", risk)
    assert (out.kind, out.forward, out.table, out.row_id, out.code) == ("became", True, "issue", issue, row.code)
    (back,) = desk.ask(traces, "issue", issue)
    assert (back.forward, back.table, back.code) == (False, "risk", "R-001")
    with pytest.raises(PmoError) as caught:
        desk.do(logs.occur, risk, DAY)
    assert caught.value.message_id == "risk_occurred_already"


@pytest.mark.parametrize("into", ["risk", "issue"])
def test_an_assumption_that_fails_becomes_a_risk_or_an_issue(desk: Desk, into: Any) -> None:
    values = {"title": "The permit comes in May", "impact": 4, "owner": "Li", "project_id": desk.world.project}
    key = do(desk, logs.create, "assumption", values)
    record = do(desk, logs.fail, key, DAY, into)
    assert made(desk, "assumption", key).value("status") == "failed"
    (trace,) = desk.ask(traces, "assumption", key)
    assert isinstance(trace, Trace)
    assert (trace.table, trace.row_id, trace.title) == (into, record, "The permit comes in May")
    with pytest.raises(PmoError) as caught:
        desk.do(logs.fail, key, DAY, into)
    assert caught.value.message_id == "assumption_failed_already"


def test_a_follow_up_is_an_action_of_the_same_project(desk: Desk) -> None:
    action = do(desk, logs.follow_up, "decision", desk.world.decision, {"owner": "Min", "due": DAY})
    row = made(desk, "action", action)
    assert (row.title, row.project, row.value("owner"), row.value("due")) == ("Which vendor?", "Billing", "Min", DAY)
    assert [trace.table for trace in desk.ask(traces, "action", action)] == ["decision"]


def test_a_change_request_says_who_decided_and_when(desk: Desk) -> None:
    key = do(desk, logs.create, "change_request", {"title": "More time", "project_id": desk.world.project})
    desk.do(logs.decide_change, key, True, "Board", DAY, "With conditions")
    row = made(desk, "change_request", key)
    found = [row.value(name) for name in ("status", "decider", "decided_on", "decision", "is_open")]
    assert found == ["approved", "Board", DAY, "With conditions", False]


def test_records_are_connected_once_and_not_with_themselves(desk: Desk) -> None:
    risk, issue = ("risk", desk.world.risks[0]), ("issue", desk.world.issue)
    relation = do(desk, logs.relate, "related", risk, issue)
    for source, target in ((risk, issue), (risk, risk)):
        with pytest.raises(PmoError) as caught:
            desk.do(logs.relate, "related", source, target)
        assert caught.value.message_id == "relation_exists"
    desk.do(logs.unrelate, relation)
    assert desk.ask(traces, *risk) == ()


def test_a_deleted_record_leaves_no_trace(desk: Desk) -> None:
    issue = do(desk, logs.occur, desk.world.risks[0], DAY)
    desk.do(logs.delete, "issue", [issue])
    assert desk.ask(traces, "risk", desk.world.risks[0]) == ()
