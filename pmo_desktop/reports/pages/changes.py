"""What changed since the last pack: ratings, promises, milestones, money and registers, computed from the two packs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ...domain.pack_history import MilestoneMove, PackChanges, RegisterMove, ScopeMove
from ...domain.rag import DIMENSIONS, movement
from ...texts import Texts
from ...texts.messages import N_
from ..amounts import Amounts
from ..flow import Part, Section, column_width, flow, paint
from ..frame import Area, Kit, Page, quiet
from ..sheet import Sheet
from ..table import Cell, Column, Row, Table
from ..wording import name_of
from ..words import dimension_name, number_word
from .cells import mark_cell

KEY: Final = "changes"
COLUMNS: Final = 2

TRIFLE: Final = 7
"""Days by which a milestone may move without a line of its own; how many did is said."""

KINDS: Final[Mapping[str, str]] = {
    "opened": N_("new"),
    "closed": N_("closed"),
    "moved": N_("moved"),
    "decided": N_("decided"),
    "reached": N_("reached"),
    "added": N_("added"),
    "dropped": N_("dropped"),
}

PROMISES: Final[Mapping[str, str]] = {
    "added": N_("New in the pack"),
    "dropped": N_("No longer in the pack"),
    "baseline_set": N_("New baseline {number}"),
    "baseline_approved": N_("Baseline {number} approved"),
    "baseline_edited": N_("Baseline {number} was edited"),
    "promise": N_("Promised finish was moved"),
}


def changes_pages(kit: Kit) -> list[Page]:
    """Return the pages of what changed since the last pack; none for a first pack."""
    t, changes = kit.texts, kit.data.changes
    if changes is None:
        return []
    section = t("What changed")
    title = kit.headline(KEY, changes_title(kit, changes))
    subtitle = t(
        "Against pack {issue}, data as of {day}. Computed from the frozen data of both packs.",
        issue=str(changes.issue),
        day=t.date(changes.since),
    )
    area = kit.area(title, subtitle)
    sections = _sections(kit, changes, column_width(area.width, COLUMNS))
    if not sections:

        def nothing(sheet: Sheet, area: Area) -> None:
            quiet(sheet, area.left, area.top, area.width, t("Nothing moved since the last pack."))

        return [Page(KEY, section, section, title, subtitle, nothing)]
    if any(part.table.shortened for part in sections):
        kit.shortened(KEY, section)
    pages = []
    for number, parts in enumerate(flow(kit, sections, COLUMNS, area.height)):

        def draw(sheet: Sheet, area: Area, parts: Sequence[Part] = parts) -> None:
            paint(sheet, kit, area, parts, COLUMNS)

        more = t("{title} (continued)", title=title) if number else title
        key = f"{KEY}-{number + 1}" if number else KEY
        pages.append(Page(key, section, section, more, subtitle, draw, None if number else 0, in_contents=not number))
    return pages


def changes_title(kit: Kit, changes: PackChanges) -> str:
    """Return the conclusion of the page: what got worse, and whether a promise was changed quietly."""
    t = kit.texts
    overall = [move for move in changes.ratings if move.dimension == "overall"]
    worse = sum(movement(move.before, move.now) > 0 for move in overall)
    later = sum(move.kind == "moved" and move.days >= TRIFLE for move in changes.milestones)
    parts = []
    if worse:
        parts.append(
            t.n("{number} project got worse", "{number} projects got worse", worse,
                number=number_word(t, worse, first=True))
        )  # fmt: skip
    if later:
        word = number_word(t, later, first=not parts)
        parts.append(t.n("{number} milestone moved later", "{number} milestones moved later", later, number=word))
    said = t("{worse} and {later}", worse=parts[0], later=parts[1]) if len(parts) == 2 else "".join(parts)
    quiet_ones = len(changes.quiet)
    if quiet_ones and said:
        return t.n(
            "{said}; {number} promise was changed without approval",
            "{said}; {number} promises were changed without approval",
            quiet_ones,
            said=said,
            number=number_word(t, quiet_ones),
        )
    if quiet_ones:
        return t.n(
            "{number} promise was changed without approval",
            "{number} promises were changed without approval",
            quiet_ones,
            number=number_word(t, quiet_ones, first=True),
        )
    if said:
        return said
    return t("Nothing got worse since the last pack") if changes.count else t("Nothing moved since the last pack")


def _sections(kit: Kit, changes: PackChanges, width: float) -> list[Section]:
    made = (
        _ratings(kit, changes, width),
        _promises(kit, changes.scope, width),
        _milestones(kit, changes.milestones, width),
        _money(kit, changes, width),
        *(_register(kit, changes, name, width) for name in ("risk", "issue", "decision")),
    )
    return [section for section in made if section is not None]


def _project(kit: Kit, uid: str) -> Cell:
    project = kit.facts.projects.get(uid)
    if project is None:
        return Cell(kit.texts("Portfolio"), color="text2") if not uid else Cell("–")
    return Cell(name_of(kit.texts, project), color="text2")


def _code(kit: Kit, uid: str) -> str:
    project = kit.facts.projects.get(uid)
    return (project.code if project else "") or "–"


def _table(kit: Kit, columns: Sequence[Column], rows: Sequence[Row], width: float) -> Table:
    return Table(kit.type, columns, rows, width, row_height=15.5, padding=2.0, gap=8)


def _ratings(kit: Kit, changes: PackChanges, width: float) -> Section | None:
    """One line a project: its overall rating before and now, which dimensions moved, and the manager's reason."""
    t = kit.texts
    by_project: dict[str, list[int]] = {}
    for index, move in enumerate(changes.ratings):
        by_project.setdefault(move.project, []).append(index)
    rows = []
    for uid, indices in by_project.items():
        moves = [changes.ratings[index] for index in indices]
        first = next((move for move in moves if move.dimension == "overall"), moves[0])
        is_all = len(moves) == len(DIMENSIONS)
        names = t("all dimensions") if is_all else t.listed(dimension_name(t, move.dimension) for move in moves)
        project = kit.facts.projects.get(uid)
        rows.append(
            Row(
                (
                    mark_cell(kit, first.before),
                    Cell("→", color="text3"),
                    mark_cell(kit, first.now, first.before),
                    Cell(name_of(t, project) if project else "–", names, weight="semibold"),
                    Cell(first.reason or "–", color="text2"),
                )
            )
        )
    if not rows:
        return None
    columns = (
        Column("", 0, "middle", 13),
        Column("", 0, "middle", 10),
        Column("", 0, "middle", 13),
        Column(t("Project, what moved"), 40, minimum=100, lines=2, note_lines=2),
        Column(t("Reason"), 60, minimum=90, lines=4),
    )
    note = t("last pack → now")
    return Section(t("Ratings"), _table(kit, columns, rows, width), len(rows), note)


