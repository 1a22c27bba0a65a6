"""What is done to dependencies from the timeline, each as one step, and where their arrows run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ...charts.scene import Key
from ...charts.timeline_links import Arrow
from ...domain.messages import Message
from ...domain.worktime import to_instant
from ...services.commands import dependencies as commands
from ...services.commands.dependencies import End
from ...services.queries.dependencies import DependencyEnd, DependencyRow, span_of
from ...services.queries.timeline import Outline
from ...texts import Texts
from ..models.table_model import Group
from ..workspace import Workspace
from .timeline_dialog import DependencyDialog
from .timeline_links import sentence
from .timeline_rows import PhaseLine, ProjectLine, Row, StoneLine

if TYPE_CHECKING:
    from .timeline import TimelinePage


class DependencyWork:
    """Adds, changes, delivers and deletes dependencies, and puts off what they break."""

    def __init__(self, workspace: Workspace, page: TimelinePage) -> None:
        self._workspace = workspace
        self._page = page

    # Adding

    def link_drawn(self, giver_line: int, giver_key: Key, taker_line: int, taker_key: Key) -> None:
        """Link what was pressed to what the mouse was let go over."""
        model = self._page.table.model
        giver, taker = model.row_at(giver_line), model.row_at(taker_line)
        if giver is not None and taker is not None:
            self._link(giver, giver_key, taker, taker_key)

    def link_selected(self) -> None:
        """Link the two selected lines: the current one, which was chosen last, takes."""
        rows = self._page.table.selected_rows()
        current = self._page.table.current()
        if len(rows) != 2 or current is None or current not in rows or not self._workspace.can_edit:
            self._workspace.failed.emit(Message("dependency_two_rows"))
            return
        giver = rows[0] if rows[1] == current else rows[1]
        self._link(giver, None, current, None)

    def new(self) -> None:
        """Ask for a dependency; the current line gives, a second selected one takes."""
        rows = self._page.table.selected_rows()
        giver = end_of(rows[0], None) if rows else None
        taker = end_of(rows[1], None) if len(rows) == 2 else None
        title = self.name_of(rows[0], None) if rows else ""
        dialog = self._dialog(None, giver=giver, taker=taker, title=title)
        if dialog.exec() and dialog.kept is not None:
            self._page.show_link(dialog.kept)

    def edit(self, dependency_id: int) -> None:
        """Let the user change a dependency."""
        row = self._page.panel.row(dependency_id)
        if row is not None and self._workspace.can_edit:
            self._dialog(row).exec()

    def _link(self, giver: Row, giver_key: Key, taker: Row, taker_key: Key) -> None:
        one, two = end_of(giver, giver_key), end_of(taker, taker_key)
        title = self.name_of(giver, giver_key)
        change = self._workspace.edit(
            Message("add_dependency"), commands.create, {"title": title}, giver=one, taker=two
        )
        if change is None:
            return
        key = int(str(change.result))
        row = self._page.panel.row(key)
        words = {"giver": giver.project.name, "taker": taker.project.name, "code": row.code if row else ""}
        self._workspace.done.emit(Message("dependency_added", words))
        self._page.show_link(key)

    def _dialog(self, row: DependencyRow | None, **more: Any) -> DependencyDialog:
        projects = [(one.id, f"{one.code} {one.name}".strip()) for one in self._page.view.rows]
        return DependencyDialog(self._workspace, projects, row, parent=self._page, **more)

    # Changing

    def hold(self, dependency_id: int) -> None:
        """Let the taker's task start no earlier than what it waits for comes."""
        row = self._page.panel.row(dependency_id)
        if row is None or row.hold_until is None:
            return
        until = row.hold_until
        if self._workspace.edit(Message("hold_taker"), commands.hold_taker, dependency_id, until) is not None:
            day = self._workspace.texts.date(until.date())
            self._workspace.done.emit(Message("taker_held", {"task": row.taker.task, "date": day}))

    def deliver(self, ids: Sequence[int]) -> None:
        """Note dependencies as delivered on the data date."""
        label = Message("deliver_dependencies", {}, len(ids))
        if ids and self._workspace.edit(label, commands.deliver, list(ids), self._workspace.today()) is not None:
            self._workspace.done.emit(Message("dependencies_delivered", {}, len(ids)))

    def delete(self, ids: Sequence[int]) -> None:
        """Delete dependencies."""
        label = Message("delete_dependencies", {}, len(ids))
        if ids and self._workspace.edit(label, commands.delete, list(ids)) is not None:
            self._page.chart.choose(None)
            self._workspace.done.emit(Message("dependencies_deleted", {}, len(ids)))

    def delete_chosen(self) -> None:
        """Delete the dependencies that are selected in the side list, while it is in sight."""
        if self._page.inspector_is_shown and self._workspace.can_edit:
            self.delete(self._page.panel.table.selected_ids())

    def unlink_selected(self) -> None:
        """Delete the dependencies between the selected lines."""
        if self._workspace.can_edit:
            self.delete(self.between_selected())

    def between_selected(self) -> list[int]:
        """Return the ids of the dependencies between two selected lines, or that of the chosen arrow."""
        rows = self._page.table.selected_rows()
        chosen = self._page.chart.chosen
        if len(rows) != 2:
            return [int(chosen[1])] if chosen is not None else []
        projects = {row.project.id for row in rows}
        found = []
        for link in self._page.links:
            ends = {link.giver.project_id, link.taker.project_id}
            if ends == projects:
                found.append(link.id)
        return found

    def open_end(self, dependency_id: int, is_giver: bool) -> None:
        """Open the plan of the giver or the taker, at the task where one is named."""
        row = self._page.panel.row(dependency_id)
        if row is None:
            return
        end = row.giver if is_giver else row.taker
        if end.task_id is not None:
            self._workspace.open("project", end.project_id, tab="plan", task=end.task_id)
        elif end.project_id is not None:
            self._workspace.open("project", end.project_id)

    def name_of(self, row: Row, key: Key) -> str:
        """Return the name of what a place of a line is: a milestone, a phase, or the project."""
        if isinstance(row, ProjectLine) and key is not None and key[0] == "task" and row.outline is not None:
            found = (stone.name for stone in row.outline.stones if stone.task_id == key[1])
            return next(found, row.project.name)
        return str(row.value("name"))


