"""Fields of issues and decisions, and what the fields of all registers share."""

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
