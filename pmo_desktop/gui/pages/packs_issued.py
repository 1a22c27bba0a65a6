"""The issued packs: a list beside the pages, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ...services.queries.packs import IssuedView
from ...texts import Texts
from ..widgets.text import Label, plain_tooltip
from ..workspace import Workspace


class IssuedPanel(QWidget):
    """All packs that were published, newest first.

    Signals:
        chosen: the number of the pack to show.
        verify_asked: check whether a PDF is one of them.
        save_asked, compare_asked: of the chosen pack, by number.
    """

    chosen = Signal(int)
    verify_asked = Signal()
    save_asked = Signal(int)
    compare_asked = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = t = workspace.texts
        self.packs: tuple[IssuedView, ...] = ()
        self.list = _List()
        self.list.setAccessibleName(t("Issued packs"))
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self.empty = Label(t("No pack was published yet. Publish freezes the data and gives the pack its number."),
                           "hint", wrap=True)  # fmt: skip
        self.empty.setContentsMargins(16, 12, 16, 12)
        self.save = self._button(t("Make the PDF again…"), lambda: self.save_asked.emit(self.current()))
        self.compare = self._button(t("Compare with…"), lambda: self.compare_asked.emit(self.current()))
        self.verify = self._button(t("Verify a PDF…"), self.verify_asked.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        tools = QVBoxLayout()
        tools.setContentsMargins(12, 8, 12, 12)
        tools.setSpacing(6)
        for button in (self.save, self.compare, self.verify):
            tools.addWidget(button)
        layout.addLayout(tools)
        self.set_packs(())

    def set_packs(self, packs: Sequence[IssuedView]) -> None:
        """List the packs; the chosen one stays chosen."""
        t, before = self._texts, self.current()
        self.packs = tuple(packs)
        self.list.clear()
        for pack in self.packs:
            item = QListWidgetItem(issued_line(t, pack))
            item.setData(Qt.ItemDataRole.UserRole, pack.number)
            item.setToolTip(plain_tooltip(issued_sentence(t, pack)))
            self.list.addItem(item)
            if pack.number == before:
                self.list.setCurrentItem(item)
        self.empty.setVisible(not self.packs)
        self.list.setVisible(bool(self.packs))
        self._enable()

    def current(self) -> int:
        """Return the number of the chosen pack, 0 for none."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def _enable(self) -> None:
        self.save.setEnabled(bool(self.current()))
        self.compare.setEnabled(bool(self.current()) and len(self.packs) > 1)

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(int(item.data(Qt.ItemDataRole.UserRole)))

    def _button(self, text: str, run: object) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda: run())  # type: ignore[operator]
        return button


class _List(QListWidget):
    """A list whose Return opens, also where the platform would not."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen pack with Return."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
            return
        super().keyPressEvent(event)


def issued_line(t: Texts, pack: IssuedView) -> str:
    """Return a pack as the list shows it, in two lines."""
    number, version = str(pack.number), str(pack.version)
    first = t("Pack {number} · {month}", number=number, month=t.month(pack.data_date))
    if pack.version > 1:
        first = t("Pack {number} · {month} · version {version}", number=number, month=t.month(pack.data_date),
                  version=version)  # fmt: skip
    second = t("{moment} · {author}", moment=t.moment(pack.published_at), author=pack.author or "–")
    return f"{first}\n{second}" if pack.is_newest else f"{first}\n{second}\n{t('corrected by a newer version')}"


def issued_sentence(t: Texts, pack: IssuedView) -> str:
    """Return what a pack is, for the banner over it."""
    sentence = t(
        "Pack {number}, version {version}, as issued on {moment}. Its data are frozen.",
        number=str(pack.number),
        version=str(pack.version),
        moment=t.moment(pack.published_at),
    )
    if pack.corrects is not None and pack.note:
        note = t("It corrects pack {number}: {note}", number=str(pack.corrects), note=pack.note)
        sentence = t("{first} {second}", first=sentence, second=note)
    return sentence
