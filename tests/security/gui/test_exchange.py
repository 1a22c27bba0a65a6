"""What comes from outside a window: settings, the clipboard, drops, names of files. None of it is a program."""

from __future__ import annotations

import ast
import csv
import json
import os
import pickle
import sys
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from pmo_desktop.gui.application import Look
from pmo_desktop.gui.clipboard import put_table, take_table
from pmo_desktop.gui.desk import Desk
from pmo_desktop.gui.main_window import MainWindow
from pmo_desktop.gui.navigation import Place
from pmo_desktop.gui.pages.catalogue import PAGES
from pmo_desktop.gui.pages.import_drop import file_of
from pmo_desktop.gui.recent import RecentFiles
from pmo_desktop.gui.settings import Settings
from pmo_desktop.persistence.atomic import write_bytes
from pmo_desktop.persistence.backup import backup_now, folder_of, newest
from pmo_desktop.persistence.store import create_store
from pmo_desktop.services.status_pack import pack_file_name
from pmo_desktop.services.values import clean

from ..corpus import corpus, file_names
from .conftest import ROOT
from .walk import places

pytestmark = pytest.mark.gui

ITEMS = "application/x-qabstractitemmodeldatalist"


class Bomb:
    """Makes a file when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> object:
        return (Path.touch, (self.marker,))


def pickled(marker: Path) -> QByteArray:
    """Return rows in Qt's own format for drags, in which a cell is a pickled Bomb, as PySide writes it."""
    data = pickle.dumps(Bomb(marker))
    marker_name = b"PyObject\x00"
    stream = bytearray()
    for number in (0, 0, 1, 0):  # row, column, one role, the display role
        stream += number.to_bytes(4, "big")
    stream += (65536).to_bytes(4, "big") + b"\x00" + len(marker_name).to_bytes(4, "big") + marker_name
    stream += len(data).to_bytes(4, "big") + data
    return QByteArray(bytes(stream))


