"""Both samples graded in both editions, against what their dossiers state."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.document.document import Document
from desktop.document.grading import row_of
from tests.content.figures import both_editions

PLATING = "electroplating-2015-general"
EDITIONS = ("assessment", "acceptance")


@pytest.fixture(scope="module")
def plating(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Document]]:
    with both_editions("electroplating", tmp_path_factory.mktemp("plating")) as made:
        yield made


@pytest.fixture(scope="module")
def smelter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Document]]:
    with both_editions("aluminium", tmp_path_factory.mktemp("smelter")) as made:
        yield made


# sample_electroplating.json: grading.grade_before, acceptance_edition.grade.
BEFORE = {"Y_I": (34.15, 37.75), "Y_II": (81.6, 85.2), "Y_III": (96.4, 100.0)}
AFTER = {"Y_I": (50.85, 50.85), "Y_II": (100.0, 100.0), "Y_III": (100.0, 100.0)}


@pytest.mark.parametrize(
    ("written", "period", "index", "level", "low", "high"),
    [
        ("assessment", "assessment", BEFORE, "undetermined", "not reached", "II"),
        ("acceptance", "assessment", BEFORE, "undetermined", "not reached", "II"),
        ("acceptance", "acceptance", AFTER, "II", "II", "II"),
    ],
)
def test_verdicts_of_plating(plating, written, period, index, level, low, high) -> None:
    document = plating[written]
    run = document.values.run("grade", "plant", period).result
    assert run is not None
    for name, ends in index.items():
        assert (run.values[f"{name}_low"], run.values[f"{name}_high"]) == pytest.approx(ends)
    assert run.values["limiting_worst"] == "II"
    assert document.value(f"gradings[plant].level@{period}") == level
    assert (run.values["level_low"], run.values["level_high"]) == (low, high)
    assert run.values["missing"] == (["ep13"] if period == "assessment" else [])
    assert run.values["complete"] is True


# values_before and the acceptance values: numbers as the dossier gives them, texts are levels judged.
VALUES = {
    "ep5": (16.685, 11.885), "ep6": (85.97, 85.97), "ep8": (89.02, 92.08), "ep9": (28.9, 29.71),
    "ep10": (84.82, 92.57), "ep13": (None, 57.6),
    "ep3": ("III", "II"), "ep4": ("II", "I"), "ep15": ("II", "I"), "ep22": ("III", "II"),
    "ep1": ("I", "I"), "ep2": ("II", "II"), "ep14": ("I", "I"), "ep16": ("I", "I"), "ep17": ("II", "II"),
    "ep18": ("I", "I"), "ep19": ("I", "I"), "ep20": ("II", "II"), "ep21": ("I", "I"), "ep23": ("I", "I"),
    "ep24": ("I", "I"), "ep25": ("I", "I"),
}  # fmt: skip


@pytest.mark.parametrize("indicator", VALUES)
def test_values_of_plating(plating, indicator: str) -> None:
    document = plating["acceptance"]
    place = f"indicator_values[{row_of('plant', f'{PLATING}.{indicator}')}]"
    for edition, wanted in zip(EDITIONS, VALUES[indicator], strict=True):
        column = "judged" if isinstance(wanted, str) else "value"
        shown = document.shown(f"{place}.{column}@{edition}", "zh")
        found = document.value(f"{place}.judged@{edition}") if isinstance(wanted, str) else shown.value
        assert found == (pytest.approx(wanted) if isinstance(wanted, float) else wanted)


def test_what_plating_does_not_plate(plating) -> None:
    """grading.not_applicable: copper, gold and silver, each with its reason."""
    document = plating["assessment"]
    reasons = {
        indicator: document.shown(
            f"indicator_values[{row_of('plant', f'{PLATING}.{indicator}')}].reason", "zh"
        ).text
        for indicator in ("ep7", "ep11", "ep12")
    }
    assert reasons == {"ep7": "不镀铜", "ep11": "不镀金", "ep12": "不镀银"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_smelter_has_no_level_but_compares_what_there_is(smelter, edition: str) -> None:
    """No national system for primary aluminium is in force (CK-2.4): item by item only, 3.9055 V is within level II."""
    document = smelter[edition]
    run = document.values.run("grade", "potroom", edition).result
    assert run is not None
    assert (run.values["level"], run.values["complete"]) == (None, False)
    codes = [one["code"] for one in run.values["undetermined"]]
    assert codes[0] == "calc.grade_system_incomplete"
    assert document.value(f"gradings[potroom].level@{edition}") == "undetermined"
    cell = f"indicator_values[{row_of('potroom', 'al_electrolysis_local_new.08')}]"
    assert document.value(f"{cell}.reached@assessment") == "II"  # 3.9 / 4.0 / 4.1 V
    power = f"indicator_values[{row_of('potroom', 'al_electrolysis_local_new.12')}].value@{edition}"
    wanted = {"assessment": 12985.85, "acceptance": 12885.58}[edition]
    assert document.shown(power, "zh").value == pytest.approx(wanted, abs=5e-3)


def test_a_grade_that_rests_on_a_gap_is_a_problem(plating) -> None:
    found = [one.path for one in plating["assessment"].problems() if one.code == "grade_open"]
    assert found == ["gradings[plant].level@assessment"]
    assert not [one for one in plating["acceptance"].problems() if one.code == "grade_open"]
