"""A pack's snapshot gives the same bytes for the same values, and the values back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.snapshot import from_json, to_json
from tests.unit.reports.made_up import pack


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_snapshot_gives_the_values_back(language: str) -> None:
    data = pack(language)
    text = to_json(data)
    assert from_json(text) == data
    assert to_json(from_json(text.encode())) == text


def test_the_order_of_keys_is_the_alphabet_s() -> None:
    keys = list(json.loads(to_json(pack())))
    assert keys == sorted(keys)


def test_fields_of_a_later_edition_are_left_out_and_missing_ones_are_filled() -> None:
    raw = json.loads(to_json(pack()))
    raw["invented"] = {"x": 1}
    del raw["risks"], raw["projects"][0]["sponsor"]
    data = from_json(json.dumps(raw))
    assert data.risks == ()
    assert data.projects[0].sponsor == ""


def test_a_newer_layout_is_refused_with_a_sentence() -> None:
    text = to_json(replace(pack(), schema=99))
    with pytest.raises(PmoError) as caught:
        from_json(text)
    assert caught.value.message_id == "pack_snapshot_newer"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"schema":1}',
        '{"schema":"1"}',
        '{"schema":1,"organisation":1,"committee":"","data_date":"x"}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(PmoError) as caught:
        from_json(text)
    assert caught.value.message_id == "pack_snapshot_unreadable"
