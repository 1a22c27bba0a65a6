"""Canonical JSON of a `PackData`: the same values give the same bytes, and the bytes give the values back."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .errors import PmoError
from .pack import SCHEMA, PackData


def to_json(data: PackData) -> str:
    """Return the snapshot: keys sorted, no spaces, dates as ISO 8601, everything spelled out."""
    return json.dumps(
        _plain(data),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


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
    return value.isoformat() if isinstance(value, date) else value


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
        hints = get_type_hints(kind)
        known = (field.name for field in fields(kind) if field.name in raw)
        return kind(**{name: _made(hints[name], raw[name]) for name in known})  # type: ignore[operator]
    if kind is date:
        return date.fromisoformat(raw)
    if type(raw) is not kind:
        raise TypeError(raw)
    return raw
