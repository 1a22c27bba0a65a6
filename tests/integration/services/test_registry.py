"""The registry: what is shown of a project, what may be typed into it, what is never added up."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.recorder import insert_rows
from pmo_desktop.persistence.tables import Project, StatusUpdate
from pmo_desktop.scheduling import schedule
from pmo_desktop.services.commands import fields, periods, programmes, projects, rows, status
from pmo_desktop.services.fields import custom_fields
from pmo_desktop.services.planning import load_plan
from pmo_desktop.services.queries.periods import current_period
from pmo_desktop.services.queries.registry import ProjectRow, registry, sums
from pmo_desktop.services.queries.views import custom_field_list, saved_views

from .conftest import Desk


def row_of(desk: Desk, project: int) -> ProjectRow:
    row = desk.ask(registry, include_archived=True).row(project)
    assert isinstance(row, ProjectRow)
    return row


def test_a_row_shows_this_rating_the_last_one_and_the_strip(desk: Desk) -> None:
    row = row_of(desk, desk.world.project)
    assert (row.overall, row.previous_overall, row.strip, row.movement) == ("R", "A", ("A", "R"), 1)
    assert (row.value("rag_overall"), row.value("reason"), row.percent_complete) == ("R", "Vendor", 30)
    assert (row.programme, row.code, row.variance, row.overrun) == ("Digital", "P-001", 10_000, 0.1)


def test_the_unrated_project_says_nothing(desk: Desk) -> None:
    row = row_of(desk, desk.world.other)
    assert (row.overall, row.strip, row.reported, row.value("reason"), row.value("next_due")) == (
        "",
        ("", ""),
        False,
        "",
        None,
    )


def test_slip_is_counted_from_the_baseline(desk: Desk) -> None:
    values = {"finish": date(2027, 6, 30), "baseline_finish": date(2027, 3, 31), "start": date(2026, 4, 1)}
    desk.do(rows.set_values, "project", [desk.world.other], values)
    row = row_of(desk, desk.world.other)
    assert row.slip == 91
    assert row.planned_percent == 67


def test_a_status_cell_begins_the_report_of_the_current_period(desk: Desk) -> None:
    change = desk.do(rows.set_values, "project", [desk.world.other], {"rag_schedule": "A"})
    assert [row.table for row in change.rows] == ["status_update"]
    assert row_of(desk, desk.world.other).rating("schedule") == "A"


def test_a_rating_brought_into_a_store_without_a_period_opens_one(desk: Desk) -> None:
    for period in (desk.world.period - 1, desk.world.period):
        desk.do(periods.publish, period)
    with pytest.raises(PmoError) as refused:
        desk.do(rows.set_values, "project", [desk.world.other], {"rag_schedule": "A"})
    assert refused.value.message_id == "period_none_open"


def test_a_published_period_is_read_only(desk: Desk) -> None:
    with desk.store.read() as session:
        report = session.query(StatusUpdate).filter_by(period_id=desk.world.period).one().id
    desk.do(periods.publish, desk.world.period)
    with pytest.raises(PmoError) as refused:
        desk.do(rows.set_values, "status_update", [report], {"overall": "G"})
    assert refused.value.message_id == "period_published"


def test_the_newest_open_period_is_the_current_one(desk: Desk) -> None:
    period = desk.ask(current_period)
    assert (period.id, period.data_date, period.is_open) == (desk.world.period, date(2026, 11, 30), True)
    with pytest.raises(PmoError):
        desk.do(periods.open_next, date(2026, 11, 30))


def test_different_currencies_are_never_added_up(desk: Desk) -> None:
    desk.do(rows.set_values, "project", [desk.world.other], {"budget": 7_00})
    found = sums(desk.ask(registry).rows)
    assert [(item.currency, item.count, item.budget, item.forecast) for item in found] == [
        ("CNY", 1, 700, 0),
        ("EUR", 1, 100_000, 110_000),
    ]


def test_the_overrun_of_a_group_is_taken_against_budgets_that_have_a_forecast(desk: Desk) -> None:
    desk.do(projects.create, {"name": "No forecast", "budget": 900_000_00})
    (euro,) = [item for item in sums(desk.ask(registry).rows) if item.currency == "EUR"]
    assert euro.overrun == 0.1


def test_one_value_goes_to_many_rows_in_one_step(desk: Desk) -> None:
    change = desk.do(rows.set_values, "project", [desk.world.project, desk.world.other], {"manager": "Lin"})
    assert change.ids("project") == {desk.world.project, desk.world.other}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": ""}, "value_required"),
        ({"currency": "EURO"}, "value_too_long"),
        ({"currency": "E1R"}, "value_not_currency"),
        ({"budget": "12"}, "value_not_whole"),
        ({"finish": "2027-01-01"}, "value_not_date"),
        ({"nonsense": 1}, "field_unknown"),
        ({"archived": True}, "field_not_editable"),
        ({"code": "M-1"}, "code_taken"),
        ({"code": "m-1"}, "code_taken"),
        ({"custom:no": 1}, "field_unknown"),
        ({"rag_cost": "X"}, "value_not_choice"),
        ({"percent_complete": 101}, "value_out_of_range"),
    ],
)
def test_what_is_refused_changes_nothing(desk: Desk, values: dict[str, object], message: str) -> None:
    before = desk.ask(registry)
    with pytest.raises(PmoError) as refused:
        desk.do(rows.set_values, "project", [desk.world.project], {"manager": "Zed", **values})
    assert refused.value.message_id == message
    assert desk.ask(registry) == before


def test_one_code_is_not_given_to_two_rows(desk: Desk) -> None:
    with pytest.raises(PmoError) as refused:
        desk.do(rows.set_values, "project", [desk.world.project, desk.world.other], {"code": "X"})
    assert refused.value.message_id == "one_code_for_many"


def test_a_row_that_is_gone_is_refused(desk: Desk) -> None:
    with pytest.raises(PmoError) as refused:
        desk.do(rows.set_values, "project", [desk.world.project, 999], {"manager": "Zed"})
    assert refused.value.message_id == "row_gone"


def test_codes_run_on_and_own_codes_are_kept(desk: Desk) -> None:
    first = desk.do(projects.create, {"name": "A"}).result
    own = desk.do(projects.create, {"name": "B", "code": "P-107"}).result
    after = desk.do(projects.create, {"name": "C"}).result
    assert [row_of(desk, int(str(key))).code for key in (first, own, after)] == ["P-002", "P-107", "P-108"]


def test_archived_projects_leave_the_registry_and_come_back(desk: Desk) -> None:
    desk.do(projects.archive, [desk.world.project])
    assert desk.ask(registry).row(desk.world.project) is None
    assert row_of(desk, desk.world.project).archived
    desk.do(projects.restore, [desk.world.project])
    assert desk.ask(registry).row(desk.world.project) is not None


def test_deleting_a_project_leaves_nothing_of_it(desk: Desk) -> None:
    from pmo_desktop.persistence.tables import RECORDED

    desk.do(projects.delete, [desk.world.project])
    with desk.store.read() as session:
        for table in RECORDED.values():
            if "project_id" in table.c:
                found = session.connection().execute(table.select().where(table.c.project_id == desk.world.project))
                assert not found.all(), table.name


def test_a_copy_has_the_plan_and_the_risks_but_not_the_past(desk: Desk) -> None:
    copy = int(str(desk.do(projects.duplicate, desk.world.project).result))
    row = row_of(desk, copy)
    assert (row.code, row.name, row.overall, row.actual) == ("P-002", "Billing", "", None)
    from pmo_desktop.persistence.tables import Assignment, Calendar, Link, Resource, Risk, Task, TaskBaseline

    with desk.store.read() as session:
        tasks = {task.id for task in session.query(Task).filter_by(project_id=copy)}
        link = session.query(Link).filter_by(project_id=copy).one()
        night = session.query(Calendar).filter_by(project_id=copy, name="Night").one()
        crew = session.query(Resource).filter_by(project_id=copy).one()
        work = session.query(Assignment).filter_by(project_id=copy).one()
        assert len(tasks) == 4
        assert {link.predecessor_id, link.successor_id} <= tasks
        assert session.get_one(Calendar, night.base_id).project_id == copy
        assert (crew.calendar_id, work.resource_id, work.task_id in tasks) == (night.id, crew.id, True)
        assert session.query(Risk).filter_by(project_id=copy).one().code == "R-003"
        assert session.query(TaskBaseline).filter_by(project_id=copy).count() == 0


def test_a_programme_that_goes_leaves_its_projects(desk: Desk) -> None:
    desk.do(programmes.delete, [desk.world.programmes[0]])
    assert row_of(desk, desk.world.project).programme_id is None


def test_a_custom_field_is_a_field_like_any_other(desk: Desk) -> None:
    with desk.store.read() as session:
        text, choice = custom_fields(session)
    desk.do(rows.set_values, "project", [desk.world.project], {text.name: "S-1", choice.name: "North", "name": "New"})
    row = row_of(desk, desk.world.project)
    assert (row.value(text.name), row.value(choice.name), row.name) == ("S-1", "North", "New")
    assert [item.used for item in desk.ask(custom_field_list)] == [1, 1]
    with pytest.raises(PmoError):
        desk.do(rows.set_values, "project", [desk.world.project], {choice.name: "West"})
    desk.do(fields.delete, desk.world.text_field)
    assert row_of(desk, desk.world.project).value(text.name) is None
    desk.do(rows.set_values, "project", [desk.world.project], {choice.name: None})
    assert row_of(desk, desk.world.project).custom == {}


def test_field_names_and_views_are_not_doubled(desk: Desk) -> None:
    with pytest.raises(PmoError) as refused:
        desk.do(fields.create, "region", "text")
    assert refused.value.message_id == "name_taken"
    assert [view.name for view in desk.ask(saved_views, "projects")] == ["At risk"]


def test_a_thousand_projects_are_read_fast(desk: Desk) -> None:
    def fill(session: object) -> None:
        new = insert_rows(session, Project, [{"code": f"X-{n}", "name": f"Project {n}"} for n in range(1000)])  # type: ignore[arg-type]
        reports = [
            {"project_id": key, "period_id": period, "overall": "GAR"[key % 3]}
            for key in new
            for period in (desk.world.period - 1, desk.world.period)
        ]
        insert_rows(session, StatusUpdate, reports)  # type: ignore[arg-type]

    desk.do(fill)
    desk.ask(registry)
    start = perf_counter()
    assert len(desk.ask(registry).rows) == 1002
    assert perf_counter() - start < 0.5, "ten times what it takes on an idle machine"


def test_a_report_notes_the_figures_of_its_day(desk: Desk) -> None:
    desk.do(status.write, desk.world.project, {"overall": "G"}, author="Lin")
    with desk.store.read() as session:
        report = session.query(StatusUpdate).filter_by(project_id=desk.world.project, period_id=desk.world.period).one()
        assert (report.overall, report.forecast, report.author, report.next_step) == ("G", 110_000, "Lin", "Meet")


def test_an_earlier_period_shows_what_was_reported_then(desk: Desk) -> None:
    row = desk.ask(registry, period_id=desk.world.period - 1).row(desk.world.project)
    assert (row.overall, row.previous_overall, row.strip, row.value("reason")) == ("A", "", ("A",), "Late")


@pytest.mark.parametrize("name", ["start", "finish", "baseline_finish"])
def test_the_plan_says_when_a_project_with_tasks_starts_and_finishes(desk: Desk, name: str) -> None:
    both = [desk.world.other, desk.world.project]
    with pytest.raises(PmoError) as refused:
        desk.do(rows.set_values, "project", both, {name: date(2027, 1, 1)})
    assert (refused.value.message_id, refused.value.values["project"]) == ("dates_from_plan", "Billing")
    desk.do(rows.set_values, "project", [desk.world.other], {name: date(2027, 1, 1)})
    found = desk.ask(registry)
    assert [found.row(key).has_plan for key in (desk.world.other, desk.world.project)] == [False, True]
    assert found.row(desk.world.other).value(name) == date(2027, 1, 1)


@pytest.mark.parametrize(("table", "values"), [("task", {"duration": 24_000}), ("link", {"lag": 24_000})])
def test_values_of_a_plan_move_its_project(desk: Desk, table: str, values: dict[str, object]) -> None:
    desk.do(rows.set_values, "task", [desk.world.tasks[1]], {"duration": 480})
    before = desk.ask(registry).row(desk.world.project).finish
    key = desk.world.link if table == "link" else desk.world.tasks[1]
    desk.do(rows.set_values, table, [key], values)
    after = desk.ask(registry).row(desk.world.project).finish
    with desk.store.read() as session:
        assert after == schedule(load_plan(session, desk.world.project)).project_finish.date()
    assert before < after
