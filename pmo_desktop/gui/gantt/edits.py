"""What the plan's page does to a plan: each a named, undoable step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ...domain.changes import ChangeSet
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.plan import LagKind, LinkKind
from ...services.commands import baselines, plan, plan_links, plan_rows
from ...services.fields import fields_of
from ...services.planning_cache import PlanCache, lending
from ...services.queries.plan import link_between
from ..edits import MANY
from ..models.edits import CellEdit, Reason
from ..pages.calendar_dialog import open_calendars
from ..workspace import Workspace
from .task_details import open_task_details

FIELD_LABELS: Final[Mapping[str, Message]] = {
    "name": Message("set_task_name"),
    "duration": Message("set_task_duration"),
    "start": Message("set_task_start"),
    "finish": Message("set_task_finish"),
    "percent_complete": Message("set_task_progress"),
    "predecessors": Message("set_task_links"),
    "owner": Message("set_task_owner"),
    "resources": Message("set_task_resources"),
    "deadline": Message("set_task_deadline"),
    "milestone": Message("set_task_milestone"),
    "key": Message("set_task_milestone"),
}


def label_of(key: str) -> Message:
    """Return what the Undo menu calls an edit of a field of tasks."""
    known = FIELD_LABELS.get(key)
    if known is not None:
        return known
    spec = next((spec for spec in fields_of("task") if spec.name == key), None)
    return Message("set_task") if spec is None else Message("set_field", {"field": spec.caption})


class PlanEdits:
    """The edits of one project's plan."""

    def __init__(self, workspace: Workspace, project_id: int, plans: PlanCache) -> None:
        self._workspace = workspace
        self._plans = plans
        self.project_id = project_id

    def show_details(self, parent: QWidget, task_ids: Sequence[int], page: str = "") -> None:
        """Open the details of tasks, on one of its pages."""
        open_task_details(parent, self._workspace, self._plans, self.project_id, task_ids, page)

    def show_calendars(self, parent: QWidget) -> None:
        """Open the calendars of the plan."""
        open_calendars(parent, self._workspace, self._plans, self.project_id)

    def set(self, task_ids: Sequence[int], values: Mapping[str, object]) -> ChangeSet | None:
        """Give tasks values; a refusal is told in the message bar."""
        return self._edit(self._label(values), plan.set_task, task_ids, values, self._workspace.today())

    def type(self, task_ids: Sequence[int], key: str, text: object) -> PmoError | None:
        """Give tasks what was typed into a cell; return why not, for the cell to say."""
        try:
            label = self._label({key: text})
            command = lending(self._plans, plan.set_task)
            self._workspace.attempt(label, command, task_ids, {key: text}, self._workspace.today())
        except PmoError as error:
            return error
        return None

    def paste(
        self, cells: Sequence[tuple[int, Mapping[str, object]]], new_rows: Sequence[Mapping[str, object]]
    ) -> bool:
        """Give tasks their own values each, and add rows; return whether it was done."""
        label = Message("paste_tasks", count=len(cells) + len(new_rows))
        own = self.project_id
        return bool(self._edit(label, plan.set_cells, cells, new_rows, self._workspace.today(), project_id=own))

    def commit(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        """Write what was typed into cells, as one step; return why not."""
        keys = {edit.column.key for edit in edits}
        by_task: dict[int, dict[str, object]] = {}
        for edit in edits:
            by_task.setdefault(edit.row_id, {})[edit.column.key] = edit.value
        label = label_of(keys.pop()) if len(keys) == 1 and reason != "paste" else Message(MANY[reason], {}, len(edits))
        added = self._write(label, list(by_task.items()), ())
        return added if isinstance(added, PmoError) else None

    def add_typed(self, values: Mapping[str, object], level: int) -> list[int] | PmoError:
        """Add a task at the end with what was typed of it; return its id, or why not."""
        return self._write(Message("add_task"), (), (values,), level=level)

    def put(
        self, cells: Sequence[tuple[int, Mapping[str, object]]], new_rows: Sequence[Mapping[str, object]]
    ) -> PmoError | None:
        """Give tasks their own values each and add rows, as `paste`; return why not."""
        added = self._write(Message("paste_tasks", count=len(cells) + len(new_rows)), cells, new_rows)
        return added if isinstance(added, PmoError) else None

    def _write(
        self,
        label: Message,
        cells: Sequence[tuple[int, Mapping[str, object]]],
        new_rows: Sequence[Mapping[str, object]],
        *,
        level: int | None = None,
    ) -> list[int] | PmoError:
        command, own = lending(self._plans, plan.set_cells), self.project_id
        try:
            change = self._workspace.attempt(
                label, command, cells, new_rows, self._workspace.today(), project_id=own, level=level
            )
        except PmoError as error:
            return error
        return change.result if isinstance(change.result, list) else []

    def set_each(self, label: Message, cells: Sequence[tuple[int, Mapping[str, object]]]) -> None:
        """Give tasks their own values each; a refusal is told in the message bar."""
        self._edit(label, plan.set_cells, cells, (), self._workspace.today(), project_id=self.project_id)

    def add(
        self,
        names: Sequence[str],
        *,
        before: int | None = None,
        level: int | None = None,
        milestone: bool = False,
        duration: int | None = None,
        start: datetime | None = None,
    ) -> list[int]:
        """Add rows; return their ids, none where it was refused."""
        label = Message("add_milestone" if milestone else "add_task")
        change = self._edit(
            label,
            plan_rows.add_tasks,
            self.project_id,
            names,
            before=before,
            level=level,
            milestone=milestone,
            duration=duration,
            start=start,
        )
        return change.result if change is not None and isinstance(change.result, list) else []

    def delete(self, task_ids: Sequence[int]) -> None:
        """Delete rows with all below them, and say so with an Undo."""
        label = Message("delete_tasks", count=len(task_ids))
        if task_ids and self._edit(label, plan_rows.delete_tasks, task_ids):
            self._workspace.done.emit(Message("tasks_deleted", count=len(task_ids)))

    def indent(self, task_ids: Sequence[int]) -> None:
        """Put rows one level deeper."""
        self._rows("indent_tasks", plan_rows.indent, task_ids)

    def outdent(self, task_ids: Sequence[int]) -> None:
        """Put rows one level up."""
        self._rows("outdent_tasks", plan_rows.outdent, task_ids)

    def move_by(self, task_ids: Sequence[int], step: int) -> None:
        """Move rows up or down among their neighbours."""
        self._rows("move_tasks", plan_rows.move_by, task_ids, step)

    def move_before(self, task_ids: Sequence[int], before: int | None, level: int | None) -> None:
        """Move rows before another one."""
        self._rows("move_tasks", plan_rows.move_tasks, task_ids, before, level)

    def link(self, task_ids: Sequence[int]) -> None:
        """Link tasks one after the other."""
        self._edit(Message("link_tasks"), plan_links.link_in_order, task_ids)

    def unlink(self, task_ids: Sequence[int]) -> None:
        """Take away the links among tasks."""
        self._rows("unlink_tasks", plan_links.unlink, task_ids)

    def add_link(self, before: int, after: int, kind: LinkKind) -> None:
        """Link two tasks."""
        self._edit(Message("link_tasks"), plan_links.add_link, before, after, kind)

    def delete_link(self, before: int, after: int) -> None:
        """Take the link between two tasks away."""
        link_id = self._workspace.read(link_between, before, after)
        if link_id is not None:
            self._edit(Message("unlink_tasks"), plan_links.delete_link, link_id)

    def change_link(self, before: int, after: int, kind: LinkKind, lag: int, lag_kind: LagKind) -> None:
        """Give the link between two tasks another kind and lag."""
        link_id = self._workspace.read(link_between, before, after)
        if link_id is not None:
            self._edit(Message("change_link"), plan_links.set_link, link_id, kind, lag, lag_kind)

    def set_baseline(self, number: int) -> None:
        """Freeze the plan as a baseline, and say so with an Undo."""
        label = Message("set_baseline", {"number": number})
        if self._edit(label, baselines.set_baseline, self.project_id, number):
            self._workspace.done.emit(Message("baseline_was_set", {"number": number}))

    def clear_baseline(self, number: int) -> None:
        """Take a baseline away."""
        self._edit(Message("clear_baseline", {"number": number}), baselines.clear_baseline, self.project_id, number)

    def set_data_date(self, day: date | None) -> None:
        """Set the day up to which progress is known."""
        self._edit(Message("set_plan_data_date"), plan.set_data_date, self.project_id, day)

    def shift(self, day: date) -> None:
        """Move the whole plan to another start."""
        self._edit(Message("shift_plan"), plan.shift_plan, self.project_id, day)

    @staticmethod
    def _label(values: Mapping[str, object]) -> Message:
        return label_of(next(iter(values)))

    def _rows(self, label: str, command: Callable[..., object], task_ids: Sequence[int], *more: Any) -> None:
        if task_ids:
            self._edit(Message(label), command, task_ids, *more)

    def _edit(self, label: Message, command: Callable[..., object], *args: Any, **kwargs: Any) -> ChangeSet | None:
        return self._workspace.edit(label, lending(self._plans, command), *args, **kwargs)
