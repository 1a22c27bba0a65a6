"""The pack as slides and as a workbook: its words are there to edit, and the same data give the same bytes."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from pptx import Presentation

from pmo_desktop import texts
from pmo_desktop.domain.audience import Audience, masked, people
from pmo_desktop.domain.pack import PackData
from pmo_desktop.domain.snapshot import canonical
from pmo_desktop.reports.pack import render_pack
from pmo_desktop.reports.slides import render_slides
from pmo_desktop.services.pack_workbook import pack_workbook
from tests.unit.reports.made_up_registers import full_pack


def small(language: str = "en") -> PackData:
    data = full_pack(language)
    some = tuple(data.projects[index] for index in (0, 13, 14))
    return canonical(replace(data, projects=some))


def words(file: bytes) -> list[str]:
    found = []
    for slide in Presentation(BytesIO(file)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def parts(file: bytes) -> str:
    """Return all that is written in a workbook."""
    with zipfile.ZipFile(BytesIO(file)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_page_is_a_slide_with_its_title_tables_and_pictures(language: str) -> None:
    data, t = small(language), texts.of(language)
    book = Presentation(BytesIO(render_slides(data, t)))
    made = render_pack(data, t)
    assert len(book.slides) == made.pages
    assert all(slide.shapes.title.text_frame.text.strip() for slide in book.slides)
    assert sum(shape.has_table for slide in book.slides for shape in slide.shapes) > made.pages // 2
    pictures = [shape for slide in book.slides for shape in slide.shapes if shape.shape_type == 13]
    assert any(picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures)


def test_slides_have_the_same_bytes_for_the_same_data() -> None:
    data = replace(small(), definition=None, projects=small().projects[:1])
    assert render_slides(data, texts.of("en")) == render_slides(data, texts.of("en"))


def test_names_that_are_masked_are_on_no_slide_and_in_no_sheet() -> None:
    data, t = small(), texts.of("en")
    shown = masked(data, Audience("one", masks=frozenset({"names", "money"})))
    said = "\n".join(words(render_slides(shown, t)))
    assert [name for name in people(data) if name in said] == []
    said = parts(pack_workbook(shown, t))
    assert [name for name in people(data) if name in said] == []


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_workbook_has_days_and_numbers_and_no_formula(language: str) -> None:
    data, t = small(language), texts.of(language)
    data = replace(data, projects=(replace(data.projects[0], name="=cmd|' /C calc'!A0"), *data.projects[1:]))
    said = parts(pack_workbook(data, t))
    assert "<f>" not in said
    assert "=cmd|' /C calc'!A0" in said
    assert "yyyy-mm-dd" in said
    assert pack_workbook(data, t) == pack_workbook(data, t)
