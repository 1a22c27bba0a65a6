"""Pictures of the pages, to be looked at: `python -m benchmarks.screens overview projects --dark --lang zh_CN`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    """Write a PNG of each page that is named to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", help="page names; project:ID for a project")
    parser.add_argument("--store", type=Path, help="a store; a demo store is made where none is named")
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "screens")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--scale", type=float, default=1.0, help="device pixels per pixel")
    parser.add_argument("--zoom", type=int, default=100, help="text size in percent")
    options = parser.parse_args()
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    options.out.mkdir(parents=True, exist_ok=True)
    return take(options)


def take(options: argparse.Namespace) -> int:
    """Open the window and take the pictures."""
    from PySide6.QtCore import QEventLoop, QTimer

    from pmo_desktop.gui.application import Look, make_application
    from pmo_desktop.gui.jobs import Jobs, inline
    from pmo_desktop.gui.main_window import MainWindow
    from pmo_desktop.gui.navigation import Place
    from pmo_desktop.gui.settings import Settings
    from pmo_desktop.gui.workspace import Workspace
    from pmo_desktop.persistence.store import open_store

    with tempfile.TemporaryDirectory() as folder:
        app = make_application(sys.argv[:1])
        settings = Settings(Path(folder))
        settings.put("language", options.lang)
        settings.put("theme", "dark" if options.dark else "light")
        settings.put("zoom", options.zoom)
        look = Look(app, settings)
        store = open_store(options.store or demo_store(options.out, options.lang))
        workspace = Workspace(store, look.texts, look.theme, look.icons, Jobs(inline), settings)
        window = MainWindow(workspace)
        width, height = (int(part) for part in options.size.split("x"))
        window.resize(width, height)
        for name in options.pages:
            page, _, key = name.partition(":")
            window.go(Place(page, int(key) if key else None))
            window.show()
            loop = QEventLoop()
            QTimer.singleShot(600, loop.quit)
            loop.exec()
            app.processEvents()
            mode = "dark" if options.dark else "light"
            file = options.out / f"{page}-{mode}-{options.lang}-{options.size}.png"
            window.grab().save(str(file))
            print(file)
        window.disconnect_all()
        window.close()
        store.close()
    return 0


def demo_store(folder: Path, language: str) -> Path:
    """Return a demo store, made once for a folder and a language."""
    from pmo_desktop.gui.sample import make_sample

    path = folder / f"demo-{language}.pmow"
    if not path.exists():
        make_sample(path, language)
    return path


if __name__ == "__main__":
    sys.exit(main())
