"""The resources and assignments of MS Project's XML."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from ..domain.errors import PmoError
from ..domain.plan import PlanAssignment, PlanResource, ResourceKind
from .mspdi_fields import Findings, Row, children, names, problem
from .mspdi_splits import Stretch, read_stretch
from .mspdi_tasks import read_custom

_KINDS: Final[tuple[ResourceKind, ...]] = ("material", "work", "cost")

RESOURCE_COMPUTED: Final = names(
    "IsNull OverAllocated PercentWorkComplete ACWP BCWS BCWP CV SV VAC CostVariance WorkVariance PeakUnits Start Finish"
)
RESOURCE_KNOWN: Final = names(
    "GUID ID Phonetics NTAccount MaterialLabel Code EmailAddress Hyperlink HyperlinkAddress HyperlinkSubAddress "
    "AvailableFrom AvailableTo CanLevel AccrueAt Work RegularWork OvertimeWork ActualWork RemainingWork "
    "ActualOvertimeWork RemainingOvertimeWork StandardRateFormat Cost OvertimeRateFormat OvertimeCost ActualCost "
    "ActualOvertimeCost RemainingCost RemainingOvertimeCost Notes IsGeneric IsInactive IsEnterprise BookingType "
    "ActualWorkProtected ActualOvertimeWorkProtected ActiveDirectoryGUID CreationDate IsCostResource AssnOwner "
    "AssnOwnerGuid IsBudget WorkGroup BudgetWork BudgetCost"
)
ASSIGNMENT_COMPUTED: Final = names(
    "PercentWorkComplete ACWP BCWS BCWP CV SV VAC CostVariance StartVariance FinishVariance WorkVariance "
    "Overallocated Milestone Summary PeakUnits"
)
ASSIGNMENT_KNOWN: Final = names(
    "GUID ActualFinish ActualStart ActualOvertimeCost ActualOvertimeWork Confirmed CostRateTable RateScale "
    "FixedMaterial HasFixedRateUnits Hyperlink HyperlinkAddress HyperlinkSubAddress LevelingDelayFormat "
    "LinkedFields Notes OvertimeCost OvertimeWork RegularWork RemainingCost RemainingOvertimeCost "
    "RemainingOvertimeWork ResponsePending Stop Resume UpdateNeeded BookingType ActualWorkProtected "
    "ActualOvertimeWorkProtected CreationDate AssnOwner AssnOwnerGuid BudgetCost BudgetWork VariableRateUnits "
    "UserChargeRate"
)


def read_resources(root: etree._Element, calendars: frozenset[int], findings: Findings) -> tuple[PlanResource, ...]:
    """Return the resources of a project.

    Raises:
        PmoError: a resource has no key or one that another has, or a value cannot be read.
    """
    resources: dict[int, PlanResource] = {}
    for group in children(root, "Resources"):
        for element in children(group, "Resource"):
            row = Row(element, "Resource")
            uid = row.key()
            if uid in resources:
                raise PmoError("mspdi_key_twice", row=row.label, key=str(uid))
            if not row.flag("IsNull"):
                resources[uid] = _resource(row, uid, calendars, findings)
    return tuple(resources.values())


def _resource(row: Row, uid: int, calendars: frozenset[int], findings: Findings) -> PlanResource:
    kind = row.number("Type", 1)
    if not 0 <= kind < len(_KINDS):
        raise row.bad("Type", str(kind))
    calendar = row.whole("CalendarUID")
    if calendar is not None and calendar not in calendars:
        # MS Project gives material and cost resources, and its nameless row 0, calendars that are not in the file.
        if calendar > 0 and _KINDS[kind] == "work" and row.label != str(uid):
            findings.problems.append(problem("mspdi_calendar_missing", row.label, "CalendarUID", str(calendar)))
        calendar = None
    units = row.real("MaxUnits")
    standard, overtime = row.real("StandardRate"), row.real("OvertimeRate")
    custom = read_custom(row, findings)
    extra: dict[str, Any] = {}
    for name in ("Rates", "AvailabilityPeriods", "Baseline"):
        if name in row.nested:
            extra[name] = [_as_data(element) for element in row.nested.pop(name)]
    resource = PlanResource(
        uid=uid,
        name=row.text("Name"),
        kind="cost" if row.flag("IsCostResource") else _KINDS[kind],
        initials=row.text("Initials"),
        group=row.text("Group"),
        max_units=1.0 if units is None else units,
        calendar_uid=calendar,
        standard_rate=None if standard is None else round(standard * 100),
        overtime_rate=None if overtime is None else round(overtime * 100),
        cost_per_use=row.whole("CostPerUse"),
    )
    extra.update(row.rest(RESOURCE_KNOWN, RESOURCE_COMPUTED, findings))
    if custom:
        extra["ExtendedAttribute"] = dict(custom)
    return PlanResource(**{name: getattr(resource, name) for name in _RESOURCE_FIELDS}, extra=extra)


_RESOURCE_FIELDS: Final = tuple(name for name in PlanResource.__dataclass_fields__ if name != "extra")


def _as_data(element: etree._Element) -> Any:
    """Return a structured field as lists and texts, so that nothing of it is lost."""
    if not len(element):
        return element.text or ""
    return [[str(child.tag).rpartition("}")[2], _as_data(child)] for child in element]


def read_assignments(
    root: etree._Element, tasks: frozenset[int], resources: frozenset[int], findings: Findings
) -> tuple[tuple[PlanAssignment, ...], dict[int, list[Stretch]]]:
    """Return the assignments of a project and their work day by day, by the assignment's key.

    An assignment whose task is not there is left out and listed.

    Raises:
        PmoError: a value cannot be read.
    """
    assignments: list[PlanAssignment] = []
    stretches: dict[int, list[Stretch]] = {}
    for group in children(root, "Assignments"):
        for element in children(group, "Assignment"):
            row = Row(element, "Assignment")
            uid = row.key()
            task = row.key("TaskUID")
            row.label = f"{uid}"
            if task not in tasks:
                findings.problems.append(problem("mspdi_assignment_left_out", row.label, "TaskUID", str(task)))
                continue
            daily = (read_stretch(Row(item, "TimephasedData")) for item in row.nested.get("TimephasedData", ()))
            stretches[uid] = [stretch for stretch in daily if stretch is not None]
            assignments.append(_assignment(row, uid, task, resources, findings))
    return tuple(assignments), stretches


def _assignment(row: Row, uid: int, task: int, resources: frozenset[int], findings: Findings) -> PlanAssignment:
    number = row.whole("ResourceUID")
    resource = number if number in resources else None
    if number is not None and number >= 0 and resource is None:
        findings.problems.append(problem("mspdi_resource_missing", row.label, "ResourceUID", str(number)))
    custom = read_custom(row, findings)
    extra: dict[str, Any] = {"ExtendedAttribute": dict(custom)} if custom else {}
    if "Baseline" in row.nested:
        extra["Baseline"] = [_as_data(element) for element in row.nested.pop("Baseline")]
    units = row.real("Units")
    values = {
        "units": 1.0 if units is None else units,
        "work": row.minutes("Work") or 0,
        "actual_work": row.minutes("ActualWork") or 0,
        "remaining_work": row.minutes("RemainingWork"),
        "cost": row.whole("Cost"),
        "actual_cost": row.whole("ActualCost"),
        "delay": row.tenths("Delay"),
        "levelling_delay": row.tenths("LevelingDelay"),
        "contour": row.number("WorkContour", 0),
        "start": row.moment("Start"),
        "finish": row.moment("Finish"),
    }
    extra.update(row.rest(ASSIGNMENT_KNOWN, ASSIGNMENT_COMPUTED, findings))
    return PlanAssignment(uid=uid, task_uid=task, resource_uid=resource, extra=extra, **values)  # type: ignore[arg-type]
