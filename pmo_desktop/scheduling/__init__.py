"""The engine: `schedule(plan) -> Schedule`, values in, values out."""

from .engine import schedule
from .explain import why_critical, why_start
from .result import Driver, Schedule, TaskDates
from .steps import Explanation, Step

__all__ = ["Driver", "Explanation", "Schedule", "Step", "TaskDates", "schedule", "why_critical", "why_start"]
