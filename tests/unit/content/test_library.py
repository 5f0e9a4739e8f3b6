"""The library as the program uses it: lookups, choices, messages, scopes and bound expressions."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.content.compile import compile_content
from desktop.content.library import Library
from desktop.content.types import ChoiceColumn
from desktop.expr.nodes import ArithmeticNode
from desktop.model.errors import AuditError
from desktop.model.result import ABSENT, Failed, Num
from desktop.model.text import Standing


@pytest.fixture
def library(plot: Any) -> Library:
    return Library(compile_content(plot.forms, plot.resources))


def test_things_are_found_by_name(library: Library) -> None:
    assert library.column("parts", "amount") is library.tables["parts"].columns[3]
    assert library.column("parts", "nothing") is None
    assert library.sheet("s1_1").number == "1-1"
    assert library.binding("totals").method == "sum"
    assert [choice.value for choice in library.choices("kind")] == ["big", "small"]


def test_a_wrong_name_is_refused_with_the_nearest(library: Library) -> None:
    with pytest.raises(AuditError) as refused:
        library.binding("total")
    assert refused.value.code == "content.no_such"
    assert refused.value.params["near"] == "totals"


def test_a_choice_column_knows_its_values_and_their_words(library: Library) -> None:
    column = library.column("parts", "kind")
    assert isinstance(column, ChoiceColumn)
    assert library.allowed(column) == ("big", "small")
    assert library.choice_label(column, "big", "zh") == "大"
    assert library.choice_label(column, "gone", "zh") == "gone"
    by_reference = ChoiceColumn(id="f", label=column.label, reference="factors")
    assert library.allowed(by_reference) == ("a", "b")


def test_reference_cells_are_values_in_canonical_units(library: Library) -> None:
    assert library.looked_up("factors", "a", "value") == Num(1.5, (("mass", 1),))
    assert library.looked_up("factors", "b", "value") == ABSENT
    assert library.looked_up("factors", "a", "since") == "2020-01-01"
    assert isinstance(library.looked_up("factors", "c", "value"), Failed)
    assert isinstance(library.looked_up("factors", "a", "nothing"), Failed)
    assert library.citation("factors", "a") == ("", Standing.CONFIRMED)


def test_expressions_are_bound_once(library: Library) -> None:
    bound = library.bound("amount / plant.output", "parts")
    assert isinstance(bound.node, ArithmeticNode)
    assert bound.dimension == ()
    assert library.bound("amount / plant.output", "parts") is bound
    assert library.bound("value > 0", "plant", ("value",)).kind == "flag"


def test_a_message_fills_its_holes_and_never_swallows(plot: Any) -> None:
    plot.write("resources/messages/content.yaml", 'content.example: {zh: "共{n}个{x}", en: "{n} of {x}"}\n')
    library = Library(compile_content(plot.forms, plot.resources))
    assert library.message("content.example", "zh", n=3, x="{n}") == "共3个{n}"
    assert library.message("content.example", "en", n=3) == "3 of {x}"
    assert library.message("no.such", "en", path="a.b") == "no.such (path: a.b)"
    assert library.text("content.example").en == "{n} of {x}"
