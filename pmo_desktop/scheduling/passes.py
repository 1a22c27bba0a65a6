"""The state that the passes fill: dates by node, and what drove each start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ..domain.plan import PlanTask
from ..domain.worktime import to_instant
from .network import Network
from .vectors import Ints

FAR_PAST: Final = -(1 << 60)
FAR_FUTURE: Final = 1 << 60

UNSET: Final = 0
PROJECT: Final = 1
LINK: Final = 2
CONSTRAINT: Final = 3
ACTUAL: Final = 4
MANUAL: Final = 5
LEVELLING: Final = 6
LATEST: Final = 7
DATA_DATE: Final = 8
DRIVERS: Final = ("", "project", "link", "constraint", "actual", "manual", "levelling", "latest", "data_date")
"""What can decide a start: the project's start, a link, a constraint, what really happened, the user's own date, a
levelling delay, being put as late as possible, or the data date that remaining work has to wait for."""


@dataclass(slots=True)
class Progress:
    """What is done of a task: since when, up to where its done work reaches, what is left and where that goes on."""

    start: int
    done_until: int
    finish: int | None
    remaining: int
    resume: int | None


@dataclass(slots=True)
class State:
    """Dates by node.

    Attributes:
        link_late_start, link_late_finish: what predecessors see: of a started task, when its remaining work must
            start; of one that is put early in a plan scheduled from its finish, its early dates. A late finish is not
            yet moved back to where work ends, so that a predecessor on another calendar keeps the time in between.
        placed_start, placed_finish: where a task is put: early, or late for one that starts as late as possible.
        hold: the data date, where work that is not done has to wait for it; else FAR_PAST.
        conflict: by row, the working minutes by which a fixed date comes before what the links allow.
        worked: the working minutes gone by at early starts, early finishes, late starts and late finishes, by row;
            None where the passes did not count in them.
    """

    early_start: list[int]
    early_finish: list[int]
    late_start: list[int]
    late_finish: list[int]
    link_late_start: list[int]
    link_late_finish: list[int]
    placed_start: list[int]
    placed_finish: list[int]
    driver: list[int]
    driver_link: list[int]
    progress: dict[int, Progress] = field(default_factory=dict)
    conflict: dict[int, int] = field(default_factory=dict)
    project_start: int = 0
    project_finish: int = 0
    hold: int = FAR_PAST
    worked: Ints | None = None


def blank(network: Network) -> State:
    """Return a state without dates."""
    nodes = network.nodes
    return State(
        early_start=[0] * nodes,
        early_finish=[0] * nodes,
        late_start=[0] * nodes,
        late_finish=[0] * nodes,
        link_late_start=[0] * nodes,
        link_late_finish=[0] * nodes,
        placed_start=[0] * nodes,
        placed_finish=[0] * nodes,
        driver=[UNSET] * nodes,
        driver_link=[-1] * nodes,
    )


def progress_of(task: PlanTask, network: Network, row: int) -> Progress | None:
    """Return what is done of a task, or None where it has not started."""
    if task.actual_start is None:
        return None
    span = network.spans[row]
    assert span is not None
    start = to_instant(task.actual_start)
    remaining = task.remaining_duration
    if remaining is None:
        remaining = task.duration - round(task.duration * min(task.percent_complete, 100) / 100)
    if task.actual_finish is not None:
        finish = max(start, to_instant(task.actual_finish))
        return Progress(start, finish, finish, 0, None)
    if task.percent_complete >= 100:
        return Progress(start, span.finish_of(start), span.finish_of(start), 0, None)
    resume = None
    if task.resume is not None and task.stop is not None and task.percent_complete > 0 and not task.splits:
        at = to_instant(task.resume)
        if network.clocks[row].between(to_instant(task.stop), at) > 0:
            resume = at
    done = max(0, task.duration - remaining)
    done_until = start + done if task.elapsed else network.clocks[row].add(start, done)
    return Progress(start, done_until, None, max(0, remaining), resume)
