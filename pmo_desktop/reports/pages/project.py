"""One page a project: ratings with reasons, dates, money, what happened, what comes next, risks, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...charts.bars import Step, bridge
from ...charts.scene import Scene
from ...domain.messages import Message
from ...domain.pack import PackProject, PackStatus
from ...domain.rag import DIMENSIONS, SEVERITY, Dimension, Rag
from ..amounts import Amounts
from ..frame import Area, Kit, Page, quiet, section_head
from ..sheet import Sheet
from ..style import GUTTER
from ..table import Cell, Column, Row, Table
from ..wording import name_of, project_title
from ..words import DIMENSION_MESSAGES, RATING_MESSAGES, dimension_name, mark_in_words, rating_meaning, stage_name
from .cells import mark_cell
from .confidence import grade_line
from .risks import cell_rating
from .stones import paint_stones, stones_table
from .words_of_status import BETWEEN, ask_box, listing_height, paint_listing, right_column

MOST_STONES: Final = 9
MOST_RISKS: Final = 3
MARKS: Final = {False: 7, True: 4}
"""Ratings beside each other on a page that lies, and on one that stands."""


def project_pages(kit: Kit) -> list[Page]:
    """Return a page for each project: red, amber, green, not rated, complete."""
    t = kit.texts
    pages = []
    is_upright = kit.definition.status_page == "portrait"
    own = kit.upright() if is_upright else kit
    for project in kit.facts.rated("R", "A", "G", "", "C"):
        title = kit.headline(f"project:{project.uid}", project_title(kit.facts, project, t))

        def draw(sheet: Sheet, area: Area, project: PackProject = project) -> None:
            (_draw_upright if is_upright else _draw)(sheet, own, area, project)

        demand(kit, project)
        name = name_of(t, project)
        outline = t("{code} {name}", code=project.code[:20], name=name) if project.name.strip() else name
        pages.append(
            Page(
                key_of(project),
                t("Project status"),
                outline,
                title,
                _identity(kit, project),
                draw,
                1,
                in_contents=False,
                project=project.uid,
                is_upright=is_upright,
            )
        )
    return pages


def key_of(project: PackProject) -> str:
    """Return the key of a project's page."""
    return f"project-{project.uid}"


def _identity(kit: Kit, project: PackProject) -> str:
    t = kit.texts
    programme = next((p.name for p in kit.data.programmes if p.uid == project.programme), "")
    stage = stage_name(t, project.stage)
    gate = ""
    if project.next_gate.strip() and project.next_gate_on:
        gate = t("{gate} on {day}", gate=project.next_gate, day=t.date(project.next_gate_on))
    parts = [
        t("{code} {name}", code=project.code[:20], name=name_of(t, project)),
        t("Programme {name}", name=programme) if programme.strip() else "",
        t("Sponsor {name}", name=project.sponsor) if project.sponsor.strip() else "",
        t("Manager {name}", name=project.manager) if project.manager.strip() else "",
        t("Stage {name}", name=stage) if stage.strip() else "",
        grade_line(t, project.confidence),
        gate,
    ]
    return "  ·  ".join(part[:80] for part in parts if part)


def demand(kit: Kit, project: PackProject) -> None:
    """Leave checks for what the rules demand of a status, also where the pack shows no page of the project."""
    t, key = kit.texts, key_of(project)
    status = kit.data.status(project)
    name = name_of(t, project)
    if status is None or not status.overall:
        kit.check(key, "missing", Message("pack_status_missing", {"project": name}), project.uid)
        return
    rating = Message(RATING_MESSAGES[status.overall])
    if status.overall in ("A", "R"):
        if not status.reason.strip():
            values = {"project": name, "dimension": Message(DIMENSION_MESSAGES["overall"]), "rating": rating}
            kit.check(key, "missing", Message("pack_reason_missing", values), project.uid)
        if not (status.next_step.strip() and status.next_owner.strip() and status.next_due):
            kit.check(
                key, "missing", Message("pack_next_step_missing", {"project": name, "rating": rating}), project.uid
            )
    if kit.facts.is_better(project):
        calculated = Message(RATING_MESSAGES[status.calculated])
        values = {"project": name, "rating": rating, "calculated": calculated}
        kit.check(key, "suspect", Message("pack_better_than_calculated", values), project.uid)


