"""Inputs of methods for the tests all methods share: an example, contract names, and inputs that make it talk."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {}
VARIANTS: dict[str, list[dict[str, Any]]] = {}
RESULTS = {
    "grade": "Y limiting_worst level blocking distance notes",
    "indicator_level": "level next_level baseline gap gap_percent notes",
    "carbon": "items direct process indirect total notes",
    "water": "reuse_rate cooling_circulation_rate fresh_per_product leak_rate closure_percent notes",
    "waterfall": "bridge residual notes",
    "sensitivity": "NPV IRR cases NPV_lowest NPV_investment_up IRR_annual_saving_down notes",
    "planner": "title status chosen cost before after next_best blocking closest notes",
    "reconcile": "streams global_test suspect notes",
    "co_control": "options curves notes",
    "pollution_tax": "items equivalents total notes",
}

EXAMPLES["grade"] = {
    "system": {
        "groups": [
            {
                "name": "能耗",
                "weight": 1,
                "indicators": [
                    {"id": "a", "weight": 0.6, "limiting": True, "direction": "<=", "levels": [1, 2, 3]},
                    {"id": "b", "weight": 0.4, "direction": "qualitative", "levels": ["甲", "乙", "丙"]},
                ],
            }
        ]
    },
    "values": {"a": 1.5, "b": "甲"},
    "not_applicable": {},
    "shares": {},
    "variables": {"n": 1},
}
EXAMPLES["indicator_level"] = {
    "direction": "<=",
    "level_1": 0.5,
    "level_2": 1,
    "level_3": 2,
    "value": 1.5,
    "n": 2,
}
VARIANTS["indicator_level"] = [
    {"indicator": "pcb-hj450-2008.hj450-3", "value": 1.2},
    {"direction": "<=", "level_1": 1, "value": 2},
    {"direction": "qualitative", "text_1": "甲", "judged": "甲"},
    {"direction": "<="},
]
EXAMPLES["sensitivity"] = {
    "investment": 860, "annual_saving": 230, "depreciation_years": 10, "life_years": 10, "tax_rate": 0.25,
    "discount_rate": 0.08, "residual": 10, "subsidy": 5,
}  # fmt: skip
VARIANTS["sensitivity"] = [
    {**EXAMPLES["sensitivity"], "annual_saving": saving, "life_years": life, "change": 0.5}
    for saving, life in ((-5, 3), (20, 1), (900, 30))
]
EXAMPLES["carbon"] = {
    "items": [
        {"kind": "fuel", "name": "diesel", "quantity": 3, "unit": "t"},
        {"kind": "electricity", "name": "电", "quantity": 5, "unit": "MWh"},
        {"kind": "heat", "name": "蒸汽", "quantity": 5, "unit": "GJ"},
        {"kind": "process", "name": "pfc", "quantity": 5, "unit": "t", "avoided": 0.1},
    ],
    "year": 2025,
    "region": "山东",
    "green_power": 1,
}

VARIANTS["carbon"] = [
    {
        **EXAMPLES["carbon"],
        "items": [{"kind": kind, "name": name, "quantity": quantity, "unit": unit, **extra}],
    }
    for kind in ("fuel", "electricity", "heat", "process")
    for name in ("diesel", "natural_gas", "anode_net", "nf3", "?")
    for quantity in (1, -1)
    for unit in ("t", "MWh", "?")
    for extra in ({}, {"factor": 0.6205}, {"lhv": 1e5, "carbon_content": 50})  # type: ignore[attr-defined]
] + [
    {**EXAMPLES["carbon"], "year": 2019, "accounting": "ets"},
    {**EXAMPLES["carbon"], "items": []},
    {**EXAMPLES["carbon"], "green_power": 9},
]

EXAMPLES["water"] = {
    "fresh": 100,
    "circulating": 900,
    "reused": 5,
    "consumed": 30,
    "leaked": 1,
    "discharged": 66,
}
VARIANTS["water"] = [
    {},
    {"fresh": 0, "leaked": 0, "product_output": 0},
    {**EXAMPLES["water"], "consumed": 300, "drained": 1, "sub_meters": 10},
    {**EXAMPLES["water"], "circulating": 90000},
]
EXAMPLES["waterfall"] = {
    "before": 100, "effects": [{"name": "a", "value": -7}], "overlaps": [{"name": "b", "value": 1}],
    "other": 0.5, "after": 94,
}  # fmt: skip
VARIANTS["waterfall"] = [{**EXAMPLES["waterfall"], "after": after} for after in (100, 50)]

EXAMPLES["pollution_tax"] = {
    "medium": "air", "items": [{"pollutant": "SO2", "kg": 5, "below_limit_percent": 35}], "rate": 1.2,
}  # fmt: skip
VARIANTS["pollution_tax"] = [
    {"medium": medium, "items": [{"pollutant": name, "kg": 1, **extra}] * 5, "rate": 99}
    for medium in ("air", "water")
    for name in ("COD", "BOD5", "pH", "色度", "VOCs", "?")
    for extra in ({}, {"ph": 7}, {"ph": 3, "wastewater": 2, "times_over": 1})
] + [{"medium": "air", "items": [], "rate": 2}]

EXAMPLES["co_control"] = {
    "baseline": {"二氧化硫": 380, "CO2e": 520000},
    "options": [{"name": "a", "reductions": {"二氧化硫": 7, "CO2e": 900}, "investment": 5e6, "saving": 1e5}],
    "carbon_price": 70, "tax_rate": 1.2, "discount_rate": 0.08,
}  # fmt: skip
VARIANTS["co_control"] = [
    {
        **EXAMPLES["co_control"],
        "baseline": {"VOCs": 1, "?": 2, "CO2e": 3},
        "options": [{"name": "a", "reductions": cut}],
    }
    for cut in ({}, {"VOCs": 1}, {"?": -1, "CO2e": -1})
]

EXAMPLES["reconcile"] = {
    "streams": [
        {"name": "in", "from": None, "to": "tank", "measured": 10, "sd": 1},
        {"name": "out", "from": "tank", "to": None, "measured": 12, "sd": 3},
    ],
    "nodes": ["tank"],
}
VARIANTS["reconcile"] = [
    {
        "nodes": ["tank"],
        "streams": [
            {"name": "in", "to": "tank", "measured": first, "sd": 1},
            {"name": "out", "from": "tank", "to": to, "measured": second, "sd": 1},
            {"name": "more", "from": "tank"},
        ],
    }
    for first, second, to in ((5, 9, None), (None, None, "tnk"), (1, None, "drain"))
] + [{**EXAMPLES["reconcile"], "confidence": 0.6}]

_OPTIONS = [
    {"name": "A", "cost": 5, "annual_saving": 1, "indicators": {"a": -1.5}},
    {"name": "B", "cost": 3, "forced": True, "requires": ["C"], "quantities": {"CO2": -2}},
    {"name": "C", "cost": 1, "indicators": {"b": "I"}},
    {"name": "D", "cost": None, "indicators": {"a": -3}},
]
EXAMPLES["planner"] = {
    "system": EXAMPLES["grade"]["system"],
    "values": {"a": 3.5, "b": "丙"},
    "options": _OPTIONS,
    "overlaps": [{"between": ["A", "C"], "indicators": {"a": 0.1}}],
    "exclusive": [["A", "D"]],
    "quantities": {"CO2": {"before": 10, "limit": 9, "unit": "t"}},
    "target": "III",
    "budget": 20,
}
VARIANTS["planner"] = [
    {**EXAMPLES["planner"], **change}
    for change in (
        {"target": "I"},
        {"budget": 2},
        {"values": {"a": 3.5}},
        {"values": {"b": "丙"}},
        {"values": {"a": 3.5}, "not_applicable": {"b": "无"}},
        {"exclusive": [["B", "C"]]},
        {"quantities": {"CO2": {"before": None, "limit": 9}}},
        {"quantities": {"CO2": {"before": 50, "limit": 9}}},
        {"options": [{**one, "cost": None} for one in _OPTIONS]},
        {"system": "al_electrolysis_hjt187", "values": {}, "options": [], "overlaps": [], "exclusive": []},
    )
]
