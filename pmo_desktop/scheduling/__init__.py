"""The engine: `schedule(plan) -> Schedule`, values in, values out."""

from .engine import schedule
from .explain import why_critical, why_start
from .incremental import reschedule
from .paths import DrivingPath, FloatPath, float_paths, link_floats, longest_path
from .result import Driver, Schedule, TaskDates
from .steps import Explanation, Step

__all__ = [
    "Driver",
    "DrivingPath",
    "Explanation",
    "FloatPath",
    "Schedule",
    "Step",
    "TaskDates",
    "float_paths",
    "link_floats",
    "longest_path",
    "reschedule",
    "schedule",
    "why_critical",
    "why_start",
]
