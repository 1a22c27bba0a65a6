"""The commands as processes: no Qt, clean ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "resources" / "demo"


def program(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "pmo_desktop", *map(str, arguments)]


def test_no_command_imports_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from pmo_desktop import cli; "
        f"status = [cli.run(['new', {str(tmp_path / 'a.pmow')!r}]), "
        f"cli.run(['import', {str(SAMPLES / 'registry.csv')!r}, '--store', {str(tmp_path / 'a.pmow')!r}]), "
        f"cli.run(['pack', '--store', {str(tmp_path / 'a.pmow')!r}, '--out', {str(tmp_path / 'a.pdf')!r}])]; "
        "loaded = [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6', 'matplotlib'))]; "
        "print(loaded, status, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr.strip() == "[] [0, 0, 0]"


def test_json_goes_out_as_utf_8_whatever_the_locale_is(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    store = tmp_path / "a.pmow"
    for arguments in (["new", store], ["import", SAMPLES / "registry.csv", "--store", store]):
        subprocess.run(program(*arguments), cwd=ROOT, env=environment, check=True, timeout=60, capture_output=True)
    listing = program("list", "projects", "--store", store, "--json")
    done = subprocess.run(listing, cwd=ROOT, env=environment, check=True, timeout=60, capture_output=True)
    names = [project["name"] for project in json.loads(done.stdout.decode("utf-8"))["projects"]]
    assert "Invoice Scanning / 发票扫描" in names


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals are POSIX's here")
def test_a_reader_that_leaves_early_is_no_error_to_tell(tmp_path: Path) -> None:
    store = tmp_path / "a.pmow"
    subprocess.run(program("new", store, "--demo"), cwd=ROOT, check=True, timeout=60, capture_output=True)
    listing = " ".join(program("list", "tasks", "--store", store, "--json"))
    done = subprocess.run(
        ["sh", "-c", f"{listing} | head -1"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "{\n"
    assert done.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and signals are POSIX's here")
def test_an_interrupted_import_writes_nothing(tmp_path: Path) -> None:
    store, pipe = tmp_path / "a.pmow", tmp_path / "pipe.csv"
    subprocess.run(program("new", store), cwd=ROOT, check=True, timeout=60, capture_output=True)
    os.mkfifo(pipe)
    before = store.read_bytes()
    process = subprocess.Popen(program("import", pipe, "--store", store), cwd=ROOT, stderr=subprocess.PIPE, text=True)
    with pipe.open("w") as writer:  # opens when the command begins to read, which then waits for more
        writer.write("Project,Budget\n")
        writer.flush()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "pmo-desktop: Interrupted. Nothing was written.\n"
    assert store.read_bytes() == before
