"""The rules of ratings: the organisation's own sets, and which class of projects uses which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.rag_measures import MEASURES
from ...domain.rag_presets import PREFIX, PRESETS
from ...domain.rag_rules import Rule
from ...persistence.tables import RagRules
from ..editing import delete_rows
from ..fields import field
from ..values import check
from .portfolio import set_settings


@dataclass(frozen=True)
class OwnRules:
    """A rule set of the organisation as it is to be kept.

    Attributes:
        key: `own:UID`, or any other key for a new one: classes name it by that key.
        preset: name of the preset it was begun from.
    """

    key: str
    name: str
    rules: tuple[Rule, ...]
    preset: str = ""


def save(session: Session, by_class: Mapping[str, str], own: Sequence[OwnRules]) -> None:
    """Keep the rules: own sets that are not named any more go, new ones come, classes use what `by_class` says.

    Attributes:
        by_class: class of projects to key of a rule set; "" stands for every class that is not named.

    Raises:
        PmoError: a name is missing or taken twice, a set judges nothing, red begins before amber, or a class uses a
            set that is not there; nothing is changed.
    """
    names = [_checked_name(item.name) for item in own]
    for name in names:
        if names.count(name) > 1:
            raise PmoError("name_taken", name=name)
    for item in own:
        _check_rules(item.rules)
    known = {f"own:{row.uid}": row for row in session.scalars(select(RagRules))}
    kept = {item.key for item in own}
    delete_rows(session, [row for key, row in known.items() if key not in kept])
    keys: dict[str, str] = {}
    for item, name in zip(own, names, strict=True):
        row = known.get(item.key)
        if row is None:
            row = RagRules(name=name, preset=item.preset, definition={})
            session.add(row)
        row.name = name
        definition = {"rules": [rule.to_json() for rule in item.rules]}
        if row.definition != definition:
            row.definition = definition
        session.flush()
        keys[item.key] = f"own:{row.uid}"
    chosen = {}
    for name, key in by_class.items():
        found = keys.get(key, key)
        if found.removeprefix(PREFIX) not in PRESETS and found not in keys.values():
            raise PmoError("row_gone")
        chosen[name] = found
    set_settings(session, {"rag_rules": chosen})


def _checked_name(name: str) -> str:
    return str(check(field("rag_rules", "name"), name))


def _check_rules(rules: Sequence[Rule]) -> None:
    if not rules:
        raise PmoError("rules_empty")
    for rule in rules:
        if rule.amber is None or rule.red is None:
            continue
        falls = MEASURES[rule.measure].falls
        if rule.red > rule.amber if falls else rule.red < rule.amber:
            raise PmoError("rules_limits_crossed", measure=Message(MEASURES[rule.measure].label))
