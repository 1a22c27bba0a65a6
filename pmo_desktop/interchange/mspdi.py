"""Plans in MS Project's XML (MSPDI)."""

from __future__ import annotations

from os import PathLike
from typing import Any, Final

from ..domain.errors import PmoError
from ..domain.plan import Plan
from .mspdi_calendars import read_calendars
from .mspdi_fields import Findings, Row, children, local_name, names, problem
from .mspdi_resources import read_assignments, read_resources
from .mspdi_splits import with_splits
from .mspdi_tasks import TaskTable
from .xml import parse

NAMESPACE: Final = "http://schemas.microsoft.com/project"

_KNOWN: Final = names(
    "UID GUID Subject Category Company Manager Author CreationDate Revision LastSaved SaveVersion BuildNumber "
    "FYStartDate CurrencyDigits CurrencySymbol CurrencySymbolPosition DefaultTaskType DefaultFixedCostAccrual "
    "DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts HonorConstraints "
    "EarnedValueMethod InsertedProjectsLikeSummary MultipleCriticalPaths NewTasksEffortDriven NewTasksEstimated "
    "SplitsInProgressTasks SpreadActualCost SpreadPercentComplete TaskUpdatesResource FiscalYearStart WeekStartDay "
    "MoveCompletedEndsBack MoveRemainingStartsBack MoveRemainingStartsForward MoveCompletedEndsForward "
    "BaselineForEarnedValue AutoAddNewResourcesAndTasks CurrentDate MicrosoftProjectServerURL Autolink "
    "NewTaskStartDate NewTasksAreManual DefaultTaskEVMethod ProjectExternallyEdited ExtendedCreationDate "
    "ActualsInSync RemoveFileProperties AdminProject BaselineCalendar UpdateManuallyScheduledTasksWhenEditingLinks "
    "KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled Comments Keywords Template Title Name"
)
_ROWS: Final = ("Calendars", "Tasks", "Resources", "Assignments")


def read_plan(source: bytes | str | PathLike[str]) -> Plan:
    """Return the plan of an MSPDI file, given its path or its content.

    Stored dates are left behind, but for those of manual tasks, of progress and of baselines, which are inputs. Fields
    without a place of their own are kept in `extra`; `plan.unknown` counts those that the format does not know or that
    cannot be kept, `plan.problems` lists what was put right or left out.

    Raises:
        PmoError: it is not an MSPDI file, or a value in it cannot be read; the message names the row and the field.
    """
    root = parse(source)
    if local_name(root) != "Project" or not str(root.tag).startswith(("{" + NAMESPACE, "Project")):
        raise PmoError("mspdi_not_a_project", root=local_name(root))
    findings = Findings()
    row = Row(root, "Project")
    row.label = ""
    calendars = read_calendars(root, findings)
    calendar_uids = frozenset(calendar.uid for calendar in calendars)
    table = TaskTable(findings)
    table.read(root, calendar_uids)
    resources = read_resources(root, calendar_uids, findings)
    assignments, stretches = read_assignments(
        root, frozenset(task.uid for task in table.tasks), frozenset(item.uid for item in resources), findings
    )
    for name in _ROWS:
        row.nested.pop(name, None)
        row.texts.pop(name, None)
    extra: dict[str, Any] = _own_fields(row, findings)
    if table.blank_rows:
        extra["BlankRows"] = table.blank_rows
    minutes_per_day = _positive(row, "MinutesPerDay", 480)
    values = {
        "name": row.texts.get("Title") or row.texts.get("Name", ""),
        "plan_start": row.moment("StartDate"),
        "plan_finish": row.moment("FinishDate"),
        "from_finish": not row.flag("ScheduleFromStart", True),
        "data_date": row.moment("StatusDate"),
        "calendar_uid": _calendar(row, calendar_uids, findings),
        "minutes_per_day": minutes_per_day,
        "minutes_per_week": _positive(row, "MinutesPerWeek", 2400),
        "days_per_month": _positive(row, "DaysPerMonth", 20),
        "default_start": row.clock("DefaultStartTime", 480),
        "default_finish": row.clock("DefaultFinishTime", 1020),
        "critical_slack": row.number("CriticalSlackLimit", 0) * minutes_per_day,
        "currency": row.text("CurrencyCode"),
    }
    extra.update(row.rest(_KNOWN, frozenset(), findings))
    plan = Plan(
        tasks=tuple(table.tasks),
        links=tuple(table.links),
        calendars=calendars,
        resources=resources,
        assignments=assignments,
        baselines=tuple(table.baselines),
        extra=extra,
        unknown=dict(findings.unknown),
        problems=tuple(findings.problems),
        **values,  # type: ignore[arg-type]
    )
    return with_splits(plan, stretches)


def _positive(row: Row, name: str, usual: int) -> int:
    value = row.number(name, usual)
    return value if value > 0 else usual


def _calendar(row: Row, calendars: frozenset[int], findings: Findings) -> int | None:
    uid = row.whole("CalendarUID")
    if uid is None or uid in calendars:
        return uid
    findings.problems.append(problem("mspdi_calendar_missing", "", "CalendarUID", str(uid)))
    return None


def _own_fields(row: Row, findings: Findings) -> dict[str, Any]:
    """Return the definitions of the file's own fields; other structures are counted, not kept."""
    extra: dict[str, Any] = {}
    definitions: list[dict[str, str]] = []
    for group in row.nested.pop("ExtendedAttributes", []):
        for element in children(group, "ExtendedAttribute"):
            attribute = Row(element, "ExtendedAttribute")
            definitions.append(dict(attribute.texts))
            for name, elements in attribute.nested.items():
                findings.unknown[f"ExtendedAttribute.{name}"] += len(elements)
    if definitions:
        extra["ExtendedAttributes"] = definitions
    for name in list(row.nested):
        if name not in _ROWS:
            findings.unknown[name] += sum(len(element) for element in row.nested.pop(name))
    for name in ("ExtendedAttributes", "OutlineCodes", "WBSMasks", *_DISPLAY):
        row.texts.pop(name, None)  # empty
    return extra


_DISPLAY: Final = ("Views", "Filters", "Groups", "Tables", "Maps", "Reports", "Drawings", "DataLinks", "VBAProjects")
