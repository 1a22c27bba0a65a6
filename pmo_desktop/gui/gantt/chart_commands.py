"""What keys on the Gantt do to the selected bars: the twins of the gestures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...domain.messages import Message
from ...domain.worktime import to_moment
from ...services.planning import clock_of
from .gesture_links import LinkByKeys

if TYPE_CHECKING:
    from .panel import PlanPanel

STEP = 10
"""Percent by which a key sets progress."""


def move_bars(panel: PlanPanel, days: int) -> None:
    """Move the selected bars by working days."""
    view = panel.view
    cells: list[tuple[int, Mapping[str, object]]] = []
    if view is None or view.schedule is None:
        return
    for row in _leaves(panel):
        clock = clock_of(view.plan, view.plan.tasks[row].calendar_uid)
        moved = clock.next_start(clock.add(view.schedule.start[row], days * view.units.day))
        cells.append((view.plan.tasks[row].uid, {"start": to_moment(moved)}))
    _set(panel, Message("move_bars", count=len(cells)), cells)


def stretch_bars(panel: PlanPanel, days: int) -> None:
    """Make the selected bars longer by working days, or shorter, but never nothing."""
    view = panel.view
    if view is None or view.schedule is None:
        return
    tasks = view.plan.tasks
    cells: list[tuple[int, Mapping[str, object]]] = [
        (tasks[row].uid, {"duration": tasks[row].duration + days * view.units.day})
        for row in _leaves(panel)
        if not tasks[row].milestone and tasks[row].duration + days * view.units.day > 0
    ]
    _set(panel, Message("set_task_duration"), cells)


def step_progress(panel: PlanPanel, percent: int) -> None:
    """Set more or less of the selected tasks as done."""
    view = panel.view
    if view is None or view.schedule is None:
        return
    tasks, cells = view.plan.tasks, list[tuple[int, Mapping[str, object]]]()
    for row in _leaves(panel):
        now = tasks[row].percent_complete
        new = max(0, min(100, (now // STEP * STEP if percent > 0 else -(-now // STEP) * STEP) + percent))
        if new != now:
            cells.append((tasks[row].uid, {"percent_complete": new}))
    _set(panel, Message("set_task_progress"), cells)


def link_by_keys(panel: PlanPanel) -> None:
    """Let the keyboard draw a link from the selected bar."""
    rows = panel.hands.selected_rows()
    if (
        panel.view is not None
        and panel.view.schedule is not None
        and len(rows) == 1
        and panel.chart.data.shape[rows[0]]
    ):
        panel.chart.setFocus()
        panel.chart.touch.link_by_keys(LinkByKeys(panel.hands, rows[0]))


def _leaves(panel: PlanPanel) -> list[int]:
    """Return the selected rows that sum up nothing."""
    view = panel.view
    return [] if view is None else [row for row in panel.hands.selected_rows() if not view.is_summary(row)]


def _set(panel: PlanPanel, label: Message, cells: list[tuple[int, Any]]) -> None:
    if len(cells) == 1:
        panel.edits.set([cells[0][0]], cells[0][1])
    elif cells:
        panel.edits.set_each(label, cells)
