"""Broken plans in quantity: a plan or a sentence, nothing else."""

from __future__ import annotations

import random
import re

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.scheduling import schedule
from pmo_desktop.texts import of

from .test_mspdi import SAMPLE

WORDS = [
    "",
    "-1",
    "0",
    "1e999",
    "nan",
    "99999999999999999999",
    "tbc",
    "PT",
    "-PT5H",
    "<b>",
    "٣",
    "2026-02-30",
    "\u202e",
]

pytestmark = pytest.mark.fuzz


def survives(content: bytes) -> None:
    try:
        schedule(read_plan(content))
    except PmoError as refused:
        of("en").say(refused)


@pytest.mark.parametrize("seed", range(150))
def test_a_value_replaced_by_another_gives_a_plan_or_a_sentence(seed: int) -> None:
    dice = random.Random(seed)
    text = SAMPLE
    for _ in range(dice.randint(1, 3)):
        spans = [match.span(1) for match in re.finditer(r">([^<>]+)</", text)]
        begin, end = dice.choice(spans)
        word = dice.choice(WORDS).replace("<", "&lt;")
        text = text[:begin] + word + text[end:]
    survives(text.encode())


@pytest.mark.parametrize("seed", range(100))
def test_an_element_taken_out_or_doubled_gives_a_plan_or_a_sentence(seed: int) -> None:
    dice = random.Random(seed)
    spans = [match.span() for match in re.finditer(r"<(\w+)>[^<>]*</\1>", SAMPLE)]
    begin, end = dice.choice(spans)
    survives((SAMPLE[:begin] + SAMPLE[begin:end] * dice.choice([0, 2]) + SAMPLE[end:]).encode())


@pytest.mark.parametrize("seed", range(100))
def test_bytes_flipped_or_cut_give_a_plan_or_a_sentence(seed: int) -> None:
    dice = random.Random(seed)
    content = bytearray(SAMPLE.encode())
    for _ in range(dice.randint(1, 5)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    survives(bytes(content[: dice.choice([len(content), dice.randrange(len(content))])]))
