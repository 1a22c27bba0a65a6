"""Examples of the commands on plans, baselines and templates."""

from __future__ import annotations

from datetime import date, datetime

from pmo_desktop.services.commands import baselines, plan, plan_links, plan_rows, plan_settings, templates

from .world import Example

NAME = "<b>&amp;$x^2$ =cmd|' /C calc'!A0\u202e\x00 😀 龙"
MONDAY = date(2026, 11, 2)

EXAMPLES = (
    Example(
        plan.set_task,
        lambda s, w: plan.set_task(
            s, w.tasks[1:3], {"name": NAME, "duration": "3d 4h", "deadline": MONDAY, "owner": "Li", "priority": 700}
        ),
    ),
    Example(plan.set_task, lambda s, w: plan.set_task(s, [w.tasks[1]], {"percent_complete": 40}), note="to 40 %"),
    Example(plan.set_task, lambda s, w: plan.set_task(s, [w.tasks[2]], {"percent_complete": 100}), note="to 100 %"),
    Example(plan.set_task, lambda s, w: plan.set_task(s, [w.tasks[2]], {"finish": date(2099, 1, 1)}), note="finish"),
    Example(plan.set_task, lambda s, w: plan.set_task(s, [w.tasks[3]], {"predecessors": "3FS+2d; 2SS"}), note="links"),
    Example(plan.set_task, lambda s, w: plan.set_task(s, [w.tasks[2]], {"constraint": "MSO"}), note="constraint"),
    Example(plan.set_task, lambda s, w: plan.set_task(s, [w.tasks[2]], {"manual": True}), note="manual"),
    Example(plan.set_task, lambda s, w: plan.set_task(s, [w.tasks[2]], {"milestone": True}), note="milestone"),
    Example(
        plan.set_cells,
        lambda s, w: plan.set_cells(
            s, [(w.tasks[1], {"name": NAME, "duration": "2w"}), (w.tasks[2], {"owner": "Li"})], [{"name": "More"}]
        ),
    ),
    Example(
        plan.set_task,
        lambda s, w: plan.set_task(s, [w.tasks[2]], {"actual_finish": date(2099, 1, 1), "successors": "4SS"}),
        note="what happened",
    ),
    Example(plan.move_task, lambda s, w: plan.move_task(s, w.tasks[2], datetime(2027, 1, 4, 9, 30))),
    Example(plan.shift_plan, lambda s, w: plan.shift_plan(s, w.project, date(2027, 2, 1))),
    Example(
        plan.shift_plan,
        lambda s, w: plan.shift_plan(s, w.project, date(2027, 2, 1)),
        lambda s, w: plan.set_task(s, [w.tasks[2]], {"start": date(2026, 12, 1), "deadline": date(2027, 1, 1)}),
        note="with dates",
    ),
    Example(plan.set_data_date, lambda s, w: plan.set_data_date(s, w.project, MONDAY)),
    Example(
        plan_settings.set_plan_settings,
        lambda s, w: plan_settings.set_plan_settings(
            s, w.project, {"progress_mode": "retained_logic", "critical_slack": 480, "honours_constraints": False}
        ),
    ),
    Example(plan.assign, lambda s, w: plan.assign(s, w.tasks[1], ["Crew", NAME])),
    Example(plan.assign, lambda s, w: plan.assign(s, w.tasks[1], []), note="nobody"),
    Example(plan_rows.add_tasks, lambda s, w: plan_rows.add_tasks(s, w.project, [NAME, "B"], before=w.tasks[1])),
    Example(
        plan_rows.add_tasks,
        lambda s, w: plan_rows.add_tasks(s, w.other, ["Gate"], milestone=True),
        note="to an empty plan",
    ),
    Example(plan_rows.delete_tasks, lambda s, w: plan_rows.delete_tasks(s, [w.tasks[0]])),
    Example(plan_rows.move_tasks, lambda s, w: plan_rows.move_tasks(s, [w.tasks[3]], w.tasks[0])),
    Example(plan_rows.move_by, lambda s, w: plan_rows.move_by(s, [w.tasks[2]], -1)),
    Example(
        plan_rows.indent,
        lambda s, w: plan_rows.indent(s, [w.tasks[2]]),
        lambda s, w: plan_links.delete_link(s, w.link),
    ),
    Example(plan_rows.outdent, lambda s, w: plan_rows.outdent(s, [w.tasks[1], w.tasks[2]])),
    Example(plan_links.link_in_order, lambda s, w: plan_links.link_in_order(s, w.tasks[1:4])),
    Example(plan_links.unlink, lambda s, w: plan_links.unlink(s, [w.tasks[1]])),
    Example(plan_links.add_link, lambda s, w: plan_links.add_link(s, w.tasks[1], w.tasks[3], "SS", 480)),
    Example(plan_links.set_link, lambda s, w: plan_links.set_link(s, w.link, "FF", -50, "percent")),
    Example(plan_links.delete_link, lambda s, w: plan_links.delete_link(s, w.link)),
    Example(plan_links.set_predecessors, lambda s, w: plan_links.set_predecessors(s, w.tasks[2], "")),
    Example(baselines.set_baseline, lambda s, w: baselines.set_baseline(s, w.project, 0)),
    Example(baselines.set_baseline, lambda s, w: baselines.set_baseline(s, w.project, 3, w.tasks[1:2]), note="in part"),
    Example(baselines.clear_baseline, lambda s, w: baselines.clear_baseline(s, w.project)),
    Example(
        templates.create_project_from_template,
        lambda s, w: templates.create_project_from_template(s, "procurement", "zh_CN", MONDAY, {"name": NAME}),
    ),
    Example(
        templates.save_project_as_template,
        lambda s, w: templates.save_project_as_template(s, w.project, "Ours", NAME),
    ),
    Example(
        templates.rename_template,
        lambda s, w: templates.rename_template(s, 1, "Theirs"),
        lambda s, w: templates.save_project_as_template(s, w.project, "Ours"),
    ),
    Example(
        templates.delete_template,
        lambda s, w: templates.delete_template(s, 1),
        lambda s, w: templates.save_project_as_template(s, w.project, "Ours"),
    ),
)
