"""The menus of a plan's rows and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from .panel import PlanPanel

LOOKING: Final = frozenset(
    {"undo", "redo", "nearer", "farther", "fit", "today", "scroll", "first", "last", "line_up", "line_down",
     "expand", "collapse", "find", "outline", "why"}
)  # fmt: skip
"""Commands that change nothing in the plan."""


def row_menu(panel: PlanPanel) -> QMenu:
    """Return the menu of the selected rows."""
    menu = QMenu(panel)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    t = panel.texts
    for name, text in (
        ("insert", t("Insert a task above")),
        ("after", t("Insert a task below")),
        ("delete", t("Delete the selected rows")),
        ("", ""),
        ("indent", t("Indent")),
        ("outdent", t("Outdent")),
        ("up", t("Move up")),
        ("down", t("Move down")),
        ("", ""),
        ("link", t("Link in this order")),
        ("unlink", t("Unlink")),
        ("", ""),
        ("scroll", t("Scroll to the bar")),
        ("why", t("Why does it start then? Why is it critical?")),
    ):
        if not name:
            menu.addSeparator()
            continue
        action = menu.addAction(text)
        action.setEnabled(name in LOOKING or panel.can_edit)
        action.triggered.connect(lambda _=False, name=name: panel.run(name))
    row = panel.outline.current_row()
    if row is not None and not row.is_summary:
        menu.addSeparator()
        action = menu.addAction(t("Key milestone"))
        action.setCheckable(True)
        action.setChecked(row.task.key)
        action.triggered.connect(lambda on: panel.edits.set([row.id], {"milestone": True, "key": on}))
    return menu


def column_menu(panel: PlanPanel) -> QMenu:
    """Return the menu that shows and hides columns."""
    menu = QMenu(panel)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for place, shown in enumerate(panel.model.columns):
        action = menu.addAction(shown.note or shown.title)
        action.setCheckable(True)
        action.setChecked(not panel.outline.isColumnHidden(place))
        action.setEnabled(shown.key != "name")
        action.toggled.connect(lambda on, place=place: panel.outline.setColumnHidden(place, not on))
    menu.addSeparator()
    menu.addAction(panel.texts("Open all"), lambda: panel.run("expand"))
    menu.addAction(panel.texts("Close all"), lambda: panel.run("collapse"))
    return menu
