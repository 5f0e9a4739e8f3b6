"""The self-check on the audit's own data: both samples as their dossiers say, gaps never shown as "no"."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.document import Document
from desktop.document.screening import screening
from desktop.model.answer import Json
from desktop.model.edit import AddRow, SetValue
from desktop.model.review import Label
from desktop.reports import build_report
from desktop.reports.model import Table
from tests.builders import clock, sample

LABELS = ("OVER_STD", "OVER_TOTAL", "TOXIC_USE", "TOXIC_DISCHARGE", "HIGH_ENERGY")


@pytest.mark.parametrize(
    ("name", "values"),
    [  # label_screening of the dossiers; OVER_STD is false there by the plant's word on its monitoring reports: of
        # waste water only annual means are on record, which by themselves show nothing
        ("aluminium", (False, False, None, True, False)),
        ("electroplating", (False, False, True, True, None)),
    ],
)
def test_labels_of_the_samples(tmp_path: Path, name: str, values: tuple[bool | None, ...]) -> None:
    with sample(name, tmp_path / "a.qsa") as document:
        found = screening(document)
        assert found is not None
        assert found.status == "listed"
        assert tuple(label.value for label in found.labels) == values
        assert tuple(label.id for label in found.labels) == LABELS
        toxic = found.labels[3]
        assert toxic.listed
        assert {reason.path.partition("[")[0] for reason in toxic.reasons} <= {"wastes", "pollutants"}
        assert "清洁生产促进法" in toxic.basis.zh  # listed before 2026-08-15


@pytest.mark.parametrize("name", ["aluminium", "electroplating"])
def test_a_statement_of_the_plant_is_called_a_statement(tmp_path: Path, name: str) -> None:
    with sample(name, tmp_path / "a.qsa") as document:
        stated = document.screening()
        assert stated is not None
        assert (
            stated.labels[0].reasons[0].text.zh.startswith("企业自述（以监测报告为证，本软件未由数值算出）")
        )
        assert document.library.message(stated.labels[0].outcome, "zh") == "未发现（依企业自述）"
        assert "仅凭企业说明" in stated.said[-1].zh
        rows = cells(document)
        assert "未发现（依企业自述）" in rows[0][1]  # on paper as on screen
        document.record([SetValue("triggers[over-std].fact", None)])
        silent = document.screening()
        assert silent is not None
        assert silent.labels[0].value is None  # annual means prove nothing
        document.record(
            [SetValue("triggers[over-std].fact", "有超标"), SetValue("triggers[over-std].hit", True)]
        )
        denied = document.screening()
        assert denied is not None
        assert denied.labels[0].value is None  # only a statement that nothing exceeded settles it


def test_a_statement_does_not_outweigh_a_value_or_a_gap(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        row = document.rows("monitoring", 'pick == "max"')[0]
        unit = str(document.answer(f"monitoring[{row}].unit"))
        limit = document.stored(f"monitoring[{row}].limit")
        document.record([SetValue(f"monitoring[{row}].limit", None)])
        gap = document.screening()
        assert gap is not None
        assert gap.labels[0].value is None
        document.record([SetValue(f"monitoring[{row}].limit", limit)])
        document.record([SetValue(f"monitoring[{row}].value", {"value": "99999", "unit": unit})])
        over = document.screening()
        assert over is not None
        assert over.labels[0].value is True


def test_what_is_not_filled_in_is_unknown(tmp_path: Path) -> None:
    with Document.create(tmp_path / "a.qsa", clock=clock) as document:
        assert screening(document) is None  # no date of the facts yet
        document.record([SetValue("audit.screened_on", "2026-09-01")])
        found = screening(document)
        assert found is not None
        assert found.status == "cannot_decide"
        assert [label.value for label in found.labels] == [None] * 5
        assert found.labels[3].missing == ("wastes", "pollutants")
        assert "生态环境法典" in found.labels[0].basis.zh
        document.record([AddRow("wastes", {"name": "电镀污泥", "hazardous": True})])
        found = screening(document)
        assert found is not None
        assert (found.status, found.labels[3].value) == ("may_meet", True)
        assert found.labels[3].reasons[0].path == f"wastes[{document.rows('wastes')[0]}]"


def test_a_value_over_its_limit_and_the_same_in_another_statistic(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        row = document.rows("monitoring", 'pick == "max"')[0]
        unit = str(document.answer(f"monitoring[{row}].unit"))
        document.record([SetValue(f"monitoring[{row}].value", {"value": "99999", "unit": unit})])
        found = screening(document)
        assert found is not None
        assert found.labels[0].value is True
        assert found.labels[0].reasons[0].path == f"monitoring[{row}]"
        statistic = document.answer(f"monitoring[{row}].statistic")
        document.record([SetValue(f"monitoring[{row}].limit", None)])
        found = screening(document)
        assert found is not None
        assert f"monitoring[{row}]" in found.labels[0].missing
        document.undo()
        document.record([SetValue(f"monitoring[{row}].statistic", "day" if statistic != "day" else "hour")])
        found = screening(document)
        assert found is not None
        assert found.labels[0].value is None


def cells(document: Document) -> list[list[str]]:
    """The table of the five conditions on paper."""
    report = build_report(document.snapshot(), kind="findings", language="zh")
    table = next(
        block
        for block in report.blocks
        if isinstance(block, Table) and any("污染物排放超标" in row.cells[0].text for row in block.rows)
    )
    return [[cell.text for cell in row.cells] for row in table.rows]


# -- what a plant enters in its sheets, each as a new audit ---------------------------------------------------------


def label(document: Document, id: str) -> Label:
    found = document.screening()
    assert found is not None
    return next(one for one in found.labels if one.id == id)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Document]:
    with Document.create(tmp_path / "n.qsa", clock=clock) as document:
        document.record(
            [
                SetValue("audit.on_list", False),
                SetValue("audit.screened_on", "2026-08-14"),
                SetValue("audit.base_year", "2025"),
                AddRow("lines", {"name": "一系列"}, row="l1"),
                AddRow("outlets", {"code": "DA001", "medium": "air"}, row="o1"),
            ]
        )
        yield document


def metric(key: str, value: str, age: str = "existing") -> AddRow:
    unit = "kgce/t" if key.endswith("-04") else "kWh/t"
    values = {
        "metric": key,
        "scope": "l1",
        "line_age": age,
        "value_typed@2025": {"value": value, "unit": unit},
    }
    return AddRow("energy_limit_items", values)


FOUR = ("13350", "13700", "13750", "1720")  # level 3 of GB 21346-2022, electrolytic aluminium
NEW = ("13000", "13350", "13400", "1680")  # level 2


@pytest.mark.parametrize(
    ("figures", "age", "value"),
    [
        (FOUR, "existing", False),
        (("13351", *FOUR[1:]), "existing", True),
        ((*FOUR[:3], "1721"), "existing", True),
        (FOUR, "new", True),  # a new line is bound by level 2
        (NEW, "new", False),
        ((*NEW[:2], "13401", NEW[3]), "new", True),
        (FOUR[:3], "existing", None),  # the standard limits a fourth metric
        ((), "existing", None),
    ],
)
def test_every_metric_of_the_energy_standard_by_age_of_the_line(
    fresh: Document, figures: tuple[str, ...], age: str, value: bool | None
) -> None:
    fresh.record(
        [metric(f"GB21346-2022-0{at}", figure, age) for at, figure in enumerate(figures, 1)]
        or [AddRow("energy", {"name": "电"})]
    )
    found = label(fresh, "HIGH_ENERGY")
    assert found.value is value
    if len(figures) == 3:
        assert "铝锭综合能耗" in found.reasons[0].text.zh


def test_no_energy_limit_is_not_applicable(fresh: Document) -> None:
    fresh.record([SetValue("audit.no_energy_limit", True)])
    found = label(fresh, "HIGH_ENERGY")
    assert (found.applies, fresh.library.message(found.outcome, "zh")) == (False, "不适用")


def per_tonne(value: str) -> Json:
    return {"value": value, "unit": "m3/t"}


MEASURED = {
    "outlet": "o1", "substance": "二氧化硫", "unit": "mg/m3", "statistic": "hour", "pick": "max",
    "value": {"value": "150", "unit": "mg/m3"}, "limit": {"value": "200", "unit": "mg/m3"}, "limit_statistic": "hour",
}  # fmt: skip
PH = {
    "outlet": "o1", "substance": "pH", "unit": "pH", "statistic": "single", "pick": "max",
    "limit": {"value": "9", "unit": "pH"}, "limit_low": {"value": "6", "unit": "pH"}, "limit_statistic": "single",
}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([MEASURED], False),
        ([{**MEASURED, "value": {"value": "201", "unit": "mg/m3"}}], True),
        ([MEASURED, {**MEASURED, "value": {"value": "200001", "unit": "ug/m3"}, "unit": "ug/m3"}], True),
        ([{**MEASURED, "statistic": "day"}], None),
        ([{**MEASURED, "limit_statistic": "day"}], None),
        ([{**MEASURED, "flags": ["fault"]}], None),
        ([{**MEASURED, "flags": ["start_up"], "value": {"value": "999", "unit": "mg/m3"}}], None),
        ([{**MEASURED, "limit": None}], None),
        ([{**PH, "value": {"value": "7.2", "unit": "pH"}}], False),
        ([{**PH, "value": {"value": "5.9", "unit": "pH"}}], True),
        ([{**PH, "value": {"value": "9.1", "unit": "pH"}}], True),
        # drainage of 1.5 times the baseline: 150 × 1.5 = 225
        ([{**MEASURED, "drainage": per_tonne("3"), "drainage_base": per_tonne("2")}], True),
    ],
)  # fmt: skip
def test_over_standard_like_with_like(
    fresh: Document, rows: list[dict[str, Json]], value: bool | None
) -> None:
    fresh.record([AddRow("monitoring", row) for row in rows])
    assert label(fresh, "OVER_STD").value is value


def test_a_penalty_that_states_an_exceedance_counts_and_another_does_not(fresh: Document) -> None:
    fresh.record(
        [AddRow("monitoring", MEASURED), AddRow("accidents", {"kind": "penalty", "item": "未批先建"})]
    )
    assert label(fresh, "OVER_STD").value is False
    fresh.record(
        [AddRow("accidents", {"kind": "penalty", "item": "超标处罚决定", "over_std": True}, row="p")]
    )
    found = label(fresh, "OVER_STD")
    assert (found.value, found.reasons[0].path) == (True, "accidents[p]")


def test_an_exceedance_on_record_counts(fresh: Document) -> None:
    fresh.record([AddRow("exceedances", {"kind": "over_std", "factor": "总铬"}, row="x")])
    found = label(fresh, "OVER_STD")
    assert (found.value, found.reasons[0].path) == (True, "exceedances[x]")


@pytest.mark.parametrize(
    ("amount", "actual", "value", "applies"),
    [
        ({"value": "10", "unit": "t"}, "10", False, True),
        ({"value": "10", "unit": "t"}, "10.1", True, True),
        (None, "10", None, True),  # not filled in
        ({"value": "10", "unit": "t"}, None, None, True),
        ({"state": "na", "reason": "许可证未许可总量"}, "10", None, False),
    ],
)
def test_a_permit_without_an_amount_is_not_a_gap(
    fresh: Document, amount: Json, actual: str | None, value: bool | None, applies: bool
) -> None:
    pollutant: dict[str, Json] = {"name": "化学需氧量", "outlet": "o1", "unit": "t"}
    if actual:
        pollutant["amount@2025"] = {"value": actual, "unit": "t"}
    item: dict[str, Json] = {"pollutant": "c", "kind": "permit", "unit": "t", "amount": amount}
    fresh.record([AddRow("pollutants", pollutant, row="c"), AddRow("permit_items", item)])
    found = label(fresh, "OVER_TOTAL")
    assert (found.value, found.applies) == (value, applies)


OIL: dict[str, Json] = {
    "name": "废机油", "hazardous": True, "code": "900-214-08", "unit": "t",
    "amount@2025": {"value": "12", "unit": "t"},
}  # fmt: skip


def test_three_tiers_of_toxics(fresh: Document) -> None:
    fresh.record([AddRow("wastes", OIL), AddRow("pollutants", {"name": "二氧化硫", "unit": "t"})])
    assert label(fresh, "TOXIC_DISCHARGE").value is None  # waste oil alone never labels
    fresh.record([SetValue("audit.local_waste_threshold", {"value": "10", "unit": "t"})])
    assert label(fresh, "TOXIC_DISCHARGE").value is None  # nor by its amount
    sludge: dict[str, Json] = {
        "name": "污泥", "hazardous": True, "code": "336-054-17", "unit": "t", "amount@2025": {"value": "9", "unit": "t"}
    }  # fmt: skip
    fresh.record([AddRow("wastes", sludge, row="s")])
    assert label(fresh, "TOXIC_DISCHARGE").value is None  # 9 t of 10 t
    fresh.record([SetValue("wastes[s].amount@2025", {"value": "10", "unit": "t"})])
    local = label(fresh, "TOXIC_DISCHARGE")
    assert local.value is True
    assert local.tier is not None
    assert local.tier.zh.startswith("当地列入名单的做法")
    fresh.record([SetValue("audit.local_waste_threshold", None)])
    literal = label(fresh, "TOXIC_DISCHARGE")
    assert literal.tier is not None
    assert literal.tier.zh.startswith("字面上符合")
    fresh.record(
        [
            SetValue("audit.on_list", True),
            SetValue("audit.listed_on", "2026-08-15"),
            SetValue("audit.list_labels", ["TOXIC_DISCHARGE"]),
        ]
    )
    listed = label(fresh, "TOXIC_DISCHARGE")
    assert listed.listed
    assert listed.tier is not None
    assert listed.tier.zh == "已列入公布的名单"


def test_a_material_is_found_by_the_cas_number_of_the_register(fresh: Document) -> None:
    fresh.record(
        [
            AddRow(
                "materials",
                {"name": "清洗剂", "toxic": {"state": "later", "who": "王工", "when": ""}},
                row="m",
            )
        ]
    )
    assert "有毒有害水污染物名录" not in label(fresh, "TOXIC_USE").reasons[0].text.zh
    fresh.record([AddRow("toxics", {"name": "三氯乙烯", "cas": "79-01-6", "material": "m"})])
    assert "有毒有害水污染物名录" in label(fresh, "TOXIC_USE").reasons[0].text.zh


@pytest.mark.parametrize(
    ("day", "law"),
    [("2026-08-14", "清洁生产促进法"), ("2026-08-15", "生态环境法典"), ("2026-08-31", "生态环境法典")],
)
def test_the_basis_is_that_of_the_day_on_screen_and_on_paper(fresh: Document, day: str, law: str) -> None:
    fresh.record([SetValue("audit.screened_on", day)])
    assert law in label(fresh, "OVER_STD").basis.zh
    assert law in cells(fresh)[0][3]
