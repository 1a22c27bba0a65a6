"""Lines end where both languages allow it, at every width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_desktop import texts
from pmo_desktop.reports.breaking import balanced, opportunities, wrap
from pmo_desktop.reports.style import TextStyle
from pmo_desktop.reports.text import Typesetter

NEVER_FIRST = "，。、；：？！）】》”’,.;:!?)"
NEVER_LAST = "（【《“‘(["

CHINESE = (
    "计费平台迁移（一期）将于 2027 年 6 月 30 日上线，比基线晚 91 天；供应商“缺陷积压”未清，导致系统测试推迟。"
    "委员会须在 11 月 26 日前决定：是否批准《变更申请》，并从应急储备中拨付 €210 万（占 17%）？否则，每推迟一个月，"
    "损失约 €40 万！GIS 系统替换、ERP 财务二期、智能电表推广等 12 个项目均受影响——其中 3 个为黄灯。"
)
ENGLISH = (
    "Billing Platform Migration (phase 1) will go live on 30 June 2027, 91 days later than planned; the vendor’s "
    "“defect backlog” is not cleared. The committee is asked to decide by 26 November: approve €2.1m (17%) from "
    "contingency, or stop? A month of waiting costs €0.4m, and 12 projects depend on it."
)


def lines(text: str, width: float) -> list[str]:
    return [text[start:end] for start, end in wrap(text, [10.0 if ord(c) > 0x2E7F else 5.0 for c in text], width)]


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["Chinese", "English"])
def test_no_line_begins_or_ends_with_punctuation_that_may_not_at_hundreds_of_widths(text: str) -> None:
    seen = 0
    for width in range(90, 520):
        for line in lines(text, width):
            seen += 1
            assert line[0] not in NEVER_FIRST, (width, line)
            assert line[-1] not in NEVER_LAST, (width, line)
    assert seen > 3000


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["Chinese", "English"])
def test_a_number_stays_with_its_unit(text: str) -> None:
    for width in range(90, 520):
        for before, after in zip(lines(text, width), lines(text, width)[1:], strict=False):
            assert not (before[-1].isdigit() and after[0] in "年月日天个万%"), (before, after)
            assert not (before[-1].isdigit() and after.startswith(("days", "June", "November", "projects depend" * 2)))
            assert before[-1] != "€"


@pytest.mark.parametrize("text", [CHINESE, ENGLISH], ids=["Chinese", "English"])
def test_nothing_gets_lost_or_doubled(text: str) -> None:
    for width in range(30, 520, 7):
        assert "".join(lines(text, width)).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=120), st.floats(min_value=5, max_value=400))
def test_any_text_keeps_its_characters_and_its_width(text: str, width: float) -> None:
    flat = " ".join(text.split())
    found = wrap(flat, [5.0] * len(flat), width)
    assert "".join(flat[start:end] for start, end in found).replace(" ", "") == flat.replace(" ", "")
    for start, end in found:
        assert (end - start) * 5.0 <= max(width, 5.0) or end - start <= 1 or _only_marks(flat[start + 1 : end])


def _only_marks(text: str) -> bool:
    import unicodedata

    return all(unicodedata.combining(char) for char in text[1:])


def test_a_word_wider_than_the_line_is_cut_and_not_lost() -> None:
    assert lines("a" * 50, 50) == ["a" * 10] * 5


def test_a_break_is_never_offered_inside_a_latin_word() -> None:
    text = "Excel 中的 12 行 reports"
    for place in opportunities(text):
        assert not (
            text[place - 1].isascii() and text[place - 1].isalpha() and text[place].isascii() and text[place].isalpha()
        )


def test_a_title_breaks_after_a_clause_where_it_can() -> None:
    text = "Two projects are red and the portfolio will overrun by €5.5m; both need your decision this month"
    found = balanced(text, [9.0] * len(text), 760)
    assert [text[start:end] for start, end in found] == [
        "Two projects are red and the portfolio will overrun by €5.5m;",
        "both need your decision this month",
    ]


def test_a_title_of_two_lines_has_no_lonely_last_word() -> None:
    text = "One quite long conclusion that just does not fit on a single line of the page in November"
    found = balanced(text, [9.0] * len(text), len(text) * 9.0 - 20)
    first, second = (text[start:end] for start, end in found)
    assert len(second) > 0.35 * len(first)


def test_text_that_does_not_fit_ends_with_an_ellipsis_and_says_so() -> None:
    setter = Typesetter(texts.of("en"))
    block = setter.block(ENGLISH, TextStyle(10), 120, lines=2)
    assert block.shortened
    assert len(block.lines) == 2
    assert block.lines[-1].endswith("…")
    assert all(setter.measure(line, 10) <= 120.001 for line in block.lines)


def test_chinese_quotes_are_set_in_the_chinese_font_and_english_ones_are_not() -> None:
    chinese, english = Typesetter(texts.of("zh_CN")), Typesetter(texts.of("en"))
    assert chinese.runs("供应商“缺陷”", "regular") == [("NotoSansSC-Regular", "供应商“缺陷”")]
    assert english.runs("the vendor’s “backlog”", "regular") == [("SourceSans3-Regular", "the vendor’s “backlog”")]
    assert [name for name, _ in chinese.runs("项目 Excel 第 3 版", "regular")] == [
        "NotoSansSC-Regular",
        "SourceSans3-Regular",
        "NotoSansSC-Regular",
        "SourceSans3-Regular",
        "NotoSansSC-Regular",
    ]


def test_what_no_font_has_is_shown_as_a_box_and_counted() -> None:
    setter = Typesetter(texts.of("en"))
    assert setter.runs("a😀b", "regular") == [("SourceSans3-Regular", "a□b")]
    assert setter.replaced == {"😀"}
