"""The cover: what to know, what is inside, and four facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...domain.rag import RATINGS
from ...texts import Texts
from ..fonts import one_line
from ..frame import Area, Kit, Page, pack_title
from ..sheet import Sheet
from ..style import SIDE
from ..wording import Finding, findings
from ..words import mark_in_words
from .masks import audience_name

COVER: Final = "cover"
LEAST_STEP: Final = 1.42
"""Distance of two lines of the contents, at least, in type sizes."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents; `key` is the bookmark of its page; inner lines are single projects."""

    name: str
    number: int
    key: str
    is_inner: bool = False


def cover_page(kit: Kit, contents: Sequence[Entry]) -> Page:
    """Return the cover with its contents."""
    title = pack_title(kit)

    def draw(sheet: Sheet, _: Area) -> None:
        _draw(sheet, kit, title, contents)

    return Page(COVER, kit.texts("Cover"), kit.texts("Cover"), title, "", draw, in_contents=False, plain=True)


def _draw(sheet: Sheet, kit: Kit, title: str, contents: Sequence[Entry]) -> None:
    t, data, scale = kit.texts, kit.data, sheet.type.scale
    left, right = SIDE + 8, sheet.width - SIDE - 8
    width = right - left
    sheet.text(left, 48, data.organisation, scale.section.but(size=12), width=width * 0.5)
    _stamp(sheet, kit, right, width)
    size = scale.cover.size
    heading = sheet.type.title(title, scale.cover.but(size=size), width)
    bottom = 178.0
    sheet.block(left, bottom - heading.height, heading, tag="H1")
    day = t.date_in_sentence(data.data_date)
    period = t("{month}  ·  data as of {day}", month=t.month(data.data_date), day=day)
    sheet.text(left, bottom + 16, period, scale.lead.but(size=scale.lead.size + 2.4, color="text2"))
    sheet.rule(left, bottom + 34, right, "text", 0.9)
    top = bottom + 50
    split = left + width * 0.6
    _findings(sheet, kit, left, top, split - left, findings(kit.facts, t))
    _contents(sheet, kit, split + 40, top, right - split - 40, contents)
    _facts(sheet, kit, left, sheet.height - 138, width)
    foot = _foot(t, data.prepared_by, data.approved_by)
    if foot:
        sheet.text(left, sheet.height - 56, foot, scale.note, width=width)


def _stamp(sheet: Sheet, kit: Kit, right: float, width: float) -> None:
    """Put draft or issued, classification and the day of the meeting into the upper right corner."""
    t, data, style = kit.texts, kit.data, sheet.type.scale.note
    state = t("Draft {issue}", issue=str(data.issue))
    if not data.draft:
        state = t("Pack {number}, version {version}", number=str(data.issue), version=str(data.version))
    parts = [state, data.classification, t("Sample data") if data.sample else ""]
    line = "  ·  ".join(part for part in parts if part.strip())
    sheet.text(right, 44, line, style.but(color="text2", weight="semibold"), anchor="end", width=width * 0.45)
    if data.meeting:
        meeting = t("Meeting on {day}", day=t.date_in_sentence(data.meeting))
        sheet.text(right, 57, meeting, style, anchor="end", width=width * 0.4)
    y = 70.0
    for words in _of_issue(kit):
        sheet.text(right, y, words, style, anchor="end", width=width * 0.6)
        y += 13


def _of_issue(kit: Kit) -> list[str]:
    """Return when the pack was published, what it corrects, and whom this copy is for."""
    t, data = kit.texts, kit.data
    found = []
    if data.published_at is not None:
        found.append(t("Published {moment}  ·  {hash}", moment=t.moment(data.published_at), hash=kit.short_hash))
    if data.corrects is not None and data.correction.strip():
        found.append(t("Corrects pack {number}: {note}", number=str(data.corrects), note=one_line(data.correction)))
    if data.audience:
        found.append(t("Copy for: {audience}", audience=audience_name(t, data.audience)))
    return found


def _findings(sheet: Sheet, kit: Kit, left: float, top: float, width: float, found: Sequence[Finding]) -> None:
    t, scale = kit.texts, sheet.type.scale
    sheet.text(left, top + scale.section.size, t("What you need to know"), scale.section, tag="H2")
    y = top + scale.section.size + 14
    with sheet.element("L"):
        for number, finding in enumerate(found, start=1):
            with sheet.element("LI"):
                style = scale.section.but(size=17, color="accent")
                sheet.text(left, y + 15, t.number(number), style, tag="Lbl")
                with sheet.element("LBody"):
                    point = sheet.type.block(finding.point, scale.lead.but(weight="bold"), width - 26, 2)
                    y += sheet.block(left + 26, y, point)
                    if finding.detail:
                        grey = scale.lead.but(color="text2")
                        one = "\n" not in finding.detail
                        setting = sheet.type.title if one else sheet.type.block
                        detail = setting(finding.detail, grey, width - 26, 3)
                        y += sheet.block(left + 26, y, detail)
                        if detail.shortened:
                            kit.shortened(COVER, t("What you need to know"))
            y += 11


