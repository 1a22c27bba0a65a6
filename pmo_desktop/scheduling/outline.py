"""The outline as the engine reads it: who is above whom, and which rows make a summary's dates."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.plan import PlanTask
from .flags import Flags

Run = tuple[int, int, int]
"""A summary and the first of the rows right below it that follow each other, with the row after the last of them."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a plan.

    Attributes:
        parent: the row of each row's summary, -1 for none.
        summaries: the rows of summaries, ascending.
        counting: by row, whether it makes its summary's dates. Inactive rows make only those of inactive summaries,
            tasks of other plans none.
        runs: the counting tasks, without summaries, in runs of neighbours with the same summary.
    """

    parent: list[int]
    summaries: list[int]
    counting: list[bool]
    runs: list[Run]


def outline_of(tasks: tuple[PlanTask, ...], is_summary: list[bool], flags: Flags) -> Outline:
    """Return the outline of a plan's rows."""
    if True not in is_summary:
        return Outline([-1] * len(tasks), [], [True] * len(tasks), [])
    parent: list[int] = []
    counting: list[bool] = []
    runs: list[Run] = []
    path: list[tuple[int, int]] = []
    run, begin = -1, 0  # the summary of the run that is being gathered, and its first row
    active, external = flags.active, flags.external
    for row, task in enumerate(tasks):
        level = task.outline_level
        while path and path[-1][0] >= level:
            path.pop()
        above = path[-1][1] if path else -1
        counts = (active[row] or (above >= 0 and not active[above])) and not external[row]
        parent.append(above)
        counting.append(counts)
        if is_summary[row]:
            path.append((level, row))
        here = above if counts and not is_summary[row] else -1
        if here != run:
            if run >= 0:
                runs.append((run, begin, row))
            run, begin = here, row
    if run >= 0:
        runs.append((run, begin, len(tasks)))
    return Outline(parent, [row for row, above in enumerate(is_summary) if above], counting, runs)
