"""The issue log and the decision log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from ...domain.changes import ChangeSet
from ...domain.messages import Message
from ...domain.rag import Rag
from ...services.commands import decisions, issues
from ...services.queries.decisions import decision_log
from ...services.queries.issues import issue_log
from ..models.columns import Column
from .register_panel import RegisterPanel


class IssuePanel(RegisterPanel):
    """The issues of a project, or of the whole portfolio."""

    table_name: ClassVar[str] = "issue"
    tables: ClassVar[frozenset[str]] = frozenset({"issue", "project"})
    detail_rows: ClassVar[Sequence[Sequence[str]]] = (
        (),
        ("description",),
        ("resolution",),
        (),
        ("status", "owner"),
        ("urgency", "impact"),
        ("raised_on", "due"),
        ("closed_on", "category"),
    )

    def columns(self) -> list[Column]:
        """Return the columns."""
        t = self.texts
        score = Column(
            "score", t("Score"), "exposure", 76,
            get=lambda row: (row.score, _grade(row.score)) if row.score is not None else None,
            order=lambda value: value[0] if isinstance(value, tuple) else value,
        )  # fmt: skip
        return [
            self.column_for("code", width=72, pinned=True),
            self.column_for("title", stretch=True, weight=500, width=200),
            *self.project_column(),
            self.column_for("owner", width=132),
            self.column_for("urgency", width=80, hidden=True),
            self.column_for("impact", width=72, hidden=True),
            score,
            self.column_for("status", width=100),
            self.column_for("due", width=104, tone=lambda row, value: self._due_tone(row)),
            *(self.column_for(name, hidden=True) for name in
              ("category", "raised_on", "closed_on", "description", "resolution")),
            self.open_column(),
        ]  # fmt: skip

    def _due_tone(self, row: Any) -> str:
        is_late = row.is_open and row.due is not None and row.due < self.workspace.today()
        return "ragRtext" if is_late else ""

    def load(self) -> tuple[Any, ...]:
        """Return the issues."""
        return self.workspace.read(issue_log, self.project_id)

    def add(self, values: Mapping[str, object]) -> ChangeSet | None:
        """Add an issue."""
        title = self.texts("New issue")
        return self.workspace.edit(Message("add_issue"), issues.create, {"title": title, **values})

    def take_out(self, ids: Sequence[int]) -> Message | None:
        """Delete issues."""
        change = self.workspace.edit(Message("delete_issues", {}, len(ids)), issues.delete, ids)
        return None if change is None else Message("issues_deleted", {}, len(ids))

    def menu_entries(self, ids: Sequence[int]) -> list[tuple[str, str, Callable[[], object]]]:
        """Return what can be done with the selected issues."""
        label, day = Message("close_issues", {}, len(ids)), self.workspace.today()
        text = self.texts("Close the issue") if len(ids) == 1 else self.texts("Close the issues")
        return [(text, "check", lambda: self.workspace.edit(label, issues.close, ids, day))]

    def empty_words(self) -> tuple[str, str, str]:
        """Return what the empty log says."""
        t = self.texts
        return t("No issues yet"), t("An issue has happened and needs an answer, an owner and a date."), t("New issue")


class DecisionPanel(RegisterPanel):
    """What the committee is asked and what it answered."""

    table_name: ClassVar[str] = "decision"
    tables: ClassVar[frozenset[str]] = frozenset({"decision", "project"})
    detail_rows: ClassVar[Sequence[Sequence[str]]] = (
        (),
        ("description",),
        ("recommendation",),
        ("cost_of_delay",),
        (),
        ("status", "needed_by"),
        ("owner", "decider"),
        ("outcome",),
        ("decided_on", "act_by"),
    )

    def columns(self) -> list[Column]:
        """Return the columns."""
        return [
            self.column_for("code", width=72, pinned=True),
            self.column_for("title", stretch=True, weight=500, width=236),
            *self.project_column(),
            self.column_for("owner", width=132),
            self.column_for("status", width=124),
            self.column_for("needed_by", width=104, tone=lambda row, value: self._due_tone(row)),
            self.column_for("decided_on", width=104, hidden=True),
            *(self.column_for(name, hidden=True) for name in
              ("decider", "recommendation", "cost_of_delay", "outcome", "act_by", "description")),
            self.open_column(),
        ]  # fmt: skip

    def _due_tone(self, row: Any) -> str:
        is_late = row.is_open and row.needed_by is not None and row.needed_by < self.workspace.today()
        return "ragRtext" if is_late else ""

    def load(self) -> tuple[Any, ...]:
        """Return the decisions."""
        return self.workspace.read(decision_log, self.project_id)

    def add(self, values: Mapping[str, object]) -> ChangeSet | None:
        """Add a decision."""
        title = self.texts("New decision")
        return self.workspace.edit(Message("add_decision"), decisions.create, {"title": title, **values})

    def take_out(self, ids: Sequence[int]) -> Message | None:
        """Delete decisions."""
        change = self.workspace.edit(Message("delete_decisions", {}, len(ids)), decisions.delete, ids)
        return None if change is None else Message("decisions_deleted", {}, len(ids))

    def menu_entries(self, ids: Sequence[int]) -> list[tuple[str, str, Callable[[], object]]]:
        """Return what can be done with the selected decision."""
        row = self.row_of(ids[0]) if len(ids) == 1 else None
        if row is None or not row.is_open:
            return []
        return [(self.texts("Decided today"), "check", lambda: self._decide(row))]

    def _decide(self, row: Any) -> None:
        """Note that the committee followed the recommendation; the words are then edited in the inspector.

        It did so at the meeting of the period once that has begun. The data date is before it.
        """
        outcome = row.outcome or row.recommendation
        period, day = self.workspace.current_period, date.today()
        if period is not None and period.meeting is not None and period.meeting <= day:
            day = period.meeting
        self.workspace.edit(Message("record_decision"), decisions.decide, row.id, outcome, day, row.act_by)

    def empty_words(self) -> tuple[str, str, str]:
        """Return what the empty log says."""
        t = self.texts
        line = t("Ask the committee one question at a time, with options and a date.")
        return t("No decisions yet"), line, t("New decision")


def _grade(score: int) -> Rag:
    """Return the letter of urgency × impact: red from 15, amber from 8."""
    return "R" if score >= 15 else "A" if score >= 8 else "G"
