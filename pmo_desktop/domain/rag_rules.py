"""Rules that turn figures into ratings: what is measured, where amber and red begin, and which rule fired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, TypeAlias

from .messages import Message
from .rag import DIMENSIONS, SEVERITY, Dimension, Rag
from .rag_measures import MEASURES, dimension_words, figure_words, rating_words, shown_value

Figures: TypeAlias = Mapping[str, float]
"""Measure id to its value; a measure that nobody can take (no budget, no baseline) is left out."""


LIMIT_WORDS: Final[Mapping[tuple[bool, bool], str]] = {
    (True, False): "rag_limit_from",
    (False, False): "rag_limit_above",
    (True, True): "rag_limit_down_to",
    (False, True): "rag_limit_below",
}
"""Whether the limit itself counts, and whether low values are the bad ones, to the message that says so."""


@dataclass(frozen=True)
class Rule:
    """Where a measure turns amber and where red; None never does.

    Attributes:
        amber_from, red_from: True where the limit itself is amber (red) already, False where only what lies beyond is.
    """

    measure: str
    amber: float | None
    red: float | None
    amber_from: bool = True
    red_from: bool = True

    def rate(self, value: float) -> Rag:
        """Return the rating of a value."""
        falls = MEASURES[self.measure].falls
        if _reaches(value, self.red, self.red_from, falls):
            return "R"
        return "A" if _reaches(value, self.amber, self.amber_from, falls) else "G"

    def to_json(self) -> dict[str, Any]:
        """Return the rule as JSON values."""
        return {
            "measure": self.measure,
            "amber": self.amber,
            "red": self.red,
            "amber_from": self.amber_from,
            "red_from": self.red_from,
        }


@dataclass(frozen=True)
class RuleSet:
    """Rules by which projects of a class are judged.

    Attributes:
        key: `preset:NAME`, or `own:UID` for one of the organisation's own.
        name: the organisation's word for it; "" for a preset, which is named in every language.
    """

    key: str
    rules: tuple[Rule, ...]
    name: str = ""

    @cached_property
    def needs_plan(self) -> bool:
        """Whether a rule asks for a figure of the scheduled plan."""
        return any(MEASURES[rule.measure].from_plan for rule in self.rules)

    @cached_property
    def _by_dimension(self) -> Mapping[Dimension, tuple[Rule, ...]]:
        return {
            dimension: tuple(rule for rule in self.rules if MEASURES[rule.measure].dimension == dimension)
            for dimension in DIMENSIONS
        }

    def rules_of(self, dimension: Dimension) -> tuple[Rule, ...]:
        """Return the rules of a dimension."""
        return self._by_dimension[dimension]

    def to_json(self) -> dict[str, Any]:
        """Return the rules as JSON values, as the store keeps them."""
        return {"rules": [rule.to_json() for rule in self.rules]}


@dataclass(frozen=True)
class Judgement:
    """A computed rating and why.

    Attributes:
        rag: "" where nothing could be measured.
        rule: id of the measure whose rule fired, "" for none; `value`: what was measured; `limits`: the rule itself.
        worst: for the overall rating, the dimension it was taken from.
    """

    rag: Rag
    rule: str = ""
    value: float | None = None
    limits: Rule | None = None
    worst: Dimension | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)

    @property
    def explanation(self) -> Message:
        """The sentence that says which rule fired and with which numbers."""
        if self.limits is None or self.value is None:
            return Message("rag_complete" if self.rag == "C" else "rag_not_measured")
        words = _explained(self.rag, self.limits, self.value)
        if self.worst is None:
            return words
        return Message("rag_worst", {"dimension": dimension_words(self.worst), "why": words})


COMPLETE: Final = Judgement("C")
UNKNOWN: Final = Judgement("")


def judge(rules: RuleSet, figures: Figures) -> dict[Dimension, Judgement]:
    """Return the computed rating of each dimension: the worst of its rules; overall is the worst of the dimensions.

    Among rules that rate the same the first one is named.
    """
    found: dict[Dimension, Judgement] = {}
    for dimension in DIMENSIONS:
        found[dimension] = _worst(rules.rules_of(dimension), figures)
    overall = found["overall"]
    for dimension in DIMENSIONS[1:]:
        one = found[dimension]
        if one.rag and SEVERITY[one.rag] > SEVERITY[overall.rag]:
            overall = Judgement(one.rag, one.rule, one.value, one.limits, dimension, one.numbers)
    found["overall"] = overall
    return found


def ruleset_from_json(key: str, name: str, definition: Mapping[str, Any]) -> RuleSet:
    """Return the rules that `to_json` wrote; what another version wrote beyond that is passed over."""
    items = definition.get("rules")
    rules = [rule for item in items if (rule := _rule(item))] if isinstance(items, list) else []
    return RuleSet(key, tuple(rules), name)


def _rule(item: object) -> Rule | None:
    if not isinstance(item, dict) or item.get("measure") not in MEASURES:
        return None
    amber, red = _limit(item.get("amber")), _limit(item.get("red"))
    if amber is None and red is None:
        return None
    return Rule(
        str(item["measure"]), amber, red, item.get("amber_from") is not False, item.get("red_from") is not False
    )


def _limit(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _reaches(value: float, limit: float | None, inclusive: bool, falls: bool) -> bool:
    if limit is None:
        return False
    value, limit = round(value, 6), round(limit, 6)  # 0.95 worked out is not always 0.95 typed
    if value == limit:
        return inclusive
    return value < limit if falls else value > limit


def _worst(rules: Iterable[Rule], figures: Figures) -> Judgement:
    found = UNKNOWN
    for rule in rules:
        value = figures.get(rule.measure)
        if value is None:
            continue
        rag = rule.rate(value)
        if not found.rag or SEVERITY[rag] > SEVERITY[found.rag]:
            numbers = {"value": value}
            numbers |= {name: limit for name in ("amber", "red") if (limit := getattr(rule, name)) is not None}
            found = Judgement(rag, rule.measure, value, rule, None, numbers)
    return found


def limit_words(rule: Rule) -> Message:
    """Return where a rule turns amber and red: "amber from 10, red from 30"."""
    kind = MEASURES[rule.measure]
    words = {
        name: Message(LIMIT_WORDS[inclusive, kind.falls], {"limit": shown_value(kind.unit, limit)})
        for name, limit, inclusive in (("amber", rule.amber, rule.amber_from), ("red", rule.red, rule.red_from))
        if limit is not None
    }
    if rule.amber is None:
        return Message("rag_limits_red", words)
    return Message("rag_limits_amber" if rule.red is None else "rag_limits_amber_red", words)


def _explained(rag: Rag, rule: Rule, value: float) -> Message:
    return Message(
        "rag_explained",
        {
            "rating": rating_words(rag),
            "figure": figure_words(rule.measure, value),
            "limits": limit_words(rule),
        },
    )
