"""The report says what the data say: every number has its path and the value that stands there, gaps stay visible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.document.snapshot import AuditSnapshot
from desktop.model.edit import AddRow, SetValue
from desktop.model.errors import AuditError
from desktop.model.path import parse_path
from desktop.model.result import Num
from desktop.reports import Report, build_report, numbers
from desktop.reports.cells import Cells
from desktop.reports.model import (
    Block,
    Cell,
    Cover,
    Facts,
    Figure,
    Heading,
    Note,
    Prose,
    Row,
    Signature,
    Table,
)
from desktop.reports.numbers import placed_cells
from desktop.reports.words import Words
from tests.builders import an_audit, library, sample, smelter

_GROUPED = re.compile(r"[−-]?\d[\d\u2009]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def assessment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditSnapshot]:
    with sample("aluminium", tmp_path_factory.mktemp("a") / "a.qsa") as document:
        yield document.snapshot()


@pytest.fixture(scope="module")
def acceptance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuditSnapshot]:
    with sample("aluminium", tmp_path_factory.mktemp("b") / "b.qsa", "acceptance") as document:
        yield document.snapshot()


@pytest.fixture(scope="module")
def report(assessment: AuditSnapshot) -> Report:
    return build_report(assessment)


def _prose(report: Report) -> list[str]:
    return [
        "".join(piece if isinstance(piece, str) else piece.printed for piece in block.pieces)
        for block in report.blocks
        if isinstance(block, Prose)
    ]


def _table(report: Report, caption: str) -> Table:
    return next(block for block in report.blocks if isinstance(block, Table) and block.caption == caption)


def _section(report: Report, key: str) -> list[Block]:
    """The blocks of a chapter or annex."""
    keys = [block.key if isinstance(block, Heading) and block.level == 1 else "" for block in report.blocks]
    start = keys.index(key)
    end = next((at for at in range(start + 1, len(keys)) if keys[at]), len(keys))
    return list(report.blocks[start:end])


def _value_at(snapshot: AuditSnapshot, path: str) -> object:
    try:
        parse_path(path)
    except AuditError:
        return snapshot.evaluate(path)
    return snapshot.value(path)


# -- numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["assessment", "acceptance"])
@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_every_number_is_the_value_at_its_path(
    edition: str, language: str, request: pytest.FixtureRequest
) -> None:
    snapshot: AuditSnapshot = request.getfixturevalue(edition)
    found = numbers(build_report(snapshot, "audit", language))  # type: ignore[arg-type]
    assert len(found) > 500
    units = snapshot.library.units
    wrong = []
    for number in found:
        value = _value_at(snapshot, number.path)
        factor = units.parse(number.unit).factor if number.unit else 1.0
        if not isinstance(value, Num) or value.value != pytest.approx(number.value * factor, rel=1e-9):
            wrong.append((number, value))
    assert wrong == []


def test_every_number_is_printed_with_the_digits_of_its_value(report: Report) -> None:
    for number in numbers(report):
        printed = _GROUPED.search(number.text)
        assert printed, number
        digits = printed[0].replace("\u2009", "").replace("−", "-")
        step = 10.0 ** -len(digits.partition(".")[2])
        assert abs(float(digits) - number.value) <= step / 2 * (1 + 1e-9) + abs(number.value) * 1e-12, number


def test_no_number_stands_in_a_table_without_a_path(report: Report) -> None:
    bare = [
        cell.text
        for block in report.blocks
        if isinstance(block, Table) and not block.number.startswith("表 A")
        for row in block.rows
        for cell in row.cells
        if not cell.path and re.fullmatch(r"[\d\u2009.,%−-]+", cell.text)
    ]
    assert bare == []


def test_numbers_say_where_they_stand(report: Report) -> None:
    places = {number.where for number in numbers(report)}
    assert "前言" not in places
    assert any(re.match(r"表 2-\d+ #1\b", place) for place in places)
    assert any(re.match(r"2\.\d+ 能源消耗与能效水平", place) for place in places)


def test_the_figures_of_the_dossier_are_printed(report: Report) -> None:
    text = "\n".join(_prose(report))
    for printed in ("415 225.5 tce", "12 985.85 kWh/t", "1 670.93 kgce/t", "98.1 %", "−0.68 %"):
        assert printed.replace(" ", "\u2009") in text
    zg4 = next(row for row in _table(report, "方案经济评估指标汇总").rows if row.cells[0].text == "ZG4")
    worked_out = [860, 230, 86, 194, 4.4330, 441.7558, 51.3670, 18.3869, 5.6905]  # dossier 3.9
    assert [cell.value for cell in zg4.cells[1:-1]] == pytest.approx(worked_out, rel=1e-4)


# -- editions, languages, names -----------------------------------------------------------------------------


def test_the_assessment_edition_never_prints_an_after(report: Report) -> None:
    assert [cell.path for cell, _ in placed_cells(report) if "acceptance" in cell.path] == []


def test_the_acceptance_edition_prints_both(acceptance: AuditSnapshot) -> None:
    heads = _table(build_report(acceptance), "方案经济评估指标汇总").columns
    assert [column.title for column in heads if column.group.startswith("净现值NPV 万元")] == [
        "评估稿",
        "验收稿",
    ]


def test_both_languages_stand_side_by_side(assessment: AuditSnapshot) -> None:
    report = build_report(assessment, "audit", "both")
    paragraphs = [block for block in report.blocks if isinstance(block, Prose)]
    assert [block.lang for block in paragraphs[:4]] == ["zh", "en", "zh", "en"]
    table = _table(report, "审核小组成员表 Members of the audit team")
    assert table.columns[1].title == "审核小组职务\nRole in the team"
    assert table.rows[0].cells[1].text == "组长\nLeader"
    assert table.rows[0].cells[0].text == "赵志远", "what is the same in both is printed once"
    assert re.fullmatch(r"表 1-\d", table.number), "numbered in one language"


def test_english_reports_have_no_chinese_of_ours(assessment: AuditSnapshot) -> None:
    report = build_report(assessment, "audit", "en")
    own = [report.footer, report.sample, *report.words.values()]
    own += [block.text for block in report.blocks if isinstance(block, Heading)]
    pieces = [piece for block in report.blocks if isinstance(block, Prose) for piece in block.pieces]
    own += [piece for piece in pieces if isinstance(piece, str)]
    assert [text for text in own if re.search("[\u4e00-\u9fff]", text)] == []


def test_dates_and_periods_are_written_out(report: Report) -> None:
    assert any("2025年12月30日" in text and "2026年2月" not in text for text in _prose(report))
    assert any("2026年2月至2027年10月" in text for text in _prose(report))
    assert any("企业于2026年1月26日公布企业信息" in text for text in _prose(report)), "a computed day as well"
    assert not any("年年" in text for text in _prose(report))


def test_older_stage_names_name_the_chapters(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", SetValue("audit.stage_names", "older")) as document:
        report = build_report(document.snapshot())
    titles = {
        block.number: block.title
        for block in report.blocks
        if isinstance(block, Heading) and block.level == 1
    }
    assert titles["2"] == "预评估"
    assert titles["1"] == "筹划和组织"


# -- front pages --------------------------------------------------------------------------------------------


def test_the_cover_names_enterprise_list_and_month(report: Report) -> None:
    cover = next(block for block in report.blocks if isinstance(block, Cover))
    said = {fact.label: fact.cell.text for fact in cover.facts}
    assert cover.title == "清洁生产审核报告"
    assert cover.edition == "评估稿"
    assert said["名单文号"] == "示环发〔2025〕128号"
    assert said["审核时段"] == "2026年2月至2027年10月"
    assert cover.date.text == "二〇二六年五月"


def test_those_who_sign_are_the_team_members_who_said_so(report: Report) -> None:
    commitment, approval = (block for block in report.blocks if isinstance(block, Signature))
    assert [row[1].text for row in commitment.rows] == ["", "赵志远"], (
        "the legal representative is left to fill in"
    )
    signed = [(row[0].text, row[1].text) for row in approval.rows]
    assert signed == [("编制", "冯明"), ("审核", "孙慧敏"), ("批准", "赵志远")]


def test_a_sample_says_so_everywhere_and_a_real_audit_nowhere(report: Report, tmp_path: Path) -> None:
    assert "虚构" in report.sample
    with an_audit(tmp_path / "a.qsa") as document:
        real = build_report(document.snapshot())
    assert real.sample == ""
    assert next(block for block in real.blocks if isinstance(block, Cover)).notice == ""


# -- gaps ---------------------------------------------------------------------------------------------------


def test_an_empty_audit_makes_a_report_that_shows_its_gaps(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa") as document:
        report = build_report(document.snapshot())
    assert any("未填" in text for text in _prose(report))
    facts = next(block for block in report.blocks if isinstance(block, Facts))
    assert {fact.cell.tone for fact in facts.facts if fact.label == "企业名称"} == {"missing"}
    assert [number for number in numbers(report) if number.text.startswith("0")] == [
        number for number in numbers(report) if number.value == 0
    ]


def test_zero_is_printed_and_a_gap_is_not_zero(tmp_path: Path) -> None:
    rows = [AddRow("energy", {"name": "柴油", "unit": "t", "amount@2025": 0, "amount@2024": None}, row="e9")]
    with an_audit(tmp_path / "a.qsa", *smelter(), *rows) as document:
        cells = Cells(document.snapshot(), Words(library(), "zh"))
        zero = cells.at(parse_path("energy[e9].amount@2025"), "t")
        gap = cells.at(parse_path("energy[e9].amount@2024"), "t")
    assert (zero.text, zero.value) == ("0", 0.0)
    assert (gap.text, gap.value, gap.tone) == ("未填", None, "missing")


def test_sheets_that_do_not_apply_are_listed_with_the_answer_and_not_printed(tmp_path: Path) -> None:
    edits = [
        AddRow("outlets", {"code": "DA001", "medium": "air"}),
        SetValue("audit.edition", "acceptance"),
        SetValue("environment.routes", ["water"]),
    ]
    with an_audit(tmp_path / "a.qsa", *edits) as document:
        report = build_report(document.snapshot())
        whole = an_audit(tmp_path / "b.qsa", *edits[:2])
        other = build_report(whole.snapshot())
        whole.close()
    listed = [block for block in _section(report, "annex-D") if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells] for block in listed for row in block.rows] == [
        ["X2-05 废气排放源及监测数据表", "污染物排放去向：废水外排（直接或排入污水处理厂）"]
    ]
    assert "DA001" not in _printed(report)
    assert "DA001" in _printed(other)


def _printed(report: Report) -> set[str]:
    return {
        cell.text
        for block in report.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    }


def test_reasons_and_promises_are_printed(tmp_path: Path) -> None:
    edits = [
        SetValue("audit.edition", "acceptance"),  # hides no sheet
        SetValue("enterprise.phone", {"state": "na", "reason": "只有内部电话"}),
        SetValue("enterprise.area", {"state": "later", "who": "综合办", "when": "2026-06"}),
    ]
    with an_audit(tmp_path / "a.qsa", *edits) as document:
        report = build_report(document.snapshot())
    annex = [block for block in _section(report, "annex-D") if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells][1:] for block in annex for row in block.rows] == [
        ["只有内部电话"],
        ["综合办", "2026-06"],
    ]
    assert any("综合办" in text for text in _prose(report)), (
        "a promised value is a visible gap in its sentence"
    )


def test_a_unit_other_than_that_of_the_head_is_written_beside(tmp_path: Path) -> None:
    option = {"code": "A1", "name": "甲", "cost_class": "high", "status@assessment": "feasible",
              "extra_operating_cost@assessment": {"value": "35000", "unit": "元"}}  # fmt: skip
    with an_audit(tmp_path / "a.qsa", AddRow("options", option, row="a1")) as document:
        table = _table(build_report(document.snapshot()), "年运行费用节省构成")
    column = next(at for at, head in enumerate(table.columns) if head.title.startswith("新增年运行费"))
    assert table.columns[column].unit == "万元"
    assert table.rows[0].cells[column].text == "35\u2009000\u2009元"


def test_what_people_typed_is_never_read_as_a_formula(tmp_path: Path) -> None:
    hostile = "{audit.base_year} <b>&amp; =1+1 {x | y"
    with an_audit(tmp_path / "a.qsa", SetValue("enterprise.name", hostile)) as document:
        report = build_report(document.snapshot())
    assert any(hostile in text for text in _prose(report))
    assert report.running.startswith(hostile)


# -- standing -----------------------------------------------------------------------------------------------


def test_factors_not_checked_carry_the_mark_and_stand_in_the_annex(report: Report) -> None:
    rows = _table(report, "基准年能源消费结构与折标煤").rows[:-1]
    factor = {row.cells[0].text: next(cell for cell in row.cells if "kgce" in cell.text) for row in rows}
    assert factor["柴油"].mark, "GB/T 2589 table A.1 was read second hand only"
    assert not factor["电解整流交流电"].mark, "0.1229 was read in the public text"
    assert not factor["天然气"].mark, "the enterprise's own factor"
    annex = next(block for block in _section(report, "annex-A") if isinstance(block, Table))
    listed = {row.cells[0].text: row.cells for row in annex.rows}
    assert listed["柴油 · 当量值"][3].text == "转引 ◇"
    assert listed["电力 · 当量值"][3].text == "已核对"
    assert "天然气 · 当量值" not in listed, "a factor nobody uses is not listed"


def test_the_main_figures_are_explained_in_words(report: Report) -> None:
    table = next(block for block in _section(report, "annex-B") if isinstance(block, Table))
    told = {row.cells[2].path: row.cells[3].text for row in table.rows}
    assert told["summary.energy_per_product@2025"] == "综合能耗（当量值） ÷ 基准产品产量"
    assert "重叠扣减" in told["summary.saving_net@assessment"]


def test_open_problems_are_listed_with_their_fix(assessment: AuditSnapshot, report: Report) -> None:
    table = next(block for block in _section(report, "annex-C") if isinstance(block, Table))
    assert all(row.cells[3].text for row in table.rows)
    told = {row.cells[2].text for row in table.rows}
    said = {assessment.word(one, "zh").sentence for one in assessment.problems() if one.code != "required"}
    assert {sentence for text in told for sentence in text.split("\n")} >= said, "nothing found is left out"


def test_answers_missing_in_many_rows_stand_in_one_line(assessment: AuditSnapshot, report: Report) -> None:
    """Ten people without a speciality are one line that names them, not ten lines that say the same."""
    table = next(block for block in _section(report, "annex-C") if isinstance(block, Table))
    missing = [one for one in assessment.problems() if one.code == "required" and ".specialty" in one.path]
    names = {assessment.row_label("team", parse_path(one.path).row, "zh") for one in missing}
    lines = [
        row for row in table.rows if row.cells[1].path.startswith("team[") and "专业" in row.cells[1].text
    ]
    assert len(missing) > 1
    assert len(lines) == 1
    assert all(name in lines[0].cells[2].text for name in names)


def test_the_data_version_is_printed(assessment: AuditSnapshot, report: Report) -> None:
    facts = next(block for block in _section(report, "annex-F") if isinstance(block, Facts))
    assert facts.facts[0].cell.text == assessment.digest
    assert assessment.digest[:4] in report.footer


# -- tables and figures -------------------------------------------------------------------------------------


def test_numbers_of_tables_and_figures_count_through_each_chapter(report: Report) -> None:
    chapter, counts = "", {"表": 0, "图": 0}
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapter, counts = block.key.rpartition("-")[2], {"表": 0, "图": 0}
        if isinstance(block, Table | Facts | Figure):
            kind = "图" if isinstance(block, Figure) else "表"
            counts[kind] += bool(block.caption)  # forms of several rows share a number
            assert block.number == f"{kind} {chapter}-{counts[kind]}"
    keys = [block.key for block in report.blocks if isinstance(block, Heading | Table | Facts | Figure)]
    assert len(keys) == len(set(keys))


def test_every_table_is_rectangular(report: Report) -> None:
    for block in report.blocks:
        if isinstance(block, Table):
            assert {len(row.cells) for row in block.rows if row.kind != "group"} <= {len(block.columns)}
            assert all(len(row.cells) == 1 for row in block.rows if row.kind == "group")


def test_years_stand_side_by_side_under_one_head(report: Report) -> None:
    heads = _table(report, "企业历年产品情况").columns
    assert [head.title for head in heads if head.group == "年产量"] == ["2023", "2024", "2025"]


def test_a_matrix_crosses_factors_and_candidates(report: Report) -> None:
    table = _table(report, "权重因素与得分")
    assert [cell.text for cell in table.rows[0].cells][:4] == ["废弃物量", "10", "10", "100"]
    assert table.columns[2].group == table.columns[3].group == "电解车间"


def test_a_balance_is_parted_by_direction(report: Report) -> None:
    tables = [
        block for block in report.blocks if isinstance(block, Table) and "电解车间物料平衡" in block.caption
    ]
    parts = [row.cells[0].text for row in tables[0].rows if row.kind == "group"]
    assert parts == ["输入", "输出", "库存变化（增加为正）"]


def test_the_total_stands_in_the_last_line(report: Report) -> None:
    last: Row = _table(report, "基准年能源消费结构与折标煤").rows[-1]
    assert last.kind == "total"
    assert last.cells[0].text == "合计"
    total = next(cell for cell in last.cells if cell.value is not None)
    assert total.path == "summary.energy_total@2025"
    assert total.value == pytest.approx(415_225.5, abs=0.05), "dossier, aluminium sample"


def test_figures_show_values_of_the_data(report: Report) -> None:
    figures = [block for block in report.blocks if isinstance(block, Figure)]
    shares = next(block for block in figures if "能源消费结构" in block.caption)
    years = next(block for block in figures if block.drawing.axis_from)
    flow = next(block for block in figures if "年回收" in "".join(block.drawing.texts))
    assert "12 900" in years.caption.replace("\u2009", " "), "a broken axis says where it starts"
    assert years.drawing.axis_from == 12_900
    assert sum(cell.value or 0 for cell in shares.cells) == pytest.approx(100, abs=0.1)
    assert "5.69 年回收" in flow.drawing.texts


# -- the whole ----------------------------------------------------------------------------------------------


def test_the_same_data_make_the_same_report(assessment: AuditSnapshot, report: Report) -> None:
    assert build_report(assessment) == report


def test_an_unknown_kind_is_refused(assessment: AuditSnapshot) -> None:
    with pytest.raises(AuditError) as refused:
        build_report(assessment, "novel")
    assert refused.value.code == "report.kind"
    assert "audit" in str(refused.value.params["kinds"])


def test_no_empty_sections_and_no_words_without_a_message(report: Report) -> None:
    for before, after in zip(report.blocks, report.blocks[1:], strict=False):
        assert not (isinstance(before, Heading) and before.level == 2 and isinstance(after, Heading))
    said = [block.text for block in report.blocks if isinstance(block, Heading | Note)]
    said += [cell.text for cell, _ in placed_cells(report)]
    assert [text for text in said if text.startswith(("report.", "document."))] == []


def test_cells_carry_their_mark_into_print() -> None:
    assert Cell("1.4571", mark=True).printed == "1.4571\u2009◇"


def test_an_annex_of_the_content_has_a_letter_and_its_own_numbers(report: Report) -> None:
    heads = [block for block in report.blocks if isinstance(block, Heading) and block.level == 1]
    letters = [block.number.removeprefix("附录 ") for block in heads if block.number.startswith("附录")]
    assert letters == list("ABCDEFGHIJKL"[: len(letters)])
    letter = next(block.number for block in heads if block.title == "检查清单").removeprefix("附录 ")
    blocks = _section(report, f"annex-{letter}")
    tables = [block for block in blocks if isinstance(block, Table)]
    assert [table.number for table in tables] == [f"表 {letter}-{number}" for number in (1, 2, 3)]
    state, gates, leads = tables
    assert [cell.text for cell in state.rows[3].cells] == [
        "CK-4 方案产生和筛选",
        "6",
        "6",
        "5",
        "1",
        "0",
        "0",
    ]
    assert [row.cells[0].text for row in gates.rows] == ["CK-4.3 末端治理是否过多？"]
    # What the dossier answers no or turns into an option under the eight aspects.
    assert [(row.cells[0].text.split()[0], row.cells[-1].text) for row in leads.rows] == [
        ("CK-A.2", ""), ("CK-A.3", "WD9"), ("CK-B.4", ""), ("CK-B.6", "ZG1"), ("CK-C.1", "WD4"), ("CK-C.6", ""),
        ("CK-D.5", "ZG8"), ("CK-F.2", "ZG4"), ("CK-G.3", "WD2"), ("CK-H.3", "WD11"), ("CK-H.5", "WD11"),
    ]  # fmt: skip


def test_the_policy_table_shows_the_questions_of_the_industry(report: Report) -> None:
    table = _table(report, "政策对照表")
    assert len(table.rows) == 43  # of 48; five the profile rules out
    rows = {row.cells[0].text.split()[0]: [cell.text for cell in row.cells] for row in table.rows}
    assert "C10" not in rows, "a question of cement"
    assert not {"A01", "A02", "E08", "E13", "C21"} & set(rows), (
        "no key region, coal unit, coal to gas, alumina"
    )
    assert rows["S04"][1] == "否"
    assert rows["C18"][2].replace("\u2009", " ") == "12 985.85 kWh/t"
