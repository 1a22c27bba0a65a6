"""Columns as offices call them, and the fields they should find."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from pmo_desktop.interchange.spreadsheet import SheetTable
from pmo_desktop.persistence.store import create_store
from pmo_desktop.services import imports
from pmo_desktop.services.fields import FieldSpec
from pmo_desktop.services.imports import cells, headers

DAYS = ("30/06/2027", "15/01/2028", "01/02/2027")
AMOUNTS = ("8,400", "5,200", "12,600")
NAMES = ("A. Keller", "Li Wei", "Zhang Min")
WORDS = ("Renew the portal", "Move the data centre", "Replace meters")
RATINGS = ("Green", "amber", "RED")

REGISTRY = [
    ("Project No", ("P-1", "P-2", "P-3"), "code"),
    ("Project ID", ("P-1", "P-2", "P-3"), "code"),
    ("proj_id", ("P-1", "P-2", "P-3"), "code"),
    ("Ref.", ("P-1", "P-2", "P-3"), "code"),
    ("项目编号", ("P-1", "P-2", "P-3"), "code"),
    ("Project Title", WORDS, "name"),
    ("projectName", WORDS, "name"),
    ("PROJECT NAME", WORDS, "name"),
    ("项目名称 / Name", WORDS, "name"),
    ("项目名称", WORDS, "name"),
    ("Project Manager", NAMES, "manager"),
    ("PM", NAMES, "manager"),
    ("项目经理", NAMES, "manager"),
    ("Project Sponsor", NAMES, "sponsor"),
    ("SRO", NAMES, "sponsor"),
    ("Programme", ("Digital", "Grid", "Grid"), "programme_id"),
    ("所属项目群", ("数字", "电网", "电网"), "programme_id"),
    ("Phase", ("Build", "Plan", "Idea"), "stage"),
    ("Project Stage", ("Build", "Plan", "Idea"), "stage"),
    ("项目阶段", ("实施", "计划", "立项"), "stage"),
    ("RAG", RATINGS, "rag_overall"),
    ("RAG Status", RATINGS, "rag_overall"),
    ("Overall RAG", RATINGS, "rag_overall"),
    ("Status", RATINGS, "rag_overall"),
    ("项目状态", ("绿灯", "黄", "红"), "rag_overall"),
    ("Delivery Confidence Assessment", ("Amber/Green", "Amber", "Amber/Red"), "rag_overall"),
    ("Cost RAG", RATINGS, "rag_cost"),
    ("Schedule RAG", RATINGS, "rag_schedule"),
    ("进度状态", RATINGS, "rag_schedule"),
    ("Start Date", DAYS, "start"),
    ("Planned Start", DAYS, "start"),
    ("开始日期", ("2027-06-30", "2027年7月1日", "2027/08/01"), "start"),
    ("Forecast Finish", DAYS, "finish"),
    ("FC end", DAYS, "finish"),
    ("End Date", DAYS, "finish"),
    ("预计完成日期", DAYS, "finish"),
    ("Baseline Finish", DAYS, "baseline_finish"),
    ("BL end", DAYS, "baseline_finish"),
    ("计划完成日期", DAYS, "baseline_finish"),
    ("Budget (k€)", AMOUNTS, "budget"),
    ("Approved Budget", AMOUNTS, "budget"),
    ("BAC", AMOUNTS, "budget"),
    ("预算（万元）", AMOUNTS, "budget"),
    ("EAC (k€)", AMOUNTS, "forecast"),
    ("Forecast Cost £m", AMOUNTS, "forecast"),
    ("Actual Cost", AMOUNTS, "actual"),
    ("Spend to date", AMOUNTS, "actual"),
    ("Currency", ("EUR", "EUR", "GBP"), "currency"),
    ("% complete", ("62%", "78%", "41%"), "percent_complete"),
    ("% done", ("62%", "78%", "41%"), "percent_complete"),
    ("完成率", ("62%", "78%", "41%"), "percent_complete"),
    ("Description / Aims", WORDS, "description"),
    ("Tags", ("core", "", "green; safety"), "tags"),
]
RISKS = [
    ("Risk ID", ("R-1", "R-2", "R-3"), "code"),
    ("Risk_ID", ("R-1", "R-2", "R-3"), "code"),
    ("风险编号", ("R-1", "R-2", "R-3"), "code"),
    ("Risk Title", WORDS, "title"),
    ("风险名称", WORDS, "title"),
    ("Probability", ("High", "Low", "Medium"), "probability"),
    ("Likelihood (1-5)", ("4", "2", "3"), "probability"),
    ("概率", ("高", "低", "中"), "probability"),
    ("Impact", ("High", "Low", "Medium"), "impact"),
    ("影响程度", ("高", "低", "中"), "impact"),
    ("Risk Owner", NAMES, "owner"),
    ("责任人", NAMES, "owner"),
    ("Mitigation Plan", WORDS, "response_plan"),
    ("Mitigating Actions", WORDS, "response_plan"),
    ("应对措施", WORDS, "response_plan"),
    ("Cost_Exposure_USD", AMOUNTS, "cost_impact"),
    ("Schedule_Exposure_Days", ("30", "14", "21"), "days_impact"),
    ("Identified_Date", DAYS, "identified_on"),
    ("Date raised", DAYS, "identified_on"),
    ("Due Date", DAYS, "due"),
    ("Status", ("Open", "Closed", "Active"), "status"),
    ("Category", ("Legal", "Design", "Supplier"), "category"),
    ("Project", ("P-1", "P-2", "P-1"), "project_id"),
]
NOTHING = [
    ("Cost centre", ("4410", "4412", "4390")),
    ("Comments on the variance", ("none", "see mail", "ok")),
    ("updatedTime", ("10:22:25", "11:00:00", "12:10:00")),
    ("Region", ("North", "South", "East")),
    ("scheduleVariancePercent", ("-84.07", "0", "2.75")),
    ("Department", ("DFT", "DFT", "MOD")),
]


Fields = Mapping[imports.Kind, Mapping[str, FieldSpec]]


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> Fields:
    store = create_store(tmp_path_factory.mktemp("fields") / "store.pmow")
    with store.read() as session:
        found: Fields = {"registry": imports.targets(session, "registry"), "risks": imports.targets(session, "risks")}
    store.close()
    return found


def field_of(fields: Fields, header: str, values: tuple[str, ...], kind: imports.Kind) -> str:
    grid = ((header,), *((value or None,) for value in values))
    table = SheetTable("x", "", (), grid, tuple(range(1, len(grid) + 1)), (1,), 0)
    return imports.match(table, kind, fields[kind]).columns[0].field


@pytest.mark.parametrize(("header", "values", "field"), REGISTRY, ids=lambda value: str(value)[:30])
def test_a_registry_column_finds_its_field(fields: Fields, header: str, values: tuple[str, ...], field: str) -> None:
    assert field_of(fields, header, values, "registry") == field


@pytest.mark.parametrize(("header", "values", "field"), RISKS, ids=lambda value: str(value)[:30])
def test_a_risk_column_finds_its_field(fields: Fields, header: str, values: tuple[str, ...], field: str) -> None:
    assert field_of(fields, header, values, "risks") == field


@pytest.mark.parametrize(("header", "values"), NOTHING, ids=lambda value: str(value)[:30])
def test_a_column_that_is_nothing_we_know_finds_no_field(fields: Fields, header: str, values: tuple[str, ...]) -> None:
    assert field_of(fields, header, values, "registry") == ""


@pytest.mark.parametrize(
    ("header", "currency", "factor"),
    [
        ("Budget", "", 1), ("Budget (k€)", "EUR", 1_000), ("Budget [£m]", "GBP", 10**6), ("Budget USD", "USD", 1),
        ("Cost_Exposure_USD", "USD", 1), ("Budget (EUR '000)", "EUR", 1_000), ("Budget (in thousands)", "", 1_000),
        ("预算（万元）", "CNY", 10_000), ("预算（单位：亿元）", "CNY", 10**8), ("Budget (€ million)", "EUR", 10**6),
        ("Forecast £m", "GBP", 10**6), ("Budget (m)", "", 10**6), ("Budget (main)", "", 1), ("Europe budget", "", 1),
        ("Costs (£m) (including others)", "GBP", 10**6), ("Metering", "", 1),
    ],
)  # fmt: skip
def test_the_head_tells_currency_and_unit(header: str, currency: str, factor: int) -> None:
    assert headers.unit(header) == (currency, factor)


@pytest.mark.parametrize(
    ("values", "first"),
    [
        (("30/06/2027", "01/02/2027"), True), (("06/30/2027", "01/02/2027"), False), (("01/02/2027",), None),
        (("2027-06-30",), None), (("30/06/2027", "06/30/2027"), None), (("30.06.27",), True), (("12-31-2027",), False),
    ],
)  # fmt: skip
def test_a_column_tells_whether_the_day_is_first(values: tuple[str, ...], first: bool | None) -> None:
    assert cells.day_first(values) is first
