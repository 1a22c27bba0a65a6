"""The commands that need no window: the same services, printed. No Qt is imported here."""

from __future__ import annotations

from .running import run
from .self_test import self_test

__all__ = ["run", "self_test"]
