"""Calendars in words: weekdays, hours, and a sentence for every way in which an exception recurs."""

from __future__ import annotations

from datetime import date
from typing import Final

from ...domain.calendars import CalendarException, Hours
from ...services.calendar_edit import DayLook
from ...services.calendar_text import hours_text
from ...services.queries.calendars import Effect
from ...texts import Texts
from ...texts.messages import N_

WEEKDAYS: Final = (
    N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
)  # fmt: skip
SHORT_WEEKDAYS: Final = (N_("Su"), N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"))
FROM_MONDAY: Final = (1, 2, 3, 4, 5, 6, 0)
POSITIONS: Final = (N_("first"), N_("second"), N_("third"), N_("fourth"), N_("last"))
ITEMS: Final = (N_("day"), N_("weekday"), N_("weekend day"), *WEEKDAYS)

RECURRENCES: Final = {
    "daily": N_("Once, on every day of the stretch"),
    "every_days": N_("Every so many days"),
    "weekly": N_("On days of the week"),
    "monthly_day": N_("On a day of the month"),
    "monthly_position": N_("On a weekday of the month"),
    "yearly_day": N_("On a day of the year"),
    "yearly_position": N_("On a weekday of a month of the year"),
}


def hours_words(hours: Hours, t: Texts) -> str:
    """Return hours as they are shown: `8-12, 13-17`, or that nobody works."""
    return hours_text(hours) if hours else t("off")


def rule_words(exception: CalendarException, t: Texts) -> str:
    """Return when an exception falls, as a sentence."""
    start, finish = t.date(exception.start), t.date(exception.finish)
    if exception.recurrence == "daily":
        if exception.start == exception.finish:
            return t("On {day}", day=start)
        return t("From {start} to {finish}", start=start, finish=finish)
    rule = _rule(exception, t)
    if exception.occurrences:
        return t.n(
            "{rule}, from {start}, once at most", "{rule}, from {start}, {count} times at most",
            exception.occurrences, rule=rule, start=start,
        )  # fmt: skip
    return t("{rule}, from {start} to {finish}", rule=rule, start=start, finish=finish)


def exception_words(exception: CalendarException, t: Texts) -> str:
    """Return an exception as a whole sentence: when, and what is worked."""
    rule = rule_words(exception, t)
    if exception.hours:
        return t("{rule}: worked {hours}.", rule=rule, hours=hours_text(exception.hours))
    return t("{rule}: not worked.", rule=rule)


def day_words(look: DayLook, t: Texts) -> str:
    """Return why a day is as it is."""
    hours = hours_words(look.hours, t)
    if look.exception is not None:
        name = look.exception.name
        return t("{hours} ({name})", hours=hours, name=name) if name else t("{hours} (exception)", hours=hours)
    if look.week is not None:
        name = look.week.name
        return t("{hours} ({name})", hours=hours, name=name) if name else t("{hours} (another week)", hours=hours)
    if look.inherited is not None:
        name = look.inherited.name or t("exception")
        return t("{hours} ({name}, from the calendar it is based on)", hours=hours, name=name)
    return t("{hours} (as in the week)", hours=hours)


def effect_words(effects: tuple[Effect, ...], t: Texts) -> str:
    """Return what an edit would do to the plans."""
    if not effects:
        return t("No plan uses this calendar yet.")
    return "   ".join(_effect(effect, t, named=len(effects) > 1) for effect in effects[:4]) + (
        "   " + t("and {more} more plans", more=len(effects) - 4) if len(effects) > 4 else ""
    )


def _effect(effect: Effect, t: Texts, *, named: bool) -> str:
    if effect.problem is not None:
        return t.say(effect.problem)
    if effect.after is None or effect.before is None:
        return ""
    days = (effect.after.date() - effect.before.date()).days
    plan = effect.project if named else t("The plan")
    if not effect.moved:
        return t("{plan}: no date changes.", plan=plan)
    moved = t.n("{count} task moves", "{count} tasks move", effect.moved)
    if not days:
        return t("{plan}: {moved}, the finish stays on {day}.", plan=plan, moved=moved, day=effect.after.date())
    by = t.number(days, signed=True)
    return t(
        "{plan}: {moved}, the finish goes from {before} to {after} ({by} d).",
        plan=plan, moved=moved, before=effect.before.date(), after=effect.after.date(), by=by,
    )  # fmt: skip


def _rule(one: CalendarException, t: Texts) -> str:
    every = max(1, one.period)
    where = {"position": t(POSITIONS[min(one.position, 4)]), "item": t(ITEMS[min(one.item, 9)])}
    month = t.month(date(2000, one.month, 1), year=False)
    match one.recurrence:
        case "every_days":
            return t.n("Every day", "Every {count} days", every)
        case "weekly":
            days = t.listed(t(WEEKDAYS[at]) for at in FROM_MONDAY if one.weekdays >> at & 1) or "–"
            return t.n("Every week on {weekdays}", "Every {count} weeks on {weekdays}", every, weekdays=days)
        case "monthly_day":
            day = t.number(one.month_day)
            return t.n("On day {day} of every month", "On day {day} of every {count} months", every, day=day)
        case "monthly_position":
            return t.n(
                "On the {position} {item} of every month", "On the {position} {item} of every {count} months",
                every, **where,
            )  # fmt: skip
        case "yearly_day":
            return t("Every year on {day} {month}", day=one.month_day, month=month)
        case _:
            return t("Every year on the {position} {item} of {month}", month=month, **where)
