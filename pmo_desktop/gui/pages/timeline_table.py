"""The table at the left of the timeline: projects that open, with the lines of the chart beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSplitter

from ...services.queries.timeline import Timeline
from ...texts import Texts
from ..delegates.cell_painter import CellPainter
from ..icons import Icons
from ..models.columns import Column
from ..models.table_model import TableModel
from ..theme import Theme
from ..widgets.data_table import DataTable
from ..widgets.table_view import TableView
from ..workspace import Workspace
from .timeline_chart import HEADER_HEIGHT, ROW_HEIGHT
from .timeline_columns import FOLD, columns_of
from .timeline_rows import ProjectLine, Row, TimelineModel

KEYS = Qt.Key


class TimelineSplit(QSplitter):
    """Table and chart side by side: the chart has the larger part, until the user moves the line between them.

    Attributes:
        by_hand: the user moved the line.
    """

    def __init__(self, widest: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._widest = widest
        self.by_hand = False
        self.setHandleWidth(5)
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._moved)

    def keep(self, sizes: list[int]) -> None:
        """Take sizes that the user gave before."""
        self.by_hand = True
        self.setSizes(sizes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if not self.by_hand:
            left = min(self._widest, round(self.width() * 0.45))
            self.setSizes([left, self.width() - left])

    def _moved(self) -> None:
        self.by_hand = True


class OutlinePainter(CellPainter):
    """Paints the mark that opens a project; phases and milestones have no rating to paint."""

    def __init__(self, theme: Theme, icons: Icons, t: Texts, lines: TimelineModel) -> None:
        super().__init__(theme, icons, t)
        self._lines, self._images = lines, icons

    def paint(self, painter: QPainter, area: QRect, column: Column, row: Any) -> None:
        """Paint the content of a cell."""
        if column.key == FOLD:
            if isinstance(row, ProjectLine) and self._lines.parts(row):
                icon = "chevron-down" if self._lines.is_open(row) else "chevron-right"
                size = self._theme.fonts.px(14)
                pixmap = self._images.pixmap(icon, "text2", size, painter.device().devicePixelRatioF())
                painter.drawPixmap(QPointF(area.x() + 7, area.center().y() - size / 2 + 0.5), pixmap)
        elif isinstance(row, ProjectLine) or column.kind != "rag":
            super().paint(painter, area, column, row)


class TimelineTable(DataTable):
    """A table of projects, phases and milestones, with the keys of an outline.

    Attributes:
        other_keys: asked of keys that the table itself does not answer; True where it did.
    """

    model_type: ClassVar[type[TableModel]] = TimelineModel

    def __init__(self, workspace: Workspace, view: Timeline) -> None:
        super().__init__(workspace, columns_of(view, workspace.texts, None), selectable=False, whole_rows=True)
        self.other_keys: Callable[[QKeyEvent], bool] = lambda event: False
        px = workspace.theme.fonts.px
        frame = self.layout()
        assert frame is not None
        frame.setContentsMargins(0, 0, 0, 0)  # its lines are level with those of the chart
        self.view.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self.view.header.setFixedHeight(px(HEADER_HEIGHT))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cells.shown_columns = lambda: [column for column in self.shown_columns() if column.key != FOLD]
        self.view.installEventFilter(self)
        self.view.viewport().installEventFilter(self)

    def make_view(self, *, whole_rows: bool = False) -> TableView:
        """Return a view that paints the lines of an outline."""
        view = super().make_view(whole_rows=whole_rows)
        theme, icons = self._workspace.theme, self._workspace.icons
        view.row_painter.cells = OutlinePainter(theme, icons, self._t, self.lines)
        return view

    @property
    def lines(self) -> TimelineModel:
        """The item model."""
        assert isinstance(self.model, TimelineModel)
        return self.model

    def current(self) -> Row | None:
        """Return the current row."""
        return self.view.current_row()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open and close projects by key and mouse; hand other keys on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.view:
            return self._fold_by_key(event) or self.other_keys(event)
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            index = self.view.indexAt(event.position().toPoint())
            row = self.model.row_at(index.row()) if index.isValid() else None
            on_mark = index.isValid() and self.model.columns[index.column()].key == FOLD
            if on_mark and isinstance(row, ProjectLine) and event.button() == Qt.MouseButton.LeftButton:
                self.lines.fold(row.id)
                return True
        return super().eventFilter(watched, event)

    def _fold_by_key(self, event: QKeyEvent) -> bool:
        row = self.current()
        if row is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        model = self.lines
        if isinstance(row, ProjectLine):
            opens = event.key() == KEYS.Key_Right and not model.is_open(row) and bool(model.parts(row))
            closes = event.key() == KEYS.Key_Left and model.is_open(row)
            if opens or closes:
                model.fold(row.id)
                return True
            return event.key() in (KEYS.Key_Left, KEYS.Key_Right)
        if event.key() == KEYS.Key_Left:
            self.select(row.project.id)
            return True
        return event.key() == KEYS.Key_Right
