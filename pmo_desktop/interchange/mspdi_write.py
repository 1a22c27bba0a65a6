"""Plans written as MS Project's XML (MSPDI)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from lxml import etree

from ..domain.calendars import DAY, CalendarException, Days, Hours, Recurrence, WorkCalendar
from ..domain.plan import CONSTRAINTS, Plan, PlanAssignment, PlanBaseline, PlanLink, PlanResource, PlanTask
from ..scheduling import Schedule, TaskDates
from .mspdi import NAMESPACE

_LINK_NUMBERS: Final = {"FF": 0, "FS": 1, "SF": 2, "SS": 3}
_KIND_NUMBERS: Final = {"fixed_units": 0, "fixed_duration": 1, "fixed_work": 2}
_RESOURCE_NUMBERS: Final = {"material": 0, "work": 1, "cost": 2}
_RECURRENCE_NUMBERS: Final[Mapping[Recurrence, int]] = {
    "daily": 1,
    "yearly_day": 2,
    "yearly_position": 3,
    "monthly_day": 4,
    "monthly_position": 5,
    "weekly": 6,
    "every_days": 7,
}

Value = str | int | float | bool | datetime | None


def write_plan(plan: Plan, dates: Schedule) -> bytes:
    """Return a plan with its computed dates as an MSPDI file.

    `read_plan` gives back the same plan. Control characters, which XML cannot hold, are left out.
    """
    root = etree.Element(f"{{{NAMESPACE}}}Project", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    _project(root, plan, dates)
    calendars = _group(root, "Calendars")
    for calendar in plan.calendars:
        _calendar(calendars, calendar)
    links: dict[int, list[PlanLink]] = {}
    for link in plan.links:
        links.setdefault(link.successor, []).append(link)
    baselines: dict[int, list[PlanBaseline]] = {}
    for baseline in plan.baselines:
        baselines.setdefault(baseline.task_uid, []).append(baseline)
    tasks = _group(root, "Tasks")
    for number, task in enumerate(plan.tasks):
        _task(tasks, number, task, dates[task.uid], links.get(task.uid, ()), baselines.get(task.uid, ()))
    resources = _group(root, "Resources")
    for resource in plan.resources:
        _resource(resources, resource)
    assignments = _group(root, "Assignments")
    for assignment in plan.assignments:
        _assignment(assignments, assignment)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True, pretty_print=True)


def _group(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _put(parent: etree._Element, name: str, value: Value) -> None:
    """Add a field; None adds nothing."""
    if value is None:
        return
    if isinstance(value, bool):
        text = str(int(value))
    elif isinstance(value, datetime):
        text = value.isoformat(timespec="seconds")
    else:
        text = repr(value) if isinstance(value, float) else str(value)
    _group(parent, name).text = "".join(filter(_is_xml, text))


def _is_xml(character: str) -> bool:
    code = ord(character)
    return (code >= 0x20 and not (0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))) or character in "\t\n\r"


def _put_all(parent: etree._Element, fields: Mapping[str, Any], taken: Iterable[str] = ()) -> None:
    """Add the simple fields of an `extra` that were not added already."""
    seen = {str(child.tag).rpartition("}")[2] for child in parent} | set(taken)
    for name, value in fields.items():
        if name not in seen and isinstance(value, str | int | float) and name.isidentifier():
            _put(parent, name, value)


def _minutes(value: int | None) -> str | None:
    return None if value is None else f"PT{value // 60}H{value % 60}M0S"


def _clock(value: int) -> str:
    return f"{value % DAY // 60:02}:{value % 60:02}:00"


def _project(root: etree._Element, plan: Plan, dates: Schedule) -> None:
    _put(root, "SaveVersion", plan.extra.get("SaveVersion", 14))
    for name, value in (
        ("Name", plan.extra.get("Name", plan.name)),
        ("Title", plan.name),
        ("ScheduleFromStart", not plan.from_finish),
        ("StartDate", plan.plan_start or dates.project_start),
        ("FinishDate", plan.plan_finish if plan.from_finish else dates.project_finish),
        ("CriticalSlackLimit", round(plan.critical_slack / plan.minutes_per_day)),
        ("CurrencyCode", plan.currency or None),
        ("CalendarUID", plan.calendar_uid),
        ("DefaultStartTime", _clock(plan.default_start)),
        ("DefaultFinishTime", _clock(plan.default_finish)),
        ("MinutesPerDay", plan.minutes_per_day),
        ("MinutesPerWeek", plan.minutes_per_week),
        ("DaysPerMonth", plan.days_per_month),
        ("StatusDate", plan.data_date),
    ):
        _put(root, name, value)
    _put_all(root, plan.extra, ("BlankRows",))
    definitions = plan.extra.get("ExtendedAttributes", ())
    if definitions:
        group = _group(root, "ExtendedAttributes")
        for definition in definitions:
            _put_all(_group(group, "ExtendedAttribute"), definition)


def _calendar(parent: etree._Element, calendar: WorkCalendar) -> None:
    element = _group(parent, "Calendar")
    _put(element, "UID", calendar.uid)
    _put(element, "Name", calendar.name)
    _put(element, "IsBaseCalendar", calendar.is_base)
    _put(element, "BaseCalendarUID", -1 if calendar.base is None else calendar.base)
    _week_days(element, calendar.days)
    if calendar.exceptions:
        group = _group(element, "Exceptions")
        for exception in calendar.exceptions:
            _exception(_group(group, "Exception"), exception)
    if calendar.weeks:
        group = _group(element, "WorkWeeks")
        for week in calendar.weeks:
            row = _group(group, "WorkWeek")
            _period(row, week.start, week.finish)
            _put(row, "Name", week.name)
            _week_days(row, week.days)
    _put_all(element, calendar.extra)


def _week_days(parent: etree._Element, days: Days) -> None:
    if all(hours is None for hours in days):
        return
    group = _group(parent, "WeekDays")
    for number, hours in enumerate(days, 1):
        if hours is not None:
            day = _group(group, "WeekDay")
            _put(day, "DayType", number)
            _hours(day, hours)


def _hours(parent: etree._Element, hours: Hours) -> None:
    _put(parent, "DayWorking", bool(hours))
    if hours:
        group = _group(parent, "WorkingTimes")
        for begin, end in hours:
            span = _group(group, "WorkingTime")
            _put(span, "FromTime", _clock(begin))
            _put(span, "ToTime", _clock(end))


def _period(parent: etree._Element, start: date, finish: date) -> None:
    period = _group(parent, "TimePeriod")
    _put(period, "FromDate", f"{start.isoformat()}T00:00:00")
    _put(period, "ToDate", f"{finish.isoformat()}T23:59:00")


def _exception(element: etree._Element, exception: CalendarException) -> None:
    _put(element, "EnteredByOccurrences", exception.occurrences > 0)
    _period(element, exception.start, exception.finish)
    _put(element, "Occurrences", exception.occurrences or (exception.finish - exception.start).days + 1)
    _put(element, "Name", exception.name)
    _put(element, "Type", _RECURRENCE_NUMBERS[exception.recurrence])
    if exception.recurrence != "daily":
        for name, value in (
            ("Period", exception.period),
            ("DaysOfWeek", exception.weekdays),
            ("Month", exception.month - 1),
            ("MonthDay", exception.month_day),
            ("MonthItem", exception.item),
            ("MonthPosition", exception.position),
        ):
            _put(element, name, value)
    _hours(element, exception.hours)


def _task(
    parent: etree._Element,
    number: int,
    task: PlanTask,
    dates: TaskDates,
    links: Iterable[PlanLink],
    baselines: Iterable[PlanBaseline],
) -> None:
    element = _group(parent, "Task")
    duration = task.duration if not dates.summary else dates.duration
    remaining = task.remaining_duration
    if remaining is None:
        remaining = duration - round(duration * dates.percent_complete / 100)
    for name, value in (
        ("UID", task.uid),
        ("ID", number),
        ("Name", task.name),
        ("Active", task.active),
        ("Manual", task.manual),
        ("Type", _KIND_NUMBERS[task.kind]),
        ("IsNull", False),
        ("WBS", task.wbs),
        ("OutlineLevel", task.outline_level),
        ("Priority", task.priority),
        ("Start", dates.start),
        ("Finish", dates.finish),
        ("Duration", _minutes(duration)),
        ("ManualStart", task.manual_start),
        ("ManualFinish", task.manual_finish),
        ("DurationFormat", task.duration_format),
        ("Work", _minutes(task.work)),
        ("Stop", task.stop),
        ("Resume", task.resume),
        ("EffortDriven", task.effort_driven),
        ("Estimated", task.estimated),
        ("Milestone", task.milestone),
        ("Summary", dates.summary),
        ("Critical", dates.critical),
        ("EarlyStart", dates.early_start),
        ("EarlyFinish", dates.early_finish),
        ("LateStart", dates.late_start),
        ("LateFinish", dates.late_finish),
        ("FreeSlack", dates.free_float * 10),
        ("TotalSlack", dates.total_float * 10),
        ("FixedCost", task.fixed_cost),
        ("PercentComplete", task.percent_complete),
        ("Cost", task.cost),
        ("ActualStart", task.actual_start),
        ("ActualFinish", task.actual_finish),
        ("ActualCost", task.actual_cost),
        ("ActualWork", _minutes(task.actual_work)),
        ("ActualDuration", _minutes(max(0, duration - remaining))),
        ("RemainingDuration", _minutes(remaining)),
        ("ConstraintType", CONSTRAINTS.index(task.constraint)),
        ("CalendarUID", -1 if task.calendar_uid is None else task.calendar_uid),
        ("ConstraintDate", task.constraint_date),
        ("Deadline", task.deadline),
        ("LevelingDelay", task.levelling_delay * 10),
        ("IgnoreResourceCalendar", task.ignore_resource_calendar),
        ("Notes", task.notes or None),
        ("PhysicalPercentComplete", task.physical_percent_complete),
    ):
        _put(element, name, value)
    _put_all(element, task.extra)
    for link in links:
        row = _group(element, "PredecessorLink")
        _put(row, "PredecessorUID", link.predecessor)
        _put(row, "Type", _LINK_NUMBERS[link.kind])
        _put(row, "CrossProject", False)
        _put(row, "LinkLag", link.lag if "percent" in link.lag_kind else link.lag * 10)
        _put(row, "LagFormat", link.lag_format)
    _custom(element, task.custom)
    for baseline in baselines:
        row = _group(element, "Baseline")
        _put(row, "Number", baseline.number)
        _put(row, "Start", baseline.start)
        _put(row, "Finish", baseline.finish)
        _put(row, "Duration", _minutes(baseline.duration))
        _put(row, "Work", _minutes(baseline.work))
        _put(row, "Cost", baseline.cost)


def _custom(parent: etree._Element, custom: Mapping[str, Any]) -> None:
    for number, value in custom.items():
        row = _group(parent, "ExtendedAttribute")
        _put(row, "FieldID", number)
        if isinstance(value, Mapping):
            _put_all(row, value)
        else:
            _put(row, "Value", value)


def _resource(parent: etree._Element, resource: PlanResource) -> None:
    element = _group(parent, "Resource")
    for name, value in (
        ("UID", resource.uid),
        ("Name", resource.name),
        ("Type", _RESOURCE_NUMBERS[resource.kind]),
        ("IsNull", False),
        ("Initials", resource.initials or None),
        ("Group", resource.group or None),
        ("MaxUnits", resource.max_units),
        ("StandardRate", None if resource.standard_rate is None else resource.standard_rate / 100),
        ("OvertimeRate", None if resource.overtime_rate is None else resource.overtime_rate / 100),
        ("CostPerUse", resource.cost_per_use),
        ("CalendarUID", resource.calendar_uid),
    ):
        _put(element, name, value)
    _put_all(element, resource.extra)
    _structures(element, resource.extra)


def _assignment(parent: etree._Element, assignment: PlanAssignment) -> None:
    element = _group(parent, "Assignment")
    for name, value in (
        ("UID", assignment.uid),
        ("TaskUID", assignment.task_uid),
        ("ResourceUID", -65535 if assignment.resource_uid is None else assignment.resource_uid),
        ("ActualCost", assignment.actual_cost),
        ("ActualWork", _minutes(assignment.actual_work)),
        ("Cost", assignment.cost),
        ("Delay", assignment.delay * 10),
        ("Finish", assignment.finish),
        ("LevelingDelay", assignment.levelling_delay * 10),
        ("RemainingWork", _minutes(assignment.remaining_work)),
        ("Start", assignment.start),
        ("Units", assignment.units),
        ("Work", _minutes(assignment.work)),
        ("WorkContour", assignment.contour),
    ):
        _put(element, name, value)
    _put_all(element, assignment.extra)
    _structures(element, assignment.extra)


def _structures(element: etree._Element, extra: Mapping[str, Any]) -> None:
    """Add the structured fields that `extra` keeps as lists of names and contents."""
    _custom(element, extra.get("ExtendedAttribute", {}))
    for name in ("Rates", "AvailabilityPeriods", "Baseline"):
        for content in extra.get(name, ()):
            _nested(_group(element, name), content)


def _nested(element: etree._Element, content: Any) -> None:
    for name, inner in content:
        if isinstance(inner, str):
            _put(element, name, inner)
        else:
            _nested(_group(element, name), inner)
