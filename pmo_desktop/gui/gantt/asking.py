"""What is asked before a whole plan is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pages.template_dialogs import DateDialog

if TYPE_CHECKING:
    from .panel import PlanPanel


def ask_data_date(panel: PlanPanel) -> None:
    """Let the user set the day up to which progress is known, or take it away."""
    t, view = panel.texts, panel.view
    if view is None:
        return
    known = view.plan.data_date
    today = known.date() if known is not None else panel.today()
    dialog = DateDialog(panel, t, today, t("Data date of the plan"), t("Set data date"), optional=True)
    if dialog.exec() == DateDialog.DialogCode.Accepted:
        panel.edits.set_data_date(dialog.day())


def ask_shift(panel: PlanPanel) -> None:
    """Let the user move the whole plan to another start."""
    t, view = panel.texts, panel.view
    if view is None or view.schedule is None:
        return
    dialog = DateDialog(panel, t, view.schedule.project_start.date(), t("Move the whole plan"), t("Move plan"))
    day = dialog.day() if dialog.exec() == DateDialog.DialogCode.Accepted else None
    if day is not None:
        panel.edits.shift(day)
