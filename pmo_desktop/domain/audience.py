"""Who a pack is for: what a copy leaves out, and the copy without it.

Masks are applied to the data before any page is made, so that what is masked can't be anywhere in the file. A person's
name is also taken out of every sentence, and so is every amount of money.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any, Final, TypeVar, cast

from . import audience_registers as others
from .errors import PmoError
from .pack import PackData, PackProject
from .pack_history import PackMask

KINDS: Final = ("money", "names", "projects", "risks", "issues", "decisions", "ratings", "confidence", "changes")
"""What a profile can leave out.

money: amounts, also in sentences; names: persons, also in sentences; projects: those with one of the tags; risks,
issues, decisions: the registers; ratings: what the program computes beside the manager's word; confidence: how far the
data can be trusted; changes: what moved since the last pack.
"""

HIDDEN: Final = "•••"
"""What stands where a name or an amount stood."""

SAFE: Final = frozenset(
    {"uid", "project", "programme", "currency", "risk_grid", "store_head", "kind", "register", "dimension", "figure",
     "proximity", "response", "status", "stage", "digest", "grade", "low", "high", "rag", "standing", "key", "blocks",
     "hidden", "status_page"}
)  # fmt: skip
"""Fields that hold ids and words of the program, in which no person writes."""

_AMOUNT: Final = r"\d[\d.,'’\u00a0\u202f ]*\d|\d"
_SIGN: Final = r"[$€£¥￥₹]|\b(?:EUR|USD|GBP|CNY|RMB|CHF|JPY|INR|SEK|NOK|DKK|PLN|CZK|AUD|CAD)\b"
_UNIT: Final = r"(?:\s*(?:million|billion|thousand|bn|mn|m|k)\b|\s*(?:万|亿)元?|\s*元)"
MONEY: Final = re.compile(
    rf"(?:[+−-]\s*)?(?:{_SIGN})\s*(?:{_AMOUNT}){_UNIT}?"
    rf"|(?:{_AMOUNT})\s*(?:million|billion|thousand|bn|mn|m|k)?\s*(?:{_SIGN}|euros?\b|dollars?\b|pounds?\b)"
    rf"|(?:{_AMOUNT})(?:\s*(?:million|billion|bn|mn)\b|[mk]\b)"
    rf"|(?:{_AMOUNT})\s*(?:万元|亿元|千元|百万元|万|亿|元|欧元|美元|人民币)",
    re.IGNORECASE,
)
"""Amounts of money as people write them in both languages.

