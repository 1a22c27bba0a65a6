"""Where the user is, was and can go back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """A page, the record it shows, and how it looked (a page's own JSON values)."""

    page: str
    key: int | None = None
    state: Mapping[str, object] = field(default_factory=dict, compare=False)


class Trail:
    """The places behind and ahead, as in a browser."""

    def __init__(self) -> None:
        self._back: list[Place] = []
        self._ahead: list[Place] = []

    def leave(self, here: Place) -> None:
        """Note the place that is left for a new one."""
        if not self._back or self._back[-1] != here:
            self._back.append(here)
        del self._back[:-100]
        self._ahead.clear()

    def back(self, here: Place) -> Place | None:
        """Return the place before this one, or None."""
        return self._step(self._back, self._ahead, here)

    def forward(self, here: Place) -> Place | None:
        """Return the place that `back` left, or None."""
        return self._step(self._ahead, self._back, here)

    def _step(self, source: list[Place], target: list[Place], here: Place) -> Place | None:
        if not source:
            return None
        target.append(here)
        return source.pop()

    @property
    def can_go_back(self) -> bool:
        """True when there is a place before this one."""
        return bool(self._back)

    @property
    def can_go_forward(self) -> bool:
        """True when there is a place to return to."""
        return bool(self._ahead)
