"""Total and free float in working minutes, and which tasks are critical."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.plan import Plan
from ..domain.worktime import ROUND_THE_CLOCK
from .network import FF, FS, SS, Network
from .passes import State


@dataclass(slots=True)
class Floats:
    """Floats and criticality by row of the plan."""

    total: list[int]
    free: list[int]
    critical: list[bool]


def work_out_floats(plan: Plan, network: Network, state: State) -> Floats:
    """Return the floats of all tasks; those of summaries come with the roll-up.

    Total float is the smaller of what the start and the finish can slip; of a started task only the finish can, of a
    finished one nothing. It counts on the task's own calendar, or on the plan's; on any time where the duration is
    elapsed.
    """
    size = network.size
    total, free, critical = [0] * size, [0] * size, [False] * size
    early_start, early_finish = state.early_start, state.early_finish
    late_start, late_finish = state.late_start, state.late_finish
    placed_start, placed_finish = state.placed_start, state.placed_finish
    after, tasks, progress = network.after, network.tasks, state.progress
    limit = plan.critical_slack
    for row in range(size):
        if network.is_summary[row]:
            continue
        task = tasks[row]
        done = progress.get(row)
        if done is not None and done.finish is not None:
            continue
        work_at = (ROUND_THE_CLOCK if task.elapsed else network.clocks[row]).work_at
        finish_work = work_at(early_finish[row])
        slack = work_at(late_finish[row]) - finish_work
        if done is None:
            slack = min(slack, work_at(late_start[row]) - work_at(early_start[row]))
        total[row] = slack
        critical[row] = slack <= limit and task.active and not task.undated
        least: int | None = None
        at_finish = work_at(placed_finish[row])
        for target, kind, lag, clock, _ in after[row]:
            other = progress.get(target)
            if (other is not None and other.finish is not None) or target >= size:
                continue
            at = placed_start[target] if kind in (FS, SS) else placed_finish[target]
            if clock is not None:
                at = clock.add(at, -lag)
            own = at_finish if kind in (FS, FF) else work_at(placed_start[row])
            gap = work_at(at) - own
            if least is None or gap < least:
                least = gap
        free[row] = slack if least is None else min(least, slack) if slack > 0 else least
    return Floats(total, free, critical)
