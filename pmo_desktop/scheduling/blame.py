"""Which task it is that can't be scheduled because its calendar has no working time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..domain.errors import PmoError
from ..domain.plan import Plan
from .backward import backward_pass
from .forward import forward_pass, read_progress_of
from .network import Network
from .passes import State, blank

_NAMED: Final = {
    "calendar_no_working_time": "task_calendar_no_working_time",
    "calendar_exhausted": "task_calendar_exhausted",
}


def naming_task(error: PmoError, plan: Plan, network: Network, state: State) -> PmoError:
    """Return the error of a calendar with the task at which the passes met it; any other error as it is.

    The passes do not note where they are, so they are walked once more; `state` is where they stopped.
    """
    name = _NAMED.get(error.message_id)
    row = None if name is None else _stopped_at(plan, network, state)
    if name is None or row is None:
        return error
    return PmoError(name, task=network.tasks[row].name, **error.values)


def _stopped_at(plan: Plan, network: Network, state: State) -> int | None:
    again = blank(network)
    again.hold, again.project_finish = state.hold, state.project_finish
    walk = _Walk()
    try:
        for row in walk.over([row for row in network.order if row < network.size]):
            read_progress_of(network, again, row)
        if not plan.from_finish:
            forward_pass(plan, network, again, state.project_start, nodes=walk.over(network.order))
        backward_pass(plan, network, again, nodes=walk.over(network.order[::-1]))
    except PmoError:
        return network.row_of(walk.at)
    return None


class _Walk:
    """Hands out nodes and knows the last one."""

    def __init__(self) -> None:
        self.at = 0

    def over(self, nodes: Sequence[int]) -> Iterator[int]:
        for node in nodes:
            self.at = node
            yield node
