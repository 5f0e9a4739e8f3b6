"""Every input of every method says in both languages what it is: calculators show it, and the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from msgspec import inspect

from desktop.calc import METHODS
from desktop.calc.reading import described, words_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def fields(kind: inspect.Type, place: str = "") -> Iterator[tuple[str, str]]:
    """Each field below a type with its description."""
    match kind:
        case inspect.Metadata():
            yield from fields(kind.type, place)
        case inspect.UnionType():
            for one in kind.types:
                yield from fields(one, place)
        case inspect.ListType():
            yield from fields(kind.item_type, place)
        case inspect.DictType():
            yield from fields(kind.value_type, place)
        case inspect.StructType():
            for one in kind.fields:
                inner = f"{place}.{one.encode_name}"
                yield inner, words_of(one.type)
                yield from fields(one.type, inner)
        case _:
            pass


@pytest.mark.parametrize("method", METHODS)
def test_every_field_is_described_in_both_languages(method: str) -> None:
    said = dict(fields(described(METHODS[method].input)))
    assert said
    for field, words in said.items():
        zh, between, en = words.partition(" / ")
        assert between, f"{field}: {words!r}"
        assert CHINESE.search(zh), f"{field}: {words!r}"
        assert en, f"{field}: {words!r}"
        assert " / " not in en, f"{field}: {words!r}"
        assert not re.search(r"[，。；：]", en), f"{field}: {words!r}"