A number with "million" may count customers and is masked all the same: too much is better than too little here.
"""

T = TypeVar("T")


@dataclass(frozen=True)
class Audience:
    """A profile of readers.

    Attributes:
        key: names it on the command line and in a manifest: `board`, or a word of the organisation's own.
        name: what it is called; "" for those that come with the program, which are named by their key.
        masks: kinds of `KINDS` that its copy leaves out.
        tags: projects with one of these tags are not in it.
    """

    key: str
    name: str = ""
    masks: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()


PRESETS: Final[tuple[Audience, ...]] = (
    Audience("steering"),
    Audience("board", masks=frozenset({"issues"})),
    Audience(
        "supplier",
        masks=frozenset({"money", "names", "projects", "risks", "issues", "decisions", "ratings", "confidence"}),
        tags=("internal", "内部"),
    ),
    Audience(
        "client",
        masks=frozenset({"money", "projects", "issues", "ratings", "confidence"}),
        tags=("internal", "内部"),
    ),
)
"""The profiles that come with the program; the steering committee sees everything."""


def to_json(audience: Audience) -> dict[str, object]:
    """Return a profile as plain values, for the store and for manifests."""
    return {
        "key": audience.key,
        "name": audience.name,
        "masks": [kind for kind in KINDS if kind in audience.masks],
        "tags": list(audience.tags),
    }


def from_json(raw: Mapping[str, Any]) -> Audience:
    """Return the profile of plain values.

    Raises:
        PmoError: they are not those of a profile; a pack made with less than all masks would tell too much.
    """
    try:
        masks, tags = frozenset(map(str, raw.get("masks", ()))), tuple(map(str, raw.get("tags", ())))
        key, name = raw["key"], raw.get("name", "")
    except (TypeError, KeyError, AttributeError):
        raise PmoError("audience_unreadable") from None
    if not isinstance(key, str) or not key or not isinstance(name, str) or not masks <= set(KINDS):
        raise PmoError("audience_unreadable")
    return Audience(key, name, masks, tags)


def masked(data: PackData, audience: Audience) -> PackData:
    """Return the pack as an audience may see it, with the list of what was left out.

    The same data and profile give the same copy.
    """
    counts: Counter[str] = Counter()
    made = data
    for kind, leave in _LEAVERS.items():
        if kind in audience.masks:
            made = leave(made, audience, counts)
    made = others.without(made, audience.masks)
    if "names" in audience.masks:
        made = _without_names(made, data, counts)
    if "money" in audience.masks:
        made = _without_money(made, counts)
    masks = tuple(PackMask(kind, counts[kind]) for kind in KINDS if kind in audience.masks)
    return replace(made, audience=audience.name or audience.key, masks=masks)


def people(data: PackData) -> frozenset[str]:
    """Return every person that a pack names in a field for persons."""
    found: set[str] = {data.prepared_by, data.approved_by, *others.people(data)}
    for programme in data.programmes:
        found.add(programme.manager)
    for project in data.projects:
        found |= {project.sponsor, project.manager}
        for status in project.statuses:
            found |= {status.next_owner, status.author, *(one.author for one in status.overrides)}
    for risk in data.risks:
        found.add(risk.owner)
    for issue in data.issues:
        found.add(issue.owner)
    for decision in data.decisions:
        found |= {decision.decider, decision.owner}
    return frozenset(name.strip() for name in found if len(name.strip()) > 1)


def _without_projects(data: PackData, audience: Audience, counts: Counter[str]) -> PackData:
    wanted = {tag.casefold() for tag in audience.tags}
    gone = {p.uid for p in data.projects if wanted & {tag.casefold() for tag in p.tags}}
    counts["projects"] = len(gone)
    data = others.without_projects(data, gone)

    def kept(rows: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(row for row in rows if row.project not in gone)  # type: ignore[attr-defined]

    projects = tuple(p for p in data.projects if p.uid not in gone)
    changes = data.changes
    if changes:
        changes = replace(
            changes,
            ratings=kept(changes.ratings),
            milestones=kept(changes.milestones),
            money=kept(changes.money),
            registers=kept(changes.registers),
            scope=kept(changes.scope),
        )
    return replace(
        data,
        projects=projects,
        programmes=tuple(g for g in data.programmes if any(p.programme == g.uid for p in projects)),
        milestones=kept(data.milestones),
        risks=kept(data.risks),
        issues=kept(data.issues),
        decisions=kept(data.decisions),
        baselines=kept(data.baselines),
        change_requests=kept(data.change_requests),
        exposure=() if gone else data.exposure,
        changes=changes,
        # What was written for the whole portfolio may speak of what is left out.
        summary=() if gone else data.summary,
    )


def _without_risks(data: PackData, audience: Audience, counts: Counter[str]) -> PackData:
    counts["risks"] = len(data.risks)
    return replace(_without_register(data, "risk"), risks=(), exposure=())


def _without_issues(data: PackData, audience: Audience, counts: Counter[str]) -> PackData:
    counts["issues"] = len(data.issues)
    return replace(_without_register(data, "issue"), issues=())


def _without_decisions(data: PackData, audience: Audience, counts: Counter[str]) -> PackData:
    counts["decisions"] = len(data.decisions)
    projects = _each_status(data.projects, ask="")
    return replace(_without_register(data, "decision"), decisions=(), projects=projects)


def _without_ratings(data: PackData, audience: Audience, counts: Counter[str]) -> PackData:
    counts["ratings"] = sum(bool(status.calculated) for project in data.projects for status in project.statuses)
    return replace(data, projects=_each_status(data.projects, calculated="", computed=(), overrides=()))


def _without_confidence(data: PackData, audience: Audience, counts: Counter[str]) -> PackData:
    counts["confidence"] = sum(project.confidence is not None for project in data.projects)
    return replace(data, projects=tuple(replace(project, confidence=None) for project in data.projects))


def _without_changes(data: PackData, audience: Audience, counts: Counter[str]) -> PackData:
    counts["changes"] = data.changes.count if data.changes else 0
    return replace(data, changes=None)


_LEAVERS: Final[Mapping[str, Callable[[PackData, Audience, Counter[str]], PackData]]] = {
    "projects": _without_projects,
    "risks": _without_risks,
    "issues": _without_issues,
    "decisions": _without_decisions,
    "ratings": _without_ratings,
    "confidence": _without_confidence,
    "changes": _without_changes,
}


def _without_register(data: PackData, register: str) -> PackData:
    if data.changes is None:
        return data
    left = tuple(move for move in data.changes.registers if move.register != register)
    return replace(data, changes=replace(data.changes, registers=left))


def _each_status(projects: Iterable[PackProject], **values: Any) -> tuple[PackProject, ...]:
    return tuple(
        replace(project, statuses=tuple(replace(status, **values) for status in project.statuses))
        for project in projects
    )


def _without_names(data: PackData, whole: PackData, counts: Counter[str]) -> PackData:
    # Persons of what is left out already may still be spoken of in what is left.
    names = people(whole)
    counts["names"] = len(names)
    pattern = _names_pattern(names)
    if pattern is None:
        return data

    def rewrite(text: str) -> str:
        left = pattern.sub(HIDDEN, text)
        # A field that held nothing but the name is empty then.
        return "" if left.strip() == HIDDEN else left

    return cast(PackData, _rewritten(data, rewrite))


def _names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the names, and their parts of three letters or more as words of their own."""
    whole, wanted = set(names), set()
    for name in whole:
        wanted |= {part for part in re.split(r"[\s.·,()（）/]+", name) if len(part) > (2 if part.isascii() else 1)}
    parts = []
    for name in sorted(whole | wanted, key=lambda part: (-len(part), part)):
        words = r"\s+".join(map(re.escape, name.split()))
        before = r"(?<!\w)" if _is_latin(name[0]) else ""
        after = r"(?!\w)" if _is_latin(name[-1]) else ""
        # A whole name is found however it is capitalised; a part of one may be a word of the language: Min, Field.
        parts.append(f"{before}(?i:{words}){after}" if name in whole else f"{before}{words}{after}")
    return re.compile("|".join(parts)) if parts else None


