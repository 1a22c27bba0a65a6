"""What an audience's copy leaves out of benefits and logs, of simulations and of people.

The second half of `domain.audience`: the same kinds of masks for the younger parts of a pack.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from .pack import PackData

REGISTERS: Final = {"risks": ("assumption",), "issues": ("action",), "changes": ("change_request",)}
"""Mask to the logs that go with it: they tell of the same things."""


def without_projects(data: PackData, gone: Collection[str]) -> PackData:
    """Return the pack without what belongs to some projects, and without what was written for all of them."""
    definition = data.definition
    if gone and definition is not None:
        definition = replace(definition, titles=())
    return replace(
        data,
        benefits=tuple(row for row in data.benefits if row.project not in gone),
        logs=tuple(row for row in data.logs if row.project not in gone),
        simulations=tuple(row for row in data.simulations if row.project not in gone),
        loads=tuple(row for row in data.loads if row.project not in gone),
        definition=definition,
    )


def without(data: PackData, masks: Collection[str]) -> PackData:
    """Return the pack without the parts that masks of `audience.KINDS` take out; projects are left out before."""
    hidden = {register for mask in masks for register in REGISTERS.get(mask, ())}
    made = replace(data, logs=tuple(row for row in data.logs if row.register not in hidden))
    if "risks" in masks:
        made = replace(made, simulations=())
    if "decisions" in masks:
        made = replace(made, latency=None)
    if "names" in masks:
        # A plan's people are known by their names alone.
        made = replace(made, loads=())
    if "ratings" in masks or "confidence" in masks:
        made = replace(made, simulations=())
    if "money" in masks:
        made = _without_money(made)
    if masks and made.definition is not None:
        # A title written for everybody may say what is left out here.
        made = replace(made, definition=replace(made.definition, titles=()))
    return made


def people(data: PackData) -> frozenset[str]:
    """Return every person that these parts name in a field for persons."""
    return frozenset({row.owner for row in data.benefits} | {row.owner for row in data.logs})


def _without_money(data: PackData) -> PackData:
    projects = tuple(
        replace(
            project,
            statuses=tuple(
                replace(status, planned_value=None, earned_value=None, actual_cost=None) for status in project.statuses
            ),
        )
        for project in data.projects
    )
    return replace(
        data,
        projects=projects,
        benefits=tuple(replace(row, target_money=None, actual_money=None) for row in data.benefits),
        simulations=tuple(replace(row, cost_planned=None, cost_p50=None, cost_p80=None) for row in data.simulations),
    )
