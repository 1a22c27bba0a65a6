"""The younger parts of a pack for readers who may not see all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pmo_desktop.domain.audience import Audience, masked
from pmo_desktop.domain.pack import PackData
from pmo_desktop.domain.pack_definition import PackDefinition
from pmo_desktop.domain.pack_registers import PackBenefit, PackLatency, PackLoad, PackLog, PackSimulation
from pmo_desktop.domain.snapshot import canonical, to_json
from tests.unit.reports.made_up import pack

DAY = date(2026, 11, 20)


def full() -> PackData:
    data = pack()
    first, second = data.projects[0].uid, data.projects[1].uid
    secret = replace(data.projects[0], tags=("secret",))
    status = replace(secret.statuses[-1], planned_value=771_771, earned_value=772_772, actual_cost=773_773)
    secret = replace(secret, statuses=(*secret.statuses[:-1], status))
    return canonical(
        replace(
            data,
            projects=(secret, *data.projects[1:]),
            definition=PackDefinition().with_title("risks", "en", DAY, "Billing is in danger"),
            benefits=(
                PackBenefit("b1", first, "B-1", "Fewer calls", "Quentin Ray", target_money=881_881),
                PackBenefit("b2", second, "B-2", "Less paper", target_money=882_882, actual_money=883_883),
            ),
            logs=(
                PackLog("l1", first, "action", "A-1", "Ask Quentin Ray", owner="Quentin Ray"),
                PackLog("l2", second, "change_request", "C-1", "More scope"),
                PackLog("l3", second, "assumption", "AS-1", "Rates stay"),
            ),
            simulations=(PackSimulation(first, DAY, 500, DAY, 10, DAY, DAY, cost_p80=991_991, curve=((DAY, 1000),)),),
            loads=(PackLoad(second, "Quentin Ray", DAY, (10,), (5,), (0,)),),
            latency=PackLatency(125, 9),
        )
    )


def only(kind: str) -> Audience:
    return Audience("one", masks=frozenset({kind}), tags=("secret",))


def test_the_whole_pack_keeps_all() -> None:
    data = full()
    assert replace(masked(data, Audience("all")), audience="") == data


def test_amounts_of_benefits_earned_value_and_simulations_go_with_money() -> None:
    text = to_json(masked(full(), only("money")))
    left = [n for n in ("771771", "772772", "773773", "881881", "882882", "883883", "991991") if n in text]
    assert left == []


def test_owners_and_people_of_plans_go_with_names() -> None:
    text = to_json(masked(full(), only("names")))
    assert "Quentin" not in text
    assert "Fewer calls" in text


def test_what_belongs_to_a_hidden_project_goes_with_it() -> None:
    made = masked(full(), only("projects"))
    assert [row.uid for row in made.benefits] == ["b2"]
    assert {row.project for row in made.logs} == {made.projects[0].uid}
    assert made.simulations == ()


def test_logs_go_with_the_register_that_they_speak_of() -> None:
    assert {row.register for row in masked(full(), only("risks")).logs} == {"action", "change_request"}
    assert {row.register for row in masked(full(), only("issues")).logs} == {"change_request", "assumption"}
    assert masked(full(), only("risks")).simulations == ()
    assert masked(full(), only("decisions")).latency is None


def test_a_title_written_for_everybody_is_not_in_a_masked_copy() -> None:
    made = masked(full(), only("issues"))
    assert made.definition is not None
    assert made.definition.titles == ()
    assert "in danger" not in to_json(made)
