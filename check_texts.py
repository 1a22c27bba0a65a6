"""What is missing, unused or wrong in the catalogues: `python3 dev.py texts`, and the tests.

Sentences are found where they are said: `t("…")`, `t.n("…", "…", n)`, `N_("…")`, `NP_("…", "…")` in the code and the
strings of the forms in `ui/`. The checks know nothing of the program but these calls and `texts.messages`.
"""

from __future__ import annotations

import ast
import re
import string
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hatch_build import entries, merged
from pmo_desktop.texts.messages import MESSAGES, Plural

SPEAKERS: Final = frozenset({"t", "_t", "texts", "_texts"})
"""Names under which a `Texts` object is passed."""

LOOK_UP: Final = frozenset({"PmoError", "Message"})
"""What takes a message id as its first argument."""

NUMBERS: Final = ("count", "row", "line", "page", "low", "high", "days")
"""Placeholders that are always numbers, and so stand apart from Chinese characters."""

CJK: Final = "\u3400-\u9fff"
WIDE: Final = "，。：；？！（）、《》【】“”"

TYPOGRAPHY: Final[Mapping[str, str]] = {
    rf"[{CJK}}}][,;:!?]|[,;:!?] ?[{CJK}]|[{CJK}]\.": "half-width punctuation in Chinese",
    rf"[{CJK}] ?\((?!&)|(?<!\(&.)\) ?[{CJK}]": "half-width brackets in Chinese",
    rf"[{CJK}][\"']|[\"'][{CJK}]": "straight quotes in Chinese",
    rf"[{CJK}][A-Za-z0-9]|[A-Za-z0-9][{CJK}]": "no space between Chinese and Latin letters or digits",
    rf"[{CJK}] +[{CJK}]": "a space between Chinese characters",
    rf" [{WIDE}]|[{WIDE}] ": "a space beside full-width punctuation",
    rf"[{CJK}]{{(?:{'|'.join(NUMBERS)})}}|{{(?:{'|'.join(NUMBERS)})}}[{CJK}]": "no space beside a number",
    r"\.\.\.": "three full stops for an ellipsis",
    "你": "你 for 您",
}


GLOSSARY: Final[Mapping[str, str]] = {
    "portfolio": "项目组合",
    "programme": "项目群",
    "project": "项目",
    "status pack": "状态报告包",
    "steering committee": "指导委员会",
    "milestone": "里程碑",
    "baseline": "基线",
    "snapshot": "快照",
    "data date": "数据日期",
    "forecast": "预测",
    "budget": "预算",
    "variance": "偏差",
    "decision": "决策",
    "sponsor": "发起人",
    "critical path": "关键路径",
    "earned value": "挣值",
    "tolerance": "容差",
    "template": "模板",
}
"""Words that have one Chinese word throughout; those with a second meaning in English are left out."""

NOT_WORDS: Final = r"{\w+}|\bMS Project\b"
"""Where a word of the glossary means something else."""


@dataclass(frozen=True)
class Use:
    """A sentence where it is said.

    Attributes:
        ids: the sentence, or its singular and plural.
        given: the values passed to it; None where the reader cannot tell.
    """

    ids: tuple[str, ...]
    where: str
    given: frozenset[str] | None = None


@dataclass
class Found:
    """What the sources say.

    Attributes:
        message_ids: literal message ids, the values passed with them, and the place.
        constants: every string constant outside `texts.messages`, to tell which message ids are in use.
        unreadable: calls whose sentence is put together, so that no catalogue can hold it.
    """

    uses: list[Use] = field(default_factory=list)
    message_ids: list[Use] = field(default_factory=list)
    constants: set[str] = field(default_factory=set)
    unreadable: list[str] = field(default_factory=list)


