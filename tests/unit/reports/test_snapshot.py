"""A pack's snapshot gives the same bytes for the same values, and the values back."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.pack import PackData
from pmo_desktop.domain.snapshot import canonical, digest, from_json, to_bytes, to_json
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


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)

st.register_type_strategy(str, WORDS)
st.register_type_strategy(int, st.integers(-(2**53), 2**53))
st.register_type_strategy(date, st.dates())
st.register_type_strategy(datetime, st.datetimes().map(lambda moment: moment.replace(microsecond=0)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.builds(PackData, schema=st.just(1)))
def test_every_pack_comes_back_from_its_snapshot(data: PackData) -> None:
    body = to_bytes(data)
    assert from_json(body) == data
    assert to_bytes(from_json(body)) == body


def test_text_is_kept_in_its_composed_form_so_that_two_ways_to_type_it_are_one_pack() -> None:
    composed, apart = "caf\u00e9", "cafe\u0301"
    one, other = replace(pack(), organisation=composed), replace(pack(), organisation=apart)
    assert to_bytes(one) == to_bytes(other)
    assert digest(one) == digest(other)
    assert canonical(other) == one


def test_half_a_character_does_not_break_the_snapshot() -> None:
    assert "?" in canonical(replace(pack(), organisation="a\ud800b")).organisation


def test_no_field_of_a_pack_is_a_float() -> None:
    seen: set[Any] = set()

    def look(kind: Any) -> None:
        if kind in seen:
            return
        seen.add(kind)
        assert kind is not float
        for part in get_args(kind):
            look(part)
        if isinstance(kind, type) and is_dataclass(kind):
            hints = get_type_hints(kind)
            for field in fields(kind):
                look(hints[field.name])

    look(PackData)
    assert len(seen) > 25
