"""The command behind most edits: set some fields of some rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import StatusUpdate
from ..editing import apply, load, refuse_taken_code, reports, specs_for
from ..queries.periods import is_open
from ..values import check


def set_values(session: Session, table: str, ids: Sequence[int], values: Mapping[str, object]) -> None:
    """Set fields of rows to typed values (see `values.check`), the same in every row.

    Attributes:
        table: a table of the field catalogue.
        values: field name to value. On projects also `rag_…` and the words of the status, which go to the current
            period's report (made when first edited), and `custom:UID`.

    Raises:
        PmoError: a value is refused, a row is gone, or it belongs to a published period; nothing is changed.
    """
    specs = specs_for(session, table, values)
    for spec in specs.values():
        if not spec.editable:
            raise PmoError("field_not_editable", field=spec.caption)
    checked = {name: check(spec, values[name]) for name, spec in specs.items()}
    if "code" in checked:
        refuse_taken_code(session, table, ids, str(checked["code"]))
    rows = load(session, table, ids)
    if table == "status_update":
        for row in rows:
            assert isinstance(row, StatusUpdate)
            if not is_open(session, row.period_id):
                raise PmoError("period_published")
            row.updated_at = datetime.now()
    for row in rows:
        apply(row, {name: value for name, value in checked.items() if specs[name].home == table}, specs)
    reported = {spec.column: checked[name] for name, spec in specs.items() if spec.home != table}
    if reported:
        for report in reports(session, ids):
            for column, value in reported.items():
                setattr(report, column, value)
            report.updated_at = datetime.now()
