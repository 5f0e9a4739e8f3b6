"""Every sentence of the sheet pages exists in both languages, and every sentence there is is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from desktop.content.messages import holes
from desktop.content.places import resource_root

SHEETS = Path(__file__).resolve().parents[4] / "desktop" / "ui" / "sheets"
CODE = re.compile(r"""["'](ui\.sheets\.[^"'\s]*)["']""")


@pytest.fixture(scope="module")
def messages() -> dict[str, dict[str, str]]:
    found = yaml.safe_load((resource_root() / "messages" / "ui_sheets.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def written() -> set[str]:
    return {code for file in SHEETS.rglob("*.py") for code in CODE.findall(file.read_text(encoding="utf-8"))}


def fits(code: str, pattern: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{.*?\\\}", r"[A-Za-z0-9_.]+", re.escape(pattern)), code) is not None


def test_every_code_in_the_source_has_a_sentence(
    messages: dict[str, dict[str, str]], written: set[str]
) -> None:
    assert [one for one in written if not any(fits(code, one) for code in messages)] == []


def test_every_sentence_is_used(messages: dict[str, dict[str, str]], written: set[str]) -> None:
    assert [code for code in messages if not any(fits(code, one) for one in written)] == []


def test_both_languages_say_something_with_the_same_holes(messages: dict[str, dict[str, str]]) -> None:
    for code, text in messages.items():
        assert set(text) == {"zh", "en"}, code
        assert text["zh"].strip(), code
        assert text["en"].strip(), code
        assert holes(text["zh"]) == holes(text["en"]), code


def test_every_shown_state_has_a_word(messages: dict[str, dict[str, str]]) -> None:
    from typing import get_args

    from desktop.ui.sheets.grid.cells import CellState

    assert [state for state in get_args(CellState) if f"ui.sheets.state.{state}" not in messages] == []


def test_every_key_of_a_table_is_in_its_menu_or_moves_the_cursor(messages: dict[str, dict[str, str]]) -> None:
    from desktop.ui.sheets.grid.keys import KEYS

    moves = {"next", "up", "down", "right", "left", "toggle", "cut", "fill_right"}
    assert [name for name in set(KEYS.values()) - moves if f"ui.sheets.do.{name}" not in messages] == []
