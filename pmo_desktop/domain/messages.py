"""A sentence that is not yet in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """A message id with values, turned into a sentence by `texts.Texts.say` at the edge.

    A value may itself be a `Message`. `count` chooses the plural form where the sentence has one.
    """

    id: str
    values: Mapping[str, object] = field(default_factory=dict)
    count: int | None = None
