"""What a task waits for and what waits for it, as a table that is edited before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.plan import PlanLink
from ...domain.plan_text import duration_text, joined_links, link_text, parse_links
from ...services.fields import field
from ...services.queries.plan import PlanView
from ..models.columns import Column
from ..models.edits import CellEdit, Reason
from ..widgets.data_table import DataTable
from ..widgets.text import Label
from ..workspace import Workspace

Direction = Literal["before", "after"]
BEFORE: Final[Direction] = "before"
AFTER: Final[Direction] = "after"


@dataclass(frozen=True)
class _Link:
    """A line of the table. `ref` is the row number of the other task, `lag` is as it is typed."""

    id: int
    direction: Direction
    ref: str
    name: str
    kind: str
    lag: str

    def text(self) -> str:
        """Return the link as a predecessor is typed."""
        if not self.lag.strip():
            return self.ref if self.kind == "FS" else f"{self.ref}{self.kind}"
        sign = "" if self.lag.strip()[0] in "+-−" else "+"
        return f"{self.ref}{self.kind}{sign}{self.lag.strip()}"


class LinkPage(QWidget):
    """The links of one task."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._view: PlanView | None = None
        self._rows: list[_Link] = []
        self._before: dict[Direction, str] = {}
        self._next = 0
        kinds = tuple((choice.value, t(choice.label)) for choice in field("link", "kind").choices)
        words = {BEFORE: t("Predecessor"), AFTER: t("Successor")}
        self.table = DataTable(
            workspace,
            [
                Column("direction", t("Link"), "text", 120, shown=lambda r, v: words[v]),
                Column("ref", t("Row"), "integer", 64, editable=True, shown=lambda r, v: str(v)),
                Column("name", t("Task"), "text", 260, stretch=True),
                Column("kind", t("Link type"), "choice", 132, field("link", "kind"), True, choices=kinds),
                Column("lag", t("Lag"), "text", 96, editable=True),
            ],
            commit=self._commit,
            selectable=False,
        )
        self.table.empty.say("link", t("No links"), t("Type what this task waits for, such as 4FS+2d."))
        self.table.rows_deleted.connect(self.remove)
        self.direction = QComboBox()
        self.direction.setAccessibleName(t("Link"))
        self.direction.addItem(words[BEFORE], BEFORE)
        self.direction.addItem(words[AFTER], AFTER)
        self.entry = QLineEdit()
        self.entry.setPlaceholderText("4FS+2d; 7SS-1d")
        self.entry.setAccessibleName(t("Links to add"))
        self.add_button = QPushButton(t("Add link"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(t("Remove"))
        self.remove_button.setAutoDefault(False)
        self.remove_button.clicked.connect(lambda: self.remove(self.table.selected_ids()))
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.direction, self.entry, self.add_button, self.remove_button):
            line.addWidget(widget, 1 if widget is self.entry else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(line)
        column.addWidget(self.error)
        for widget in (self.entry, self.add_button, self.remove_button):
            widget.setEnabled(workspace.can_edit)

    def show_task(self, view: PlanView, row: int) -> None:
        """Show the links of the task in a row."""
        self._view = view
        self._next = 0
        uid = view.task(row).uid
        self._rows = [
            *(self._line(BEFORE, link, link.predecessor) for link in view.plan.links if link.successor == uid),
            *(self._line(AFTER, link, link.successor) for link in view.plan.links if link.predecessor == uid),
        ]
        self._before = {direction: self._text(direction) for direction in (BEFORE, AFTER)}
        self.entry.clear()
        self.error.hide()
        self.table.set_rows(self._rows)

    def changes(self) -> dict[str, object]:
        """Return predecessors and successors as typed, where they were changed."""
        keys = {BEFORE: "predecessors", AFTER: "successors"}
        if self.entry.text().strip():
            self.add()
        return {keys[way]: self._text(way) for way in (BEFORE, AFTER) if self._text(way) != self._before.get(way, "")}

    def add(self) -> None:
        """Add the links that are typed below the table."""
        view = self._view
        if view is None:
            return
        try:
            typed = parse_links(self.entry.text(), view.units)
            way: Direction = self.direction.currentData()
            for item in typed:
                row = self._find(item.ref)
                lag = ""
                if item.lag:
                    whole = link_text("", item.kind, item.lag, item.lag_kind, view.units, item.lag_format)
                    lag = whole.removeprefix(item.kind)
                number = str(row + view.first_row)
                self._rows.append(_Link(self._take_id(), way, number, view.task(row).name, item.kind, lag))
        except PmoError as error:
            self._refuse(error)
            return
        self.error.hide()
        self.entry.clear()
        self.table.set_rows(list(self._rows))

    def remove(self, ids: Sequence[int]) -> None:
        """Take links out of the table."""
        self._rows = [row for row in self._rows if row.id not in set(ids)]
        self.table.set_rows(list(self._rows))

    def _commit(self, edits: Sequence[CellEdit], reason: Reason) -> PmoError | None:
        view = self._view
        if view is None:
            return None
        fresh = {row.id: row for row in self._rows}
        try:
            for edit in edits:
                row = fresh[edit.row_id]
                match edit.column.key:
                    case "ref":
                        at = self._find(str(edit.value).strip())
                        row = replace(row, ref=str(at + view.first_row), name=view.task(at).name)
                    case "kind":
                        row = replace(row, kind=str(edit.value or "FS"))
                    case "lag":
                        row = replace(row, lag=str(edit.value or "").strip())
                        parse_links(row.text(), view.units)
                fresh[edit.row_id] = row
        except PmoError as error:
            return error
        self._rows = list(fresh.values())
        self.table.set_rows(list(self._rows))
        return None

    def _find(self, ref: str) -> int:
        """Return the place of the row that a number or a WBS names."""
        view = self._view
        assert view is not None
        if ref.isdecimal() and 0 <= int(ref) - view.first_row < len(view):
            return int(ref) - view.first_row
        if ref in view.numbers:
            return view.numbers.index(ref)
        raise PmoError("row_unknown", ref=ref)

    def _line(self, direction: Direction, link: PlanLink, other: int) -> _Link:
        view = self._view
        assert view is not None
        row = view.row_of[other]
        lag = ""
        if link.lag and link.lag_kind in ("working", "elapsed"):
            size = duration_text(abs(link.lag), view.units, elapsed=link.lag_kind == "elapsed", unit=link.lag_format)
            lag = ("" if link.lag > 0 else "-") + size
        elif link.lag:
            lag = f"{link.lag}{'e' if link.lag_kind == 'elapsed_percent' else ''}%"
        return _Link(self._take_id(), direction, str(row + view.first_row), view.task(row).name, link.kind, lag)

    def _take_id(self) -> int:
        self._next += 1
        return self._next

    def _text(self, direction: Direction) -> str:
        return joined_links(row.text() for row in self._rows if row.direction == direction)

    def _refuse(self, error: PmoError) -> None:
        self.error.setText(self._t.say(error))
        self.error.show()
        self.entry.setFocus()
