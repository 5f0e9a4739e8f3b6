"""All methods alike: registry, schema, plain JSON, words for every code, steps that give the values."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.calc import METHODS, method_named, run_method
from desktop.calc.result import MethodResult
from desktop.content.library import Library
from desktop.content.messages import holes
from desktop.expr import bind, evaluate, parse
from desktop.model.errors import AuditError
from tests.unit.calc import inputs
from tests.unit.calc.inputs import VARIANTS

EXAMPLES: dict[str, dict[str, Any]] = {
    "weighted_ranking": {
        "weights": {"a": 2, "b": 1},
        "scores": {"x": {"a": 3, "b": 1}, "y": {"a": 2, "b": 2}},
    },
    "economics": {
        "investment": 860,
        "annual_saving": 230,
        "depreciation_years": 10,
        "life_years": 12,
        "tax_rate": 0.25,
        "discount_rate": 0.08,
        "payback_limit": 5,
        "residual": 10,
    },
    "cash_flow": {"flows": [-100, 60, 70], "rate": 0.1, "finance_rate": 0.1, "reinvest_rate": 0.1},
    "coal_equivalent": {
        "items": [
            {"carrier": "electricity", "quantity": 5, "unit": "万kWh", "flow": "purchased"},
            {"carrier": "raw_coal", "quantity": 5, "unit": "t", "flow": "sold", "lhv": 21000},
        ]
    },
    "balance": {
        "inputs": [{"name": "a", "amount": 10, "basis": "measured"}],
        "outputs": [{"name": "b", "amount": 7, "basis": "calculated"}],
        "stock_change": 1,
    },
    "deadlines": {
        "listed_on": "2026-03-20",
        "labels": ["TOXIC_USE"],
        "notice_dates": {"assessment": "2026-10-01"},
        "region": "湖北省武汉市",
    },
    "discharge_limit": {
        "measured": {"value": 80, "unit": "mg/m3", "statistic": "hour"},
        "limit": {"value": 100, "unit": "mg/m3", "statistic": "hour"},
        "o2_measured": 12,
        "o2_reference": 10,
        "drainage": {"total": 3, "products": [{"output": 2, "baseline": 1}]},
    },
    "screening": {
        "on": "2026-03-01",
        "discharges": [],
        "quotas": [{"pollutant": "二氧化硫", "actual": 536.5, "permitted": 650}],
        "materials": [{"name": "铬酐"}],
        "emissions": [{"name": "镍"}],
        "wastes": [{"name": "废矿物油", "code": "900-214-08"}],
        "energy": [{"metric": "铝液交流电耗", "value": 12985.85, "level3": 13350}],
    },
}

EXAMPLES |= inputs.EXAMPLES
RESULTS = {  # design 5, the contract's names
    "weighted_ranking": "totals ranks winner stable flips",
    "economics": "D T tax E F N NPV NPVR IRR dynamic_payback cash_flow acceptable notes",
    "cash_flow": "NPV IRR irr_status MIRR",
    "coal_equivalent": "items total_calorific total_equal",
    "balance": "sum_in sum_out difference closure_percent status review",
    "deadlines": "deadlines",
    "discharge_limit": "converted exceeds margin",
    "screening": "labels groups status",
}
RESULTS |= inputs.RESULTS
WITHOUT_FORMULAS = {"deadlines", "screening"}  # nothing a spreadsheet could recompute


def test_the_methods_are_there() -> None:
    assert set(METHODS) == set(RESULTS)


@pytest.mark.parametrize("name", METHODS)
def test_results_have_the_contract_names_and_are_plain_json(library: Library, name: str) -> None:
    values = run_method(name, EXAMPLES[name], library).values
    assert set(RESULTS[name].split()) <= set(values)
    assert json.loads(json.dumps(values, allow_nan=False)) == values


@pytest.mark.parametrize("name", METHODS)
def test_schema_describes_the_input(name: str) -> None:
    schema = METHODS[name].schema()
    json.dumps(schema, allow_nan=False)
    struct = schema["$defs"][schema["$ref"].rpartition("/")[2]]
    assert set(struct["required"]) == METHODS[name].required
    assert set(EXAMPLES[name]) <= set(struct["properties"])
    assert struct["additionalProperties"] is False


@pytest.mark.parametrize("name", METHODS)
def test_steps_read_inputs_and_earlier_steps_only_and_give_the_values(library: Library, name: str) -> None:
    """Every step again, by itself, from nothing but the names before it."""
    result = run_method(name, EXAMPLES[name], library)
    known = {one.name: one.value for one in result.inputs}
    assert bool(result.steps) != (name in WITHOUT_FORMULAS)
    for step in result.steps:
        assert step.name not in known
        if step.expression:
            bound = bind(parse(step.expression), library.scope("", known))
            assert evaluate(bound.node, _Only(library, known)) == step.value, step.name
        known[step.name] = step.value


@pytest.mark.parametrize("name", METHODS)
def test_results_come_from_steps(library: Library, name: str) -> None:
    result = run_method(name, EXAMPLES[name], library)
    for key, value in result.values.items():
        step = result.step(key)
        if step is not None and isinstance(value, float):
            assert step.value[0] == value  # type: ignore[index]  # a number is a tuple


def test_required_fields_for_bindings() -> None:
    assert METHODS["coal_equivalent"].required_of("items") == {"carrier", "quantity", "unit", "flow"}
    assert METHODS["balance"].required_of("inputs") == {"name", "amount", "basis"}
    assert METHODS["weighted_ranking"].required_of("weights") == {"value"}
    assert METHODS["weighted_ranking"].required_of("scores") == {"value"}
    assert METHODS["grade"].required_of("values") == set()


def test_an_unknown_method_names_the_nearest() -> None:
    with pytest.raises(AuditError) as error:
        method_named("economcs")
    assert str(error.value.params["known"]).startswith("economics")


def test_every_code_is_worded_and_every_wording_filled(library: Library) -> None:
    """Codes said in the sources have sentences in both languages with the same holes."""
    said = "\n".join(path.read_text("utf-8") for path in Path("desktop/calc").glob("*.py"))
    for code in sorted(set(re.findall(r'"(calc\.[a-z_]+)"', said))):
        text = library.text(code)
        assert text.zh != code, code
        assert text.zh != text.en, code
        assert holes(text.zh) == holes(text.en), code


@pytest.mark.parametrize("name", METHODS)
def test_said_sentences_have_no_open_holes(library: Library, name: str) -> None:
    for payload in (EXAMPLES[name], *_variants(name)):
        values = run_method(name, payload, library).values
        for one in [*values["notes"], *values["problems"], *values.get("review", [])]:  # type: ignore[misc]
            for lang in ("zh", "en"):
                assert not holes(one[lang]), one
                assert one["code"] not in one[lang], one


def _variants(name: str) -> list[dict[str, Any]]:
    """Inputs that make a method talk."""
    usual = EXAMPLES[name]
    match name:
        case "economics":
            return [
                {**usual, "annual_saving": saving, "life_years": 3, "discount_rate": 2} for saving in (-5, 5)
            ]
        case "cash_flow":
            return [
                {"flows": flows, "rate": 0}
                for flows in ([1], [-1, 3, -2.1], [-100, 60, -10, 70], [-1, 1, -5])
            ]
        case "weighted_ranking":
            return [
                {"weights": {"a": 20}, "scores": {"x": {"a": 1}, "y": {"a": 1}}},
                {**usual, "scores": {"x": {}}},
            ]
        case "coal_equivalent":
            carriers = ("raw_coal", "natural_gas", "heat", "oxygen", "electricity", "steam_lp_legacy", "?")
            flows = ("purchased", "own", "sold", "stock", "feedstock", "medium")
            extras: tuple[dict[str, Any], ...] = (
                {},
                {"factor": 9, "equal_factor": 1},
                {"lhv": 2, "factor": 1},
            )
            return [
                {"items": [{"carrier": carrier, "quantity": 1, "unit": unit, "flow": flow, **extra}]}
                for carrier in carriers
                for flow in flows
                for unit in ("t", "m3", "GJ", "1")
                for extra in extras
            ]
        case "balance":
            return [{**usual, "outputs": []}, {**usual, "inputs": []}, {**usual, "stock_change": -50}]
        case "deadlines":
            return [
                {**usual, "labels": labels} for labels in ([], ["OVER_STD"], ["HIGH_ENERGY", "TOXIC_USE"])
            ]
        case "screening":
            return [
                {"on": "2026-09-01"},
                {**usual, "listed": {"labels": ["TOXIC_USE"]}},
                {**usual, "materials": []},
            ]
        case "discharge_limit":
            measured = usual["measured"]
            return [
                {**usual, "measured": {**measured, **change}}
                for change in (
                    {"value": None},
                    {"flags": ["fault"]},
                    {"flags": ["below_detection"], "value": 300},
                    {"statistic": "day"},
                )
            ]
        case _ if name in VARIANTS:
            return VARIANTS[name]
        case _:
            return []


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(METHODS)), st.data())
def test_whatever_comes_in_an_audit_error_or_plain_json_comes_out(
    library: Library, name: str, data: st.DataObject
) -> None:
    payload: object = data.draw(json_values)
    if data.draw(st.booleans()):
        field = data.draw(st.sampled_from(sorted(EXAMPLES[name])))
        payload = {**EXAMPLES[name], field: data.draw(json_values)}
    found = _outcome(name, payload, library)
    if isinstance(found, MethodResult):
        json.dumps(found.values, allow_nan=False)
    else:
        assert found.code.startswith("calc.")
        assert found.params["path"]
        assert not holes(library.message(found.code, "zh", **{**found.params, "found": "", "name": ""}))


def _outcome(name: str, payload: object, library: Library) -> MethodResult | AuditError:
    try:
        return run_method(name, payload, library)
    except AuditError as error:
        return error


class _Only:
    """A context that knows the given names, references and units."""

    this = row = ("", "")

    def __init__(self, library: Library, names: dict[str, Any]) -> None:
        self._library = library
        self._names = dict(names)

    def name(self, name: str) -> Any:
        return self._names[name]

    def lookup(self, reference: str, key: str, column: str) -> Any:
        return self._library.looked_up(reference, key, column)

    def unit(self, text: str) -> Any:
        return self._library.units.parse(text)
