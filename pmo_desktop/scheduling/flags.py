"""What the passes must know of each task at every step, read once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Final

from ..domain.plan import PlanTask


@dataclass(frozen=True, slots=True)
class Flags:
    """Flags by row.

    Attributes:
        plain: needs no more than its links and its span to be put in time.
        loose: nothing but its successors bounds how late it can be.
        active: counts.
        manual: is put by the user.
        latest: is to be as late as possible.
        idle: is never critical itself: a summary, an inactive task or one without any dates yet.
        external: is a task of another plan.
    """

    plain: list[bool]
    loose: list[bool]
    active: list[bool]
    manual: list[bool]
    latest: list[bool]
    idle: list[bool]
    external: list[bool]

    def renewed(self, tasks: Sequence[PlanTask], is_summary: Sequence[bool], rows: Iterable[int]) -> Flags:
        """Return the flags with some rows read anew."""
        lists = [getattr(self, item.name)[:] for item in fields(self)]
        for row in rows:
            for values, flag in zip(lists, _read(tasks[row], summary=is_summary[row]), strict=True):
                values[row] = flag
        return Flags(*lists)


def flags_of(tasks: Sequence[PlanTask], is_summary: Sequence[bool]) -> Flags:
    """Return the flags of all tasks."""
    read = [_read(task, summary=above) for task, above in zip(tasks, is_summary, strict=True)]
    return Flags(*map(list, zip(*read, strict=True))) if read else Flags([], [], [], [], [], [], [])


_Row = tuple[bool, bool, bool, bool, bool, bool, bool]

_USUAL: Final[_Row] = (True, True, True, False, False, False, False)
_SUMMARY: Final[_Row] = (True, True, True, False, False, True, False)


def _read(task: PlanTask, *, summary: bool) -> _Row:
    constraint, manual, active = task.constraint, task.manual, task.active
    external = bool(task.extra) and task.external
    if (
        constraint == "ASAP"
        and active
        and not (manual or external or task.levelling_delay)
        and task.actual_start is None
        and task.deadline is None
    ):
        return _SUMMARY if summary else _USUAL
    free = constraint in ("ASAP", "ALAP")
    bounded = task.constraint_date is not None and not (free or constraint in ("SNET", "FNET"))
    return (
        free and not (manual or external or task.levelling_delay) and task.actual_start is None,
        not (manual or bounded) and task.deadline is None,
        active,
        manual,
        constraint == "ALAP",
        summary or not active or task.undated,
        external,
    )
