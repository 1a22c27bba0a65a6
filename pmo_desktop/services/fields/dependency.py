"""Fields of a dependency: what one project gives another."""

from __future__ import annotations

from typing import Final

from ...texts.messages import N_
from . import choices
from .spec import NAME_WIDTH, Choice, FieldSpec, catalogue

STATUS: Final = (
    Choice("open", N_("Open"), ("new", "proposed", "打开", "新建")),
    Choice("agreed", N_("Agreed"), ("accepted", "confirmed", "committed", "已约定", "已确认")),
    Choice("delivered", N_("Delivered"), ("done", "met", "closed", "已交付", "已完成")),
    Choice("cancelled", N_("Cancelled"), ("withdrawn", "rejected", "已取消")),
)

DEPENDENCY: Final = catalogue(
    FieldSpec(
        "dependency", "code", "text", N_("ID"), required=True, limit=40, width=80,
        synonyms=("code", "no", "number", "ref", "dependency id", "编号", "依赖编号"),
    ),
    FieldSpec(
        "dependency", "title", "text", N_("Dependency"), required=True, width=NAME_WIDTH,
        synonyms=("title", "name", "deliverable", "what", "依赖", "依赖名称", "交付内容"),
    ),
    FieldSpec(
        "dependency", "giver_project_id", "project", N_("Giver"),
        synonyms=("from", "from project", "provider", "supplier", "giver project", "提供方", "提供项目"),
    ),
    FieldSpec(
        "dependency", "taker_project_id", "project", N_("Taker"),
        synonyms=("to", "to project", "receiver", "consumer", "taker project", "接收方", "接收项目"),
    ),
    FieldSpec("dependency", "kind", "choice", N_("Link type"), choices=choices.LINK_KIND, required=True),
    FieldSpec("dependency", "lag", "duration", N_("Lag"), required=True, synonyms=("延隔时间",)),
    FieldSpec(
        "dependency", "needed_by", "date", N_("Needed on"),
        synonyms=("required by", "need date", "due", "需要日期", "需求日期"),
    ),
    FieldSpec(
        "dependency", "promised_on", "date", N_("Promised for"),
        synonyms=("promised on", "committed date", "agreed date", "承诺日期"),
    ),
    FieldSpec(
        "dependency", "delivered_on", "date", N_("Delivered on"),
        synonyms=("delivered", "actual date", "交付日期"),
    ),
    FieldSpec(
        "dependency", "owner", "person", N_("Giver’s owner"), synonyms=("owner", "provider owner", "提供方责任人"),
    ),
    FieldSpec("dependency", "taker_owner", "person", N_("Taker’s owner"), synonyms=("receiver owner", "接收方责任人")),
    FieldSpec(
        "dependency", "status", "choice", N_("State"), choices=STATUS, required=True, synonyms=("status", "状态"),
    ),
    FieldSpec("dependency", "description", "long_text", N_("Description"), synonyms=("details", "描述", "说明")),
)  # fmt: skip
