"""Rules of ratings: every preset at its limits by hand-computed figures, which rule is named, and in which words."""

from __future__ import annotations

import pytest

from pmo_desktop import texts
from pmo_desktop.domain.messages import Message
from pmo_desktop.domain.pack import PackTolerances
from pmo_desktop.domain.rag import DIMENSIONS, Dimension, Rag
from pmo_desktop.domain.rag_measures import MEASURES, dimension_words, figure_words
from pmo_desktop.domain.rag_presets import PRESETS, WORDS, name_words, preset, standard
from pmo_desktop.domain.rag_rules import (
    Judgement,
    Rule,
    RuleSet,
    judge,
    limit_words,
    ruleset_from_json,
)
from pmo_desktop.texts.messages import MESSAGES

USUAL = PackTolerances()

# preset, figures, dimension, rating: each limit from just before to just beyond.
CASES: tuple[tuple[str, dict[str, float], Dimension, Rag], ...] = (
    ("standard", {"slip_days": 10}, "schedule", "G"),
    ("standard", {"slip_days": 11}, "schedule", "A"),
    ("standard", {"slip_days": 30}, "schedule", "A"),
    ("standard", {"slip_days": 31}, "schedule", "R"),
    ("standard", {"slip_days": -5}, "schedule", "G"),
    ("standard", {"overrun_share": 4.99}, "cost", "G"),
    ("standard", {"overrun_share": 5}, "cost", "A"),
    ("standard", {"overrun_share": 9.99}, "cost", "A"),
    ("standard", {"overrun_share": 10}, "cost", "R"),
    ("standard", {"cpi": 0.95}, "cost", "G"),
    ("standard", {"cpi": 0.949}, "cost", "A"),
    ("standard", {"cpi": 0.90}, "cost", "A"),
    ("standard", {"cpi": 0.899}, "cost", "R"),
    ("standard", {"risk_score": 12}, "risk", "G"),
    ("standard", {"risk_score": 15}, "risk", "A"),
    ("standard", {"risk_score": 20}, "risk", "R"),
    ("standard", {}, "cost", ""),
    ("ten", {"slip_share": 0}, "schedule", "G"),
    ("ten", {"slip_share": 0.5}, "schedule", "A"),
    ("ten", {"slip_share": 10}, "schedule", "A"),
    ("ten", {"slip_share": 10.1}, "schedule", "R"),
    ("ten", {"overrun_share": 0}, "cost", "G"),
    ("ten", {"overrun_share": 10}, "cost", "A"),
    ("ten", {"overrun_share": 10.5}, "cost", "R"),
    ("ten", {"unstaffed": 0}, "resources", "G"),
    ("ten", {"unstaffed": 1}, "resources", "A"),
    ("ten", {"unstaffed": 2}, "resources", "R"),
    ("four_seven", {"slip_share": 3.9}, "schedule", "G"),
    ("four_seven", {"slip_share": 4}, "schedule", "A"),
    ("four_seven", {"slip_share": 7}, "schedule", "R"),
    ("four_seven", {"overrun_share": 6.9}, "cost", "A"),
    ("four_seven", {"overrun_share": 7}, "cost", "R"),
    ("milestones", {"key_stones_late": 0, "stones_late": 0}, "schedule", "G"),
    ("milestones", {"key_stones_late": 0, "stones_late": 1}, "schedule", "A"),
    ("milestones", {"key_stones_late": 1, "stones_late": 0}, "schedule", "R"),
    ("milestones", {"overrun_share": 5}, "cost", "A"),
    ("milestones", {"overrun_share": 5.1}, "cost", "R"),
    ("milestones", {"stones_on_time": 90}, "overall", "G"),
    ("milestones", {"stones_on_time": 89}, "overall", "A"),
    ("milestones", {"stones_on_time": 80}, "overall", "A"),
    ("milestones", {"stones_on_time": 79.9}, "overall", "R"),
    ("float", {"slip_workdays": 5, "critical_slip": 0}, "schedule", "G"),
    ("float", {"slip_workdays": 6, "critical_slip": 0}, "schedule", "A"),
    ("float", {"slip_workdays": 6, "critical_slip": 6}, "schedule", "R"),
    ("variance", {"behind_share": 19.9}, "schedule", "G"),
    ("variance", {"behind_share": 20}, "schedule", "A"),
    ("variance", {"behind_share": 33}, "schedule", "A"),
    ("variance", {"behind_share": 33.1}, "schedule", "R"),
    ("variance", {"overspent_share": 34}, "cost", "R"),
    ("indices", {"spi": 0.95}, "schedule", "G"),
    ("indices", {"spi": 0.85}, "schedule", "A"),
    ("indices", {"spi": 0.84}, "schedule", "R"),
    ("indices", {"cpi": 0.90}, "cost", "A"),
    ("words", {"slip_days": 400, "overrun_share": 90}, "overall", ""),
)


