"""What a user does and is refused: values, plans, periods, and the names of undo steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

WORK: Final[Mapping[str, str | Plural]] = {
    # services: values and fields
    "value_required": N_("{field} can’t be empty. Nothing was changed. Type a value."),
    "value_too_long": N_(
        "{field} takes at most {limit} characters, this has {length}. Nothing was changed. Shorten it."
    ),
    "value_not_date": N_("{field}: “{value}” is not a date. Nothing was changed. Type a date such as 2027-02-28."),
    "value_not_number": N_("{field}: “{value}” is not a number. Nothing was changed. Type a number such as 1,250.5."),
    "value_not_whole": N_("{field}: “{value}” is not a whole number. Nothing was changed. Type a number such as 12."),
    "value_not_money": N_(
        "{field}: “{value}” is not an amount. Nothing was changed. Type an amount such as 1,250,000."
    ),
    "value_not_duration": N_("{field}: “{value}” is not a duration. Nothing was changed. Type one such as 5 d or 4 h."),
    "value_not_choice": N_("{field}: “{value}” is not one of the choices. Nothing was changed. Choose from the list."),
    "value_not_text": N_("{field}: “{value}” is not a text. Nothing was changed."),
    "value_not_currency": N_("“{value}” is not a currency code. Nothing was changed. Type three letters such as EUR."),
    "value_out_of_range": N_("{field} must be between {low} and {high}, not {value}. Nothing was changed."),
    "value_unknown_name": N_("{field}: there is no “{value}”. Nothing was changed. Choose one that exists."),
    "field_not_editable": N_("{field} is filled by the program and can’t be edited. Nothing was changed."),
    "field_unknown": N_("There is no field “{name}”. Nothing was changed. Choose one of the fields of this table."),
    "code_taken": N_("There is already a row with the ID “{code}”. Nothing was changed. Choose another ID."),
    "name_taken": N_("There is already one named “{name}”. Nothing was changed. Choose another name."),
    "row_gone": N_("What you tried to edit is no longer there. Nothing was changed."),
    "one_code_for_many": N_("An ID belongs to one row only. Nothing was changed. Select a single row."),
    "field_kind_unknown": N_(
        "“{kind}” is not a kind of field. Nothing was changed. Choose text, number, date or choice."
    ),
    "choices_missing": N_("A choice field needs at least one choice. Nothing was changed. Type the choices."),
    "project_gone": N_("This project is no longer there. Nothing was changed."),
    # services: periods
    "period_published": N_(
        "This period is published and can’t be edited. Nothing was changed. Choose the open period."
    ),
    "period_none_open": N_("No reporting period is open. Nothing was changed. Open the next period first."),
    "period_not_later": N_("The data date must be later than {last}. Nothing was changed. Choose a later date."),
    # services: what the user did
    "set_field": N_("Set {field}"),
    "add_project": N_("Add project"),
    "add_programme": N_("Add programme"),
    "add_risk": N_("Add risk"),
    "add_issue": N_("Add issue"),
    "add_decision": N_("Add decision"),
    "add_action": N_("Add action"),
    "add_assumption": N_("Add assumption"),
    "add_change_request": N_("Add change request"),
    "add_lesson": N_("Add lesson"),
    "add_benefit": N_("Add benefit"),
    "archive_projects": NP_("Archive {count} project", "Archive {count} projects"),
    "restore_projects": NP_("Restore {count} project", "Restore {count} projects"),
    "delete_projects": NP_("Delete {count} project", "Delete {count} projects"),
    "duplicate_project": N_("Duplicate project"),
    "delete_risks": NP_("Delete {count} risk", "Delete {count} risks"),
    "delete_records": NP_("Delete {count} record", "Delete {count} records"),
    "records_deleted": NP_("{count} record deleted", "{count} records deleted"),
    "end_records": NP_("End {count} record", "End {count} records"),
    "risk_occurs": N_("Turn risk {code} into an issue"),
    "risk_became": N_("{code} is now an issue of its own"),
    "risk_occurred_already": N_("Risk {code} occurred and is an issue already. Nothing was changed. Open that issue."),
    "add_response": N_("Add a response to risk {code}"),
    "finish_response": N_("Response done: {title}"),
    "delete_response": N_("Delete the response “{title}”"),
    "hit_tasks": N_("Set the tasks that risk {code} delays"),
    "simulating": N_("Simulating"),
    "keep_simulation": N_("Keep the simulation"),
    "simulation_kept": N_("Simulation kept for the pack"),
    "simulation_template_order": N_(
        "The percentage below is greater than the one above. Nothing was simulated. Type the smaller one first."
    ),
    "simulation_number": N_(
        "{name}: “{value}” is not a whole number from {low} to {high}. Nothing was simulated. Type another."
    ),
    "set_options": N_("Edit the options of {code}"),
    "record_answer": N_("Record the answer to {code}"),
    "hold_meeting": N_("Keep the meeting"),
    "raise_asks": NP_("Make a decision of {count} ask", "Make decisions of {count} asks"),
    "meeting_missing": N_(
        "Nothing is kept of a meeting on this period, so there are no minutes. Nothing was written. "
        "Record an answer, or type who was present."
    ),
    "risk_task_elsewhere": N_(
        "“{task}” belongs to another project than risk {risk}. Nothing was changed. Choose a task of the same project."
    ),
    "three_points_out_of_order": N_(
        "Risk {risk}: the best case must not be worse than the most likely one, nor that worse than the worst. "
        "Nothing was changed. Type them in order."
    ),
    "no_scored_risks": N_(
        "No open risk has a score, so there are no highest risks. Nothing was written. "
        "Judge probability and impact first."
    ),
    "register_printed": N_("{name} written"),
    "adopt_risk": N_("Adopt “{title}”"),
    "risk_adopted": N_("“{title}” adopted"),
    "relate_records": N_("Connect with {code}"),
    "set_estimates": N_("Set the estimates of the tasks"),
    "estimate_order": N_(
        "{task}: the best case must not be longer than the most likely one, nor that longer than the worst. "
        "Nothing was changed. Type them in order."
    ),
    "estimate_range": N_("{task}: an estimate is a number of days, 0 or more. Nothing was changed. Type another."),
    "correlation_range": N_("{name}: a correlation goes from -1 to 1. Nothing was changed. Type another."),
    "set_risk_scales": N_("Change the scales of risks"),
    "risk_grid_shape": N_("The matrix has 25 cells, each G, A or R. Nothing was changed. Fill all of them."),
    "risk_bands_order": N_(
        "Each probability must end above the one before it, between 1 and 99 %. Nothing was changed. "
        "Type them in order."
    ),
    "risk_appetite_range": N_(
        "The accepted score goes from 1 to 25, and the accepted loss is an amount of 0 or more. Nothing was changed. "
        "Type another."
    ),
    "risk_anchor_long": N_(
        "The description of an impact has {length} characters; {limit} fit. Nothing was changed. Shorten it."
    ),
    "review_risks": NP_("Note the review of {count} risk", "Note the review of {count} risks"),
    "risks_reviewed": NP_("{count} risk reviewed today", "{count} risks reviewed today"),
    "set_contingency": N_("Set the contingency"),
    "contingency_negative": N_("A contingency can’t be below 0. Nothing was changed. Type another amount."),
    "assumption_fails": N_("Note that assumption {code} failed"),
    "assumption_became": N_("What failed is now a record of its own: {code}"),
    "assumption_failed_already": N_(
        "Assumption {code} failed and was turned into a record already. Nothing was changed. Open that record."
    ),
    "follow_up": N_("Add a follow-up action"),
    "action_added": N_("Action {code} added"),
    "decide_change": N_("Decide on change request {code}"),
    "unrelate_records": N_("Remove a connection"),
    "relation_exists": N_("These two records are connected already. Nothing was changed. Choose another record."),
    "rescore_risk": N_("Rescore risk {code}"),
    "close_risks": NP_("Close {count} risk", "Close {count} risks"),
    "record_decision": N_("Record decision"),
    "set_status": N_("Write status"),
    "add_field": N_("Add field"),
    "rename_field": N_("Rename field"),
    "set_choices": N_("Change choices"),
    "delete_field": N_("Delete field"),
    "save_view": N_("Save view"),
    "rename_view": N_("Rename view"),
    "delete_view": N_("Delete view"),
    "open_period": N_("Open next period"),
    "publish_period": N_("Publish period"),
    "set_up_portfolio": N_("Set up portfolio"),
    "risk_rescored": N_("{code} rescored from {old} to {new}"),
    "risks_deleted": NP_("{count} risk deleted", "{count} risks deleted"),
    # services: the sample and the pack
    "demo_made": N_("Make the sample portfolio"),
    "history_record_gone": N_("This record is no longer there, so it can’t be shown. Its values are listed here."),
    "pack_preview": N_("Making the preview"),
    "timeline_saved": N_("Saved {name}"),
    "pack_exporting": N_("Exporting the pack"),
    "pack_period_missing": N_(
        "No reporting period has the data date {day} or an earlier one; the first is {first}. Nothing was written. "
        "Choose a later date."
    ),
    "pack_project_unknown": N_("There is no project “{code}”. Nothing was written. Check the project’s ID."),
    "paper_unknown": N_("Packs are not made on “{paper}”. Nothing was written. Choose one of: {known}."),
    # services: plans
    "set_task": N_("Edit task"),
    "set_task_name": N_("Rename task"),
    "set_task_duration": N_("Set duration"),
    "set_task_start": N_("Set start"),
    "set_task_finish": N_("Set finish"),
    "set_task_progress": N_("Set progress"),
    "set_task_links": N_("Set predecessors"),
    "set_task_owner": N_("Set owner"),
    "set_task_deadline": N_("Set deadline"),
    "set_task_milestone": N_("Set milestone"),
    "add_task": N_("Add task"),
    "add_milestone": N_("Add milestone"),
    "paste_tasks": NP_("Paste {count} row", "Paste {count} rows"),
    "delete_tasks": NP_("Delete {count} task", "Delete {count} tasks"),
    "tasks_deleted": NP_("{count} task deleted", "{count} tasks deleted"),
    "indent_tasks": N_("Indent"),
    "outdent_tasks": N_("Outdent"),
    "move_tasks": N_("Move rows"),
    "link_tasks": N_("Link tasks"),
    "unlink_tasks": N_("Unlink tasks"),
    "change_link": N_("Change link"),
    "move_bars": NP_("Move {count} bar", "Move {count} bars"),
    "set_baseline": N_("Set baseline {number}"),
    "baseline_was_set": N_("Baseline {number} set"),
    "clear_baseline": N_("Clear baseline {number}"),
    "set_plan_data_date": N_("Set data date of the plan"),
    "shift_plan": N_("Move plan"),
    "save_template": N_("Save template “{name}”"),
    "template_saved": N_("Template “{name}” saved"),
    "use_template": N_("New project from “{name}”"),
    "rename_template": N_("Rename template"),
    "delete_template": N_("Delete template"),
    "template_deleted": N_("Template “{name}” deleted"),
    "task_gone": N_("This task is no longer there. Nothing was changed."),
    "link_exists": N_(
        "These two tasks are linked already. Nothing was changed. "
        "Edit the link among the predecessors of the later task."
    ),
    "link_gone": N_("This link is no longer there. Nothing was changed."),
    "duration_bad": N_("“{value}” is not a duration. Nothing was changed. Type one such as 3d, 4h or 2w."),
    "duration_mixed": N_(
        "“{value}” mixes working time and elapsed time. Nothing was changed. Use one of them, such as 3d or 3ed."
    ),
    "duration_too_long": N_("“{value}” is longer than 200 years. Nothing was changed. Type a shorter time."),
    "links_bad": N_(
        "“{value}” does not name a predecessor. Nothing was changed. "
        "Type row numbers with type and lag, such as 4FS+2d; 7SS-1d."
    ),
    "links_too_many": N_("A task can be given {limit} predecessors at once. Nothing was changed. Name fewer."),
    "row_unknown": N_("There is no row {ref} in this plan. Nothing was changed. Type the number of a row or its WBS."),
    "link_would_loop": N_("This link would make a loop: {chain}. Nothing was changed."),
    "set_plan_settings": N_("Change the plan settings"),
    "plan_setting_range": N_("{value} is not between {low} and {high}. Nothing was changed. Type another value."),
    "plan_day_ends_first": N_("The day finishes before it starts. Nothing was changed. Type a later finish."),
    "plan_needs_finish": N_(
        "A plan that is scheduled from its finish needs that day. Nothing was changed. Type the plan’s finish."
    ),
    "plan_time_bad": N_("{field}: “{value}” is not a time of day. Nothing was changed. Type one such as 08:30."),
    "plan_would_loop": N_(
        "The links of this plan form a loop: {chain}. It was not brought in and nothing was changed. "
        "Take one of these links away in the program that made the plan."
    ),
    "move_would_loop": N_(
        "The rows can’t be put there: with their links they would make a loop: {chain}. Nothing was changed."
    ),
    "link_to_itself": N_("A task can’t follow itself. Nothing was changed. Choose another task."),
    "link_needs_two": N_("Nothing was linked. Select two or more tasks, then link them."),
    "plan_reference_missing": N_(
        "The plan refers to a task, a resource or a calendar that is not in it. Nothing was changed. "
        "Check the file in the program that wrote it."
    ),
    "plan_too_long": N_("A plan can have {limit} rows. Nothing was changed. Split it into several projects."),
    "dates_from_plan": N_(
        "The plan of “{project}” says when it starts and finishes. Nothing was changed. "
        "Edit its tasks, or the baseline."
    ),
    "plan_has_no_tasks": N_("The plan has no tasks yet. Nothing was changed. Add a task first."),
    "move_into_itself": N_("Rows can’t be moved into themselves. Nothing was changed. Choose another place."),
    "indent_impossible": N_("There is no row above to belong to. Nothing was changed."),
    "outdent_impossible": N_("The row is on the first level already. Nothing was changed."),
    "outline_too_deep": N_("An outline can have {limit} levels. Nothing was changed."),
    "summary_is_computed": N_(
        "“{task}” sums up the tasks below it, so this value is calculated. Nothing was changed. Edit those tasks."
    ),
    "task_has_begun": N_("“{task}” has begun, so it has a start. Nothing was changed. Set its progress to 0 first."),
    "finish_before_start": N_(
        "“{task}” starts on {start}, so it can’t finish before. Nothing was changed. "
        "Type a later date or move the start."
    ),
    "start_after_finish": N_(
        "“{task}” was done on {finish}, so it can’t begin after that. Nothing was changed. Type an earlier date."
    ),
    "template_gone": N_("This template is no longer there. Nothing was changed."),
    "template_newer": N_(
        "This template was written by a newer version of this program. Nothing was changed. Update the program."
    ),
    "template_unreadable": N_("This template can’t be read: it is damaged. Nothing was changed. Choose another one."),
    "template_name_taken": N_("There is a template “{name}” already. Nothing was changed. Choose another name."),
    "change_not_approved": N_(
        "Change request {code} is not an approved one of this project. The baseline stays as it was. "
        "Have it approved, or set the baseline without it."
    ),
    "baseline_unknown": N_("There is no baseline {number}; baselines go from 0 to 10. Nothing was changed."),
    # gui
    "edit_cells": NP_("Edit {count} cell", "Edit {count} cells"),
    "fill_cells": NP_("Fill {count} cell", "Fill {count} cells"),
    "paste_cells": NP_("Paste into {count} cell", "Paste into {count} cells"),
    "clear_cells": NP_("Clear {count} cell", "Clear {count} cells"),
    "paste_too_long": N_(
        "The block has {rows} rows, but from this cell down the table has room for {room}. Nothing was changed. "
        "To add rows, copy them with their headings and paste again."
    ),
    "paste_too_wide": N_(
        "The block has {columns} columns, but from this cell on the table has room for {room}. Nothing was changed. "
        "Paste it further left."
    ),
    "copy_saved": N_("A copy was saved as {path}"),
    "period_was_published": N_("The period of {day} is published"),
    "find_milestones": N_("Finding milestones"),
    "edit_rows": NP_("Edit {count} row", "Edit {count} rows"),
    "rows_changed": NP_("{count} row changed", "{count} rows changed"),
    "programme_added": N_("Programme “{name}” added"),
    "projects_restored": NP_("{count} project restored", "{count} projects restored"),
    "projects_archived": NP_("{count} project archived", "{count} projects archived"),
    "projects_deleted": NP_("{count} project deleted", "{count} projects deleted"),
    "field_deleted": N_("Field “{name}” deleted with its values"),
    "view_deleted": N_("View “{name}” deleted"),
}
