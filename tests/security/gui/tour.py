"""A program for `strace`: opens a store in the real window and walks over every page. `python tour.py STORE FOLDER`.

`--both` walks in Chinese too. With `--plant` it also shows one label as a careless program would: the test must then
see the canary opened.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look, make_application
from pmo_desktop.gui.desk import Desk
from pmo_desktop.gui.settings import Settings
from pmo_desktop.services.commands.rows import set_values
from pmo_desktop.services.queries.registry import registry
from tests.security.gui.walk import places, visit


def main(store: Path, folder: Path, plant: bool) -> int:
    """Walk over the pages and print how many places were seen."""
    app = make_application(["tour"])
    settings = Settings(folder)
    settings.put("backups", str(folder / "backups"))
    settings.put("language", "en")
    desk = Desk(app, Look(app, settings))
    desk.open_first(store, False)
    for _ in range(200):
        app.processEvents()
        if desk.window is not None:
            break
    assert desk.window is not None
    print("MARK begin", flush=True)
    Path(folder / "mark").touch()
    seen = 0
    for place in places(desk.window):
        visit(desk.window, place)
        seen += 1
    rows = desk.window.workspace.read(registry).rows
    for row in rows[:5]:
        desk.window.workspace.edit(
            Message("set_field", {"field": row.name}), set_values, "project", [row.id], {"manager": row.name}
        )
    desk.window.workspace.undo()
    if plant:
        name = next(row.name for row in rows if row.name.startswith('<img src="/'))
        label = QLabel(name)
        label.show()
        QApplication.processEvents()
        label.grab()
    elif "--both" in sys.argv:
        settings.put("theme", "dark")
        desk._change_language("zh_CN")
        for place in places(desk.window):
            visit(desk.window, place)
            seen += 1
    desk._close_window()
    desk.close_down()
    print("places", seen)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), "--plant" in sys.argv))
