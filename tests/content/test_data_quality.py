"""Uncertainty carried through sums and quotients, by hand: roots of sums of squares; none where a member has none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.document.document import Document
from desktop.model.edit import SetValue
from tests.builders import sample
from tests.content.figures import computed

# per cent of each energy row that counts, and its tonnes of standard coal in 2025 (sample_aluminium.json)
ENERGY = {
    "e1": (1, 396596.28), "e3a": (2, 8492.39), "e3b": (2, 1204.42), "e3c": (3, 718.97), "e3d": (3, 485.46),
    "e4": (2, 6279.60), "e5": (5, 1448.36),
}  # fmt: skip


@pytest.fixture
def smelter(tmp_path: Path) -> Iterator[Document]:
    made = sample("aluminium", tmp_path / "sample.qsa")
    yield made
    made.close()


def percent(place: str, value: float) -> SetValue:
    return SetValue(place, {"value": str(value), "unit": "%"})


def test_energy(smelter: Document) -> None:
    assert smelter.shown("data_quality.energy_spread", "zh").value is None
    smelter.record([percent(f"energy[{row}].uncertainty", half) for row, (half, _) in ENERGY.items()])
    smelter.record([percent("products[p1].uncertainty", 0.5)])
    spread = math.sqrt(sum((tce * half / 100) ** 2 for half, tce in ENERGY.values()))
    assert computed(smelter, "data_quality.energy_spread", "tce") == pytest.approx(spread, abs=0.01)
    share = spread / 415225.47 * 100
    assert computed(smelter, "data_quality.energy_uncertainty", "%") == pytest.approx(share, abs=1e-4)
    intensity = math.hypot(share, 0.5)
    assert computed(smelter, "data_quality.energy_intensity", "%") == pytest.approx(intensity, abs=1e-4)
    smelter.record([SetValue("energy[e5].uncertainty", None)])
    assert smelter.shown("data_quality.energy_spread", "zh").value is None, "diesel has none: no total"


def test_emissions_take_quantity_and_factor(smelter: Document) -> None:
    """Diesel: 5 % of its quantity, from the energy row, and 3 % of its factor: 5.83 % of 3 077.3 t."""
    smelter.record(
        [percent("energy[e5].uncertainty", 5), percent("emission_sources[gh-diesel].factor_uncertainty", 3)]
    )
    place = "emission_sources[gh-diesel]"
    assert computed(smelter, f"{place}.combined_uncertainty", "%") == pytest.approx(math.hypot(5, 3))
    found = computed(smelter, f"{place}.variance", "")
    assert math.sqrt(found) == pytest.approx(3077.3 * math.hypot(0.05, 0.03), rel=1e-4)
    assert smelter.shown("data_quality.carbon_spread", "zh").value is None