def _draw(sheet: Sheet, kit: Kit, area: Area, project: PackProject) -> None:
    status = kit.data.status(project)
    top = area.top + _marks(sheet, kit, area, project, status) + 12
    left_width = area.width * 0.495 - GUTTER / 2
    left = Area(area.left, top, area.left + left_width, area.bottom)
    right = Area(area.left + left_width + GUTTER, top, area.right, area.bottom)
    money_height = _money_height(kit, project)
    end = _stones(sheet, kit, Area(left.left, left.top, left.right, left.bottom - money_height - 10), project)
    _money(sheet, kit, Area(left.left, end + 12, left.right, left.bottom), project)
    risks = _risk_table(kit, project, right.width)
    issues = _issue_table(kit, project, right.width)
    foot = right_column(sheet, kit, right, project, status, [risks, issues])
    ask_box(sheet, kit, right, foot, project, status)


def _draw_upright(sheet: Sheet, kit: Kit, area: Area, project: PackProject) -> None:
    """Put the page of a project on paper that stands: one column, milestones and money before the words."""
    status = kit.data.status(project)
    top = area.top + _marks(sheet, kit, area, project, status, upright=True) + 14
    middle = area.top + area.height * 0.49
    money_height = 0.0 if kit.facts.leaves_out("money") else _money_height(kit, project)
    end = _stones(sheet, kit, Area(area.left, top, area.right, middle - money_height - 12), project)
    if money_height:
        _money(sheet, kit, Area(area.left, end + 14, area.right, area.bottom), project)
        end += 14 + money_height
    half = (area.width - GUTTER) / 2
    found = (_risk_table(kit, project, half), _issue_table(kit, project, half))
    listings = [listing for listing in found if listing[3] is not None or listing[2]]
    height = max((listing_height(kit, listing) + BETWEEN for listing in listings), default=0.0)
    words = Area(area.left, end + 10, area.right, area.bottom - height)
    foot = right_column(sheet, kit, words, project, status, [])
    for place, listing in enumerate(listings):
        paint_listing(sheet, kit, area.left + place * (half + GUTTER), foot, half, listing)
    ask_box(sheet, kit, area, foot + height, project, status)


def _marks(
    sheet: Sheet, kit: Kit, area: Area, project: PackProject, status: PackStatus | None, *, upright: bool = False
) -> float:
    """Put the seven ratings on the sheet: mark, name, last letter, reason; return the height they take."""
    count, taken = MARKS[upright], 0.0
    for start in range(0, len(DIMENSIONS), count):
        if start:
            taken += 10
        row = Area(area.left, area.top + taken, area.right, area.bottom)
        taken += _marks_row(sheet, kit, row, project, status, DIMENSIONS[start : start + count], count)
    return taken


def _marks_row(
    sheet: Sheet,
    kit: Kit,
    area: Area,
    project: PackProject,
    status: PackStatus | None,
    dimensions: Sequence[Dimension],
    places: int,
) -> float:
    t, scale = kit.texts, sheet.type.scale
    before = kit.data.previous_status(project)
    step = area.width / places
    reasons = []
    for dimension in dimensions:
        reason, color = _reason(kit, project, status, dimension)
        reason = _beside(kit, status, dimension, reason)
        reasons.append(sheet.type.block(reason, scale.note.but(color=color), step - 32, 2))
    height = max(25.0, 15.0 + max(block.height for block in reasons))
    for index, dimension in enumerate(dimensions):
        x = area.left + index * step
        rag: Rag = status.rating(dimension) if status else ""
        was: Rag | None = before.rating(dimension) if before else None
        if index:
            with sheet.furniture():
                sheet.tint(x - 7, area.top, 0.75, height, "line")
        tick = dimension == "overall" and kit.facts.is_better(project)
        sheet.mark(x + 9, area.top + 12, 18, rag, mark_in_words(t, rag, was), tick=tick)
        left = x + 24
        name = dimension_name(t, dimension)
        taken = sheet.text(left, area.top + 9.5, name, scale.section, width=step - 34)
        if was:
            letter = t("was {letter}", letter="✓" if was == "C" else was)
            room = step - 34 - taken
            if room >= sheet.type.measure(letter, scale.note.size):
                sheet.text(left + taken + 4, area.top + 9.5, letter, scale.note)
        sheet.block(left, area.top + 14, reasons[index])
    return height


