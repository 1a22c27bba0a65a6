"""Pages that are one table under its title, continued on as many pages as it needs with its header repeated."""

from __future__ import annotations

from collections.abc import Sequence

from ..frame import Area, Kit, Page
from ..sheet import Sheet
from ..table import Cell, Table


def table_pages(
    kit: Kit, key: str, section: str, title: str, subtitle: str, table: Table, note: str = ""
) -> list[Page]:
    """Return the pages of a table; `note` is a grey sentence under the last of them."""
    t, area = kit.texts, kit.area(title, subtitle)
    if table.shortened:
        kit.shortened(key, section)
    below = kit.type.block(note, kit.type.scale.note, area.width) if note else None
    room = area.height - (below.height + 8 if below else 0)
    parts = table.split(room, room)
    pages = []
    for number, rows in enumerate(parts):

        def draw(sheet: Sheet, area: Area, rows: range = rows) -> None:
            end = area.top + table.paint(sheet, area.left, area.top, rows)
            if below is not None and rows is parts[-1]:
                sheet.block(area.left, end + 8, below)

        more = t("{title} (continued)", title=title) if number else title
        name = f"{key}-{number + 1}" if number else key
        pages.append(Page(name, section, section, more, subtitle, draw, None if number else 0, in_contents=not number))
    return pages


def project_cell(kit: Kit, uid: str) -> Cell:
    """Return the code of a project, or a dash for the whole portfolio."""
    project = kit.facts.projects.get(uid)
    return Cell((project.code or project.name) if project else "–", color="text2")


def plain(text: str) -> Cell:
    """Return a cell of secondary text, a dash where there is none."""
    return Cell(text.strip() or "–", color="text2")


def worst(names: Sequence[str], most: int = 2) -> list[str]:
    """Return the first names, without repeating one."""
    return list(dict.fromkeys(name for name in names if name))[:most]
