"""Words for dependencies between projects, on paper and on screen."""

from __future__ import annotations

from ..domain.dependencies import DependencyState
from ..texts import Texts


def state_words(state: DependencyState, margin: int | None, t: Texts, *, delivered: bool = True) -> str:
    """Return a state in words; `margin` is in calendar days, `delivered` tells what is done from what was cancelled."""
    days = margin or 0
    match state:
        case "broken":
            if not days:
                return t("Broken: comes later on the day it is needed")
            return t.n("Broken: comes {count} day too late", "Broken: comes {count} days too late", -days)
        case "tight":
            return t.n("Tight: {count} day to spare", "Tight: {count} days to spare", days)
        case "ok":
            return t.n("In time: {count} day to spare", "In time: {count} days to spare", days)
        case "done":
            return t("Delivered") if delivered else t("Cancelled")
    return t("Not known: a date is missing")
