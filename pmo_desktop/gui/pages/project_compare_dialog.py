"""What is asked when a baseline is set: which one, what it is called, and for which tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from ..._generated.ui_set_baseline import Ui_SetBaseline
from ...domain.messages import Message
from ...services.commands import baselines
from ...services.queries.baseline_compare import BaselineHead, baseline_heads, permits
from ...texts import Texts
from ..widgets.button_box import keep_button
from ..widgets.text import plain_menu_text
from ..workspace import Workspace


def baseline_title(t: Texts, head: BaselineHead) -> str:
    """Return what a baseline is called in lists: Baseline 0 · As agreed · 3 Mar 2026."""
    permit = head.permit if head.approved else t("no change request")
    day = t.date(head.set_on) if head.set_on else ""
    parts = [t("Baseline {number}", number=str(head.number)), head.name, day, permit]
    return " · ".join(part for part in parts if part)


class SetBaselineDialog(QDialog):
    """Proposes the first number that is free; a baseline that is there is replaced only with its name shown."""

    def __init__(
        self,
        t: Texts,
        heads: Sequence[BaselineHead],
        selected: int,
        parent: QWidget | None = None,
        permits: Mapping[int, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._t = t
        self._heads = {head.number: head for head in heads}
        self.form = Ui_SetBaseline()
        self.form.setupUi(self)
        for number in baselines.BASELINES:
            head = self._heads.get(number)
            free = t("Baseline {number} (free)", number=str(number))
            self.form.number.addItem(baseline_title(t, head) if head is not None else free, number)
        self.form.permit.addItem(t("No change request: noted as not approved"), None)
        for key, title in (permits or {}).items():
            self.form.permit.addItem(plain_menu_text(title, 60), key)
        self.form.permit.setCurrentIndex(1 if permits else 0)
        self.keep = keep_button(self.form.buttons, t, t("Set baseline"))
        self.form.part.setEnabled(selected > 0)
        self.form.part.setText(t.n("The {count} selected task", "The {count} selected tasks", selected))
        free_one = next((number for number in baselines.BASELINES if number not in self._heads), 0)
        self.form.number.setCurrentIndex(free_one)
        self.form.number.currentIndexChanged.connect(lambda _: self._show_hint())
        self.form.whole.toggled.connect(lambda _: self._show_hint())
        self._show_hint()

    def number(self) -> int:
        """Return the number that was chosen."""
        return int(self.form.number.currentData())

    def permit(self) -> int | None:
        """Return the change request that permits to set baseline 0 again, None for none."""
        found = self.form.permit.currentData()
        return found if isinstance(found, int) and self._asks_permit() else None

    def _asks_permit(self) -> bool:
        """Return whether what was promised is promised anew."""
        return self.number() == 0 and 0 in self._heads

    def _show_hint(self) -> None:
        t, head = self._t, self._heads.get(self.number())
        self.form.permit.setVisible(self._asks_permit())
        self.form.permit_label.setVisible(self._asks_permit())
        self.form.name.setText(head.name if head is not None else "")
        verb = t("Set baseline") if head is None else t("Replace baseline")
        self.keep.setText(verb if self.form.whole.isChecked() else t("Set baseline"))
        self.form.hint.setVisible(head is not None)
        if head is not None:
            self.form.hint.setText(
                t("This baseline is replaced by the plan as it is now.")
                if self.form.whole.isChecked()
                else t("The selected tasks are replaced in this baseline; the others stay as they are.")
            )


def ask_baseline(parent: QWidget, workspace: Workspace, project_id: int, selected: Sequence[int]) -> int | None:
    """Let the user set a baseline; return its number, None where it was not set."""
    heads = workspace.read(baseline_heads, project_id)
    dialog = SetBaselineDialog(workspace.texts, heads, len(selected), parent, workspace.read(permits, project_id))
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    number, form = dialog.number(), dialog.form
    tasks = None if form.whole.isChecked() else list(selected)
    label = Message("set_baseline", {"number": number})
    name = form.name.text().strip()
    change = workspace.edit(
        label, baselines.set_baseline, project_id, number, tasks, name=name, change_request_id=dialog.permit()
    )
    if change is None:
        return None
    workspace.done.emit(Message("baseline_was_set", {"number": number}))
    return number
