"""Conclusions fit every shape of the data, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmo_desktop import texts
from pmo_desktop.domain.pack import PackData, PackMilestone, PackProject, PackRisk, PackStatus
from pmo_desktop.domain.rag import Rag
from pmo_desktop.reports.facts import Facts
from pmo_desktop.reports.wording import (
    decisions_title,
    findings,
    milestones_title,
    project_title,
    risks_title,
    summary_title,
)
from tests.unit.reports.made_up import pack

NOW = date(2026, 11, 20)
EN, ZH = texts.of("en"), texts.of("zh_CN")


def project(uid: str, rag: Rag, budget: int | None = 1_000_000_00, forecast: int | None = 1_000_000_00) -> PackProject:
    status = PackStatus(NOW, overall=rag)
    return PackProject(uid, uid.upper(), f"Project {uid}", budget=budget, forecast=forecast, statuses=(status,))


def portfolio(*projects: PackProject) -> Facts:
    return Facts(PackData(organisation="", committee="", data_date=NOW, projects=projects))


@pytest.mark.parametrize(
    ("projects", "english", "chinese"),
    [
        ((), "There are no projects in this pack", "本报告包中没有项目"),
        ((project("a", ""),), "No status has been reported for this period", "本期尚未填报任何状态"),
        ((project("a", "G"),), "The project is on track", "全部 1 个项目正常"),
        ((project("a", "G"), project("b", "G")), "All 2 projects are on track", "全部 2 个项目正常"),
        (
            (project("a", "A"), project("b", "G")),
            "No project is red; one project needs attention",
            "没有红灯项目，1 个项目需关注",
        ),
        (
            (project("a", "R", forecast=None), project("b", "G", forecast=None)),
            "One project is red",
            "1 个项目为红灯",
        ),
        (
            (project("a", "R", forecast=1_500_000_00), project("b", "R")),
            "Two projects are red and the portfolio will overrun by €500k",
            "2 个项目为红灯，项目组合预计超支 €50 万",
        ),
        (
            (project("a", "R", forecast=500_000_00), project("b", "G")),
            "One project is red; the portfolio will cost €500k less than planned",
            "1 个项目为红灯；项目组合预计比计划节省 €50 万",
        ),
        (
            (project("a", "G", forecast=1_500_000_00),),
            "No project is red, but the portfolio will overrun by €500k",
            "没有红灯项目，但项目组合预计超支 €50 万",
        ),
        (
            (project("a", "R"), project("b", "G")),
            "One project is red; the portfolio's forecast stays within budget",
            "1 个项目为红灯；项目组合预测未超预算",
        ),
    ],
)
def test_the_summary_says_what_the_data_say(projects: tuple[PackProject, ...], english: str, chinese: str) -> None:
    facts = portfolio(*projects)
    assert summary_title(facts, EN) == english
    assert summary_title(facts, ZH) == chinese


def test_amounts_in_different_currencies_are_not_in_any_conclusion() -> None:
    facts = portfolio(project("a", "R", forecast=9_000_000_00), replace(project("b", "G"), currency="CNY"))
    assert summary_title(facts, EN) == "One project is red"
    assert not any("€" in finding.point + finding.detail for finding in findings(facts, EN))


@pytest.mark.parametrize(
    ("finish", "forecast", "english"),
    [
        (None, None, "Project a has neither a finish date nor a forecast yet"),
        (None, 1_500_000_00, "Project a has no finish date yet and will cost €500k more than planned"),
        (NOW, None, "Project a will finish on time, on 20 November 2026"),
        (NOW + timedelta(days=1), None, "Project a will finish 1 day late, on 21 November 2026"),
        (
            NOW + timedelta(days=9),
            1_000_000_00,
            "Project a will finish 9 days late, on 29 November 2026, and stays within budget",
        ),
        (
            NOW - timedelta(days=2),
            900_000_00,
            "Project a will finish 2 days early, on 18 November 2026, and will cost €100k less than planned",
        ),
    ],
)
def test_a_project_s_title_says_when_and_how_much(finish: date | None, forecast: int | None, english: str) -> None:
    made = replace(project("a", "G", forecast=forecast), baseline_finish=NOW, finish=finish)
    assert project_title(portfolio(made), made, EN) == english
    assert project_title(portfolio(made), made, ZH)


def test_a_project_that_reported_nothing_is_told_so() -> None:
    made = replace(project("a", "", None, None), statuses=())
    assert project_title(portfolio(made), made, EN) == "Project a has not reported a status for this period"


def test_a_complete_project_says_how_it_ended() -> None:
    made = replace(project("a", "C", forecast=900_000_00), finish=NOW)
    assert (
        project_title(portfolio(made), made, EN) == "Project a is complete since 20 November 2026, €100k under budget"
    )


def risk(uid: str, now: int, before: int | None) -> PackRisk:
    return PackRisk(uid, "", uid, uid, probability=now, impact=5, previous_probability=before, previous_impact=5)


@pytest.mark.parametrize(
    ("risks", "english"),
    [
        ((), "No risks are recorded yet"),
        ((PackRisk("r", "", "r", "r"),), "No open risk has been scored yet"),
        ((risk("a", 1, 1),), "No risk is above the appetite"),
        ((risk("a", 5, 5),), "One risk is above the appetite, as in October"),
        ((risk("a", 5, 5), risk("b", 4, 1)), "Two risks are above the appetite, one more than in October"),
        ((risk("a", 5, 5), risk("b", 1, 5)), "One risk is above the appetite, one fewer than in October"),
    ],
)
def test_the_risk_page_compares_with_the_last_pack(risks: tuple[PackRisk, ...], english: str) -> None:
    data = PackData(organisation="", committee="", data_date=NOW, previous_date=date(2026, 10, 20), risks=risks)
    assert risks_title(Facts(data), EN) == english
    assert risks_title(Facts(data), ZH)


def test_milestones_name_the_worst() -> None:
    made = project("a", "G")
    late = PackMilestone("m", "a", "Go-live", baseline=NOW, forecast=NOW + timedelta(days=91))
    data = PackData(organisation="", committee="", data_date=NOW, projects=(made,), milestones=(late,))
    assert (
        milestones_title(Facts(data), EN) == "One milestone is more than 30 days late; Project a slips most, by 91 days"
    )
    assert milestones_title(Facts(replace(data, milestones=())), EN) == "No milestones are planned yet"
    reached = replace(late, actual=NOW)
    assert milestones_title(Facts(replace(data, milestones=(reached,))), EN) == "All milestones are reached"


def test_the_authors_own_sentences_go_first() -> None:
    facts = Facts(replace(pack(), summary=("We have a plan.", " ")))
    found = findings(facts, EN)
    assert found[0].point == "We have a plan."
    assert len(found) == 3


@pytest.mark.parametrize("t", [EN, ZH], ids=["English", "Chinese"])
def test_no_title_is_longer_than_two_lines_can_hold(t: texts.Texts) -> None:
    facts = Facts(pack(t.language))
    titles = [summary_title(facts, t), milestones_title(facts, t), risks_title(facts, t), decisions_title(facts, t)]
    titles += [project_title(facts, made, t) for made in facts.data.projects]
    assert max(map(len, titles)) <= (70 if t.is_chinese else 140)
