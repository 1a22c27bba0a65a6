"""Self-contained cases for the simulation, as JSON: tasks, links, risks and correlation.

Read strictly: what is not understood is refused by its place, so that a misspelt field is not simulated as absent.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, cast

from ..domain.errors import PmoError
from ..domain.plan import LinkKind
from ..domain.uncertainty import (
    Case,
    CaseLink,
    CaseTask,
    Correlation,
    Distribution,
    RiskEvent,
    check_case,
    distribution_from,
)
from .limits import read_file

CASE_BYTES: Final = 50_000_000
_LINK_KINDS: Final = ("FS", "SS", "FF", "SF")


def read_case(source: Path | bytes) -> Case:
    """Return the case of a JSON file or its content.

    Raises:
        PmoError: it can't be read, is not JSON, or says something that can't be; the sentence names the place.
    """
    content = read_file(source, CASE_BYTES) if isinstance(source, Path) else source
    try:
        document = json.loads(
            content.decode("utf-8-sig"), parse_constant=_refuse_constant, object_pairs_hook=_refuse_twice
        )
    except (ValueError, RecursionError):
        raise PmoError("case_not_json") from None
    fields = _object(document, "", ("tasks", "links", "risks", "correlation"))
    case = Case(
        tasks=tuple(_task(item, where) for item, where in _items(fields, "tasks", "")),
        links=tuple(_link(item, where) for item, where in _items(fields, "links", "")),
        risks=tuple(_risk(item, where) for item, where in _items(fields, "risks", "")),
        correlation=tuple(_correlation(item, where) for item, where in _items(fields, "correlation", "")),
    )
    check_case(case)
    return case


def _refuse_constant(name: str) -> float:
    raise ValueError(name)


def _refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a name twice in one object")
    return fields


def _task(item: object, where: str) -> CaseTask:
    fields = _object(item, where, ("id", "duration", "cost"), ("id", "duration"))
    return CaseTask(
        key=_key(fields["id"], f"{where}.id"),
        duration=distribution_from(fields["duration"], f"{where}.duration"),
        cost=_distribution(fields, "cost", where),
    )


def _link(item: object, where: str) -> CaseLink:
    if not isinstance(item, list) or not 2 <= len(item) <= 4:
        raise PmoError("case_link_shape", where=where)
    kind = item[2] if len(item) > 2 else "FS"
    if kind not in _LINK_KINDS:
        raise PmoError("case_link_shape", where=where)
    lag = _number(item[3], where) if len(item) > 3 else 0.0
    return CaseLink(_key(item[0], where), _key(item[1], where), cast(LinkKind, kind), lag)


def _risk(item: object, where: str) -> RiskEvent:
    names = ("id", "probability", "days", "cost", "factor", "tasks")
    fields = _object(item, where, names, ("id", "probability"))
    key = _key(fields["id"], f"{where}.id")
    return RiskEvent(
        key=key,
        name=key,
        probability=_number(fields["probability"], f"{where}.probability"),
        days=_distribution(fields, "days", where),
        cost=_distribution(fields, "cost", where),
        factor=_distribution(fields, "factor", where),
        tasks=tuple(dict.fromkeys(_key(task, place) for task, place in _items(fields, "tasks", where))),
    )


def _correlation(item: object, where: str) -> Correlation:
    fields = _object(item, where, ("tasks", "rho"), ("tasks", "rho"))
    tasks = tuple(_key(task, place) for task, place in _items(fields, "tasks", where))
    return Correlation(tasks, _number(fields["rho"], f"{where}.rho"))


def _distribution(fields: dict[str, Any], name: str, where: str) -> Distribution | None:
    return distribution_from(fields[name], f"{where}.{name}") if name in fields else None


def _object(value: object, where: str, known: tuple[str, ...], required: tuple[str, ...] = ()) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PmoError("case_not_object", where=where or "CASE")
    strange = next((name for name in value if name not in known), None)
    if strange is not None:
        raise PmoError("case_field_unknown", where=where or "CASE", name=strange)
    missing = next((name for name in required if name not in value), None)
    if missing is not None:
        raise PmoError("case_field_missing", where=where, name=missing)
    return value


def _items(fields: dict[str, Any], name: str, where: str) -> list[tuple[Any, str]]:
    place = f"{where}.{name}" if where else name
    items = fields.get(name, [])
    if not isinstance(items, list):
        raise PmoError("case_not_list", where=place)
    return [(item, f"{place}[{at}]") for at, item in enumerate(items)]


def _key(value: object, where: str) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise PmoError("case_not_key", where=where)
    return str(value)


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PmoError("case_not_number", where=where)
    try:
        return float(value)
    except OverflowError:
        raise PmoError("case_not_number", where=where) from None
