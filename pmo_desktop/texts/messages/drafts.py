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
    "quality_simulated": N_("Simulated on {day}"),
    # baselines
    "baseline_was_cleared": N_("Baseline {number} was cleared"),
    "milestones_copied": NP_("Copied {count} milestone", "Copied {count} milestones"),
    "comparison_copied": NP_("Copied {count} task", "Copied {count} tasks"),
    # drafts
    "add_draft": N_("Try changes in a draft"),
    "rename_draft": N_("Rename a draft"),
    "discard_draft": N_("Discard a draft"),
    "apply_draft": N_("Apply the draft “{name}”"),
    "draft_discarded": N_("The draft “{name}” was discarded"),
    "draft_applied": NP_(
        "The draft “{name}” was applied: {count} change to the plan",
        "The draft “{name}” was applied: {count} changes to the plan",
    ),
    "draft_gone": N_("This draft is no longer there. Nothing was changed."),
    "draft_of_draft": N_(
        "A draft can’t have drafts of its own. Nothing was changed. Go back to the plan to make another draft."
    ),
    "too_many_drafts": N_(
        "A plan can have {limit} drafts at once. Nothing was changed. Apply or discard one that you no longer need."
    ),
    "draft_clashes": NP_(
        "{count} change of the draft was made in the plan too, but differently. Nothing was changed. "
        "Decide which one stays.",
        "{count} changes of the draft were made in the plan too, but differently. Nothing was changed. "
        "Decide which ones stay.",
    ),
    "baseline_of_draft": N_(
        "A draft has the baselines of its plan and none of its own. Nothing was changed. Apply the draft first, "
        "then set the baseline."
    ),
}
