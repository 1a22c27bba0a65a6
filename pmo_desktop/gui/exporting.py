"""Registers into spreadsheet files, asked for in a window and written beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from ..domain.messages import Message
from ..services.exports import SUFFIXES, Register, export_register, title_of
from ..services.register_print import write_register, write_top_risks
from .workspace import Workspace

if TYPE_CHECKING:
    from .jobs import Progress

Ask = Callable[[Path], Path | None]


def export_rows(
    workspace: Workspace, parent: QWidget, register: Register, ids: Sequence[int] | None = None, ask: Ask | None = None
) -> None:
    """Ask where to, and write a register there: all of it, or the rows with these ids in their order.

    Attributes:
        ask: asks the user for the file, given a proposal; the system's dialog without it.
    """
    t = workspace.texts
    kinds = f"{t('Excel workbook')} (*.xlsx);;{t('Text table')} (*.csv)"
    target = _target(workspace, title_of(register, t), SUFFIXES, ask or _asker(workspace, parent, kinds))
    if target is None:
        return
    store = workspace.store

    def work(progress: Progress) -> int:
        progress.report(0, 100)
        with store.reader() as session:
            return export_register(session, register, target, t, ids=ids)

    def done(count: int) -> None:
        workspace.told.emit(Message("export_done", {"name": target.name}, count))

    workspace.jobs.start(Message("export_writing"), work, done)


def print_rows(
    workspace: Workspace, parent: QWidget, register: Register, ids: Sequence[int], ask: Ask | None = None
) -> None:
    """Ask where to, and write the rows of a register with these ids there as PDF."""
    t, on = workspace.texts, workspace.today()
    _print(
        workspace,
        title_of(register, t),
        ask or _asker(workspace, parent, f"{t('PDF document')} (*.pdf)"),
        lambda session, path: write_register(session, register, ids, path, t, on),
    )


def print_top_risks(workspace: Workspace, parent: QWidget, project_id: int | None, ask: Ask | None = None) -> None:
    """Ask where to, and write the highest risks there as one page of PDF."""
    t, on = workspace.texts, workspace.today()
    _print(
        workspace,
        t("Highest risks"),
        ask or _asker(workspace, parent, f"{t('PDF document')} (*.pdf)"),
        lambda session, path: write_top_risks(session, project_id, path, t, on),
    )


def _print(workspace: Workspace, name: str, ask: Ask, write: Callable[[Any, Path], object]) -> None:
    target, store = _target(workspace, name, (".pdf",), ask), workspace.store
    if target is None:
        return

    def work(progress: Progress) -> None:
        progress.report(0, 100)
        with store.reader() as session:
            write(session, target)

    def done(_: None) -> None:
        workspace.told.emit(Message("register_printed", {"name": target.name}))

    workspace.jobs.start(Message("export_writing"), work, done)


def _target(workspace: Workspace, name: str, suffixes: Sequence[str], ask: Ask) -> Path | None:
    """Return the file that the user chose, with one of the suffixes, and remember its folder."""
    settings = workspace.settings
    folder = Path(settings.text("export_folder", str(workspace.store.path.parent)))
    path = ask(folder / f"{workspace.store.path.stem} {name} {workspace.today():%Y-%m-%d}{suffixes[0]}")
    if path is None:
        return None
    if path.suffix.lower() not in suffixes:
        path = path.with_name(path.name + suffixes[0])
    settings.put("export_folder", str(path.parent))
    return path


def _asker(workspace: Workspace, parent: QWidget, kinds: str) -> Ask:
    def ask(proposed: Path) -> Path | None:
        t = workspace.texts
        name, chosen = QFileDialog.getSaveFileName(parent, t("Export"), str(proposed), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(".csv" if "csv" in chosen else proposed.suffix)

    return ask
