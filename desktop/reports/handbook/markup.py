"""Writing HTML that cannot be broken by what it says: text is escaped unless it already is markup."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import NamedTuple


class Html(str):
    """Markup that stands as it is. Only this module and the style sheet make any."""

    __slots__ = ()


Part = str | Html | None
"""What may stand inside an element; plain text is escaped, None and empty text leave nothing."""

EMPTY = Html("")
_VOID = frozenset({"meta", "br"})


def escape(part: Part) -> str:
    """A part as it stands in the page."""
    if part is None:
        return ""
    return part if isinstance(part, Html) else html.escape(part, quote=True)


def join(parts: Iterable[Part], between: Part = "") -> Html:
    """Parts one after the other, without those that are empty."""
    return Html(escape(between).join(text for part in parts if (text := escape(part))))


def tag(name: str, /, *parts: Part, **attributes: str) -> Html:
    """An element. An attribute is left out where it is empty; ``class_`` is ``class``.

    >>> tag("a", "x < y", href="#a&b", class_="")
    '<a href="#a&amp;b">x &lt; y</a>'
    """
    named = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value, quote=True)}"'
        for key, value in attributes.items()
        if value
    )
    if name in _VOID:
        return Html(f"<{name}{named}>")
    return Html(f"<{name}{named}>{join(parts)}</{name}>")


class Entry(NamedTuple):
    """A heading in the table of contents, with those below it."""

    anchor: str
    title: Html
    below: tuple[Entry, ...] = ()


def table(heads: Iterable[Part], rows: Iterable[Iterable[Part]], class_: str = "") -> Html:
    """A table with a head; wide ones scroll by themselves."""
    head = tag("thead", tag("tr", *(tag("th", one) for one in heads)))
    body = tag("tbody", *(tag("tr", *(tag("td", one) for one in row)) for row in rows))
    return tag("div", tag("table", head, body, class_=class_), class_="wide")


def facts(pairs: Iterable[tuple[Part, Part]]) -> Html:
    """Terms and what is said of them; those of which nothing is said are left out."""
    said = [(term, fact) for term, fact in pairs if escape(fact)]
    if not said:
        return EMPTY
    return tag("dl", *(join((tag("dt", term), tag("dd", fact))) for term, fact in said))
