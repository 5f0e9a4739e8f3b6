"""Where the user's overlay lies and which files belong to it; nothing is read here, a start without one is fast."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

ENVIRONMENT = "QINGSHEN_LIBRARY"
ROWS, QUESTIONS, CHANGES = "reference", "questions", "changes"


def overlay_root() -> Path:
    """The user's overlay folder: ``QINGSHEN_LIBRARY``, else ``library`` in the data folder of the user."""
    chosen = os.environ.get(ENVIRONMENT)
    return (
        Path(chosen) if chosen else Path(platformdirs.user_data_dir("qingshen", appauthor=False)) / "library"
    )


def is_overlay(folder: Path) -> bool:
    """Whether a folder holds an overlay and not a whole library."""
    parts = (ROWS, QUESTIONS, CHANGES)
    return not (folder / "tables").is_dir() and any((folder / name).is_dir() for name in parts)


def overlay_files(folder: Path) -> list[Path]:
    """Every file an overlay is read from, in a fixed order."""
    written = [path for name in (QUESTIONS, CHANGES) for path in (folder / name).rglob("*.yaml")]
    return sorted([*row_files(folder), *written])


def row_files(folder: Path) -> list[Path]:
    """The files with rows of reference tables."""
    return sorted((folder / ROWS).glob("*.csv"))
