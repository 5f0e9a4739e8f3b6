"""Options in the shipped content: parts of an investment, kinds of saving, screening, ranking, study, sensitivity."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.document import Document
from desktop.model.edit import AddRow, Edit, SetValue
from desktop.model.result import Num
from tests.builders import an_audit


def _option(row: str, **values: object) -> AddRow:
    given = {
        "code": row.upper(), "name": row, "cost_class": "high", "type": "equipment", "aspect": "equipment",
        "status@assessment": "feasible", "extra_operating_cost@assessment": 0,
        "depreciation_years": 10, "life_years": 10, **values,
    }  # fmt: skip
    return AddRow("options", given, row=row)  # type: ignore[arg-type]


RATES: list[Edit] = [
    SetValue("audit.discount_rate", {"value": "8", "unit": "%"}),
    SetValue("audit.income_tax_rate", {"value": "25", "unit": "%"}),
]


def _effect(row: str, option: str, category: str, money: float) -> AddRow:
    values = {
        "option": option, "category": category, "item": f"{category} {row}", "unit": "t",
        "quantity@assessment": money, "price": 10000, "price_unit": "元/t", "basis@assessment": "expected",
    }  # fmt: skip
    return AddRow("option_effects", values, row=row)  # type: ignore[arg-type]


def _money(document: Document, path: str) -> float:
    value = document.value(path)
    assert isinstance(value, Num), f"{path}: {value}"
    return value.value / document.library.units.parse("万元").factor


def test_the_investment_is_the_sum_of_its_parts_once_they_are_given(tmp_path: Path) -> None:
    # I = (700 + 40 + 20) + 10 + 60 - 50 = 780; working capital is not depreciated: D = (780 - 60) / 10
    parts = {
        "investment@assessment": 999,
        "equipment_cost@assessment": 700,
        "site_cost@assessment": 40,
        "contingency@assessment": 20,
        "construction_interest@assessment": 10,
        "working_capital@assessment": 60,
        "subsidy@assessment": 50,
    }
    edits = [*RATES, _option("zg1", **parts), _effect("e1", "zg1", "energy", 200)]
    document = an_audit(tmp_path / "a.qsa", *edits)
    assert _money(document, "options[zg1].fixed_investment@assessment") == pytest.approx(760)
    assert _money(document, "options[zg1].gross_investment@assessment") == pytest.approx(830)
    assert _money(document, "options[zg1].total_investment@assessment") == pytest.approx(780)
    assert _money(document, "economics[zg1].D@assessment") == pytest.approx(72)
    assert _money(document, "summary.investment_total@assessment") == pytest.approx(780)
    assert document.shown("options[zg1].investment@assessment", "zh").state == "hidden"
    document.close()


def test_without_parts_the_estimate_counts(tmp_path: Path) -> None:
    low = _option("wd1", cost_class="low", **{"investment@assessment": 6})
    document = an_audit(tmp_path / "a.qsa", *RATES, _option("zg1", **{"investment@assessment": 860}), low)
    assert _money(document, "options[zg1].total_investment@assessment") == pytest.approx(860)
    assert _money(document, "options[wd1].total_investment@assessment") == pytest.approx(6)
    assert _money(document, "summary.investment_total@assessment") == pytest.approx(866)
    document.close()


def test_every_kind_of_saving_has_its_line_and_together_they_are_p(tmp_path: Path) -> None:
    kinds = {
        "product": ("income_product", 1), "byproduct": ("income_byproduct", 2), "carbon": ("income_carbon", 4),
        "material": ("saving_material", 8), "energy": ("saving_energy", 16), "tiered_price": ("saving_tiered", 32),
        "labour": ("saving_labour", 64), "other": ("saving_other", 128), "disposal": ("saving_disposal", 256),
        "tax": ("saving_tax", 512),
    }  # fmt: skip
    option = _option("zg1", **{"investment@assessment": 860, "extra_operating_cost@assessment": 100})
    effects = [_effect(kind, "zg1", kind, money) for kind, (_, money) in kinds.items()]
    document = an_audit(tmp_path / "a.qsa", *RATES, option, *effects)
    for column, money in kinds.values():
        assert _money(document, f"options[zg1].{column}@assessment") == pytest.approx(money), column
    assert _money(document, "options[zg1].income_total@assessment") == pytest.approx(1 + 2 + 4)
    assert _money(document, "options[zg1].cost_reduction@assessment") == pytest.approx(1016 - 100)
    assert _money(document, "options[zg1].annual_saving@assessment") == pytest.approx(1023 - 100)
    choices = {one.value for one in document.library.choices("saving_category")}
    assert choices == {*kinds, "environment"}
    assert "option_split" not in {problem.code for problem in document.problems()}
    document.close()


@pytest.mark.parametrize(
    ("cost_class", "marks", "result"),
    [
        ("low", ("pass", "pass", "pass", "pass", "pass"), "feasible"),
        ("high", ("pass", "pass", "pass", "pass", "pass"), "preliminary"),
        ("low", ("pass", "pass", "unclear", "pass", "pass"), "unclear"),
        ("low", ("pass", "unclear", "pass", "pass", "fail"), "not_feasible"),
        ("low", ("fail", None, None, None, None), "not_feasible"),  # one cross is enough
        ("low", ("pass", "pass", "pass", "pass", None), None),  # not yet said
    ],
)
def test_one_cross_screens_an_option_out(
    tmp_path: Path, cost_class: str, marks: tuple[str | None, ...], result: str | None
) -> None:
    names = ("technical", "environment", "economy", "ease", "safety")
    given = {f"screen_{name}": mark for name, mark in zip(names, marks, strict=True) if mark}
    document = an_audit(tmp_path / "a.qsa", _option("o1", cost_class=cost_class, **given))
    found = document.value("options[o1].screening_result")
    assert found == result if result else not isinstance(found, str)
    group = document.value("options[o1].screening_group")
    kind = "medium_high" if cost_class == "high" else "no_low"
    assert group == ("not_feasible" if result == "not_feasible" else kind)
    document.close()


def test_the_conclusion_follows_the_state_at_assessment(tmp_path: Path) -> None:
    states = {
        "feasible": "recommended", "suspended": "suspended", "rejected": "not_recommended", "proposed": "open"
    }  # fmt: skip
    options = [_option(state, **{"status@assessment": state}) for state in states]
    document = an_audit(tmp_path / "a.qsa", *options)
    for state, conclusion in states.items():
        assert document.value(f"options[{state}].conclusion") == conclusion
    document.close()


def test_a_mid_term_report_begins_with_its_parts(tmp_path: Path) -> None:
    document = an_audit(tmp_path / "a.qsa")
    parts = document.rows("midterm_points")
    assert len(parts) == len(document.library.reference("midterm_parts").rows)
    assert document.value(f"midterm_points[{parts[0]}].part") == parts[0]
    document.close()