class _Reader(ast.NodeVisitor):
    """Collects the sentences of one module."""

    def __init__(self, path: str, found: Found, *, is_table: bool) -> None:
        self._path = path
        self._found = found
        self._is_table = is_table

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and not self._is_table:
            self._found.constants.add(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        name = _last_name(node.func)
        owner = _last_name(node.func.value) if isinstance(node.func, ast.Attribute) else ""
        if node.args and (name in SPEAKERS or name == "N_"):
            given = None if name == "N_" else _keywords(node)
            for sentence in self._sentences(node.args[0]):
                self._found.uses.append(Use((sentence,), self._where(node), given))
        elif len(node.args) > 1 and ((name == "n" and owner in SPEAKERS) or name == "NP_"):
            given = None if name == "NP_" else _keywords(node, "count")
            forms = [list(self._sentences(argument)) for argument in node.args[:2]]
            if all(forms):
                self._found.uses.append(Use((forms[0][0], forms[1][0]), self._where(node), given))
        elif node.args and name in LOOK_UP:
            for message_id in self._sentences(node.args[0]):
                given = _keywords(node) if name == "PmoError" else _keys(node)
                self._found.message_ids.append(Use((message_id,), self._where(node), given))
        self.generic_visit(node)

    def _sentences(self, node: ast.expr) -> Iterator[str]:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value:
                yield node.value
        elif isinstance(node, ast.IfExp):
            yield from self._sentences(node.body)
            yield from self._sentences(node.orelse)
        elif isinstance(node, (ast.JoinedStr, ast.BinOp)):
            self._found.unreadable.append(f"{self._where(node)}: {ast.unparse(node)}")

    def _where(self, node: ast.expr) -> str:
        return f"{self._path}:{node.lineno}"


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _keywords(call: ast.Call, *more: str) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    if None in names:
        return None
    return frozenset(name for name in (*names, *more) if name)


def _keys(call: ast.Call) -> frozenset[str] | None:
    """Return the keys of a `Message`'s values where they are written out."""
    rest = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "values")]
    keys = {keyword.arg for keyword in call.keywords if keyword.arg == "count"}
    for node in rest:
        if isinstance(node, ast.Dict):
            if not all(isinstance(key, ast.Constant) for key in node.keys):
                return None
            keys |= {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
        elif not isinstance(node, ast.Constant):
            return None
    return frozenset(key for key in keys if key)


def read_sources(root: Path) -> Found:
    """Return what code and forms say."""
    found = Found()
    package = root / "pmo_desktop"
    for path in sorted(package.rglob("*.py")):
        if "_generated" not in path.parts:
            name = path.relative_to(root).as_posix()
            reader = _Reader(name, found, is_table="texts/messages/" in name)
            reader.visit(ast.parse(path.read_text(encoding="utf-8"), name))
    for path in sorted((root / "ui").glob("*.ui")):
        for element in ElementTree.parse(path).iter("string"):
            if element.text and element.get("notr") != "true":
                found.uses.append(Use((element.text,), f"ui/{path.name}"))
    return found


def placeholders(sentence: str) -> frozenset[str]:
    """Return the names of a sentence's placeholders."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


def languages(root: Path) -> dict[str, list[Path]]:
    """Return the catalogues of each language."""
    folders = (path for path in (root / "resources" / "translations").iterdir() if path.is_dir())
    return {folder.name: sorted(folder.glob("*.po")) for folder in sorted(folders)}


def missing(root: Path) -> list[str]:
    """Return the sentences that a language lacks."""
    uses = read_sources(root).uses
    problems: list[str] = []
    for language, parts in languages(root).items():
        known = merged(parts)
        singulars = {ids[0] for ids in known}
        lacking = {
            use.ids: use.where
            for use in uses
            if use.ids not in known and (len(use.ids) > 1 or use.ids[0] not in singulars)
        }
        problems += [f"{language}: {where}: {' | '.join(ids)}" for ids, where in lacking.items()]
    return problems


def unused(root: Path) -> list[str]:
    """Return the entries that translate a sentence nobody says."""
    said = {use.ids for use in read_sources(root).uses}
    return [
        f"{language}: {part.name}: {' | '.join(ids)}"
        for language, parts in languages(root).items()
        for part in parts
        for ids, _ in entries(part)
        if ids not in said
    ]


def wrong_placeholders(root: Path) -> list[str]:
    """Return the translations and the calls whose values are not those of the sentence."""
    problems: list[str] = []
    for language, parts in languages(root).items():
        for part in parts:
            for ids, forms in entries(part):
                wanted = placeholders(ids[-1])
                problems += [
                    f"{language}: {part.name}: {ids[0]} -> {form}" for form in forms if placeholders(form) != wanted
                ]
    for use in read_sources(root).uses:
        lacking = set().union(*map(placeholders, use.ids)) - (use.given or set())
        if use.given is not None and lacking:
            problems.append(f"{use.where}: {use.ids[0]}: no value for {', '.join(sorted(lacking))}")
    return problems


def wrong_messages(root: Path) -> list[str]:
    """Return unknown and unused message ids, and messages made without a value of their sentence."""
    found = read_sources(root)
    problems = [f"nobody says the message {name}" for name in MESSAGES if name not in found.constants]
    for use in found.message_ids:
        sentence = MESSAGES.get(use.ids[0])
        if sentence is None:
            problems.append(f"{use.where}: there is no message {use.ids[0]}")
            continue
        wanted = placeholders(sentence.many if isinstance(sentence, Plural) else sentence)
        if use.given is not None and wanted - use.given:
            problems.append(f"{use.where}: {use.ids[0]}: no value for {', '.join(sorted(wanted - use.given))}")
    return problems


def unreadable(root: Path) -> list[str]:
    """Return the sentences that are put together from pieces."""
    return read_sources(root).unreadable


def wrong_english(root: Path) -> list[str]:
    """Return the sentences that break the writing guide where a machine can see it."""
    return [
        f"{use.where}: {sentence}"
        for use in read_sources(root).uses
        for sentence in use.ids
        if re.search(r"!(?!=)|\.\.\.|\bplease\b", sentence, re.IGNORECASE)
    ]


def wrong_chinese(root: Path) -> list[str]:
    """Return the Chinese texts that break the typography of the writing guide."""
    problems: list[str] = []
    for part in languages(root).get("zh_CN", []):
        for ids, forms in entries(part):
            for form in forms:
                problems += [f"{part.name}: {form}: {reason}" for reason in faults_in_chinese(form)]
                if has_access_key(ids[0]) != has_access_key(form):
                    problems.append(f"{part.name}: {ids[0]} -> {form}: access key on one side only")
    return problems


def faults_in_chinese(text: str) -> list[str]:
    """Return what is wrong with the typography of one Chinese text."""
    return [reason for pattern, reason in TYPOGRAPHY.items() if re.search(pattern, text)]


def wrong_words(root: Path) -> list[str]:
    """Return the Chinese texts that use another word than the glossary's."""
    return [
        f"{part.name}: {ids[0]} -> {forms[0]}: {chinese} for {english}"
        for part in languages(root).get("zh_CN", [])
        for ids, forms in entries(part)
        for english, chinese in GLOSSARY.items()
        if re.search(rf"\b{english}s?\b", re.sub(NOT_WORDS, "", ids[0]), re.IGNORECASE) and chinese not in forms[0]
    ]


def has_access_key(text: str) -> bool:
    """Tell whether a label marks one of its letters as an access key."""
    return re.search(r"&[A-Za-z0-9]", text.replace("&&", "")) is not None


CHECKS: Final[Mapping[str, Callable[[Path], list[str]]]] = {
    "Missing": missing,
    "Unused": unused,
    "Placeholders": wrong_placeholders,
    "Messages": wrong_messages,
    "Put together from pieces": unreadable,
    "English": wrong_english,
    "Chinese typography": wrong_chinese,
    "Glossary": wrong_words,
}


def main() -> int:
    """Print what every check finds; return 1 when there is anything."""
    root = Path(__file__).resolve().parent
    faults = 0
    for title, check in CHECKS.items():
        problems = check(root)
        faults += len(problems)
        print(f"{title}: {len(problems)}")
        for problem in problems:
            print(f"  {problem}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
