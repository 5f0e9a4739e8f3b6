"""The second face: the same document without a window. See design 6; ``qingshen --help`` lists the commands."""

from desktop.cli import (
    authoring,
    editing,
    files,
    grading,
    library,
    planning,
    reading,
    techniques,
    upgrade,
)
from desktop.cli.root import cli, main

__all__ = [
    "authoring",
    "cli",
    "editing",
    "files",
    "grading",
    "library",
    "main",
    "planning",
    "reading",
    "techniques",
    "upgrade",
]
