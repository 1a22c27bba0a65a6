"""Milestones of the portfolio: promised, forecast at the last pack, forecast now."""

from __future__ import annotations

from ...domain.pack import PackMilestone
from ..frame import Area, Kit, Page, quiet
from ..sheet import Sheet
from ..wording import milestones_title
from .stones import paint_stones, stones_table

KEY = "milestones"


def milestone_pages(kit: Kit) -> list[Page]:
    """Return the pages of the milestone table: what is not reached yet, then what was reached in the last 90 days."""
    t, facts = kit.texts, kit.facts
    title = milestones_title(facts, t)
    section = t("Milestones")
    found = _shown(kit)
    if not found:

        def nothing(sheet: Sheet, area: Area) -> None:
            quiet(
                sheet, area.left, area.top, area.width, t("No milestone is planned or was reached in the last 90 days.")
            )

        return [Page(KEY, section, section, title, "", nothing)]
    subtitle = t(
        "Largest slip first; a tick marks what is reached. Outline = baseline, filled = forecast, slip in days."
    )
    area = kit.area(title, subtitle)
    table = stones_table(kit, found, area.width, with_project=True)
    if table.shortened:
        kit.shortened(KEY, section)
    foot = kit.type.scale.axis.size + 4
    pages = []
    for number, rows in enumerate(table.split(area.height - foot, area.height - foot)):

        def draw(sheet: Sheet, area: Area, rows: range = rows) -> None:
            paint_stones(sheet, kit, table, found, rows, area.left, area.top)

        more = t("{title} (continued)", title=title) if number else title
        key = f"{KEY}-{number + 1}" if number else KEY
        pages.append(Page(key, section, section, more, subtitle, draw, None if number else 0, in_contents=not number))
    return pages


def _shown(kit: Kit) -> list[PackMilestone]:
    facts = kit.facts
    since = kit.data.data_date
    ahead = [m for m in facts.milestones if m.actual is None and m.expected]
    done = [m for m in facts.milestones if m.actual and (since - m.actual).days <= 90]
    ahead.sort(key=lambda m: (-(m.slip or 0), m.expected or since, m.project, m.name))
    done.sort(key=lambda m: (m.actual or since, m.project, m.name))
    return [*ahead, *done]
