"""What the tables of the import page show: a line a column of the file, a line a row of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...interchange.spreadsheet import shown
from ...services import imports
from ...services.fields import FieldSpec
from ...services.imports.words import KINDS as WORD_KINDS
from ...services.values import show
from ...texts import Texts
from ...texts.messages import N_
from ..models.columns import Column
from .import_draft import Draft

EXAMPLES: Final = 3

SURENESS: Final[Mapping[str, tuple[str, str]]] = {
    "exact": (N_("Same name"), "ragGtext"),
    "likely": (N_("Probably right"), "ragGtext"),
    "unsure": (N_("Check this"), "ragAtext"),
    "chosen": (N_("Chosen"), "accentText"),
    "none": ("", "text3"),
}
"""How sure a match is to its words and their colour."""

STATES: Final[Mapping[str, tuple[str, str]]] = {
    "new": (N_("New"), "ragGtext"),
    "update": (N_("Update"), "accentText"),
    "unchanged": (N_("Unchanged"), "text3"),
    "skipped": (N_("Left out"), "ragAtext"),
}
"""What happens to a row, in words and their colour."""


@dataclass(frozen=True)
class MatchLine:
    """A column of the file and the field it fills."""

    id: int
    header: str
    examples: str
    field: str
    said: str
    tone: str


def match_lines(draft: Draft, t: Texts) -> list[MatchLine]:
    """Return a line for each column of the file."""
    assert draft.table is not None
    assert draft.matching is not None
    problems: dict[int, int] = {}
    for problem in draft.open_problems:
        problems[problem.column] = problems.get(problem.column, 0) + 1
    lines = []
    for column in draft.matching.columns:
        said, tone = _said(column, draft.specs.get(column.field), problems.get(column.at, 0), t)
        examples = [shown(cell) for cell in draft.table.column(column.at) if cell is not None]
        first = list(dict.fromkeys(" ".join(text.split())[:60] for text in examples[:50]))[:EXAMPLES]
        lines.append(MatchLine(column.at, column.header, "; ".join(first), column.field, said, tone))
    return lines


def _said(column: imports.Column, spec: FieldSpec | None, problems: int, t: Texts) -> tuple[str, str]:
    """Return what is said of a match: the most useful thing first."""
    if column.field == imports.NEW:
        return t("New field"), "accentText"
    if spec is None:
        return "", "text3"
    if problems:
        return t.n("{count} value to check", "{count} values to check", problems), "ragAtext"
    if column.guessed and spec.kind == "money":
        return t("Unit not known"), "ragAtext"
    if spec.name == "code":
        return t("Key"), "accentText"
    if column.reading.factor > 1 and spec.kind == "money":
        return f"× {t.number(column.reading.factor)}", "ragGtext"
    if spec.kind == "date" and column.guessed:
        return (t("Day first, a guess") if column.reading.day_first else t("Month first, a guess")), "ragAtext"
    if spec.kind in WORD_KINDS and column.sureness != "unsure":
        return t("Values mapped"), "ragGtext"
    words, tone = SURENESS[column.sureness]
    return t(words), tone


def match_columns(t: Texts, choices: tuple[tuple[object, str], ...]) -> list[Column]:
    """Return the columns of the table of matches."""
    words = dict(choices)
    return [
        Column("header", t("Column in the file"), width=190, weight=500),
        Column("examples", t("First values"), width=160, stretch=True, tone=lambda row, value: "text2"),
        Column("field", t("Field"), "choice", width=180, editable=True, choices=choices, tone=_field_tone,
               shown=lambda row, value: words.get(value, "")),
        Column("said", t("Match"), width=150, tone=lambda row, value: row.tone),
    ]  # fmt: skip


def _field_tone(row: MatchLine, value: object) -> str:
    return "" if row.field else "text3"


def field_choices(draft: Draft, t: Texts) -> tuple[tuple[object, str], ...]:
    """Return what a column can fill, with the words for it."""
    fields = [(name, spec.title(t)) for name, spec in draft.specs.items()]
    new = [(imports.NEW, t("New field"))] if draft.kind == "registry" else []
    return (("", t("Not imported")), *new, *fields)


@dataclass(frozen=True)
class RowLine:
    """A row of the file and what happens to it."""

    id: int
    number: int
    state: str
    key: str
    title: str
    changes: str


def row_columns(t: Texts) -> list[Column]:
    """Return the columns of the table of rows."""
    return [
        Column("number", t("Row"), "integer", width=64),
        Column("state", t("What happens"), width=104, shown=lambda row, value: t(STATES[row.state][0]),
               tone=lambda row, value: STATES[row.state][1]),
        Column("key", t("ID"), width=104),
        Column("title", t("Name"), width=230, weight=500),
        Column("changes", t("What is written"), width=180, stretch=True, tone=lambda row, value: "text2"),
    ]  # fmt: skip


def row_lines(draft: Draft, t: Texts, wanted: str = "") -> list[RowLine]:
    """Return a line for each row of the file, or for those of one state."""
    assert draft.preview is not None
    words = _Words(draft, t)
    return [
        RowLine(row.row, row.number, row.state, row.key, row.title, words.of(row))
        for row in draft.preview.rows
        if not wanted or row.state == wanted
    ]


class _Words:
    """Says what is written for a row."""

    def __init__(self, draft: Draft, t: Texts) -> None:
        self._t = t
        self._specs = draft.specs
        self._header = draft.preview.header if draft.preview else ()
        self._names = {"programme": draft.programmes, "project": draft.projects}
        self._currency = draft.currency

    def of(self, row: imports.RowPlan) -> str:
        parts = [self._one(name, value, row) for name, value in row.values.items() if not self._is_plain(name, row)]
        return "; ".join(part for part in parts[:8] if part)

    def _is_plain(self, name: str, row: imports.RowPlan) -> bool:
        """Return whether a value of a new row stands in another column, or is too long to tell anything here."""
        spec = self._specs.get(name)
        is_long = spec is not None and spec.kind == "long_text"
        return row.state == "new" and (is_long or name in ("code", "name", "title"))

    def _one(self, name: str, value: object, row: imports.RowPlan) -> str:
        t = self._t
        spec = self._specs.get(name)
        if spec is None:
            at = name.rpartition(":")[2]
            title = self._header[int(at)] if at.isdigit() else name
            return t("{field}: {value}", field=title, value=_short(value))
        if isinstance(value, str) and spec.kind in ("programme", "project"):
            words = value
        else:
            currency = str(row.values.get("currency") or self._currency)
            words = show(t, spec, value, currency=currency, names=self._names.get(spec.kind, {}))
        return t("{field}: {value}", field=spec.title(t), value=_short(words) if words else t("empty"))


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 80 else text[:79] + "…"


def counts_said(draft: Draft, t: Texts) -> str:
    """Return how many rows there are of each state, in one line."""
    if draft.preview is None:
        return ""
    counts = draft.preview.counts
    return t(
        "{rows}: update {update}, new {new}, unchanged {unchanged}, left out {skipped}",
        rows=t.n("{count} row", "{count} rows", len(draft.preview.rows)),
        update=counts["update"],
        new=counts["new"],
        unchanged=counts["unchanged"],
        skipped=counts["skipped"],
    )