def _beside(kit: Kit, status: PackStatus | None, dimension: Dimension, reason: str) -> str:
    """Return the line behind a rating with what the rules say where that is worse, or until when it was set by hand."""
    if status is None:
        return reason
    t, reported = kit.texts, status.rating(dimension)
    override = next((one for one in status.overrides if one.dimension == dimension and one.rag == reported), None)
    if override is not None:
        return t("{reason}; set by hand until {day}", reason=reason, day=t.date(override.expires_on))
    computed = dict(status.computed).get(dimension, "")
    if reported and computed and SEVERITY[computed] > SEVERITY[reported]:
        return t("{reason}; calculated {letter}", reason=reason, letter=computed)
    return reason


def _reason(kit: Kit, project: PackProject, status: PackStatus | None, dimension: Dimension) -> tuple[str, str]:
    """Return one line that says what stands behind a rating, and its colour."""
    t, facts = kit.texts, kit.facts
    rag: Rag = status.rating(dimension) if status else ""
    plain = "text2" if rag else "text3"
    if dimension == "overall" and rag in ("A", "R"):
        count = facts.periods_in(project, rag)
        if count > 1:
            return t.n("for {count} period", "for {count} periods", count), plain
        return t("new this period"), plain
    if dimension == "schedule" and project.slip is not None:
        if project.slip == 0:
            return t("on the baseline date"), plain
        color = "ragRtext" if facts.is_late(project.slip) else plain
        days = t.number(project.slip, signed=True)
        return t.n("{days} day", "{days} days", abs(project.slip), days=days), color
    if dimension == "cost" and project.variance is not None and project.overrun is not None:
        amount = t.short_money(project.variance, project.currency, signed=True)
        if project.variance == 0:
            return t("as planned"), plain
        color = "ragRtext" if facts.is_dear(project.overrun) else plain
        share = t.percent(project.overrun, signed=True)
        return t("{amount} ({share})", amount=amount, share=share), color
    if dimension == "risk":
        risks = facts.risks_of(project)
        if risks:
            above = sum((risk.score or 0) > kit.data.tolerances.appetite for risk in risks)
            return t("{above} of {count} above appetite", above=above, count=len(risks)), plain
    return rating_meaning(t, rag), plain


def _stones(sheet: Sheet, kit: Kit, area: Area, project: PackProject) -> float:
    """Put the milestones on the sheet and return where they end."""
    t = kit.texts
    found = kit.facts.milestones_of(project)
    title = t("Milestones")
    if not found:
        top = area.top + section_head(sheet, area.left, area.top, area.width, title)
        return top + quiet(sheet, area.left, top, area.width, t("The plan has no milestones yet."))
    room = area.height - sheet.type.scale.section.size - 9 - 14
    shown = found
    table = stones_table(kit, shown, area.width, with_project=False)
    rows = table.fitting(room)
    most = min(MOST_STONES, len(rows))
    if len(found) > most:
        # Those marked for packs first, then those still ahead: a page has room for the ones that matter.
        order = sorted(found, key=lambda m: (not m.key, m.actual is not None, m.expected or kit.data.data_date))
        kept = {id(milestone) for milestone in order[:most]}
        shown = [milestone for milestone in found if id(milestone) in kept]
        table = stones_table(kit, shown, area.width, with_project=False)
        note = t("{shown} of {count}; outline = baseline, filled = forecast", shown=len(shown), count=len(found))
    else:
        note = t("outline = baseline, filled = forecast, slip in days")
    top = area.top + section_head(sheet, area.left, area.top, area.width, title, note) + 2
    if table.shortened:
        kit.shortened(key_of(project), title, project.uid)
    return top + paint_stones(sheet, kit, table, shown, range(len(shown)), area.left, top)


def _money_height(kit: Kit, project: PackProject) -> float:
    if project.budget is None or project.forecast is None:
        return 36.0
    return 30.0 + 17.0 * (2 + min(len(project.causes), 5)) + (14.0 if project.actual is not None else 0.0)


