"""The drawings are honest and legible: axes say where they start, labels keep apart, small slices are gathered."""

from __future__ import annotations

import itertools
import math
import xml.etree.ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.figures import (
    Bar,
    Course,
    Drawing,
    Reference,
    Rung,
    Slice,
    bars,
    cash_flow,
    ladder,
    pie,
    place_of,
)
from desktop.figures.drawing import Circle, Label, Line, Polygon, Rect, Wedge, shortened, text_width
from desktop.figures.pie import gathered
from desktop.figures.scale import scale_of
from desktop.figures.svg import to_svg

# The worked example of the dossier (method_and_worksheets.md 3.9, ZG4): running totals of 860 at 8 %.
ZG4 = (
    -860.0,
    -680.3704,
    -514.0466,
    -360.0432,
    -217.4474,
    -85.4143,
    36.8387,
    150.0358,
    254.8480,
    351.8963,
    441.7558,
)


def _box(label: Label) -> tuple[float, float, float, float]:
    width = text_width(label.text, label.size)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - label.size * 0.75, left + width, label.y + label.size * 0.1


def _overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    labels = [shape for shape in drawing.shapes if isinstance(shape, Label)]
    return [
        (one.text, other.text)
        for one, other in itertools.combinations(labels, 2)
        if not (
            _box(one)[2] <= _box(other)[0]
            or _box(other)[2] <= _box(one)[0]
            or _box(one)[3] <= _box(other)[1]
            or _box(other)[3] <= _box(one)[1]
        )
    ]


def _rects(drawing: Drawing, role: str) -> list[Rect]:
    return [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.fill == role]


def _three(*values: float | None) -> list[Bar]:
    return [
        Bar(
            str(2023 + position),
            value,
            "未填" if value is None else f"{value:g}",
            "base" if position == 2 else "past",
        )
        for position, value in enumerate(values)
    ]


# -- bars ---------------------------------------------------------------------------------------------------


def test_bars_start_at_zero_and_are_as_high_as_their_values() -> None:
    drawing = bars(_three(100, 50, 25))
    assert drawing.axis_from is None
    heights = [rect.height for rect in (*_rects(drawing, "muted"), *_rects(drawing, "accent"))]
    assert heights[0] == pytest.approx(2 * heights[1]) == pytest.approx(4 * heights[2])


def test_bars_that_hardly_differ_break_the_axis_and_say_where_it_starts() -> None:
    drawing = bars(_three(13074.83, 13032.33, 12985.85), Reference(13000, "标杆 13 000"))
    assert drawing.axis_from is not None
    assert 12_800 <= drawing.axis_from < 12_985.85
    breaks = [shape for shape in drawing.shapes if isinstance(shape, Polygon)]
    assert len(breaks) == 3, "every bar shows that it is cut"
    assert "标杆 13 000" in drawing.texts


def test_equal_bars_are_not_broken() -> None:
    assert bars(_three(5, 5, 5)).axis_from is None


def test_a_missing_year_keeps_its_place_and_says_so() -> None:
    drawing = bars(_three(3, None, 4))
    assert len(_rects(drawing, "muted")) == 1
    assert [label for label in drawing.texts if label in ("2023", "2024", "2025", "未填")] == [
        "2023", "2024", "未填", "2025",
    ]  # fmt: skip


def test_the_bar_after_the_audit_has_a_colour_of_its_own() -> None:
    drawing = bars([*_three(3, 4, 5), Bar("审核后", 4, "4", "after")])
    assert len(_rects(drawing, "series1")) == 1


def test_negative_bars_hang_from_zero() -> None:
    drawing = bars(_three(-2, 1, 2))
    below, above = _rects(drawing, "muted")
    assert below.y == pytest.approx(above.y + above.height)


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9)), min_size=3, max_size=3),
    st.one_of(st.none(), st.floats(-1e9, 1e9)),
)
def test_bars_stay_inside_the_picture(values: list[float | None], limit: float | None) -> None:
    drawing = bars(_three(*values), Reference(limit, "限额") if limit is not None else None)
    for shape in drawing.shapes:
        match shape:
            case Rect(x, y, width, height):
                assert -0.01 <= x <= x + width <= drawing.width + 0.01
                assert -0.01 <= y <= y + height <= drawing.height + 0.01
            case Line(x1, y1, x2, y2):
                assert all(math.isfinite(number) for number in (x1, y1, x2, y2))
            case _:
                pass


