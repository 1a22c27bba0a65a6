"""The risk matrix: five by five cells that show which risks lie where, whence they came and where they shall go."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from ..texts import Texts
from .scene import Box, Key, Label, Line, Scene, Weight

Measure: TypeAlias = Callable[[str, float, Weight], float]
"""Returns the width of a text in a size and a weight: the painter's own, so that pills fit their text."""

Cell: TypeAlias = tuple[int, int]
"""Probability and impact, 1 to 5 each."""

TINTS: Final = {"G": "ragGsoft", "A": "ragAsoft", "R": "ragRsoft"}


@dataclass(frozen=True)
class RiskPoint:
    """A risk on the map: where it is, where it was at the last report and where its response shall take it."""

    label: str
    now: Cell
    before: Cell | None = None
    target: Cell | None = None
    key: Key = None


@dataclass(frozen=True)
class MapFrame:
    """Where the cells lie on the map."""

    left: float
    top: float
    cell_width: float
    cell_height: float

    def corner(self, cell: Cell) -> tuple[float, float]:
        """Return the top left corner of a cell; probability rises upwards, impact rightwards."""
        probability, impact = cell
        return self.left + (impact - 1) * self.cell_width, self.top + (5 - probability) * self.cell_height

    def cell(self, x: float, y: float) -> Cell | None:
        """Return the cell at a place, None outside."""
        impact = math.floor((x - self.left) / self.cell_width) + 1
        probability = 5 - math.floor((y - self.top) / self.cell_height)
        return (probability, impact) if 1 <= impact <= 5 and 1 <= probability <= 5 else None


def probability_words(t: Texts) -> tuple[str, ...]:
    """Return the names of the five probabilities, lowest first."""
    return (t("Rare"), t("Unlikely"), t("Possible"), t("Likely"), t("Almost certain"))


def impact_words(t: Texts) -> tuple[str, ...]:
    """Return the names of the five impacts, lowest first."""
    return (t("Minor"), t("Moderate"), t("Serious"), t("Major"), t("Critical"))


def frame(width: float, height: float, size: float, t: Texts, measure: Measure) -> MapFrame:
    """Return where the cells lie on a map of that size, with room for the words of both axes."""
    words = max(measure(word, size, "regular") for word in probability_words(t))
    left = size * 1.9 + words + 6
    foot = size * 3.4
    return MapFrame(left, 0.0, (width - left) / 5, (height - foot) / 5)


def heat_map(
    points: Sequence[RiskPoint],
    grid: str,
    appetite: int,
    width: float,
    height: float,
    size: float,
    t: Texts,
    measure: Measure,
) -> Scene:
    """Return the map. `grid` has a letter for each cell (see `domain.pack.DEFAULT_GRID`), `size` is that of labels.

    Risks above the appetite are black; an arrow comes from where a risk was; a dashed ring is where it shall go.
    """
    place = frame(width, height, size, t, measure)
    scene = _cells(place, grid, size)
    scene += _words(place, width, height, size, t)
    scene += _appetite_line(place, appetite, size, t)
    arrows: Scene = []
    pills: Scene = []
    above = [point for point in points if point.now[0] * point.now[1] > appetite]
    placed = [(point.now, point, False) for point in points]
    # Targets are shown of the risks above the appetite only: the others are accepted where they are.
    placed += [(point.target, point, True) for point in above if point.target and point.target != point.now]
    for cell in sorted({cell for cell, _, _ in placed}):
        here = [(point, is_target) for where, point, is_target in placed if where == cell]
        made, moves = _in_cell(place, cell, here, appetite, size, measure)
        pills += made
        arrows += moves
    return scene + arrows + pills


def _cells(place: MapFrame, grid: str, size: float) -> Scene:
    scene: Scene = []
    for probability in range(1, 6):
        for impact in range(1, 6):
            letter = grid[(probability - 1) * 5 + impact - 1]
            x, y = place.corner((probability, impact))
            key: Key = ("cell", probability * 10 + impact)
            scene.append(
                Box(
                    x + 0.75,
                    y + 0.75,
                    place.cell_width - 1.5,
                    place.cell_height - 1.5,
                    TINTS.get(letter, "subtle"),
                    key=key,
                )
            )
            baseline = y + size + 3
            color = f"rag{letter}text" if letter in TINTS else "text3"
            scene.append(Label(x + 5, baseline, letter, size, color, "bold"))
            score = str(probability * impact)
            scene.append(Label(x + place.cell_width - 5, baseline, score, size, color, anchor="end"))
    return scene


