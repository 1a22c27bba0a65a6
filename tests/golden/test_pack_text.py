"""The words of a whole pack, page by page, against a file that a person has read.

After a wanted change: set PMO_WRITE_GOLDEN=1, run this file, read the difference, commit it.
"""

from __future__ import annotations

import difflib
import os
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it comes without types
import pytest

from pmo_desktop import texts
from pmo_desktop.reports.pack import render_pack
from tests.unit.reports.made_up import pack

HERE = Path(__file__).parent


def words_of(pdf: bytes) -> str:
    """Return the text of all pages; read with the pinned reader, whose spaces do not depend on the machine."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    document.close()
    return "\n\f\n".join(pages) + "\n"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_words_of_the_pack_are_those_that_were_read(language: str) -> None:
    data = pack(language)
    some = tuple(data.projects[index] for index in (0, 4, 13, 14, 17))
    found = words_of(render_pack(replace(data, projects=some), texts.of(language)).pdf)
    file = HERE / f"pack_{language}.txt"
    if os.environ.get("PMO_WRITE_GOLDEN"):
        file.write_text(found, encoding="utf-8")
    expected = file.read_text(encoding="utf-8")
    difference = list(difflib.unified_diff(expected.splitlines(), found.splitlines(), lineterm="", n=1))
    assert not difference, "\n".join(difference[:60])
