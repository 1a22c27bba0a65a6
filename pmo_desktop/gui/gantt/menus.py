"""The menus of a plan's rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu

from ..models.columns import Column
from .more import extra

if TYPE_CHECKING:
    from .panel import PlanPanel

LOOKING: Final = frozenset(
    {"undo", "redo", "nearer", "farther", "fit", "today", "scroll", "first", "last", "line_up", "line_down",
     "expand", "collapse", "find", "find_next", "find_previous", "outline", "why", "columns", "fields"}
)  # fmt: skip
"""Commands that change nothing in the plan."""


def fill_row_menu(menu: QMenu, panel: PlanPanel) -> None:
    """Put what can be done to the selected rows into a menu."""
    t, details = panel.texts, extra("details")
    for name, text in (
        ("details", t(details.title) + "\tShift+F2" if details is not None else ""),
        ("insert", t("Insert a task above") + "\tIns"),
        ("after", t("Insert a task below") + "\tCtrl+N"),
        ("delete", t("Delete the selected rows") + "\tCtrl+-"),
        ("", ""),
        ("indent", t("Indent") + "\tAlt+Shift+→"),
        ("outdent", t("Outdent") + "\tAlt+Shift+←"),
        ("up", t("Move up") + "\tAlt+Shift+↑"),
        ("down", t("Move down") + "\tAlt+Shift+↓"),
        ("", ""),
        ("link", t("Link in this order") + "\tCtrl+F2"),
        ("unlink", t("Unlink") + "\tCtrl+Shift+F2"),
        ("", ""),
        ("fill_right", t("Fill right") + "\tCtrl+R"),
        ("paste_preview", t("Paste with a preview…") + "\tCtrl+Shift+V"),
        ("replace", t("Replace…") + "\tCtrl+H"),
        ("", ""),
        ("scroll", t("Scroll to the bar") + "\tCtrl+Shift+F5"),
        ("why", t("Why does it start then? Why is it critical?") + "\tShift+F1"),
    ):
        if not name:
            menu.addSeparator()
        elif text:
            action = menu.addAction(text)
            action.setEnabled(name in LOOKING or panel.can_edit)
            action.triggered.connect(lambda _=False, name=name: panel.run(name))
    row = panel.outline.current_row()
    if row is not None and not row.is_summary:
        action = menu.addAction(t("Key milestone"))
        action.setCheckable(True)
        action.setChecked(row.task.key)
        action.setEnabled(panel.can_edit)
        action.triggered.connect(lambda on: panel.edits.set([row.id], {"milestone": True, "key": on}))


def fill_header_menu(menu: QMenu, column: Column, panel: PlanPanel) -> None:
    """Put what can be done with the table's columns into the menu of one of them."""
    t = panel.texts
    menu.addSeparator()
    menu.addAction(t("Filter by this column…"), lambda: panel.bar.ask(column.key))
    menu.addAction(t("Choose columns…"), lambda: panel.run("columns"))
    menu.addAction(t("Fields of tasks…"), lambda: panel.run("fields"))
    menu.addSeparator()
    menu.addAction(t("Open all"), lambda: panel.run("expand"))
    menu.addAction(t("Close all"), lambda: panel.run("collapse"))
