"""What a draft changes, in words: one sentence for the bar, and words for each task and each clash."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from ...services.draft_merge import Clash
from ...services.fields import field_of_column
from ...services.queries.drafts import Difference, DifferentTask
from ...services.values import show
from ...texts import Texts
from ...texts.messages import N_

KINDS: Final = (
    ("changed", N_("Changed")),
    ("added", N_("Added")),
    ("removed", N_("Removed")),
    ("moved", N_("Moved by others")),
)


def summary(t: Texts, found: Difference, currency: str) -> str:
    """Return what a draft changes, in one line."""
    if not found.rows:
        return t("Nothing is different yet.")
    parts = []
    if found.finish is not None and found.finish_before is not None:
        if found.days:
            before, after = t.date(found.finish_before), t.date(found.finish)
            moved_by = _days(t, found.days)
            parts.append(t("Finish {before} → {after} ({days})", before=before, after=after, days=moved_by))
        else:
            parts.append(t("Finish stays on {day}", day=t.date(found.finish)))
    if found.cost_before != found.cost:
        more = (found.cost or 0) - (found.cost_before or 0)
        parts.append(t("Cost {difference}", difference=t.money(more, currency, signed=True)))
    moved = [row for row in found.milestones if not row.summary]
    if moved:
        parts.append(t.n("{count} milestone moves", "{count} milestones move", len(moved)))
    added, removed, changed = found.count("added"), found.count("removed"), found.count("changed")
    if added:
        parts.append(t.n("{count} task added", "{count} tasks added", added))
    if removed:
        parts.append(t.n("{count} task removed", "{count} tasks removed", removed))
    if changed:
        parts.append(t.n("{count} task changed", "{count} tasks changed", changed))
    if found.critical != found.critical_before:
        values = {"before": t.number(found.critical_before), "after": t.number(found.critical)}
        parts.append(t("Critical tasks {before} → {after}", **values))
    return " · ".join(parts)


def _days(t: Texts, days: int) -> str:
    return t("{count} d", count=t.number(days, signed=True))


def from_to(t: Texts, before: date | None, after: date | None) -> str:
    """Return a day, or how it changes: 3 Mar 2026 → 5 Mar 2026."""
    if before == after or before is None or after is None:
        return t.date(after or before) if after or before else ""
    return f"{t.date(before)} → {t.date(after)}"


def float_change(t: Texts, row: DifferentTask, day: int) -> str:
    """Return a task's float in days, or how it changes."""
    shown = [None if minutes is None else t.number(minutes / day, 1) for minutes in (row.float_before, row.float)]
    before, after = (text[:-2] if text is not None and text.endswith(".0") else text for text in shown)
    if before == after or before is None or after is None:
        return after or before or ""
    return f"{before} → {after}"


def clash_title(t: Texts, clash: Clash) -> str:
    """Return what a clash is about: a field, a link, a whole row."""
    if clash.reason == "order":
        return t("Order of the rows")
    if clash.column:
        spec = field_of_column(clash.table, clash.column)
        title = spec.title(t) if spec is not None else t("Other details")
        return title if clash.table in ("task", "project") else f"{_table(t, clash.table)} · {title}"
    if clash.table == "task":
        return t("Whole task")
    return _table(t, clash.table)


def _table(t: Texts, table: str) -> str:
    match table:
        case "link":
            return t("Link")
        case "assignment":
            return t("Assignment")
        case "resource":
            return t("Resource")
        case "calendar":
            return t("Calendar")
    return t("Task")


def clash_value(t: Texts, clash: Clash, which: str, currency: str) -> str:
    """Return what one side has: `before`, `plan` or `draft`."""
    if clash.reason == "order":
        return {"before": t("As copied"), "plan": t("Moved"), "draft": t("Moved")}[which]
    value: Any = getattr(clash, which)
    if not clash.column:
        if which == "before":
            return t("There")
        return t("Removed") if value is None else t("Changed")
    spec = field_of_column(clash.table, clash.column)
    if value is None or value == "":
        return "–"
    if spec is None:
        return t("Changed") if which != "before" else t("As copied")
    return show(t, spec, value, currency=currency) or "–"
