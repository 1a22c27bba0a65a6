"""The command line: what may be written and what it means."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Final, NoReturn

from ..texts import LANGUAGES, Texts

PROGRAM: Final = "pmo-desktop"

FILE_KINDS: Final = (
    "mspdi", "registry", "risks", "issues", "actions", "decisions", "assumptions", "dependencies", "changes", "lessons",
    "benefits",
)  # fmt: skip
"""What a file can be said to be."""


class UsageError(Exception):
    """The command line can't be understood; its text is the sentence for the user."""


class Parser(argparse.ArgumentParser):
    """A parser that raises `UsageError` in the user's language and never ends the process itself."""

    texts: Texts

    def error(self, message: str) -> NoReturn:
        """Raise what argparse complains of."""
        sentence = usage_sentence(self.texts, message)
        raise UsageError(self.texts("{problem} Run “{command} --help” to see how it works.", problem=sentence,
                                    command=self.prog))  # fmt: skip


def usage_sentence(t: Texts, message: str) -> str:
    """Return argparse's complaint in the user's language."""
    if found := re.fullmatch(r"the following arguments are required: (.+)", message):
        return t("Missing: {names}.", names=found[1])
    if found := re.fullmatch(r"unrecognized arguments: (.+)", message):
        return t("Not understood: {names}.", names=found[1])
    if found := re.fullmatch(r"(?:argument (.+?): )?invalid choice: (.+?) \(choose from (.+)\)", message):
        return t("{value} is not one of: {choices}.", value=found[2].strip("'"), choices=found[3].replace("'", ""))
    if found := re.fullmatch(r"argument (.+?): (?:expected .+)", message):
        return t("{name} needs a value.", name=found[1])
    if found := re.fullmatch(r"argument (.+?): invalid .+ value: (.+)", message):
        return t("{name} can’t be {value}.", name=found[1], value=found[2])
    if found := re.fullmatch(r"one of the arguments (.+) is required", message):
        return t("Missing: {names}.", names=found[1])
    return message


def build(t: Texts) -> Parser:
    """Return the parser of the whole command line, its help in a language."""
    parser = _parser(t, PROGRAM, t("An offline workbench for PMO leads. Without a command, STORE or --demo opens it."))
    parser.add_argument("--version", action="version", version=_version(), help=t("print the program’s version"))
    commands: argparse._SubParsersAction[Parser] = parser.add_subparsers(
        dest="command", metavar=t("COMMAND"), required=True, parser_class=Parser
    )
    _add_store_commands(commands, t)
    _add_import(commands, t)
    _add_reading_commands(commands, t)
    _add_pack(commands, t)
    _add_simulate(commands, t)
    return parser


def _version() -> str:
    try:
        return f"{PROGRAM} {version('pmo-desktop')}"
    except PackageNotFoundError:  # run from a folder of sources that was never installed
        return PROGRAM


def _parser(t: Texts, name: str, description: str) -> Parser:
    parser = Parser(prog=name, description=description, allow_abbrev=False)
    parser.texts = t
    return parser


def _command(commands: argparse._SubParsersAction[Parser], t: Texts, name: str, description: str) -> Parser:
    parser = commands.add_parser(name, help=description, description=description, allow_abbrev=False)
    parser.texts = t
    parser.add_argument("--lang", choices=list(LANGUAGES), metavar="en|zh_CN", help=t("language of what is written"))
    return parser


def _add_store_commands(commands: argparse._SubParsersAction[Parser], t: Texts) -> None:
    new = _command(commands, t, "new", t("Make a new portfolio file."))
    new.add_argument("store", metavar="STORE", help=t("the portfolio file (.pmow)"))
    new.add_argument("--demo", action="store_true", help=t("with the sample portfolio"))
    check = _command(commands, t, "check", t("Check that a portfolio file is whole."))
    check.add_argument("store", metavar="STORE", help=t("the portfolio file (.pmow)"))
    _json(check, t)
    backup = _command(commands, t, "backup", t("Write a consistent copy of a portfolio file."))
    backup.add_argument("store", metavar="STORE", help=t("the portfolio file (.pmow)"))
    backup.add_argument("dest", metavar="DEST", help=t("the copy; it must not exist yet"))


