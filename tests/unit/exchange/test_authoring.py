"""Indicator systems as workbooks: every system comes back as it went, and whatever is wrong names its cell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop.cli import main
from desktop.content.lint_indicators import GROUPS, INDICATORS, SYSTEMS
from desktop.content.overlay_load import lint_overlay
from desktop.exchange.authoring.layout import GUIDE, SHEETS, fields_of, word_code, words_of
from desktop.exchange.authoring.read import ReadSystem, read_system
from desktop.exchange.authoring.system import TypedSystem, system_named
from desktop.exchange.authoring.write import write_system
from desktop.model.errors import AuditError
from tests.builders import library

FACTS = {
    "id": "my-plating-2026", "zh": "某市电镀行业评价指标体系", "en": "Plating system of a city", "rule": "index",
    "complete": "yes", "standing": "preset", "source": "市公告附件表1", "reason": "官方附件尚未收录",
}  # fmt: skip
GROUP_ROWS = (
    {"id": "1", "zh": "资源消耗", "en": "Resources", "weight": "0.6", "standing": "preset", "source": "表1"},
    {"id": "2", "zh": "管理", "en": "Management", "weight": "0.4", "standing": "preset", "source": "表1"},
)
_ROW = {"standing": "preset", "source": "表1"}
INDICATOR_ROWS = (
    {"id": "01", "group": "1", "zh": "单位产品取水量", "en": "Water per product", "unit": "L/m2", "limiting": "yes",
     "weight": "0.7", "direction": "<=", "level_i": "8", "level_ii": "24", "level_iii": "40", **_ROW},
    {"id": "02", "group": "1", "zh": "水重复利用率", "en": "Reuse rate", "unit": "%", "limiting": "no",
     "weight": "0.3", "direction": ">=", "level_i": "60", "level_ii": "50", "level_iii": "40.5", **_ROW},
    {"id": "03", "group": "2", "zh": "环境管理", "en": "Environmental management", "limiting": "no", "weight": "1",
     "direction": "qualitative", "level_i": "=已认证", "level_ii": "已建立", "level_iii": "有制度", **_ROW},
)  # fmt: skip


def typed() -> TypedSystem:
    return TypedSystem("my-plating-2026", FACTS, GROUP_ROWS, INDICATOR_ROWS)


def edited(path: Path, edit: Callable[[Workbook], None] = lambda _: None) -> Path:
    """A filled-in workbook as a consultant saves it."""
    path.write_bytes(write_system(library().data, typed()))
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def sheet(book: Workbook, table: str) -> Worksheet:
    found = book[SHEETS[table]]
    assert isinstance(found, Worksheet)
    return found


def put(table: str, cell: str, value: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        sheet(book, table)[cell] = value

    return edit


def read(path: Path) -> ReadSystem:
    return read_system(path, library().data)


# Columns of the sheet Indicators: A id, B group, C zh, D en, E unit, F limiting, G weight, H pool, I pool_weight,
# J pool_share, K direction, L M N levels, O P applies, Q standing, R source. Groups: A id, B zh, C en, D weight.


@pytest.mark.parametrize("name", list(library().reference(SYSTEMS).rows))
def test_every_system_comes_back_as_it_went(name: str, tmp_path: Path) -> None:
    went = system_named(library().data, name)
    path = tmp_path / "x.xlsx"
    path.write_bytes(write_system(library().data, went))
    came = read(path)
    assert came.faults == ()
    assert came.system.tables == went.tables
    assert [*came.system.tables[INDICATORS]] == [*went.tables[INDICATORS]], "in the same order"


def test_a_typed_in_system_is_read_as_it_was_meant(tmp_path: Path) -> None:
    found = read(edited(tmp_path / "x.xlsx"))
    assert (found.faults, found.doubts) == ((), ())
    tables = found.system.tables
    assert tables[GROUPS]["my-plating-2026.1"]["weight"] == "0.6"
    row = tables[INDICATORS]["my-plating-2026.03"]
    assert row["group"] == "my-plating-2026.2"
    assert row["level_i"] == "=已认证", "text that looks like a formula stays text"
    assert tables[INDICATORS]["my-plating-2026.02"]["level_iii"] == "40.5"


@pytest.mark.parametrize(
    ("table", "cell", "value", "column", "kept"),
    [
        (INDICATORS, "G3", "０．７", "weight", "0.7"),
        (INDICATORS, "L3", "８", "level_i", "8"),
        (INDICATORS, "L3", 8.0, "level_i", "8"),
        (INDICATORS, "K3", "≤", "direction", "<="),
        (INDICATORS, "K3", "越小越好", "direction", "<="),
        (INDICATORS, "K3", "＜＝", "direction", "<="),
        (INDICATORS, "F3", "是", "limiting", "yes"),
        (INDICATORS, "F3", True, "limiting", "yes"),
        (INDICATORS, "B3", 1, "group", "my-plating-2026.1"),
        (INDICATORS, "L3", "0.5 + 0.3*n", "level_i", "0.5 + 0.3*n"),
    ],
)
def test_what_people_type_is_taken(
    table: str, cell: str, value: object, column: str, kept: str, tmp_path: Path
) -> None:
    found = read(edited(tmp_path / "x.xlsx", put(table, cell, value)))
    assert found.faults == ()
    assert found.system.tables[INDICATORS]["my-plating-2026.01"][column] == kept


@pytest.mark.parametrize(
    ("table", "cell", "value", "code"),
    [
        (INDICATORS, "K3", "sideways", "authoring.not_a_word"),
        (INDICATORS, "K3", None, "authoring.needed"),
        (INDICATORS, "D3", None, "authoring.needed"),
        (INDICATORS, "C3", None, "authoring.needed"),
        (INDICATORS, "B3", "9", "authoring.unknown_group"),
        (INDICATORS, "A4", "01", "authoring.duplicate"),
        (INDICATORS, "A3", "第 一", "authoring.bad_id"),
        (INDICATORS, "G3", "七成", "authoring.not_a_number"),
        (INDICATORS, "G3", "=1-G4", "authoring.formula"),
        (INDICATORS, "G3", "#REF!", "authoring.cell_error"),
        (INDICATORS, "L3", "≤8", "authoring.level_number"),
        (INDICATORS, "L3", 99, "authoring.level_order"),
        (INDICATORS, "F3", None, "authoring.open"),
        (INDICATORS, "H3", "water", "authoring.pool_weight"),
        (INDICATORS, "G3", 0.5, "authoring.sum_group"),
        (INDICATORS, "T1", "remark", "authoring.unknown_field"),
        (INDICATORS, "T1", "weight", "authoring.repeated_field"),
        (INDICATORS, "K1", "dirction", "authoring.missing_field"),
        (GROUPS, "D3", 0.7, "authoring.sum_groups"),
        (GROUPS, "B3", None, "authoring.needed"),
        (SYSTEMS, "C2", None, "authoring.needed"),
        (SYSTEMS, "C2", "a b", "authoring.bad_id"),
        (SYSTEMS, "C5", "guess", "authoring.not_a_word"),
        (SYSTEMS, "A4", "nothing", "authoring.missing_field"),
    ],
)
def test_what_is_wrong_names_sheet_and_cell(
    table: str, cell: str, value: object, code: str, tmp_path: Path
) -> None:
    found = read(edited(tmp_path / "x.xlsx", put(table, cell, value)))
    fault = next((one for one in found.faults if one.code == code), None)
    assert fault is not None, [one.code for one in found.faults]
    elsewhere = {"authoring.pool_weight": "I3", "authoring.sum_groups": "D3", "authoring.sum_group": "G3"}
    if code == "authoring.missing_field":
        assert fault.item.startswith(SHEETS[table])
    else:
        assert fault.item == f"{SHEETS[table]}!{elsewhere.get(code, cell)}"
    messages = library().messages
    zh, en = messages.say_fault(fault, "zh"), messages.say_fault(fault, "en")
    assert zh != en
    assert "{" not in zh + en


def test_sums_that_do_not_add_are_told_where_the_system_is_incomplete(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        facts = sheet(book, SYSTEMS)
        complete = next(cells[2] for cells in facts.iter_rows() if cells[0].value == "complete")
        complete.value = "否 no"
        sheet(book, INDICATORS)["G3"] = 0.5

    found = read(edited(tmp_path / "x.xlsx", edit))
    assert found.faults == ()
    assert [one.code for one in found.doubts] == ["authoring.sum_group"]


def test_sheets_that_are_missing_or_merged(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        del book[SHEETS[GROUPS]]
        sheet(book, INDICATORS).merge_cells("B3:B4")

    found = read(edited(tmp_path / "x.xlsx", spoil))
    codes = [one.code for one in found.faults]
    assert "authoring.missing_sheet" in codes
    assert "authoring.merged" in codes


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    def spoil(book: Workbook) -> None:
        rows = sheet(book, INDICATORS)
        rows["K3"], rows["D4"], rows["G5"] = "sideways", None, "=1"
        sheet(book, SYSTEMS)["C4"] = None

    codes = [one.code for one in read(edited(tmp_path / "x.xlsx", spoil)).faults]
    assert {"authoring.not_a_word", "authoring.needed", "authoring.formula"} <= {*codes}
    assert codes.count("authoring.needed") == 2


def test_ten_thousand_rows_and_a_stray_row_far_below(tmp_path: Path) -> None:
    def many(book: Workbook) -> None:
        rows = sheet(book, INDICATORS)
        for number in range(10_000):
            rows.append([f"x{number}", "1", "指标", "Indicator", "", "no", None, *[None] * 3, "<=", 1, 2, 3])

    found = read(edited(tmp_path / "x.xlsx", many))
    assert [one.code for one in found.faults].count("authoring.needed") == 20_000, (
        "standing and source of each"
    )
    found = read(edited(tmp_path / "y.xlsx", put(INDICATORS, "A1000000", "x")))
    assert [one.code for one in found.faults] == ["authoring.too_long"]


@pytest.mark.parametrize("body", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook(body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(body)
    with pytest.raises(AuditError) as refused:
        read(path)
    assert refused.value.code == "authoring.not_a_workbook"


def test_the_template_explains_itself(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    path.write_bytes(write_system(library().data, system_named(library().data, "new")))
    book = load_workbook(path)
    assert book.sheetnames[0] == GUIDE
    messages = library().messages
    for table in (SYSTEMS, GROUPS, INDICATORS):
        for one in fields_of(library().data, table):
            text = messages.text(one.note)
            assert text.zh != one.note, f"no note for {one.note}"
            for word in words_of(table, one.id):
                assert messages.text(word_code(one.id, word)).zh != word_code(one.id, word)
    rows = sheet(book, INDICATORS)
    for cell in rows[2]:
        assert cell.comment is not None
        assert "\n" in str(cell.value), "head in both languages"
    listed = {str(rule.sqref).partition("3:")[0] for rule in rows.data_validations.dataValidation}
    assert listed == {"B", "F", "J", "K", "Q"}, "group, limiting, share, direction, standing drop down"


def test_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, own = tmp_path / "e.xlsx", tmp_path / "own"
    assert main(["library", "export", "electroplating-2015-general", str(book)]) == 0
    assert main(["library", "export", "electroplating-2015-general", str(book)]) == 2
    assert main(["library", "export", "electroplating-2015-general", str(book), "--force"]) == 0
    assert main(["library", "export", "elektroplating-2015-general", str(tmp_path / "f.xlsx")]) == 2
    assert "electroplating-2015-general" in capsys.readouterr().err
    assert main(["--json", "library", "import", str(book), str(own)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["groups"], told["indicators"], told["doubts"]) == (6, 25, [])
    assert main(["library", "import", str(book), str(own)]) == 0, "the same again changes nothing"
    mine = edited(tmp_path / "m.xlsx")
    assert main(["library", "import", str(mine), str(own)]) == 0
    edited(mine, put(INDICATORS, "L3", 7))
    assert main(["library", "import", str(mine), str(own)]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["library", "import", str(mine), str(own), "--force"]) == 0
    data, faults, conflicts = lint_overlay(own, library().data)
    assert (faults, conflicts) == ([], [])
    rows = next(one for one in data.references if one.id == INDICATORS).rows
    assert rows["my-plating-2026.01"]["level_i"] == "7"
    written = (own / "reference" / f"{INDICATORS}.csv").read_text(encoding="utf-8")
    assert written.count("\nelectroplating-2015-general.") == 25, "the other system still stands there"
    own_systems = {name for name in data.own if name.startswith(f"references/{SYSTEMS}.")}
    assert own_systems == {f"references/{SYSTEMS}.my-plating-2026"}, "an unchanged copy is not one's own"
    wrong = edited(tmp_path / "w.xlsx", put(INDICATORS, "K3", "sideways"))
    before = sorted(path.read_bytes() for path in own.rglob("*.csv"))
    assert main(["--lang", "en", "library", "import", str(wrong), str(own), "--force"]) == 2
    said = capsys.readouterr().err
    assert f"{SHEETS[INDICATORS]}!K3" in said
    assert "is not in the list" in said
    assert sorted(path.read_bytes() for path in own.rglob("*.csv")) == before, "nothing was written"
    assert main(["library", "import", str(tmp_path / "none.xlsx"), str(own)]) == 2
    assert main(["library", "import", str(mine), str(mine)]) == 2
    assert main(["--json", "library", "diff", "installed", str(own)]) == 0


def test_a_row_left_out_of_a_base_system_is_removed(tmp_path: Path) -> None:
    def shorten(book: Workbook) -> None:
        sheet(book, INDICATORS).delete_rows(3)
        for cells in sheet(book, SYSTEMS).iter_rows():
            if cells[0].value == "complete":
                cells[2].value = "no"

    path, own = tmp_path / "e.xlsx", tmp_path / "own"
    system = system_named(library().data, "electroplating-2015-general")
    path.write_bytes(write_system(library().data, system))
    book = load_workbook(path)
    shorten(book)
    book.save(path)
    assert main(["library", "import", str(path), str(own)]) in (0, 1)
    data, faults, _ = lint_overlay(own, library().data)
    assert faults == []
    left = [row for row in next(one for one in data.references if one.id == INDICATORS).rows.values()
            if row["system"] == system.id]  # fmt: skip
    assert len(left) == len(system.indicators) - 1
