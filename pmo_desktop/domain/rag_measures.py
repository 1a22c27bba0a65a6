"""What ratings are computed from: the measures, and the words for their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from .messages import Message
from .rag import Dimension, Rag

Unit: TypeAlias = Literal["days", "percent", "index", "count", "score"]


@dataclass(frozen=True)
class Measure:
    """A figure that rules judge.

    Attributes:
        falls: True where low values are the bad ones.
        from_plan: True where the plan has to be scheduled to know it.
        label, figure, early: ids of the messages that name it, tell a value, and tell one below zero.
    """

    id: str
    dimension: Dimension
    unit: Unit
    falls: bool = False
    from_plan: bool = False
    label: str = ""
    figure: str = ""
    early: str = ""


MEASURES: Final[Mapping[str, Measure]] = {
    measure.id: measure
    for measure in (
        Measure(
            "slip_days",
            "schedule",
            "days",
            label="rag_measure_slip_days",
            figure="rag_figure_slip_days",
            early="rag_figure_slip_days_early",
        ),
        Measure(
            "slip_workdays",
            "schedule",
            "days",
            label="rag_measure_slip_workdays",
            figure="rag_figure_slip_workdays",
            early="rag_figure_slip_workdays_early",
        ),
        Measure(
            "slip_share",
            "schedule",
            "percent",
            label="rag_measure_slip_share",
            figure="rag_figure_slip_share",
            early="rag_figure_slip_share_early",
        ),
        Measure(
            "spi",
            "schedule",
            "index",
            falls=True,
            label="rag_measure_spi",
            figure="rag_figure_spi",
        ),
        Measure(
            "behind_share",
            "schedule",
            "percent",
            label="rag_measure_behind_share",
            figure="rag_figure_behind_share",
            early="rag_figure_behind_share_early",
        ),
        Measure(
            "stones_late",
            "schedule",
            "count",
            from_plan=True,
            label="rag_measure_stones_late",
            figure="rag_figure_stones_late",
        ),
        Measure(
            "key_stones_late",
            "schedule",
            "count",
            from_plan=True,
            label="rag_measure_key_stones_late",
            figure="rag_figure_key_stones_late",
        ),
        Measure(
            "critical_slip",
            "schedule",
            "days",
            from_plan=True,
            label="rag_measure_critical_slip",
            figure="rag_figure_critical_slip",
        ),
        Measure(
            "stones_on_time",
            "overall",
            "percent",
            falls=True,
            from_plan=True,
            label="rag_measure_stones_on_time",
            figure="rag_figure_stones_on_time",
        ),
        Measure(
            "overrun_share",
            "cost",
            "percent",
            label="rag_measure_overrun_share",
            figure="rag_figure_overrun_share",
            early="rag_figure_overrun_share_early",
        ),
        Measure(
            "cpi",
            "cost",
            "index",
            falls=True,
            label="rag_measure_cpi",
            figure="rag_figure_cpi",
        ),
        Measure(
            "overspent_share",
            "cost",
            "percent",
            label="rag_measure_overspent_share",
            figure="rag_figure_overspent_share",
            early="rag_figure_overspent_share_early",
        ),
        Measure(
            "changes_waiting",
            "scope",
            "count",
            label="rag_measure_changes_waiting",
            figure="rag_figure_changes_waiting",
        ),
        Measure(
            "changes_overdue",
            "scope",
            "count",
            label="rag_measure_changes_overdue",
            figure="rag_figure_changes_overdue",
        ),
        Measure(
            "risk_score",
            "risk",
            "score",
            label="rag_measure_risk_score",
            figure="rag_figure_risk_score",
        ),
        Measure(
            "risks_above",
            "risk",
            "count",
            label="rag_measure_risks_above",
            figure="rag_figure_risks_above",
        ),
        Measure(
            "loss_share",
            "risk",
            "percent",
            label="rag_measure_loss_share",
            figure="rag_figure_loss_share",
        ),
        Measure(
            "issues_overdue",
            "risk",
            "count",
            label="rag_measure_issues_overdue",
            figure="rag_figure_issues_overdue",
        ),
        Measure(
            "unstaffed",
            "resources",
            "count",
            from_plan=True,
            label="rag_measure_unstaffed",
            figure="rag_figure_unstaffed",
        ),
        Measure(
            "benefits_overdue",
            "benefits",
            "count",
            label="rag_measure_benefits_overdue",
            figure="rag_figure_benefits_overdue",
        ),
        Measure(
            "benefits_short",
            "benefits",
            "percent",
            label="rag_measure_benefits_short",
            figure="rag_figure_benefits_short",
        ),
    )
}
"""Everything that can be measured, in the order in which rules are shown."""


RATING_WORDS: Final[Mapping[Rag, str]] = {
    "G": "rag_word_G",
    "A": "rag_word_A",
    "R": "rag_word_R",
    "C": "rag_word_C",
    "": "rag_word_none",
}
DIMENSION_WORDS: Final[Mapping[Dimension, str]] = {
    "overall": "rag_dimension_overall",
    "schedule": "rag_dimension_schedule",
    "cost": "rag_dimension_cost",
    "scope": "rag_dimension_scope",
    "risk": "rag_dimension_risk",
    "resources": "rag_dimension_resources",
    "benefits": "rag_dimension_benefits",
}
"""Ids of the messages that name ratings and dimensions."""


def rating_words(rag: Rag) -> Message:
    """Return the name of a rating."""
    return Message(RATING_WORDS[rag])


def dimension_words(dimension: Dimension) -> Message:
    """Return the name of a dimension."""
    return Message(DIMENSION_WORDS[dimension])


def figure_words(measure: str, value: float) -> Message:
    """Return a figure as a clause: "finish 18 days later than baseline"."""
    kind = MEASURES[measure]
    said = kind.figure
    if value < 0 and kind.early:
        said, value = kind.early, -value
    if kind.unit in ("days", "count"):
        return Message(said, {}, round(value))
    return Message(said, {"value": shown_value(kind.unit, value)})


def shown_value(unit: Unit, value: float) -> object:
    """Return a value as sentences show it."""
    whole = round(value)
    match unit:
        case "days" | "count" | "score":
            return whole if abs(value - whole) < 0.05 else f"{value:.1f}"
        case "percent":
            near = abs(value - whole) < 0.05
            return Message("rag_percent", {"value": whole if near else f"{value:.1f}".replace("-", "−")})
    return f"{value:.2f}"