def _add_import(commands: argparse._SubParsersAction[Parser], t: Texts) -> None:
    reader = _command(commands, t, "import", t("Import plans, registries and risk registers; all files or none."))
    reader.add_argument("files", metavar="FILE", nargs="+", help=t("MS Project XML, Excel (.xlsx) or text (.csv)"))
    _store(reader, t)
    reader.add_argument(
        "--as", dest="kind", choices=FILE_KINDS, metavar="|".join(FILE_KINDS[:4]) + "|…",
        help=t("what the files are; else it is seen from each file"),
    )  # fmt: skip
    reader.add_argument("--map", metavar="MAP.json", help=t("which column fills which field"))
    reader.add_argument("--sheet", metavar="NAME", help=t("sheet of a workbook; else the first with rows"))
    reader.add_argument("--project", metavar="CODE", help=t("project that a plan or risks go into"))
    _json(reader, t)


def _add_reading_commands(commands: argparse._SubParsersAction[Parser], t: Texts) -> None:
    lister = _command(commands, t, "list", t("List what a portfolio file holds."))
    lister.add_argument("what", choices=["projects", "tasks", "risks"], metavar="projects|tasks|risks",
                        help=t("what to list"))  # fmt: skip
    _store(lister, t)
    lister.add_argument("--project", metavar="CODE", help=t("only this project"))
    _json(lister, t)
    schedule = _command(commands, t, "schedule", t("Compute the dates of a plan from its inputs."))
    schedule.add_argument("file", metavar="FILE.xml", nargs="?", help=t("a plan in MS Project’s XML"))
    _store(schedule, t, required=False)
    schedule.add_argument("--project", metavar="CODE", help=t("the project in the portfolio file"))
    _json(schedule, t)


def _add_pack(commands: argparse._SubParsersAction[Parser], t: Texts) -> None:
    pack = _command(commands, t, "pack", t("Write the status pack as PDF."))
    _store(pack, t)
    pack.add_argument("--out", metavar="F.pdf", required=True, help=t("the PDF to write"))
    pack.add_argument("--paper", choices=["A4", "Letter"], default="A4", metavar="A4|Letter", help=t("paper size"))
    pack.add_argument("--as-of", metavar="DATE", type=_day, help=t("data date of the period, such as 2026-11-20"))
    pack.add_argument("--projects", metavar="CODE", nargs="+", help=t("only these projects"))
    pack.add_argument("--issue", metavar="N", type=int, help=t("the issued pack with this number, made again"))
    pack.add_argument("--audience", metavar="NAME", help=t("for whom: steering, board, supplier, client or your own"))
    pack.add_argument("--xlsx", metavar="F.xlsx", help=t("write its tables as an Excel workbook too"))
    pack.add_argument("--pptx", metavar="F.pptx", help=t("write its pages as PowerPoint slides too"))
    pack.add_argument(
        "--definition", metavar="NAME", help=t("which pages: steering, board, projects or a definition of your own")
    )
    _json(pack, t)
    verifier = _command(commands, t, "verify", t("Check whether a PDF is the pack that was issued."))
    verifier.add_argument("file", metavar="PACK.pdf", help=t("the PDF to check; it is only read"))
    _store(verifier, t)
    _json(verifier, t)


def _add_simulate(commands: argparse._SubParsersAction[Parser], t: Texts) -> None:
    simulate = _command(commands, t, "simulate", t("Simulate a plan: when it finishes and what it costs, how surely."))
    simulate.add_argument("file", metavar="CASE.json", nargs="?", help=t("a self-contained case"))
    _store(simulate, t, required=False)
    simulate.add_argument("--project", metavar="CODE", help=t("the project in the portfolio file"))
    simulate.add_argument("--iterations", metavar="N", type=int, help=t("how often; else 10,000, a small case more"))
    simulate.add_argument("--seed", metavar="K", type=int, default=1, help=t("another number draws other luck"))
    _json(simulate, t)


def _store(parser: Parser, t: Texts, *, required: bool = True) -> None:
    parser.add_argument("--store", metavar="STORE", required=required, help=t("the portfolio file (.pmow)"))


def _json(parser: Parser, t: Texts) -> None:
    parser.add_argument("--json", action="store_true", help=t("print JSON"))


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def language_of(argv: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: the one after `--lang`, else the environment's, else English."""
    for at, argument in enumerate(argv):
        wanted = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(argv):
            wanted = argv[at + 1]
        if wanted in LANGUAGES:
            return wanted
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "zh_CN" if environment[name].lower().startswith("zh") else "en"
    return "en"
