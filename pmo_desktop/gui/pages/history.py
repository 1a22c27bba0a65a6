"""The history page: who changed what, when, from which value to which; and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...persistence.history import Entry
from ...services.fields import TABLE_NAMES
from ...services.queries.history import MOST_ROWS, authors, changes_of, counts_of, history_page
from ...services.queries.places import project_of, subjects
from ...texts.messages import N_
from ..widgets.data_table import DataTable
from ..widgets.text import ElidedLabel
from ..workspace import Workspace
from .history_lines import change_columns, change_lines, count_lines, field_columns, field_lines, what
from .page import Page

BATCH: Final = 200
"""Change sets that are loaded at a time."""

SPANS: Final = ((N_("Any time"), None), (N_("Today"), 0), (N_("Last 7 days"), 6), (N_("Last 30 days"), 29))
"""Choices of the time filter: name, and days before today."""

TABS: Final[Mapping[str, str]] = {"risk": "risks", "risk_score": "risks", "issue": "issues", "decision": "decisions"}
"""The tab of the registers that shows a table's rows."""


class HistoryPage(Page):
    """Change sets above, the fields that the selected one moved below."""

    tables: ClassVar[frozenset[str]] = frozenset(TABLE_NAMES)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent, period=False)
        t = self.texts
        self._entries: list[Entry] = []
        self._before: int | None = None
        self._record: tuple[str, int] | None = None
        self.search = QLineEdit()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(t("Filter"))
        self.search.setAccessibleName(t("Filter"))
        self.search.setClearButtonEnabled(True)
        self.author = QComboBox()
        self.author.setAccessibleName(t("Who"))
        self.span = QComboBox()
        self.span.setAccessibleName(t("When"))
        for name, _ in SPANS:
            self.span.addItem(t(name))
        self.only = QPushButton()
        self.only.setProperty("kind", "chip-removable")
        workspace.icons.put(self.only, "x")
        self.only.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.only.hide()
        self.older = QPushButton(t("Show older changes"))
        self.older.setProperty("kind", "ghost")
        self.changes = DataTable(workspace, change_columns(t), selectable=False)
        self.changes.empty.say(
            "history", t("Nothing was changed yet"), t("Every change to this portfolio is kept here.")
        )
        self.details = DataTable(workspace, field_columns(t), selectable=False)
        self.details.empty.say("history", t("No values to show"), "")
        self.head = ElidedLabel("", "section")
        self.back = QPushButton(t("Undo back to here"))
        workspace.icons.put(self.back, "undo-2")
        self._lay_out()
        self.search.textChanged.connect(self.changes.set_text)
        self.author.activated.connect(lambda _: self.reload())
        self.span.activated.connect(lambda _: self.reload())
        self.only.clicked.connect(lambda: self._show_record(None))
        self.older.clicked.connect(self._load_older)
        self.changes.selection_changed.connect(self._show_details)
        self.changes.activated.connect(lambda _: self.details.view.setFocus())
        self.details.activated.connect(self._open_line)
        self.back.clicked.connect(self.undo_to_here)

    def title(self) -> str:
        """Return the page's name."""
        return self.workspace.texts("History")

    def reload(self) -> None:
        """Load the newest change sets."""
        chosen = self.changes.current_id()
        self._fill_authors()
        self._entries = []
        self._before = None
        self._load_older()
        newest = self._entries[0].seq if self._entries else None
        for seq in (chosen, newest):
            if seq is not None and self.changes.select(seq):
                break
        self._show_details()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what this page does for the window's commands."""
        return {"edit.find": self.search.setFocus}

    def status_text(self) -> str:
        """Return how many change sets are listed."""
        count = len(self._entries)
        return self.texts.n("{count} change", "{count} changes", count)

    def state(self) -> dict[str, Any]:
        """Return the selected change set and the filters."""
        return {"seq": self.changes.current_id(), "record": list(self._record) if self._record else None}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the change set `seq`, and only those that touched the row `record` (table and id) where it is named."""
        record = state.get("record")
        if isinstance(record, list) and len(record) == 2:
            self._show_record((str(record[0]), int(record[1])))
        seq = state.get("seq")
        if isinstance(seq, int):
            while not self.changes.select(seq) and self._before is not None and self._before > seq:
                self._load_older()

    def undo_to_here(self) -> None:
        """Take back every step after the selected one, newest first; each can be brought back with Redo."""
        later = self._later()
        refused: list[PmoError | Message] = []
        link = self.workspace.failed.connect(refused.append)
        for _ in later:
            self.workspace.undo()
            if refused:
                break
        QObject.disconnect(link)

    # Inside

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(8)
        self.search.setFixedWidth(260)
        for widget in (self.search, self.author, self.span, self.only):
            filters.addWidget(widget)
        filters.addStretch(1)
        filters.addWidget(self.older)
        line = QHBoxLayout()
        line.addWidget(self.head, 1)
        line.addWidget(self.back)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.details, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.changes)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.content.addLayout(filters)
        self.content.addWidget(self.splitter, 1)

    def _fill_authors(self) -> None:
        chosen = self.author.currentData() or ""
        self.author.clear()
        self.author.addItem(self.texts("Everybody"), "")
        for name in self.workspace.read(authors):
            self.author.addItem(name or self.texts("Unknown"), name)
        self.author.setCurrentIndex(max(0, self.author.findData(chosen)))

    def _load_older(self) -> None:
        days = SPANS[max(0, self.span.currentIndex())][1]
        page = self.workspace.read(
            history_page,
            before=self._before,
            limit=BATCH,
            author=str(self.author.currentData() or ""),
            since=None if days is None else date.today() - timedelta(days=days),
            record=self._record,
        )
        self._entries += page.entries
        self._before = page.before
        _, redo = self.workspace.store.undo_and_redo()
        undone = frozenset(entry.seq for entry in redo)
        named = self.workspace.read(subjects, [entry.seq for entry in self._entries])
        self.changes.set_rows(change_lines(self.texts, self._entries, named, undone))
        self.older.setVisible(self._before is not None)
        self.status_changed.emit(self.status_text())

    def _show_details(self) -> None:
        t, seq = self.texts, self.changes.current_id()
        entry = next((entry for entry in self._entries if entry.seq == seq), None)
        if entry is None:
            self.head.setText("")
            self.details.set_rows([])
        elif entry.row_count > MOST_ROWS:
            self.head.setText(what(t, entry))
            self.details.set_rows(count_lines(t, self.workspace.read(counts_of, entry.seq)))
        else:
            self.head.setText(what(t, entry))
            self.details.set_rows(field_lines(t, self.workspace.read(changes_of, entry.seq)))
        self.back.setEnabled(self.workspace.can_edit and bool(self._later()))

    def _later(self) -> list[Entry]:
        """Return the steps after the selected one that can be undone, if that one still stands."""
        seq = self.changes.current_id()
        undo, _ = self.workspace.store.undo_and_redo()
        if seq is None or all(entry.seq != seq for entry in undo):
            return []
        return [entry for entry in undo if entry.seq > seq]

    def _show_record(self, record: tuple[str, int] | None) -> None:
        self._record = record
        if record is not None:
            name = self.texts(TABLE_NAMES.get(record[0], record[0]))
            self.only.setText(self.texts("Only one record: {kind}", kind=name))
        self.only.setVisible(record is not None)
        self.reload()

    def _open_line(self, line_id: int) -> None:
        line = next((line for line in self.details.rows() if line.id == line_id), None)
        if line is None or not line.row_id:
            return
        if line.table in TABS:
            self.workspace.open(
                "risks", None, tab=TABS[line.table], **({"risk": line.row_id} if line.table == "risk" else {})
            )
            return
        project = self.workspace.read(project_of, line.table, line.row_id)
        if project is None:
            self.workspace.failed.emit(Message("history_record_gone"))
        elif line.table == "task":
            self.workspace.open("project", project, tab="plan", task=line.row_id)
        else:
            self.workspace.open("project", project)
