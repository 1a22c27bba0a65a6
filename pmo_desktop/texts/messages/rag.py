"""Ratings and reports: which rule fired, what a status still needs, who has not reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

RAG: Final[Mapping[str, str | Plural]] = {
    "rag_word_G": N_("Green"),
    "rag_word_A": N_("Amber"),
    "rag_word_R": N_("Red"),
    "rag_word_C": N_("Complete"),
    "rag_word_none": N_("Not rated"),
    "rag_dimension_overall": N_("Overall"),
    "rag_dimension_schedule": N_("Schedule"),
    "rag_dimension_cost": N_("Cost"),
    "rag_dimension_scope": N_("Scope"),
    "rag_dimension_risk": N_("Risk"),
    "rag_dimension_resources": N_("Resources"),
    "rag_dimension_benefits": N_("Benefits"),
    # Why
    "rag_explained": N_("{rating}: {figure}; {limits}."),
    "rag_worst": N_("{why} Taken from {dimension}, the worst dimension."),
    "rag_complete": N_("Complete: the project is closed, so nothing is calculated."),
    "rag_not_measured": N_("Not calculated: none of the figures that the rules ask for is known."),
    "rag_limits_amber_red": N_("amber {amber}, red {red}"),
    "rag_limits_amber": N_("amber {amber}"),
    "rag_limits_red": N_("red {red}"),
    "rag_limit_from": N_("from {limit}"),
    "rag_limit_above": N_("above {limit}"),
    "rag_limit_down_to": N_("at {limit} or less"),
    "rag_limit_below": N_("below {limit}"),
    "rag_percent": N_("{value}%"),
    # Measures, as the rules name them
    "rag_measure_slip_days": N_("Finish later than baseline, calendar days"),
    "rag_measure_slip_workdays": N_("Finish later than baseline, working days"),
    "rag_measure_slip_share": N_("Finish later than baseline, % of the planned time"),
    "rag_measure_spi": N_("Schedule performance index (SPI)"),
    "rag_measure_behind_share": N_("Work behind plan, %"),
    "rag_measure_stones_late": N_("Milestones later than baseline"),
    "rag_measure_key_stones_late": N_("Key milestones later than baseline"),
    "rag_measure_critical_slip": N_("Slip of a milestone with little float, working days"),
    "rag_measure_stones_on_time": N_("Milestones on time, %"),
    "rag_measure_overrun_share": N_("Forecast over budget, %"),
    "rag_measure_cpi": N_("Cost performance index (CPI)"),
    "rag_measure_overspent_share": N_("Spent more than the work is worth, %"),
    "rag_measure_changes_waiting": N_("Change requests without a decision"),
    "rag_measure_changes_overdue": N_("Change requests overdue"),
    "rag_measure_risk_score": N_("Highest risk score"),
    "rag_measure_risks_above": N_("Risks above appetite"),
    "rag_measure_loss_share": N_("Expected loss, % of the budget"),
    "rag_measure_issues_overdue": N_("Issues overdue"),
    "rag_measure_unstaffed": N_("Tasks of the next 30 days without anybody"),
    "rag_measure_benefits_overdue": N_("Benefits overdue"),
    "rag_measure_benefits_short": N_("Benefits short of target, %"),
    # Figures, as the explanation names them
    "rag_figure_slip_days": NP_("finish {count} day later than baseline", "finish {count} days later than baseline"),
    "rag_figure_slip_workdays": NP_(
        "finish {count} working day later than baseline", "finish {count} working days later than baseline"
    ),
    "rag_figure_slip_share": N_("finish later than baseline by {value} of the planned time"),
    "rag_figure_slip_days_early": NP_(
        "finish {count} day earlier than baseline", "finish {count} days earlier than baseline"
    ),
    "rag_figure_slip_workdays_early": NP_(
        "finish {count} working day earlier than baseline", "finish {count} working days earlier than baseline"
    ),
    "rag_figure_slip_share_early": N_("finish earlier than baseline by {value} of the planned time"),
    "rag_figure_behind_share_early": N_("work {value} ahead of plan"),
    "rag_figure_overrun_share_early": N_("forecast {value} under budget"),
    "rag_figure_overspent_share_early": N_("spent {value} less than the work is worth"),
    "rag_figure_spi": N_("SPI {value}"),
    "rag_figure_behind_share": N_("work {value} behind plan"),
    "rag_figure_stones_late": NP_("{count} milestone later than baseline", "{count} milestones later than baseline"),
    "rag_figure_key_stones_late": NP_(
        "{count} key milestone later than baseline", "{count} key milestones later than baseline"
    ),
    "rag_figure_critical_slip": NP_(
        "a milestone with little float slips {count} working day",
        "a milestone with little float slips {count} working days",
    ),
    "rag_figure_stones_on_time": N_("{value} of the milestones on time"),
    "rag_figure_overrun_share": N_("forecast {value} over budget"),
    "rag_figure_cpi": N_("CPI {value}"),
    "rag_figure_overspent_share": N_("spent {value} more than the work is worth"),
    "rag_figure_changes_waiting": NP_(
        "{count} change request without a decision", "{count} change requests without a decision"
    ),
    "rag_figure_changes_overdue": NP_("{count} change request overdue", "{count} change requests overdue"),
    "rag_figure_risk_score": N_("highest risk score {value}"),
    "rag_figure_risks_above": NP_("{count} risk above appetite", "{count} risks above appetite"),
    "rag_figure_loss_share": N_("expected loss {value} of the budget"),
    "rag_figure_issues_overdue": NP_("{count} issue overdue", "{count} issues overdue"),
    "rag_figure_unstaffed": NP_(
        "{count} task of the next 30 days without anybody", "{count} tasks of the next 30 days without anybody"
    ),
    "rag_figure_benefits_overdue": NP_("{count} benefit overdue", "{count} benefits overdue"),
    "rag_figure_benefits_short": N_("benefits {value} short of target"),
    # Presets
    "rag_preset_standard": N_("Tolerances of the portfolio"),
    "rag_preset_ten": N_("Ten percent"),
    "rag_preset_four_seven": N_("Four and seven percent"),
    "rag_preset_milestones": N_("Milestones first"),
    "rag_preset_float": N_("Float and slip"),
    "rag_preset_variance": N_("Earned value variances"),
    "rag_preset_indices": N_("SPI and CPI"),
    "rag_preset_words": N_("Judged by people"),
    "rag_source_standard": N_("The days and percentages set for the portfolio, with SPI and CPI from 0.95 and 0.90."),
    "rag_source_ten": N_("After monthly PMO report templates: late or over budget is amber, beyond a tenth red."),
    "rag_source_four_seven": N_("After a practitioners’ forum: 4 and 7 percent, for time and for cost alike."),
    "rag_source_milestones": N_("After a steering report template: a key milestone that slips is red."),
    "rag_source_float": N_("After a schedulers’ forum: what slips and has no float left is red."),
    "rag_source_variance": N_("After a project notebook’s guide: variances of 20 and 33 percent."),
    "rag_source_indices": N_("Common practice: 0.95 and 0.85."),
    "rag_source_words": N_("Nothing is calculated. Green: on track. Red: only a decision from outside can recover it."),
    # Reports
    "status_not_rated": N_("The overall status is not rated."),
    "status_needs_reason": N_("{dimension} is {rating}: say why."),
    "status_needs_next_step": N_("{dimension} is {rating}: say what is done next."),
    "status_needs_next_owner": N_("{dimension} is {rating}: name who does the next step."),
    "status_needs_next_due": N_("{dimension} is {rating}: say until when the next step is done."),
    "override_refused": N_(
        "The rules say {computed}, so the rating can be set one step better at most. Nothing was changed. "
        "Choose another rating, or change the rules."
    ),
    "override_reason_missing": N_("An override needs a reason. Nothing was changed. Type why the rules do not hold."),
    "override_too_long": N_(
        "An override holds for two periods at most, here until {latest}. Nothing was changed. Choose an earlier date."
    ),
    "rules_empty": N_("These rules judge nothing. Nothing was changed. Give a rule a limit."),
    "rules_limits_crossed": N_(
        "{measure}: red begins before amber. Nothing was changed. Put the limit of red beyond that of amber."
    ),
    "period_between": N_(
        "The data date must lie after {before} and before {after}. Nothing was changed. Choose a date between."
    ),
    # What was done
    "override_rating": N_("Override {dimension}"),
    "withdraw_override": N_("Withdraw the override of {dimension}"),
    "edit_rag_rules": N_("Change the rules of ratings"),
    "rag_rules_changed": N_("Rules changed"),
    "edit_period": N_("Edit period"),
    "status_saved": N_("Status of {project} saved"),
    "all_reported": N_("Every project has a status"),
    "reminder_copied": N_("Reminder to {name} copied"),
    "reminders_copied": NP_("{count} reminder copied", "{count} reminders copied"),
    "find_plan_figures": N_("Measuring the plans"),
}
