"""Version 2: drafts, gates and uncertainty in plans, the registers beside the risks, and issued packs.

The statements are written out, as the tables were when the version was made: a step must do in ten years what it does
today, whatever the tables have become.
"""

from __future__ import annotations

from typing import Final

from alembic.operations import Operations

NEW_TABLES: Final = """
CREATE TABLE relation (kind TEXT NOT NULL, source_table TEXT NOT NULL, source_id INTEGER NOT NULL, target_table
    TEXT NOT NULL, target_id INTEGER NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL,
    CONSTRAINT uq_relation_uid UNIQUE (uid)) STRICT;
CREATE TABLE rag_rules (name TEXT NOT NULL, preset TEXT NOT NULL, definition TEXT NOT NULL, id INTEGER NOT NULL
    PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT uq_rag_rules_uid UNIQUE (uid)) STRICT;
CREATE TABLE pack_definition (name TEXT NOT NULL, position INTEGER NOT NULL, definition TEXT NOT NULL, id
    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT uq_pack_definition_uid UNIQUE
    (uid)) STRICT;
CREATE TABLE audience (name TEXT NOT NULL, position INTEGER NOT NULL, definition TEXT NOT NULL, id INTEGER NOT
    NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT uq_audience_uid UNIQUE (uid)) STRICT;
CREATE TABLE snapshot (sha256 TEXT NOT NULL, body BLOB NOT NULL, CONSTRAINT pk_snapshot PRIMARY KEY (sha256))
    STRICT;
CREATE TABLE correlation_group (project_id INTEGER NOT NULL, name TEXT NOT NULL, rho REAL NOT NULL, id INTEGER
    NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT fk_correlation_group_project_id_project
    FOREIGN KEY(project_id) REFERENCES project (id), CONSTRAINT uq_correlation_group_uid UNIQUE (uid)) STRICT;
CREATE TABLE action (project_id INTEGER, code TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL,
    owner TEXT NOT NULL, priority TEXT NOT NULL, status TEXT NOT NULL, raised_on TEXT, due TEXT, done_on TEXT,
    result TEXT NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT
    fk_action_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), CONSTRAINT uq_action_uid
    UNIQUE (uid)) STRICT;
CREATE TABLE assumption (project_id INTEGER, code TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL,
    category TEXT NOT NULL, status TEXT NOT NULL, owner TEXT NOT NULL, confidence INTEGER, impact INTEGER,
    raised_on TEXT, validate_by TEXT, validated_on TEXT, outcome TEXT NOT NULL, id INTEGER NOT NULL PRIMARY KEY
    AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT fk_assumption_project_id_project FOREIGN KEY(project_id)
    REFERENCES project (id), CONSTRAINT uq_assumption_uid UNIQUE (uid)) STRICT;
CREATE TABLE change_request (project_id INTEGER, code TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT
    NULL, reason TEXT NOT NULL, category TEXT NOT NULL, priority TEXT NOT NULL, status TEXT NOT NULL, raised_by
    TEXT NOT NULL, owner TEXT NOT NULL, raised_on TEXT, due TEXT, days_change INTEGER, cost_change INTEGER,
    scope_change TEXT NOT NULL, decider TEXT NOT NULL, decided_on TEXT, decision TEXT NOT NULL, id INTEGER NOT
    NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT fk_change_request_project_id_project FOREIGN
    KEY(project_id) REFERENCES project (id), CONSTRAINT uq_change_request_uid UNIQUE (uid)) STRICT;
CREATE TABLE lesson (project_id INTEGER, code TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL,
    cause TEXT NOT NULL, recommendation TEXT NOT NULL, category TEXT NOT NULL, kind TEXT NOT NULL, stage TEXT
    NOT NULL, owner TEXT NOT NULL, status TEXT NOT NULL, raised_on TEXT, keywords TEXT NOT NULL, id INTEGER NOT
    NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT fk_lesson_project_id_project FOREIGN
    KEY(project_id) REFERENCES project (id), CONSTRAINT uq_lesson_uid UNIQUE (uid)) STRICT;
CREATE TABLE benefit (project_id INTEGER, code TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT
    NULL, owner TEXT NOT NULL, measure TEXT NOT NULL, baseline_value TEXT NOT NULL, target_value TEXT NOT NULL,
    actual_value TEXT NOT NULL, target_money INTEGER, actual_money INTEGER, due TEXT, status TEXT NOT NULL, id
    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT fk_benefit_project_id_project
    FOREIGN KEY(project_id) REFERENCES project (id), CONSTRAINT uq_benefit_uid UNIQUE (uid)) STRICT;
CREATE TABLE rag_override (project_id INTEGER NOT NULL, period_id INTEGER NOT NULL, dimension TEXT NOT NULL, rag
    TEXT NOT NULL, reason TEXT NOT NULL, author TEXT NOT NULL, made_on TEXT NOT NULL, expires_on TEXT NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT
    fk_rag_override_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), CONSTRAINT
    fk_rag_override_period_id_period FOREIGN KEY(period_id) REFERENCES period (id), CONSTRAINT
    uq_rag_override_uid UNIQUE (uid)) STRICT;
CREATE TABLE issued_pack (number INTEGER NOT NULL, period_id INTEGER NOT NULL, definition_id INTEGER, version
    INTEGER NOT NULL, corrects INTEGER, name TEXT NOT NULL, published_at TEXT NOT NULL, author TEXT NOT NULL,
    snapshot TEXT NOT NULL, manifest TEXT NOT NULL, note TEXT NOT NULL, id INTEGER NOT NULL PRIMARY KEY
    AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT uq_issued_pack_number UNIQUE (number), CONSTRAINT
    fk_issued_pack_period_id_period FOREIGN KEY(period_id) REFERENCES period (id), CONSTRAINT
    fk_issued_pack_definition_id_pack_definition FOREIGN KEY(definition_id) REFERENCES pack_definition (id),
    CONSTRAINT fk_issued_pack_snapshot_snapshot FOREIGN KEY(snapshot) REFERENCES snapshot (sha256), CONSTRAINT
    uq_issued_pack_uid UNIQUE (uid)) STRICT;
CREATE TABLE meeting (period_id INTEGER NOT NULL, held_on TEXT, place TEXT NOT NULL, attendees TEXT NOT NULL,
    notes TEXT NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT
    fk_meeting_period_id_period FOREIGN KEY(period_id) REFERENCES period (id), CONSTRAINT uq_meeting_uid UNIQUE
    (uid)) STRICT;
CREATE TABLE simulation_run (project_id INTEGER NOT NULL, period_id INTEGER, made_at TEXT NOT NULL, author TEXT
    NOT NULL, seed INTEGER NOT NULL, iterations INTEGER NOT NULL, result TEXT NOT NULL, id INTEGER NOT NULL
    PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT fk_simulation_run_project_id_project FOREIGN
    KEY(project_id) REFERENCES project (id), CONSTRAINT fk_simulation_run_period_id_period FOREIGN
    KEY(period_id) REFERENCES period (id), CONSTRAINT uq_simulation_run_uid UNIQUE (uid)) STRICT;
CREATE TABLE baseline (project_id INTEGER NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, set_on TEXT,
    author TEXT NOT NULL, change_request_id INTEGER, approved INTEGER NOT NULL, note TEXT NOT NULL, id INTEGER
    NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT fk_baseline_project_id_project FOREIGN
    KEY(project_id) REFERENCES project (id), CONSTRAINT fk_baseline_change_request_id_change_request FOREIGN
    KEY(change_request_id) REFERENCES change_request (id), CONSTRAINT uq_baseline_uid UNIQUE (uid)) STRICT;
CREATE TABLE risk_response (risk_id INTEGER NOT NULL, position INTEGER NOT NULL, title TEXT NOT NULL, strategy
    TEXT NOT NULL, owner TEXT NOT NULL, cost INTEGER, due TEXT, status TEXT NOT NULL, done_on TEXT,
    probability_after INTEGER, impact_after INTEGER, likelihood_after INTEGER, days_cut INTEGER NOT NULL,
    cost_cut INTEGER NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, CONSTRAINT
    fk_risk_response_risk_id_risk FOREIGN KEY(risk_id) REFERENCES risk (id), CONSTRAINT uq_risk_response_uid
    UNIQUE (uid)) STRICT;
CREATE TABLE dependency (giver_project_id INTEGER, taker_project_id INTEGER, giver_task_id INTEGER,
    taker_task_id INTEGER, code TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, kind TEXT NOT
    NULL, lag INTEGER NOT NULL, owner TEXT NOT NULL, taker_owner TEXT NOT NULL, needed_by TEXT, promised_on
    TEXT, delivered_on TEXT, status TEXT NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT
    NULL, CONSTRAINT fk_dependency_giver_project_id_project FOREIGN KEY(giver_project_id) REFERENCES project
    (id), CONSTRAINT fk_dependency_taker_project_id_project FOREIGN KEY(taker_project_id) REFERENCES project
    (id), CONSTRAINT fk_dependency_giver_task_id_task FOREIGN KEY(giver_task_id) REFERENCES task (id),
    CONSTRAINT fk_dependency_taker_task_id_task FOREIGN KEY(taker_task_id) REFERENCES task (id), CONSTRAINT
    uq_dependency_uid UNIQUE (uid)) STRICT;
CREATE TABLE risk_task (risk_id INTEGER NOT NULL, task_id INTEGER NOT NULL, days_low INTEGER, days_likely
    INTEGER, days_high INTEGER, factor REAL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL,
    CONSTRAINT fk_risk_task_risk_id_risk FOREIGN KEY(risk_id) REFERENCES risk (id), CONSTRAINT
    fk_risk_task_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), CONSTRAINT uq_risk_task_uid UNIQUE
    (uid)) STRICT
"""
"""Tables that version 1 did not have."""

