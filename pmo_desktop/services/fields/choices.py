"""The choices of choice fields: what is stored, what is shown, what files call it."""

from __future__ import annotations

from typing import Final

from ...texts.messages import N_
from .spec import Choice

STAGE: Final = (
    Choice("idea", N_("Idea"), ("concept", "demand", "proposal", "pre-initiation", "构想", "提案", "储备")),
    Choice("initiate", N_("Initiation"), ("initiating", "start up", "start-up", "立项", "启动")),
    Choice("plan", N_("Planning"), ("plan", "design", "define", "计划", "规划", "策划")),
    Choice(
        "deliver",
        N_("Delivery"),
        (
            "deliver",
            "executing",
            "execution",
            "build",
            "implementation",
            "in progress",
            "active",
            "实施",
            "执行",
            "在建",
        ),
    ),
    Choice("close", N_("Closing"), ("close-out", "closeout", "handover", "收尾", "结项中")),
    Choice("closed", N_("Closed"), ("done", "complete", "completed", "finished", "已关闭", "已结项", "完成")),
    Choice("on_hold", N_("On hold"), ("paused", "suspended", "hold", "暂停", "搁置")),
    Choice("cancelled", N_("Cancelled"), ("canceled", "stopped", "已取消", "取消", "终止")),
)

PROJECT_CLASS: Final = (
    Choice("strategic", N_("Strategic"), ("strategy", "transformation", "战略", "战略类")),
    Choice("mandatory", N_("Mandatory"), ("regulatory", "compliance", "legal", "合规", "强制", "合规类")),
    Choice("improvement", N_("Improvement"), ("growth", "efficiency", "改进", "改进类")),
    Choice("maintenance", N_("Maintenance"), ("run", "operations", "infrastructure", "维护", "维护类")),
)

RAG: Final = (
    Choice("G", N_("Green: on track"), ("green", "g", "绿", "绿灯", "正常", "on track", "1")),
    Choice("A", N_("Amber: needs attention"), ("amber", "yellow", "a", "y", "黄", "黄灯", "需关注", "2")),
    Choice("R", N_("Red: needs a decision"), ("red", "r", "红", "红灯", "需决策", "3")),
    Choice("C", N_("Complete"), ("complete", "completed", "blue", "c", "完成", "已完成")),
    Choice("", N_("Not rated"), ("none", "n/a", "grey", "gray", "not rated", "未评", "未评级")),
)

RISK_KIND: Final = (
    Choice("threat", N_("Threat"), ("risk", "negative", "威胁", "风险")),
    Choice("opportunity", N_("Opportunity"), ("positive", "chance", "机会", "机遇")),
)

RISK_STATUS: Final = (
    Choice("identified", N_("Identified"), ("new", "open", "proposed", "draft", "已识别", "新建", "打开")),
    Choice("assessed", N_("Assessed"), ("assessing", "analysed", "analyzed", "已评估", "评估中")),
    Choice(
        "response_planned",
        N_("Response planned"),
        ("planned", "approved", "response planned", "waiting for approval", "已计划应对", "已批准"),
    ),
    Choice(
        "monitoring", N_("Monitoring"), ("active", "in progress", "monitored", "mitigating", "监控中", "进行中", "跟踪")
    ),
    Choice("occurred", N_("Occurred"), ("happened", "issue", "realised", "realized", "已发生", "转为问题")),
    Choice("closed", N_("Closed"), ("retired", "resolved", "done", "expired", "已关闭", "关闭")),
    Choice("rejected", N_("Rejected"), ("declined", "not a risk", "已拒绝", "拒绝")),
)

