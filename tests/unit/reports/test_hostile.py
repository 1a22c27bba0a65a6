"""Text from users is text: whatever it holds, every page is made, and the text is shown as it was typed."""

from __future__ import annotations

import shutil
import time
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_desktop import texts
from pmo_desktop.domain.pack import PackData, PackMilestone, PackProject, PackRisk
from pmo_desktop.reports.pack import render_pack
from tests.unit.reports.made_up import NOW, pack
from tests.unit.reports.made_up_registers import full_pack
from tests.unit.reports.reading import sizes, text_of

HOSTILE = {
    "markup": "Migrate <b> tier & <img src='file:///etc/passwd'/> </para><font color=",
    "formula": "=cmd|' /C calc'!A0 +1-1 @SUM(A1)",
    "tex": r"$\frac{1}{0}$ \input{/etc/passwd} {count} %s %(x)s {0}",
    "code": "<font color=\"[[[getattr(pow,Word('__globals__'))['os'].system('touch /tmp/x')]]]\">",
    "right to left": "שלום مرحبا \u202eevil\u202c 123",
    "emoji": "👩‍👩‍👧‍👦 go 🚀🏳️‍🌈 ok",
    "control": "a\x00b\x07c\x1b[31m\td\x85e\ufffe\uffff",
    "combining": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!",
    "rare characters": "𠮷野家 㐀㐁 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "one long word": "Donau" * 400,
    "long chinese": "计费平台迁移，" * 1_500,
    "ten thousand": "An ordinary sentence that goes on. " * 290,
    "lines": "one\n\n\ntwo\r\nthree\u2028four\n" * 50,
    "empty": "   \n ",
    "lone surrogate": "a\ud800b",
    "pdf syntax": ") Tj ET Q (\\) \\) >> endobj trailer << /Root 1 0 R >> %%EOF",
}

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def filled(value: str) -> PackData:
    """Return a small pack in which every text of every record is `value`."""
    data = full_pack()
    keep = {"uid", "project", "programme", "currency", "overall", "schedule", "cost", "scope", "risk", "resources"}
    keep |= {"benefits", "calculated", "risk_grid", "kind", "stage", "register", "standing", "block", "language"}

    def spoiled(record: object) -> object:
        changed: dict[str, object] = {}
        for field in fields(record):  # type: ignore[arg-type]
            old = getattr(record, field.name)
            if isinstance(old, str) and field.name not in keep:
                changed[field.name] = value
            elif isinstance(old, tuple) and old and hasattr(old[0], "__dataclass_fields__"):
                changed[field.name] = tuple(spoiled(part) for part in old)
        return replace(record, **changed)  # type: ignore[type-var]

    few = replace(
        data,
        projects=(*data.projects[:2], data.projects[17]),
        milestones=data.milestones[:16],
        risks=data.risks[:9],
        summary=(value,),
    )
    made = spoiled(few)
    assert isinstance(made, PackData)
    return replace(made, summary=(value,))


@pytest.mark.fuzz
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", HOSTILE)
def test_every_field_may_hold_anything(name: str, language: str, tmp_path: Path) -> None:
    made = render_pack(filled(HOSTILE[name]), texts.of(language))
    assert made.pages >= 10
    assert min(sizes(made.pdf, tmp_path)) >= 7


@needs_poppler
@pytest.mark.parametrize("value", ["Fix <b>bold</b> & co", r"=cmd|'x'!A1 $\frac{1}{2}$", "{name} %s 100%"])
def test_markup_is_shown_as_it_was_typed(value: str, tmp_path: Path) -> None:
    data = pack()
    project = replace(data.projects[0], name=value)
    made = render_pack(replace(data, projects=(project,)), texts.of("en"))
    assert value in text_of(made.pdf, tmp_path)


@needs_poppler
def test_what_no_font_has_is_seen_and_checked(tmp_path: Path) -> None:
    data = pack()
    made = render_pack(replace(data, projects=(replace(data.projects[0], name="Rocket 🚀"),)), texts.of("en"))
    assert "Rocket □" in text_of(made.pdf, tmp_path)
    assert "pack_characters_replaced" in {check.message.id for check in made.checks}


def test_a_note_of_a_megabyte_is_shortened_quickly_and_said_so() -> None:
    data = pack()
    project = data.projects[0]
    status = replace(project.statuses[-1], achieved="One more sentence about it. " * 40_000)
    changed = replace(project, statuses=(*project.statuses[:-1], status))
    begun = time.perf_counter()
    made = render_pack(replace(data, projects=(changed, *data.projects[1:])), texts.of("en"))
    assert time.perf_counter() - begun < 5
    assert "pack_text_shortened" in {check.message.id for check in made.checks}


FAR = (date.min, date(1900, 1, 1), NOW, date(2099, 12, 31), date.max)


@pytest.mark.parametrize("now", [date.min, NOW, date.max])
@pytest.mark.parametrize("first", FAR)
@pytest.mark.parametrize("last", FAR)
def test_dates_at_the_end_of_time_do_not_break_the_axes(first: date, last: date, now: date) -> None:
    stones = (
        PackMilestone("m1", "p", "A", baseline=first, forecast=last, key=True),
        PackMilestone("m2", "p", "B", baseline=NOW, forecast=NOW + timedelta(days=20), key=True),
    )
    project = PackProject("p", "P-1", "X", baseline_finish=first, finish=last, start=first)
    data = PackData(organisation="", committee="", data_date=now, projects=(project,), milestones=stones)
    assert render_pack(data, texts.of("en")).pages


texts_of_all_kinds = st.text(max_size=200) | st.sampled_from(sorted(value[:300] for value in HOSTILE.values()))
amounts = st.none() | st.integers(min_value=-(10**15), max_value=10**15)
days = st.none() | st.dates()


@pytest.mark.fuzz
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=texts_of_all_kinds,
    budget=amounts,
    forecast=amounts,
    actual=amounts,
    finish=days,
    baseline=days,
    percent=st.none() | st.integers(min_value=-5, max_value=500),
    score=st.none() | st.integers(min_value=-3, max_value=9),
    data_date=st.dates(),
    language=st.sampled_from(["en", "zh_CN"]),
)
def test_any_figures_make_a_pack(
    name: str,
    budget: int | None,
    forecast: int | None,
    actual: int | None,
    finish: date | None,
    baseline: date | None,
    percent: int | None,
    score: int | None,
    data_date: date,
    language: str,
) -> None:
    project = PackProject(
        "p", "P-1", name, budget=budget, forecast=forecast, actual=actual, finish=finish, baseline_finish=baseline,
        percent_complete=percent, planned_percent=percent,
    )  # fmt: skip
    risk = PackRisk(
        "r", "p", name, name, probability=score, impact=score, previous_probability=score, expected_loss=actual
    )
    stone = PackMilestone("m", "p", name, baseline=baseline, forecast=finish, previous=baseline)
    data = PackData(
        organisation=name, committee=name, data_date=data_date, projects=(project,), risks=(risk,), milestones=(stone,)
    )
    assert render_pack(data, texts.of(language)).pages >= 7
