"""Every fault the store can name has its sentence in both languages, with the holes its parameters fill."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
MESSAGES = yaml.safe_load((ROOT / "resources/messages/store.yaml").read_text("utf-8"))
SOURCES = {path.name: path.read_text("utf-8") for path in (ROOT / "desktop/store").glob("*.py")}
CODE = re.compile(r"(file|store|verify)\.[a-z_0-9]+")


def holes(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def raised() -> dict[str, set[str]]:
    """Parameters given with each code, where the code is written out at the place of the fault."""
    found: dict[str, set[str]] = {}
    for source in SOURCES.values():
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            code = node.args[0].value
            if isinstance(code, str) and CODE.fullmatch(code):
                given = {keyword.arg for keyword in node.keywords if keyword.arg}
                spread = any(keyword.arg is None for keyword in node.keywords)
                found.setdefault(code, set()).update(given | ({"*"} if spread else set()))
    return found


def test_every_code_has_a_sentence_and_every_sentence_a_use() -> None:
    used = {
        node.value
        for source in SOURCES.values()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value)
    }
    assert used == set(MESSAGES)


@pytest.mark.parametrize("code", MESSAGES)
def test_both_languages_say_the_same(code: str) -> None:
    message = MESSAGES[code]
    assert set(message) == {"zh", "en"}
    assert holes(message["zh"]) == holes(message["en"])
    assert re.search(r"[\u4e00-\u9fff]", message["zh"])
    assert message["zh"].rstrip("。") != message["en"].rstrip(".")


@pytest.mark.parametrize(("code", "given"), raised().items())
def test_every_hole_is_filled(code: str, given: set[str]) -> None:
    wanted = set().union(*(holes(sentence) for sentence in MESSAGES[code].values()))
    if "*" in given:
        return
    if code.startswith("verify."):
        assert wanted == {"where"}
    else:
        assert wanted <= given
