"""Simulating a plan with its risks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

SIMULATION: Final[Mapping[str, str | Plural]] = {
    # interchange: cases of the simulation
    "case_not_json": N_(
        "The case is not JSON that can be read, or names something twice in one place. Nothing was "
        "simulated. Correct the file."
    ),
    "case_not_object": N_(
        "{where}: a set of named values in braces was expected. Nothing was simulated. Correct the case."
    ),
    "case_not_list": N_("{where}: a list in square brackets was expected. Nothing was simulated. Correct the case."),
    "case_not_number": N_("{where}: a number was expected. Nothing was simulated. Correct the estimate."),
    "case_not_key": N_(
        "{where}: a text that names a task or a risk was expected. Nothing was simulated. Correct the case."
    ),
    "case_field_unknown": N_(
        "{where}: “{name}” means nothing here. Nothing was simulated. Correct its spelling or take it out."
    ),
    "case_field_missing": N_("{where}: “{name}” is missing. Nothing was simulated. Add it to the case."),
    "case_link_shape": N_(
        '{where}: a link is written ["a", "b"], or ["a", "b", "SS", 2] with its type and lag in days. '
        "Nothing was simulated. Correct the link."
    ),
    "case_link_missing": N_(
        "A link refers to the task “{task}”, which is not there. Nothing was simulated. Remove the link "
        "or add the task."
    ),
    # scheduling: simulation
    "distribution_shape": N_(
        '{where}: a distribution is written such as {{"triangular": [8, 10, 15]}}. Nothing was '
        "simulated. Correct the estimate."
    ),
    "distribution_unknown": N_(
        "{where}: “{kind}” is not a distribution. Nothing was simulated. Choose fixed, uniform, "
        "triangular, pert, lognormal or discrete."
    ),
    "distribution_numbers": N_(
        "“{name}”: a {kind} distribution takes {wanted} numbers, not {found}. Nothing was simulated. "
        "Correct the estimate."
    ),
    "distribution_not_finite": N_(
        "“{name}” has a number that is too large. Nothing was simulated. Type a smaller one."
    ),
    "distribution_negative": N_("“{name}”: {value} is below 0. Nothing was simulated. Type a value of 0 or more."),
    "distribution_order": N_(
        "“{name}”: the optimistic value {low} is above the pessimistic value {high}. Nothing was "
        "simulated. Swap them or correct one."
    ),
    "distribution_mode": N_(
        "“{name}”: the most likely value {mode} is not between the optimistic and the pessimistic one. "
        "Nothing was simulated. Correct the estimate."
    ),
    "distribution_lognormal": N_(
        "“{name}”: a lognormal distribution needs a mean above 0 and a standard deviation of 0 or more. "
        "Nothing was simulated. Correct the estimate."
    ),
    "distribution_chances": N_(
        "“{name}”: the probabilities add up to {total}, not to 1. Nothing was simulated. Correct them."
    ),
    "probability_out_of_range": N_(
        "“{name}”: the probability {value} is not between 0 and 1. Nothing was simulated. Correct the probability."
    ),
    "risk_task_missing": N_(
        "The risk “{risk}” is mapped to the task “{task}”, which is not there. Nothing was simulated. "
        "Map the risk to another task."
    ),
    "risk_on_summary": N_(
        "The risk “{risk}” is mapped to the summary “{task}”. Nothing was simulated. Map the risk to the "
        "tasks below it."
    ),
    "correlation_out_of_range": N_(
        "A correlation of {value} is not between -1 and 1. Nothing was simulated. Correct the correlation."
    ),
    "correlation_task_missing": N_(
        "A correlation names the task “{task}”, which is not there. Nothing was simulated. Take it out of the group."
    ),
    "correlation_tasks": N_(
        "A correlation needs two or more different tasks; this one has: {tasks}. Nothing was simulated. "
        "Correct the group."
    ),
    "correlation_twice": N_(
        "The tasks “{first}” and “{second}” have two different correlations. Nothing was simulated. Remove one of them."
    ),
    "correlation_too_many": N_(
        "{count} tasks are correlated with each other in overlapping groups, more than the {limit} that "
        "can be worked out. Nothing was simulated. Use fewer or separate groups."
    ),
    "simulation_key_twice": N_("Two rows have the key “{key}”. Nothing was simulated. Give each row a key of its own."),
    "simulation_empty": N_("There are neither tasks nor risks. Nothing was simulated. Add tasks."),
    "simulation_iterations": N_(
        "{value} iterations can’t be run. Nothing was simulated. Choose a number from 1 to {most}."
    ),
    "simulation_seed": N_("The seed {value} is below 0. Nothing was simulated. Choose a number of 0 or more."),
    "simulation_out_of_range": N_(
        "Some iterations finish after the year 9999. There is no result. Reduce the largest estimates or impacts."
    ),
    "correlation_repaired": NP_(
        "The correlations of {count} task can’t all hold at once; the nearest ones that can were used, "
        "with changes of up to {change}.",
        "The correlations of {count} tasks can’t all hold at once; the nearest ones that can were used, "
        "with changes of up to {change}.",
    ),
    "simulation_negative_float": NP_(
        "{count} task has negative float: its constraint or deadline can’t be kept even as planned.",
        "{count} tasks have negative float: their constraints or deadlines can’t be kept even as planned.",
    ),
    "simulation_hard_constraints": NP_(
        "{count} task has a constraint that keeps it from moving later, which hides delays.",
        "{count} tasks have constraints that keep them from moving later, which hides delays.",
    ),
    "simulation_manual_tasks": NP_(
        "{count} task is scheduled manually and does not move with its links.",
        "{count} tasks are scheduled manually and do not move with their links.",
    ),
    "simulation_open_starts": NP_("{count} task waits for nothing.", "{count} tasks wait for nothing."),
    "simulation_open_ends": NP_(
        "Nothing waits for {count} task, so its delay goes nowhere.",
        "Nothing waits for {count} tasks, so their delays go nowhere.",
    ),
    "simulation_template_used": NP_(
        "{count} task has no estimate of its own: {low}% to {high}% of what is left of it was assumed.",
        "{count} tasks have no estimates of their own: {low}% to {high}% of what is left of them was assumed.",
    ),
    "simulation_risks_left_out": NP_(
        "{count} open risk has no probability or no impact in days or money, and was left out.",
        "{count} open risks have no probability or no impact in days or money, and were left out.",
    ),
    "simulation_risks_unmapped": NP_(
        "{count} risk is mapped to no task: its days put off the finish itself.",
        "{count} risks are mapped to no task: their days put off the finish itself.",
    ),
    "quality_note": N_("These are indicators, not a verdict: look at the tasks they name before judging the plan."),
    "quality_share": N_("{count} of {total} tasks; up to {limit}% are accepted"),
    "quality_number": N_("{count} of {total} tasks; {limit} are accepted"),
    "quality_links": N_("{count} of {total} links; up to {limit}% are accepted"),
    "quality_links_least": N_("{count} of {total} links; at least {limit}% are wanted"),
    "quality_links_number": N_("{count} of {total} links; {limit} are accepted"),
    "quality_index": N_("{value}; at least {limit} is wanted"),
    "quality_path_moves": N_("In a copy, “{task}” was made {days} days longer: the plan’s finish moved by as much"),
    "quality_path_stays": N_(
        "In a copy, “{task}” was made {days} days longer: the plan’s finish moved by {moved} only"
    ),
    "quality_test_failed": N_("Not checked: a copy with a longer task could not be scheduled ({reason})"),
    "quality_nothing": N_("Not checked: there is nothing to check"),
    "quality_no_data_date": N_("Not checked: the plan has no data date"),
    "quality_no_baseline": N_("Not checked: the plan has no baseline 0"),
    "quality_no_simulation": N_("Not checked: a plan does not show this; simulate its risks"),
    "quality_limit_unknown": N_(
        "There is no limit “{name}” of the quality check. Nothing was changed. Check the settings."
    ),
    "quality_limit_bad": N_(
        "The limit “{name}” of the quality check can’t be {value}. Nothing was changed. Type a number in its range."
    ),
    "why_summary_dates": N_("It is critical: the dates of the tasks below it leave it no float."),
    "quality_none": N_("{count} of {total} tasks; there should be none"),
    "quality_links_none": N_("{count} of {total} links; there should be none"),
}
