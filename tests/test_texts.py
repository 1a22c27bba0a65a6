"""Every sentence is translated, used, and well set; and the checks that say so can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

import check_texts

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


@pytest.mark.parametrize("check", check_texts.CHECKS)
def test_the_catalogues_are_whole(repository: Path, check: str) -> None:
    assert check_texts.CHECKS[check](repository) == []


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A small program with one form and one catalogue, all in order."""
    (tmp_path / "pmo_desktop").mkdir()
    (tmp_path / "ui").mkdir()
    (tmp_path / "resources/translations/zh_CN").mkdir(parents=True)
    write_code(tmp_path, 't("Add {count} rows", count=3)')
    (tmp_path / "ui/form.ui").write_text("<ui><string>&amp;Name</string><string notr='true'>x</string></ui>")
    write_catalogue(tmp_path, ("Add {count} rows", "添加 {count} 行"), ("&Name", "名称(&N)"))
    return tmp_path


def write_code(root: Path, *lines: str) -> None:
    (root / "pmo_desktop/module.py").write_text("\n".join(lines), encoding="utf-8")


def write_catalogue(root: Path, *pairs: tuple[str, str]) -> None:
    body = "\n".join(f'msgid "{ours}"\nmsgstr "{theirs}"\n' for ours, theirs in pairs)
    (root / "resources/translations/zh_CN/part.po").write_text(HEADER + body, encoding="utf-8")


def test_a_program_in_order_passes(sources: Path) -> None:
    for check in (check_texts.missing, check_texts.unused, check_texts.wrong_placeholders, check_texts.wrong_chinese):
        assert check(sources) == []


def test_an_untranslated_sentence_is_found_in_code_and_forms(sources: Path) -> None:
    write_catalogue(sources)
    found = check_texts.missing(sources)
    assert [line.rpartition(": ")[2] for line in found] == ["Add {count} rows", "&Name"]


def test_a_plural_needs_an_entry_of_its_own(sources: Path) -> None:
    write_code(sources, 't.n("{count} row", "{count} rows", 2)', 't("Add {count} rows", count=1)')
    assert len(check_texts.missing(sources)) == 1


def test_an_entry_nobody_uses_is_found(sources: Path) -> None:
    write_code(sources, "")
    assert check_texts.unused(sources) == ["zh_CN: part.po: Add {count} rows"]


def test_a_translation_with_other_placeholders_is_found(sources: Path) -> None:
    write_catalogue(sources, ("Add {count} rows", "添加 {number} 行"))
    assert len(check_texts.wrong_placeholders(sources)) == 1


def test_a_call_without_a_value_is_found(sources: Path) -> None:
    write_code(sources, 't("Add {count} rows")')
    assert check_texts.wrong_placeholders(sources) == ["pmo_desktop/module.py:1: Add {count} rows: no value for count"]


def test_a_sentence_put_together_from_pieces_is_found(sources: Path) -> None:
    write_code(sources, 't(f"Add {n} rows")', 't("Add " + kind)')
    assert len(check_texts.unreadable(sources)) == 2


def test_an_unknown_message_and_a_message_without_its_value_are_found(sources: Path) -> None:
    write_code(sources, 'raise PmoError("no_such_id")', 'raise PmoError("language_unknown", language="x")')
    found = check_texts.wrong_messages(sources)
    assert "pmo_desktop/module.py:1: there is no message no_such_id" in found
    assert "pmo_desktop/module.py:2: language_unknown: no value for known" in found


@pytest.mark.parametrize(
    "text",
    [
        "保存,然后关闭", "完成.", "成本(万元)", "项目\"甲\"", "共3行", "Excel中的行", "项 目", "第 3 行， 出错",
        "共{count}行", "稍候...", "你的数据", "关口 (已过)",
    ],
)  # fmt: skip
def test_bad_chinese_typography_is_found(text: str) -> None:
    assert check_texts.faults_in_chinese(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "Excel 中的 12 行", "文件(&F)", "第 {row} 行“{value}”不是日期。", "10% 以内", "成本（万元）", "2.4 → 3.1 → 2.4",
        "SPI(t)", "磁盘仅剩 3 MB，需要 20 MB。", "{name}已保存", "Ctrl+K：搜索",
    ],
)  # fmt: skip
def test_good_chinese_typography_passes(text: str) -> None:
    assert check_texts.faults_in_chinese(text) == []


def test_another_word_than_the_glossarys_is_found(sources: Path) -> None:
    write_catalogue(sources, ("Set baseline", "设置基准"), ("Open in MS Project", "在 MS Project 中打开"))
    assert len(check_texts.wrong_words(sources)) == 1
