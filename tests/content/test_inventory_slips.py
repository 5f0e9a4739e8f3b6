"""Slips in energy, water and discharges are told with the place they stand at, never a traceback or a silent nought."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.model.answer import Json
from desktop.model.edit import SetValue
from desktop.model.errors import RefusedError
from desktop.model.result import Num
from tests.builders import sample


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = sample("aluminium", tmp_path_factory.mktemp("slips") / "sample.qsa")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("energy[e5].amount@2025", ("-994", "t"), "energy_negative"),
        ("products[p2].output@2025", ("-1", "t"), "products_negative"),
        ("energy_sources[s-grid].amount@2025", ("-1", "万kWh"), "energy_source_negative"),
        ("energy[e4].factor", ("13.3", "kgce/m3"), "energy_factor_range"),
        ("emission_sources[gh-diesel].heating_value@2025", ("42652", "GJ/t"), "carbon_heating_value_range"),
        ("monitoring[a1-2].oxygen", ("21", "%"), "monitoring_oxygen_impossible"),
    ],
)
def test_a_figure_that_cannot_be_is_told_at_its_place(
    document: Document, place: str, value: tuple[str, str], code: str
) -> None:
    assert code not in {one.code for one in document.problems() if one.path == place}
    typed: Json = {"value": value[0], "unit": value[1]}
    document.record([SetValue(place, typed)])
    assert code in {one.code for one in document.problems() if one.path == place}
    document.undo()


def test_electricity_of_the_same_supply_counts_once(document: Document) -> None:
    same: Json = {"value": "322698.36", "unit": "万kWh"}
    document.record([SetValue("energy[e2].memo", False), SetValue("energy[e2].amount@2025", same)])
    found = {one.path for one in document.problems() if one.code == "energy_electricity_twice"}
    assert found == {"energy[e1].amount@2025", "energy[e2].amount@2025"}
    document.undo()


def test_without_output_there_is_no_specific_figure(document: Document) -> None:
    nought: Json = {"value": "0", "unit": "t"}
    months = [f"products[p1].output@2025-{month:02d}" for month in range(1, 13)]
    document.record([SetValue(place, nought) for place in months])
    codes = {one.code for one in document.problems()}
    assert {"products_zero_output", "carbon_no_denominator", "limit_item_zero_output"} <= codes
    assert not isinstance(document.value("carbon_account.per_product@2025"), Num)
    document.undo()


def test_an_unknown_carrier_is_refused(document: Document) -> None:
    with pytest.raises(RefusedError):
        document.record([SetValue("energy[e5].carrier", "dilithium")])
