"""Icons: Lucide's outlines in the colours of the theme."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QToolButton

from .outlines import outline
from .theme import Theme

SIZE: Final = 16
GAP: Final = 5


def widened(pixmap: QPixmap, gap: int) -> QPixmap:
    """Return a picture with empty room at its right."""
    if not gap:
        return pixmap
    ratio, size = pixmap.devicePixelRatio(), pixmap.deviceIndependentSize()
    wide = QPixmap(QSize(round(size.width()) + gap, round(size.height())) * ratio)
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide


class HasIcon(Protocol):
    """What can show an icon."""

    def setIcon(self, icon: QIcon) -> None:
        """Show an icon."""

    def setProperty(self, name: str, value: object) -> bool:
        """Remember a value under a name."""


class Icons(QObject):
    """Icons of the theme in use, cached by name, size, colour and pixel ratio.

    QIcons hold pixels, so a theme switch re-puts those of buttons and actions that `put` gave them: each remembers
    the name of its icon in a property. (A QIconEngine in Python would be simpler and crashes PySide6.)
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._icons: dict[tuple[str, int, int, float], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def pixmap(self, name: str, token: str = "text2", size: int = SIZE, ratio: float = 1.0) -> QPixmap:
        """Return an icon as pixels; `size` is in device-independent pixels."""
        color = self._theme.color(token)
        key = (name, size, color.rgba(), ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._render(name, color, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, token: str = "text2", size: int = SIZE, gap: int = 0) -> QIcon:
        """Return an icon with its disabled look, sharp on the sharpest screen; `gap` is empty room at its right.

        `size` is in pixels at a text size of 100 %: icons grow with the letters beside them.
        """
        size = self._theme.fonts.px(size)
        ratio = max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
        key = (name, size + gap * 1000, self._theme.color(token).rgba(), ratio)
        if key not in self._icons:
            icon = QIcon()
            for color, mode in ((token, QIcon.Mode.Normal), ("disabled", QIcon.Mode.Disabled)):
                icon.addPixmap(widened(self.pixmap(name, color, size, ratio), gap), mode)
            self._icons[key] = icon
        return self._icons[key]

    def put(self, target: HasIcon, name: str, token: str = "text2", size: int = SIZE) -> None:
        """Give a button or an action an icon that follows the theme."""
        target.setProperty("icon", [name, token, size])
        if not isinstance(target, QAbstractButton):
            target.setIcon(self.icon(name, token, size))
            return
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        speaks = target.toolButtonStyle() == beside if isinstance(target, QToolButton) else bool(target.text())
        # A style sheet can't say how far the text is from the icon, so the icon brings the room itself.
        gap = GAP if speaks else 0
        px = self._theme.fonts.px(size)
        target.setIconSize(QSize(px + gap, px))
        target.setIcon(self.icon(name, token, size, gap))

    def refresh(self, root: QObject) -> None:
        """Put the icons of everything below `root` anew, in the colours of the theme now in use."""
        targets: list[QAbstractButton | QAction] = [*root.findChildren(QAbstractButton), *root.findChildren(QAction)]
        for target in targets:
            named = target.property("icon")
            if isinstance(named, list) and len(named) == 3:
                self.put(target, str(named[0]), str(named[1]), int(named[2]))

    def _render(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # the first window has no icon, and comes sooner without

        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(outline(name, color.name()))).render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap
