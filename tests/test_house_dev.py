"""`dev.py`: what it does on a machine that lacks something, and that it does nothing twice."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import dev


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been run; every command succeeds."""
    run: list[list[str]] = []

    def record(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        run.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", record)
    return run


def on_debian(monkeypatch: pytest.MonkeyPatch, *, root: bool) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0 if root else 1000, raising=False)


def test_it_needs_the_standard_library_only(repository: Path) -> None:
    tree = ast.parse((repository / "dev.py").read_text(encoding="utf-8"))
    names = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= sys.stdlib_module_names


def test_an_older_python_reads_the_file_and_gets_a_sentence(repository: Path) -> None:
    """Debian 11 has Python 3.9: the file must parse there, so that the check of the version is reached."""
    ast.parse((repository / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_library_that_is_not_there_is_named_with_its_package() -> None:
    found = dev.missing_libraries({"libsurely-not-there.so.9": "libsurely9"})
    assert found == [dev.Missing("libsurely9", "libsurely-not-there.so.9")]


def test_root_on_debian_has_the_packages_installed(monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]) -> None:
    on_debian(monkeypatch, root=True)
    dev.see_to_system([dev.Missing("libegl1", "libEGL.so.1")], [dev.Missing("xvfb", "Xvfb")])
    assert [command[:2] for command in commands] == [["apt-get", "update"], ["apt-get", "-qq"]]
    assert commands[1][-2:] == ["libegl1", "xvfb"]


def test_others_get_the_line_to_run(monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]) -> None:
    on_debian(monkeypatch, root=False)
    with pytest.raises(dev.SetUpError, match="sudo apt-get install -y --no-install-recommends libegl1"):
        dev.see_to_system([dev.Missing("libegl1", "libEGL.so.1")], [])
    assert commands == []


def test_what_only_some_tests_need_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], commands: list[list[str]]
) -> None:
    on_debian(monkeypatch, root=False)
    dev.see_to_system([], [dev.Missing("xvfb", "Xvfb")])
    assert "sudo apt-get install" in capsys.readouterr().out
    assert commands == []


def test_nothing_missing_runs_nothing(commands: list[list[str]]) -> None:
    dev.see_to_system([], [])
    assert commands == []


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone with pins and nothing installed."""
    (tmp_path / "requirements-dev.txt").write_text("a==1 --hash=sha256:0\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "PINS", tmp_path / "requirements-dev.txt")
    monkeypatch.setattr(dev, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv/installed-from.txt")
    monkeypatch.setattr(dev, "missing_libraries", lambda libraries: [])
    monkeypatch.setattr(dev, "missing_programs", lambda programs: [])
    monkeypatch.setattr(dev, "missing_venv", list)
    return tmp_path


def finish_environment(clone: Path) -> None:
    dev.python().parent.mkdir(parents=True, exist_ok=True)
    dev.python().touch()


def test_the_environment_is_made_once(clone: Path, commands: list[list[str]]) -> None:
    finish_environment(clone)
    dev.prepare()
    assert sum("--require-hashes" in command for command in commands) == 1
    assert [command for command in commands if "--editable" in command and "--no-index" in command] != []
    commands.clear()
    dev.prepare()
    assert commands == []


@pytest.mark.parametrize("file", ["requirements-dev.txt", "pyproject.toml"])
def test_changed_pins_are_installed_again(clone: Path, commands: list[list[str]], file: str) -> None:
    finish_environment(clone)
    dev.prepare()
    commands.clear()
    (clone / file).write_text("changed")
    dev.prepare()
    assert any("--require-hashes" in command for command in commands)


def test_an_interrupted_installation_is_taken_up_again(
    clone: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_environment(clone)

    def interrupted(command: list[str], **_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dev, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            dev.prepare()
    assert not dev.STAMP.exists()


def test_the_last_thing_that_test_runs_is_the_whole_suite(
    clone: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_environment(clone)
    dev.prepare(tests=True)
    commands.clear()
    assert dev.main(["test"]) == 0
    assert commands[-1][1:3] == ["-m", "pytest"]
    text = "\n".join(" ".join(command) for command in commands)
    assert all(step in text for step in ("ruff check", "ruff format --check", "mypy", "lint-imports"))


def test_arguments_of_test_go_to_pytest_alone(clone: Path, commands: list[list[str]]) -> None:
    finish_environment(clone)
    dev.prepare(tests=True)
    commands.clear()
    assert dev.main(["test", "tests/unit", "-k", "float", "-x"]) == 0
    assert [command[1:] for command in commands] == [["-m", "pytest", "tests/unit", "-k", "float", "-x"]]


def test_without_a_display_run_issues_a_pack_in_each_language(
    clone: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (clone / "resources/demo").mkdir(parents=True)
    for name in ("risks.csv", "plan.xml", "note.txt"):
        (clone / "resources/demo" / name).touch()
    monkeypatch.setattr(dev, "OUT", clone / "out")
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    finish_environment(clone)
    dev.prepare()
    commands.clear()

    def record_and_make(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append([str(word) for word in command])
        for word in command:
            if str(word).endswith((".pmow", ".pdf")):
                Path(word).touch()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", record_and_make)
    assert dev.main(["run"]) == 0
    steps = [command[3] for command in commands if command[1:3] == ["-m", "pmo_desktop"]]
    assert steps == ["new", "import", "import", "schedule", "pack", "check"] * 2
    assert sorted(path.name for path in (clone / "out").rglob("*.pdf")) == ["status-pack.pdf"] * 2


def test_a_step_that_stops_gives_its_status(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    finish_environment(clone)
    monkeypatch.setattr(dev, "prepare", lambda **_: None)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 3))
    assert dev.main(["lint"]) == 3
    assert "Stopped" in capsys.readouterr().err


def test_the_pins_name_no_address_and_hold_the_build_backend(repository: Path) -> None:
    text = (repository / "requirements-dev.txt").read_text(encoding="utf-8")
    assert "://" not in text
    pinned = {line.partition("==")[0] for line in text.splitlines() if line[:1].isalnum()}
    assert {"hatchling", "editables", "babel", "pyside6-essentials"} <= pinned
