"""The commands as a user types them: what they print, what they refuse, what they leave on the disk."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pmo_desktop import cli
from pmo_desktop.persistence.store import open_store

SAMPLES = Path(__file__).parents[3] / "resources" / "demo"


@pytest.fixture(scope="session")
def one_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.pmow"
    assert cli.run(["new", str(path), "--demo"]) == 0
    return path


@pytest.fixture
def demo(one_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo store."""
    return Path(shutil.copy(one_demo, tmp_path / "demo.pmow"))


class Said:
    """What a command left: its status and what it printed."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def json(self) -> dict[str, object]:
        document = json.loads(self.out)
        assert isinstance(document, dict)
        return document


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def command(*arguments: object) -> Said:
        capsys.readouterr()
        status = cli.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    return command


@pytest.fixture
def store(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "store.pmow"
    assert run("new", path).status == 0
    return path


def refused(said: Said) -> str:
    """Return the one line that a user's error prints."""
    assert said.status == 2
    assert said.out == ""
    assert said.err.startswith("pmo-desktop: ")
    assert said.err.count("\n") == 1
    return said.err


def test_new_makes_a_store_and_never_writes_over_one(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.pmow"
    assert run("new", path).out == f"Made {path}.\n"
    before = path.read_bytes()
    assert "already" in refused(run("new", path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(("language", "name"), [("en", "Billing Platform Migration"), ("zh_CN", "计费平台迁移")])
def test_the_demo_portfolio_speaks_either_language(tmp_path: Path, run: Run, language: str, name: str) -> None:
    path = tmp_path / "demo.pmow"
    assert run("new", path, "--demo", "--lang", language).status == 0
    listed = run("list", "projects", "--store", path, "--json").json["projects"]
    assert isinstance(listed, list)
    assert len(listed) == 24
    assert name in [project["name"] for project in listed]


def test_import_tells_kinds_apart_and_prints_counts_and_what_was_not_understood(store: Path, run: Run) -> None:
    said = run("import", *sorted(SAMPLES.glob("*")), "--store", store)
    assert said.status == 0
    assert "depot-plan.xml: Plan; tasks 15, links 14" in said.out
    assert "registry.csv: Registry; new 8" in said.out
    assert "Not understood and not imported: Cost centre" in said.out
    assert "Row 5, “FC end”: “tbc” is not a date." in said.out
    assert "risks.csv: Risk register; new 7" in said.out
    with open_store(store).read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM history").scalar() == 2


def test_import_as_json_names_every_column_and_count(store: Path, run: Run) -> None:
    (plan, registry, risks) = run(
        "import",
        *(SAMPLES / name for name in ("depot-plan.xml", "registry.csv", "risks.csv")),
        "--store",
        store,
        "--json",
    ).json["files"]  # type: ignore[misc]
    assert plan["kind"] == "mspdi"
    assert plan["project"] == "P-001"
    assert plan["counts"]["links"] == 14
    assert registry["columns"]["FC end"] == "finish"
    assert registry["not_understood"] == ["Cost centre"]
    assert registry["problems"] == ["Row 5, “FC end”: “tbc” is not a date."]
    assert risks["counts"] == {"new": 7, "updated": 0, "unchanged": 0, "skipped": 0}


def test_import_takes_a_matching_from_a_file(tmp_path: Path, store: Path, run: Run) -> None:
    table, matching = tmp_path / "list.csv", tmp_path / "map.json"
    table.write_text("A,B,C\nX-1,First,7\nX-2,Second,8\n", encoding="utf-8")
    matching.write_text(
        json.dumps({"columns": {"A": "code", "B": "name", "C": {"field": "budget", "factor": 1000}}}), encoding="utf-8"
    )
    refused(run("import", table, "--store", store))
    assert run("import", table, "--store", store, "--as", "registry", "--map", matching).status == 0
    (first, _) = run("list", "projects", "--store", store, "--json").json["projects"]  # type: ignore[misc]
    assert (first["code"], first["name"], first["budget"]) == ("X-1", "First", 700_000)


def test_import_puts_risks_and_plans_into_a_named_project(store: Path, run: Run) -> None:
    assert run("import", SAMPLES / "registry.csv", "--store", store).status == 0
    table = SAMPLES / "depot-plan.xml"
    assert "Project P-201" in run("import", table, "--store", store, "--project", "p-201").out
    tasks = run("list", "tasks", "--store", store, "--project", "P-201", "--json").json["tasks"]
    assert isinstance(tasks, list)
    assert len(tasks) == 15


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan.xml", b"<?xml version='1.0'?><html/>", "not"),
        ("plan.xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "plan.xml"),
        ("list.xlsx", b"PK\x03\x04rubbish", "damaged"),
        ("list.csv", b"", "no rows"),
        ("list.csv", b"Where,When\n1,2\n", "neither"),
    ],
)
def test_bad_files_are_refused_in_one_line_and_nothing_is_written(
    tmp_path: Path, store: Path, run: Run, name: str, content: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    before = store.read_bytes()
    assert words in refused(run("import", SAMPLES / "registry.csv", file, "--store", store))
    assert store.read_bytes() == before


def test_list_prints_tables_and_json(store: Path, run: Run) -> None:
    run("import", SAMPLES / "registry.csv", SAMPLES / "risks.csv", "--store", store)
    lines = run("list", "projects", "--store", store).out.splitlines()
    assert lines[0].split()[:2] == ["ID", "Project"]
    assert lines[-1] == "8 projects"
    (project,) = run("list", "projects", "--store", store, "--project", "p-206", "--json").json["projects"]  # type: ignore[misc]
    assert (project["finish"], project["rag"]["overall"], project["budget"]) == ("2027-05-14", "A", 526_000_000)
    (risk,) = run("list", "risks", "--store", store, "--project", "P-204", "--json").json["risks"]  # type: ignore[misc]
    assert (risk["code"], risk["probability"], risk["impact"]) == ("R-904", 4, 5)
    assert "P-999" in refused(run("list", "risks", "--store", store, "--project", "P-999"))


def test_schedule_of_a_file_and_of_the_store_agree(store: Path, run: Run) -> None:
    plan = SAMPLES / "depot-plan.xml"
    run("import", plan, "--store", store)
    of_file, of_store = (
        run("schedule", plan, "--json").json,
        run("schedule", "--store", store, "--project", "P-001", "--json"),
    )
    assert of_file == of_store.json
    assert of_file["project"] == {"start": "2027-01-04T08:00", "finish": "2027-08-27T17:00"}
    first = of_file["tasks"][1]  # type: ignore[index]
    assert first == {
        "uid": 2, "wbs": "1.1", "name": "Agree the site brief", "summary": False, "milestone": False,
        "start": "2027-01-04T08:00", "finish": "2027-01-15T17:00", "early_start": "2027-01-04T08:00",
        "early_finish": "2027-01-15T17:00", "late_start": "2027-01-04T08:00", "late_finish": "2027-01-15T17:00",
        "total_slack_min": 0, "free_slack_min": 0, "critical": True,
    }  # fmt: skip
    assert "2027-08-27 17:00" in run("schedule", plan).out


def test_pack_writes_a_pdf_and_says_what_to_look_at(tmp_path: Path, demo: Path, run: Run) -> None:
    store, pdf = demo, tmp_path / "pack.pdf"
    said = run("pack", "--store", store, "--out", pdf, "--paper", "Letter", "--projects", "P-101", "p-124")
    assert said.status == 0
    assert said.out.startswith(f"Wrote {pdf}: ")
    assert pdf.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.glob("*.part")) == []
    document = run("pack", "--store", store, "--out", pdf, "--projects", "P-101", "--json").json
    assert document["file"] == str(pdf)


@pytest.mark.parametrize(
    "arguments",
    [("--as-of", "1999-01-01"), ("--as-of", "tbc"), ("--projects", "nobody"), ("--paper", "A3"), ("--lang", "fr")],
)
def test_a_pack_that_can_not_be_made_leaves_no_file(
    tmp_path: Path, demo: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    pdf = tmp_path / "pack.pdf"
    refused(run("pack", "--store", demo, "--out", pdf, *arguments))
    assert not pdf.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, store: Path, run: Run) -> None:
    refused(run("pack", "--store", store, "--out", tmp_path / "nowhere" / "pack.pdf"))
    refused(run("backup", store, tmp_path / "nowhere" / "copy.pmow"))
    refused(run("new", tmp_path / "nowhere" / "new.pmow"))


def test_check_finds_nothing_in_a_whole_store_and_damage_in_another(tmp_path: Path, store: Path, run: Run) -> None:
    run("import", SAMPLES / "registry.csv", "--store", store)
    assert run("check", store, "--json").json == {"store": str(store), "ok": True, "problems": []}
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE history SET author = 'somebody else' WHERE seq = 2")
    connection.close()
    said = run("check", store)
    assert said.status == 1
    assert said.out


def test_backup_is_a_store_of_its_own(tmp_path: Path, store: Path, run: Run) -> None:
    copy = tmp_path / "copy.pmow"
    assert run("backup", store, copy).status == 0
    assert run("check", copy).status == 0
    refused(run("backup", store, copy))


@pytest.mark.parametrize("command", ["list projects", "check", "backup", "pack --out x.pdf", "import x.csv"])
def test_a_store_that_is_none_is_refused_by_every_command(tmp_path: Path, run: Run, command: str) -> None:
    foreign = tmp_path / "foreign.pmow"
    foreign.write_bytes(b"SQLite format 3\x00" + b"\x00" * 200)
    (tmp_path / "x.csv").write_text("Project,Budget,PM\nOne,1,X\n", encoding="utf-8")
    for path in (foreign, tmp_path / "missing.pmow", tmp_path):
        words = [str(tmp_path / word) if word.startswith("x.") else word for word in command.split()]
        place = [path] if words[0] in ("check", "backup") else ["--store", path]
        refused(run(*words, *place, *([tmp_path / "copy.pmow"] if words[0] == "backup" else [])))


@pytest.mark.parametrize(
    "arguments",
    ["", "lst", "list", "list nothing --store x", "new", "new a b", "import --store x", "schedule", "pack --store x",
     "schedule a.xml --store b", "schedule --store x", "--lang", "list projects --store x --unknown"],
)  # fmt: skip
def test_what_can_not_be_understood_is_told_in_one_line(run: Run, arguments: str) -> None:
    refused(run(*arguments.split()))


def test_help_and_version_are_no_errors(run: Run) -> None:
    for arguments in (["--help"], ["import", "--help"], ["--version"]):
        said = run(*arguments)
        assert (said.status, said.err) == (0, "")
        assert said.out


@pytest.mark.parametrize("environment", [{"LC_ALL": "zh_CN.UTF-8"}, {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN"}])
def test_messages_follow_the_environment_or_lang(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert "找不到文件" in run("check", "nowhere.pmow").err
    assert "缺少" in run("list").err
    assert "There is no file" in run("check", "nowhere.pmow", "--lang", "en").err


def test_hostile_names_are_printed_flat(tmp_path: Path, store: Path, run: Run) -> None:
    table = tmp_path / "list.csv"
    table.write_text('Project No,Project,Budget\nP-1,"\x1b[31mred\x1b[0m\nsecond",1\n', encoding="utf-8")
    run("import", table, "--store", store)
    out = run("list", "projects", "--store", store).out
    assert "\x1b" not in out
    assert "[31mred[0m second" in out


def test_the_self_test_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.self_test() == 0
    assert "passed" in capsys.readouterr().out
