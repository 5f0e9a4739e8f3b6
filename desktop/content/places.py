"""Where ``forms/`` and ``resources/`` lie: with a frozen program, in a checkout, or inside the installed package."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def content_root(package: Path = _PACKAGE, frozen: str | None = getattr(sys, "_MEIPASS", None)) -> Path:
    """The folder that holds ``forms/`` and ``resources/``.

    ``package`` is the folder of ``desktop``; ``frozen`` is where PyInstaller put the data files, if it did.
    """
    if frozen is not None:
        return Path(frozen)
    checkout = package.parent
    # Before the installed data, so that an editable install sees the files one is editing. Both marks are asked
    # for because beside an installed package lie other packages, and one of those might be called "forms".
    if (checkout / "pyproject.toml").is_file() and (checkout / "forms").is_dir():
        return checkout
    return package / "_data"


def forms_root() -> Path:
    """What is asked."""
    return content_root() / "forms"


def resource_root() -> Path:
    """What is looked up and shown."""
    return content_root() / "resources"
