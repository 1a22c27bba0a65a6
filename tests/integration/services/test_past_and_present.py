"""Risks over the periods, the overview, and the history as users read it."""

from __future__ import annotations

from datetime import date

from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.pack import PackOption
from pmo_desktop.services.commands import decisions, logs, periods, portfolio, projects, risks, rows
from pmo_desktop.services.queries.decisions import decision_log
from pmo_desktop.services.queries.history import authors, changes_of, counts_of, history_page
from pmo_desktop.services.queries.issues import issue_log
from pmo_desktop.services.queries.overview import overview
from pmo_desktop.services.queries.risks import RiskRow, risk_register
from pmo_desktop.services.values import show
from pmo_desktop.texts import of

from .conftest import Desk


def first_risk(desk: Desk) -> RiskRow:
    row = next(row for row in desk.ask(risk_register).rows if row.id == desk.world.risks[0])
    assert isinstance(row, RiskRow)
    return row


def test_a_risk_moves_against_the_score_of_the_last_period(desk: Desk) -> None:
    assert (first_risk(desk).previous_score, first_risk(desk).trend) == (20, 0)
    desk.do(risks.rescore, desk.world.risks[0], 5, 5)
    assert (first_risk(desk).score, first_risk(desk).trend, first_risk(desk).above_appetite) == (25, 1, True)
    desk.do(risks.rescore, desk.world.risks[0], 2, 2)
    assert (first_risk(desk).level, first_risk(desk).trend) == ("G", -1)


def test_the_first_score_is_kept_as_the_inherent_one(desk: Desk) -> None:
    desk.do(risks.rescore, desk.world.risks[0], 1, 1)
    assert (first_risk(desk).inherent_score, first_risk(desk).score) == (20, 1)


def test_exposure_is_the_expected_loss_of_open_risks_by_period(desk: Desk) -> None:
    points = desk.ask(risk_register).exposure
    assert [(point.data_date, point.amount) for point in points] == [
        (date(2026, 10, 30), 3_250_000),
        (date(2026, 11, 30), 3_250_000),
    ]
    desk.do(risks.close, [desk.world.risks[0]])
    assert [point.amount for point in desk.ask(risk_register).exposure] == [3_250_000, 0]


def test_a_loss_in_another_currency_is_left_out_and_counted(desk: Desk) -> None:
    desk.do(risks.create, {"title": "T", "project_id": desk.world.other, "probability": 3, "cost_impact": 100})
    register = desk.ask(risk_register)
    assert register.left_out == 1
    assert register.exposure[-1].amount == 3_250_000
    assert desk.ask(risk_register, desk.world.other).currency == "CNY"


def test_an_unscored_risk_has_no_level_and_no_place(desk: Desk) -> None:
    row = desk.ask(risk_register).rows[-1]
    assert (row.score, row.level, row.trend, row.above_appetite, row.project) == (None, "", None, False, "")


def test_the_grid_and_the_appetite_are_the_portfolios(desk: Desk) -> None:
    desk.do(portfolio.set_settings, {"risk_grid": "G" * 25, "appetite": 20})
    assert (first_risk(desk).level, first_risk(desk).above_appetite) == ("G", False)
    desk.do(portfolio.set_settings, {"risk_grid": "nonsense"})
    assert first_risk(desk).level == "R"


def test_logs_list_what_is_open_first(desk: Desk) -> None:
    desk.do(logs.create, "issue", {"title": "Minor", "urgency": 1, "impact": 1})
    assert [row.title for row in desk.ask(issue_log)] == ["Site closed", "Minor"]
    desk.do(logs.end, "issue", [desk.world.issue], date(2026, 11, 20))
    assert [(row.title, row.is_open) for row in desk.ask(issue_log)] == [("Minor", True), ("Site closed", False)]
    desk.do(decisions.set_options, desk.world.decision, [PackOption("<b>A</b>", recommended=True)])
    (row,) = desk.ask(decision_log, desk.world.project)
    assert (row.options[0].name, row.options[0].recommended, row.is_open) == ("<b>A</b>", True, True)
    desk.do(decisions.record, desk.world.decision, decisions.Answer(outcome="A"), date(2026, 11, 25))
    assert not desk.ask(decision_log)[0].is_open


