"""What is made from sources before the program can run: the package `pmo_desktop/_generated`.

One function, `generate`, called by the wheel and the editable build (the hook below), by `tests/conftest.py` and by
`build_installer.py`. It makes only what changed, replaces each file in one step (several test processes may call it
at the same time) and deletes what has no source any more.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

GENERATED: Final = PurePosixPath("pmo_desktop/_generated")
UNFINISHED: Final = ".unfinished-"
RECIPE: Final = "4"
"""Part of every fingerprint: raise it when the way of making a file changes."""

PACKAGE_TEXT: Final = '"""Compiled forms, icons and translations, fonts and bundled files. Made by hatch_build.py."""\n'


class ConflictingTranslations(ValueError):
    """Two catalogues translate one sentence differently."""


def generate(root: Path) -> None:
    """Bring `pmo_desktop/_generated` below `root` up to date with its sources."""
    _Generation(root).run()


class _Generation:
    """One pass over the sources.

    Attributes:
        target: the folder being made.
        stamps: for each compiled file, by its name below `target`, the fingerprint of what it was made from.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.target = root.joinpath(*GENERATED.parts)
        self._stamp_file = self.target / "stamps.json"
        self._old_stamps = _read_stamps(self._stamp_file)
        self.stamps: dict[str, str] = {}
        self._made: set[Path] = {self._stamp_file}

    def run(self) -> None:
        self.target.mkdir(parents=True, exist_ok=True)
        resources = self.root / "resources"
        self._compile("__init__.py", [], lambda out: out.write_text(PACKAGE_TEXT, encoding="utf-8"))
        self._copy_tree(resources / "fonts", "fonts", (".ttf", ".txt"))
        self._copy_tree(resources / "icons", "licences", (".txt",))
        self._copy_tree(resources / "templates", "templates")
        self._copy_tree(resources / "risk_library", "risk_library")
        self._copy_tree(resources / "demo", "demo")
        self._compile_translations(resources / "translations")
        self._compile_forms(self.root / "ui")
        self._compile_icons(resources / "icons")
        if self.stamps != self._old_stamps:
            _replace(self._stamp_file, lambda out: out.write_text(json.dumps(self.stamps, indent=1), encoding="utf-8"))
        self._delete_what_has_no_source()

    def _copy_tree(self, source: Path, name: str, suffixes: tuple[str, ...] = ()) -> None:
        for file in sorted(source.rglob("*")):
            if not file.is_file() or file.name.startswith(".") or (suffixes and file.suffix not in suffixes):
                continue
            copy = self.target / name / file.relative_to(source)
            self._made.add(copy)
            if not _is_copy(file, copy):
                _replace(copy, partial(shutil.copy2, file))

    def _compile(self, name: str, sources: list[Path], make: Callable[[Path], object]) -> None:
        """Make one file unless it was already made from the same bytes."""
        output = self.target / name
        self._made.add(output)
        digest = hashlib.sha256(RECIPE.encode())
        for source in sources:
            digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
        self.stamps[name] = digest.hexdigest()
        if self._old_stamps.get(name) != self.stamps[name] or not output.is_file():
            _replace(output, make)

    def _compile_translations(self, translations: Path) -> None:
        for folder in sorted(path for path in translations.glob("*") if path.is_dir()):
            parts = sorted(folder.glob("*.po"))
            if parts:
                language = folder.name
                self._compile(f"translations/{language}.mo", parts, partial(_write_catalogue, language, parts))

    def _compile_forms(self, forms: Path) -> None:
        for form in sorted(forms.glob("*.ui")):
            self._compile(f"ui_{form.stem}.py", [form], partial(_qt_tool, "uic", ["--from-imports", str(form)]))

    def _compile_icons(self, icons: Path) -> None:
        """Pack every icon; forms name the listing, `resources.qrc`, whose stem becomes the module's name."""
        files = sorted(icons.glob("*.svg"))
        if not files:
            return
        up = "/".join(".." for _ in GENERATED.parts)
        rows = [f'    <file alias="{file.name}">{up}/resources/icons/{file.name}</file>\n' for file in files]
        listing = '<RCC>\n  <qresource prefix="/icons">\n' + "".join(rows) + "  </qresource>\n</RCC>\n"
        self._compile("resources.qrc", files, lambda out: out.write_text(listing, encoding="utf-8"))
        qrc = self.target / "resources.qrc"
        self._compile("resources_rc.py", files, partial(_qt_tool, "rcc", [str(qrc)]))

    def _delete_what_has_no_source(self) -> None:
        for path in sorted(self.target.rglob("*"), reverse=True):
            if "__pycache__" in path.parts:
                continue
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in self._made and not _is_being_written(path):
                path.unlink(missing_ok=True)


