"""Fields of the logs beside the risks: actions, assumptions, change requests, lessons, benefits."""

from __future__ import annotations

from typing import Final

from ...texts.messages import N_
from . import choices
from .register import code_field, owner_field, project_field
from .spec import NAME_WIDTH, Choice, FieldSpec, catalogue


def _title(table: str, label: str, *synonyms: str) -> FieldSpec:
    known = ("title", "name", "summary", "标题", *synonyms)
    return FieldSpec(table, "title", "text", label, required=True, width=NAME_WIDTH, synonyms=known)


def _status(table: str, known: tuple[Choice, ...]) -> FieldSpec:
    return FieldSpec(
        table, "status", "choice", N_("State"), choices=known, required=True, synonyms=("status", "state", "状态")
    )


def _category(table: str) -> FieldSpec:
    return FieldSpec(
        table, "category", "choice", N_("Category"), choices=choices.RISK_CATEGORY, open_choices=True,
        synonyms=("type", "类别", "分类"),
    )  # fmt: skip


def _priority(table: str) -> FieldSpec:
    return FieldSpec(
        table, "priority", "choice", N_("Priority"), choices=choices.PRIORITY, open_choices=True, width=88,
        synonyms=("prio", "importance", "优先级", "重要性"),
    )  # fmt: skip


def _words(table: str, name: str, label: str, *synonyms: str) -> FieldSpec:
    return FieldSpec(table, name, "long_text", label, synonyms=synonyms)


def _day(table: str, name: str, label: str, *synonyms: str) -> FieldSpec:
    return FieldSpec(table, name, "date", label, synonyms=synonyms)


RAISED: Final = ("raised", "date raised", "created", "opened", "提出日期")
DUE: Final = ("due date", "target date", "deadline", "期限", "截止日期", "到期日")
ABOUT: Final = ("details", "notes", "comment", "描述", "说明", "备注")

ACTION: Final = catalogue(
    code_field("action", "action id", "action no", "行动编号"),
    _title("action", N_("Action"), "action", "task", "to do", "行动", "行动项", "任务"),
    project_field("action"),
    _status("action", choices.ACTION_STATUS),
    _priority("action"),
    owner_field("action", "行动责任人"),
    _day("action", "due", N_("Due"), *DUE),
    _day("action", "raised_on", N_("Raised on"), *RAISED),
    _day("action", "done_on", N_("Done on"), "done", "completed", "date closed", "完成日期"),
    _words("action", "description", N_("Description"), *ABOUT),
    _words("action", "result", N_("Result"), "outcome", "结果"),
)

ASSUMPTION: Final = catalogue(
    code_field("assumption", "assumption id", "假设编号"),
    _title("assumption", N_("Assumption"), "assumption", "假设", "假设条件"),
    project_field("assumption"),
    _status("assumption", choices.ASSUMPTION_STATUS),
    _category("assumption"),
    owner_field("assumption", "假设责任人"),
    FieldSpec("assumption", "confidence", "score", N_("Confidence"), synonyms=("certainty", "信心", "置信度")),
    FieldSpec("assumption", "impact", "score", N_("Impact if false"), synonyms=("impact", "影响", "不成立的影响")),
    _day("assumption", "validate_by", N_("Check by"), "validate by", "review date", "验证期限", "核实日期"),
    _day("assumption", "raised_on", N_("Raised on"), *RAISED),
    _day("assumption", "validated_on", N_("Checked on"), "validated on", "验证日期"),
    _words("assumption", "description", N_("Description"), *ABOUT),
    _words("assumption", "outcome", N_("Outcome"), "result", "结果", "结论"),
)

