"""Pages of pictures: two beside each other, each over its caption; the number and title of all below the last."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from reportlab.lib.utils import ImageReader

from desktop.reports.model import Photo, Photos
from desktop.reports.pdf.box import Box, Place
from desktop.reports.pdf.look import CAPTION_BELOW, RULE, SOURCE, WARNING, WIDTH
from desktop.reports.pdf.text import Paragraph, paragraph

_GUTTER = 16.0
_CELL = (WIDTH - _GUTTER) / 2
_TALLEST = 210.0
"""Three rows on a page with their captions."""

_EMPTY = 60.0
"""Room kept for a picture that cannot be shown."""

_UNDER = replace(SOURCE, align="center", before=3.0, after=8.0)
_FAULT = replace(SOURCE, color=WARNING, align="center", before=0.0, after=0.0)


def photo_boxes(block: Photos) -> Iterator[Box]:
    """Rows of two pictures, then the caption of the whole."""
    pairs = [_Pair(block.photos[at : at + 2]) for at in range(0, len(block.photos), 2)]
    pairs[-1].keeps_next = True
    yield from pairs
    caption = paragraph(f"{block.number}\u2003{block.caption}", CAPTION_BELOW)
    caption.key = block.key
    yield caption
    if block.note:
        yield paragraph(block.note, replace(SOURCE, align="center"))


class _Pair(Box):
    """One picture in the middle, or two beside each other. The last keeps the caption with it."""

    before, after = 8.0, 4.0

    def __init__(self, photos: tuple[Photo, ...]) -> None:
        self._photos = photos
        self._sizes = [_fitted(photo) for photo in photos]
        self._drawn = max(height for _, height in self._sizes)
        self._captions: list[Paragraph] = [paragraph(photo.caption.text, _UNDER, _CELL) for photo in photos]
        self.height = self._drawn + _UNDER.before + max(caption.height for caption in self._captions)

    def draw(self, place: Place) -> None:
        """Pictures stand on one line, their captions under it."""
        canvas, line = place.canvas, place.top - self._drawn
        for at, (photo, (width, height)) in enumerate(zip(self._photos, self._sizes, strict=True)):
            x = place.x + at * (_CELL + _GUTTER) if len(self._photos) > 1 else place.x + (WIDTH - _CELL) / 2
            if photo.content:
                picture = ImageReader(io.BytesIO(photo.content))
                canvas.drawImage(picture, x + (_CELL - width) / 2, line, width, height)
            else:
                canvas.setStrokeColor(RULE)
                canvas.setLineWidth(0.5)
                canvas.rect(x, line, width, height)
                said = paragraph(photo.fault, _FAULT, _CELL - 12.0)
                said.draw(Place(canvas, x + 6.0, line + (height + said.height) / 2, place.pages))
            self._captions[at].draw(Place(canvas, x, line - _UNDER.before, place.pages))


def _fitted(photo: Photo) -> tuple[float, float]:
    """Width and height on paper: as large as its half of the page allows, never beyond 72 pixels to the inch."""
    if not photo.content:
        return _CELL, _EMPTY
    scale = min(_CELL / photo.width, _TALLEST / photo.height, 1.0)
    return photo.width * scale, photo.height * scale
