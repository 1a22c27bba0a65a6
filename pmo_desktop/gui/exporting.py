"""Registers into spreadsheet files, asked for in a window and written beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from ..domain.messages import Message
from ..services.exports import SUFFIXES, Register, export_register, title_of
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
    t, settings = workspace.texts, workspace.settings
    folder = Path(settings.text("export_folder", str(workspace.store.path.parent)))
    name = title_of(register, t)
    proposed = folder / f"{workspace.store.path.stem} {name} {workspace.today():%Y-%m-%d}.xlsx"
    path = (ask or _asker(workspace, parent))(proposed)
    if path is None:
        return
    if path.suffix.lower() not in SUFFIXES:
        path = path.with_name(path.name + ".xlsx")
    settings.put("export_folder", str(path.parent))
    target, store = path, workspace.store

    def work(progress: Progress) -> int:
        progress.report(0, 100)
        with store.reader() as session:
            return export_register(session, register, target, t, ids=ids)

    def done(count: int) -> None:
        workspace.told.emit(Message("export_done", {"name": target.name}, count))

    workspace.jobs.start(Message("export_writing"), work, done)


def _asker(workspace: Workspace, parent: QWidget) -> Ask:
    def ask(proposed: Path) -> Path | None:
        t = workspace.texts
        kinds = f"{t('Excel workbook')} (*.xlsx);;{t('Text table')} (*.csv)"
        name, chosen = QFileDialog.getSaveFileName(parent, t("Export"), str(proposed), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(".csv" if "csv" in chosen else ".xlsx")

    return ask