RISK_CATEGORY: Final = (
    Choice("technical", N_("Technical"), ("technology", "it", "技术")),
    Choice("schedule", N_("Schedule"), ("time", "进度")),
    Choice("cost", N_("Cost"), ("financial", "budget", "finance", "成本", "财务")),
    Choice("supplier", N_("Supplier"), ("vendor", "procurement", "commercial", "contract", "供应商", "采购", "商务")),
    Choice("people", N_("People"), ("resource", "resources", "staff", "organisational", "人员", "资源", "组织")),
    Choice("legal", N_("Legal and regulatory"), ("legal", "regulatory", "compliance", "法规", "合规", "法律")),
    Choice("safety", N_("Health, safety, environment"), ("hse", "safety", "environment", "安全", "环保")),
    Choice("scope", N_("Scope and quality"), ("scope", "quality", "requirements", "范围", "质量", "需求")),
    Choice("external", N_("External"), ("market", "political", "weather", "外部", "市场")),
)

RISK_RESPONSE: Final = (
    Choice("avoid", N_("Avoid"), ("avoidance", "规避", "回避")),
    Choice("reduce", N_("Reduce"), ("mitigate", "mitigation", "treat", "降低", "减轻", "缓解")),
    Choice("fallback", N_("Fallback plan"), ("fallback", "contingency", "contingent", "应急", "后备")),
    Choice("transfer", N_("Transfer"), ("insure", "转移")),
    Choice("accept", N_("Accept"), ("tolerate", "acceptance", "接受")),
    Choice("share", N_("Share"), ("共担", "分担", "分享")),
    Choice("exploit", N_("Exploit"), ("开拓", "利用")),
    Choice("enhance", N_("Enhance"), ("提高", "增强")),
    Choice("reject", N_("Reject"), ("ignore", "放弃")),
)

RESPONSE_STATUS: Final = (
    Choice("planned", N_("Planned"), ("open", "new", "计划", "计划中")),
    Choice("in_progress", N_("In progress"), ("active", "进行中")),
    Choice("done", N_("Done"), ("complete", "closed", "已完成")),
    Choice("dropped", N_("Dropped"), ("cancelled", "取消", "已取消")),
)

PROXIMITY: Final = (
    Choice("imminent", N_("Imminent"), ("now", "immediate", "within a month", "紧迫", "近期")),
    Choice("stage", N_("Within this stage"), ("within stage", "this stage", "short term", "本阶段")),
    Choice("project", N_("Within the project"), ("within project", "medium term", "项目内")),
    Choice("beyond", N_("After the project"), ("beyond project", "long term", "项目后")),
)

ISSUE_STATUS: Final = (
    Choice("open", N_("Open"), ("new", "打开", "未解决", "新建")),
    Choice("in_progress", N_("In progress"), ("active", "working", "处理中", "进行中")),
    Choice("postponed", N_("Postponed"), ("deferred", "on hold", "推迟", "延后")),
    Choice("resolved", N_("Resolved"), ("fixed", "已解决", "解决")),
    Choice("closed", N_("Closed"), ("done", "已关闭", "关闭")),
)

DECISION_STATUS: Final = (
    Choice("open", N_("Awaiting decision"), ("open", "pending", "new", "needed", "待决策", "打开", "未决")),
    Choice("decided", N_("Decided"), ("approved", "done", "closed", "taken", "已决策", "已决定")),
    Choice("deferred", N_("Deferred"), ("postponed", "推迟", "暂缓")),
    Choice("withdrawn", N_("Withdrawn"), ("cancelled", "rejected", "撤回", "已撤回")),
)

ESCALATION: Final = (
    Choice("programme", N_("Programme"), ("programme manager", "项目群")),
    Choice("committee", N_("Steering committee"), ("steering", "board", "指导委员会")),
    Choice("sponsor", N_("Sponsor"), ("发起人",)),
)
"""Levels above the project's own manager."""

PRIORITY: Final = (
    Choice("high", N_("High"), ("urgent", "critical", "1", "高", "紧急")),
    Choice("medium", N_("Medium"), ("normal", "2", "中", "一般")),
    Choice("low", N_("Low"), ("minor", "3", "低")),
)

