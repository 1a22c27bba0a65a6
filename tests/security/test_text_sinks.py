"""The corpus through everything that keeps, shows or writes words without a window."""

from __future__ import annotations

import csv
import json
import logging
import shutil
import sys
import unicodedata
import zipfile
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from lxml import etree

from pmo_desktop import cli, texts
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.plan import Plan, PlanResource, PlanTask
from pmo_desktop.gui.failures import CrashReports, start_log
from pmo_desktop.interchange.limits import plain
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.interchange.mspdi_write import write_plan
from pmo_desktop.interchange.spreadsheet import read_table
from pmo_desktop.persistence.history import message_from_json, message_to_json
from pmo_desktop.persistence.store import Store, create_store, open_store
from pmo_desktop.reports.pack import render_pack
from pmo_desktop.scheduling import schedule
from pmo_desktop.services import imports
from pmo_desktop.services.commands import projects
from pmo_desktop.services.commands.rows import set_values
from pmo_desktop.services.exports import Register, export_register
from pmo_desktop.services.fields import FIELDS, FieldSpec
from pmo_desktop.services.planning import load_plan
from pmo_desktop.services.queries.history import changes_of, history_page
from pmo_desktop.services.queries.registry import registry
from pmo_desktop.services.queries.risks import risk_register
from pmo_desktop.services.queries.templates import library
from pmo_desktop.services.status_pack import collect_pack
from pmo_desktop.services.values import clean, parse, show

from .corpus import corpus, unsafe
from .hostile_store import Source as Texts
from .hostile_store import make, plan_of

LANGUAGES = ("en", "zh_CN")
SPECS = [
    spec
    for table in ("project", "programme", "risk", "issue", "decision", "task", "portfolio")
    for spec in FIELDS[table]
]


def test_the_corpus_is_large_enough_and_has_every_sort() -> None:
    found = corpus()
    assert len(found) >= 500
    assert any("<img" in text for text in found)
    assert any("\ud83d" in text for text in found)
    assert max(map(len, found)) > 100_000


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.table}.{spec.name}")
def test_every_text_in_every_field_is_kept_safely_or_refused_with_a_sentence(spec: FieldSpec) -> None:
    t = texts.of("en")
    for text in corpus():
        try:
            value = parse(spec, text)
        except PmoError as error:
            sentence = t.say(error)
            assert sentence
            assert len(sentence) < 1_000, "a refusal quotes no novel"
            continue
        lines = spec.kind == "long_text"
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, str):
                assert not unsafe(part, lines=lines)
                assert unicodedata.is_normalized("NFC", part)
        show(t, spec, value)


def test_what_is_kept_is_what_queries_history_undo_and_redo_give(tmp_path: Path) -> None:
    store = create_store(tmp_path / "a.pmow")
    kept = [cleaned for text in corpus() if (cleaned := clean(text)) and len(cleaned) <= 200]
    assert len(kept) > 400

    def add(session: object) -> list[int]:
        return [projects.create(session, {"name": name}) for name in kept]  # type: ignore[arg-type]

    made = store.write(Message("set_field", {"field": kept[0]}), add)
    ids = made.result
    assert isinstance(ids, list)

    def names() -> list[str]:
        with store.read() as session:
            return [row.name for row in sorted(registry(session).rows, key=lambda row: row.id)]

    assert names() == kept
    renamed = list(zip(ids, reversed(kept), strict=True))
    for at in range(0, len(renamed), 24):
        some = renamed[at : at + 24]

        def rename(session: object, some: list[tuple[int, str]] = some) -> None:
            for key, text in some:
                set_values(session, "project", [key], {"name": text})  # type: ignore[arg-type]

        change = store.write(Message("set_field", {"field": some[0][1]}), rename)
        store.revert(change.seq, "undo")
        store.revert(change.seq, "redo")
    assert names() == kept[::-1]
    with store.read() as session:
        page = history_page(session, limit=1_000)
        for entry in page.entries:
            for record in changes_of(session, entry.seq, limit=3):
                for moved in record.fields:
                    assert show(texts.of("en"), moved.field, moved.new) is not None
        labels = {texts.of("en").say(entry.label) for entry in page.entries}
    assert any("<" in label for label in labels)
    store.close()


