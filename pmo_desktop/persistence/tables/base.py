"""What all tables share: the base class, the types of STRICT tables, and what makes a row part of the document."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import JSON, Boolean, Date, DateTime, Double, MetaData, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ...domain.uid import new_uid


@compiles(String, "sqlite")
@compiles(Date, "sqlite")
@compiles(DateTime, "sqlite")
@compiles(JSON, "sqlite")
def _text(kind: Any, compiler: Any, **options: Any) -> str:
    return "TEXT"  # a STRICT table knows only INTEGER, REAL, TEXT and BLOB


@compiles(Boolean, "sqlite")
def _integer(kind: Any, compiler: Any, **options: Any) -> str:
    return "INTEGER"


@compiles(Double, "sqlite")
def _real(kind: Any, compiler: Any, **options: Any) -> str:
    return "REAL"


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[Any] = {dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON}


OPTIONS: dict[str, Any] = {"sqlite_strict": True, "sqlite_autoincrement": True}
"""STRICT refuses a text where a number belongs; AUTOINCREMENT never gives a deleted row's id to another."""


class Recorded:
    """Mix-in of the tables whose rows are the user's document."""

    __table_args__: Any = OPTIONS

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
