"""States and keys of the sheet pages have their words."""

from __future__ import annotations

import pytest
import yaml

from desktop.content.places import resource_root


@pytest.fixture(scope="module")
def messages() -> dict[str, dict[str, str]]:
    found = yaml.safe_load((resource_root() / "messages" / "ui_sheets.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_every_shown_state_has_a_word(messages: dict[str, dict[str, str]]) -> None:
    from typing import get_args

    from desktop.ui.sheets.grid.cells import CellState

    assert [state for state in get_args(CellState) if f"ui.sheets.state.{state}" not in messages] == []


def test_every_key_of_a_table_is_in_its_menu_or_moves_the_cursor(messages: dict[str, dict[str, str]]) -> None:
    from desktop.ui.sheets.grid.keys import KEYS

    moves = {"next", "up", "down", "right", "left", "toggle", "cut", "fill_right"}
    assert [name for name in set(KEYS.values()) - moves if f"ui.sheets.do.{name}" not in messages] == []
