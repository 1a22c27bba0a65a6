"""What rows can point to: projects and programmes by name, for lists and for typed text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import Programme, Project


@dataclass(frozen=True)
class References:
    """Names of projects and programmes.

    Attributes:
        projects, programmes: id to name, in the order in which lists show them.
        project_by_word, programme_by_word: name or code in lower case to id, for `values.Habits`.
    """

    projects: Mapping[int, str]
    programmes: Mapping[int, str]
    project_by_word: Mapping[str, int]
    programme_by_word: Mapping[str, int]


def references(session: Session) -> References:
    """Return the projects that are not archived, and all programmes."""
    found = session.execute(
        select(Project.id, Project.code, Project.name).where(Project.archived.is_(False)).order_by(Project.name)
    ).all()
    groups = session.execute(
        select(Programme.id, Programme.code, Programme.name).order_by(Programme.position, Programme.id)
    ).all()
    return References(
        {row.id: row.name for row in found},
        {row.id: row.name for row in groups},
        # Codes come last: they are unique, names need not be.
        {row.name.casefold(): row.id for row in found} | {row.code.casefold(): row.id for row in found},
        {row.code.casefold(): row.id for row in groups if row.code} | {row.name.casefold(): row.id for row in groups},
    )
