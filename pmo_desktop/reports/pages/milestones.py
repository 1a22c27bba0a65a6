"""Milestones of the portfolio: promised, forecast at the last pack, forecast now."""

from __future__ import annotations

from ...charts.timescale import shifted
from ...domain.pack import PackMilestone
from ..facts import LOOK
from ..frame import Area, Kit, Page, quiet
from ..sheet import Sheet
from ..wording import milestones_title
from .stones import paint_stones, stones_table

KEY = "milestones"


def milestone_pages(kit: Kit) -> list[Page]:
    """Return the pages of the milestone table: what is not reached yet, then what was reached in the last 90 days."""
    t, facts = kit.texts, kit.facts
    title = kit.headline(KEY, milestones_title(facts, t))
    section = t("Milestones")
    found, others = _shown(kit)
    if not found:

        def nothing(sheet: Sheet, area: Area) -> None:
            if others:
                text = t.n("{count} milestone holds its date.", "{count} milestones hold their dates.", others)
            else:
                text = t("No milestone is planned or was reached in the last 90 days.")
            quiet(sheet, area.left, area.top, area.width, text)

        return [Page(KEY, section, section, title, "", nothing)]
    subtitle = t(
        "What is late, due within {days} days, or reached (✓) in the last {days}, largest slip first. "
        "{count} more hold their dates. Outline = baseline, filled = forecast.",
        days=LOOK,
        count=others,
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


def _shown(kit: Kit) -> tuple[list[PackMilestone], int]:
    """Return the milestones of the page, and how many it leaves out because they hold their dates."""
    facts, today = kit.facts, kit.data.data_date
    soon = shifted(today, LOOK)
    ahead = [m for m in facts.milestones if m.actual is None and m.expected]
    urgent = [m for m in ahead if (m.slip or 0) > 0 or (m.expected or today) <= soon]
    done = [m for m in facts.milestones if m.actual and 0 <= (today - m.actual).days <= LOOK]
    urgent.sort(key=lambda m: (-(m.slip or 0), m.expected or today, m.project, m.name))
    done.sort(key=lambda m: (m.actual or today, m.project, m.name))
    return [*urgent, *done], len(ahead) - len(urgent)
