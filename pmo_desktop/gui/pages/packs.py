"""The packs page: the pages of the pack, a live preview of each, what goes into it, and its export."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.changes import ChangeSet
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...services.queries.packs import audiences, issued_packs
from ...services.queries.registry import registry
from ...texts import LANGUAGES
from ..jobs import Job
from ..widgets.banner import Banner
from ..widgets.pdf_preview import PdfPreview
from ..widgets.text import Label
from ..workspace import Workspace
from .packs_building import Building
from .packs_issued import IssuedPanel
from .packs_issuing import Issuing
from .packs_list import PageLine, PageList
from .packs_options import PackOptions, ProjectChooser, Segments
from .packs_work import PackChoice, PackView, export, file_name, open_folder, preview
from .page import Page

LIST_WIDTH = 244
WIDEST_LIST = 330
DELAY = 300
"""Milliseconds from an edit to the next preview, so that typing is not slowed down."""


class PacksPage(Page):
    """Makes a status pack.

    Attributes:
        choice: what goes into the pack.
        ask_file, ask_folder: ask the user where to write; replaced in tests.
        issuing: publishes, corrects, compares and verifies.
    """

    tables: ClassVar[frozenset[str]] = frozenset(
        {"portfolio", "programme", "project", "period", "status_update", "task", "link", "assignment", "calendar",
         "task_baseline", "baseline", "risk", "risk_score", "issue", "decision", "change_request", "issued_pack",
         "audience", "pack_definition", "benefit", "action", "assumption", "dependency", "simulation_run"}
    )  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        t, settings = self.texts, workspace.settings
        language = settings.text("pack_language", t.language)
        paper = settings.text("pack_paper", "A4")
        self.choice = PackChoice(language if language in LANGUAGES else t.language, paper)
        self.shown: PackView | None = None
        self.ask_file: Callable[[Path], Path | None] = self._ask_file
        self.ask_folder: Callable[[Path], Path | None] = self._ask_folder
        self._job: Job | None = None
        self._serial = 0
        self._later = QTimer(self, singleShot=True, interval=DELAY)
        self._later.timeout.connect(self._render)
        self.list = PageList(workspace)
        self.issued = IssuedPanel(workspace)
        tabs = [("pages", t("Pages")), ("build", t("Build")), ("issued", t("Issued"))]
        self.tabs = Segments(tabs, t("Pages, building, or issued packs"))
        self._left = QStackedWidget()
        self.preview = PdfPreview(workspace)
        self.options = PackOptions(workspace)
        self.note = Banner(workspace.icons, close_name=t("Close"))
        self.note.hide()
        self.issuing = Issuing(self)
        self.building = Building(self)
        self._place = Label("", "small")
        self._zoom = Label("", "small")
        self._build()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return self.workspace.texts("Status pack")

    def reload(self) -> None:
        """Make the pack anew and show it."""
        self.options.languages.set_value(self.choice.language)
        self.options.paper.setCurrentText(self.choice.paper)
        self.options.set_audiences(self.workspace.read(audiences), self.choice.audience)
        self.issued.set_packs(self.workspace.read(issued_packs))
        self._show_projects()
        self.building.reload()
        self._render()

    def apply(self, change: ChangeSet) -> None:
        """Make the pack anew once edits pause."""
        if change.tables() & self.tables:
            self._later.start()

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what this page does for the window's commands."""
        return {}

    def status_text(self) -> str:
        """Return how many pages there are."""
        count = self.preview.count
        return self.texts.n("{count} page", "{count} pages", count) if count else ""

    def state(self) -> dict[str, Any]:
        """Return the page shown and what was chosen."""
        ids = self.choice.project_ids
        return {"page": self.preview.page, "projects": list(ids) if ids is not None else None}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Show the page that `state` names."""
        ids = state.get("projects")
        chosen = tuple(int(key) for key in ids) if isinstance(ids, list) else None
        if chosen != self.choice.project_ids:
            self.choose(project_ids=chosen)
        if state.get("publish"):
            self.issuing.publish_soon()
        page = state.get("page")
        if isinstance(page, int):
            self.preview.go_to(page)

    def let_go(self) -> None:
        """Stop the work that is under way and close the document."""
        self._serial += 1
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
        self.preview.set_pages(None)

    def choose(self, **changes: Any) -> None:
        """Change what goes into the pack, and make it anew."""
        self.choice = replace(self.choice, **changes)
        self.workspace.settings.put("pack_language", self.choice.language)
        self.workspace.settings.put("pack_paper", self.choice.paper)
        self.reload()

    def export(self) -> None:
        """Ask where to, and write the pack beside the window."""
        if self.shown is None:
            return
        choice, data = self._asked(), self.shown.data
        folder = Path(self.workspace.settings.text("pack_folder", str(self.workspace.store.path.parent)))
        if self.options.both.isChecked():
            chosen = self.ask_folder(folder)
            files = {language: chosen / file_name(data, language) for language in LANGUAGES} if chosen else {}
        else:
            file = self.ask_file(folder / file_name(data, choice.language))
            files = {choice.language: file} if file else {}
        if not files:
            return
        self.workspace.settings.put("pack_folder", str(next(iter(files.values())).parent))
        work = export(self.workspace.store, choice, files, beside=self.options.beside.isChecked())
        self.workspace.jobs.start(Message("pack_exporting"), work, self.while_here(self._exported))

    # Inside

    def _build(self) -> None:
        t = self.texts
        self.header.add_button(t("Export PDF…"), "download", self.export)
        self.publish_button = self.header.add_button(
            t("Publish…"), "lock", self.issuing.publish, primary=True, tip=t.say(Message("publish_period"))
        )
        left = QFrame()
        left.setObjectName("sidePanel")
        left.setFixedWidth(min(self.workspace.theme.fonts.px(LIST_WIDTH), WIDEST_LIST))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        switch = QHBoxLayout()
        switch.setContentsMargins(12, 8, 12, 4)
        switch.addWidget(self.tabs)
        column.addLayout(switch)
        self._left.addWidget(self.list)
        self._left.addWidget(self.building.panel)
        self._left.addWidget(self.issued)
        column.addWidget(self._left, 1)
        self.tabs.set_value("pages")
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.issuing.state_note)
        middle.addWidget(self.note)
        middle.addWidget(self.preview, 1)
        middle.addLayout(self._tools())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left)
        row.addLayout(middle, 1)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.addLayout(row, 1)
        self.set_inspector(self.options)
        self.show_inspector()

    def _tools(self) -> QHBoxLayout:
        t = self.texts
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(4)
        row.addStretch(1)
        row.addWidget(self._tool("chevron-left", t("Previous page"), lambda: self.preview.go_to(self.preview.page - 1)))
        row.addWidget(self._place)
        row.addWidget(self._tool("chevron-right", t("Next page"), lambda: self.preview.go_to(self.preview.page + 1)))
        row.addSpacing(16)
        row.addWidget(self._tool("zoom-out", t("Smaller"), lambda: self.preview.zoom_by(-1)))
        row.addWidget(self._zoom)
        row.addWidget(self._tool("zoom-in", t("Larger"), lambda: self.preview.zoom_by(1)))
        row.addWidget(self._tool("maximize", t("Whole page"), lambda: self.preview.set_zoom(0)))
        row.addSpacing(16)
        self.grey = self._tool("contrast", t("As printed without colour"), lambda: None)
        self.grey.setCheckable(True)
        self.grey.toggled.connect(self.preview.set_grey)
        row.addWidget(self.grey)
        row.addStretch(1)
        for label in (self._place, self._zoom):
            label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        return row

    def _tool(self, icon: str, name: str, run: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        self.workspace.icons.put(button, icon)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(lambda: run())
        return button

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda index, _: self.preview.go_to(index.row()))
        self.preview.page_changed.connect(self._show_place)
        self.preview.zoom_changed.connect(self._show_zoom)
        self.options.language_chosen.connect(lambda language: self.choose(language=language))
        self.options.paper_chosen.connect(lambda paper: self.choose(paper=paper))
        self.options.projects_asked.connect(self._choose_projects)
        self.options.page_asked.connect(self.preview.go_to)
        self.options.project_asked.connect(self.open_project)
        self.options.audience_chosen.connect(lambda key: self.choose(audience=key))
        self.options.audiences_asked.connect(self.issuing.edit_audiences)
        self.tabs.chosen.connect(lambda name: self._left.setCurrentIndex(("pages", "build", "issued").index(name)))
        self.issued.chosen.connect(lambda number: self.choose(issue=number))
        self.issued.save_asked.connect(self.issuing.save_again)
        self.issued.compare_asked.connect(self.issuing.compare)
        self.issued.verify_asked.connect(self.issuing.verify)

    def _asked(self) -> PackChoice:
        period = self.workspace.current_period
        return replace(self.choice, as_of=period.data_date if period else None)

    def _render(self) -> None:
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
        self._serial += 1
        serial = self._serial
        work = preview(self.workspace.store, self._asked(), self.devicePixelRatioF())
        self._job = self.workspace.jobs.start(
            Message("pack_preview"), work, lambda view: self._take(serial, view), lambda e: self._refused(serial, e)
        )

    def _take(self, serial: int, view: PackView) -> None:
        if serial != self._serial:
            view.pages.close()
            return
        self._job = None
        self.shown = view
        self.list.pages.set_lines(self._lines(view))
        self.preview.set_pages(view.pages)
        self.options.show_checks(view.checks)
        self.options.show_changes(view.data)
        self.issuing.show_state(view)
        self.building.show_pages()
        self.header.set_subtitle(self._subtitle(view))
        self._show_zoom()
        self.status_changed.emit(self.status_text())

    def _refused(self, serial: int, error: PmoError) -> None:
        if serial == self._serial:
            self._job = None
            self.workspace.failed.emit(error)

    def _lines(self, view: PackView) -> list[PageLine]:
        t = self.texts
        named = dict(view.outline)
        noted: dict[int, str] = {}
        for check in view.checks:
            if check.page is not None and check.kind != "note":
                noted.setdefault(check.page, t.say(check.message))
        codes = sorted((project.code for project in view.data.projects), key=len, reverse=True)
        lines = []
        title = t("Cover")
        for number, picture in enumerate(view.thumbnails, start=1):
            is_continued = number not in named and number > 1
            title = named.get(number, title)
            place = t("Page {page}", page=number)
            code = next((code for code in codes if code and title.startswith(code + " ")), "")
            if code:
                place = t("{place} · {code}", place=place, code=code)
            detail = t("{place}, continued", place=place) if is_continued else place
            name = title.removeprefix(code).strip() if code else title
            lines.append(PageLine(name, detail, picture, noted.get(number, ""), is_continued))
        return lines

    def _subtitle(self, view: PackView) -> str:
        t, data = self.texts, view.data
        state = t("draft {number}", number=data.issue) if data.draft else t("issue {number}", number=data.issue)
        return t("{month} · {state} · {paper}", month=t.month(data.data_date), state=state, paper=view.choice.paper)

    def _show_place(self, page: int) -> None:
        count = self.preview.count
        self.list.choose(page)
        place = self.texts("{page} of {count}", page=page + 1, count=count) if count else ""
        self._place.setText(place)
        lines = self.list.pages.lines
        self.preview.setAccessibleDescription(f"{lines[page].title}, {place}" if page < len(lines) else place)

    def _show_zoom(self) -> None:
        self._zoom.setText(self.texts.percent(self.preview.shown_zoom / 100))

    def _show_projects(self) -> None:
        t, ids = self.texts, self.choice.project_ids
        rows = self.workspace.read(registry).rows
        text = (
            t("All projects ({count})", count=len(rows))
            if ids is None
            else t("{chosen} of {count} projects", chosen=len(ids), count=len(rows))
        )
        self.options.projects.setText(text)

    def _choose_projects(self) -> None:
        rows = self.workspace.read(registry).rows
        named = [(row.id, f"{row.code} {row.name}") for row in rows]
        urgent = [row.id for row in rows if row.overall in ("A", "R")]
        dialog = ProjectChooser(self.workspace, named, self.choice.project_ids, urgent, self)
        if dialog.exec():
            self.choose(project_ids=dialog.chosen())

    def open_project(self, uid: str) -> None:
        """Go to the project of that uid."""
        row = next((row for row in self.workspace.read(registry).rows if row.uid == uid), None)
        if row is not None:
            self.workspace.open("project", row.id)

    def _exported(self, files: tuple[Path, ...]) -> None:
        t = self.texts
        folder = files[0].parent
        names = t.listed(file.name for file in files)
        self.note.set_kind("information")
        self.note.say(t("Saved {names}", names=names), t("Open folder"), lambda: open_folder(folder))

    def _ask_file(self, proposed: Path) -> Path | None:
        t = self.texts
        name, _ = QFileDialog.getSaveFileName(self, t("Export the pack"), str(proposed), f"{t('PDF files')} (*.pdf)")
        return _with_suffix(Path(name)) if name else None

    def _ask_folder(self, proposed: Path) -> Path | None:
        name = QFileDialog.getExistingDirectory(self, self.texts("Export both languages"), str(proposed))
        return Path(name) if name else None


def _with_suffix(file: Path) -> Path:
    return file if file.suffix.lower() == ".pdf" else file.with_name(file.name + ".pdf")
