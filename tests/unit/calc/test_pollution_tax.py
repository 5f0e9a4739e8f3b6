"""Environmental protection tax: annex 2, which pollutants count, reductions, what the table does not hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.content.library import Library
from desktop.model.errors import AuditError


def item(pollutant: str, kg: float | None = None, **more: Any) -> dict[str, Any]:
    return {"pollutant": pollutant, **({} if kg is None else {"kg": kg}), **more}


def codes(values: dict[str, Any], where: str = "notes") -> set[tuple[str, str]]:
    return {(one["code"], one.get("about") or one.get("path")) for one in values[where]}


def test_the_table_is_whole(library: Library) -> None:
    rows = library.reference("pollution_equivalents").rows.values()
    assert sum(row["medium"] == "air" for row in rows) == 44
    assert sum(row["category"] == "class1" for row in rows) == 10
    assert sum(row["category"] == "class2" for row in rows) == 51
    assert sum(row["category"] == "other" for row in rows) == 9


@pytest.mark.parametrize(
    ("medium", "pollutant", "kg", "equivalents"),
    [
        ("air", "二氧化硫", 1000, 1052.63), ("air", "SO2", 950, 1000), ("air", "烟尘", 1000, 458.72),
        ("air", "一般性粉尘", 1000, 250), ("air", "氟化物", 1000, 1149.43), ("air", "CO", 1000, 59.88),
        ("air", "苯并(a)芘", 0.000002, 1), ("water", "化学需氧量", 100000, 100000), ("water", "氟化物", 1000, 2000),
        ("water", "氨氮", 8, 10), ("water", "六价铬", 1, 50), ("water", "苯并(a)芘", 0.0000003, 1),
    ],
)  # fmt: skip
def test_equivalents(run, medium: str, pollutant: str, kg: float, equivalents: float) -> None:
    values = run("pollution_tax", medium=medium, items=[item(pollutant, kg)], rate=2).values
    assert values["items"][0]["equivalents"] == pytest.approx(equivalents, rel=1e-5)
    assert values["total"] == pytest.approx(2 * equivalents, rel=1e-5)
    assert values["items"][0]["standing"] == "confirmed"


def test_the_first_three_of_an_outlet(run) -> None:
    items = [item("SO2", 95, outlet="1"), item("NOx", 190, outlet="1"), item("烟尘", 218, outlet="1"),
             item("一般性粉尘", 1, outlet="1"), item("一般性粉尘", 4, outlet="2")]  # fmt: skip
    values = run("pollution_tax", medium="air", items=items, rate=1.2).values
    assert [one["counts"] for one in values["items"]] == [True, True, True, False, True]
    assert [one["tax"] for one in values["items"]] == [pytest.approx(x) for x in (120, 240, 120, 0, 1.2)]
    assert values["total"] == pytest.approx(481.2)
    assert values["equivalents"] == pytest.approx(401)
    assert ("calc.tax_beyond_first", "items[3]") in codes(values)


def test_five_of_class_one_and_three_of_the_others(run) -> None:
    heavy = [item(name, 1) for name in ("总汞", "总镉", "总铬", "六价铬", "总砷", "总铅", "总镍")]
    light = [item("悬浮物(SS)", 4), item("氨氮", 1.6), item("总磷", 0.75), item("石油类", 0.05)]
    values = run("pollution_tax", medium="water", items=[*heavy, *light], rate=1.4).values
    counted = {one["pollutant"] for one in values["items"] if one["counts"]}
    # equivalents 2000, 200, 25, 50, 50, 40, 40: chromium falls out and one of lead and nickel stays
    assert counted == {"总汞", "总镉", "六价铬", "总砷", "总铅", "悬浮物(SS)", "氨氮", "总磷"}


def test_one_of_cod_bod_and_toc(run) -> None:
    items = [item("COD", 10), item("BOD5", 6), item("TOC", 4)]
    values = run("pollution_tax", medium="water", items=items, rate=1.4).values
    assert [one["counts"] for one in values["items"]] == [False, True, False]  # 10, 12, 8.16 equivalents
    assert values["total"] == pytest.approx(12 * 1.4)
    assert ("calc.tax_one_of", "items[0]") in codes(values)


@pytest.mark.parametrize(
    ("ph", "equivalents"),
    [(0.5, 1000 / 0.06), (13.5, 1000 / 0.06), (1, 8000), (2.5, 4000), (10.5, 2000), (3, 2000), (4, 1000), (10, 1000),
     (9.5, 1000), (5, 200), (5.9, 200)],
)  # fmt: skip
def test_ph_by_band(run, ph: float, equivalents: float) -> None:
    values = run("pollution_tax", medium="water", items=[item("pH", ph=ph, wastewater=1000)], rate=1.4).values
    assert values["equivalents"] == pytest.approx(equivalents)


@pytest.mark.parametrize("ph", [6, 7.2, 9])
def test_ph_within_is_free(run, ph: float) -> None:
    values = run("pollution_tax", medium="water", items=[item("pH", ph=ph, wastewater=1000)], rate=1.4).values
    assert (values["total"], codes(values)) == (0, {("calc.tax_ph_within", "items[0]")})


def test_colour_by_times_over(run) -> None:
    values = run(
        "pollution_tax", medium="water", items=[item("色度", wastewater=100, times_over=2)], rate=1.4
    ).values
    assert values["equivalents"] == pytest.approx(40)


@pytest.mark.parametrize(
    ("below", "share"), [(0, 1), (29.9, 1), (30, 0.75), (49.9, 0.75), (50, 0.5), (80, 0.5)]
)
def test_reductions(run, below: float, share: float) -> None:
    values = run(
        "pollution_tax", medium="air", items=[item("SO2", 95, below_limit_percent=below)], rate=6
    ).values
    assert values["total"] == pytest.approx(600 * share)


@pytest.mark.parametrize("name", ["NMHC", "VOCs", "挥发性有机物"])
def test_what_the_law_has_no_equivalent_for_is_free_and_said(run, name: str) -> None:
    values = run("pollution_tax", medium="air", items=[item(name, 1000)], rate=1.2).values
    assert (values["total"], codes(values)) == (0, {("calc.tax_no_equivalent", "items[0]")})
    assert values["items"][0]["equivalents"] is None


@pytest.mark.parametrize(
    ("medium", "wrong", "code", "path"),
    [
        ("air", item("颗粒物", 1), "calc.tax_unknown", "items[1].pollutant"),
        ("air", item("氨氮", 1), "calc.tax_unknown", "items[1].pollutant"),
        ("water", item("化学需氧量"), "calc.tax_quantity_missing", "items[1].kg"),
        ("water", item("pH", wastewater=1), "calc.tax_quantity_missing", "items[1].ph"),
        ("water", item("色度", wastewater=1), "calc.tax_quantity_missing", "items[1].times_over"),
    ],
)
def test_a_wrong_item_leaves_the_total_open(run, medium: str, wrong: Any, code: str, path: str) -> None:
    values = run("pollution_tax", medium=medium, items=[item("氟化物", 1), wrong], rate=2).values
    assert codes(values, "problems") == {(code, path)}
    assert values["items"][0]["tax"] is not None
    assert values["total"] is None


def test_dust_of_which_kind_is_asked(run) -> None:
    values = run("pollution_tax", medium="air", items=[item("颗粒物", 1)], rate=2).values
    assert "烟尘" in values["problems"][0]["zh"]


@pytest.mark.parametrize(
    ("medium", "rate", "odd"), [("air", 1.2, False), ("air", 12.5, True), ("water", 1.2, True)]
)
def test_rates_outside_the_law_are_noticed(run, medium: str, rate: float, odd: bool) -> None:
    values = run("pollution_tax", medium=medium, items=[item("氟化物", 1)], rate=rate).values
    assert bool(values["problems"]) == odd
    assert values["total"] is not None


def test_nothing_is_not_nought(run) -> None:
    assert run("pollution_tax", medium="air", items=[], rate=2).values["total"] is None


@pytest.mark.parametrize(
    ("inputs", "path"),
    [({"medium": "soil"}, "medium"), ({"rate": 0}, "rate"), ({"items": [item("SO2", -1)]}, "items[0].kg")],
)
def test_bad_input(run, inputs: dict[str, Any], path: str) -> None:
    with pytest.raises(AuditError) as error:
        run("pollution_tax", {"medium": "air", "items": [], "rate": 2, **inputs})
    assert error.value.params["path"] == path


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=8), st.floats(1.2, 12))
def test_only_three_count_and_they_are_the_largest(run, drawn: list[float], rate: float) -> None:
    names = ("二氧化硫", "氮氧化物", "一氧化碳", "氯气", "氯化氢", "氟化物", "硫酸雾", "氨")
    items = [item(name, kg) for name, kg in zip(names, drawn, strict=False)]
    values = run("pollution_tax", medium="air", items=items, rate=rate).values
    largest = sorted((one["equivalents"] for one in values["items"]), reverse=True)[:3]
    assert values["total"] == pytest.approx(rate * sum(largest))
