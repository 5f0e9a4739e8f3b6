"""When and on what kind of machine something is written."""

from __future__ import annotations

import datetime as dt
import platform
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """Local time with its offset."""
    return dt.datetime.now().astimezone()


def device() -> str:
    """What kind of machine wrote a batch; never a user or host name."""
    return platform.system()