def _promises(kit: Kit, moves: Sequence[ScopeMove], width: float) -> Section | None:
    t = kit.texts
    rows = []
    for move in moves:
        project = kit.facts.projects.get(move.project)
        agreed = move.change_request
        if move.is_quiet:
            note = t("not approved: no change request covers it")
        else:
            note = t("change request {code}", code=agreed) if agreed else ""
        cost = ""
        if move.cost_before is not None and move.cost_now is not None and move.cost_before != move.cost_now:
            currency = project.currency if project else kit.data.currency
            cost = t.short_money(move.cost_now - move.cost_before, currency, signed=True)
        color = "ragRtext" if move.is_quiet else "text2"
        rows.append(
            Row(
                (
                    Cell(name_of(t, project) if project else move.name or "–", weight="semibold"),
                    Cell(t(PROMISES[move.kind], number=str(move.number)), note, color=color),
                    Cell(t.date(move.before) or "–", color="text2"),
                    Cell(t.date(move.now) or "–"),
                    Cell(cost or "–", color="text2"),
                )
            )
        )
    if not rows:
        return None
    columns = (
        Column(t("Project"), 40, minimum=84),
        Column(t("What changed"), 60, minimum=100, note_lines=2),
        Column(t("Was"), 0, "end", 50),
        Column(t("Is"), 0, "end", 50),
        Column(t("Cost"), 0, "end", 36, drop=1),
    )
    return Section(t("Scope and promises"), _table(kit, columns, rows, width), len(rows), t("finish"))


