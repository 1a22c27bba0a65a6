"""Outlines of plans, unfolded: waves repeated, names in one language, links by row, durations that meet a date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ...domain.plan import LinkKind
from .content import Content, load

PACE: Final = {"platform": "uat", "build": "trial", "rollout": "dec", "change": "st2", "data": "aud", "small": "gen"}
"""The task of each outline, on the way to its end, that takes up what is left to a promised date."""

_LINK: Final = re.compile(r"(?P<all>all |prev )?(?P<key>[\w.]+)(?: (?P<kind>FS|SS|FF|SF))?(?P<lag>[+-]\d+)?$")


@dataclass(frozen=True)
class RowLink:
    """A link from the row of a number, with a lag in days."""

    predecessor: int
    kind: LinkKind
    lag: int


@dataclass(frozen=True)
class Row:
    """A row of an outline: a summary where `days` is None, a milestone where it is 0."""

    key: str
    level: int
    name: str
    days: int | None
    role: str = ""
    is_key: bool = False
    links: tuple[RowLink, ...] = ()


@dataclass(frozen=True)
class Span:
    """When a row starts and ends, in moments of the working days."""

    start: int
    finish: int

    @property
    def days(self) -> int:
        """Its length."""
        return self.finish - self.start


def unfold(project: Mapping[str, Any], content: Content) -> tuple[Row, ...]:
    """Return the rows of a project's outline in one language."""
    waves: Sequence[Any] = project.get("waves", ())
    shape: Mapping[str, int] = project.get("shape", {})
    renamed: Mapping[str, Any] = project.get("rename", {})
    rows: list[Row] = []
    wanted: list[tuple[str, int]] = []
    block: list[list[Any]] = []
    for raw in [*load("outlines")[project["outline"]], None]:
        if raw is not None and "each" in str(raw[-1]):
            block.append(raw)
            continue
        for number, wave in enumerate(waves, 1):
            for repeated in block:
                rows.append(_row(repeated, content, renamed, number, content.say(wave)))
                wanted.append((repeated[5] if len(repeated) > 5 else "", number))
        block = []
        if raw is not None:
            rows.append(_row(raw, content, renamed))
            wanted.append((raw[5] if len(raw) > 5 else "", 0))
    numbers = {row.key: at for at, row in enumerate(rows)}
    return tuple(
        replace(row, days=shape.get(row.key, row.days), links=_links(text, numbers, wave, len(waves)))
        for row, (text, wave) in zip(rows, wanted, strict=True)
    )


def _row(raw: Sequence[Any], content: Content, renamed: Mapping[str, Any], wave: int = 0, word: str = "") -> Row:
    key = f"{raw[0]}.{wave}" if wave else str(raw[0])
    pair = renamed.get(key) or renamed.get(raw[0]) or (raw[2], raw[3])
    name = content.say(pair, wave=word)
    name = name[:1].upper() + name[1:]
    if len(raw) <= 5:
        return Row(key, raw[1], name, None)
    flags = str(raw[7]) if len(raw) > 7 else ""
    return Row(key, raw[1], name, raw[4], raw[6], "K" in flags)


def _links(text: str, numbers: Mapping[str, int], wave: int, waves: int) -> tuple[RowLink, ...]:
    links: list[RowLink] = []
    for part in filter(None, (item.strip() for item in text.split(";"))):
        found = _LINK.match(part)
        assert found, part
        key, scope = found["key"], (found["all"] or "").strip()
        if scope == "all":
            keys = [f"{key}.{number}" for number in range(1, waves + 1)]
        elif scope == "prev":
            keys = [f"{key}.{wave - 1}"] if wave > 1 else []
        else:
            keys = [f"{key}.{wave}" if wave and f"{key}.{wave}" in numbers else key]
        kind: LinkKind = found["kind"] or "FS"  # type: ignore[assignment]
        links += [RowLink(numbers[name], kind, int(found["lag"] or 0)) for name in keys]
    return tuple(links)


def forward(rows: Sequence[Row], start: int) -> list[Span]:
    """Return when each row runs if everything starts as early as its links allow."""
    spans: list[Span | None] = [None] * len(rows)

    def span(at: int) -> Span:
        known = spans[at]
        if known is None:
            row = rows[at]
            days = row.days or 0
            begin = max((_earliest(link, span(link.predecessor), days) for link in row.links), default=start)
            known = spans[at] = Span(max(begin, start), max(begin, start) + days)
        return known

    for at, row in enumerate(rows):
        if row.days is not None:
            span(at)
    for at, row in enumerate(rows):
        if row.days is None:
            below = [spans[other] for other in children(rows, at)]
            leaves = [leaf for leaf in below if leaf is not None]
            spans[at] = Span(min(leaf.start for leaf in leaves), max(leaf.finish for leaf in leaves))
    return [known for known in spans if known is not None]


def children(rows: Sequence[Row], at: int) -> list[int]:
    """Return the numbers of the tasks below a summary."""
    below: list[int] = []
    for other in range(at + 1, len(rows)):
        if rows[other].level <= rows[at].level:
            break
        if rows[other].days is not None:
            below.append(other)
    return below


def _earliest(link: RowLink, before: Span, days: int) -> int:
    match link.kind:
        case "FS":
            return before.finish + link.lag
        case "SS":
            return before.start + link.lag
        case "FF":
            return before.finish + link.lag - days
        case "SF":
            return before.start + link.lag - days


def meet(rows: Sequence[Row], start: int, finish: int, pace: str) -> tuple[Row, ...]:
    """Return the rows with durations stretched alike, and `pace` taking the rest, so that they end at `finish`."""
    low, high = 0.1, 6.0
    for _ in range(24):
        middle = (low + high) / 2
        if _end(_stretched(rows, middle), start) <= finish:
            low = middle
        else:
            high = middle
    return settle(_stretched(rows, low), start, finish, pace)


def settle(rows: Sequence[Row], start: int, finish: int, key: str) -> tuple[Row, ...]:
    """Return the rows with the duration of one task changed so that they end at `finish`, or as near as it can."""
    best = tuple(rows)
    while (late := finish - _end(best, start)) != 0:
        step = 1 if late > 0 else -1
        changed = lengthened(best, {key: step})
        if changed == best or (finish - _end(changed, start)) * step < 0:
            break
        best = changed
    return best


def lengthened(rows: Sequence[Row], extra: Mapping[str, int]) -> tuple[Row, ...]:
    """Return the rows with some tasks longer or shorter by so many days, none under one day."""
    return tuple(
        replace(row, days=max(1, row.days + extra[row.key])) if row.days and row.key in extra else row for row in rows
    )


def _stretched(rows: Sequence[Row], factor: float) -> tuple[Row, ...]:
    return tuple(replace(row, days=max(1, round(row.days * factor))) if row.days else row for row in rows)


def _end(rows: Sequence[Row], start: int) -> int:
    return max(span.finish for span in forward(rows, start))
