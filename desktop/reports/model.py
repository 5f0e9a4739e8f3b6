"""The report as a list of blocks. Builders make it from a snapshot, writers turn it into a file.

Everything printed that comes from the audit is a :class:`Cell` that names its path or expression; writers ``match`` on
blocks and are closed with ``assert_never``, so the type checker proves each of them complete.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from desktop.figures import Drawing
from desktop.model.text import Lang

Language = Literal["zh", "en", "both"]

Tone = Literal["plain", "missing"]

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Something printed. ``path`` says where it comes from (a path, or an expression of the content language).

    ``value`` is the number behind the text in ``unit`` (empty text: a plain number), ``None`` where the text is no
    number. ``whole`` keeps the text on one line. ``mark`` puts ◇ after it: the factor behind it is not confirmed.
    """

    text: str
    path: str = ""
    value: float | None = None
    unit: str = ""
    tone: Tone = "plain"
    mark: bool = False
    whole: bool = False

    @property
    def printed(self) -> str:
        """The text with its mark."""
        return f"{self.text}\u2009◇" if self.mark else self.text


Piece = str | Cell
"""Part of a sentence: fixed words, or a live value."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a cover, a form or a signature page. ``wide`` facts take the whole line."""

    label: str
    cell: Cell
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. Neighbours of the same ``group`` stand under one head."""

    title: str
    unit: str = ""
    align: Align = "left"
    group: str = ""

    @property
    def head(self) -> str:
        """Title with its unit."""
        return f"{self.title} {self.unit}" if self.unit and self.title else self.title or self.unit


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. A ``group`` row has one cell and heads those below it."""

    cells: tuple[Cell, ...]
    kind: Literal["plain", "group", "total"] = "plain"


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    organisation: Cell
    title: str
    edition: str
    facts: tuple[Fact, ...]
    date: Cell
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents, and lists of tables and figures; writers know the pages."""

    title: str
    tables: str
    figures: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered title. ``level`` 1 is a chapter and begins a page; ``listed`` ones stand in the contents."""

    level: Literal[1, 2, 3]
    number: str
    title: str
    key: str
    running: str = ""
    listed: bool = True

    @property
    def text(self) -> str:
        """Number and title."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph."""

    pieces: tuple[Piece, ...]
    lang: Lang = "zh"


@dataclass(frozen=True, slots=True)
class Facts:
    """A numbered form: questions of a record, or of one row of a table, with their answers.

    ``part`` names the row. The forms of several rows share one number; only the first has a caption.
    """

    number: str
    caption: str
    facts: tuple[Fact, ...]
    key: str
    note: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table."""

    number: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A numbered figure; ``cells`` are the values it shows."""

    number: str
    caption: str
    drawing: Drawing
    key: str
    note: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture made ready for paper (JPEG, pixels), or a ``fault`` in words where its file cannot be shown."""

    name: str
    caption: Cell
    content: bytes = b""
    width: int = 0
    height: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Photos:
    """Numbered pictures, two beside each other, each over its own caption."""

    number: str
    caption: str
    photos: tuple[Photo, ...]
    key: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart."""

    text: str
    kind: Literal["plain", "warning"] = "plain"


@dataclass(frozen=True, slots=True)
class Signature:
    """A page to sign: a text, then lines for names, signatures and dates."""

    title: str
    text: tuple[Piece, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


Block = Cover | Contents | Heading | Prose | Facts | Table | Figure | Photos | Note | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    ``running`` stands at the head of every page, ``footer`` at its foot, ``sample`` on every page of an invented audit.
    """

    kind: str
    language: Language
    title: str
    running: str
    footer: str
    blocks: tuple[Block, ...]
    sample: str = ""
    digest: str = ""
    date: str = ""
    words: dict[str, str] = field(default_factory=dict, hash=False)
    """Words writers need: caption heads, "continued", "page"."""
