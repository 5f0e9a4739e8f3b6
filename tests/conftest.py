"""What every test runs under: no screen, no network (see pyproject), no hurry on a slow machine."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings

from desktop.model.collector import give_back

# Set before Qt is first imported; a screen chosen by the caller stands.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is not a defect of the code: time is judged by the benchmarks alone.
settings.register_profile("qingshen", deadline=None)
settings.load_profile("qingshen")

# The overlay library of whoever runs the tests is none of theirs.
os.environ["QINGSHEN_LIBRARY"] = str(Path(mkdtemp(prefix="qingshen-")) / "library")


@pytest.fixture(scope="module", autouse=True)
def _memory() -> Iterator[None]:
    """Hundreds of audits are opened in one process; their memory is given back file by file."""
    yield
    give_back()
