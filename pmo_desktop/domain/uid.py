"""Stable identifiers of records."""

from __future__ import annotations

import os
import time
import uuid


def new_uid() -> str:
    """Return a new UUID version 7 (RFC 9562): ordered by time, unique across copies of a store."""
    milliseconds = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
