"""What applying a draft does to its plan: three states are compared, and nothing is lost that was changed in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Literal

from ..domain.outline import parents
from .draft_rows import ENTITIES, REFERENCES, RELATIONS, Key, PlanRows, Values

Reason = Literal["changed", "gone_in_plan", "gone_in_draft", "order"]

EFFORT: Final = (
    "duration", "duration_format", "elapsed", "estimated", "percent_complete", "actual_start", "actual_finish",
    "remaining_duration", "stop", "resume", "splits", "work", "actual_work", "cost", "actual_cost",
)  # fmt: skip
"""What a task takes and what is done of it: each follows from the others, and so do the assignments of the task."""

GROUPS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "task": (
        EFFORT,
        ("constraint_type", "constraint_date"),
        ("manual", "manual_start", "manual_finish"),
        ("shape", "optimistic", "most_likely", "pessimistic"),
    ),
    "link": (("lag", "lag_kind", "lag_format"),),
    "assignment": (("units", "work", "actual_work", "remaining_work", "cost", "actual_cost"),),
}
"""Columns that mean something only together: they come from one side."""


@dataclass(frozen=True)
class Clash:
    """Something that was changed in the draft and in the plan, differently.

    Attributes:
        reason: changed in both, removed from one and changed in the other, or the rows stand in another order.
        column: the column, "" for the whole row.
        task: the key of the task that it is about, () where there is none.
    """

    table: str
    key: Key
    column: str
    reason: Reason
    task: Key = ()
    before: Any = None
    plan: Any = None
    draft: Any = None

    @property
    def code(self) -> str:
        """What a decision about it is kept under."""
        return f"{self.table}:{'/'.join(map(str, self.key))}:{self.column}"


@dataclass
class Merge:
    """What is to be done to the plan.

    Attributes:
        clashes: what somebody has to decide; a decided one is still listed.
        settings: columns of the project.
        added, changed: table to key to values; removed: table to keys.
        order: the tasks as they stand afterwards.
        positions: numbers that the rows had in the side whose order is kept, else in the other one.
    """

    clashes: list[Clash] = field(default_factory=list)
    settings: Values = field(default_factory=dict)
    added: dict[str, dict[Key, Values]] = field(default_factory=dict)
    changed: dict[str, dict[Key, Values]] = field(default_factory=dict)
    removed: dict[str, dict[Key, None]] = field(default_factory=dict)
    order: list[Key] = field(default_factory=list)
    positions: dict[Key, int] = field(default_factory=dict)


def merge(base: PlanRows, plan: PlanRows, draft: PlanRows, decisions: Mapping[str, bool] | None = None) -> Merge:
    """Return what makes the plan what the draft says, and keeps what was changed in the plan meanwhile.

    `decisions` says for the code of a clash whether the draft goes before; else the plan stays as it is there.
    """
    return _Merger(base, plan, draft, decisions or {}).run()


class _Merger:
    def __init__(self, base: PlanRows, plan: PlanRows, draft: PlanRows, decisions: Mapping[str, bool]) -> None:
        self.base, self.plan, self.draft, self.decisions = base, plan, draft, decisions
        self.done = Merge()
        self.kept: set[tuple[str, int]] = set()  # removed in the draft, yet they stay
        self.back: set[tuple[str, int]] = set()  # removed from the plan, yet they come back
        self.effort: dict[Key, bool] = {}  # tasks whose effort was changed in both, and whether the draft's is taken

    def run(self) -> Merge:
        for name in (*ENTITIES, *RELATIONS):
            self.done.added[name], self.done.changed[name], self.done.removed[name] = {}, {}, {}
        self.done.settings = self._columns(
            "project", (), self.base.settings, self.plan.settings, self.draft.settings, ()
        )
        for table in ENTITIES:
            for key in _keys(self.base, self.draft, table):
                self._entity(table, key)
        for table in RELATIONS:
            for key in _keys(self.base, self.draft, table):
                self._relation(table, key)
        self._order()
        return self.done

    def _entity(self, table: str, key: Key) -> None:
        before, now, wanted = self._three(table, key)
        task = key if table == "task" else ()
        if before is None and wanted is not None:
            self.done.added[table][key] = wanted
        elif wanted is None and now is not None:
            touched = now != before or (table, key[0]) in self._joined_in_plan
            if touched and not self._decided(Clash(table, key, "", "gone_in_draft", task, before, now)):
                self.kept.add((table, key[0]))
            else:
                self.done.removed[table][key] = None
        elif now is None and wanted is not None:
            touched = wanted != before or (table, key[0]) in self._joined_in_draft
            if touched and self._decided(Clash(table, key, "", "gone_in_plan", task, before, None, wanted)):
                self.done.added[table][key] = wanted
                self.back.add((table, key[0]))
        elif before is not None and now is not None and wanted is not None:
            self._change(table, key, before, now, wanted, task)

    def _relation(self, table: str, key: Key) -> None:
        before, now, wanted = self._three(table, key)
        ends = self._ends(table, wanted or before or {})
        task = (ends[-1][1],) if table == "link" else (ends[0][1],)
        is_whole = all(self._will_be_there(*end) for end in ends)
        if wanted is None:
            if before is None or now is None or not is_whole or self.kept & set(ends):
                return
            if now == before or self._decided(Clash(table, key, "", "gone_in_draft", task, before, now)):
                self.done.removed[table][key] = None
        elif now is not None:
            self._change(table, key, before or {}, now, wanted, task)
        elif (is_whole and wanted != before) or self.back & set(ends):
            anew = before is None or bool(self.back & set(ends))
            if is_whole and (anew or self._decided(Clash(table, key, "", "gone_in_plan", task, before, None, wanted))):
                self.done.added[table][key] = wanted

    def _change(self, table: str, key: Key, before: Values, now: Values, wanted: Values, task: Key) -> None:
        moved = self._columns(table, key, before, now, wanted, task)
        if moved:
            self.done.changed[table][key] = moved

    def _columns(self, table: str, key: Key, before: Values, now: Values, wanted: Values, task: Key) -> Values:
        """Return the columns that change in the plan."""
        moved: Values = {}
        if wanted in (before, now):
            return moved
        grouped = {column for group in GROUPS.get(table, ()) for column in group}
        for group in (*GROUPS.get(table, ()), *((column,) for column in wanted if column not in grouped)):
            was, have, want = ([values.get(column) for column in group] for values in (before, now, wanted))
            if want in (was, have):
                continue
            if table == "assignment" and task in self.effort:
                takes = self.effort[task]
            elif have == was or group == ("position",):
                takes = True
            else:
                at = next(place for place in range(len(group)) if have[place] != want[place])
                takes = self._decided(Clash(table, key, group[at], "changed", task, was[at], have[at], want[at]))
                if group is EFFORT:
                    self.effort[task] = takes
            if takes:
                moved |= dict(zip(group, want, strict=True))
        return moved

    def _order(self) -> None:
        """Keep the order of the side that moved rows; rows that only the other one has follow their neighbours."""
        there = [key for key in self.plan.order if self._will_be_there("task", key[0])]
        coming = set(there) | self.done.added["task"].keys()
        by_plan, by_draft = (_moved(self.base.order, side.order) for side in (self.plan, self.draft))
        draft_leads = by_draft
        if by_plan and by_draft and _moved(self.plan.order, self.draft.order):
            draft_leads = self._decided(Clash("task", (0,), "position", "order"))
        leads, other = (self.draft, self.plan) if draft_leads else (self.plan, self.draft)
        self.done.positions = other.positions | leads.positions
        order = [key for key in leads.order if key in coming]
        placed = set(order)
        place = {key: at for at, key in enumerate(order)}
        late: dict[Key | None, list[Key]] = {}
        before: Key | None = None
        for key in other.order:
            if key not in coming:
                continue
            if key in placed:
                before = key
            else:
                late.setdefault(before, []).append(key)
        self.done.order = [*late.get(None, []), *(key for one in place for key in (one, *late.get(one, ())))]

    def _decided(self, clash: Clash) -> bool:
        self.done.clashes.append(clash)
        return self.decisions.get(clash.code, False)

    def _three(self, table: str, key: Key) -> tuple[Values | None, Values | None, Values | None]:
        return tuple(side.tables[table].get(key) for side in (self.base, self.plan, self.draft))  # type: ignore[return-value]

    def _ends(self, table: str, values: Values) -> list[tuple[str, int]]:
        return [(target, values[column]) for column, target in REFERENCES[table].items() if values.get(column)]

    def _will_be_there(self, table: str, key: int) -> bool:
        if (key,) in self.done.added[table]:
            return True
        return (key,) in self.plan.tables[table] and (key,) not in self.done.removed[table]

    @cached_property
    def _joined_in_plan(self) -> set[tuple[str, int]]:
        return self._newly_joined(self.plan)

    @cached_property
    def _joined_in_draft(self) -> set[tuple[str, int]]:
        return self._newly_joined(self.draft)

    def _newly_joined(self, side: PlanRows) -> set[tuple[str, int]]:
        """Return the rows that a side gave a link, an assignment or a row below since the draft was made."""
        found = {
            end
            for name in RELATIONS
            for joined, values in side.tables[name].items()
            if joined not in self.base.tables[name]
            for end in self._ends(name, values)
        }
        tasks, known = side.tables["task"], self.base.tables["task"]
        above = parents([tasks[key]["outline_level"] for key in side.order])
        for key, parent in zip(side.order, above, strict=True):
            if parent >= 0 and key not in known:
                found.add(("task", side.order[parent][0]))
        return found


def _keys(base: PlanRows, draft: PlanRows, table: str) -> Iterator[Key]:
    yield from base.tables[table]
    yield from (key for key in draft.tables[table] if key not in base.tables[table])


def _moved(before: list[Key], after: list[Key]) -> bool:
    """Return whether rows that both have stand in another order."""
    known, left = set(before), set(after)
    return [key for key in before if key in left] != [key for key in after if key in known]
