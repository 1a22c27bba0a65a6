"""A program to be killed: edits a store through the real window, and says each edit once the window has it as saved.

`python editor.py STORE FOLDER`. Each edit moves one unit of money between two projects; every seventh is undone and
done again, through the undo stack.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look, make_application
from pmo_desktop.gui.desk import Desk
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.settings import Settings
from pmo_desktop.persistence.tables import Project
from tests.integration.persistence.worker import move


def main(store: Path, folder: Path) -> int:
    """Edit until killed."""
    app = make_application(["editor"], all_fonts=False)
    settings = Settings(folder)
    settings.put("backups", str(folder / "backups"))
    settings.put("language", "en")
    desk = Desk(app, Look(app, settings))
    timer = QTimer()
    timer.setInterval(0)

    def begin() -> None:
        if desk.window is None or desk.workspace is None:
            return
        desk.window.go(Place("projects"))
        timer.timeout.disconnect(begin)
        timer.timeout.connect(edit)
        os.write(1, b"ready\n")

    def edit() -> None:
        assert desk.workspace is not None
        number = desk.workspace.read(lambda session: int(session.get_one(Project, 2).name)) + 1
        change = desk.workspace.edit(Message("set_field", {"field": "x"}), move, number)
        assert change is not None
        os.write(1, f"{number}\n".encode())
        if number % 7 == 0:
            desk.workspace.undo()
            desk.workspace.redo()

    timer.timeout.connect(begin)
    desk.open_first(store, False)
    timer.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
