"""The message catalogue: codes of every layer, worded in either language with the holes filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.content.faults import ContentFault
from desktop.content.places import resource_root
from desktop.model.text import Lang, Text

HOLE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def holes(text: str) -> frozenset[str]:
    """The names a sentence wants filled.

    >>> sorted(holes("{found} is not {expected}"))
    ['expected', 'found']
    """
    return frozenset(HOLE.findall(text))


def fill(text: str, lang: Lang, params: Mapping[str, object]) -> str:
    """Put values into the holes; a ``Text`` is put in its language.

    A hole nobody fills stays visible, so that it is found and not hidden.
    """

    def value(hole: re.Match[str]) -> str:
        found = params.get(hole[1], hole[0])
        return found.get(lang) if isinstance(found, Text) else str(found)

    return HOLE.sub(value, text)


@dataclass(frozen=True, slots=True)
class Messages:
    """Sentences by code."""

    texts: Mapping[str, Text]

    def say(self, code: str, lang: Lang, /, **params: object) -> str:
        """The sentence of a code. A code without a sentence is shown bare with its values, never swallowed."""
        text = self.texts.get(code)
        if text is None:
            values = ", ".join(f"{name}: {value}" for name, value in params.items())
            return f"{code} ({values})" if values else code
        return fill(text.get(lang), lang, params)

    def text(self, code: str) -> Text:
        """A message in both languages, holes unfilled."""
        return self.texts.get(code, Text(code, code))

    def say_fault(self, fault: ContentFault, lang: Lang) -> str:
        """A content fault as one line: place, sentence, and the name that was probably meant."""
        sentence = self.say(fault.code, lang, **{"nearest": fault.nearest, **fault.params})
        if fault.nearest and "nearest" not in holes(self.text(fault.code).zh):
            hint = self.say("content.nearest", lang, nearest=fault.nearest)
            sentence += hint if lang == "zh" else f" {hint}"
        return f"{fault.place}: {sentence}"

    def list_faults(self, faults: list[ContentFault], most: int = 10) -> Text:
        """The first faults, a line each, in both languages."""
        lines = {
            lang: "\n".join(self.say_fault(fault, lang) for fault in faults[:most]) for lang in ("zh", "en")
        }
        return Text(lines["zh"], lines["en"])


def fallback_messages(resources: Path | None = None) -> Messages:
    """What can still be said when the content cannot be read: every message file that is sound, at worst none."""
    from desktop.content.read import (
        read_messages,
    )  # the one place that reads YAML, needed only when all else failed

    return Messages(read_messages(resources or resource_root(), []))
