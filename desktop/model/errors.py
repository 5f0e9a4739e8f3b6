"""The one error the program raises on purpose: a message code with its parameters.

Whoever catches it words it in the reader's language through the message catalogue
(``resources/messages``); nobody formats sentences at the place of the fault.
"""

from __future__ import annotations


class AuditError(Exception):
    """Something was refused or the world failed. ``code`` names a message, ``params`` fill its holes."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(f"{code} {params}" if params else code)


class RefusedError(AuditError):
    """An edit cannot be represented (wrong type, wrong dimension, unknown path or row); nothing was written."""


class FileError(AuditError):
    """The audit file or its surroundings failed: not an audit file, newer, damaged, in use, read-only, full."""
