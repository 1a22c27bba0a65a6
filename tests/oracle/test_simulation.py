"""Our simulation against exact values, against the runs of another program, and against our own engine."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import numpy as np
import pytest

from pmo_desktop.domain.plan import Plan
from pmo_desktop.domain.uncertainty import Case, CaseLink, CaseTask, Distribution, RiskEvent, fixed
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.scheduling import Schedule, schedule
from pmo_desktop.scheduling.simulation import Model, Simulation, model_of_case, simulate
from pmo_desktop.scheduling.simulation.passes import Passes

from .data import ScheduleCase, dslib_cases, folder, or_skip, schedule_cases
from .test_schedules_dslib import plan_of

pytestmark = pytest.mark.oracle

SHARES = {2: (0.8, 1.0, 1.2), 3: (0.8, 1.1, 1.2), 4: (0.8, 0.9, 1.2)}
"""The three points of the other program's distributions by their number; 1 is none."""

STANDARD_ERRORS = 3
RUNS = 20_000


def analytic_cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(folder("montecarlo_analytic").glob("*.json")):
        found += json.loads(path.read_text(encoding="utf-8"))
    return found


def usable_projects() -> list[tuple[str, dict[str, Any]]]:
    """Return the projects whose runs follow their stated distributions, as the index of the collection has it."""
    index = folder("dslib") / "index.json"
    entries = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else []
    scores = {entry["project"]: entry.get("mc_z_vs_triangular_floor") for entry in entries}
    return [
        (name, project)
        for name, project in dslib_cases()
        if scores.get(name) is not None and abs(scores[name]) < STANDARD_ERRORS
    ]


ANALYTIC = analytic_cases()
PROJECTS = usable_projects()
PLANS = schedule_cases()


def case_of(entry: dict[str, Any]) -> Case:
    """Return a case from its description in words."""
    words = entry["network"]
    if "risks" in entry:
        risks = (
            RiskEvent(f"r{at}", f"r{at}", chance, fixed(days), tasks=("a",))
            for at, (chance, days) in enumerate(entry["risks"])
        )
        return Case((CaseTask("a", fixed(0)),), risks=tuple(risks))
    kind = re.search(r"(triangular|PERT|uniform|lognormal)[^()]*(?:\(lambda=4\))? ?\(([\d.,]+)\)", words)
    if kind is None:
        pytest.skip(f"not understood: {words}")
    numbers = tuple(float(number) for number in kind[2].split(","))
    duration = Distribution(kind[1].lower(), numbers)  # type: ignore[arg-type]
    count = int(re.match(r"\d+", words)[0])  # type: ignore[index]
    per_path = re.search(r"paths of (\d+)", words)
    paths, length = (count, int(per_path[1])) if per_path else (count, 1) if "parallel" in words else (1, count)
    tasks = [CaseTask(f"{path}.{at}", duration) for path in range(paths) for at in range(length)]
    links = [CaseLink(f"{path}.{at}", f"{path}.{at + 1}") for path in range(paths) for at in range(length - 1)]
    return Case(tuple(tasks), tuple(links))


@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize("entry", or_skip(ANALYTIC, "exact cases"), ids=lambda entry: entry and entry["id"])
def test_percentiles_are_within_half_a_percent_of_the_exact_ones(entry: dict[str, Any], seed: int) -> None:
    expected = entry["expected"]
    ours = simulate(model_of_case(case_of(entry)), 200_000, seed).finish_days
    for name in ("p50", "p80"):
        assert getattr(ours, name) == pytest.approx(expected[name], rel=0.005), name
    mean = expected.get("mean", expected.get("emv"))
    assert ours.mean == pytest.approx(mean, rel=0.005)
    if "sd" in expected:
        assert ours.sd == pytest.approx(expected["sd"], rel=0.01)
    print(f"{entry['id']}: P50 {ours.p50:.3f} for {expected['p50']}, P80 {ours.p80:.3f} for {expected['p80']}")


def cut_to_hours(low: float, mode: float, high: float) -> Distribution:
    """Return a triangle whose values lose their fractions, as the other program's do."""

    def share(at: float) -> float:
        if at <= low:
            return 0.0
        if at >= high:
            return 1.0
        if at < mode:
            return (at - low) ** 2 / ((high - low) * (mode - low))
        return 1 - (high - at) ** 2 / ((high - low) * (high - mode))

    hours = range(math.floor(low), math.ceil(high) + 1)
    chances = [share(hour + 1) - share(hour) for hour in hours]
    return Distribution("discrete", tuple(map(float, hours)), tuple(chance / math.fsum(chances) for chance in chances))


