"""The scales that risks are judged by: the matrix, the bands of probability, what each impact means, the appetite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from sqlalchemy.orm import Session

from ...domain.errors import PmoError
from ...domain.risk import is_grid
from ..editing import load
from ..queries.portfolio import portfolio
from ..queries.risk_past import CONTINGENCY, contingencies
from ..values import clean
from .portfolio import set_settings
from .risks import IMPACT_KINDS

ANCHOR_LIMIT: Final = 120
"""Longest description of one impact, in characters."""


def set_scales(
    session: Session,
    *,
    grid: str,
    bands: Sequence[int],
    appetite: int,
    loss_appetite: int | None,
    anchors: Mapping[str, Sequence[str]],
) -> None:
    """Set all scales of the portfolio at once.

    Attributes:
        grid: letters of the cells, see `domain.pack.DEFAULT_GRID`.
        bands: upper ends of the probabilities 1 to 4, in percent.
        appetite: highest score that is accepted; `loss_appetite` the expected loss, in minor units, None for any.
        anchors: kind of impact to what its five scores mean.

    Raises:
        PmoError: the matrix is none, a band does not end above the one before it, the appetite is no score, or a
            description is too long or of an unknown kind; nothing is changed.
    """
    if not is_grid(grid):
        raise PmoError("risk_grid_shape")
    ends = (0, *bands, 100)
    if len(bands) != 4 or any(low >= high for low, high in pairwise(ends)):
        raise PmoError("risk_bands_order")
    if not 1 <= appetite <= 25 or (loss_appetite is not None and loss_appetite < 0):
        raise PmoError("risk_appetite_range")
    kept: dict[str, list[str]] = {}
    for kind, words in anchors.items():
        cleaned = [clean(word) for word in words]
        if kind not in IMPACT_KINDS or len(cleaned) != 5:
            raise PmoError("risk_grid_shape")
        longest = max(map(len, cleaned))
        if longest > ANCHOR_LIMIT:
            raise PmoError("risk_anchor_long", limit=ANCHOR_LIMIT, length=longest)
        kept[kind] = cleaned
    set_settings(
        session,
        {
            "risk_grid": grid,
            "risk_bands": list(bands),
            "appetite": appetite,
            "loss_appetite": loss_appetite,
            "impact_anchors": kept or None,
        },
    )


def set_contingency(session: Session, project_id: int | None, amount: int | None) -> None:
    """Set aside an amount for the risks of a project, or of the portfolio itself; None for nothing.

    Raises:
        PmoError: the amount is negative, or the project is gone.
    """
    if amount is not None and amount < 0:
        raise PmoError("contingency_negative")
    uid = "" if project_id is None else load(session, "project", [project_id])[0].uid
    kept = contingencies(portfolio(session).settings)
    kept.pop(uid, None)
    if amount is not None:
        kept[uid] = amount
    set_settings(session, {CONTINGENCY: kept or None})
