"""The menus of the Gantt: those of a link, and what the chart shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from ...domain.plan import LinkKind, PlanLink
from ...domain.plan_text import link_text
from ...texts.messages import N_
from ..widgets.text import plain_menu_text
from .link_dialog import KINDS, ask_link
from .menus import fill_row_menu

if TYPE_CHECKING:
    from .panel import PlanPanel

SHOWN: Final = (
    ("show_critical", N_("Critical path")),
    ("show_baseline", N_("Baseline")),
    ("show_slack", N_("Total float")),
    ("show_links", N_("Links")),
    ("show_labels", N_("Texts beside the bars")),
    ("show_progress_line", N_("Progress line")),
)
"""What a user can show and hide, by the chart's attribute."""

SETTING: Final = "gantt_shown"


class ChartMenus(QObject):
    """Opens the menus of one plan's chart."""

    def __init__(self, panel: PlanPanel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._chart = panel.chart
        self._t = panel.texts
        panel.chart.link_menu_asked.connect(self._open_link)
        panel.chart.view_menu_asked.connect(lambda at: self.view_menu().exec(at))
        panel.chart.menu_asked.connect(lambda at: self.row_menu().exec(at))
        panel.chart.words = self.words
        panel.chart.handles = panel.hands.handles if panel.can_edit else None
        kept = panel.workspace.settings.table(SETTING)
        for name in ("show_slack", "show_links", "show_labels", "show_progress_line"):
            setattr(panel.chart, name, bool(kept.get(name, getattr(panel.chart, name))))

    def row_menu(self) -> QMenu:
        """Return what can be done to the selected rows."""
        menu = self._menu()
        fill_row_menu(menu, self._panel)
        return menu

    def link_menu(self, place: int) -> QMenu:
        """Return what can be done to a link, by its place in the list of links."""
        view, t = self._panel.view, self._t
        menu = self._menu()
        if view is None or not 0 <= place < len(view.plan.links):
            return menu
        link = view.plan.links[place]
        menu.addAction(plain_menu_text(self._link_words(link), 90)).setEnabled(False)
        menu.addSeparator()
        for kind, title in KINDS.items():
            action = menu.addAction(t(title))
            action.setCheckable(True)
            action.setChecked(link.kind == kind)
            action.setEnabled(self._panel.can_edit)
            action.triggered.connect(lambda _=False, kind=kind: self._change(link, kind))
        menu.addSeparator()
        lag = menu.addAction(t("Lag…"), lambda: ask_link(self._panel, link))
        delete = menu.addAction(t("Delete the link"))
        delete.triggered.connect(lambda: self._panel.edits.delete_link(link.predecessor, link.successor))
        for action in (lag, delete):
            action.setEnabled(self._panel.can_edit)
        return menu

    def view_menu(self) -> QMenu:
        """Return what the chart can show and hide."""
        menu = self._menu()
        for name, title in SHOWN:
            action = menu.addAction(self._t(title))
            action.setCheckable(True)
            action.setChecked(getattr(self._chart, name))
            action.toggled.connect(lambda on, name=name: self._show(name, on))
        menu.addSeparator()
        menu.addAction(self._t("Show the whole plan"), lambda: self._panel.run("fit"))
        menu.addAction(self._t("Go to the data date"), lambda: self._panel.run("today"))
        return menu

    def words(self, row: int | None, link: int) -> str:
        """Return what is said of the bar or the link under the mouse."""
        view, t = self._panel.view, self._t
        if view is None or view.schedule is None:
            return ""
        if 0 <= link < len(view.plan.links):
            return self._link_words(view.plan.links[link])
        if row is None or not 0 <= row < len(view):
            return ""
        start, finish = view.start(row), view.finish(row)
        lines = [f"{view.numbers[row]} {view.plan.tasks[row].name}"]
        if start is not None and finish is not None:
            spare = t.number(view.schedule.total_float[row] / view.units.day, 1).removesuffix(".0")
            dates = t("{start} to {finish}", start=t.date(start.date()), finish=t.date(finish.date()))
            lines += [dates, t("Total float {spare} d", spare=spare)]
        return "\n".join(lines)

    def _menu(self) -> QMenu:
        menu = QMenu(self._panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _open_link(self, place: int, at: QPoint) -> None:
        self.link_menu(place).exec(at)

    def _show(self, name: str, on: bool) -> None:
        button = {"show_critical": self._panel.tools.critical, "show_baseline": self._panel.tools.baseline}.get(name)
        if button is not None:
            button.setChecked(on)
            return
        setattr(self._chart, name, on)
        self._chart.repaint_all()
        settings = self._panel.workspace.settings
        settings.put(SETTING, {**settings.table(SETTING), name: on})

    def _change(self, link: PlanLink, kind: LinkKind) -> None:
        if kind != link.kind:
            self._panel.edits.change_link(link.predecessor, link.successor, kind, link.lag, link.lag_kind)

    def _link_words(self, link: PlanLink) -> str:
        view = self._panel.view
        assert view is not None
        one, two = (view.row_of[uid] for uid in (link.predecessor, link.successor))
        names = [f"{view.numbers[row]} {view.plan.tasks[row].name}" for row in (one, two)]
        kind = link_text("", link.kind, link.lag, link.lag_kind, view.units, link.lag_format) or "FS"
        return f"{names[0]} → {names[1]}  {kind}"
