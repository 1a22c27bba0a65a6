"""What was changed in a project, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...persistence.history import Entry
from ...services.queries.plan_history import project_history
from ..models.columns import Column
from ..widgets.data_table import DataTable
from ..workspace import Workspace


@dataclass(frozen=True)
class _Row:
    id: int
    entry: Entry


class ProjectHistory(QWidget):
    """A table of the change sets that touched a project, its plan, its reports or its registers."""

    def __init__(self, workspace: Workspace, project_id: int) -> None:
        super().__init__()
        self._workspace = workspace
        self._project_id = project_id
        t = workspace.texts
        self.table = DataTable(
            workspace,
            [
                Column("at", t("When"), "moment", 150, get=lambda r: r.entry.at, shown=lambda r, v: t.moment(v)),
                Column("what", t("What"), "text", 360, get=lambda r: self._what(r.entry), stretch=True),
                Column("who", t("Who"), "person", 160, get=lambda r: r.entry.author),
                Column("rows", t("Rows"), "integer", 72, get=lambda r: r.entry.row_count),
            ],
            selectable=False,
        )  # fmt: skip
        self.table.empty.say("history", t("Nothing was changed yet"), t("Every change to this project is kept here."))
        self.table.activated.connect(lambda seq: workspace.open("history", None, seq=seq))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)

    def reload(self) -> None:
        """Load the newest changes."""
        entries = self._workspace.read(project_history, self._project_id)
        self.table.set_rows([_Row(entry.seq, entry) for entry in entries])

    def _what(self, entry: Entry) -> str:
        t = self._workspace.texts
        label = t.say(entry.label)
        if entry.origin == "undo":
            return t("Undo: {step}", step=label)
        return t("Redo: {step}", step=label) if entry.origin == "redo" else label
