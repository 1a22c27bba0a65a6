"""Milestone slip: how forecasts moved from pack to pack, and what that says of those to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from ...charts.slip_chart import SlipLine, slip_chart
from ...charts.timescale import shifted
from ...domain.milestone_trend import is_next, period_slips, promises, slip_rate, stability, total_slip
from ...domain.pack import PackMilestone
from ...texts import Texts
from ..frame import Area, Kit, Page, section_head
from ..sheet import Sheet
from ..style import GUTTER
from ..table import Cell, Column, Row, Table
from ..wording import name_of, short_name
from ..words import number_word

KEY: Final = "slip"
MOST_LINES: Final = 10
MARKED: Final = 2
LEAST_REPORTS: Final = 3
"""Reports from which a line says something."""

HORIZON: Final = 400
"""Days ahead beyond which a milestone would squeeze the others into a corner."""

AHEAD: Final = (30, 90)
"""Days ahead, from and to, of the outlooks that a committee acts on."""

RUNAWAY: Final = 1
"""Slip rate from which a date runs away as fast as time passes."""


def slip_pages(kit: Kit) -> list[Page]:
    """Return the page of the slip chart; none until three packs tell of some milestone."""
    t = kit.texts
    shown = shown_milestones(kit)
    if not shown:
        return []
    section = t("Milestone slip")
    subtitle = t(
        "Forecast (up) as reported in each pack (across). Level = holds, rising = slips, falling = recovers; a line "
        "that meets the diagonal is reached. Dashed = baseline."
    )

    def draw(sheet: Sheet, area: Area) -> None:
        _draw(sheet, kit, area, shown)

    return [Page(KEY, section, section, kit.headline(KEY, slip_title(kit, shown)), subtitle, draw)]


def shown_milestones(kit: Kit) -> list[PackMilestone]:
    """Return the milestones of the chart: those that slipped most in all reports, one or two a project."""
    today = kit.data.data_date
    told = [
        stone
        for stone in kit.facts.milestones
        if len(stone.trend) >= LEAST_REPORTS
        and stone.project in kit.facts.projects
        and stone.expected
        and stone.expected <= shifted(today, HORIZON)
        and (stone.actual is None or stone.actual > stone.trend[-2][0])
    ]
    told.sort(key=lambda s: (-abs(total_slip(s.trend, None) or 0), s.expected or today, s.project, s.name))
    found: list[PackMilestone] = []
    for stone in told:
        # Milestones of a project move together: its last ones would tell the same story again.
        if sum(other.project == stone.project for other in found) < (2 if total_slip(stone.trend, None) else 1):
            found.append(stone)
    return found[:MOST_LINES]


def slip_title(kit: Kit, shown: Sequence[PackMilestone]) -> str:
    """Return the conclusion of the page."""
    t = kit.texts
    worst = shown[0]
    slips = period_slips(worst.trend)
    row = 0
    for slip in reversed(slips):
        if slip <= 0:
            break
        row += 1
    project = kit.facts.projects.get(worst.project)
    name = name_of(t, project) if project else worst.name
    if row >= 2:
        return t.n(
            "{project} has slipped in each of the last {number} reports, by {days} days in all",
            "{project} has slipped in each of the last {number} reports, by {days} days in all",
            row,
            project=name,
            number=number_word(t, row),
            days=sum(slips[-row:]),
        )
    total = total_slip(worst.trend, None) or 0
    if total > 0:
        return t("{project} has slipped most since {day}, by {days} days", project=name,
                 day=t.date(worst.trend[0][0]), days=total)  # fmt: skip
    return t("No milestone has slipped since {day}", day=t.date(worst.trend[0][0]))


def _draw(sheet: Sheet, kit: Kit, area: Area, shown: Sequence[PackMilestone]) -> None:
    t, scale = kit.texts, sheet.type.scale
    # Both axes have one scale, so the chart is as wide as it is high.
    wide = min(area.width * 0.62, area.height + 2 * scale.axis.size)
    first = {stone.project: stone.uid for stone in reversed(shown) if (total_slip(stone.trend, None) or 0) > 0}
    marked = [stone.uid for stone in shown if first.get(stone.project) == stone.uid][:MARKED]
    lines = [_line(kit, stone, is_marked=stone.uid in marked) for stone in shown]
    alt = t("{title}. {lines}.", title=slip_title(kit, shown), lines="; ".join(_in_words(t, line) for line in lines))
    with sheet.figure(alt[:1500]):
        sheet.scene(slip_chart(lines, kit.data.data_date, wide, area.height, scale.axis.size, t), area.left, area.top)
    left = area.left + wide + GUTTER
    width = area.right - left
    y = area.top + section_head(sheet, left, area.top, width, t("Slip by milestone"), t("days")) + 4
    y += _table(kit, shown, width, marked).paint(sheet, left, y) + 14
    y += section_head(sheet, left, y, width, t("What the lines tell us")) + 8
    for sentence in readings(kit):
        block = sheet.type.block(sentence, scale.body.but(color="text2"), width, 6)
        if y + block.height > area.bottom:
            kit.shortened(KEY, t("What the lines tell us"))
            break
        y += sheet.block(left, y, block) + 6


def _line(kit: Kit, stone: PackMilestone, *, is_marked: bool) -> SlipLine:
    project = kit.facts.projects.get(stone.project)
    name = kit.texts("{project}: {milestone}", project=short_name(project.name) if project else "–",
                     milestone=stone.name)  # fmt: skip
    return SlipLine(name, stone.trend, stone.baseline, is_marked, stone.actual is not None, ("milestone", stone.uid))


def _table(kit: Kit, shown: Sequence[PackMilestone], width: float, marked: Sequence[str]) -> Table:
    t = kit.texts
    rows = []
    for stone in shown:
        slips, rate = period_slips(stone.trend), slip_rate(stone.trend)
        project = kit.facts.projects.get(stone.project)
        runs = rate is not None and rate >= RUNAWAY
        rows.append(
            Row(
                (
                    Cell(stone.name or "–", name_of(t, project) if project else "",
                         weight="semibold" if stone.uid in marked else "regular"),
                    Cell(t.number(slips[-1], signed=True) if slips else "–"),
                    Cell(t.number(total_slip(stone.trend, None) or 0, signed=True)),
                    Cell(t.number(float(rate), 1, signed=True) if rate is not None else "–",
                         color="ragRtext" if runs else "text", weight="bold" if runs else "regular"),
                )
            )
        )  # fmt: skip
    since = shown[0].trend[0][0]
    columns = (
        Column(t("Milestone"), 60, minimum=90, lines=1),
        Column(t("This pack"), 0, "end", 34),
        Column(t("Since {month}", month=t.short_month(since)), 0, "end", 38),
        Column(t("A day"), 0, "end", 30),
    )
    return Table(kit.type, columns, rows, width, row_height=15.0, padding=1.5, gap=8)


def readings(kit: Kit) -> list[str]:
    """Return what all trends say together: stability, promises kept, and the forecasts' own history."""
    t, data = kit.texts, kit.data
    found = []
    steady, moves = stability(stone.trend for stone in kit.facts.milestones)
    if moves:
        share = t.percent(steady / moves)
        found.append(
            t(
                "Stability: in {share} of {count} reports a forecast stayed within 2 days of the one before.",
                share=share,
                count=t.number(moves),
            )
        )
    starts: dict[str, date | None] = {project.uid: project.start for project in data.projects}
    kept, due = promises(data.milestones, starts, data.data_date)
    if due:
        found.append(
            t(
                "Promises: {kept} of {due} milestones that came due were reached within 5% of their lead time.",
                kept=t.number(kept),
                due=t.number(due),
            )
        )
    for outlook in data.outlooks:
        if outlook.low < AHEAD[0] or outlook.high > AHEAD[1]:
            continue
        coming = sum(is_next(stone, outlook, data.data_date) for stone in kit.facts.milestones)
        values = {
            "low": t.number(outlook.low),
            "high": t.number(outlook.high),
            "median": t.number(outlook.median, signed=True),
            "p80": t.number(outlook.p80, signed=True),
            "sample": t.number(outlook.sample),
            "coming": t.number(coming),
        }
        found.append(
            t(
                "Your milestones due in {low}–{high} days have slipped a median of {median} days; P80 {p80} "
                "(sample {sample}; {coming} are as far ahead now).",
                **values,
            )
        )
    return found


def _in_words(t: Texts, line: SlipLine) -> str:
    first, last = line.points[0][1], line.points[-1][1]
    return t("{name}: {first} → {last}", name=line.name, first=t.date(first), last=t.date(last))
