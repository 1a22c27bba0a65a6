"""Computed ratings on a real store: their figures, overrides that end, old reports, rules kept, periods moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.rag_rules import Rule
from pmo_desktop.persistence.store import Store, create_store
from pmo_desktop.persistence.tables import (
    Assignment,
    Benefit,
    ChangeRequest,
    Issue,
    Link,
    Period,
    Portfolio,
    Project,
    Resource,
    Risk,
    StatusUpdate,
    Task,
    TaskBaseline,
)
from pmo_desktop.services.commands import overrides, periods, rag_rules, rows, status
from pmo_desktop.services.queries.overview import overview
from pmo_desktop.services.queries.periods import periods as all_periods
from pmo_desktop.services.queries.rag_preview import changes_between, measured_projects
from pmo_desktop.services.queries.registry import ProjectRow, registry
from pmo_desktop.services.queries.reporting import last_report, next_without_report, period_list, reporting
from pmo_desktop.services.rag import RuleBook, computed_rag, rule_book, weekdays_between
from pmo_desktop.services.rag_plan import plan_figures

from .world import LABEL

OCT, NOV = date(2026, 10, 23), date(2026, 11, 20)
EMPTY: dict[str, Any] = {"splits": [], "custom": {}, "extra": {}}


def write(store: Store, work: Any, *args: Any, **kwargs: Any) -> Any:
    return store.write(LABEL, lambda session: work(session, *args, **kwargs)).result


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = create_store(tmp_path / "ratings.pmow")
    yield store
    store.close()


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    """Two periods (October published, November open) and three projects; the first one is late and over budget."""

    def work(session: Any) -> dict[str, int]:
        session.add(Portfolio(name="P", currency="EUR", settings={}))
        october = Period(data_date=OCT, deadline=date(2026, 10, 27), state="published")
        november = Period(data_date=NOV, deadline=date(2026, 11, 24))
        session.add_all([october, november])
        a = Project(code="P-1", name="Late", manager="Min", project_class="strategic", stage="deliver",
                    start=date(2026, 1, 5), baseline_finish=date(2026, 12, 31), finish=date(2027, 1, 18),
                    budget=1_000_00, forecast=1_080_00, actual=500_00)  # fmt: skip
        b = Project(code="P-2", name="Fine", manager="Li", stage="deliver", start=date(2026, 1, 5),
                    baseline_finish=date(2026, 12, 31), finish=date(2026, 12, 31))  # fmt: skip
        c = Project(code="P-3", name="Idea", stage="idea")
        session.add_all([a, b, c])
        session.flush()
        for project in (a, b):
            session.add(StatusUpdate(project_id=project.id, period_id=october.id, overall="G", achieved="Much",
                                     planned="More", finish=date(2026, 12, 31), forecast=900_00,
                                     updated_at=datetime(2026, 10, 22, 9)))  # fmt: skip
        session.flush()
        return {"a": a.id, "b": b.id, "c": c.id, "oct": october.id, "nov": november.id}

    found = write(store, work)
    assert isinstance(found, dict)
    return found


def row(store: Store, project_id: int, **more: Any) -> ProjectRow:
    with store.read() as session:
        found = registry(session, **more).row(project_id)
    assert found is not None
    return found


def test_slip_and_overrun_are_judged_by_the_tolerances(store: Store, ids: dict[str, int]) -> None:
    with store.read() as session:
        found = computed_rag(session, ids["a"], ids["nov"])
    assert (found["schedule"].rag, found["schedule"].value) == ("A", 18)  # 31 Dec to 18 Jan; amber above 10
    assert (found["cost"].rag, found["cost"].value) == ("A", 8.0)  # 80 of 1,000; amber from 5, red from 10
    assert found["overall"].rag == "A"
    assert row(store, ids["a"]).computed == found


def test_the_registers_speak_for_risk_scope_and_benefits(store: Store, ids: dict[str, int]) -> None:
    def work(session: Any) -> None:
        session.add_all([
            Risk(project_id=ids["a"], code="R-1", title="x", probability=4, impact=5),
            Risk(project_id=ids["a"], code="R-2", title="x", probability=5, impact=5, status="closed"),
            Issue(project_id=ids["a"], code="I-1", title="x", due=date(2026, 11, 1)),
            ChangeRequest(project_id=ids["a"], code="C-1", title="x", due=date(2026, 11, 19)),
            ChangeRequest(project_id=ids["a"], code="C-2", title="x", due=NOV),
            Benefit(project_id=ids["a"], code="B-1", title="x", due=date(2026, 11, 1), target_money=100,
                    actual_money=60),
        ])  # fmt: skip

    write(store, work)
    with store.read() as session:
        found = computed_rag(session, ids["a"], ids["nov"])
    assert (found["risk"].rag, found["risk"].rule, found["risk"].value) == ("R", "risk_score", 20)
    assert (found["scope"].rag, found["scope"].value) == ("A", 1)  # the second is due on the data date itself
    assert (found["benefits"].rag, found["benefits"].rule) == ("A", "benefits_overdue")
    assert found["overall"].worst == "risk"


def test_values_earned_are_judged_and_never_made_up(store: Store, ids: dict[str, int]) -> None:
    write(store, status.write, ids["a"], {"overall": "G", "percent_complete": 40})
    with store.read() as session:  # 40 % of 1,000 is worth 400, spent are 500: CPI 0.80; nobody planned a value
        found = computed_rag(session, ids["a"], ids["nov"])
    assert (found["cost"].rag, found["cost"].rule, found["cost"].value) == ("R", "cpi", 0.8)
    assert found["schedule"].rule == "slip_days"

    def values(session: Any) -> None:
        report = session.query(StatusUpdate).filter_by(project_id=ids["a"], period_id=ids["nov"]).one()
        report.planned_value, report.earned_value = 500_00, 400_00

    write(store, values)
    with store.read() as session:
        found = computed_rag(session, ids["a"], ids["nov"])
    assert (found["schedule"].rag, found["schedule"].rule, found["schedule"].value) == ("R", "spi", 0.8)


def test_a_past_period_is_judged_by_what_was_reported_then(store: Store, ids: dict[str, int]) -> None:
    past = row(store, ids["a"], period_id=ids["oct"])
    assert (past.finish, past.forecast, past.overall) == (date(2026, 12, 31), 900_00, "G")
    assert past.calculated == "G"
    assert row(store, ids["a"]).forecast == 1_080_00
    with store.read() as session:
        assert not registry(session, period_id=ids["oct"]).is_live
        assert overview(session, period_id=ids["oct"]).counts["G"] == 2
        assert overview(session).counts["G"] == 0


def test_reported_better_than_calculated(store: Store, ids: dict[str, int]) -> None:
    write(store, status.write, ids["a"], {"overall": "G", "schedule": "A"})
    found = row(store, ids["a"])
    assert (found.better, found.is_better("schedule"), found.is_better("cost")) == (True, False, False)
    assert found.doubts("rag_overall") == (True, False)
    with store.read() as session:
        needs = {need.kind: need.ids for need in overview(session).needs}
    assert needs["better"] == (ids["a"],)


def test_an_override_is_one_step_has_a_reason_and_ends(store: Store, ids: dict[str, int]) -> None:
    def make(rag: Any, reason: str, until: date | None = None, dimension: str = "schedule") -> Any:
        return write(store, overrides.make, ids["a"], ids["nov"], dimension, rag, reason, author="Li", expires_on=until)

    for arguments, wanted in (
        (("G", ""), "override_reason_missing"),
        (("A", "Same"), "override_refused"),
        (("C", "Done"), "override_refused"),
        (("G", "x", date(2027, 1, 15)), "override_too_long"),
        (("G", "x", date(2026, 11, 19)), "override_too_long"),
        (("G", "x", None, "scope"), "override_refused"),  # nothing is calculated there
    ):
        with pytest.raises(PmoError) as refused:
            make(*arguments)
        assert refused.value.message_id == wanted
    december = date(2026, 12, 18)
    make("G", "Vendor signed", december)
    key = make("G", "Vendor signed twice", december)  # the newer one takes the older one's place
    assert [one.reason for one in row(store, ids["a"]).overrides.values()] == ["Vendor signed twice"]
    assert row(store, ids["a"]).computed_rating("schedule") == "A", "the rules say what they said"
    write(store, periods.open_next, december)
    assert set(row(store, ids["a"]).overrides) == {"schedule"}
    write(store, periods.open_next, date(2027, 1, 15))
    assert row(store, ids["a"]).overrides == {}, "two periods, then it is over"
    write(store, overrides.withdraw, key)
    write(store, periods.publish, ids["nov"])
    with pytest.raises(PmoError):
        make("G", "x")


def test_old_news_is_a_question_mark(store: Store, ids: dict[str, int]) -> None:
    write(store, status.write, ids["a"], {"overall": "G"})
    now = row(store, ids["b"])  # reported on 22 Oct, 29 days before: one and a half periods are 42
    assert (now.is_stale, now.overall, now.reported_on) == (False, "", date(2026, 10, 22))
    december = write(store, periods.open_next, date(2026, 12, 18))
    late = row(store, ids["b"])  # 57 days
    assert (late.is_stale, late.doubts("strip"), late.value("rag_overall")) == (True, (False, True), "")
    assert not row(store, ids["a"]).is_stale
    assert not row(store, ids["c"]).is_stale, "it has not begun"
    with store.read() as session:
        assert {need.kind: need.ids for need in overview(session).needs}["stale"] == (ids["b"],)
    write(store, status.write, ids["b"], {"overall": "G"})
    assert row(store, ids["b"]).overall == "G"

    def age(session: Any) -> None:  # a report of this very period that was written 43 days before
        report = session.query(StatusUpdate).filter_by(project_id=ids["b"], period_id=december).one()
        report.updated_at = datetime(2026, 11, 5, 12)

    write(store, age)
    aged = row(store, ids["b"])
    assert (aged.age, aged.is_stale, aged.overall, aged.ratings["overall"]) == (43, True, "", "G")


def test_who_has_not_reported_and_who_is_late(store: Store, ids: dict[str, int]) -> None:
    write(store, status.write, ids["a"], {"overall": "R", "reason": "Late"}, author="Min")

    def states(today: date) -> dict[str, tuple[str, int]]:
        with store.read() as session:
            return {one.code: (one.state, one.days_late) for one in reporting(session, None, today).rows}

    assert states(date(2026, 11, 24)) == {"P-1": ("draft", 0), "P-2": ("missing", 0), "P-3": ("missing", 0)}
    assert states(date(2026, 11, 26))["P-1"] == ("late", 2)
    with store.read() as session:
        found = reporting(session, None, date(2026, 11, 26))
        assert next(one for one in found.rows if one.code == "P-1").missing == ("next_step", "next_owner", "next_due")
        assert list(found.by_manager()) == ["Li", "Min", ""]
        assert next_without_report(session, None, ids["a"]) == ids["b"]
        told = next(one for one in found.rows if one.code == "P-2")
        assert (told.in_time, told.due) == (1, 2)
    more = {"next_step": "Meet", "next_owner": "Li", "next_due": date(2026, 12, 1)}
    write(store, status.write, ids["a"], more)
    write(store, status.write, ids["b"], {"overall": "G"})
    write(store, status.write, ids["c"], {"overall": "G"})
    with store.read() as session:
        assert next_without_report(session, None) is None
        assert reporting(session, None, NOV).waiting == ()
        assert last_report(session, ids["a"], ids["nov"])["achieved"] == "Much"
        assert last_report(session, ids["a"], ids["oct"]) == {}
        assert [(one.data_date, one.reported, one.total) for one in period_list(session)] == [(NOV, 3, 3), (OCT, 2, 2)]


def test_a_status_goes_to_the_period_it_is_written_for(store: Store, ids: dict[str, int]) -> None:
    write(store, periods.open_next, date(2026, 12, 18))
    write(store, status.write, ids["a"], {"overall": "A", "reasons": {"cost": "Steel"}}, period_id=ids["nov"])
    assert row(store, ids["a"], period_id=ids["nov"]).notes == {"cost": "Steel"}
    assert not row(store, ids["a"]).reported
    write(store, status.write, ids["a"], {"reasons": {"cost": ""}}, period_id=ids["nov"])
    assert row(store, ids["a"], period_id=ids["nov"]).notes == {}
    for values, wanted in (
        ({"reasons": {"cost": "x" * 81}}, "value_too_long"),
        ({"reasons": {"weather": "x"}}, "field_unknown"),
    ):
        with pytest.raises(PmoError) as refused:
            write(store, status.write, ids["a"], values, period_id=ids["nov"])
        assert refused.value.message_id == wanted
    with pytest.raises(PmoError):
        write(store, status.write, ids["a"], {"overall": "R"}, period_id=ids["oct"])


def test_publishing_notes_the_figures_of_the_day(store: Store, ids: dict[str, int]) -> None:
    write(store, status.write, ids["a"], {"overall": "A"})
    write(store, rows.set_values, "project", [ids["a"]], {"forecast": 1_200_00})
    write(store, periods.publish, ids["nov"])
    write(store, periods.open_next, date(2026, 12, 18))
    write(store, rows.set_values, "project", [ids["a"]], {"forecast": 1_500_00})
    assert row(store, ids["a"], period_id=ids["nov"]).forecast == 1_200_00
    with store.read() as session:
        assert next(one for one in period_list(session) if one.id == ids["nov"]).published_at is not None


def test_dates_of_a_period_stay_between_its_neighbours_and_a_published_one_is_closed(
    store: Store, ids: dict[str, int]
) -> None:
    december = write(store, periods.open_next, date(2026, 12, 18))
    write(store, periods.set_dates, ids["nov"], date(2026, 11, 27), deadline=date(2026, 12, 1))
    for key, day, wanted in (
        (ids["nov"], date(2026, 12, 18), "period_between"),
        (ids["nov"], OCT, "period_between"),
        (december, date(2026, 11, 27), "period_not_later"),
        (ids["oct"], date(2026, 10, 26), "period_published"),
    ):
        with pytest.raises(PmoError) as refused:
            write(store, periods.set_dates, key, day)
        assert refused.value.message_id == wanted
    with pytest.raises(PmoError):
        write(store, rows.set_values, "period", [ids["oct"]], {"deadline": NOV})
    with store.read() as session:
        assert [one.data_date for one in all_periods(session)] == [OCT, date(2026, 11, 27), date(2026, 12, 18)]


def test_rules_of_our_own_serve_the_class_that_chooses_them(store: Store, ids: dict[str, int]) -> None:
    ours = rag_rules.OwnRules("own:new", "Strict", (Rule("slip_days", 5, 15),), "standard")
    with store.read() as session:
        before, projects = rule_book(session), measured_projects(session)
    after = RuleBook({**before.sets, "own:new": before.sets["preset:four_seven"]}, {"strategic": "own:new"})
    preview = {(one.code, one.dimension): (one.before, one.after) for one in changes_between(projects, before, after)}
    # 18 of 360 planned days are 5 %, and 8 % over budget is beyond 7: only the cost turns red
    assert preview == {("P-1", "cost"): ("A", "R"), ("P-1", "overall"): ("A", "R")}
    write(store, rag_rules.save, {"strategic": "own:new"}, [ours])
    found = row(store, ids["a"])
    assert (found.computed_rating("schedule"), found.computed_rating("cost"), found.calculated) == ("R", "", "R")
    assert row(store, ids["b"]).computed_rating("schedule") == "G"
    with store.read() as session:
        kept = next(rules for key, rules in rule_book(session).sets.items() if key.startswith("own:"))
    assert (kept.name, kept.rules) == ("Strict", ours.rules)
    for own, by_class, wanted in (
        ([rag_rules.OwnRules("x", "", ours.rules)], {}, "value_required"),
        ([rag_rules.OwnRules("x", "X", ())], {}, "rules_empty"),
        ([rag_rules.OwnRules("x", "X", (Rule("spi", 0.8, 0.9),))], {}, "rules_limits_crossed"),
        ([rag_rules.OwnRules("x", "X", ours.rules), rag_rules.OwnRules("y", "X", ours.rules)], {}, "name_taken"),
        ([], {"": "own:gone"}, "row_gone"),
    ):
        with pytest.raises(PmoError) as refused:
            write(store, rag_rules.save, by_class, own)
        assert refused.value.message_id == wanted
    write(store, rag_rules.save, {"": "preset:words"}, [])
    assert row(store, ids["a"]).calculated == ""


def test_the_plan_speaks_where_rules_ask_for_it(store: Store, ids: dict[str, int]) -> None:
    def work(session: Any) -> None:
        project = session.get_one(Project, ids["b"])
        project.plan_start = datetime(2026, 11, 2, 8)
        crew = Resource(project_id=project.id, name="Crew", extra={})
        session.add(crew)
        tasks = [
            Task(project_id=project.id, position=1, name="Dig", duration=10 * 480, **EMPTY),
            Task(project_id=project.id, position=2, name="Dug", duration=0, milestone=True, key=True, **EMPTY),
            Task(project_id=project.id, position=3, name="Pour", duration=5 * 480, **EMPTY),
            Task(project_id=project.id, position=4, name="Poured", duration=0, milestone=True, **EMPTY),
        ]
        session.add_all(tasks)
        session.flush()
        for before, after in ((0, 1), (1, 2), (2, 3)):
            session.add(Link(project_id=project.id, predecessor_id=tasks[before].id, successor_id=tasks[after].id))
        session.add(Assignment(project_id=project.id, task_id=tasks[0].id, resource_id=crew.id, extra={}))
        # Dug is computed for Friday 13 Nov: promised on the 9th it is four working days late; Poured was given time.
        for task, finish in ((tasks[1], datetime(2026, 11, 9, 17)), (tasks[3], datetime(2026, 12, 1, 17))):
            session.add(TaskBaseline(project_id=project.id, task_id=task.id, number=0, start=finish, finish=finish))

    write(store, work)
    write(store, rag_rules.save, {"": "preset:milestones"}, [])
    with store.read() as session:
        figures = plan_figures(session, ids["b"], NOV)
        found = computed_rag(session, ids["b"], ids["nov"])
    assert figures == {
        "stones_late": 0,
        "key_stones_late": 1,
        "critical_slip": 4,
        "stones_on_time": 50.0,
        "unstaffed": 1,  # Pour has nobody and begins on 16 Nov
    }
    assert (found["schedule"].rag, found["schedule"].rule) == ("R", "key_stones_late")
    assert (found["overall"].rag, found["overall"].rule) == ("R", "stones_on_time")
    assert row(store, ids["b"]).needs_plan
    assert row(store, ids["b"]).computed_rating("schedule") == "", "not measured yet"
    assert row(store, ids["b"], plans={ids["b"]: figures}).computed == found


def test_working_days_between() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert weekdays_between(friday, monday) == 1
    assert weekdays_between(friday, date(2026, 12, 18)) == 20
    assert weekdays_between(monday, friday) == -1
    assert weekdays_between(friday, friday) == 0
