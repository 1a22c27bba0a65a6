"""What a table asks to be changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ...domain.errors import PmoError
from .columns import Column

Reason = Literal["cell", "fill", "paste", "clear"]


@dataclass(frozen=True)
class CellEdit:
    """A typed value for one cell."""

    row_id: int
    column: Column
    value: object


Commit: TypeAlias = Callable[[Sequence[CellEdit], Reason], PmoError | None]
"""Writes edits as one undoable step; returns why not, where nothing was changed."""
