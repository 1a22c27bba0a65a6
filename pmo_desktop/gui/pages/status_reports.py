"""Who has reported, who has not, who is late; one key to the form of each, one to a reminder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ... import texts
from ...domain.messages import Message
from ...domain.rag_status import ReportState
from ...services.fields import field
from ...services.fields.choices import RAG
from ...services.queries.reporting import Reporting, ReportRow, reporting
from ...texts import Texts
from ...texts.messages import N_
from ..models.columns import Column
from ..models.filters import Filter
from ..widgets.data_table import DataTable
from ..widgets.filter_bar import FilterBar
from ..widgets.text import plain_menu_text
from ..widgets.view_tabs import BuiltInView, ViewTabs
from ..workspace import Workspace
from .page import Page
from .status_open import open_next_status

STATES: Final[Mapping[ReportState, str]] = {
    "late": N_("Overdue"),
    "missing": N_("Not begun"),
    "draft": N_("Draft"),
    "reported": N_("Complete"),
}
LANGUAGES: Final = (("en", N_("In English")), ("zh_CN", N_("In Chinese")))


class ReportsPage(Page):
    """The reports of the period on show."""

    tables: ClassVar[frozenset[str]] = frozenset({"project", "programme", "status_update", "period", "portfolio"})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        t = self.texts
        self.view: Reporting = workspace.read(reporting, workspace.period_id, date.today())
        self.table = DataTable(workspace, _columns(t), whole_rows=True)
        self.table.activated.connect(self._open)
        self.table.menu_actions = self._row_menu
        self.table.empty.say(
            "file-clock",
            t("Nobody reports yet"),
            t("Every active project is listed here with its status report."),
            [(t("New project"), "plus", lambda: workspace.open("projects"))],
        )
        self.tabs = ViewTabs(workspace, "reports", self.table, self._views())
        self.bar = FilterBar(workspace, self.table)
        self.remind = self.header.add_button(t("Copy reminder"), "copy", self._open_menu)
        self.remind.setToolTip(t("Puts a text for each manager on the clipboard; nothing is sent"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(lambda: self._fill_menu(self._menu, self.view.by_manager()))
        self.write: QPushButton = self.header.add_button(
            t("Write the next status"), "pencil", lambda: open_next_status(workspace), primary=True
        )
        self.content.addWidget(self.tabs)
        self.content.addWidget(self.bar)
        self.content.addWidget(self.table, 1)
        self.table.selection_changed.connect(lambda: self.status_changed.emit(self.status_text()))
        self.tabs.reload()

    def title(self) -> str:
        """Return the page's title."""
        return self.texts("Status reports")

    def reload(self) -> None:
        """Load the reports of the period on show."""
        t, workspace = self.texts, self.workspace
        self.view = workspace.read(reporting, workspace.period_id, date.today())
        self.table.set_rows(self.view.rows)
        self.tabs.use(self._views())
        waiting = len(self.view.waiting)
        done = t("{received} of {total} complete", received=len(self.view.rows) - waiting, total=len(self.view.rows))
        period = self.view.period
        if period is not None and period.deadline is not None:
            done = t("{done}, due {day}", done=done, day=t.date(period.deadline))
        self.header.set_subtitle(done)
        self.remind.setEnabled(bool(waiting))
        self.write.setEnabled(workspace.period_is_open and bool(waiting))
        self.status_changed.emit(self.status_text())

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Return what the page does for the window's commands."""
        return {
            "project.open": self._open_current,
            "status.write": self._open_current,
            "edit.find": self.bar.focus_search,
        }

    def status_text(self) -> str:
        """Return how many reports are waited for."""
        return self.texts.n("{count} report waited for", "{count} reports waited for", len(self.view.waiting))

    def focus_target(self) -> QWidget:
        """Return the table."""
        return self.table.view

    def state(self) -> dict[str, Any]:
        """Return view and selection."""
        return {"view": self.tabs.current, "row": self.table.current_id()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look as `state` said."""
        if state.get("view"):
            self.tabs.choose(str(state["view"]))
        if isinstance(state.get("row"), int):
            self.table.select(state["row"])

    # Inside

    def _views(self) -> list[BuiltInView]:
        t, view = self.texts, self.view
        waited = Filter("state", "is", ("late", "missing", "draft")).to_json()
        late = Filter("state", "is", ("late",)).to_json()

        def overdue() -> int:
            return sum(row.state == "late" for row in view.rows)

        return [
            BuiltInView("waiting", t("Waited for"), {"filters": [waited]}, lambda: len(view.waiting)),
            BuiltInView(
                "late", t("Overdue"), {"filters": [late]}, lambda: sum(row.state == "late" for row in view.rows)
            ),
            BuiltInView("manager", t("By manager"), {"group": "manager", "filters": [waited]}),
            BuiltInView("all", t("All"), {}, lambda: len(view.rows)),
        ]

    def _open(self, key: int) -> None:
        self.workspace.open("project", key, tab="summary", status=True)

    def _open_current(self) -> None:
        key = self.table.current_id()
        if key is not None:
            self._open(key)
        else:
            open_next_status(self.workspace)

    def _row_menu(self, menu: QMenu) -> None:
        t = self.texts
        rows = [row for row in self.table.selected_rows() if isinstance(row, ReportRow)]
        writing = QAction(self.workspace.icons.icon("pencil"), t("Write status"), menu)
        writing.setEnabled(len(rows) == 1)
        writing.triggered.connect(self._open_current)
        menu.addAction(writing)
        by_manager: dict[str, tuple[ReportRow, ...]] = {}
        for row in rows:
            if row.is_open:
                by_manager[row.manager] = (*by_manager.get(row.manager, ()), row)
        if by_manager:
            self._fill_menu(menu.addMenu(t("Copy reminder")), by_manager)

    def _open_menu(self) -> None:
        self._menu.popup(self.remind.mapToGlobal(self.remind.rect().bottomLeft()))

    def _fill_menu(self, menu: QMenu, by_manager: Mapping[str, Sequence[ReportRow]]) -> None:
        t = self.texts
        menu.clear()
        for language, title in LANGUAGES:
            action = QAction(t(title), menu)
            action.triggered.connect(partial(self._copy, by_manager, language))
            menu.addAction(action)
        if len(by_manager) < 2:
            return
        menu.addSeparator()
        for name, rows in by_manager.items():
            one = menu.addMenu(plain_menu_text(f"{name or t('No manager')}  {t.number(len(rows))}"))
            for language, title in LANGUAGES:
                action = QAction(t(title), one)
                action.triggered.connect(partial(self._copy, {name: rows}, language))
                one.addAction(action)

    def _copy(self, by_manager: Mapping[str, Sequence[ReportRow]], language: str, checked: bool = False) -> None:
        period = self.view.period
        if period is None:
            return
        t = texts.of(language)
        parts = [reminder(t, name, rows, period.data_date, period.deadline) for name, rows in by_manager.items()]
        QGuiApplication.clipboard().setText("\n\n".join(parts))
        if len(parts) == 1:
            name = next(iter(by_manager)) or self.texts("No manager")
            self.workspace.told.emit(Message("reminder_copied", {"name": name}))
        else:
            self.workspace.told.emit(Message("reminders_copied", {}, len(parts)))


def reminder(t: Texts, name: str, rows: Sequence[ReportRow], data_date: date, deadline: date | None) -> str:
    """Return a text that asks a manager for the reports that are waited for."""
    lines = [t("Hello {name},", name=name) if name else t("Hello,")]
    month = t.month(data_date)
    if deadline is not None:
        due = t.date_in_sentence(deadline)
        lines.append(t("The status reports for {month} are due on {day}. Still waited for:", month=month, day=due))
    else:
        lines.append(t("These status reports for {month} are still waited for:", month=month))
    lines += [f"- {row.code} {row.name}: {lack_words(t, row)}" for row in rows]
    lines.append(t("Thank you."))
    return "\n".join(lines)


def lack_words(t: Texts, row: ReportRow) -> str:
    """Return what a report still lacks."""
    if not row.is_open:
        return ""
    if row.missing == ("overall",):
        return t("not begun") if row.reported_at is None else t("not rated")
    return t("lacks {fields}", fields=t.listed(field("status_update", name).title(t) for name in row.missing))


def _columns(t: Texts) -> list[Column]:
    ratings = tuple((choice.value, t(choice.label)) for choice in RAG)
    states = tuple((key, t(title)) for key, title in STATES.items())
    return [
        Column("overall", t("Status"), "rag", 54, choices=ratings),
        Column("code", t("ID"), "text", 64, tone=lambda row, value: "text3"),
        Column("name", t("Project"), "text", 200, weight=500, stretch=True),
        Column("manager", t("Manager"), "person", 136),
        Column("state", t("Report"), "tag", 96, choices=states, shown=lambda row, value: t(STATES[value]),
               tone=lambda row, value: "ragRtext" if value == "late" else ""),
        Column("missing", t("Lacks"), "text", 168,
               shown=lambda row, value: lack_words(t, row) if row else "", tone=lambda row, value: "text2"),
        Column("days_late", t("Days late"), "integer", 80,
               shown=lambda row, value: t.number(value) if value else "",
               tone=lambda row, value: "ragRtext" if row and row.is_open else ""),
        Column("reported_at", t("Reported at"), "moment", 152),
        Column("author", t("Reported by"), "person", 128, hidden=True),
        Column("punctuality", t("In time"), "share", 72,
               shown=lambda row, value: t("{count} of {total}", count=row.in_time, total=row.due)
               if row is not None and row.due else ""),
    ]  # fmt: skip
