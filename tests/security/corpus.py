"""Texts that users or files might bring: more than 400, the same every time.

Each is harmless to look at. What each would do to a careless program stands in the name of its group.
"""

from __future__ import annotations

import unicodedata
from typing import Final

CANARY: Final = "pmo-canary.png"
"""Name of the picture that no part of the program may ever open."""

_REMOTE: Final = "//canary.invalid/share/pmo-canary.png"


def _markup(canary: str) -> list[str]:
    tags = ("b", "i", "u", "h1", "p", "br", "para", "font", "table", "td", "style", "script", "a", "body", "html", "qt")
    sources = (canary, f"file://{canary}", _REMOTE, f"file:{_REMOTE}", "\\\\canary.invalid\\share\\x.png", ":/icons/x")
    found = [f"<{tag}>" for tag in tags] + [f"</{tag}>" for tag in tags]
    found += [f"Migrate <{tag}>tier</{tag}> & more" for tag in tags]
    for source in sources:
        found += [
            f'<img src="{source}">',
            f"<img src='{source}'/>",
            f"<IMG SRC={source}>",
            f'x <b>y</b> <img src="{source}">',
            f'<a href="{source}">click</a>',
            f'<body background="{source}">',
            f"<p style=\"background:url('{source}')\">",
            f'<link rel="stylesheet" href="{source}">',
            f'<table background="{source}"><tr><td>a</td></tr></table>',
            f'<html><img src="{source}" width="1" height="1"></html>',
            f"![]({source})",
            f'<iframe src="{source}">',
        ]
    found += [
        "&",
        "&&",
        "&amp;",
        "&lt;b&gt;",
        "&#60;b&#62;",
        "&nbsp;",
        "&nosuch;",
        "& <",
        "a < b > c",
        "<",
        ">",
        "<<>>",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "]]>",
        "<?xml version='1.0'?>",
        "<!DOCTYPE x [<!ENTITY e 'x'>]>&e;",
        "<b",
        "<b x=",
        "<font color=red>",
        "<font color=\"[[[__import__('os')]]]\">",
        "<para alignment=",
        "<seq/>",
        "<onDraw name=x/>",
        "<br/>" * 40,
        "<b>" * 200,
        'R&D <b> "x"',
        "AT&T",
        "&File",
        "a\n<b>b",
        "Qt::mightBeRichText <b>yes</b>",
    ]
    return found


def _formulas() -> list[str]:
    bodies = (
        "cmd|' /C calc'!A0", "1+1", 'HYPERLINK("http://canary.invalid","x")', 'WEBSERVICE("http://canary.invalid")',
        "SUM(A1:A9)", "DDE(\"x\",\"y\",\"z\")", "IMPORTXML(A1)", "-2+3+cmd|' /C calc'!A0", "A1", "",
    )  # fmt: skip
    found = [start + body for start in ("=", "+", "-", "@", "\t=", "\r=", " =", "＝") for body in bodies]
    return [
        *found,
        "{=1+1}",
        "'=1+1",
        '"=1+1',
        ";=1+1",
        "=1\n=2",
        "%0A=1+1",
        "=",
        "1e999",
        "0x10",
        "00012",
        "1/2",
        "TRUE",
    ]


def _tex_and_formats() -> list[str]:
    return [
        r"$\frac{",
        r"$\frac{1}{0}$",
        "$",
        "$$",
        "US$ 5 $",
        r"US$ \invalid $",
        r"\input{/etc/passwd}",
        r"\write18{id}",
        r"$\mathrm{x}$",
        "$_$",
        "$^$",
        r"\$",
        "_",
        "^",
        "{",
        "}",
        "{}",
        "{0}",
        "{name}",
        "{count}",
        "{value!r}",
        "{{x}}",
        "{0.__class__.__mro__}",
        "{self}",
        "%s",
        "%d",
        "%(x)s",
        "%",
        "100%",
        "%n%n%n",
        "${x}",
        "#{x}",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "%1 %2",
        "%L1",
        "\\",
        "\\n",
        "\\x00",
        "\\u202e",
        "C:\\temp\\new",
        "`id`",
        "$(id)",
        "; rm -rf x",
        "| cat",
        "&& id",
        "'; DROP TABLE project; --",
        '" OR 1=1',
        "a' || 'b",
        "%' ESCAPE '",
        "*?[a-z]*",
        "(a+)+$",
        "\\d+(",
        ") Tj ET Q",
        "%%EOF",
        "endobj",
        "trailer << /Root 1 0 R >>",
        "<< /JS (app.alert(1)) >>",
        "null",
        "None",
        "NaN",
        "inf",
        "-inf",
        "undefined",
        "true",
        "[]",
        "{}",
        "0",
        "-0",
        "9" * 60,
    ]


