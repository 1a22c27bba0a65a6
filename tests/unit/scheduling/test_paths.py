"""The longest path, the paths beside it, and what links leave free."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.scheduling import float_paths, link_floats, longest_path, schedule
from pmo_desktop.scheduling.clocks import Clocks

from .plans import DAY, at, plan, task
from .test_laws import networks


def test_the_longest_path_is_what_drives_the_finish() -> None:
    made = plan([task(1, 3), task(2, 5), task(3, 1), task(4, 2), task(5, 1)], ["1 FS 3", "2 FS 3", "3 FS 4", "1 FS 5"])
    path = longest_path(made, schedule(made))
    assert path.uids == (2, 3, 4)
    assert path.links == (made.links[1], made.links[2])
    assert longest_path(made, schedule(made), 5).uids == (1, 5)


def test_parallel_drivers_belong_to_it_and_a_constraint_cuts_it() -> None:
    made = plan([task(1, 5), task(2, 5), task(3, 1)], ["1 FS 3", "2 FS 3"])
    assert longest_path(made, schedule(made)).uids == (1, 2, 3)
    held = replace(made, tasks=(*made.tasks[:2], task(3, 1, constraint="SNET", constraint_date=at(20))))
    assert longest_path(held, schedule(held)).uids == (3,)


def test_it_goes_through_phases() -> None:
    rows = [task(1, name="A"), task(2, 2, outline_level=2), task(3, 4, outline_level=2), task(4, name="B")]
    rows += [task(5, 1, outline_level=2), task(6, 3, outline_level=2)]
    made = plan(rows, ["1 FS 4"])
    assert longest_path(made, schedule(made)).uids == (3, 6)
    assert longest_path(made, schedule(made), 4).uids == (3, 6)
    assert link_floats(made, schedule(made)) == (0,)


def test_paths_are_numbered_by_their_float() -> None:
    made = plan(
        [task(1, 5), task(2, 4), task(3, 2), task(4, 1), task(5, 1)], ["1 FS 4", "2 FS 4", "3 FS 2", "3 FS 5", "5 FS 4"]
    )
    paths = float_paths(made, schedule(made))
    assert [(path.number, path.float_minutes, path.uids) for path in paths] == [
        (1, 0, (3, 2, 4)),
        (2, DAY, (1,)),
        (3, 3 * DAY, (5,)),
    ]
    assert len(float_paths(made, schedule(made), count=2)) == 2
    assert [path.uids for path in float_paths(made, schedule(made), 5)] == [(3, 5)]


def test_links_have_floats_of_their_own() -> None:
    made = plan([task(1, 5), task(2, 2), task(3, 1), task(4, 1, active=False)], ["1 FS 3", "2 FS 3 +1", "1 FS 4"])
    assert link_floats(made, schedule(made)) == (0, 2 * DAY, None)


def test_a_task_that_is_not_there_is_told() -> None:
    made = plan([task(1)])
    with pytest.raises(PmoError, match="explained_task_missing"):
        longest_path(made, schedule(made), 3)


@given(networks(kinds=("FS", "SS"), mixed=False, elapsed=False))
def test_the_longest_path_alone_gives_the_same_finish(made: Plan) -> None:
    dates = schedule(made)
    path = longest_path(made, dates)
    alone = replace(made, links=path.links, tasks=tuple(row for row in made.tasks if row.uid in path.uids))
    assert schedule(alone).project_finish == dates.project_finish


@given(networks(kinds=("FS",), mixed=False, elapsed=False))
def test_the_distance_to_the_finish_is_the_total_float(made: Plan) -> None:
    dates = schedule(made)
    paths = float_paths(made, dates, count=100)
    assert sorted(uid for path in paths for uid in path.uids) == sorted(row.uid for row in made.tasks)
    assert paths[0].float_minutes == 0
    for path in paths:
        assert min(dates[uid].total_float for uid in path.uids) == path.float_minutes


@given(networks(leads=True, mixed=False, elapsed=False))
def test_a_links_float_is_what_it_can_stretch(made: Plan) -> None:
    dates = schedule(made)
    clock = Clocks(made).project
    for place, (link, room) in enumerate(zip(made.links, link_floats(made, dates), strict=True)):
        assert room is not None
        assert room >= 0
        if link.lag_kind != "working":
            continue
        stretched = (*made.links[:place], replace(link, lag=link.lag + room), *made.links[place + 1 :])
        after = schedule(replace(made, links=stretched))[link.successor]
        assert clock.between(to_instant(dates[link.successor].start), to_instant(after.start)) == 0
