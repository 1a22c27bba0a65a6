"""Values that no program of ours can have written: dates that are none, broken JSON, text that is not UTF-8.

SQLite's own check sees the file's structure only. A store that somebody edited or that lost a bit may be sound to it
and still hold a date that no page can show.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cache
from typing import Final, get_args

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, String

from ..domain.plan import Constraint, LagKind, LinkKind, ProgressMode, ResourceKind, TaskKind
from .tables import Base

FIRST_DAY: Final = "0001-01-01"

HISTORY: Final = (
    ("at", "(datetime(at) IS NULL)"),
    ("label", "(iif(json_valid(label), json_type(label, '$.message'), '') IS NOT 'text')"),
    ("label", "(iif(json_valid(label), json_type(label, '$.values'), '') IS NOT 'object')"),
)
"""What makes a line of the history unreadable; its columns are plain text to SQLAlchemy."""

SCORES: Final = frozenset(
    [f"{kind}{side}" for kind in ("", "inherent_", "residual_", "target_") for side in ("probability", "impact")]
    + [f"impact_{kind}" for kind in ("time", "cost", "scope", "quality", "reputation", "after")]
    + ["probability_after", "urgency"]
)
"""Columns that hold a score, 1 to 5: the place of a cell in the risk matrix."""

RANGES: Final[Mapping[str, tuple[int, int]]] = {
    **dict.fromkeys(SCORES, (1, 5)),
    "default_start": (0, 1440),
    "default_finish": (0, 1440),
    "minutes_per_day": (1, 10**15),
    "minutes_per_week": (1, 10**15),
    "days_per_month": (1, 10**15),
}
"""Smallest and largest number of columns that reckoning relies on."""

WORDS: Final[Mapping[tuple[str, str], object]] = {
    ("link", "kind"): LinkKind,
    ("link", "lag_kind"): LagKind,
    ("task", "kind"): TaskKind,
    ("task", "constraint_type"): Constraint,
    ("resource", "kind"): ResourceKind,
    ("dependency", "kind"): LinkKind,
    ("project", "progress_mode"): ProgressMode,
}
"""Columns whose words the engine knows one by one."""

SPLITS: Final = (
    "(CASE WHEN splits = '[]' THEN 0 WHEN NOT json_valid(splits) THEN 1 ELSE EXISTS (SELECT 1 FROM json_each(splits) "
    "WHERE type <> 'array' OR json_array_length(value) <> 2 OR json_type(value, '$[0]') <> 'integer' "
    "OR json_type(value, '$[1]') <> 'integer') END)"
)
"""Holds where the gaps of a task are not pairs of minutes."""


def bad_value(connection: sqlite3.Connection) -> tuple[str, int, str] | None:
    """Return table, row and column of the first value that can't be read, or None.

    Each table is looked at in one pass inside SQLite, which takes a tenth of a second for 60,000 tasks.
    """
    for table, columns, conditions, words in _questions():
        found = connection.execute(f"SELECT rowid FROM {table} WHERE {' OR '.join(conditions)} LIMIT 1").fetchone()
        if found:
            bad = f"SELECT {', '.join(conditions)} FROM {table} WHERE rowid = ?"
            flags = connection.execute(bad, found).fetchone()
            return table, int(found[0]), columns[next(at for at, flag in enumerate(flags) if flag)]
        if words:
            try:
                # SQLite joins the texts, Python reads them at once: one call for a table, not one for a cell.
                connection.execute(f"SELECT group_concat({' || '.join(words)}, '') FROM {table}").fetchone()
            except sqlite3.OperationalError as error:
                if "UTF-8" not in str(error):
                    raise
                return _undecodable(connection, table, words)
    return None


def _undecodable(connection: sqlite3.Connection, table: str, words: tuple[str, ...]) -> tuple[str, int, str] | None:
    for (key,) in connection.execute(f"SELECT rowid FROM {table}").fetchall():
        for word in words:
            try:
                connection.execute(f"SELECT {word} FROM {table} WHERE rowid = ?", (key,)).fetchone()
            except sqlite3.OperationalError:
                return table, int(key), word.removeprefix('coalesce("').partition('"')[0]
    return None


@cache
def _questions() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    """Return for each table its suspect columns, what makes each of them bad, and its columns of text."""
    found = []
    for table in Base.metadata.tables.values():
        if not table.dialect_options["sqlite"].get("with_rowid", True):
            continue  # an index of ours: nobody reads its words
        suspects = [(column.name, condition) for column in table.c if (condition := _bad_where(column))]
        suspects += {"history": HISTORY, "task": (("splits", SPLITS),)}.get(table.name, ())
        words = tuple(f"coalesce(\"{column.name}\", '')" for column in table.c if _is_text(column))
        if suspects:
            columns, conditions = zip(*suspects, strict=True)
            found.append((f'"{table.name}"', columns, conditions, words))
        elif words:
            found.append((f'"{table.name}"', ("",), ("0",), words))
    return tuple(found)


def _is_text(column: Column[object]) -> bool:
    return isinstance(column.type, (String, JSON))


def _bad_where(column: Column[object]) -> str:
    """Return the SQL condition that holds where a column's value can't be read; "" where any can."""
    name = f'"{column.name}"'
    match column.type:
        case DateTime():
            # SQLite reckons in thousandths and rounds, so the fraction is looked at by its letters alone.
            whole, fraction = f"substr({name}, 1, 19)", f"substr({name}, 20)"
            digits = "[0-9]" * 6
            moment = f"(datetime({whole}, '+0 days') IS NOT {whole} OR {fraction} NOT GLOB '.{digits}')"
            return f"({name} IS NOT NULL AND ({moment} OR {name} < '{FIRST_DAY}'))"
        case Date():
            return f"({name} IS NOT NULL AND (date({name}, '+0 days') IS NOT {name} OR {name} < '{FIRST_DAY}'))"
        case JSON():
            kind = "array" if _holds_list(column) else "object"
            return f"(iif(json_valid({name}), json_type({name}), '') <> '{kind}')"
        case Boolean():
            return f"({name} NOT IN (0, 1))"
        case Integer() if column.name in RANGES:
            low, high = RANGES[column.name]
            return f"({name} NOT BETWEEN {low} AND {high})"
        case String() if (column.table.name, column.name) in WORDS:
            known = ", ".join(f"'{word}'" for word in get_args(WORDS[column.table.name, column.name]))
            return f"({name} NOT IN ({known}))"
    return ""


def _holds_list(column: Column[object]) -> bool:
    made = getattr(column.default, "arg", None)
    return made is not None and isinstance(made(None), list)
