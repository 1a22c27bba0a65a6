"""The data of issued packs: kept under their own digest, written once, never changed."""

from __future__ import annotations

import hashlib
import zlib

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from ..domain.errors import PmoError
from .tables import Snapshot

LARGEST = 256 * 1024 * 1024
"""Bytes of a snapshot unpacked; one that claims more was not made by this program."""


def put(session: Session, body: bytes) -> str:
    """Keep `body` and return its SHA-256; the same body is kept once.

    It is part of the transaction but not of what undo takes back: an issued pack stays issued.
    """
    digest = hashlib.sha256(body).hexdigest()
    if session.execute(select(Snapshot.sha256).where(Snapshot.sha256 == digest)).first() is None:
        row = {"sha256": digest, "body": zlib.compress(body, 9)}
        session.connection().execute(insert(Snapshot), row)
    return digest


def get(session: Session, digest: str) -> bytes:
    """Return what is kept under a digest.

    Raises:
        PmoError: there is no such snapshot, or it is not what was kept.
    """
    packed = session.execute(select(Snapshot.body).where(Snapshot.sha256 == digest)).scalar()
    if packed is None:
        raise PmoError("snapshot_missing", digest=digest[:12])
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(packed, LARGEST)
    except zlib.error:
        body = b""
    if hashlib.sha256(body).hexdigest() != digest:
        raise PmoError("snapshot_damaged", digest=digest[:12])
    return body
