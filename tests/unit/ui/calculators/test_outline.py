"""The input of a method as a tree: what goes in comes out again, for every run of the samples."""

from __future__ import annotations

import pytest

from desktop.calc import METHODS
from desktop.document import Document
from desktop.model.errors import AuditError
from desktop.ui.calculators.outline import Node, outline, plain


def child(node: Node, name: str) -> Node:
    return next(one for one in node.children if one.name == name)


def test_every_run_of_the_sample_survives_the_way_there_and_back(document: Document) -> None:
    tried = set()
    for binding in document.library.data.bindings:
        for row in document.rows(binding.for_each) if binding.for_each else ("",):
            for period in document.values.periods(binding.period):
                run = document.values.run(binding.id, row, period)
                if run.result is None:
                    continue
                method = METHODS[binding.method]
                again = method.run(plain(outline(method, run.payload)), document.library)
                assert again.values == run.result.values, (binding.id, row, period)
                tried.add(binding.method)
    assert {"economics", "coal_equivalent", "balance", "weighted_ranking", "screening", "deadlines"} <= tried


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_input_asks_for_what_is_required(method: str, document: Document) -> None:
    spec = METHODS[method]
    root = outline(spec)
    assert {one.name for one in root.children if one.required} == set(spec.required)
    if any(one.required and one.shape == "scalar" for one in root.children):
        with pytest.raises(AuditError) as error:
            spec.run(plain(root), document.library)
        path = error.value.params["path"]
        assert any(node.path == path for node in root.walk())


def test_numbers_are_read_as_everywhere() -> None:
    root = outline(METHODS["economics"])
    child(root, "investment").write("１.２万")
    child(root, "life_years").write("")
    assert plain(root)["investment"] == 12_000  # type: ignore[index]
    with pytest.raises(AuditError):
        child(root, "annual_saving").write("many")


def test_lists_grow_and_shrink() -> None:
    root = outline(METHODS["cash_flow"], {"flows": [-100, 60, 60], "rate": 0.1})
    flows = child(root, "flows")
    flows.add().write("60")
    flows.children[1].remove()
    assert plain(root) == {"flows": [-100, 60, 60], "rate": 0.1}
    assert flows.children[2].path == "flows[2]"


def test_an_optional_structure_left_empty_is_left_out() -> None:
    root = outline(
        METHODS["discharge_limit"], {"measured": {"value": 5, "unit": "mg/L"}, "limit": {"unit": "mg/L"}}
    )
    assert "drainage" not in plain(root)  # type: ignore[operator]


def test_a_system_is_an_id_or_the_system_itself() -> None:
    assert child(outline(METHODS["grade"], {"system": "x", "values": {}}), "system").shape == "scalar"
    system = {"groups": [{"name": "g", "weight": 1, "indicators": []}]}
    assert child(outline(METHODS["grade"], {"system": system, "values": {}}), "system").shape == "object"
