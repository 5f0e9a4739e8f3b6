"""Rules over the data: enough of them, and at least one of each kind reviewers and offices look for.

That each rule fires on one example and not on another is tried by lint; here stands which rule answers to which kind.
"""

from __future__ import annotations

import pytest

from tests.builders import library

KINDS = {
    "ranges by industry": "energy_limit_slip limit_item_unit_slip grade_other_industry energy_over_limit",
    "sums": "energy_parts_by_line energy_parts_by_use products_parts_by_line energy_share_sum indicator_weights",
    "year-on-year jumps": "energy_jump materials_jump water_jump products_jump pollutant_jump",
    "slips of a thousand against intensity": "energy_unit_slip materials_unit_slip water_unit_slip waste_unit_slip "
    "pollutant_unit_slip products_capacity_slip indicator_thousandfold monitoring_unit_slip",
    "capacity and hours against output": "output_beyond_hours products_over_capacity",
    "invoice or reading against meter": "energy_meter_differs water_meter_differs meter_runs_backward water_submeters",
    "discharges by four sources": "discharge_spread discharge_spread_unexplained discharge_sources_few",
    "dates in order": "audit_dates_order basis_document_after_training training_after_measuring plan_order "
    "measuring_ends_before_start option_schedule_order declaration_order application_late",
    "limits": "monitoring_exceeds pollutant_over_permit goal_beyond_law outcome_over_limit",
    "closures": "balance_not_closed water_submeters_far waste_ledger_open energy_chain_broken",
    "closures of exactly nought": "balance_exactly_zero",
    "editions": "option_measured_too_early option_expected_too_late option_still_planned comparison_edition_differs "
    "grading_old_scheme limit_item_superseded energy_factor_superseded",
    "one figure, one home (consistency before printing)": "output_beyond_hours water_balance_differs funding_differs "
    "effect_differs_from_records option_split option_without_origin goal_unanswered contribution_missing",
    "money": "effect_benefit_twice effect_counted_twice overlap_missing prices_vat_mixed option_payback_slip",
}


def test_there_are_more_rules_than_anybody_would_check_by_hand() -> None:
    assert len(library().checks) >= 150
    assert {check.severity for check in library().checks.values()} == {"error", "warning", "hint"}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_rules(kind: str) -> None:
    for code in KINDS[kind].split():
        check = library().checks[code]
        assert {example.fires for example in check.examples} == {True, False}, code
        for text in (check.message, check.fix):
            assert text.zh
            assert text.en
            assert text.zh != text.en
