"""What the quality check says in words: what each check asks, and how its figures read."""

from __future__ import annotations

from math import isfinite
from typing import Final, Literal

from ...scheduling.quality import Indicator
from ...texts import Texts
from ...texts.messages import N_

Unit = Literal["percent", "tasks", "days", "index", "links"]

FAMILIES: Final = (("dcma", N_("DCMA 14 points")), ("gao", N_("GAO ten practices")))

STATES: Final = (("G", N_("Met")), ("A", N_("Not met")), ("", N_("Not checked")))

RATING: Final = {"met": "G", "not_met": "A", "not_checked": ""}
"""An indicator never turns red: it asks for a look, a person judges."""

EXPLAINED: Final = {
    ("dcma", 1): N_("Every task should wait for something and have something wait for it, or its dates mean little."),
    ("dcma", 2): N_("A negative lag starts work before what it depends on is done, which hides how work really flows."),
    ("dcma", 3): N_("Lags are time that no task accounts for; a task with a name shows what happens in it."),
    ("dcma", 4): N_("Finish-to-start links are the easiest to follow; the others should be rare."),
    ("dcma", 5): N_("Dates that are forced stop the plan from telling what a delay does."),
    ("dcma", 6): N_("Much float often means that a link is missing."),
    ("dcma", 7): N_("Negative float says that a promised date can’t be kept as the plan stands."),
    ("dcma", 8): N_("Long tasks are hard to judge while they run; split them into parts that end."),
    ("dcma", 9): N_("Nothing can have happened after the data date, and nothing can still be planned before it."),
    ("dcma", 10): N_("A task of a day or more should have somebody who does it, or a cost."),
    ("dcma", 11): N_("Tasks that baseline 0 has finished by the data date and that finish later than it says."),
    ("dcma", 12): N_("Where a task on the critical path becomes longer, the finish of the plan should move with it."),
    ("dcma", 13): N_("Time to the finish plus spare time, by the former; below 1 the baseline’s end is missed."),
    ("dcma", 14): N_("Tasks that are done, by tasks that baseline 0 has done by the data date."),
    ("gao", 1): N_("All work is in the plan, each task with a name of its own within its phase."),
    ("gao", 2): N_("Something decides when each task starts, and its finish decides when something else does."),
    ("gao", 3): N_("Work of a day or more has people or money."),
    ("gao", 4): N_("Durations are worked out, not guessed, and short enough to be judged."),
    ("gao", 5): N_("Links join tasks rather than summaries, and none is broken by the dates."),
    ("gao", 6): N_("The path to the finish is made of links, not of dates that were forced."),
    ("gao", 7): N_("Float is neither negative nor so much that a link must be missing."),
    ("gao", 8): N_("The risks of the plan were simulated."),
    ("gao", 9): N_("What happened is in the plan, and it happened in the order of the links."),
    ("gao", 10): N_("The tasks of the plan are in its baseline."),
}  # fmt: skip

LIMITS: Final[dict[tuple[str, int], tuple[str, ...]]] = {
    ("dcma", 1): ("logic",),
    ("dcma", 2): ("leads",),
    ("dcma", 3): ("lags",),
    ("dcma", 4): ("finish_to_start",),
    ("dcma", 5): ("hard_constraints",),
    ("dcma", 6): ("high_float", "float_days"),
    ("dcma", 7): ("negative_float",),
    ("dcma", 8): ("long_tasks", "duration_days"),
    ("dcma", 9): ("invalid_dates",),
    ("dcma", 10): ("unresourced",),
    ("dcma", 11): ("missed",),
    ("dcma", 12): ("test_days",),
    ("dcma", 13): ("length_index",),
    ("dcma", 14): ("execution_index",),
    ("gao", 2): ("logic",),
    ("gao", 3): ("unresourced",),
    ("gao", 4): ("long_tasks", "duration_days"),
    ("gao", 7): ("high_float", "float_days"),
    ("gao", 9): ("invalid_dates",),
    ("gao", 10): ("missed",),
}
"""The thresholds behind each check, the one that it is measured against first."""

LABELS: Final[dict[str, tuple[str, Unit]]] = {
    "logic": (N_("Accepted share of the tasks"), "percent"),
    "leads": (N_("Accepted number of links"), "links"),
    "lags": (N_("Accepted share of the links"), "percent"),
    "finish_to_start": (N_("Least share of the links"), "percent"),
    "hard_constraints": (N_("Accepted share of the tasks"), "percent"),
    "high_float": (N_("Accepted share of the tasks"), "percent"),
    "float_days": (N_("Float is high above (working days)"), "days"),
    "negative_float": (N_("Accepted number of tasks"), "tasks"),
    "duration_days": (N_("A task is long above (working days)"), "days"),
    "long_tasks": (N_("Accepted share of the tasks"), "percent"),
    "invalid_dates": (N_("Accepted number of tasks"), "tasks"),
    "unresourced": (N_("Accepted number of tasks"), "tasks"),
    "missed": (N_("Accepted share of the tasks"), "percent"),
    "test_days": (N_("Days by which a task is stretched"), "days"),
    "length_index": (N_("Least value of the index"), "index"),
    "execution_index": (N_("Least value of the index"), "index"),
}

LEAST: Final = frozenset({"finish_to_start", "length_index", "execution_index"})


def limit_of(indicator: Indicator) -> str:
    """Return the name of the threshold that a check is measured against, "" where it has none of its own."""
    return next(iter(LIMITS.get((indicator.family, indicator.number), ())), "")


def figure(t: Texts, indicator: Indicator, number: float | None) -> str:
    """Return a value of a check as it is read: 4%, 3, 0.97, 600 d."""
    if number is None:
        return "–"
    name = limit_of(indicator)
    unit: Unit = LABELS[name][1] if name else "tasks"
    match unit:
        case "percent":
            return t.percent(number, 0 if number * 100 == int(number * 100) else 1)
        case "index":
            return t.number(number, 2)
        case "days":
            return t("{count} d", count=t.number(round(number)))
    return t.number(round(number))


def threshold(t: Texts, indicator: Indicator) -> str:
    """Return what a check accepts: ≤ 5%, ≥ 0.95."""
    if indicator.limit is None:
        return ""
    name = limit_of(indicator)
    sign = "=" if name == "test_days" else "≥" if name in LEAST else "≤"
    return f"{sign} {figure(t, indicator, indicator.limit)}"


def typed_limit(name: str, text: str) -> float | None:
    """Return a threshold as it was typed, None where it is not a number; 5 % and 5 are the same share."""
    unit = LABELS[name][1]
    try:
        number = float(text.strip().rstrip("%％").strip().replace(",", "."))
    except ValueError:
        return None
    if not isfinite(number):
        return None
    if unit == "percent":
        return round(number / 100, 6)
    return number if unit == "index" or number != int(number) else int(number)


def limit_text(t: Texts, name: str, value: float) -> str:
    """Return a threshold as it is edited."""
    match LABELS[name][1]:
        case "percent":
            return f"{round(value * 100, 4):g}%"
        case "index":
            return f"{value:g}"
    return str(round(value))