def simulated(project: dict[str, Any]) -> Simulation:
    """Return our run of a project, its days as working hours."""
    plan = plan_of(project)
    durations = {}
    for item in project["activities"]:
        shares = SHARES.get(item["distribution"])
        if shares and item["duration_wh"]:
            low, mode, high = (share * item["duration_wh"] for share in shares)
            durations[item["id"]] = cut_to_hours(low, mode, high).scaled(60)
    keys = {task.uid: str(task.uid) for task in plan.tasks}
    return simulate(Model(plan, keys, durations, minutes_per_day=60), RUNS)


@pytest.mark.parametrize("case", or_skip(PROJECTS, "projects with usable runs"), ids=lambda case: case and case[0])
def test_the_mean_is_within_three_standard_errors_of_another_programs_runs(case: tuple[str, dict[str, Any]]) -> None:
    name, project = case
    runs = project["monte_carlo"]
    samples = runs["project_duration_wh_samples"]
    ours = simulated(project)
    error = float(np.std(samples, ddof=1)) / math.sqrt(len(samples))
    off = (float(np.mean(samples)) - ours.finish_days.mean) / error
    spread = float(np.std(samples, ddof=1)) / ours.finish_days.sd
    print(f"{name}: mean {ours.finish_days.mean:.1f} h, off by {off:+.2f} standard errors, deviation × {spread:.2f}")
    assert abs(off) < STANDARD_ERRORS
    assert abs(spread - 1) < STANDARD_ERRORS / math.sqrt(2 * (len(samples) - 1))


@pytest.mark.parametrize("case", or_skip(PROJECTS, "projects with usable runs"), ids=lambda case: case and case[0])
def test_criticality_is_another_programs_where_the_index_says_it_can_be(case: tuple[str, dict[str, Any]]) -> None:
    name, project = case
    index = json.loads((folder("dslib") / "index.json").read_text(encoding="utf-8"))
    known = next(entry["mc_ci_mean_abs_diff"] for entry in index if entry["project"] == name)
    if known is None or known > 0.05:
        pytest.skip(f"another check of theirs was off by {known} too")
    ours = simulated(project).criticality
    theirs = project["monte_carlo"]["criticality_index"]
    off = float(np.mean([abs(ours[key] - share) for key, share in theirs.items()]))
    print(f"{name}: mean difference {off:.3f}, known {known}")
    assert off < known + 0.02


def passes_of(plan: Plan) -> tuple[Passes, Schedule]:
    dates = schedule(plan)
    return Passes(dates.solved), dates


@pytest.mark.parametrize("case", or_skip(PLANS, "plans"), ids=lambda case: getattr(case, "name", ""))
def test_planned_durations_give_the_engines_dates(case: ScheduleCase) -> None:
    plan = read_plan(case.content())
    passes, dates = passes_of(plan)
    lengths = np.tile(np.array([[task.duration] for task in plan.tasks], dtype=np.int64), (1, 2))
    ours = passes.forward(lengths)
    late = any(task.constraint == "ALAP" for task in plan.tasks)
    wrong = []
    for row in passes.counting:
        finish = ours.finish[row]
        assert finish is not None
        if not late and finish.tolist() != [dates.early_finish[row]] * 2:
            wrong.append(plan.tasks[row].name)
    print(f"{case.name}: {len(passes.counting)} finishes")
    assert not wrong
    assert ours.end.tolist() == [to_instant(dates.project_finish)] * 2


@pytest.mark.parametrize("case", or_skip(PLANS, "plans"), ids=lambda case: getattr(case, "name", ""))
def test_what_holds_the_finish_is_what_the_engine_calls_critical(case: ScheduleCase) -> None:
    plan = read_plan(case.content())
    if plan.many_critical_paths or plan.critical_slack or plan.from_finish:
        pytest.skip("the plan calls more critical than what holds its finish")
    bound = [task for task in plan.tasks if task.constraint not in ("ASAP", "SNET", "FNET") or task.deadline]
    if bound or any(task.actual_start or task.manual for task in plan.tasks):
        pytest.skip("dates of its own make a task critical without holding the finish")
    passes, dates = passes_of(plan)
    ours = passes.critical(passes.forward(np.array([[task.duration] for task in plan.tasks], dtype=np.int64)))
    wrong = [
        plan.tasks[row].name
        for row in passes.counting
        if dates.critical[row] != (ours[row] is not None and bool(ours[row][0]))  # type: ignore[index]
    ]
    print(f"{case.name}: {len(passes.counting)} tasks")
    assert not wrong


def test_the_number_of_compared_cases_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\noracle simulations: {len(ANALYTIC)} exact cases, {len(PROJECTS)} projects, {len(PLANS)} plans")
