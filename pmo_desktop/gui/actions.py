"""Every command with its keys: one table that feeds menus, tooltips, the palette and the sheet of shortcuts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from ..texts import Texts
from ..texts.messages import N_
from .icons import Icons


@dataclass(frozen=True)
class Command:
    """One thing a user can do.

    Attributes:
        id: its name in `Page.commands` and in the window.
        title: a catalogue key; a verb, as menus show it.
        keys: key sequences, the first one is shown.
        menu: the menu it is in, "" for none.
        area: the heading in the sheet of shortcuts.
        group: a change of group draws a line in the menu.
        by_widget: the focused widget handles the keys itself; no action is made, the sheet lists it.
    """

    id: str
    title: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    icon: str = ""
    area: str = "anywhere"
    group: int = 0
    by_widget: bool = False


MENUS: Final[Mapping[str, str]] = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "insert": N_("&Insert"),
    "project": N_("&Project"),
    "report": N_("&Report"),
    "tools": N_("&Tools"),
    "help": N_("&Help"),
}

AREAS: Final[Mapping[str, str]] = {
    "anywhere": N_("Anywhere"),
    "tables": N_("In tables"),
    "plan": N_("In the plan"),
    "status": N_("In a status"),
    "timeline": N_("In the timeline"),
    "pack": N_("In the status pack"),
}

COMMANDS: Final[tuple[Command, ...]] = (
    Command("file.new", N_("New portfolio…"), (), "file", "file-plus"),
    Command("file.open", N_("Open…"), ("Ctrl+O",), "file", "folder-open"),
    Command("file.sample", N_("Open the sample portfolio"), (), "file"),
    Command("file.save", N_("Confirm that all is saved"), ("Ctrl+S",), "file", "save", group=1),
    Command("file.copy", N_("Save a copy…"), ("Ctrl+Shift+S",), "file", "copy", group=1),
    Command("go.import", N_("Import…"), (), "file", "import", group=2),
    Command("file.export", N_("Export the rows in sight…"), ("Ctrl+Shift+X",), "file", "download", group=2),
    Command("file.print", N_("Print…"), ("Ctrl+P",), "file", "printer", group=2),
    Command("go.settings", N_("Settings"), ("Ctrl+,",), "file", "settings", group=3),
    Command("file.quit", N_("Quit"), ("Ctrl+Q",), "file", group=4),
    Command("edit.undo", N_("Undo"), ("Ctrl+Z",), "edit", "undo-2"),
    Command("edit.redo", N_("Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), "edit", "redo-2"),
    Command("edit.find", N_("Filter this table"), ("Ctrl+F",), "edit", "search", group=1, area="tables"),
    Command("edit.bulk", N_("Edit the selected rows…"), ("Ctrl+Shift+E",), "edit", "pencil", group=2, area="tables"),
    Command("edit.delete", N_("Delete the selected rows"), ("Ctrl+-",), "edit", "trash-2", group=2, area="tables"),
    Command("view.search", N_("Search or run"), ("Ctrl+K",), "view", "search"),
    Command("view.back", N_("Back"), ("Alt+Left",), "view", "chevron-left", group=1),
    Command("view.forward", N_("Forward"), ("Alt+Right",), "view", "chevron-right", group=1),
    Command("view.sidebar", N_("Show or hide the sidebar"), ("Ctrl+B",), "view", "panel-left", group=2),
    Command("view.inspector", N_("Show or hide the details"), ("Alt+Return",), "view", "panel-right", group=2),
    Command("view.larger", N_("Larger text"), ("Ctrl++", "Ctrl+="), "view", "zoom-in", group=3),
    Command("view.smaller", N_("Smaller text"), ("Ctrl+Shift+-",), "view", "zoom-out", group=3),
    Command("view.normal", N_("Normal text"), ("Ctrl+0",), "view", group=3),
    Command("view.dark", N_("Light or dark"), (), "view", "contrast", group=4),
    Command("view.fullscreen", N_("Full screen"), ("F11",), "view", "maximize", group=4),
    Command("view.next_pane", N_("Next pane"), ("F6",), "view", group=5),
    Command("view.previous_pane", N_("Previous pane"), ("Shift+F6",), "view", group=5),
    Command("row.new", N_("New row"), ("Ctrl+N",), "insert", "plus"),
    Command("project.new", N_("New project"), ("Ctrl+Shift+N",), "insert", "plus"),
    Command("project.from_template", N_("New project from a template…"), (), "insert", "library"),
    Command("programme.new", N_("New programme"), (), "insert"),
    Command("project.open", N_("Open the project"), ("Ctrl+Return",), "project", "arrow-right"),
    Command("project.archive", N_("Archive the project"), (), "project", "archive", group=1),
    Command("project.restore", N_("Restore the archived project"), (), "project", "archive-restore", group=1),
    Command("project.fields", N_("Fields of projects…"), (), "project", "columns-3", group=2),
    Command("project.calendars", N_("Calendars…"), (), "project", "calendar", group=2),
    Command("baseline.set", N_("Set baseline…"), (), "project", "git-commit-horizontal", area="plan", group=3),
    Command("draft.try", N_("Try changes in a draft"), ("Ctrl+Shift+T",), "project", "signpost", area="plan", group=3),
    Command("draft.apply", N_("Apply to the plan"), (), "project", "check", area="plan", group=3),
    Command("draft.leave", N_("Back to the plan"), (), "project", "undo-2", area="plan", group=3),
    Command("draft.discard", N_("Discard the draft"), (), "project", "trash-2", area="plan", group=3),
    Command("status.write", N_("Write status"), ("Ctrl+Shift+R",), "report", "pencil"),
    Command("go.reports", N_("Status reports"), (), "report", "file-clock"),
    Command("period.list", N_("Reporting periods…"), (), "report", "calendar"),
    Command("rating.rules", N_("Rules of ratings…"), (), "report", "scale"),
    Command("go.packs", N_("Status packs"), (), "report", "file-text", group=1),
    Command("meeting.open", N_("Meeting mode"), ("F5",), "report", "monitor", group=1),
    Command("go.history", N_("History"), ("Ctrl+Shift+H",), "tools", "history"),
    Command("go.templates", N_("Templates"), (), "tools", "library"),
    Command("help.shortcuts", N_("Shortcuts"), ("Ctrl+/", "F1"), "help", "circle-help"),
    Command("help.about", N_("About PMO Desktop"), (), "help", "info"),
    Command("view.pages", N_("Pages in the order of the sidebar"), ("Ctrl+1", "Ctrl+9"), by_widget=True),
    # What tables do themselves, as Excel does.
    Command("table.edit", N_("Edit the cell"), ("F2",), area="tables", by_widget=True),
    Command("table.next", N_("Keep and go down, or up"), ("Return", "Shift+Return"), area="tables", by_widget=True),
    Command("table.right", N_("Keep and go right, or left"), ("Tab", "Shift+Tab"), area="tables", by_widget=True),
    Command("table.same", N_("Same value in all selected cells"), ("Ctrl+Return",), area="tables", by_widget=True),
    Command("table.down", N_("Fill down"), ("Ctrl+D",), area="tables", by_widget=True),
    Command("table.today", N_("Data date into a date cell"), ("Ctrl+;",), area="tables", by_widget=True),
    Command("table.list", N_("Open the cell’s list"), ("Alt+Down",), area="tables", by_widget=True),
    Command("table.status", N_("Set a status"), ("G", "A", "R"), area="tables", by_widget=True),
    Command("table.copy", N_("Copy, with headers"), ("Ctrl+C", "Ctrl+Shift+C"), area="tables", by_widget=True),
    Command("table.paste", N_("Paste a block"), ("Ctrl+V",), area="tables", by_widget=True),
    Command("table.clear", N_("Clear the cells"), ("Del",), area="tables", by_widget=True),
    Command("table.all", N_("Select all"), ("Ctrl+A",), area="tables", by_widget=True),
    Command("table.edge", N_("Extend the selection to the edge"), ("Ctrl+Shift+Down",), area="tables", by_widget=True),
    Command("table.views", N_("Previous or next view"), ("Ctrl+PgUp", "Ctrl+PgDown"), area="tables", by_widget=True),
    Command("plan.indent", N_("Indent, outdent"), ("Alt+Shift+Right", "Alt+Shift+Left"), area="plan", by_widget=True),
    Command("plan.move", N_("Move the row"), ("Alt+Shift+Up", "Alt+Shift+Down"), area="plan", by_widget=True),
    Command("plan.link", N_("Link, unlink"), ("Ctrl+F2", "Ctrl+Shift+F2"), area="plan", by_widget=True),
    Command("plan.why", N_("Why does it start then? Why is it critical?"), ("Shift+F1",), area="plan", by_widget=True),
    Command("plan.insert", N_("Insert a row above"), ("Ins",), area="plan", by_widget=True),
    Command("plan.details", N_("Task details…"), ("Shift+F2",), area="plan", by_widget=True),
    Command("plan.folds", N_("Close, open a summary"), ("Alt+Shift+-", "Alt+Shift++"), area="plan", by_widget=True),
    Command("plan.fill_right", N_("Fill right"), ("Ctrl+R",), area="plan", by_widget=True),
    Command("plan.paste", N_("Paste with a preview…"), ("Ctrl+Shift+V",), area="plan", by_widget=True),
    Command("plan.again", N_("Find the next, or the one before"), ("F3", "Shift+F3"), area="plan", by_widget=True),
    Command("plan.replace", N_("Replace…"), ("Ctrl+H",), area="plan", by_widget=True),
    Command("plan.bar", N_("Scroll to the bar"), ("Ctrl+Shift+F5",), area="plan", by_widget=True),
    Command("plan.ends", N_("Start of the plan, or its end"), ("Alt+Home", "Alt+End"), area="plan", by_widget=True),
    Command("status.rate", N_("Rate the dimension"), ("G", "A", "R", "C"), area="status", by_widget=True),
    Command("status.dimension", N_("Next or previous dimension"), ("Down", "Up"), area="status", by_widget=True),
    Command("status.why", N_("Why is it calculated so?"), ("?",), area="status", by_widget=True),
    Command("status.next", N_("Keep, go to the next one"), ("Ctrl+Return",), area="status", by_widget=True),
    Command("timeline.open", N_("Open or close phases and gates"), ("Right", "Left"), area="timeline", by_widget=True),
    Command(
        "timeline.link",
        N_("Link two projects, unlink them"),
        ("Ctrl+F2", "Ctrl+Shift+F2"),
        area="timeline",
        by_widget=True,
    ),
    Command(
        "timeline.zoom", N_("Nearer, farther, all, data date"), ("+", "-", "0", "T"), area="timeline", by_widget=True
    ),
    Command("gantt.move", N_("Move the bar, stretch it"), ("Left", "Shift+Right"), area="plan", by_widget=True),
    Command("gantt.progress", N_("More or less progress"), ("Ctrl+Right", "Ctrl+Left"), area="plan", by_widget=True),
    Command("gantt.link", N_("Draw a link; Space changes its kind"), ("L",), area="plan", by_widget=True),
    Command("gantt.fine", N_("While dragging: by the hour"), ("Shift",), area="plan", by_widget=True),
    Command("gantt.zoom", N_("Zoom, fit, data date"), ("+", "-", "0", "T"), area="plan", by_widget=True),
    Command("pack.page", N_("Previous or next page"), ("PgUp", "PgDown"), area="pack", by_widget=True),
)
"""All commands, in the order of menus and of the sheet."""


def shown_keys(keys: str) -> str:
    """Return a key sequence as this platform writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class Actions(QObject):
    """The QActions of one window, made from the table."""

    def __init__(self, texts: Texts, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._handlers: dict[str, Callable[[], object]] = {}
        self._by_page: Mapping[str, Callable[[], object]] = {}
        self._actions: dict[str, QAction] = {}
        for command in COMMANDS:
            if command.by_widget:
                continue
            action = QAction(texts(command.title), self)
            action.setObjectName(command.id)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            if command.icon:
                icons.put(action, command.icon)
            action.triggered.connect(lambda _=False, name=command.id: self.run(name))
            self._actions[command.id] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[tuple[Command, QAction]]:
        for command in COMMANDS:
            if command.id in self._actions:
                yield command, self._actions[command.id]

    def handle(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Let the window answer commands, whatever page is shown."""
        self._handlers |= handlers
        self._enable()

    def use_page(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Let the page that is now shown answer commands; it goes before the window."""
        self._by_page = handlers
        self._enable()

    def run(self, name: str) -> None:
        """Do a command now, if someone answers it."""
        handler = self._by_page.get(name) or self._handlers.get(name)
        if handler:
            handler()

    def _enable(self) -> None:
        for name, action in self._actions.items():
            known = name in self._by_page or name in self._handlers
            action.setEnabled(known)
