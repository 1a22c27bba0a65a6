"""The entry point: what opens a window and what is a command."""

from __future__ import annotations

import gc

import pytest

from pmo_desktop.__main__ import collect_seldom, opens_a_window


@pytest.mark.parametrize(
    "arguments",
    [[], ["--demo"], ["portfolio.pmow"], ["folder/portfolio.pmow"], ["folder/any name"], ["./pack"], ["组合.pmow"]],
)
def test_a_store_or_the_demo_opens_the_workbench(arguments: list[str]) -> None:
    assert opens_a_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["pack", "--store", "portfolio.pmow"],
        ["new", "portfolio.pmow"],
        ["check", "folder/portfolio.pmow"],
        ["--help"],
        ["--version"],
        ["--self-test"],
        ["pcak"],
        ["folder/portfolio.pmow", "--json"],
        ["--demo", "--lang"],
    ],
)
def test_everything_else_is_a_command_which_a_mistyped_word_can_be_told_from(arguments: list[str]) -> None:
    assert not opens_a_window(arguments)


def test_python_looks_for_cycles_more_seldom_than_unasked() -> None:
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.isenabled()
        assert gc.get_threshold()[0] > before[0] or before[0] >= 50_000
    finally:
        gc.set_threshold(*before)
