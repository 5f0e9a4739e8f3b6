"""What pages are made of: boxes with a height that may be divided between pages, and the pages they come to lie on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box is drawn: its left and upper edge on the page (y upward), and the pages of all keys."""

    canvas: Canvas
    x: float
    top: float
    pages: Mapping[str, int]


class Box:
    """Something with a height. ``key`` is what contents and links call it."""

    before = 0.0  # room above, not at the head of a page
    after = 0.0
    height = 0.0
    key = ""
    keeps_next = False  # never the last on a page
    chapter = ""  # running head from here on

    @property
    def lead(self) -> float:
        """The least height that can stand at the foot of a page."""
        return self.height

    def split(self, room: float) -> tuple[Box, Box] | None:
        """What fits into ``room`` and the rest; ``None`` where it cannot be divided so."""
        del room
        return None

    def draw(self, place: Place) -> None:
        """Draw it."""
        raise NotImplementedError


class Break(Box):
    """What follows begins a page."""

    def draw(self, place: Place) -> None:
        """Nothing to see."""


class Space(Box):
    """Empty room."""

    def __init__(self, height: float) -> None:
        self.height = height

    def draw(self, place: Place) -> None:
        """Nothing to see."""


@dataclass(slots=True)
class Page:
    """Boxes with the distance of their upper edge from the head of the text area."""

    chapter: str = ""
    cover: bool = False
    boxes: list[tuple[Box, float]] = field(default_factory=list)


def paginate(boxes: Sequence[Box], height: float) -> tuple[list[Page], dict[str, int]]:
    """Lay boxes on pages of a height. Returns the pages and the page number of every key."""
    pages: list[Page] = []
    waiting = list(reversed(boxes))
    chapter = ""
    page, y, space = Page(), 0.0, 0.0
    while waiting:
        box = waiting.pop()
        if isinstance(box, Break):
            if page.boxes:
                pages.append(page)
                page, y, space = Page(chapter), 0.0, 0.0
            continue
        gap = max(space, box.before) if page.boxes else 0.0
        room = height - y - gap
        if page.boxes and _needs(box, waiting, height) > room + 0.01:
            pages.append(page)
            page, y, space = Page(chapter), 0.0, 0.0
            waiting.append(box)
            continue
        if box.height > room + 0.01:
            parts = box.split(room)
            if parts is not None:
                box, rest = parts
                waiting.append(rest)
            elif page.boxes:
                pages.append(page)
                page, y, space = Page(chapter), 0.0, 0.0
                waiting.append(box)
                continue
        if box.chapter:
            chapter = page.chapter = box.chapter
        page.boxes.append((box, y + gap))
        y += gap + box.height
        space = box.after
    if page.boxes:
        pages.append(page)
    return pages, {
        box.key: number for number, page in enumerate(pages, 1) for box, _ in page.boxes if box.key
    }


def _needs(box: Box, waiting: Sequence[Box], height: float) -> float:
    """Room a box must find here: its own beginning, and for headings the beginning of what they head."""
    need = 0.0
    position = len(waiting)
    while box.keeps_next and position:
        need += box.height
        position -= 1
        following = waiting[position]
        if isinstance(following, Break):
            return need
        need += max(box.after, following.before)
        box = following
    return min(need + box.lead, height)
