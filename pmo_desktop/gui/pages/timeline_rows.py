"""The lines of the timeline: projects, and under each its phases and milestones; as table rows and as chart lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, TypeAlias

from ...charts.timeline import Point, Segment, TimelineLine
from ...domain.worktime import to_instant
from ...services.queries.registry import ProjectRow
from ...services.queries.timeline import Outline, Phase, Stone, Timeline
from ..models.table_model import Group, TableModel

MORNING: Final = time(8)
EVENING: Final = time(17)
LONGEST: Final = 200
LONGEST_CODE: Final = 12
"""Letters of a name and of a gate's code that the chart measures."""

"""A day without a time begins and ends with these."""


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project; `outline` is None until its plan was scheduled."""

    project: ProjectRow
    promised_start: date | None
    outline: Outline | None

    @property
    def id(self) -> int:
        """The id of the row."""
        return self.project.id

    def value(self, name: str) -> object:
        """Return the value of a column."""
        return self.project.value(name)


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """A phase of a project."""

    project: ProjectRow
    phase: Phase

    @property
    def id(self) -> int:
        """The id of the row; that of its task, negative so that no project has it."""
        return -self.phase.task_id

    def value(self, name: str) -> object:
        """Return the value of a column."""
        match name:
            case "name":
                return self.phase.name
            case "start":
                return self.phase.start.date()
            case "finish":
                return self.phase.finish.date()
            case "slip":
                return self.phase.slip
            case "percent_complete":
                return self.phase.percent
        return None


@dataclass(frozen=True, slots=True)
class StoneLine:
    """A milestone of a project."""

    project: ProjectRow
    stone: Stone

    @property
    def id(self) -> int:
        """The id of the row; that of its task, negative so that no project has it."""
        return -self.stone.task_id

    def value(self, name: str) -> object:
        """Return the value of a column."""
        match name:
            case "name":
                return self.stone.name
            case "code":
                return self.stone.code
            case "start" | "finish":
                return self.stone.at.date()
            case "slip":
                return self.stone.slip
            case "percent_complete":
                return 100 if self.stone.reached else 0
        return None


Row: TypeAlias = ProjectLine | PhaseLine | StoneLine


class TimelineModel(TableModel):
    """A table whose project rows open: their phases and milestones follow them.

    Attributes:
        opened: ids of the projects that are open; `open_all` opens every one.
        every_stone: show all milestones, not only gates and key ones.
    """

    opened: set[int]
    open_all: bool = False
    every_stone: bool = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.opened = set()
        super().__init__(*args, **kwargs)

    def is_open(self, row: Row) -> bool:
        """Return whether a project's phases and milestones are in sight."""
        return isinstance(row, ProjectLine) and (self.open_all ^ (row.id in self.opened))

    def fold(self, project_id: int) -> None:
        """Open a project, or close it."""
        self.opened ^= {project_id}
        self.rearrange()

    def show_parts(self, *, open_all: bool | None = None, every_stone: bool | None = None) -> None:
        """Open or close all projects, or show other milestones."""
        if open_all is not None:
            self.open_all, self.opened = open_all, set()
        if every_stone is not None:
            self.every_stone = every_stone
        self.rearrange()

    def parts(self, row: ProjectLine) -> list[Row]:
        """Return what is under a project, in the order of time."""
        if row.outline is None:
            return []
        phases: list[Row] = [PhaseLine(row.project, phase) for phase in row.outline.phases]
        stones: list[Row] = [StoneLine(row.project, stone) for stone in shown_stones(row.outline, self.every_stone)]
        return sorted([*phases, *stones], key=_place)

    def _lines(self) -> list[Any]:
        lines: list[Any] = []
        for line in super()._lines():
            lines.append(line)
            if isinstance(line, ProjectLine) and self.is_open(line):
                lines.extend(self.parts(line))
        return lines


