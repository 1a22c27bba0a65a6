"""Examples of the commands of issued packs and audiences."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from pmo_desktop.services.commands import packs
from pmo_desktop.services.publishing import Order, Prepared, prepare

from .world import Example, World

MOMENT = datetime(2026, 11, 30, 16)


def prepared(session: Session, world: World) -> Prepared:
    return prepare(session, Order(world.period, published_at=MOMENT))


EXAMPLES = (
    Example(packs.publish, lambda s, w: packs.publish(s, prepared(s, w), "Min")),
    Example(
        packs.reopen,
        lambda s, w: packs.reopen(s, w.period),
        lambda s, w: packs.publish(s, prepared(s, w), "Min"),
    ),
    Example(packs.save_audience, lambda s, w: packs.save_audience(s, "", "Auditors", ["names"], new=True)),
    Example(packs.save_audience, lambda s, w: packs.save_audience(s, "board", "", ["money"]), note="of the program"),
    Example(
        packs.delete_audience,
        lambda s, w: packs.delete_audience(s, 1),
        lambda s, w: packs.save_audience(s, "board", "", ["money"]),
    ),
)
