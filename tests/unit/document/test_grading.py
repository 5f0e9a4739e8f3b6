"""Grading in an audit: rows filled from a system, systems typed in, values linked, verdicts told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.document import Document
from desktop.document.grading import FILLED, filling, row_of
from desktop.model.answer import Json
from desktop.model.edit import AddRow, SetValue
from desktop.model.errors import RefusedError
from desktop.model.result import Num
from tests.builders import an_audit, sample_file
from tests.unit.calc.test_grade import STEEL, VALUES

PLATING = "electroplating-2015-general"
MARKS = {"<=": "lower", ">=": "higher", "qualitative": "qualitative"}


def graded(path: Path, system: str = PLATING) -> Document:
    return an_audit(
        path, AddRow("gradings", {"name": "全厂", "origin": "library", "system": system}, row="g")
    )


def fill(document: Document) -> int:
    edits = filling(document, "g")
    document.record(edits, label=FILLED, params={"count": str(len(edits))})
    return len(edits)


def test_filling_is_one_action_and_looks_everything_up(tmp_path: Path) -> None:
    with graded(tmp_path / "a.qsa") as document:
        assert fill(document) == 25
        place = f"indicator_values[{row_of('g', f'{PLATING}.ep5')}]"
        assert document.stored(f"{place}.unit") == "L/m2"
        assert document.stored(f"{place}.level_1") is None  # nothing is copied
        shown = [
            document.shown(f"{place}.{one}", "zh").text for one in ("base_1", "base_2", "base_3", "limits")
        ]
        assert shown == ["8", "24", "40", "是"]
        assert document.shown(f"{place}.source_standing", "zh").text == "已核对原文"
        assert document.row_label("indicator_values", place[17:-1], "en").startswith("Water intake")
        assert filling(document, "g") == []  # a second time there is nothing to add
        document.undo()
        assert document.rows("indicator_values") == ()


def test_a_figure_of_the_same_name_is_linked(tmp_path: Path) -> None:
    with graded(tmp_path / "a.qsa") as document:
        document.record(
            [AddRow("outcomes", {"name": "镍利用率", "unit": "%", "before_given": "89.02"}, row="n")]
        )
        fill(document)
        nickel, zinc = (f"indicator_values[{row_of('g', f'{PLATING}.{one}')}]" for one in ("ep8", "ep6"))
        assert document.stored(f"{nickel}.figure") == "n"
        assert document.shown(f"{nickel}.reached@assessment", "zh").text == "Ⅱ级"
        assert document.stored(f"{zinc}.figure") is None


def test_two_people_fill_in_the_same_rows(tmp_path: Path) -> None:
    with graded(tmp_path / "a.qsa") as one, graded(tmp_path / "b.qsa") as other:
        fill(one), fill(other)
        assert one.rows("indicator_values") == other.rows("indicator_values")


def test_another_system_hides_the_old_rows_and_brings_them_back(tmp_path: Path) -> None:
    with graded(tmp_path / "a.qsa") as document:
        fill(document)
        place = f"indicator_values[{row_of('g', f'{PLATING}.ep5')}].actual@assessment"
        document.record([SetValue(place, "16.685")])
        document.record([SetValue("gradings[g].system", "cotton-dyeing-hjt185-2006")])
        assert fill(document) == 10
        assert len(document.rows("indicator_values", "current")) == 10
        assert len(document.rows("indicator_values")) == 35
        document.record([SetValue("gradings[g].system", PLATING)])
        assert len(document.rows("indicator_values", "current")) == 25
        assert document.stored(place) == {"value": "16.685", "unit": "L/m2"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"system": None}, "document.no_system"),
        ({"system": "flat-glass-2015"}, "document.empty_system"),  # the dossier has its title only
    ],
)
def test_what_cannot_be_filled_says_why(tmp_path: Path, changes: dict[str, Json], code: str) -> None:
    with graded(tmp_path / "a.qsa") as document:
        document.record([SetValue(f"gradings[g].{name}", value) for name, value in changes.items()])
        with pytest.raises(RefusedError) as error:
            filling(document, "g")
        assert error.value.code == code


def steel_rows() -> list[AddRow]:
    """The worked example of indicators_method.md 5, typed in row by row."""
    rows = []
    for group in STEEL["groups"]:
        for one in group["indicators"]:
            numbers = one["direction"] != "qualitative"
            kind = "level" if numbers else "text"
            values: dict[str, Json] = {
                "grading": "g", "group": group["name"], "group_weight": group["weight"], "name": one["id"],
                "weight": one["weight"], "limiting": one["limiting"], "direction": MARKS[one["direction"]],
                "unit": "1",
                **{f"{kind}_{at}": level for at, level in enumerate(one["levels"], 1)},
            }  # fmt: skip
            if not numbers:
                del values["unit"]
                values["judged@assessment"] = {"lawful": "I", "system": "II"}[one["id"]]
            elif one["id"] in VALUES:
                values["actual@assessment"] = VALUES[one["id"]]
            rows.append(AddRow("indicator_values", values, row=one["id"]))
    return rows


def index(document: Document, name: str) -> float | None:
    value = document.value(f"grade[g].{name}@assessment")
    return value.value if isinstance(value, Num) else None


def test_a_system_typed_in_grades_like_one_of_the_library(tmp_path: Path) -> None:
    """Pellets: no such works. 45.97 / 91.25 / 100, level II; fresh water at 3.9: level III.

    While pellets count as missing, group A lacks 0.1 at the low end: 0.40 · 90 + 26.25 + 25 = 87.25.
    """
    head = AddRow("gradings", {"name": "钢铁", "origin": "typed", "own_name": "示例体系"}, row="g")
    with an_audit(tmp_path / "a.qsa", head, *steel_rows()) as document:
        assert index(document, "Y_II_low") == pytest.approx(87.25)
        document.record([SetValue("indicator_values[pellet].not_applicable", True)])
        missing = [one.code for one in document.problems() if one.path.startswith("indicator_values[pellet]")]
        assert "indicator_no_reason" in missing
        assert index(document, "Y_II_low") == pytest.approx(87.25)  # without a reason it is a gap
        document.record([SetValue("indicator_values[pellet].reason", "没有球团工序")])
        assert document.shown("gradings[g].level@assessment", "zh").text == "Ⅱ级"
        for name, wanted in (("Y_I_low", 45.97), ("Y_II_low", 91.25), ("Y_III_low", 100)):
            assert index(document, name) == pytest.approx(wanted, abs=5e-3)
        assert document.shown("indicator_values[water].reached@assessment", "zh").text == "Ⅱ级"
        document.record([SetValue("indicator_values[water].actual@assessment", 3.9)])
        assert document.shown("gradings[g].level@assessment", "en").text == "Level III"
        document.record([SetValue("gradings[g].membership", "exact")])
        assert index(document, "Y_III_low") != pytest.approx(100)


def test_weights_that_do_not_add_are_a_problem_not_a_grade(tmp_path: Path) -> None:
    head = AddRow("gradings", {"name": "钢铁", "origin": "typed", "own_name": "示例体系"}, row="g")
    with an_audit(tmp_path / "a.qsa", head, *steel_rows()) as document:
        document.record([SetValue("indicator_values[COD].weight", 0.35)])
        codes = {one.code for one in document.problems() if one.path.startswith("indicator_values[COD]")}
        assert "indicator_weights" in codes
        assert "1.1" in document.shown("grade[g].level@assessment", "zh").note


def test_a_linked_figure_is_never_typed_again(tmp_path: Path) -> None:
    """Outcomes: 16.685 before, 11.885 measured after (sample_electroplating.json, results G1)."""
    water = row_of("plant", f"{PLATING}.ep5")
    with Document.open(sample_file("electroplating", tmp_path / "a.qsa", "acceptance")) as document:
        values = [
            document.value(f"indicator_values[{water}].value@{when}") for when in ("assessment", "acceptance")
        ]
        litre = 0.001
        assert [one.value for one in values if isinstance(one, Num)] == pytest.approx(
            [16.685 * litre, 11.885 * litre]
        )
        document.record([SetValue("outcomes[g1].measured", {"value": "7.9", "unit": "L/m2"})])
        assert document.shown(f"indicator_values[{water}].reached@acceptance", "zh").text == "Ⅰ级"
        assert document.shown(f"indicator_values[{water}].reached@assessment", "zh").text == "Ⅱ级"
        said = document.explain(f"indicator_values[{water}].value@acceptance", "en")
        assert "acceptance" in said.formula
        assert said.with_numbers == "7.9\u2009L/m²"  # the branch that is taken


def test_slips_and_the_wrong_system_are_noticed(tmp_path: Path) -> None:
    water = row_of("plant", f"{PLATING}.ep5")
    with Document.open(sample_file("electroplating", tmp_path / "a.qsa")) as document:
        document.record(
            [
                SetValue("outcomes[g1].before_given", {"value": "16685", "unit": "L/m2"}),
                SetValue("enterprise.industry_code", "3216"),
            ]
        )
        found = {one.code: one for one in document.problems()}
        assert found["indicator_thousandfold"].path == f"indicator_values[{water}].value@assessment"
        assert found["indicator_limiting_below"].path == f"indicator_values[{water}].reached@assessment"
        assert found["grade_other_industry"].path == "gradings[plant].system"
        said = document.word(found["indicator_limiting_below"], "en").sentence
        assert "Water intake per rinse" in said


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "a.qsa")
    graded(Path(path)).close()
    assert main(["grade", path]) == 0
    assert main(["grade", path, "--fill", "g"]) == 0
    assert "25" in capsys.readouterr().out
    assert main(["--json", "grade", path]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["level"], one["limiting_worst"]) for one in told] == [("g", None, None)]
    assert main(["grade", path, "--fill", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


def test_nothing_graded_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    an_audit(tmp_path / "a.qsa").close()
    assert main(["--lang", "en", "grade", str(tmp_path / "a.qsa")]) == 0
    assert "X2-09" in capsys.readouterr().out
