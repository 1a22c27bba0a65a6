"""The steps from each schema version to the next, written with Alembic's operations.

A step is a function that takes an `alembic.operations.Operations`. Step `n` brings a store from version `n - 1` to `n`.
There is no script folder and no version table: the version is SQLite's `user_version`, and the steps are ordinary
modules that a frozen program finds (docs/decisions/005-migrations.md).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from alembic.operations import Operations

from .version_2 import reach_version_2

Step = Callable[[Operations], None]

STEPS: Final[Mapping[int, Step]] = {2: reach_version_2}
"""Version to the step that reaches it. Version 1 is the first one released."""
