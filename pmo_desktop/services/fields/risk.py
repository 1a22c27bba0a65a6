"""Fields of a risk, of its responses, and of what it does to tasks."""

from __future__ import annotations

from typing import Final

from ...texts.messages import N_
from . import choices
from .register import code_field, owner_field, project_field
from .spec import NAME_WIDTH, FieldSpec, catalogue

IMPACTS: Final = (
    ("time", N_("Impact on time"), ("time impact", "对工期的影响", "进度影响")),
    ("cost", N_("Impact on cost"), ("对成本的影响",)),
    ("scope", N_("Impact on scope"), ("scope impact", "对范围的影响")),
    ("quality", N_("Impact on quality"), ("quality impact", "质量影响", "对质量的影响")),
    ("reputation", N_("Impact on reputation"), ("reputation impact", "声誉影响", "对声誉的影响")),
)
"""Kinds of impact that are judged one by one; the worst is the risk's impact."""

DAYS: Final = (("low", N_("Delay at best, days")), ("likely", N_("Delay most likely, days")),
               ("high", N_("Delay at worst, days")))  # fmt: skip
COSTS: Final = (("low", N_("Cost at best")), ("likely", N_("Cost most likely")), ("high", N_("Cost at worst")))

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
    *(FieldSpec("risk", f"impact_{kind}", "score", label, synonyms=words) for kind, label, words in IMPACTS),
    FieldSpec("risk", "residual_probability", "score", N_("Residual probability"), synonyms=("剩余概率", "残余概率")),
    FieldSpec("risk", "residual_impact", "score", N_("Residual impact"), synonyms=("剩余影响", "残余影响")),
    FieldSpec(
        "risk",
        "escalation",
        "choice",
        N_("Escalated to"),
        choices=choices.ESCALATION,
        open_choices=True,
        synonyms=("escalation", "escalation level", "升级", "升级层级"),
    ),
    FieldSpec(
        "risk",
        "review_every",
        "integer",
        N_("Review every, days"),
        low=1,
        high=3_650,
        synonyms=("review cycle", "review frequency", "评审周期"),
    ),
    *(FieldSpec("risk", f"days_{end}", "integer", label, low=0, high=36_500) for end, label in DAYS),
    *(FieldSpec("risk", f"cost_{end}", "money", label) for end, label in COSTS),
    FieldSpec("risk", "occurred_on", "date", N_("Occurred on"), synonyms=("date occurred", "发生日期")),
    FieldSpec("risk", "closed_on", "date", N_("Closed on"), synonyms=("date closed", "关闭日期")),
)

RESPONSE: Final = catalogue(
    FieldSpec("risk_response", "title", "text", N_("Response"), required=True, width=NAME_WIDTH),
    FieldSpec("risk_response", "strategy", "choice", N_("Strategy"), choices=choices.RISK_RESPONSE, open_choices=True),
    FieldSpec("risk_response", "owner", "person", N_("Owner")),
    FieldSpec("risk_response", "cost", "money", N_("Cost")),
    FieldSpec("risk_response", "due", "date", N_("Due")),
    FieldSpec("risk_response", "status", "choice", N_("State"), choices=choices.RESPONSE_STATUS, required=True),
    FieldSpec("risk_response", "done_on", "date", N_("Done on")),
    FieldSpec("risk_response", "probability_after", "score", N_("Probability after")),
    FieldSpec("risk_response", "impact_after", "score", N_("Impact after")),
    FieldSpec("risk_response", "likelihood_after", "percent", N_("Likelihood after, %")),
    FieldSpec("risk_response", "days_cut", "percent", N_("Cuts the delay by, %")),
    FieldSpec("risk_response", "cost_cut", "percent", N_("Cuts the cost by, %")),
)

RISK_TASK: Final = catalogue(
    *(FieldSpec("risk_task", f"days_{end}", "integer", label, low=0, high=36_500) for end, label in DAYS),
    FieldSpec("risk_task", "factor", "number", N_("Factor"), low=0, high=100),
)
"""What a risk does to one task; empty days are those of the risk."""

CORRELATION: Final = catalogue(
    FieldSpec("correlation_group", "name", "text", N_("Name"), required=True),
    FieldSpec("correlation_group", "rho", "number", N_("Correlation"), low=-1, high=1),
)
