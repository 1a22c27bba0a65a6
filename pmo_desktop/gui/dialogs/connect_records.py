"""Connects a record with any other one, searched by code or title."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands.logs import relate
from ...services.fields import TABLE_NAMES
from ...services.queries.logs import RecordName, find_records
from ..widgets.button_box import keep_button
from ..widgets.text import Label
from ..workspace import Workspace


class ConnectDialog(QDialog):
    """A search line and what it finds; Enter connects with the first, or with the one that is chosen."""

    def __init__(self, workspace: Workspace, table: str, row_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._record = (table, row_id)
        self.found: tuple[RecordName, ...] = ()
        t = workspace.texts
        self.setWindowTitle(t("Connect with another record"))
        px = workspace.theme.fonts.px
        self.resize(px(520), px(400))
        self.line = QLineEdit()
        self.line.setPlaceholderText(t("Code or words of the title"))
        self.line.setAccessibleName(t("Code or words of the title"))
        self.list = QListWidget()
        self.list.setAccessibleName(t("Records"))
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Ok)
        self.keep_button = keep_button(buttons, t, t("Connect"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        for widget in (self.line, self.list, self.error, buttons):
            column.addWidget(widget)
        self.line.textChanged.connect(self._find)
        self.list.itemDoubleClicked.connect(lambda _: self.keep())
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        self._find("")

    def keep(self) -> None:
        """Connect the two, or say why not."""
        at = self.list.currentRow()
        if not 0 <= at < len(self.found):
            return
        other = self.found[at]
        label = Message("relate_records", {"code": other.code})
        try:
            self._workspace.attempt(label, relate, "related", self._record, (other.table, other.id))
        except PmoError as error:
            self.error.setText(self._workspace.texts.say(error))
            self.error.show()
            return
        self.accept()

    def _find(self, words: str) -> None:
        t = self._workspace.texts
        found = self._workspace.read(find_records, words)
        self.found = tuple(record for record in found if (record.table, record.id) != self._record)
        self.list.clear()
        for record in self.found:
            QListWidgetItem(f"{t(TABLE_NAMES[record.table])}  {record.code}  {record.title}", self.list)
        self.list.setCurrentRow(0)
        self.keep_button.setEnabled(bool(self.found))
