"""The views that come with every plan's table."""

from __future__ import annotations

from datetime import date, timedelta

from ...texts import Texts
from ..models.filters import Filter
from ..widgets.view_tabs import BuiltInView

PAGE = "plan"
"""The name under which the user's own views of plans are kept."""


def built_in_views(t: Texts, today: date) -> list[BuiltInView]:
    """Return the built-in views; "next" counts from `today`, the data date."""
    open_ones = Filter("status", "is_not", ("done",)).to_json()
    critical = Filter("critical", "is", (True,)).to_json()
    late = Filter("status", "is", ("late",)).to_json()
    milestones = Filter("milestone", "is", (True,)).to_json()
    soon = Filter("start", "at_most", (today + timedelta(weeks=4),)).to_json()
    not_over = Filter("finish", "at_least", (today,)).to_json()
    return [
        BuiltInView("all", t("All tasks"), {}),
        BuiltInView("critical", t("Critical tasks"), {"filters": [critical, open_ones]}),
        BuiltInView("late", t("Late"), {"filters": [late]}),
        BuiltInView("milestones", t("Milestones"), {"filters": [milestones]}),
        BuiltInView("soon", t("Next 4 weeks"), {"filters": [open_ones, soon, not_over]}),
        BuiltInView("by_owner", t("By owner"), {"group": "owner"}),
    ]