def _characters() -> list[str]:
    found = [f"a{chr(code)}b" for code in (*range(0x20), *range(0x7F, 0xA0))]
    found += [f"a{chr(code)}b" for code in (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069)]
    found += [f"a{chr(code)}b" for code in (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x00AD, 0x2060)]
    found += [f"a{chr(code)}b" for code in (0xFEFF, 0xFFF9, 0xFFFB, 0xFFFE, 0xFFFF, 0xFFFD, 0xE000, 0xD800, 0xDFFF)]
    found += ["\ud83d", "\ude00\ud83d", "\udc80raw byte", "\x00", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\x08b"]
    found += ["invoice\u202efdp.exe", "\u2067rtl\u2069", "שלום עולם", "مرحبا بالعالم", "abc אבג 123", "\u061c\u200f1"]
    found += ["é", "e\u0301", "Å", "A\u030a", "ﬁ", "Ⅷ", "²", "½", "٣٤", "Ω", "ﬃ", "①", "ｆｕｌｌ", "ﷺ", "가", "가"]
    found += ["Z" + "\u0351\u036b\u0343\u036a\u0302" * 20, "\u0301", "a" + "\u0301" * 200, "ก็็็็", "เงิน", "நிரல்", "नमस्ते"]
    found += ["😀", "👩‍👩‍👧‍👦 go 🚀🏳️‍🌈", "🇨🇳🇪🇺", "👍🏽", "\U0001f9d1\u200d\U0001f4bb", "☑️ ⚠️", "𝔘𝔫𝔦", "\U0010ffff"]
    found += [
        "𠮷野家",
        "㐀㐁",
        "\U0002a6d6\U0002b81c",
        "\U00030000",
        "计费平台迁移",
        "龘靐齉",
        "ひらがな カタカナ",
        "한국어",
        "〇々〆",
    ]
    return found


def _paths() -> list[str]:
    return [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/passwd",
        "C:\\Windows\\win.ini",
        "C:",
        "c:x",
        "//canary.invalid/share",
        "\\\\canary.invalid\\share",
        "\\\\?\\C:\\x",
        "file:///etc/passwd",
        "http://canary.invalid/x",
        "~",
        "~root",
        "$HOME",
        "%TEMP%",
        ".",
        "..",
        "...",
        ".hidden",
        "a/b",
        "a\\b",
        "a:b",
        "a|b",
        "a*b",
        "a?b",
        'a"b',
        "a<b>c",
        "name.",
        "name ",
        " name",
        "-rf",
        "--help",
        "CON",
        "con.txt",
        "NUL",
        "nul.pdf",
        "PRN",
        "AUX",
        "COM1",
        "LPT9",
        "CONIN$",
        "a" * 300,
        "名" * 120,
        "a\u202etxt.exe",
        "tab\there",
        "new\nline",
        "x;y",
        "x&y",
        "x%00.pdf",
        "desktop.ini",
        "a.pdf.exe",
        "🚀" * 80,
        "\u0301",
        "file\u200b.pdf",
        "…",
        "x.lnk",
        "CLOCK$",
        "a`b",
        "$(x)",
        "#x",
        "x~1",
    ]


def _long() -> list[str]:
    return [
        "x" * 199,
        "x" * 200,
        "x" * 201,
        "x" * 10_000,
        "word " * 2_000,
        "计费平台，" * 2_000,
        "<b>" * 3_333,
        "&" * 10_000,
        "$" * 10_000,
        "=" * 10_000,
        "\n" * 9_999 + "x",
        "a\n" * 5_000,
        "🚀" * 5_000,
        "(" * 5_000 + ")" * 5_000,
        "a" + "\u0301" * 9_999,
        " " * 9_999 + "x",
        "\u200b" * 9_000 + "x",
        "-" * 10_000,
        "שלום " * 1_500,
        "x" * 100_001,
    ]


def corpus(canary: str = f"/nowhere/{CANARY}") -> list[str]:
    """Return all texts, without doubles; the picture that some name is `canary`."""
    groups = (_markup(canary), _formulas(), _tex_and_formats(), _characters(), _paths(), _long())
    return list(dict.fromkeys(text for group in groups for text in group))


def file_names() -> list[str]:
    """Return the texts that try to be more than a name of a file."""
    return _paths()


UNSAFE_CATEGORIES: Final = ("Cc", "Cs")
OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unsafe(text: str, *, lines: bool = False) -> set[str]:
    """Return the characters of a text that must not be kept: control, surrogates, direction overrides."""
    allowed = "\n" if lines else ""
    return {
        char
        for char in text
        if char not in allowed and (unicodedata.category(char) in UNSAFE_CATEGORIES or char in OVERRIDES)
    }
