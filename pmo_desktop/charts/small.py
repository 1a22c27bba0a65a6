"""Charts that fit into a table's cell: progress bar and sparkline."""

from __future__ import annotations

from collections.abc import Sequence

from .scene import Box, Circle, Key, Line, Polyline, Scene


def progress(width: float, done: float | None, planned: float | None = None, *, key: Key = None) -> Scene:
    """Return a bar of `done` (0 to 1) with a tick at `planned`; its left middle is at (0, 0)."""
    height = 4.0
    scene: Scene = [Box(0, -height / 2, width, height, fill="line", key=key)]
    if done is not None:
        share = min(max(done, 0.0), 1.0)
        if share:
            scene.append(Box(0, -height / 2, width * share, height, fill="ink", key=key))
    if planned is not None:
        x = width * min(max(planned, 0.0), 1.0)
        scene.append(Line(x, -height, x, height, "accent", 1.1, key=key))
    return scene


def sparkline(values: Sequence[float | None], width: float, height: float, *, key: Key = None) -> Scene:
    """Return a trend line without an axis, its last point marked; gaps are left out. Its top left is at (0, 0)."""
    known = [(index, value) for index, value in enumerate(values) if value is not None]
    if not known:
        return []
    low = min(value for _, value in known)
    span = max(value for _, value in known) - low
    step = width / max(len(values) - 1, 1)
    points = tuple(
        (index * step, height * (1 - (value - low) / span) if span else height / 2) for index, value in known
    )
    scene: Scene = [Polyline(points, "ink", 1.0, key=key)] if len(points) > 1 else []
    scene.append(Circle(*points[-1], 1.8, fill="ink", key=key))
    return scene
