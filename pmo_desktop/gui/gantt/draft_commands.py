"""What the menu of a plan offers beside its edits: a draft to try changes in, and a baseline to be set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pages.project_compare_dialog import ask_baseline

if TYPE_CHECKING:
    from .panel import PlanPanel


def try_changes(panel: PlanPanel) -> None:
    """Begin a draft of the plan that a panel shows."""
    from .draft_place import PlanPlace  # it builds panels, and they offer this command

    place = panel.parentWidget()
    while place is not None and not isinstance(place, PlanPlace):
        place = place.parentWidget()
    if place is not None:
        place.try_changes()


def set_baseline(panel: PlanPanel) -> None:
    """Let the user set a baseline, of the whole plan or of the selected tasks."""
    ask_baseline(panel, panel.workspace, panel.edits.project_id, panel.selected_ids())
