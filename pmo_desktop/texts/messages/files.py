"""Reading files from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

FILES: Final[Mapping[str, str | Plural]] = {
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
    "import_note_planned": NP_(
        "{count} project has a plan: its dates come from there and stay as they are.",
        "{count} projects have plans: their dates come from there and stay as they are.",
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
        "{name} is not an XML file. Nothing was imported. In MS Project, save the plan as XML and choose that file."
    ),
    "xml_truncated": N_(
        "{name} ends in the middle (line {line}), so it is not complete. Nothing was imported. Save or copy it again."
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
        "“{row}” has no usable {field}, so it can’t be told from others. Nothing was imported. Save the plan again."
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
}
