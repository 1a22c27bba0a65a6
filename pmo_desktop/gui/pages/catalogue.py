"""The pages there are: name, title, icon, place in the sidebar, and how each is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ...texts.messages import N_
from ..workspace import Workspace
from .page import Page


@dataclass(frozen=True)
class Entry:
    """A page.

    Attributes:
        section: its heading in the sidebar, "" puts it at the foot.
        any_period: True where it can show an earlier reporting period.
    """

    name: str
    title: str
    icon: str
    section: str
    make: Callable[[Workspace], Page]
    any_period: bool = False


def _overview(workspace: Workspace) -> Page:
    from .overview import OverviewPage

    return OverviewPage(workspace)


def _projects(workspace: Workspace) -> Page:
    from .projects import ProjectsPage

    return ProjectsPage(workspace)


def _timeline(workspace: Workspace) -> Page:
    from .timeline import TimelinePage

    return TimelinePage(workspace)


def _risks(workspace: Workspace) -> Page:
    from .risks import RisksPage

    return RisksPage(workspace)


def _reports(workspace: Workspace) -> Page:
    from .status_reports import ReportsPage

    return ReportsPage(workspace)


def _packs(workspace: Workspace) -> Page:
    from .packs import PacksPage

    return PacksPage(workspace)


def _history(workspace: Workspace) -> Page:
    from .history import HistoryPage

    return HistoryPage(workspace)


def _templates(workspace: Workspace) -> Page:
    from .templates import TemplatesPage

    return TemplatesPage(workspace)


def _import(workspace: Workspace) -> Page:
    from .import_page import ImportPage

    return ImportPage(workspace)


def _settings(workspace: Workspace) -> Page:
    from .settings import SettingsPage

    return SettingsPage(workspace)


PORTFOLIO, REPORTING, LIBRARY = N_("Portfolio"), N_("Reporting"), N_("Library")

PAGES: Final[tuple[Entry, ...]] = (
    Entry("overview", N_("Overview"), "layout-dashboard", PORTFOLIO, _overview, any_period=True),
    Entry("projects", N_("Projects"), "table-2", PORTFOLIO, _projects, any_period=True),
    Entry("timeline", N_("Timeline"), "chart-gantt", PORTFOLIO, _timeline),
    Entry("risks", N_("Risks & issues"), "triangle-alert", PORTFOLIO, _risks),
    Entry("reports", N_("Status reports"), "file-clock", REPORTING, _reports, any_period=True),
    Entry("packs", N_("Status packs"), "file-text", REPORTING, _packs, any_period=True),
    Entry("history", N_("History"), "history", REPORTING, _history),
    Entry("templates", N_("Templates"), "library", LIBRARY, _templates),
    Entry("import", N_("Import"), "import", LIBRARY, _import),
    Entry("settings", N_("Settings"), "settings", "", _settings),
)
"""All pages that stand for themselves, in the order of the sidebar and of Ctrl+1 … Ctrl+9."""


def make_page(name: str, key: int | None, workspace: Workspace) -> Page:
    """Return a new page; `key` is the project's id for the page `project`.

    Raises:
        KeyError: there is no such page.
    """
    if name == "project" and key is not None:
        from .project import ProjectPage

        page: Page = ProjectPage(workspace, key)
        page.header.period.is_choosable = True
        return page
    entry = next(entry for entry in PAGES if entry.name == name)
    page = entry.make(workspace)
    page.header.period.is_choosable = entry.any_period
    return page


def title_of(name: str) -> str:
    """Return a page's title as a catalogue key."""
    return next((entry.title for entry in PAGES if entry.name == name), "")
