CREATE TABLE history (
	seq INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	author TEXT NOT NULL, 
	label TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	undoes INTEGER, 
	row_count INTEGER NOT NULL, 
	rows BLOB NOT NULL, 
	chain TEXT NOT NULL, 
	CONSTRAINT pk_history PRIMARY KEY (seq)
)
 STRICT

;
CREATE TABLE calendar (
	project_id INTEGER, 
	file_uid INTEGER, 
	name TEXT NOT NULL, 
	base_id INTEGER, 
	is_base INTEGER NOT NULL, 
	definition TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_calendar_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_calendar_base_id_calendar FOREIGN KEY(base_id) REFERENCES calendar (id), 
	CONSTRAINT uq_calendar_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_calendar_project_id ON calendar (project_id);
CREATE TABLE portfolio (
	name TEXT NOT NULL, 
	organisation TEXT NOT NULL, 
	committee TEXT NOT NULL, 
	currency TEXT NOT NULL, 
	sample INTEGER NOT NULL, 
	settings TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT uq_portfolio_uid UNIQUE (uid)
)
 STRICT

;
CREATE TABLE programme (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	manager TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT uq_programme_uid UNIQUE (uid)
)
 STRICT

;
CREATE TABLE project (
	code TEXT NOT NULL, 
	name TEXT NOT NULL, 
	programme_id INTEGER, 
	description TEXT NOT NULL, 
	sponsor TEXT NOT NULL, 
	manager TEXT NOT NULL, 
	project_class TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	archived INTEGER NOT NULL, 
	currency TEXT NOT NULL, 
	budget INTEGER, 
	forecast INTEGER, 
	actual INTEGER, 
	start TEXT, 
	finish TEXT, 
	baseline_finish TEXT, 
	tags TEXT NOT NULL, 
	custom TEXT NOT NULL, 
	plan_start TEXT, 
	plan_finish TEXT, 
	from_finish INTEGER NOT NULL, 
	data_date TEXT, 
	calendar_id INTEGER, 
	minutes_per_day INTEGER NOT NULL, 
	minutes_per_week INTEGER NOT NULL, 
	days_per_month INTEGER NOT NULL, 
	default_start INTEGER NOT NULL, 
	default_finish INTEGER NOT NULL, 
	critical_slack INTEGER NOT NULL, 
	plan_extra TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT uq_project_code UNIQUE (code), 
	CONSTRAINT fk_project_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id), 
	CONSTRAINT fk_project_calendar_id_calendar FOREIGN KEY(calendar_id) REFERENCES calendar (id), 
	CONSTRAINT uq_project_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_project_programme_id ON project (programme_id);
CREATE TABLE custom_field (
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	choices TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT uq_custom_field_uid UNIQUE (uid)
)
 STRICT

;
CREATE TABLE saved_view (
	page TEXT NOT NULL, 
	name TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT uq_saved_view_uid UNIQUE (uid)
)
 STRICT

;
CREATE TABLE period (
	data_date TEXT NOT NULL, 
	deadline TEXT, 
	meeting TEXT, 
	state TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT uq_period_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_period_data_date ON period (data_date);
CREATE TABLE template (
	name TEXT NOT NULL, 
	description TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	body TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT uq_template_uid UNIQUE (uid)
)
 STRICT

;
CREATE TABLE import_mapping (
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	columns TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT uq_import_mapping_uid UNIQUE (uid)
)
 STRICT

;
CREATE TABLE history_row (
	table_name TEXT NOT NULL, 
	row_id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	CONSTRAINT pk_history_row PRIMARY KEY (table_name, row_id, seq), 
	CONSTRAINT fk_history_row_seq_history FOREIGN KEY(seq) REFERENCES history (seq)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE resource (
	project_id INTEGER NOT NULL, 
	file_uid INTEGER, 
	position INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	initials TEXT NOT NULL, 
	resource_group TEXT NOT NULL, 
	max_units REAL NOT NULL, 
	calendar_id INTEGER, 
	standard_rate INTEGER, 
	overtime_rate INTEGER, 
	cost_per_use INTEGER, 
	extra TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_resource_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_resource_calendar_id_calendar FOREIGN KEY(calendar_id) REFERENCES calendar (id), 
	CONSTRAINT uq_resource_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_resource_project_id ON resource (project_id);
CREATE TABLE task (
	project_id INTEGER NOT NULL, 
	file_uid INTEGER, 
	position INTEGER NOT NULL, 
	outline_level INTEGER NOT NULL, 
	wbs TEXT NOT NULL, 
	name TEXT NOT NULL, 
	milestone INTEGER NOT NULL, 
	"key" INTEGER NOT NULL, 
	active INTEGER NOT NULL, 
	manual INTEGER NOT NULL, 
	manual_start TEXT, 
	manual_finish TEXT, 
	duration INTEGER NOT NULL, 
	duration_format INTEGER NOT NULL, 
	elapsed INTEGER NOT NULL, 
	estimated INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	effort_driven INTEGER NOT NULL, 
	calendar_id INTEGER, 
	ignore_resource_calendar INTEGER NOT NULL, 
	constraint_type TEXT NOT NULL, 
	constraint_date TEXT, 
	deadline TEXT, 
	priority INTEGER NOT NULL, 
	levelling_delay INTEGER NOT NULL, 
	percent_complete INTEGER NOT NULL, 
	physical_percent_complete INTEGER NOT NULL, 
	actual_start TEXT, 
	actual_finish TEXT, 
	remaining_duration INTEGER, 
	stop TEXT, 
	resume TEXT, 
	splits TEXT NOT NULL, 
	work INTEGER, 
	actual_work INTEGER, 
	cost INTEGER, 
	fixed_cost INTEGER, 
	actual_cost INTEGER, 
	owner TEXT NOT NULL, 
	notes TEXT NOT NULL, 
	custom TEXT NOT NULL, 
	extra TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_task_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_task_calendar_id_calendar FOREIGN KEY(calendar_id) REFERENCES calendar (id), 
	CONSTRAINT uq_task_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_task_place ON task (project_id, position);
CREATE TABLE status_update (
	project_id INTEGER NOT NULL, 
	period_id INTEGER NOT NULL, 
	overall TEXT NOT NULL, 
	schedule TEXT NOT NULL, 
	cost TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	risk TEXT NOT NULL, 
	resources TEXT NOT NULL, 
	benefits TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	next_step TEXT NOT NULL, 
	next_owner TEXT NOT NULL, 
	next_due TEXT, 
	achieved TEXT NOT NULL, 
	not_achieved TEXT NOT NULL, 
	planned TEXT NOT NULL, 
	ask TEXT NOT NULL, 
	finish TEXT, 
	forecast INTEGER, 
	percent_complete INTEGER, 
	author TEXT NOT NULL, 
	updated_at TEXT, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_status_update_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_status_update_period_id_period FOREIGN KEY(period_id) REFERENCES period (id), 
	CONSTRAINT uq_status_update_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_status_update_period_id ON status_update (period_id);
CREATE UNIQUE INDEX uq_status_update ON status_update (project_id, period_id);
CREATE TABLE risk (
	project_id INTEGER, 
	code TEXT NOT NULL, 
	title TEXT NOT NULL, 
	cause TEXT NOT NULL, 
	event TEXT NOT NULL, 
	effect TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	category TEXT NOT NULL, 
	status TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	inherent_probability INTEGER, 
	inherent_impact INTEGER, 
	probability INTEGER, 
	impact INTEGER, 
	target_probability INTEGER, 
	target_impact INTEGER, 
	likelihood INTEGER, 
	cost_impact INTEGER, 
	days_impact INTEGER, 
	proximity TEXT NOT NULL, 
	early_warning TEXT NOT NULL, 
	response TEXT NOT NULL, 
	response_plan TEXT NOT NULL, 
	due TEXT, 
	identified_on TEXT, 
	review_on TEXT, 
	reviewed_on TEXT, 
	extra TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_risk_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT uq_risk_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_risk_project_id ON risk (project_id);
CREATE TABLE issue (
	project_id INTEGER, 
	code TEXT NOT NULL, 
	title TEXT NOT NULL, 
	description TEXT NOT NULL, 
	category TEXT NOT NULL, 
	status TEXT NOT NULL, 
	urgency INTEGER, 
	impact INTEGER, 
	owner TEXT NOT NULL, 
	raised_on TEXT, 
	due TEXT, 
	closed_on TEXT, 
	resolution TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_issue_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT uq_issue_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_issue_project_id ON issue (project_id);
CREATE TABLE decision (
	project_id INTEGER, 
	code TEXT NOT NULL, 
	title TEXT NOT NULL, 
	description TEXT NOT NULL, 
	options TEXT NOT NULL, 
	recommendation TEXT NOT NULL, 
	cost_of_delay TEXT NOT NULL, 
	decider TEXT NOT NULL, 
	owner TEXT NOT NULL, 
	needed_by TEXT, 
	status TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	decided_on TEXT, 
	act_by TEXT, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_decision_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT uq_decision_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_decision_project_id ON decision (project_id);
CREATE TABLE link (
	project_id INTEGER NOT NULL, 
	predecessor_id INTEGER NOT NULL, 
	successor_id INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	lag INTEGER NOT NULL, 
	lag_kind TEXT NOT NULL, 
	lag_format INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_link_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_link_predecessor_id_task FOREIGN KEY(predecessor_id) REFERENCES task (id), 
	CONSTRAINT fk_link_successor_id_task FOREIGN KEY(successor_id) REFERENCES task (id), 
	CONSTRAINT uq_link_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_link_project_id ON link (project_id);
CREATE INDEX ix_link_predecessor_id ON link (predecessor_id);
CREATE INDEX ix_link_successor_id ON link (successor_id);
CREATE TABLE assignment (
	project_id INTEGER NOT NULL, 
	file_uid INTEGER, 
	task_id INTEGER NOT NULL, 
	resource_id INTEGER, 
	units REAL NOT NULL, 
	work INTEGER NOT NULL, 
	actual_work INTEGER NOT NULL, 
	remaining_work INTEGER, 
	cost INTEGER, 
	actual_cost INTEGER, 
	delay INTEGER NOT NULL, 
	levelling_delay INTEGER NOT NULL, 
	contour INTEGER NOT NULL, 
	start TEXT, 
	finish TEXT, 
	extra TEXT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_assignment_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_assignment_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_assignment_resource_id_resource FOREIGN KEY(resource_id) REFERENCES resource (id), 
	CONSTRAINT uq_assignment_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_assignment_project_id ON assignment (project_id);
CREATE INDEX ix_assignment_resource_id ON assignment (resource_id);
CREATE INDEX ix_assignment_task_id ON assignment (task_id);
CREATE TABLE task_baseline (
	project_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start TEXT, 
	finish TEXT, 
	duration INTEGER, 
	work INTEGER, 
	cost INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_task_baseline_project_id_project FOREIGN KEY(project_id) REFERENCES project (id), 
	CONSTRAINT fk_task_baseline_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_task_baseline_uid UNIQUE (uid)
)
 STRICT

;
CREATE UNIQUE INDEX uq_task_baseline ON task_baseline (task_id, number);
CREATE INDEX ix_task_baseline_project_id ON task_baseline (project_id);
CREATE TABLE risk_score (
	risk_id INTEGER NOT NULL, 
	period_id INTEGER NOT NULL, 
	probability INTEGER, 
	impact INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_risk_score_risk_id_risk FOREIGN KEY(risk_id) REFERENCES risk (id), 
	CONSTRAINT fk_risk_score_period_id_period FOREIGN KEY(period_id) REFERENCES period (id), 
	CONSTRAINT uq_risk_score_uid UNIQUE (uid)
)
 STRICT

;
CREATE INDEX ix_risk_score_period_id ON risk_score (period_id);
CREATE UNIQUE INDEX uq_risk_score ON risk_score (risk_id, period_id);
