"""A sheet of paper to put things on: coordinates run right and down from the paper's top left corner, in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..charts.scene import Anchor, Primitive
from ..domain.rag import Rag
from . import painter
from .canvas import TaggedCanvas
from .fonts import one_line
from .style import COLORS, TextStyle
from .text import Block, Typesetter

if TYPE_CHECKING:
    from .table import Table


class Sheet:
    """The page that is being made.

    Attributes:
        canvas: the PDF below.
        type: measures and breaks text.
        width, height: the paper's size.
        shortened: what was put on it and does not show all of its text.
    """

    def __init__(self, canvas: TaggedCanvas, typesetter: Typesetter, size: tuple[float, float]) -> None:
        self.canvas = canvas
        self.type = typesetter
        self.width, self.height = size
        self.shortened: list[str] = []

    @contextmanager
    def element(self, tag: str, alt: str = "", attributes: str = "") -> Iterator[None]:
        """Open a node of the file's structure tree around what is put on the sheet inside; none for an empty tag."""
        if not tag:
            yield
            return
        with self.canvas.element(tag, alt, attributes):
            yield

    @contextmanager
    def figure(self, alt: str) -> Iterator[None]:
        """Make a picture of what is put on the sheet inside; `alt` says in words what it shows."""
        with self.canvas.element("Figure", alt), self.canvas.painted():
            yield

    @contextmanager
    def furniture(self) -> Iterator[None]:
        """Keep what is put on the sheet inside out of the reading order: headers, footers, rules."""
        with self.canvas.artifact():
            yield

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        style: TextStyle,
        *,
        anchor: Anchor = "start",
        width: float | None = None,
        tag: str = "P",
    ) -> float:
        """Put one line of text on the sheet, shortened to `width`, and return how wide it is."""
        made = self.type.line(text, style, width if width is not None else 1e6)
        shown = made.lines[0]
        if made.shortened:
            self.shortened.append(shown)
        taken = self.type.measure(shown, style.size, style.weight)
        left = x - {"start": 0.0, "middle": taken / 2, "end": taken}[anchor]
        with self.element(tag), self.canvas.painted():
            painter.line(self.canvas, self.type.runs(shown, style.weight), left, self.height - baseline, style)
        return taken

    def block(self, x: float, top: float, block: Block, *, tag: str = "P", anchor: Anchor = "start") -> float:
        """Put lines on the sheet, the first one's top at `top`, and return the height they take."""
        style = block.style
        if block.shortened and block.lines:
            self.shortened.append(block.lines[0])
        baseline = top + (style.line - style.size) / 2 + style.size * 0.8
        with self.element(tag), self.canvas.painted():
            for index, line in enumerate(block.lines, start=1):
                left = x
                if anchor != "start":
                    taken = self.type.measure(line, style.size, style.weight)
                    left = x - (taken if anchor == "end" else taken / 2)
                # Readers that take the text out of the file need the space at which the line was broken.
                ends_word = index < len(block.lines) and line[-1:].isascii()
                runs = self.type.runs(f"{line} " if ends_word else line, style.weight)
                painter.line(self.canvas, runs, left, self.height - baseline, style)
                baseline += style.line
        return block.height

    def rule(self, left: float, y: float, right: float, color: str = "line", width: float = 0.75) -> None:
        """Draw a horizontal rule."""
        with self.furniture():
            self.canvas.setStrokeColor(COLORS[color])
            self.canvas.setLineWidth(width)
            self.canvas.line(left, self.height - y, right, self.height - y)

    def tint(self, x: float, y: float, width: float, height: float, color: str, *, radius: float = 0.0) -> None:
        """Fill a rectangle."""
        with self.furniture():
            self.canvas.setFillColor(COLORS[color])
            bottom = self.height - y - height
            if radius:
                self.canvas.roundRect(x, bottom, width, height, radius, stroke=0, fill=1)
            else:
                self.canvas.rect(x, bottom, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, color: str, *, radius: float = 0.0) -> None:
        """Draw the outline of a rectangle."""
        with self.furniture():
            self.canvas.setStrokeColor(COLORS[color])
            self.canvas.setLineWidth(0.75)
            self.canvas.roundRect(x, self.height - y - height, width, height, radius, stroke=1, fill=0)

    def scene(self, scene: Sequence[Primitive], x: float, y: float) -> None:
        """Paint a chart with its top left corner at (x, y); `figure` around it makes it a picture."""
        with self.canvas.painted():
            painter.paint(self.canvas, self.type, scene, x, self.height - y)

    def mark(self, x: float, y: float, size: float, rag: Rag, alt: str, *, tick: bool = False) -> None:
        """Put a status mark on the sheet, its centre at (x, y); `alt` says it in words."""
        with self.figure(alt):
            painter.mark(self.canvas, self.type, x, self.height - y, size, rag, tick=tick)

    def table(self, table: Table, x: float, y: float, rows: range) -> float | None:
        """Put a table on the sheet as a whole and return its height; None where it paints itself, as on paper."""
        return None

    @contextmanager
    def linked(self, x: float, y: float, width: float, height: float, target: str, text: str) -> Iterator[None]:
        """Make an area a link to a bookmark; what is put on the sheet inside is what the link says."""
        bottom = self.height - y - height
        with self.canvas.linked(target, one_line(text, 80), (x, bottom, x + width, bottom + height)):
            yield
