"""`pack --issue` and `verify` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .test_commands import Run, demo, one_demo, run

__all__ = ["demo", "one_demo", "run"]


def test_last_years_pack_is_made_again_and_verified(run: Run, demo: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "one.pdf", tmp_path / "two.pdf"
    said = run("pack", "--issue", 3, "--store", demo, "--out", file)
    assert (said.status, said.err) == (0, "")
    assert run("pack", "--issue", 3, "--store", demo, "--out", other).status == 0
    assert file.read_bytes() == other.read_bytes()
    said = run("verify", file, "--store", demo)
    assert said.status == 0
    assert said.out.startswith("This is pack 3, version 1, as it was issued on 22 Jul 2026")


@pytest.mark.parametrize(
    ("options", "language", "paper", "audience"),
    [
        ((), "en", "A4", "steering"),
        (("--lang", "zh_CN"), "zh_CN", "A4", "steering"),
        (("--paper", "Letter"), "en", "Letter", "steering"),
        (("--audience", "Supplier"), "en", "A4", "supplier"),
    ],
)
def test_every_copy_is_known_by_what_it_says(
    run: Run, demo: Path, tmp_path: Path, options: tuple[str, ...], language: str, paper: str, audience: str
) -> None:
    file = tmp_path / "pack.pdf"
    assert run("pack", "--issue", 6, "--store", demo, "--out", file, *options).status == 0
    found = run("verify", file, "--store", demo, "--json").json
    assert found["issued"] is True
    assert (found["number"], found["language"], found["paper"], found["audience"]) == (6, language, paper, audience)


def test_what_is_not_issued_ends_with_status_1(run: Run, demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    run("pack", "--store", demo, "--out", file)
    said = run("verify", file, "--store", demo)
    assert (said.status, said.out) == (1, "This is a draft. It was never issued.\n")
    run("pack", "--issue", 2, "--store", demo, "--out", file)
    file.write_bytes(file.read_bytes()[:-20])
    said = run("verify", file, "--store", demo, "--json")
    assert (said.status, said.json["state"]) == (1, "altered")
    file.write_text("not a PDF")
    assert run("verify", file, "--store", demo).status == 1


def test_the_verdict_is_told_in_chinese_too(run: Run, demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    run("pack", "--store", demo, "--out", file)
    assert run("verify", file, "--store", demo, "--lang", "zh_CN").out == "这是草稿，从未发布。\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--issue", "99"), "no issued pack with the number 99; the newest is 6"),
        (("--issue", "2", "--as-of", "2026-08-21"), "--as-of and --projects don’t go with --issue"),
        (("--issue", "2", "--audience", "aliens"), "There is no audience “aliens”"),
        (("--issue", "x"), "--issue can’t be 'x'"),
        (("--audience", "aliens"), "There is no audience “aliens”"),
    ],
)
def test_what_is_not_there_is_said_and_nothing_is_written(
    run: Run, demo: Path, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    said = run("pack", "--store", demo, "--out", tmp_path / "x.pdf", *arguments)
    assert said.status == 2
    assert words in said.err
    assert not (tmp_path / "x.pdf").exists()


def test_a_file_that_is_not_there_is_said(run: Run, demo: Path, tmp_path: Path) -> None:
    said = run("verify", tmp_path / "none.pdf", "--store", demo)
    assert (said.status, said.out) == (2, "")


def test_a_draft_for_an_audience_is_masked(run: Run, demo: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    said = run("pack", "--store", demo, "--out", file, "--audience", "supplier", "--json")
    assert said.status == 0
    assert json.loads(said.out)["pages"] > 20
    assert b"Anna Keller" not in file.read_bytes()


def test_a_published_period_is_what_was_issued_of_it(run: Run, demo: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    assert run("pack", "--as-of", "2026-08-31", "--store", demo, "--out", one).status == 0
    assert run("pack", "--issue", 4, "--store", demo, "--out", two).status == 0
    assert one.read_bytes() == two.read_bytes()
