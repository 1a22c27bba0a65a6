"""The place of a plan on its page: the plan itself, or a draft of it with a bar that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QInputDialog, QSplitter, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.plan import Plan
from ...services.commands import drafts
from ...services.draft_rows import PlanRows
from ...services.planning_cache import PlanCache, lending
from ...services.queries.drafts import (
    Difference,
    DraftRow,
    changed_since,
    clashes_of,
    copied_plan,
    difference,
    draft_origins,
    drafts_of,
)
from ...services.queries.plan import PlanView, plan_view
from ..pages.calendar_dialog import open_calendars
from ..workspace import Workspace
from .draft_bar import DraftBar, DraftsButton
from .draft_clashes import ClashDialog
from .draft_commands import set_baseline
from .draft_difference import DifferencePanel
from .draft_words import summary
from .panel import PlanPanel

AT_ONCE: Final = 2_000
"""Tasks up to which the difference is worked out with every edit; in larger plans it follows when the hands rest."""

REST_MS: Final = 300


class PlanPlace(QWidget):
    """Shows one plan panel at a time: that of the plan, or that of the draft that is open.

    Attributes:
        panel: the panel on show.
        draft: the draft that is open, None for the plan itself.
        button: begins and opens drafts; the page puts it where it likes.

    Signals:
        status_changed, baseline_chosen, template_asked: as of `PlanPanel`.
    """

    status_changed = Signal(str)
    baseline_chosen = Signal(int)
    template_asked = Signal()

    def __init__(self, workspace: Workspace, project_id: int, plans: PlanCache) -> None:
        super().__init__()
        self._workspace = workspace
        self._project_id = project_id
        self._plans = plans
        self._now: PlanView | None = None
        self._copied: PlanRows | None = None
        self._compared: Plan | None = None
        self._changed: list[str] = []
        self._shown: PlanView | None = None
        self._later = QTimer(self, singleShot=True, interval=REST_MS)
        self._later.timeout.connect(self._show_difference)
        self.drafts: Sequence[DraftRow] = ()
        self.draft: DraftRow | None = None
        self.found = Difference()
        self.plan = self.panel = self._new_panel(project_id)
        self.bar = DraftBar(workspace)
        self.bar.hide()
        self.difference = DifferencePanel(workspace)
        self.difference.hide()
        self.button = DraftsButton(workspace)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(7)
        self._split.addWidget(self.plan)
        self._split.addWidget(self.difference)
        self._split.setStretchFactor(0, 1)
        px = workspace.theme.fonts.px
        self.difference.setMinimumHeight(px(110))
        self._split.setSizes([px(420), px(190)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.bar)
        layout.addWidget(self._split, 1)
        self.button.begun.connect(self.try_changes)
        self.button.chosen.connect(self.open)
        self.bar.apply_asked.connect(self.apply)
        self.bar.discard_asked.connect(self.discard)
        self.bar.rename_asked.connect(self.rename)
        self.bar.left.connect(lambda: self.open(0))
        self.bar.difference_toggled.connect(self.difference.setVisible)
        self.difference.task_chosen.connect(self._go_to)

    # What is shown

    def show_plan(self, view: PlanView) -> None:
        """Show the plan, or what is different in the draft that is open now that the plan is this."""
        self._now = view
        self.drafts = self._workspace.read(drafts_of, self._project_id)
        known = {row.id: row for row in self.drafts}
        self.draft = known.get(self.draft.id) if self.draft is not None else None
        if self.draft is None:
            self._leave()
            self.panel.show_plan(view)
        else:
            self._show_draft(self.draft, view)
        self.button.show_drafts(self.drafts, 0 if self.draft is None else self.draft.id)

    def open(self, draft_id: int) -> None:
        """Open a draft; 0 is the plan itself. The one that was open is kept."""
        self._leave()
        self.draft = next((row for row in self.drafts if row.id == draft_id), None)
        if self.draft is not None:
            self.panel = self._new_panel(draft_id)
            self._split.insertWidget(0, self.panel)
            self._split.setStretchFactor(0, 1)
            self.plan.hide()
        self.bar.setVisible(self.draft is not None)
        self.difference.setVisible(self.draft is not None and self.bar.toggle.isChecked())
        if self._now is not None:
            self.show_plan(self._now)
        self.panel.outline.setFocus()
        self.status_changed.emit(self.panel.status_text())

    def _leave(self) -> None:
        if self.panel is not self.plan:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = self.plan
            self._copied = self._compared = None
            self.plan.show()
        self.bar.hide()
        self.difference.hide()

    def _show_draft(self, draft: DraftRow, now: PlanView) -> None:
        workspace = self._workspace
        try:
            view = workspace.read(plan_view, self._plans, draft.id, now.baseline)
            if self._copied is None:
                self._copied = workspace.read(copied_plan, draft.id)
            if self._compared is not now.plan:
                self._changed = workspace.read(changed_since, self._copied, self._project_id)
                self._compared = now.plan
        except PmoError as error:
            workspace.failed.emit(error)
            self.draft = None
            self._leave()
            self.panel.show_plan(now)
            return
        self.panel.show_plan(view)
        self._shown = view
        if len(view) <= AT_ONCE:
            self._show_difference()
        else:
            self._later.start()

    def _show_difference(self) -> None:
        """Compare the draft that is open with the plan as it is now."""
        now, view, draft = self._now, self._shown, self.draft
        if draft is None or now is None or view is None:
            return
        origins = self._workspace.read(draft_origins, draft.id)
        self.found = difference(now, view, origins)
        currency = now.plan.currency
        self.bar.show_draft(draft, summary(self._workspace.texts, self.found, currency), self._changed)
        self.difference.show_difference(self.found, view.units.day, currency)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what can be done with drafts and baselines now, by the names of the window's commands."""
        if not self._workspace.can_edit or self._now is None or self._now.schedule is None:
            return {}
        found: dict[str, Callable[[], object]] = {"draft.try": self.try_changes}
        if self.draft is None:
            return found | {"baseline.set": lambda: set_baseline(self.plan)}
        return found | {"draft.apply": self.apply, "draft.leave": lambda: self.open(0), "draft.discard": self.discard}

    # What is done

    def try_changes(self) -> None:
        """Copy the plan into a new draft and open it."""
        name = self._free_name()
        change = self._workspace.edit(Message("add_draft"), drafts.create, self._project_id, name)
        if change is not None and isinstance(change.result, int):
            if all(row.id != change.result for row in self.drafts):
                self.drafts = self._workspace.read(drafts_of, self._project_id)
            self.open(change.result)

    def rename(self) -> None:
        """Ask for another name of the draft."""
        if self.draft is None:
            return
        t = self._workspace.texts
        name, ok = QInputDialog.getText(self, t("Rename the draft"), t("Name of the draft"), text=self.draft.name)
        if ok and name.strip():
            self._workspace.edit(Message("rename_draft"), drafts.rename, self.draft.id, name.strip())

    def discard(self) -> None:
        """Throw the draft away, and say so with an Undo."""
        draft = self.draft
        if draft is not None and self._workspace.edit(Message("discard_draft"), drafts.discard, draft.id) is not None:
            self._workspace.done.emit(Message("draft_discarded", {"name": draft.name}))

    def apply(self) -> None:
        """Change the plan to what the draft says; where both were changed, the user decides first."""
        draft, workspace = self.draft, self._workspace
        if draft is None:
            return
        try:
            clashes = workspace.read(clashes_of, draft.id, self._project_id)
        except PmoError as error:
            workspace.failed.emit(error)
            return
        decisions: Mapping[str, bool] = {}
        if clashes:
            currency = self._now.plan.currency if self._now is not None else ""
            dialog = ClashDialog(workspace.texts, draft.name, clashes, currency, self)
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return
            decisions = dialog.decisions()
        label = Message("apply_draft", {"name": draft.name})
        change = workspace.edit(label, lending(self._plans, drafts.apply), draft.id, decisions)
        if change is not None and isinstance(change.result, drafts.Applied):
            done = change.result
            count = done.added + done.changed + done.removed
            workspace.done.emit(Message("draft_applied", {"name": draft.name}, count))

    # Inside

    def _new_panel(self, project_id: int) -> PlanPanel:
        panel = PlanPanel(self._workspace, project_id, self._plans)
        panel.status_changed.connect(self.status_changed)
        panel.baseline_chosen.connect(self.baseline_chosen)
        panel.template_asked.connect(self.template_asked)
        panel.reasons.calendar_chosen.connect(lambda calendar: self._open_calendar(project_id, calendar))
        panel.reasons.details_chosen.connect(lambda task: panel.edits.show_details(panel, [task]))
        return panel

    def _open_calendar(self, project_id: int, calendar_id: int) -> None:
        open_calendars(self, self._workspace, self._plans, project_id, calendar_id)

    def _free_name(self) -> str:
        t, taken = self._workspace.texts, {row.name for row in self.drafts}
        names = (t("Draft {number}", number=str(number)) for number in range(1, len(taken) + 2))
        return next(name for name in names if name not in taken)

    def status_text(self) -> str:
        """Return what the status bar says about the selection."""
        return self.panel.status_text()

    def _go_to(self, task_id: int) -> None:
        self.panel.model.reveal(task_id)
        self.panel.select(task_id)
        self.panel.run("scroll")