def test_the_overview_counts_what_is_active_and_names_what_waits(desk: Desk) -> None:
    desk.do(rows.set_values, "project", [desk.world.project], {"forecast": 120_000})
    view = desk.ask(overview)
    assert (view.counts["R"], view.counts[""], view.previous_counts["A"], view.reported) == (1, 1, 1, 1)
    (moved,) = view.moved
    assert (moved.project.id, moved.forecast_change) == (desk.world.project, 10_000)
    assert [(need.kind, need.count) for need in view.needs] == [("reports", 1), ("decisions", 1)]
    desk.do(rows.set_values, "risk", [desk.world.risks[0]], {"owner": ""})
    assert ("risks_unowned", 1) in [(need.kind, need.count) for need in desk.ask(overview).needs]


def test_the_overview_of_an_empty_store_is_empty(desk: Desk) -> None:
    desk.do(projects.delete, [desk.world.project, desk.world.other])
    desk.do(logs.create, "decision", {"title": "Later?"})
    view = desk.ask(overview)
    assert (view.active, view.moved, view.totals, view.performance) == ((), (), (), ())


def test_the_history_tells_old_and_new_values_in_words(desk: Desk) -> None:
    values = {"budget": 200_000, "stage": "deliver", "programme_id": desk.world.programmes[1]}
    change = desk.do(rows.set_values, "project", [desk.world.project], values)
    (told,) = desk.ask(changes_of, change.seq)
    assert (told.label, told.name) == ("Project", "P-001 Billing")
    t = of("en")
    words = [
        (f.field.title(t), *(show(t, f.field, value, currency=f.currency) for value in (f.old, f.new)))
        for f in told.fields
    ]
    assert words == [
        ("Programme", "Digital", "Assets"),
        ("Stage", "Idea", "Delivery"),
        ("Budget", "€1,000.00", "€2,000.00"),
    ]


def test_the_history_names_rows_that_are_gone(desk: Desk) -> None:
    edit = desk.do(rows.set_values, "risk", [desk.world.risks[0]], {"owner": "Zed", "cost_impact": 5})
    desk.do(projects.delete, [desk.world.project])
    (told,) = desk.ask(changes_of, edit.seq)
    assert (told.label, told.name) == ("Risk", "R-001 Vendor fails")


def test_custom_values_are_told_by_the_name_of_their_field(desk: Desk) -> None:
    from pmo_desktop.services.fields import custom_fields

    with desk.store.read() as session:
        spec = custom_fields(session)[0]
    change = desk.do(rows.set_values, "project", [desk.world.project], {spec.name: "S-1"})
    (told,) = desk.ask(changes_of, change.seq)
    assert [(f.field.title(of("zh_CN")), f.old, f.new) for f in told.fields] == [("Site code", None, "S-1")]


def test_the_history_is_read_page_by_page_and_by_record_author_and_day(desk: Desk) -> None:
    for name in ("One", "Two", "Three"):
        desk.do(rows.set_values, "project", [desk.world.other], {"name": name})
    page = desk.ask(history_page, limit=2)
    assert [entry.seq for entry in page.entries] == [4, 3]
    rest = desk.ask(history_page, limit=2, before=page.before)
    assert ([entry.seq for entry in rest.entries], rest.before) == ([2, 1], None)
    assert len(desk.ask(history_page, record=("project", desk.world.other)).entries) == 4
    assert len(desk.ask(history_page, record=("risk", desk.world.risks[1])).entries) == 1
    (me,) = desk.ask(authors)
    assert len(desk.ask(history_page, author=me).entries) == 4
    assert not desk.ask(history_page, author="someone else").entries
    assert not desk.ask(history_page, until=date(2000, 1, 1)).entries
    assert len(desk.ask(history_page, since=date(2000, 1, 1)).entries) == 4
    assert dict(desk.ask(counts_of, 1))["task"] == 4


def test_an_undo_is_a_line_of_its_own(desk: Desk) -> None:
    change = desk.do(periods.open_next, date(2026, 12, 31))
    desk.store.revert(change.seq, "undo")
    newest = desk.ask(history_page).entries[0]
    assert (newest.origin, newest.undoes, newest.label) == ("undo", change.seq, Message("set_field", {"field": "x"}))
