"""Where a row of any table is at home: the project whose page shows it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...persistence.tables import RECORDED


def project_of(session: Session, table: str, row_id: int) -> int | None:
    """Return the id of the project that a row belongs to, None where it belongs to none or is gone."""
    shape = RECORDED.get(table)
    if shape is None:
        return None
    column = shape.c.id if table == "project" else shape.c.get("project_id")
    if column is None:
        return None
    found = session.execute(select(column).where(shape.c.id == row_id)).scalar()
    return int(found) if found is not None else None
