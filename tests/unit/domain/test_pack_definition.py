"""Definitions of packs: switched, ordered, titled, kept as JSON."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_desktop.domain.earned_value import EarnedValue
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.pack_definition import (
    BLOCKS,
    LONGEST_TITLE,
    PRESETS,
    PackDefinition,
    from_json,
    to_json,
)

DAY, LATER = date(2026, 11, 20), date(2026, 12, 18)


def test_a_block_that_is_switched_off_is_not_shown_and_comes_back() -> None:
    off = PackDefinition().with_shown("risks", shown=False)
    assert "risks" not in off.shown
    assert off.with_shown("risks", shown=True) == PackDefinition()


def test_what_is_masked_is_always_said() -> None:
    assert PackDefinition().with_shown("masks", shown=False).shown[-1] == "masks"


def test_blocks_move_between_the_cover_and_the_masks() -> None:
    moved = PackDefinition().moved("risks", 1)
    assert moved.blocks[:2] == ("cover", "risks")
    assert PackDefinition().moved("risks", 10**6).blocks[-2:] == ("risks", "masks")
    assert PackDefinition().moved("cover", 5) == PackDefinition()
    assert sorted(moved.blocks) == sorted(BLOCKS)


def test_a_title_holds_for_its_language_and_its_pack() -> None:
    made = PackDefinition().with_title("risks", "en", DAY, "  Two   risks\ngrew ")
    assert made.title("risks", "en", DAY) == "Two risks grew"
    assert made.title("risks", "zh_CN", DAY) == made.title("risks", "en", LATER) == ""
    assert made.with_title("risks", "en", DAY, " ") == PackDefinition()
    assert len(made.with_title("risks", "en", DAY, "x" * 10_000).title("risks", "en", DAY)) == LONGEST_TITLE


@pytest.mark.parametrize("definition", PRESETS, ids=lambda preset: preset.key)
def test_a_definition_survives_its_json(definition: PackDefinition) -> None:
    told = definition.with_title("summary", "zh_CN", DAY, "两个项目为红灯").moved("money", 2)
    assert from_json("", to_json(told)) == told


def test_unknown_blocks_are_left_out_and_new_ones_stand_where_they_usually_do() -> None:
    made = from_json("Old", {"blocks": ["cover", "risks", "dance", "summary", "projects"]})
    assert "dance" not in made.blocks
    assert sorted(made.blocks) == sorted(BLOCKS)
    assert made.blocks.index("risks") < made.blocks.index("summary") < made.blocks.index("projects")
    assert made.blocks.index("decisions") == made.blocks.index("summary") + 1


@pytest.mark.parametrize("raw", [{"titles": [{}]}, {"blocks": 7}, {"titles": [{"block": "a", "language": "en",
                                  "text": "b", "data_date": "x"}]}])  # fmt: skip
def test_a_damaged_definition_is_refused_by_name(raw: dict[str, object]) -> None:
    with pytest.raises(PmoError, match="pack_definition_unreadable"):
        from_json("Board", raw)


def test_earned_value_meets_the_published_example() -> None:
    value = EarnedValue(planned=50_000, earned=40_000, actual=45_000, budget=100_000)
    assert (value.cost_variance, value.schedule_variance) == (-5_000, -10_000)
    assert (value.cpi, value.spi) == (0.8889, 0.8)
    assert (value.eac_as_planned, value.eac_as_so_far, value.eac_late_too) == (105_000, 112_500, 129_375)
    assert (value.at_completion, value.needed) == (-12_500, 1.0909)


def test_indices_that_would_divide_by_nothing_are_not_there() -> None:
    value = EarnedValue(planned=0, earned=0, actual=0, budget=100)
    assert (value.cpi, value.spi, value.eac_as_so_far, value.eac_late_too) == (None, None, None, None)
    assert EarnedValue(10, 10, 100, 100).needed is None
    assert EarnedValue(10, 10, 10).eac_as_planned is None
