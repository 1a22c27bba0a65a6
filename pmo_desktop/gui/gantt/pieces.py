"""Where the work of interrupted tasks goes on, worked out only for those that are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...domain.errors import PmoError
from ...services.planning import clock_of
from ...services.queries.plan import PlanView

Piece = tuple[int, int]


class Pieces(Mapping[int, Sequence[Piece]]):
    """Row to the stretches of its bar, for tasks with gaps."""

    def __init__(self, view: PlanView) -> None:
        self._view = view
        self._known: dict[int, list[Piece]] = {}

    def __getitem__(self, row: int) -> Sequence[Piece]:
        """Return the stretches of a row.

        Raises:
            KeyError: its work is not interrupted.
        """
        tasks = self._view.plan.tasks
        if not 0 <= row < len(tasks) or not tasks[row].splits:
            raise KeyError(row)
        found = self._known.get(row)
        if found is None:
            found = self._known[row] = self._pieces(row)
        return found

    def __iter__(self) -> Iterator[int]:
        """Yield the rows with gaps."""
        return (row for row, task in enumerate(self._view.plan.tasks) if task.splits)

    def __len__(self) -> int:
        """Return how many tasks have gaps."""
        return sum(1 for _ in self)

    def _pieces(self, row: int) -> list[Piece]:
        schedule, task = self._view.schedule, self._view.plan.tasks[row]
        assert schedule is not None
        clock = clock_of(self._view.plan, task.calendar_uid)
        begin, finish, before = schedule.start[row], schedule.finish[row], 0
        pieces: list[Piece] = []
        try:
            for done, gap in task.splits:
                end = min(clock.add(begin, done - before), finish)
                pieces.append((begin, end))
                begin, before = clock.next_start(clock.add(end, gap)), done
        except PmoError:  # nobody works from then on
            return [(schedule.start[row], finish)]
        return [*pieces, (min(begin, finish), finish)]
