"""The order of the passes, and the loops that leave none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..domain.errors import PmoError
from ..domain.plan import PlanTask

if TYPE_CHECKING:
    from .network import Links

_SHOWN = 8
"""How many tasks of a loop a message names."""


def order_nodes(
    tasks: Sequence[PlanTask],
    is_summary: Sequence[bool],
    links: Links,
    opening: Sequence[int],
    closing: Sequence[int],
    opens: set[int],
    closes: set[int],
) -> list[int]:
    """Return all nodes, each after those that it waits for (see `network`).

    Raises:
        PmoError: some wait for each other in a loop; the message names them.
    """
    size = len(tasks)
    nodes = [row for row in range(size) if not is_summary[row]]
    waits = [end - begin for begin, end in zip(links.into_at, links.into_at[1:], strict=False)]
    following: defaultdict[int, list[int]] = defaultdict(list)
    if opens or closes:
        nodes += [size + row for row in opens]
        nodes += [2 * size + row for row in closes]
        for before, after in _outline_ties(nodes, size, opening, closing, opens & closes):
            following[before].append(after)
            waits[after] += 1
    if len(links.out) < len(links.head):  # those to inactive tasks are not among them
        for number in set(range(len(links.head))).difference(links.out):
            following[links.head[number]].append(links.tail[number])
    out, out_at, tails = links.out, links.out_at, links.tail
    order = [node for node in nodes if not waits[node]]
    for node in order:  # grows while it is walked
        for number in out[out_at[node] : out_at[node + 1]]:
            later = tails[number]
            left = waits[later] - 1
            waits[later] = left
            if not left:
                order.append(later)
        if following:
            for later in following.get(node, ()):
                waits[later] -= 1
                if not waits[later]:
                    order.append(later)
    if len(order) < len(nodes):
        for number in out:
            following[links.head[number]].append(tails[number])
        raise _loop(tasks, [node for node in nodes if waits[node] > 0], following)
    return order


def _outline_ties(
    nodes: Sequence[int], size: int, opening: Sequence[int], closing: Sequence[int], both: set[int]
) -> list[tuple[int, int]]:
    """Return what the outline adds: summaries open before their tasks and close after them."""
    ties = [(size + row, 2 * size + row) for row in both]
    for node in nodes:
        copy, row = divmod(node, size)
        if copy < 2 and opening[row] >= 0:
            ties.append((opening[row], node))
        if copy != 1 and closing[row] >= 0:
            ties.append((node, closing[row]))
    return ties


def _loop(tasks: Sequence[PlanTask], stuck: Sequence[int], following: Mapping[int, Sequence[int]]) -> PmoError:
    """Return the error that names the tasks of one loop among the nodes that could not be ordered."""
    left = set(stuck)
    came_from: dict[int, int] = {}
    for node in stuck:
        for later in following.get(node, ()):
            if later in left:
                came_from.setdefault(later, node)
    node = next(iter(came_from))
    place: dict[int, int] = {}
    path: list[int] = []
    while node not in place:
        place[node] = len(path)
        path.append(node)
        node = came_from[node]
    rows = list(dict.fromkeys(node % len(tasks) for node in reversed(path[place[node] :])))
    first = rows.index(min(rows))
    rows = rows[first:] + rows[:first]
    names = [tasks[row].name for row in rows]
    if len(names) > _SHOWN:
        names = [*names[: _SHOWN - 1], "…", names[-1]]
    return PmoError("link_loop", tasks=" → ".join([*names, names[0]]), uids=tuple(tasks[row].uid for row in rows))
