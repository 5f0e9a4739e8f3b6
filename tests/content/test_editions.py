"""The edition of a factor is chosen by the data year: carbon_factors.json (defaults of the anode of aluminium
electrolysis) and energy_factors.json (fresh water, "edition trap"); what is wrong in editions is told by lint."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.calc import run_method
from desktop.content.editions import edition
from desktop.content.findings import Findings
from desktop.content.library import Library, load_base
from desktop.content.lint_editions import lint_editions


@pytest.fixture(scope="module")
def library() -> Library:
    return load_base()


def carbon(library: Library, year: int, *items: dict[str, Any]) -> Any:
    return run_method("carbon", {"items": list(items), "year": year}, library).values


@pytest.mark.parametrize(
    ("year", "key", "factor", "standing"),
    [
        (2014, "anode_default_2013", 1.503, "recalled"),
        (2023, "anode_default_2013", 1.503, "recalled"),
        (2024, "anode_default", 1.4708, "secondhand"),
        (2025, "anode_default", 1.4708, "secondhand"),
    ],
)
def test_anode_default_of_the_year(
    library: Library, year: int, key: str, factor: float, standing: str
) -> None:
    for name in ("anode_default", "anode_default_2013"):
        values = carbon(library, year, {"kind": "process", "name": name, "quantity": 1000, "unit": "t"})
        (found,) = values["items"]
        assert (found["name"], found["factor"], found["standing"]) == (key, factor, standing)
        assert found["tCO2e"] == pytest.approx(1000 * factor)
        assert "calc.other_edition" not in [one["code"] for one in values["notes"]]


def test_a_year_before_every_edition_says_so(library: Library) -> None:
    item = {"kind": "fuel", "name": "diesel", "quantity": 1, "unit": "t"}
    values = carbon(library, 2010, item)
    assert [(one["code"], one["about"]) for one in values["notes"]] == [("calc.other_edition", "items[0]")]
    assert "2010" in values["notes"][0]["zh"]
    assert "2013—2015" in values["notes"][0]["en"]
    assert values["total"] == carbon(library, 2020, item)["total"]


@pytest.mark.parametrize(("year", "factor"), [(2020, 0.0857), (2021, 0.2571), (2025, 0.2571), (None, 0.2571)])
def test_fresh_water_by_edition(library: Library, year: int | None, factor: float) -> None:
    payload: dict[str, Any] = {
        "items": [{"carrier": "新水", "quantity": 1000, "unit": "t", "flow": "purchased"}]
    }
    if year is not None:
        payload["year"] = year
    values = run_method("coal_equivalent", payload, library).values
    assert values["items"][0]["tce_equal"] == pytest.approx(factor)


def test_people_choose_factors_not_editions(library: Library) -> None:
    process = library.column("emission_sources", "process")
    offered = library.allowed(process)  # type: ignore[arg-type]  # a choice column
    assert "anode_default" in offered
    assert "anode_default_2013" not in offered


def test_the_latest_edition_begun_counts_where_none_is_in_force(library: Library) -> None:
    rows = library.reference("coal_equivalent")
    assert edition(rows, "steam_lp_legacy", 2025) == edition(rows, "steam_lp_legacy", 2030)
    assert not edition(rows, "steam_lp_legacy", 2025).in_force
    assert edition(rows, "steam_lp_legacy", 2019).in_force


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"valid_to": ""}, "content.editions_overlap"),
        ({"valid_to": "2024"}, "content.editions_overlap"),
        ({"valid_to": "2024-01-01"}, "content.editions_overlap"),
        ({"edition_of": "anode"}, "content.edition_unknown"),
        ({"edition_of": "anode_default_2013"}, "content.edition_unknown"),
        ({}, None),
    ],
)
def test_planted_in_editions(library: Library, change: dict[str, str], code: str | None) -> None:
    references = tuple(
        one
        if one.id != "process_factors"
        else msgspec.structs.replace(
            one, rows={**one.rows, "anode_default_2013": {**one.rows["anode_default_2013"], **change}}
        )
        for one in library.data.references
    )
    findings = Findings({})
    lint_editions(Library(msgspec.structs.replace(library.data, references=references)), findings)
    assert [fault.code for fault in findings.faults] == ([code] if code else [])


def test_constants_stand_in_the_table_and_nowhere_else(library: Library) -> None:
    """Every constant the methods ask for is there, and none stands there for nothing."""
    code = "\n".join(
        path.read_text("utf-8") for path in (Path(__file__).parents[2] / "desktop" / "calc").glob("*.py")
    )
    asked = set(re.findall(r'(?:constant\([^,()]+(?:\([^)]*\))?, |threshold\()f?"([a-z0-9_{}]+)"', code))
    patterns = [re.sub(r"\{[a-z]+\}", "[a-z0-9_]+", one) for one in asked]
    rows = library.reference("method_constants").rows
    assert {key for key in rows if not any(re.fullmatch(one, key) for one in patterns)} == set()
    assert [one for one in asked if "{" not in one and one not in rows] == []
    for figure in ("0.143", "0.034", "29307.6", "0.95"):
        assert not re.search(
            rf"(?<![\d.]){re.escape(figure)}(?!\d)", re.sub(r'""".*?"""|#.*|"[^"\n]*"', "", code, flags=re.S)
        ), figure
