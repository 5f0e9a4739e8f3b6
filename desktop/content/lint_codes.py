"""The messages against the program: every code it says has a sentence, every sentence is said, every hole is filled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.messages import holes
from desktop.model.nearest import nearest
from desktop.model.text import Text

_CODE = re.compile(r"[a-z]+(\.[a-z0-9_]+)+")
# What looks like a code in our sources and is the name of a file.
_FILE_ENDINGS = (".yaml", ".csv", ".json", ".toml", ".bin", ".py", ".svg", ".ttf", ".md", ".lock", ".qsa")
# Calls that word a code or will have it worded, with the values of its holes as keywords.
_SPEAKERS = frozenset({"AuditError", "RefusedError", "FileError", "message", "say"})


@dataclass(slots=True)
class _Said:
    """Codes met in a source file: whole ones, beginnings of those put together, and calls with their keywords."""

    whole: list[tuple[str, int]] = field(default_factory=list)
    beginnings: set[str] = field(default_factory=set)
    calls: list[tuple[str, frozenset[str], int]] = field(default_factory=list)


def lint_codes(library: Library, findings: Findings, code: Path) -> None:
    """Hold the message catalogue against the sources below ``code``."""
    sentences = library.data.messages
    rooms = {name.partition(".")[0] for name in sentences}
    used: set[str] = set()
    beginnings: set[str] = set()
    for path in sorted(code.rglob("*.py")):
        place = path.relative_to(code.parent).as_posix()
        said = _said_in(ast.parse(path.read_text(encoding="utf-8")))
        used.update(name for name, _ in said.whole)
        beginnings.update(said.beginnings)
        for name, line in said.whole:
            if name not in sentences and name.partition(".")[0] in rooms and not name.endswith(_FILE_ENDINGS):
                findings.add_in_code(
                    "content.message_missing", place, line, nearest(name, sentences), name=name
                )
        _unfilled(findings, sentences, place, said)
    for name in sentences:
        if name not in used and not name.startswith(tuple(beginnings)):
            findings.add("content.message_unused", f"messages/{name}", name=name)


def _unfilled(findings: Findings, sentences: Mapping[str, Text], place: str, said: _Said) -> None:
    for name, given, line in said.calls:
        if name in sentences:
            for hole in sorted(holes(sentences[name].zh) - given):
                findings.add_in_code(
                    "content.hole_unfilled", place, line, nearest(hole, given), name=name, hole=hole
                )


def _said_in(tree: ast.Module) -> _Said:
    said = _Said()
    nodes = list(ast.walk(tree))
    joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    pieces = {id(piece) for node in joined for piece in node.values}
    said.beginnings.update(beginning for node in joined if (beginning := _beginning(node)))
    for node in nodes:
        if isinstance(node, ast.Call):
            said.calls.extend(_call(node))
        text = _text_of(node)
        if text and id(node) not in pieces and _CODE.fullmatch(text):
            said.whole.append((text, getattr(node, "lineno", 0)))
    return said


def _call(node: ast.Call) -> Iterator[tuple[str, frozenset[str], int]]:
    """A code with the keywords it is said with; where a whole mapping is passed on, nobody can tell."""
    speaker = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
    first = _text_of(node.args[0]) if node.args else ""
    if speaker in _SPEAKERS and first and all(keyword.arg for keyword in node.keywords):
        yield first, frozenset(keyword.arg for keyword in node.keywords if keyword.arg), node.lineno


def _text_of(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _beginning(node: ast.JoinedStr) -> str:
    text = _text_of(node.values[0])
    return text if re.match(r"[a-z]+\.", text) else ""
