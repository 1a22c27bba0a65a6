"""Monte Carlo simulation of a plan and its risk register: `simulate(model) -> Simulation`."""

from .model import Model, model_of_case
from .run import Contingency, Simulation, simulate
from .statistics import RiskEffect, Spread, TaskEffect

__all__ = ["Contingency", "Model", "RiskEffect", "Simulation", "Spread", "TaskEffect", "model_of_case", "simulate"]
