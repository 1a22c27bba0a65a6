"""Asks which tasks of a plan are meant."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from ..._generated.ui_choose_tasks import Ui_ChooseTasks
from ...services.queries.responses import tasks_to_hit
from ..widgets.button_box import keep_button
from ..workspace import Workspace

INDENT = "    "


class ChooseTasks(QDialog):
    """The tasks of a project with a box each, and a line that looks for words in their names."""

    def __init__(
        self, workspace: Workspace, project_id: int, chosen: Collection[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.form = Ui_ChooseTasks()
        self.form.setupUi(self)
        t = workspace.texts
        self._t = t
        for key, level, name in workspace.read(tasks_to_hit, project_id):
            item = QListWidgetItem(INDENT * max(0, level - 1) + name)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            self.form.tasks.addItem(item)
        self.form.search.textChanged.connect(self._look_for)
        self.form.tasks.itemChanged.connect(lambda _: self._count())
        keep_button(self.form.buttons, t, t("Choose these tasks"))
        self.form.buttons.accepted.connect(self.accept)
        self.form.buttons.rejected.connect(self.reject)
        self._count()

    def chosen(self) -> list[int]:
        """Return the ids of the tasks whose boxes are ticked, in the order of the plan."""
        return [
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _items(self) -> list[QListWidgetItem]:
        return [self.form.tasks.item(at) for at in range(self.form.tasks.count())]

    def _look_for(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._items():
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def _count(self) -> None:
        count = len(self.chosen())
        self.form.count.setText(self._t.n("{count} task chosen", "{count} tasks chosen", count))