@given(st.floats(10, 1e6), st.floats(0.9, 1.1), st.floats(0.9, 1.1), st.floats(0.9, 1.1))
def test_labels_of_bars_keep_apart(size: float, one: float, other: float, limit: float) -> None:
    drawing = bars(_three(size, size * one, size * other), Reference(size * limit, "限额"))
    values = {f"{size:g}", f"{size * one:g}", f"{size * other:g}"}
    assert [pair for pair in _overlapping(drawing) if values & set(pair)] == []


def test_a_value_keeps_clear_of_the_reference_line() -> None:
    drawing = bars(_three(80, 90, 99), Reference(100, "限额"))
    level = next(shape.y1 for shape in drawing.shapes if isinstance(shape, Line) and shape.dash)
    value = next(shape for shape in drawing.shapes if isinstance(shape, Label) and shape.text == "99")
    assert value.y <= level or value.y - value.size > level


# -- scale --------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=8), st.booleans())
@example([5e-324], False)
@example([-5e-324, 0.0], True)
def test_a_scale_holds_its_values_and_has_few_ticks(values: list[float], may_break: bool) -> None:
    scale = scale_of(values, may_break=may_break)
    span = scale.high - scale.low
    assert scale.low - span * 1e-9 <= min(values)
    assert max(values) <= scale.high + span * 1e-9
    assert scale.broken or scale.low <= 0 <= scale.high
    assert 1 <= len(scale.ticks) <= 10


# -- pie ----------------------------------------------------------------------------------------------------


def test_slices_run_from_the_largest_and_fill_the_circle() -> None:
    drawing = pie([Slice("b", 1), Slice("a", 3)], others="其他")
    wedges = [shape for shape in drawing.shapes if isinstance(shape, Wedge)]
    assert [wedge.sweep for wedge in wedges] == pytest.approx([270, 90])
    assert wedges[0].start == 0
    assert drawing.texts[:4] == ("a", "75.0%", "b", "25.0%")


def test_small_slices_are_gathered_and_nothing_is_lost() -> None:
    given_slices = [
        Slice(f"n{number}", value) for number, value in enumerate((96, 2, 1.5, 0.2, 0.2, 0.05, 0.05))
    ]
    kept = gathered(given_slices, "其他")
    assert [slice.name for slice in kept] == ["n0", "n1", "n2", "其他"]
    assert math.fsum(slice.value for slice in kept) == pytest.approx(100)


def test_one_small_slice_keeps_its_name() -> None:
    assert [slice.name for slice in gathered([Slice("a", 999), Slice("b", 1)], "其他")] == ["a", "b"]


def test_one_slice_alone_is_a_whole_disc() -> None:
    assert any(isinstance(shape, Circle) for shape in pie([Slice("a", 3)], others="其他").shapes)


def test_nothing_to_share_draws_nothing() -> None:
    assert pie([Slice("a", 0)], others="其他").shapes == ()


@given(st.lists(st.floats(0, 1e9), max_size=30))
def test_a_pie_never_has_more_slices_than_colours(values: list[float]) -> None:
    kept = gathered([Slice(f"s{number}", value) for number, value in enumerate(values)], "其他")
    assert len(kept) <= 6
    assert math.fsum(one.value for one in kept) == pytest.approx(math.fsum(values))


# -- cash flow ----------------------------------------------------------------------------------------------


def test_the_payback_is_marked_where_the_curve_crosses_zero() -> None:
    drawing = cash_flow([Course("ZG4", ZG4, 5.6905, "5.69 年回收")])
    mark = next(shape for shape in drawing.shapes if isinstance(shape, Circle))
    owed = next(shape for shape in drawing.shapes if isinstance(shape, Polygon) and shape.fill == "warning")
    crossing = max(x for x, y in owed.points)
    assert mark.x == pytest.approx(crossing, abs=1.0)
    assert "5.69 年回收" in drawing.texts


