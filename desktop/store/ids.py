"""Names that never collide: batch ids (UUIDv7, sortable by time) and row ids (8 random base32 characters)."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Container

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_ROW_ID_LENGTH = 8


def uuid7(milliseconds: int) -> str:
    """A version 7 UUID (RFC 9562): 48 bits of Unix milliseconds, the rest random."""
    stamp = max(milliseconds, 0) & ((1 << 48) - 1)
    random = secrets.randbits(74)
    high, low = random >> 62, random & ((1 << 62) - 1)
    return str(uuid.UUID(int=stamp << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low))


def new_row_id(taken: Container[str] = ()) -> str:
    """A random row id not among those taken."""
    while True:
        row = "".join(secrets.choice(_BASE32) for _ in range(_ROW_ID_LENGTH))
        if row not in taken:
            return row
