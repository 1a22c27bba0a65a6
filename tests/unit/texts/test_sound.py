"""Chinese names are found by their sound."""

from __future__ import annotations

import pytest

from pmo_desktop.gui.finding import PROJECTS, Find, matching
from pmo_desktop.texts.sound import sounds

NAMES = ("计费平台迁移", "重庆数据中心", "Smart Metering", "ERP 财务二期")


@pytest.mark.parametrize(
    ("text", "full", "initials"),
    [
        ("计费平台", "jifeipingtai", "jfpt"),
        ("重庆", "chongqing", "cq"),
        ("ERP 财务", "erp caiwu", "ecw"),
        ("Meter", "", ""),
    ],
)
def test_a_text_is_read_as_words_not_as_characters_alone(text: str, full: str, initials: str) -> None:
    assert sounds(text) == (full, initials)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jifei", "计费平台迁移"),
        ("jfpt", "计费平台迁移"),
        ("cqsj", "重庆数据中心"),
        ("caiwu", "ERP 财务二期"),
        ("JFPT", "计费平台迁移"),
        ("迁移", "计费平台迁移"),
        ("计迁", "计费平台迁移"),
    ],
)
def test_the_palette_finds_by_full_pinyin_initials_and_characters(typed: str, found: str) -> None:
    finds = [Find(PROJECTS, name, "", "") for name in NAMES]
    assert [find.title for find in matching(finds, typed)] == [found]


def test_latin_words_are_found_as_before() -> None:
    finds = [Find(PROJECTS, name, "", "") for name in NAMES]
    assert [find.title for find in matching(finds, "meter")] == ["Smart Metering"]
    assert matching(finds, "zzz") == []
