"""The profile decides what applies: each answer by its table of sheets, key regions by the list of the day, samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.content.library import Library, load_library
from desktop.document import Document
from desktop.document.profile import open_profile, profile_paths
from desktop.document.sample import make_sample
from desktop.model.answer import Json
from desktop.model.edit import AddRow, SetValue
from desktop.model.result import NA, Absent
from tests.builders import an_audit, clock

BY_EDITION = {"6-2", "6-3", "6-4", "6-5", "6-6", "6-9", "P-62"}
EXCEEDANCE = {"X2-12"}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    with an_audit(tmp_path / "a.qsa") as made:
        yield made


def hidden(document: Document) -> set[str]:
    return {sheet.number for sheet in document.hidden_sheets()}


def answer(document: Document, **answers: Json) -> None:
    document.record([SetValue(path.replace("__", "."), value) for path, value in answers.items()])


# -- the questions ------------------------------------------------------------------------------------------------


def test_the_profile_asks_twelve_questions(document: Document) -> None:
    asked = {path for path in profile_paths(document.library) if _required(document, path)}
    assert asked - {"enterprise.industry"} == {
        "enterprise.industry_code", "enterprise.province", "enterprise.city", "enterprise.permit_kind",
        "audit.on_list", "audit.listed_on", "audit.list_labels", "audit.base_year", "audit.edition",
        "environment.hazards", "environment.fuels", "environment.routes",
    }  # fmt: skip


def _required(document: Document, path: str) -> bool:
    place = document.at(path)
    column = document.library.column(place.table, place.column)
    return column is not None and column.required


def test_a_new_audit_has_all_of_it_open_but_base_year_and_edition(document: Document) -> None:
    given = {"audit.base_year", "audit.edition"}
    assert set(open_profile(document)) == {
        path for path in profile_paths(document.library) if _required(document, path) and path not in given
    }


def test_a_class_of_the_list_needs_no_name_and_another_one_does(document: Document) -> None:
    answer(document, enterprise__industry_code="3216")
    assert not document.is_shown("enterprise.industry")
    assert document.shown("enterprise.industry_code", "zh").text == "3216 铝冶炼"
    answer(document, enterprise__industry_code="9999")
    assert document.is_shown("enterprise.industry")
    answer(document, enterprise__industry_code="C32")
    assert [one.code for one in document.problems() if one.path == "enterprise.industry_code"] == [
        "constraint"
    ]


# -- what each answer hides ---------------------------------------------------------------------------------------


def test_open_questions_hide_nothing(document: Document) -> None:
    answer(document, audit__edition=None)
    assert hidden(document) == set()


@pytest.mark.parametrize(
    ("path", "value", "numbers"),
    [
        ("audit.edition", "assessment", BY_EDITION),
        ("audit.edition", "acceptance", set()),
        ("audit.on_list", False, {"P-02", "P-04", "P-51"}),
        ("audit.on_list", True, set()),
        ("audit.list_labels", ["TOXIC_USE", "TOXIC_DISCHARGE"], EXCEEDANCE),
        ("audit.list_labels", ["OVER_STD"], set()),
        ("audit.list_labels", ["OVER_TOTAL"], set()),
        ("audit.list_labels", ["HIGH_ENERGY", "TOXIC_USE"], set()),
        ("enterprise.permit_kind", "registered", {"P-12"}),
        ("enterprise.permit_kind", "simplified", set()),
        ("enterprise.permit_kind", "key", set()),
        ("environment.hazards", ["none"], {"X2-08", "X3-04"}),
        ("environment.hazards", ["hazardous_waste"], set()),
        ("environment.hazards", ["captive_coal", "alumina"], {"X2-08", "X3-04"}),
        ("environment.hazards", ["toxic_material"], set()),
        ("environment.routes", ["stack"], {"X2-06"}),
        ("environment.routes", ["fugitive", "water"], set()),
        ("environment.routes", ["water"], {"X2-05"}),
        ("environment.routes", ["none"], {"X2-05", "X2-06"}),
        ("environment.fuels", ["none"], set()),
        ("audit.no_energy_limit", True, {"P-16"}),
        ("audit.no_energy_limit", False, set()),
        ("enterprise.industry_code", "3216", set()),
    ],
)
def test_an_answer_hides_its_sheets_and_no_other(
    document: Document, path: str, value: Json, numbers: set[str]
) -> None:
    answer(document, audit__edition=None)
    document.record([SetValue(path, value)])
    assert hidden(document) == numbers
    for sheet in document.hidden_sheets():
        assert document.hidden_by(f"page:{sheet.id}") == (path,)
    document.record([SetValue(path, None)])
    assert hidden(document) == set()


@pytest.mark.parametrize(
    ("feature", "question"),
    [("captive_coal", "e08"), ("alumina", "c21"), ("coal_to_gas", "e13"), ("north_heating", "e10")],
)
def test_a_feature_of_the_plant_brings_its_policy_question(
    document: Document, feature: str, question: str
) -> None:
    """applies_when of policy_checklist.json; unanswered, the question stands."""
    place = f"policy[{question}].answer"
    answer(document, enterprise__industry_code="3216")
    assert document.is_shown(place)
    answer(document, environment__hazards=["hazardous_waste"])
    assert not document.is_shown(place)
    assert "environment.hazards" in document.hidden_by(place)
    answer(document, environment__hazards=["hazardous_waste", feature])
    assert document.is_shown(place)


def test_only_worksheets_of_the_handbook_about_results_are_ever_hidden(library: Library) -> None:
    numbers = {one.number for one in library.sheets if one.relevance and one.number[0].isdigit()}
    assert numbers == {"6-2", "6-3", "6-4", "6-5", "6-6", "6-9"}


def test_an_exceedance_in_the_data_brings_its_sheet_back(document: Document) -> None:
    answer(document, audit__list_labels=["TOXIC_USE"])
    assert "X2-12" in hidden(document)
    document.record([AddRow("exceedances", {"factor": "总镍"}, row="e1")])
    assert "X2-12" not in hidden(document)


def test_a_hidden_sheet_keeps_its_answers_and_gives_them_back_unchanged(document: Document) -> None:
    document.record(
        [
            AddRow("outlets", {"code": "DW001", "medium": "water"}, row="w"),
            AddRow("toxics", {"name": "铬酐"}, row="t"),
        ]
    )
    paths = ("outlets[w].code", "outlets[w].name", "toxics[t].name", "toxics[t].lists")
    before = {path: document.stored(path) for path in paths}
    states = {one.path: one.state for one in document.describe()}
    counted = document.progress()["x2_08"]
    assert counted.total > 0
    answer(document, environment__routes=["stack"], environment__hazards=["none"])
    assert {path: document.stored(path) for path in paths} == before
    now = {one.path: one for one in document.describe()}
    assert all(now[path].state == "hidden" and not now[path].shown for path in paths)
    assert document.hidden_by("toxics[t].name") == ("environment.hazards",)
    assert document.progress()["x2_08"].total == 0
    assert not [
        one for one in document.problems() if one.code == "required" and one.path.startswith("toxics[t]")
    ]
    document.undo()
    assert {one.path: one.state for one in document.describe()} == states
    assert document.progress()["x2_08"] == counted
    assert [one for one in document.problems() if one.code == "required" and one.path.startswith("toxics[t]")]


def test_a_question_that_stands_on_another_sheet_is_still_asked(document: Document) -> None:
    document.record(
        [
            AddRow("outlets", {"code": "DW001", "medium": "water"}, row="w"),
            AddRow("outlets", {"code": "DA001", "medium": "air"}, row="g"),
            AddRow("exceedances", {"factor": "总镍"}, row="e"),
        ]
    )
    answer(document, environment__routes=["stack"], audit__on_list=False)
    items = {one.path: one for one in document.describe()}
    assert items["outlets[g].code"].sheet == "x2_05"
    assert items["outlets[g].code"].shown
    assert not items["outlets[w].code"].shown
    # option_effects stand on 4-2, which applies, and on 6-2 and 6-4, which do not.
    document.record([AddRow("option_effects", {}, row="f")])
    effect = next(one for one in document.describe() if one.path == "option_effects[f].item")
    assert (effect.sheet, effect.shown) == ("s4_2", True)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"environment.routes": ["stack"]}, "profile_no_water"),
        ({"environment.routes": ["water"]}, "profile_no_gas"),
        ({"environment.hazards": ["none"]}, "profile_no_toxics"),
        ({"environment.fuels": ["gas"]}, "profile_no_coal"),
    ],
)
def test_data_that_contradict_the_profile_are_a_problem(
    document: Document, answers: dict[str, Json], code: str
) -> None:
    document.record(
        [
            AddRow("outlets", {"code": "DW001", "medium": "water"}),
            AddRow("outlets", {"code": "DA001", "medium": "air"}),
            AddRow("toxics", {"name": "铬酐"}),
            AddRow("energy", {"name": "原煤", "carrier": "raw_coal"}),
        ]
    )
    assert code not in {one.code for one in document.problems()}
    document.record([SetValue(path, value) for path, value in answers.items()])
    assert code in {one.code for one in document.problems()}


# -- key regions by date ------------------------------------------------------------------------------------------


def test_the_lists_have_82_cities_since_2023_and_80_before(library: Library) -> None:
    rows = library.reference("cities").rows
    since = Counter(row["region_2023"] for row in rows.values() if not row["also"])
    before = Counter(row["region_2018"] for row in rows.values() if not row["also"])
    assert (since["bth_2023"], since["yrd_2023"], since["fw_2023"]) == (38, 31, 13)
    assert (before["bth_2018"], before["yrd_2018"], before["fw_2018"]) == (28, 41, 11)
    assert sum(key.endswith("00") and not row["also"] for key, row in rows.items()) == 333 + 4
    assert {row["region_2018_standing"] for row in rows.values() if row["region_2018"]} == {"recalled"}
    assert {row["region_2023_standing"] for row in rows.values() if row["region_2023"]} == {"confirmed"}


@pytest.mark.parametrize(
    ("city", "day", "region"),
    [
        ("140100", "2023-11-29", "bth_2018"),  # Taiyuan moved from 2+26 to the Fenwei Plain
        ("140100", "2023-12-01", "fw_2023"),
        ("330300", "2023-11-29", "yrd_2018"),  # Wenzhou left the list with the south of the delta
        ("330300", "2023-12-01", "none"),
        ("370200", "2023-11-29", "none"),  # Qingdao was never on it
        ("370200", "2023-12-01", "none"),
        ("130300", "2023-11-29", "none"),  # Qinhuangdao joined with 2+36
        ("130300", "2023-12-01", "bth_2023"),
        ("410300", "2023-11-29", "fw_2018"),  # Luoyang moved from the Fenwei Plain to 2+36
        ("410300", "2026-08-15", "bth_2023"),
        ("140100", "2017-06-01", None),  # lists before 2018 are not on record
        ("419001", "2020-06-01", None),  # whether Jiyuan was on the older list is not on record
        ("999999", "2026-01-01", None),
    ],
)
def test_the_region_is_that_of_the_list_of_the_day(
    document: Document, city: str, day: str, region: str | None
) -> None:
    answer(document, enterprise__city=city, audit__on_list=True, audit__listed_on=day)
    found = document.value("enterprise.key_region")
    assert (None if isinstance(found, Absent) else found) == region
    assert document.is_shown("enterprise.key_air_region") is (region is None)
    if region is not None:
        assert document.value("enterprise.in_key_region") is (region != "none")


def test_without_a_region_on_record_the_local_paper_is_asked(document: Document) -> None:
    answer(document, enterprise__city="999999", audit__listed_on="2026-01-01")
    answer(document, enterprise__key_air_region=True)
    assert document.value("enterprise.in_key_region") is True


def test_a_plant_not_listed_goes_by_the_day_of_its_self_check(document: Document) -> None:
    answer(
        document,
        enterprise__city="140100",
        audit__listed_on="2023-06-01",
        audit__on_list=False,
        audit__screened_on="2024-06-01",
    )
    assert document.value("audit.fact_on") == "2024-06-01"
    assert document.value("enterprise.key_region") == "fw_2023"
    assert isinstance(document.value("audit.listed_on"), NA)
    answer(document, audit__on_list=True)
    assert document.value("audit.fact_on") == "2023-06-01"
    assert document.value("enterprise.key_region") == "bth_2018"


def test_a_region_tells_its_source_and_standing(document: Document) -> None:
    answer(document, enterprise__city="140100", audit__listed_on="2023-06-01")
    told = {one.name: one for one in document.explain("enterprise.key_region", "en").factors}
    list_of_2018 = told["Taiyuan · Region by the list of 2018"]
    assert (list_of_2018.standing, "22号" in list_of_2018.source) == ("recalled", True)


@pytest.mark.parametrize(("day", "law", "code"), [("2026-08-14", True, False), ("2026-08-15", False, True)])
def test_the_statute_goes_by_the_day_also_for_a_plant_not_listed(
    document: Document, day: str, law: bool, code: bool
) -> None:
    answer(document, audit__on_list=False, audit__screened_on=day)
    row = document.rows("triggers")[0]
    assert document.is_shown(f"triggers[{row}].law") is law
    assert document.is_shown(f"triggers[{row}].code") is code


def test_a_city_of_another_province_is_doubted(document: Document) -> None:
    answer(document, enterprise__province="370000", enterprise__city="140100")
    assert "enterprise.city" in {one.path for one in document.problems() if one.code == "constraint"}
    answer(document, enterprise__province="140000")
    assert "enterprise.city" not in {one.path for one in document.problems() if one.code == "constraint"}


def test_region_and_fuel_decide_which_policy_questions_apply(document: Document) -> None:
    captive = next(
        row for row in document.rows("policy") if document.value(f"policy[{row}].condition") == "captive-coal"
    )
    answer(document, environment__fuels=["gas"], enterprise__city="370200", audit__listed_on="2026-01-01")
    assert document.value(f"policy[{captive}].applies") is False
    assert document.value("policy[a01].applies") is False
    answer(document, environment__fuels=["coal"], enterprise__city="371600")
    answer(document, environment__hazards=["captive_coal"])
    assert document.value(f"policy[{captive}].applies") is True
    assert document.value("policy[a01].applies") is True


# -- samples ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["aluminium", "electroplating"])
@pytest.mark.parametrize(
    ("edition", "numbers"), [("assessment", BY_EDITION | EXCEEDANCE), ("acceptance", EXCEEDANCE)]
)
def test_a_sample_has_a_whole_profile_and_hides_only_what_is_right(
    tmp_path: Path, library: Library, name: str, edition: str, numbers: set[str]
) -> None:
    with make_sample(name, tmp_path / "s.qsa", library=library, edition=edition, clock=clock) as made:
        assert open_profile(made) == ()
        # No mandatory limit of energy per product for electroplating.
        assert hidden(made) == numbers | ({"P-16"} if name == "electroplating" else set())
        assert not [one for one in made.problems() if one.code.startswith("profile_")]
