"""The rules of ratings: which class uses which set, the organisation's own sets, and what a change would do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.rag_measures import dimension_words, rating_words
from ...domain.rag_presets import PREFIX, PRESETS, STANDARD, WORDS, name_words
from ...domain.rag_rules import RuleSet
from ...services.commands import rag_rules
from ...services.fields.choices import PROJECT_CLASS
from ...services.queries.rag_preview import Change, changes_between, measured_projects
from ...services.rag import RuleBook, classes_in_use, rule_book
from ...texts import Texts
from ..widgets.button_box import keep_button
from ..widgets.text import Label
from ..workspace import Workspace
from .rag_rules_table import RulesTable

SHOWN_CHANGES: Final = 200


class RagRulesDialog(QDialog):
    """Edits a copy of the rules; nothing is written before the last button, which is one step.

    Attributes:
        classes: class of projects to the box that chooses its rules.
        sets: the list of rule sets; `table`: the rules of the chosen one; `preview`: what would change.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, project_class: str = "") -> None:
        super().__init__(parent)
        self._workspace = workspace
        t = self._t = workspace.texts
        px = workspace.theme.fonts.px
        self.setWindowTitle(t("Rules of ratings"))
        room = self.screen().availableGeometry()
        self.resize(min(px(1020), room.width() - 40), min(px(680), room.height() - 60))
        self._before: RuleBook = workspace.read(rule_book)
        self._own: dict[str, rag_rules.OwnRules] = {
            key: rag_rules.OwnRules(key, rules.name, rules.rules)
            for key, rules in self._before.sets.items()
            if not key.startswith(PREFIX)
        }
        self._presets = {key: rules for key, rules in self._before.sets.items() if key.startswith(PREFIX)}
        self._projects = workspace.read(measured_projects, workspace.plan_figures.known)
        self._made = 0
        self._key = ""
        self.classes: dict[str, QComboBox] = {}
        self.sets = QListWidget()
        self.sets.setAccessibleName(t("Rule sets"))
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName(t("Name"))
        self.source = Label("", "hint", wrap=True)
        self.table = RulesTable(workspace)
        self.copy = QPushButton(t("Copy and change"))
        self.delete = QPushButton(t("Delete"))
        self.preview = QListWidget()
        self.preview.setAccessibleName(t("What would change"))
        self.summary = Label("", "strong")
        self.error = Label("", "error", wrap=True)
        self.error.hide()
        kinds = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        box = QDialogButtonBox(kinds, self)  # a default button looks for its dialog at once
        self.keep = keep_button(box, t, t("Use these rules"))
        box.accepted.connect(self.save)
        box.rejected.connect(self.reject)
        self._lay_out(box)
        self._fill_sets()
        rules = self._before.of(project_class)
        self._choose(rules.key)
        self._connect()
        self._show_preview()

    # What is edited

    def book(self) -> RuleBook:
        """Return the rules as they are in the dialog.

        Raises:
            PmoError: a limit is no number.
        """
        self._take_table()
        sets = dict(self._presets)
        sets |= {key: RuleSet(key, own.rules, own.name) for key, own in self._own.items()}
        return RuleBook(sets, self._by_class())

    def save(self) -> None:
        """Keep the rules as one step, or say why not."""
        try:
            self._take_table()
            self._workspace.attempt(
                Message("edit_rag_rules"), rag_rules.save, self._by_class(), list(self._own.values())
            )
        except PmoError as error:
            self._say(error)
            return
        self._workspace.done.emit(Message("rag_rules_changed"))
        self.accept()

    # Inside

    def _lay_out(self, box: QDialogButtonBox) -> None:
        t = self._t
        classes = QGridLayout()
        classes.setVerticalSpacing(4)
        words = {choice.value: t(choice.label) for choice in PROJECT_CLASS}
        in_use = self._workspace.read(lambda session: tuple(classes_in_use(session)))
        names = ["", *words, *(name for name in in_use if name and name not in words)]
        for row, name in enumerate(names):
            label = Label(words.get(name, name) or t("All other classes"))
            chooser = QComboBox()
            chooser.setAccessibleName(label.text())
            label.setBuddy(chooser)
            classes.addWidget(label, row, 0)
            classes.addWidget(chooser, row, 1)
            self.classes[name] = chooser
        classes.setColumnStretch(1, 1)
        left = QVBoxLayout()
        left.addWidget(Label(t("Which class uses which rules"), "section"))
        left.addLayout(classes)
        left.addSpacing(8)
        left.addWidget(Label(t("Rule sets"), "section"))
        left.addWidget(self.sets, 1)
        row_of_buttons = QHBoxLayout()
        for button in (self.copy, self.delete):
            button.setAutoDefault(False)
            row_of_buttons.addWidget(button)
        row_of_buttons.addStretch(1)
        left.addLayout(row_of_buttons)
        right = QVBoxLayout()
        right.addWidget(self.name)
        right.addWidget(self.source)
        right.addWidget(self.table, 3)
        right.addWidget(self.summary)
        right.addWidget(self.preview, 1)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addLayout(left, 2)
        columns.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(columns, 1)
        column.addWidget(self.error)
        column.addWidget(box)

    def _connect(self) -> None:
        self.sets.currentItemChanged.connect(self._set_chosen)
        self.table.edited.connect(self._edited)
        self.name.textEdited.connect(lambda _: self._edited(named=True))
        self.copy.clicked.connect(self._copy)
        self.delete.clicked.connect(self._delete)
        for chooser in self.classes.values():
            chooser.currentIndexChanged.connect(lambda _: self._show_preview())

    def _fill_sets(self) -> None:
        t = self._t
        chosen = {name: box.currentData() for name, box in self.classes.items()}
        self.sets.blockSignals(True)
        self.sets.clear()
        titles = {key: set_title(t, rules) for key, rules in self._presets.items()}
        titles |= {key: own.name for key, own in self._own.items()}
        for key, title in titles.items():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.sets.addItem(item)
        self.sets.blockSignals(False)
        for name, box in self.classes.items():
            box.blockSignals(True)
            box.clear()
            if name:
                box.addItem(t("As all other classes"), "")
            for key, title in titles.items():
                box.addItem(title, key)
            usual = self._before.by_class.get(name, "" if name else STANDARD)
            wanted = usual if chosen[name] is None else chosen[name]
            box.setCurrentIndex(max(0, box.findData(wanted)))
            box.blockSignals(False)

    def _choose(self, key: str) -> None:
        """Show the rules of a set."""
        self._key = key
        for row in range(self.sets.count()):
            if self.sets.item(row).data(Qt.ItemDataRole.UserRole) == key:
                self.sets.blockSignals(True)
                self.sets.setCurrentRow(row)
                self.sets.blockSignals(False)
        own = self._own.get(key)
        rules = own.rules if own is not None else self._presets[key].rules
        self.name.setText(own.name if own is not None else set_title(self._t, self._presets[key]))
        self.name.setEnabled(own is not None)
        source = WORDS[key.removeprefix(PREFIX)][1] if own is None else ""
        t = self._t
        self.source.setText(t("{source} Copy it to change it.", source=t.say(Message(source))) if source else "")
        self.source.setVisible(bool(source))
        self.delete.setEnabled(own is not None)
        self.table.show_rules(rules, editable=own is not None)

    def _set_chosen(self, now: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        if now is None:
            return
        try:
            self._take_table()
        except PmoError as error:
            self._say(error)
            self._choose(self._key)
            return
        self._choose(str(now.data(Qt.ItemDataRole.UserRole)))

    def _copy(self) -> None:
        """Begin an own set from the chosen one; classes that use that one use the copy."""
        try:
            self._take_table()
        except PmoError as error:
            self._say(error)
            return
        self._made += 1
        own, preset = self._own.get(self._key), self._key.removeprefix(PREFIX)
        rules = own.rules if own is not None else self._presets[self._key].rules
        names = {known.name for known in self._own.values()}
        title = self._t("Our rules")
        name = next(text for at in range(len(names) + 1) if (text := f"{title} {at + 1}" if at else title) not in names)
        key = f"own:new-{self._made}"
        self._own[key] = rag_rules.OwnRules(key, name, rules, preset if preset in PRESETS else "")
        users = [box for box in self.classes.values() if box.currentData() == self._key]
        self._fill_sets()
        for box in users:
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(key))
            box.blockSignals(False)
        self._choose(key)
        self.name.setFocus()
        self.name.selectAll()
        self._show_preview()

    def _delete(self) -> None:
        """Drop an own set; classes that used it use the rules of all others."""
        del self._own[self._key]
        self._fill_sets()
        self._choose(STANDARD)
        self._show_preview()

    def _edited(self, *, named: bool = False) -> None:
        self._show_preview()
        item = self.sets.currentItem()
        if named and item is not None:
            item.setText(self.name.text())
            for box in self.classes.values():
                at = box.findData(self._key)
                if at >= 0:
                    box.setItemText(at, self.name.text())

    def _take_table(self) -> None:
        """Take what is typed into the set on show."""
        own = self._own.get(self._key)
        if own is not None:
            self._own[self._key] = rag_rules.OwnRules(own.key, self.name.text(), self.table.rules(), own.preset)

    def _by_class(self) -> dict[str, str]:
        return {name: str(box.currentData()) for name, box in self.classes.items() if box.currentData()}

    def _show_preview(self) -> None:
        try:
            found = changes_between(self._projects, self._before, self.book())
        except PmoError as error:
            self._say(error)
            return
        self.error.hide()
        t = self._t
        used = set(self._by_class().values())
        if self._key in self._own and self._key not in used:
            self.summary.setText(t("No class uses these rules yet"))
            self.preview.clear()
            return
        projects = len({change.project_id for change in found})
        said = t.n("{count} project would change", "{count} projects would change", projects)
        self.summary.setText(said if found else t("No rating would change"))
        self.preview.clear()
        for change in found[:SHOWN_CHANGES]:
            self.preview.addItem(change_words(t, change))

    def _say(self, error: PmoError) -> None:
        self.error.setText(self._t.say(error))
        self.error.show()


def set_title(t: Texts, rules: RuleSet) -> str:
    """Return what a rule set is called."""
    name = name_words(rules)
    return name if isinstance(name, str) else t.say(name)


def change_words(t: Texts, change: Change) -> str:
    """Return one line of what would change."""
    return t(
        "{code} {project}: {dimension} from {before} to {after}",
        code=change.code,
        project=change.name,
        dimension=t.say(dimension_words(change.dimension)),
        before=t.say(rating_words(change.before)),
        after=t.say(rating_words(change.after)),
    )
