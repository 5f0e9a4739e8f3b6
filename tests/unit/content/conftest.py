"""A small sound library (``sound/``), copied for each test, into which mistakes are planted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

_SOUND = Path(__file__).parent / "sound"


class Plot:
    """Files of a library below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(_SOUND, root, dirs_exist_ok=True)

    @property
    def forms(self) -> Path:
        return self.root / "forms"

    @property
    def resources(self) -> Path:
        return self.root / "resources"

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def plant(self, name: str, old: str, new: str) -> int:
        """Replace a piece of a file; returns the line in which the piece begins."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand once in {name}"
        self.write(name, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def plot(tmp_path: Path) -> Plot:
    """A sound library to spoil."""
    return Plot(tmp_path / "library")
