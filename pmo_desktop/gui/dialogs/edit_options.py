"""Edits the answers that a decision allows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTableWidgetItem, QWidget

from ..._generated.ui_edit_options import Ui_EditOptions
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.pack import PackOption
from ...services.commands.decisions import set_options
from ...services.queries.decisions import DecisionRow
from ..widgets.button_box import keep_button
from ..workspace import Workspace

FIELDS = ("name", "when", "cost", "gain", "risk")
EMPTY_ROWS = 2


class EditOptions(QDialog):
    """A row for each option; the tick in the first column is the recommended one."""

    def __init__(self, workspace: Workspace, row: DecisionRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._row = row
        self.form = Ui_EditOptions()
        self.form.setupUi(self)
        t = workspace.texts
        table = self.form.options
        titles = [t("Recommended"), t("Option"), t("Date"), t("Extra cost"), t("What you gain"), t("What you risk")]
        table.setColumnCount(len(titles))
        table.setHorizontalHeaderLabels(titles)
        table.verticalHeader().setVisible(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        px, room = workspace.theme.fonts.px, self.screen().availableSize() * 0.95
        for column, width in ((2, 130), (3, 90)):  # short facts leave the sentences the room
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            table.setColumnWidth(column, px(width))
        table.setWordWrap(True)
        table.verticalHeader().setMinimumSectionSize(px(30))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.resize(min(px(1000), room.width()), min(px(420), room.height()))
        table.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        for option in (*row.options, *(PackOption("") for _ in range(EMPTY_ROWS))):
            self._add(option)
        self.form.add.clicked.connect(lambda: self._add(PackOption("")))
        self.form.remove.clicked.connect(self._remove)
        table.itemChanged.connect(self._one_tick)
        keep_button(self.form.buttons, t, t("Keep the options"))
        self.form.buttons.accepted.connect(self.keep)
        self.form.buttons.rejected.connect(self.reject)

    def options(self) -> list[PackOption]:
        """Return the options as typed; rows without a name are left out."""
        table = self.form.options
        found = []
        for place in range(table.rowCount()):
            name, when, cost, gain, risk = (self._text(place, column) for column in range(1, len(FIELDS) + 1))
            tick = table.item(place, 0)
            if name:
                ticked = tick is not None and tick.checkState() == Qt.CheckState.Checked
                found.append(PackOption(name, when, cost, gain, risk, ticked))
        return found

    def keep(self) -> None:
        """Keep them, or say why not."""
        label = Message("set_options", {"code": self._row.code})
        try:
            self._workspace.attempt(label, set_options, self._row.id, self.options())
        except PmoError as error:
            self._workspace.failed.emit(error)
            return
        self.accept()

    def _add(self, option: PackOption) -> None:
        table = self.form.options
        place = table.rowCount()
        table.insertRow(place)
        tick = QTableWidgetItem()
        tick.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        tick.setCheckState(Qt.CheckState.Checked if option.recommended else Qt.CheckState.Unchecked)
        table.setItem(place, 0, tick)
        for column, name in enumerate(FIELDS, 1):
            table.setItem(place, column, QTableWidgetItem(str(getattr(option, name))))

    def _remove(self) -> None:
        place = self.form.options.currentRow()
        if place >= 0:
            self.form.options.removeRow(place)

    def _one_tick(self, item: QTableWidgetItem) -> None:
        if item.column() or item.checkState() != Qt.CheckState.Checked:
            return
        table = self.form.options
        for place in range(table.rowCount()):
            other = table.item(place, 0)
            if other is not None and other is not item:
                other.setCheckState(Qt.CheckState.Unchecked)

    def _text(self, row: int, column: int) -> str:
        item = self.form.options.item(row, column)
        return item.text().strip() if item is not None else ""
