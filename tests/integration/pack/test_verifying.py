"""Whether a PDF is the pack that was issued: every answer, and that a single changed byte is noticed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.store import Store, open_store
from pmo_desktop.persistence.tables import IssuedPack
from pmo_desktop.reports import edition
from pmo_desktop.reports.edition import edition_in
from pmo_desktop.services import verifying
from pmo_desktop.services.commands import packs
from pmo_desktop.services.publishing import again, render_copy
from pmo_desktop.services.status_pack import export_pack
from pmo_desktop.services.verifying import Verdict, verify

from .publish import Issued, order, publish

EDIT = Message("set_field", {"field": "x"})


@pytest.fixture(scope="module")
def published(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Issued]:
    """A store with a published pack, closed, and the pack's files."""
    folder = tmp_path_factory.mktemp("published")
    path = Path(shutil.copy(sample_file, folder / "store.pmow"))
    store = open_store(path)
    issued = publish(store, folder, languages=("en", "zh_CN"), audiences=("steering", "supplier"))
    store.close()
    return path, issued


@pytest.fixture
def judge(published: tuple[Path, Issued], tmp_path: Path) -> Any:
    store = open_store(Path(shutil.copy(published[0], tmp_path / "copy.pmow")))

    def judged(pdf: bytes) -> Verdict:
        with store.read() as session:
            return verify(session, pdf)

    judged.store = store  # type: ignore[attr-defined]
    yield judged
    store.close()


Judge = Callable[[bytes], Verdict]


def test_every_issued_file_is_known(judge: Judge, published: tuple[Path, Issued]) -> None:
    for file in published[1].files[:-1]:
        verdict = judge(file.read_bytes())
        assert (verdict.state, verdict.number, verdict.in_manifest, verdict.redraws) == ("issued", 7, True, True)
        assert verdict.language == ("zh_CN" if "ZH" in file.name else "en")
        assert verdict.audience == ("supplier" if "supplier" in file.name else "steering")


def test_a_copy_made_later_on_other_paper_is_as_issued(judge: Any) -> None:
    with judge.store.read() as session:
        pdf = again(session, 7, "en", "Letter", "board").pdf
    verdict = judge(pdf)
    assert (verdict.state, verdict.in_manifest, verdict.paper) == ("issued", False, "Letter")


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_single_changed_byte_is_noticed(judge: Judge, published: tuple[Path, Issued], place: float) -> None:
    pdf = bytearray(published[1].pdf("EN v1.pdf").read_bytes())
    pdf[int(len(pdf) * place)] ^= 1
    assert judge(bytes(pdf)).state == "altered"
    assert judge(bytes(pdf) + b"\n").state == "altered"


def test_a_draft_is_no_issued_pack(judge: Any, tmp_path: Path, sample: Store) -> None:
    with sample.read() as session:
        export_pack(session, tmp_path / "draft.pdf", language="en")
    assert judge((tmp_path / "draft.pdf").read_bytes()).state == "draft"


def test_a_pack_of_another_store_is_not_of_this_one(published: tuple[Path, Issued], sample: Store) -> None:
    with sample.read() as session:
        verdict = verify(session, published[1].pdf("EN v1.pdf").read_bytes())
    assert (verdict.state, verdict.number) == ("elsewhere", 7)
    assert not verdict.is_issued


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n%%EOF", b"PK\x03\x04", b"%PDF-" + b"PMO Desktop pack 7.1 sha256 " * 3]
)
def test_other_files_are_foreign(judge: Judge, content: bytes) -> None:
    assert judge(content).state == "foreign"


def test_a_corrected_pack_is_still_issued_and_names_its_correction(
    judge: Any, published: tuple[Path, Issued], tmp_path: Path
) -> None:
    store = judge.store
    period = published[1].prepared.order.period_id
    store.write(EDIT, lambda session: packs.reopen(session, period))
    publish(store, tmp_path, order=order(store, note="Wrong date"))
    verdict = judge(published[1].pdf("EN v1.pdf").read_bytes())
    assert (verdict.state, verdict.corrected_by) == ("issued", 8)


def test_a_program_that_draws_otherwise_says_so_and_accuses_nobody(
    judge: Any, published: tuple[Path, Issued], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = published[1].pdf("EN v1.pdf").read_bytes()
    with judge.store.read() as session:
        letter = again(session, 7, "en", "Letter").pdf

    def otherwise(*arguments: Any) -> Any:
        made = render_copy(*arguments)
        return replace(made, pdf=made.pdf + b"% drawn by a later program")

    monkeypatch.setattr(verifying, "render_copy", otherwise)
    verdict = judge(whole)
    assert (verdict.state, verdict.in_manifest, verdict.redraws) == ("issued", True, False)
    assert [message.id for message in verdict.messages()] == ["verdict_issued", "verdict_redraws"]
    # A true copy that is in no manifest can no longer be told from a false one.
    assert judge(letter).state == "uncertain"
    # The very copy that was issued is known by its digest, whoever draws how.
    assert judge(whole + b"\n").state == "altered"


def test_what_made_the_pages_is_compared_with_what_makes_them_now(judge: Any, published: tuple[Path, Issued]) -> None:
    def older(session: Any) -> None:
        row = session.query(IssuedPack).filter_by(number=7).one()
        row.manifest = {**row.manifest, "made_by": {**row.manifest["made_by"], "renderer": 1}}

    judge.store.write(EDIT, older)
    assert judge(published[1].pdf("EN v1.pdf").read_bytes()).changed_parts == ("renderer",)


def test_a_file_says_which_pack_it_is(published: tuple[Path, Issued]) -> None:
    issued = published[1]
    found = edition_in(issued.pdf("ZH v1 supplier").read_bytes())
    assert found is not None
    assert (found.number, found.version, found.language, found.paper) == (7, 1, "zh_CN", "A4")
    assert found.audience == edition.reader("supplier")
    assert found.snapshot == issued.prepared.manifest["snapshot"]


@pytest.mark.parametrize(
    "manifest",
    [{}, {"files": 3}, {"files": [3, {}]}, {"files": None, "audiences": 1, "made_by": []}, {"made_by": {"fonts": 1}}],
)
def test_a_damaged_manifest_is_no_reason_to_fail(
    judge: Any, published: tuple[Path, Issued], manifest: dict[str, Any]
) -> None:
    def damage(session: Any) -> None:
        session.query(IssuedPack).filter_by(number=7).one().manifest = manifest

    judge.store.write(EDIT, damage)
    verdict = judge(published[1].pdf("EN v1.pdf").read_bytes())
    assert (verdict.state, verdict.in_manifest) == ("issued", False)
