"""The menu of the timeline's lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from .timeline_print import export_pdf
from .timeline_rows import ProjectLine

if TYPE_CHECKING:
    from .timeline import TimelinePage

LINK, UNLINK = "\tCtrl+F2", "\tCtrl+Shift+F2"


def fill_row_menu(page: TimelinePage, menu: QMenu) -> None:
    """Put in what can be done with the selected lines."""
    t, can, work = page.texts, page.workspace.can_edit, page.work
    picked = page.table.selected_rows()
    one = picked[0] if len(picked) == 1 else None

    def fold() -> None:
        if isinstance(one, ProjectLine):
            page.table.lines.fold(one.id)

    def add(words: str, run: Callable[[], object], enabled: bool) -> None:
        action = menu.addAction(words)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _=False: run())

    add(t("Open the project"), page.open_current, one is not None)
    if isinstance(one, ProjectLine):
        shut = not page.table.lines.is_open(one)
        words = t("Show phases and gates") if shut else t("Hide phases and gates")
        add(words, fold, bool(page.table.lines.parts(one)))
    menu.addSeparator()
    add(t("Link: the first gives, the second takes") + LINK, work.link_selected, can and len(picked) == 2)
    add(t("Unlink") + UNLINK, work.unlink_selected, can and bool(work.between_selected()))
    add(t("New dependency from here…"), work.new, can and one is not None)
    menu.addSeparator()
    add(t("Copy as a table"), page.copy_table, True)
    add(t("Export as PDF…"), lambda: export_pdf(page), True)
