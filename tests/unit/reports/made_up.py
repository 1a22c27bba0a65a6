# ruff: noqa: E501  (rows of made-up words read better unbroken)
"""A made-up portfolio of 24 projects for tests and benchmarks; the same on every call."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pmo_desktop.domain.pack import (
    PackData,
    PackDecision,
    PackExposure,
    PackIssue,
    PackMilestone,
    PackOption,
    PackProgramme,
    PackProject,
    PackRisk,
    PackStatus,
    PackTolerances,
)
from pmo_desktop.domain.pack_history import PackCause
from pmo_desktop.domain.rag import Rag

PERIODS = tuple(date(2026, month, 20) for month in range(6, 12))
NOW = PERIODS[-1]

PROGRAMMES = {
    "en": ("Digital Core", "Grid and Assets", "Customer", "Workplace and Safety"),
    "zh_CN": ("数字核心", "电网与资产", "客户服务", "办公与安全"),
}
NAMES = {
    "en": (
        "Billing Platform Migration", "ERP Finance Wave 2", "Data Centre Relocation", "Cyber Resilience Uplift",
        "GIS Replacement", "Identity and Access Renewal", "Smart Metering Rollout", "Substation Automation North",
        "Network Model Cleanse", "Outage Management System", "Overhead Line Renewal East", "Transformer Monitoring",
        "Customer Portal Rebuild", "Contact Centre Consolidation", "Supplier Onboarding", "Tariff Engine",
        "Complaints Handling", "Energy Advice Service", "Field Mobility App", "Plant Safety Upgrade",
        "Fleet Electrification", "Head Office Refit", "Learning Platform", "Records Archive",
    ),
    "zh_CN": (
        "计费平台迁移", "ERP 财务二期", "数据中心搬迁", "网络安全提升", "GIS 系统替换", "身份与访问管理更新",
        "智能电表推广", "北区变电站自动化", "电网模型数据治理", "停电管理系统", "东区架空线路改造", "变压器在线监测",
        "客户门户重建", "客服中心整合", "供应商准入", "电价计算引擎", "投诉处理流程", "节能咨询服务",
        "现场移动应用", "厂区安全升级", "车队电动化", "总部办公楼改造", "学习平台", "档案数字化",
    ),
}  # fmt: skip
PEOPLE = {
    "en": ("Anna Keller", "Li Wei", "Zhang Min", "Tom Becker", "Chen Yu", "Priya Nair", "Wang Jing", "Sara Holm"),
    "zh_CN": ("安娜·凯勒", "李伟", "张敏", "汤姆·贝克", "陈宇", "普里娅·奈尔", "王静", "萨拉·霍姆"),
}
RISKS = {
    "en": (
        "Vendor defect backlog delays system test", "Tariff experts leave before go-live",
        "Cutover window clashes with year-end close", "Works council objects to the third site",
        "Meter supply falls below 2,000 a week", "Permit for site C refused", "Legacy data fails quality rules",
        "Outage window not granted", "Key users double-booked with audit", "Exchange rate raises hardware cost",
    ),
    "zh_CN": (
        "供应商缺陷积压导致系统测试延期", "电价专家在上线前离职", "切换窗口与年结冲突", "员工代表机构反对第三个场地",
        "电表供货低于每周 2,000 台", "C 区许可被拒", "旧系统数据不满足质量规则", "停电窗口未获批准",
        "关键用户与审计时间冲突", "汇率变动推高硬件成本",
    ),
}  # fmt: skip
RESPONSES = {
    "en": (
        "Weekly board with the vendor; second test team",
        "Retention bonus until go-live",
        "Second source qualified",
    ),
    "zh_CN": ("每周与供应商召开缺陷会；增设第二测试组", "发放留任奖金至上线", "认证第二供应商"),
}
STONES = {
    "en": (
        "Design approved",
        "Rehearsal 1 complete",
        "Interfaces built",
        "Data sign-off",
        "UAT exit",
        "Go / no-go",
        "Go-live",
    ),
    "zh_CN": ("设计批准", "首次演练完成", "接口开发完成", "数据签收", "用户验收结束", "上线决策", "正式上线"),
}
REASONS = {
    "en": (
        "Vendor defects stopped system test on 12 November. Re-baseline proposed (decision D-01).",
        "Works council has not agreed to three closures. Scope cut proposed (decision D-02).",
        "Key users double-booked until January; backfill agreed.",
        "Permit for site C still open; hearing on 8 December.",
        "Data migration estimate doubled; gate 3 on 27 November will confirm.",
    ),
    "zh_CN": (
        "供应商缺陷使系统测试自 11 月 12 日暂停，建议调整基线（决策 D-01）。",
        "员工代表机构未同意关闭三个场地，建议缩减范围（决策 D-02）。",
        "关键用户 1 月前时间冲突，已同意补充人员。",
        "C 区许可未决，12 月 8 日听证。",
        "数据迁移估算翻倍，11 月 27 日 G3 关口确认。",
    ),
}
STEPS = {
    "en": ("Agree the recovery plan with the vendor", "Second test team on board", "Confirm the estimate at gate 3"),
    "zh_CN": ("与供应商商定赶工计划", "第二测试组到位", "在 G3 关口确认估算"),
}
ACHIEVED = {
    "en": "Rehearsal 1 moved 98.2% of contracts, above the 97% target.\nSystem test started on 2 November and stopped on "
    "12 November with 63 open severity 2 defects.",
    "zh_CN": "首次演练迁移 98.2% 的合同，高于 97% 的目标。\n系统测试 11 月 2 日启动，因 63 个二级缺陷未解决，于 11 月 12 日暂停。",
}
NOT_ACHIEVED = {"en": "Defect count below the exit limit of 20.", "zh_CN": "缺陷数未降至 20 个的退出标准以下。"}
PLANNED = {
    "en": "Restart system test with a limit of 20 defects.\nFreeze the cutover plan.\nTrain 140 key users.",
    "zh_CN": "以 20 个缺陷为限重启系统测试。\n冻结切换方案。\n培训 140 名关键用户。",
}
ASKS = {
    "en": ("Approve option A of decision D-01: new baseline 30 June 2027 and €2.1m from contingency.",
           "Approve the cut of scope to two sites (decision D-02)."),
    "zh_CN": ("批准决策 D-01 的方案 A：新基线为 2027 年 6 月 30 日，并从应急储备中拨付 €210 万。", "批准将范围缩减为两个场地（决策 D-02）。"),
}  # fmt: skip
DECISIONS = {
    "en": (
        ("Re-baseline Billing Platform Migration to 30 June 2027",
         "63 severity 2 defects are open against a limit of 20. The 31 March go-live cannot be met.",
         (("Re-baseline, second test team from January", "30 Jun 2027", "€2.1m", "Full scope, in time for the 1 July tariff",
           "Vendor team stays thin until January", True),
          ("Split release, industry tariffs later", "30 Apr / Sep", "€1.2m", "Households live two months earlier",
           "Two cutovers, manual billing of 1,900 sites", False),
          ("Stop after data sign-off", "–", "€0.6m", "Limits the loss to €6.1m", "Old platform out of support in 2028", False)),
         "A month of waiting costs €0.4m."),
        ("Reduce Contact Centre Consolidation to two sites",
         "The works council accepts two closures and rejects the third. Talks on the third would take until summer.",
         (("Two sites now, third in 2028", "16 Apr 2027", "−€0.4m", "Ten weeks back; agreement signed this year",
           "Saves €0.3m a year less until 2028", True),
          ("Keep three sites, go to arbitration", "Sep 2027", "€0.7m", "Full saving of €1.4m a year",
           "Arbitration may fail; staff turnover", False)),
         ""),
    ),
    "zh_CN": (
        ("将计费平台迁移基线调整至 2027 年 6 月 30 日", "二级缺陷未关闭 63 个，上限为 20 个；3 月 31 日上线已无法实现。",
         (("调整基线，1 月起增加第二测试组", "2027-06-30", "€210 万", "范围完整，赶上 7 月 1 日调价", "供应商团队 1 月前仍薄弱", True),
          ("分批上线，工业电价后移", "04-30 / 09", "€120 万", "居民用户提前两个月上线", "两次切换，1,900 户手工计费", False),
          ("数据签收后停止", "–", "€60 万", "损失控制在 €610 万", "旧平台 2028 年停止支持", False)), "每推迟一个月损失 €40 万。"),
        ("客服中心整合缩减为两个场地", "员工代表机构同意关闭两处，反对第三处；第三处谈判将持续至夏季。",
         (("先两处，第三处推至 2028 年", "2027-04-16", "−€40 万", "追回十周，协议年内签署", "2028 年前每年少节约 €30 万", True),
          ("保留三处，提交仲裁", "2027-09", "€70 万", "每年节约 €140 万", "仲裁可能失败，人员流失", False)), ""),
    ),
}  # fmt: skip

OVERALL: tuple[Rag, ...] = (
    "R", "A", "G", "G", "A", "G", "A", "G", "G", "G", "G", "A", "G", "R", "C", "G", "G", "", "G", "A", "G", "A", "C", "G",
)  # fmt: skip
SLIPS = (91, 28, 0, -3, 42, 4, 21, -7, 0, 0, 6, 14, 0, 77, -7, 5, 0, None, 0, 21, 2, 18, 0, 9)
OVER = (170, 48, -17, 0, 53, 8, 24, -10, 4, 0, 12, 61, 0, 169, -24, 5, 0, None, -8, 46, 7, 31, 0, -5)


def pack(language: str = "en") -> PackData:
    """Return the portfolio in one language."""
    dice = random.Random(7)
    people = PEOPLE[language]
    programmes = tuple(PackProgramme(f"g{i}", f"PG-{i + 1}", name) for i, name in enumerate(PROGRAMMES[language]))
    projects = tuple(_project(i, language, dice) for i in range(24))
    milestones = tuple(stone for project in projects for stone in _milestones(project, language, dice))
    risks = tuple(_risk(n, projects[n % 24], language, dice) for n in range(38))
    issues = tuple(
        PackIssue(f"i{n}", projects[n].uid, f"I-{n + 1:02d}", RISKS[language][n], urgency=5 - n % 3, impact=4, owner=people[n],
                  raised_on=NOW - timedelta(days=9 * n), due=NOW + timedelta(days=8 * n + 3))
        for n in range(6)
    )  # fmt: skip
    decisions = tuple(
        PackDecision(
            f"d{n}", projects[0 if n == 0 else 13].uid, f"D-{n + 1:02d}", title, why,
            tuple(PackOption(*option) for option in options), cost_of_delay=delay, owner=people[n],
            needed_by=date(2026, 11, 26) if n == 0 else date(2026, 12, 10),
        )
        for n, (title, why, options, delay) in enumerate(DECISIONS[language])
    )  # fmt: skip
    taken = PackDecision("d9", projects[6].uid, "D-00", RESPONSES[language][2], owner=people[5], is_open=False,
                         outcome=STEPS[language][0], decided_on=date(2026, 10, 29), act_by=date(2026, 11, 30))  # fmt: skip
    return PackData(
        organisation="Meridian Utilities" if language == "en" else "子午公用事业",
        committee="Steering committee" if language == "en" else "指导委员会",
        data_date=NOW,
        classification="Internal" if language == "en" else "内部",
        prepared_by="PMO",
        issue=3,
        previous_date=PERIODS[-2],
        meeting=date(2026, 11, 26),
        periods=PERIODS,
        tolerances=PackTolerances(loss_appetite=600_000_000),
        programmes=programmes,
        projects=projects,
        milestones=milestones,
        risks=risks,
        issues=issues,
        decisions=(*decisions, taken),
        exposure=tuple(
            PackExposure(day, amount)
            for day, amount in zip(
                PERIODS, (610_000_000, 640_000_000, 720_000_000, 680_000_000, 790_000_000, 860_000_000), strict=True
            )
        ),
    )


def _project(index: int, language: str, dice: random.Random) -> PackProject:
    slip, over = SLIPS[index], OVER[index]
    budget = (12_600_000_00, 8_400_000_00, 5_200_000_00, 3_100_000_00, 6_900_000_00)[index % 5] + index * 100_000_00
    baseline = date(2027, 1, 15) + timedelta(days=31 * (index * 5 % 13))
    done = OVERALL[index] == "C"
    percent = 100 if done else dice.randrange(8, 92)
    statuses = tuple(_status(index, period, language, dice) for period in PERIODS)
    has_causes = index in (0, 13)
    forecast = None if over is None else budget + budget * over // 1000
    causes: tuple[PackCause, ...] = ()
    if has_causes and forecast is not None:
        total = forecast - budget
        names = (
            ("Vendor rework", "Second test team", "Longer team")
            if language == "en"
            else ("供应商返工", "第二测试组", "团队延长")
        )
        parts = (total * 55 // 100, total * 35 // 100)
        causes = tuple(PackCause(n, a) for n, a in zip(names, (*parts, total - sum(parts)), strict=True))
    return PackProject(
        uid=f"p{index}", code=f"P-{101 + index}", name=NAMES[language][index], programme=f"g{index // 6}",
        sponsor=PEOPLE[language][(index + 3) % 8], manager=PEOPLE[language][index % 8],
        stage="closed" if done else ("idea" if OVERALL[index] == "" else ("deliver", "plan", "deliver", "initiate")[index % 4]),
        budget=budget, forecast=forecast, actual=None if over is None else budget * percent // 110,
        start=baseline - timedelta(days=500), baseline_finish=baseline,
        finish=None if slip is None else baseline + timedelta(days=slip),
        percent_complete=percent, planned_percent=min(100, percent + max(0, (slip or 0) // 4)),
        next_gate="Gate 4" if language == "en" else "G4 关口", next_gate_on=date(2027, 2, 1) + timedelta(days=index),
        statuses=statuses, causes=causes,
    )  # fmt: skip


def _status(index: int, period: date, language: str, dice: random.Random) -> PackStatus:
    step = PERIODS.index(period)
    final = OVERALL[index]
    overall: Rag = final
    if step < 5 and final in ("R", "A", "G"):
        order: tuple[Rag, ...] = ("G", "A", "R")
        back = (5 - step) // 2 if final != "G" else int(dice.random() < 0.12) * -1
        overall = order[max(0, min(2, order.index(final) - back))]
    if final == "C" and step < 3:
        overall = "G"
    now = period == NOW
    bad = overall in ("A", "R")
    quiet: Rag = "C" if overall == "C" else "" if overall == "" else "G"
    late = (SLIPS[index] or 0) > 10
    return PackStatus(
        data_date=period, overall=overall, schedule=overall if late else quiet,
        cost=overall if (OVER[index] or 0) >= 50 else quiet, scope=quiet, risk="A" if bad else quiet, resources=quiet,
        benefits="A" if overall == "R" else quiet,
        reason=REASONS[language][0 if index == 0 else 1 if index == 13 else 2 + index % 3] if bad and now else "",
        next_step=STEPS[language][index % 3] if bad and now else "",
        next_owner=PEOPLE[language][index % 8] if bad and now else "",
        next_due=date(2026, 12, 1) + timedelta(days=index) if bad and now else None,
        achieved=ACHIEVED[language] if now and index % 5 != 4 else "",
        not_achieved=NOT_ACHIEVED[language] if now and overall == "R" else "",
        planned=PLANNED[language] if now and index % 5 != 4 else "",
        ask=ASKS[language][0 if index == 0 else 1] if now and overall == "R" else "",
        percent_complete=min(100, 20 + step * 9), calculated="R" if index == 4 else overall,
    )  # fmt: skip


def _milestones(project: PackProject, language: str, dice: random.Random) -> list[PackMilestone]:
    if project.finish is None or project.baseline_finish is None:
        return []
    found = []
    slip = project.slip or 0
    stones = STONES[language]
    for n, name in enumerate(stones):
        base = project.baseline_finish - timedelta(days=(len(stones) - 1 - n) * 47)
        late = slip * (n + 1) // len(stones)
        day = base + timedelta(days=late)
        reached = day <= NOW
        found.append(
            PackMilestone(
                f"{project.uid}m{n}", project.uid, name, base, day, day if reached else None,
                day - timedelta(days=dice.choice((0, 0, 7, 14)) if late > 0 else 0), key=n in (3, 6), critical=n > 2,
                trend=tuple((period, base + timedelta(days=late * (i + 1) // 6)) for i, period in enumerate(PERIODS)),
            )
        )  # fmt: skip
    return found


def _risk(n: int, project: PackProject, language: str, dice: random.Random) -> PackRisk:
    p, i = (5, 4) if n == 0 else (4, 4) if n == 13 else (dice.randrange(1, 5), dice.randrange(1, 6))
    before = (max(1, p - dice.choice((0, 0, 0, 1, -1))), max(1, min(5, i + dice.choice((0, 0, 0, 1)))))
    return PackRisk(
        f"r{n}", project.uid, f"R-{n + 11:03d}", RISKS[language][n % 10], owner=PEOPLE[language][n % 8], probability=p, impact=i,
        previous_probability=min(5, before[0]) if n % 9 else None, previous_impact=before[1] if n % 9 else None,
        target_probability=max(1, p - 2), target_impact=max(1, i - 1), expected_loss=(p * i * 1_300_000),
        response="reduce", response_plan=RESPONSES[language][n % 3], due=NOW + timedelta(days=7 * (n % 9)),
    )  # fmt: skip
