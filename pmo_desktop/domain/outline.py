"""The outline of a plan as a list of levels: numbers, parents and the rows that belong to a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def outline_numbers(levels: Iterable[int]) -> list[str]:
    """Return the number of each row (`2.1.3`), counted in the outline; a row of level 0 has the number 0."""
    numbers: list[str] = []
    path: list[tuple[int, str]] = []
    counts = [0]
    for level in levels:
        if level <= 0:
            numbers.append("0")
            continue
        while path and path[-1][0] >= level:
            path.pop()
            counts.pop()
        counts[-1] += 1
        number = f"{path[-1][1]}.{counts[-1]}" if path else str(counts[-1])
        path.append((level, number))
        counts.append(0)
        numbers.append(number)
    return numbers


def parents(levels: Sequence[int]) -> list[int]:
    """Return the place of each row's summary, -1 for none."""
    found: list[int] = []
    path: list[int] = []
    for place, level in enumerate(levels):
        while path and levels[path[-1]] >= level:
            path.pop()
        found.append(path[-1] if path else -1)
        path.append(place)
    return found


def end_of(levels: Sequence[int], place: int) -> int:
    """Return the place after the last row that belongs to the row at `place`."""
    level = levels[place]
    after = place + 1
    while after < len(levels) and levels[after] > level:
        after += 1
    return after


def tops(levels: Sequence[int], places: Iterable[int]) -> list[int]:
    """Return those of the places that are not below another of them, ascending."""
    kept: list[int] = []
    end = -1
    for place in sorted(set(places)):
        if place >= end:
            kept.append(place)
            end = end_of(levels, place)
    return kept
