"""Baselines, quality and drafts of plans: what was done, and why something was refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

DRAFTS: Final[Mapping[str, str | Plural]] = {
    # quality
    "set_quality_limit": N_("Set a threshold of the quality check"),
    "forget_quality_limits": N_("Go back to the usual thresholds"),
    "quality_limits_usual": N_("The quality check uses its usual thresholds again"),
    "quality_copied": NP_("Copied {count} check", "Copied {count} checks"),
}
