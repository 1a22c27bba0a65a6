"""A plan as the rows of the outline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...domain.plan import PlanTask
from ...domain.worktime import to_moment
from ...services.queries.plan import PlanView
from ...texts import Texts

BLANK: Final = -1
"""The id of the empty line below the last task."""


class PlanSource:
    """The plan that rows look into; after an edit it holds the new view, and the rows stay."""

    def __init__(self, view: PlanView) -> None:
        self.view = view


class PlanRow:
    """A row of the outline; what it shows is looked up when it is painted."""

    __slots__ = ("id", "row", "source")

    def __init__(self, source: PlanSource, row: int, task_id: int) -> None:
        self.source = source
        self.row = row
        self.id = task_id

    @property
    def view(self) -> PlanView:
        """The plan as it is now."""
        return self.source.view

    @property
    def task(self) -> PlanTask:
        """The task itself."""
        return self.view.plan.tasks[self.row]

    @property
    def is_summary(self) -> bool:
        """True where it sums up the rows below it."""
        return self.view.is_summary(self.row)

    @property
    def depth(self) -> int:
        """How far it is indented; 0 on the first level."""
        return max(0, self.task.outline_level - 1)

    @property
    def currency(self) -> str:
        """The currency of its amounts."""
        return self.view.plan.currency


class BlankRow:
    """The empty line below the last task: what is typed there becomes a new one.

    Attributes:
        row: the place that the new task will have.
        level: the level that it will have.
    """

    __slots__ = ("level", "row")

    id = BLANK
    is_summary = False
    currency = ""

    def __init__(self, row: int, level: int) -> None:
        self.row = row
        self.level = level

    @property
    def depth(self) -> int:
        """How far it is indented; 0 on the first level."""
        return max(0, self.level - 1)


def selection_words(view: PlanView, rows: Sequence[int], t: Texts) -> str:
    """Return what the status bar says of selected rows: one task's length, float and what follows it."""
    if not rows or view.schedule is None:
        return ""
    if len(rows) > 1:
        return _words_of_many(view, rows, t)
    row = rows[0]
    length = t.number(view.schedule.duration[row] / view.units.day, 1).removesuffix(".0")
    spare = t.number(view.schedule.total_float[row] / view.units.day, 1).removesuffix(".0")
    name, driven = view.plan.tasks[row].name, view.successors(row)
    if not driven:
        return t("{name}: {length} d, total float {spare} d", name=name, length=length, spare=spare)
    after = f"{view.numbers[driven[0]]} {view.plan.tasks[driven[0]].name}" + ("…" if len(driven) > 1 else "")
    return t(
        "{name}: {length} d, total float {spare} d, followed by {after}",
        name=name, length=length, spare=spare, after=after,
    )  # fmt: skip


def _words_of_many(view: PlanView, rows: Sequence[int], t: Texts) -> str:
    """Return what the status bar says of several rows: how many, their days together, from when to when."""
    words = t.n("{count} task selected", "{count} tasks selected", len(rows))
    schedule = view.schedule
    tasks = [row for row in rows if not view.is_summary(row)]
    if schedule is None or not tasks:
        return words
    days = t.number(sum(schedule.duration[row] for row in tasks) / view.units.day, 1).removesuffix(".0")
    start = to_moment(min(schedule.start[row] for row in tasks)).date()
    finish = to_moment(max(schedule.finish[row] for row in tasks)).date()
    span = t("{days} d together, {start} to {finish}", days=days, start=t.date(start), finish=t.date(finish))
    return f"{words}   ·   {span}"
