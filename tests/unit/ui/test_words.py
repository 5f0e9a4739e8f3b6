"""Every sentence the window says exists in both languages, and every sentence there is is said."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from desktop.content.messages import holes
from desktop.content.places import resource_root

UI = Path(__file__).resolve().parents[3] / "desktop" / "ui"
CODE = re.compile(r"""["'](ui\.[^"'\s]*)["']""")


def messages() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for file in sorted((resource_root() / "messages").glob("ui*.yaml")):
        found |= yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


def patterns() -> set[str]:
    """Codes as written in the source; ``{…}`` parts may be anything."""
    return {code for file in UI.rglob("*.py") for code in CODE.findall(file.read_text(encoding="utf-8"))}


def fits(code: str, pattern: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{.*?\\\}", r"[A-Za-z0-9_.]+", re.escape(pattern)), code) is not None


def test_every_code_in_the_source_has_a_sentence() -> None:
    known = messages()
    missing = [one for one in patterns() if not any(fits(code, one) for code in known)]
    assert missing == []


def test_every_sentence_is_used() -> None:
    written = patterns()
    assert [code for code in messages() if not any(fits(code, one) for one in written)] == []


def test_both_languages_say_something_with_the_same_holes() -> None:
    for code, text in messages().items():
        assert set(text) == {"zh", "en"}, code
        assert text["zh"].strip(), code
        assert text["en"].strip(), code
        assert holes(text["zh"]) == holes(text["en"]), code
