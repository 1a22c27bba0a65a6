"""Reads dates as people type them, in English and Chinese."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Final

from ..texts.formats import MONTHS

WORDS: Final = {
    "today": 0, "now": 0, "今天": 0, "今日": 0,
    "tomorrow": 1, "明天": 1,
    "yesterday": -1, "昨天": -1,
}  # fmt: skip
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS_ZH: Final = "一二三四五六日"

_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ t].*)?")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*([a-z]{3,9})\.?,?[\s\-/.]*(\d{4}|\d{2})?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_MONTH_DAY_ZH = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
_SHIFT = re.compile(r"([+−-])\s*(\d{1,4})\s*(d|w|m|y|天|日|周|个?月|年)?")


def read_date(text: str, *, today: date, day_first: bool = True) -> date | None:
    """Return the date that a text means, or None when it means none.

    Understood: ISO and Chinese dates, `30/06/2027` (by `day_first`), `30 Jun 2027`, `Jun 30, 2027`, `5 Mar` (the next
    one), `fri` (the next one), `today`, `+2w` from today.
    """
    word = " ".join(text.lower().replace("，", ",").split())
    for reader in (_relative, _absolute):
        found = reader(word, today, day_first)
        if found is not None:
            return found
    return None


def read_moment(text: str, *, today: date, day_first: bool = True) -> datetime | None:
    """Return the day and time that a text means; midnight when it names no time."""
    head, _, tail = text.strip().rpartition(" ")
    clock = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", tail)
    if "T" in text and re.match(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}", text.strip()):
        head, clock = text.strip()[:10], re.match(r"(\d{2}):(\d{2})", text.strip()[11:])
    day = read_date(head if clock else text, today=today, day_first=day_first)
    if day is None:
        return None
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    if hour > 23 or minute > 59:
        return None
    return datetime(day.year, day.month, day.day, hour, minute)


def _relative(word: str, today: date, day_first: bool) -> date | None:
    if word in WORDS:
        return today + timedelta(days=WORDS[word])
    if word in WEEKDAYS or word in WEEKDAY_NAMES:
        return _next_weekday(today, WEEKDAYS.index(word[:3]))
    if len(word) in (2, 3) and word.startswith(("周", "星期")) and word[-1] in WEEKDAYS_ZH + "天":
        return _next_weekday(today, WEEKDAYS_ZH.index(word[-1].replace("天", "日")))
    shift = _SHIFT.fullmatch(word)
    if not shift:
        return None
    amount = int(shift[2]) * (1 if shift[1] == "+" else -1)
    match shift[3]:
        case "w" | "周":
            return today + timedelta(weeks=amount)
        case "m" | "月" | "个月":
            return add_months(today, amount)
        case "y" | "年":
            return add_months(today, 12 * amount)
        case _:
            return today + timedelta(days=amount)


def _absolute(word: str, today: date, day_first: bool) -> date | None:
    if found := _ISO.fullmatch(word):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(word):
        one, other = int(found[1]), int(found[2])
        # 13/02 can only be day first whatever the file's habit is, and 02/13 only month first.
        day, month = (one, other) if (day_first and other <= 12) or one > 12 else (other, one)
        return _day(_year(found[3]), month, day)
    if found := _MONTH_DAY_ZH.fullmatch(word):
        return _next_day(today, int(found[1]), int(found[2]))
    named = _DAY_MONTH.fullmatch(word)
    if named and (month_number := _month(named[2])):
        return _named(today, named[3], month_number, int(named[1]))
    named = _MONTH_DAY.fullmatch(word)
    if named and (month_number := _month(named[1])):
        return _named(today, named[3], month_number, int(named[2]))
    return None


def _named(today: date, year: str | None, month: int, day: int) -> date | None:
    return _day(_year(year), month, day) if year else _next_day(today, month, day)


def _month(word: str) -> int | None:
    names = [name.lower() for name in MONTHS]
    return next((at for at, name in enumerate(names, 1) if name.startswith(word) or (word == "sept" and at == 9)), None)


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else 2000 + year


def _day(year: int, month: int, day: int) -> date | None:
    if not (1900 <= year <= 2999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _next_day(today: date, month: int, day: int) -> date | None:
    this_year = _day(today.year, month, day)
    if this_year is None or this_year >= today - timedelta(days=182):
        return this_year
    return _day(today.year + 1, month, day)


def _next_weekday(today: date, weekday: int) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
