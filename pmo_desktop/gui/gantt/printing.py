"""The plan of a panel on paper; what makes PDFs is loaded when it is first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.errors import PmoError

if TYPE_CHECKING:
    from ..dialogs.print_timeline import PrintTimelineDialog
    from .panel import PlanPanel


def print_plan(panel: PlanPanel) -> None:
    """Let the user print the rows that the outline shows, as they are now."""
    dialog = print_dialog(panel)
    if dialog is not None:
        dialog.exec()


def print_dialog(panel: PlanPanel) -> PrintTimelineDialog | None:
    """Return the dialog; None where the plan has no dates, which is told in the message bar."""
    from ...services.printing import timeline_of
    from ..dialogs.print_timeline import PrintTimelineDialog

    view, chart = panel.view, panel.chart
    if view is None:
        return None
    rows = [row for row in chart.lines.rows if row != chart.data.blank]
    try:
        data = panel.workspace.read(timeline_of, view, rows=rows, data_date=chart.data_date)
    except PmoError as error:
        panel.workspace.failed.emit(error)
        return None
    return PrintTimelineDialog(panel, panel.workspace, data)
