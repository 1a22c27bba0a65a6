"""The import page: file, columns, rows, and one click that writes. Nothing is written before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ...domain.changes import ChangeSet
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services import imports
from ...texts.messages import N_
from ..jobs import Job
from ..widgets.banner import Banner
from ..widgets.text import Label
from ..workspace import Workspace
from .import_check import CheckStep, PlanStep
from .import_draft import Draft, Work, into_project, looking, opening
from .import_drop import SUFFIXES
from .import_file import FileStep
from .import_finish import FinishStep
from .import_lines import counts_said
from .import_match import MatchStep
from .import_steps import StepList
from .page import Page

FILE, MATCH, CHECK, FINISH = range(4)
NAMES: Final = (N_("Choose a file"), N_("Match columns"), N_("Check rows"), N_("Import"))
NEXT: Final = ("", N_("Next: check rows"), N_("Next: import"), "")


class ImportPage(Page):
    """Brings a file in, in four steps.

    Attributes:
        draft: the file on its way; None before one is chosen.
        ask_file, ask_name: ask the user for a file and for the name of a matching; replaced in tests.
    """

    tables: ClassVar[frozenset[str]] = frozenset(
        {"project", "programme", "risk", "custom_field", "status_update", "period", "portfolio", "import_mapping"}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        t = self.texts
        self.draft: Draft | None = None
        self.step = FILE
        self.ask_file: Callable[[], Path | None] = self._ask_file
        self.ask_name: Callable[[str], str] = self._ask_name
        self._job: Job | None = None
        self._serial = 0
        self._saved_name = ""
        self.steps = StepList(workspace, [t(name) for name in NAMES], t("Nothing is written before the last step."))
        self.note = Banner(workspace.icons, "error", close_name=t("Close"))
        self.note.hide()
        self.file = FileStep(workspace)
        self.match = MatchStep(workspace)
        self.check = CheckStep(workspace)
        self.plan = PlanStep(workspace)
        self.finish = FinishStep(workspace)
        self.stack = QStackedWidget()
        for widget in (self.file, self.match, self.check, self.plan, self.finish):
            self.stack.addWidget(widget)
        self.cancel = QPushButton(t("Cancel"))
        self.back = QPushButton(t("Back"))
        self.next = QPushButton()
        self.next.setProperty("kind", "primary")
        self._counts = Label("", "small")
        self.header.set_subtitle(t("Bring in a plan, a project list or a risk register. You can drop a file anywhere."))
        self._build()
        self._connect()
        self._show()

    def title(self) -> str:
        """Return the page's title."""
        return self.texts("Import")

    def apply(self, change: ChangeSet) -> None:
        """Say anew what the draft would do, as the store has changed."""
        if self.draft is not None and change.tables() & self.tables:
            self._run(looking(self.workspace.store, self.draft), self._take)

    def status_text(self) -> str:
        """Return the file and its size in rows and columns."""
        draft, t = self.draft, self.texts
        if draft is None:
            return ""
        if draft.table is None:
            return draft.path.name
        rows = t.n("{count} row", "{count} rows", len(draft.table.rows))
        columns = t.n("{count} column", "{count} columns", len(draft.table.columns))
        return t("{file} · {rows} · {columns}", file=draft.path.name, rows=rows, columns=columns)

    def restore(self, state: Mapping[str, Any]) -> None:
        """Begin with the file that `state` names, or with the rows that it holds as `text`."""
        if isinstance(state.get("file"), str):
            self.open_file(Path(state["file"]))
        elif isinstance(state.get("text"), str):
            self.open_file(Path(self.texts("Pasted rows")), text=state["text"])

    def focus_target(self) -> QWidget:
        """Return what the step on show is about."""
        match self.stack.currentWidget():
            case MatchStep() | CheckStep() | PlanStep() as step:
                return step.focus_target()
            case _:
                return self.next if self.step == FINISH else self.file

    def let_go(self) -> None:
        """Stop the work that is under way."""
        self._serial += 1
        if self._job is not None:
            self._job.cancel()

    # The way

    def open_file(self, path: Path, **how: Any) -> None:
        """Read a file and go to its first open step."""
        self._saved_name = ""
        if "sheet" not in how:  # another file: the one before must not look as if it was chosen
            self.start_over()
        self._run(opening(self.workspace.store, path, **how), self._opened)

    def start_over(self) -> None:
        """Forget the file."""
        self.let_go()
        self.draft = None
        self.go(FILE)

    def go(self, step: int) -> None:
        """Show a step."""
        self.step = step
        self._show()
        self.focus_target().setFocus()

    def import_now(self) -> None:
        """Write what the draft says, as one step that can be undone."""
        draft = self.draft
        if draft is None or not self.workspace.can_edit:
            return
        label = Message("import_file", {"name": draft.path.name})
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            if draft.plan_preview is not None:
                change = self.workspace.attempt(label, imports.apply_plan, draft.plan_preview)
            else:
                assert draft.preview is not None
                change = self.workspace.attempt(label, imports.apply, draft.preview)
        except PmoError as error:
            self._refused(error)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.start_over()
        done = change.result
        if isinstance(done, imports.PlanImported):
            self.workspace.done.emit(Message("import_plan_done", {"code": done.code}, count=done.tasks))
            self.workspace.open("project", done.project_id)
        elif isinstance(done, imports.Imported):
            self.workspace.done.emit(Message("import_done", {"new": done.new, "updated": done.updated}))
            self._show_imported(draft)

    # Inside

    def _show_imported(self, draft: Draft) -> None:
        match draft.kind:
            case "registry":
                self.workspace.open("projects")
            case "dependencies":
                self.workspace.open("timeline")
            case tab:
                self.workspace.open("risks", tab=tab)

    def _opened(self, draft: Draft) -> None:
        self.draft = draft
        self.go(CHECK if draft.plan is not None else MATCH)

    def _take(self, draft: Draft) -> None:
        self.draft = draft
        self._show()

    def _run(self, work: Work, done: Callable[[Draft], None]) -> None:
        """Run work beside the window; only the last one asked for counts."""
        self.let_go()
        serial = self._serial
        self.note.hide()

        def take(draft: Draft) -> None:
            if serial == self._serial:
                self._job = None
                done(draft)
                self.status_changed.emit(self.status_text())

        def refuse(error: PmoError) -> None:
            if serial == self._serial:
                self._job = None
                self._refused(error)

        self._job = self.workspace.jobs.start(Message("import_reading"), work, take, refuse)

    def _refused(self, error: PmoError) -> None:
        self.note.say(self.texts.say(error))

    def _change(self, draft: Draft) -> None:
        self._run(looking(self.workspace.store, draft), self._take)

    def _set_matching(self, matching: imports.Matching) -> None:
        if self.draft is not None:
            self._change(self.draft.with_matching(matching))

    def _fix(self, problems: tuple[imports.Problem, ...], fix: imports.Fix) -> None:
        if self.draft is not None:
            self._change(self.draft.with_fix(problems, fix))

    def _use_saved(self, name: str) -> None:
        draft = self.draft
        if draft is None or draft.table is None or draft.matching is None:
            return
        try:
            matching = imports.from_json(draft.saved[name], draft.table, draft.matching.kind, draft.specs)
        except PmoError as error:
            self._refused(error)
            return
        self._saved_name = name
        self._set_matching(matching.with_project(draft.matching.project_id))

    def _save_matching(self) -> None:
        draft = self.draft
        if draft is None or draft.matching is None:
            return
        name = self.ask_name(self._saved_name)
        if name:
            label = Message("import_save_matching", {"name": name})
            if self.workspace.edit(label, imports.save_matching, name, draft.matching) is not None:
                self._saved_name = name
                self.workspace.done.emit(Message("import_matching_saved", {"name": name}))

    def _read_anew(self, sheet: str | None, kind: imports.Kind, row: int | None) -> None:
        draft = self.draft
        if draft is None or draft.table is None:
            return
        header_at = None
        if row is not None:
            numbers = draft.table.numbers
            if row and row not in numbers:
                row = next((number for number in numbers if number > row), numbers[-1])
            header_at = numbers.index(row) if row else -1
            if header_at == draft.table.header_at:
                return
        self.open_file(draft.path, sheet=sheet, kind=kind, header_at=header_at, text=draft.text)

    def _choose_file(self) -> None:
        path = self.ask_file()
        if path is not None:
            self.open_file(path)

    def _ask_file(self) -> Path | None:
        t, settings = self.texts, self.workspace.settings
        folder = settings.text("import_folder", str(Path.home()))
        kinds = f"{t('Plans and tables')} ({' '.join('*' + suffix for suffix in SUFFIXES)})"
        name, _ = QFileDialog.getOpenFileName(self, t("Choose a file"), folder, kinds)
        if not name:
            return None
        settings.put("import_folder", str(Path(name).parent))
        return Path(name)

    def _ask_name(self, name: str) -> str:
        t = self.texts
        text, chosen = QInputDialog.getText(
            self, t("Save this matching"), t("Name"), QLineEdit.EchoMode.Normal, name or t("Monthly update")
        )
        return text.strip() if chosen else ""

    def _forward(self) -> None:
        if self.step == FINISH:
            self.import_now()
        elif self.draft is not None:
            self.go(self.step + 1)

    def _backward(self) -> None:
        first = CHECK if self.draft is not None and self.draft.plan is not None else MATCH
        self.go(self.step - 1 if self.step > first else FILE)

    def _show(self) -> None:
        """Show the step we are at, with everything around it."""
        t, draft = self.texts, self.draft
        if draft is None:
            self.step = FILE
        is_plan = draft is not None and draft.plan is not None
        step: QWidget = (self.file, self.match, self.plan if is_plan else self.check, self.finish)[self.step]
        can = draft is not None and draft.refusal is None
        if draft is not None and draft.refusal is not None:
            self.step, step = MATCH, self.match
            self.note.say(t.say(draft.refusal))
        if draft is not None and isinstance(step, (MatchStep, CheckStep, PlanStep, FinishStep)):
            step.show_draft(draft)
        self.stack.setCurrentWidget(step)
        self.steps.show_state(self.step, (True, draft is not None and not is_plan, can, can), self._notes())
        self.cancel.setVisible(draft is not None)
        self.back.setVisible(self.step > FILE)
        self.next.setVisible(self.step > FILE)
        self.next.setText(self._verb() if self.step == FINISH else t(NEXT[self.step]))
        self.next.setEnabled(can and (self.step != FINISH or (self.workspace.can_edit and self._writes() > 0)))
        self._counts.setText(counts_said(draft, t) if draft is not None and self.step > FILE else "")

    def _writes(self) -> int:
        draft = self.draft
        if draft is None:
            return 0
        return draft.preview.changes if draft.preview is not None else 1

    def _verb(self) -> str:
        if self.draft is not None and self.draft.plan is not None:
            return self.texts("Import the plan")
        return self.texts.n("Import {count} row", "Import {count} rows", self._writes())

    def _notes(self) -> list[str]:
        """Return what each step says of itself."""
        draft, t = self.draft, self.texts
        if draft is None:
            return ["", "", "", t("Undo takes it back")]
        if draft.table is None or draft.matching is None:
            return [draft.path.name, t("Nothing to match"), t("Plan"), t("Undo takes it back")]
        matched = sum(bool(column.field) for column in draft.matching.columns)
        every = len(draft.matching.columns)
        open_ = len(draft.open_problems)
        rows = t.n("{count} value to check", "{count} values to check", open_) if open_ else t("Nothing to decide")
        return [draft.path.name, t("{matched} of {every} columns", matched=matched, every=every), rows,
                t("Undo takes it back")]  # fmt: skip

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        foot.addWidget(self._counts)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self.note)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.steps)
        row.addLayout(right, 1)
        self.content.addLayout(row, 1)
        self.content.addLayout(foot)

    def _connect(self) -> None:
        self.steps.chosen.connect(self.go)
        self.file.chosen.connect(self.open_file)
        self.file.asked.connect(self._choose_file)
        self.match.matching_changed.connect(self._set_matching)
        self.match.reading_changed.connect(self._read_anew)
        self.match.saved_chosen.connect(self._use_saved)
        self.match.save_asked.connect(self._save_matching)
        self.match.problems.decided.connect(self._fix)
        self.check.problems.decided.connect(self._fix)
        self.plan.project_chosen.connect(self._go_into)
        self.cancel.clicked.connect(self.start_over)
        self.back.clicked.connect(self._backward)
        self.next.clicked.connect(self._forward)

    def _go_into(self, project_id: int | None) -> None:
        if self.draft is not None:
            self._run(into_project(self.workspace.store, self.draft, project_id), self._take)
