"""Dates, numbers and money as each language writes them.

Fixed forms instead of CLDR's: the pack must look the same on every machine and with every Babel release, and the
design fixes them (30 Jun 2027, 2027-06-30, a true minus sign, 万 and 亿).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

MINUS: Final = "−"

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

SYMBOLS: Final[Mapping[str, str]] = {"EUR": "€", "GBP": "£", "USD": "$", "CNY": "¥", "JPY": "¥", "CHF": "CHF "}

DIGITS: Final[Mapping[str, int]] = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "BHD": 3, "KWD": 3, "OMR": 3, "TND": 3}
"""Digits of a currency's minor unit where ISO 4217 does not say two."""


def minor_digits(currency: str) -> int:
    """Return how many decimals the minor unit of a currency has (ISO 4217)."""
    return DIGITS.get(currency, 2)


def day(language: str, value: date | None, *, year: bool) -> str:
    """Return a day as a table cell."""
    if value is None:
        return ""
    if language.startswith("zh"):
        return f"{value:%Y-%m-%d}" if year else f"{value:%m-%d}"
    short = f"{value.day:02d} {MONTHS[value.month - 1][:3]}"
    return f"{short} {value.year}" if year else short


def day_in_sentence(language: str, value: date) -> str:
    """Return a day as a sentence says it."""
    if language.startswith("zh"):
        return f"{value.year} 年 {value.month} 月 {value.day} 日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(language: str, value: date, *, year: bool) -> str:
    """Return the name of a month."""
    if language.startswith("zh"):
        return f"{value.year} 年 {value.month} 月" if year else f"{value.month} 月"
    name = MONTHS[value.month - 1]
    return f"{name} {value.year}" if year else name


def short_month(language: str, value: date, *, year: bool) -> str:
    """Return a month short enough for an axis."""
    if language.startswith("zh"):
        return f"{value:%Y-%m}" if year else f"{value.month} 月"
    name = MONTHS[value.month - 1][:3]
    return f"{name} {value.year}" if year else name


def number(value: float, decimals: int, *, signed: bool) -> str:
    """Return a number with thousands separators, a true minus sign, and no minus zero."""
    text = f"{abs(value):,.{decimals}f}"
    is_zero = not any(digit in text for digit in "123456789")
    if value < 0 and not is_zero:
        return MINUS + text
    return "+" + text if signed and not is_zero else text


def _with_symbol(amount: str, currency: str) -> str:
    sign = amount[0] if amount[0] in (MINUS, "+") else ""
    symbol = SYMBOLS.get(currency, f"{currency} ")
    return f"{sign}{symbol}{amount[len(sign) :]}"


def money(minor: int, currency: str, *, signed: bool) -> str:
    """Return an amount to its last minor unit."""
    decimals = minor_digits(currency)
    return _with_symbol(number(minor / 10**decimals, decimals, signed=signed), currency)


def short_money(language: str, minor: int, currency: str, *, signed: bool) -> str:
    """Return an amount in thousands, millions and billions, or in 万 and 亿 (亿 from 10 亿, as Chinese packs do)."""
    major = minor / 10 ** minor_digits(currency)
    size = abs(major)
    steps: tuple[tuple[float, float, str, int], ...]
    if language.startswith("zh"):
        steps = ((1e9, 1e8, " 亿", 1), (1e4, 1e4, " 万", 0 if size >= 1e5 else 1))
    else:
        steps = ((999_950_000.0, 1e9, "bn", 2), (999_500.0, 1e6, "m", 1), (9_999.5, 1e3, "k", 0))
    for floor, unit, suffix, decimals in steps:
        if size >= floor:
            return _with_symbol(number(major / unit, decimals, signed=signed), currency) + suffix
    return _with_symbol(number(major, 0, signed=signed), currency)
