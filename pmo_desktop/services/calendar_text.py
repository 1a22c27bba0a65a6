"""Working hours as people type them: `8-12, 13-17`, `8：00–12：00、13：00–17：00`, `22-6`, `24h`, `off`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ..domain.calendars import DAY, NO_HOURS, Hours, checked_hours
from ..domain.errors import PmoError
from . import values

NOBODY: Final = frozenset({"", "-", "–", "off", "none", "no", "closed", "休息", "休", "无", "不工作", "非工作"})
ALL_DAY: Final = frozenset({"24", "24h", "24 h", "24 hours", "all day", "全天", "24小时", "24 小时"})
LONGEST: Final = 200

_TIME: Final = r"(\d{1,2})(?:[:.点时h](\d{2})?分?)?\s*(am|pm)?"
_RANGE: Final = re.compile(
    rf"\s*(上午|下午|晚上)?\s*{_TIME}\s*(?:-|to|至|到)\s*(上午|下午|晚上)?\s*{_TIME}\s*", re.IGNORECASE
)
_FOUR: Final = re.compile(r"\b(\d{2})(\d{2})(?=\s*(?:-|to|至|到)|\s*$|\s*[,;])")


@dataclass(frozen=True, slots=True)
class TypedHours:
    """The hours of a day, and those that a shift over midnight leaves to the next one."""

    hours: Hours
    next_day: Hours = NO_HOURS


def parse_hours(text: str) -> TypedHours:
    """Return the working hours that a user typed; nobody works where the text is empty or says so.

    Raises:
        PmoError: the text is no hours, a range ends as it begins, or ranges overlap.
    """
    plain = unicodedata.normalize("NFKC", values.clean(text)).strip().lower()
    plain = plain.replace("–", "-").replace("—", "-").replace("−", "-").replace("~", "-")
    if plain in NOBODY:
        return TypedHours(NO_HOURS)
    if plain in ALL_DAY:
        return TypedHours(((0, DAY),))
    if len(plain) > LONGEST:
        raise PmoError("hours_bad", value=text[:60])
    plain = _FOUR.sub(r"\1:\2", plain)
    own: list[tuple[int, int]] = []
    later: list[tuple[int, int]] = []
    for part in re.split(r"[,;、/和]| and ", plain):
        if not part.strip():
            continue
        match = _RANGE.fullmatch(part)
        if match is None:
            raise PmoError("hours_bad", value=text[:60])
        begin = _minute(match[2], match[3], match[4] or _half(match[1]), text)
        half = match[8] or _half(match[5])
        end = _minute(match[6], match[7], half, text)
        if end <= begin < end + DAY // 2 and not half and "pm" in (match[4], _half(match[1])):
            end += DAY // 2  # 1 pm to 5
        if begin in (end, DAY):
            raise PmoError("hours_bad", value=text[:60])
        if end > begin:
            own.append((begin, end))
        else:
            own.append((begin, DAY))
            if end:
                later.append((0, end))
    if not own or _overlap(own) or _overlap(later):
        raise PmoError("hours_overlap" if own else "hours_bad", value=text[:60])
    return TypedHours(checked_hours(own, ""), checked_hours(later, ""))


def hours_text(hours: Hours) -> str:
    """Return hours as `parse_hours` reads them: `8-12, 13:30-17`; empty where nobody works."""
    return ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in hours)


def _overlap(ranges: list[tuple[int, int]]) -> bool:
    ordered = sorted(ranges)
    return any(before[1] > after[0] for before, after in pairwise(ordered))


def _minute(hour: str, minute: str | None, half: str | None, text: str) -> int:
    found = int(hour)
    if half and not 1 <= found <= 12:
        half = None
    if half == "pm" and found < 12:
        found += 12
    if half == "am" and found == 12:
        found = 0
    at = found * 60 + int(minute or 0)
    if int(minute or 0) > 59 or at > DAY:
        raise PmoError("hours_bad", value=text[:60])
    return at


def _half(word: str | None) -> str | None:
    """Return the half of the day that a Chinese word names."""
    return {"上午": "am", "下午": "pm", "晚上": "pm"}.get(word or "")


def _clock(minute: int) -> str:
    return f"{minute // 60}" if minute % 60 == 0 else f"{minute // 60}:{minute % 60:02}"