@pytest.mark.parametrize(("name", "figures", "dimension", "wanted"), CASES)
def test_a_preset_turns_where_it_says(name: str, figures: dict[str, float], dimension: Dimension, wanted: Rag) -> None:
    assert judge(preset(f"preset:{name}", USUAL), figures)[dimension].rag == wanted


def test_overall_is_the_worst_dimension_and_names_it() -> None:
    found = judge(standard(USUAL), {"slip_days": 18, "overrun_share": 12, "risk_score": 6})
    assert (found["schedule"].rag, found["cost"].rag, found["risk"].rag) == ("A", "R", "G")
    assert (found["overall"].rag, found["overall"].worst, found["overall"].rule) == ("R", "cost", "overrun_share")


def test_the_worst_rule_of_a_dimension_is_named_and_the_first_among_equals() -> None:
    found = judge(standard(USUAL), {"slip_days": 12, "spi": 0.80})["schedule"]
    assert (found.rag, found.rule, found.value) == ("R", "spi", 0.80)
    tie = judge(standard(USUAL), {"slip_days": 12, "spi": 0.94})["schedule"]
    assert (tie.rag, tie.rule) == ("A", "slip_days")


def test_the_explanation_names_rule_and_numbers() -> None:
    english, chinese = texts.of("en"), texts.of("zh_CN")
    rules = RuleSet("own:1", (Rule("slip_days", 10, 30),), "Ours")
    found = judge(rules, {"slip_days": 18})["schedule"]
    assert english.say(found.explanation) == "Amber: finish 18 days later than baseline; amber from 10, red from 30."
    assert chinese.say(found.explanation) == "黄灯：完成日期比基线晚 18 天；达到 10 为黄灯，达到 30 为红灯。"
    assert found.numbers == {"value": 18, "amber": 10, "red": 30}
    overall = judge(rules, {"slip_days": 1})["overall"]
    assert english.say(overall.explanation).startswith("Green: finish 1 day later than baseline; amber from 10")


def test_early_and_cheaper_are_said_as_such() -> None:
    t = texts.of("en")
    assert t.say(figure_words("slip_days", -7)) == "finish 7 days earlier than baseline"
    assert t.say(figure_words("overrun_share", -2.34)) == "forecast 2.3% under budget"
    assert t.say(figure_words("cpi", 0.9)) == "CPI 0.90"
    assert t.say(limit_words(Rule("cpi", 0.95, 0.9, False, False))) == "amber below 0.95, red below 0.90"


def test_everything_has_words() -> None:
    for measure in MEASURES:
        assert MEASURES[measure].label in MESSAGES
        for value in (-3.0, 0.0, 2.5):
            assert texts.of("zh_CN").say(figure_words(measure, value))
    for name, rules in PRESETS.items():
        assert set(WORDS[name]) <= MESSAGES.keys()
        assert isinstance(name_words(rules), Message)
    for dimension in DIMENSIONS:
        assert dimension_words(dimension).id in MESSAGES
    assert texts.of("en").say(Judgement("").explanation)
    assert isinstance(Judgement("C").explanation, Message)


def test_tolerances_of_the_portfolio_are_the_standard_limits() -> None:
    rules = standard(PackTolerances(slip_amber=3, slip_red=7, cost_amber=20, cost_red=40, appetite=9))
    assert judge(rules, {"slip_days": 4})["schedule"].rag == "A"
    assert judge(rules, {"slip_days": 8})["schedule"].rag == "R"
    assert judge(rules, {"overrun_share": 2})["cost"].rag == "A"
    assert judge(rules, {"risk_score": 10})["risk"].rag == "A"


def test_rules_survive_the_store_and_strangers_in_it() -> None:
    for rules in PRESETS.values():
        assert ruleset_from_json(rules.key, "", rules.to_json()) == rules
    odd = {
        "rules": [{"measure": "none"}, 3, {"measure": "spi", "amber": "x", "red": None}, {"measure": "cpi", "red": 1}]
    }
    assert ruleset_from_json("own:1", "n", odd).rules == (Rule("cpi", None, 1.0),)
    assert ruleset_from_json("own:1", "n", {"rules": "x"}).rules == ()


def test_a_limit_worked_out_in_binary_is_the_limit_typed() -> None:
    assert Rule("spi", 0.95, 0.85, False, False).rate(0.1 * 9.5) == "G"
