"""The command behind most edits: set some fields of some rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Project, StatusUpdate
from ..editing import apply, load, planned_projects, refuse_taken_code, reports, specs_for
from ..planning import recalculate
from ..queries.periods import is_open
from ..values import check
from .plan import set_task
from .risks import settle

SCHEDULED: Final = frozenset({"link", "resource", "assignment"})
"""Tables besides the tasks whose values move the dates of a plan."""


def set_values(session: Session, table: str, ids: Sequence[int], values: Mapping[str, object]) -> None:
    """Set fields of rows to typed values (see `values.check`), the same in every row.

    Attributes:
        table: a table of the field catalogue.
        values: field name to value. On projects also `rag_…` and the words of the status, which go to the current
            period's report (made when first edited), and `custom:UID`.

    A plan is scheduled again with its new values; those of tasks bring with them what `plan.set_task` says.

    Raises:
        PmoError: a value is refused, a row is gone, it belongs to a published period, or the plan says what it is
            (dates of a project that has tasks); nothing is changed.
    """
    specs = specs_for(session, table, values)
    for spec in specs.values():
        if not spec.editable:
            raise PmoError("field_not_editable", field=spec.caption)
    if table == "task":
        set_task(session, ids, values)
        return
    checked = {name: check(spec, values[name]) for name, spec in specs.items()}
    if table == "project" and any(spec.from_plan for spec in specs.values()):
        _refuse_planned(session, ids)
    if "code" in checked:
        refuse_taken_code(session, table, ids, str(checked["code"]))
    rows = load(session, table, ids)
    if table == "period" and any(row.state == "published" for row in rows):
        raise PmoError("period_published")
    if table == "status_update":
        for row in rows:
            assert isinstance(row, StatusUpdate)
            if not is_open(session, row.period_id):
                raise PmoError("period_published")
            row.updated_at = datetime.now()
    for row in rows:
        apply(row, {name: value for name, value in checked.items() if specs[name].home == table}, specs)
    if table == "risk":
        for row in rows:
            settle(row, checked)
    if table in SCHEDULED:
        session.flush()
        for project_id in dict.fromkeys(row.project_id for row in rows):
            recalculate(session, project_id)
    reported = {spec.column: checked[name] for name, spec in specs.items() if spec.home != table}
    if reported:
        for report in reports(session, ids):
            for column, value in reported.items():
                setattr(report, column, value)
            report.updated_at = datetime.now()


def _refuse_planned(session: Session, ids: Sequence[int]) -> None:
    planned = planned_projects(session, ids)
    if planned:
        project = session.get_one(Project, min(planned))
        raise PmoError("dates_from_plan", project=project.name)
