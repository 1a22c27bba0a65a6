"""The words that stand in a column of ratings, scores or choices, and what each is taken for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...domain.errors import PmoError
from ...interchange.spreadsheet import SheetTable, shown
from ..fields import FieldSpec
from ..values import Habits
from . import cells
from .matching import Matching

KINDS: Final = frozenset({"rag", "score", "choice"})
"""Kinds of field whose words can be mapped by hand."""

MOST: Final = 60
"""Different words of one column that are offered for mapping."""


@dataclass(frozen=True)
class Word:
    """A word of a column.

    Attributes:
        count: how many rows have it.
        value: what it is taken for, as the field stores it; None where it is not understood.
    """

    text: str
    count: int
    value: str | None


def words_of(table: SheetTable, matching: Matching, specs: Mapping[str, FieldSpec], at: int) -> tuple[Word, ...]:
    """Return the different words of a column, the most frequent first; none for a field that takes no words."""
    column = matching.columns[at]
    spec = specs.get(column.field)
    if spec is None or spec.kind not in KINDS:
        return ()
    counted = Counter(shown(cell).strip() for cell in table.column(at) if not cells.is_nothing(cell, spec))
    found = []
    for text, count in counted.most_common(MOST):
        try:
            value: str | None = str(cells.read(spec, text, column.reading, Habits()) or "")
        except PmoError:
            value = None
        found.append(Word(text, count, value))
    return tuple(found)
