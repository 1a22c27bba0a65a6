"""What is reported on a project for the current period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from ..editing import reports, specs_for
from ..fields import field
from ..values import check


def write(session: Session, project_id: int, values: Mapping[str, object], *, author: str = "") -> int:
    """Write a project's report of the current period and return its id.

    Attributes:
        values: fields of `status_update`: ratings, reason, next step and so on; those not named stay.
    """
    specs = specs_for(session, "status_update", values)
    checked = {name: check(spec, values[name]) for name, spec in specs.items()}
    (row,) = reports(session, [project_id])
    for name, value in checked.items():
        setattr(row, name, value)
    if author:
        row.author = str(check(field("project", "manager"), author))
    row.updated_at = datetime.now()
    session.flush()
    return row.id
