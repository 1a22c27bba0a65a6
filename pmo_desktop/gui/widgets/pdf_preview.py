"""Pages of a PDF on screen: what is shown is the page that will be printed."""

from __future__ import annotations

import threading
from typing import Final

import pypdfium2  # type: ignore[import-untyped]
from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ..workspace import Workspace

PDFIUM: Final = threading.Lock()
"""PDFium is one library for the whole process and may be in one thread at a time."""

POINTS_A_PIXEL: Final = 72 / 96
ZOOMS: Final = (50, 75, 100, 125, 150, 200, 300)
"""Steps of the zoom, in percent; 100 is the size on paper."""

MARGIN: Final = 24


class PdfPages:
    """The pages of a PDF as pictures. May be made and used in a job, by one thread after the other."""

    def __init__(self, pdf: bytes) -> None:
        with PDFIUM:
            self._document = pypdfium2.PdfDocument(pdf)
            sizes = [self._document.get_page_size(at) for at in range(len(self._document))]
        self.sizes: tuple[tuple[float, float], ...] = tuple((float(width), float(height)) for width, height in sizes)

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, at: int, scale: float) -> QImage:
        """Return page `at` (from 0); `scale` is pixels a point."""
        with PDFIUM:
            page = self._document[at]
            bitmap = page.render(scale=scale)
            picture = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888
            )
            copy = picture.copy()
            bitmap.close()
            page.close()
        return copy

    def thumbnail(self, at: int, width: int) -> QImage:
        """Return page `at`, `width` pixels wide."""
        return self.image(at, width / self.sizes[at][0])

    def close(self) -> None:
        """Let the document go."""
        with PDFIUM:
            self._document.close()


