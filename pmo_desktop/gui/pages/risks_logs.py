"""The logs beside the risks: issues, actions, decisions, assumptions, changes, lessons and benefits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from ...domain.changes import ChangeSet
from ...domain.messages import Message
from ...domain.rag import Rag
from ...services.commands import decisions, logs
from ...services.fields import fields_of
from ...services.logs import LOGS
from ...services.queries.decisions import asks_to_raise, decision_log, latency
from ...services.queries.issues import issue_log
from ...services.queries.logs import log
from ..meeting.opening import open_meeting
from ..models.columns import Column
from ..widgets.banner import Banner
from ..widgets.text import Label
from ..workspace import Workspace
from .decision_options import DecisionOptions
from .log_looks import LOOKS
from .record_details import RecordDetails
from .record_traces import add_traces
from .register_panel import RegisterPanel

Entry = tuple[str, str, Callable[[], object]]


class LogPanel(RegisterPanel):
    """The log of a table, of one project or of the whole portfolio."""

    def __init__(self, workspace: Workspace, table: str, project_id: int | None = None) -> None:
        self.table_name = table  # type: ignore[misc]
        self.tables = frozenset({table, "project", "relation", "status_update"})  # type: ignore[misc]
        self._log, self._look = LOGS[table], LOOKS[table]
        super().__init__(workspace, project_id)

    def make_details(self) -> RecordDetails:
        """Return the inspector, with what the record is connected with at its end."""
        details = RecordDetails(self.workspace, self.table_name, self._look.details)
        add_traces(details, self.workspace)
        return details

    def columns(self) -> list[Column]:
        """Return the columns: identity, people, state and what is urgent first, the rest hidden until asked for."""
        look = self._look.shown
        first = ("code", "title", "project_id", "owner", "status", *look)
        rest = [spec.name for spec in fields_of(self.table_name) if spec.name not in first]
        return [
            self.column_for("code", width=72, pinned=True),
            self.column_for("title", stretch=True, weight=500, width=220),
            *self.project_column(),
            self.column_for("owner", width=132),
            *self.special_columns(),
            self.column_for("status", width=116),
            *(self.column_for(name, width=width, tone=self._tone(name)) for name, width in look.items()),
            *(self.column_for(name, hidden=True) for name in rest),
            self.open_column(),
        ]

    def special_columns(self) -> list[Column]:
        """Return computed columns."""
        return []

    def _tone(self, name: str) -> Callable[[Any, Any], str] | None:
        return self._due_tone if name == self._log.due else None

    def _due_tone(self, row: Any, value: Any) -> str:
        is_late = row.is_open and isinstance(value, date) and value < self.workspace.today()
        return "ragRtext" if is_late else ""

    def load(self) -> tuple[Any, ...]:
        """Return the records."""
        return self.workspace.read(log, self.table_name, self.project_id)

    def add(self, values: Mapping[str, object]) -> ChangeSet | None:
        """Add a record."""
        given = {"title": self.texts(self._look.new), **values}
        return self.workspace.edit(self._look.adding, logs.create, self.table_name, given)

    def take_out(self, ids: Sequence[int]) -> Message | None:
        """Delete records."""
        label = Message("delete_records", {}, len(ids))
        change = self.workspace.edit(label, logs.delete, self.table_name, ids)
        return None if change is None else Message("records_deleted", {}, len(ids))

    def menu_entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return what can be done with the selected records."""
        one, several = self._look.end
        entries: list[Entry] = [(self.texts(one if len(ids) == 1 else several), "check", lambda: self._end(ids))]
        row = self.row_of(ids[0]) if len(ids) == 1 else None
        return entries if row is None else [*entries, *self.entries_of(row)]

    def entries_of(self, row: Any) -> list[Entry]:
        """Return what can be done with one record."""
        t, today = self.texts, self.workspace.today()
        match self.table_name:
            case "action":
                return []
            case "assumption" if row.value("status") != "failed":
                return [
                    (t("It failed: make it a risk"), "triangle-alert", lambda: self._fail(row, "risk", today)),
                    (t("It failed: make it an issue"), "circle-alert", lambda: self._fail(row, "issue", today)),
                    self._follow_up(row),
                ]
            case "change_request" if row.is_open:
                return [
                    (t("Approve"), "check", lambda: self._decide(row, True, today)),
                    (t("Reject"), "x", lambda: self._decide(row, False, today)),
                    self._follow_up(row),
                ]
        return [self._follow_up(row)]

    def _follow_up(self, row: Any) -> Entry:
        return follow_up_entry(self.workspace, self.table_name, row.id)

    def _end(self, ids: Sequence[int]) -> None:
        label = Message("end_records", {}, len(ids))
        self.workspace.edit(label, logs.end, self.table_name, ids, self.workspace.today())

    def _fail(self, row: Any, into: Literal["risk", "issue"], on: date) -> None:
        label = Message("assumption_fails", {"code": row.code})
        if self.workspace.edit(label, logs.fail, row.id, on, into):
            self.workspace.done.emit(Message("assumption_became", {"code": row.code}))

    def _decide(self, row: Any, approved: bool, on: date) -> None:
        label = Message("decide_change", {"code": row.code})
        self.workspace.edit(label, logs.decide_change, row.id, approved, str(row.value("decider") or ""), on)

    def empty_words(self) -> tuple[str, str, str]:
        """Return what the empty log says."""
        title, line = self._look.empty
        return self.texts(title), self.texts(line), self.texts(self._look.new)


