"""What the head of a column says: its words, the currency and the unit of its amounts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Final

LONGEST: Final = 300
"""Characters of a head that are looked at."""

_CURRENCIES: Final = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "欧元": "EUR",
    "£": "GBP", "gbp": "GBP", "英镑": "GBP",
    "$": "USD", "us$": "USD", "usd": "USD", "美元": "USD",
    "¥": "CNY", "￥": "CNY", "cny": "CNY", "rmb": "CNY", "元": "CNY", "人民币": "CNY",
    "chf": "CHF", "jpy": "JPY", "日元": "JPY",
}  # fmt: skip
_SIZES: Final = {
    "k": 1_000, "'000": 1_000, "000s": 1_000, "000": 1_000, "thousand": 1_000, "thousands": 1_000, "tsd": 1_000,
    "千": 1_000,
    "m": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "mm": 1_000_000, "million": 1_000_000, "millions": 1_000_000,
    "百万": 1_000_000, "bn": 10**9, "billion": 10**9, "万": 10_000, "亿": 10**8,
}  # fmt: skip
_BRACKETS: Final = re.compile(r"[(（\[【](.*?)[)）\]】]", re.DOTALL)
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD: Final = re.compile(r"[a-z0-9]+|%|[\u3400-\u9fff]+")
_SPELLED: Final = {
    "bl": "baseline", "fc": "forecast", "proj": "project", "prj": "project", "mgr": "manager", "desc": "description",
    "prob": "probability",
    "pid": "project id", "uid": "id", "upid": "id", "pct": "%", "percent": "%", "percentage": "%",
}  # fmt: skip
_NOISE: Final = frozenset({
    "project", "risk", "the", "of", "and", "a", "in", "for", "on", "name", "date", "latest", "approved", "total",
    "current", "value", "status", "text", "field",
})  # fmt: skip
"""Words that many columns have: they tell less than others."""

_OTHER: Final = frozenset({"variance", "narrative", "commentary", "comment", "year", "annual", "month", "benefit"})
"""Words that make a column something else than its other words say."""


def unit(header: str) -> tuple[str, int]:
    """Return the currency ("" for none) and the factor that a column's head names: `Budget (k€)` is EUR, 1000."""
    currency, factor = "", 1
    folded = unicodedata.normalize("NFKC", header[:LONGEST]).casefold()
    for piece in _BRACKETS.findall(folded):
        found = _unit_of(piece)
        currency, factor = currency or found[0], max(factor, found[1])
    if not currency:
        for word in re.split(r"[\s_,]+", _BRACKETS.sub(" ", folded)):
            found = _unit_of(word)
            if found[0]:
                currency, factor = found[0], max(factor, found[1])
    return currency, factor


def _unit_of(piece: str) -> tuple[str, int]:
    """Read `k€`, `£m`, `eur '000`, `in thousands`, `万元`; nothing where other words stand there."""
    rest = piece.strip()
    currency, factor = "", 1
    for word in sorted(_CURRENCIES, key=len, reverse=True):
        whole = rf"(?<![a-z]){word}(?![a-z])" if word.isalpha() and word.isascii() else re.escape(word)
        if re.search(whole, rest):
            currency = _CURRENCIES[word]
            rest = rest.replace(word, " ", 1)
            break
    rest = re.sub(r"\b(in|of|单位)\b|[:：]|单位", " ", rest).strip()
    if rest in _SIZES:
        return currency, _SIZES[rest]
    return (currency, factor) if not rest else ("", 1)


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in lower case and the singular, without brackets and units."""
    bare = _BRACKETS.sub(" ", name)
    spread = _HUMP.sub(" ", unicodedata.normalize("NFKC", bare if bare.strip() else name))
    found: list[str] = []
    for word in _WORD.findall(spread.casefold()):
        for part in _SPELLED.get(word, word).split():
            if part not in _CURRENCIES:
                found.append(_stem(part))
    return tuple(found)


def _stem(word: str) -> str:
    """Return an English word in the singular, a Chinese one without the "date" at its end."""
    if word.isascii():
        return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return word[:-2] if len(word) > 3 and word.endswith(("日期", "时间")) else word


def likeness(header: str, name: str) -> float:
    """Return how much a column's head is like a name a field goes by: 1 is the same, 0 nothing in common."""
    return max((_likeness(variant, words(name)) for variant in _variants(header[:LONGEST])), default=0.0)


@cache
def _variants(header: str) -> tuple[tuple[str, ...], ...]:
    """Return the whole head and, where it says the same in two languages, each half."""
    return tuple(dict.fromkeys(found for part in _parts(header) if (found := words(part))))


def _parts(header: str) -> Iterator[str]:
    yield header
    halves = re.split(r"\s*[/|]\s*|\n", header)
    if len(halves) == 2 and halves[0].isascii() != halves[1].isascii():
        yield from halves


def _likeness(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    if not theirs:
        return 0.0
    if ours == theirs:
        return 1.0
    left, right = "".join(ours), "".join(theirs)
    if not (left.isascii() and right.isascii()):
        if left.isascii() or right.isascii():
            return 0.0
        shared = min(len(left), len(right)) / max(len(left), len(right)) if left in right or right in left else 0.0
        return max(0.55 + 0.4 * shared if shared else 0.0, 0.9 * SequenceMatcher(None, left, right).ratio())
    a, b = set(ours), set(theirs)
    if a == b or (a - _NOISE and a - _NOISE == b - _NOISE):
        return 0.97
    if not b - _NOISE:
        return 0.0
    common, every = _weight(a & b), _weight(a | b)
    contained = common / _weight(b)
    alike = SequenceMatcher(None, left, right).ratio()
    found = 0.55 * contained + 0.4 * common / every if contained >= 0.6 else 0.0
    return max(found, 0.9 * alike if alike > 0.85 else 0.0) * (0.6 if (a - b) & _OTHER else 1.0)


def _weight(found: set[str]) -> float:
    return sum(0.35 if word in _NOISE else 1.0 for word in found)