class PdfPreview(QAbstractScrollArea):
    """One page at a time, on a quiet ground with a shadow; PgUp and PgDn turn pages, Ctrl and the wheel zoom.

    Signals:
        page_changed: another page is shown, counted from 0.
        zoom_changed: the page is shown in another size.
        clicked: where on the page, in points from its top left corner.
    """

    page_changed = Signal(int)
    zoom_changed = Signal()
    clicked = Signal(float, float)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._pages: PdfPages | None = None
        self._draft: PdfPages | None = None
        self._page = 0
        self._zoom = 0
        self._is_grey = False
        self._picture: QImage | None = None
        self._picture_key: tuple[object, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(workspace.texts("Preview of the page"))
        self.verticalScrollBar().setSingleStep(32)
        self.horizontalScrollBar().setSingleStep(32)
        workspace.theme.changed.connect(self.viewport().update)

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages) if self._pages else 0

    @property
    def zoom(self) -> int:
        """The size in percent, 0 while the whole page is fitted in."""
        return self._zoom

    @property
    def shown_zoom(self) -> int:
        """The size in percent as it is on screen."""
        return round(100 * self._scale() * POINTS_A_PIXEL) if self._pages else 100

    @property
    def is_grey(self) -> bool:
        """True while pages are shown as a printer without colour prints them."""
        return self._is_grey

    def set_pages(self, pages: PdfPages | None) -> None:
        """Show another document, at the same page where it has one; the old document is closed."""
        self.set_draft(None)
        if self._pages is not None:
            self._pages.close()
        self._pages = pages
        self._picture_key = ()
        self._picture = None
        last = max(0, self.count - 1)
        if self._page > last:
            self._page = last
        self._lay_out()
        self.page_changed.emit(self._page)

    def set_draft(self, page: PdfPages | None) -> None:
        """Show a page that was edited in place of the one shown, until another document or page is."""
        if self._draft is not None:
            self._draft.close()
        self._draft = page
        self._picture_key = ()
        self._lay_out()

    def go_to(self, page: int) -> None:
        """Show a page, from 0."""
        page = max(0, min(page, self.count - 1))
        if page != self._page and self.count:
            self.set_draft(None)
            self._page = page
            self.verticalScrollBar().setValue(0)
            self._lay_out()
            self.page_changed.emit(page)

    def set_zoom(self, percent: int) -> None:
        """Show pages in a size; 0 fits the whole page."""
        self._zoom = percent
        self._lay_out()
        self.zoom_changed.emit()

    def zoom_by(self, steps: int) -> None:
        """Show pages some steps larger or smaller."""
        now = self.shown_zoom
        larger = [zoom for zoom in ZOOMS if zoom > now + 2]
        smaller = [zoom for zoom in ZOOMS if zoom < now - 2]
        if steps > 0 and larger:
            self.set_zoom(larger[min(steps, len(larger)) - 1])
        elif steps < 0 and smaller:
            self.set_zoom(smaller[max(steps, -len(smaller))])

    def set_grey(self, is_grey: bool) -> None:
        """Show pages in grey, or in colour."""
        self._is_grey = is_grey
        self._picture_key = ()
        self.viewport().update()

    @property
    def _shown(self) -> tuple[PdfPages, int]:
        """The document of the page on show, and its place there."""
        assert self._pages is not None
        return (self._draft, 0) if self._draft is not None else (self._pages, self._page)

    def _scale(self) -> float:
        """Return pixels a point."""
        if self._zoom or not self._pages:
            return max(self._zoom, 1) / 100 / POINTS_A_PIXEL
        width, height = self._shown[0].sizes[self._shown[1]]
        room = self.viewport().size() - QSize(2 * MARGIN, 2 * MARGIN)
        return max(0.1, min(room.width() / width, room.height() / height))

    def _page_size(self) -> QSize:
        if not self._pages:
            return QSize(0, 0)
        pages, at = self._shown
        width, height = pages.sizes[at]
        scale = self._scale()
        return QSize(round(width * scale), round(height * scale))

    def _lay_out(self) -> None:
        size, room = self._page_size() + QSize(2 * MARGIN, 2 * MARGIN), self.viewport().size()
        if not self._zoom:
            size = QSize(0, 0)
        for bar, need, have in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(0, need - have))
            bar.setPageStep(have)
        self.viewport().update()

    def page_area(self) -> QRect:
        """Return where the page is on the viewport."""
        size, room = self._page_size(), self.viewport().size()
        left = max(MARGIN, (room.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        top = max(MARGIN, (room.height() - size.height()) // 2) - self.verticalScrollBar().value()
        return QRect(QPoint(left, top), size)

    def _rendered(self) -> QImage | None:
        if not self._pages:
            return None
        ratio = self.devicePixelRatioF()
        pages, at = self._shown
        key = (id(pages), at, self._scale(), ratio, self._is_grey)
        if key != self._picture_key:
            picture = pages.image(at, self._scale() * ratio)
            if self._is_grey:
                picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
            self._picture, self._picture_key = picture, key
        return self._picture

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page with its shadow."""
        theme = self._workspace.theme
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("app"))
        picture = self._rendered()
        if picture is None:
            return
        area = self.page_area()
        shadow = QColor(theme.color("shadow"))
        for spread in range(4, 0, -1):
            shadow.setAlpha(5)
            painter.fillRect(area.adjusted(-spread, -spread + 1, spread, spread + 1), shadow)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, picture)
        painter.setPen(QPen(theme.color("line")))
        painter.drawRect(area.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page anew."""
        self._lay_out()
        if not self._zoom:
            self.zoom_changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Say where on the page was clicked."""
        area, at = self.page_area(), event.position().toPoint()
        if self._pages and event.button() == Qt.MouseButton.LeftButton and area.contains(at):
            scale = self._scale()
            self.clicked.emit((at.x() - area.left()) / scale, (at.y() - area.top()) / scale)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and zoom."""
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self._page - 1)
            case Qt.Key.Key_Home:
                self.go_to(0)
            case Qt.Key.Key_End:
                self.go_to(self.count - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(1)
            case Qt.Key.Key_Minus:
                self.zoom_by(-1)
            case Qt.Key.Key_0:
                self.set_zoom(0)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll, and turn the page where there is nothing more to scroll."""
        steps = event.angleDelta().y()
        bar = self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if steps > 0 else -1)
        elif steps < 0 and bar.value() >= bar.maximum():
            self.go_to(self._page + 1)
        elif steps > 0 and bar.value() <= bar.minimum():
            self.go_to(self._page - 1)
        else:
            super().wheelEvent(event)
        event.accept()
