"""Canonical JSON of a `PackData`: the same values give the same bytes, and the bytes give the values back."""

from __future__ import annotations

import hashlib
import json
import types
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .errors import PmoError
from .pack import SCHEMA, PackData


def to_json(data: PackData) -> str:
    """Return the snapshot: keys sorted, no spaces, dates as ISO 8601, text in NFC, no floats, all spelled out."""
    return json.dumps(
        _plain(data),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def to_bytes(data: PackData) -> bytes:
    """Return the snapshot as it is kept and hashed."""
    return to_json(data).encode()


def digest(data: PackData) -> str:
    """Return the SHA-256 of the snapshot: the pack's own name among all packs."""
    return hashlib.sha256(to_bytes(data)).hexdigest()


def canonical(data: PackData) -> PackData:
    """Return the pack as its snapshot gives it back: what is shown is what is kept."""
    return from_json(to_bytes(data))


def from_json(text: str | bytes) -> PackData:
    """Return the pack of a snapshot.

    Fields that this program does not know are left out and missing ones take their defaults. Raises
    `PmoError("pack_snapshot_unreadable")` for anything else than a snapshot, `PmoError("pack_snapshot_newer")` for one
    of a newer layout.
    """
    try:
        raw = json.loads(text)
        if raw["schema"] > SCHEMA:
            raise PmoError("pack_snapshot_newer", found=raw["schema"], known=SCHEMA)
        made = _made(PackData, raw)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PmoError("pack_snapshot_unreadable") from error
    assert isinstance(made, PackData)
    return made


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, str):
        # Halves of characters have no UTF-8 and can't be kept.
        whole = value if value.isascii() else value.encode("utf-8", "replace").decode()
        return unicodedata.normalize("NFC", whole)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        raise TypeError(value)  # a float reads differently from one machine to the next
    return value


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _made(kind: Any, raw: Any) -> object:
    """Return `raw` as an instance of the annotated type `kind`; raise TypeError or ValueError when it is not one."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if raw is None:
            return None
        return _made(next(part for part in get_args(kind) if part is not type(None)), raw)
    if origin is tuple:
        parts = get_args(kind)
        kinds = [parts[0]] * len(raw) if parts[1:] == (Ellipsis,) else parts
        return tuple(_made(part, item) for part, item in zip(kinds, raw, strict=True))
    if origin is Literal:
        if raw not in get_args(kind):
            raise ValueError(raw)
        return raw
    if is_dataclass(kind):
        if not isinstance(raw, Mapping):
            raise TypeError(raw)
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{name: _made(hints[name], raw[name]) for name in hints if name in raw})  # type: ignore[operator]
    if kind is date or kind is datetime:
        return kind.fromisoformat(raw)
    if type(raw) is not kind:
        raise TypeError(raw)
    return raw
