"""The bridge of the aluminium sample's AC consumption, expected and achieved (method_and_worksheets.md, G1)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import AuditError


def bridge(names: list[tuple[str, float]], overlap: float, after: float, **more: Any) -> dict[str, Any]:
    effects = [{"name": name, "value": value} for name, value in names]
    overlaps = [{"name": "overlap", "value": overlap}]
    return {"before": 12985.849, "effects": effects, "overlaps": overlaps, "after": after, **more}


EXPECTED = bridge([("WD7", -6.000), ("ZG1", -58.873), ("ZG8", -46.197)], 4.024, 12878.803)
ACHIEVED = bridge([("WD7", -5.500), ("ZG1", -56.338), ("ZG8", -42.093)], 3.662, 12885.581)


@pytest.mark.parametrize("inputs", [EXPECTED, ACHIEVED])
def test_sample_closes(run, inputs: dict[str, Any]) -> None:
    values = run("waterfall", inputs).values
    assert values["residual"] == pytest.approx(0, abs=1.1e-3)
    assert values["problems"] == []


def test_bars_join(run) -> None:
    bars = run("waterfall", EXPECTED).values["bridge"]
    assert [one["kind"] for one in bars] == [
        "before",
        "effect",
        "effect",
        "effect",
        "overlap",
        "residual",
        "after",
    ]
    assert [one["end"] for one in bars] == [
        pytest.approx(one, abs=2e-3)
        for one in (12985.849, 12979.849, 12920.976, 12874.779, 12878.803, 12878.803, 12878.803)
    ]
    for left, right in pairwise(bars[:-1]):
        assert right["start"] == pytest.approx(left["end"])
    assert (bars[0]["start"], bars[-1]["start"]) == (0, 0)


def test_shares_of_the_change(run) -> None:
    shares = run("waterfall", EXPECTED).values["contributions"]
    assert [one["name"] for one in shares] == ["WD7", "ZG1", "ZG8"]
    assert shares[1]["contribution_percent"] == pytest.approx(-58.873 / (12878.803 - 12985.849) * 100)


def test_what_is_not_explained_is_shown(run) -> None:
    values = run("waterfall", {**EXPECTED, "after": 12860.0, "other": -1.0}).values
    assert values["residual"] == pytest.approx(12860 - (12878.803 - 1), abs=2e-3)
    assert [one["code"] for one in values["problems"]] == ["calc.bridge_residual"]


def test_no_change_no_shares(run) -> None:
    values = run("waterfall", before=5, effects=[], after=5).values
    assert (values["residual"], values["residual_percent"], values["contributions"]) == (0, None, [])
    assert values["notes"][0]["code"] == "calc.bridge_no_change"


def test_bad_input(run) -> None:
    with pytest.raises(AuditError) as error:
        run("waterfall", before=5, effects=[{"name": "a", "value": "x"}], after=5)
    assert error.value.params["path"] == "effects[0].value"


numbers = st.floats(-1e6, 1e6)


@given(numbers, st.lists(numbers, max_size=5), st.lists(numbers, max_size=3), numbers)
def test_before_and_all_changes_make_after(
    run, before: float, effects: list[float], overlaps: list[float], after: float
) -> None:
    values = run(
        "waterfall",
        before=before,
        effects=[{"name": "e", "value": one} for one in effects],
        overlaps=[{"name": "o", "value": one} for one in overlaps],
        after=after,
    ).values
    assert before + sum(effects) + sum(overlaps) + values["residual"] == pytest.approx(after, abs=1e-6)
