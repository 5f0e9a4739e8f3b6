"""The policy check: every measure of the synergy plan reaches the industries it names, national goals are yardsticks,
answers become scores by the written rule (policy_checklist.json)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.document import Document
from desktop.model.edit import AddRow, SetValue
from tests.builders import an_audit, library, sample

# Measure of 环综合〔2022〕42号 to the industries it names (GB/T 4754); those not listed here concern every plant.
NAMED = {
    2: "2511 2521 3011 3041 3110 3120 3216",
    6: "4411 4412",
    14: "0514 1311 1312 1313 1399",
    18: "2521 3110 3120 3130 3140",
    19: "3110 3130",
    20: "3120",
    21: "3011",
    22: "2511 2614",
    23: "3216 3240 3252",
    25: "3211 3212 3216 3240",
    26: "3216",
    27: "2521 3110 3120 3130 3140 3211 3212 3216",
    29: "2511 2521 2614 2621 3011 3110 3120 3130 3140 3216 4411",
    32: "0610 0690 0810 0890 0912 3011 3110 3120 3211 3212 3216 4411 4412",
    34: "0610 0810 0912 2622 3110 3216 4411",
}
CODES = sorted({code for codes in NAMED.values() for code in codes.split()} | {"3360", "1711"})


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    with an_audit(
        tmp_path_factory.mktemp("p") / "a.qsa",
        AddRow("lines", {"name": "全厂"}),
        SetValue("audit.base_year", "2025"),
    ) as document:
        yield document


def test_there_are_57_questions_and_35_measures() -> None:
    assert len(library().references["policy_items"].rows) == 57
    assert [row["number"] for row in library().references["policy_measures"].rows.values()] == [
        str(number) for number in range(1, 36)
    ]


@pytest.mark.parametrize("code", CODES)
def test_every_measure_reaches_the_industries_it_names_and_no_others(plant: Document, code: str) -> None:
    plant.record([SetValue("enterprise.industry_code", code)])
    asked = set(plant.rows("policy", "by_industry"))
    for row in library().references["policy_measures"].rows.values():
        number = int(row["number"])
        wanted = number not in NAMED or code in NAMED[number].split()
        assert bool(asked & set(row["items"].split())) == wanted, f"{number} {row['zh']}"


def test_without_an_industry_everything_is_asked(plant: Document) -> None:
    plant.record([SetValue("enterprise.industry_code", None)])
    assert len(plant.rows("policy", "by_industry")) == 57


@pytest.mark.parametrize(("region", "applies"), [(True, True), (False, False)])
def test_the_ban_of_key_regions_applies_there_only(plant: Document, region: bool, applies: bool) -> None:
    plant.record(
        [SetValue("enterprise.industry_code", "3216"), SetValue("enterprise.key_air_region", region)]
    )
    assert plant.value("policy[a01].applies") is applies
    assert plant.value("policy[e02].applies") is True


def test_coal_is_no_matter_of_growth_outside_key_regions_only(tmp_path: Path) -> None:
    """E05: no increase outside; in a key region the cut is the one assigned (the dossier gives no national figure)."""
    with an_audit(
        tmp_path / "a.qsa",
        SetValue("audit.base_year", "2025"),
        SetValue("audit.listed_on", "2026-01-01"),
        SetValue("enterprise.city", "370200"),
    ) as document:
        assert document.shown("policy[e05].goal", "zh").text == "0"
        document.record([SetValue("enterprise.city", "371600")])  # Binzhou, a key region since December 2023
        assert document.shown("policy[e05].goal", "zh").state == "absent"
        document.record([SetValue("audit.listed_on", "2018-08-01")])
        assert document.value("enterprise.in_key_region") is True  # and before, by the list of 2018


@pytest.mark.parametrize(("year", "goal"), [("2025", "25"), ("2026", "25"), ("2027", "30"), ("2030", "30")])
def test_the_national_goal_of_aluminium_follows_the_year(plant: Document, year: str, goal: str) -> None:
    plant.record([SetValue("enterprise.industry_code", "3216"), SetValue("audit.base_year", year)])
    assert plant.shown("policy[e02].goal", "zh").text == goal


def test_goals_are_called_yardsticks_and_the_duty_is_the_share_of_the_province(plant: Document) -> None:
    plant.record([SetValue("enterprise.industry_code", "3216")])
    said = {item: plant.shown(f"policy[{item}].binding", "zh").text for item in ("e02", "o10", "c19")}
    assert "不是企业义务" in said["e02"]
    assert said["o10"].startswith("省级下达")
    assert "费用" in said["c19"]
    assert plant.shown("policy[o10].goal", "zh").state == "absent"  # no number is put in for the province


@pytest.mark.parametrize(
    ("item", "answers", "score"),
    [  # by hand after the rule of each item
        ("a05", {"answer": "partly"}, "0.50"),
        ("e07", {"answer": "no"}, "0.00"),
        ("e01", {"value": "10", "progress": "rose"}, "0.60"),
        ("e01", {"value": "19.5", "progress": "rose"}, "1.00"),
        ("e02", {"value": "22.2"}, "0.89"),
        ("e02", {"value": "40"}, "1.00"),
        ("e02", {"value": "22.2", "own_goal": "44.4"}, "0.50"),
        ("e04", {"value": "15", "planned": True}, "0.75"),
        ("e05", {"value": "-5", "own_goal": "-10"}, "0.50"),
        ("e05", {"value": "2", "own_goal": "-10"}, "0.00"),
        ("c05", {"level": "II"}, "0.70"),
        ("c17", {"stage": "study"}, "0.30"),
        ("c18", {"value": "13000"}, "1.00"),
        ("c18", {"value": "13175"}, "0.70"),
        ("c18", {"value": "13350"}, "0.40"),
        ("c18", {"value": "13351"}, "0.00"),
        ("c19", {"value": "13400", "surcharge": "12.5"}, "0.00"),
        ("c15", {"value": "50", "progress": "flat"}, "0.50"),
        ("s05", {"value": "29", "progress": "fell"}, "1.00"),
        ("o10", {"value": "20", "own_goal": "25"}, "0.80"),
    ],
)
def test_an_answer_becomes_a_score_by_its_rule(
    tmp_path: Path, item: str, answers: dict[str, str | bool], score: str
) -> None:
    unit = library().references["policy_items"].rows[item]["unit"]
    edits = [
        SetValue(
            f"policy[{item}].{name}",
            {"value": value, "unit": unit} if name in ("value", "own_goal") else value,
        )
        for name, value in answers.items()
    ]
    base = [SetValue("audit.base_year", "2025"), SetValue("enterprise.industry_code", "3216")]
    with an_audit(tmp_path / "a.qsa", *base) as document:
        document.record(edits)
        assert document.shown(f"policy[{item}].score", "zh").text == score


def test_what_cannot_be_scored_is_counted_apart(tmp_path: Path) -> None:
    """Aluminium by hand: 30 questions of weight 50 lose 5.631, so 88.7 %; water reuse and the assigned share open."""
    with sample("aluminium", tmp_path / "a.qsa", "acceptance") as document:
        found = [
            document.shown(f"policy_summary.{name}", "zh").text for name in ("scored", "unscored", "score")
        ]
        assert found == ["30", "2", "88.7"]
        document.record([SetValue("policy[a05].answer", "na")])
        assert document.shown("policy_summary.scored", "zh").text == "29"  # leaves the denominator
        assert document.value("policy_summary.compliance_gap") is False
        document.record([SetValue("policy[e07].answer", "no")])
        assert document.value("policy_summary.compliance_gap") is True
