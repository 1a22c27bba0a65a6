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


MESSAGES: Final[Mapping[str, str | Plural]] = {
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
    "undo_row_gone": N_("This step can’t be taken back: a row it needs is no longer there. Nothing was changed."),
    "export_disk_full": N_(
        "{path} was not written: the disk is full. Your data are safe. Free some space or choose another folder."
    ),
    "export_failed": N_("{path} was not written ({reason}). Your data are safe. Choose another folder."),
    "backup_failed": N_("The backup {path} was not made ({reason}). Your data are safe. Choose another folder."),
    "upgrade_failed": N_(
        "{path} could not be upgraded ({reason}). It was not changed. Free some space in its folder and try again."
    ),
    "check_shape": N_("The file’s tables are not the ones this program makes. Restore it from a backup."),
    "check_integrity": N_("The file is damaged ({detail}). Restore it from the newest backup."),
    "check_reference": N_("Row {row} of table {table} points to a row of {parent} that is gone."),
    "check_history": N_("The history was changed outside this program at step {seq}. Compare with an earlier backup."),
    # interchange
    # scheduling
    # services
    # reports
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
}
