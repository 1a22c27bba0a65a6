"""The details of tasks (Shift+F2): everything that is known of one, or what several have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QWidget

from ..._generated.ui_task_details import Ui_TaskDetails
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.commands import task_details
from ...services.commands.task_details import DetailsEdit
from ...services.planning_cache import PlanCache, lending
from ...services.queries.plan import PlanView, plan_view
from ..widgets.button_box import keep_button
from ..workspace import Workspace
from .task_details_facts import BaselinePage, ReasonPage
from .task_details_general import GeneralPage
from .task_details_links import LinkPage
from .task_details_people import PeoplePage

PAGES: Final = ("general", "links", "people", "frozen", "reasons")


def open_task_details(
    parent: QWidget, workspace: Workspace, plans: PlanCache, project_id: int, task_ids: Sequence[int], page: str = ""
) -> bool:
    """Show the details of tasks; return whether anything was kept. `page` is the one to begin on."""
    if not task_ids:
        return False
    dialog = TaskDetails(workspace, plans, project_id, task_ids, parent)
    if page:
        dialog.show_page(page)
    dialog.exec()
    kept = dialog.has_kept
    dialog.deleteLater()
    return kept


class TaskDetails(QDialog):
    """The details of one task, or of several at once; what was changed is kept as one step.

    Attributes:
        has_kept: True once something was written.
    """

    def __init__(
        self,
        workspace: Workspace,
        plans: PlanCache,
        project_id: int,
        task_ids: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._plans, self._project_id = workspace, plans, project_id
        self._t = workspace.texts
        self.has_kept = False
        self.task_ids = list(task_ids)
        self.form = form = Ui_TaskDetails()
        form.setupUi(self)
        self.view: PlanView = workspace.read(plan_view, plans, project_id)
        self.general = GeneralPage(form, workspace)
        self.links = LinkPage(workspace)
        self.people = PeoplePage(workspace)
        self.frozen = BaselinePage(workspace)
        self.reasons = ReasonPage(workspace)
        form.links_column.addWidget(self.links)
        form.people_column.addWidget(self.people)
        form.frozen_column.addWidget(self.frozen)
        form.reasons_column.addWidget(self.reasons)
        self.tabs: dict[str, QPushButton] = {name: getattr(form, f"{name}_tab") for name in PAGES}
        for name, button in self.tabs.items():
            button.clicked.connect(lambda _=False, name=name: self.show_page(name))
        workspace.icons.put(form.previous, "chevron-up")
        workspace.icons.put(form.following, "chevron-down")
        form.previous.clicked.connect(lambda: self.step(-1))
        form.following.clicked.connect(lambda: self.step(1))
        self.keep_button = keep_button(form.buttons, self._t, self._t("Keep changes"))
        self.keep_button.setToolTip("Ctrl+Enter")
        self.reasons.task_chosen.connect(self.go_to)
        self._add_keys()
        px, room = workspace.theme.fonts.px, self.screen().availableSize() * 0.95
        self.resize(min(px(860), room.width()), min(px(640), room.height()))
        self._load()
        self.show_page("general")

    def show_page(self, name: str) -> None:
        """Show one of the pages."""
        if not self.tabs[name].isEnabled():
            return
        self.tabs[name].setChecked(True)
        self.form.pages.setCurrentIndex(PAGES.index(name))
        if name == "reasons":
            self.reasons.show_task(self.view, self._row())

    def changes(self) -> DetailsEdit:
        """Return what the user changed."""
        values = self.general.changes()
        if len(self.task_ids) > 1:
            return DetailsEdit(values)
        values |= self.links.changes()
        people = self.people.changes()
        return DetailsEdit(values, people.people, people.units, people.work, people.costs)

    def keep(self) -> bool:
        """Write what was changed; False where it was refused, and the user was told why."""
        try:
            edit = self.changes()
            if edit and self._workspace.can_edit:
                label = Message("set_task_details", {}, len(self.task_ids))
                command = lending(self._plans, task_details.keep)
                self._workspace.attempt(label, command, self.task_ids, edit, self._workspace.today())
                self.has_kept = True
        except PmoError as error:
            self.form.error.setText(self._t.say(error))
            self.form.error.show()
            return False
        self.form.error.hide()
        return True

    def accept(self) -> None:
        """Keep what was changed and close."""
        if self.keep():
            super().accept()

    def step(self, by: int) -> None:
        """Keep what was changed and go to the next task of the plan, or the one before."""
        if len(self.task_ids) == 1 and 0 <= self._row() + by < len(self.view):
            self.go_to(self.view.task(self._row() + by).uid)

    def go_to(self, task_id: int) -> None:
        """Keep what was changed and show another task."""
        if not self.keep():
            return
        self.task_ids = [task_id]
        self.view = self._workspace.read(plan_view, self._plans, self._project_id)
        self._load()
        if self.form.pages.currentIndex() == PAGES.index("reasons"):
            self.reasons.show_task(self.view, self._row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps, wherever the keyboard is; Enter adds what is typed below a table; Alt+Down opens a list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
                return True
            page = next((page for page in (self.links, self.people) if watched is page.entry), None)
            if is_enter and page is not None:
                page.add()
                return True
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if isinstance(watched, QComboBox) and alt and event.key() == Qt.Key.Key_Down:
                watched.showPopup()
                return True
        return super().eventFilter(watched, event)

    # Inside

    def _row(self) -> int:
        return self.view.row_of[self.task_ids[0]]

    def _load(self) -> None:
        t, view = self._t, self.view
        rows = [view.row_of[task_id] for task_id in self.task_ids if task_id in view.row_of]
        many = len(rows) != 1
        if many:
            title = t.n("{count} task", "{count} tasks", len(rows))
        else:
            title = f"{rows[0] + view.first_row}   {view.task(rows[0]).name}"
        width = self._workspace.theme.fonts.px(680)
        elided = self.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, width)
        self.form.title.setText(elided)
        for name, button in self.tabs.items():
            button.setEnabled(name == "general" or not many)
        self.form.previous.setEnabled(not many and rows[0] > 0)
        self.form.following.setEnabled(not many and rows[0] + 1 < len(view))
        self.keep_button.setEnabled(self._workspace.can_edit)
        self.general.show_tasks(view, rows)
        if not many:
            self.links.show_task(view, rows[0])
            self.people.show_task(view, rows[0])
            self.frozen.show_task(view, rows[0])
        for widget in (self, *self.findChildren(QWidget)):
            widget.removeEventFilter(self)
            widget.installEventFilter(self)
        QTimer.singleShot(0, self.form.name, self._begin)

    def _begin(self) -> None:
        if self.form.pages.currentIndex() == 0:
            self.form.name.setFocus()
            self.form.name.selectAll()

    def _add_keys(self) -> None:
        for keys, run in (
            ("Alt+PgUp", lambda: self.step(-1)),
            ("Alt+PgDown", lambda: self.step(1)),
            ("Ctrl+PgUp", lambda: self._turn(-1)),
            ("Ctrl+PgDown", lambda: self._turn(1)),
        ):
            QShortcut(QKeySequence(keys), self, activated=run)  # type: ignore[call-overload]

    def _turn(self, by: int) -> None:
        self.show_page(PAGES[(self.form.pages.currentIndex() + by) % len(PAGES)])
