# ruff: noqa: E501  one planted mistake a line
"""Whatever stands in an input that fits the schema of a method, and much that does not: the answer is plain JSON
without nan or inf, or one clear sentence in both languages; never a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import inspect

from desktop.calc import METHODS, run_method
from desktop.calc.reading import described
from desktop.calc.result import MethodResult
from desktop.content.library import Library
from desktop.content.messages import holes
from desktop.model.errors import AuditError
from desktop.model.text import Lang

WORDS = [
    *("electricity", "diesel", "原煤", "natural_gas", "heat", "新水", "fresh_water", "pfc", "anode_net", "cf4", "limestone"),
    *("二氧化硫", "氮氧化物", "化学需氧量", "总镍", "pH", "色度", "挥发性有机物", "CO2e", "余氯"),
    *("t", "kg", "kWh", "万kWh", "MWh", "GJ", "m3", "万m3", "Nm3", "mg/m3", "mg/L", "tCO2e/t", "kgce/kg", "kJ/kg", "%"),
    *("I", "II", "III", "未达", "met", "是", "hour", "day", "valid", "fault", "全国", "山东", "2026-03-01", "OVER_STD"),
    *("electroplating-2015-general", "steel_integrated_2014", "al_electrolysis_hjt187", "ep1", "ep3"),
    *("a", "b", "in", "out", "x", "无此工序", "火星", "", " ", "nan"),
]  # fmt: skip
NUMBERS = st.one_of(
    st.sampled_from([0, 1, -1, 0.5, 21, 100, 2025, 1e-300, 1e300, -1e300, 1e16, 3]),
    st.floats(-1e6, 1e6),
    st.integers(-10, 10_000),
)
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
ODD = st.sampled_from([None, True, "", "1", [], {}, float("nan"), float("inf"), 10**400])


def _number(kind: inspect.FloatType) -> st.SearchStrategy[Any]:
    """Mostly within its bounds, so that the method itself is reached."""
    low, high = _bound(kind.ge, kind.gt, -1e9), _bound(kind.le, kind.lt, 1e9)
    within = st.floats(low, high) if low <= high else st.just(low)
    return st.one_of(within, within, within, NUMBERS)


def _bound(closed: float | None, open_: float | None, otherwise: float) -> float:
    found = closed if closed is not None else open_
    return otherwise if found is None else float(found)


def any_of(kind: inspect.Type) -> st.SearchStrategy[Any]:
    """Values of a type, now and then something odd."""
    match kind:
        case inspect.Metadata():
            return any_of(kind.type)
        case inspect.UnionType():
            return st.one_of(*(any_of(one) for one in kind.types))
        case inspect.ListType():
            return st.lists(any_of(kind.item_type), min_size=kind.min_length or 0, max_size=3)
        case inspect.DictType():
            return st.dictionaries(st.sampled_from(WORDS), any_of(kind.value_type), max_size=3)
        case inspect.StructType():
            fields = {field.encode_name: any_of(field.type) for field in kind.fields}
            needed = {field.encode_name for field in kind.fields if field.required}
            return st.fixed_dictionaries(
                {name: fields[name] for name in needed},
                optional={name: one for name, one in fields.items() if name not in needed},
            )
        case _:
            return _single(kind)


def _single(kind: inspect.Type) -> st.SearchStrategy[Any]:
    match kind:
        case inspect.FloatType():
            return _number(kind)
        case inspect.StrType():
            return st.sampled_from(WORDS)
        case inspect.BoolType():
            return st.booleans()
        case inspect.LiteralType():
            return st.sampled_from(list(kind.values))
        case _:
            return st.none()


def _spoiled(draw: st.DrawFn, payload: Any) -> Any:
    """The payload with one value anywhere turned into something odd."""
    if isinstance(payload, dict) and payload:
        name = draw(st.sampled_from(sorted(payload)))
        return {**payload, name: _spoiled(draw, payload[name])}
    if isinstance(payload, list) and payload:
        at = draw(st.integers(0, len(payload) - 1))
        return [*payload[:at], _spoiled(draw, payload[at]), *payload[at + 1 :]]
    return draw(ODD)


@st.composite
def payloads(draw: st.DrawFn, name: str) -> Any:
    payload = draw(any_of(described(METHODS[name].input)))
    return _spoiled(draw, payload) if draw(st.integers(0, 4)) == 0 else payload


@pytest.mark.parametrize("name", METHODS)
def test_any_input_gives_plain_json_or_a_sentence(library: Library, name: str) -> None:
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(payloads(name))
    def holds(payload: Any) -> None:
        found = _outcome(library, name, payload)
        if isinstance(found, AuditError):
            assert found.params["path"]
            assert not any(holes(library.message(found.code, lang, **found.params)) for lang in LANGUAGES)
        else:
            json.dumps(found.values, allow_nan=False)
            assert all(one["path"] for one in found.values["problems"])  # type: ignore[attr-defined]

    holds()


def _outcome(library: Library, name: str, payload: Any) -> MethodResult | AuditError:
    try:
        return run_method(name, payload, library)
    except AuditError as error:
        return error


LIMIT = {"value": 100, "unit": "mg/m3", "statistic": "hour"}
SYSTEM = [{"id": "a", "weight": 1, "direction": "<=", "levels": [1, 2, 3], "limiting": True}]


@pytest.mark.parametrize(
    ("name", "payload", "code", "path"),
    [
        ("discharge_limit", {"measured": {"value": 50, "unit": "mg/m3"}, "limit": LIMIT, "o2_measured": 21, "o2_reference": 9}, "calc.oxygen_too_high", "o2_measured"),
        ("discharge_limit", {"measured": {"value": -5, "unit": "mg/m3"}, "limit": LIMIT}, "calc.out_of_range", "measured.value"),
        ("discharge_limit", {"measured": {"value": 5, "unit": "mg/m3"}, "limit": {**LIMIT, "low": 900}}, "calc.limit_sides", "limit.low"),
        ("carbon", {"items": [], "year": 2025}, "calc.empty_list", "items"),
        ("coal_equivalent", {"items": []}, "calc.empty_list", "items"),
        ("pollution_tax", {"medium": "air", "items": [], "rate": 1.2}, "calc.empty_list", "items"),
        ("carbon", {"items": [{"kind": "fuel", "name": "电煤", "quantity": 1, "unit": "t"}], "year": 2025}, "calc.unknown_fuel", "items[0].name"),
        ("carbon", {"items": [{"kind": "fuel", "name": "diesel", "quantity": -1, "unit": "t"}], "year": 2025}, "calc.carbon_negative", "items[0].quantity"),
        ("carbon", {"items": [{"kind": "electricity", "name": "e", "quantity": 1, "unit": "MWh", "factor": -0.5}], "year": 2025}, "calc.negative_factor", "items[0].factor"),
        ("carbon", {"items": [{"kind": "process", "name": "pfc", "quantity": 1, "unit": "t", "avoided": 9}], "year": 2025}, "calc.avoided_exceeds", "items[0].avoided"),
        ("coal_equivalent", {"items": [{"carrier": "煤炭", "quantity": 1, "unit": "t", "flow": "purchased"}]}, "calc.unknown_carrier", "items[0].carrier"),
        ("coal_equivalent", {"items": [{"carrier": "diesel", "quantity": -1, "unit": "t", "flow": "purchased"}]}, "calc.negative_quantity", "items[0].quantity"),
        ("carbon", {"items": [{"kind": "process", "name": "anode_net", "quantity": 1, "unit": "t", "carbon_content": 0}], "year": 2025}, "calc.impossible_figure", "items[0].carbon_content"),
        ("water", {"fresh": 10, "product_output": 0}, "calc.water_no_output", "product_output"),
        ("water", {"fresh": -10}, "calc.out_of_range", "fresh"),
        ("pollution_tax", {"medium": "air", "items": [{"pollutant": "二氧化硫", "kg": -1}], "rate": 1.2}, "calc.out_of_range", "items[0].kg"),
        ("grade", {"system": "steel_2014", "values": {}}, "calc.unknown_system", "system"),
        ("grade", {"system": {"groups": [{"name": "A", "weight": 0.9, "indicators": SYSTEM}]}}, "calc.weights_sum", "system.groups"),
        ("grade", {"system": {"groups": [{"name": "A", "weight": 1, "indicators": SYSTEM}]}, "not_applicable": {"a": " "}}, "calc.empty", "not_applicable.a"),
    ],
)  # fmt: skip
def test_bad_input_is_told_with_its_place(
    library: Library, name: str, payload: Any, code: str, path: str
) -> None:
    found = _outcome(library, name, payload)
    if isinstance(found, AuditError):
        assert (found.code, found.params["path"]) == (code, path)
    else:
        assert (code, path) in [(one["code"], one["path"]) for one in found.values["problems"]]  # type: ignore[attr-defined]


def test_a_system_in_which_nothing_applies_gives_no_level(library: Library) -> None:
    payload = {
        "system": {"groups": [{"name": "A", "weight": 1, "indicators": SYSTEM}]},
        "not_applicable": {"a": "无此工序"},
    }
    values = run_method("grade", payload, library).values
    assert values["level"] is None
    assert [one["code"] for one in values["undetermined"]] == ["calc.grade_nothing_applies"]
