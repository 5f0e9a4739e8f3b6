"""The Qt binding must give back what it borrows.

PySide6 6.12.0 drops one reference to ``None``, ``True`` and ``False`` too many in every call that returns them. From
Python 3.12 on these are immortal and nobody notices; on 3.11 a window dies after some ten thousand calls.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel

CALLS = 200


@pytest.mark.parametrize(
    ("call", "kept"),
    [
        (lambda label: label.setText("a"), None),
        (lambda label: label.property("nothing"), None),
        (lambda label: label.isVisible(), False),
        (lambda label: label.isEnabled(), True),
        (lambda label: label.findChild(QObject, "nobody"), None),
    ],
)
def test_calls_keep_the_count_of_singletons(
    app: QApplication, call: Callable[[QLabel], object], kept: object
) -> None:
    label = QLabel("x")
    call(label)
    before = sys.getrefcount(kept)
    for _ in range(CALLS):
        call(label)
    assert abs(sys.getrefcount(kept) - before) < CALLS // 2
