"""Figures of options: lengths say what the values say, kinds differ without colour, nothing is written over."""

# ruff: noqa: E501  one figure a line

from __future__ import annotations

from itertools import pairwise

import pytest

from desktop.figures import (
    Block,
    Bubble,
    Drawing,
    Lane,
    Loss,
    Milestone,
    Pair,
    Quadrants,
    Rise,
    Swing,
    abatement,
    before_after,
    bubbles,
    gantt,
    pareto,
    quadrants,
    tornado,
    waterfall,
)
from desktop.figures.drawing import Circle, Line, Rect
from desktop.figures.hatch import hatched
from desktop.figures.pareto import ordered
from desktop.figures.waterfall import MOST_EFFECTS, gathered
from tests.unit.figures.legible import outside, overlapping

# Dossier method_and_worksheets.md 4: bridge of the sample's first goal, kWh/t.
BRIDGE = [
    Rise("Before", "before", 0, 12985.849, "12 985.85"),
    Rise("WD7", "effect", 12985.849, 12979.849, "−6.00"),
    Rise("ZG1", "effect", 12979.849, 12920.976, "−58.87"),
    Rise("ZG8", "effect", 12920.976, 12874.779, "−46.20"),
    Rise("Overlap", "overlap", 12874.779, 12878.803, "+4.02"),
    Rise("Expected", "after", 0, 12878.803, "12 878.80"),
]

# Dossier synergy_methods.md 1 and 4.
SO2 = Quadrants("SO2", (("A", 2.021, 2.156), ("B", 0.0, -0.179), ("C", 3.368, 1.355)))
NOX = Quadrants("NOx", (("A", 5.769, 2.156), ("B", 34.615, -0.179), ("C", 7.692, 1.355)))
CURVE = [Block("A", 0, 11213.2, -135.3), Block("C", 11213.2, 18260.0, 1461.8)]


def _rects(drawing: Drawing, role: str) -> list[Rect]:
    return [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.fill == role]


DRAWN = {
    "waterfall": waterfall(BRIDGE, title="AC kWh/t", unit="kWh/t"),
    "gantt": gantt(
        [Lane("ZG1 Cathode", 24318, 24329, 1.0, 24330, "Carried out"), Lane("ZG7", 24320, 24323, None, None, "Postponed", True)],
        [Milestone(24332.5, "Acceptance")],
        now=24325.3,
        today="today 2027-02-10",
    ),
    "bubbles": bubbles(
        [Bubble("ZG1", 2850, 614.5, 614.5), Bubble("ZG5", 150, 135.9, 135.9), Bubble("ZG7", 160, 121.6, 121.6), Bubble("ZG3", 1650, 63.2, 63.2, True)],
        across="Investment",
        up="Saving",
        slopes=[(0.2, "I ÷ P = 5 years")],
    ),
    "quadrants": quadrants([SO2, NOX], across="pollutant %", up="CO2e %"),
    "abatement": abatement(CURVE, across="t CO2e", up="yuan/t", price=70, price_name="70 yuan/t"),
    "pareto": pareto([Loss("a", 60, "60"), Loss("b", 30, "30"), Loss("c", 10, "10")], others="others", words="{:g}".format),
    "before_after": before_after(
        [Pair("AC", "12 985.8 kWh/t", 0.9918, "12 878.8 (−0.82%)", 0.9923, "12 885.6 (−0.77%)", 0.004)],
        names=("Before", "Expected", "After"),
    ),
    "tornado": tornado([Swing("P −20 %", 210.258, "210.26"), Swing("t 15 %", 538.381, "538.38")], 441.7558, "base 441.76", up="NPV"),
}  # fmt: skip


@pytest.mark.parametrize("kind", DRAWN)
def test_no_word_leaves_the_picture_or_stands_on_another(kind: str) -> None:
    assert outside(DRAWN[kind]) == []
    assert overlapping(DRAWN[kind]) == []


def test_a_bridge_breaks_its_axis_and_shows_each_change_at_its_size() -> None:
    drawing = DRAWN["waterfall"]
    assert drawing.axis_from is not None
    assert 12_700 < drawing.axis_from < 12_874.779
    wd7, zg1, zg8 = _rects(drawing, "accent")
    assert zg1.height / zg8.height == pytest.approx(58.873 / 46.197, rel=1e-3)
    assert zg1.y == pytest.approx(wd7.y + wd7.height, abs=0.1), "each begins where the one before ends"
    (overlap,) = _rects(drawing, "warning")
    assert overlap.y + overlap.height == pytest.approx(zg8.y + zg8.height, abs=0.1), "an overlap gives back"


