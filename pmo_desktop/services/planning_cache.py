"""Plans and schedules kept between reads, brought up to date from the history instead of being read again."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..domain.changes import RowChange
from ..domain.errors import PmoError
from ..domain.plan import Plan
from ..persistence import history
from ..persistence.recorder import CHUNK, batches
from ..persistence.tables import RECORDED, History
from ..scheduling import Schedule, reschedule, schedule
from . import planning_rows as rows
from .planning import LENT, load_plan, require_project

T = TypeVar("T")

CATCH_UP: Final = 20
"""Change sets that are replayed on a kept plan; after more, it is read again."""

CATCH_UP_ROWS: Final = 5_000

_FIELD_OF: Final[Mapping[str, Mapping[str, str]]] = {
    table: {rows.RENAMED[table].get(item.name, item.name): item.name for item in fields(kind)}
    for table, kind in rows.VALUES.items()
}

_MANY: Final = 100
"""When more rows than so many moved, sorting all of them is not slower."""

_Row = tuple[int, Any]
"""Position and value."""


class _Part:
    """The rows of one table of a plan: `items` are their values in order. It stays as it was made."""

    def __init__(self, rows_: dict[int, _Row], order: list[int] | None = None) -> None:
        self.rows = rows_
        self._order = sorted(rows_, key=_place_in(rows_)) if order is None else order
        self.items = tuple([rows_[row_id][1] for row_id in self._order])

    def changed(self, fresh: Mapping[int, _Row | None]) -> _Part:
        """Return the part with rows that came, went (None) or have another value."""
        moved = {row_id for row_id, row in fresh.items() if row is None or self._position(row_id) != row[0]}
        rows_ = self.rows.copy()
        for row_id, row in fresh.items():
            if row is None:
                rows_.pop(row_id, None)
            else:
                rows_[row_id] = row
        if len(moved) > _MANY:
            return _Part(rows_)
        place = _place_in(rows_)
        if moved:
            order = [row_id for row_id in self._order if row_id not in moved]
            for row_id in moved & rows_.keys():
                insort(order, row_id, key=place)
            return _Part(rows_, order)
        part, items = copy(self), list(self.items)
        for row_id in fresh:
            items[bisect_left(self._order, place(row_id), key=place)] = rows_[row_id][1]
        part.rows, part.items = rows_, tuple(items)
        return part

    def _position(self, row_id: int) -> int | None:
        return self.rows[row_id][0] if row_id in self.rows else None


def _place_in(rows_: Mapping[int, _Row]) -> Callable[[int], tuple[int, int]]:
    """Return what tells by its id where a row stands."""
    return lambda row_id: (rows_[row_id][0], row_id)


@dataclass
class _Kept:
    plan: Plan
    parts: dict[str, _Part]
    schedule: Schedule | PmoError | None = None


class PlanCache:
    """Plans of one store, for the thread that owns it. `size` is how many are kept.

    Commands use it too when it is lent to their session: they see the kept plan with what they changed themselves.
    `issued` keeps what packs said of milestones, by snapshot and project: packs never change.
    """

    def __init__(self, size: int = 8) -> None:
        self._size = size
        self._kept: dict[int, _Kept] = {}
        self._seq = 0
        self._last: tuple[Plan, Schedule] | None = None
        self.issued: dict[tuple[str, str], Mapping[str, date]] = {}

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
        """Return the schedule of a plan, worked out from the last one that was asked for where it is near that.

        A command schedules the plan that it leaves, and the window asks for the same one a moment later.

        Raises:
            PmoError: the plan can't be scheduled.
        """
        if self._last is None:
            self._last = (plan, schedule(plan))
        elif self._last[0] != plan:
            self._last = (plan, reschedule(plan, self._last[1]))
        return self._last[1]

    def lend(self, session: Session) -> None:
        """Let the commands of a session that writes use this cache."""
        session.info[LENT] = self

    def pending(self, session: Session, project_id: int) -> Plan:
        """Return a project's plan as it stands in a session that this cache was lent to.

        Raises:
            PmoError: there is no such project.
        """
        session.flush()
        touched: dict[str, set[int]] = session.info["recorder"].touched()
        self._follow(session)
        if touched.get("calendar") or (touched and project_id not in self._kept):
            return load_plan(session, project_id)  # not kept: nobody knows yet whether it is committed
        kept = self._current(session, project_id)
        plan = _read_settings(session, project_id, kept.plan) if "project" in touched else kept.plan
        parts = {
            rows.PARTS[table]: kept.parts[table].changed(fresh).items
            for table in rows.PARTS
            if (fresh := _fresh_rows(session, table, project_id, kept.parts[table], touched.get(table, set())))
        }
        return replace(plan, **parts) if parts else plan  # type: ignore[arg-type]

    def _current(self, session: Session, project_id: int) -> _Kept:
        self._follow(session)
        kept = self._kept.pop(project_id, None) or _read(session, project_id)
        self._kept[project_id] = kept  # last in the dictionary: the last one used
        if len(self._kept) > self._size:
            del self._kept[next(iter(self._kept))]
        return kept

    def _follow(self, session: Session) -> None:
        head = history.last_seq(session)
        if head != self._seq:
            self._catch_up(session, head)

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
                fresh = _read_settings(session, project_id, kept.plan)
                if fresh is not kept.plan:
                    kept.plan, kept.schedule = fresh, None
            _replay(kept, project_id, changes)


def lending(plans: PlanCache, command: Callable[..., T]) -> Callable[..., T]:
    """Return a command that does the same with a cache lent to its session."""

    def run(session: Session, *args: Any, **kwargs: Any) -> T:
        plans.lend(session)
        return command(session, *args, **kwargs)

    return run


def _fresh_rows(
    session: Session, table: str, project_id: int, known: _Part, touched: set[int]
) -> dict[int, _Row | None]:
    """Return the touched rows of a plan as they stand in a session, None where they are gone."""
    columns = RECORDED[table].c
    position = columns.position if "position" in columns else columns.id
    wanted = [columns.id, position, *(columns[name] for name in rows.COLUMNS[table])]
    fresh: dict[int, _Row | None] = {row_id: None for row_id in touched if row_id in known.rows}
    for chunk in batches(sorted(touched), CHUNK):
        query = select(*wanted).where(columns.id.in_(chunk), columns.project_id == project_id)
        for row in session.execute(query):
            fresh[row[0]] = (row[1], rows.value_of(table, row[2:]))
    return fresh


def _read(session: Session, project_id: int) -> _Kept:
    require_project(session, project_id)
    found = {
        table: {row_id: (row_id, value) for row_id, value in rows.read(session, table, project_id)}
        for table in rows.PARTS
    }
    places = rows.positions(session, project_id)
    found["task"] = {row_id: (places[row_id], value) for row_id, (_, value) in found["task"].items()}
    parts = {table: _Part(values) for table, values in found.items()}
    plan = replace(rows.read_settings(session, project_id), calendars=rows.read_calendars(session, project_id))
    return _Kept(_put_together(plan, parts), parts)


def _put_together(plan: Plan, parts: Mapping[str, _Part]) -> Plan:
    fields_: dict[str, Any] = {rows.PARTS[table]: part.items for table, part in parts.items()}
    return replace(plan, **fields_)


def _read_settings(session: Session, project_id: int, plan: Plan) -> Plan:
    """Return a plan with the settings of its project as they stand in a session."""
    parts: dict[str, Any] = {name: getattr(plan, name) for name in ("calendars", *rows.PARTS.values())}
    fresh = replace(rows.read_settings(session, project_id), **parts)
    return plan if fresh == plan else fresh


def _project_is_there(session: Session, project_id: int) -> bool:
    try:
        require_project(session, project_id)
    except PmoError:
        return False
    return True


def _replay(kept: _Kept, project_id: int, changes: list[RowChange]) -> None:
    """Do to a kept plan what changes did to its rows."""
    fresh: dict[str, dict[int, _Row | None]] = {}
    for change in changes:
        if change.table in rows.PARTS:
            known = fresh.setdefault(change.table, {})
            old = known[change.id] if change.id in known else kept.parts[change.table].rows.get(change.id)
            if old is not None or (change.before is None and (change.after or {}).get("project_id") == project_id):
                known[change.id] = _after(change, old)
    moved = {table: kept.parts[table].changed(found) for table, found in fresh.items() if found}
    if moved:
        kept.parts |= moved
        kept.plan, kept.schedule = _put_together(kept.plan, moved), None


def _after(change: RowChange, old: _Row | None) -> _Row | None:
    """Return a row as a change left it, None where it went."""
    image = change.after
    if image is None:
        return None
    if old is None:
        position, value = change.id, rows.value_of(change.table, tuple(image[n] for n in rows.COLUMNS[change.table]))
    else:
        position, value = old
        names = _FIELD_OF[change.table]
        moved: dict[str, Any] = {names[column]: new for column, new in image.items() if column in names}
        if "splits" in moved:
            moved["splits"] = rows.splits(moved["splits"])
        value = replace(value, **moved) if moved else value
    position = image.get("position", position)  # type: ignore[assignment]
    assert isinstance(position, int)
    return position, value
