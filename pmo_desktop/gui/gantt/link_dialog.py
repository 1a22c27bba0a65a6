"""What kind of link it is, and its lag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout

from ...domain.errors import PmoError
from ...domain.plan import LinkKind, PlanLink
from ...domain.plan_text import LinkText, TimeUnits, link_text, parse_links
from ...texts import Texts
from ...texts.messages import N_
from ..widgets.button_box import keep_button
from ..widgets.text import Label

if TYPE_CHECKING:
    from .panel import PlanPanel

KINDS: Final[dict[LinkKind, str]] = {
    "FS": N_("Finish to start (FS)"),
    "SS": N_("Start to start (SS)"),
    "FF": N_("Finish to finish (FF)"),
    "SF": N_("Start to finish (SF)"),
}


class LinkDialog(QDialog):
    """Asks for the kind and the lag of a link; what is typed is read as in the cell of the predecessors."""

    def __init__(self, panel: PlanPanel, link: PlanLink, units: TimeUnits) -> None:
        super().__init__(panel)
        self._t: Texts = panel.texts
        self._units = units
        t = self._t
        self.setWindowTitle(t("Link"))
        self.kind = QComboBox()
        for kind, title in KINDS.items():
            self.kind.addItem(t(title), kind)
        self.kind.setCurrentIndex(list(KINDS).index(link.kind))
        text = link_text("", "FS", link.lag, link.lag_kind, units, link.lag_format).removeprefix("FS")
        self.lag = QLineEdit(text)
        self.lag.setPlaceholderText(t("2d, -1d, 3ed or 50%"))
        self.hint = Label(wrap=True)
        self.hint.setProperty("kind", "error")
        self.hint.hide()
        form = QFormLayout()
        form.addRow(t("Kind"), self.kind)
        form.addRow(t("Lag"), self.lag)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        keep_button(buttons, t, t("Change link"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.hint)
        layout.addWidget(buttons)
        self.setMinimumWidth(340)
        self.lag.selectAll()
        self.lag.setFocus()

    def answer(self) -> LinkText:
        """Return what was typed.

        Raises:
            PmoError: it is no lag.
        """
        lag = self.lag.text().strip().replace("−", "-")
        sign = "" if not lag or lag[0] in "+-" else "+"
        return parse_links(f"1{self.kind.currentData()}{sign}{lag}", self._units)[0]

    def accept(self) -> None:
        """Close where the lag can be read."""
        try:
            self.answer()
        except PmoError:
            typed = self.lag.text()
            self.hint.setText(self._t("“{value}” is not a lag. Type one such as 2d, -1d, 3ed or 50%.", value=typed))
            self.hint.show()
            self.lag.setFocus()
        else:
            super().accept()


def ask_link(panel: PlanPanel, link: PlanLink) -> None:
    """Let the user give a link another kind and lag."""
    if panel.view is None:
        return
    dialog = LinkDialog(panel, link, panel.view.units)
    if dialog.exec() == QDialog.DialogCode.Accepted:
        answer = dialog.answer()
        panel.edits.change_link(link.predecessor, link.successor, answer.kind, answer.lag, answer.lag_kind)
