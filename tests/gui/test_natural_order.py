"""Codes sort as people count."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.gui.models.columns import natural


def test_numbers_in_codes_sort_by_their_value() -> None:
    assert sorted(["P-100", "p-99", "P-9", "A-1000", "P"], key=natural) == ["A-1000", "P", "P-9", "p-99", "P-100"]


@given(st.lists(st.text()))
def test_any_texts_can_be_sorted(texts: list[str]) -> None:
    assert len(sorted(texts, key=natural)) == len(texts)
