"""Takes the guards out one by one and sees that a test notices: `python -m tests.security.mutants [NAME…]`.

Works on a copy of the tree in a temporary folder; the tree itself is not touched.
"""

# ruff: noqa: E501 - a guard is quoted as it stands
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutant:
    """A guard taken out: `old` becomes `new` in `file`, and `test` must fail."""

    threat: str
    file: str
    old: str
    new: str
    test: str


GUI, SINKS, STORES = "gui/test_windows.py", "test_text_sinks.py", "test_hostile_stores.py"
FAULTS, EXCHANGE = "gui/test_faults_in_the_window.py", "gui/test_exchange.py"

MUTANTS = (
    Mutant("T1 T2 T3", "interchange/xml.py", 'if b"<!DOCTYPE" in content', 'if b"<!NOTHING" in content',
           "../unit/interchange/test_mspdi.py"),
    Mutant("T4", "interchange/limits.py", 'raise PmoError("import_file_bomb", name=name)', "pass",
           "../unit/interchange/test_spreadsheet_hostile.py"),
    Mutant("T6 csv", "interchange/export.py", 'return "\'" + cleaned if', 'return cleaned if',
           f"{SINKS}::test_exports_hold_no_formula_and_come_back_the_same"),
    Mutant("T6 xlsx", "interchange/export.py", "page.write_string(row, column, text, formats",
           'page.write(row, column, "=1" if text[:1] == "=" else text, formats',
           f"{SINKS}::test_exports_hold_no_formula_and_come_back_the_same"),
    Mutant("T6 clipboard", "gui/clipboard.py", 'return "\'" + cell', "return cell",
           f"{EXCHANGE}::test_copied_cells_are_text_to_every_program"),
    Mutant("T18 html of the clipboard", "gui/clipboard.py", "<td>{escape(cell)}</td>", "<td>{cell}</td>",
           f"{EXCHANGE}::test_copied_cells_are_text_to_every_program"),
    Mutant("T18 label", "gui/widgets/text.py", "self.setTextFormat(Qt.TextFormat.PlainText)", "pass",
           f"{GUI}::test_no_label_tooltip_or_cell_of_any_page_is_markup"),
    Mutant("T18 tooltip", "gui/widgets/text.py", "<p>{escape(text[:2000])}</p>", "<p>{text[:2000]}</p>",
           f"{GUI}::test_no_label_tooltip_or_cell_of_any_page_is_markup"),
    Mutant("T21", "services/status_pack.py", 'if char.isalnum() or char in " -"', "if char",
           f"{EXCHANGE}::test_names_of_files_stay_names"),
    Mutant("T23 typed", "services/values.py", '_UNSAFE.sub("", text)', "text",
           f"{SINKS}::test_cleaning_is_quick_and_settles"),
    Mutant("T23 plans", "services/imports/plans.py", "_cleaned(preview.plan)", "preview.plan",
           f"{SINKS}::test_an_imported_plan_is_cleaned"),
    Mutant("T23 cut", "services/imports/preview.py", 'return (clean(text, lines=spec.kind == "long_text")[', "return (text[",
           f"{SINKS}::test_a_refused_registry_names_the_row_and_stays_usable"),
    Mutant("T25 T26", "persistence/schema.py", "if shape(connection) != expected_shape():", "if False:",
           f"{STORES}::test_a_store_with_foreign_rules_is_refused_quickly_and_not_written"),
    Mutant("T25 rules", "persistence/schema.py", "tuple(sorted(_RULES.findall(sql.upper())))", "()",
           f"{STORES}::test_a_store_with_foreign_rules_is_refused_quickly_and_not_written"),
    Mutant("T27", "persistence/schema.py", "if bad := bad_value(connection):", "if bad := None:",
           f"{STORES}::test_a_value_that_is_none_is_refused_with_its_row"),
    Mutant("T27 words", "persistence/damage.py", "        if words:", "        if False:",
           f"{STORES}::test_text_that_is_no_utf_8_is_refused_with_its_row"),
    Mutant("T26 history", "persistence/history.py", "unpacker.decompress(row.rows, LARGEST)",
           "unpacker.decompress(row.rows)", f"{STORES}::test_a_step_that_unpacks_to_more_than_any_edit_is_refused"),
    Mutant("T29 replaced", "persistence/store.py", "if _identity(self.path) != self._identity:", "if False:",
           f"{FAULTS}::test_a_file_that_took_the_place_of_the_open_one_can_be_opened"),
    Mutant("lost file", "persistence/store.py", "raise _refusal(error, path) from error\n\n\ndef _refusal",
           "raise\n\n\ndef _refusal", f"{FAULTS}::test_a_store_that_is_lost_while_the_window_is_open_is_said_and_the_program_goes_on"),
    Mutant("second window", "persistence/store.py", "        if lock.acquire():", "        if lock.acquire() or True:",
           f"{FAULTS}::test_a_second_window_looks_and_says_why_it_can_not_edit"),
    Mutant("opened twice", "gui/desk.py", "if self._comes_to_front(path):", "if False:",
           f"{FAULTS}::test_a_file_opened_twice_from_one_window_stays_writable"),
    Mutant("T36", "gui/theme.py", "weakref.finalize(self, self._folder.remove)", "del weakref",
           f"{GUI}::test_a_walk_over_all_pages_opens_no_foreign_file_no_address_and_writes_in_its_own_places_only"),
    Mutant("T37 log", "gui/failures.py", "lines.append(type(current).__name__)", "lines.append(repr(current))",
           f"{SINKS}::test_neither_log_nor_crash_report_holds_a_value"),
    Mutant("T37 stderr", "gui/failures.py", 'sys.stderr.write(text + "\\n")', "traceback.print_exception(error)",
           f"{SINKS}::test_neither_log_nor_crash_report_holds_a_value"),
    Mutant("T35", "persistence/files.py", "os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600", "os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o644",
           f"{GUI}::test_a_session_of_the_command_line_leaves_nothing_behind"),
    Mutant("T10 T11 sentences", "texts/__init__.py", "value[: LONGEST_QUOTE - 1]", "value",
           f"{SINKS}::test_every_text_in_every_field_is_kept_safely_or_refused_with_a_sentence"),
    Mutant("settings", "gui/settings.py", "(OSError, ValueError, RecursionError)", "(OSError, ValueError)",
           f"{EXCHANGE}::test_any_settings_file_starts_the_program"),
    Mutant("full disk", "persistence/atomic.py", "partial.unlink(missing_ok=True)", "pass",
           f"{FAULTS}::test_a_full_disk_leaves_the_old_pack_or_the_new_one"),
)  # fmt: skip


