"""`Texts`: sentences, plurals, messages and values in two languages."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pmo_desktop import texts
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message

ENGLISH, CHINESE = texts.of("en"), texts.of("zh_CN")


def test_an_unknown_language_is_a_sentence_for_the_user() -> None:
    with pytest.raises(PmoError) as raised:
        texts.of("xx")
    assert ENGLISH.say(raised.value) == "There is no language “xx”. Choose one of: en, zh_CN."
    assert CHINESE.say(raised.value) == "没有语言“xx”。请从以下语言中选择：en, zh_CN。"


def test_a_sentence_without_values_is_not_formatted() -> None:
    assert ENGLISH("A {brace} stays") == "A {brace} stays"
    assert ENGLISH("") == ""
    assert CHINESE("") == ""


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert ENGLISH("“{name}”", name="{0} {name} %s <b>") == "“{0} {name} %s <b>”"


def test_english_chooses_singular_and_plural() -> None:
    assert [ENGLISH.n("{count} row", "{count} rows", n) for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]


def test_values_are_written_in_the_language() -> None:
    day = date(2027, 6, 30)
    assert ENGLISH("{at}", at=day) == "30 Jun 2027"
    assert CHINESE("{at}", at=day) == "2027-06-30"
    assert ENGLISH("{at}", at=datetime(2027, 6, 30, 9, 5)) == "30 Jun 2027 09:05"
    assert ENGLISH("{n}", n=12345) == "12,345"
    assert ENGLISH("{yes}", yes=True) == "True"


def test_a_message_inside_a_message_is_said_in_the_same_language() -> None:
    inner = Message("language_unknown", {"language": "x", "known": "y"})
    assert CHINESE("{reason}", reason=inner) == "没有语言“x”。请从以下语言中选择：y。"


@pytest.mark.parametrize(
    ("language", "minor", "currency", "short", "full"),
    [
        ("en", 840_000_000, "EUR", "€8.4m", "€8,400,000.00"),
        ("en", -99_949_999, "EUR", "−€999k", "−€999,499.99"),
        ("en", 99_950_000, "EUR", "€1.0m", "€999,500.00"),
        ("en", 6_744_600_000_000, "GBP", "£67.45bn", "£67,446,000,000.00"),
        ("en", 0, "EUR", "€0", "€0.00"),
        ("en", 1_234, "JPY", "¥1,234", "¥1,234"),
        ("en", 1_234_567, "BHD", "BHD 1,235", "BHD 1,234.567"),
        ("zh_CN", 840_000_000, "CNY", "¥840 万", "¥8,400,000.00"),
        ("zh_CN", 123_456_00, "CNY", "¥12 万", "¥123,456.00"),
        ("zh_CN", 250_000_000_000, "CNY", "¥25.0 亿", "¥2,500,000,000.00"),
        ("zh_CN", 500_000, "CNY", "¥5,000", "¥5,000.00"),
    ],
)
def test_money_has_its_symbol_sign_and_unit(language: str, minor: int, currency: str, short: str, full: str) -> None:
    speaker = texts.of(language)
    assert (speaker.short_money(minor, currency), speaker.money(minor, currency)) == (short, full)


def test_a_sign_is_shown_on_request_but_never_on_zero() -> None:
    assert ENGLISH.number(5, signed=True) == "+5"
    assert ENGLISH.number(-5, signed=True) == "−5"
    assert ENGLISH.number(-0.4, signed=True) == "0"
    assert ENGLISH.percent(0.174, 1, signed=True) == "+17.4%"
    assert ENGLISH.money(500, "EUR", signed=True) == "+€5.00"


def test_dates_follow_the_writing_guide() -> None:
    day = date(2026, 11, 5)
    assert (ENGLISH.date(day), CHINESE.date(day)) == ("05 Nov 2026", "2026-11-05")
    assert (ENGLISH.date(None), CHINESE.date(None)) == ("", "")
    assert (ENGLISH.date(day, year=False), CHINESE.date(day, year=False)) == ("05 Nov", "11-05")
    assert ENGLISH.date_in_sentence(day) == "5 November 2026"
    assert CHINESE.date_in_sentence(day) == "2026 年 11 月 5 日"
    assert (ENGLISH.month(day), CHINESE.month(day)) == ("November 2026", "2026 年 11 月")
    assert (ENGLISH.short_month(day), CHINESE.short_month(day)) == ("Nov", "11 月")
    assert (ENGLISH.short_month(day, year=True), CHINESE.short_month(day, year=True)) == ("Nov 2026", "2026-11")
    assert (ENGLISH.month(day, year=False), CHINESE.month(day, year=False)) == ("November", "11 月")