class IssuePanel(LogPanel):
    """The issue log, with urgency × impact."""

    def __init__(self, workspace: Workspace, project_id: int | None = None) -> None:
        super().__init__(workspace, "issue", project_id)

    def special_columns(self) -> list[Column]:
        """Return the score."""
        return [
            Column(
                "score", self.texts("Score"), "exposure", 76,
                get=lambda row: (row.score, _grade(row.score)) if row.score is not None else None,
                order=lambda value: value[0] if isinstance(value, tuple) else value,
            )
        ]  # fmt: skip

    def load(self) -> tuple[Any, ...]:
        """Return the issues, worst first."""
        return self.workspace.read(issue_log, self.project_id)


class DecisionPanel(LogPanel):
    """What the committee is asked and what it answered."""

    def __init__(self, workspace: Workspace, project_id: int | None = None) -> None:
        super().__init__(workspace, "decision", project_id)

    def arrange(self) -> None:
        """Put above the table what was asked for and is no decision yet, and the way into the meeting."""
        t = self.texts
        self.asks = Banner(self.workspace.icons, "information", closable=False)
        self.asks.hide()
        self.meeting = QPushButton(t("Meeting mode"))
        self.meeting.setToolTip(
            t("The pack and its questions on the whole screen; answers are recorded as they are said")
        )
        self.workspace.icons.put(self.meeting, "monitor")
        self.meeting.clicked.connect(lambda: open_meeting(self.workspace, self.window()))
        self.options = DecisionOptions(self.workspace)
        self.details.put_below("recommendation", self.options)
        self.details.shown.connect(self.options.show_row)
        self._speed = Label("", "hint")
        line = QHBoxLayout()
        line.addWidget(self._speed, 1)
        line.addWidget(self.meeting)
        self.column.addWidget(self.asks)
        super().arrange()
        if self.project_id is None:
            self.column.addLayout(line)

    def load(self) -> tuple[Any, ...]:
        """Return the decisions, and say what waits."""
        t, period = self.texts, self.workspace.current_period
        waiting = self.workspace.read(asks_to_raise, period.id) if period is not None else ()
        self._asks = waiting if self.project_id is None and self.workspace.can_edit else ()
        self.asks.setVisible(bool(self._asks))
        if self._asks:
            named = t.listed([ask.project for ask in self._asks[:3]])
            words = t.n(
                "{count} ask of this period is no decision yet: {projects}",
                "{count} asks of this period are no decisions yet: {projects}",
                len(self._asks),
                projects=named,
            )
            self.asks.say(words, t("Make decisions of them"), self._raise_asks)
        speed = self.workspace.read(latency)
        if speed is not None:
            days = t.number(speed[0])
            words = t("From question to decision: {days} days in the middle, of {count}", days=days, count=speed[1])
            self._speed.setText(words)
        return self.workspace.read(decision_log, self.project_id)

    def _raise_asks(self) -> None:
        period = self.workspace.current_period
        if period is not None:
            label = Message("raise_asks", {}, len(self._asks))
            self.workspace.edit(label, decisions.raise_asks, period.id, self.workspace.today())

    def menu_entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return what can be done with the selected decision."""
        row = self.row_of(ids[0]) if len(ids) == 1 else None
        if row is None:
            return []
        decided = [(self.texts("Decided today"), "check", lambda: self._answer(row))] if row.is_open else []
        return [*decided, self._follow_up(row)]

    def _answer(self, row: Any) -> None:
        """Note that the committee followed the recommendation; the words are then edited in the inspector.

        It did so at the meeting of the period once that has begun. The data date is before it.
        """
        outcome = row.outcome or row.recommendation
        period, day = self.workspace.current_period, date.today()
        if period is not None and period.meeting is not None and period.meeting <= day:
            day = period.meeting
        self.workspace.edit(
            Message("record_decision"),
            decisions.record,
            row.id,
            decisions.Answer(outcome=outcome, act_by=row.act_by),
            day,
        )


def log_panel(workspace: Workspace, table: str, project_id: int | None = None) -> LogPanel:
    """Return the panel of a log."""
    special: dict[str, Callable[[Workspace, int | None], LogPanel]] = {"issue": IssuePanel, "decision": DecisionPanel}
    return special[table](workspace, project_id) if table in special else LogPanel(workspace, table, project_id)


def follow_up_entry(workspace: Workspace, table: str, row_id: int) -> Entry:
    """Return the menu entry that adds an action to a record."""

    def run() -> None:
        change = workspace.edit(Message("follow_up"), logs.follow_up, table, row_id, {})
        if change is not None:
            code = next(str(row.after["code"]) for row in change.rows if row.table == "action" and row.after)
            workspace.done.emit(Message("action_added", {"code": code}))

    return workspace.texts("Add a follow-up action"), "list-checks", run


def _grade(score: int) -> Rag:
    """Return the letter of urgency × impact: red from 15, amber from 8."""
    return "R" if score >= 15 else "A" if score >= 8 else "G"
