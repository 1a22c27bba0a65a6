"""What the builder does: definitions changed as undoable steps, pages drawn anew at once, clicks that find sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QInputDialog

from ...domain.errors import PmoError
from ...domain.messages import Message
from ...domain.pack_definition import LONGEST_NAME, PackDefinition
from ...reports.pack import render_page
from ...services.commands.pack_definitions import delete_pack_definition, save_pack_definition
from ...services.pack_definitions import DefinitionView, definition_named, definitions
from ...services.status_pack import paper_of
from ...texts import of
from ..widgets.pdf_preview import PdfPages
from .packs_builder import BuilderPanel

if TYPE_CHECKING:
    from .packs import PacksPage

PAUSE: Final = 60
"""Milliseconds without a key after which the edited page is drawn."""

TITLE_FOOT: Final = 84.0
"""Points from the top of a page down to the foot of its title."""

SOURCES: Final = {"risks": "risks", "registers": "risks", "timeline": "timeline", "cover": "settings"}
"""Kind of page to the window page where its data are edited; other kinds come from the registry."""


class Building:
    """The builder beside the packs page.

    Attributes:
        ask_name: asks for the name of a new definition, None when the user thinks better of it; replaced in tests.
    """

    def __init__(self, page: PacksPage) -> None:
        self._page, self._workspace, self._texts = page, page.workspace, page.texts
        self.panel = BuilderPanel(page.workspace)
        self.ask_name = self._ask_name
        self._view: DefinitionView | None = None
        self._soon = QTimer(page, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.draw)
        self.panel.chosen.connect(lambda name: page.choose(definition=name))
        self.panel.blocks.switched.connect(lambda kind, on: self._change(lambda d: d.with_shown(kind, shown=on)))
        self.panel.blocks.moved.connect(lambda kind, place: self._change(lambda d: d.moved(kind, place)))
        self.panel.blocks.currentItemChanged.connect(lambda item, _: self._go_to())
        self.panel.stands.connect(self._stand)
        self.panel.save_asked.connect(self._save_as)
        self.panel.delete_asked.connect(self._delete)
        self.panel.title.changed.connect(lambda _: self._soon.start())
        self.panel.title.committed.connect(self._keep_title)
        page.preview.page_changed.connect(lambda _: self.show_title())
        page.preview.clicked.connect(self.find_source)

    def reload(self) -> None:
        """Offer the definitions of the store; one that is gone gives way to the first."""
        read, choice = self._workspace.read, self._page.choice
        try:
            self._view = read(definition_named, choice.definition)
        except PmoError:
            self._view = read(definition_named, "steering")
            self._page.choice = replace(choice, definition="steering")
        self.panel.set_definitions(read(definitions), self._page.choice.definition)
        self.show_pages()

    def show_pages(self) -> None:
        """Show how many pages each block has, and the title of the one on show."""
        shown = self._page.shown
        if self._view is not None:
            self.panel.show_definition(self._view, Counter(shown.blocks if shown else ()))
        self.show_title()

    def show_title(self) -> None:
        """Show the title of the page on show."""
        shown, block = self._page.shown, self._block()
        if shown is None or self._view is None or shown.issued is not None:
            self.panel.show_title("", "", "")
            return
        proposals = dict(shown.proposals)
        own = self._view.definition.title(block, shown.choice.language, shown.data.data_date)
        name = dict(shown.outline).get(self._page.preview.page + 1, "")
        self.panel.show_title(name, own, proposals.get(block, ""))

    def draw(self) -> None:
        """Draw the page on show anew with the title as it is typed."""
        shown, at = self._page.shown, self._page.preview.page
        if shown is None or self._view is None or shown.choice.is_masked or at >= len(shown.keys):
            return
        text = self.panel.title.toPlainText()
        made = self._view.definition.with_title(self._block(), shown.choice.language, shown.data.data_date, text)
        data, t = replace(shown.data, definition=made), of(shown.choice.language)
        pdf = render_page(data, t, paper_of(shown.choice.paper), shown.keys[at], at + 1, len(shown.keys))
        if pdf is not None:
            self._page.preview.set_draft(PdfPages(pdf))

    def find_source(self, x: float, y: float) -> None:
        """Go to where what was clicked on the page is edited: its title here, else the records behind it."""
        shown, at = self._page.shown, self._page.preview.page
        if shown is None or at >= len(shown.keys) or shown.issued is not None:
            return
        block, kind = self._block(), shown.blocks[at]
        if y <= TITLE_FOOT and dict(shown.proposals).get(block):
            self._page.tabs.button("build").click()
            self.panel.title.setFocus()
            self.panel.title.selectAll()
        elif kind == "projects":
            self._page.open_project(block.removeprefix("project:"))
        else:
            self._workspace.open(SOURCES.get(kind, "projects"))

    # Inside

    def _block(self) -> str:
        """Return the block of the page on show, or `project:UID`."""
        shown, at = self._page.shown, self._page.preview.page
        if shown is None or at >= len(shown.keys):
            return ""
        key, kind = shown.keys[at], shown.blocks[at]
        return f"project:{key.removeprefix('project-')}" if kind == "projects" else kind

    def _go_to(self) -> None:
        shown, kind = self._page.shown, self.panel.blocks.chosen()
        if shown is not None and kind in shown.blocks and kind != shown.blocks[self._page.preview.page]:
            self._page.preview.go_to(shown.blocks.index(kind))

    def _change(self, change: Any) -> None:
        if self._view is not None:
            self._save(change(self._view.definition))

    def _save(self, definition: PackDefinition) -> None:
        view = self._view
        if view is None or definition == view.definition:
            return
        label = Message("save_pack_definition", {"name": view.name})
        self._workspace.edit(label, save_pack_definition, definition, view.id)
        self.reload()

    def _keep_title(self, text: str) -> None:
        shown = self._page.shown
        if shown is not None and self._block():
            block, language, day = self._block(), shown.choice.language, shown.data.data_date
            self._change(lambda d: d.with_title(block, language, day, text))

    def _stand(self, stands: bool) -> None:
        self._change(lambda d: replace(d, status_page="portrait" if stands else "landscape"))

    def _save_as(self) -> None:
        name = self.ask_name()
        if not name or self._view is None:
            return
        made = replace(self._view.definition, key="", name=name.strip()[:LONGEST_NAME])
        label = Message("save_pack_definition", {"name": made.name})
        if self._workspace.edit(label, save_pack_definition, made) is not None:
            self._page.choose(definition=made.name)

    def _delete(self) -> None:
        view = self._view
        if view is not None and view.id is not None:
            label = Message("delete_pack_definition", {"name": view.name})
            self._workspace.edit(label, delete_pack_definition, view.id)
            self._page.choose(definition=view.definition.key or "steering")

    def _ask_name(self) -> str | None:
        t = self._texts
        name, agreed = QInputDialog.getText(self._page, t("Save as…"), t("Name of the pack definition"))
        return name if agreed else None