CHANGE_REQUEST: Final = catalogue(
    code_field("change_request", "change id", "cr id", "cr no", "变更编号"),
    _title("change_request", N_("Change request"), "change", "change request", "变更", "变更请求"),
    project_field("change_request"),
    _status("change_request", choices.CHANGE_STATUS),
    _category("change_request"),
    _priority("change_request"),
    FieldSpec("change_request", "raised_by", "person", N_("Raised by"),
              synonyms=("requested by", "author", "提出人", "申请人")),
    owner_field("change_request", "变更责任人"),
    _day("change_request", "raised_on", N_("Raised on"), *RAISED),
    _day("change_request", "due", N_("Decide by"), *DUE),
    FieldSpec("change_request", "days_change", "integer", N_("Effect, days"), low=-36_500, high=36_500,
              synonyms=("days", "schedule impact", "time impact", "工期影响", "天数")),
    FieldSpec("change_request", "cost_change", "money", N_("Effect on cost"),
              synonyms=("cost", "cost impact", "成本影响", "费用影响")),
    FieldSpec("change_request", "scope_change", "text", N_("Effect on scope"),
              synonyms=("scope", "scope impact", "范围影响")),
    FieldSpec("change_request", "decider", "person", N_("Decided by"), synonyms=("approver", "决策人", "审批人")),
    _day("change_request", "decided_on", N_("Decided on"), "decision date", "决策日期", "批准日期"),
    _words("change_request", "description", N_("Description"), *ABOUT),
    _words("change_request", "reason", N_("Why, and what if not"), "reason", "justification", "理由", "原因"),
    _words("change_request", "decision", N_("Outcome"), "outcome", "decision", "结论", "决策结果"),
)  # fmt: skip

LESSON: Final = catalogue(
    code_field("lesson", "lesson id", "经验编号"),
    _title("lesson", N_("Lesson"), "lesson", "lesson learned", "经验", "经验教训", "教训"),
    project_field("lesson"),
    FieldSpec("lesson", "kind", "choice", N_("Kind"), choices=choices.LESSON_KIND, required=True, width=104,
              synonyms=("type", "类型")),
    _status("lesson", choices.LESSON_STATUS),
    _category("lesson"),
    FieldSpec("lesson", "stage", "choice", N_("Stage"), choices=choices.STAGE, synonyms=("phase", "阶段")),
    owner_field("lesson", "logged by", "记录人"),
    _day("lesson", "raised_on", N_("Raised on"), *RAISED),
    FieldSpec("lesson", "keywords", "tags", N_("Keywords"), synonyms=("tags", "关键词", "标签")),
    _words("lesson", "description", N_("What happened"), "event", "effect", *ABOUT),
    _words("lesson", "cause", N_("Cause"), "root cause", "causes", "原因"),
    _words("lesson", "recommendation", N_("Next time"), "recommendation", "recommendations", "建议", "改进建议"),
)  # fmt: skip

BENEFIT: Final = catalogue(
    code_field("benefit", "benefit id", "收益编号"),
    _title("benefit", N_("Benefit"), "benefit", "收益", "效益"),
    project_field("benefit"),
    _status("benefit", choices.BENEFIT_STATUS),
    owner_field("benefit", "benefit owner", "收益责任人"),
    FieldSpec("benefit", "measure", "text", N_("Measure"), synonyms=("kpi", "metric", "指标", "度量")),
    FieldSpec("benefit", "baseline_value", "text", N_("Value today"), synonyms=("baseline", "基准值", "现值")),
    FieldSpec("benefit", "target_value", "text", N_("Target"), synonyms=("target", "目标", "目标值")),
    FieldSpec("benefit", "actual_value", "text", N_("Measured"), synonyms=("actual", "实际", "实际值")),
    FieldSpec("benefit", "target_money", "money", N_("Target, money"), synonyms=("planned benefit", "目标金额")),
    FieldSpec("benefit", "actual_money", "money", N_("Realised, money"), synonyms=("realised", "实际金额", "已实现")),
    _day("benefit", "due", N_("Due"), *DUE),
    _words("benefit", "description", N_("Description"), *ABOUT),
)
