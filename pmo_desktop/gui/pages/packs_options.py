"""What goes into a pack: language, paper, projects; and the list of what to check before it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.pack import PackData
from ...reports.frame import Check, CheckKind
from ...reports.pages.masks import audience_name
from ...reports.style import PAPERS
from ...services.queries.packs import AudienceView
from ...texts import LANGUAGES
from ..widgets.text import Label
from ..workspace import Workspace
from .packs_changes import ChangesNote

LOOKS: Final[dict[CheckKind, tuple[str, str]]] = {
    "missing": ("circle-alert", "ragRtext"),
    "suspect": ("triangle-alert", "ragAtext"),
    "shortened": ("triangle-alert", "ragAtext"),
    "note": ("info", "text3"),
}
"""Icon and colour of each kind of check."""


class Segments(QWidget):
    """Two or three choices side by side.

    Signals:
        chosen: the value that the user chose.
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._values = [value for value, _ in choices]
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (_, word) in enumerate(choices):
            button = QPushButton(word)
            button.setCheckable(True)
            button.setProperty("kind", "tab")
            self._group.addButton(button, at)
            row.addWidget(button)
        row.addStretch(1)
        self._group.idClicked.connect(lambda at: self.chosen.emit(self._values[at]))

    def button(self, value: str) -> QPushButton:
        """Return the button of a value."""
        found = self._group.button(self._values.index(value))
        assert isinstance(found, QPushButton)
        return found

    def set_value(self, value: str) -> None:
        """Show a value as chosen."""
        if value in self._values:
            self.button(value).setChecked(True)


