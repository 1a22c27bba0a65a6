"""The shape of a field's description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from ...domain.messages import Message
from ...texts import Texts

Kind: TypeAlias = Literal[
    "text",  # one line
    "long_text",  # several lines
    "number",
    "integer",
    "money",  # integer minor units of the row's currency; typed in major units
    "date",
    "moment",  # naive local datetime
    "duration",  # working minutes
    "choice",
    "score",  # 1 to 5, or None where nobody has judged
    "rag",
    "percent",  # whole percent, 0 to 100
    "tags",  # list of words
    "bool",
    "person",
    "programme",  # id of a programme, or None
    "project",  # id of a project, or None for the portfolio
]

TEXT_LIMIT: Final = 200
LONG_TEXT_LIMIT: Final = 10_000
NAME_WIDTH: Final = 240


@dataclass(frozen=True)
class Choice:
    """One value of a choice field: what is stored, what is shown (a catalogue key), what else is understood."""

    value: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldSpec:
    """What is known of one field, wherever it is shown, typed, imported or told in the history.

    Attributes:
        table: table of the rows that show it.
        name: key of the value in commands and row values: the attribute of the mapped class; `rag_…` and the words of
            the status on a project (kept in `status_update` for the current period); `custom:UID` for a custom field.
        label: a key of the catalogue; the user's own words where `own_words` is set.
        open_choices: words that are not among `choices` are kept as they are.
        required: the field can't be empty.
        limit: longest text, in characters.
        low, high: smallest and largest number.
        editable: False where the program fills it.
        width: hint for a column, in px at 96 dpi.
        synonyms: other names of the column in files people bring, in English and Chinese, lower case.
        column: the table's column, as row images name it.
        home: table whose column it is; not `table` where a project shows its status.
        from_plan: the program fills it where the project has tasks.
    """

    table: str
    name: str
    kind: Kind
    label: str
    choices: tuple[Choice, ...] = ()
    open_choices: bool = False
    required: bool = False
    limit: int = TEXT_LIMIT
    low: int | None = None
    high: int | None = None
    editable: bool = True
    width: int = 120
    synonyms: tuple[str, ...] = ()
    column: str = ""
    home: str = ""
    own_words: bool = False
    from_plan: bool = False

    def title(self, t: Texts) -> str:
        """Return the field's name in a language."""
        return self.label if self.own_words else t(self.label)

    @property
    def caption(self) -> Message | str:
        """The field's name as a value of a message that is turned into words later."""
        message_id = f"label:{self.label}"
        return self.label if self.own_words else Message(message_id)

    def choice(self, value: object) -> Choice | None:
        """Return the choice that is stored as `value`."""
        return next((choice for choice in self.choices if choice.value == value), None)

    @property
    def is_custom(self) -> bool:
        """True for a field that the organisation added."""
        return self.name.startswith("custom:")


def catalogue(*specs: FieldSpec) -> tuple[FieldSpec, ...]:
    """Return the fields with what follows from their kind filled in."""
    return tuple(_complete(spec) for spec in specs)


def _complete(spec: FieldSpec) -> FieldSpec:
    filled: dict[str, object] = {"column": spec.column or spec.name, "home": spec.home or spec.table}
    if spec.kind == "long_text" and spec.limit == TEXT_LIMIT:
        filled["limit"] = LONG_TEXT_LIMIT
    if spec.kind == "score":
        filled |= {"low": 1, "high": 5}
    if spec.kind == "percent" and spec.low is None:
        filled |= {"low": 0, "high": 100}
    if spec.width == 120:
        filled["width"] = WIDTHS.get(spec.kind, 120)
    return replace(spec, **filled)  # type: ignore[arg-type]


WIDTHS: Final[Mapping[Kind, int]] = {
    "date": 104,
    "moment": 128,
    "duration": 72,
    "money": 104,
    "integer": 72,
    "number": 88,
    "percent": 72,
    "score": 64,
    "rag": 48,
    "bool": 56,
    "person": 136,
    "long_text": NAME_WIDTH,
    "tags": 160,
    "programme": 152,
    "project": 184,
}
"""Column widths that suit a kind."""
