"""What the environmental tables conclude from the aluminium sample, and what they refuse to conclude."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Edit, SetValue
from desktop.model.result import NA, Num
from tests.builders import sample

EACH: dict[str, Json] = {
    "unit": "mg/L",
    "limit": {"value": "1", "unit": "mg/L"},
    "limit_statistic": "day",
    "outlet": "dw001",
}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = sample("aluminium", tmp_path_factory.mktemp("environment") / "sample.qsa")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("row", "verdict", "hindrance"),
    [
        ("a1-2", "complies", None),  # 2.61 against 3.0 mg/m3, both hourly
        ("a2-1", "complies", None),  # 13.2 against 20 µg/m3
        ("a3-2", "complies", None),  # 58.4 against 100
        ("a5-2", "complies", None),  # 7.3 against 10
        ("a11-1", "complies", None),  # 84.8 against 200
        ("a12-1", "complies", None),  # 10.9 against 50
        ("a1-1", "undetermined", "averaged"),  # a year's average of hourly means
        ("a3-1", "undetermined", "unlike"),  # daily means against an hourly limit
        ("a5-1", "undetermined", "unlike"),
        ("a13-1", "undetermined", "averaged"),
        ("a14-1", "undetermined", "averaged"),
    ],
)
def test_only_like_is_compared_with_like(
    document: Document, row: str, verdict: str, hindrance: str | None
) -> None:
    assert document.value(f"monitoring[{row}].verdict") == verdict
    found = document.value(f"monitoring[{row}].hindrance")
    assert isinstance(found, NA) if hindrance is None else found == hindrance


@pytest.mark.parametrize(
    ("name", "values", "verdict"),
    [
        ("over", {"value": "1.2", "statistic": "day"}, "exceeds"),
        ("at", {"value": "1", "statistic": "day"}, "complies"),
        ("other statistic", {"value": "1.2", "statistic": "single"}, "undetermined"),
        ("statistic not said", {"value": "1.2"}, "undetermined"),
        ("fault", {"value": "1.2", "statistic": "day", "flags": ["fault"]}, "undetermined"),
        ("below detection", {"value": "0.5", "statistic": "day", "flags": ["below_detection"]}, "complies"),
        ("detection above", {"value": "2", "statistic": "day", "flags": ["below_detection"]}, "undetermined"),
        (
            "drainage doubles it",
            {"value": "0.6", "statistic": "day", "drainage": "2", "drainage_base": "1"},
            "exceeds",
        ),
        (
            "little drainage leaves it",
            {"value": "0.6", "statistic": "day", "drainage": "0.5", "drainage_base": "1"},
            "complies",
        ),
        (
            "to 10 % oxygen",  # 0.8 · (21 − 10)/(21 − 13) = 1.1
            {"value": "0.8", "statistic": "day", "oxygen": "13", "oxygen_reference": "10"},
            "exceeds",
        ),
        ("no oxygen", {"value": "0.8", "statistic": "day", "oxygen_reference": "10"}, "undetermined"),
    ],
)
def test_a_value_is_judged_after_conversion(
    document: Document, name: str, values: dict[str, Json], verdict: str
) -> None:
    units = {
        "value": "mg/L",
        "drainage": "m3/t",
        "drainage_base": "m3/t",
        "oxygen": "%",
        "oxygen_reference": "%",
    }
    typed: dict[str, Json] = {
        key: {"value": value, "unit": units[key]} if key in units else value for key, value in values.items()
    }
    _record(document, [AddRow("monitoring", {**EACH, "substance": name, **typed}, row="tried")])
    assert document.value("monitoring[tried].verdict") == verdict
    document.undo()


def test_ph_has_two_sides(document: Document) -> None:
    for value, verdict in (("5.8", "exceeds"), ("7.2", "complies"), ("9.4", "exceeds")):
        row: dict[str, Json] = {
            key: {"value": found, "unit": "pH"}
            for key, found in (("value", value), ("limit", "9"), ("limit_low", "6"))
        }
        _record(
            document,
            [
                AddRow(
                    "monitoring",
                    {**EACH, **row, "unit": "pH", "substance": "pH", "statistic": "day"},
                    row="tried",
                )
            ],
        )
        assert document.value("monitoring[tried].verdict") == verdict
        document.undo()


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ("a3", "within"),  # 536.5 t of 650 t
        ("a5", "within"),  # 65.0 t of 120 t
        ("a1", "no_amount"),  # the permit sets concentrations only
        ("a13", "undetermined"),  # only a total of the EIA approval
        ("a2", "undetermined"),  # nothing said about a permitted total
    ],
)
def test_not_applicable_is_not_a_gap(document: Document, row: str, verdict: str) -> None:
    assert document.value(f"pollutants[{row}].total_verdict@2025") == verdict


def test_every_ledger_closes(document: Document) -> None:
    for row in ("s1", "s2", "s3", "s4", "s7", "s8", "s9", "s10"):
        difference = document.value(f"wastes[{row}].ledger_difference@2025")
        assert isinstance(difference, Num), row
        assert abs(difference.value) < 1e-6, row


def test_goals_are_met_in_both_editions(tmp_path_factory: pytest.TempPathFactory, document: Document) -> None:
    folder = tmp_path_factory.mktemp("goals")
    accepted = sample("aluminium", folder / "acceptance.qsa", edition="acceptance")
    for row in ("g1", "g2", "g3", "g4", "g5", "g6"):
        assert document.value(f"goals[{row}].reachable") is True, row
        assert isinstance(document.value(f"goals[{row}].met"), NA), row
        assert accepted.value(f"goals[{row}].met") is True, row
    accepted.close()


def test_four_sources_side_by_side(document: Document) -> None:
    amounts = {"permit_report": "536.5", "tax_declaration": "671", "own_records": "530"}
    values: dict[str, Json] = {"name": "二氧化硫", "pollutant": "a3"}
    values |= {f"{key}@2025": {"value": value, "unit": "t"} for key, value in amounts.items()}
    _record(document, [AddRow("discharge_sources", values, row="so2")])
    spread = document.value("discharge_sources[so2].spread@2025")
    assert isinstance(spread, Num)
    assert spread.value == pytest.approx((671 - 530) / 536.5)
    assert "discharge_spread" in {problem.code for problem in document.problems()}
    kilograms: Json = {"value": "536500", "unit": "kg"}
    _record(document, [SetValue("discharge_sources[so2].tax_declaration@2025", kilograms)])
    assert "discharge_spread" not in {problem.code for problem in document.problems()}
    document.undo()
    document.undo()


def _record(document: Document, edits: list[Edit]) -> None:
    document.record(edits, label="test")
