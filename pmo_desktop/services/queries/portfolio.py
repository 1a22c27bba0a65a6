"""The portfolio and its rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...domain.pack import DEFAULT_GRID, PackTolerances
from ...domain.risk import BANDS, is_grid
from ...persistence.tables import Portfolio


@dataclass(frozen=True)
class PortfolioView:
    """The portfolio's name, money and rules.

    Attributes:
        sample: whether the store holds the bundled sample.
        risk_grid: 25 letters, see `domain.pack.DEFAULT_GRID`; `bands`: see `domain.risk.BANDS`.
        settings: everything kept by `commands.portfolio.set_settings`, by name.
    """

    id: int = 0
    name: str = ""
    organisation: str = ""
    committee: str = ""
    currency: str = "EUR"
    sample: bool = False
    tolerances: PackTolerances = field(default_factory=PackTolerances)
    risk_grid: str = DEFAULT_GRID
    bands: tuple[int, ...] = BANDS
    settings: Mapping[str, Any] = field(default_factory=dict)


def portfolio(session: Session) -> PortfolioView:
    """Return the portfolio; a store that has none yet gets the usual rules.

    Rules live in `settings` under the names of `PackTolerances`' attributes, `risk_grid` and `risk_bands`.
    """
    row = session.scalars(select(Portfolio).limit(1)).first()
    if row is None:
        return PortfolioView()
    limits = {f.name: row.settings[f.name] for f in fields(PackTolerances) if isinstance(row.settings.get(f.name), int)}
    grid = row.settings.get("risk_grid")
    bands = row.settings.get("risk_bands")
    return PortfolioView(
        row.id,
        row.name,
        row.organisation,
        row.committee,
        row.currency,
        row.sample,
        PackTolerances(**limits),
        grid if isinstance(grid, str) and is_grid(grid) else DEFAULT_GRID,
        tuple(bands) if isinstance(bands, list) and len(bands) == 4 else BANDS,
        dict(row.settings),
    )
