"""A figure explained: the formula in words, and the same with its numbers."""

from __future__ import annotations

import pytest

from desktop.expr import Dependency, dependencies, explain
from desktop.expr.nodes import PeriodNode
from desktop.model.format import format_number
from desktop.model.path import Path
from desktop.model.result import ABSENT, Absent, Num, Value
from tests.unit.expr.world import UNITS, World, plant

UNIT_OF = {"amount": {"e1": "万kWh", "e2": "万kWh", "e3": "t"}, "output": {"p1": "t"}, "tce": {}}
LABELS = {
    "amount": "消耗量",
    "output": "产量",
    "tce": "折标量",
    "carrier": "种类",
    "rate": "折现率",
    "weight": "权重",
    "score": "得分",
}
CHOICES = {"electricity": "电力", "coal": "煤"}
WORDS = {
    "expr.word.and": "且",
    "expr.word.or": "或",
    "expr.word.not": "非（{what}）",
    "expr.word.if": "（若 {condition}，则 {then}，否则 {otherwise}）",
    "expr.word.in": "{what} 为 {items} 之一",
    "expr.word.in_unit": "{what}（以 {unit} 计）",
    "expr.word.if_missing": "{what}（缺时取 {otherwise}）",
    "expr.word.where": "{what}，条件：{condition}",
    "expr.word.missing": "缺",
    "expr.function.sum": "合计",
    "expr.function.max": "最大",
    "expr.function.npv": "净现值",
}


class Words:
    """A small wording, as the document does it."""

    def __init__(self, world: World) -> None:
        self.world = world

    def label(self, path: Path) -> str:
        row = self.row(path.table, path.row)
        period = f"（{path.period}）" if path.period else ""
        return f"{row}{LABELS.get(path.column, path.column)}{period}"

    def shown(self, path: Path, value: Value) -> str:
        unit = UNIT_OF.get(path.column, {}).get(path.row, "tce" if path.column == "tce" else "")
        return self.value(value, unit)

    def value(self, value: Value, unit: str = "") -> str:
        match value:
            case Num(number, _):
                factor = UNITS.parse(unit).factor if unit else 1.0
                return f"{format_number(number / factor)} {unit}".rstrip()
            case Absent():
                return ""
            case str():
                return CHOICES.get(value, value)
            case _:
                return str(value)

    def column(self, table: str, column: str, period: str) -> str:
        return LABELS.get(column, column)

    def row(self, table: str, row: str) -> str:
        name = self.world.cells.get((table, row, "name", ""))
        return name if isinstance(name, str) else ""

    def factor(self, reference: str, key: str, column: str) -> str:
        return f"{CHOICES.get(key, key)}折标系数"

    def unit_of(self, path: Path) -> str:
        return "tce" if path.column == "tce" else ""

    def factor_unit(self, reference: str, key: str, column: str) -> str:
        return "kgce/kWh"

    def name(self, name: str) -> str:
        return name

    def choice(self, table: str, column: str, value: str) -> str:
        return CHOICES.get(value, value)

    def say(self, code: str, **params: str) -> str:
        return WORDS[code].format(**params)


@pytest.mark.parametrize(
    ("text", "formula", "numbers"),
    [
        (
            "amount / per.output",
            "电解整流交流电消耗量 ÷ 铝液产量",
            "322\u2009698.4 万kWh ÷ 248\u2009500 t",
        ),
        (
            "amount * lookup('coal_equivalent', carrier, 'calorific')",
            "电解整流交流电消耗量 × 电力折标系数",
            "322\u2009698.4 万kWh × 0.1229 kgce/kWh",
        ),
        (
            "tce / sum(energy.tce, energy.carrier == 'electricity')",
            "电解整流交流电折标量 ÷ 合计(折标量，条件：种类 = 电力)",
            "396\u2009596.3 tce ÷ (396\u2009596.3 tce + 14\u2009748 tce)",
        ),
        ("amount[base-1] / 2", "电解整流交流电消耗量（2024） ÷ 2", "缺 ÷ 2"),
        ("2 * (1 + audit.rate) ** 3", "2 × (1 + 折现率) ^ 3", "2 × (1 + 0.1) ^ 3"),
        ("-amount / (2 - 3)", "−电解整流交流电消耗量 ÷ (2 − 3)", "−322\u2009698.4 万kWh ÷ (2 − 3)"),
        (
            "1 if carrier in ['coal'] and tce >= 0 else if_missing(amount[2024], 0)",
            "（若 电解整流交流电种类 为 煤 之一 且 电解整流交流电折标量 ≥ 0，"
            "则 1，否则 电解整流交流电消耗量（2024）（缺时取 0））",
            "0",
        ),
        ("in_unit(tce, 'tce')", "电解整流交流电折标量（以 tce 计）", "396\u2009596.3 tce（以 tce 计）"),
        ("npv(audit.rate, [1, 2])", "净现值(折现率, [1; 2])", None),
        ("sum(scores.score * scores.factor.weight)", "合计(得分 × 权重)", "270"),
    ],
)  # fmt: skip
def test_in_words_and_with_numbers(text: str, formula: str, numbers: str | None) -> None:
    world = plant().at("energy", "e1")
    told = explain(world.bind(text).node, world, Words(world))
    assert told.formula == formula
    if numbers is not None:
        assert told.with_numbers == numbers
    assert told.value == world.run(text)


def test_of_many_members_only_the_total_is_written() -> None:
    world = plant().at("energy", "e1")
    for at in range(10):
        world.put(f"energy x{at} tce 2025", Num(1000.0, (("coal", 1),)))
    told = explain(world.bind("sum(energy.tce)").node, world, Words(world))
    assert told.with_numbers == f"{format_number(396_596.3 + 14_748 + 4_500 + 10)} tce"


def test_a_missing_member_is_written_as_missing() -> None:
    world = plant().at("energy", "e1")
    world.put("energy e3 tce 2025", ABSENT)
    told = explain(world.bind("sum(energy.tce)").node, world, Words(world))
    assert told.with_numbers == "(396\u2009596.3 tce + 14\u2009748 tce + 缺)"


def test_dependencies() -> None:
    world = plant().at("energy", "e1")
    text = (
        "amount[year-1] / per.output + audit.rate * lookup('coal_equivalent', carrier, 'calorific')"
        " * sum(energy.tce, energy.counted) * ranking.winner"
    )
    found = dependencies(world.bind(text).node)
    earlier = PeriodNode("year", -1)
    assert found == {
        Dependency("row", "energy", "amount", earlier),
        Dependency("row", "energy", "per"),
        Dependency("row", "energy", "carrier"),
        Dependency("follow", "products", "output"),
        Dependency("field", "audit", "rate"),
        Dependency("column", "energy", "tce"),
        Dependency("column", "energy", "counted"),
        Dependency("reference", "coal_equivalent", "calorific"),
        Dependency("result", "ranking", "winner"),
    }
    assert {one.source for one in found if one.is_earlier} == {"energy.amount"}
    assert {one.source for one in found if one.kind == "result"} == {"ranking"}