def _is_latin(char: str) -> bool:
    return char.isalnum() and ord(char) < 0x2E80


def _without_money(data: PackData, counts: Counter[str]) -> PackData:
    shown = sum(p.budget is not None or p.forecast is not None or p.actual is not None for p in data.projects)
    counts["money"] = shown
    projects = tuple(
        replace(project, budget=None, forecast=None, actual=None, causes=())
        for project in _each_status(data.projects, forecast=None)
    )
    changes = data.changes
    if changes:
        scope = tuple(replace(move, cost_before=None, cost_now=None) for move in changes.scope)
        changes = replace(changes, money=(), scope=scope)
    made = replace(
        data,
        projects=projects,
        risks=tuple(replace(risk, expected_loss=None) for risk in data.risks),
        decisions=tuple(
            replace(row, cost_of_delay="", options=tuple(replace(option, cost="") for option in row.options))
            for row in data.decisions
        ),
        exposure=(),
        baselines=tuple(replace(line, cost=None) for line in data.baselines),
        change_requests=tuple(replace(request, impact_cost=None) for request in data.change_requests),
        changes=changes,
        tolerances=replace(data.tolerances, loss_appetite=None),
    )
    return cast(PackData, _rewritten(made, lambda text: MONEY.sub(HIDDEN, text)))


def _rewritten(value: Any, rewrite: Callable[[str], str]) -> Any:
    """Return a value with every text of a person rewritten, however deep it stands."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = dict(_fields_rewritten(value, rewrite))
        return replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        return tuple(_rewritten(part, rewrite) for part in value)
    return rewrite(value) if isinstance(value, str) else value


def _fields_rewritten(value: Any, rewrite: Callable[[str], str]) -> Iterator[tuple[str, object]]:
    for item in fields(value):
        old = getattr(value, item.name)
        if item.name in SAFE or old is None or isinstance(old, (int, date)):
            continue
        new = _rewritten(old, rewrite)
        if new != old:
            yield item.name, new