def _contents(sheet: Sheet, kit: Kit, left: float, top: float, width: float, contents: Sequence[Entry]) -> None:
    t, scale = kit.texts, sheet.type.scale
    sheet.text(left, top + scale.section.size, t("In this pack"), scale.section, tag="H2")
    y = top + scale.section.size + 16
    room = sheet.height - 152 - y
    shown = _fitting(contents, int(room / (scale.body.size * LEAST_STEP)))
    step = min(scale.body.size * 1.85, room / max(len(shown), 1))
    with sheet.element("TOC"):
        for entry in shown:
            indent = 12.0 if entry.is_inner else 0.0
            style = scale.body.but(color="text2", size=scale.note.size + 0.6) if entry.is_inner else scale.body
            baseline = y + scale.body.size
            place = (left, baseline - scale.body.size - 1, width, step)
            with sheet.element("TOCI"), sheet.element("Reference"), sheet.linked(*place, entry.key, entry.name):
                sheet.text(left + indent, baseline, entry.name, style, width=width - indent - 30, tag="")
                number = style.but(weight="regular" if entry.is_inner else "semibold")
                sheet.text(left + width, baseline, t.number(entry.number), number, anchor="end", tag="")
            y += step


def _fitting(contents: Sequence[Entry], most: int) -> list[Entry]:
    """Return the entries that fit: sections always go before single projects, whose last ones are left out."""
    sections = sum(not entry.is_inner for entry in contents)
    room = max(most - sections, 0)
    shown = []
    for entry in contents:
        if entry.is_inner:
            room -= 1
        if not entry.is_inner or room >= 0:
            shown.append(entry)
    return shown


def _facts(sheet: Sheet, kit: Kit, left: float, top: float, width: float) -> None:
    t, facts = kit.texts, kit.facts
    sheet.rule(left, top, left + width)
    places = [left + width * share for share in (0.0, 0.2, 0.53, 0.79)]
    widths = [width * share for share in (0.2, 0.33, 0.26, 0.21)]
    y = top + 34
    count, groups = len(kit.data.projects), len([group for group in facts.groups if group.name])
    below = t.n("projects in {count} programme", "projects in {count} programmes", groups) if groups else t("projects")
    _figure(sheet, places[0], y, widths[0], t.number(count), below)
    _marks(sheet, kit, places[1], y)
    _figure(sheet, places[1], y, widths[1], "", t("status this period"))
    _figure(sheet, places[2], y, widths[2], *_money(kit))
    due, met = len(facts.due), len(facts.met)
    share = t.percent(met / due) if due else "–"
    _figure(sheet, places[3], y, widths[3], share, t("of milestones met in the last 90 days"))


def _figure(sheet: Sheet, x: float, y: float, width: float, figure: str, below: str) -> None:
    scale = sheet.type.scale
    if figure:
        sheet.text(x, y, figure, scale.figure, width=width - 12)
    sheet.text(x, y + 16, below, scale.note.but(size=scale.note.size + 0.8), width=width - 12)


def _marks(sheet: Sheet, kit: Kit, x: float, y: float) -> None:
    """Put each rating's mark and count side by side."""
    t, style = kit.texts, sheet.type.scale.figure
    counts = kit.facts.counts(kit.data.data_date)
    for rag in RATINGS:
        if not counts[rag]:
            continue
        sheet.mark(x + 8, y - 6.5, 15, rag, mark_in_words(t, rag))
        taken = sheet.text(x + 19, y, t.number(counts[rag]), style.but(size=style.size - 2))
        x += 19 + taken + 9


def _money(kit: Kit) -> tuple[str, str]:
    t, facts = kit.texts, kit.facts
    if facts.leaves_out("money"):
        return "–", t("amounts are left out of this copy")
    money = facts.total
    if facts.is_mixed:
        return "–", t("forecast: currencies differ, no sum")
    if money is None:
        return "–", t("no forecast yet")
    budget = t.short_money(money.budget, facts.currency)
    return t.short_money(money.forecast, facts.currency), t("forecast at completion, budget {budget}", budget=budget)


def _foot(t: Texts, prepared: str, approved: str) -> str:
    if prepared.strip() and approved.strip():
        return t(
            "Prepared by {prepared}. Approved for circulation by {approved}.", prepared=prepared, approved=approved
        )
    if prepared.strip():
        return t("Prepared by {prepared}.", prepared=prepared)
    return ""