def _words(place: MapFrame, width: float, height: float, size: float, t: Texts) -> Scene:
    scene: Scene = []
    for index, word in enumerate(probability_words(t)):
        y = place.top + (4.5 - index) * place.cell_height + size * 0.34
        scene.append(Label(place.left - 6, y, word, size, "text2", anchor="end"))
    foot = place.top + 5 * place.cell_height
    for index, word in enumerate(impact_words(t)):
        x = place.left + (index + 0.5) * place.cell_width
        scene.append(Label(x, foot + size * 1.35, word, size, "text2", anchor="middle", max_width=place.cell_width - 4))
    middle = place.top + 2.5 * place.cell_height
    axis = t("Probability")
    if t.is_chinese:
        # Chinese runs down an axis character by character; turned on its side it cannot be read.
        first = middle - (len(axis) - 1) * size * 0.65
        for index, char in enumerate(axis):
            y = first + index * size * 1.3 + size * 0.34
            scene.append(Label(size, y, char, size, "text", "semibold", "middle"))
    else:
        scene.append(Label(size, middle, axis, size, "text", "semibold", "middle", upright=True))
    scene.append(Label((place.left + width) / 2, height - size * 0.35, t("Impact"), size, "text", "semibold", "middle"))
    return scene


def _appetite_line(place: MapFrame, appetite: int, size: float, t: Texts) -> Scene:
    """Return the dashed border between the cells that are accepted and those that are not."""
    scene: Scene = []
    for probability in range(1, 6):
        for impact in range(1, 6):
            if probability * impact <= appetite:
                continue
            x, y = place.corner((probability, impact))
            if impact == 1 or probability * (impact - 1) <= appetite:
                scene.append(Line(x, y, x, y + place.cell_height, "ragRtext", 1.3, (3.5, 2.2)))
            if probability == 1 or (probability - 1) * impact <= appetite:
                foot = y + place.cell_height
                scene.append(Line(x, foot, x + place.cell_width, foot, "ragRtext", 1.3, (3.5, 2.2)))
    first = next((impact for impact in range(1, 6) if 5 * impact > appetite), None)
    if first is not None and first > 1:
        x, y = place.corner((5, first))
        scene.append(Label(x - 4, y + place.cell_height - 5, t("appetite"), size, "ragRtext", "semibold", "end"))
    return scene


def _in_cell(
    place: MapFrame,
    cell: Cell,
    here: Sequence[tuple[RiskPoint, bool]],
    appetite: int,
    size: float,
    measure: Measure,
) -> tuple[Scene, Scene]:
    """Return the pills of one cell and the arrows that lead to them."""
    x, y = place.corner(cell)
    head = size + 5
    tall = size * 1.75
    widest = max(measure(point.label, size, "bold") for point, _ in here) + size * 0.9
    pill = min(max(widest, tall), place.cell_width - 6)
    across = max(1, min(2 if len(here) < 5 else 3, int((place.cell_width - 4) // (pill + 3))))
    down = max(1, int((place.cell_height - head - 2) // (tall + 2.5)))
    fits = across * down
    shown = list(here) if len(here) <= fits else list(here[: fits - 1])
    places = len(shown) + (len(shown) < len(here))
    rows = math.ceil(places / across)
    pitch = tall + 2.5
    start = y + head + (place.cell_height - head - rows * pitch) / 2 + pitch / 2
    pills: Scene = []
    arrows: Scene = []
    for index, (point, is_target) in enumerate(shown):
        row, column = divmod(index, across)
        px = x + place.cell_width * (column + 0.5) / min(across, places - row * across)
        py = start + row * pitch
        pills += _pill(point, px, py, pill, tall, size, is_target=is_target, is_above=cell[0] * cell[1] > appetite)
        if point.before and point.before != point.now and not is_target:
            bx, by = place.corner(point.before)
            arrows.append(_movement(bx + px - x, by + py - y, px, py, pill, tall, point.key))
    if len(shown) < len(here):
        row, column = divmod(len(shown), across)
        px = x + place.cell_width * (column + 0.5) / min(across, places - row * across)
        more = f"+{len(here) - len(shown)}"
        pills.append(Label(px, start + (rows - 1) * pitch + size * 0.34, more, size, "text2", "semibold", "middle"))
    return pills, arrows


def _pill(
    point: RiskPoint, x: float, y: float, width: float, height: float, size: float, *, is_target: bool, is_above: bool
) -> Scene:
    if is_target:
        shape = Box(x - width / 2, y - height / 2, width, height, "", "fc", 0.8, height / 2, (2, 1.6), point.key)
        text = Label(x, y + size * 0.34, point.label, size, "text3", "regular", "middle", width - 4, key=point.key)
        return [shape, text]
    fill, stroke, color = ("ink", "ink", "surface") if is_above else ("surface", "ink", "text")
    shape = Box(x - width / 2, y - height / 2, width, height, fill, stroke, 0.9, height / 2, key=point.key)
    return [shape, Label(x, y + size * 0.34, point.label, size, color, "bold", "middle", width - 4, key=point.key)]


def _movement(x1: float, y1: float, x2: float, y2: float, width: float, height: float, key: Key) -> Line:
    """Return the arrow from where a risk was to the edge of its pill."""
    dx, dy = x2 - x1, y2 - y1
    length = math.hypot(dx, dy)
    reach = min(width / 2 * length / abs(dx) if dx else math.inf, height / 2 * length / abs(dy) if dy else math.inf)
    share = max(0.0, (length - reach - 0.5) / length)
    return Line(x1, y1, x1 + dx * share, y1 + dy * share, "text2", 0.9, arrow=True, key=key)
