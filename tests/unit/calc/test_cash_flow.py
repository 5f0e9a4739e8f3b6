"""Cash flows: vectors of method_and_worksheets.md 3.9, and rates of flows that are not ordinary."""

from __future__ import annotations

import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.calc.rates import rate_status
from desktop.model.errors import AuditError


def test_annuity_example(run) -> None:
    """3.9 [5]: I = 150, F = 32.5, ten years, 5 %."""
    values = run("cash_flow", flows=[-150, *[32.5] * 10], rate=0.05).values
    assert values["NPV"] == pytest.approx(100.9564, abs=5e-5)
    assert values["IRR"] == pytest.approx(0.172570, abs=5e-7)
    assert values["irr_status"] == "unique"
    assert values["MIRR"] is None
    assert [note["about"] for note in values["notes"]] == ["MIRR"]


def test_year_nought_is_not_discounted(run) -> None:
    assert run("cash_flow", flows=[-100, 110], rate=0.1).values["NPV"] == pytest.approx(0, abs=1e-12)


def test_mirr_as_spreadsheets_document_it(run) -> None:
    """Microsoft's own example of MIRR: 120 000 borrowed at 10 %, five years, reinvested at 12 %: 12.61 %."""
    flows = [-120000, 39000, 30000, 21000, 37000, 46000]
    values = run("cash_flow", flows=flows, rate=0.1, finance_rate=0.1, reinvest_rate=0.12).values
    assert values["MIRR"] == pytest.approx(0.126094, abs=5e-7)


@pytest.mark.parametrize(
    ("flows", "status", "irr"),
    [
        ([-100, 230, -132], "multiple", None),  # 10 % and 20 %
        ([-100, 220, -121], "multiple", None),  # 10 % twice
        ([-100, 150, -60], "none", None),  # no real root
        ([-100, 330, -362, 132.0], "multiple", None),
        ([100, 50], "none", None),
        ([-100, -50], "none", None),
        ([0, 0, 0], "none", None),
        ([-5], "none", None),
        ([-100, 60, -10, 70], "unique", 0.0937),  # three changes, one root
        ([0, -100, 110], "unique", 0.1),
        ([100, -110], "unique", 0.1),
        ([-1600, 10000, -10000], "multiple", None),  # 25 % and 400 %, Lorie and Savage's oil pump
    ],
)
def test_rate_status(run, flows: list[float], status: str, irr: float | None) -> None:
    values = run("cash_flow", flows=flows, rate=0.1).values
    assert values["irr_status"] == status
    if irr is None:
        assert values["IRR"] is None
        assert "IRR" in {note["about"] for note in values["notes"]}
    else:
        assert values["IRR"] == pytest.approx(irr, abs=5e-5)
        worth = sum(flow / (1 + values["IRR"]) ** year for year, flow in enumerate(flows))
        assert worth == pytest.approx(0, abs=1e-6)


def test_a_searched_rate_says_that_it_has_no_formula(run) -> None:
    result = run("cash_flow", flows=[-100, 60, -10, 70], rate=0.1)
    step = result.step("IRR")
    assert step is not None
    assert (step.expression, step.note) == ("", "calc.irr_by_search")


@pytest.mark.parametrize(
    ("payload", "path"),
    [
        ({"flows": [], "rate": 0.1}, "flows"),
        ({"flows": [1, "2"], "rate": 0.1}, "flows[1]"),
        ({"flows": [1, float("inf")], "rate": 0.1}, "flows[1]"),
        ({"flows": [1, 10**400], "rate": 0.1}, "flows[1]"),
        ({"flows": [1], "rate": -1}, "rate"),
        ({"flows": [1]}, "rate"),
        ({"flows": [0] * 200, "rate": 0}, "flows"),
        ({"flows": {"0": 1}, "rate": 0}, "flows"),
        ([1, 2], "$"),
        (None, "$"),
    ],
)
def test_bad_input(run, library, payload: object, path: str) -> None:
    from desktop.calc import run_method

    with pytest.raises(AuditError) as error:
        run_method("cash_flow", payload, library)
    assert error.value.params["path"] == path


flow_lists = st.lists(st.integers(-1000, 1000), min_size=2, max_size=12)
rates = st.floats(-0.5, 2)


@given(flow_lists, st.data(), rates)
def test_npv_is_linear(run, flows: list[int], data: st.DataObject, rate: float) -> None:
    others = data.draw(st.lists(st.integers(-1000, 1000), min_size=len(flows), max_size=len(flows)))
    npv = lambda values: run("cash_flow", flows=values, rate=rate).values["NPV"]  # noqa: E731
    both = [one + 3 * other for one, other in zip(flows, others, strict=True)]
    size = sum((abs(one) + 3 * abs(other)) for one, other in zip(flows, others, strict=True)) * 2.0 ** len(
        flows
    )
    assert npv(both) == pytest.approx(npv(flows) + 3 * npv(others), abs=1e-9 * size + 1e-9)


@given(flow_lists)
def test_a_reported_rate_leaves_nothing_and_is_the_only_one(run, flows: list[int]) -> None:
    values = run("cash_flow", flows=flows, rate=0).values
    if values["IRR"] is None:
        assert values["irr_status"] != "unique"
        return
    terms = [flow / (1 + values["IRR"]) ** year for year, flow in enumerate(flows)]
    assert sum(terms) == pytest.approx(0, abs=1e-6 * sum(map(abs, terms)))


@given(st.lists(st.floats(-0.4, 1.5), min_size=2, max_size=4))
def test_flows_made_from_known_rates_are_counted(roots: list[float]) -> None:
    """Π (x − 1/(1+r)) has exactly these rates; rounded to decimals that keep them apart."""
    spread = sorted({round(root, 1) for root in roots})
    assume(len(spread) == len(roots) >= 2)
    flows = [1.0]
    for rate in spread:  # multiply by (x·(1 + rate) − 1)
        flows = [
            (flows[at - 1] * (1 + rate) if at else 0) - (flows[at] if at < len(flows) else 0)
            for at in range(len(flows) + 1)
        ]
    assert rate_status([round(flow, 6) for flow in flows]) == "multiple"


@given(st.lists(st.floats(1, 1000), min_size=1, max_size=20), st.floats(0.2, 3))
def test_ordinary_flows_agree_with_pyxirr(run, returns: list[float], ratio: float) -> None:
    flows = [-sum(returns) / ratio, *returns]
    values = run("cash_flow", flows=flows, rate=0.07, finance_rate=0.1, reinvest_rate=0.05).values
    assert values["NPV"] == pytest.approx(pyxirr.npv(0.07, flows), rel=1e-9, abs=1e-6)
    assert values["MIRR"] == pytest.approx(pyxirr.mirr(flows, 0.1, 0.05), rel=1e-9, abs=1e-9)
    expected = pyxirr.irr(flows)
    if expected is not None and abs(pyxirr.npv(expected, flows)) < 1e-6:
        assert values["IRR"] == pytest.approx(expected, rel=1e-6, abs=1e-8)


def test_counting_the_rates_of_a_century_is_quick() -> None:
    flows = [(-1) ** year * (year % 7 + 0.1) for year in range(101)]
    assert rate_status(flows) in ("none", "unique", "multiple")
