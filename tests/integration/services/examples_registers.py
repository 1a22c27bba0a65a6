"""Examples of the commands on registry, registers, views, fields and periods."""

from __future__ import annotations

from datetime import date

from pmo_desktop.domain.pack import PackOption
from pmo_desktop.services.commands import (
    decisions,
    estimates,
    fields,
    logs,
    periods,
    portfolio,
    programmes,
    projects,
    responses,
    risk_library,
    risk_scales,
    risks,
    rows,
    simulations,
    status,
    views,
)
from pmo_desktop.services.fields import custom_fields
from pmo_desktop.services.logs import LOGS
from pmo_desktop.services.risk_library import Find, library

from .world import Example

HOSTILE = "<b>&amp;$x^2$ =cmd|' /C calc'!A0\u202e\x00\x07 😀 龙" + "x" * 40

EXAMPLES = (
    Example(
        estimates.set_estimates,
        lambda s, w: estimates.set_estimates(
            s,
            w.project,
            [
                estimates.TaskEstimate(w.tasks[1], "pert", 100, 480, 900, HOSTILE, 0.7),
                estimates.TaskEstimate(w.tasks[2], "uniform", None, None, 0),
            ],
        ),
    ),
    Example(
        risk_library.adopt,
        lambda s, w: risk_library.adopt(s, library("zh_CN")[0], w.project),
        note="from the library",
    ),
    Example(
        risk_library.adopt,
        lambda s, w: risk_library.adopt(s, Find("risk", w.risks[0], HOSTILE, "", "", "", "", ""), w.other),
        note="from another project",
    ),
    Example(
        risk_scales.set_scales,
        lambda s, w: risk_scales.set_scales(
            s,
            grid="G" * 10 + "A" * 10 + "R" * 5,
            bands=(10, 30, 60, 90),
            appetite=8,
            loss_appetite=5_000_00,
            anchors={"time": [HOSTILE, "b", "c", "d", "e"]},
        ),
    ),
    Example(risk_scales.set_contingency, lambda s, w: risk_scales.set_contingency(s, w.project, 40_000_00)),
    Example(
        rows.set_values,
        lambda s, w: rows.set_values(
            s, "project", [w.project, w.other], {"manager": HOSTILE, "rag_cost": "R", "reason": HOSTILE, "tags": ["a"]}
        ),
        note="of projects with their status",
    ),
    Example(
        rows.set_values,
        lambda s, w: rows.set_values(s, "project", [w.project], {spec.name: "North" for spec in custom_fields(s)}),
        note="of custom fields",
    ),
    Example(
        rows.set_values, lambda s, w: rows.set_values(s, "risk", w.risks, {"probability": 5, "due": date(2027, 1, 1)})
    ),
    Example(
        rows.set_values, lambda s, w: rows.set_values(s, "project", [w.project], {"code": "X-9"}), note="of a code"
    ),
    Example(
        rows.set_values,
        lambda s, w: rows.set_values(s, "task", w.tasks[1:3], {"duration": 2400, "owner": HOSTILE}),
        note="of tasks",
    ),
    Example(rows.set_values, lambda s, w: rows.set_values(s, "link", [w.link], {"lag": 960}), note="of a link"),
    Example(projects.create, lambda s, w: projects.create(s, {"name": HOSTILE, "programme_id": w.programmes[0]})),
    Example(
        projects.create, lambda s, w: projects.create(s, {"name": "Rated", "rag_overall": "G"}), note="with a rating"
    ),
    Example(projects.archive, lambda s, w: projects.archive(s, [w.project, w.other])),
    Example(projects.restore, lambda s, w: projects.restore(s, [w.other]), lambda s, w: projects.archive(s, [w.other])),
    Example(projects.delete, lambda s, w: projects.delete(s, [w.project, w.other])),
    Example(projects.duplicate, lambda s, w: projects.duplicate(s, w.project)),
    Example(programmes.create, lambda s, w: programmes.create(s, {"name": "Customer"})),
    Example(programmes.find_or_create, lambda s, w: programmes.find_or_create(s, "Workplace")),
    Example(programmes.reorder, lambda s, w: programmes.reorder(s, list(reversed(w.programmes)))),
    Example(programmes.delete, lambda s, w: programmes.delete(s, w.programmes)),
    Example(risks.create, lambda s, w: risks.create(s, {"title": HOSTILE, "project_id": w.other})),
    Example(risks.rescore, lambda s, w: risks.rescore(s, w.risks[0], 2, 2)),
    Example(risks.rescore, lambda s, w: risks.rescore(s, w.risks[1], 1, 1, "target"), note="of a target"),
    Example(risks.close, lambda s, w: risks.close(s, w.risks)),
    Example(risks.delete, lambda s, w: risks.delete(s, w.risks)),
    *(
        Example(
            logs.create,
            lambda s, w, table=table: logs.create(s, table, {"title": HOSTILE, "project_id": w.other}),
            note=f"of kind {table}",
        )
        for table in LOGS
    ),
    Example(logs.end, lambda s, w: logs.end(s, "issue", [w.issue], date(2026, 11, 20))),
    Example(logs.delete, lambda s, w: logs.delete(s, "decision", [w.decision])),
    Example(logs.occur, lambda s, w: logs.occur(s, w.risks[0], date(2026, 11, 20))),
    Example(
        logs.fail,
        lambda s, w: logs.fail(s, 1, date(2026, 11, 20), "risk"),
        lambda s, w: logs.create(s, "assumption", {"title": "The permit comes in May", "impact": 4}),
    ),
    Example(logs.follow_up, lambda s, w: logs.follow_up(s, "decision", w.decision, {"due": date(2026, 12, 1)})),
    Example(
        logs.decide_change,
        lambda s, w: logs.decide_change(s, 1, True, "Board", date(2026, 11, 20)),
        lambda s, w: logs.create(s, "change_request", {"title": "More time", "project_id": w.project}),
    ),
    Example(logs.relate, lambda s, w: logs.relate(s, "related", ("risk", w.risks[0]), ("issue", w.issue))),
    Example(
        logs.unrelate,
        lambda s, w: logs.unrelate(s, 1),
        lambda s, w: logs.relate(s, "related", ("risk", w.risks[0]), ("issue", w.issue)),
    ),
    Example(risks.review, lambda s, w: risks.review(s, w.risks, date(2026, 11, 20))),
    Example(responses.add, lambda s, w: responses.add(s, w.risks[0], {"title": HOSTILE, "cost": 100_00})),
    Example(
        responses.finish,
        lambda s, w: responses.finish(s, 1, date(2026, 11, 20)),
        lambda s, w: responses.add(s, w.risks[0], {"title": "Second source", "probability_after": 2}),
    ),
    Example(
        responses.delete,
        lambda s, w: responses.delete(s, [1]),
        lambda s, w: responses.add(s, w.risks[0], {"title": "Second source"}),
    ),
    Example(responses.hit_tasks, lambda s, w: responses.hit_tasks(s, w.risks[0], w.tasks[1:3])),
    Example(simulations.set_up, lambda s, w: simulations.set_up(s, w.project, {"template": [-10, 25], "seed": 7})),
    Example(simulations.keep, lambda s, w: simulations.keep(s, w.project, 1, 1000, {"finish": {"p80": 30.5}}, "Min")),
    Example(decisions.set_options, lambda s, w: decisions.set_options(s, w.decision, [PackOption(HOSTILE)])),
    Example(
        decisions.record,
        lambda s, w: decisions.record(
            s,
            w.decision,
            decisions.Answer("decided", "The first", "A price cap", "Min", date(2027, 1, 15)),
            date(2026, 11, 25),
        ),
    ),
    Example(
        decisions.raise_asks,
        lambda s, w: decisions.raise_asks(s, w.period, date(2026, 11, 20)),
        lambda s, w: status.write(s, w.project, {"ask": HOSTILE}),
    ),
    Example(
        decisions.hold_meeting,
        lambda s, w: decisions.hold_meeting(s, w.period, date(2026, 11, 25), "Room 1", HOSTILE, HOSTILE),
    ),
    Example(fields.create, lambda s, w: fields.create(s, "Contract end", "date")),
    Example(fields.rename, lambda s, w: fields.rename(s, w.text_field, "Site")),
    Example(fields.set_choices, lambda s, w: fields.set_choices(s, w.choice_field, ["East", "West"])),
    Example(fields.reorder, lambda s, w: fields.reorder(s, [w.choice_field, w.text_field])),
    Example(
        fields.delete,
        lambda s, w: fields.delete(s, w.choice_field),
        lambda s, w: rows.set_values(s, "project", [w.project, w.other], {custom_fields(s)[1].name: "South"}),
    ),
    Example(views.save, lambda s, w: views.save(s, "risks", "Mine", {"filter": []})),
    Example(views.save, lambda s, w: views.save(s, "projects", "at risk", {"filter": []}), note="over one"),
    Example(views.rename, lambda s, w: views.rename(s, w.view, "Late")),
    Example(
        views.reorder,
        lambda s, w: views.reorder(s, [views.save(s, "projects", "Second", {}), w.view]),
    ),
    Example(views.delete, lambda s, w: views.delete(s, w.view)),
    Example(periods.open_next, lambda s, w: periods.open_next(s, date(2026, 12, 31))),
    Example(periods.publish, lambda s, w: periods.publish(s, w.period)),
    Example(periods.note_scores, lambda s, w: periods.note_scores(s, w.period)),
    Example(status.write, lambda s, w: status.write(s, w.other, {"overall": "G", "achieved": HOSTILE}, author="Min")),
    Example(
        portfolio.set_up, lambda s, w: portfolio.set_up(s, {"name": "Other", "currency": "usd"}, date(2026, 1, 31))
    ),
    Example(portfolio.set_settings, lambda s, w: portfolio.set_settings(s, {"appetite": 9})),
)
