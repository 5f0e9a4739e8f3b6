"""Reconciliation: the published heat exchanger with bypass, gaps, and laws.

Its six measured flows, all of variance 1, are those of Narasimhan and Jordache, Data Reconciliation and Gross Error
Detection (2000), as transcribed in the public collection github.com/EDSONCV/dr-ged-benchmarks (problem P4); the normal
equations are solved by hand beside them. The grinding circuit with twelve streams and unequal deviations is that of
Mandel and others, Int. J. Mineral Processing 53 (1998) 157-169, transcribed there as P9; it is solved a second time by
its Lagrange conditions, another way than the program goes.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.calc.chi_square import critical, survival
from desktop.model.errors import AuditError

NODES = ["splitter", "exchanger", "valve", "mixer"]
ENDS = [(None, "splitter"), ("splitter", "exchanger"), ("splitter", "valve"), ("exchanger", "mixer"),
        ("valve", "mixer"), ("mixer", None)]  # fmt: skip
MEASURED = [101.91, 64.45, 34.65, 64.20, 36.44, 98.88]


def streams(measured: list[float | None], sd: float = 1.0) -> list[dict[str, Any]]:
    return [
        {"name": f"s{at}", "from": start, "to": end, "measured": value, "sd": sd}
        for at, ((start, end), value) in enumerate(zip(ENDS, measured, strict=True), 1)
    ]


def test_heat_exchanger_with_bypass(run) -> None:
    """With a = s2 = s4 and b = s3 = s5: 4a + 2b = 329.44 and 2a + 4b = 271.88, so a = 64.50 and b = 35.72."""
    values = run("reconcile", streams=streams(MEASURED), nodes=NODES).values
    found = [one["reconciled"] for one in values["streams"]]
    assert found == [pytest.approx(one, abs=1e-9) for one in (100.22, 64.50, 35.72, 64.50, 35.72, 100.22)]
    assert values["streams"][0]["adjustment_sd"] == pytest.approx(-1.69)
    test = values["global_test"]
    assert test["statistic"] == pytest.approx(6.4075, abs=1e-6)  # the adjustments squared and added
    assert (test["degrees"], test["passed"]) == (4, True)
    assert test["critical"] == pytest.approx(9.488, abs=6e-4)
    assert values["suspect"] is None
    assert values["streams"][1]["reconciled_sd"] == pytest.approx((1 / 3) ** 0.5)


GRINDING_NODES = ["n1", "n2", "n3", "n4", "n5", "n6"]
GRINDING: list[tuple[str | None, str | None, float, float]] = [
    (None, "n1", 250.5, 37.575), ("n1", None, 21.6, 1.08), ("n1", "n2", 207, 5), ("n2", None, 36.5, 1.825),
    ("n2", "n3", 172.5, 2), ("n3", None, 17.6, 0.88), ("n3", "n4", 144.9, 7.245), ("n5", "n4", 47, 1),
    ("n4", "n6", 212, 5), ("n6", "n5", 96, 2), ("n6", None, 90.5, 18.1), ("n5", None, 47.7, 2.385),
]  # fmt: skip


def test_a_published_circuit_agrees_with_its_lagrange_conditions(run) -> None:
    """min Σ((x − m)/s)² with A·x = 0: [diag(2/s²) Aᵀ; A 0]·[x; λ] = [2m/s²; 0]."""
    measured, sd = np.array([one[2] for one in GRINDING]), np.array([one[3] for one in GRINDING])
    balances = np.array(
        [[(end == node) - (start == node) for start, end, *_ in GRINDING] for node in GRINDING_NODES],
        dtype=float,
    )
    size = len(GRINDING)
    whole = np.zeros((size + 6, size + 6))
    whole[:size, :size] = np.diag(2 / sd**2)
    whole[:size, size:], whole[size:, :size] = balances.T, balances
    expected = np.linalg.solve(whole, np.concatenate([2 * measured / sd**2, np.zeros(6)]))[:size]
    values = run(
        "reconcile",
        streams=[
            {"name": f"s{at}", "from": start, "to": end, "measured": amount, "sd": deviation}
            for at, (start, end, amount, deviation) in enumerate(GRINDING, 1)
        ],
        nodes=GRINDING_NODES,
    ).values
    assert [one["reconciled"] for one in values["streams"]] == [pytest.approx(x, rel=1e-9) for x in expected]
    assert values["global_test"]["degrees"] == 6
    cost = float((((expected - measured) / sd) ** 2).sum())
    assert values["global_test"]["statistic"] == pytest.approx(cost, rel=1e-9)


def test_equal_deviations_share_the_gap_as_in_the_manual_of_stan(run) -> None:
    """stan2web.net, Data reconciliation: import and export of equal uncertainty move by the same amount, the export
    alone where it alone is uncertain, and the more uncertain one further; what is reconciled is more certain."""

    def moved(sd_in: float, sd_out: float) -> tuple[float, float]:
        two = [
            {"name": "import", "to": "p", "measured": 100, "sd": sd_in},
            {"name": "export", "from": "p", "measured": 110, "sd": sd_out},
        ]
        found = run("reconcile", streams=two, nodes=["p"]).values["streams"]
        assert all(one["reconciled_sd"] < sd for one, sd in zip(found, (sd_in, sd_out), strict=True))
        return found[0]["reconciled"] - 100, found[1]["reconciled"] - 110

    assert moved(10, 10) == (pytest.approx(5), pytest.approx(-5))
    assert moved(5, 10) == (pytest.approx(2), pytest.approx(-8))  # 25 to 100
    assert moved(1e-4, 10) == (pytest.approx(0, abs=1e-6), pytest.approx(-10))


def test_a_bias_is_found(run) -> None:
    """4.0 too much in s2: 4a + 2b = 333.44, so a = 65.8333 and b = 35.0533; all W are 2/3, z2 = 2.6167/0.8165."""
    biased = [*MEASURED]
    biased[1] += 4
    values = run("reconcile", streams=streams(biased), nodes=NODES).values
    assert values["global_test"]["statistic"] == pytest.approx(16.674, abs=6e-4)
    assert values["global_test"]["passed"] is False
    assert values["streams"][1]["z"] == pytest.approx(3.2047, abs=6e-5)
    assert (values["suspect"], values["most_suspect"]) == ("s2", "s2")
    assert "calc.reconcile_look_at" in {one["code"] for one in values["notes"]}


def test_uncertain_streams_give_way(run) -> None:
    """(10/1 + 12/9) / (1 + 1/9) = 10.2."""
    two = [
        {"name": "in", "from": None, "to": "tank", "measured": 10, "sd": 1},
        {"name": "out", "from": "tank", "to": None, "measured": 12, "sd": 3},
    ]
    values = run("reconcile", streams=two, nodes=["tank"]).values
    assert [one["reconciled"] for one in values["streams"]] == [pytest.approx(10.2)] * 2
    assert values["global_test"]["statistic"] == pytest.approx(4 / 10)
    assert values["imbalances"] == [{"node": "tank", "difference": -2}]
    assert "calc.reconcile_alike" in {one["code"] for one in values["notes"]}


def test_what_is_not_measured_follows_from_the_balances(run) -> None:
    values = run("reconcile", streams=streams([10, 6, None, None, None, None]), nodes=NODES).values
    assert [one["reconciled"] for one in values["streams"]] == [
        pytest.approx(x) for x in (10, 6, 4, 6, 4, 10)
    ]
    assert values["global_test"]["passed"] is None
    assert values["streams"][2]["reconciled_sd"] == pytest.approx(2**0.5)
    codes = {one["code"] for one in values["notes"]}
    assert {"calc.reconcile_no_redundancy", "calc.reconcile_unchecked"} <= codes


def test_measurements_at_both_ends_check_each_other(run) -> None:
    values = run("reconcile", streams=streams([10, None, None, None, None, 12]), nodes=NODES).values
    assert [values["streams"][at]["reconciled"] for at in (0, 5)] == [pytest.approx(11)] * 2
    assert (values["global_test"]["degrees"], values["global_test"]["statistic"]) == (1, pytest.approx(2))
    assert values["streams"][1]["reconciled"] is None  # which way round the bypass nobody can tell
    assert "calc.reconcile_undetermined" in {one["code"] for one in values["notes"]}


def test_a_misspelt_node_is_noticed(run) -> None:
    odd = streams(MEASURED)
    odd[3]["to"] = "mixr"
    values = run("reconcile", streams=odd, nodes=NODES).values
    assert [(one["code"], one["path"]) for one in values["problems"]] == [
        ("calc.node_misspelt", "streams[3].to")
    ]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"sd": 0}, "calc.out_of_range", "streams[0].sd"),
        ({"sd": None}, "calc.missing", "streams[0].sd"),
        ({"name": "s2", "from": "splitter", "to": "exchanger"}, "calc.duplicate_name", "streams[1].name"),
        ({"from": "splitter"}, "calc.stream_in_circle", "streams[0].to"),
        ({"measured": "x"}, "calc.number_needed", "streams[0].measured"),
    ],
)
def test_bad_streams(run, change: dict[str, Any], code: str, path: str) -> None:
    odd = streams(MEASURED)
    odd[0] |= change
    with pytest.raises(AuditError) as error:
        run("reconcile", streams=odd, nodes=NODES)
    assert (error.value.code, error.value.params["path"]) == (code, path)


@pytest.mark.parametrize(
    ("nodes", "code"),
    [([*NODES, "boiler"], "calc.node_without_streams"), ([*NODES, "mixer"], "calc.duplicate_name")],
)
def test_bad_nodes(run, nodes: list[str], code: str) -> None:
    with pytest.raises(AuditError) as error:
        run("reconcile", streams=streams(MEASURED), nodes=nodes)
    assert error.value.code == code


def test_what_goes_in_may_come_out_under_the_same_name(run) -> None:
    """One node nobody names: (10/1 + 12/1)/2 = 11."""
    loop = [
        {"name": "scrap", "to": "furnace", "measured": 10, "sd": 1},
        {"name": "scrap", "from": "furnace", "measured": 12, "sd": 1},
    ]
    values = run("reconcile", streams=loop).values
    assert [one["reconciled"] for one in values["streams"]] == [pytest.approx(11)] * 2


def test_streams_without_a_node_between_them_cannot_be_reconciled(run) -> None:
    with pytest.raises(AuditError) as error:
        run("reconcile", streams=[{"name": "a", "to": "x", "measured": 1, "sd": 1}])
    assert error.value.code == "calc.no_node"


@given(
    st.lists(st.floats(0.1, 1e5), min_size=6, max_size=6),
    st.lists(st.floats(0.01, 100), min_size=6, max_size=6),
)
def test_reconciled_streams_balance_and_move_least(run, measured: list[float], sds: list[float]) -> None:
    drawn = [{**one, "sd": sd} for one, sd in zip(streams(list(measured)), sds, strict=True)]
    values = run("reconcile", streams=drawn, nodes=NODES).values
    x = [one["reconciled"] for one in values["streams"]]
    size = max(measured)
    for balance in (x[0] - x[1] - x[2], x[1] - x[3], x[2] - x[4], x[3] + x[4] - x[5]):
        assert balance == pytest.approx(0, abs=1e-7 * size)
    cost = sum(((new - old) / sd) ** 2 for new, old, sd in zip(x, measured, sds, strict=True))
    assert values["global_test"]["statistic"] == pytest.approx(cost, rel=1e-6, abs=1e-9)
    for a, b in ((1.0, 0.0), (0.0, 1.0)):  # no step along the balanced flows makes the adjustments smaller
        other = [new + 1e-3 * size * d for new, d in zip(x, (a + b, a, b, a, b, a + b), strict=True)]
        assert sum(((new - old) / sd) ** 2 for new, old, sd in zip(other, measured, sds, strict=True)) >= cost


@pytest.mark.parametrize(
    ("confidence", "degrees", "figure"),
    [(0.95, 1, 3.841), (0.95, 2, 5.991), (0.95, 3, 7.815), (0.95, 4, 9.488), (0.95, 5, 11.070), (0.95, 10, 18.307),
     (0.95, 30, 43.773), (0.99, 1, 6.635), (0.99, 10, 23.209), (0.9, 7, 12.017)],
)  # fmt: skip
def test_chi_square_as_printed_in_tables(confidence: float, degrees: int, figure: float) -> None:
    assert critical(confidence, degrees) == pytest.approx(figure, abs=6e-4)
    assert survival(figure, degrees) == pytest.approx(1 - confidence, abs=2e-5)


def test_numpy_is_loaded_only_when_somebody_reconciles() -> None:
    code = "import sys, desktop.calc; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
