"""Asks what to publish: languages, audiences, folder; says first what is frozen and that it can't be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.pack import PackData
from ...reports.frame import Check
from ...reports.pages.masks import audience_name, mask_name
from ...services.publishing import Order
from ...services.queries.packs import AudienceView
from ...texts import LANGUAGES
from ..widgets.button_box import keep_button
from ..widgets.text import Label
from ..workspace import Workspace

BLOCKING: Final = frozenset({"pack_reason_missing", "pack_next_step_missing"})
"""Checks that have to be settled before a pack goes out: red and amber need a reason and a next step."""

WIDTH: Final = 520


class PublishDialog(QDialog):
    """What will be published.

    Attributes:
        ask_folder: asks the user where to; replaced in tests.
    """

    def __init__(
        self,
        workspace: Workspace,
        data: PackData,
        pages: int,
        checks: Sequence[Check],
        audiences: Sequence[AudienceView],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._data = workspace, data
        self.texts = t = workspace.texts
        self.ask_folder: Callable[[Path], Path | None] = self._ask_folder
        number = str(data.issue)
        self.setWindowTitle(t("Publish pack {number}", number=number))
        self.languages = {code: QCheckBox(name) for code, name in LANGUAGES.items()}
        self.languages[t.language].setChecked(True)
        self.audiences = {view.audience.key: self._audience(view) for view in audiences}
        self.audiences[audiences[0].audience.key].setChecked(True)
        self.note = QLineEdit()
        self.note.setAccessibleName(t("What this version corrects"))
        self.note.setMaxLength(300)
        self.folder = QLineEdit(str(folder))
        self.folder.setAccessibleName(t("Folder"))
        self.refusal = Label("", "error", wrap=True)
        self.refusal.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.publish_button = keep_button(self._buttons, t, t("Publish pack {number}", number=number))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._blocked = [check for check in checks if check.message.id in BLOCKING]
        self._lay_out(pages)
        boxes: list[QCheckBox] = [*self.languages.values(), *self.audiences.values()]
        for box in boxes:
            box.toggled.connect(self._check)
        for line in (self.note, self.folder):
            line.textChanged.connect(self._check)
        self._check()
        self.setMinimumWidth(workspace.theme.fonts.px(WIDTH))

    def order(self, period_id: int, paper: str) -> Order:
        """Return what the user ordered."""
        return Order(
            period_id,
            tuple(code for code, box in self.languages.items() if box.isChecked()),
            tuple(key for key, box in self.audiences.items() if box.isChecked()),
            paper,
            self.note.text().strip(),
        )

    def chosen_folder(self) -> Path:
        """Return where the files go."""
        return Path(self.folder.text().strip()).expanduser()

    def _lay_out(self, pages: int) -> None:
        t, data = self.texts, self._data
        layout = QVBoxLayout(self)
        layout.setSpacing(6)
        layout.addWidget(
            Label(t("{month}, data as of {day}", month=t.month(data.data_date), day=t.date(data.data_date)), "section")
        )
        projects = t.n("{count} project", "{count} projects", len(data.projects))
        frozen = t.n("{projects} on {count} page are frozen: status, plans, money, risks, decisions and what changed.",
                     "{projects} on {count} pages are frozen: status, plans, money, risks, decisions and what changed.",
                     pages, projects=projects)  # fmt: skip
        layout.addWidget(Label(frozen, "hint", wrap=True))
        if data.corrects is not None:
            layout.addSpacing(6)
            layout.addWidget(
                Label(t("What this version corrects in pack {number}", number=str(data.corrects)), "small")
            )
            layout.addWidget(self.note)
        layout.addSpacing(6)
        layout.addWidget(Label(t("Languages"), "small"))
        for box in self.languages.values():
            layout.addWidget(box)
        layout.addSpacing(6)
        layout.addWidget(Label(t("Audiences"), "small"))
        for box in self.audiences.values():
            layout.addWidget(box)
        layout.addSpacing(6)
        layout.addWidget(Label(t("Folder"), "small"))
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        choose = QPushButton(t("Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_folder)
        row.addWidget(choose)
        layout.addLayout(row)
        layout.addSpacing(10)
        sentence = t("Publishing cannot be undone. You can publish a corrected version.")
        layout.addWidget(Label(sentence, "body", wrap=True))
        layout.addWidget(self.refusal)
        layout.addWidget(self._buttons)

    def _audience(self, view: AudienceView) -> QCheckBox:
        t, profile = self.texts, view.audience
        name = audience_name(t, profile.name or profile.key).replace("&", "&&")
        box = QCheckBox(name)
        if profile.masks:
            left = t.listed(mask_name(t, kind) for kind in sorted(profile.masks))
            box.setToolTip(t("Without: {list}", list=left))
            box.setAccessibleDescription(t("Without: {list}", list=left))
        return box

    def _check(self) -> None:
        problem = self._problem()
        self.refusal.setText(problem)
        self.refusal.setVisible(bool(problem))
        self.publish_button.setEnabled(not problem)

    def _problem(self) -> str:
        t = self.texts
        if self._blocked:
            first = t.say(self._blocked[0].message)
            return t.n(
                "{count} page is not ready. {first}", "{count} pages are not ready. {first}", len(self._blocked),
                first=first,
            )  # fmt: skip
        if not any(box.isChecked() for box in self.languages.values()):
            return t("Choose a language.")
        if not any(box.isChecked() for box in self.audiences.values()):
            return t("Choose an audience.")
        if self._data.corrects is not None and not self.note.text().strip():
            return t("Write what this version corrects.")
        if not self.folder.text().strip() or not self.chosen_folder().is_dir():
            return t("There is no such folder. Choose another one.")
        return ""

    def _choose_folder(self) -> None:
        chosen = self.ask_folder(self.chosen_folder())
        if chosen is not None:
            self.folder.setText(str(chosen))

    def _ask_folder(self, proposed: Path) -> Path | None:
        name = QFileDialog.getExistingDirectory(self, self.texts("Folder for the pack"), str(proposed))
        return Path(name) if name else None
