"""A button of a page's header, which says less where room is short."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ..icons import Icons


class HeaderButton(QPushButton):
    """Icon and text, or brief: the icon with a shorter text or with none.

    A screen reader hears the whole text in either state, and a brief button tells it in its tooltip.
    """

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._icon = ("", "text2")
        self._whole = ""
        self._short = ""
        self._tip = ""
        self._is_brief = False

    @property
    def is_brief(self) -> bool:
        """True while the whole text isn't shown."""
        return self._is_brief

    def say(self, whole: str, icon: str, token: str = "text2", *, short: str = "", tip: str = "") -> None:
        """Show a text with an icon; `short` is what stays of the text where room is short."""
        self._whole, self._short, self._tip, self._icon = whole, short, tip, (icon, token)
        self.setAccessibleName(whole.replace("&&", "&"))
        self._show()

    def set_brief(self, is_brief: bool) -> None:
        """Show less, or all again."""
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            self._show()

    def whole_text(self) -> str:
        """Return the text as it is shown where there is room."""
        return self._whole

    def setText(self, text: str) -> None:
        """Say something else, with the same icon."""
        self.say(text, *self._icon, tip=self._tip)

    def setToolTip(self, tip: str) -> None:
        """Explain the button."""
        self._tip = tip
        self._show()

    def _show(self) -> None:
        super().setText(self._short if self._is_brief else self._whole)
        if self._icon[0]:
            self._icons.put(self, *self._icon)
        name = self._whole.rstrip("… ▾") if self._is_brief else ""
        super().setToolTip("\n".join(line for line in (name, self._tip) if line))
