"""Plans and schedules kept between reads, brought up to date from the history instead of being read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final, TypeVar

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from ..domain.changes import RowChange
from ..domain.errors import PmoError
from ..domain.plan import Plan
from ..persistence import history
from ..persistence.recorder import CHUNK, batches
from ..persistence.tables import RECORDED, History, Recorded
from ..scheduling import Schedule, schedule
from . import planning_rows as rows
from .planning import LENT, load_plan, require_project

T = TypeVar("T")

TOUCHED: Final = "plan_rows"
"""Where a session that a cache was lent to keeps the rows that its commands changed."""

CATCH_UP: Final = 20
"""Change sets that are replayed on a kept plan; after more, it is read again."""

CATCH_UP_ROWS: Final = 5_000

_FIELD_OF: Final[Mapping[str, Mapping[str, str]]] = {
    table: {rows.RENAMED[table].get(item.name, item.name): item.name for item in fields(kind)}
    for table, kind in rows.VALUES.items()
}

_Values = dict[int, tuple[int, Any]]
"""Row id to (position, value)."""


@dataclass
class _Kept:
    plan: Plan
    values: dict[str, _Values]
    schedule: Schedule | PmoError | None = None


class PlanCache:
    """Plans of one store, for the thread that owns it. `size` is how many are kept.

    Commands use it too when it is lent to their session: they see the kept plan with what they changed themselves.
    """

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._kept: dict[int, _Kept] = {}
        self._seq = 0
        self._last: tuple[Plan, Schedule] | None = None

    def plan(self, session: Session, project_id: int) -> Plan:
        """Return a project's plan as it is committed.

        Raises:
            PmoError: there is no such project.
        """
        return self._current(session, project_id).plan

    def schedule(self, session: Session, project_id: int) -> Schedule:
        """Return a project's schedule.

        Raises:
            PmoError: there is no such project, or its plan can't be scheduled.
        """
        kept = self._current(session, project_id)
        if kept.schedule is None:
            try:
                kept.schedule = self.scheduled(kept.plan)
            except PmoError as error:
                kept.schedule = error
        if isinstance(kept.schedule, PmoError):
            raise kept.schedule
        return kept.schedule

    def scheduled(self, plan: Plan) -> Schedule:
        """Return the schedule of a plan; the last one asked for is remembered.

        A command schedules the plan that it leaves, and the window asks for the same one a moment later.

        Raises:
            PmoError: the plan can't be scheduled.
        """
        if self._last is None or self._last[0] != plan:
            self._last = (plan, schedule(plan))
        return self._last[1]

    def lend(self, session: Session) -> None:
        """Let the commands of a session use this cache; it notes what they change."""
        touched: dict[str, set[int]] = {}
        session.info[LENT] = self
        session.info[TOUCHED] = touched

        @event.listens_for(session, "after_flush")
        def note(flushed: Session, context: object) -> None:
            for row in (*flushed.dirty, *flushed.new):
                if isinstance(row, Recorded):
                    touched.setdefault(row.__tablename__, set()).add(row.id)  # type: ignore[attr-defined]

    def pending(self, session: Session, project_id: int) -> Plan:
        """Return a project's plan as it stands in a session that this cache was lent to.

        Raises:
            PmoError: there is no such project.
        """
        session.flush()
        kept = self._current(session, project_id)
        touched: dict[str, set[int]] = session.info[TOUCHED]
        if touched.get("calendar"):
            return load_plan(session, project_id)
        values: dict[str, _Values] = {}
        for table in rows.PARTS:
            fresh = _pending_values(session, table, project_id, kept.values[table], touched.get(table, set()))
            if fresh is not None:
                values[table] = fresh
        parts: dict[str, Any] = {name: getattr(kept.plan, name) for name in ("calendars", *rows.PARTS.values())}
        parts |= {rows.PARTS[table]: _in_order(found) for table, found in values.items()}
        return replace(rows.read_settings(session, project_id), **parts)

    def _current(self, session: Session, project_id: int) -> _Kept:
        head = history.last_seq(session)
        if head != self._seq:
            self._catch_up(session, head)
        kept = self._kept.pop(project_id, None) or _read(session, project_id)
        self._kept[project_id] = kept  # last in the dictionary: the last one used
        if len(self._kept) > self._size:
            del self._kept[next(iter(self._kept))]
        return kept

    def _catch_up(self, session: Session, head: int) -> None:
        newer = select(History.seq, History.row_count).where(History.seq > self._seq).order_by(History.seq)
        lines = session.execute(newer).all() if self._kept and head > self._seq else []
        self._seq = head
        if not lines or len(lines) > CATCH_UP or sum(line.row_count for line in lines) > CATCH_UP_ROWS:
            self._kept.clear()
            return
        changes = [change for line in lines for change in history.load(session, line.seq).rows]
        if any(change.table == "calendar" for change in changes):
            self._kept.clear()
        for project_id, kept in list(self._kept.items()):
            if any(change.table == "project" and change.id == project_id for change in changes):
                if not _project_is_there(session, project_id):
                    del self._kept[project_id]
                    continue
                _reread_settings(session, project_id, kept)
            _replay(kept, project_id, changes)


def lending(plans: PlanCache, command: Callable[..., T]) -> Callable[..., T]:
    """Return a command that does the same with a cache lent to its session."""

    def run(session: Session, *args: Any, **kwargs: Any) -> T:
        plans.lend(session)
        return command(session, *args, **kwargs)

    return run


def _pending_values(session: Session, table: str, project_id: int, known: _Values, touched: set[int]) -> _Values | None:
    """Return the values of a table as they stand in a session, None where they are as kept."""
    columns = RECORDED[table].c
    own = columns.project_id == project_id
    count, newest = session.execute(select(func.count(), func.max(columns.id)).where(own)).one()
    changed = touched & known.keys()
    # Ids are never given twice, so rows that came raise the newest id and rows that only went lower the count.
    if count == len(known) and (newest or 0) == max(known, default=0) and not changed:
        return None
    values = dict(known)
    if count != len(known) or (newest or 0) != max(known, default=0):
        there = set(session.scalars(select(columns.id).where(own)))
        changed |= there - known.keys()
        for row_id in known.keys() - there:
            del values[row_id]
    position = columns.position if "position" in columns else columns.id
    wanted = [columns.id, position, *(columns[name] for name in rows.COLUMNS[table])]
    for chunk in batches(sorted(changed), CHUNK):
        for row in session.execute(select(*wanted).where(columns.id.in_(chunk))):
            values[row[0]] = (row[1], rows.value_of(table, row[2:]))
    return values


def _in_order(values: _Values) -> tuple[Any, ...]:
    return tuple(values[row_id][1] for row_id in sorted(values, key=lambda i: (values[i][0], i)))


def _read(session: Session, project_id: int) -> _Kept:
    require_project(session, project_id)
    values = {
        table: {row_id: (row_id, value) for row_id, value in rows.read(session, table, project_id)}
        for table in rows.PARTS
    }
    places = rows.positions(session, project_id)
    values["task"] = {row_id: (places[row_id], value) for row_id, (_, value) in values["task"].items()}
    plan = replace(rows.read_settings(session, project_id), calendars=rows.read_calendars(session, project_id))
    kept = _Kept(plan, values)
    _put_together(kept, set(rows.PARTS))
    return kept


def _put_together(kept: _Kept, tables: set[str]) -> None:
    parts: dict[str, Any] = {}
    for table in tables:
        values = kept.values[table]
        parts[rows.PARTS[table]] = tuple(
            values[row_id][1] for row_id in sorted(values, key=lambda i: (values[i][0], i))
        )
    kept.plan = replace(kept.plan, **parts)
    kept.schedule = None


def _project_is_there(session: Session, project_id: int) -> bool:
    try:
        require_project(session, project_id)
    except PmoError:
        return False
    return True


def _reread_settings(session: Session, project_id: int, kept: _Kept) -> None:
    parts: dict[str, Any] = {name: getattr(kept.plan, name) for name in ("calendars", *rows.PARTS.values())}
    fresh = replace(rows.read_settings(session, project_id), **parts)
    if fresh != kept.plan:
        kept.plan, kept.schedule = fresh, None


def _replay(kept: _Kept, project_id: int, changes: list[RowChange]) -> None:
    touched = {change.table for change in changes if change.table in rows.PARTS and _apply(kept, project_id, change)}
    if touched:
        _put_together(kept, touched)


def _apply(kept: _Kept, project_id: int, change: RowChange) -> bool:
    """Do to a kept plan what a change did to its rows; return whether it had to do with this plan."""
    values = kept.values[change.table]
    if change.after is None:
        return values.pop(change.id, None) is not None
    if change.before is None:
        image = change.after
        if image["project_id"] != project_id:
            return False
        row = tuple(image[name] for name in rows.COLUMNS[change.table])
        position = image.get("position", change.id)
        assert isinstance(position, int)
        values[change.id] = (position, rows.value_of(change.table, row))
        return True
    if change.id not in values:
        return False
    position, value = values[change.id]
    names = _FIELD_OF[change.table]
    moved = {names[column]: new for column, new in change.after.items() if column in names}
    if "splits" in moved:
        moved["splits"] = rows.splits(moved["splits"])
    new_position = change.after.get("position", position)
    assert isinstance(new_position, int)
    values[change.id] = (new_position, replace(value, **moved) if moved else value)
    return True
