"""The techniques catalogue: what fits a plant, in which order, and how its figures may be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import main
from desktop.document.techniques import CATALOGUE, FIGURES, Figure, fits_industry, matching
from desktop.model.edit import SetValue
from desktop.model.text import Standing, Text
from tests.builders import an_audit, library


@pytest.mark.parametrize(
    ("codes", "industry", "fits"),
    [
        ("3216", "3216", True),
        ("3216 4210", "C3216", True),  # as printed on permits
        ("32", "3216", True),  # a wider class covers the plant
        ("3216", "32", True),  # the plant says its division only
        ("3216", "3211", False),
        ("3216", "3", False),  # too little to say anything
        ("3216", "", False),
        ("", "3216", False),
    ],
)
def test_classes_match_by_prefix(codes: str, industry: str, fits: bool) -> None:
    assert fits_industry(codes, industry) is fits


def test_the_catalogue_is_that_of_the_dossier() -> None:
    rows = library().reference(CATALOGUE).rows
    assert len(rows) == 383
    standings = [row["standing"] for row in rows.values()]
    assert standings.count("secondhand") == 117
    assert standings.count("recalled") == 266
    assert sum(row["end_of_pipe"] == "yes" for row in rows.values()) == 30
    assert sum(row["source_class"] == "official_catalogue" for row in rows.values()) == 7
    assert {row["aspect"] for row in rows.values()} == {one.value for one in library().choices("aspect")}
    # Chinese where Chinese is meant, English complete.
    for row in rows.values():
        for name in ("summary", "applies", "acts_on", "evidence", "side_effects", "note", "cost_basis"):
            assert bool(row[f"{name}_zh"]) is bool(row[f"{name}_en"])
            assert not any("一" <= sign <= "鿿" for sign in row[f"{name}_en"])


def test_every_figure_belongs_to_a_technique_and_says_what_it_means() -> None:
    rows = library().reference(CATALOGUE).rows
    figures = library().reference(FIGURES).rows
    assert len(figures) == 82
    for row in figures.values():
        assert row["technique"] in rows
        assert row["quantity"] in rows[row["technique"]]["acts_on"].split("; ")
        assert row["meaning"] in ("change", "level_after", "single_plant_case")
        assert row["typical_min"] or row["typical_max"]
        assert row["standing"] == rows[row["technique"]]["standing"]


def test_a_smelter_sees_its_own_techniques_first_and_end_of_pipe_last() -> None:
    found = matching(library(), "3216")
    industries = {one.industry.zh for one in found}
    assert industries == {"电解铝", "再生铝", "通用"}
    tails = [one.end_of_pipe for one in found]
    assert any(tails)
    assert tails == sorted(tails)
    before = [one for one in found if not one.end_of_pipe]
    assert [one.general for one in before] == sorted(one.general for one in before)
    own = [one.standing.weakness for one in before if not one.general]
    assert own == sorted(own)


def test_aspect_and_quantity_narrow_the_list() -> None:
    waste = matching(library(), "3216", aspect="waste")
    assert waste
    assert {one.aspect for one in waste} == {"waste"}
    fluoride = matching(library(), "3216", acts_on="氟化物")
    assert {one.id for one in fluoride} == {one.id for one in matching(library(), "3216", acts_on="Fluoride")}
    assert all("fluoride" in one.acts_on for one in fluoride)
    assert matching(library(), "3216", acts_on="unobtainium") == ()


def test_without_a_class_only_general_techniques_are_offered() -> None:
    found = matching(library(), "")
    assert found
    assert all(one.general for one in found)


@pytest.mark.parametrize(
    ("low", "high", "meaning", "words"),
    [
        ("20", "", "change", "燃料减少 至少 20 %（相对改造前，节约量须由本厂平衡得出）"),
        ("", "50", "level_after", "燃料改造后达到 至多 50 %（为改造后水平，不能当作削减量）"),
        ("3", "5", "single_plant_case", "燃料减少 3–5 %（单个工厂的结果，不能套用）"),
    ],
)
def test_a_figure_says_how_it_may_be_used(low: str, high: str, meaning: str, words: str) -> None:
    figure = Figure(Text("燃料", "fuel"), "down", low, high, "%", meaning)
    assert figure.words(library(), "zh") == words


def test_the_command_lists_matches_with_their_standing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.qsa"
    an_audit(path, SetValue("enterprise.industry_code", "3216")).close()
    assert main(["techniques", str(path), "--aspect", "废弃物"]) == 0
    told = capsys.readouterr().out
    assert "T-EAL-022" in told
    assert "凭记忆 ◇" in told
    assert "T-TPW-014" not in told
    assert main(["--lang", "en", "techniques", str(path), "--aspect", "magic"]) == 2
    assert "is no aspect" in capsys.readouterr().err


def test_no_recalled_row_passes_for_a_public_one() -> None:
    for one in matching(library(), "3216"):
        if one.standing is Standing.RECALLED:
            assert one.source.zh.startswith(("行业常识", "原条目未载明出处"))
