"""The portfolio timeline and the dependencies between projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

TIMELINE: Final[Mapping[str, str | Plural]] = {
    "read_timeline": N_("Scheduling the plans"),
    "add_dependency": N_("Add dependency"),
    "edit_dependency": N_("Edit dependency"),
    "delete_dependencies": NP_("Delete {count} dependency", "Delete {count} dependencies"),
    "deliver_dependencies": NP_("Mark {count} dependency as delivered", "Mark {count} dependencies as delivered"),
    "hold_taker": N_("Set start no earlier than"),
    "dependency_added": N_("{code} added: {giver} gives, {taker} takes"),
    "dependencies_deleted": NP_("{count} dependency deleted", "{count} dependencies deleted"),
    "dependencies_delivered": NP_("{count} dependency marked as delivered", "{count} dependencies marked as delivered"),
    "taker_held": N_("“{task}” starts no earlier than {date}"),
    "timeline_writing": N_("Writing the timeline"),
    "timeline_exported": N_("{name} is written"),
    "timeline_copied": NP_("Copied {count} line", "Copied {count} lines"),
    "dependency_same": N_("Both ends are the same. Nothing was changed. Choose two different projects or tasks."),
    "dependency_lag_long": N_("The lag is longer than 50 years. Nothing was changed. Type a shorter time."),
    "dependency_no_project": N_("Neither end is a project here. Nothing was changed. Choose a giver or a taker."),
    "dependency_no_task": N_(
        "The dependency names no task of the taker, so nothing can be moved. Nothing was changed. Choose a task first."
    ),
    "dependency_two_rows": N_("Nothing was linked. Select two rows, the one that gives first, then link them."),
}
