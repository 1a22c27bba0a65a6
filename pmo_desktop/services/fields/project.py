"""Fields of the portfolio, its programmes, projects, periods and reported status."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ...texts.messages import N_
from . import choices
from .spec import NAME_WIDTH, FieldSpec, catalogue

PORTFOLIO: Final = catalogue(
    FieldSpec("portfolio", "name", "text", N_("Portfolio"), required=True, width=NAME_WIDTH),
    FieldSpec("portfolio", "organisation", "text", N_("Organisation")),
    FieldSpec("portfolio", "committee", "text", N_("Committee")),
    FieldSpec("portfolio", "currency", "text", N_("Currency"), required=True, limit=3, width=64),
)

PROGRAMME: Final = catalogue(
    FieldSpec("programme", "code", "text", N_("ID"), limit=40, width=80),
    FieldSpec("programme", "name", "text", N_("Programme"), required=True, width=NAME_WIDTH),
    FieldSpec("programme", "manager", "person", N_("Programme manager")),
)

PERIOD: Final = catalogue(
    FieldSpec("period", "data_date", "date", N_("Data date"), required=True),
    FieldSpec("period", "deadline", "date", N_("Reports due")),
    FieldSpec("period", "meeting", "date", N_("Committee meets")),
    FieldSpec("period", "state", "choice", N_("State"), choices=choices.PERIOD_STATE, required=True, editable=False),
)


def _rag(name: str, label: str, *synonyms: str) -> FieldSpec:
    return FieldSpec("status_update", name, "rag", label, choices=choices.RAG, synonyms=synonyms)


STATUS: Final = catalogue(
    _rag(
        "overall",
        N_("Status"),
        "rag",
        "overall",
        "overall rag",
        "rag status",
        "overall status",
        "health",
        "状态",
        "总体状态",
        "红黄绿",
        "项目状态",
    ),
    _rag("schedule", N_("Schedule"), "schedule rag", "time", "time rag", "schedule status", "进度状态", "进度"),
    _rag("cost", N_("Cost"), "cost rag", "budget rag", "cost status", "budget status", "成本状态", "成本"),
    _rag("scope", N_("Scope"), "scope rag", "scope status", "quality rag", "范围状态", "范围"),
    _rag("risk", N_("Risk"), "risk rag", "risk status", "风险状态", "风险"),
    _rag("resources", N_("Resources"), "resources rag", "people rag", "resource status", "资源状态", "资源"),
    _rag("benefits", N_("Benefits"), "benefits rag", "benefits status", "效益状态", "效益"),
    FieldSpec(
        "status_update",
        "reason",
        "text",
        N_("Reason"),
        limit=140,
        width=NAME_WIDTH,
        synonyms=("rag reason", "status comment", "comment", "commentary", "why", "原因", "状态说明", "说明"),
    ),
    FieldSpec(
        "status_update",
        "next_step",
        "text",
        N_("Next step"),
        limit=200,
        width=NAME_WIDTH,
        synonyms=("next action", "action", "path to green", "下一步", "后续措施", "措施"),
    ),
    FieldSpec(
        "status_update",
        "next_owner",
        "person",
        N_("Owner of next step"),
        synonyms=("action owner", "next step owner", "措施责任人", "下一步责任人"),
    ),
    FieldSpec(
        "status_update",
        "next_due",
        "date",
        N_("Next step due"),
        synonyms=("action due", "next step date", "措施期限", "下一步期限"),
    ),
    FieldSpec(
        "status_update",
        "achieved",
        "long_text",
        N_("Achieved"),
        limit=2000,
        synonyms=("achievements", "done this period", "本期完成", "已完成工作"),
    ),
    FieldSpec(
        "status_update",
        "not_achieved",
        "long_text",
        N_("Planned but not achieved"),
        limit=2000,
        synonyms=("not done", "missed", "未完成", "未完成工作"),
    ),
    FieldSpec(
        "status_update",
        "planned",
        "long_text",
        N_("Planned next"),
        limit=2000,
        synonyms=("next period", "planned next period", "下期计划"),
    ),
    FieldSpec(
        "status_update",
        "ask",
        "long_text",
        N_("Ask of the committee"),
        limit=600,
        synonyms=("ask", "escalation", "decision needed", "需决策事项", "请求"),
    ),
    FieldSpec(
        "status_update",
        "percent_complete",
        "percent",
        N_("Progress"),
        synonyms=(
            "percent complete",
            "% complete",
            "complete %",
            "progress %",
            "pct complete",
            "进度百分比",
            "完成百分比",
            "完成率",
            "完成度",
        ),
    ),
)

STATUS_FACTS: Final = catalogue(
    FieldSpec("status_update", "finish", "date", N_("Forecast finish"), editable=False),
    FieldSpec("status_update", "forecast", "money", N_("Forecast"), editable=False),
    FieldSpec("status_update", "author", "person", N_("Reported by"), editable=False),
    FieldSpec("status_update", "updated_at", "moment", N_("Reported at"), editable=False),
)
"""What the program notes down itself when a status is reported."""

RAG_PREFIX: Final = "rag_"


def _on_project(spec: FieldSpec) -> FieldSpec:
    name = RAG_PREFIX + spec.name if spec.kind == "rag" else spec.name
    return replace(spec, table="project", name=name)


PROJECT: Final = (
    *catalogue(
        FieldSpec(
            "project",
            "code",
            "text",
            N_("ID"),
            required=True,
            limit=40,
            width=80,
            synonyms=(
                "code",
                "project id",
                "project code",
                "project no",
                "project number",
                "no",
                "number",
                "ref",
                "reference",
                "编号",
                "项目编号",
                "项目代码",
                "代码",
            ),
        ),
        FieldSpec(
            "project",
            "name",
            "text",
            N_("Project"),
            required=True,
            width=NAME_WIDTH,
            synonyms=("name", "project name", "title", "project title", "名称", "项目名称", "项目"),
        ),
        FieldSpec(
            "project",
            "programme_id",
            "programme",
            N_("Programme"),
            synonyms=("program", "programme name", "portfolio group", "项目群", "项目集", "计划群"),
        ),
        FieldSpec(
            "project",
            "description",
            "long_text",
            N_("Description"),
            synonyms=("aims", "objective", "objectives", "summary", "说明", "描述", "目标", "项目描述"),
        ),
        FieldSpec(
            "project",
            "sponsor",
            "person",
            N_("Sponsor"),
            synonyms=("sro", "executive", "project sponsor", "business owner", "发起人", "项目发起人", "赞助人"),
        ),
        FieldSpec(
            "project",
            "manager",
            "person",
            N_("Manager"),
            synonyms=("pm", "project manager", "project lead", "lead", "owner", "项目经理", "负责人", "经理"),
        ),
        FieldSpec(
            "project",
            "project_class",
            "choice",
            N_("Class"),
            choices=choices.PROJECT_CLASS,
            open_choices=True,
            synonyms=("project class", "type", "category", "project type", "类别", "项目类别", "类型", "分类"),
        ),
        FieldSpec(
            "project",
            "stage",
            "choice",
            N_("Stage"),
            choices=choices.STAGE,
            open_choices=True,
            width=96,
            synonyms=("phase", "lifecycle", "life cycle", "project stage", "state", "阶段", "项目阶段"),
        ),
    ),
    *(_on_project(spec) for spec in STATUS if spec.kind == "rag"),
    *catalogue(
        FieldSpec(
            "project",
            "start",
            "date",
            N_("Start"),
            from_plan=True,
            synonyms=("start date", "project start", "begin", "planned start", "开始", "开始日期", "启动日期"),
        ),
        FieldSpec(
            "project",
            "finish",
            "date",
            N_("Forecast finish"),
            from_plan=True,
            synonyms=(
                "finish",
                "end",
                "end date",
                "finish date",
                "fc end",
                "forecast end",
                "forecast finish date",
                "completion date",
                "due",
                "due date",
                "完成",
                "预测完成",
                "结束日期",
                "完成日期",
                "预计完成",
            ),
        ),
        FieldSpec(
            "project",
            "baseline_finish",
            "date",
            N_("Baseline finish"),
            from_plan=True,
            synonyms=(
                "planned finish",
                "planned end",
                "baseline end",
                "original end date",
                "approved end date",
                "planned completion date",
                "基线完成",
                "计划完成",
                "计划结束日期",
                "基线完成日期",
            ),
        ),
        FieldSpec(
            "project",
            "currency",
            "text",
            N_("Currency"),
            required=True,
            limit=3,
            width=64,
            synonyms=("ccy", "币种", "货币"),
        ),
        FieldSpec(
            "project",
            "budget",
            "money",
            N_("Budget"),
            synonyms=(
                "approved budget",
                "planned cost",
                "baseline cost",
                "total budget",
                "bac",
                "预算",
                "批准预算",
                "计划成本",
            ),
        ),
        FieldSpec(
            "project",
            "forecast",
            "money",
            N_("Forecast"),
            synonyms=(
                "forecast cost",
                "eac",
                "estimate at completion",
                "fc cost",
                "projected cost",
                "预测",
                "预测成本",
                "完工估算",
                "预计成本",
            ),
        ),
        FieldSpec(
            "project",
            "actual",
            "money",
            N_("Actual"),
            synonyms=(
                "actual cost",
                "spend",
                "spent",
                "spend to date",
                "actuals",
                "cost to date",
                "实际",
                "实际成本",
                "已发生成本",
            ),
        ),
        FieldSpec("project", "tags", "tags", N_("Tags"), synonyms=("labels", "keywords", "tag", "标签", "关键字")),
    ),
    *(_on_project(spec) for spec in STATUS if spec.kind != "rag"),
    *catalogue(
        FieldSpec("project", "archived", "bool", N_("Archived"), editable=False, synonyms=("已归档", "归档")),
    ),
)
