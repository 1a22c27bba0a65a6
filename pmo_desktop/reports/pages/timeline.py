"""The portfolio timeline: a bar for each project beside its promise, milestones on it, the data date across."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final

from ...charts.gantt import GanttScale, Window
from ...charts.gantt_header import grid, header
from ...charts.timeline import Point, TimelineLine, TimelineLook, extent, portfolio_scene
from ...domain.pack import PackMilestone, PackProject
from ...domain.worktime import to_instant, to_moment
from ..frame import Area, Kit, Page
from ..portfolio import HEAD, LABEL_ROOM, RATIO, ROW
from ..sheet import Sheet
from ..wording import name_of
from ..words import number_word

KEY: Final = "timeline"
SIZE: Final = 7.8
NAMES: Final = 252.0
"""Width of code, name, finish and slip beside the chart."""

MOST_POINTS: Final = 8
"""Milestones on one bar: more would hide each other."""

START: Final = time(9)
END: Final = time(17)


def timeline_pages(kit: Kit) -> list[Page]:
    """Return the chart, on as many pages as the projects need with its header on each; none without dates."""
    t = kit.texts
    lines = _lines(kit)
    if not any(line.start is not None and line.finish is not None for _, line in lines):
        return []
    title = kit.headline(KEY, _title(kit))
    subtitle = t(
        "Bars from start to forecast finish, outline = baseline, diamonds = milestones; slip in days at the right."
    )
    area = kit.area(title, subtitle)
    fit = max(2, int((area.height - HEAD) / ROW))
    axis = _axis(kit, [line for _, line in lines], area.width)
    section, pages = t("Portfolio timeline"), []
    for number, part in enumerate(_split(lines, fit)):

        def draw(sheet: Sheet, area: Area, part: Sequence[tuple[str, TimelineLine]] = part) -> None:
            _draw(sheet, kit, area, part, axis)

        more = t("{title} (continued)", title=title) if number else title
        key = f"{KEY}-{number + 1}" if number else KEY
        pages.append(Page(key, section, section, more, subtitle, draw, None if number else 0, in_contents=not number))
    return pages


def _title(kit: Kit) -> str:
    t, facts = kit.texts, kit.facts
    late = [p for p in kit.data.projects if facts.is_late(p.slip)]
    last = max((p.finish for p in kit.data.projects if p.finish is not None), default=None)
    if late:
        worst = max(late, key=lambda project: project.slip or 0)
        return t.n(
            "{number} project ends more than {limit} days late; {project} slips most",
            "{number} projects end more than {limit} days late; {project} slips most",
            len(late),
            number=number_word(t, len(late), first=True),
            limit=kit.data.tolerances.slip_red,
            project=name_of(t, worst),
        )
    if last is None:
        return t("When the projects begin")
    return t("All projects hold their finish within tolerance; the last ends on {day}",
             day=t.date_in_sentence(last))  # fmt: skip


def _lines(kit: Kit) -> list[tuple[str, TimelineLine]]:
    t = kit.texts
    stones: dict[str, list[PackMilestone]] = {}
    for stone in kit.facts.milestones:
        if stone.expected is not None:
            stones.setdefault(stone.project, []).append(stone)
    found: list[tuple[str, TimelineLine]] = []
    for group in kit.facts.groups:
        if len(kit.facts.groups) > 1:
            found.append(("", TimelineLine("group", group.name or t("Without a programme"))))
        found += [(p.code, _line(kit, p, stones.get(p.uid, []))) for p in group.projects]
    return found


def _line(kit: Kit, project: PackProject, stones: Sequence[PackMilestone]) -> TimelineLine:
    ahead = sorted(stones, key=lambda stone: (not stone.key, stone.expected or date.max))[:MOST_POINTS]
    points = tuple(
        Point(_at(stone.expected, END) or 0, "", stone.name, _at(stone.baseline, END), stone.actual is not None)
        for stone in sorted(ahead, key=lambda stone: stone.expected or date.max)
    )
    return TimelineLine(
        "project",
        project.name or project.code or "–",
        _at(project.start, START) if project.finish else None,
        _at(project.finish, END) if project.start else None,
        (_at(project.start, START) if project.baseline_finish else None, _at(project.baseline_finish, END)),
        project.percent_complete or 0,
        kit.facts.rating(project),
        project.slip,
        points=points,
        key=("project", project.uid),
    )


def _at(day: date | None, moment: time) -> int | None:
    return None if day is None else to_instant(datetime.combine(day, moment))


def _axis(kit: Kit, lines: Sequence[TimelineLine], width: float) -> GanttScale:
    usual = to_instant(datetime.combine(kit.data.data_date, time()))
    first, last = extent(lines, usual) or (usual, usual)
    first, last = min(first, usual), max(last, usual)
    room = width - NAMES - LABEL_ROOM - 18
    per_day = room / max((last - first) / 1440, 30.0)
    # The calendar begins with the year 1.
    return GanttScale(max(first - round(18 / per_day * 1440), to_instant(datetime.min)), per_day)


def _split(lines: Sequence[tuple[str, TimelineLine]], fit: int) -> list[list[tuple[str, TimelineLine]]]:
    """Return the lines of each page: the name of a programme is not the last line of one and is said again."""
    pages: list[list[tuple[str, TimelineLine]]] = [[]]
    group: tuple[str, TimelineLine] | None = None
    for at, item in enumerate(lines):
        if item[1].kind == "group":
            group = item
        needed = 2 if item[1].kind == "group" and at + 1 < len(lines) else 1
        if pages[-1] and len(pages[-1]) + needed > fit:
            pages.append([group] if group is not None and item is not group else [])
        pages[-1].append(item)
    return pages


def _draw(sheet: Sheet, kit: Kit, area: Area, part: Sequence[tuple[str, TimelineLine]], axis: GanttScale) -> None:
    t, width = kit.texts, area.width - NAMES
    top = area.top + HEAD
    moment = datetime.combine(kit.data.data_date, END)
    look = TimelineLook(ROW, SIZE, True, False, to_instant(moment))
    lines = [line for _, line in part]
    upright = [x for x in grid(axis, 0, width, t) if 0 < x < width]
    window = Window(0, 0, width, len(part) * ROW)
    scene = portfolio_scene(lines, (), axis, window, look, t, sheet.type.measure, grid=upright)
    _names(sheet, kit, area.left, top, part)
    count = sum(line.kind == "project" for line in lines)
    with sheet.figure(t.n("{count} project over time", "{count} projects over time", count)):
        sheet.scene(header(axis, 0, width, t, data_date=moment, ratio=RATIO), area.left + NAMES, area.top)
        sheet.scene(scene, area.left + NAMES, top)


def _names(sheet: Sheet, kit: Kit, left: float, top: float, part: Sequence[tuple[str, TimelineLine]]) -> None:
    t, scale = kit.texts, sheet.type.scale
    right = left + NAMES - 8
    with sheet.element("Table"):
        with sheet.element("TR"):
            titles = ((left, t("ID"), "start"), (left + 34, t("Project"), "start"),
                      (right - 24, t("Finish"), "end"), (right, t("Slip"), "end"))  # fmt: skip
            for x, title, anchor in titles:
                with sheet.element("TH", attributes="<</O /Table /Scope /Column>>"):
                    sheet.text(x, top - 6, title, scale.head, anchor=anchor, tag="")  # type: ignore[arg-type]
        for at, (code, line) in enumerate(part):
            y = top + at * ROW
            if line.kind == "group":
                sheet.tint(left, y, NAMES, ROW - 0.6, "subtle")
            sheet.rule(left, y + ROW - 0.3, left + NAMES, "divider", 0.5)
            with sheet.element("TR"):
                _name(sheet, kit, left, right, y + ROW / 2 + 2.6, code, line)


def _name(sheet: Sheet, kit: Kit, left: float, right: float, baseline: float, code: str, line: TimelineLine) -> None:
    t, scale = kit.texts, sheet.type.scale
    inset = -30.0 if line.kind == "group" else 4.0
    style = scale.table.but(size=8.2, weight="semibold" if line.kind == "group" else "regular")
    with sheet.element("TD"):
        if code:
            sheet.text(left, baseline, code, scale.note, width=34, tag="")
    with sheet.element("TD"):
        sheet.text(left + 34 + inset, baseline, line.name, style, width=NAMES - 34 - inset - 84, tag="")
    with sheet.element("TD"):
        if line.finish is not None:
            day = t.date(to_moment(line.finish).date())
            sheet.text(right - 24, baseline, day, scale.note.but(color="text2"), anchor="end", tag="")
    with sheet.element("TD"):
        if line.slip is not None:
            tone = "ragRtext" if kit.facts.is_late(line.slip) else "text2"
            sheet.text(
                right, baseline, t.number(line.slip, signed=True), scale.note.but(color=tone), anchor="end", tag=""
            )