@pytest.mark.parametrize("text", corpus()[::7], ids=lambda text: repr(text[:12]))
def test_a_label_survives_the_history(text: str) -> None:
    label = Message("set_field", {"field": clean(text), "when": date(2026, 11, 20)})
    assert message_from_json(message_to_json(label)) == label


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pack_is_made_and_holds_no_picture_and_no_link(hostile: Store, language: str) -> None:
    import pikepdf

    with hostile.read() as session:
        data = collect_pack(session)
    made = render_pack(data, texts.of(language))
    assert made.pages > 60
    with pikepdf.open(BytesIO(made.pdf)) as document:
        for page in document.pages:
            assert not page.get_images()
            for note in page.get("/Annots", []):
                action = note.get("/A")
                assert action is None or "/URI" not in action, "a user's text became a link out of the document"
        assert "/JavaScript" not in document.Root.get("/Names", {})
        assert "/OpenAction" not in document.Root or "/JS" not in str(document.Root.OpenAction)
    sentences = [texts.of(language).say(check.message) for check in made.checks]
    assert not [sentence for sentence in sentences if unsafe(sentence, lines=True)]


@pytest.mark.parametrize("register", ["projects", "risks"])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_exports_hold_no_formula_and_come_back_the_same(
    hostile: Store, tmp_path: Path, register: Register, suffix: str, language: str
) -> None:
    path = tmp_path / f"out{suffix}"
    with hostile.read() as session:
        count = export_register(session, register, path, texts.of(language))
        kind = "registry" if register == "projects" else "risks"
        table = read_table(path)
        shown = imports.preview(session, table, imports.match(table, kind, imports.targets(session, kind)))  # type: ignore[arg-type]
    assert count >= 60
    if suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                if name.startswith("xl/worksheets/"):
                    root = etree.fromstring(content)
                    assert [e.tag for e in root.iter() if etree.QName(e).localname in ("f", "hyperlink")] == []
                assert b'TargetMode="External"' not in content
    else:
        cells = [cell for record in csv.reader(StringIO(path.read_text("utf-8-sig"), newline="")) for cell in record]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [texts.of("en").say(problem.message) for problem in shown.problems] == []
    changed = [(name, value) for row in shown.rows for name, value in row.values.items()]
    # One apostrophe before a formula is how Excel marks text, so it can't be told from a typed one in a text file.
    allowed = {clean(text)[1:] for text in corpus() if clean(text)[:2] in ("'=", "'+", "'-", "'@")}
    assert [one for one in changed if suffix == ".xlsx" or str(one[1]) not in allowed] == []


def test_a_plan_with_hostile_names_goes_to_ms_project_and_back() -> None:
    for at in range(0, len(corpus()), 60):
        plan = plan_of(Texts(corpus()[at : at + 80]), 60)
        back = read_plan(write_plan(plan, schedule(plan)))
        for ours, theirs in zip(plan.tasks, back.tasks[-60:], strict=True):
            assert clean(theirs.name, lines=True) == clean(ours.name.replace("\x85", " "), lines=True) or unsafe(
                ours.name
            )


def test_an_imported_plan_is_cleaned(tmp_path: Path) -> None:
    odd = "invoice\u202efdp\u0085x"
    plan = Plan(
        tasks=(PlanTask(uid=1, name=odd, wbs=odd, notes=odd),), resources=(PlanResource(uid=1, name=odd, group=odd),)
    )
    store = create_store(tmp_path / "a.pmow")
    with store.read() as session:
        shown = imports.preview_plan(session, "x.xml", plan)
    done = store.write(Message("import_file", {"name": "x"}), lambda session: imports.apply_plan(session, shown)).result
    with store.read() as session:
        kept = load_plan(session, done.project_id)  # type: ignore[attr-defined]
    assert {kept.tasks[0].name, kept.tasks[0].wbs, kept.resources[0].name, kept.resources[0].group} == {"invoicefdp x"}
    assert kept.tasks[0].notes == "invoicefdp\nx"
    store.close()


def test_an_imported_plan_keeps_no_character_that_turns_a_line(hostile: Store) -> None:
    with hostile.read() as session:
        key = max(row.id for row in registry(session).rows)
        plan = load_plan(session, key)
        assert len(plan.tasks) == 24
        names = [text for task in plan.tasks for text in (task.name, task.wbs)]
        names += [text for one in plan.resources for text in (one.name, one.group)]
        assert [name for name in names if unsafe(name)] == []
        assert [task.notes for task in plan.tasks if unsafe(task.notes, lines=True)] == []
        assert library(session, "en")


