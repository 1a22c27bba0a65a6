"""Rule sets to begin with. Each says in `texts` where it comes from; any of them can be copied and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .messages import Message
from .pack import PackTolerances
from .rag_rules import Rule, RuleSet

PREFIX: Final = "preset:"
STANDARD: Final = PREFIX + "standard"
CRITICAL_FLOAT_DAYS: Final = 5
"""A milestone with at most so many working days of float counts as near-critical."""

UNSTAFFED_DAYS: Final = 30
"""A task that begins within so many days of the data date needs somebody who does it."""

# Risks, resources, scope and benefits: none of the sources names a threshold, so the presets share these.
_SHARED: Final = (
    Rule("changes_overdue", 1, 5),
    Rule("risk_score", 12, 20, amber_from=False),
    Rule("issues_overdue", 1, 5),
    Rule("unstaffed", 1, 5),
    Rule("benefits_overdue", 1, None),
)

PRESETS: Final[Mapping[str, RuleSet]] = {
    rules.key.removeprefix(PREFIX): rules
    for rules in (
        RuleSet(STANDARD, ()),
        RuleSet(
            PREFIX + "ten",
            (
                Rule("slip_share", 0, 10, amber_from=False, red_from=False),
                Rule("overrun_share", 0, 10, amber_from=False, red_from=False),
                Rule("unstaffed", 0, 1, amber_from=False, red_from=False),
                Rule("risk_score", 12, 20, amber_from=False),
            ),
        ),
        RuleSet(
            PREFIX + "four_seven",
            (Rule("slip_share", 4, 7), Rule("overrun_share", 4, 7), Rule("risk_score", 12, 20, amber_from=False)),
        ),
        RuleSet(
            PREFIX + "milestones",
            (
                Rule("key_stones_late", None, 1),
                Rule("stones_late", 1, None),
                Rule("stones_on_time", 90, 80, amber_from=False, red_from=False),
                Rule("overrun_share", 0, 5, amber_from=False, red_from=False),
                Rule("risk_score", 12, 20, amber_from=False),
            ),
        ),
        RuleSet(
            PREFIX + "float",
            (
                Rule("slip_workdays", 5, None, amber_from=False),
                Rule("critical_slip", None, 5, red_from=False),
                Rule("overrun_share", 5, 10),
                Rule("risk_score", 12, 20, amber_from=False),
            ),
        ),
        RuleSet(
            PREFIX + "variance",
            (Rule("behind_share", 20, 33, red_from=False), Rule("overspent_share", 20, 33, red_from=False)),
        ),
        RuleSet(
            PREFIX + "indices",
            (
                Rule("spi", 0.95, 0.85, amber_from=False, red_from=False),
                Rule("cpi", 0.95, 0.85, amber_from=False, red_from=False),
                Rule("risk_score", 12, 20, amber_from=False),
            ),
        ),
        RuleSet(PREFIX + "words", ()),
    )
}
"""Name to rules. `standard` is filled from the portfolio's tolerances; `words` leaves the judging to people."""


WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "standard": ("rag_preset_standard", "rag_source_standard"),
    "ten": ("rag_preset_ten", "rag_source_ten"),
    "four_seven": ("rag_preset_four_seven", "rag_source_four_seven"),
    "milestones": ("rag_preset_milestones", "rag_source_milestones"),
    "float": ("rag_preset_float", "rag_source_float"),
    "variance": ("rag_preset_variance", "rag_source_variance"),
    "indices": ("rag_preset_indices", "rag_source_indices"),
    "words": ("rag_preset_words", "rag_source_words"),
}
"""Name of a preset to the messages that name it and say where it comes from."""


def name_words(rules: RuleSet) -> Message | str:
    """Return what a rule set is called: the organisation's own word, or the message that names a preset."""
    return rules.name or Message(WORDS[rules.key.removeprefix(PREFIX)][0])


def standard(tolerances: PackTolerances) -> RuleSet:
    """Return the preset that follows the portfolio's own tolerances."""
    amber, red = tolerances.cost_amber / 10, tolerances.cost_red / 10
    return RuleSet(
        STANDARD,
        (
            Rule("slip_days", tolerances.slip_amber, tolerances.slip_red, amber_from=False, red_from=False),
            Rule("spi", 0.95, 0.90, amber_from=False, red_from=False),
            Rule("overrun_share", amber, red),
            Rule("cpi", 0.95, 0.90, amber_from=False, red_from=False),
            *(_with_appetite(rule, tolerances.appetite) for rule in _SHARED if rule.measure != "unstaffed"),
        ),
    )


def preset(key: str, tolerances: PackTolerances) -> RuleSet:
    """Return a preset by its key; the standard one where there is none of that name."""
    found = PRESETS.get(key.removeprefix(PREFIX))
    return standard(tolerances) if found is None or found.key == STANDARD else found


def _with_appetite(rule: Rule, appetite: int) -> Rule:
    if rule.measure != "risk_score":
        return rule
    return Rule("risk_score", appetite, max(appetite + 1, 20), amber_from=False)
