"""The words and the structure of a whole pack, page by page, against files that a person has read.

After a wanted change: set PMO_WRITE_GOLDEN=1, run this file, read the difference, commit it.
"""

from __future__ import annotations

import difflib
import itertools
import os
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it comes without types
import pytest

from pmo_desktop import texts
from pmo_desktop.reports.pack import render_pack
from tests.unit.reports.made_up_registers import full_pack

HERE = Path(__file__).parent


def words_of(pdf: bytes) -> str:
    """Return the text of all pages; read with the pinned reader, whose spaces do not depend on the machine."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    document.close()
    return "\n\f\n".join(pages) + "\n"


def structure_of(pdf: bytes) -> str:
    """Return the structure tree, an element a line with the words for a picture; like lines are counted."""
    with pikepdf.open(BytesIO(pdf)) as document:
        lines = list(_nodes(document.Root.StructTreeRoot.K, 0))
    counted = [(line, len(list(same))) for line, same in itertools.groupby(lines)]
    return "".join(f"{line} ×{count}\n" if count > 1 else f"{line}\n" for line, count in counted)


def _nodes(node: pikepdf.Object, depth: int) -> Iterator[str]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _nodes(kid, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        alt = f" “{node.Alt}”" if "/Alt" in node else ""
        yield f"{' ' * depth}{str(node.S)[1:]}{alt}"
        if "/K" in node:
            yield from _nodes(node.K, depth + 1)
    elif isinstance(node, pikepdf.Dictionary):
        yield f"{' ' * depth}(link)"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_words_of_the_pack_are_those_that_were_read(language: str) -> None:
    _compare(HERE / f"pack_{language}.txt", words_of(_made(language)))


def test_the_structure_of_the_pack_is_the_one_that_was_read() -> None:
    _compare(HERE / "pack_structure.txt", structure_of(_made("en")))


def _made(language: str) -> bytes:
    data = full_pack(language)
    some = tuple(data.projects[index] for index in (0, 4, 13, 14, 17))
    return render_pack(replace(data, projects=some), texts.of(language)).pdf


def _compare(file: Path, found: str) -> None:
    if os.environ.get("PMO_WRITE_GOLDEN"):
        file.write_text(found, encoding="utf-8")
    expected = file.read_text(encoding="utf-8")
    difference = list(difflib.unified_diff(expected.splitlines(), found.splitlines(), lineterm="", n=1))
    assert not difference, "\n".join(difference[:60])
