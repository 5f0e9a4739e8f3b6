"""Streams of a balance are drawn to scale on both sides, and every one of them is named."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.figures import Drawing, Flow, sankey
from desktop.figures.drawing import Label, Polygon, Polyline

INPUTS = [Flow("氧化铝", 3917.0, "3 917"), Flow("阳极", 995.5, "995.5")]
OUTPUTS = [
    Flow("铝液", 2036.5, "2 036.5"),
    Flow("烟气", 2795.9, "2 795.9", "loss"),
    Flow("差额", 80.1, "80.1", "gap"),
]


def thick(drawing: Drawing) -> list[float]:
    """Height of each ribbon at its outer end."""
    bands = [shape.points for shape in drawing.shapes if isinstance(shape, Polygon)]
    half = [len(points) // 2 for points in bands]
    return [points[middle][1] - points[middle - 1][1] for points, middle in zip(bands, half, strict=True)]


def test_each_stream_is_as_wide_as_it_is_large() -> None:
    widths = thick(sankey(INPUTS, OUTPUTS, name="电解"))
    values = [flow.value for flow in (*INPUTS, *OUTPUTS)]
    assert len(widths) == len(values)
    assert [width / widths[0] for width in widths] == pytest.approx([value / 3917.0 for value in values])


def test_losses_and_gaps_are_seen_without_colour() -> None:
    drawing = sankey(INPUTS, OUTPUTS, name="电解")
    dashes = [shape.dash for shape in drawing.shapes if isinstance(shape, Polyline)]
    assert dashes[: 2 * len(INPUTS) + 2] == [()] * 6
    assert dashes[6]
    assert dashes[8]
    assert dashes[6] != dashes[8]


def test_per_cent_are_of_the_larger_side() -> None:
    words = sankey(INPUTS, [Flow("铝液", 2456.25, "2 456.25")], name="电解").texts
    assert "铝液  2 456.25  50.0%" in words  # of 4912.5


def test_one_side_alone_is_no_figure() -> None:
    assert sankey(INPUTS, [], name="x").shapes == ()
    assert sankey([Flow("a", 0.0, "0")], OUTPUTS, name="x").shapes == ()


sizes = st.lists(st.floats(0.001, 1e6), min_size=1, max_size=14)


@given(sizes, sizes)
def test_words_never_lie_on_each_other(ins: list[float], outs: list[float]) -> None:
    drawing = sankey([Flow("进", one, "1") for one in ins], [Flow("出", one, "1") for one in outs], name="x")
    for anchor in ("start", "end"):
        lines = sorted(
            shape.y for shape in drawing.shapes if isinstance(shape, Label) and shape.anchor == anchor
        )
        assert all(later - earlier >= 8 for earlier, later in itertools.pairwise(lines))
        assert all(0 < y <= drawing.height for y in lines)
