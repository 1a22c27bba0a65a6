"""The rules of docs/architecture.md that a machine can check."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

LONGEST_MODULE = 400

CATCHES_ALL = {"gui/workspace.py", "gui/jobs.py", "gui/application.py"}
"""Where a bug ends: an edit, a job, the start of the program."""

MADE_ONLY_IN = {
    "Paragraph": ("reports/text.py",),  # escapes the user's text before ReportLab sees markup
    "QLabel": ("gui/widgets/",),  # the plain-text label: Qt guesses rich text from a user's "<b>"
}


def modules(repository: Path) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield path (below the package) and text of each module that a person wrote."""
    package = repository / "pmo_desktop"
    for path in sorted(package.rglob("*.py")):
        if "_generated" not in path.parts:
            yield PurePosixPath(path.relative_to(package).as_posix()), path.read_text(encoding="utf-8")


def nodes(repository: Path) -> Iterator[tuple[PurePosixPath, ast.AST]]:
    """Yield every syntax node of the package with its module's path."""
    for path, text in modules(repository):
        for node in ast.walk(ast.parse(text, str(path))):
            yield path, node


def imported(node: ast.AST) -> list[str]:
    """Return the top-level names of the packages that a node imports absolutely."""
    if isinstance(node, ast.Import):
        return [name.name.partition(".")[0] for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module.partition(".")[0]]
    return []


def test_a_box_imports_only_boxes_to_its_right(repository: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-logo", "--no-cache"], cwd=repository, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("library", "boxes"),
    [
        ("PySide6", {"gui"}),
        ("shiboken6", {"gui"}),
        ("sqlalchemy", {"persistence", "services"}),
        ("alembic", {"persistence"}),
        ("reportlab", {"reports"}),
        ("lxml", {"interchange"}),
    ],
)
def test_a_library_is_imported_where_it_belongs(repository: Path, library: str, boxes: set[str]) -> None:
    strays = [str(path) for path, node in nodes(repository) if library in imported(node) and path.parts[0] not in boxes]
    assert strays == []


def test_the_domain_needs_the_standard_library_only(repository: Path) -> None:
    foreign = [
        f"{path}: {name}"
        for path, node in nodes(repository)
        if path.parts[0] == "domain"
        for name in imported(node)
        if name not in sys.stdlib_module_names
    ]
    assert foreign == []


def loaded_by(module: str) -> set[str]:
    """Return the top-level packages that importing a module loads, in a process of its own."""
    code = f"import sys, {module}; print(' '.join({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["pmo_desktop.cli", "pmo_desktop.services", "pmo_desktop.reports"])
def test_commands_load_no_window_code(module: str) -> None:
    assert loaded_by(module) & {"PySide6", "shiboken6"} == set()


def test_the_window_is_shown_before_anything_slow_is_loaded() -> None:
    """Each of these costs a tenth of a second or more; they are imported when first used."""
    slow = {"matplotlib", "reportlab", "alembic", "numpy", "lxml", "xlsxwriter"}
    assert loaded_by("pmo_desktop.gui.application") & slow == set()


def test_modules_stay_short(repository: Path) -> None:
    lengths = {str(path): len(text.splitlines()) for path, text in modules(repository)}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_nothing_is_left_for_later(repository: Path) -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    assert [str(path) for path, text in modules(repository) if mark.search(text)] == []


def test_all_exceptions_are_caught_in_three_places_only(repository: Path) -> None:
    """A handler that ends by raising again hides nothing and may stand anywhere."""
    wide = [
        f"{path}:{node.lineno}"
        for path, node in nodes(repository)
        if isinstance(node, ast.ExceptHandler)
        and str(path) not in CATCHES_ALL
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
        and not isinstance(node.body[-1], ast.Raise)
    ]
    assert wide == []


@pytest.mark.parametrize("name", MADE_ONLY_IN)
def test_text_reaches_paper_and_windows_through_one_guarded_class(repository: Path, name: str) -> None:
    strays = [
        f"{path}:{node.lineno}"
        for path, node in nodes(repository)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] == name
        and not str(path).startswith(MADE_ONLY_IN[name])
    ]
    assert strays == []


def test_forms_hold_no_rich_text_and_no_plain_label(repository: Path) -> None:
    """A label of a form is our plain-text class too, or says PlainText itself."""
    faults = []
    for form in sorted((repository / "ui").glob("*.ui")):
        text = form.read_text(encoding="utf-8")
        for label in re.findall(r'<widget class="QLabel".*?</widget>', text, re.DOTALL):
            if "Qt::TextFormat::PlainText" not in label and "Qt::PlainText" not in label:
                faults.append(f"{form.name}: {label.splitlines()[0]}")
    assert faults == []


def test_processing_events_by_hand_is_banned(repository: Path) -> None:
    """It runs slots in the middle of other slots; a slow thing is a job."""
    assert [str(path) for path, text in modules(repository) if "processEvents" in text] == []


def test_no_address_of_a_registry_and_no_path_of_a_machine_is_in_the_tree(repository: Path) -> None:
    machine = re.compile(r"[ \"'(=](/home|/root|/Users)/[A-Za-z]")
    registry = re.compile(r"https?://[a-z0-9.-]+/(simple|packages|debian)/|--(extra-)?index-url|--find-links")
    kinds = (".py", ".toml", ".txt", ".json", ".po", ".ui", ".iss")
    made = {".git", ".venv", "_generated", "build", "dist", "out"}
    faults = []
    for folder, inside, names in os.walk(repository):
        inside[:] = [name for name in inside if name not in made]
        for path in (Path(folder, name) for name in names if name.endswith(kinds)):
            text = path.read_text(encoding="utf-8", errors="replace")
            if path != Path(__file__) and (machine.search(text) or registry.search(text)):
                faults.append(str(path.relative_to(repository)))
    assert faults == []