class ProjectChooser(QDialog):
    """Ticks projects, with a filter."""

    def __init__(
        self,
        workspace: Workspace,
        projects: Sequence[tuple[int, str]],
        chosen: Iterable[int] | None,
        urgent: Iterable[int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        t = workspace.texts
        self.setWindowTitle(t("Projects in the pack"))
        self._urgent = set(urgent)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(t("Filter"))
        self.filter.setProperty("kind", "search")
        self.filter.setAccessibleName(t("Filter"))
        self.filter.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(t("Projects in the pack"))
        wanted = None if chosen is None else set(chosen)
        for key, name in projects:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            is_in = wanted is None or key in wanted
            item.setCheckState(Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        quick = QHBoxLayout()
        for word, run in (
            (t("All"), lambda: self._tick(None)),
            (t("None"), lambda: self._tick(set())),
            (t("Red and amber"), lambda: self._tick(self._urgent)),
        ):
            button = QPushButton(word)
            button.setProperty("kind", "chip")
            button.setAutoDefault(False)
            button.clicked.connect(run)
            quick.addWidget(button)
        quick.addStretch(1)
        self._buttons = QDialogButtonBox()
        self._use = self._buttons.addButton(t("Use these projects"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._use.setProperty("kind", "primary")
        self._buttons.addButton(t("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.list.itemChanged.connect(lambda _: self._enable())
        layout = QVBoxLayout(self)
        layout.addWidget(self.filter)
        layout.addLayout(quick)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._buttons)
        px, room = workspace.theme.fonts.px, self.screen().availableSize() * 0.95
        self.resize(min(px(440), room.width()), min(px(560), room.height()))
        # Sizes were asked for before the style sheet was known.
        self.list.ensurePolished()
        self.list.doItemsLayout()

    def chosen(self) -> tuple[int, ...] | None:
        """Return the ids of the ticked projects, None where all are."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        if len(ticked) == len(items):
            return None
        return tuple(int(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)

    def _tick(self, wanted: set[int] | None) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            is_in = wanted is None or item.data(Qt.ItemDataRole.UserRole) in wanted
            item.setCheckState(Qt.CheckState.Checked if is_in else Qt.CheckState.Unchecked)

    def _narrow(self, text: str) -> None:
        for at in range(self.list.count()):
            item = self.list.item(at)
            item.setHidden(text.strip().casefold() not in item.text().casefold())

    def _enable(self) -> None:
        self._use.setEnabled(self.chosen() != ())


class PackOptions(QWidget):
    """The panel at the right.

    Signals:
        language_chosen, paper_chosen: by the user; audience_chosen: the profile's key.
        projects_asked: the user wants to choose projects; audiences_asked: to edit the profiles of readers.
        page_asked: a page, from 0, that a check is about.
        project_asked: the uid of a project that a check is about.
    """

    language_chosen = Signal(str)
    paper_chosen = Signal(str)
    audience_chosen = Signal(str)
    audiences_asked = Signal()
    projects_asked = Signal()
    page_asked = Signal(int)
    project_asked = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        t = workspace.texts
        self.languages = Segments(list(LANGUAGES.items()), t("Language of the pack"))
        self.languages.chosen.connect(self.language_chosen)
        self.paper = QComboBox()
        self.paper.addItems(list(PAPERS))
        self.paper.setAccessibleName(t("Paper"))
        self.paper.textActivated.connect(self.paper_chosen)
        self.projects = QPushButton()
        self.projects.clicked.connect(self.projects_asked)
        self.audience = QComboBox()
        self.audience.setAccessibleName(t("Audience"))
        self.audience.activated.connect(lambda at: self.audience_chosen.emit(self.audience.itemData(at)))
        self.edit_audiences = QPushButton(t("Edit audiences…"))
        self.edit_audiences.setProperty("kind", "ghost")
        self.edit_audiences.clicked.connect(self.audiences_asked)
        self.both = QCheckBox(t("Export both languages"))
        self.beside = QCheckBox(t("Excel and PowerPoint beside it"))
        self.changes = ChangesNote(workspace)
        self._head = Label("", "section")
        self._checks = QVBoxLayout()
        self._checks.setSpacing(2)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(6)
        for word, widget in (
            (t("Language of the pack"), self.languages),
            (t("Paper"), self.paper),
            (t("Projects"), self.projects),
            (t("Audience"), self.audience),
        ):
            layout.addWidget(Label(word, "small"))
            layout.addWidget(widget)
            layout.addSpacing(6)
        layout.addWidget(self.edit_audiences, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.both)
        layout.addWidget(self.beside)
        layout.addSpacing(10)
        layout.addWidget(self.changes)
        layout.addSpacing(6)
        layout.addWidget(self._head)
        layout.addLayout(self._checks)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def set_audiences(self, views: Sequence[AudienceView], chosen: str) -> None:
        """Offer the profiles of readers."""
        t = self._workspace.texts
        self.audience.clear()
        for view in views:
            self.audience.addItem(audience_name(t, view.audience.name or view.audience.key), view.audience.key)
        self.audience.setCurrentIndex(max(self.audience.findData(chosen), 0))

    def show_changes(self, data: PackData) -> None:
        """Say what moved since the last issued pack."""
        self.changes.show_changes(data)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """List what to look at before the pack goes out, the gravest first."""
        t = self._workspace.texts
        while self._checks.count():
            item = self._checks.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        order = list(LOOKS)
        ranked = sorted(checks, key=lambda check: order.index(check.kind))
        count = sum(check.kind != "note" for check in ranked)
        self._head.setText(t.n("{count} check", "{count} checks", count) if count else t("Nothing to check"))
        for check in ranked:
            self._checks.addWidget(self._row(check))
        self._checks.addStretch(1)

    def _row(self, check: Check) -> QWidget:
        t, icons = self._workspace.texts, self._workspace.icons
        row = QWidget()
        name, token = LOOKS[check.kind]
        mark = QToolButton()
        icons.put(mark, name, token)
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(t.say(check.message), "small", wrap=True))
        links = QHBoxLayout()
        links.setSpacing(0)
        if check.page is not None:
            links.addWidget(self._link(t("Go to page {page}", page=check.page), self.page_asked, check.page - 1))
        if check.project:
            links.addWidget(self._link(t("Open the project"), self.project_asked, check.project))
        links.addStretch(1)
        words.addLayout(links)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(4)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return row

    def _link(self, word: str, signal: object, value: object) -> QPushButton:
        button = QPushButton(word)
        button.setProperty("kind", "ghost")
        button.clicked.connect(lambda: signal.emit(value))  # type: ignore[attr-defined]
        return button
