"""Asks for an override: the rating, why the rules do not hold, and how long."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.rag import Dimension, Rag, to_rag
from ...domain.rag_measures import dimension_words, rating_words
from ...domain.rag_status import latest_expiry, relief_allowed
from ...services.commands import overrides
from ...services.queries.registry import ProjectRow
from ..widgets.button_box import keep_button
from ..widgets.text import Label
from ..workspace import Workspace

OFFERED: tuple[Rag, ...] = ("G", "A", "R")


class OverrideDialog(QDialog):
    """The rating that stands for the computed one, its reason and its last data date."""

    def __init__(
        self,
        workspace: Workspace,
        project: ProjectRow,
        period_id: int,
        dimension: Dimension,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._project, self._period_id, self._dimension = workspace, project, period_id, dimension
        t = workspace.texts
        name = t.say(dimension_words(dimension))
        self.setWindowTitle(t("Override {dimension}", dimension=name))
        self.setMinimumWidth(workspace.theme.fonts.px(460))
        judgement = project.computed.get(dimension)
        computed = project.computed_rating(dimension)
        self.rating = QComboBox()
        reported = to_rag(project.ratings.get(dimension, ""))
        for rag in OFFERED:
            if relief_allowed(computed, rag):
                self.rating.addItem(t.say(rating_words(rag)), rag)
        self.rating.setCurrentIndex(max(0, self.rating.findData(reported)))
        self.reason = QLineEdit()
        self.reason.setMaxLength(140)
        self.until = QComboBox()
        period = workspace.current_period
        if period is not None:
            latest = latest_expiry(period.data_date)
            self.until.addItem(t("This period only ({day})", day=t.date(period.data_date)), period.data_date)
            self.until.addItem(t("This period and the next one ({day})", day=t.date(latest)), latest)
        self._error = Label("", "error", wrap=True)
        self._error.hide()
        kinds = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(kinds, self)  # a default button looks for its dialog at once
        keep_button(buttons, t, t("Override"))
        buttons.accepted.connect(self.keep)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        for caption, editor in ((t("Rating"), self.rating), (t("Reason"), self.reason), (t("Holds for"), self.until)):
            label = Label(caption)
            label.setBuddy(editor)
            editor.setAccessibleName(caption)
            form.addRow(label, editor)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), "section"))
        column.addWidget(Label(t.say(judgement.explanation) if judgement is not None else "", "hint", wrap=True))
        column.addLayout(form)
        column.addWidget(self._error)
        column.addWidget(buttons)
        self.reason.setFocus()

    def keep(self) -> None:
        """Override the rating, or say why not."""
        label = Message("override_rating", {"dimension": dimension_words(self._dimension)})
        try:
            self._workspace.attempt(
                label,
                overrides.make,
                self._project.id,
                self._period_id,
                self._dimension,
                to_rag(self.rating.currentData()),
                self.reason.text(),
                author=self._workspace.store.author,
                expires_on=self.until.currentData(),
            )
        except PmoError as error:
            self._error.setText(self._workspace.texts.say(error))
            self._error.show()
            return
        self.accept()


def ask_override(
    workspace: Workspace, project: ProjectRow, period_id: int, dimension: Dimension, parent: QWidget
) -> None:
    """Let the user override the computed rating of a dimension."""
    OverrideDialog(workspace, project, period_id, dimension, parent.window()).exec()


def withdraw_override(workspace: Workspace, project: ProjectRow, dimension: Dimension) -> None:
    """Take back the override of a dimension: the computed rating stands again."""
    found = project.overrides.get(dimension)
    if found is not None:
        label = Message("withdraw_override", {"dimension": dimension_words(dimension)})
        workspace.edit(label, overrides.withdraw, found.id)
