"""Examples of checks: values as people type them, rows, periods, references, gaps."""

# ruff: noqa: E501  one example a line

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from desktop.content.compile import compile_content
from desktop.content.examples import outcome
from desktop.content.library import Library
from desktop.content.types import Example
from desktop.model.result import Absent


@pytest.fixture
def library(plot: Any) -> Library:
    return Library(compile_content(plot.forms, plot.resources))


def fires(library: Library, when: str, given: dict[str, str]) -> object:
    check = msgspec.structs.replace(library.data.checks[0], when=when)
    value, unknown = outcome(library, check, Example(fires=True, given=given))
    assert unknown == []
    return value


@pytest.mark.parametrize(
    ("when", "given"),
    [
        ("amount > plant.output", {"amount": "5 t", "plant.output": "4000 kg"}),
        ('amount == unit(12000, "t")', {"amount": "1.2 万t"}),
        ('amount == unit(1234.5, "kg")', {"amount": "1,234.5 kg"}),
        ('kind == "big" and name == "甲 乙"', {"kind": "big", "name": "甲 乙"}),
        ("amount > 1.2 * amount[year-1]", {"amount": "13 t", "amount[year-1]": "10 t"}),
        ("amount[base] == amount", {"amount": "13 t"}),  # one value stands for every period not given apart
        ('sum(parts.amount) == unit(3, "t")', {"parts.amount": "1 t | 2 t"}),
        ('sum(parts.amount, parts.kind == "big") == unit(1, "t")', {"parts.amount": "1 t | 2 t", "parts.kind": "big | small"}),
        ("count(parts.amount) == 1 and count(parts.name) == 3", {"parts.amount": "1 t || ", "parts.name": "a | b | c"}),
        ('of.amount == unit(2, "t") and amount == unit(1, "t")', {"parts.of": "2", "parts.amount": "1 t | 2 t"}),
        ("count(parts.name, answered(parts.of) and parts.of == this) == 2", {"parts.of": "| 1 | 1", "parts.name": "a | b | c"}),
        ('totals.total == unit(3, "kg")', {"totals.total": "3 kg"}),
        ('lookup("factors", name, "value") == unit(1.5, "kg")', {"name": "a"}),
        ("not answered(amount)", {}),
    ],
)  # fmt: skip
def test_an_example_is_evaluated_as_an_audit_would_be(
    library: Library, when: str, given: dict[str, str]
) -> None:
    assert fires(library, when, given) is True


def test_what_is_not_given_is_absent(library: Library) -> None:
    assert isinstance(fires(library, "amount > plant.output", {"amount": "5 t"}), Absent)


def test_a_name_nobody_knows_is_told(library: Library) -> None:
    example = Example(fires=True, given={"amuont": "5 t", "nothing.at": "1", "a b": "2"})
    assert outcome(library, library.data.checks[0], example)[1] == ["amuont", "nothing.at", "a b"]
