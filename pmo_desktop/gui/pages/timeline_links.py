"""The side list of dependencies: the ones that break first, and what can be done about each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...domain.dependencies import DependencyState
from ...domain.rag import Rag
from ...reports.dependency_words import state_words
from ...services.queries.dependencies import DependencyRow
from ...texts import Texts
from ..models.columns import Column
from ..widgets.data_table import DataTable
from ..widgets.text import Label
from ..workspace import Workspace

MARKS: Final[Mapping[DependencyState, Rag]] = {"broken": "R", "tight": "A", "ok": "G", "done": "C", "unknown": ""}
"""The mark of each state: the same shapes as on the arrows."""


class DependencyPanel(QWidget):
    """All dependencies, and the chosen one in words.

    Signals:
        chosen: id of the dependency that is now chosen.
        edit_asked, hold_asked: an id; delete_asked, deliver_asked: ids.
        end_asked: id, and True for the giver.
        new_asked, closed: buttons.
    """

    chosen = Signal(int)
    edit_asked = Signal(int)
    hold_asked = Signal(int)
    delete_asked = Signal(object)
    deliver_asked = Signal(object)
    end_asked = Signal(int, bool)
    new_asked = Signal()
    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._t = t = workspace.texts
        self._rows: dict[int, DependencyRow] = {}
        self.table = DataTable(workspace, _columns(t), selectable=False, whole_rows=True)
        self.table.setObjectName("plain")
        self.table.empty.say(
            "link",
            t("No dependencies yet"),
            t("Drag from a bar or a gate to another project, or add one here."),
            [(t("New dependency"), "plus", self.new_asked.emit)] if workspace.can_edit else [],
        )
        self.table.menu_actions = self._menu
        self.heading = Label(t("Dependencies"), "section")
        self.words = Label("", wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.giver = self._button(t("Go to the giver"), lambda key: self.end_asked.emit(key, True))
        self.taker = self._button(t("Go to the taker"), lambda key: self.end_asked.emit(key, False))
        self.hold = self._button(t("Set start no earlier than"), self.hold_asked.emit)
        self.edit = self._button(t("Edit…"), self.edit_asked.emit)
        self.delete = self._button(t("Delete"), lambda key: self.delete_asked.emit([key]))
        self._lay_out()
        self.table.selection_changed.connect(self._selected)
        self.table.activated.connect(self.edit_asked)
        self.table.rows_deleted.connect(self.delete_asked)
        self.show_rows(())

    def show_rows(self, rows: Sequence[DependencyRow]) -> None:
        """Show the dependencies; they come with the ones that break first."""
        t = self._t
        self._rows = {row.id: row for row in rows}
        self.table.set_rows(rows)
        broken = sum(row.state == "broken" for row in rows)
        self.heading.setText(
            t.n("Dependencies: {count} broken", "Dependencies: {count} broken", broken) if broken else t("Dependencies")
        )
        self._selected()

    def row(self, dependency_id: int) -> DependencyRow | None:
        """Return a dependency of the list."""
        return self._rows.get(dependency_id)

    def current(self) -> DependencyRow | None:
        """Return the chosen dependency."""
        ids = self.table.selected_ids()
        return self._rows.get(ids[0]) if len(ids) == 1 else None

    def choose(self, dependency_id: int) -> None:
        """Choose a dependency, as when its arrow was clicked; the keyboard stays where it is."""
        line = self.table.model.line_of(dependency_id)
        if line >= 0:
            self.table.view.go_to(line, self.table.view.first_column())

    def _selected(self) -> None:
        row = self.current()
        can = self._workspace.can_edit
        self.words.setText(sentence(row, self._t) if row is not None else "")
        self.words.setVisible(row is not None)
        self.giver.setEnabled(row is not None and row.giver.project_id is not None)
        self.taker.setEnabled(row is not None and row.taker.project_id is not None)
        self.edit.setEnabled(can and row is not None)
        self.delete.setEnabled(can and row is not None)
        hold = row.hold_until if row is not None else None
        self.hold.setVisible(hold is not None)
        self.hold.setEnabled(can)
        if hold is not None:
            self.hold.setText(self._t("Set start no earlier than {date}", date=self._t.date(hold.date())))
        if row is not None:
            self.chosen.emit(row.id)

    def _menu(self, menu: QMenu) -> None:
        t, can, row = self._t, self._workspace.can_edit, self.current()
        ids = self.table.selected_ids()
        for words, run, enabled in (
            (t("Go to the giver"), self.giver.click, row is not None),
            (t("Go to the taker"), self.taker.click, row is not None),
            (t("Edit…"), self.edit.click, row is not None and can),
            (t("Mark as delivered"), lambda: self.deliver_asked.emit(ids), can and bool(ids)),
            (t("Delete"), lambda: self.delete_asked.emit(ids), can and bool(ids)),
        ):
            action = menu.addAction(words)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False, run=run: run())

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("kind", "default")
        button.clicked.connect(lambda: self._run(run))
        return button

    def _run(self, run: object) -> None:
        row = self.current()
        if row is not None and callable(run):
            run(row.id)

    def _lay_out(self) -> None:
        t = self._t
        add = QToolButton()
        self._workspace.icons.put(add, "plus")
        add.setToolTip(t("New dependency"))
        add.setAccessibleName(t("New dependency"))
        add.setEnabled(self._workspace.can_edit)
        add.clicked.connect(self.new_asked)
        close = QToolButton()
        self._workspace.icons.put(close, "x")
        close.setToolTip(t("Close"))
        close.setAccessibleName(t("Close"))
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(add)
        head.addWidget(close)
        ends, more = QHBoxLayout(), QHBoxLayout()
        for row, buttons in ((ends, (self.giver, self.taker)), (more, (self.edit, self.delete))):
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        column.addWidget(self.hold)
        column.addLayout(ends)
        column.addLayout(more)


def _columns(t: Texts) -> list[Column]:
    return [
        Column("state", "", "rag", 40, get=lambda row: MARKS[row.state]),
        Column("title", t("Dependency"), "text", 130, stretch=True),
        Column(
            "margin",
            t("Margin"),
            "days",
            70,
            tone=lambda row, value: {"broken": "ragRtext", "tight": "ragAtext"}.get(row.state, ""),
        ),
    ]


def words_of_state(row: DependencyRow, t: Texts) -> str:
    """Return the state of a dependency in words."""
    delivered = row.delivered_on is not None or row.status == "delivered"
    return state_words(row.state, row.margin, t, delivered=delivered)


def sentence(row: DependencyRow, t: Texts) -> str:
    """Return a dependency in words: who gives what to whom, when it comes and when it is needed."""
    nobody = t("somebody outside")
    lines = [
        t("{code} {title}", code=row.code, title=row.title),
        t("{giver} gives, {taker} takes", giver=row.giver.words or nobody, taker=row.taker.words or nobody),
        words_of_state(row, t),
    ]
    need = row.need
    if need.comes is not None and need.limit is not None:
        lines.append(
            t("Comes {comes}, needed {limit}", comes=t.date(need.comes.date()), limit=t.date(need.limit.date()))
        )
    if row.promised_on is not None:
        lines.append(t("Promised for {date}", date=t.date(row.promised_on)))
    return "\n".join(lines)
