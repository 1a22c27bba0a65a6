"""The template library: cards with a drawn plan, what is in one at the right, and a project made from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ...domain.messages import Message
from ...services.commands import templates as commands
from ...services.queries import templates as queries
from ...services.queries.templates import TemplateCard
from ...texts.messages import N_
from ..widgets.text import Label
from ..workspace import Workspace
from .page import Page
from .template_cards import CARD_WIDTH, Card
from .template_details import TemplatePanel
from .template_dialogs import ask_new_project, ask_template_name

FILTERS: Final = (("all", N_("All")), ("own", N_("Ours")), ("bundled", N_("Bundled")))


class TemplatesPage(Page):
    """Choose a template, see what it holds, begin a project from it.

    Attributes:
        chosen: the key of the chosen template, "" for none.
    """

    tables: ClassVar[frozenset[str]] = frozenset({"template"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent, period=False)
        self.chosen = ""
        self.filter = "all"
        self._cards: list[TemplateCard] = []
        self.shown: dict[str, Card] = {}
        self._columns_used = 0
        self._tabs: dict[str, QPushButton] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._grid.setContentsMargins(0, 4, 8, 8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._area.setWidget(inner)
        self._area.viewport().installEventFilter(self)
        self.details = TemplatePanel(workspace)
        self.details.used.connect(self.use)
        self.details.renamed.connect(self.rename)
        self.details.deleted.connect(self.delete)
        self.details.closed.connect(lambda: self.show_inspector(False))
        self.set_inspector(self.details)
        self.content.addLayout(self._tab_row())
        line = QFrame()
        line.setObjectName("tabLine")
        self.content.addWidget(line)
        self.content.addWidget(self._area, 1)
        self._hint = Label(
            self.texts("To make a template of your own, open a project and choose “Save as a template…” in its plan."),
            "hint",
            wrap=True,
        )
        self.content.addWidget(self._hint)

    def title(self) -> str:
        """Return the page's name."""
        return self.texts("Templates")

    def reload(self) -> None:
        """Load the library."""
        self._cards = self.workspace.read(queries.library, self.texts.language)
        if self.chosen not in {card.key for card in self._cards}:
            self.chosen = self._cards[0].key if self._cards else ""
        own = sum(card.own is not None for card in self._cards)
        for name, count in (("all", len(self._cards)), ("own", own), ("bundled", len(self._cards) - own)):
            title = dict(FILTERS)[name]
            self._tabs[name].setText(f"{self.texts(title)}  {self.texts.number(count)}")
        self._fill()
        self.status_changed.emit(self.status_text())

    def choose(self, key: str) -> None:
        """Choose a template and show what it holds."""
        self.chosen = key
        for name, card in self.shown.items():
            card.set_chosen(name == key)
        if key:
            self.details.show_template(self.workspace.read(queries.details, key, self.texts.language))
            self.show_inspector(True)

    def use(self, key: str) -> None:
        """Begin a project from a template, and open its plan."""
        card = next(card for card in self._cards if card.key == key)
        answer = ask_new_project(self, self.workspace, card.name)
        if answer is None:
            return
        values: dict[str, object] = {"name": answer.name}
        values |= {name: text for name, text in (("code", answer.code), ("manager", answer.manager)) if text.strip()}
        change = self.workspace.edit(
            Message("use_template", {"name": card.name}),
            commands.create_project_from_template,
            key,
            self.texts.language,
            answer.start,
            values,
        )
        if change is not None and isinstance(change.result, int):
            self.workspace.open("project", change.result, tab="plan")

    def rename(self, template_id: int) -> None:
        """Give a template of ours another name and description."""
        card = next(card for card in self._cards if card.own == template_id)
        answer = ask_template_name(self, self.workspace, card.name, card.description)
        if answer is not None:
            self.workspace.edit(Message("rename_template"), commands.rename_template, template_id, *answer)

    def delete(self, template_id: int) -> None:
        """Delete a template of ours, and say so with an Undo."""
        card = next(card for card in self._cards if card.own == template_id)
        if self.workspace.edit(Message("delete_template"), commands.delete_template, template_id):
            self.workspace.done.emit(Message("template_deleted", {"name": card.name}))

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what this page does for the window's commands."""
        return {"project.from_template": lambda: self.use(self.chosen)} if self.chosen else {}

    def status_text(self) -> str:
        """Return how many templates there are."""
        own = sum(card.own is not None for card in self._cards)
        count = self.texts.n("{count} template", "{count} templates", len(self._cards))
        if not own:
            return count
        return f"{count}, {self.texts.n('{count} from your organisation', '{count} from your organisation', own)}"

    def state(self) -> dict[str, Any]:
        """Return what is chosen."""
        return {"chosen": self.chosen, "filter": self.filter}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Choose what was chosen."""
        self._set_filter(str(state.get("filter", "all")))
        if str(state.get("chosen", "")) in self.shown:
            self.choose(str(state["chosen"]))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the cards into as many columns as there is room for."""
        if event.type() == QEvent.Type.Resize and watched is self._area.viewport():
            self._arrange()
        return super().eventFilter(watched, event)

    # Inside

    def _tab_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, title in FILTERS:
            button = QPushButton(self.texts(title))
            button.setProperty("kind", "tab")
            button.setCheckable(True)
            button.setChecked(name == self.filter)
            button.clicked.connect(lambda _=False, name=name: self._set_filter(name))
            row.addWidget(button)
            self._tabs[name] = button
        row.addStretch(1)
        return row

    def _set_filter(self, name: str) -> None:
        self.filter = name if name in self._tabs else "all"
        for key, button in self._tabs.items():
            button.setChecked(key == self.filter)
        self._fill()

    def _fill(self) -> None:
        for card in self.shown.values():
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.shown = {}
        for facts in self._cards:
            if self.filter == "all" or (facts.own is not None) == (self.filter == "own"):
                card = Card(self.workspace, facts)
                card.chosen.connect(self.choose)
                card.used.connect(self.use)
                self.shown[facts.key] = card
        self._arrange()
        if self.chosen in self.shown:
            self.choose(self.chosen)

    def _arrange(self) -> None:
        width = self._area.viewport().width()
        columns = max(1, width // self.workspace.theme.fonts.px(CARD_WIDTH))
        if columns == self._columns_used and len(self.shown) == self._grid.count():
            return
        self._columns_used = columns
        for place, card in enumerate(self.shown.values()):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
