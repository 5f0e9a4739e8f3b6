"""Every input and step of every method has words, names what its numbers count, and can be traced back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from desktop.calc import METHODS, run_method
from desktop.calc.step_words import StepWords, leading_to
from desktop.content.library import Library
from desktop.content.messages import holes
from tests.unit.calc.test_methods import EXAMPLES, WITHOUT_FORMULAS, _variants

_INDEX = re.compile(r"_(\d+)(?=_|$)")
WORKED = sorted(set(METHODS) - WITHOUT_FORMULAS)


def _runs(library: Library, method: str) -> list[Any]:
    found = [run_method(method, payload, library) for payload in (EXAMPLES[method], *_variants(method))]
    return [one for one in found if one.steps]


@pytest.mark.parametrize("method", WORKED)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_name_of_the_program_is_shown(library: Library, method: str, lang: Any) -> None:
    for result in _runs(library, method):
        words = StepWords(library, lang, method, result)
        for name in (*(one.name for one in result.inputs), *(one.name for one in result.steps)):
            said = words.name(name)
            if method == "grade" and name == "n":
                continue  # the variable as the standard writes it
            assert said != name
            assert not holes(said), said
        for step in result.steps:
            formula, filled = words.step(step)
            assert bool(formula) == bool(filled) == bool(step.expression)


@pytest.mark.parametrize("method", WORKED)
def test_a_word_has_a_hole_for_each_number_that_tells_members_apart(library: Library, method: str) -> None:
    """Two members that are called differently are worded differently."""
    for result in _runs(library, method):
        words = StepWords(library, "zh", method, result)
        for base, lists in result.counted.items():
            names = [one.name for one in (*result.inputs, *result.steps) if _INDEX.sub("", one.name) == base]
            called = {
                name: tuple(
                    str(members.names.get(int(number), number))
                    for members, number in zip(lists, _INDEX.findall(name), strict=False)
                )
                for name in names
            }
            for one in names:
                for other in names:
                    if called[one] != called[other] and base not in {"gwp_cf4", "gwp_c2f6", "slope", "ratio"}:
                        assert words.name(one) != words.name(other), (one, other)


def test_the_worked_example_reads_as_the_dossier_writes_it(library: Library) -> None:
    """method_and_worksheets.md 3.9: T = P − D = 230 − 86; F = E + D = 108 + 86."""
    result = run_method(
        "economics",
        {"investment": 860, "annual_saving": 230, "depreciation_years": 10, "life_years": 10, "tax_rate": 0.25,
         "discount_rate": 0.08},
        library,
    )  # fmt: skip
    words = StepWords(library, "zh", "economics", result)
    told = {one.name: words.step(one) for one in result.steps}
    assert told["T"] == ("年运行费用总节省P − 年折旧费D", "230 − 86")
    assert told["F"] == ("净利润E + 年折旧费D", "108 + 86")
    assert told["present_1"] == ("第1年净现金流量 × 第1年折现系数", "194 × 0.925926")


def test_only_what_leads_to_a_figure_is_told(library: Library) -> None:
    result = run_method("economics", EXAMPLES["economics"], library)
    step = result.step("F")
    assert step is not None
    steps, read = leading_to(result, step)
    assert [one.name for one in steps] == ["I", "D", "T", "tax", "E", "F"]
    assert {"investment", "annual_saving", "tax_rate"} <= read
    assert "discount_rate" not in read


def test_members_are_called_by_their_names(library: Library) -> None:
    result = run_method(
        "co_control",
        {
            "baseline": {"SO2": 380, "CO2e": 520000},
            "options": [{"name": "余热", "reductions": {"SO2": 7.68, "CO2e": 11213.2}}],
            "carbon_price": 70,
            "tax_rate": 1.2,
            "discount_rate": 0.08,
        },
        library,
    )
    words = StepWords(library, "en", "co_control", result)
    assert words.name("cut_1_1") == "SO2 cut by 余热"
    assert words.name("els_1_1") == "cross elasticity of 余热 (SO2 over carbon)"


def test_what_follows_itself_is_said_once(library: Library) -> None:
    result = run_method("sensitivity", {**EXAMPLES["sensitivity"], "residual": None}, library)
    step = result.step("NPV_investment_up")
    assert step is not None
    formula, _ = StepWords(library, "en", "sensitivity", result).step(step)
    assert formula.endswith(
        "[cash flow F (investment +20 %) (10 in a row)]) − investment I (investment +20 %)"
    )
