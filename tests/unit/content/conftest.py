"""A small sound library on disk, into which tests plant mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

SOUND: dict[str, str] = {
    "forms/library.yaml": 'version: "1"\n',
    "forms/sources.yaml": "law:\n  document: {zh: 法, en: Act}\n  standing: confirmed\n",
    "forms/choices.yaml": "kind:\n  - {value: big, label: {zh: 大, en: Big}}\n"
    "  - {value: small, label: {zh: 小, en: Small}}\n",
    "forms/stages.yaml": (
        "- number: 1\n  title: {zh: 准备, en: Preparation}\n  older: {zh: 筹划, en: Planning}\n"
        '  steps: {"1.1": {zh: 领导支持, en: Support}}\n'
    ),
    "forms/overview.yaml": "- {path: totals.total, label: {zh: 合计, en: Total}, unit: kg}\n",
    "forms/tables/plant.yaml": (
        "id: plant\ntitle: {zh: 企业, en: Plant}\nsingle: true\n"
        "columns:\n"
        "  - id: output\n    type: number\n    unit: t\n    label: {zh: 产量, en: Output}\n    required: true\n"
        "    constraint: value > 0\n    constraint_message: {zh: 应大于零, en: Must be positive}\n"
        "    help:\n      what: {zh: 全年产量, en: Output of the year}\n      why: {zh: 分母, en: The denominator}\n"
        "      where: {zh: 生产报表, en: Production report}\n      evidence: {zh: 报表, en: The report}\n"
        "      sources: [law]\n"
    ),
    "forms/tables/parts.yaml": (
        "id: parts\ntitle: {zh: 部分, en: Parts}\nrow_label: name\n"
        "columns:\n"
        "  - {id: name, type: text, label: {zh: 名称, en: Name}}\n"
        "  - {id: kind, type: choice, choices: kind, label: {zh: 类别, en: Kind}}\n"
        "  - {id: unit, type: text, label: {zh: 单位, en: Unit}}\n"
        "  - {id: amount, type: number, unit: kg, period: year, label: {zh: 数量, en: Amount}}\n"
        "  - {id: share, type: number, period: year, label: {zh: 单耗, en: Share},"
        " calculation: amount / plant.output}\n"
        "  - {id: of, type: ref, table: parts, label: {zh: 属于, en: Part of}}\n"
    ),
    "forms/sheets/stage1/1-1.yaml": (
        'id: s1_1\nnumber: 1-1\nstage: 1\nstep: "1.1"\ntitle: {zh: 部分表, en: Parts}\n'
        "purpose: {zh: 记录各部分, en: Record the parts}\nwho: {zh: 环保专员, en: Environmental officer}\nsource: law\n"
        "views:\n  - {id: parts, kind: grid, table: parts, columns: [name, kind, amount, share],"
        ' filter: kind == "big", defaults: {kind: big}}\n'
        "  - {id: plant, kind: form, table: plant, columns: [output]}\n"
        "  - {id: totals, kind: results, table: parts, method: totals}\n"
    ),
    "forms/methods/totals.yaml": (
        "id: totals\nmethod: sum\ntitle: {zh: 合计, en: Totals}\n"
        "inputs: {output: plant.output}\n"
        "members:\n  items: {table: parts, where: answered(amount), fields: {amount: amount}}\n"
        "results:\n  - {name: total, label: {zh: 合计, en: Total}, unit: kg}\nperiod: year\n"
    ),
    "forms/checks/parts.yaml": (
        "- code: P01\n  severity: error\n  for_each: parts\n  period: year\n  when: amount > plant.output\n"
        "  at: amount\n  found: amount\n  expected: plant.output\n  shows: {name: name}\n"
        '  message: {zh: "{name}为 {found}，超过 {expected}", en: "{name} is {found}, above {expected}"}\n'
        "  fix: {zh: 核对两数, en: Check both}\n  source: law\n"
    ),
    "forms/report/1.yaml": (
        "id: c1\nnumber: 1\ntitle: {zh: 概况, en: General}\nsections:\n"
        "  - id: c1_1\n    title: {zh: 部分, en: Parts}\n    blocks:\n"
        '      - {block: prose, text: {zh: "产量 {plant.output | t | 2} 吨", en: "Output {plant.output | t | 2} t"}}\n'
        "      - {block: table, caption: {zh: 部分, en: Parts}, sheet: s1_1, view: parts}\n"
        "      - {block: figure, caption: {zh: 图, en: Figure}, kind: pie, source: parts.amount, label: name}\n"
    ),
    "resources/reference/units.csv": (
        "id,symbol,dimension,factor,aliases,zh,en\nkg,kg,mass,1,千克,千克,kilogram\nt,t,mass,1000,吨,吨,tonne\n"
        "kWh,kWh,energy,1,,千瓦时,kilowatt-hour\n"
    ),
    "resources/reference/references.yaml": (
        "- id: factors\n  title: {zh: 系数, en: Factors}\n  key: id\n  columns:\n"
        "    - {id: id, label: {zh: 代号, en: Key}}\n"
        "    - {id: value, type: number, unit: kg, label: {zh: 值, en: Value}}\n"
        "    - {id: since, type: date, label: {zh: 自, en: Since}}\n"
        "    - {id: standing, label: {zh: 核实, en: Standing}}\n"
    ),
    "resources/reference/factors.csv": "id,value,since,standing\na,1.5,2020-01-01,confirmed\nb,,,recalled\n",
    "resources/messages/content.yaml": "content.example: {zh: 例, en: An example}\n",
}


class Plot:
    """Files of a library below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in SOUND.items():
            self.write(name, text)

    @property
    def forms(self) -> Path:
        return self.root / "forms"

    @property
    def resources(self) -> Path:
        return self.root / "resources"

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def plant(self, name: str, old: str, new: str) -> int:
        """Replace a piece of a file; returns the line in which the piece begins."""
        text = SOUND[name]
        assert text.count(old) == 1, f"{old!r} must stand once in {name}"
        self.write(name, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1


@pytest.fixture
def plot(tmp_path: Path) -> Plot:
    """A sound library to spoil."""
    return Plot(tmp_path)
