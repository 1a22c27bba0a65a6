"""`list` and `schedule`: what a store or a plan file holds."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from ..domain.errors import PmoError
from ..interchange.mspdi import read_plan
from ..persistence.store import Store
from ..scheduling import schedule as compute
from ..services.fields import field
from ..services.planning import file_uids, load_plan
from ..services.queries.registry import ProjectRow, registry
from ..services.queries.risks import risk_register
from ..services.schedule_output import schedule_document
from ..services.values import show
from .arguments import UsageError
from .output import Output
from .stores import opened


def list_rows(arguments: Namespace, output: Output) -> int:
    """List projects, tasks or risks."""
    with opened(arguments.store) as store:
        match arguments.what:
            case "projects":
                _projects(store, arguments.project, output)
            case "tasks":
                _tasks(store, arguments.project, output)
            case _:
                _risks(store, arguments.project, output)
    return 0


def schedule(arguments: Namespace, output: Output) -> int:
    """Compute the dates of a plan file or of a stored project."""
    t = output.texts
    if bool(arguments.file) == bool(arguments.store):
        raise UsageError(t("Name a plan file, or a portfolio file with --store and --project."))
    if arguments.file:
        plan = read_plan(Path(arguments.file))
        document = schedule_document(plan, compute(plan))
    else:
        if not arguments.project:
            raise UsageError(t("Name the project with --project CODE."))
        with opened(arguments.store) as store:
            document = _stored_schedule(store, _found(store, arguments.project).id)
    if output.as_json:
        output.document(document)
        return 0
    _schedule_table(document, output)
    return 0


def _found(store: Store, code: str) -> ProjectRow:
    with store.read() as session:
        rows = registry(session, include_archived=True).rows
    found = next((row for row in rows if row.code.lower() == code.lower()), None)
    if found is None:
        raise PmoError("project_code_unknown", code=code)
    return found


def _projects(store: Store, code: str | None, output: Output) -> None:
    t = output.texts
    with store.read() as session:
        rows = registry(session, include_archived=True).rows
    if code is not None:
        rows = (_found(store, code),)
    if output.as_json:
        output.document({"projects": [_project_document(row) for row in rows]})
        return
    header = [t("ID"), t("Project"), t("Programme"), t("Manager"), t("Stage"), t("Status"), t("Forecast finish"),
              t("Budget")]  # fmt: skip
    output.table(
        header,
        [
            [
                row.code, row.name, row.programme, row.manager, show(t, field("project", "stage"), row.stage),
                row.overall, t.date(row.finish),
                "" if row.budget is None else t.money(row.budget, row.currency),
            ]
            for row in rows
        ],
        frozenset({7}),
    )  # fmt: skip
    output.say(t.n("{count} project", "{count} projects", len(rows)))


def _project_document(row: ProjectRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "programme": row.programme,
        "sponsor": row.sponsor,
        "manager": row.manager,
        "class": row.project_class,
        "stage": row.stage,
        "archived": row.archived,
        "currency": row.currency,
        "budget": row.budget,
        "forecast": row.forecast,
        "actual": row.actual,
        "start": _day(row.start),
        "finish": _day(row.finish),
        "baseline_finish": _day(row.baseline_finish),
        "percent_complete": row.percent_complete,
        "rag": dict(row.ratings),
        "tags": list(row.tags),
        "custom": dict(row.custom),
    }


def _tasks(store: Store, code: str | None, output: Output) -> None:
    rows = (_found(store, code),) if code is not None else _every(store)
    documents = [(row.code, _stored_schedule(store, row.id)) for row in rows]
    if output.as_json:
        output.document(
            {"tasks": [{"project": one, **task} for one, document in documents for task in document["tasks"]]}
        )
        return
    for one, document in documents:
        if document["tasks"]:
            output.say(one)
            _schedule_table(document, output)


def _every(store: Store) -> tuple[ProjectRow, ...]:
    with store.read() as session:
        return tuple(registry(session).rows)


def _risks(store: Store, code: str | None, output: Output) -> None:
    t = output.texts
    project_id = None if code is None else _found(store, code).id
    with store.read() as session:
        rows = risk_register(session, project_id).rows
    if output.as_json:
        output.document(
            {
                "risks": [
                    {
                        "code": row.code, "title": row.title, "project": row.project_code, "kind": row.kind,
                        "category": row.category, "status": row.status, "owner": row.owner,
                        "probability": row.probability, "impact": row.impact, "cost_impact": row.cost_impact,
                        "currency": row.currency, "days_impact": row.days_impact, "due": _day(row.due),
                    }
                    for row in rows
                ]
            }
        )  # fmt: skip
        return
    header = [t("ID"), t("Risk"), t("Project"), t("Probability"), t("Impact"), t("State"), t("Owner")]
    output.table(
        header,
        [
            [
                row.code, row.title, row.project_code, _score(row.probability), _score(row.impact),
                show(t, field("risk", "status"), row.status), row.owner,
            ]
            for row in rows
        ],
    )  # fmt: skip
    output.say(t.n("{count} risk", "{count} risks", len(rows)))


def _stored_schedule(store: Store, project_id: int) -> dict[str, Any]:
    with store.read() as session:
        plan, uids = load_plan(session, project_id), file_uids(session, project_id)
    document = schedule_document(plan, compute(plan))
    for task in document["tasks"]:
        task["uid"] = uids.get(task["uid"], task["uid"])
    return document


def _schedule_table(document: dict[str, Any], output: Output) -> None:
    t = output.texts
    header = [t("WBS"), t("Task"), t("Start"), t("Finish"), t("Critical")]
    output.table(
        header,
        [
            [
                task["wbs"],
                task["name"],
                _moment(task["start"]),
                _moment(task["finish"]),
                "*" if task["critical"] else "",
            ]
            for task in document["tasks"]
        ],
    )
    output.say(t("{start} to {finish}", start=_moment(document["project"]["start"]),
                 finish=_moment(document["project"]["finish"])))  # fmt: skip


def _moment(text: str) -> str:
    return text.replace("T", " ")


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _score(value: int | None) -> str:
    return "" if value is None else str(value)
