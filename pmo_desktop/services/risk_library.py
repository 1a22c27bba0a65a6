"""Generic risks, and what the own store knows of past ones: searched as full text, in any language, Chinese too."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..persistence.tables import Lesson, Project, Risk, RiskResponse, Task
from ..texts import LANGUAGES, Texts

Source = Literal["library", "risk", "lesson"]

MOST: Final = 60
"""Finds that are shown at once."""

ENDED: Final = frozenset({"occurred", "closed"})
WORD: Final = re.compile(r"[\u3400-\u9fff]{2,}|[^\W\d_\u3400-\u9fff]{5,}")

USUAL: Final = frozenset(
    [
        "about",
        "after",
        "before",
        "between",
        "every",
        "other",
        "project",
        "their",
        "there",
        "through",
        "where",
        "which",
        "within",
        "without",
    ]
)
"""English words that tell nothing of what a project is like."""


@dataclass(frozen=True, slots=True)
class Find:
    """A risk of the library, a risk of another project, or a lesson.

    Attributes:
        key: place in the library, or id of the row.
        origin: the project it comes from, "" for the library.
        text: everything else it says, in lines.
        responses: strategy and title of what is usually done about it.
        happened, ended: of so many like it that have ended in the own store, so many occurred.
    """

    source: Source
    key: int
    title: str
    category: str
    origin: str
    cause: str
    effect: str
    text: str
    responses: tuple[tuple[str, str], ...] = ()
    kind: str = "threat"
    happened: int = 0
    ended: int = 0


@cache
def library(language: str) -> tuple[Find, ...]:
    """Return the generic risks in a language."""
    at = list(LANGUAGES).index(language)
    folder = resources.files("pmo_desktop") / "_generated" / "risk_library"
    found: list[Find] = []
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        for raw in json.loads(file.read_text(encoding="utf-8"))["risks"]:
            responses = tuple((item["strategy"], item["title"][at]) for item in raw["responses"])
            text = "\n".join((raw["cause"][at], raw["effect"][at], *(title for _, title in responses)))
            found.append(
                Find(
                    "library", len(found), raw["title"][at], raw["category"], "", raw["cause"][at], raw["effect"][at],
                    text, responses, raw.get("kind", "threat"),
                )
            )  # fmt: skip
    return tuple(found)


def search(session: Session, t: Texts, words: str, project_id: int | None = None) -> tuple[Find, ...]:
    """Return generic risks, risks of other projects and lessons whose text holds all of these words, best first.

    Without words: the whole library.
    """
    generic, past = library(t.language), tuple(_past(session, project_id))
    if not words.strip():
        return _counted(generic, past)
    found = _matching((*generic, *past), words.split(), every=True)
    return _counted(found[:MOST], past)


def proposals(session: Session, project_id: int, most: int = 12) -> tuple[Find, ...]:
    """Return the past risks and lessons of other projects that are most like a project, by what is said of it."""
    project = session.get_one(Project, project_id)
    told = " ".join((project.name, project.description, *project.tags))
    kin = _kin(session, project)
    past = tuple(_past(session, project_id))
    own = {title.casefold() for title in session.scalars(select(Risk.title).where(Risk.project_id == project_id))}
    alike = _matching(past, _terms(told), every=False)
    near = [find for find in past if find.origin in kin and find not in alike]
    chosen = [find for find in (*alike, *near) if find.title.casefold() not in own]
    return _counted(chosen[:most], past)


def occasion(session: Session, project_id: int) -> str | None:
    """Return why past risks should be looked at: "" for a project without risks, the gate that it has just reached.

    None where there is no reason.
    """
    if session.scalar(select(Risk.id).where(Risk.project_id == project_id).limit(1)) is None:
        return ""
    gates = select(Task.gate, Task.name).where(
        Task.project_id == project_id, Task.gate != "", Task.actual_finish.is_not(None)
    )
    last = session.execute(gates.order_by(Task.actual_finish.desc()).limit(1)).first()
    return None if last is None else str(last.gate or last.name)


def _past(session: Session, project_id: int | None) -> Iterator[Find]:
    """Yield the risks and lessons of the store, but those of a project."""
    names = {row.id: row.name for row in session.execute(select(Project.id, Project.name))}
    responses: dict[int, list[tuple[str, str]]] = {}
    for response in session.scalars(select(RiskResponse).order_by(RiskResponse.position)):
        responses.setdefault(response.risk_id, []).append((response.strategy, response.title))
    for risk in session.scalars(select(Risk).order_by(Risk.id)):
        if project_id is None or risk.project_id != project_id:
            text = "\n".join(part for part in (risk.cause, risk.event, risk.effect, risk.response_plan) if part)
            yield Find(
                "risk", risk.id, risk.title, risk.category, names.get(risk.project_id or 0, ""), risk.cause,
                risk.effect, text, tuple(responses.get(risk.id, ())), risk.kind,
                int(risk.status == "occurred"), int(risk.status in ENDED),
            )  # fmt: skip
    for lesson in session.scalars(select(Lesson).where(Lesson.status != "dropped").order_by(Lesson.id)):
        if project_id is None or lesson.project_id != project_id:
            text = "\n".join(
                part for part in (lesson.description, lesson.recommendation, " ".join(lesson.keywords)) if part
            )
            yield Find(
                "lesson", lesson.id, lesson.title, lesson.category, names.get(lesson.project_id or 0, ""), lesson.cause,
                lesson.recommendation, text,
            )  # fmt: skip


def _kin(session: Session, project: Project) -> set[str]:
    """Return the names of the projects of the same programme."""
    if project.programme_id is None:
        return set()
    others = select(Project.name).where(Project.programme_id == project.programme_id, Project.id != project.id)
    query = others.where(Project.draft_of.is_(None))
    return set(session.scalars(query))


def _terms(text: str) -> list[str]:
    """Return what of a text is looked for: longer words, and each three characters of Chinese."""
    found: dict[str, None] = {}
    for word in WORD.findall(text):
        if "\u3400" <= word[0] <= "\u9fff":
            found.update(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))
        elif word.casefold() not in USUAL:
            found[word.casefold()] = None
    return list(found)[:80]


def _matching(finds: Sequence[Find], words: Iterable[str], *, every: bool) -> list[Find]:
    """Return the finds that hold all words, or any of them, best first.

    An index of trigrams in memory, as it knows no language; words shorter than three characters, of which Chinese has
    many, are looked up without it.
    """
    wanted = [word.casefold() for word in words]
    if not wanted:
        return []
    points = dict.fromkeys(range(len(finds)), 0.0)
    hits = dict.fromkeys(range(len(finds)), 0)
    with closing(sqlite3.connect(":memory:")) as index:
        index.execute("CREATE VIRTUAL TABLE found USING fts5(title, body, tokenize='trigram')")
        index.executemany(
            "INSERT INTO found(rowid, title, body) VALUES (?, ?, ?)",
            [(at + 1, find.title.casefold(), f"{find.text} {find.origin}".casefold()) for at, find in enumerate(finds)],
        )
        for word in wanted:
            for at, rank in _hits(index, word):
                points[at - 1] += rank
                hits[at - 1] += 1
    enough = len(wanted) if every else 1
    return [finds[at] for at in sorted(points, key=lambda at: (-points[at], at)) if hits[at] >= enough]


def _hits(index: sqlite3.Connection, word: str) -> list[tuple[int, float]]:
    if len(word) >= 3:
        quoted = '"' + word.replace('"', '""') + '"'
        query = "SELECT rowid, -bm25(found, 4.0, 1.0) FROM found WHERE found MATCH ?"
        return [(int(at), max(float(rank), 0.01)) for at, rank in index.execute(query, (quoted,))]
    query = "SELECT rowid, 1.0 + 2.0 * (instr(title, ?) > 0) FROM found WHERE instr(title, ?) > 0 OR instr(body, ?) > 0"
    return [(int(at), float(rank)) for at, rank in index.execute(query, (word, word, word))]


def _counted(finds: Sequence[Find], past: Sequence[Find]) -> tuple[Find, ...]:
    """Return the finds with how often something of their category happened among the risks that have ended."""
    ended: dict[str, int] = {}
    happened: dict[str, int] = {}
    for find in past:
        if find.source == "risk":
            ended[find.category] = ended.get(find.category, 0) + find.ended
            happened[find.category] = happened.get(find.category, 0) + find.happened
    return tuple(
        replace(find, happened=happened.get(find.category, 0), ended=ended.get(find.category, 0)) for find in finds
    )


def as_values(find: Find) -> dict[str, Any]:
    """Return the fields of a new risk like a find."""
    return {
        "title": find.title,
        "category": find.category,
        "cause": find.cause,
        "effect": find.effect,
        "kind": find.kind,
        "response": find.responses[0][0] if find.responses else "",
        "response_plan": "; ".join(title for _, title in find.responses),
    }
