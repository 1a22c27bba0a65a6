"""What a command prints: sentences, tables, JSON."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TextIO

from ..texts import Texts


class Output:
    """Where a command prints, and in which language.

    Attributes:
        texts: the language of what it says.
        as_json: print one JSON document and nothing else on standard output.
    """

    def __init__(self, texts: Texts, as_json: bool = False, stream: TextIO | None = None) -> None:
        self.texts = texts
        self.as_json = as_json
        self._stream = stream or sys.stdout

    def say(self, sentence: str) -> None:
        """Print a sentence for a person; nothing where JSON is wanted."""
        if not self.as_json:
            self._stream.write(sentence + "\n")

    def document(self, value: object) -> None:
        """Print a JSON document."""
        json.dump(value, self._stream, ensure_ascii=False, indent=2)
        self._stream.write("\n")

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> None:
        """Print a table in columns of even width; the columns in `right` end at the right."""
        lines = [[_flat(cell) for cell in row] for row in (header, *rows)]
        widths = [max(width(row[at]) for row in lines) for at in range(len(header))]
        for row in lines:
            cells = (_padded(cell, widths[at], at in right) for at, cell in enumerate(row))
            self._stream.write("  ".join(cells).rstrip() + "\n")


def complain(program: str, sentence: str) -> None:
    """Print a user's error: one line on standard error."""
    sys.stderr.write(f"{program}: {_flat(sentence)}\n")


def speak_utf8() -> None:
    """Let both streams take any character, whatever the system's code page is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes; Chinese characters take two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _flat(text: str) -> str:
    """Return a text in one line, without characters that a terminal would act on."""
    return "".join(char for char in " ".join(text.split()) if unicodedata.category(char)[0] != "C")


def _padded(text: str, columns: int, right: bool) -> str:
    gap = " " * (columns - width(text))
    return gap + text if right else text + gap
