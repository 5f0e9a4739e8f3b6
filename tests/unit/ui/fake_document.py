"""A stand-in for an open audit with the figures of the mock-ups, until and beside the real document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from desktop.content.places import resource_root
from desktop.content.types import (
    Column,
    Headline,
    Help,
    LibraryData,
    NumberColumn,
    Sheet,
    Stage,
    Table,
    TextColumn,
    View,
)
from desktop.model.edit import Changes, SetValue
from desktop.model.errors import RefusedError
from desktop.model.problem import Problem, Severity
from desktop.model.shown import Shown
from desktop.model.text import Standing, Text


def both(zh: str, en: str = "") -> Text:
    return Text(zh, en or f"en {zh}")


STAGES = (
    (1, "审核准备", "Preparation"),
    (2, "预审核", "Pre-audit"),
    (3, "审核", "Audit"),
    (4, "方案的产生和筛选", "Generating and screening options"),
    (5, "方案的确定", "Deciding on options"),
    (6, "方案的实施", "Implementing options"),
    (7, "持续清洁生产", "Continuing cleaner production"),
)
SHEETS = (
    ("s1_1", "1-1", 1, "审核小组成员表", "Audit team", "team"),
    ("s2_1", "2-1", 2, "企业简述", "The enterprise in brief", "enterprise"),
    ("s2_3", "2-3", 2, "企业历年原辅料和能源消耗", "Materials and energy over the years", "energy"),
    ("s2_4", "2-4", 2, "产品情况", "Products", "products"),
    ("x2_03", "X2-03", 2, "综合能源消费量计算表", "Overall energy consumption", "energy"),
    ("s2_11", "2-11", 2, "审核重点的确定", "Choosing the audit focus", "candidates"),
    ("x3_01", "X3-01", 3, "审核重点物料平衡", "Material balance of the focus", "streams"),
    ("s5_3", "5-3", 5, "方案经济评估", "Economic evaluation", "options"),
)


def make_data() -> LibraryData:
    """A small library in the real types."""
    help_text = Help(
        what=both(
            "全年电解系列整流机组交流侧用电量。",
            "Electricity on the AC side of the rectifiers over the year.",
        ),
        why=both("单位产品能耗限额按铝液交流电耗判定。", "The limit is judged by AC consumption per tonne."),
        where=both("整流所抄表记录、供电局结算单。", "Meter log of the rectifier station, the grid's bill."),
        evidence=both("12 个月电费结算单、整流所抄表记录。", "Twelve monthly bills, meter log."),
        example=both("322 698.4 万kWh"),
        sources=("gb21346",),
    )
    tables = []
    columns: dict[str, tuple[Column, ...]] = {
        "energy": (
            TextColumn(id="name", label=both("名称", "Name"), required=True),
            NumberColumn(
                id="amount",
                label=both("年消耗量", "Yearly amount"),
                unit="万kWh",
                period="year",
                help=help_text,
                required=True,
                evidence=True,
                standing=Standing.SECONDHAND,
            ),
        ),
    }
    for table in (
        "team",
        "enterprise",
        "energy",
        "products",
        "candidates",
        "streams",
        "options",
        "evidence",
        "audit",
    ):
        tables.append(
            Table(
                id=table,
                title=both(table, table),
                columns=columns.get(
                    table, (TextColumn(id="name", label=both("名称", "Name"), required=True),)
                ),
                single=table in ("enterprise", "audit"),
                row_label="name",
            )
        )
    sheets = tuple(
        Sheet(
            id=id,
            number=number,
            stage=stage,
            step=f"{stage}.1",
            title=both(zh, en),
            purpose=both(
                "数字在这里填一次，能耗、指标和报告都用它。",
                "Enter a figure here once; everything else uses it.",
            ),
            who=both("生产部", "Production"),
            views=(View(id="main", kind="grid", table=table),),
        )
        for id, number, stage, zh, en, table in SHEETS
    )
    messages: dict[str, Text] = {}
    for file in sorted((resource_root() / "messages").glob("*.yaml")):
        for code, said in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).items():
            messages[code] = Text(said["zh"], said["en"])
    return LibraryData(
        version="0",
        schema=1,
        digest="",
        sources={},
        units=(),
        choices={},
        tables=tuple(tables),
        stages=tuple(
            Stage(
                number=n,
                title=both(zh, en),
                older=both(zh, en),
                steps={f"{n}.1": both("现状调研", "Survey"), f"{n}.2": both("确定重点", "Choose the focus")},
            )
            for n, zh, en in STAGES
        ),
        sheets=sheets,
        bindings=(),
        checks=(),
        references=(),
        chapters=(),
        overview=(
            Headline(
                path="coal.ac@2025", label=both("铝液交流电耗", "AC electricity per tonne"), unit="kWh/t"
            ),
            Headline(
                path="coal.tce@2025", label=both("综合能耗（当量值）", "Overall energy"), unit="万tce/a"
            ),
            Headline(path="economics.total", label=both("年经济效益（预期）", "Yearly benefit"), unit="万元"),
            Headline(path="economics.investment", label=both("总投资", "Investment"), unit="万元"),
        ),
        messages=messages,
    )


class FakeLibrary:
    """Just enough of ``desktop.content.library.Library``."""

    version = "0"
    digest = ""

    def __init__(self) -> None:
        self.data = make_data()
        self.tables = {table.id: table for table in self.data.tables}
        self.sheets = self.data.sheets
        self.bindings: dict[str, Any] = {}

    def column(self, table: str, column: str) -> Column | None:
        spec = self.tables.get(table)
        return next((one for one in spec.columns if one.id == column), None) if spec else None

    def sheet(self, id: str) -> Sheet:
        return next(sheet for sheet in self.data.sheets if sheet.id == id)

    def message(self, code: str, lang: str, /, **params: object) -> str:
        text = self.data.messages.get(code)
        if text is None:
            return f"{code} {params}" if params else code
        said = text.get(lang)  # type: ignore[arg-type]
        for name, value in params.items():
            said = said.replace(f"{{{name}}}", str(value))
        return said


@dataclass(frozen=True)
class Worded:
    sentence: str
    fix: str = ""
    place: str = ""
    found: str = ""
    expected: str = ""


@dataclass(frozen=True)
class Progress:
    answered: int
    total: int
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True)
class Item:
    path: str
    sheet: str
    number: str
    label: Text
    type: str = "number"
    unit: str = ""
    required: bool = True
    shown: bool = True
    state: str = "absent"


@dataclass(frozen=True)
class InputLine:
    path: str
    label: str
    text: str
    person: str = ""
    time: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class FactorLine:
    name: str
    text: str
    source: str
    standing: Standing


@dataclass(frozen=True)
class Explained:
    path: str
    title: str
    text: str = ""
    unit: str = ""
    origin: str = "nothing"
    note: str = ""
    formula: str = ""
    with_numbers: str = ""
    inputs: tuple[InputLine, ...] = ()
    factors: tuple[FactorLine, ...] = ()
    steps: tuple[Any, ...] = ()
    rounding: str = ""
    entered: InputLine | None = None


@dataclass(frozen=True)
class HistoryLine:
    time: str
    actor: str
    before: Any
    after: Any
    reason: str = ""
    batch: str = ""
    kind: str = "edit"
    label: str = ""


@dataclass(frozen=True)
class Evidence:
    row: str
    title: str
    kind: str = ""
    file: str = ""


@dataclass(frozen=True)
class Comment:
    row: str
    text: str
    author: str = ""
    at: str = ""


@dataclass(frozen=True)
class Hit:
    path: str
    sheet: str
    title: str
    snippet: str = ""


AC = "energy[e1].amount@2025"
PROBLEMS = (
    Problem("sum_of_lines", Severity.ERROR, "products[p1].name", "248 400 t", "248 500 t"),
    Problem("missing_limit", Severity.ERROR, "enterprise.name"),
    Problem("balance_open", Severity.ERROR, "streams[s1].name", "0.795 %", "≤ 5 %"),
    Problem("no_evidence", Severity.WARNING, "energy[e5].amount@2025"),
    Problem("jump", Severity.WARNING, "energy[e4].amount@2024", "475.4", "479.0"),
    Problem("secondhand", Severity.HINT, "options[zg4].name"),
)
SENTENCES = {
    "sum_of_lines": ("各生产线产量之和与总产量不符", "Lines do not add up to the plant's output"),
    "missing_limit": (
        "颗粒物许可排放量（DA001）未填，无法判断是否超总量",
        "Permitted dust (DA001) is missing",
    ),
    "balance_open": (
        "72 h 物料平衡闭合误差 0.795 %，请附实测记录",
        "Balance open by 0.795 %; attach measurements",
    ),
    "no_evidence": ("2025 年柴油没有证据", "No evidence for diesel 2025"),
    "jump": ("天然气 2024 年比上年变化较大", "Natural gas changed a lot in 2024"),
    "secondhand": ("ZG4 浮选尾渣的处置单价为二手资料", "The disposal price of ZG4 is second-hand"),
}


@dataclass
class FakeDocument:
    """The figures of the mock-ups behind the API of ``desktop.document``."""

    path: Path = Path("示例铝业.qsa")
    library: Any = field(default_factory=FakeLibrary)
    mode: str = "rw"
    actor: str = "王工"
    years: tuple[str, ...] = ("2023", "2024", "2025")
    base_year: str = "2025"
    edition: str = "assessment"
    saved_at: dt.datetime | None = dt.datetime(2026, 11, 23, 14, 3, 21)
    closed: bool = False

    def __post_init__(self) -> None:
        self.answers: dict[str, Any] = {
            "enterprise.name": "示例铝业有限公司",
            "audit.title": "示例铝业 · 2026 年审核",
            AC: "322698.4",
        }
        self.listeners: list[Callable[[Changes], None]] = []
        self.done: list[tuple[str, dict[str, Any]]] = []
        self.undone: list[tuple[str, dict[str, Any]]] = []
        self.noted: list[Comment] = []
        self.found = PROBLEMS

    # -- change ---------------------------------------------------------------------------------------------

    def record(
        self, edits: Any, *, label: str = "", params: Any = None, by: Any = None, reason: str = ""
    ) -> Changes:
        paths = []
        before = dict(self.answers)
        for edit in edits:
            if isinstance(edit, SetValue):
                if edit.value == "refuse":
                    raise RefusedError("value.number", path=edit.path, found="refuse")
                self.answers[edit.path] = edit.value
                paths.append(edit.path)
        self.done.append((label, before))
        self.undone.clear()
        return self._tell(label, tuple(paths), by)

    def undo(self, to: str = "", by: Any = None) -> Changes:
        label, before = self.done.pop()
        self.undone.append((label, dict(self.answers)))
        self.answers = before
        return self._tell("undo", (), by)

    def redo(self, to: str = "", by: Any = None) -> Changes:
        label, after = self.undone.pop()
        self.done.append((label, dict(self.answers)))
        self.answers = after
        return self._tell("redo", (), by)

    def undo_label(self, lang: str) -> str:
        return self.done[-1][0] if self.done else ""

    def redo_label(self, lang: str) -> str:
        return self.undone[-1][0] if self.undone else ""

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def _tell(self, label: str, paths: tuple[str, ...], by: Any) -> Changes:
        changes = Changes("b", label, paths, problems=self.found, by=by)
        for listener in tuple(self.listeners):
            listener(changes)
        return changes

    # -- reading --------------------------------------------------------------------------------------------

    def rows(self, table: str, where: str = "") -> tuple[str, ...]:
        return {"energy": ("e1", "e4", "e5"), "evidence": ("v1", "v2", "v3"), "options": ("zg4",)}.get(
            table, ()
        )

    def answer(self, path: str) -> Any:
        return self.answers.get(path)

    value = answer

    def shown(self, path: str, lang: str, unit: str = "", decimals: int | None = None) -> Shown:
        known = {
            "coal.ac@2025": Shown("12\u2009985.85", "kWh/t", "calculated", 12985.85),
            "coal.tce@2025": Shown("41.52", "万tce/a", "calculated", 41.52),
            "economics.total": Shown("2\u2009042.9", "万元", "partial", 2042.9, "21 项中的 20 项"),
            "economics.investment": Shown("5\u2009864.5", "万元", "calculated", 5864.5),
            AC: Shown("322\u2009698.4", "万kWh", "given", 322698.4, standing=Standing.SECONDHAND),
        }
        if path in known:
            return known[path]
        if path.startswith("evidence["):
            return Shown(
                {"title": "电费结算单 2025", "file": "bill.pdf", "kind": "账单"}.get(path.split(".")[1], "")
            )
        said = self.answers.get(path)
        return Shown(str(said)) if said is not None else Shown("", state="absent")

    def row_label(self, table: str, row: str, lang: str) -> str:
        return {"e1": "电解整流交流电", "e4": "天然气", "e5": "柴油", "zg4": "ZG4 炭渣资源化"}.get(row, row)

    def label(self, path: str, lang: str) -> str:
        row = path.partition("[")[2].partition("]")[0]
        period = path.partition("@")[2]
        name = self.row_label("", row, lang) if row else path
        return f"{name} · {period} 年" if period else name

    def is_shown(self, path: str) -> bool:
        return True

    def is_editable(self, path: str) -> bool:
        return True

    def unit_of(self, path: str) -> str:
        return ""

    def evaluate(self, text: str, table: str = "", row: str = "", period: str = "") -> Any:
        return None

    def describe(self) -> Iterator[Item]:
        yield Item("team[t1].name", "s1_1", "1-1", both("姓名", "Name"), state="given")
        yield Item("energy[e1].amount@2025", "s2_3", "2-3", both("年消耗量", "Amount"), state="given")
        yield Item("energy[e5].amount@2023", "s2_3", "2-3", both("年消耗量", "Amount"))
        yield Item("streams[s1].name", "x3_01", "X3-01", both("物流", "Stream"))

    def problems(self) -> tuple[Problem, ...]:
        return self.found

    def word(self, problem: Problem, lang: str) -> Worded:
        zh, en = SENTENCES[problem.code]
        fix = "核对后填写，或附上记录。" if lang == "zh" else "Check and fill in, or attach the record."
        return Worded(
            zh if lang == "zh" else en, fix, self.label(problem.path, lang), problem.found, problem.expected
        )

    def progress(self) -> dict[str, Progress]:
        return {
            "s1_1": Progress(12, 12),
            "s2_1": Progress(20, 26, errors=1),
            "s2_3": Progress(40, 42, warnings=2),
            "s2_4": Progress(9, 9, errors=1),
            "x2_03": Progress(0, 0),
            "s2_11": Progress(4, 30),
            "x3_01": Progress(4, 10, errors=1),
            "s5_3": Progress(11, 20),
        }

    def explain(self, path: str, lang: str) -> Explained:
        if path != AC:
            return Explained(path, self.label(path, lang))
        return Explained(
            path,
            "电解整流交流电 · 2025 年",
            "322\u2009698.4",
            "万kWh",
            "months",
            formula="电解整流交流电 ÷ 铝液产量",
            with_numbers="322 698.4 万kWh ÷ 248 500 t",
            inputs=(
                InputLine(AC, "电解整流交流电", "322 698.4 万kWh", "王工", "2026-11-20 09:12", ("账单",)),
            ),
            factors=(FactorLine("限额 2 级", "13 000 kWh/t", "GB 21346-2022", Standing.SECONDHAND),),
        )

    def uses(self, path: str, lang: str) -> tuple[tuple[str, str], ...]:
        return (("coal.tce@2025", "综合能耗 X2-03"), ("coal.ac@2025", "铝液交流电耗")) if path == AC else ()

    def history(self, path: str) -> tuple[HistoryLine, ...]:
        if path != AC:
            return ()
        return (
            HistoryLine(
                "2026-11-20T09:12:00+08:00",
                "王工",
                {"value": "322690", "unit": "万kWh"},
                {"value": "322698.4", "unit": "万kWh"},
                "按结算单更正",
                "b2",
            ),
            HistoryLine(
                "2026-11-02T16:40:00+08:00", "李工", None, {"value": "322690", "unit": "万kWh"}, "", "b1"
            ),
        )

    def evidence(self, path: str, lang: str) -> tuple[Evidence, ...]:
        if path != AC:
            return ()
        return (
            Evidence("v1", "附件 2-7 电费结算单 2025", "账单", "bill.pdf"),
            Evidence("v2", "附件 2-8 整流所抄表记录", "抄表", "log.xlsx"),
            Evidence("v3", "附件 2-9 关口表照片", "照片", "meter.jpg"),
        )

    def attach(
        self, source: Path, about: str = "", *, kind: str = "", period: str = "", date: str = ""
    ) -> str:
        self.record([], label="document.attached")
        return "evidence[v9]"

    def comment(self, path: str, text: str) -> str:
        self.noted.append(Comment("c1", text, self.actor, "2026-11-23"))
        self.record([], label="document.commented")
        return "comments[c1]"

    def comments(self, path: str) -> tuple[Comment, ...]:
        return tuple(self.noted)

    def search(self, words: str, lang: str, limit: int = 50) -> tuple[Hit, ...]:
        hits = [Hit(f"page:{id}", id, f"{number} {zh}") for id, number, _, zh, _, _ in SHEETS]
        hits.append(Hit(AC, "s2_3", "电解整流交流电", "322698.4 万kWh"))
        return tuple(hit for hit in hits if words.casefold() in (hit.title + hit.snippet).casefold())[:limit]

    def backup(self, target: Path) -> Path:
        return target

    def close(self) -> None:
        self.closed = True
