"""Lying bars: indicators before, expected and after (each with before as 100 %), and what moves a figure up or down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.figures.drawing import Drawing, Label, Line, Rect, Role, Shape, shortened, text_width
from desktop.figures.hatch import hatched
from desktop.figures.scale import scale_of

_NAME, _SMALL, _BAR, _GAP = 132.0, 7.0, 8.0, 7.0


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator with its values in words and as shares of the value before; ``None`` is left out.

    ``spread`` is how far the value after may be off, as a share of the value before.
    """

    name: str
    before: str
    expected: float | None
    expected_text: str
    after: float | None
    after_text: str
    spread: float | None = None


def before_after(
    given: Sequence[Pair], *, names: tuple[str, str, str], title: str = "", width: float = 440.0
) -> Drawing:
    """Draw each indicator as lying bars from zero; ``names`` are before, expected and after."""
    texts = [text for one in given for text in (one.before, one.expected_text, one.after_text)]
    room = max((text_width(text, _SMALL) for text in texts), default=0.0) + 8
    right = width - room
    most = max([1.0, *(value for one in given for value in (one.expected, one.after) if value is not None)])
    scale = scale_of([most * 100])

    def x(share: float) -> float:
        return _NAME + share * 100 / scale.high * (right - _NAME)

    shapes: list[Shape] = _legend(names, width)
    y = 26.0
    for one in given:
        bars: list[tuple[float, str, Role, bool]] = [(1.0, one.before, "muted", False)]
        if one.expected is not None:
            bars.append((one.expected, one.expected_text, "series1", True))
        if one.after is not None:
            bars.append((one.after, one.after_text, "accent", False))
        shapes.append(Label(shortened(one.name, 7.5, _NAME - 8), 0, y + 7, 7.5))
        for share, text, role, slanted in bars:
            box = Rect(_NAME, y, max(x(share) - _NAME, 0.5), _BAR, role)
            shapes += hatched(box) if slanted else [box]
            reach = x(share)
            if role == "accent" and one.spread:
                low, high = x(max(share - one.spread, 0.0)), x(share + one.spread)
                shapes += [Line(low, y + _BAR / 2, high, y + _BAR / 2, "ink", 0.9)]
                shapes += [Line(end, y + 1.5, end, y + _BAR - 1.5, "ink", 0.9) for end in (low, high)]
                reach = max(reach, high)
            shapes.append(Label(text, reach + 4, y + _BAR - 1.6, _SMALL, bold=role == "accent"))
            y += _BAR + 1.5
        y += _GAP
    shapes.append(Line(_NAME, 22, _NAME, y, "ink", 0.9))
    for value in scale.ticks:
        at = x(value / 100)
        shapes.append(Label(f"{value:g}%", at, y + 9, 6.5, "middle", "ink_soft"))
        if value:
            shapes.insert(0, Line(at, 22, at, y, "line", 0.5))
    return Drawing(width, y + 14, tuple(shapes), title)


def _legend(names: tuple[str, str, str], width: float) -> list[Shape]:
    shapes: list[Shape] = []
    x = _NAME
    for name, role, slanted in zip(names, ("muted", "series1", "accent"), (False, True, False), strict=True):
        box = Rect(x, 5, 9, 7, role)  # type: ignore[arg-type]
        shapes += hatched(box) if slanted else [box]
        shapes.append(Label(shortened(name, _SMALL, width - x - 16), x + 12, 11.4, _SMALL, role="ink_soft"))
        x += text_width(name, _SMALL) + 26
    return shapes


@dataclass(frozen=True, slots=True)
class Swing:
    """A case: what is changed, the figure then, and the figure in words."""

    name: str
    value: float
    text: str


def tornado(
    given: Sequence[Swing],
    base: float,
    base_text: str,
    *,
    up: str,
    tick: Callable[[float], str] = "{:g}".format,
    title: str = "",
    width: float = 440.0,
) -> Drawing:
    """Bars from the base case to each case, the widest on top; what makes the figure fall is hatched."""
    cases = sorted(given, key=lambda one: -abs(one.value - base))
    values = [base, *(one.value for one in cases)]
    scale = scale_of(values)
    room = max((text_width(one.text, _SMALL) for one in cases), default=0.0) + 8
    left, right = _NAME + room, width - room

    def x(value: float) -> float:
        return left + (value - scale.low) / (scale.high - scale.low) * (right - left)

    top = 26.0
    bottom = top + len(cases) * (_BAR + _GAP)
    shapes: list[Shape] = []
    for value in scale.ticks:
        shapes.append(Line(x(value), top - 4, x(value), bottom, "line", 0.5))
        shapes.append(Label(tick(value), x(value), bottom + 9, 6.5, "middle", "ink_soft"))
    for position, one in enumerate(cases):
        y = top + position * (_BAR + _GAP)
        begin, end = sorted((x(base), x(one.value)))
        box = Rect(begin, y, max(end - begin, 0.8), _BAR, "warning" if one.value < base else "accent")
        shapes += hatched(box) if one.value < base else [box]
        shapes.append(Label(shortened(one.name, 7.5, _NAME - 4), 0, y + 6.6, 7.5))
        falls = one.value < base
        shapes.append(
            Label(one.text, begin - 4 if falls else end + 4, y + 6.4, _SMALL, "end" if falls else "start")
        )
    shapes.append(Line(x(base), top - 6, x(base), bottom, "ink", 1.0))
    if scale.low < 0 < scale.high:
        shapes.append(Line(x(0.0), top - 4, x(0.0), bottom, "ink_soft", 0.8, (2, 2)))
    shapes.append(Label(base_text, x(base), top - 9, _SMALL, "middle", bold=True))
    shapes.append(
        Label(shortened(up, _SMALL, width), right + room - 8, bottom + 18, _SMALL, "end", "ink_soft")
    )
    return Drawing(width, bottom + 22, tuple(shapes), title)
