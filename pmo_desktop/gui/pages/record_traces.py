"""What a record is connected with: where it came from and what it led to, each a click away."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...domain.messages import Message
from ...services.commands import logs
from ...services.fields import TABLE_NAMES
from ...services.queries.logs import Trace, traces
from ..dialogs.connect_records import ConnectDialog
from ..widgets.text import ElidedLabel, Label, plain_menu_text, plain_tooltip
from ..workspace import Workspace
from .log_looks import TABS
from .record_details import RecordDetails


class TraceList(QWidget):
    """The connections of the record that the inspector shows, and the way to a new one."""

    def __init__(self, workspace: Workspace, table: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._table = table
        self._shown: tuple[Trace, ...] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        caption = Label(workspace.texts("Connected with"), "caption")
        caption.setContentsMargins(4, 6, 0, 2)
        self.connect_button = QPushButton(workspace.texts("Connect…"))
        self.connect_button.setProperty("kind", "link")
        self.connect_button.setToolTip(workspace.texts("Connect with any other record"))
        self.connect_button.setEnabled(workspace.can_edit)
        self.connect_button.clicked.connect(self._connect)
        self._row_id: int | None = None
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(caption, 1)
        line.addWidget(self.connect_button)
        self._lines.addWidget(head)
        self.hide()

    def show_row(self, row: Any | None) -> None:
        """Show what a record is connected with."""
        found = () if row is None else self._workspace.read(traces, self._table, row.id)
        self._row_id = None if row is None else row.id
        self.setVisible(row is not None)
        if found == self._shown:
            return
        self._shown = found
        while self._lines.count() > 1:
            item = self._lines.takeAt(1)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for trace in found:
            self._lines.addWidget(self._line(trace))

    def _connect(self) -> None:
        if self._row_id is not None:
            ConnectDialog(self._workspace, self._table, self._row_id, self.window()).exec()

    def _line(self, trace: Trace) -> QWidget:
        t = self._workspace.texts
        kind = t(TABLE_NAMES[trace.table])
        words = {
            ("became", True): t("became {kind} {code}", kind=kind, code=trace.code),
            ("became", False): t("came out of {kind} {code}", kind=kind, code=trace.code),
            ("follow_up", False): t("follows up {kind} {code}", kind=kind, code=trace.code),
            ("condition", True): t("on condition: {kind} {code}", kind=kind, code=trace.code),
            ("condition", False): t("a condition of {kind} {code}", kind=kind, code=trace.code),
        }
        text = words.get((trace.kind, trace.forward), f"{kind} {trace.code}")
        button = QPushButton(plain_menu_text(text))
        button.setProperty("kind", "ghost")
        button.setToolTip(plain_tooltip(trace.title))
        button.clicked.connect(lambda: self._open(trace))
        remove = QToolButton()
        self._workspace.icons.put(remove, "unlink")
        name = t("Remove the connection")
        remove.setAccessibleName(name)
        remove.setToolTip(name)
        remove.setEnabled(self._workspace.can_edit)
        remove.clicked.connect(lambda: self._workspace.edit(Message("unrelate_records"), logs.unrelate, trace.id))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addWidget(ElidedLabel(trace.title, "quiet"), 1)
        row.addWidget(remove)
        return line

    def _open(self, trace: Trace) -> None:
        if trace.table in TABS:
            self._workspace.open("risks", tab=TABS[trace.table], row=trace.row_id)


def add_traces(details: RecordDetails, workspace: Workspace) -> None:
    """Let an inspector show at its end what the record is connected with."""
    found = TraceList(workspace, details.table)
    details.body.insertWidget(details.body.count() - 1, found)
    details.shown.connect(found.show_row)
