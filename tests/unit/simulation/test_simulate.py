"""What a simulation says, on networks small enough to know."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import numpy as np
import pytest

from pmo_desktop.domain.uncertainty import (
    Case,
    CaseLink,
    CaseTask,
    Correlation,
    Distribution,
    Response,
    RiskEvent,
    fixed,
)
from pmo_desktop.domain.worktime import to_instant, to_moment
from pmo_desktop.scheduling import schedule
from pmo_desktop.scheduling.simulation import Model, Simulation, model_of_case, simulate
from pmo_desktop.scheduling.simulation.correlation import bonds_of
from pmo_desktop.scheduling.simulation.draws import Draws
from pmo_desktop.scheduling.simulation.responses import compare, tornado
from pmo_desktop.scheduling.simulation.sampling import blocks
from tests.unit.scheduling.plans import MONDAY, at, plan, task

ROUGH = Distribution("triangular", (8, 10, 15))


def case(*tasks: tuple[str, Distribution], links: tuple[str, ...] = (), **fields: object) -> Model:
    made = tuple(CaseLink(*link.split()) for link in links)  # type: ignore[arg-type]
    return model_of_case(Case(tuple(CaseTask(*item) for item in tasks), made, **fields))  # type: ignore[arg-type]


def deviation(rho: float, count: int = 2) -> float:
    tasks = [(f"t{number}", ROUGH) for number in range(count)]
    links = tuple(f"t{number} t{number + 1}" for number in range(count - 1))
    groups = (Correlation(tuple(key for key, _ in tasks), rho),)
    return simulate(case(*tasks, links=links, correlation=groups), 20_000).finish_days.sd


def test_the_mean_of_a_chain_is_the_sum_and_of_parallel_paths_more() -> None:
    chain = simulate(case(("a", ROUGH), ("b", ROUGH), links=("a b",)))
    assert chain.finish_days.mean == pytest.approx(22, rel=1e-3)
    assert chain.finish_days.sd == pytest.approx((2 * 26 / 12) ** 0.5, rel=0.02)
    beside = simulate(case(("a", ROUGH), ("b", ROUGH)))
    assert beside.finish_days.mean > 11.5
    assert beside.criticality == pytest.approx({"a": 0.5, "b": 0.5}, abs=0.02)


@pytest.mark.parametrize("rho", [1.0, 0.5, 0.0, -0.5, -1.0])
def test_correlation_widens_a_chain_or_narrows_it(rho: float) -> None:
    alone = (26 / 12) ** 0.5
    # The correlation given is that of the normal draws; that of skewed durations is somewhat nearer to 0.
    slack = 0.12 if rho < 0 else 0.02
    assert deviation(rho) == pytest.approx(alone * math.sqrt(2 + 2 * rho), rel=0.02, abs=slack * 3)


def test_a_large_group_is_correlated_like_a_pair() -> None:
    alone, count, rho = (26 / 12) ** 0.5, 30, 0.3
    expected = alone * math.sqrt(count + count * (count - 1) * rho)
    assert deviation(rho, count) == pytest.approx(expected, rel=0.03)


def test_links_of_all_types_and_lags_in_a_case() -> None:
    tasks = [("a", fixed(4)), ("b", fixed(3))]
    ends = {}
    for kind in ("FS", "SS", "FF", "SF"):
        links = (CaseLink("a", "b", kind, 2),)  # type: ignore[arg-type]
        ends[kind] = simulate(model_of_case(Case(tuple(CaseTask(*item) for item in tasks), links)), 10).finish_days.mean
    assert ends == {"FS": 9, "SS": 5, "FF": 6, "SF": 4}


def test_one_risk_hits_all_its_tasks_with_the_same_draw_and_costs_once() -> None:
    risk = RiskEvent("r", "R", 0.4, Distribution("uniform", (0, 10)), fixed(100), tasks=("a", "b"))
    result = simulate(case(("a", fixed(5)), ("b", fixed(5)), links=("a b",), risks=(risk,)), 20_000)
    struck = result.days > 10
    assert struck.mean() == pytest.approx(0.4, abs=0.001)
    assert result.days.max() == pytest.approx(30, abs=0.02)
    assert result.cost[result.days > 10.01].tolist() == [100.0] * int((result.days > 10.01).sum())
    effect = result.risks[0]
    assert (effect.happened, effect.days, effect.cost) == pytest.approx((0.4, 10, 100), rel=0.02)
    assert (effect.expected_days, effect.expected_cost) == pytest.approx((4, 40), rel=0.02)


def test_factors_opportunities_and_risks_without_tasks() -> None:
    risks = (
        RiskEvent("f", "Factor", 1, factor=fixed(2), tasks=("a",)),
        RiskEvent("d", "Days", 1, fixed(1), tasks=("a",)),
        RiskEvent("o", "Opportunity", 1, fixed(3), fixed(7), tasks=("a",), opportunity=True),
        RiskEvent("n", "Of the finish", 1, fixed(0.5)),
        RiskEvent("z", "Never", 0, fixed(99), tasks=("a",)),
    )
    result = simulate(case(("a", fixed(5)), risks=risks), 100)
    assert result.finish_days.mean == 5 * 2 + 1 - 3 + 0.5
    assert result.cost_spread.mean == -7


def test_risks_alone_are_a_case_too() -> None:
    result = simulate(case(risks=(RiskEvent("r", "R", 0.5, fixed(4), fixed(6)),)), 1_000)
    assert (result.finish_days.mean, result.cost_spread.mean) == (2, 3)
    assert result.criticality == {}


def test_a_duration_is_never_below_nothing() -> None:
    risk = RiskEvent("o", "O", 1, fixed(30), tasks=("a",), opportunity=True)
    assert simulate(case(("a", fixed(5)), risks=(risk,)), 10).finish_days.mean == 0


def a_model(order: list[int]) -> Model:
    names = [f"t{number}" for number in order]
    risks = tuple(RiskEvent(f"r{at}", f"R{at}", 0.3, ROUGH, ROUGH, tasks=("t0", "t3")) for at in order)
    links = tuple(f"t{number} t{number + 2}" for number in order if number < 8)
    groups = (Correlation(("t1", "t5", "t2"), 0.6), Correlation(("t5", "t7"), -0.2))
    return case(*[(name, Distribution("pert", (1, 3, 9))) for name in names], links=links, risks=risks,
                correlation=groups)  # fmt: skip


def test_neither_the_order_of_rows_nor_of_the_register_changes_a_bit() -> None:
    order = list(range(10))
    straight = simulate(a_model(order), 6_000)
    random.Random(1).shuffle(order)
    shuffled = simulate(a_model(order), 6_000)
    assert np.array_equal(straight.days, shuffled.days)
    assert straight.cost == pytest.approx(shuffled.cost, rel=1e-12)
    assert straight.criticality == shuffled.criticality


def test_the_same_seed_gives_the_same_and_another_seed_another_result() -> None:
    first, again, other = (simulate(a_model(list(range(10))), 3_000, seed) for seed in (5, 5, 6))
    assert np.array_equal(first.days, again.days)
    assert first.tasks == again.tasks
    assert not np.array_equal(first.days, other.days)
    assert first.finish_days.p80 == pytest.approx(other.finish_days.p80, rel=0.02)


def test_the_result_is_the_one_it_has_always_been() -> None:
    """Pins the numbers: a change of the streams would silently change every issued pack."""
    spread = simulate(a_model(list(range(10))), 5_000, 42).finish_days
    assert (round(spread.mean, 6), round(spread.p50, 6), round(spread.p80, 6)) == (53.013899, 52.353463, 66.556953)


def test_what_the_finish_hangs_on_comes_first() -> None:
    tasks = (("long", Distribution("uniform", (10, 30))), ("short", Distribution("uniform", (1, 2))), ("fix", fixed(3)))
    result = simulate(case(*tasks, links=("long short", "short fix")), 5_000)
    assert [effect.key for effect in result.tasks] == ["long", "short"]
    long, short = result.tasks
    assert long.cruciality == pytest.approx(1, abs=0.01)
    assert long.sensitivity == pytest.approx(1, abs=0.01)
    assert long.rank_correlation == pytest.approx(1, abs=0.01)
    assert (long.low, long.high) == pytest.approx((15.5, 33.5), abs=0.1)
    assert short.sensitivity == pytest.approx(0.05, abs=0.01)
    assert abs(short.rank_correlation or 0) < 0.1


def plan_model(**fields: object) -> Model:
    rows = [task(1, 5, cost=1_000_00), task(2, 10, cost=2_000_00)]
    wide = Distribution("triangular", (4320.0, 4800.0, 6000.0))
    made = plan(rows, ["1 FS 2"])
    given = {"plan": made, "keys": {1: "one", 2: "two"}, "durations": {2: wide}, "rates": {2: 200_00 / 480}}
    return Model(**(given | fields))  # type: ignore[arg-type]


def test_a_plan_keeps_its_calendar_and_dates_its_percentiles() -> None:
    result = simulate(plan_model(), 4_000)
    assert result.planned_days == 15
    assert to_moment(int(result.planned_finish)) == at(23, 17)
    assert result.finish_by(0.0) >= at(22, 8)
    assert result.finish_by(1.0) <= at(28, 12)
    assert {to_moment(int(finish)).weekday() for finish in result.finish} <= set(range(5))
    assert result.finish_days.mean == pytest.approx(5 + 10.5, abs=0.01)


def test_cost_goes_with_time_and_both_can_be_kept_together() -> None:
    result = simulate(plan_model(), 4_000)
    assert result.planned_cost == 3_000_00
    assert result.cost_spread.mean == pytest.approx(3_000_00 + 0.5 * 200_00, rel=1e-3)
    days, cost = result.finish_days.p80, result.cost_spread.p80
    assert result.joint_confidence(days, cost) == pytest.approx(0.8, abs=0.01)
    assert result.joint_confidence(days, 0) == 0
    assert len(result.points(100)) == 100


def test_contingency_is_what_the_plan_lacks() -> None:
    result = simulate(plan_model(), 4_000)
    needed = result.contingency(0.8)
    assert needed.days == pytest.approx(result.finish_days.p80 - 15)
    assert needed.money == pytest.approx(result.cost_spread.p80 - 3_000_00)
    assert needed.covered == pytest.approx(((10 - 9) ** 2) / ((12.5 - 9) * (10 - 9)), abs=0.01)
    assert needed.finish == to_instant(result.finish_by(0.8))


def test_a_started_task_keeps_what_is_done() -> None:
    begun = task(1, 10, actual_start=MONDAY, percent_complete=50, remaining_duration=5 * 480)
    wide = Distribution("uniform", (0.0, 480.0))
    model = Model(plan([begun]), {1: "a"}, {1: wide})
    assert set(simulate(model, 100).days.tolist()) == {5.0}


def test_costs_of_their_own() -> None:
    model = plan_model(costs={1: Distribution("uniform", (0.0, 100.0))}, rates={})
    result = simulate(model, 4_000)
    assert result.planned_cost == 2_000_00 + 50
    assert result.cost_spread.mean == pytest.approx(2_000_00 + 50, rel=1e-6)
    assert result.cost_spread.sd == pytest.approx(100 / 12**0.5, rel=0.01)


def answered() -> Model:
    cheap = Response("r/cheap", "Insure", cost=10, probability=0.1)
    dear = Response("r/dear", "Rebuild", cost=500, days=fixed(1))
    risk = RiskEvent("r", "R", 0.5, fixed(10), fixed(100), tasks=("a",), responses=(cheap, dear))
    return case(("a", ROUGH), risks=(risk, RiskEvent("s", "S", 0.2, fixed(2), tasks=("a",))))


def test_responses_are_ranked_by_what_they_save_for_their_cost() -> None:
    found = compare(answered(), 2_000)
    assert found.before.finish_days.mean == pytest.approx(11 + 5 + 0.4, rel=0.01)
    assert found.after.finish_days.mean == pytest.approx(11 + 0.1 + 0.4, rel=0.01)
    assert [gain.key for gain in found.gains] == ["r/cheap", "r/dear"]
    cheap, dear = found.gains
    assert (cheap.days, cheap.money) == pytest.approx((4, 40), rel=0.01)
    assert (cheap.money_per_unit, cheap.days_per_unit) == pytest.approx((4, 0.4), rel=0.01)
    assert (dear.days, dear.money) == pytest.approx((4.5, 0), rel=0.01)


def test_a_tornado_says_what_each_risk_costs_at_a_confidence() -> None:
    gains = tornado(answered(), ["s", "r"], 2_000)
    assert [gain.key for gain in gains] == ["r", "s"]
    assert gains[0].days == pytest.approx(5, rel=0.01)
    assert gains[0].days_at > gains[1].days_at >= 0


def test_progress_is_reported_to_the_end_and_can_stop_it() -> None:
    seen: list[tuple[int, int]] = []
    compare(answered(), 3_000, progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 3_000 * 5)
    assert seen[-1] == (3_000 * 5, 3_000 * 5)
    assert seen == sorted(seen)

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        simulate(answered(), 10_000, progress=stop)


def test_details_can_be_left_out_and_the_dates_are_the_same() -> None:
    quick, whole = simulate(answered(), 2_000, details=False), simulate(answered(), 2_000)
    assert np.array_equal(quick.days, whole.days)
    assert (quick.tasks, quick.risks, quick.criticality) == ((), (), {})


def test_a_risk_without_tasks_puts_off_the_finish_in_working_time() -> None:
    risk = RiskEvent("r", "R", 1, fixed(1))
    result = simulate(plan_model(risks=(risk,), durations={}), 10)
    assert result.finish_by(0.5) == at(26, 17)
    assert result.finish_days.mean == 16


def test_removing_a_risk_changes_no_other_draw() -> None:
    model = answered()
    whole: Simulation = simulate(model, 2_000)
    other = simulate(replace(model, risks=tuple(risk for risk in model.risks if risk.key != "s")), 2_000)
    same = whole.days - other.days
    assert set(np.round(same, 9).tolist()) == {0.0, 2.0}


def test_some_tasks_alone_are_drawn_as_among_all() -> None:
    model = a_model(list(range(10)))
    network = schedule(model.plan).solved.network
    bonds, _ = bonds_of(model.correlation)
    whole, some = Draws(model, network, bonds, 1), Draws(model, network, bonds, 1, only=[2, 3, 5])
    for block in blocks(6_000, network.size):
        every, few = whole.draw(block).lengths, some.draw(block).lengths
        assert np.array_equal(every[[2, 3, 5]], few[[2, 3, 5]])
