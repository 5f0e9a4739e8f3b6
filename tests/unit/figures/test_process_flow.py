"""A flow sheet shows every unit after those before it, every input and every node, nothing over anything else."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desktop.figures import Unit, process_flow
from desktop.figures.drawing import Circle, Label, Rect, text_width
from desktop.figures.process_flow import in_order, wrapped

POTS = [
    Unit("cast", "铸造", ("tap",), nodes="烟气 G4；铝灰渣 S3"),
    Unit("store", "氧化铝贮运", inputs="氧化铝", nodes="颗粒物 G1"),
    Unit("tap", "出铝与抬包", ("pot",)),
    Unit("pot", "电解槽", ("store",), inputs="氧化铝、阳极、直流电", nodes="氟化物 G2"),
    Unit("lab", "化验", nodes="化验废液 S10"),
]


def test_units_follow_each_other_and_services_stand_last() -> None:
    assert [unit.key for unit in in_order(POTS)] == ["store", "pot", "tap", "cast", "lab"]


def test_a_circle_loses_no_unit() -> None:
    circle = [Unit("a", "a", ("b",)), Unit("b", "b", ("a",)), Unit("c", "c", ("gone",))]
    assert {unit.key for unit in in_order(circle)} == {"a", "b", "c"}


def test_everything_is_drawn_and_every_node_has_its_dot() -> None:
    drawing = process_flow(POTS)
    words = "".join(drawing.texts)
    for unit in POTS:
        assert unit.name in words
    assert "氧化铝、阳极、直流电" in words
    assert sum(isinstance(shape, Circle) for shape in drawing.shapes) == 4
    boxes = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    assert all(lower.y >= upper.y + upper.height for upper, lower in itertools.pairwise(boxes))
    assert boxes[-1].y + boxes[-1].height <= drawing.height


def test_no_unit_no_figure() -> None:
    assert process_flow([]).shapes == ()


@given(st.text("氧化铝；、aluminium G1 ", min_size=1, max_size=120))
def test_words_keep_to_their_width(text: str) -> None:
    lines = wrapped(text, 80)
    assert len(lines) <= 4
    assert all(text_width(line, 8.0) <= 80 for line in lines)
    if text_width(text.strip(), 8.0) <= 80:
        assert lines == ([text.strip()] if text.strip() else [])


def test_labels_stay_inside() -> None:
    long = [Unit("a", "一个名字特别特别长的单元操作用来占满盒子", inputs="原料" * 40, nodes="节点；" * 40)]
    drawing = process_flow(long)
    for shape in drawing.shapes:
        if isinstance(shape, Label):
            left = shape.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * text_width(
                shape.text, shape.size
            )
            assert left >= -1
            assert left + text_width(shape.text, shape.size) <= drawing.width + 1
