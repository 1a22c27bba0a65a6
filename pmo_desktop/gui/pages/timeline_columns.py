"""The columns of the timeline's table, its views, and what the status bar says of a selection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from ...services.queries.timeline import Timeline
from ...texts import Texts
from ..models.columns import Column, column_of
from ..models.filters import Filter
from ..widgets.view_tabs import BuiltInView
from .projects_columns import LATE_DAYS
from .timeline_rows import PhaseLine, ProjectLine, Row, StoneLine, TimelineModel

FOLD: Final = "fold"
SHOWN: Final = ("rag_overall", "code", "name")
GROUPED: Final = ("programme_id", "stage", "manager", "sponsor", "project_class", "rag_overall")
"""What the projects can be grouped by, in the order of the menu."""


def columns_of(view: Timeline, t: Texts, model: TimelineModel | None) -> list[Column]:
    """Return the columns; all but the dates can be grouped by or filtered on when hidden."""
    programmes = {programme.id: programme.name for programme in view.registry.programmes}
    specs = {spec.name: spec for spec in view.registry.fields}

    def made(name: str, **more: Any) -> Column:
        return column_of(specs[name], t, names=programmes, editable=False, **more)

    return [
        Column(FOLD, "", "text", 26, get=lambda row: None, shown=lambda row, value: _fold(row, model)),
        made("rag_overall", width=56),
        made("code", width=58, tone=lambda row, value: "text3"),
        made("name", width=176, stretch=True, pinned=True, shown=lambda row, value: indented(row, value)),
        *(made(name, hidden=True) for name in ("programme_id", "manager", "sponsor", "project_class", "stage")),
        made("start", hidden=True),
        made("finish", width=104),
        Column(
            "slip",
            t("Slip, days"),
            "days",
            84 if t.is_chinese else 72,
            tone=lambda row, value: "ragRtext" if (value or 0) > LATE_DAYS else "text3" if value == 0 else "",
        ),
        made("baseline_finish", hidden=True),
        Column(
            "percent_complete", t("Progress"), "percent", 72, hidden=True, shown=lambda row, value: _share(t, value)
        ),
    ]


def _share(t: Texts, value: object) -> str:
    return t.percent(value / 100) if isinstance(value, int) else ""


def _fold(row: Row, model: TimelineModel | None) -> str:
    if not isinstance(row, ProjectLine) or model is None or row.outline is None:
        return ""
    if not model.parts(row):
        return ""
    return "−" if model.is_open(row) else "+"


def indented(row: Row, value: object) -> str:
    """Return a name, moved in under its project."""
    name = str(value or "")
    return name if isinstance(row, ProjectLine) else f"      {name}"


def built_in_views(view: Timeline, t: Texts) -> list[BuiltInView]:
    """Return the views that come with the page; their counts are those of this portfolio."""
    over = Filter("stage", "is_not", ("closed", "cancelled")).to_json()
    rows = view.rows
    active = [row for row in rows if row.active]
    late = Filter("slip", "at_least", (1,)).to_json()
    views = [
        BuiltInView("programmes", t("By programme"), {"group": "programme_id", "filters": [over]}, lambda: len(active)),
        BuiltInView("stages", t("By stage"), {"group": "stage", "sort": [["finish", False]], "filters": [over]}),
        BuiltInView(
            "ratings", t("By status"), {"group": "rag_overall", "sort": [["finish", False]], "filters": [over]}
        ),
        BuiltInView(
            "late",
            t("Late"),
            {"sort": [["slip", True]], "filters": [over, late]},
            lambda: sum((row.slip or 0) > 0 for row in active),
        ),
    ]
    if view.registry.period is not None:
        soon = view.registry.period.data_date + timedelta(days=90)
        near = Filter("finish", "at_most", (soon,)).to_json()
        state = {"sort": [["finish", False]], "filters": [over, near]}
        views.append(
            BuiltInView(
                "finishing",
                t("Finish within 90 days"),
                state,
                lambda: sum(row.finish is not None and row.finish <= soon for row in active),
            )
        )
    views.append(BuiltInView("all", t("All"), {}, lambda: len(rows)))
    return views


def selection_words(t: Texts, picked: Sequence[Row], shown: Sequence[Any]) -> str:
    """Return what the status bar says: how many projects, and from when to when they run and finish."""
    projects = [row for row in (picked or shown) if isinstance(row, ProjectLine)]
    parts = [row for row in picked if isinstance(row, (PhaseLine, StoneLine))]
    if len(picked) == 1 and parts:
        return _one(t, parts[0])
    head = t.n("{count} project", "{count} projects", len(projects))
    if picked and len(picked) > 1:
        head = t("{head} selected", head=head)
    finishes = [day for row in projects if (day := row.project.finish) is not None]
    if not finishes:
        return head
    words = t("finish {dates}", dates=_range(t, min(finishes), max(finishes)))
    slips = [row.project.slip for row in projects if row.project.slip]
    worst = max(slips, default=0)
    if worst > 0:
        return t("{head}   ·   {finish}   ·   worst slip {days} d", head=head, finish=words,
                 days=t.number(worst, signed=True))  # fmt: skip
    return t("{head}   ·   {finish}", head=head, finish=words)


def _one(t: Texts, row: Row) -> str:
    finish, slip = row.value("finish"), row.value("slip")
    name = str(row.value("name"))
    day = t.date(finish) if isinstance(finish, date) else ""
    if isinstance(slip, int) and slip:
        return t("{name}: {date}, slip {days} d", name=name, date=day, days=t.number(slip, signed=True))
    return t("{name}: {date}", name=name, date=day)


def _range(t: Texts, first: date, last: date) -> str:
    return t.date(first) if first == last else t("{first} – {last}", first=t.date(first), last=t.date(last))
