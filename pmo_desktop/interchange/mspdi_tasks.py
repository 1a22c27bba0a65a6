"""The tasks, links and baselines of MS Project's XML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from lxml import etree

from ..domain.errors import PmoError
from ..domain.plan import CONSTRAINTS, LagKind, LinkKind, PlanBaseline, PlanLink, PlanTask, TaskKind
from .mspdi_fields import Findings, Row, children, names, problem

_KINDS: Final[tuple[TaskKind, ...]] = ("fixed_units", "fixed_duration", "fixed_work")
_LINK_KINDS: Final[tuple[LinkKind, ...]] = ("FF", "FS", "SF", "SS")
_ELAPSED_FORMATS: Final = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
_PERCENT_FORMATS: Final[dict[int, LagKind]] = {
    19: "percent",
    20: "elapsed_percent",
    51: "percent",
    52: "elapsed_percent",
}

COMPUTED: Final = names(
    "Start Finish EarlyStart EarlyFinish LateStart LateFinish Critical FreeSlack TotalSlack StartSlack FinishSlack "
    "StartVariance FinishVariance WorkVariance DurationVariance CostVariance Summary OverAllocated ActualDuration "
    "PercentWorkComplete ACWP BCWS BCWP CV SV VAC OutlineNumber ID IsNull ManualDuration"
)
"""Fields that follow from others; they are worked out anew and not kept."""

KNOWN: Final = names(
    "GUID CreateDate Contact WBSLevel ResumeValid Recurring DisplayAsSummary IsSubproject IsSubprojectReadOnly "
    "SubprojectName ExternalTask ExternalTaskProject FixedCostAccrual OvertimeCost OvertimeWork ActualOvertimeCost "
    "ActualOvertimeWork RegularWork RemainingCost RemainingWork RemainingOvertimeCost RemainingOvertimeWork "
    "LevelAssignments LevelingCanSplit LevelingDelayFormat PreLeveledStart PreLeveledFinish Hyperlink "
    "HyperlinkAddress HyperlinkSubAddress HideBar Rollup EarnedValueMethod ActualWorkProtected "
    "ActualOvertimeWorkProtected IsPublished StatusManager CommitmentStart CommitmentFinish CommitmentType "
    "StartText FinishText DurationText FreeformDurationFormat BudgetWork BudgetCost CalendarUID"
)


class TaskTable:
    """The tasks of a file in the order of its outline, with their links and baselines."""

    def __init__(self, findings: Findings) -> None:
        self.tasks: list[PlanTask] = []
        self.links: list[PlanLink] = []
        self.baselines: list[PlanBaseline] = []
        self.blank_rows = 0
        self._findings = findings
        self._uids: set[int] = set()

    def read(self, root: etree._Element, calendars: frozenset[int]) -> None:
        """Read all tasks.

        Raises:
            PmoError: a task has no key or one that another has, or a value cannot be read.
        """
        for group in children(root, "Tasks"):
            for element in children(group, "Task"):
                self._read_task(Row(element, "Task"), calendars)
        labels = {task.uid: task.name for task in self.tasks}
        sound: list[PlanLink] = []
        for link in self.links:
            if link.predecessor in labels and link.predecessor != link.successor:
                sound.append(link)
            else:
                self._findings.problems.append(
                    problem("mspdi_link_left_out", labels[link.successor], "PredecessorUID", str(link.predecessor))
                )
        self.links = sound

    def _read_task(self, row: Row, calendars: frozenset[int]) -> None:
        if row.flag("IsNull"):
            self.blank_rows += 1
            return
        uid = row.key()
        if uid in self._uids:
            raise PmoError("mspdi_key_twice", row=row.label, key=str(uid))
        self._uids.add(uid)
        for element in row.nested.pop("PredecessorLink", []):
            self._read_link(Row(element, "PredecessorLink"), uid, row.label)
        for element in row.nested.pop("Baseline", []):
            self._read_baseline(Row(element, "Baseline"), uid, row.label)
        custom = read_custom(row, self._findings)
        task = self._task(row, uid, calendars)
        extra = row.rest(KNOWN, COMPUTED, self._findings)
        self.tasks.append(replace(task, custom=custom, extra=extra))

    def _task(self, row: Row, uid: int, calendars: frozenset[int]) -> PlanTask:
        stored_start, stored_finish = row.moment("Start"), row.moment("Finish")
        manual = row.flag("Manual")
        has_dates = manual or row.texts.get("ExternalTask") == "1"
        manual_start = row.moment("ManualStart") or stored_start
        manual_finish = row.moment("ManualFinish") or stored_finish
        duration_format = row.number("DurationFormat", 7)
        percent = self._percent(row, "PercentComplete")
        actual_start = row.moment("ActualStart")
        remaining = row.minutes("RemainingDuration")
        constraint = row.number("ConstraintType", 0)
        kind = row.number("Type", 0)
        if not 0 <= constraint < len(CONSTRAINTS):
            raise row.bad("ConstraintType", str(constraint))
        if not 0 <= kind < len(_KINDS):
            raise row.bad("Type", str(kind))
        level = row.number("OutlineLevel", 1)
        if not 0 <= level <= 10**6:
            raise row.bad("OutlineLevel", str(level))
        duration = row.minutes("Duration")
        return PlanTask(
            uid=uid,
            name=row.text("Name"),
            wbs=row.text("WBS"),
            outline_level=level,
            milestone=row.flag("Milestone"),
            active=row.flag("Active", True),
            manual=manual,
            manual_start=manual_start if has_dates else None,
            manual_finish=manual_finish if has_dates else None,
            duration=0 if duration is None else duration,
            duration_format=duration_format,
            elapsed=duration_format in _ELAPSED_FORMATS,
            estimated=row.flag("Estimated"),
            kind=_KINDS[kind],
            effort_driven=row.flag("EffortDriven"),
            calendar_uid=self._calendar(row, calendars),
            ignore_resource_calendar=row.flag("IgnoreResourceCalendar"),
            constraint=CONSTRAINTS[constraint],
            constraint_date=row.moment("ConstraintDate"),
            deadline=row.moment("Deadline"),
            priority=row.number("Priority", 500),
            levelling_delay=max(0, row.tenths("LevelingDelay")),
            percent_complete=percent,
            physical_percent_complete=self._percent(row, "PhysicalPercentComplete"),
            actual_start=actual_start,
            actual_finish=row.moment("ActualFinish"),
            remaining_duration=remaining if actual_start is not None or percent else None,
            stop=row.moment("Stop"),
            resume=row.moment("Resume"),
            work=row.minutes("Work"),
            actual_work=row.minutes("ActualWork"),
            cost=row.whole("Cost"),
            fixed_cost=row.whole("FixedCost"),
            actual_cost=row.whole("ActualCost"),
            notes=row.text("Notes"),
        )

    def _percent(self, row: Row, name: str) -> int:
        value = row.number(name, 0)
        if not 0 <= value <= 100:
            self._findings.problems.append(problem("mspdi_value_clamped", row.label, name, str(value)))
        return max(0, min(100, value))

    def _calendar(self, row: Row, calendars: frozenset[int]) -> int | None:
        uid = row.whole("CalendarUID")
        if uid is None or uid < 0:
            return None
        if uid not in calendars:
            self._findings.problems.append(problem("mspdi_calendar_missing", row.label, "CalendarUID", str(uid)))
            return None
        return uid

    def _read_link(self, row: Row, successor: int, label: str) -> None:
        row.label = label
        kind = row.number("Type", 1)
        if not 0 <= kind < len(_LINK_KINDS):
            raise row.bad("Type", str(kind))
        lag_format = row.number("LagFormat", 7)
        lag_kind: LagKind = "elapsed" if lag_format in _ELAPSED_FORMATS else "working"
        lag_kind = _PERCENT_FORMATS.get(lag_format, lag_kind)
        lag = row.real("LinkLag") or 0.0
        link = PlanLink(
            predecessor=row.key("PredecessorUID"),
            successor=successor,
            kind=_LINK_KINDS[kind],
            lag=round(lag if "percent" in lag_kind else lag / 10),
            lag_kind=lag_kind,
            lag_format=lag_format,
        )
        self.links.append(link)
        if row.flag("CrossProject"):
            self._findings.unknown["PredecessorLink.CrossProject"] += 1
        row.rest(frozenset({"CrossProjectName"}), frozenset(), self._findings)

    def _read_baseline(self, row: Row, uid: int, label: str) -> None:
        row.label = label
        baseline = PlanBaseline(
            task_uid=uid,
            number=row.number("Number", 0),
            start=row.moment("Start"),
            finish=row.moment("Finish"),
            duration=row.minutes("Duration"),
            work=row.minutes("Work"),
            cost=row.whole("Cost"),
        )
        if any(seen.task_uid == uid and seen.number == baseline.number for seen in self.baselines[-11:]):
            self._findings.problems.append(problem("mspdi_baseline_twice", label, "Baseline", str(baseline.number)))
            return
        self.baselines.append(baseline)
        row.rest(_BASELINE_KNOWN, frozenset(), self._findings)


_BASELINE_KNOWN: Final = names(
    "DurationFormat EstimatedDuration FixedCost FixedCostAccrual Interim BCWS BCWP BudgetWork BudgetCost"
)


def read_custom(row: Row, findings: Findings) -> Mapping[str, Any]:
    """Take a record's own fields: values by field number, as text."""
    custom: dict[str, Any] = {}
    for element in row.nested.pop("ExtendedAttribute", []):
        attribute = Row(element, "ExtendedAttribute")
        number = attribute.text("FieldID")
        value = attribute.text("Value")
        if attribute.texts:
            custom[number] = {"Value": value, **attribute.texts}
        else:
            custom[number] = value
        attribute.texts.clear()
        attribute.rest(frozenset(), frozenset(), findings)
    for element in row.nested.pop("OutlineCode", []):
        code = Row(element, "OutlineCode")
        number = code.text("FieldID")
        custom[number] = dict(code.texts)
    return custom