def _money(sheet: Sheet, kit: Kit, area: Area, project: PackProject) -> None:
    if kit.facts.leaves_out("money"):
        return
    t = kit.texts
    title = t("From plan to forecast")
    if project.budget is None or project.forecast is None:
        top = area.top + section_head(sheet, area.left, area.top, area.width, title)
        known = project.budget if project.budget is not None else project.forecast
        if known is None:
            quiet(sheet, area.left, top, area.width, t("There is neither a budget nor a forecast yet."))
            return
        amount = t.short_money(known, project.currency)
        if project.budget is not None:
            quiet(sheet, area.left, top, area.width, t("Budget {amount}; there is no forecast yet.", amount=amount))
        else:
            quiet(sheet, area.left, top, area.width, t("Forecast {amount}; there is no budget yet.", amount=amount))
        return
    unit = Amounts.of(t, project.currency, [project.budget, project.forecast])
    note = t("cost at completion, {unit}", unit=unit.label)
    top = area.top + section_head(sheet, area.left, area.top, area.width, title, note)
    steps = [Step(cause.name, cause.amount) for cause in project.causes[:5]]
    scene: Scene = bridge(
        (t("Plan (PL)"), project.budget),
        steps,
        (t("Forecast (FC)"), project.forecast),
        area.width,
        17.0,
        sheet.type.scale.table.size,
        unit.number,
        unit.signed,
    )
    plan, forecast = (t.short_money(amount, project.currency) for amount in (project.budget, project.forecast))
    with sheet.figure(t("From a plan of {plan} to a forecast of {forecast}", plan=plan, forecast=forecast)):
        sheet.scene(scene, area.left, top + 6)
    if project.actual is not None:
        y = top + 6 + 17.0 * (2 + len(steps)) + 12
        spent = t.short_money(project.actual, project.currency)
        share = project.actual / project.forecast if project.forecast else 0.0
        done = t.percent(project.percent_complete / 100) if project.percent_complete is not None else "–"
        text = t(
            "Spent so far: {spent}, {share} of the forecast; {done} of the work is done.",
            spent=spent,
            share=t.percent(share),
            done=done,
        )
        sheet.text(area.left, y, text, sheet.type.scale.note, width=area.width)


def _risk_table(kit: Kit, project: PackProject, width: float) -> tuple[str, str, str, Table | None]:
    t = kit.texts
    found = kit.facts.risks_of(project)[:MOST_RISKS]
    columns = (
        Column("", 0, "middle", 14),
        Column("", 60, lines=_lines(kit)),
        Column("", 24, "end", 60, lines=1),
        Column("", 0, "end", 44),
    )
    rows = [
        Row(
            (
                mark_cell(kit, cell_rating(kit, risk), size=11.0),
                Cell(risk.title or risk.event or risk.code),
                Cell(risk.owner or "–", color="text2"),
                Cell(
                    t("{now} → {target}", now=t.number(risk.score or 0), target=t.number(risk.target_score))
                    if risk.target_score is not None
                    else t.number(risk.score or 0),
                    weight="bold",
                ),
            )
        )
        for risk in found
    ]
    table = Table(kit.type, columns, rows, width, row_height=16.5, padding=1.5) if rows else None
    empty = "" if kit.facts.leaves_out("risks") else t("No open risk has been scored.")
    return t("Top risks"), t("score now → target"), empty, table


def _lines(kit: Kit) -> int:
    """Return how many lines a title may have: on paper that stands, two tables share the width."""
    return 2 if kit.height > kit.width else 1


def _issue_table(kit: Kit, project: PackProject, width: float) -> tuple[str, str, str, Table | None]:
    t = kit.texts
    found = kit.facts.issues_of(project)[:2]
    columns = (Column("", 60, lines=_lines(kit)), Column("", 24, "end", 60, lines=1), Column("", 0, "end", 60))
    rows = [
        Row(
            (
                Cell(issue.title or issue.code),
                Cell(issue.owner or "–", color="text2"),
                Cell(t.date(issue.due) or "–", weight="bold"),
            )
        )
        for issue in found
    ]
    table = Table(kit.type, columns, rows, width, row_height=16.5, padding=1.5) if rows else None
    return t("Open issues"), t("owner, due"), "", table