@pytest.mark.parametrize("what", ["projects", "tasks", "risks"])
@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_line_prints_one_line_a_row_and_nothing_a_terminal_acts_on(
    hostile_file: Path, capsys: pytest.CaptureFixture[str], what: str, as_json: bool
) -> None:
    options = ["--json"] if as_json else []
    assert cli.run(["list", what, "--store", str(hostile_file), *options]) == 0
    out = capsys.readouterr().out
    assert not unsafe(out, lines=True)
    if as_json:
        assert json.loads(out)
    else:
        with_rows = {"projects": 61, "risks": 60, "tasks": 24}[what]
        assert len(out.splitlines()) <= with_rows + 4


ARGUMENTS = [text for text in corpus() if "\x00" not in text and len(text) < 500][::16]


@pytest.mark.parametrize("text", ARGUMENTS, ids=lambda text: repr(text[:12]))
def test_a_hostile_argument_gets_one_line(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (
        ["list", "projects", "--store", text],
        ["list", "risks", "--project", text, "--store", "x"],
        [text],
    ):
        assert cli.run(arguments) in (0, 2)
        err = capsys.readouterr().err
        assert not unsafe(err, lines=True)
        assert len(err.splitlines()) <= 1


def test_messages_of_errors_are_flat_in_both_languages(hostile: Store) -> None:
    for text in corpus():
        for language in LANGUAGES:
            sentence = texts.of(language).say(PmoError("project_code_unknown", code=clean(text)))
            assert sentence


def test_neither_log_nor_crash_report_holds_a_value(
    hostile: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each error of the database driver quotes its parameters unless told not to."""
    file = start_log(tmp_path)
    assert file is not None
    shown: list[str] = []
    reports = CrashReports(shown.append)
    secret = "salary-of-canary-4711"
    copy = tmp_path / "copy.pmow"
    shutil.copy(hostile.path, copy)
    store = open_store(copy)
    try:
        for breaking in (
            lambda session: (_ for _ in ()).throw(ValueError(secret)),
            lambda session: projects.create(session, {"name": secret, "programme_id": 99_999}),
            lambda session: session.connection().exec_driver_sql("INSERT INTO nowhere VALUES (?)", (secret,)),
            lambda session: session.connection().exec_driver_sql("UPDATE project SET code = ?", (secret,)),
            lambda session: int(secret),
            lambda session: {}[secret],
        ):
            try:
                store.write(Message("set_field", {"field": secret}), breaking)
            except PmoError:
                continue
            except BaseException as error:  # whatever it is, it is what the report gets
                reports.report(type(error), error, error.__traceback__)
    finally:
        store.close()
        for handler in list(logging.getLogger("pmo_desktop").handlers):
            handler.close()
            logging.getLogger("pmo_desktop").removeHandler(handler)
    assert len(shown) >= 5
    assert not [report for report in shown if secret in report]
    assert secret not in file.read_text("utf-8")
    # A desktop keeps what a program writes to its error stream: it is a log too.
    assert secret not in capsys.readouterr().err


def test_a_refused_registry_names_the_row_and_stays_usable(tmp_path: Path) -> None:
    store = make(tmp_path / "a.pmow", corpus(), count=2)
    with store.read() as session:
        before = len(registry(session).rows)
        assert len(risk_register(session).rows) == 2
    path = tmp_path / "registry.csv"
    lines = [["Project No", "Project", "Finish"]] + [[f"X-{at}", text, text] for at, text in enumerate(corpus())]
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(
            [[cell.replace("\x00", "") for cell in line] for line in lines]
        )
    table = read_table(path)
    with store.read() as session:
        shown = imports.preview(session, table, imports.match(table, "registry", imports.targets(session, "registry")))
    for problem in shown.problems:
        for language in LANGUAGES:
            assert len(texts.of(language).say(problem.message)) < 1_000
    change = store.write(Message("import_file", {"name": "x"}), lambda session: imports.apply(session, shown))
    with store.read() as session:
        names = [row.name for row in registry(session).rows]
    assert len(names) > before + 400
    assert [name for name in names if unsafe(name)] == []
    store.revert(change.seq, "undo")
    store.close()


def test_cleaning_is_quick_and_settles() -> None:
    for text in corpus():
        for lines in (False, True):
            cleaned = clean(text, lines=lines)
            assert clean(cleaned, lines=lines) == cleaned
            assert not unsafe(cleaned, lines=lines)
        assert not unsafe(plain(text), lines=True) - {"\t"}
    assert sys.getsizeof(corpus()) > 0
