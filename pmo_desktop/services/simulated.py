"""A simulation of a stored project, from reading it to what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final

from ..domain.messages import Message
from ..persistence.store import Store
from ..scheduling import schedule
from ..scheduling.simulation.fitness import Unfit, unfit
from ..scheduling.simulation.responses import QUICK, Comparison, Gain, compare, tornado
from ..scheduling.simulation.run import ITERATIONS, Simulation
from .simulation import ProjectModel, project_model

CONFIDENCE: Final = 0.8
"""At which contingency is reckoned and risks are compared."""

BINS: Final = 40
MOST_RISKS: Final = 12
"""Risks that the tornado tries one by one, those that matter most first."""

GAINS: Final = {"cost": "spent", "days": "days", "money": "money"}
"""What is kept of a response: the figure's name there and here."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Simulated:
    """What a simulation of a project says.

    Attributes:
        doubts: why the network is not fit for it, with the tasks (row ids).
        by_risk: what it would buy if each risk were not there, the most days first.
    """

    project: ProjectModel
    comparison: Comparison
    by_risk: tuple[Gain, ...]
    doubts: tuple[Unfit, ...]

    @property
    def before(self) -> Simulation:
        """The simulation of the plan as it stands."""
        return self.comparison.before

    @property
    def notes(self) -> tuple[Message, ...]:
        """What was assumed, left out or put right."""
        return (*self.project.notes, *self.before.notes)


def simulate_project(
    store: Store,
    project_id: int,
    progress: Progress,
    *,
    iterations: int = ITERATIONS,
    seed: int = 1,
    template: tuple[float, float] | None = None,
) -> Simulated:
    """Simulate a project as it is committed; for a job, on a reading session of its own.

    Raises:
        PmoError: there is no such project, it has no tasks or a loop, or an estimate is not in order.
    """
    with store.reader() as session:
        project = project_model(session, project_id, template)
    doubts = unfit(project.model.plan, schedule(project.model.plan))

    def first(done: int, total: int) -> None:
        progress(done, 2 * total)

    def second(done: int, total: int) -> None:
        progress(total + done, 2 * total)

    comparison = compare(project.model, iterations, seed, first, confidence=CONFIDENCE)
    weight = sorted(comparison.before.risks, key=lambda risk: -abs(risk.expected_days))
    keys = [risk.key for risk in weight[:MOST_RISKS]]
    by_risk = tornado(project.model, keys, min(iterations, QUICK), seed, second, confidence=CONFIDENCE)
    return Simulated(project, comparison, by_risk, doubts)


def document(found: Simulated) -> dict[str, Any]:
    """Return what is kept of a simulation, as JSON values: figures, curves in `BINS` steps, tornado, responses."""
    before, after = found.before, found.comparison.after
    kept = before.contingency(CONFIDENCE)
    shares = [step / BINS for step in range(BINS + 1)]
    return {
        "finish": {name: _rounded(value) for name, value in asdict(before.finish_days).items()},
        "cost": {name: _rounded(value) for name, value in asdict(before.cost_spread).items()},
        "dates": {f"p{share}": before.finish_by(share / 100).isoformat("T", "minutes") for share in (10, 50, 80, 90)},
        "after": {
            "finish": {name: _rounded(value) for name, value in asdict(after.finish_days).items()},
            "cost": {name: _rounded(value) for name, value in asdict(after.cost_spread).items()},
            "dates": {f"p{share}": after.finish_by(share / 100).isoformat("T", "minutes") for share in (50, 80)},
        },
        "planned": {
            "days": _rounded(before.planned_days),
            "cost": _rounded(before.planned_cost),
            "confidence": _rounded(kept.covered),
            "cost_confidence": _rounded(kept.covered_cost),
        },
        "contingency": {"days": _rounded(kept.days), "money": _rounded(kept.money)},
        "curve": [[before.finish_by(max(share, 0.001)).isoformat("T", "minutes"), share] for share in shares],
        "risks": [
            {"name": gain.name, "days": _rounded(gain.days_at), "money": _rounded(gain.money_at)}
            for gain in found.by_risk
        ],
        "responses": [
            {
                "name": gain.name,
                "cost": _rounded(gain.spent),
                "days": _rounded(gain.days),
                "money": _rounded(gain.money),
            }
            for gain in found.comparison.gains
        ],
        "doubts": [doubt.message.id for doubt in found.doubts],
    }


def _rounded(value: float) -> float:
    """Return a figure to nine digits: the same on every machine, whatever its last bits do."""
    return float(f"{value:.9g}")
