"""Blocks of a pack: switched, ordered, titled; nothing left out without a word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pmo_desktop import texts
from pmo_desktop.domain.pack import PackData, PackDecision, PackOption
from pmo_desktop.domain.pack_definition import BLOCKS, PRESETS, PackDefinition
from pmo_desktop.domain.snapshot import canonical
from pmo_desktop.reports.blocks import NAMES, PAGES
from pmo_desktop.reports.pack import RenderedPack, render_pack, render_page
from tests.unit.reports.made_up import NOW, pack
from tests.unit.reports.made_up_registers import full_pack
from tests.unit.reports.reading import sizes, text_of


def made(data: PackData, language: str = "en") -> RenderedPack:
    return render_pack(canonical(data), texts.of(language))


def order(found: RenderedPack) -> list[str]:
    return list(dict.fromkeys(found.blocks))


def test_every_kind_of_page_has_its_maker_and_its_name() -> None:
    assert {*PAGES, "cover"} == set(BLOCKS) == set(NAMES)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_all_blocks_stand_in_their_order(language: str) -> None:
    assert order(made(full_pack(language), language)) == [kind for kind in BLOCKS if kind not in ("changes", "masks",
                                                          "confidence")]  # fmt: skip


def test_blocks_that_say_nothing_leave_a_note_and_no_page() -> None:
    found = made(pack())
    empty = {check.block for check in found.checks if check.message.id == "pack_block_empty"}
    assert empty == {"changes", "earned", "simulation", "resources", "benefits", "confidence"}
    assert not empty & set(found.blocks)


def test_switched_and_moved_blocks() -> None:
    mine = PackDefinition().with_shown("risks", shown=False).with_shown("cover", shown=False).moved("money", 1)
    found = made(replace(full_pack(), definition=mine))
    assert order(found)[0] == "money"
    assert "risks" not in found.blocks
    assert "cover" not in found.blocks


def test_a_pack_of_nothing_is_its_cover() -> None:
    none = replace(PackDefinition(), hidden=BLOCKS)
    assert made(replace(full_pack(), definition=none)).blocks == ("cover",)


def test_a_title_of_one_s_own_goes_before_the_proposed_one(tmp_path: Path) -> None:
    mine = PackDefinition().with_title("risks", "en", NOW, "Only <b>two</b> risks & one $\\frac{1}{2}$ matter")
    found = made(replace(full_pack(), definition=mine))
    said = text_of(found.pdf, tmp_path)
    assert "Only <b>two</b> risks & one $\\frac{1}{2}$ matter" in said
    proposed = dict(found.proposals)["risks"]
    assert proposed not in said
    assert proposed in text_of(made(full_pack()).pdf, tmp_path)


def test_what_a_status_lacks_is_demanded_though_its_page_is_hidden() -> None:
    data = full_pack()
    bare = replace(data.projects[0], statuses=tuple(replace(s, reason="") for s in data.projects[0].statuses))
    board = replace(data, projects=(bare, *data.projects[1:]), definition=PRESETS[1])
    assert "pack_reason_missing" in {check.message.id for check in made(board).checks}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_of_a_project_can_stand(language: str, tmp_path: Path) -> None:
    data = replace(full_pack(language), definition=PRESETS[2])
    found = made(data, language)
    assert order(found) == ["projects", "definitions"]
    assert min(sizes(found.pdf, tmp_path)) >= 7.0


def test_a_page_alone_is_the_page_of_the_pack(tmp_path: Path) -> None:
    data = canonical(full_pack())
    found = render_pack(data, texts.of("en"))
    for wanted in ("money", "risks", "project-p0"):
        at = found.keys.index(wanted)
        alone = render_page(data, texts.of("en"), "A4", wanted, at + 1, found.pages)
        assert alone is not None
        assert text_of(alone, tmp_path).strip() in text_of(found.pdf, tmp_path)
    assert render_page(data, texts.of("en"), "A4", "cover", 1, found.pages) is None


@pytest.mark.parametrize("options", [3, 60])
def test_60_decisions_are_all_there_and_what_has_no_room_is_said(options: int, tmp_path: Path) -> None:
    data = full_pack()
    asked = tuple(
        PackDecision(f"q{n}", "p0", f"D-{n}", f"Decide on matter {n:03d}", "Because. " * 40,
                     tuple(PackOption(f"Way {n:03d}-{o:02d}") for o in range(options)))
        for n in range(60)
    )  # fmt: skip
    taken = tuple(
        PackDecision(f"t{n}", "p0", f"T-{n}", f"Taken {n:03d}", decided_on=NOW, is_open=False, outcome="Yes. " * 30)
        for n in range(60)
    )
    only = PackDefinition().with_shown("projects", shown=False)
    found = made(replace(data, decisions=(*asked, *taken), definition=only))
    said = text_of(found.pdf, tmp_path)
    missing = [n for n in range(60) if f"Decide on matter {n:03d}" not in said or f"Taken {n:03d}" not in said]
    assert missing == []
    told = {check.message.id for check in found.checks if check.block == "decisions"}
    assert ("pack_rows_left_out" in told) == (options == 60)


def test_text_beyond_what_is_looked_at_is_a_check_that_names_it() -> None:
    data = full_pack()
    long = replace(data.benefits[0], title="Endless words. " * 700)
    cuts = [c for c in made(replace(data, benefits=(long,))).checks if c.message.id == "pack_text_cut"]
    assert [c.message.values["text"] for c in cuts] == ["Endless words. Endless words. Endless words. Endless words."]
