"""`simulate`: what a plan comes to when durations vary and risks happen."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ..domain.errors import PmoError
from ..domain.messages import Message
from ..domain.worktime import to_moment
from ..interchange.simulation_case import read_case
from ..persistence.store import Store
from ..scheduling import schedule
from ..scheduling.simulation import Simulation, Spread, model_of_case, simulate
from ..scheduling.simulation.fitness import unfit
from ..scheduling.simulation.run import ITERATIONS
from ..services.planning import file_uids
from ..services.queries.registry import registry
from ..services.simulation import ProjectModel, project_model
from .arguments import UsageError
from .output import Output
from .stores import opened

DIGITS: Final = 9
"""Significant digits that are printed: the same on every machine, whatever its last bits do."""

CASE_DRAWS: Final = 10_000_000
CASE_ITERATIONS: Final = 500_000
"""Draws and iterations of a case where none are asked for: a small one is done more often, for steadier percentiles."""

SHOWN: Final = 10
"""Tasks and risks that are printed; `--json` has all."""


def run(arguments: Namespace, output: Output) -> int:
    """Simulate a case file or a stored project and print what comes of it."""
    t = output.texts
    if bool(arguments.file) == bool(arguments.store):
        raise UsageError(t("Name a case file, or a portfolio file with --store and --project."))
    if arguments.store and not arguments.project:
        raise UsageError(t("Name the project with --project CODE."))
    if arguments.file:
        _case(arguments, output)
    else:
        with opened(arguments.store) as store:
            _project(store, arguments, output)
    return 0


def _case(arguments: Namespace, output: Output) -> None:
    case = read_case(Path(arguments.file))
    iterations = arguments.iterations
    if iterations is None:
        fair = CASE_DRAWS // (len(case.tasks) + len(case.risks))
        iterations = max(ITERATIONS, min(fair, CASE_ITERATIONS))
    result = simulate(model_of_case(case), iterations, arguments.seed)
    if output.as_json:
        output.document(_document(result, output, {key: key for key in result.criticality}, result.notes))
        return
    _tell(result, output, result.notes, "")


def _project(store: Store, arguments: Namespace, output: Output) -> None:
    with store.read() as session:
        rows = registry(session, include_archived=True).rows
        found = next((row for row in rows if row.code.lower() == arguments.project.lower()), None)
        if found is None:
            raise PmoError("project_code_unknown", code=arguments.project)
        project = project_model(session, found.id)
        uids = file_uids(session, found.id)
    iterations = ITERATIONS if arguments.iterations is None else arguments.iterations
    result = simulate(project.model, iterations, arguments.seed)
    doubts = unfit(project.model.plan, schedule(project.model.plan))
    notes = (*(doubt.message for doubt in doubts), *project.notes, *result.notes)
    names = {key: str(uids.get(row, row)) for key, row in project.uids.items()}
    if not output.as_json:
        _tell(result, output, notes, project.currency)
        return
    document = _document(result, output, names, notes)
    document["currency"] = project.currency
    document["finish"] = _finish(result)
    document["unfit"] = [
        {
            "reason": doubt.message.id.removeprefix("simulation_"),
            "tasks": [str(uids.get(uid, uid)) for uid in doubt.tasks],
        }
        for doubt in doubts
    ]
    document["risks"] = _risks(result, project)
    document["tasks"] = [
        {
            "uid": names[task.key],
            "name": task.name,
            "criticality": _round(task.criticality),
            "cruciality": _round(task.cruciality),
            "sensitivity": _round(task.sensitivity),
            "rank_correlation": _round(task.rank_correlation),
            "finish_days_low": _round(task.low),
            "finish_days_high": _round(task.high),
        }
        for task in result.tasks
    ]
    output.document(document)


def _document(
    result: Simulation, output: Output, names: Mapping[str, str], notes: tuple[Message, ...]
) -> dict[str, Any]:
    return {
        "iterations": result.iterations,
        "seed": result.seed,
        "finish_days": _spread(result.finish_days),
        "cost": _spread(result.cost_spread),
        "planned": {
            "finish_days": _round(result.planned_days),
            "finish_confidence": _round(result.confidence_of_days(result.planned_days)),
            "cost": _round(result.planned_cost),
            "cost_confidence": _round(result.confidence_of_cost(result.planned_cost)),
        },
        "criticality": {names[key]: _round(share) for key, share in result.criticality.items()},
        "notes": [output.texts.say(note) for note in notes],
    }


def _finish(result: Simulation) -> dict[str, str]:
    """Return the finish as moments: as planned, and at the usual confidences."""
    moments = {f"p{share}": result.finish_by(share / 100) for share in (10, 50, 80, 90)}
    moments["planned"] = to_moment(round(result.planned_finish))
    return {name: moment.isoformat(timespec="minutes") for name, moment in moments.items()}


def _risks(result: Simulation, project: ProjectModel) -> list[dict[str, Any]]:
    names = {risk.key: risk.name for risk in project.model.risks}
    return [
        {
            "name": names[risk.key],
            "happened": _round(risk.happened),
            "days": _round(risk.days),
            "cost": _round(risk.cost),
            "expected_days": _round(risk.expected_days),
            "expected_cost": _round(risk.expected_cost),
        }
        for risk in result.risks
    ]


def _spread(spread: Spread) -> dict[str, float | None]:
    return {name: _round(value) for name, value in asdict(spread).items()}


def _round(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{DIGITS}g}")


def _tell(result: Simulation, output: Output, notes: tuple[Message, ...], currency: str) -> None:
    t = output.texts
    for note in notes:
        output.say(t.say(note))

    def amount(value: float) -> str:
        return t.money(round(value), currency) if currency else t.number(value, 2)

    header = ["", t("Mean"), t("Deviation"), "P10", "P50", "P80", "P90"]
    days, cost = result.finish_days, result.cost_spread
    lines = [[t("Finish, days"), *(t.number(value, 1) for value in asdict(days).values())]]
    if cost.sd or cost.mean:
        lines.append([t("Cost"), *(amount(value) for value in asdict(cost).values())])
    if currency:
        moments = [t.date(result.finish_by(share)) for share in (0.1, 0.5, 0.8, 0.9)]
        lines.append([t("Finish"), "", "", *moments])
    output.table(header, lines, frozenset(range(1, 7)))
    confidence = t.percent(result.confidence_of_days(result.planned_days))
    output.say(t("The plan’s own finish is kept in {share} of the iterations.", share=confidence))
    if result.risks:
        output.table(
            [t("Risk"), t("Happened"), t("Expected days"), t("Expected cost")],
            [
                [risk.name, t.percent(risk.happened), t.number(risk.expected_days, 1), amount(risk.expected_cost)]
                for risk in result.risks[:SHOWN]
            ],
            frozenset({1, 2, 3}),
        )
    if result.tasks:
        output.table(
            [t("Task"), t("Criticality"), t("Cruciality"), t("Sensitivity")],
            [
                [task.name, t.percent(task.criticality), t.number(task.cruciality, 2), t.number(task.sensitivity, 2)]
                for task in result.tasks[:SHOWN]
            ],
            frozenset({1, 2, 3}),
        )
