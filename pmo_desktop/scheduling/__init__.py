"""The engine: `schedule(plan) -> Schedule`, values in, values out."""

from .engine import schedule
from .result import Driver, Schedule, TaskDates

__all__ = ["Driver", "Schedule", "TaskDates", "schedule"]
