"""Templates: a project made from one, a project kept as one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...persistence.tables import Project, Risk, Template
from ...texts.messages import N_
from .. import templates
from ..fields import FieldSpec
from ..planning import load_plan, save_plan
from ..templates import stored_body
from ..values import check, field_named
from . import projects, risks

_RISK_FIELDS: Final = (
    "title", "cause", "event", "effect", "kind", "category", "probability", "impact", "response", "response_plan",
)  # fmt: skip


def create_project_from_template(
    session: Session, key: str, language: str, start: date, values: Mapping[str, object]
) -> int:
    """Make a project with the plan and the risks of a template; return its id.

    `values` are the project's own (name, code, manager …), `language` is that of the template's words.

    Raises:
        PmoError: the template is gone or can't be read, or a value is refused; nothing was made.
    """
    body = stored_body(session, key)
    given = dict(values)
    if body.get("project_class"):
        given.setdefault("project_class", str(body["project_class"]))
    project_id = projects.create(session, given)
    save_plan(session, project_id, templates.plan_of(body, start, language))
    for risk in templates.risks_of(body, language):
        risks.create(session, {**risk, "project_id": project_id})
    return project_id


def save_project_as_template(session: Session, project_id: int, name: str, description: str = "") -> int:
    """Keep a project's plan and open risks as a template of the organisation; return its id.

    Raises:
        PmoError: there is no such project, or the name is empty or taken.
    """
    project = session.get(Project, project_id)
    if project is None:
        raise PmoError("project_gone")
    body = templates.body_of(load_plan(session, project_id))
    body["project_class"] = project.project_class
    body["risks"] = [
        {field: value for field in _RISK_FIELDS if (value := getattr(risk, field)) not in (None, "")}
        for risk in session.scalars(select(Risk).where(Risk.project_id == project_id).order_by(Risk.id))
    ]
    row = Template(name=_free_name(session, name), description=_text(_description(), description), body=body)
    session.add(row)
    session.flush()
    return row.id


def rename_template(session: Session, template_id: int, name: str, description: str | None = None) -> None:
    """Give a template of the organisation another name, and another description unless that is None.

    Raises:
        PmoError: it is gone, or the name is empty or taken.
    """
    row = _own(session, template_id)
    row.name = _free_name(session, name, template_id)
    if description is not None:
        row.description = _text(_description(), description)


def delete_template(session: Session, template_id: int) -> None:
    """Delete a template of the organisation; projects made from it stay.

    Raises:
        PmoError: it is gone.
    """
    session.delete(_own(session, template_id))


def _own(session: Session, template_id: int) -> Template:
    row = session.get(Template, template_id)
    if row is None:
        raise PmoError("template_gone")
    return row


def _description() -> FieldSpec:
    return FieldSpec("template", "description", "long_text", N_("Description"), limit=2000)


def _text(spec: FieldSpec, text: str) -> str:
    checked: Any = check(spec, text)
    return str(checked or "")


def _free_name(session: Session, name: str, own: int = 0) -> str:
    checked = str(check(field_named(N_("Name of the template"), "name"), name))
    taken = session.scalars(select(Template.id).where(Template.name == checked, Template.id != own)).first()
    if taken is not None:
        raise PmoError("template_name_taken", name=checked)
    return checked
