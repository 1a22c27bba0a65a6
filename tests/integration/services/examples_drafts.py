"""Examples of the commands on the quality check, baselines and drafts of plans."""

from __future__ import annotations

from pmo_desktop.services.commands import quality

from .world import Example

EXAMPLES = (
    Example(quality.set_limit, lambda s, w: quality.set_limit(s, "float_days", 30)),
    Example(
        quality.forget_limits, lambda s, w: quality.forget_limits(s), lambda s, w: quality.set_limit(s, "leads", 2)
    ),
)
