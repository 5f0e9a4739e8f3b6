"""The user's overlay: what it adds, hides and rewords, that each thing says why, and that base updates are noticed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desktop.cli import main
from desktop.content.library import Library, library_from_bytes, load_base, load_library
from desktop.content.overlaid import overlaid
from desktop.content.overlay import Overlay, fingerprint, read_overlay
from desktop.content.overlay_load import lint_overlay, load_with_overlay
from desktop.content.types import ChoiceColumn, LibraryData
from desktop.model.errors import AuditError
from desktop.model.text import Standing, Text

GRID = "id,kind,year,zh,en,value,unit,valid_from,standing,source,reason,base"
OWN = (
    "own_park,average,2024,园区电网,Park grid,0.4321,tCO2e/MWh,2025-01-01,preset,园区能源公司函,园区书面提供,"
)
QUESTION = """
table: products
sheet: s2_4
view: VIEW
reason: 客户要求按批次列出
column: {id: own_batch, type: text, label: {zh: 批次, en: Batch}}
"""


@pytest.fixture(scope="module")
def base() -> LibraryData:
    return load_base().data


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yaml", ".yaml").replace("_csv", ".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def codes(folder: Path, base: LibraryData) -> list[str]:
    _, faults, conflicts = lint_overlay(folder, base)
    return [one.code for one in [*faults, *conflicts]]


def question(base: LibraryData) -> str:
    sheet = next(one for one in base.sheets if one.id == "s2_4")
    return QUESTION.replace("VIEW", next(view.id for view in sheet.views if view.table == "products"))


def test_an_own_factor_is_looked_up_and_says_that_it_is_one(tmp_path: Path) -> None:
    write(tmp_path, reference__grid_factors_csv=f"{GRID}\n{OWN}\n")
    library = load_library(tmp_path)
    rows = library.reference("grid_factors").rows
    assert rows["own_park"]["value"] == "0.4321"
    source, standing = library.citation("grid_factors", "own_park")
    assert standing is Standing.PRESET
    assert "园区能源公司函" in source
    assert "自有数据" in source
    assert "own data" in source
    assert "园区书面提供" in source
    base_key = next(iter(rows))
    assert "own data" not in library.citation("grid_factors", base_key)[0]
    column = ChoiceColumn(id="x", label=Text("甲", "A"), reference="grid_factors")
    assert library.choice_label(column, "own_park", "en") == "Park grid [own data]"
    assert library.choice_label(column, "own_park", "zh") == "园区电网 [自有数据]"
    again = library_from_bytes(library.to_bytes())
    assert again.own_reason("grid_factors", "own_park") == "园区书面提供"
    assert again.digest == library.digest != load_base().digest


def test_an_overlay_is_compiled_once_and_again_when_edited(tmp_path: Path, base: LibraryData) -> None:
    write(tmp_path, reference__grid_factors_csv=f"{GRID}\n{OWN}\n")
    first = load_with_overlay(tmp_path)
    assert load_with_overlay(tmp_path).digest == first.digest
    write(tmp_path, reference__grid_factors_csv=f"{GRID}\n{OWN.replace('0.4321', '0.5')}\n")
    assert load_with_overlay(tmp_path).digest != first.digest
    assert load_with_overlay(tmp_path / "nowhere").digest == base.digest


def test_questions_are_added_hidden_and_reworded(tmp_path: Path, base: LibraryData) -> None:
    changes = (
        "- {id: products.output, reason: 用厂内叫法, label: {zh: 当年产量, en: Output of the year}}\n"
        "- {id: products.spec, reason: 厂内无规格, hidden: true}\n"
    )
    write(tmp_path, questions__batch_yaml=question(base), changes__products_yaml=changes)
    data, faults, conflicts = lint_overlay(tmp_path, base)
    assert faults == []
    assert [one.code for one in conflicts] == ["content.own_base_question"] * 2
    library = Library(data)
    own = library.column("products", "own_batch")
    assert own is not None
    assert own.standing is Standing.PRESET
    assert own.hint is not None
    assert "客户要求按批次列出" in own.hint.zh
    assert "Own question" in own.hint.en
    assert any("own_batch" in view.columns for view in library.sheet("s2_4").views)
    reworded, hidden = library.column("products", "output"), library.column("products", "spec")
    assert reworded is not None
    assert reworded.label == Text("当年产量", "Output of the year")
    assert hidden is not None
    assert hidden.relevance == "false"
    assert not hidden.required
    assert data.own == {
        "tables/products.own_batch": "客户要求按批次列出",
        "tables/products.output": "用厂内叫法",
        "tables/products.spec": "厂内无规格",
    }


def test_a_change_is_told_until_its_base_is_the_one_compared_with(tmp_path: Path, base: LibraryData) -> None:
    row = next(one for one in base.references if one.id == "grid_factors").rows["average-2021-national"]
    cells = ",".join(row[name] for name in GRID.split(",")[:-2]).replace(row["value"], "0.6")
    write(tmp_path, reference__grid_factors_csv=f"{GRID}\n{cells},核对公告后更正,\n")
    assert codes(tmp_path, base) == ["content.own_base_row"]
    write(tmp_path, reference__grid_factors_csv=f"{GRID}\n{cells},核对公告后更正,{fingerprint(row)}\n")
    assert codes(tmp_path, base) == []
    references = tuple(
        msgspec.structs.replace(one, rows={**one.rows, "average-2021-national": {**row, "value": "0.7"}})
        if one.id == "grid_factors"
        else one
        for one in base.references
    )
    newer = msgspec.structs.replace(base, references=references)
    assert codes(tmp_path, newer) == ["content.own_base_row"], "the base changed below the own row"
    data, _, _ = lint_overlay(tmp_path, newer)
    grid = next(one for one in data.references if one.id == "grid_factors")
    assert grid.rows["average-2021-national"]["value"] == "0.6", "the own row stays in force"


def test_a_row_that_says_what_the_base_says_is_not_of_ones_own(base: LibraryData, tmp_path: Path) -> None:
    row = next(one for one in base.references if one.id == "grid_factors").rows["average-2021-national"]
    cells = ",".join(row[name] for name in GRID.split(",")[:-2])
    write(tmp_path, reference__grid_factors_csv=f"{GRID}\n{cells},照抄,\n")
    overlay, faults = read_overlay(tmp_path, base)
    assert faults == []
    assert overlay
    assert overlaid(base, overlay).data is base


def test_rows_of_the_base_can_be_removed(base: LibraryData, tmp_path: Path) -> None:
    head = GRID.replace("base", "removed,base")
    empty = "," * 9
    row = next(one for one in base.references if one.id == "grid_factors").rows["residual-2021-national"]
    mark = fingerprint(row)
    write(tmp_path, reference__grid_factors_csv=f"{head}\nresidual-2021-national{empty},已废止,yes,{mark}\n")
    data, faults, conflicts = lint_overlay(tmp_path, base)
    assert (faults, conflicts) == ([], [])
    grid = next(one for one in data.references if one.id == "grid_factors")
    assert "residual-2021-national" not in grid.rows


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (
            {"reference__grid_factors_csv": f"{GRID}\n{OWN.replace('园区书面提供', '')}\n"},
            "content.own_reason",
        ),
        ({"reference__grid_factor_csv": f"{GRID}\n"}, "content.unknown_reference"),
        (
            {"reference__grid_factors_csv": f"{GRID}\n{OWN.replace('0.4321', 'much')}\n"},
            "content.cell_malformed",
        ),
        ({"reference__grid_factors_csv": f"{GRID},removed\n{OWN},yes\n"}, "content.unknown_row"),
        ({"reference__grid_factors_csv": f"{GRID},removed\n{OWN},perhaps\n"}, "content.indicator_word"),
        ({"questions__a_yaml": QUESTION.replace("VIEW", "nowhere")}, "content.unknown_view"),
        ({"questions__a_yaml": QUESTION.replace("s2_4", "s2_99")}, "content.unknown_sheet"),
        ({"questions__a_yaml": QUESTION.replace("products", "prodcts")}, "content.unknown_table"),
        ({"questions__a_yaml": QUESTION.replace("reason: ", "raeson: ")}, "content.unknown_key"),
        ({"changes__a_yaml": "{id: products.outptu, reason: x}"}, "content.unknown_question"),
        ({"elsewhere__a_yaml": "{}", "changes__b_yaml": ""}, "content.stray_file"),
    ],
)
def test_mistakes_are_told(files: dict[str, str], code: str, base: LibraryData, tmp_path: Path) -> None:
    write(tmp_path, **files)
    assert code in codes(tmp_path, base)
    with pytest.raises(AuditError) as refused:
        load_library(tmp_path)
    assert refused.value.code == "content.own_broken"


def test_an_own_id_needs_its_beginning_and_may_not_be_taken(base: LibraryData, tmp_path: Path) -> None:
    write(tmp_path, questions__a_yaml=question(base).replace("own_batch", "batch"))
    assert codes(tmp_path, base) == ["content.own_id"]
    twice = "- " + question(base).strip().replace("\n", "\n  ")
    write(tmp_path, questions__a_yaml=f"{twice}\n{twice}\n")
    assert "content.duplicate_id" in codes(tmp_path, base)


def test_a_wrong_formula_in_an_own_question_is_found_before_it_runs(
    base: LibraryData, tmp_path: Path
) -> None:
    wrong = question(base).replace("type: text", "type: number, calculation: outptu * 2")
    write(tmp_path, questions__a_yaml=wrong)
    assert any(one.startswith("expr.") or one.startswith("content.") for one in codes(tmp_path, base))


def test_an_empty_overlay_is_nothing(tmp_path: Path, base: LibraryData) -> None:
    overlay, faults = read_overlay(tmp_path / "none", base)
    assert faults == []
    assert not overlay
    assert overlay == Overlay()


def test_lint_takes_an_overlay_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, reference__grid_factors_csv=f"{GRID}\n{OWN}\n")
    assert main(["lint", str(tmp_path)]) == 0
    write(tmp_path, reference__grid_factors_csv=f"{GRID}\n{OWN.replace('园区书面提供', '')}\n")
    assert main(["--lang", "en", "lint", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "grid_factors.csv:2" in told
    assert "must say why" in told


def test_a_broken_overlay_hinders_new_audits_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    overlay = write(tmp_path / "own", reference__grid_factor_csv="id\n")
    audit = tmp_path / "a.qsa"
    assert main(["--library", str(overlay), "new", str(audit)]) == 2
    assert "grid_factor" in capsys.readouterr().err
    assert not audit.exists()
    assert main(["new", str(audit)]) == 0
    for command in ("check", "verify", "describe", "results", "deadlines", "rehearse"):
        assert main(["--library", str(overlay), command, str(audit)]) in (0, 1), command


def test_a_question_is_moved_in_its_table_and_views(tmp_path: Path, base: LibraryData) -> None:
    write(
        tmp_path,
        changes__a_yaml="- {id: products.note, reason: 先写备注, stands_before: output}\n",
    )
    data, faults, _ = lint_overlay(tmp_path, base)
    assert faults == []
    library = Library(data)
    (view,) = (one for one in library.sheet("s2_4").views if one.id == "products")
    (was,) = (one for one in Library(base).sheet("s2_4").views if one.id == "products")
    assert view.columns[view.columns.index("note") + 1] == "output"
    assert sorted(view.columns) == sorted(was.columns)
    order = [column.id for column in library.tables["products"].columns]
    assert order[order.index("note") + 1] == "output"
    assert data.own == {"tables/products.note": "先写备注"}
    write(tmp_path, changes__a_yaml="- {id: products.note, reason: x, stands_before: outptu}\n")
    _, faults, _ = lint_overlay(tmp_path, base)
    assert [one.code for one in faults] == ["content.unknown_column"]