NEW_COLUMNS: Final = """
ALTER TABLE calendar ADD COLUMN holiday_set TEXT NOT NULL DEFAULT '';
ALTER TABLE calendar ADD COLUMN origin_id INTEGER;
ALTER TABLE project ADD COLUMN progress_mode TEXT NOT NULL DEFAULT 'project';
ALTER TABLE project ADD COLUMN reschedule_remaining INTEGER NOT NULL DEFAULT 0;
ALTER TABLE project ADD COLUMN draft_of INTEGER REFERENCES project (id);
ALTER TABLE project ADD COLUMN simulation TEXT NOT NULL DEFAULT '{}';
ALTER TABLE custom_field ADD COLUMN record TEXT NOT NULL DEFAULT 'project';
ALTER TABLE period ADD COLUMN published_at TEXT;
ALTER TABLE resource ADD COLUMN origin_id INTEGER;
ALTER TABLE task ADD COLUMN origin_id INTEGER;
ALTER TABLE task ADD COLUMN gate TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN shape TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN optimistic INTEGER;
ALTER TABLE task ADD COLUMN most_likely INTEGER;
ALTER TABLE task ADD COLUMN pessimistic INTEGER;
ALTER TABLE task ADD COLUMN correlation_group_id INTEGER REFERENCES correlation_group (id);
ALTER TABLE status_update ADD COLUMN reasons TEXT NOT NULL DEFAULT '{}';
ALTER TABLE status_update ADD COLUMN planned_value INTEGER;
ALTER TABLE status_update ADD COLUMN earned_value INTEGER;
ALTER TABLE status_update ADD COLUMN actual INTEGER;
ALTER TABLE risk ADD COLUMN residual_probability INTEGER;
ALTER TABLE risk ADD COLUMN residual_impact INTEGER;
ALTER TABLE risk ADD COLUMN impact_time INTEGER;
ALTER TABLE risk ADD COLUMN impact_cost INTEGER;
ALTER TABLE risk ADD COLUMN impact_scope INTEGER;
ALTER TABLE risk ADD COLUMN impact_quality INTEGER;
ALTER TABLE risk ADD COLUMN impact_reputation INTEGER;
ALTER TABLE risk ADD COLUMN escalation TEXT NOT NULL DEFAULT '';
ALTER TABLE risk ADD COLUMN review_every INTEGER;
ALTER TABLE risk ADD COLUMN days_low INTEGER;
ALTER TABLE risk ADD COLUMN days_likely INTEGER;
ALTER TABLE risk ADD COLUMN days_high INTEGER;
ALTER TABLE risk ADD COLUMN cost_low INTEGER;
ALTER TABLE risk ADD COLUMN cost_likely INTEGER;
ALTER TABLE risk ADD COLUMN cost_high INTEGER;
ALTER TABLE risk ADD COLUMN occurred_on TEXT;
ALTER TABLE risk ADD COLUMN closed_on TEXT;
ALTER TABLE issue ADD COLUMN escalation TEXT NOT NULL DEFAULT '';
ALTER TABLE issue ADD COLUMN raised_by TEXT NOT NULL DEFAULT '';
ALTER TABLE issue ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN raised_on TEXT;
ALTER TABLE decision ADD COLUMN condition TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN deferred_to TEXT;
ALTER TABLE decision ADD COLUMN pack_number INTEGER;
ALTER TABLE risk_score ADD COLUMN likelihood INTEGER
"""
"""Columns that join tables of version 1."""