def test_an_option_that_never_pays_back_says_so_and_has_no_mark() -> None:
    drawing = cash_flow([Course("ZG3", (-1650.0, -1591.5, -1537.4), None, "不回收")])
    assert not any(isinstance(shape, Circle) for shape in drawing.shapes)
    assert "不回收" in drawing.texts


def test_several_options_stand_side_by_side_each_on_its_own_axis() -> None:
    courses = [
        Course(f"ZG{number}", tuple(total * number for total in ZG4), 5.69, "5.69 年")
        for number in range(1, 8)
    ]
    drawing = cash_flow(courses, years="年")
    assert drawing.height == pytest.approx(3 * 128)
    assert _overlapping(drawing) == []
    assert all(0 <= _box(shape)[0] <= drawing.width for shape in drawing.shapes if isinstance(shape, Label))


# -- text and SVG -------------------------------------------------------------------------------------------


def test_long_names_are_cut_with_a_mark() -> None:
    cut = shortened("电解辅助用电及其他设施", 8, 40)
    assert cut.endswith("…")
    assert text_width(cut, 8) <= 40


@pytest.mark.parametrize(
    "drawing",
    [
        bars(_three(1, 2, 3), Reference(2, "a < b & c"), title="图 & 表"),
        pie([Slice("a", 1), Slice("<b>", 2)], others="其他"),
        cash_flow([Course("ZG4", ZG4, 5.69, "5.69")]),
    ],
)
def test_svg_is_well_formed_and_holds_every_text(drawing: Drawing) -> None:
    root = ET.fromstring(to_svg(drawing))
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert texts == set(drawing.texts)
    assert "black" not in to_svg(drawing)


# -- ladder ----------------------------------------------------------------------------------------------------

BANDS = ("未达Ⅲ级", "Ⅲ级", "Ⅱ级", "Ⅰ级")


@pytest.mark.parametrize(
    ("value", "baselines", "lower", "low", "high"),
    [
        (16.685, (40, 24, 8), True, 2.45, 2.46),  # (24 - 16.685) / 16 into the band of level II
        (41, (40, 24, 8), True, 0, 1),
        (4000, (40, 24, 8), True, 0, 0.1),  # far out, still on the ladder
        (8, (40, 24, 8), True, 3, 3.2),
        (89.02, (80, 85, 95), False, 2.40, 2.41),
        (5, (5, 5, 5), True, 3, 4),  # the same baseline at every level
        (0, (0, 0, 0), True, 3, 4),
    ],
)
def test_a_value_stands_in_the_band_of_its_level(value, baselines, lower, low, high) -> None:
    found = place_of(value, baselines, lower=lower)
    assert found is not None
    assert low <= found <= high


@given(
    st.floats(-1e6, 1e6), st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3).map(sorted), st.booleans()
)
def test_place_and_level_never_disagree(value: float, levels: list[float], lower: bool) -> None:
    baselines = levels[::-1] if lower else levels  # from level III to I
    found = place_of(value, baselines, lower=lower)
    met = sum(value <= one if lower else value >= one for one in baselines)
    assert found is not None
    assert int(found) == met


def test_without_a_baseline_there_is_no_place() -> None:
    assert place_of(5, (None, 4, 3), lower=True) is None


def test_a_ladder_says_everything_in_words_and_keeps_labels_apart() -> None:
    rungs = [
        Rung("*单位产品每次清洗取水量", 2.46, "16.685 L/m²，再降 8.685 L/m² 到Ⅰ级", ("40", "24", "8"), True),
        Rung("电镀用水重复利用率", None, "缺数据，不判级", ("30", "40", "60")),
        Rung("一个名字长得在图里怎么也放不下的定性评价指标名称", 3.5, "评定为Ⅰ级"),
    ]
    drawing = ladder(rungs, BANDS, title="判级")
    assert {rung.text for rung in rungs} <= set(drawing.texts)
    assert _overlapping(drawing) == []
    dots = [shape for shape in drawing.shapes if isinstance(shape, Circle)]
    assert [dot.fill for dot in dots] == ["series1", "accent"]  # nothing stands where nothing is known
    assert dots[0].x < dots[1].x
    assert all(0 <= label.x <= drawing.width for label in drawing.shapes if isinstance(label, Label))
