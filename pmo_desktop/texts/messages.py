"""The sentences behind the message ids that the core passes up (`PmoError`, `Message`).

Each tells what happened, what it means for the user's data and what to do. Keep the sections and the order of
the packages. `N_` marks a sentence for the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Plural:
    """A sentence with a singular form and a plural form, chosen by the value `count`."""

    one: str
    many: str


def N_(sentence: str) -> str:  # gettext's own name for "translate later"
    """Return the sentence unchanged; the catalogue's extractor finds it by this call."""
    return sentence


def NP_(one: str, many: str) -> Plural:
    """Return both forms; the catalogue's extractor finds them by this call."""
    return Plural(one, many)


class _Sentences(dict[str, "str | Plural"]):
    """Sentences by id; `label:…` is a field's name, itself a key of the catalogue that its field marks with `N_`."""

    def __missing__(self, key: str) -> str:
        if key.startswith("label:"):
            return key.removeprefix("label:")
        raise KeyError(key)


MESSAGES: Final[Mapping[str, str | Plural]] = _Sentences({
    # texts
    "language_unknown": N_("There is no language “{language}”. Choose one of: {known}."),
    # persistence
    "store_missing": N_("There is no file {path}. It may have been moved or renamed: choose it where it is now."),
    "store_is_folder": N_("{path} is a folder. Choose a portfolio file (.pmow) inside it."),
    "store_unreadable": N_("{path} can’t be read ({reason}). Nothing was changed. Check your rights to the file."),
    "store_empty": N_("{path} is empty, so it holds no portfolio. Restore it from a backup."),
    "store_foreign": N_("{path} is not a portfolio of this program. Nothing was changed. Choose a .pmow file."),
    "store_newer": N_(
        "{path} was written by a newer version of this program (format {version}, this one knows {known}). "
        "It was not changed. Update the program to open it."
    ),
    "store_old_and_read_only": N_(
        "{path} was written by an older version and must be upgraded, but it can’t be written here. "
        "Copy it to a folder of your own and open the copy."
    ),
    "store_shape": N_(
        "{path} has tables this program did not make, so it was not opened and not changed. Restore it from a backup."
    ),
    "store_damaged": N_("{path} is damaged. It was not changed. Restore it from the newest backup."),
    "store_value_bad": N_(
        "{path} holds something in {table}, row {row}, {column}, that can’t be read. It was not changed. "
        "Restore it from the newest backup."
    ),
    "store_exists": N_("There is a file {path} already. It was not changed. Choose another name."),
    "store_not_made": N_("{path} could not be made ({reason}). Choose another folder."),
    "store_read_only": N_("{path} can’t be written, so you can look but not edit. Check your rights to the file."),
    "store_folder_read_only": N_(
        "The folder of {path} can’t be written, so you can look but not edit. Copy the file to a folder of your own."
    ),
    "store_open_elsewhere": N_("{path} is open in another window, so you can look here but not edit."),
    "store_replaced": N_(
        "Another program replaced or moved {path} while it was open. Your last change was not saved. "
        "Close it, look at both files, and open the one you want to keep."
    ),
    "store_changed_elsewhere": N_(
        "Another program changed {path} while it was open. Your last change was not saved. Open the file again."
    ),
    "store_busy": N_("{path} is in use by another program. Your last change was not saved. Try again in a moment."),
    "disk_full": N_("The disk is full. Your last change was not saved; all earlier ones are safe. Free some space."),
    "store_failed": N_("{path} could not be read or written ({reason}). Your last change was not saved."),
    "history_unreadable": N_(
        "Step {seq} of the history can’t be read, so it can’t be shown or taken back. Nothing was changed. "
        "Restore the file from the newest backup if you need it."
    ),
    "undo_row_gone": N_("This step can’t be taken back: a row it needs is no longer there. Nothing was changed."),
    "export_disk_full": N_(
        "{path} was not written: the disk is full. Your data are safe. Free some space or choose another folder."
    ),
    "export_failed": N_("{path} was not written ({reason}). Your data are safe. Choose another folder."),
    "backup_failed": N_("The backup {path} was not made ({reason}). Your data are safe. Choose another folder."),
    "upgrade_failed": N_(
        "{path} could not be upgraded ({reason}). It was not changed. Free some space in its folder and try again."
    ),
    "job_backup": N_("Making a backup"),
    "check_shape": N_("The file’s tables are not the ones this program makes. Restore it from a backup."),
    "check_integrity": N_("The file is damaged ({detail}). Restore it from the newest backup."),
    "check_value": N_("Row {row} of table {table} holds something in {column} that can’t be read."),
    "check_reference": N_("Row {row} of table {table} points to a row of {parent} that is gone."),
    "check_history": N_("The history was changed outside this program at step {seq}. Compare with an earlier backup."),
    # interchange
    "import_file_missing": N_("There is no file {path}. Nothing was imported. Choose the file where it is now."),
    "import_file_is_folder": N_("{path} is a folder. Nothing was imported. Choose a file inside it."),
    "import_file_unreadable": N_(
        "{path} can’t be read ({reason}). Nothing was imported. Close it in other programs and check your rights to it."
    ),
    "import_file_too_big": N_(
        "{name} is larger than {limit} MB, so it was not read. Nothing was imported. Split it into smaller files."
    ),
    "import_file_damaged": N_(
        "{name} is damaged or is not the kind of file its name says. Nothing was imported. Save it again and retry."
    ),
    "import_file_bomb": N_(
        "{name} unpacks to far more than a real workbook holds, so it was not read. Nothing was imported. "
        "Check where the file comes from."
    ),
    "import_file_locked": N_(
        "{name} is protected by a password. Nothing was imported. Save a copy without a password."
    ),
    "import_old_excel": N_(
        "{name} is an old Excel file (.xls) or is protected by a password. Nothing was imported. "
        "Save it as .xlsx without a password."
    ),
    "import_not_spreadsheet": N_(
        "{name} is not an Excel workbook (.xlsx) and not a text table (.csv). Nothing was imported. "
        "Save it in one of these formats."
    ),
    "import_not_text": N_("{name} holds no readable text. Nothing was imported. Save it as .csv or .xlsx."),
    "import_quote_open": N_(
        "{name}, row {row}: a quotation mark is opened and never closed. Nothing was imported. "
        "Correct the row, or save the table as .xlsx."
    ),
    "import_sheet_empty": N_("{name} holds no rows. Nothing was imported. Choose another file or sheet."),
    "import_sheet_too_large": N_(
        "{name} holds more than can be imported at once (about {rows} rows). Nothing was imported. Split the table."
    ),
    "import_sheet_unknown": N_("{name} has no sheet “{sheet}”. Nothing was imported. Choose one of: {known}."),
    "import_note_encoding": N_("The text was read as {encoding}. Check accents and Chinese characters."),
    "import_note_formulas": NP_(
        "{count} cell holds a formula; its last result was read.",
        "{count} cells hold formulas; their last results were read.",
    ),
    "import_kind_unclear": N_(
        "{name} looks like neither a list of projects nor a list of risks. Nothing was imported. "
        "Say what it is, and match its columns to fields."
    ),
    "import_no_title_column": N_(
        "No column is matched to “{field}” or to the ID. Nothing was imported. Choose the column that names the rows."
    ),
    "import_map_shape": N_(
        "This is not a column matching. Nothing was imported. "
        "It is a JSON object whose “columns” gives the name of each column and the field that it fills."
    ),
    "import_map_column": N_(
        "The column matching names the column “{column}”, which the file lacks. Nothing was imported. It has: {known}."
    ),
    "import_map_field": N_(
        "The column matching names the field “{field}”, which there is not. Nothing was imported. "
        "Choose one of: {known}."
    ),
    "import_cell_date": N_("Row {row}, “{column}”: “{value}” is not a date."),
    "import_cell_number": N_("Row {row}, “{column}”: “{value}” is not a number."),
    "import_cell_range": N_("Row {row}, “{column}”: “{value}” is not between {low} and {high}."),
    "import_cell_long": N_("Row {row}, “{column}”: “{value}” is longer than {limit} characters and was shortened."),
    "import_cell_unknown": N_("Row {row}, “{column}”: there is no “{value}”."),
    "import_cell_choice": N_("Row {row}, “{column}”: “{value}” is not one of the choices."),
    "import_cell_required": N_("Row {row} has nothing for “{field}”, so it is left out."),
    "import_cell_repeated": N_("Row {row} has the ID “{value}” of row {first}, so it is left out."),
    "import_note_day_first": N_("The dates of “{column}” were read day first: 03/04 is 3 April."),
    "import_note_month_first": N_("The dates of “{column}” were read month first: 03/04 is 4 March."),
    "import_note_unit": N_(
        "The amounts of “{column}” are small and name no unit. Check whether they are in thousands or millions."
    ),
    "import_note_repeated": NP_(
        "{count} row repeats an earlier row and is left out.", "{count} rows repeat earlier rows and are left out."
    ),
    "import_note_programmes": NP_(
        "{count} programme is new and is added.", "{count} programmes are new and are added."
    ),
    "import_file": N_("Import {name}"),
    "import_save_matching": N_("Save matching {name}"),
    "export_writing": N_("Writing the file"),
    "export_done": NP_("{count} row written to {name}", "{count} rows written to {name}"),
    "export_suffix": N_("{name} can’t be written: name it .xlsx or .csv. Nothing was written."),
    "import_reading": N_("Reading the file"),
    "import_done": N_("{new} added, {updated} updated"),
    "import_plan_done": NP_("{count} task imported into {code}", "{count} tasks imported into {code}"),
    "import_matching_saved": N_("Matching “{name}” saved"),
    "import_files_count": NP_("{count} file", "{count} files"),
    "import_project_unknown": N_(
        "There is no project with the ID “{code}”. Nothing was imported. Add the project first, or name another."
    ),
    "project_code_unknown": N_("There is no project with the ID “{code}”. List the projects to see their IDs."),
    "import_note_links": NP_("{count} link was left out.", "{count} links were left out."),
    # interchange: plans
    "xml_not_xml": N_(
        "{name} is not an XML file. Nothing was imported. In MS Project, save the plan as XML and choose that "
        "file."
    ),
    "xml_truncated": N_(
        "{name} ends in the middle (line {line}), so it is not complete. Nothing was imported. Save or copy "
        "it again."
    ),
    "xml_broken": N_(
        "{name} is not well-formed XML (line {line}). Nothing was imported. Save it again from the program "
        "that wrote it."
    ),
    "xml_has_dtd": N_(
        "{name} declares a document type, which a plan never needs and an attack may, so it was not read. "
        "Nothing was imported. Check where the file comes from."
    ),
    "xml_too_deep": N_(
        "{name} is nested far deeper than a real plan, so it was not read. Nothing was imported. Check where "
        "the file comes from."
    ),
    "mspdi_not_a_project": N_(
        "This XML file is not an MS Project plan (its root is “{root}”). Nothing was imported. In MS Project, "
        "save the plan as XML."
    ),
    "mspdi_value_bad": N_(
        "“{row}”, field {field}: “{value}” can’t be read. Nothing was imported. Correct it in the file or "
        "save the plan again."
    ),
    "mspdi_key_missing": N_(
        "“{row}” has no usable {field}, so it can’t be told from others. Nothing was imported. Save the plan "
        "again."
    ),
    "mspdi_key_twice": N_(
        "“{row}” has the same UID ({key}) as another row. Nothing was imported. Save the plan again."
    ),
    "mspdi_base_missing": N_(
        "Calendar “{row}”: its base calendar ({value}) is not in the file; the calendar now stands alone."
    ),
    "mspdi_exception_left_out": N_("Calendar exception “{row}” has no dates or an unknown kind and was left out."),
    "mspdi_work_week_left_out": N_("Work week “{row}” has no dates and was left out."),
    "mspdi_link_left_out": N_(
        "“{row}”: a link from a task that is not in the file ({value}), or from itself, was left out."
    ),
    "mspdi_value_clamped": N_("“{row}”, field {field}: {value} was brought into 0 to 100."),
    "mspdi_calendar_missing": N_("“{row}”: its calendar ({value}) is not in the file; the plan’s calendar is used."),
    "mspdi_baseline_twice": N_("“{row}” has baseline {value} twice; the first was kept."),
    "mspdi_assignment_left_out": N_(
        "Assignment {row} belongs to a task that is not in the file ({value}) and was left out."
    ),
    "mspdi_resource_missing": N_(
        "Assignment {row} names a resource that is not in the file ({value}); it now names none."
    ),
    # interchange: cases of the simulation
    "case_not_json": N_(
        "The case is not JSON that can be read, or names something twice in one place. Nothing was "
        "simulated. Correct the file."
    ),
    "case_not_object": N_(
        "{where}: a set of named values in braces was expected. Nothing was simulated. Correct the case."
    ),
    "case_not_list": N_("{where}: a list in square brackets was expected. Nothing was simulated. Correct the case."),
    "case_not_number": N_("{where}: a number was expected. Nothing was simulated. Correct the estimate."),
    "case_not_key": N_(
        "{where}: a text that names a task or a risk was expected. Nothing was simulated. Correct the "
        "case."
    ),
    "case_field_unknown": N_(
        "{where}: “{name}” means nothing here. Nothing was simulated. Correct its spelling or take it "
        "out."
    ),
    "case_field_missing": N_("{where}: “{name}” is missing. Nothing was simulated. Add it to the case."),
    "case_link_shape": N_(
        '{where}: a link is written ["a", "b"], or ["a", "b", "SS", 2] with its type and lag in days. '
        "Nothing was simulated. Correct the link."
    ),
    "case_link_missing": N_(
        "A link refers to the task “{task}”, which is not there. Nothing was simulated. Remove the link "
        "or add the task."
    ),
    # scheduling
    "calendar_hours_bad": N_(
        "The calendar “{calendar}” has working hours that end before they begin or lie outside the day. "
        "Correct its hours."
    ),
    "calendar_definition_bad": N_(
        "The calendar “{calendar}” is not written in a way this program knows. Set it up again."
    ),
    "calendar_no_working_time": N_(
        "The calendar “{calendar}” has no working time at all, so nothing can be scheduled with it. Give it "
        "working days."
    ),
    "calendar_exhausted": N_(
        "The calendar “{calendar}” has too little working time for this plan: it ends or begins without any. "
        "Give it working days."
    ),
    "calendar_base_missing": N_(
        "The calendar “{calendar}” is based on a calendar that is not there. Choose another base calendar."
    ),
    "calendar_base_ring": N_(
        "The calendar “{calendar}” is based on itself by way of others. Choose another base calendar."
    ),
    "date_out_of_range": N_("A date lies outside the years 1 to 9999. Shorten a duration or a lag."),
    "link_loop": N_(
        "These tasks wait for each other in a loop: {tasks}. The dates were not recalculated. Remove one of "
        "the links."
    ),
    "link_task_missing": N_(
        "A link refers to a task that is not there (key {uid}). The dates were not recalculated. Remove the "
        "link."
    ),
    "task_duration_negative": N_(
        "The task “{task}” has a negative duration. The dates were not recalculated. Give it a duration of 0 "
        "or more."
    ),
    "task_date_out_of_range": N_(
        "The task “{task}” falls outside the years 1 to 9999. The dates were not recalculated. Shorten a "
        "duration or a lag before it."
    ),
    "task_uid_twice": N_(
        "Two tasks have the same key; one of them is “{task}”. The dates were not recalculated. Import the "
        "plan again."
    ),
    "task_calendar_missing": N_(
        "The task “{task}” uses a calendar that is not there. The dates were not recalculated. Choose another "
        "calendar."
    ),
    "plan_calendar_missing": N_(
        "The plan uses a calendar that is not there (key {uid}). The dates were not recalculated. Choose "
        "another calendar."
    ),
    "plan_start_missing": N_(
        "The plan “{plan}” has no start date, so nothing can be scheduled. Give the project a start date."
    ),
    "plan_finish_missing": N_(
        "The plan “{plan}” is scheduled from its finish but has no finish date. Give the project a finish "
        "date."
    ),
    "length_days": NP_("{count} day", "{count} days"),
    "length_elapsed_days": NP_("{count} calendar day", "{count} calendar days"),
    "length_hours": NP_("{count} hour", "{count} hours"),
    "length_minutes": NP_("{count} minute", "{count} minutes"),
    "length_and": N_("{first} and {second}"),
    "why_starts": N_("It starts on {start} because {cause}."),
    "why_started": N_("It started on {start}: {cause}."),
    "why_then": N_("{first}, then {second}"),
    "why_and": N_("{first}, and {second}"),
    "why_but": N_("{first}, although {second}"),
    "why_project": N_("the plan starts on {at}"),
    "why_actual": N_("this is its actual start"),
    "why_manual": N_("its dates are set by hand"),
    "why_external": N_("it belongs to another plan, which has it on this date"),
    "why_latest": N_("it is put as late as possible"),
    "why_link_fs": N_("“{task}” finishes on {at} (finish to start)"),
    "why_link_ss": N_("“{task}” starts on {at} (start to start)"),
    "why_link_ff": N_("“{task}” finishes on {at} and it must not finish before that (finish to finish)"),
    "why_link_sf": N_("“{task}” starts on {at} and it must not finish before that (start to finish)"),
    "why_lag": N_("a lag of {length} runs until {until}"),
    "why_lead": N_("a lead of {length} goes back to {until}"),
    "why_duration": N_("its duration of {length} leads back to {until}"),
    "why_summary_waits": N_("the whole phase “{task}” waits for that"),
    "why_summary_hands": N_("that holds for every task of “{task}”"),
    "why_first_task": N_("“{task}” is the first task below it"),
    "why_summary_empty": N_("It starts on {start}, the start of the plan, because no task below it has dates."),
    "why_levelling": N_("levelling puts it off by {length}, until {until}"),
    "why_calendar": N_("the calendar “{calendar}” has no working time until {until}"),
    "why_calendar_exception": N_("the calendar “{calendar}” has no working time until {until} (“{exception}”)"),
    "why_no_working_time": N_("its resources have no working time until {until}"),
    "why_snet": N_("it must not start before {at}"),
    "why_snlt": N_("it must not start after {at}"),
    "why_fnet": N_("it must not finish before {at}"),
    "why_fnlt": N_("it must not finish after {at}"),
    "why_mso": N_("it must start on {at}"),
    "why_mfo": N_("it must finish on {at}"),
    "why_conflict": N_("its links would let it start only on {at}"),
    "why_late_fs": N_("“{task}” must start by {at} (finish to start)"),
    "why_late_ss": N_("“{task}” must start by {at} (start to start)"),
    "why_late_ff": N_("“{task}” must finish by {at} (finish to finish)"),
    "why_late_sf": N_("“{task}” must finish by {at} (start to finish)"),
    "why_late_lag": N_("a lag of {length} must begin by {until}"),
    "why_late_lead": N_("a lead of {length} gives it until {until}"),
    "why_finish": N_("the plan finishes on {at}"),
    "why_deadline": N_("the deadline of “{task}” is {at}"),
    "why_fixed": N_("“{task}” has to keep its date, {at}"),
    "why_critical": N_("It is critical: it has no float, so {effect}."),
    "why_critical_within": N_(
        "It is critical: its float of {float} is no more than {threshold}, the plan’s threshold. Beyond its "
        "float, {effect}."
    ),
    "why_critical_negative": N_("It is critical: it lacks {float}, because {cause}."),
    "why_not_critical": N_("It is not critical: it has a float of {float}. Beyond that, {effect}."),
    "why_not_critical_finished": N_("It is not critical: it was finished on {at}."),
    "why_not_critical_inactive": N_("It is not critical: it is inactive."),
    "why_not_critical_undated": N_("It is not critical: it has no dates yet."),
    "why_not_critical_empty": N_("It is not critical: every task below it is finished or inactive."),
    "why_least_float": N_("“{task}” has the least float below it"),
    "why_summary_critical": N_("It is critical because “{task}” below it is, with a float of {float}."),
    "why_summary_not_critical": N_("It is not critical: the least float below it is {float}, that of “{task}”."),
    "effect_finish": N_("a delay moves the plan’s finish, {at}"),
    "effect_deadline": N_("a delay breaks the deadline of “{task}”, {at}"),
    "effect_constraint": N_("a delay breaks the date that “{task}” has to keep, {at}"),
    "explained_task_missing": N_(
        "The task (key {uid}) is no longer in the plan. Nothing was changed. Choose another task."
    ),
    "why_data_date": N_("work that is not done can’t be put before the data date, {at}"),
    # scheduling: simulation
    "distribution_shape": N_(
        '{where}: a distribution is written such as {{"triangular": [8, 10, 15]}}. Nothing was '
        "simulated. Correct the estimate."
    ),
    "distribution_unknown": N_(
        "{where}: “{kind}” is not a distribution. Nothing was simulated. Choose fixed, uniform, "
        "triangular, pert, lognormal or discrete."
    ),
    "distribution_numbers": N_(
        "“{name}”: a {kind} distribution takes {wanted} numbers, not {found}. Nothing was simulated. "
        "Correct the estimate."
    ),
    "distribution_not_finite": N_(
        "“{name}” has a number that is too large. Nothing was simulated. Type a smaller one."
    ),
    "distribution_negative": N_("“{name}”: {value} is below 0. Nothing was simulated. Type a value of 0 or more."),
    "distribution_order": N_(
        "“{name}”: the optimistic value {low} is above the pessimistic value {high}. Nothing was "
        "simulated. Swap them or correct one."
    ),
    "distribution_mode": N_(
        "“{name}”: the most likely value {mode} is not between the optimistic and the pessimistic one. "
        "Nothing was simulated. Correct the estimate."
    ),
    "distribution_lognormal": N_(
        "“{name}”: a lognormal distribution needs a mean above 0 and a standard deviation of 0 or more. "
        "Nothing was simulated. Correct the estimate."
    ),
    "distribution_chances": N_(
        "“{name}”: the probabilities add up to {total}, not to 1. Nothing was simulated. Correct them."
    ),
    "probability_out_of_range": N_(
        "“{name}”: the probability {value} is not between 0 and 1. Nothing was simulated. Correct the "
        "probability."
    ),
    "risk_task_missing": N_(
        "The risk “{risk}” is mapped to the task “{task}”, which is not there. Nothing was simulated. "
        "Map the risk to another task."
    ),
    "risk_on_summary": N_(
        "The risk “{risk}” is mapped to the summary “{task}”. Nothing was simulated. Map the risk to the "
        "tasks below it."
    ),
    "correlation_out_of_range": N_(
        "A correlation of {value} is not between -1 and 1. Nothing was simulated. Correct the "
        "correlation."
    ),
    "correlation_task_missing": N_(
        "A correlation names the task “{task}”, which is not there. Nothing was simulated. Take it out "
        "of the group."
    ),
    "correlation_tasks": N_(
        "A correlation needs two or more different tasks; this one has: {tasks}. Nothing was simulated. "
        "Correct the group."
    ),
    "correlation_twice": N_(
        "The tasks “{first}” and “{second}” have two different correlations. Nothing was simulated. "
        "Remove one of them."
    ),
    "correlation_too_many": N_(
        "{count} tasks are correlated with each other in overlapping groups, more than the {limit} that "
        "can be worked out. Nothing was simulated. Use fewer or separate groups."
    ),
    "simulation_key_twice": N_("Two rows have the key “{key}”. Nothing was simulated. Give each row a key of its own."),
    "simulation_empty": N_("There are neither tasks nor risks. Nothing was simulated. Add tasks."),
    "simulation_iterations": N_(
        "{value} iterations can’t be run. Nothing was simulated. Choose a number from 1 to {most}."
    ),
    "simulation_seed": N_("The seed {value} is below 0. Nothing was simulated. Choose a number of 0 or more."),
    "simulation_out_of_range": N_(
        "Some iterations finish after the year 9999. There is no result. Reduce the largest estimates or "
        "impacts."
    ),
    "correlation_repaired": NP_(
        "The correlations of {count} task can’t all hold at once; the nearest ones that can were used, "
        "with changes of up to {change}.",
        "The correlations of {count} tasks can’t all hold at once; the nearest ones that can were used, "
        "with changes of up to {change}.",
    ),
    "simulation_negative_float": NP_(
        "{count} task has negative float: its constraint or deadline can’t be kept even as planned.",
        "{count} tasks have negative float: their constraints or deadlines can’t be kept even as "
        "planned.",
    ),
    "simulation_hard_constraints": NP_(
        "{count} task has a constraint that keeps it from moving later, which hides delays.",
        "{count} tasks have constraints that keep them from moving later, which hides delays.",
    ),
    "simulation_manual_tasks": NP_(
        "{count} task is scheduled manually and does not move with its links.",
        "{count} tasks are scheduled manually and do not move with their links.",
    ),
    "simulation_open_starts": NP_("{count} task waits for nothing.", "{count} tasks wait for nothing."),
    "simulation_open_ends": NP_(
        "Nothing waits for {count} task, so its delay goes nowhere.",
        "Nothing waits for {count} tasks, so their delays go nowhere.",
    ),
    "simulation_template_used": NP_(
        "{count} task has no estimate of its own: {low}% to {high}% of what is left of it was assumed.",
        "{count} tasks have no estimates of their own: {low}% to {high}% of what is left of them was "
        "assumed.",
    ),
    "simulation_risks_left_out": NP_(
        "{count} open risk has no probability or no impact in days or money, and was left out.",
        "{count} open risks have no probability or no impact in days or money, and were left out.",
    ),
    "simulation_risks_unmapped": NP_(
        "{count} risk is mapped to no task: its days put off the finish itself.",
        "{count} risks are mapped to no task: their days put off the finish itself.",
    ),
    "quality_note": N_("These are indicators, not a verdict: look at the tasks they name before judging the plan."),
    "quality_share": N_("{count} of {total} tasks; up to {limit}% are accepted"),
    "quality_number": N_("{count} of {total} tasks; {limit} are accepted"),
    "quality_links": N_("{count} of {total} links; up to {limit}% are accepted"),
    "quality_links_least": N_("{count} of {total} links; at least {limit}% are wanted"),
    "quality_links_number": N_("{count} of {total} links; {limit} are accepted"),
    "quality_index": N_("{value}; at least {limit} is wanted"),
    "quality_path_moves": N_("In a copy, “{task}” was made {days} days longer: the plan’s finish moved by as much"),
    "quality_path_stays": N_(
        "In a copy, “{task}” was made {days} days longer: the plan’s finish moved by {moved} only"
    ),
    "quality_test_failed": N_("Not checked: a copy with a longer task could not be scheduled ({reason})"),
    "quality_nothing": N_("Not checked: there is nothing to check"),
    "quality_no_data_date": N_("Not checked: the plan has no data date"),
    "quality_no_baseline": N_("Not checked: the plan has no baseline 0"),
    "quality_no_simulation": N_("Not checked: a plan does not show this; simulate its risks"),
    "quality_limit_unknown": N_(
        "There is no limit “{name}” of the quality check. Nothing was changed. Check the settings."
    ),
    "quality_limit_bad": N_(
        "The limit “{name}” of the quality check can’t be {value}. Nothing was changed. Type a number in its "
        "range."
    ),
    "why_summary_dates": N_("It is critical: the dates of the tasks below it leave it no float."),
    "quality_none": N_("{count} of {total} tasks; there should be none"),
    "quality_links_none": N_("{count} of {total} links; there should be none"),
    # services: values and fields
    "value_required": N_("{field} can’t be empty. Nothing was changed. Type a value."),
    "value_too_long": N_("{field} takes at most {limit} characters, this has {length}. Nothing was changed. Shorten it."),
    "value_not_date": N_("{field}: “{value}” is not a date. Nothing was changed. Type a date such as 2027-02-28."),
    "value_not_number": N_("{field}: “{value}” is not a number. Nothing was changed. Type a number such as 1,250.5."),
    "value_not_whole": N_("{field}: “{value}” is not a whole number. Nothing was changed. Type a number such as 12."),
    "value_not_money": N_("{field}: “{value}” is not an amount. Nothing was changed. Type an amount such as 1,250,000."),
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
    "field_kind_unknown": N_("“{kind}” is not a kind of field. Nothing was changed. Choose text, number, date or choice."),
    "choices_missing": N_("A choice field needs at least one choice. Nothing was changed. Type the choices."),
    "project_gone": N_("This project is no longer there. Nothing was changed."),
    # services: periods
    "period_published": N_("This period is published and can’t be edited. Nothing was changed. Choose the open period."),
    "period_none_open": N_("No reporting period is open. Nothing was changed. Open the next period first."),
    "period_not_later": N_("The data date must be later than {last}. Nothing was changed. Choose a later date."),
    # services: what the user did
    "set_field": N_("Set {field}"),
    "add_project": N_("Add project"),
    "add_programme": N_("Add programme"),
    "add_risk": N_("Add risk"),
    "add_issue": N_("Add issue"),
    "add_decision": N_("Add decision"),
    "archive_projects": NP_("Archive {count} project", "Archive {count} projects"),
    "restore_projects": NP_("Restore {count} project", "Restore {count} projects"),
    "delete_projects": NP_("Delete {count} project", "Delete {count} projects"),
    "duplicate_project": N_("Duplicate project"),
    "delete_programmes": NP_("Delete {count} programme", "Delete {count} programmes"),
    "delete_risks": NP_("Delete {count} risk", "Delete {count} risks"),
    "delete_issues": NP_("Delete {count} issue", "Delete {count} issues"),
    "delete_decisions": NP_("Delete {count} decision", "Delete {count} decisions"),
    "rescore_risk": N_("Rescore risk {code}"),
    "close_risks": NP_("Close {count} risk", "Close {count} risks"),
    "close_issues": NP_("Close {count} issue", "Close {count} issues"),
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
    "issues_deleted": NP_("{count} issue deleted", "{count} issues deleted"),
    "decisions_deleted": NP_("{count} decision deleted", "{count} decisions deleted"),
    # services: the sample and the pack
    "demo_made": N_("Make the sample portfolio"),
    "history_record_gone": N_("This record is no longer there, so it can’t be shown. Its values are listed here."),
    "pack_preview": N_("Making the preview"),
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
        "“{task}” starts on {start}, so it can’t finish before. Nothing was changed. Type a later date or move the start."
    ),
    "template_gone": N_("This template is no longer there. Nothing was changed."),
    "template_newer": N_(
        "This template was written by a newer version of this program. Nothing was changed. Update the program."
    ),
    "template_unreadable": N_("This template can’t be read: it is damaged. Nothing was changed. Choose another one."),
    "template_name_taken": N_("There is a template “{name}” already. Nothing was changed. Choose another name."),
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
    "projects_archived": NP_("{count} project archived", "{count} projects archived"),
    "projects_deleted": NP_("{count} project deleted", "{count} projects deleted"),
    "field_deleted": N_("Field “{name}” deleted with its values"),
    "view_deleted": N_("View “{name}” deleted"),
    # reports
    "rag_g": N_("on track"),
    "rag_a": N_("needs attention"),
    "rag_r": N_("needs a decision"),
    "rag_c": N_("complete"),
    "rag_none": N_("not rated"),
    "dimension_overall": N_("Overall"),
    "pack_snapshot_unreadable": N_(
        "This is not the snapshot of a status pack, or the file is damaged. Nothing was changed. Choose another file."
    ),
    "pack_snapshot_newer": N_(
        "This snapshot was written by a newer program (layout {found}, this program reads up to {known}). "
        "Nothing was changed. Open it with the newer program."
    ),
    "pack_fonts_missing": N_(
        "The fonts of the pack are missing from this installation ({name}). No pack was written. "
        "Install the program again."
    ),
    "pack_text_shortened": N_("{where}: the text is too long for the page and was shortened. Shorten it in the source."),
    "pack_rows_left_out": NP_(
        "{where}: {count} row is not shown for want of room.", "{where}: {count} rows are not shown for want of room."
    ),
    "pack_reason_missing": N_("{project}: {dimension} is {rating} but has no reason. Write the reason in its status."),
    "pack_next_step_missing": N_(
        "{project}: the status is {rating} but names no next step with an owner and a date. Write them in its status."
    ),
    "pack_status_missing": N_("{project}: no status was reported for this period. Write its status."),
    "pack_better_than_calculated": N_(
        "{project}: reported {rating}, but the tolerances say {calculated}. Check the status with the manager."
    ),
    "pack_currencies_mixed": N_("The projects have different currencies ({currencies}); their amounts are not added up."),
    "pack_characters_replaced": NP_(
        "{count} character has no glyph in the pack's fonts and is shown as □.",
        "{count} characters have no glyph in the pack's fonts and are shown as □.",
    ),
})
