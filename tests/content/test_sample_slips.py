"""What people get wrong, typed into the aluminium sample: the right rule fires there, and goes with undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.model.edit import AddRow, DeleteRow, Edit, SetValue
from tests.builders import sample
from tests.content.slips import amount, assert_found_and_undone


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    made = sample("aluminium", tmp_path_factory.mktemp("slips") / "sample.qsa")
    yield made
    made.close()


SLIPS: list[tuple[str, list[Edit], str, str]] = [
    (
        "kWh typed as 万kWh",
        [SetValue("energy[e1].amount@2025", amount("3226983600", "万kWh"))],
        "energy_unit_slip",
        "energy[e1].specific@2025",
    ),
    (
        "kWh typed as 万kWh against the limit",
        [SetValue("energy[e1].amount@2025", amount("3226983600", "万kWh"))],
        "energy_limit_slip",
        "energy[e1].specific@2025",
    ),
    (
        "13 400 kWh/t",
        [SetValue("energy[e1].amount@2025", amount("333000", "万kWh"))],
        "energy_over_limit",
        "energy[e1].specific@2025",
    ),
    (
        "lines no longer add up",
        [SetValue("energy[e1].amount@2024", amount("310986.25", "万kWh"))],
        "energy_parts_by_line",
        "energy[e1].amount@2024",
    ),
    (
        "sources no longer add up",
        [SetValue("energy_sources[s-grid].amount@2023", amount("272000", "万kWh"))],
        "energy_sources_total",
        "energy_sources.amount@2023",
    ),
    (
        "gas jumps without a word",
        [SetValue("energy[e5].amount@2025", amount("1300", "t"))],
        "energy_jump",
        "energy[e5].specific@2025",
    ),
    (
        "two conventions",
        [SetValue("energy[e3d].factor", amount("0.3", "kgce/kWh"))],
        "energy_convention_mixed",
        "energy[e3d].factor",
    ),
    (
        "a meter misread",
        [SetValue("meters[mt-05].reading_end@2025", amount("4200", "kWh"))],
        "energy_meter_differs",
        "energy[e3b].amount@2025",
    ),
    (
        "negative mass",
        [SetValue("measurements[mr-02].quantity", amount("-35.7", "t"))],
        "stream_negative",
        "streams[mb72-in-2].used",
    ),
    (
        "a stream forgotten",
        [DeleteRow("streams[mb72-in-5]")],
        "balance_more_out",
        "balances[mb72].closure",
    ),
    (
        "metal in kg",
        [SetValue("measurements[mr-05].quantity", amount("2036500", "t"))],
        "stream_larger_than_input",
        "streams[mb72-out-1].used",
    ),
    (
        "nine per cent lost",
        [SetValue("measurements[mr-05].quantity", amount("1600", "t"))],
        "balance_not_closed",
        "balances[mb72].closure",
    ),
    (
        "a second leader",
        [SetValue("team[pe-2].role", "leader")],
        "team_one_leader",
        "team.role",
    ),
    (
        "nobody from finance",
        [DeleteRow("team[pe-4]")],
        "team_no_finance",
        "team.function",
    ),
    (
        "too many hours",
        [SetValue("team[pe-3].hours", amount("2600", "h"))],
        "constraint",
        "team[pe-3].hours",
    ),
    (
        "a weight of eleven",
        [SetValue("factors[f1].weight", amount("11", ""))],
        "factor_weight_range",
        "factors[f1].weight",
    ),
    (
        "the casthouse instead",
        [SetValue("focuses[focus-1].candidate", "c2")],
        "focus_misses_listing",
        "focuses.candidate",
    ),
    (
        "a high-cost option already measured",
        [SetValue("option_effects[zg4-1].basis@assessment", "measured")],
        "option_measured_too_early",
        "options[zg4].status@assessment",
    ),
    (
        "an option that does not pay",
        [SetValue("options[zg3].status@assessment", "feasible")],
        "option_npv_negative",
        "options[zg3].status@assessment",
    ),
    (
        "yuan for 10k yuan",
        [SetValue("options[zg4].investment@assessment", amount("860", "元"))],
        "option_payback_slip",
        "options[zg4].investment@assessment",
    ),
    (
        "the wrong class",
        [SetValue("options[zg5].cost_class", "low")],
        "option_class_differs",
        "options[zg5].cost_class",
    ),
    (
        "the overlap forgotten",
        [DeleteRow("overlaps[adj1]")],
        "overlap_missing",
        "energy[e1].name",
    ),
    (
        "another power price",
        [
            SetValue("option_effects[zg1-1].tariff", None),
            SetValue("option_effects[zg1-1].price_unit", "元/kWh"),
            SetValue("option_effects[zg1-1].price", amount("0.52", "元/kWh")),
        ],
        "effect_price_differs",
        "option_effects[zg1-1].price",
    ),
    (
        "a saving above the consumption",
        [SetValue("option_effects[wd12-1].quantity@assessment", amount("1800", "t"))],
        "effect_exceeds_use",
        "option_effects[wd12-1].quantity@assessment",
    ),
    (
        "0.98 for 98 %",
        [SetValue("products[p4].pass_rate@2025", amount("0.98", "%"))],
        "products_pass_rate_fraction",
        "products[p4].pass_rate@2025",
    ),
    (
        "tonnes for 万t",
        [SetValue("products[p1].capacity", amount("25", "t"))],
        "products_capacity_slip",
        "products[p1].output@2025",
    ),
    (
        "a second denominator",
        [SetValue("products[p4].is_base", True)],
        "products_two_bases",
        "products.is_base",
    ),
    (
        "an assessment before the report",
        [SetValue("audit.assessed_on", "2026-04-30")],
        "audit_dates_order",
        "audit.listed_on",
    ),
    (
        "published after two months",
        [SetValue("publications[pub-1].on", "2026-03-10")],
        "audit_published_late",
        "publications[pub-1].on",
    ),
    (
        "8 % as a fraction",
        [SetValue("audit.discount_rate", amount("0.08", "%"))],
        "audit_discount_fraction",
        "audit.discount_rate",
    ),
    (
        "an annual figure beside its months",
        [SetValue("energy[e3b].amount@2025", amount("990", "万kWh"))],
        "months_differ",
        "energy[e3b].amount@2025",
    ),
    (
        "an option without any effect",
        [AddRow("options", {"code": "ZG9", "name": "新方案", "cost_class": "medium"}, row="zg9")],
        "option_without_effect",
        "options[zg9].name",
    ),
]


@pytest.mark.parametrize(
    ("edits", "code", "place"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS]
)
def test_a_slip_is_found_and_goes_with_undo(
    document: Document, edits: list[Edit], code: str, place: str
) -> None:
    assert_found_and_undone(document, edits, f"{code}:{place}")
