"""The outlines of icons as SVG text."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QFile, QIODevice

from .._generated import resources_rc  # noqa: F401 - registers `:/icons`


def outline(name: str, color: str) -> bytes:
    """Return an icon's SVG in one colour (`#rrggbb`), with the thin stroke of the design."""
    return _source(name).replace(b"currentColor", color.encode())


@cache
def _source(name: str) -> bytes:
    file = QFile(f":/icons/{name}.svg")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(f":/icons/{name}.svg")
    return bytes(file.readAll().data()).replace(b'stroke-width="2"', b'stroke-width="1.75"')
