"""The way to the next status that is not written yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from ...domain.messages import Message
from ...services.queries.reporting import next_without_report
from ..workspace import Workspace

RATED: Final = frozenset(
    {
        "project", "status_update", "period", "portfolio", "rag_override", "rag_rules",
        "risk", "issue", "change_request", "benefit",
    }
)  # fmt: skip
"""Tables that a reported or a computed rating is made from, besides the plan's."""


def open_next_status(workspace: Workspace, after: int | None = None) -> bool:
    """Open the form of the next project without a complete report; say so and return False where all have one."""
    key = workspace.read(next_without_report, workspace.period_id, after)
    if key is None:
        workspace.told.emit(Message("all_reported"))
        return False
    workspace.open("project", key, tab="summary", status=True)
    return True


def status_commands(workspace: Workspace, window: QWidget) -> Mapping[str, Callable[[], object]]:
    """Return what any page's window does for the commands on status, periods and rules."""

    def rules() -> None:
        from .rag_rules_dialog import RagRulesDialog

        RagRulesDialog(workspace, window).exec()

    def periods() -> None:
        from ..dialogs.periods import PeriodsDialog

        PeriodsDialog(workspace, window).exec()

    def meeting() -> None:
        from ..meeting.opening import open_meeting

        open_meeting(workspace, window)

    return {
        "status.write": lambda: open_next_status(workspace),
        "period.list": periods,
        "rating.rules": rules,
        "meeting.open": meeting,
    }
