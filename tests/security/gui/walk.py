"""A walk over every page of a window: shows it, points at everything, opens what a row opens."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QTabBar, QToolTip, QWidget
from shiboken6 import isValid

from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.catalogue import PAGES
from pmo_desktop.services.queries.registry import registry

STATES = {"risks": ("risks", "issues", "decisions"), "project": ("summary", "plan", "milestones", "resources", "risks")}


def places(window: MainWindow) -> Iterator[Place]:
    """Yield every page in each of its states; of projects the first and the last, which has a plan."""
    for entry in PAGES:
        for tab in STATES.get(entry.name, ("",)):
            yield Place(entry.name, None, {"tab": tab} if tab else {})
    keys = sorted(row.id for row in window.workspace.read(registry).rows)
    for key in (keys[0], keys[-1]):
        for tab in STATES["project"]:
            yield Place("project", key, {"tab": tab})


def visit(window: MainWindow, place: Place) -> None:
    """Show a place, select its first rows and point at everything on it."""
    window.go(place)
    QApplication.processEvents()
    for view in window.page().findChildren(QAbstractItemView):
        model = view.model() if isValid(view) else None
        if isValid(view) and view.isVisible() and model is not None and model.rowCount():
            for row in range(min(model.rowCount(), 4)):
                view.setCurrentIndex(model.index(row, 0))
                QApplication.processEvents()
    window.grab()
    point_at_everything(window)


def point_at_everything(window: QWidget) -> None:
    """Rest the mouse on every visible widget and on the first cells of every view."""
    for widget in [window, *window.findChildren(QWidget)]:
        if not isValid(widget) or not widget.isVisible():  # a tooltip that goes takes its label along
            continue
        spots = [widget.rect().center()]
        if widget.height() > 60:
            spots += [QPoint(widget.width() * part // 5, 40 + widget.height() * part // 6) for part in range(1, 5)]
        for spot in spots if isValid(widget) else ():
            QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, spot, widget.mapToGlobal(spot)))
    QApplication.processEvents()
    QToolTip.hideText()


class Loading(QTextDocument):
    """Rich text that notes what it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.wanted: list[str] = []
        self.setHtml(html)
        self.size()

    def loadResource(self, kind: int, name: object) -> object:
        """Note a wish and load nothing."""
        self.wanted.append(str(name))
        return None


def faults(window: QWidget) -> list[str]:
    """Return every text of the window that Qt would take for markup and load something for."""
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        name = f"{type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            is_tip = widget.objectName() == "qtooltip_label"  # Qt's own, whose text is a tooltip that we escaped
            bad = loads(widget.text()) if is_tip else GuiQt.mightBeRichText(widget.text())
            found += [f"label {name}: {widget.text()[:60]}"] if bad else []
        tips = [("tooltip", widget.toolTip()), ("what's this", widget.whatsThis()), ("status tip", widget.statusTip())]
        tips += [("action", action.toolTip()) for action in widget.actions()]
        if isinstance(widget, QTabBar):
            tips += [("tab", widget.tabToolTip(at)) for at in range(widget.count())]
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            tips += [("item", tip) for tip in item_tips(widget.model())]
        found += [f"{kind} of {name}: {tip[:80]}" for kind, tip in tips if loads(tip)]
    return found


def item_tips(model: QAbstractItemModel) -> Iterator[str]:
    """Yield the tooltips of a model's first rows and its headers."""
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(min(model.rowCount(QModelIndex()), 80)):
        for column in range(columns):
            tip = model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str):
                yield tip
    for column in range(columns):
        tip = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if isinstance(tip, str):
            yield tip


def loads(tip: str) -> bool:
    """Tell whether a tooltip would load a picture or a style, or offers a link."""
    if not tip or not GuiQt.mightBeRichText(tip):
        return False
    document = Loading(tip)
    return bool(document.wanted) or "<a href" in document.toHtml() or "<img" in document.toHtml()
