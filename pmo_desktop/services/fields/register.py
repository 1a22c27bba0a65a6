"""Fields of the registers: risks, issues, decisions."""

from __future__ import annotations

from typing import Final

from ...texts.messages import N_
from . import choices
from .spec import NAME_WIDTH, FieldSpec, catalogue


def code_field(table: str, *synonyms: str) -> FieldSpec:
    """Return the field of a register's running number."""
    return FieldSpec(
        table,
        "code",
        "text",
        N_("ID"),
        required=True,
        limit=40,
        width=80,
        synonyms=("code", "no", "number", "ref", "reference", "编号", *synonyms),
    )


def project_field(table: str) -> FieldSpec:
    """Return the field that names the project of a record."""
    return FieldSpec(
        table,
        "project_id",
        "project",
        N_("Project"),
        synonyms=("project id", "project code", "project name", "项目", "项目编号", "项目名称"),
    )


def owner_field(table: str, *synonyms: str) -> FieldSpec:
    """Return the field of the one person who answers for a record."""
    return FieldSpec(
        table,
        "owner",
        "person",
        N_("Owner"),
        synonyms=("responsible", "assigned to", "assignee", "责任人", "负责人", *synonyms),
    )


RISK: Final = catalogue(
    code_field("risk", "risk id", "risk no", "风险编号"),
    FieldSpec(
        "risk",
        "title",
        "text",
        N_("Risk"),
        required=True,
        width=NAME_WIDTH,
        synonyms=("title", "risk title", "name", "risk name", "summary", "风险", "风险名称", "标题", "风险标题"),
    ),
    project_field("risk"),
    FieldSpec(
        "risk",
        "kind",
        "choice",
        N_("Kind"),
        choices=choices.RISK_KIND,
        required=True,
        width=96,
        synonyms=("type", "risk type", "threat/opportunity", "类型", "风险类型"),
    ),
    FieldSpec(
        "risk",
        "category",
        "choice",
        N_("Category"),
        choices=choices.RISK_CATEGORY,
        open_choices=True,
        synonyms=("risk category", "类别", "风险类别", "分类"),
    ),
    FieldSpec(
        "risk",
        "status",
        "choice",
        N_("State"),
        choices=choices.RISK_STATUS,
        required=True,
        synonyms=("status", "risk status", "state", "状态", "风险状态"),
    ),
    owner_field("risk", "risk owner", "风险责任人"),
    FieldSpec(
        "risk", "cause", "long_text", N_("Cause"), synonyms=("causes", "risk cause", "root cause", "原因", "起因")
    ),
    FieldSpec(
        "risk",
        "event",
        "long_text",
        N_("Event"),
        synonyms=("description", "risk event", "risk description", "事件", "描述", "风险描述"),
    ),
    FieldSpec(
        "risk",
        "effect",
        "long_text",
        N_("Effect"),
        synonyms=("consequence", "consequences", "impact description", "影响描述", "后果", "影响说明"),
    ),
    FieldSpec(
        "risk",
        "inherent_probability",
        "score",
        N_("Inherent probability"),
        synonyms=("inherent likelihood", "initial probability", "固有概率", "初始概率"),
    ),
    FieldSpec(
        "risk", "inherent_impact", "score", N_("Inherent impact"), synonyms=("initial impact", "固有影响", "初始影响")
    ),
    FieldSpec(
        "risk",
        "probability",
        "score",
        N_("Probability"),
        synonyms=("likelihood", "p", "current probability", "residual probability", "概率", "可能性", "当前概率"),
    ),
    FieldSpec(
        "risk",
        "impact",
        "score",
        N_("Impact"),
        synonyms=("i", "severity", "current impact", "residual impact", "影响", "影响程度", "严重度"),
    ),
    FieldSpec("risk", "target_probability", "score", N_("Target probability"), synonyms=("目标概率",)),
    FieldSpec("risk", "target_impact", "score", N_("Target impact"), synonyms=("目标影响",)),
    FieldSpec(
        "risk",
        "likelihood",
        "percent",
        N_("Likelihood, %"),
        synonyms=("probability %", "likelihood %", "chance", "概率 %", "概率百分比"),
    ),
    FieldSpec(
        "risk",
        "cost_impact",
        "money",
        N_("Cost impact"),
        synonyms=("cost", "financial impact", "impact cost", "成本影响", "费用影响"),
    ),
    FieldSpec(
        "risk",
        "days_impact",
        "integer",
        N_("Delay, days"),
        low=0,
        high=36_500,
        synonyms=("days", "schedule impact", "delay", "time impact", "工期影响", "延误天数"),
    ),
    FieldSpec(
        "risk",
        "proximity",
        "choice",
        N_("Proximity"),
        choices=choices.PROXIMITY,
        open_choices=True,
        synonyms=("when", "timing", "临近度", "时间"),
    ),
    FieldSpec(
        "risk",
        "trigger",
        "long_text",
        N_("Early warning"),
        column="early_warning",
        synonyms=("trigger", "early warning indicator", "indicator", "预警", "触发条件"),
    ),
    FieldSpec(
        "risk",
        "response",
        "choice",
        N_("Response"),
        choices=choices.RISK_RESPONSE,
        open_choices=True,
        synonyms=("strategy", "response strategy", "response category", "treatment", "应对策略", "应对", "策略"),
    ),
    FieldSpec(
        "risk",
        "response_plan",
        "long_text",
        N_("Response plan"),
        synonyms=(
            "mitigation",
            "mitigation plan",
            "response plan",
            "actions",
            "mitigating actions",
            "应对措施",
            "缓解措施",
            "措施",
        ),
    ),
    FieldSpec(
        "risk",
        "due",
        "date",
        N_("Due"),
        synonyms=("due date", "target date", "action due", "期限", "截止日期", "到期日"),
    ),
    FieldSpec(
        "risk",
        "identified_on",
        "date",
        N_("Identified on"),
        synonyms=("date identified", "date raised", "raised", "created", "识别日期", "提出日期"),
    ),
    FieldSpec(
        "risk",
        "review_on",
        "date",
        N_("Next review"),
        synonyms=("review date", "next review date", "下次评审", "复核日期"),
    ),
    FieldSpec(
        "risk",
        "reviewed_on",
        "date",
        N_("Reviewed on"),
        synonyms=("last review", "last reviewed", "updated", "last updated", "更新日期", "最近评审"),
    ),
)

