"""What can't be simulated is refused in one sentence, in both languages."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pmo_desktop import texts
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.uncertainty import (
    Correlation,
    Distribution,
    RiskEvent,
    distribution_from,
    distribution_json,
    fixed,
)
from pmo_desktop.interchange.simulation_case import read_case
from pmo_desktop.scheduling.simulation import Model, model_of_case, simulate
from tests.unit.scheduling.plans import plan, task

TASK = {"id": "a", "duration": {"fixed": [1]}}
OTHER = {"id": "b", "duration": {"fixed": [1]}}
RISK = {"id": "r", "probability": 0.5, "days": {"fixed": [1]}, "tasks": ["a"]}


def case(**fields: Any) -> bytes:
    return json.dumps({"tasks": [TASK, OTHER], **fields}).encode()


def timed(duration: object) -> bytes:
    return case(tasks=[{"id": "a", "duration": duration}])


def risky(**fields: object) -> bytes:
    return case(risks=[{**RISK, **fields}])


REFUSED: dict[str, list[bytes]] = {
    "distribution_order": [timed({"triangular": [15, 10, 8]}), timed({"uniform": [2, 1]}), timed({"pert": [9, 9, 1]})],
    "distribution_mode": [timed({"triangular": [8, 20, 15]})],
    "distribution_negative": [timed({"fixed": [-1]}), timed({"uniform": [-1, 2]}), risky(factor={"fixed": [-1]})],
    "distribution_lognormal": [timed({"lognormal": [0, 1]}), timed({"lognormal": [1, -1]})],
    "distribution_chances": [timed({"discrete": [[1, 0.5], [2, 0.4]]})],
    "distribution_numbers": [timed({"triangular": [1, 2]}), timed({"discrete": []}), timed({"fixed": []})],
    "distribution_not_finite": [timed({"fixed": [1e300]}), timed({"lognormal": [1e-300, 1e7]}),
                                risky(factor={"fixed": [1e7]}),
                                b'{"tasks": [{"id": "a", "duration": {"fixed": [1e999]}}]}'],
    "distribution_unknown": [timed({"gamma": [1, 2]}), timed({"<b>": [1]})],
    "distribution_shape": [timed(5), timed({}), timed({"fixed": 1}), timed({"fixed": [1], "pert": [1, 2, 3]}),
                           timed({"discrete": [1, 2]})],
    "probability_out_of_range": [risky(probability=1.5), risky(probability=-0.1),
                                 timed({"discrete": [[1, 1.5], [2, -0.5]]})],
    "risk_task_missing": [risky(tasks=["gone"])],
    "correlation_out_of_range": [case(correlation=[{"tasks": ["a", "b"], "rho": 1.1}])],
    "correlation_task_missing": [case(correlation=[{"tasks": ["a", "gone"], "rho": 0.1}])],
    "correlation_tasks": [case(correlation=[{"tasks": ["a", "a"], "rho": 0.1}]),
                          case(correlation=[{"tasks": ["a"], "rho": 0.1}])],
    "simulation_key_twice": [case(tasks=[TASK, TASK]), case(risks=[RISK, RISK])],
    "simulation_empty": [b"{}", b'{"tasks": []}'],
    "case_link_missing": [case(links=[["a", "gone"]])],
    "case_link_shape": [case(links=[["a"]]), case(links=["ab"]), case(links=[["a", "b", "XX"]])],
    "case_not_json": [b"", b"{", b"\xff\xfe", b'{"tasks": NaN}', b'{"tasks": [], "tasks": []}', b"[" * 100_000],
    "case_not_object": [b"[]", b"1", case(tasks=[1]), case(risks=["r"]), case(correlation=[[]])],
    "case_not_list": [b'{"tasks": {}}', case(links={}), risky(tasks="a")],
    "case_not_number": [timed({"fixed": ["1"]}), timed({"fixed": [True]}), risky(probability="1"),
                        timed({"fixed": [10**400]}), case(links=[["a", "b", "FS", "1"]])],
    "case_not_key": [case(tasks=[{"id": None, "duration": {"fixed": [1]}}]), case(links=[["a", ""]]), risky(id=[])],
    "case_field_unknown": [case(task=[]), case(tasks=[{**TASK, "durations": 1}]), risky(day=1)],
    "case_field_missing": [case(tasks=[{"id": "a"}]), case(risks=[{"id": "r"}]), case(correlation=[{"rho": 1}])],
}  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "content"), [(name, content) for name, contents in REFUSED.items() for content in contents]
)
def test_a_case_that_cannot_be_is_refused_in_a_sentence(expected: str, content: bytes) -> None:
    with pytest.raises(PmoError) as caught:
        read_case(content)
    assert caught.value.message_id == expected
    for language in ("en", "zh_CN"):
        sentence = texts.of(language).say(caught.value)
        assert "\n" not in sentence
        assert ("Nothing was simulated" if language == "en" else "未进行模拟") in sentence


def refusal(model: Model, iterations: int = 10, seed: int = 1) -> PmoError:
    with pytest.raises(PmoError) as caught:
        simulate(model, iterations, seed)
    return caught.value


def model(*links: str) -> Model:
    return Model(plan([task(1, 1), task(2, 1)], links), {1: "one", 2: "two"})


def test_a_loop_names_its_tasks() -> None:
    error = refusal(model_of_case(read_case(case(links=[["a", "b"], ["b", "a"]]))))
    assert (error.message_id, error.values["tasks"]) == ("link_loop", "a → b → a")
    assert refusal(model("1 FS 2", "2 FS 1")).message_id == "link_loop"


@pytest.mark.parametrize("iterations", [0, -5, 10**9])
def test_so_many_iterations_cannot_be_run(iterations: int) -> None:
    error = refusal(model(), iterations)
    assert error.message_id == "simulation_iterations"
    assert "Nothing was simulated" in texts.of("en").say(error)


def test_a_seed_is_not_negative() -> None:
    assert refusal(model(), 1, -1).message_id == "simulation_seed"


def test_a_plans_estimates_are_checked_by_the_name_of_the_task() -> None:
    bad = Distribution("triangular", (5.0, 4.0, 3.0))
    assert refusal(replace(model(), durations={1: bad})).values["name"] == "T1"
    assert refusal(replace(model(), costs={2: bad})).values["name"] == "T2"
    assert refusal(replace(model(), correlation=(Correlation(("one", "x"), 0.1),))).message_id == (
        "correlation_task_missing"
    )
    assert refusal(replace(model(), risks=(RiskEvent("r", "R", 0.1, tasks=("x",)),))).message_id == "risk_task_missing"


def test_a_risk_hits_tasks_and_no_summaries() -> None:
    made = plan([task(1, 1), task(2, 1, outline_level=2)])
    error = refusal(Model(made, {1: "one", 2: "two"}, risks=(RiskEvent("r", "R", 0.1, fixed(1), tasks=("one",)),)))
    assert (error.message_id, error.values["task"]) == ("risk_on_summary", "T1")


def test_dates_beyond_all_calendars_are_refused() -> None:
    far = Distribution("uniform", (0.0, 1.4e10))
    assert refusal(replace(model(), durations={1: far})).message_id == "simulation_out_of_range"
    wild = RiskEvent("r", "R", 1, factor=Distribution("lognormal", (1e6, 1e6)), tasks=("one",))
    assert refusal(replace(model(), durations={1: far}, risks=(wild,))).message_id == "simulation_out_of_range"
    long = [{"id": str(number), "duration": {"fixed": [1e7]}} for number in range(300)]
    chain = [[str(number), str(number + 1)] for number in range(299)]
    assert refusal(model_of_case(read_case(case(tasks=long, links=chain)))).message_id == "task_date_out_of_range"


def test_a_matrix_that_cannot_be_is_repaired_and_said() -> None:
    pairs = ((("a", "b"), 0.9), (("b", "c"), 0.9), (("a", "c"), -0.9))
    tasks = [{"id": key, "duration": {"uniform": [1, 2]}} for key in "abc"]
    groups = [{"tasks": list(pair), "rho": rho} for pair, rho in pairs]
    result = simulate(model_of_case(read_case(case(tasks=tasks, correlation=groups))), 100)
    sentences = [texts.of(language).say(note) for language in ("en", "zh_CN") for note in result.notes]
    assert len(sentences) == 2
    assert "nearest" in sentences[0]
    assert "最接近" in sentences[1]


def test_a_distribution_survives_its_json() -> None:
    for value in ({"pert": [1.0, 2.0, 4.5]}, {"discrete": [[1.0, 0.25], [3.0, 0.75]]}, {"fixed": [0.0]}):
        assert distribution_json(distribution_from(value, "x")) == value


def test_hostile_names_stay_text() -> None:
    name = "<b>\x1b[31m=cmd|' /C calc'!A0\u202e{placeholder}"
    error = PmoError("")
    try:
        read_case(case(risks=[{**RISK, "tasks": [name]}]))
    except PmoError as caught:
        error = caught
    assert name in texts.of("en").say(error)