def drop(target: QWidget, mime: QMimeData) -> None:
    event = QDropEvent(
        QPointF(target.rect().center()), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(target, event)


def test_no_model_takes_qts_pickled_rows(
    hostile_window: MainWindow, tmp_path: Path, raised: list[BaseException]
) -> None:
    marker = tmp_path / "ran"
    mime = QMimeData()
    mime.setData(ITEMS, pickled(marker))
    mime.setText("x")
    seen = set()
    for place in [*places(hostile_window)][::2]:
        hostile_window.go(place)
        QApplication.processEvents()
        for view in hostile_window.findChildren(QAbstractItemView):
            model = view.model()
            seen.add(type(view).__name__)
            accepts = view.dragDropMode() not in (
                QAbstractItemView.DragDropMode.NoDragDrop, QAbstractItemView.DragDropMode.DragOnly,
                QAbstractItemView.DragDropMode.InternalMove,
            )  # fmt: skip
            assert not (accepts and model is not None and ITEMS in model.mimeTypes()), view
            drop(view.viewport(), mime)
        drop(hostile_window, mime)
    assert len(seen) > 3
    assert not marker.exists()
    assert raised == []


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the binding of newer Pythons no longer unpickles")
def test_a_model_without_the_guard_would_run_it(tmp_path: Path, styled_app: QApplication) -> None:
    """The drop above is a real one: Qt's plain item model runs it, if this binding unpickles at all."""
    marker = tmp_path / "ran"
    mime = QMimeData()
    mime.setData(ITEMS, pickled(marker))
    model = QStandardItemModel(1, 1)
    model.dropMimeData(mime, Qt.DropAction.CopyAction, 0, 0, model.index(-1, -1))
    for row in range(model.rowCount()):
        model.data(model.index(row, 0))
    if not marker.exists():
        pytest.skip("this binding does not unpickle rows that were dropped")


def test_the_clipboard_is_read_as_text_only(tmp_path: Path, styled_app: QApplication) -> None:
    marker = tmp_path / "ran"
    mime = QMimeData()
    mime.setData(ITEMS, pickled(marker))
    mime.setHtml("<img src='file:///etc/passwd'><table><tr><td>from html</td></tr></table>")
    mime.setText("a\tb\nc\td")
    QGuiApplication.clipboard().setMimeData(mime)
    assert take_table() == [["a", "b"], ["c", "d"]]
    QGuiApplication.clipboard().clear()
    assert not marker.exists()


def test_copied_cells_are_text_to_every_program(styled_app: QApplication) -> None:
    kept = [cleaned for text in corpus() if (cleaned := clean(text, lines=True))]
    put_table([[text, "x"] for text in kept])
    mime = QGuiApplication.clipboard().mimeData()
    # A typed apostrophe before a formula is Excel's own mark, so it goes.
    assert [row[0] for row in take_table()] == [text[text[:2] in ("'=", "'+", "'-", "'@") :] for text in kept]
    # What another program finds: every cell that begins like a formula has Excel's apostrophe before it.
    others = [row[0] for row in csv.reader(StringIO(mime.text(), newline=""), delimiter="\t") if row]
    assert len(others) == len(kept)
    assert [cell for cell in others if cell.startswith(("=", "@"))] == []
    assert [cell for cell in others if cell[:1] in "+-" and cell.strip("+-.,%0123456789")] == []
    html = mime.html()
    QGuiApplication.clipboard().clear()  # data made in Python must not outlive it
    assert html.count("<td>") == 2 * len(kept)
    for tag in ("<img", "<a ", "<b>", "<script", "<link", "<iframe", "<body background"):
        assert tag not in html.lower()


HOSTILE_SETTINGS: dict[str, bytes] = {
    "nothing": b"",
    "zeros": b"\x00" * 100,
    "no JSON": b"[General]\nx=@Variant(\\0\\0\\0\\x7f)",
    "a pickle": pickle.dumps({"a": 1}),
    "a list": b"[]",
    "deep": b"[" * 100_000,
    "deep in a table": b'{"a": ' * 50_000,
    "a huge number": b'{"zoom": ' + b"9" * 5_000 + b"}",
    "wrong kinds": json.dumps(
        {
            "language": 5, "theme": [], "zoom": "x", "recent": [5, [], [1, 2], ["a"], None, {"a": 1}, ["/no\0pe", "x"]],
            "window": "not base64 ü", "rail": "yes", "author": {}, "backups": 7, "pages": 3, "reopen": "x",
        }
    ).encode(),
    "odd words": json.dumps({"language": "xx", "theme": "pink", "zoom": -5, "author": "<img src=x>"}).encode(),
    "not UTF-8": b'{"language": "\xff\xfe"}',
    "a surrogate": b'{"author": "\\ud800"}',
}  # fmt: skip


OPENED = ("wrong kinds",)
"""Settings with which the window is opened too; with the others they are as good as none."""


@pytest.mark.parametrize("name", HOSTILE_SETTINGS)
def test_any_settings_file_starts_the_program(
    name: str, tmp_path: Path, styled_app: QApplication, raised: list[BaseException]
) -> None:
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "settings.json").write_bytes(HOSTILE_SETTINGS[name])
    settings = Settings(folder)
    look = Look(styled_app, settings)
    store = create_store(tmp_path / "a.pmow")
    store.close()
    desk = Desk(styled_app, look)
    desk.show_start()
    assert isinstance(RecentFiles(settings).files(), list)
    settings.put("backups", str(tmp_path / "backups"))
    RecentFiles(settings).add(tmp_path / "a.pmow")
    if name in OPENED:
        assert desk.open_file(tmp_path / "a.pmow")
        assert desk.window is not None
        for entry in PAGES:
            desk.window.go(Place(entry.name))
            QApplication.processEvents()
    RecentFiles(settings).remove(tmp_path / "a.pmow")
    settings.put("theme", "light")
    desk._close_window()
    desk.close_down()
    if desk.start:
        desk.start.close()
    desk.deleteLater()
    styled_app.setStyleSheet("")
    look.theme.deleteLater()
    assert raised == []
    assert json.loads((folder / "settings.json").read_text("utf-8"))["theme"] == "light"


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a file's name be no text")
def test_a_file_whose_name_is_no_text_is_opened_and_remembered_or_refused(
    tmp_path: Path, styled_app: QApplication, settings: Settings, raised: list[BaseException]
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.pmow"))
    create_store(path).close()
    settings.put("backups", str(tmp_path / "backups"))
    look = Look(styled_app, settings)
    desk = Desk(styled_app, look)
    desk.open_file(path)
    settings.put("theme", "dark")
    assert Settings(settings.file.parent).text("theme") == "dark"
    desk._close_window()
    desk.close_down()
    if desk.start:
        desk.start.close()
    desk.deleteLater()
    styled_app.setStyleSheet("")
    assert raised == []


@pytest.mark.parametrize(
    "address",
    [
        "http://canary.invalid/x.xlsx", "smb://canary.invalid/x.csv", "file:///etc/passwd",
        "data:text/csv,a", "file:///x.exe", "file:///x.pmow", "ftp://x/y.csv", "", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_only_a_file_of_this_machine_that_could_be_imported_is_taken(address: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(address)])
    taken = file_of(mime)
    assert taken is None, taken


def test_names_of_files_stay_names(tmp_path: Path) -> None:
    names = file_names()
    assert len(names) >= 60
    made = set()
    for text in names:
        for language in ("en", "zh_CN"):
            name = pack_file_name(date(2026, 11, 20), clean(text), language)
            path = tmp_path / name
            assert path.resolve().parent == tmp_path.resolve()
            assert len(os.fsencode(name)) <= 255
            assert not set(name) & set('<>:"/\\|?*\n\t\0')
            assert not name.startswith((".", "-", " "))
            assert name.endswith(".pdf")
            write_bytes(path, b"x")
            made.add(name)
    assert {one.name for one in tmp_path.iterdir()} == made
    assert len(made) > 60


def test_backups_of_stores_with_odd_names_stay_in_their_folder(tmp_path: Path) -> None:
    root, taken = tmp_path / "backups", 0
    for at, text in enumerate(file_names()):
        name = clean(text)
        if at % 3 or not name or "/" in name or len(os.fsencode(name)) > 240 or name in (".", ".."):
            continue
        path = tmp_path / f"{name}.pmow"
        if path.exists():
            continue
        create_store(path).close()
        folder = folder_of(path, root)
        made = backup_now(path, folder, datetime(2026, 11, 22, 9))
        assert made.resolve().parent.parent == root.resolve()
        assert newest(folder) == made
        taken += 1
    assert taken > 12
    assert len(list(root.iterdir())) == taken


def test_nothing_in_the_package_unpickles_or_evaluates() -> None:
    """No pickle, marshal, shelve, eval, exec, YAML, QSettings, shell, or reading of arrays that may hold objects."""
    modules = {
        "pickle",
        "marshal",
        "shelve",
        "yaml",
        "dill",
        "joblib",
        "cloudpickle",
        "ctypes",
        "socket",
        "urllib",
        "http",
    }
    names = {"eval", "exec", "QSettings", "PickleType", "extractall", "system", "popen", "QNetworkAccessManager"}
    found = []
    for path in sorted((ROOT / "pmo_desktop").rglob("*.py")):
        if "_generated" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=aliases):
                    found += [(path.name, alias.name) for alias in aliases if alias.name.partition(".")[0] in modules]
                case ast.ImportFrom(module=str(module), level=0) if module.partition(".")[0] in modules:
                    found.append((path.name, module))
                case ast.Call(func=ast.Name(id=name)) if name in names:
                    found.append((path.name, name))
                case ast.Call(func=ast.Attribute(value=ast.Name(id="os" | "zipfile"), attr=name)) if name in names:
                    found.append((path.name, name))
                case ast.Attribute(attr="extractall" | "PickleType"):
                    found.append((path.name, node.attr))
                case ast.Call(keywords=keywords) if any(word.arg in ("shell", "allow_pickle") for word in keywords):
                    found.append((path.name, "shell"))
    assert found == []
