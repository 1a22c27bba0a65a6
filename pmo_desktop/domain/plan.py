"""A plan as values: what the engine schedules, what an importer reads and what a store keeps.

The names are those of the store's columns (`Project`, `Task`, `Link`, `Resource`, `Assignment`, `TaskBaseline`). Rows
refer to each other by `uid`, the key that the file or the store gave them. Durations, work and lags are whole minutes,
money whole minor units, moments naive local time. Only inputs are here: early, late and scheduled dates are computed by
`scheduling.schedule`. `extra` keeps, by their name in the file, the fields that have no place of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from .calendars import WorkCalendar
from .messages import Message

Constraint = Literal["ASAP", "ALAP", "SNET", "SNLT", "FNET", "FNLT", "MSO", "MFO"]
TaskKind = Literal["fixed_units", "fixed_duration", "fixed_work"]
LinkKind = Literal["FS", "SS", "FF", "SF"]
LagKind = Literal["working", "elapsed", "percent", "elapsed_percent"]
ProgressMode = Literal["project", "retained_logic", "progress_override", "actual_dates"]
ResourceKind = Literal["work", "material", "cost"]

CONSTRAINTS: Final[tuple[Constraint, ...]] = ("ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT")
"""In the order of MS Project's numbers 0 to 7."""

UNDATED: Final = ("StartText", "FinishText", "DurationText")
"""The fields that a file has, empty, where a manual task has neither start, finish nor duration yet."""


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A row of the outline.

    Attributes:
        outline_level: depth from 1; 0 is the project's own summary row. A row with a deeper one below it is a summary.
        duration: in minutes, of working time or, where `elapsed`, of any time; ignored for summaries.
        duration_format: MS Project's number of the unit in which the duration is shown (7 is days).
        calendar_uid: the task's own calendar, or None for the plan's.
        manual_start, manual_finish: dates of the user's own, or of the other plan where the task is external.
        levelling_delay: minutes of any time by which levelling has put the task off.
        stop, resume: where a started task was interrupted and goes on.
        splits: pairs of (working minutes done before a gap, working minutes of the gap).
        custom: values of the file's own fields by field number, and of the organisation's own by their uid.
        gate: the code of the gate that a milestone is, such as `G3`.
    """

    uid: int
    name: str = ""
    wbs: str = ""
    outline_level: int = 1
    milestone: bool = False
    key: bool = False
    active: bool = True
    manual: bool = False
    manual_start: datetime | None = None
    manual_finish: datetime | None = None
    duration: int = 480
    duration_format: int = 7
    elapsed: bool = False
    estimated: bool = False
    kind: TaskKind = "fixed_units"
    effort_driven: bool = False
    calendar_uid: int | None = None
    ignore_resource_calendar: bool = False
    constraint: Constraint = "ASAP"
    constraint_date: datetime | None = None
    deadline: datetime | None = None
    priority: int = 500
    levelling_delay: int = 0
    percent_complete: int = 0
    physical_percent_complete: int = 0
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    remaining_duration: int | None = None
    stop: datetime | None = None
    resume: datetime | None = None
    splits: tuple[tuple[int, int], ...] = ()
    work: int | None = None
    actual_work: int | None = None
    cost: int | None = None
    fixed_cost: int | None = None
    actual_cost: int | None = None
    owner: str = ""
    notes: str = ""
    custom: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    gate: str = ""

    @property
    def external(self) -> bool:
        """True for a task of another plan that is shown here because of a link; its dates come from there."""
        return str(self.extra.get("ExternalTask", "0")) == "1"

    @property
    def undated(self) -> bool:
        """True for a manual task that has neither start, finish nor duration yet."""
        return self.manual and all(self.extra.get(name, "?") == "" for name in UNDATED)


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A dependency. `lag` is in minutes, or in percent of the predecessor's duration where `lag_kind` says so."""

    predecessor: int
    successor: int
    kind: LinkKind = "FS"
    lag: int = 0
    lag_kind: LagKind = "working"
    lag_format: int = 7


@dataclass(frozen=True, slots=True)
class PlanResource:
    """A person, a machine, a material or a cost. Rates are in minor units an hour."""

    uid: int
    name: str = ""
    kind: ResourceKind = "work"
    initials: str = ""
    group: str = ""
    max_units: float = 1.0
    calendar_uid: int | None = None
    standard_rate: int | None = None
    overtime_rate: int | None = None
    cost_per_use: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanAssignment:
    """A resource's part in a task; `resource_uid` is None where nobody is named. `contour` is MS Project's number."""

    uid: int
    task_uid: int
    resource_uid: int | None = None
    units: float = 1.0
    work: int = 0
    actual_work: int = 0
    remaining_work: int | None = None
    cost: int | None = None
    actual_cost: int | None = None
    delay: int = 0
    levelling_delay: int = 0
    contour: int = 0
    start: datetime | None = None
    finish: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanBaseline:
    """A task as it stood when a baseline (0 to 10) was set."""

    task_uid: int
    number: int = 0
    start: datetime | None = None
    finish: datetime | None = None
    duration: int | None = None
    work: int | None = None
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan.

    Attributes:
        tasks: in the order of the outline.
        plan_start, plan_finish: where scheduling begins, from the start or, with `from_finish`, from the finish.
        calendar_uid: the plan's calendar; None is the standard one.
        default_start, default_finish: minutes of the day that go with a date typed without a time.
        critical_slack: a task with so much total float or less, in working minutes, is critical.
        extra: the project's other fields by name (among them `HonorConstraints` and `MultipleCriticalPaths`).
        reschedule_remaining: put work that is not done after the data date; in the modes of Primavera it always is.
        progress_mode: how the links of a started task count. `project`: as MS Project has it, they hold its start only.
            `retained_logic`: its remaining work waits for what the task should have waited for. `progress_override`:
            they count no more. `actual_dates`: what has begun goes on from its actual dates, wherever the data date is.
        unknown: fields of the file that were not understood, with how often each was met.
        problems: what was put right or left out while reading, as sentences with `row`, `field` and `value`.
    """

    tasks: tuple[PlanTask, ...] = ()
    links: tuple[PlanLink, ...] = ()
    calendars: tuple[WorkCalendar, ...] = ()
    resources: tuple[PlanResource, ...] = ()
    assignments: tuple[PlanAssignment, ...] = ()
    baselines: tuple[PlanBaseline, ...] = ()
    name: str = ""
    plan_start: datetime | None = None
    plan_finish: datetime | None = None
    from_finish: bool = False
    data_date: datetime | None = None
    calendar_uid: int | None = None
    minutes_per_day: int = 480
    minutes_per_week: int = 2400
    days_per_month: int = 20
    default_start: int = 480
    default_finish: int = 1020
    critical_slack: int = 0
    currency: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Message, ...] = ()
    reschedule_remaining: bool = False
    progress_mode: ProgressMode = "project"

    @property
    def honours_constraints(self) -> bool:
        """True where a constraint's date goes before the links, as MS Project does unless told otherwise."""
        return str(self.extra.get("HonorConstraints", "1")) != "0"

    @property
    def many_critical_paths(self) -> bool:
        """True where every chain of links has its own critical path."""
        return str(self.extra.get("MultipleCriticalPaths", "0")) == "1"


def summary_flags(tasks: tuple[PlanTask, ...]) -> list[bool]:
    """Return for each task whether it is a summary: whether the next row is deeper."""
    levels = [task.outline_level for task in tasks]
    return [below > level for level, below in zip(levels, [*levels[1:], 0], strict=True)] if levels else []
