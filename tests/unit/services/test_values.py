"""What users type becomes the value they mean, or a sentence that names field and text."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.services.dates import add_months, read_date, read_moment
from pmo_desktop.services.fields import FIELDS, FieldSpec, field, field_of_column
from pmo_desktop.services.values import Habits, check, clean, parse, show
from pmo_desktop.texts import of

FRIDAY = date(2026, 11, 20)
HABITS = Habits(today=FRIDAY, programmes={"digital core": 7})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-02-28", date(2027, 2, 28)),
        ("2027/2/8", date(2027, 2, 8)),
        ("2027.02.08", date(2027, 2, 8)),
        ("2027 年 2 月 8 日", date(2027, 2, 8)),
        ("2027年2月8日", date(2027, 2, 8)),
        ("2027-02-28T16:00:00", date(2027, 2, 28)),
        ("30/06/2027", date(2027, 6, 30)),
        ("03/04/2027", date(2027, 4, 3)),
        ("12/31/2027", date(2027, 12, 31)),
        ("30.6.27", date(2027, 6, 30)),
        ("30 Jun 2027", date(2027, 6, 30)),
        ("30-Jun-27", date(2027, 6, 30)),
        ("1st September 2027", date(2027, 9, 1)),
        ("Jun 30, 2027", date(2027, 6, 30)),
        ("5 Mar", date(2027, 3, 5)),
        ("5 Nov", date(2026, 11, 5)),
        ("3月5日", date(2027, 3, 5)),
        ("today", FRIDAY),
        ("明天", date(2026, 11, 21)),
        ("fri", date(2026, 11, 27)),
        ("Monday", date(2026, 11, 23)),
        ("周一", date(2026, 11, 23)),
        ("+2w", date(2026, 12, 4)),
        ("-3d", date(2026, 11, 17)),
        ("+1m", date(2026, 12, 20)),
        ("２０２７－０２－２８", date(2027, 2, 28)),
    ],
)
def test_a_date_is_read_as_people_type_it(text: str, day: date) -> None:
    assert parse(field("project", "finish"), text, HABITS) == day


@pytest.mark.parametrize(
    "text", ["tbc", "30 Feb 2027", "2027-13-01", "31/11/2027", "0", "fry", "12", "mon 5", "1/2", "😀"]
)
def test_what_is_no_date_is_refused_with_field_and_text(text: str) -> None:
    with pytest.raises(PmoError) as refused:
        parse(field("project", "finish"), text, HABITS)
    assert refused.value.message_id == "value_not_date"
    assert refused.value.values["value"] == text
    assert of("en").say(refused.value).startswith("Forecast finish: “")
    assert of("zh_CN").say(refused.value).startswith("预测完成：“")


def test_a_month_first_file_is_read_so() -> None:
    assert read_date("03/04/2027", today=FRIDAY, day_first=False) == date(2027, 3, 4)
    assert read_date("13/04/2027", today=FRIDAY, day_first=False) == date(2027, 4, 13)


def test_a_moment_has_a_time_of_day() -> None:
    assert read_moment("2027-02-28 16:30", today=FRIDAY) == datetime(2027, 2, 28, 16, 30)
    assert read_moment("2027-02-28T16:30:00", today=FRIDAY) == datetime(2027, 2, 28, 16, 30)
    assert read_moment("fri 25:00", today=FRIDAY) is None


def test_a_month_later_ends_with_its_month() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1250000", 125_000_000),
        ("1,250,000.50", 125_000_050),
        ("1.250.000,50", 125_000_050),
        ("1 250 000", 125_000_000),
        ("€8.4m", 840_000_000),
        ("8.4 m", 840_000_000),
        ("840 万", 840_000_000),
        ("1.2亿元", 12_000_000_000),
        ("EUR 12", 1_200),
        ("−5", -500),
        ("(5)", -500),
        ("12,5", 1_250),
        ("1'250", 125_000),
        ("１２", 1_200),
    ],
)
def test_an_amount_is_read_in_major_units_and_kept_in_minor_ones(text: str, minor: int) -> None:
    assert parse(field("project", "budget"), text, HABITS) == minor


def test_an_amount_has_the_minor_units_of_its_currency() -> None:
    assert parse(field("project", "budget"), "1,250", Habits(currency="JPY")) == 1_250
    assert parse(field("project", "budget"), "1,250", Habits(currency="KWD")) == 1_250_000


@pytest.mark.parametrize("text", ["about 5", "5 apples", "1,2,3.4.5", "--5", "=1+1", "1e5", "NaN", "inf", "9" * 40])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(PmoError):
        parse(field("project", "budget"), text, HABITS)


@pytest.mark.parametrize(
    ("text", "minutes"), [("5", 2400), ("5 d", 2400), ("4h", 240), ("30 min", 30), ("2w", 4800), ("3 天", 1440)]
)
def test_a_duration_is_read_in_working_time(text: str, minutes: int) -> None:
    assert parse(field("task", "duration"), text, HABITS) == minutes


def test_a_choice_is_found_by_word_value_or_synonym_in_both_languages() -> None:
    stage = field("project", "stage")
    assert [parse(stage, text) for text in ("Delivery", "deliver", "execution", "实施")] == ["deliver"] * 4
    assert parse(stage, "Handing over") == "Handing over"
    with pytest.raises(PmoError):
        parse(field("risk", "status"), "Handing over")


def test_every_choice_is_read_back_from_what_is_shown_in_both_languages() -> None:
    for specs in FIELDS.values():
        for spec in specs:
            for choice in spec.choices:
                for language in ("en", "zh_CN"):
                    shown = of(language)(choice.label)
                    assert parse(spec, shown) == choice.value, (spec.table, spec.name, shown)


def test_a_rating_is_typed_by_letter_number_or_chinese_word() -> None:
    overall = field("project", "rag_overall")
    assert [parse(overall, text) for text in ("g", "黄", "3", "Complete", "")] == ["G", "A", "R", "C", ""]


def test_a_score_is_between_one_and_five() -> None:
    assert parse(field("risk", "probability"), "5") == 5
    assert parse(field("risk", "probability"), "") is None
    for text in ("0", "6", "2.5", "high"):
        with pytest.raises(PmoError):
            parse(field("risk", "probability"), text)


def test_a_programme_is_named_in_any_case() -> None:
    assert parse(field("project", "programme_id"), "Digital core", HABITS) == 7
    with pytest.raises(PmoError):
        parse(field("project", "programme_id"), "Nobody's", HABITS)


def test_a_required_field_is_not_emptied() -> None:
    with pytest.raises(PmoError) as refused:
        parse(field("project", "name"), " \u202e\x00 ")
    assert refused.value.message_id == "value_required"


def test_a_text_over_its_limit_is_refused_not_cut() -> None:
    with pytest.raises(PmoError) as refused:
        check(field("project", "name"), "x" * 10_000)
    assert refused.value.values["limit"] == 200


def test_markup_is_kept_as_the_plain_text_it_is() -> None:
    text = "<b>&amp; $x$ =cmd|' /C calc'!A0"
    assert check(field("project", "name"), text) == text


def test_tags_are_a_list_without_doubles() -> None:
    assert parse(field("project", "tags"), "core, grid；core、 ") == ["core", "grid"]


def test_a_custom_date_is_kept_as_iso_text() -> None:
    spec = FieldSpec("project", "custom:1", "date", "Contract end", own_words=True)
    assert parse(spec, "5 Mar 2027", HABITS) == "2027-03-05"
    assert parse(spec, "") is None
    assert show(of("en"), spec, "2027-03-05") == "05 Mar 2027"


def test_a_letter_and_its_accent_meet_where_a_control_character_goes() -> None:
    assert clean("e\x00\u0301") == "\u00e9"


@given(st.text(max_size=60))
def test_a_cleaned_text_is_nfc_without_controls_and_stays_as_it_is(text: str) -> None:
    once = clean(text, lines=True)
    assert clean(once, lines=True) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in once)
    assert not any(c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff" for c in once)
    once.encode("utf-8")


@given(st.sampled_from([spec for specs in FIELDS.values() for spec in specs]), st.text(max_size=40))
def test_any_text_in_any_field_is_a_value_or_a_sentence(spec: FieldSpec, text: str) -> None:
    try:
        value = parse(spec, text, HABITS)
    except PmoError as error:
        said = of("en").say(error)
        value = None
    else:
        said = show(of("en"), spec, value, currency="EUR")
        assert check(spec, value) == value
    assert said or not value


def test_every_field_has_a_column_of_its_table() -> None:
    from pmo_desktop.persistence.tables import RECORDED

    for specs in FIELDS.values():
        for spec in specs:
            assert spec.column in RECORDED[spec.home].c, (spec.table, spec.name)
            assert field_of_column(spec.home, spec.column) is not None
