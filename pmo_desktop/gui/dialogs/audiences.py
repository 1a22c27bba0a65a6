"""Whom copies of a pack are made for, and what each copy leaves out; every change is kept at once."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.audience import KINDS, PRESETS
from ...domain.messages import Message
from ...reports.pages.masks import audience_name, mask_name
from ...services.commands import packs
from ...services.queries.packs import AudienceView, audiences
from ..widgets.button_box import close_button
from ..widgets.text import Label
from ..workspace import Workspace

OWN = frozenset(preset.key for preset in PRESETS)
"""Profiles that come with the program: they keep their names, and deleting one gives it back as it came."""


class AudiencesDialog(QDialog):
    """Profiles at the left, what the chosen one leaves out at the right."""

    def __init__(self, workspace: Workspace, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._texts = workspace, workspace.texts
        t = workspace.texts
        self.setWindowTitle(t("Audiences"))
        self._views: dict[str, AudienceView] = {}
        self._is_filling = False
        self.list = QListWidget()
        self.list.setAccessibleName(t("Audiences"))
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.name.setAccessibleName(t("Name"))
        self.tags = QLineEdit()
        self.tags.setAccessibleName(t("Tags of projects that are left out"))
        self.boxes = {kind: QCheckBox(mask_name(t, kind)) for kind in KINDS}
        self.add_button = QPushButton(t("New audience"))
        self.delete_button = QPushButton()
        for button in (self.add_button, self.delete_button):
            button.setAutoDefault(False)  # Return in a field keeps it, and does nothing else
        self._lay_out()
        self._fill(key)
        self.list.currentItemChanged.connect(lambda *_: self._show())
        self.add_button.clicked.connect(self.add)
        self.delete_button.clicked.connect(self.delete)
        self.name.editingFinished.connect(self.keep)
        self.tags.editingFinished.connect(self.keep)
        for box in self.boxes.values():
            box.toggled.connect(self.keep)

    def key(self) -> str:
        """Return the key of the chosen profile."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def keep(self) -> None:
        """Keep what the form says of the chosen profile."""
        view = self._views.get(self.key())
        if self._is_filling or view is None:
            return
        name = view.audience.name if view.audience.key in OWN else self.name.text()
        masks = {kind for kind, box in self.boxes.items() if box.isChecked()}
        tags = tuple(tag.strip() for tag in self.tags.text().replace("，", ",").split(",") if tag.strip())
        if (name, masks, tags) != (view.audience.name, set(view.audience.masks), view.audience.tags):
            self._save(view.audience.key, name, masks, tags, new=False)

    def add(self) -> None:
        """Add a profile that leaves names and money out."""
        t = self._texts
        known = {view.audience.name for view in self._views.values()}
        names = (t("Audience {number}", number=str(number)) for number in range(1, len(self._views) + 2))
        name = next(name for name in names if name not in known)
        before = set(self._views)
        self._save("", name, {"names", "money"}, (), new=True)
        added = next((key for key in self._views if key not in before), self.key())
        self._fill(added)
        self.name.setFocus()
        self.name.selectAll()

    def delete(self) -> None:
        """Delete the chosen profile, or give one of the program back as it came."""
        view = self._views.get(self.key())
        if view is not None and view.id is not None:
            label = Message("delete_audience", {"name": self._called(view)})
            self._workspace.edit(label, packs.delete_audience, view.id)
            self._fill(view.audience.key)

    def _save(self, key: str, name: str, masks: Iterable[str], tags: Iterable[str], *, new: bool) -> None:
        label = Message("save_audience", {"name": name or audience_name(self._texts, key)})
        self._workspace.edit(label, packs.save_audience, key, name, sorted(masks), tuple(tags), new=new)
        self._fill(key)

    def _fill(self, key: str) -> None:
        self._is_filling = True
        self._views = {view.audience.key: view for view in self._workspace.read(audiences)}
        self.list.clear()
        for known, view in self._views.items():
            item = QListWidgetItem(self._called(view))
            item.setData(Qt.ItemDataRole.UserRole, known)
            self.list.addItem(item)
        self.list.setCurrentRow(max(list(self._views).index(key) if key in self._views else 0, 0))
        self._is_filling = False
        self._show()

    def _show(self) -> None:
        view = self._views.get(self.key())
        if self._is_filling or view is None:
            return
        t, profile = self._texts, view.audience
        self._is_filling = True
        self.name.setText(self._called(view))
        self.name.setEnabled(profile.key not in OWN)
        self.tags.setText(", ".join(profile.tags))
        for kind, box in self.boxes.items():
            box.setChecked(kind in profile.masks)
        self.delete_button.setText(t("As it came") if profile.key in OWN else t("Delete"))
        self.delete_button.setEnabled(view.id is not None)
        self._is_filling = False

    def _called(self, view: AudienceView) -> str:
        return audience_name(self._texts, view.audience.name or view.audience.key)

    def _lay_out(self) -> None:
        t = self._texts
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.add_button)
        left.addWidget(self.delete_button)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(Label(t("Name"), "small"))
        right.addWidget(self.name)
        right.addSpacing(6)
        right.addWidget(Label(t("Left out of the copy"), "small"))
        for box in self.boxes.values():
            right.addWidget(box)
        right.addSpacing(6)
        right.addWidget(Label(t("Tags of projects that are left out"), "small"))
        right.addWidget(self.tags)
        hint = t("Names and amounts are also taken out of every sentence. The last page lists what was left out.")
        right.addWidget(Label(hint, "hint", wrap=True))
        right.addStretch(1)
        row = QHBoxLayout()
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close_button(buttons, t)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(row, 1)
        layout.addWidget(buttons)
        self.resize(self._workspace.theme.fonts.px(560), self._workspace.theme.fonts.px(520))
