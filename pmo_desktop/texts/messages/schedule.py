"""Working out a plan’s dates, explaining and judging them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

SCHEDULE: Final[Mapping[str, str | Plural]] = {
    # scheduling
    "calendar_hours_bad": N_(
        "The calendar “{calendar}” has working hours that end before they begin or lie outside the day. "
        "Correct its hours."
    ),
    "calendar_definition_bad": N_(
        "The calendar “{calendar}” is not written in a way this program knows. Set it up again."
    ),
    "calendar_no_working_time": N_(
        "The calendar “{calendar}” has no working time at all, so nothing can be scheduled with it. Give it "
        "working days."
    ),
    "task_calendar_no_working_time": N_(
        "The task “{task}” can’t be scheduled: the calendar “{calendar}” has no working time at all. The dates were "
        "not recalculated. Give the calendar working days, or the task another calendar."
    ),
    "task_calendar_exhausted": N_(
        "The task “{task}” can’t be scheduled: the calendar “{calendar}” ends or begins without working time. The "
        "dates were not recalculated. Give the calendar working days, or the task another calendar."
    ),
    "calendar_exhausted": N_(
        "The calendar “{calendar}” has too little working time for this plan: it ends or begins without any. "
        "Give it working days."
    ),
    "calendar_base_missing": N_(
        "The calendar “{calendar}” is based on a calendar that is not there. Choose another base calendar."
    ),
    "calendar_base_ring": N_(
        "The calendar “{calendar}” is based on itself by way of others. Choose another base calendar."
    ),
    "date_out_of_range": N_("A date lies outside the years 1 to 9999. Shorten a duration or a lag."),
    "link_loop": N_(
        "These tasks wait for each other in a loop: {tasks}. The dates were not recalculated. Remove one of the links."
    ),
    "link_task_missing": N_(
        "A link refers to a task that is not there (key {uid}). The dates were not recalculated. Remove the link."
    ),
    "task_duration_negative": N_(
        "The task “{task}” has a negative duration. The dates were not recalculated. Give it a duration of 0 or more."
    ),
    "task_date_out_of_range": N_(
        "The task “{task}” falls outside the years 1 to 9999. The dates were not recalculated. Shorten a "
        "duration or a lag before it."
    ),
    "task_uid_twice": N_(
        "Two tasks have the same key; one of them is “{task}”. The dates were not recalculated. Import the plan again."
    ),
    "task_calendar_missing": N_(
        "The task “{task}” uses a calendar that is not there. The dates were not recalculated. Choose another calendar."
    ),
    "plan_calendar_missing": N_(
        "The plan uses a calendar that is not there (key {uid}). The dates were not recalculated. Choose "
        "another calendar."
    ),
    "plan_start_missing": N_(
        "The plan “{plan}” has no start date, so nothing can be scheduled. Give the project a start date."
    ),
    "plan_finish_missing": N_(
        "The plan “{plan}” is scheduled from its finish but has no finish date. Give the project a finish date."
    ),
    "length_days": NP_("{count} day", "{count} days"),
    "length_elapsed_days": NP_("{count} calendar day", "{count} calendar days"),
    "length_hours": NP_("{count} hour", "{count} hours"),
    "length_minutes": NP_("{count} minute", "{count} minutes"),
    "length_and": N_("{first} and {second}"),
    "why_starts": N_("It starts on {start} because {cause}."),
    "why_started": N_("It started on {start}: {cause}."),
    "why_then": N_("{first}, then {second}"),
    "why_and": N_("{first}, and {second}"),
    "why_but": N_("{first}, although {second}"),
    "why_project": N_("the plan starts on {at}"),
    "why_actual": N_("this is its actual start"),
    "why_manual": N_("its dates are set by hand"),
    "why_external": N_("it belongs to another plan, which has it on this date"),
    "why_latest": N_("it is put as late as possible"),
    "why_link_fs": N_("“{task}” finishes on {at} (finish to start)"),
    "why_link_ss": N_("“{task}” starts on {at} (start to start)"),
    "why_link_ff": N_("“{task}” finishes on {at} and it must not finish before that (finish to finish)"),
    "why_link_sf": N_("“{task}” starts on {at} and it must not finish before that (start to finish)"),
    "why_lag": N_("a lag of {length} runs until {until}"),
    "why_lead": N_("a lead of {length} goes back to {until}"),
    "why_duration": N_("its duration of {length} leads back to {until}"),
    "why_summary_waits": N_("the whole phase “{task}” waits for that"),
    "why_summary_hands": N_("that holds for every task of “{task}”"),
    "why_first_task": N_("“{task}” is the first task below it"),
    "why_summary_empty": N_("It starts on {start}, the start of the plan, because no task below it has dates."),
    "why_levelling": N_("levelling puts it off by {length}, until {until}"),
    "why_calendar": N_("the calendar “{calendar}” has no working time until {until}"),
    "why_calendar_exception": N_("the calendar “{calendar}” has no working time until {until} (“{exception}”)"),
    "why_no_working_time": N_("its resources have no working time until {until}"),
    "why_snet": N_("it must not start before {at}"),
    "why_snlt": N_("it must not start after {at}"),
    "why_fnet": N_("it must not finish before {at}"),
    "why_fnlt": N_("it must not finish after {at}"),
    "why_mso": N_("it must start on {at}"),
    "why_mfo": N_("it must finish on {at}"),
    "why_conflict": N_("its links would let it start only on {at}"),
    "why_late_fs": N_("“{task}” must start by {at} (finish to start)"),
    "why_late_ss": N_("“{task}” must start by {at} (start to start)"),
    "why_late_ff": N_("“{task}” must finish by {at} (finish to finish)"),
    "why_late_sf": N_("“{task}” must finish by {at} (start to finish)"),
    "why_late_lag": N_("a lag of {length} must begin by {until}"),
    "why_late_lead": N_("a lead of {length} gives it until {until}"),
    "why_finish": N_("the plan finishes on {at}"),
    "why_deadline": N_("the deadline of “{task}” is {at}"),
    "why_fixed": N_("“{task}” has to keep its date, {at}"),
    "why_critical": N_("It is critical: it has no float, so {effect}."),
    "why_critical_within": N_(
        "It is critical: its float of {float} is no more than {threshold}, the plan’s threshold. Beyond its "
        "float, {effect}."
    ),
    "why_critical_negative": N_("It is critical: it lacks {float}, because {cause}."),
    "why_not_critical": N_("It is not critical: it has a float of {float}. Beyond that, {effect}."),
    "why_not_critical_finished": N_("It is not critical: it was finished on {at}."),
    "why_not_critical_inactive": N_("It is not critical: it is inactive."),
    "why_not_critical_undated": N_("It is not critical: it has no dates yet."),
    "why_not_critical_empty": N_("It is not critical: every task below it is finished or inactive."),
    "why_least_float": N_("“{task}” has the least float below it"),
    "why_summary_critical": N_("It is critical because “{task}” below it is, with a float of {float}."),
    "why_summary_not_critical": N_("It is not critical: the least float below it is {float}, that of “{task}”."),
    "effect_finish": N_("a delay moves the plan’s finish, {at}"),
    "effect_deadline": N_("a delay breaks the deadline of “{task}”, {at}"),
    "effect_constraint": N_("a delay breaks the date that “{task}” has to keep, {at}"),
    "explained_task_missing": N_(
        "The task (key {uid}) is no longer in the plan. Nothing was changed. Choose another task."
    ),
    "why_data_date": N_("work that is not done can’t be put before the data date, {at}"),
}
