"""Tables on the clipboard: tabs and lines for every program, HTML for those that keep the columns apart."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

DANGEROUS: Final = ("=", "+", "-", "@")
OURS: Final = "application/x-pmo-desktop-cells"
"""Marks what this program put on the clipboard."""

LIMIT: Final = 2_000_000
"""Characters of a pasted text that are read."""


def put_table(rows: Sequence[Sequence[str]]) -> None:
    """Put a block of cells on the clipboard."""
    data = QMimeData()
    data.setText("\n".join("\t".join(_quoted(cell) for cell in row) for row in rows))
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    data.setHtml(f"<table>{body}</table>")
    data.setData(OURS, b"1")
    QGuiApplication.clipboard().setMimeData(data)


def take_text() -> str:
    """Return the text on the clipboard."""
    return QGuiApplication.clipboard().text()[:LIMIT]


def settle() -> None:
    """Leave plain text of what we copied on the clipboard, as the program ends.

    Data made in Python would be destroyed after Python itself, and crash the process.
    """
    clipboard = QGuiApplication.clipboard()
    data = clipboard.mimeData()
    if data is not None and data.hasFormat(OURS):  # PySide gives None for an empty clipboard
        clipboard.setText(clipboard.text())


def take_table() -> list[list[str]]:
    """Return the block of cells on the clipboard, as Excel and others write it; empty when there is no text."""
    return parse_table(take_text())


def parse_table(text: str) -> list[list[str]]:
    """Return the cells of a text with tabs between cells; a quoted cell may hold tabs and line breaks."""
    rows: list[list[str]] = [[]]
    cell: list[str] = []
    quoted = False
    at, end = 0, len(text)
    while at < end:
        char = text[at]
        if quoted:
            if char == '"' and text[at + 1 : at + 2] == '"':
                cell.append('"')
                at += 1
            elif char == '"':
                quoted = False
            else:
                cell.append(char)
        elif char == '"' and not cell:
            quoted = True
        elif char == "\t":
            rows[-1].append("".join(cell))
            cell = []
        elif char in "\r\n":
            if char == "\r" and text[at + 1 : at + 2] == "\n":
                at += 1
            rows[-1].append("".join(cell))
            cell = []
            rows.append([])
        else:
            cell.append(char)
        at += 1
    if cell or rows[-1]:
        rows[-1].append("".join(cell))
    return [[_active(cell) for cell in row] for row in rows if row]


def _quoted(cell: str) -> str:
    safe = _inert(cell)
    if any(char in safe for char in '\t\n\r"'):
        return '"' + safe.replace('"', '""') + '"'
    return safe


def _inert(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text: user text must not become a formula there."""
    if cell[:1] in DANGEROUS and not _is_number(cell):
        return "'" + cell
    return cell


def _active(cell: str) -> str:
    """Return a cell as it was before `_inert`, so that what we copied is what we paste."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in DANGEROUS and not _is_number(cell[1:]) else cell


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-−").replace(",", "").replace(".", "", 1).rstrip("%").isdigit()
