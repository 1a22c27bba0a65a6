"""The sample's risks, issues and decisions as rows of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from .content import Content, day, demo_uid, minor

REVIEWS: Final = (28, 42, 21, 56)
"""Days from the last look at a risk to the next, by turns."""

Row = dict[str, object]


def risk_row(raw: Sequence[Any], project_id: int | None, content: Content) -> Row:
    """Return a risk: as the register has it today."""
    code, owner, category, title, cause, event, effect, plan, response, inherent, scores, target, cost, days = raw[:14]
    proximity, due = raw[14:16]
    more: Mapping[str, Any] = raw[16] if len(raw) > 16 else {}
    marks = scores.split()
    turn = int(code.rpartition("-")[2])
    first = content.periods[-len(marks)]
    reviewed = content.periods[-1] - timedelta(days=2 + turn % 9 + (70 if turn % 17 == 5 else 0))
    now, aim = _pair(marks[-1]), _pair(target)
    reached = now[0] * now[1] <= aim[0] * aim[1]
    return {
        "uid": demo_uid("risk", code),
        "project_id": project_id,
        "code": code,
        "title": content.say(title),
        "cause": content.say(cause),
        "event": content.say(event),
        "effect": content.say(effect),
        "kind": more.get("kind", "threat"),
        "category": category,
        "status": more.get("status", "monitoring" if reached or len(marks) > 3 else "response_planned"),
        "owner": content.person(owner),
        "inherent_probability": _pair(inherent)[0],
        "inherent_impact": _pair(inherent)[1],
        "probability": now[0],
        "impact": now[1],
        "target_probability": aim[0],
        "target_impact": aim[1],
        "cost_impact": minor(cost),
        "days_impact": days,
        "proximity": proximity,
        "trigger": content.say(more["trigger"]) if "trigger" in more else "",
        "response": response,
        "response_plan": content.say(plan),
        "due": day(due),
        "identified_on": first - timedelta(days=3 + turn % 11),
        "review_on": reviewed + timedelta(days=REVIEWS[turn % 4]),
        "reviewed_on": reviewed,
    }


def score_rows(raw: Sequence[Any], risk_id: int, period_ids: Sequence[int]) -> Iterator[Row]:
    """Yield how a risk was scored in each period since it was found."""
    marks = raw[10].split()
    for period_id, mark in zip(period_ids[-len(marks) :], marks, strict=True):
        probability, impact = _pair(mark)
        yield {
            "uid": demo_uid("risk_score", raw[0], period_ids.index(period_id)),
            "risk_id": risk_id,
            "period_id": period_id,
            "probability": probability,
            "impact": impact,
        }


def issue_row(raw: Sequence[Any], project_id: int, content: Content) -> Row:
    """Return an issue."""
    code, title, about, status, urgency, impact, owner, raised, due = raw[:9]
    return {
        "uid": demo_uid("issue", code),
        "project_id": project_id,
        "code": code,
        "title": content.say(title),
        "description": content.say(about),
        "status": status,
        "urgency": urgency,
        "impact": impact,
        "owner": content.person(owner),
        "raised_on": day(raised),
        "due": day(due),
        "closed_on": day(raw[9]) if len(raw) > 9 else None,
        "resolution": content.say(raw[10]) if len(raw) > 10 else "",
    }


def decision_row(raw: Mapping[str, Any], project_id: int, content: Content, facts: Mapping[str, object]) -> Row:
    """Return a decision, asked or taken; `facts` fill the placeholders of its texts."""
    return {
        "uid": demo_uid("decision", raw["code"]),
        "project_id": project_id,
        "code": raw["code"],
        "title": content.say(raw["title"], **facts),
        "description": content.say(raw["about"], **facts),
        "options": [_option(parts, content, facts) for parts in raw.get("options", ())],
        "recommendation": content.say(raw["recommend"]) if "recommend" in raw else "",
        "cost_of_delay": content.say(raw["delay"]) if "delay" in raw else "",
        "decider": content.person(raw["decider"]),
        "owner": content.person(raw["owner"]),
        "needed_by": day(raw["needed"]),
        "status": "decided" if "decided" in raw else "open",
        "outcome": content.say(raw["outcome"]) if "outcome" in raw else "",
        "decided_on": day(raw.get("decided")),
        "act_by": day(raw.get("act")),
    }


def _option(parts: Sequence[Any], content: Content, facts: Mapping[str, object]) -> dict[str, object]:
    names = ("name", "when", "cost", "gain", "risk")
    texts = {name: content.say(pair, **facts) for name, pair in zip(names, parts[:5], strict=True)}
    return {**texts, "recommended": parts[5]}


def _pair(mark: str) -> tuple[int, int]:
    return int(mark[0]), int(mark[1])