def end_of(row: Row, key: Key) -> End:
    """Return the end of a dependency that a line, or a milestone on it, stands for."""
    match row:
        case PhaseLine():
            return End(row.project.id, row.phase.task_id)
        case StoneLine():
            return End(row.project.id, row.stone.task_id)
    task_id = int(key[1]) if key is not None and key[0] == "task" else None
    return End(row.project.id, task_id)


def arrows(lines: Sequence[Any], links: Sequence[DependencyRow], outlines: Mapping[int, Outline]) -> list[Arrow]:
    """Return the arrows between lines in sight; an end in a closed group is at the group's line."""
    at_project: dict[int, int] = {}
    at_task: dict[int, int] = {}
    for place, line in enumerate(lines):
        match line:
            case Group():
                at_project.update(
                    (row.id, place) for row in line.rows if isinstance(row, ProjectLine) and not line.is_open
                )
            case ProjectLine():
                at_project[line.id] = place
            case PhaseLine() | StoneLine():
                at_task[-line.id] = place
    found = []
    for link in links:
        ends = [_place(end, at_project, at_task) for end in (link.giver, link.taker)]
        spans = [span_of(end, outlines) for end in (link.giver, link.taker)]
        (giver, taker), (given, taken) = ends, spans
        if giver is None or taker is None or given is None or taken is None or giver == taker:
            continue
        out = given[1] if link.kind.startswith("F") else given[0]
        into = taken[0] if link.kind.endswith("S") else taken[1]
        key = ("dependency", link.id)
        found.append(Arrow(giver, to_instant(out), taker, to_instant(into), link.kind, link.state, key))
    return found


def _place(end: DependencyEnd, at_project: Mapping[int, int], at_task: Mapping[int, int]) -> int | None:
    if end.task_id is not None and end.task_id in at_task:
        return at_task[end.task_id]
    return None if end.project_id is None else at_project.get(end.project_id)


def tip_of(page: TimelinePage, line: int, key: Key) -> str:
    """Return the words for what is under the mouse."""
    t = page.texts
    if key is not None and key[0] == "dependency":
        link = page.panel.row(int(key[1]))
        return "" if link is None else sentence(link, t)
    found = page.table.model.lines[line] if 0 <= line < len(page.table.model.lines) else None
    if found is None or (key is None and not isinstance(found, Group)):
        return ""
    if isinstance(found, Group):
        return t.n("{name}: {count} project", "{name}: {count} projects", len(found.rows), name=found.title)
    if isinstance(found, ProjectLine) and key is not None and key[0] == "task" and found.outline is not None:
        stone = next((one for one in found.outline.stones if one.task_id == key[1]), None)
        if stone is not None:
            return _dates(t, f"{stone.code} {stone.name}".strip(), StoneLine(found.project, stone), found.project.code)
    return _dates(t, str(found.value("name")), found, found.project.code)


def _dates(t: Texts, name: str, row: Row, code: str) -> str:
    start, finish, slip = row.value("start"), row.value("finish"), row.value("slip")
    lines = [t("{code} {title}", code=code, title=name)]
    if start and finish and start != finish:
        lines.append(t("{first} – {last}", first=_day(t, start), last=_day(t, finish)))
    elif finish:
        lines.append(_day(t, finish))
    if isinstance(slip, int):
        later = t.n("{count} day later than the baseline", "{count} days later than the baseline", slip)
        earlier = t.n("{count} day earlier than the baseline", "{count} days earlier than the baseline", -slip)
        lines.append(later if slip > 0 else earlier if slip < 0 else t("As in the baseline"))
    percent = row.value("percent_complete")
    if isinstance(percent, int):
        lines.append(t("{done} done", done=t.percent(percent / 100)))
    if isinstance(row, ProjectLine) and row.outline is not None and row.outline.problem is not None:
        lines.append(t.say(row.outline.problem))
    return "\n".join(lines)


def _day(t: Texts, value: object) -> str:
    return t.date(value) if isinstance(value, date) else ""
