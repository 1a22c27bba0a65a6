"""The ten practices that the GAO (Government Accountability Office) asks of schedules, as far as a plan shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..domain.messages import Message
from ..texts.messages import N_
from .paths import link_floats, longest_path
from .quality_facts import Facts, Indicator, unchecked


def gao_checks(facts: Facts) -> Iterator[Indicator]:
    """Yield the ten practices in their order, each by the tasks that speak against it."""
    limits, total = facts.limits, len(facts.real)
    yield facts.number("gao", 1, N_("All activities are there"), _unclear(facts), 0, total)
    yield facts.share("gao", 2, N_("Activities are in sequence"), _dangling(facts), limits.logic)
    title = N_("Activities have resources")
    yield facts.number("gao", 3, title, facts.unresourced, limits.unresourced, len(facts.rows))
    rough = [
        row for row in facts.rows if facts.plan.tasks[row].estimated or facts.days_long(row) > limits.duration_days
    ]
    yield facts.share("gao", 4, N_("Durations are estimated"), rough, limits.long_tasks)
    title = N_("Links can be followed across the plan and up the outline")
    yield facts.number("gao", 5, title, _untraceable(facts), 0, len(facts.plan.tasks))
    yield facts.number("gao", 6, N_("The critical path is valid"), _broken_path(facts), 0, total)
    odd = [row for row in facts.rows if not 0 <= facts.float_days(row) <= limits.float_days]
    yield facts.share("gao", 7, N_("Float is reasonable"), odd, limits.high_float)
    yield unchecked("gao", 8, N_("Risk is analysed"), Message("quality_no_simulation"))
    title = N_("Progress and logic are up to date")
    if facts.now is None:
        yield unchecked("gao", 9, title, Message("quality_no_data_date"))
    else:
        stale = sorted({*facts.invalid_dates, *_out_of_sequence(facts)})
        yield facts.number("gao", 9, title, stale, limits.invalid_dates, total)
    title = N_("A baseline is kept")
    if facts.baseline:
        new = [row for row in facts.real if row not in facts.baseline]
        yield facts.share("gao", 10, title, new, limits.missed, total=total)
    else:
        yield unchecked("gao", 10, title, Message("quality_no_baseline"))


def _unclear(facts: Facts) -> list[int]:
    """Return the tasks without a name of their own within their phase."""
    parent = facts.solved.network.parent
    names = Counter((parent[row], facts.plan.tasks[row].name.strip().casefold()) for row in facts.real)
    return [
        row
        for row in facts.real
        if not (name := facts.plan.tasks[row].name.strip().casefold()) or names[parent[row], name] > 1
    ]


def _dangling(facts: Facts) -> list[int]:
    """Return the tasks whose start nothing decides, or whose finish decides nothing."""
    held = {link.successor for link in facts.plan.links if link.kind in ("FS", "SS")}
    holding = {link.predecessor for link in facts.plan.links if link.kind in ("FS", "FF")}
    linked = {uid for link in facts.plan.links for uid in (link.predecessor, link.successor)}
    loose = [
        row
        for row in facts.rows
        if facts.uid(row) in linked and not (facts.uid(row) in held and facts.uid(row) in holding)
    ]
    return sorted({*facts.without_logic, *loose})


def _untraceable(facts: Facts) -> list[int]:
    """Return the summaries that have links, which hide what waits for what, and the tasks that break a link."""
    row, summary = facts.dates.row, facts.solved.network.is_summary
    ends = {row[uid] for link in facts.links for uid in (link.predecessor, link.successor)}
    floats = dict(zip(facts.plan.links, link_floats(facts.plan, facts.dates), strict=True))
    broken = {row[link.successor] for link in facts.links if (floats[link] or 0) < 0}
    return sorted({*(end for end in ends if summary[end]), *broken})


def _broken_path(facts: Facts) -> list[int]:
    """Return the tasks of the longest path at which it breaks off: something other than a link decides their start."""
    path = longest_path(facts.plan, facts.dates)
    stops = {"constraint", "manual", "levelling", "latest"}
    return [
        row
        for row in map(facts.dates.row.__getitem__, path.uids)
        if facts.dates.driver_kind[row] in stops and row not in facts.done
    ]


def _out_of_sequence(facts: Facts) -> set[int]:
    """Return the tasks that began before what they should have waited for had ended."""
    row = facts.dates.row
    return {
        row[link.successor]
        for link in facts.plan.links
        if link.kind == "FS"
        and row[link.successor] in facts.solved.state.progress
        and row[link.predecessor] not in facts.done
        and facts.plan.tasks[row[link.predecessor]].active
    }
