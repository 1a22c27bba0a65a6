"""Working hours as people type them."""

from __future__ import annotations

import pytest

from pmo_desktop.domain.calendars import Hours
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.services.calendar_text import hours_text, parse_hours

DAY_SHIFT: Hours = ((480, 720), (780, 1020))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("8-12, 13-17", DAY_SHIFT),
        ("8-12;13-17", DAY_SHIFT),
        ("08:00–12:00, 13:00–17:00", DAY_SHIFT),
        ("8：00－12：00、13：00～17：00", DAY_SHIFT),
        ("8-12，13-17", DAY_SHIFT),
        ("0800-1200, 1300-1700", DAY_SHIFT),
        ("8 to 12 and 13 to 17", DAY_SHIFT),
        ("上午8点-12点，下午1点-5点", DAY_SHIFT),
        ("8点到12点和13点到17点", DAY_SHIFT),
        ("9am-5pm", ((540, 1020),)),
        ("12pm-1pm", ((720, 780),)),
        ("8.30-12", ((510, 720),)),
        ("13-17, 8-12", DAY_SHIFT),
        ("24h", ((0, 1440),)),
        ("全天", ((0, 1440),)),
        ("0-24", ((0, 1440),)),
        ("", ()),
        ("off", ()),
        ("休息", ()),
    ],
)
def test_hours(text: str, hours: Hours) -> None:
    typed = parse_hours(text)
    assert (typed.hours, typed.next_day) == (hours, ())
    assert parse_hours(hours_text(hours)).hours == hours


def test_a_shift_over_midnight_leaves_its_end_to_the_next_day() -> None:
    typed = parse_hours("18-20, 22-6")
    assert (typed.hours, typed.next_day) == (((1080, 1200), (1320, 1440)), ((0, 360),))
    assert parse_hours("22-0").next_day == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x", "hours_bad"), ("8", "hours_bad"), ("8-8", "hours_bad"), ("8-25", "hours_bad"), ("8:75-9", "hours_bad"),
        ("24-6", "hours_bad"), ("8-12, 11-13", "hours_overlap"), ("8-12" * 100, "hours_bad"),
        ("=cmd|'/C'", "hours_bad"),
    ],
)  # fmt: skip
def test_what_is_no_hours_is_refused(text: str, reason: str) -> None:
    with pytest.raises(PmoError) as refused:
        parse_hours(text)
    assert refused.value.message_id == reason