def survives(mutant: Mutant, tree: Path) -> bool:
    """Tell whether no test noticed that the guard is gone."""
    file = tree / "pmo_desktop" / mutant.file
    sound = file.read_text("utf-8")
    if mutant.old not in sound:
        raise SystemExit(f"{mutant.threat}: the guard is not where it was, in {mutant.file}")
    file.write_text(sound.replace(mutant.old, mutant.new), "utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "--tb=no", "-p", "no:cacheprovider",
             str(tree / "tests" / "security" / mutant.test)],
            cwd=tree, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, timeout=300, check=False,
        )  # fmt: skip
    finally:
        file.write_text(sound, "utf-8")
    return done.returncode in (0, 2, 4, 5)  # passed, or never ran; a crash is noticed too


def main(names: list[str]) -> int:
    """Try all guards, or those named; return 1 if one can go unnoticed."""
    left = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        tree = Path(folder) / "tree"
        skipped = shutil.ignore_patterns(".venv", ".git", "__pycache__", ".*_cache", "dist", "build")
        shutil.copytree(ROOT, tree, ignore=skipped)
        for mutant in MUTANTS:
            if names and mutant.threat.split()[0] not in names and mutant.threat not in names:
                continue
            survived = survives(mutant, tree)
            print(f"{'SURVIVED' if survived else 'noticed':9} {mutant.threat:26} {mutant.file}", flush=True)
            left += [mutant] if survived else []
    print(f"{len(left)} of the guards can go unnoticed")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
