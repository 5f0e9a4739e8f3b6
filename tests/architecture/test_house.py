"""The house stays a house: imports go down only, every message has words, one word for one thing."""

from __future__ import annotations

import ast
from pathlib import Path

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "desktop"
LONGEST_MODULE = 400


def modules() -> list[Path]:
    return sorted(DESKTOP.rglob("*.py"))


def test_imports_go_down_only_and_libraries_stay_in_their_rooms() -> None:
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def test_every_module_says_what_it_is() -> None:
    silent = [
        path
        for path in modules()
        if path.stat().st_size > 200 and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_modules_can_be_read_at_a_sitting() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in modules()}
    long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > LONGEST_MODULE}
    assert long == {}


def test_no_vague_names() -> None:
    vague = [
        f"{path.name}: {node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Helper", "Utils", "Util"))
    ]
    assert vague == []