def _milestones(kit: Kit, moves: Sequence[MilestoneMove], width: float) -> Section | None:
    t = kit.texts
    shown = [m for m in moves if (m.kind == "moved" and abs(m.days) >= TRIFLE) or m.kind in ("added", "dropped")]
    reached = sum(move.kind == "reached" for move in moves)
    small = sum(move.kind == "moved" and abs(move.days) < TRIFLE for move in moves)
    words = []
    if reached:
        words.append(t.n("{count} reached", "{count} reached", reached))
    if small:
        words.append(
            t.n("{count} moved less than {days} days", "{count} moved less than {days} days", small, days=TRIFLE)
        )
    rows = []
    for move in shown:
        late = kit.facts.is_late(move.days)
        days = t.number(move.days, signed=True) if move.kind == "moved" else t(KINDS[move.kind])
        rows.append(
            Row(
                (
                    _project(kit, move.project),
                    Cell(move.name or "–"),
                    Cell(t.date(move.before) or "–", color="text2"),
                    Cell(t.date(move.now) or "–"),
                    Cell(days, color="ragRtext" if late else "text", weight="bold" if late else "regular"),
                )
            )
        )
    if not rows:
        if not words:
            return None
        rows = [Row((Cell(t("None moved by {days} days or more", days=TRIFLE)), *([Cell()] * 4)))]
    columns = (
        Column(t("Project"), 50, minimum=84),
        Column(t("Milestone"), 50, minimum=84),
        Column(t("Last pack"), 0, "end", 50),
        Column(t("Now"), 0, "end", 50),
        Column(t("Slip"), 0, "end", 34),
    )
    return Section(t("Milestones"), _table(kit, columns, rows, width), len(rows), t.listed(words))


def _money(kit: Kit, changes: PackChanges, width: float) -> Section | None:
    t = kit.texts
    rows = []
    for move in changes.money:
        amounts = Amounts.of(t, move.currency, (move.before, move.now))
        figure = t("budget") if move.figure == "budget" else t("forecast")
        dearer = (move.amount or 0) > 0
        change = t.short_money(move.amount, move.currency, signed=True) if move.amount is not None else "–"
        rows.append(
            Row(
                (
                    _project(kit, move.project),
                    Cell(t("{figure}, {unit}", figure=figure, unit=amounts.label), color="text2"),
                    Cell(amounts.number(move.before), color="text2"),
                    Cell(amounts.number(move.now)),
                    Cell(change, weight="bold" if dearer else "regular"),
                )
            )
        )
    if not rows:
        return None
    columns = (
        Column(t("Project"), 60, minimum=84),
        Column(t("Figure"), 40, minimum=60, lines=1),
        Column(t("Last pack"), 0, "end", 44),
        Column(t("Now"), 0, "end", 44),
        Column(t("Change"), 0, "end", 44),
    )
    return Section(t("Money"), _table(kit, columns, rows, width), len(rows), t("budget and forecast at completion"))


def _register(kit: Kit, changes: PackChanges, register: str, width: float) -> Section | None:
    t = kit.texts
    moves = [move for move in changes.registers if move.register == register]
    if not moves:
        return None
    titles = {"risk": t("Risks"), "issue": t("Issues"), "decision": t("Decisions")}
    columns = [
        Column("", 0, minimum=34),
        Column(t("Title"), 60, minimum=120),
        Column(t("Project"), 0, minimum=38),
        Column("", 0, minimum=36),
    ]
    if register == "risk":
        columns.append(Column(t("Score"), 0, "end", 44))
    rows = []
    for move in moves:
        cells = [
            Cell(move.code or "–", color="text3"),
            Cell(move.title or "–"),
            Cell(_code(kit, move.project), color="text2"),
            Cell(t(KINDS[move.kind]), color="text2"),
        ]
        if register == "risk":
            cells.append(_scores(t, kit, move))
        rows.append(Row(tuple(cells)))
    note = _counts(t, moves)
    return Section(titles[register], _table(kit, columns, rows, width), len(rows), note)


def _scores(t: Texts, kit: Kit, move: RegisterMove) -> Cell:
    before = "–" if move.before is None else t.number(move.before)
    now = "–" if move.now is None else t.number(move.now)
    above = (move.now or 0) > kit.data.tolerances.appetite >= (move.before or 0)
    return Cell(f"{before} → {now}", color="ragRtext" if above else "text", weight="bold" if above else "regular")


def _counts(t: Texts, moves: Sequence[RegisterMove]) -> str:
    kinds = list(dict.fromkeys(move.kind for move in moves))
    return t.listed(f"{sum(move.kind == kind for move in moves)} {t(KINDS[kind])}" for kind in kinds)
