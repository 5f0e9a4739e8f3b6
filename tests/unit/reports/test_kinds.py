"""Reports besides the audit's own: what each is made of, and that only what the reasons of the listing ask for is
published (Order 38 Art. 11, law_and_procedure 2.3)."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from desktop.document.reporting import write_reports
from desktop.model.edit import AddRow, Edit, SetValue
from desktop.reports import KINDS, Report, build_report, numbers
from desktop.reports.model import Facts, Heading, Prose, Table
from desktop.ui.report_page import KINDS as OFFERED
from tests.builders import an_audit, sample, smelter

# What each reason adds to name, legal representative and address.
_POLLUTANTS = {"污染物名称、排放总量及超总量情况", "排放浓度及超标情况"}
_ENERGY = {"主要能源品种及消耗量", "单位产值和单位产品能耗"}
_TOXICS = {"依法落实环境风险防控措施情况"}
_ANY = _POLLUTANTS | _ENERGY | _TOXICS
_REASONS = (
    (("OVER_STD",), _POLLUTANTS),
    (("OVER_TOTAL",), _POLLUTANTS),
    (("HIGH_ENERGY",), _ENERGY),
    (("TOXIC_USE",), _TOXICS),
    (("TOXIC_DISCHARGE",), _TOXICS),
    (("HIGH_ENERGY", "TOXIC_USE"), _ENERGY | _TOXICS),
    (("OVER_STD", "OVER_TOTAL", "HIGH_ENERGY", "TOXIC_USE", "TOXIC_DISCHARGE"), _ANY),
)


def _plant(*labels: str, listed_on: str = "2026-03-01") -> list[Edit]:
    """A plant with one row of everything a listing may ask for."""
    return [
        *smelter(),
        SetValue("audit.listed_on", listed_on),
        SetValue("audit.list_labels", list(labels)),
        AddRow("outlets", {"code": "DA001", "name": "烟囱", "medium": "air", "kind": "main"}, row="o1"),
        AddRow("pollutants", {"name": "二氧化硫", "outlet": "o1", "unit": "t"}),
        AddRow("monitoring", {"outlet": "o1", "substance": "二氧化硫", "unit": "mg/m3"}),
        AddRow("toxics", {"name": "铬酐"}),
        AddRow("wastes", {"name": "污泥", "hazardous": True}),
    ]  # fmt: skip


def _captions(report: Report) -> set[str]:
    return {block.caption for block in report.blocks if isinstance(block, Table | Facts)}


def _prose(report: Report) -> str:
    return "\n".join(
        "".join(piece if isinstance(piece, str) else piece.printed for piece in block.pieces)
        for block in report.blocks
        if isinstance(block, Prose)
    )


@pytest.mark.parametrize(("labels", "wanted"), _REASONS)
def test_only_what_the_reasons_ask_for_is_published(
    tmp_path: Path, labels: tuple[str, ...], wanted: set[str]
) -> None:
    with an_audit(tmp_path / "a.qsa", *_plant(*labels)) as document:
        found = _captions(build_report(document.snapshot(), "disclosure"))
    assert found & _ANY == wanted
    assert "企业基本信息" in found


def test_what_is_open_is_seen_with_its_place(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *_plant("TOXIC_USE")) as document:
        before = build_report(document.snapshot(), "disclosure")
        document.record([SetValue("environment.risk_measures", "围堰和应急池")])
        after = build_report(document.snapshot(), "disclosure")
    assert _risk(before) == "〔待填：环保汇总 · 依法落实的环境风险防控措施（工作表X2-08）〕"
    assert _risk(after) == "围堰和应急池"
    assert "〔待填：公布日期、渠道和证明" in _prose(before)


def _risk(report: Report) -> str:
    form = next(one for one in report.blocks if isinstance(one, Facts) and one.caption in _TOXICS)
    return form.facts[0].cell.text


@pytest.mark.parametrize(
    ("listed_on", "law"),
    [("2026-08-14", "名单公布时适用《清洁生产促进法》"), ("2026-08-15", "名单公布时适用《生态环境法典》")],
)
def test_the_law_of_the_day_of_the_list_is_cited(tmp_path: Path, listed_on: str, law: str) -> None:
    with an_audit(tmp_path / "a.qsa", *_plant("OVER_STD", listed_on=listed_on)) as document:
        said = _prose(build_report(document.snapshot(), "disclosure"))
    assert law in said


@pytest.mark.parametrize(("on", "article"), [("2026-08-14", "第二十七条"), ("2026-08-15", "第九百六十七条")])
def test_the_result_cites_the_law_of_its_publication(tmp_path: Path, on: str, article: str) -> None:
    published = AddRow("publications", {"kind": "result", "on": on, "channel": ["website"]})
    with an_audit(tmp_path / "a.qsa", *_plant("OVER_STD"), published) as document:
        said = _prose(build_report(document.snapshot(), "disclosure"))
    assert f"》{article}：审核结果" in said


def test_the_five_conditions_are_printed_with_their_grounds(tmp_path: Path) -> None:
    with sample("electroplating", tmp_path / "a.qsa") as document:
        snapshot = document.snapshot()
        for kind in ("audit", "findings", "acceptance"):
            table = next(
                block
                for block in build_report(snapshot, kind).blocks
                if isinstance(block, Table) and block.columns[0].title == "情形"
            )
            rows = {row.cells[0].text: row for row in table.rows}
            assert list(rows) == [label.title.zh for label in snapshot.screening().labels]  # type: ignore[union-attr]
            used = rows["使用有毒有害原料"]
            assert used.cells[1].text.startswith("可能符合")
            assert "铬酐" in used.cells[2].text
            assert "清洁生产促进法" in used.cells[3].text


def test_objections_stand_under_whether_the_data_provoke_them(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        snapshot = document.snapshot()
        report = build_report(snapshot, "findings")
        provoked = [one.text.zh for one in snapshot.rehearsal() if one.provoked]
    rows = next(one for one in report.blocks if isinstance(one, Table) and one.caption == "评审意见预演").rows
    groups = [at for at, row in enumerate(rows) if row.kind == "group"]
    assert [row.cells[0].text for row in rows[groups[0] + 1 : groups[1]]] == provoked
    assert all(row.cells[1].text == "—" for row in rows[groups[1] + 1 :])


def test_forms_of_an_empty_audit_have_lines_to_write_on(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", SetValue("enterprise.name", "空白厂")) as document:
        report = build_report(document.snapshot(), "forms")
        sheets = [one for one in document.library.sheets if document.applies(one.id)]
    printed = {block.number for block in report.blocks if isinstance(block, Heading) and block.level == 2}
    assert printed == {sheet.number for sheet in sheets}
    blank = next(one for one in report.blocks if isinstance(one, Table) and one.number.startswith("表 X2-01"))
    assert [row.kind for row in blank.rows] == ["plain"] * 3
    assert not any(cell.text for row in blank.rows for cell in row.cells)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("audit", "forms")])
def test_a_paper_in_excel_holds_its_figures_and_nothing_else(tmp_path: Path, kind: str) -> None:
    with sample("electroplating", tmp_path / "a.qsa", "acceptance") as document:
        snapshot = document.snapshot()
        write_reports(snapshot, kind=kind, xlsx=tmp_path / "p.xlsx")
        report = build_report(snapshot, kind)
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    chapters = [one.text for one in report.blocks if isinstance(one, Heading) and one.level == 1]
    assert [sheet.title for sheet in book.worksheets][-len(chapters) :] == [name[:31] for name in chapters]
    cells = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    bare = {one.value for one in numbers(report) if re.fullmatch(r"[−-]?[\d\u2009.]+", one.text)}
    in_tables = {
        cell.value
        for block in report.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if cell.value in bare and not cell.mark and cell.tone == "plain"
    }
    kept = {f"{value:.12g}" for value in cells if isinstance(value, int | float)}
    assert {f"{value:.12g}" for value in in_tables if value is not None} <= kept
    assert not any(isinstance(value, str) and value.startswith("=") for value in cells)


def test_english_papers_have_no_chinese_of_ours(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *_plant("OVER_STD", "HIGH_ENERGY", "TOXIC_USE")) as document:
        report = build_report(document.snapshot(), "disclosure", "en")
    heads = [block.title for block in report.blocks if isinstance(block, Heading)]
    assert heads
    assert not re.search(r"[\u4e00-\u9fff]", " ".join([*heads, *_captions(report)]))


def test_the_window_offers_every_kind() -> None:
    assert tuple(KINDS) == OFFERED
