"""The engine: `schedule(plan) -> Schedule`, values in, values out."""

from .baseline import Standing, Variance, against_baseline, baseline_of, between_baselines, set_baselines
from .engine import schedule
from .explain import why_critical, why_start
from .incremental import reschedule
from .network import build as prepare
from .paths import DrivingPath, FloatPath, float_paths, link_floats, longest_path
from .quality import Indicator, Limits, QualityReport, check_quality, limits_from
from .result import Driver, Schedule, TaskDates
from .steps import Explanation, Step

__all__ = [
    "Driver",
    "DrivingPath",
    "Explanation",
    "FloatPath",
    "Indicator",
    "Limits",
    "QualityReport",
    "Schedule",
    "Standing",
    "Step",
    "TaskDates",
    "Variance",
    "against_baseline",
    "baseline_of",
    "between_baselines",
    "check_quality",
    "float_paths",
    "limits_from",
    "link_floats",
    "longest_path",
    "prepare",
    "reschedule",
    "schedule",
    "set_baselines",
    "why_critical",
    "why_start",
]
