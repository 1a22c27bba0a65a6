"""What is masked is nowhere in the file: not in its text, its metadata, its bookmarks, its tags, nor in any stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it comes without types
import pytest

from pmo_desktop.domain.audience import KINDS, Audience, people
from pmo_desktop.domain.pack import PackData
from pmo_desktop.persistence.store import Store
from pmo_desktop.services.demo import create_demo
from pmo_desktop.services.publishing import render_copy
from pmo_desktop.services.status_pack import collect_pack
from pmo_desktop.texts import of

WHOLE = Audience("steering")


def everything(data: PackData) -> Audience:
    """Return a profile that masks all there is, and the projects that have the sample's first tag."""
    return Audience("everything", masks=frozenset(KINDS), tags=(tag_of(data),))


def tag_of(data: PackData) -> str:
    return next(tag for project in data.projects for tag in project.tags)


def everything_in(pdf: bytes, folder: Path) -> str:
    """Return all that can be read out of a PDF: page text without spaces, every string, every stream."""
    document = pypdfium2.PdfDocument(pdf)
    pages = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    file = folder / "masked.pdf"
    file.write_bytes(pdf)
    with pikepdf.open(file) as opened:
        parts = [text for item in opened.objects for text in strings(item)]
        assert list(opened.attachments) == []
    raw = pdf.decode("latin-1")
    return "\n".join((pages, re.sub(r"\s+", "", pages), *parts, raw))


def strings(item: Any) -> Iterator[str]:
    """Yield the texts of an object and of what is inside it; what it only refers to is met on its own."""
    if isinstance(item, pikepdf.String):
        yield str(item)
    elif isinstance(item, pikepdf.Stream):
        content = item.read_bytes()
        yield content.decode("latin-1")
        yield content.decode("utf-16-be", "replace")
    elif isinstance(item, pikepdf.Dictionary):
        for _, part in item.items():
            if not (isinstance(part, pikepdf.Object) and part.is_indirect):
                yield from strings(part)
    elif isinstance(item, pikepdf.Array):
        for part in item:  # type: ignore[attr-defined]
            if not (isinstance(part, pikepdf.Object) and part.is_indirect):
                yield from strings(part)


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def data(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, PackData]:
    store: Store = create_demo(tmp_path_factory.mktemp("masks") / "sample.pmow", request.param)
    with store.read() as session:
        found = collect_pack(session)
    store.close()
    return request.param, found


def masked_values(data: PackData, language: str) -> dict[str, set[str]]:
    """Return what each mask has to keep out of the file, as a reader would see it."""
    t = of(language)
    hidden = {p.uid for p in data.projects if tag_of(data) in p.tags}
    money = {amount for p in data.projects for amount in (p.budget, p.forecast, p.actual) if amount}
    shown = {t.short_money(amount, data.currency) for amount in money}
    return {
        "names": set(people(data)),
        "money": shown | {t.money(amount, data.currency) for amount in money},
        "projects": {p.name for p in data.projects if p.uid in hidden}
        | {p.code for p in data.projects if p.uid in hidden},
        "risks": {risk.title for risk in data.risks} | {risk.code for risk in data.risks},
        "issues": {issue.title for issue in data.issues} | {issue.code for issue in data.issues},
        "decisions": {row.title for row in data.decisions} | {row.code for row in data.decisions},
    }


def test_nothing_masked_is_anywhere_in_the_file(data: tuple[str, PackData], tmp_path: Path) -> None:
    language, pack = data
    whole = everything_in(render_copy(pack, language, "A4", WHOLE).pdf, tmp_path)
    masked = everything_in(render_copy(pack, language, "A4", everything(pack)).pdf, tmp_path)
    for kind, values in masked_values(pack, language).items():
        shown = {value for value in values if value in whole or re.sub(r"\s+", "", value) in whole}
        assert len(shown) > len(values) / 4 or kind == "money", (
            f"the whole pack shows {kind}, or this test sees nothing"
        )
        assert shown, kind
        left = {value for value in values if value in masked or re.sub(r"\s+", "", value) in masked}
        assert left == set(), kind


def test_no_currency_sign_is_left(data: tuple[str, PackData], tmp_path: Path) -> None:
    language, pack = data
    document = pypdfium2.PdfDocument(render_copy(pack, language, "A4", everything(pack)).pdf)
    pages = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert [sign for sign in "€$£¥￥" if sign in pages] == []
    assert re.search(r"\d\s*[万亿]", pages) is None


def test_the_last_page_lists_what_was_masked(data: tuple[str, PackData]) -> None:
    language, pack = data
    document = pypdfium2.PdfDocument(render_copy(pack, language, "A4", everything(pack)).pdf)
    last = document[len(document) - 1].get_textpage().get_text_range()
    document.close()
    t = of(language)
    for name in ("Amounts of money", "Names of persons", "Projects marked as internal", "Risks", "Issues",
                 "Decisions and asks", "Calculated ratings", "Data confidence", "What changed"):  # fmt: skip
        assert t(name) in last
    assert str(len(people(pack))) in last


def test_a_copy_does_not_tell_for_whom_other_copies_are(data: tuple[str, PackData], tmp_path: Path) -> None:
    language, pack = data
    file = tmp_path / "masked.pdf"
    file.write_bytes(render_copy(pack, language, "A4", everything(pack)).pdf)
    with pikepdf.open(file) as opened:
        words = " ".join(str(value) for _, value in opened.docinfo.items())
    assert "everything" not in words
    assert not any(key in words for key in ("supplier", "steering", "board"))
