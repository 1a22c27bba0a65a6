"""Copies are kept while the user works, and only when there is something new to keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.backups import BackupKeeper
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence import backup
from pmo_desktop.persistence.store import open_store
from pmo_desktop.services.commands import rows


def rename(workspace: Workspace, name: str) -> None:
    workspace.edit(Message("set_up_portfolio"), rows.set_values, "portfolio", [1], {"name": name})


def test_work_is_kept_and_rest_is_not(workspace: Workspace, tmp_path: Path) -> None:
    keeper = BackupKeeper(workspace, lambda: tmp_path)
    keeper.keep()
    assert keeper.newest is None, "nothing was changed yet"
    rename(workspace, "One")
    keeper.keep()
    first = keeper.newest
    assert first is not None
    keeper.keep()
    assert keeper.newest == first
    kept = open_store(first)
    with kept.read() as session:
        assert session.connection().exec_driver_sql("SELECT name FROM portfolio").scalar() == "One"
    kept.close()


def test_closing_keeps_what_was_changed_last(workspace: Workspace, tmp_path: Path) -> None:
    keeper = BackupKeeper(workspace, lambda: tmp_path)
    rename(workspace, "Two")
    keeper.close()
    assert backup.newest(backup.folder_of(workspace.store.path, tmp_path)) == keeper.newest
    assert keeper.newest is not None


def test_a_backup_that_fails_is_said_and_work_goes_on(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    said: list[str] = []
    workspace.failed.connect(lambda error: said.append(error.message_id))
    keeper = BackupKeeper(workspace, lambda: tmp_path / "file")
    rename(workspace, "Three")
    keeper.close()
    assert said == ["backup_failed"]
    rename(workspace, "Four")


def test_an_open_store_is_never_opened_as_a_file(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closing such a handle would drop the locks of the store that this process has open."""
    opened: list[Path] = []
    real = Path.open

    def noting(self: Path, *args: object, **kwargs: object) -> object:
        opened.append(self)
        return real(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", noting)
    rename(workspace, "Five")
    BackupKeeper(workspace, lambda: tmp_path).close()
    rename(workspace, "Five")
    keeper = BackupKeeper(workspace, lambda: tmp_path)
    rename(workspace, "Six")
    keeper.close()
    assert workspace.store.path not in opened


def test_another_folder_is_used_at_once(workspace: Workspace, tmp_path: Path) -> None:
    folders = [tmp_path / "first", tmp_path / "second"]
    keeper = BackupKeeper(workspace, lambda: folders[0])
    for number in range(2):
        rename(workspace, f"Portfolio {number}")
        keeper.keep()
        assert keeper.newest is not None
        assert keeper.newest.is_relative_to(folders[0])
        folders.reverse()
