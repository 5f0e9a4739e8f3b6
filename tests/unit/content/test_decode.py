"""The strict reader by itself: what YAML guesses and we do not."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from desktop.content.decode import Decoder, compose
from desktop.content.faults import ContentFault


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """Something with every plain type."""

    name: str = ""
    heavy: bool = False
    count: int = 0
    share: float = 0.0
    notes: tuple[str, ...] = ()
    by_name: dict[str, int] = {}
    inner: Box | None = None


def read(text: str) -> tuple[Any, list[ContentFault]]:
    faults: list[ContentFault] = []
    node = compose(text, "box.yaml", faults)
    value = Decoder("box.yaml", faults).decode(node, Box) if node is not None else None
    return value, faults


def test_what_is_written_is_what_is_read() -> None:
    value, faults = read(
        'name: \'1.10\'\nheavy: true\ncount: 12\nshare: 0.1229\nnotes: ["no", "2026-08-15"]\n'
        "by_name: {a: 1}\ninner: {count: -3}\n"
    )
    assert faults == []
    assert value == Box(
        name="1.10",
        heavy=True,
        count=12,
        share=0.1229,
        notes=("no", "2026-08-15"),
        by_name={"a": 1},
        inner=Box(count=-3),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name: no", "content.reads_as_flag"),
        ("name: On", "content.reads_as_flag"),
        ("name: 1.10", "content.reads_as_number"),
        ("name: 0o17", None),
        ("name: 12:30", "content.reads_as_number"),
        ("name: 2026-08-15", "content.reads_as_date"),
        ("name: ~", "content.reads_as_nothing"),
        ("name:", "content.reads_as_nothing"),
        ("name: [a]", "content.wants_text"),
        ("heavy: yes", "content.wants_flag"),
        ("heavy: 'true'", "content.wants_flag"),
        ("heavy: 1", "content.wants_flag"),
        ("count: 1.0", "content.wants_whole_number"),
        ("count: 010", "content.wants_whole_number"),
        ("count: 12:30", "content.wants_whole_number"),
        ("count: 1_000", "content.wants_whole_number"),
        ("count: '1'", "content.wants_whole_number"),
        ("share: .5", "content.wants_number"),
        ("share: 1e5", "content.wants_number"),
        ("share: .inf", "content.wants_number"),
        ("notes: one", "content.wants_list"),
        ("notes: {a: 1}", "content.wants_list"),
        ("by_name: [a]", "content.wants_map"),
        ("by_name: {yes: 1}", "content.reads_as_flag"),
        ("inner: text", "content.wants_map"),
        ("[a]: 1", "content.key_not_text"),
        ("name: a\nname: b", "content.duplicate_key"),
        ("nmae: a", "content.unknown_key"),
        ("name: {a: 1", "content.yaml_syntax"),
        ("name: a\n\theavy: true", "content.yaml_syntax"),
    ],
)
def test_a_guess_of_yaml_is_a_mistake(text: str, code: str | None) -> None:
    _, faults = read(text)
    assert [fault.code for fault in faults] == ([code] if code else [])


def test_mistakes_name_line_and_item() -> None:
    _, faults = read("inner:\n  inner:\n    notes:\n      - ok\n      - no\n    coutn: 3\n")
    assert [(fault.line, fault.item, fault.nearest) for fault in faults] == [
        (5, "inner.inner.notes.#2", ""),
        (6, "inner.inner", "count"),
    ]


def test_an_empty_file_holds_nothing() -> None:
    assert read("# only a remark\n") == (None, [])
