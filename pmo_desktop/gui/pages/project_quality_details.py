"""One check of the quality of a plan: what it asks, what was found, its thresholds and the tasks to look at."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ...scheduling.quality import Indicator
from ...services.queries.quality import QualityView
from ..widgets.text import Label
from ..workspace import Workspace
from .project_quality_words import EXPLAINED, LABELS, LIMITS, limit_text, typed_limit

TASK: Final = Qt.ItemDataRole.UserRole
MOST_TASKS: Final = 2_000


class QualityDetails(QFrame):
    """The chosen check.

    Signals:
        task_chosen: the id of a task to go to.
        limit_typed: the name of a threshold and its new value.
    """

    task_chosen = Signal(int)
    limit_typed = Signal(str, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setObjectName("card")
        self._workspace = workspace
        self._t = t = workspace.texts
        self.title = Label("", "section", wrap=True)
        self.sentence = Label("", "small", wrap=True)
        self.finding = Label("", wrap=True)
        self.finding.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.limits: dict[str, QLineEdit] = {}
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setHorizontalSpacing(8)
        self._thresholds = Label(t("Thresholds, for all plans of this file"), "caption")
        self._tasks_title = Label("", "caption")
        self.tasks = QListWidget()
        self.tasks.setAccessibleName(t("Tasks to look at"))
        self.tasks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tasks.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tasks.setUniformItemSizes(True)
        self.tasks.itemActivated.connect(self._choose)
        self.tasks.itemClicked.connect(self._choose)
        self.tasks.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        for widget in (self.title, self.sentence, self.finding, self._thresholds):
            column.addWidget(widget)
        column.addLayout(self._form)
        column.addWidget(self.error)
        column.addWidget(self._tasks_title)
        column.addWidget(self.tasks, 1)
        self._foot = QWidget()
        column.addWidget(self._foot, 1)

    def show_check(self, shown: QualityView, check: Indicator) -> None:
        """Show a check of a plan."""
        t, view = self._t, shown.plan
        self.title.setText(t(check.title))
        self.sentence.setText(t(EXPLAINED[check.family, check.number]))
        self.finding.setText(t.say(check.message))
        self._show_limits(shown, check)
        self.tasks.clear()
        for uid in check.uids[:MOST_TASKS]:
            row = view.row_of.get(uid)
            if row is not None:
                item = QListWidgetItem(f"{row + view.first_row}   {view.task(row).name}")
                item.setData(TASK, uid)
                self.tasks.addItem(item)
        count = len(check.uids)
        self._tasks_title.setText(t.n("{count} task to look at", "{count} tasks to look at", count) if count else "")
        self._tasks_title.setVisible(bool(count))
        self.tasks.setVisible(bool(count))
        self._foot.setVisible(not count)

    def take_keyboard(self) -> None:
        """Put the keyboard on the first task."""
        if self.tasks.count():
            self.tasks.setFocus()
            self.tasks.setCurrentRow(max(0, self.tasks.currentRow()))

    def _show_limits(self, shown: QualityView, check: Indicator) -> None:
        t = self._t
        names = LIMITS.get((check.family, check.number), ())
        self.error.hide()
        self._thresholds.setVisible(bool(names))
        while self._form.rowCount():
            self._form.removeRow(0)
        self.limits = {}
        values = asdict(shown.report.limits) if shown.report is not None else {}
        for name in names:
            field = QLineEdit(limit_text(t, name, values[name]))
            field.setAccessibleName(t(LABELS[name][0]))
            field.setMaximumWidth(self._workspace.theme.fonts.px(90))
            field.setEnabled(self._workspace.can_edit)
            field.editingFinished.connect(lambda name=name: self._typed(name))
            field.setProperty("was", field.text())
            self._form.addRow(Label(t(LABELS[name][0]), "small"), field)
            self.limits[name] = field

    def _typed(self, name: str) -> None:
        field = self.limits.get(name)
        if field is None or field.text() == field.property("was"):
            return
        value = typed_limit(name, field.text())
        if value is None:
            self.error.setText(
                self._t("“{value}” is not a number. Nothing was changed. Type one such as 5.", value=field.text())
            )
            self.error.show()
            field.setText(str(field.property("was")))
            return
        field.setProperty("was", field.text())
        self.error.hide()
        self.limit_typed.emit(name, value)

    def _choose(self, item: QListWidgetItem) -> None:
        self.task_chosen.emit(int(item.data(TASK)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return goes to the task."""
        if watched is self.tasks and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            item = self.tasks.currentItem()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
                self._choose(item)
                return True
        return super().eventFilter(watched, event)
