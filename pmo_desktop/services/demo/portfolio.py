"""Writes the sample into a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ...domain import calendars
from ...domain.changes import ChangeSet
from ...domain.messages import Message
from ...domain.plan import Plan
from ...persistence.recorder import insert_rows
from ...persistence.store import Store, create_store
from ...persistence.tables import (
    Assignment,
    Calendar,
    CustomField,
    Decision,
    Dependency,
    Issue,
    Link,
    Period,
    Portfolio,
    Programme,
    Project,
    Recorded,
    Resource,
    Risk,
    RiskScore,
    SavedView,
    StatusUpdate,
    Task,
    TaskBaseline,
)
from ..planning import STEP, task_columns
from ..planning_rows import columns_of
from .content import Content, day, demo_uid, minor
from .issued import issue_past
from .links import dependency_rows
from .logs import write_logs
from .plans import DemoPlan, make_plan
from .registers import decision_row, issue_row, risk_row, score_rows
from .status import Reporter
from .workdays import Workdays

Row = dict[str, Any]


def create_demo(path: Path, language: str) -> Store:
    """Make a store with the sample portfolio in a language and return it open.

    Raises:
        PmoError: there is a file already, the folder can't be written, or there is no such language.
    """
    Content.of(language)
    store = create_store(path)
    fill_demo(store, language)
    return store


def fill_demo(store: Store, language: str) -> ChangeSet:
    """Write the sample portfolio into an open, empty store, as one step of its history.

    Raises:
        PmoError: the store can't be written, or there is no such language.
    """
    content, author = Content.of(language), store.author
    store.author = content.say(content.portfolio["prepared_by"])
    try:
        return store.write(Message("demo_made"), lambda session: _Writer(session, content).write(), origin="made")
    finally:
        store.author = author


def make_demo(session: Session, language: str) -> None:
    """Fill an empty store with the sample portfolio in a language.

    Raises:
        PmoError: there is no such language.
    """
    _Writer(session, Content.of(language)).write()


class _Writer:
    """One pass over the content."""

    def __init__(self, session: Session, content: Content) -> None:
        self._session = session
        self._content = content
        holidays = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b, *_ in content.portfolio["holidays"]]
        self._workdays = Workdays(holidays)
        self._fields: dict[str, str] = {}

    def write(self) -> None:
        data, say = self._content.portfolio, self._content.say
        self._insert(
            Portfolio,
            [
                {
                    "uid": demo_uid("portfolio"),
                    "name": say(data["name"]),
                    "organisation": say(data["organisation"]),
                    "committee": say(data["committee"]),
                    "currency": self._content.currency,
                    "sample": True,
                    "settings": {
                        "prepared_by": say(data["prepared_by"]),
                        "approved_by": self._content.person(data["approved_by"]),
                        "classification": say(data["classification"]),
                        "loss_appetite": data["loss_appetite"] * 100,
                    },
                }
            ],
        )
        self._custom_fields()
        self._views()
        periods = self._periods()
        projects = self._projects(self._programmes(), periods)
        self._portfolio_registers(projects, periods)
        self._insert(Dependency, dependency_rows(self._session, self._content, projects))
        write_logs(self._session, self._content, projects)
        issue_past(self._session, self._content)

    def _insert(self, cls: type[Recorded], rows: Sequence[Row]) -> list[int]:
        return list(insert_rows(self._session, cls, rows))

    def _custom_fields(self) -> None:
        rows = []
        for at, (key, kind, english, chinese, choices) in enumerate(self._content.portfolio["fields"]):
            self._fields[key] = demo_uid("custom_field", key)
            rows.append(
                {
                    "uid": self._fields[key],
                    "name": self._content.say((english, chinese)),
                    "kind": kind,
                    "choices": [self._content.say(pair) for pair in choices],
                    "position": at,
                }
            )
        self._insert(CustomField, rows)

    def _views(self) -> None:
        rows = [
            {
                "uid": demo_uid("saved_view", english),
                "page": page,
                "name": self._content.say((english, chinese)),
                "definition": self._worded(definition),
                "position": at,
            }
            for at, (page, english, chinese, definition) in enumerate(self._content.portfolio["views"])
        ]
        self._insert(SavedView, rows)

    def _worded(self, value: Any) -> Any:
        """Return a view's definition with `{tag …}` in the language's word."""
        if isinstance(value, dict):
            return {key: self._worded(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._worded(item) for item in value]
        if isinstance(value, str) and value.startswith("{tag "):
            return self._content.say(self._content.portfolio["tags"][value[5:-1]])
        return value

    def _programmes(self) -> dict[str, int]:
        programmes = self._content.portfolio["programmes"]
        rows = [
            {
                "uid": demo_uid("programme", code),
                "code": code,
                "name": self._content.say(names),
                "manager": self._content.person(manager),
                "position": at,
            }
            for at, (code, manager, *names) in enumerate(programmes)
        ]
        return dict(zip((code for code, *_ in programmes), self._insert(Programme, rows), strict=True))

    def _periods(self) -> list[int]:
        days = self._content.periods
        rows = [
            {
                "uid": demo_uid("period", data_date),
                "data_date": data_date,
                "deadline": data_date + timedelta(days=4),
                "meeting": data_date + timedelta(days=6),
                "state": "open" if data_date == days[-1] else "published",
            }
            for data_date in days
        ]
        return self._insert(Period, rows)

    def _projects(self, programmes: Mapping[str, int], periods: Sequence[int]) -> dict[str, int]:
        raws = list(self._content.projects())
        plans = [make_plan(raw, self._content, self._workdays) for raw in raws]
        rows = [self._project(raw, plan, programmes) for raw, plan in zip(raws, plans, strict=True)]
        ids = self._insert(Project, rows)
        reports: list[Row] = []
        risks: list[tuple[Any, int | None]] = []
        issues: list[Row] = []
        decisions: list[Row] = []
        for raw, plan, project_id in zip(raws, plans, ids, strict=True):
            self._plan(project_id, raw["code"], plan.plan())
            reporter = Reporter(self._content, raw, plan)
            reports += reporter.rows(project_id, periods)
            risks += [(item, project_id) for item in raw["risks"]]
            issues += [issue_row(item, project_id, self._content) for item in raw["issues"]]
            facts = reporter.facts(len(periods) - 1)
            decisions += [decision_row(item, project_id, self._content, facts) for item in raw.get("decisions", ())]
        self._insert(StatusUpdate, reports)
        self._insert(Issue, issues)
        self._insert(Decision, decisions)
        self._risks(risks, periods)
        return {raw["code"]: project_id for raw, project_id in zip(raws, ids, strict=True)}

    def _project(self, raw: Mapping[str, Any], plan: DemoPlan, programmes: Mapping[str, int]) -> Row:
        say, data = self._content.say, self._content.portfolio
        values = {"funding": None, "confidence": None, "assured": None} | raw["fields"]
        if values["funding"] is not None:
            values["funding"] = say(data["fields"][0][4][values["funding"]])
        amounts = [amount for amount in raw["forecasts"] if amount is not None]
        return {
            "uid": demo_uid("project", raw["code"]),
            "code": raw["code"],
            "name": say(raw["name"]),
            "programme_id": programmes[raw["programme"]],
            "description": say(raw["about"]),
            "sponsor": self._content.person(raw["sponsor"]),
            "manager": self._content.person(raw["manager"]),
            "project_class": raw["class"],
            "stage": raw["stage"],
            "currency": self._content.currency,
            "budget": minor(raw["budget"]),
            "forecast": minor(amounts[-1]),
            "actual": plan.spent,
            "start": day(raw["start"]),
            "finish": plan.finish,
            "baseline_finish": day(raw["baseline"]),
            "tags": [say(data["tags"][tag]) for tag in raw["tags"]],
            "custom": {self._fields[key]: value for key, value in values.items() if value is not None},
        }

    def _plan(self, project_id: int, code: str, plan: Plan) -> None:
        """Write a plan like `planning.save_plan`, with uids that are the same every time."""
        own: Row = {"project_id": project_id}
        (calendar,) = plan.calendars
        (calendar_id,) = self._insert(
            Calendar,
            [
                own
                | {
                    "uid": demo_uid("calendar", code),
                    "file_uid": calendar.uid,
                    "name": calendar.name,
                    "definition": calendars.to_json(calendar),
                }
            ],
        )
        resources = self._keyed(
            Resource,
            [
                own
                | columns_of(item, "resource", ("uid", "calendar_uid"))
                | {"uid": demo_uid("resource", code, item.uid), "file_uid": item.uid, "position": STEP * at}
                for at, item in enumerate(plan.resources, 1)
            ],
        )
        tasks = self._keyed(
            Task,
            [
                own | task_columns(item) | {"uid": demo_uid("task", code, item.uid), "position": STEP * at}
                for at, item in enumerate(plan.tasks, 1)
            ],
        )
        self._insert(
            Link,
            [
                own
                | columns_of(item, "link", ("predecessor", "successor"))
                | {
                    "uid": demo_uid("link", code, at),
                    "predecessor_id": tasks[item.predecessor],
                    "successor_id": tasks[item.successor],
                }
                for at, item in enumerate(plan.links)
            ],
        )
        self._insert(
            Assignment,
            [
                own
                | columns_of(item, "assignment", ("uid", "task_uid", "resource_uid"))
                | {
                    "uid": demo_uid("assignment", code, item.uid),
                    "file_uid": item.uid,
                    "task_id": tasks[item.task_uid],
                    "resource_id": resources[item.resource_uid or 0],
                }
                for item in plan.assignments
            ],
        )
        self._insert(
            TaskBaseline,
            [
                own
                | columns_of(item, "task_baseline", ("task_uid",))
                | {"uid": demo_uid("task_baseline", code, item.task_uid), "task_id": tasks[item.task_uid]}
                for item in plan.baselines
            ],
        )
        project = self._session.get_one(Project, project_id)
        project.plan_start, project.data_date = plan.plan_start, plan.data_date
        project.calendar_id = calendar_id

    def _keyed(self, cls: type[Recorded], rows: Sequence[Row]) -> dict[int, int]:
        return dict(zip((int(row["file_uid"]) for row in rows), self._insert(cls, rows), strict=True))

    def _risks(self, found: Sequence[tuple[Any, int | None]], periods: Sequence[int]) -> None:
        ids = self._insert(Risk, [risk_row(raw, project_id, self._content) for raw, project_id in found])
        scores = [
            row for (raw, _), risk_id in zip(found, ids, strict=True) for row in score_rows(raw, risk_id, periods)
        ]
        self._insert(RiskScore, scores)

    def _portfolio_registers(self, projects: Mapping[str, int], periods: Sequence[int]) -> None:
        data = self._content.portfolio
        self._risks([(raw, None) for raw in data["risks"]], periods)
        taken = [decision_row(raw, projects[raw["project"]], self._content, {}) for raw in data["decisions"]]
        self._insert(Decision, taken)