ACTION_STATUS: Final = (
    Choice("open", N_("Open"), ("new", "to do", "打开", "新建", "未开始")),
    Choice("in_progress", N_("In progress"), ("active", "doing", "处理中", "进行中")),
    Choice("done", N_("Done"), ("closed", "complete", "completed", "完成", "已完成", "关闭")),
    Choice("dropped", N_("Dropped"), ("cancelled", "canceled", "取消", "已取消")),
)

ASSUMPTION_STATUS: Final = (
    Choice("open", N_("Open"), ("new", "unconfirmed", "打开", "未验证")),
    Choice("holds", N_("Holds"), ("confirmed", "valid", "true", "成立", "已证实")),
    Choice("failed", N_("Failed"), ("invalid", "false", "不成立", "已失效")),
    Choice("closed", N_("Closed"), ("no longer relevant", "已关闭", "关闭")),
)

CHANGE_STATUS: Final = (
    Choice("raised", N_("Raised"), ("submitted", "new", "open", "提出", "已提交")),
    Choice("assessing", N_("Assessing"), ("in review", "under review", "评估中")),
    Choice("waiting", N_("Waiting for approval"), ("waiting for approval", "pending", "待批准", "待审批")),
    Choice("approved", N_("Approved"), ("accepted", "批准", "已批准")),
    Choice("rejected", N_("Rejected"), ("declined", "拒绝", "已拒绝")),
    Choice("postponed", N_("Postponed"), ("deferred", "on hold", "推迟", "延后")),
    Choice("merged", N_("Merged"), ("合并", "已合并")),
    Choice("implemented", N_("Implemented"), ("done", "closed", "已实施", "已执行")),
)

LESSON_KIND: Final = (
    Choice("keep", N_("Keep doing"), ("positive", "success", "good", "保持", "成功经验")),
    Choice("improve", N_("Do better"), ("improvement", "改进", "待改进")),
    Choice("avoid", N_("Avoid"), ("negative", "failure", "bad", "避免", "教训")),
)

LESSON_STATUS: Final = (
    Choice("open", N_("Open"), ("new", "打开", "新建")),
    Choice("adopted", N_("Adopted"), ("acted on", "done", "implemented", "采纳", "已采纳")),
    Choice("dropped", N_("Dropped"), ("rejected", "取消", "不采纳")),
)

BENEFIT_STATUS: Final = (
    Choice("planned", N_("Planned"), ("open", "new", "计划", "计划中")),
    Choice("tracking", N_("Tracking"), ("in progress", "measuring", "跟踪", "跟踪中")),
    Choice("realised", N_("Realised"), ("realized", "achieved", "done", "已实现", "实现")),
    Choice("missed", N_("Missed"), ("not achieved", "failed", "未实现")),
)

PERIOD_STATE: Final = (
    Choice("open", N_("Open for reporting")),
    Choice("published", N_("Published")),
)

CONSTRAINT: Final = (
    Choice("ASAP", N_("As soon as possible")),
    Choice("ALAP", N_("As late as possible")),
    Choice("SNET", N_("Start no earlier than")),
    Choice("SNLT", N_("Start no later than")),
    Choice("FNET", N_("Finish no earlier than")),
    Choice("FNLT", N_("Finish no later than")),
    Choice("MSO", N_("Must start on")),
    Choice("MFO", N_("Must finish on")),
)

TASK_KIND: Final = (
    Choice("fixed_units", N_("Fixed units")),
    Choice("fixed_duration", N_("Fixed duration")),
    Choice("fixed_work", N_("Fixed work")),
)

RESOURCE_KIND: Final = (
    Choice("work", N_("Work")),
    Choice("material", N_("Material")),
    Choice("cost", N_("Cost")),
)

LINK_KIND: Final = (
    Choice("FS", N_("Finish to start")),
    Choice("SS", N_("Start to start")),
    Choice("FF", N_("Finish to finish")),
    Choice("SF", N_("Start to finish")),
)

CUSTOM_KIND: Final = (
    Choice("text", N_("Text")),
    Choice("number", N_("Number")),
    Choice("date", N_("Date")),
    Choice("choice", N_("Choice")),
)
"""Kinds of field that an organisation can add."""