NEW_INDEXES: Final = """
CREATE INDEX ix_project_draft_of ON project (draft_of);
CREATE INDEX ix_relation_source ON relation (source_table, source_id);
CREATE INDEX ix_relation_target ON relation (target_table, target_id);
CREATE INDEX ix_correlation_group_project_id ON correlation_group (project_id);
CREATE INDEX ix_action_project_id ON action (project_id);
CREATE INDEX ix_assumption_project_id ON assumption (project_id);
CREATE INDEX ix_change_request_project_id ON change_request (project_id);
CREATE INDEX ix_lesson_project_id ON lesson (project_id);
CREATE INDEX ix_benefit_project_id ON benefit (project_id);
CREATE INDEX ix_rag_override_project_id ON rag_override (project_id);
CREATE INDEX ix_rag_override_period_id ON rag_override (period_id);
CREATE INDEX ix_issued_pack_period_id ON issued_pack (period_id);
CREATE INDEX ix_meeting_period_id ON meeting (period_id);
CREATE INDEX ix_simulation_run_project_id ON simulation_run (project_id);
CREATE UNIQUE INDEX uq_baseline ON baseline (project_id, number);
CREATE INDEX ix_risk_response_risk_id ON risk_response (risk_id);
CREATE INDEX ix_dependency_giver_project_id ON dependency (giver_project_id);
CREATE INDEX ix_dependency_taker_project_id ON dependency (taker_project_id);
CREATE INDEX ix_dependency_giver_task_id ON dependency (giver_task_id);
CREATE INDEX ix_dependency_taker_task_id ON dependency (taker_task_id);
CREATE UNIQUE INDEX uq_risk_task ON risk_task (risk_id, task_id);
CREATE INDEX ix_risk_task_task_id ON risk_task (task_id)
"""
"""Indexes of both."""

MOVED_SETTINGS: Final = r"""
UPDATE project SET
    progress_mode = coalesce(json_extract(plan_extra, '$."mode\:progress_mode"'), 'project'),
    reschedule_remaining = coalesce(json_extract(plan_extra, '$."mode\:reschedule_remaining"'), 0),
    plan_extra = json_remove(plan_extra, '$."mode\:progress_mode"', '$."mode\:reschedule_remaining"')
"""
"""How a plan takes progress was kept among its free fields."""


def reach_version_2(operations: Operations) -> None:
    """Bring a store of version 1 to version 2."""
    for script in (NEW_TABLES, NEW_COLUMNS, NEW_INDEXES, MOVED_SETTINGS):
        for statement in script.split(";"):
            operations.execute(statement)
