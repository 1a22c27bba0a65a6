"""A whole pack, in both languages and on both papers, read back with other programs."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import get_args

import pikepdf
import pytest

from pmo_desktop import texts
from pmo_desktop.domain.pack import PackData, PackProject
from pmo_desktop.reports.pack import RenderedPack, render_pack
from pmo_desktop.reports.style import PAPERS, SMALLEST, Paper
from tests.unit.reports.made_up import NAMES, PROGRAMMES, pack
from tests.unit.reports.reading import sizes, text_of, tool

LANGUAGES = ("en", "zh_CN")
PAPER_NAMES: tuple[Paper, ...] = get_args(Paper)

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


@cache
def rendered(language: str, paper: Paper = "A4") -> RenderedPack:
    return render_pack(pack(language), texts.of(language), paper)


@pytest.mark.parametrize("paper", PAPER_NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_have_the_paper_s_size(language: str, paper: Paper) -> None:
    made = rendered(language, paper)
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        assert len(document.pages) == made.pages
        for page in document.pages:
            assert tuple(float(side) for side in page.MediaBox)[2:] == PAPERS[paper]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_data_give_the_same_bytes(language: str) -> None:
    again = render_pack(pack(language), texts.of(language))
    assert hashlib.sha256(again.pdf).digest() == hashlib.sha256(rendered(language).pdf).digest()


@needs_poppler
@pytest.mark.parametrize("paper", PAPER_NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_font_is_embedded_as_a_subset_with_its_characters_named(
    language: str, paper: Paper, tmp_path: Path
) -> None:
    rows = tool("pdffonts", rendered(language, paper).pdf, tmp_path).splitlines()[2:]
    assert rows
    for row in rows:
        assert row.split()[-5:-2] == ["yes", "yes", "yes"], row
        assert row[6] == "+"
        assert "Source" in row or "Noto" in row


@pytest.mark.parametrize("paper", PAPER_NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_set_smaller_than_seven_points(language: str, paper: Paper, tmp_path: Path) -> None:
    assert min(sizes(rendered(language, paper).pdf, tmp_path)) >= SMALLEST


@needs_poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_projects_and_programmes_can_be_searched(language: str, tmp_path: Path) -> None:
    text = text_of(rendered(language).pdf, tmp_path)
    for name in (*NAMES[language], *PROGRAMMES[language]):
        assert name in text.replace("\n", " ") or name in text.replace("\n", ""), name


@needs_poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_names_itself_and_is_tagged(language: str, tmp_path: Path) -> None:
    info = tool("pdfinfo", rendered(language).pdf, tmp_path)
    assert "Tagged:          yes" in info
    assert "CreationDate:    Fri Nov 20 00:00:00 2026" in info
    title = {"en": "Steering committee pack, November 2026", "zh_CN": "指导委员会报告包，2026 年 11 月"}[language]
    assert title in info
    with pikepdf.open(io.BytesIO(rendered(language).pdf)) as document:
        assert str(document.Root.Lang) == texts.of(language).tag
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert document.Root.PageLabels.Nums[0] == 0


@needs_poppler
def test_the_structure_reads_in_the_order_of_the_page(tmp_path: Path) -> None:
    structure = tool("pdfinfo", rendered("en").pdf, tmp_path, "-struct-text")
    for tag in ("H1", "H2", "Table", "TR", "TH", "TD", "Figure", "TOC"):
        assert re.search(rf"^ *{tag}\b", structure, re.MULTILINE), tag
    first = structure.index("Steering committee pack")
    assert first < structure.index("What you need to know") < structure.index("Two projects are red")
    assert "data as of 20 Nov 2026" not in structure  # the running head is no content


def test_the_outline_names_every_section_and_project() -> None:
    made = rendered("en")
    names = [name for _, name in made.outline]
    assert names[0] == "Cover"
    assert sum(name.startswith("P-") for name in names) == 24
    with pikepdf.open(io.BytesIO(made.pdf)) as document, document.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
        assert "Portfolio summary" in titles
        assert "Definitions" in titles


def test_the_contents_are_links_to_pages() -> None:
    with pikepdf.open(io.BytesIO(rendered("en").pdf)) as document:
        links = [note for note in document.pages[0].Annots if note.Subtype == "/Link"]
        assert len(links) >= 7


def test_checks_name_their_page() -> None:
    made = rendered("en")
    outline = dict(made.outline)
    found = {check.message.id: check for check in made.checks}
    assert found["pack_status_missing"].page in outline
    assert outline[found["pack_status_missing"].page or 0] == "P-118 Energy Advice Service"
    assert outline[found["pack_better_than_calculated"].page or 0] == "P-105 GIS Replacement"
    for check in made.checks:
        assert texts.of("zh_CN").say(check.message)


def test_progress_is_told_page_by_page_and_can_stop_the_work() -> None:
    shares: list[float] = []
    render_pack(pack(), texts.of("en"), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) == rendered("en").pages + 1

    class Cancelled(Exception):
        pass

    def cancel(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        render_pack(pack(), texts.of("en"), progress=cancel)


@needs_poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_without_anything_says_so_on_every_page(language: str, tmp_path: Path) -> None:
    made = render_pack(PackData(organisation="", committee="", data_date=date(2026, 11, 20)), texts.of(language))
    text = text_of(made.pdf, tmp_path)
    assert ("There are no projects in this pack" if language == "en" else "本报告包中没有项目") in text
    assert made.pages == 6


@needs_poppler
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_bare_project_makes_a_whole_pack(language: str, tmp_path: Path) -> None:
    bare = PackProject(uid="p", code="P-1", name="")
    data = PackData(organisation="", committee="", data_date=date(2026, 11, 20), projects=(bare,))
    assert "P-1" in text_of(render_pack(data, texts.of(language)).pdf, tmp_path)


@needs_poppler
def test_different_currencies_are_never_added_up(tmp_path: Path) -> None:
    data = pack()
    projects = (replace(data.projects[0], currency="CNY"), *data.projects[1:])
    made = render_pack(replace(data, projects=projects), texts.of("en"))
    text = text_of(made.pdf, tmp_path)
    assert "different currencies" in text
    assert "€200.0m" not in text
    assert "Portfolio\n" not in text.partition("All projects at a glance")[2].partition("What the signs")[0]
    assert "pack_currencies_mixed" in {check.message.id for check in made.checks}


@needs_poppler
def test_a_table_that_continues_repeats_its_header(tmp_path: Path) -> None:
    pages = text_of(rendered("en").pdf, tmp_path, "-layout").split("\f")
    found = [page for page in pages if "All projects at a glance" in page and "Finish PL" in page]
    assert len(found) == 2
    assert "(continued)" in found[1]


@needs_poppler
def test_300_projects_are_all_there(tmp_path: Path) -> None:
    data = pack()
    many = tuple(
        replace(project, uid=f"{project.uid}-{copy}", code=f"{project.code}-{copy}")
        for copy in range(13)
        for project in data.projects
    )[:300]
    text = text_of(render_pack(replace(data, projects=many), texts.of("en")).pdf, tmp_path, "-layout")
    appendix = text[text.rindex("All projects at a glance (continued)") - 200_000 :]
    for project in many:
        assert project.code in appendix
