"""What every test runs under: no screen, no network (see pyproject), no hurry on a slow machine."""

import os
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import settings

# Set before Qt is first imported; a screen chosen by the caller stands.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine is not a defect of the code: time is judged by the benchmarks alone.
settings.register_profile("qingshen", deadline=None)
settings.load_profile("qingshen")

# The overlay library of whoever runs the tests is none of theirs.
os.environ["QINGSHEN_LIBRARY"] = str(Path(mkdtemp(prefix="qingshen-")) / "library")
