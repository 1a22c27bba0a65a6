"""The pages that set one pack beside others: what changed, milestone slip, data confidence, what a copy leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from pmo_desktop import texts
from pmo_desktop.domain.audience import PRESETS, masked
from pmo_desktop.domain.pack import PackData, PackMilestone
from pmo_desktop.domain.pack_history import (
    MilestoneMove,
    MoneyMove,
    PackChanges,
    PackConfidence,
    PackOutlook,
    PackOverride,
    RatingMove,
    RegisterMove,
    ScopeMove,
)
from pmo_desktop.reports.pack import render_pack
from tests.unit.reports.made_up import NOW, pack
from tests.unit.reports.reading import text_of, tool

HOSTILE = "<b>&amp;</b> $\\frac{1}{0}$ \u202etxt 😀 汉字 =cmd|calc " + "long " * 60
SINCE = NOW - timedelta(days=31)


def with_changes(data: PackData, rows: int, words: str = "Words") -> PackData:
    """Return a pack with so many movements of each kind, each with its own number in its words."""
    uids = [project.uid for project in data.projects]

    def uid(at: int) -> str:
        return uids[at % len(uids)]

    changes = PackChanges(
        6,
        SINCE,
        tuple(RatingMove(uid(at), "overall", "G", "R", f"Why{at:03d} {words}") for at in range(min(rows, len(uids)))),
        tuple(
            MilestoneMove("moved", uid(at), f"m{at}", f"Stone{at:03d} {words}", NOW, NOW + timedelta(days=9), 9)
            for at in range(rows)
        ),
        tuple(MoneyMove(uid(at), "forecast", 10_000_000, 12_000_000 + at, "EUR") for at in range(rows)),
        tuple(
            RegisterMove("risk", "moved", uid(at), f"r{at}", f"R-{at:03d}", f"Risk{at:03d} {words}", 4, 20)
            for at in range(rows)
        ),
        (
            ScopeMove("baseline_edited", uid(0), "P", 0, NOW, NOW + timedelta(days=30), approved=True),
            ScopeMove("baseline_edited", uid(1), "P", 0, NOW, NOW, change_request="CR-9"),
            ScopeMove("dropped", "gone", f"Dropped {words}"),
        ),
    )
    return replace(data, changes=changes)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_no_movement_is_left_out_however_many_there_are(language: str, paper: str, tmp_path: Path) -> None:
    made = render_pack(with_changes(pack(language), 90), texts.of(language), paper)  # type: ignore[arg-type]
    text = text_of(made.pdf, tmp_path)
    for at in range(90):
        assert f"Stone{at:03d}" in text
        assert f"R-{at:03d}" in text
    for at in range(24):
        assert f"Why{at:03d}" in text


def test_a_promise_that_nobody_approved_is_in_the_title_and_in_its_line(tmp_path: Path) -> None:
    text = text_of(render_pack(with_changes(pack(), 3), texts.of("en")).pdf, tmp_path)
    flat = " ".join(text.split())
    assert "one promise was changed without approval" in flat
    assert flat.count("not approved: no change request") == 1
    assert "change request CR-9" in flat


def test_a_first_pack_has_no_page_of_changes() -> None:
    assert "What changed" not in [name for _, name in render_pack(pack(), texts.of("en")).outline]


def test_hostile_words_break_no_page(tmp_path: Path) -> None:
    data = with_changes(pack(), 8, HOSTILE)
    projects = tuple(
        replace(p, name=f"{HOSTILE}{p.code}", confidence=PackConfidence("C", 60, 3, ("sponsor", "invented"), 40, 1))
        for p in data.projects
    )
    data = replace(data, projects=projects, correction=HOSTILE, corrects=3, version=2, audience=HOSTILE, draft=False,
                   published_at=datetime(2026, 11, 25, 9))  # fmt: skip
    for language in ("en", "zh_CN"):
        made = render_pack(data, texts.of(language))
        assert "<b>" in text_of(made.pdf, tmp_path)


def trending(data: PackData, reports: int) -> PackData:
    stones = []
    for at in range(4):
        first = NOW + timedelta(days=40 + 10 * at)
        points = tuple(
            (NOW - timedelta(days=30 * back), first - timedelta(days=12 * back)) for back in range(reports - 1, -1, -1)
        )
        stones.append(
            PackMilestone(f"s{at}", data.projects[at].uid, f"Stone {at}", forecast=first, key=True, trend=points)
        )
    return replace(data, milestones=tuple(stones))


def test_the_slip_page_comes_with_the_third_report() -> None:
    for reports, expected in ((2, False), (3, True)):
        made = render_pack(trending(pack(), reports), texts.of("en"))
        assert ("Milestone slip" in [name for _, name in made.outline]) == expected


def test_the_own_history_is_told_with_its_sample_and_not_without(tmp_path: Path) -> None:
    data = trending(pack(), 4)
    told = replace(data, outlooks=(PackOutlook(60, 90, 14, 18, 41),))
    text = " ".join(text_of(render_pack(told, texts.of("en")).pdf, tmp_path).split())
    assert "due in 60–90 days have slipped a median of +18 days; P80 +41 (sample 14; 2 are as far ahead now)" in text
    silent = text_of(render_pack(data, texts.of("en")).pdf, tmp_path)
    assert "median" not in silent


def test_the_slip_chart_is_a_picture_that_says_in_words_what_it_shows(tmp_path: Path) -> None:
    made = render_pack(trending(pack(), 4), texts.of("en"))
    structure = tool("pdfinfo", made.pdf, tmp_path, "-struct-text")
    assert "Milestone slip" in [name for _, name in made.outline]
    assert "H1" in structure
    assert structure.count("Figure") > 3


def test_grades_are_on_their_page_and_beside_the_status(tmp_path: Path) -> None:
    data = pack()
    grades = ("A", "B", "C", "D")
    projects = tuple(
        replace(p, confidence=PackConfidence(grades[at % 4], 100 - 20 * (at % 4), at, ("budget",), 50, at % 2))  # type: ignore[arg-type]
        for at, p in enumerate(data.projects)
    )
    made = render_pack(replace(data, projects=projects), texts.of("en"))
    text = text_of(made.pdf, tmp_path)
    assert "Data confidence" in [name for _, name in made.outline]
    assert "before you rely on them" in " ".join(text.split())
    assert text.count("Data confidence D") == len(projects) // 4


def test_what_the_rules_say_and_what_was_set_by_hand_stand_beside_the_mark(tmp_path: Path) -> None:
    data = pack()
    project = data.projects[0]
    status = data.status(project)
    assert status is not None
    override = PackOverride("cost", "A", "Agreed", "Somebody", NOW, date(2026, 12, 31))
    mine = replace(status, overall="A", schedule="G", cost="A", calculated="R", overrides=(override,),
                   computed=(("overall", "R"), ("schedule", "G"), ("cost", "R")))  # fmt: skip
    statuses = tuple(mine if one.data_date == NOW else one for one in project.statuses)
    made = render_pack(replace(data, projects=(replace(project, statuses=statuses),)), texts.of("en"))
    text = " ".join(text_of(made.pdf, tmp_path).split())
    assert "calculated R" in text
    assert "set by hand until 31 Dec 2026" in text


def test_a_copy_says_for_whom_it_is_and_makes_no_false_statement(tmp_path: Path) -> None:
    supplier = next(preset for preset in PRESETS if preset.key == "supplier")
    made = render_pack(masked(with_changes(pack(), 5), supplier), texts.of("en"))
    text = " ".join(text_of(made.pdf, tmp_path).split())
    assert made.outline[-1][1] == "Left out of this copy"
    assert "Copy for: Supplier" in text
    for lie in ("There is no cost forecast yet", "No project has both", "No risks are recorded", "No open risk",
                "There is neither a budget", "No decision is asked for"):  # fmt: skip
        assert lie not in text
    assert "Decisions" not in [name for _, name in made.outline]
    assert "Risks" not in [name for _, name in made.outline]


def test_an_issued_pack_bears_number_version_moment_digest_and_what_it_corrects(tmp_path: Path) -> None:
    data = replace(pack(), draft=False, issue=8, version=2, corrects=7, correction="A date was wrong.",
                   published_at=datetime(2026, 11, 25, 16, 5))  # fmt: skip
    made = render_pack(data, texts.of("en"))
    text = " ".join(text_of(made.pdf, tmp_path).split())
    assert "Pack 8, version 2" in text
    assert "Published 25 Nov 2026 16:05" in text
    assert "Corrects pack 7: A date was wrong." in text
    assert "Draft" not in text
    information = tool("pdfinfo", made.pdf, tmp_path, "-rawdates")
    assert "D:20261125160500" in information
    assert "PMO Desktop pack 8.2 sha256 " in information
