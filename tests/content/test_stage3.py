"""Stage 3 on the sample: records feed streams, units say whether they were tested, losses ask for causes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.model.edit import AddRow, DeleteRow, Edit, SetValue
from desktop.model.result import Num
from tests.builders import sample
from tests.content.slips import amount, assert_found_and_undone


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = sample("aluminium", tmp_path_factory.mktemp("stage3") / "sample.qsa")
    yield made
    made.close()


def _tonnes(document: Document, path: str) -> float:
    value = document.value(path)
    assert isinstance(value, Num), f"{path}: {value}"
    return value.value / 1000


def test_records_of_a_point_add_up_in_its_unit_and_become_the_stream(document: Document) -> None:
    more = {
        "point": "mp-02",
        "day": "2026-03-12",
        "unit": "kg",
        "quantity": amount("500", "kg"),
        "record": "x",
    }
    document.record([AddRow("measurements", more, row="extra")])
    assert _tonnes(document, "measuring_points[mp-02].total") == pytest.approx(35.7 + 0.5)
    assert _tonnes(document, "streams[mb72-in-2].used") == pytest.approx(35.7 + 0.5)
    assert _tonnes(document, "balances[mb72].sum_in") == pytest.approx(5144.2 + 0.5)
    document.undo()


def test_a_stream_without_records_takes_the_quantity_typed(document: Document) -> None:
    document.record([SetValue("streams[mb72-in-5].amount", amount("193", "t"))])
    assert _tonnes(document, "streams[mb72-in-5].used") == pytest.approx(193)
    document.undo()


def test_an_element_is_stream_times_content(document: Document) -> None:
    document.record([SetValue("streams[fb-out-3].content", amount("20", "%"))])
    assert _tonnes(document, "streams[fb-out-3].used") == pytest.approx(1740 * 0.20)
    document.undo()


def test_a_component_of_a_record_is_quantity_times_content(document: Document) -> None:
    water = {"point": "mp-01", "day": "2026-03-12", "unit": "m3", "quantity": amount("40", "m3"), "record": "x",
             "component": "F", "content_unit": "mg/L", "content": amount("25", "mg/L")}  # fmt: skip
    document.record([AddRow("measurements", water, row="water")])
    found = document.value("measurements[water].component_amount")
    assert isinstance(found, Num)
    assert found.value == pytest.approx(1.0)  # kg: 40 m3 of 25 g/m3
    document.undo()


def test_a_unit_with_consumption_by_difference_is_not_testable(document: Document) -> None:
    assert document.value("water_units[u-w6].verdict") == "not testable"
    measured = [SetValue("water_units[u-w6].consumed_basis", "measured")]
    document.record([*measured, SetValue("water_units[u-w6].drained", amount("2", "千m3"))])
    assert document.value("water_units[u-w6].verdict") == "not closed"
    document.undo()


def test_the_assessment_knows_the_expected_balance_and_not_the_achieved(document: Document) -> None:
    assert "wexp" in document.rows("balances", "after_shown")
    assert "wach" not in document.rows("balances")
    assert document.rows("balances", "present") == ("mb72", "mbc", "fb", "elb", "eb", "wb", "wo")


def test_what_is_bought_is_priced_once(document: Document) -> None:
    document.record([SetValue("materials[m2].price", amount("9100", "元/t"))])
    found = document.value("prices[alf3].used")
    assert isinstance(found, Num)
    assert found.value == pytest.approx(9.1)  # yuan per kilogram
    document.undo()


def test_common_use_is_divided_by_the_basis_stated(document: Document) -> None:
    rows = [
        AddRow(
            "allocations",
            {"energy": "e3a", "line": line, "basis": "output", "weight": amount(output, "")},
            row=line,
        )
        for line, output in (("line-1", "123700"), ("line-2", "124800"))
    ]
    document.record(rows)
    found = document.value("allocations[line-1].amount@2025")
    assert isinstance(found, Num)
    assert found.value == pytest.approx(69100000 * 123700 / 248500)
    document.undo()


def test_several_products_become_one_standard_product(document: Document) -> None:
    document.record(
        [
            SetValue("products[p1].equivalent_factor", 1),
            SetValue("products[p4].equivalent_factor", "1.05"),
        ]
    )
    found = document.value("summary.equivalent_output@2025")
    assert isinstance(found, Num)
    assert found.value == pytest.approx(248500 + 1.05 * 129220)
    document.undo()


SLIPS: list[tuple[str, list[Edit], str, str]] = [
    (
        "a record outside its period",
        [SetValue("measurements[mr-01].day", "2026-04-01")],
        "record_outside_period",
        "measurements[mr-01].day",
    ),
    (
        "a point that starts a day late",
        [SetValue("measuring_points[mp-03].start", "2026-03-11")],
        "measuring_periods_differ",
        "measuring_points[mp-03].start",
    ),
    (
        "a day is no cycle",
        [SetValue("measuring_points[mp-03].hours", amount("24", "h"))],
        "measuring_too_short",
        "measuring_points[mp-03].hours",
    ),
    (
        "read after the certificate ended",
        [
            SetValue("meters[mt-05].valid_to", "2025-06-30"),
            SetValue("meters[mt-05].read_end_on@2025", "2025-12-31"),
        ],
        "meter_invalid_when_read",
        "meters[mt-05].read_end_on@2025",
    ),
    (
        "no element balance",
        [SetValue("balances[fb].kind", "material")],
        "element_balance_missing",
        "balances.kind",
    ),
    (
        "a cause without an option",
        [SetValue("causes[ca-5].options", None)],
        "cause_no_option",
        "causes[ca-5].no_option",
    ),
    (
        "a loss nobody analysed",
        [DeleteRow("causes[ca-5]")],
        "loss_without_cause",
        "streams[fb-out-3].share",
    ),
    (
        "more out than in",
        [
            SetValue("energy_nodes[en-grid].whole", False),
            SetValue("energy_nodes[en-grid].supplied_typed", amount("331568.36", "万kWh")),
            SetValue("energy_nodes[en-grid].effective_typed", amount("340000", "万kWh")),
        ],
        "energy_efficiency_over",
        "energy_nodes[en-grid].efficiency",
    ),
    (
        "a water unit forgotten",
        [DeleteRow("water_units[u-w3]")],
        "water_units_total",
        "balances[wb].sum_in",
    ),
    (
        "more than the hours allow",
        [
            SetValue("products[p1].hourly", amount("25", "")),
            SetValue("products[p1].run_hours@2025", amount("8760", "h")),
        ],
        "output_beyond_hours",
        "products[p1].output@2025",
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda one: one[0])
def test_a_slip_of_stage_three_is_found_where_it_was_made(
    document: Document, slip: tuple[str, list[Edit], str, str]
) -> None:
    _, edits, code, path = slip
    assert_found_and_undone(document, edits, f"{code}:{path}")
