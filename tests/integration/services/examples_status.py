"""Examples of the commands on ratings, their rules and overrides, and on periods."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from pmo_desktop.domain.rag_rules import Rule
from pmo_desktop.services.commands import overrides, periods, rag_rules, rows, status

from .world import Example, World

HOSTILE = "<b>&amp;$x^2$ =cmd|' /C calc'!A0\u202e\x00\x07 😀 龙"
OURS = rag_rules.OwnRules("new", HOSTILE, (Rule("slip_days", 5, 9), Rule("overrun_share", 1, None)), "ten")


def _override(session: Session, world: World) -> int:
    return overrides.make(session, world.project, world.period, "cost", "A", HOSTILE, author="Li")


def _keep(session: Session, world: World) -> None:
    rag_rules.save(session, {"": "preset:ten", "strategic": "new"}, [OURS])


EXAMPLES = (
    Example(
        status.write,
        lambda s, w: status.write(s, w.project, {"overall": "R", "reasons": {"cost": HOSTILE}}, author="Li"),
        note="with words to a dimension",
    ),
    Example(overrides.make, _override),
    Example(overrides.withdraw, lambda s, w: overrides.withdraw(s, 1), _override),
    Example(rag_rules.save, _keep),
    Example(rag_rules.save, lambda s, w: rag_rules.save(s, {}, []), _keep, note="of none"),
    Example(
        periods.note_facts,
        lambda s, w: periods.note_facts(s, w.period),
        lambda s, w: rows.set_values(s, "project", [w.project], {"forecast": 1_300_00, "actual": 70_00}),
    ),
    Example(
        periods.set_dates,
        lambda s, w: periods.set_dates(s, w.period, date(2026, 12, 4), deadline=date(2026, 12, 1)),
    ),
)
