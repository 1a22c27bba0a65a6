"""The history: written by the store alone."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class History(Base):
    """One committed change set, whole, compressed. Written only by the store; never undone, never edited.

    `chain` is the SHA-256 of the previous row's chain with this row's content: an edited or removed row shows.
    """

    __tablename__ = "history"
    __table_args__ = ({"sqlite_strict": True},)

    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    author: Mapped[str]
    label: Mapped[str]
    origin: Mapped[str]
    undoes: Mapped[int | None]
    row_count: Mapped[int]
    rows: Mapped[bytes]
    chain: Mapped[str]


class HistoryRow(Base):
    """Index of the rows that a change set touched, so that a row's past is found without reading every blob."""

    __tablename__ = "history_row"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)

    table: Mapped[str] = mapped_column("table_name", primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(ForeignKey("history.seq"), primary_key=True)