def test_an_overlap_is_hatched_and_an_effect_is_not() -> None:
    box = Rect(0, 0, 40, 20, "warning")
    strokes = [shape for shape in hatched(box) if isinstance(shape, Line)]
    assert len(strokes) > 5
    assert all(0 <= end <= 40 for line in strokes for end in (line.x1, line.x2))
    assert all(-1e-9 <= end <= 20 + 1e-9 for line in strokes for end in (line.y1, line.y2))


def test_many_effects_are_gathered_without_losing_any_change() -> None:
    steps = [Rise("before", "before", 0, 100, "100")]
    level = 100.0
    for number in range(14):
        steps.append(Rise(f"o{number}", "effect", level, level - number, ""))
        level -= number
    steps.append(Rise("after", "after", 0, level, ""))
    kept = gathered(steps, "others", 0)
    effects = [one for one in kept if one.kind == "effect"]
    assert len(effects) == MOST_EFFECTS
    assert effects[-1].name == "others"
    assert sum(one.end - one.start for one in effects) == pytest.approx(level - 100)
    assert effects[-1].end == pytest.approx(level)
    assert all(one.end == pytest.approx(two.start) for one, two in pairwise(effects))


def test_no_line_for_today_without_a_day() -> None:
    lanes = [Lane("a", 24318, 24329)]
    assert not [one for one in gantt(lanes).shapes if isinstance(one, Line) and one.role == "error"]
    told = gantt(lanes, now=24320.0, today="today")
    assert len([one for one in told.shapes if isinstance(one, Line) and one.role == "error"]) == 1
    assert "today" not in gantt(lanes, now=24400.0, today="today").texts, "outside the plan there is no line"


def test_a_lane_is_as_long_as_its_months_and_filled_as_far_as_it_is_done() -> None:
    drawing = gantt([Lane("a", 24312, 24317, 0.5), Lane("b", 24312, 24323)])
    short, long = _rects(drawing, "surface")
    assert long.width == pytest.approx(2 * short.width)
    (done,) = _rects(drawing, "accent")
    assert done.width == pytest.approx(short.width / 2)


def test_points_on_an_axis_are_drawn_open() -> None:
    drawn = [shape for shape in quadrants([SO2], across="x", up="y").shapes if isinstance(shape, Circle)]
    assert [point.fill for point in drawn] == ["accent", "surface", "accent"]


def test_the_curve_is_as_wide_as_the_reductions_and_earning_blocks_hang() -> None:
    first, second = _rects(abatement(CURVE, across="", up=""), "accent")
    assert first.width / second.width == pytest.approx(11213.2 / 7046.8, rel=1e-3)
    assert first.y == pytest.approx(second.y + second.height, abs=0.01)


def test_a_pareto_orders_and_gathers() -> None:
    losses = [Loss(str(value), float(value), "") for value in range(1, 13)]
    found = ordered(losses, "others", "{:g}".format)
    assert [one.value for one in found[:-1]] == [12, 11, 10, 9, 8, 7, 6, 5]
    assert (found[-1].name, found[-1].value) == ("others", 10.0)


def test_bars_before_and_after_start_at_zero() -> None:
    drawing = before_after([Pair("a", "2", 0.5, "1", None, "")], names=("b", "e", "a"))
    legend_before, before = _rects(drawing, "muted")
    _, expected = _rects(drawing, "series1")
    assert expected.width == pytest.approx(before.width / 2)
    assert legend_before.y < before.y


def test_what_lowers_the_figure_points_left_and_the_widest_stands_first() -> None:
    drawing = DRAWN["tornado"]
    (falls,), (rises,) = _rects(drawing, "warning"), _rects(drawing, "accent")
    assert falls.y < rises.y
    assert falls.x + falls.width == pytest.approx(rises.x)
    assert falls.width / rises.width == pytest.approx((441.7558 - 210.258) / (538.381 - 441.7558), rel=1e-3)
