"""Commands of a plan that are asked for by menu: one line each here puts them into the tool row's "More" menu."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...texts.messages import N_
from .chart_commands import link_by_keys, move_bars, step_progress, stretch_bars
from .draft_commands import set_baseline, try_changes
from .plan_settings import edit_plan_settings
from .printing import print_plan

if TYPE_CHECKING:
    from .panel import PlanPanel


@dataclass(frozen=True)
class PlanCommand:
    """Something that can be done to a plan or seen of it.

    Attributes:
        name: what `PlanPanel.run` knows it by; `details` is what Shift+F2 and a row's menu open.
        title: a catalogue key, marked with `N_`.
        run: does it; the panel has `view`, `edits`, `selected_ids()`, `texts`.
        edits: False where it only looks, so that it works in a store that can't be written.
        in_menu: False where only a key or a row's menu asks for it.
    """

    name: str
    title: str
    run: Callable[[PlanPanel], object]
    edits: bool = True
    in_menu: bool = True


EXTRA: Final[tuple[PlanCommand, ...]] = (
    PlanCommand(
        "details",
        N_("Task details…"),
        lambda panel: panel.edits.show_details(panel, panel.selected_ids()),
        edits=False,
    ),
    PlanCommand("calendars", N_("Calendars…"), lambda panel: panel.edits.show_calendars(panel), edits=False),
    PlanCommand("settings", N_("Plan settings…"), edit_plan_settings),
    PlanCommand("try", N_("Try changes in a draft"), try_changes),
    PlanCommand("baseline", N_("Set baseline…"), set_baseline),
    PlanCommand("print", N_("Print the timeline…"), print_plan, edits=False),
    PlanCommand("earlier", N_("Move the bar earlier"), lambda panel: move_bars(panel, -1), in_menu=False),
    PlanCommand("later", N_("Move the bar later"), lambda panel: move_bars(panel, 1), in_menu=False),
    PlanCommand("shorter", N_("Make the bar shorter"), lambda panel: stretch_bars(panel, -1), in_menu=False),
    PlanCommand("longer", N_("Make the bar longer"), lambda panel: stretch_bars(panel, 1), in_menu=False),
    PlanCommand("progress_less", N_("Less progress"), lambda panel: step_progress(panel, -10), in_menu=False),
    PlanCommand("progress_more", N_("More progress"), lambda panel: step_progress(panel, 10), in_menu=False),
    PlanCommand("link_keys", N_("Draw a link with the keyboard"), link_by_keys, in_menu=False),
)
"""The commands that other parts of the program add, in the order of the menu."""


def extra(name: str) -> PlanCommand | None:
    """Return one of the added commands, None where nobody added it."""
    return next((command for command in EXTRA if command.name == name), None)
