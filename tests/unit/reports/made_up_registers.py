"""The made-up portfolio with all that a pack can show: benefits, logs, simulations, people, earned value, titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pmo_desktop.domain.pack import PackData, PackProject
from pmo_desktop.domain.pack_definition import PackDefinition
from pmo_desktop.domain.pack_registers import PackBenefit, PackLatency, PackLoad, PackLog, PackSimulation
from tests.unit.reports.made_up import NOW, PEOPLE, RISKS, pack

REGISTERS = ("action", "change_request", "assumption", "dependency")
RUNS = 24


def full_pack(language: str = "en") -> PackData:
    """Return the portfolio with every block filled."""
    data = pack(language)
    projects, people, words = data.projects, PEOPLE[language], RISKS[language]
    own = "Three plans need people" if language == "en" else "三个计划缺人"
    settled = replace(
        data.decisions[-1], uid="d8", decided_on=date(2026, 9, 3), act_by=date(2026, 10, 1), standing="overdue",
        condition=words[0],
    )  # fmt: skip
    return replace(
        data,
        projects=tuple(_earned(project, n) for n, project in enumerate(projects)),
        decisions=(*data.decisions[:-1], replace(data.decisions[-1], standing="waiting"), settled),
        definition=PackDefinition("steering").with_title("resources", language, NOW, own),
        benefits=tuple(
            PackBenefit(
                f"b{n}", projects[n].uid, f"B-{n:02d}", words[n], people[n], "%", "40", "70", "55" if n % 2 else "",
                "EUR", 40_000_000 + n, None if n % 3 else 30_000_000, NOW + timedelta(days=40 * n - 60),
                "realised" if n == 4 else "tracking", is_open=n != 4,
            )
            for n in range(7)
        ),
        logs=tuple(
            PackLog(
                f"l{n}", projects[n].uid, REGISTERS[n % 4], f"L-{n:02d}", words[n % 10], words[(n + 1) % 10],
                people[n % 8], NOW + timedelta(days=9 * n - 40), "open", is_open=n % 7 != 6,
            )
            for n in range(20)
        ),
        simulations=tuple(_simulation(projects[n], n, words) for n in (0, 13, 6)),
        loads=tuple(
            PackLoad(
                projects[n].uid, people[n], date(2026, 10, 1), tuple(3_000 + 2_000 * (m % (n + 2)) for m in range(8)),
                (9_600,) * 8, (3,) if n % 2 else (),
            )
            for n in range(6)
        ),
        latency=PackLatency(125, 9),
    )  # fmt: skip


def _earned(project: PackProject, n: int) -> PackProject:
    if n % 4 or project.actual is None:
        return project
    spent = project.actual if n else 0
    told = replace(
        project.statuses[-1], planned_value=spent * 11 // 10, earned_value=spent * (8 + n % 5) // 10, actual_cost=spent
    )
    return replace(project, statuses=(*project.statuses[:-1], told))


def _simulation(project: PackProject, n: int, words: tuple[str, ...]) -> PackSimulation:
    finish = project.finish or NOW
    days = [finish + timedelta(days=6 * step - 40) for step in range(RUNS + 1)]
    return PackSimulation(
        project.uid, NOW, 5_000, finish, 280 + n, days[12], days[19], project.currency, project.forecast,
        project.forecast, (project.forecast or 0) * 11 // 10,
        tuple((day, 1_000 * step // RUNS) for step, day in enumerate(days)), ((words[0], 18), (words[1], -4)),
    )  # fmt: skip
