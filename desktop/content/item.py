"""The base of everything content may say."""

from __future__ import annotations

import msgspec


class Item(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Common base. Authors meet a strict reader (``decode.py``); snapshots may hold keys of a newer edition."""