def _read_stamps(file: Path) -> dict[str, str]:
    try:
        stamps: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def _is_copy(file: Path, copy: Path) -> bool:
    """Tell by size and time, as the fonts are too large to read on every test run."""
    try:
        there = copy.stat()
    except FileNotFoundError:
        return False
    here = file.stat()
    return there.st_size == here.st_size and there.st_mtime_ns == here.st_mtime_ns


def _is_being_written(path: Path) -> bool:
    if not path.name.startswith(UNFINISHED):
        return False
    try:
        return time.time() - path.stat().st_mtime < 600
    except FileNotFoundError:
        return True


def _replace(output: Path, make: Callable[[Path], object]) -> None:
    """Let `make` write a file beside `output`, then put it in its place in one step."""
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=UNFINISHED, suffix=output.suffix)
    os.close(handle)
    unfinished = Path(name)
    try:
        make(unfinished)
        unfinished.chmod(0o644)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


def _qt_tool(tool: str, arguments: list[str], output: Path) -> None:
    """Run a compiler of PySide6 through its own wrapper, which knows where the platform keeps it."""
    code = f"from PySide6.scripts.pyside_tool import {tool}; {tool}()"
    command = [sys.executable, "-c", code, *arguments, "-o", str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr.strip():
        raise RuntimeError(f"{tool} {' '.join(arguments)}:\n{done.stdout}{done.stderr}")


def entries(po_file: Path) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield what a catalogue translates: (singular[, plural]) and the translation's forms."""
    for message in _read_po(po_file):
        if message.id and not message.fuzzy:
            ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            if any(forms):
                yield ids, forms


def _read_po(po_file: Path) -> Catalog:
    from babel.messages.pofile import read_po

    with po_file.open("rb") as file:
        return read_po(file, locale=po_file.parent.name, abort_invalid=True)


def merged(po_files: list[Path]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the entries of all catalogues of a language; a sentence may stand in several if they agree on it."""
    result: dict[tuple[str, ...], tuple[str, ...]] = {}
    first: dict[str, tuple[Path, tuple[str, ...]]] = {}
    for po_file in po_files:
        for ids, forms in entries(po_file):
            origin, known = first.setdefault(ids[0], (po_file, forms))
            if known != forms:
                raise ConflictingTranslations(
                    f"“{ids[0]}” is “{known[0]}” in {origin.name} but “{forms[0]}” in {po_file.name}."
                )
            result[ids] = forms
    return result


def _write_catalogue(language: str, po_files: list[Path], output: Path) -> None:
    """Write the catalogue as gettext reads it: a table of keys and one of texts, both sorted, then the bytes.

    A plural entry stands under its singular as well: Python 3.11.2 (Debian 12) does not look there by itself as later
    ones do, and Babel's writer keeps one entry for a singular.
    """
    plural_forms = _read_po(po_files[0]).plural_forms
    head = f"Language: {language}\nContent-Type: text/plain; charset=UTF-8\nPlural-Forms: {plural_forms}\n"
    texts = {b"": head.encode()}
    for ids, forms in merged(po_files).items():
        texts[ids[0].encode()] = forms[0].encode()
        texts["\0".join(ids).encode()] = "\0".join(forms).encode()
    keys = sorted(texts)
    tables_at = 28
    position = tables_at + 16 * len(keys)
    tables = blob = b""
    for strings in (keys, [texts[key] for key in keys]):
        for text in strings:
            tables += struct.pack("<II", len(text), position + len(blob))
            blob += text + b"\0"
    start = struct.pack("<7I", 0x950412DE, 0, len(keys), tables_at, tables_at + 8 * len(keys), 0, 0)
    output.write_bytes(start + tables + blob)


class GeneratedPackageHook(BuildHookInterface[Any]):
    """Makes the package before hatchling collects the files of a wheel or of an editable install."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        generate(Path(self.root))


if __name__ == "__main__":
    generate(Path.cwd())
