"""The store and the language: opening, saving, copies, upgrades."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, Plural

STORE: Final[Mapping[str, str | Plural]] = {
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
    "snapshot_missing": N_(
        "The data of this issued pack ({digest}…) are not in the store. The other packs are not touched. "
        "Restore the store from a backup that has them."
    ),
    "snapshot_damaged": N_(
        "The data of this issued pack ({digest}…) were changed after it was issued, so it can’t be made again. "
        "The other packs are not touched. Restore the store from a backup."
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
    "store_gone": N_(
        "Another program moved or deleted {path} while it was open. What you edit now can’t be saved. "
        "Put the file back or open it where it is now. If it was deleted, open the newest backup."
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
}
