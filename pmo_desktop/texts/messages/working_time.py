"""Calendars, holidays, resources and who works on what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

WORKING_TIME: Final[Mapping[str, str | Plural]] = {
    # resources and assignments
    "assigned_bad": N_(
        "“{value}” does not name a resource. Nothing was changed. Type names with their units, such as Anna; "
        "Li Wei[50%]."
    ),
    "assigned_too_many": N_("A task can be given {limit} resources at once. Nothing was changed. Name fewer."),
    "units_bad": N_(
        "“{value}” are no units. Nothing was changed. Type a share such as 50%, or the quantity of a material."
    ),
    "work_too_long": N_("A task can have {limit} hours of work at most. Nothing was changed. Type less."),
    "resource_gone": N_("This resource is no longer there. Nothing was changed."),
    "resource_name_taken": N_(
        "There is a resource named “{name}” already. Nothing was changed. Choose another name: tasks find people by "
        "their names."
    ),
    "set_task_resources": N_("Set resources"),
    "set_task_details": NP_("Edit task details", "Edit the details of {count} tasks"),
    "add_resource": N_("Add resource"),
    "delete_resources": NP_("Delete resource", "Delete {count} resources"),
    "resources_deleted": NP_("Resource deleted", "{count} resources deleted"),
    "add_assignment": N_("Assign resource"),
    "remove_assignments": NP_("Remove assignment", "Remove {count} assignments"),
    "assignments_removed": NP_("Assignment removed", "{count} assignments removed"),
    "set_assignment": N_("Edit assignment"),
    # calendars
    "calendar_gone": N_("This calendar is no longer there. Nothing was changed."),
    "calendar_name_taken": N_("There is a calendar named “{name}” already. Nothing was changed. Choose another name."),
    "calendar_used": N_(
        "The calendar “{calendar}” is used by {users}. Nothing was changed. Give them another calendar first."
    ),
    "calendar_exceptions_many": N_(
        "A calendar can have {limit} exceptions at most. Nothing was changed. Use ones that recur."
    ),
    "calendar_exception_backwards": N_("“{name}” ends before it begins. Nothing was changed. Correct its dates."),
    "hours_bad": N_(
        "“{value}” are no working hours. Nothing was changed. Type ranges such as 8-12, 13-17, or “off” for none."
    ),
    "hours_overlap": N_("The ranges of “{value}” overlap. Nothing was changed. Type each hour once."),
    "hours_over_midnight": N_(
        "“{value}” goes on after midnight. Nothing was changed. Type 22-24 here and 0-6 on the next day."
    ),
    "holiday_years_bad": N_(
        "Choose at least one year and at most {most}, between {first} and {last}. Nothing was changed."
    ),
    "holiday_set_unknown": N_(
        "No public holidays are known for “{code}”. Nothing was changed. Choose another country."
    ),
    "add_calendar": N_("Add calendar"),
    "add_resource_calendar": N_("Give {name} a calendar"),
    "rename_calendar": N_("Rename calendar"),
    "delete_calendar": N_("Delete calendar"),
    "calendar_deleted": N_("Calendar “{name}” deleted"),
    "edit_calendar": N_("Edit calendar “{name}”"),
    "add_holidays": N_("Add public holidays to “{name}”"),
    "holidays_added": NP_("{count} day added to “{name}”", "{count} days added to “{name}”"),
    "use_calendar": N_("Set calendar of the project"),
}
