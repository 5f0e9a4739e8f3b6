"""Fixed lists of questions stand in every audit from its first day."""

from __future__ import annotations

from pathlib import Path

import msgspec

from desktop.content.library import Library, load_library
from desktop.content.types import ChoiceColumn, Presets, Table, TextColumn
from desktop.document import Document
from desktop.model.edit import DeleteRow, SetValue
from desktop.model.text import Text
from tests.builders import clock

RULES = Table(
    id="limit_replies",
    title=Text("规则", "Rules"),
    columns=(
        ChoiceColumn(id="limit", label=Text("限额", "Limit"), reference="energy_limits"),
        TextColumn(id="reply", label=Text("答复", "Reply")),
    ),
    presets=Presets(reference="energy_limits", column="limit"),
)


def with_rules() -> Library:
    data = load_library().data
    return Library(msgspec.structs.replace(data, tables=(*data.tables, RULES)))


def test_a_new_audit_has_one_row_for_each_question(tmp_path: Path) -> None:
    library = with_rules()
    keys = tuple(library.references["energy_limits"].rows)
    with Document.create(tmp_path / "a.qsa", library=library, clock=clock) as document:
        assert document.rows("limit_replies") == keys
        assert document.stored(f"limit_replies[{keys[1]}].limit") == keys[1]
        document.record(
            [SetValue(f"limit_replies[{keys[1]}].reply", "已核对"), DeleteRow(f"limit_replies[{keys[0]}]")]
        )
    with Document.open(tmp_path / "a.qsa", clock=clock) as document:
        assert document.rows("limit_replies") == keys[1:]
        assert document.stored(f"limit_replies[{keys[1]}].reply") == "已核对"
