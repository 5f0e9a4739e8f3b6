"""The methods with the installed library: ``run(name, payload)``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.calc import MethodResult, run_method
from desktop.content.library import Library, load_library

Run = Callable[..., MethodResult]


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def run(library: Library) -> Run:
    def call(name: str, payload: Any = None, /, **inputs: Any) -> MethodResult:
        return run_method(name, inputs if payload is None else payload, library)

    return call
