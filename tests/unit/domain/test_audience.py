"""Audiences: what a copy leaves out is nowhere in its data, names and amounts not even inside sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pmo_desktop.domain.audience import HIDDEN, KINDS, MONEY, PRESETS, Audience, from_json, masked, people, to_json
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.pack_history import MoneyMove, PackChanges, PackConfidence, RegisterMove
from pmo_desktop.domain.snapshot import to_json as snapshot
from tests.unit.reports.made_up import pack

ALL = Audience("all", masks=frozenset(KINDS), tags=("secret",))


def only(kind: str) -> Audience:
    return Audience("one", masks=frozenset({kind}), tags=("secret",))


def test_the_steering_committee_sees_everything() -> None:
    steering = next(preset for preset in PRESETS if preset.key == "steering")
    made = masked(pack(), steering)
    assert replace(made, audience="") == pack()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_person_is_left_in_any_field_or_sentence(language: str) -> None:
    data = pack(language)
    names = people(data)
    project = replace(data.projects[0], description=f"Ask {min(names)}, or better: {max(names)}（{max(names)}）.")
    data = replace(data, projects=(project, *data.projects[1:]))
    text = snapshot(masked(data, only("names")))
    assert [name for name in names if name in text] == []
    assert HIDDEN in text


def test_a_surname_alone_is_masked_and_a_word_that_holds_it_is_not() -> None:
    data = replace(
        pack(), prepared_by="Anna Keller", summary=("Keller decides.", "The Kellergasse is closed.", "annas")
    )
    shouted = replace(data, summary=("Ask ANNA  keller.",))
    assert masked(shouted, only("names")).summary == (f"Ask {HIDDEN}.",)
    assert masked(data, only("names")).summary == (f"{HIDDEN} decides.", "The Kellergasse is closed.", "annas")


@pytest.mark.parametrize(
    "words",
    ["€2.1m", "€ 2,100,000.00", "EUR 400k", "2.1 million euros", "12 500 CHF", "US$ 4bn", "￥300", "¥ 1,800 万",
     "1,800 万元", "3 亿元", "-€40", "£5", "2.1m", "400k", "3 million"],
)  # fmt: skip
def test_an_amount_in_a_sentence_is_masked(words: str) -> None:
    left = MONEY.sub(HIDDEN, f"Costs {words} more.")
    assert not any(char.isdigit() for char in left)
    assert left.startswith("Costs ")
    assert left.endswith(" more.")


@pytest.mark.parametrize(
    "words", ["91 days late", "63 defects", "P-124", "30 Jun 2027", "98.2% of contracts", "200 m of cable", "第 3 阶段"]
)
def test_other_numbers_stay(words: str) -> None:
    assert MONEY.sub(HIDDEN, words) == words


def test_no_amount_is_left() -> None:
    made = masked(pack(), only("money"))
    assert all((p.budget, p.forecast, p.actual, p.causes) == (None, None, None, ()) for p in made.projects)
    assert all(status.forecast is None for p in made.projects for status in p.statuses)
    assert all(risk.expected_loss is None for risk in made.risks)
    assert made.exposure == ()
    assert "€" not in snapshot(made)


def test_registers_leave_with_their_movements() -> None:
    moves = tuple(
        RegisterMove(kind, "opened", "", "u", "C-1", "Title")  # type: ignore[arg-type]
        for kind in ("risk", "issue", "decision")
    )
    changes = PackChanges(1, date(2026, 10, 20), money=(MoneyMove("p", "budget", 1, 2, "EUR"),), registers=moves)
    data = replace(pack(), changes=changes)
    for kind, register in (("risks", "risk"), ("issues", "issue"), ("decisions", "decision")):
        made = masked(data, only(kind))
        assert getattr(made, kind) == ()
        assert made.changes is not None
        assert register not in {move.register for move in made.changes.registers}
    assert masked(data, only("changes")).changes is None
    without_money = masked(data, only("money")).changes
    assert without_money is not None
    assert without_money.money == ()


def test_marked_projects_leave_with_all_that_is_theirs() -> None:
    data = pack()
    secret = replace(data.projects[0], tags=("Secret",), name="Merger")
    data = replace(data, projects=(secret, *data.projects[1:]), summary=("The merger is on.",))
    made = masked(data, only("projects"))
    text = snapshot(made)
    assert secret.uid not in text
    assert "erger" not in text
    assert [mask.count for mask in made.masks] == [1]


def test_calculated_ratings_and_confidence_leave() -> None:
    data = pack()
    data = replace(data, projects=tuple(replace(p, confidence=PackConfidence("D", 10)) for p in data.projects))
    made = masked(masked(data, only("ratings")), only("confidence"))
    assert all(p.confidence is None for p in made.projects)
    assert all(not status.calculated for p in made.projects for status in p.statuses)


def test_the_copy_lists_what_it_leaves_out_and_the_same_profile_gives_the_same_copy() -> None:
    made = masked(pack(), ALL)
    assert [mask.kind for mask in made.masks] == list(KINDS)
    assert made == masked(pack(), ALL)
    assert made.audience == "all"


def test_a_profile_comes_back_from_its_json() -> None:
    for audience in (*PRESETS, ALL):
        assert from_json(to_json(audience)) == audience


@pytest.mark.parametrize(
    "raw", [{}, {"key": ""}, {"key": 3}, {"key": "x", "masks": ["money", "souls"]}, {"key": "x", "masks": 3}]
)
def test_a_damaged_profile_is_refused_rather_than_read_as_one_that_masks_less(raw: dict[str, object]) -> None:
    with pytest.raises(PmoError) as caught:
        from_json(raw)
    assert caught.value.message_id == "audience_unreadable"