ISSUE: Final = catalogue(
    code_field("issue", "issue id", "issue no", "问题编号"),
    FieldSpec(
        "issue",
        "title",
        "text",
        N_("Issue"),
        required=True,
        width=NAME_WIDTH,
        synonyms=("title", "issue title", "name", "summary", "问题", "问题名称", "标题"),
    ),
    project_field("issue"),
    FieldSpec("issue", "description", "long_text", N_("Description"), synonyms=("details", "描述", "说明", "问题描述")),
    FieldSpec(
        "issue",
        "category",
        "choice",
        N_("Category"),
        choices=choices.RISK_CATEGORY,
        open_choices=True,
        synonyms=("issue category", "type", "类别", "分类"),
    ),
    FieldSpec(
        "issue",
        "status",
        "choice",
        N_("State"),
        choices=choices.ISSUE_STATUS,
        required=True,
        synonyms=("status", "state", "状态"),
    ),
    FieldSpec("issue", "urgency", "score", N_("Urgency"), synonyms=("priority", "紧急度", "紧急程度", "优先级")),
    FieldSpec("issue", "impact", "score", N_("Impact"), synonyms=("severity", "影响", "严重度")),
    owner_field("issue", "问题责任人"),
    FieldSpec("issue", "raised_on", "date", N_("Raised on"), synonyms=("date raised", "opened", "created", "提出日期")),
    FieldSpec("issue", "due", "date", N_("Due"), synonyms=("due date", "target date", "期限", "截止日期")),
    FieldSpec("issue", "closed_on", "date", N_("Closed on"), synonyms=("date closed", "resolved on", "关闭日期")),
    FieldSpec("issue", "cause", "long_text", N_("Cause"), synonyms=("root cause", "原因", "根本原因")),
    FieldSpec("issue", "raised_by", "person", N_("Raised by"), synonyms=("reported by", "author", "提出人")),
    FieldSpec(
        "issue",
        "escalation",
        "choice",
        N_("Escalated to"),
        choices=choices.ESCALATION,
        open_choices=True,
        synonyms=("escalation", "escalation level", "升级", "升级层级"),
    ),
    FieldSpec(
        "issue", "resolution", "long_text", N_("Resolution"), synonyms=("action", "actions", "解决办法", "处理措施")
    ),
)

DECISION: Final = catalogue(
    code_field("decision", "decision id", "decision no", "决策编号"),
    FieldSpec(
        "decision",
        "title",
        "text",
        N_("Decision"),
        required=True,
        width=NAME_WIDTH,
        synonyms=("title", "question", "decision needed", "name", "决策", "决策事项", "标题"),
    ),
    project_field("decision"),
    FieldSpec(
        "decision",
        "description",
        "long_text",
        N_("Why it is needed"),
        synonyms=("description", "background", "why", "说明", "背景", "描述"),
    ),
    FieldSpec(
        "decision", "recommendation", "long_text", N_("Recommendation"), synonyms=("recommended", "建议", "推荐方案")
    ),
    FieldSpec("decision", "cost_of_delay", "text", N_("Cost of delay"), synonyms=("延迟代价", "拖延成本")),
    FieldSpec(
        "decision",
        "status",
        "choice",
        N_("State"),
        choices=choices.DECISION_STATUS,
        required=True,
        synonyms=("status", "state", "状态"),
    ),
    FieldSpec(
        "decision", "decider", "person", N_("Decided by"), synonyms=("decider", "decision maker", "决策人", "决策者")
    ),
    owner_field("decision"),
    FieldSpec(
        "decision", "needed_by", "date", N_("Needed by"), synonyms=("due", "due date", "deadline", "最迟日期", "期限")
    ),
    FieldSpec(
        "decision", "outcome", "long_text", N_("Outcome"), synonyms=("decision taken", "result", "决策结果", "结论")
    ),
    FieldSpec("decision", "decided_on", "date", N_("Decided on"), synonyms=("decision date", "决策日期")),
    FieldSpec("decision", "condition", "long_text", N_("Condition"), synonyms=("conditions", "条件", "附加条件")),
    FieldSpec("decision", "deferred_to", "date", N_("Deferred to"), synonyms=("postponed to", "推迟至")),
    FieldSpec("decision", "raised_on", "date", N_("Asked on"), synonyms=("raised on", "date raised", "提出日期")),
    FieldSpec("decision", "act_by", "date", N_("Act by"), synonyms=("date of application", "执行日期", "执行期限")),
)