def _place(row: Row) -> tuple[date, int]:
    if isinstance(row, PhaseLine):
        return row.phase.start.date(), 0
    assert isinstance(row, StoneLine)
    return row.stone.at.date(), 1


def shown_stones(outline: Outline, every: bool) -> list[Stone]:
    """Return the milestones in sight: gates and key ones, or all."""
    return [stone for stone in outline.stones if every or stone.code or stone.key]


def project_lines(view: Timeline, outlines: Mapping[int, Outline]) -> list[ProjectLine]:
    """Return the rows of the table."""
    return [ProjectLine(row, view.promised_start.get(row.id), outlines.get(row.id)) for row in view.rows]


def chart_lines(lines: Sequence[Any], every_stone: bool) -> list[TimelineLine]:
    """Return what the chart draws for each line of the table."""
    return [_group(line) if isinstance(line, Group) else _line(line, every_stone) for line in lines]


def _line(row: Row, every_stone: bool) -> TimelineLine:
    match row:
        case ProjectLine():
            return _project(row, every_stone)
        case PhaseLine():
            phase = row.phase
            promised = (None, None) if phase.promised is None else _both(phase.promised)
            return TimelineLine(
                "phase",
                phase.name[:LONGEST],
                to_instant(phase.start),
                to_instant(phase.finish),
                promised,
                phase.percent,
                slip=phase.slip,
                key=("task", phase.task_id),
            )
        case StoneLine():
            stone = row.stone
            at = to_instant(stone.at)
            point = _point(stone)
            return TimelineLine(
                "stone", point.name, at, at, (None, point.promised), slip=stone.slip, points=(point,), key=point.key
            )


def _project(row: ProjectLine, every_stone: bool) -> TimelineLine:
    project = row.project
    segments: tuple[Segment, ...] = ()
    points: tuple[Point, ...] = ()
    if row.outline is not None:
        segments = tuple(
            Segment(to_instant(phase.start), to_instant(phase.finish), phase.percent, phase.name[:LONGEST])
            for phase in row.outline.phases
        )
        points = tuple(_point(stone) for stone in shown_stones(row.outline, every_stone))
    return TimelineLine(
        "project",
        project.name[:LONGEST],
        morning(project.start),
        evening(project.finish),
        (morning(row.promised_start), evening(project.baseline_finish)),
        project.percent_complete or 0,
        project.overall,
        project.slip,
        segments,
        points,
        ("project", project.id),
    )


def _group(group: Group) -> TimelineLine:
    """Return the roll-up of a group: from its first start to its last finish."""
    projects = [row.project for row in group.rows]
    starts = [at for project in projects if (at := morning(project.start)) is not None]
    ends = [at for project in projects if (at := evening(project.finish)) is not None]
    promised = [at for project in projects if (at := evening(project.baseline_finish)) is not None]
    first = [at for row in group.rows if (at := morning(row.promised_start)) is not None]
    slip = None
    if ends and len(promised) == len(ends):
        slip = (max(ends) - max(promised)) // 1440
    return TimelineLine(
        "group",
        group.title[:LONGEST],
        min(starts, default=None),
        max(ends, default=None),
        (min(first, default=None), max(promised, default=None)),
        slip=slip,
    )


def _point(stone: Stone) -> Point:
    return Point(
        to_instant(stone.at),
        stone.code[:LONGEST_CODE],
        stone.name[:LONGEST],
        evening(stone.promised),
        stone.reached,
        ("task", stone.task_id),
    )


def _both(span: tuple[datetime, datetime]) -> tuple[int, int]:
    return to_instant(span[0]), to_instant(span[1])


def morning(day: date | None) -> int | None:
    """Return the instant at which a day of work begins."""
    return None if day is None else to_instant(datetime.combine(day, MORNING))


def evening(day: date | None) -> int | None:
    """Return the instant at which a day of work ends."""
    return None if day is None else to_instant(datetime.combine(day, EVENING))
