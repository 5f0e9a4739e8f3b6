"""Differences between libraries in words and as JSON, for the command line, the upgrade and the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.content.difference import KINDS, Difference, Part
from desktop.content.messages import Messages
from desktop.model.text import Lang

_LONGEST = 120


def lines_of(found: Iterable[Difference], messages: Messages, lang: Lang) -> Iterator[str]:
    """A line a difference, below it a line for each part that differs; kind by kind."""
    listed = list(found)
    for kind in KINDS:
        for one in listed:
            if one.kind == kind:
                yield line_of(one, messages, lang)
                for part in one.parts:
                    yield f"    {word_part(part, lang)}"


def line_of(one: Difference, messages: Messages, lang: Lang) -> str:
    """What happened to what: “new question: Batch (products.batch)”."""
    family = messages.say(f"library.family.{one.family}", lang)
    item = f"{one.item} → {one.renamed}" if one.renamed else one.item
    label = _short(one.label.get(lang).replace("\n", " "))
    return messages.say(f"library.diff.{one.kind}", lang, family=family, label=label, item=item)


def word_part(part: Part, lang: Lang) -> str:
    """``part: before → after``; in the other language where only that one differs."""
    shown: Lang = lang
    if part.before.get(lang) == part.after.get(lang):
        shown = "en" if lang == "zh" else "zh"
    before, after = (_short(text.get(shown).replace("\n", " ")) or "–" for text in (part.before, part.after))
    return f"{part.name}: {before} → {after}"


def json_of(found: Iterable[Difference]) -> list[dict[str, object]]:
    """The differences for scripts."""
    return [
        {
            "kind": one.kind,
            "family": one.family,
            "item": one.item,
            "label": {"zh": one.label.zh, "en": one.label.en},
            "renamed": one.renamed or None,
            "parts": [
                {
                    "name": part.name,
                    "before": {"zh": part.before.zh, "en": part.before.en},
                    "after": {"zh": part.after.zh, "en": part.after.en},
                }
                for part in one.parts
            ],
        }
        for one in found
    ]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
