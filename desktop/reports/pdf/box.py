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

    def squeezed(self, room: float) -> Box | None:
        """Itself made a little smaller to fit into ``room``; ``None`` where it would lose too much."""
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
    boxes: list[tuple[Box, float]] = field(default_factory=list)
    used: float = 0.0
    space: float = 0.0  # wanted below the last box

    def gap(self, box: Box) -> float:
        """Room between the last box and this one; none at the head of a page."""
        return max(self.space, box.before) if self.boxes else 0.0

    def add(self, box: Box) -> None:
        """Put a box below the others."""
        y = self.used + self.gap(box)
        self.boxes.append((box, y))
        self.used, self.space = y + box.height, box.after
        self.chapter = box.chapter or self.chapter


def paginate(boxes: Sequence[Box], height: float) -> tuple[list[Page], dict[str, int]]:
    """Lay boxes on pages of a height. Returns the pages and the page number of every key."""
    pages = [Page()]
    waiting = list(reversed(boxes))
    while waiting:
        box, page = waiting.pop(), pages[-1]
        if isinstance(box, Break):
            if page.boxes:
                pages.append(Page(page.chapter))
            continue
        begun = _begun(box, waiting, page, height)
        if begun is None:
            waiting.append(box)
            pages.append(Page(page.chapter))
            continue
        page.add(begun[0])
        waiting += begun[1:]
    if not pages[-1].boxes:
        pages.pop()
    return pages, {
        box.key: number for number, page in enumerate(pages, 1) for box, _ in page.boxes if box.key
    }


def _begun(box: Box, waiting: Sequence[Box], page: Page, height: float) -> tuple[Box, ...] | None:
    """What of a box stands on this page, and the rest of it; ``None`` where it must begin on the next."""
    room = height - page.used - page.gap(box) + 0.01
    if box.height > room and (smaller := box.squeezed(room)) is not None:
        return (smaller,)
    if page.boxes and _needs(box, waiting, height) > room:
        return None
    if box.height <= room:
        return (box,)
    parts = box.split(room)
    if parts is not None:
        return parts
    return None if page.boxes else (box,)


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
