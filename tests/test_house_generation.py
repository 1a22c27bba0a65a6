"""`hatch_build.generate`: made once, made again when a source changes, gone when its source is gone."""

from __future__ import annotations

import gettext
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hatch_build

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
FORM = """<ui version="4.0"><class>Probe</class><widget class="QDialog" name="Probe">
<property name="windowTitle"><string>Probe</string></property></widget></ui>"""
ICON = '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24"/>'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one source of each kind."""
    for folder in ("resources/fonts", "resources/icons", "resources/demo/plans", "resources/translations/zh_CN", "ui"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "resources/fonts/A.ttf").write_bytes(b"font")
    (tmp_path / "resources/icons/plus.svg").write_text(ICON)
    (tmp_path / "resources/demo/plans/plan.xml").write_text("<Project/>")
    (tmp_path / "ui/probe.ui").write_text(FORM)
    write_catalogue(tmp_path, "a", 'msgid "Row"\nmsgstr "行"\n')
    return tmp_path


def write_catalogue(root: Path, name: str, body: str) -> None:
    (root / f"resources/translations/zh_CN/{name}.po").write_text(HEADER + body, encoding="utf-8")


def generated(root: Path) -> dict[str, int]:
    target = root / "pmo_desktop/_generated"
    return {p.relative_to(target).as_posix(): p.stat().st_ino for p in target.rglob("*") if p.is_file()}


def catalogue(root: Path) -> gettext.GNUTranslations:
    with (root / "pmo_desktop/_generated/translations/zh_CN.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_kind_of_source_has_its_output(root: Path) -> None:
    hatch_build.generate(root)
    assert set(generated(root)) == {
        "__init__.py", "stamps.json", "fonts/A.ttf", "demo/plans/plan.xml", "translations/zh_CN.mo",
        "ui_probe.py", "resources.qrc", "resources_rc.py",
    }  # fmt: skip


def test_a_second_run_touches_nothing(root: Path) -> None:
    hatch_build.generate(root)
    before = generated(root)
    hatch_build.generate(root)
    assert generated(root) == before


def test_only_what_changed_is_made_again(root: Path) -> None:
    hatch_build.generate(root)
    before = generated(root)
    (root / "ui/probe.ui").write_text(FORM.replace(">Probe</string>", ">Other</string>"))
    hatch_build.generate(root)
    after = generated(root)
    assert {name for name in after if after[name] != before[name]} == {"ui_probe.py", "stamps.json"}
    assert "Other" in (root / "pmo_desktop/_generated/ui_probe.py").read_text()


def test_an_output_without_a_source_is_deleted(root: Path) -> None:
    hatch_build.generate(root)
    (root / "ui/probe.ui").unlink()
    (root / "resources/demo/plans/plan.xml").unlink()
    hatch_build.generate(root)
    assert not {"ui_probe.py", "demo/plans/plan.xml"} & set(generated(root))
    assert not (root / "pmo_desktop/_generated/demo").exists()


def test_a_deleted_output_comes_back(root: Path) -> None:
    hatch_build.generate(root)
    (root / "pmo_desktop/_generated/ui_probe.py").unlink()
    hatch_build.generate(root)
    assert "ui_probe.py" in generated(root)


def test_a_broken_form_stops_the_build_and_leaves_nothing_behind(root: Path) -> None:
    (root / "ui/probe.ui").write_text("<ui><no")
    with pytest.raises(RuntimeError, match=r"probe\.ui"):
        hatch_build.generate(root)
    assert not [name for name in generated(root) if "probe" in name or "unfinished" in name]


def test_catalogues_of_a_language_are_merged_and_agreeing_doubles_allowed(root: Path) -> None:
    write_catalogue(
        root,
        "b",
        'msgid "Row"\nmsgstr "行"\n\nmsgid "{count} row"\nmsgid_plural "{count} rows"\nmsgstr[0] "{count} 行"\n',
    )
    hatch_build.generate(root)
    assert catalogue(root).gettext("Row") == "行"
    assert catalogue(root).ngettext("{count} row", "{count} rows", 1) == "{count} 行"


def test_one_sentence_translated_in_two_ways_names_both_files(root: Path) -> None:
    write_catalogue(root, "b", 'msgid "Row"\nmsgstr "列"\n')
    with pytest.raises(hatch_build.ConflictingTranslations, match=r"a\.po.*b\.po"):
        hatch_build.generate(root)


def test_a_sentence_used_alone_and_as_a_singular_is_found_both_ways(root: Path) -> None:
    write_catalogue(root, "b", 'msgid "Row"\nmsgid_plural "Rows"\nmsgstr[0] "行"\n')
    hatch_build.generate(root)
    assert (catalogue(root).gettext("Row"), catalogue(root).ngettext("Row", "Rows", 2)) == ("行", "行")


def test_fuzzy_and_empty_entries_are_left_out(root: Path) -> None:
    write_catalogue(root, "a", '#, fuzzy\nmsgid "Row"\nmsgstr "行"\n\nmsgid "Cell"\nmsgstr ""\n')
    hatch_build.generate(root)
    assert (catalogue(root).gettext("Row"), catalogue(root).gettext("Cell")) == ("Row", "Cell")


def test_the_same_sources_give_the_same_bytes(root: Path) -> None:
    compiled = root / "pmo_desktop/_generated/translations/zh_CN.mo"
    hatch_build.generate(root)
    first = compiled.read_bytes()
    compiled.unlink()
    hatch_build.generate(root)
    assert compiled.read_bytes() == first


def test_a_wheel_carries_the_generated_package_and_nothing_but_the_program(repository: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=repository, capture_output=True, timeout=120, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    assert {name.partition("/")[0].rpartition(".")[2] for name in names} == {"pmo_desktop", "dist-info"}
    wanted = ("fonts/NotoSansSC-Regular.ttf", "translations/zh_CN.mo", "resources_rc.py", "licences/LICENSE-lucide.txt")
    assert {f"pmo_desktop/_generated/{name}" for name in wanted} <= set(names)
