"""Fields of a plan: tasks, links, resources, assignments, baselines, calendars."""

from __future__ import annotations

from typing import Final

from ...texts.messages import N_
from . import choices
from .spec import NAME_WIDTH, FieldSpec, catalogue

TASK: Final = catalogue(
    FieldSpec("task", "wbs", "text", N_("WBS"), limit=80, width=64),
    FieldSpec("task", "name", "text", N_("Task"), limit=500, width=NAME_WIDTH, synonyms=("name", "任务", "任务名称")),
    FieldSpec("task", "outline_level", "integer", N_("Outline level"), low=1, high=100, editable=False),
    FieldSpec("task", "position", "integer", N_("Place"), editable=False),
    FieldSpec("task", "duration", "duration", N_("Duration"), low=0),
    FieldSpec("task", "estimated", "bool", N_("Estimated")),
    FieldSpec("task", "milestone", "bool", N_("Milestone")),
    FieldSpec("task", "key", "bool", N_("Key milestone")),
    FieldSpec("task", "gate", "text", N_("Gate"), limit=20),
    FieldSpec("task", "active", "bool", N_("Active")),
    FieldSpec("task", "manual", "bool", N_("Manually scheduled")),
    FieldSpec("task", "manual_start", "moment", N_("Manual start")),
    FieldSpec("task", "manual_finish", "moment", N_("Manual finish")),
    FieldSpec(
        "task",
        "constraint",
        "choice",
        N_("Constraint"),
        choices=choices.CONSTRAINT,
        required=True,
        width=160,
        column="constraint_type",
    ),
    FieldSpec("task", "constraint_date", "moment", N_("Constraint date")),
    FieldSpec("task", "deadline", "moment", N_("Deadline")),
    FieldSpec("task", "kind", "choice", N_("Task type"), choices=choices.TASK_KIND, required=True),
    FieldSpec("task", "effort_driven", "bool", N_("Effort driven")),
    FieldSpec("task", "ignore_resource_calendar", "bool", N_("Ignore resource calendars")),
    FieldSpec("task", "priority", "integer", N_("Priority"), low=0, high=1000),
    FieldSpec("task", "percent_complete", "percent", N_("Progress")),
    FieldSpec("task", "physical_percent_complete", "percent", N_("Physical progress")),
    FieldSpec("task", "actual_start", "moment", N_("Actual start")),
    FieldSpec("task", "actual_finish", "moment", N_("Actual finish")),
    FieldSpec("task", "remaining_duration", "duration", N_("Remaining duration"), low=0),
    FieldSpec("task", "levelling_delay", "duration", N_("Levelling delay"), low=0),
    FieldSpec("task", "work", "duration", N_("Work"), low=0),
    FieldSpec("task", "actual_work", "duration", N_("Actual work"), low=0),
    FieldSpec("task", "cost", "money", N_("Cost")),
    FieldSpec("task", "fixed_cost", "money", N_("Fixed cost")),
    FieldSpec("task", "actual_cost", "money", N_("Actual cost")),
    FieldSpec("task", "owner", "person", N_("Owner")),
    FieldSpec("task", "notes", "long_text", N_("Notes")),
)

LINK: Final = catalogue(
    FieldSpec("link", "kind", "choice", N_("Link type"), choices=choices.LINK_KIND, required=True),
    FieldSpec("link", "lag", "duration", N_("Lag")),
)

RESOURCE: Final = catalogue(
    FieldSpec("resource", "name", "text", N_("Resource"), required=True, width=NAME_WIDTH),
    FieldSpec("resource", "kind", "choice", N_("Resource type"), choices=choices.RESOURCE_KIND, required=True),
    FieldSpec("resource", "initials", "text", N_("Initials"), limit=20),
    FieldSpec("resource", "group", "text", N_("Group"), column="resource_group"),
    FieldSpec("resource", "max_units", "number", N_("Maximum units"), low=0),
    FieldSpec("resource", "standard_rate", "money", N_("Rate an hour")),
    FieldSpec("resource", "overtime_rate", "money", N_("Overtime rate")),
    FieldSpec("resource", "cost_per_use", "money", N_("Cost per use")),
)

ASSIGNMENT: Final = catalogue(
    FieldSpec("assignment", "units", "number", N_("Units"), low=0),
    FieldSpec("assignment", "work", "duration", N_("Work"), low=0),
    FieldSpec("assignment", "actual_work", "duration", N_("Actual work"), low=0),
    FieldSpec("assignment", "cost", "money", N_("Cost")),
)

CALENDAR: Final = catalogue(
    FieldSpec("calendar", "name", "text", N_("Calendar name"), required=True, width=NAME_WIDTH),
    FieldSpec("calendar", "holiday_set", "text", N_("Public holidays"), editable=False),
)

TASK_BASELINE: Final = catalogue(
    FieldSpec("task_baseline", "number", "integer", N_("Baseline"), editable=False),
    FieldSpec("task_baseline", "start", "moment", N_("Baseline start"), editable=False),
    FieldSpec("task_baseline", "finish", "moment", N_("Baseline finish"), editable=False),
    FieldSpec("task_baseline", "duration", "duration", N_("Baseline duration"), editable=False),
    FieldSpec("task_baseline", "cost", "money", N_("Baseline cost"), editable=False),
)

BASELINE: Final = catalogue(
    FieldSpec("baseline", "number", "integer", N_("Baseline"), editable=False),
    FieldSpec("baseline", "name", "text", N_("Name of the baseline"), limit=120, width=NAME_WIDTH),
    FieldSpec("baseline", "set_on", "date", N_("Set on"), editable=False),
    FieldSpec("baseline", "author", "person", N_("Author"), editable=False),
    FieldSpec("baseline", "approved", "bool", N_("Approved"), editable=False),
    FieldSpec("baseline", "note", "long_text", N_("Note"), editable=False),
)

PLAN: Final = catalogue(
    FieldSpec("project", "plan_start", "moment", N_("Plan start"), editable=False),
    FieldSpec("project", "plan_finish", "moment", N_("Plan finish"), editable=False),
    FieldSpec("project", "from_finish", "bool", N_("Scheduled from the finish"), editable=False),
    FieldSpec("project", "data_date", "moment", N_("Data date of the plan"), editable=False),
)
"""Settings of a plan that are kept in its project's row; the plan's own commands edit them."""
