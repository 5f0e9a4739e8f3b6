"""Words of a report in one language or both. Where both are printed, Chinese stands first."""

from __future__ import annotations

from desktop.content.library import Library
from desktop.model.period import kind_of
from desktop.model.text import Lang, Text
from desktop.reports.model import Language


class Words:
    """Words of one report."""

    def __init__(self, library: Library, language: Language) -> None:
        self.library = library
        self.language = language
        self.langs: tuple[Lang, ...] = ("zh", "en") if language == "both" else (language,)

    @property
    def first(self) -> Lang:
        """The language of what is printed once, such as numbers."""
        return self.langs[0]

    def text(self, text: Text, between: str = " ") -> str:
        """A text of the content."""
        return self.joined([text.get(lang) for lang in self.langs], between)

    def say(self, code: str, /, **params: object) -> str:
        """A message on one line; a ``Text`` among the parameters is put in the language of its sentence."""
        return self.joined([self.library.message(code, lang, **params) for lang in self.langs])

    def say_first(self, code: str, /, **params: object) -> str:
        """A message where there is room for one language only: in figures, running heads, numbers."""
        return self.library.message(code, self.first, **params)

    def period(self, period: str) -> str:
        """A period at the head of a column: a year as it is, an edition in words."""
        return self.say(f"report.column.{period}") if kind_of(period) == "edition" else period

    def joined(self, said: list[str], between: str = " ") -> str:
        """What the languages say, once where they say the same."""
        return between.join(dict.fromkeys(part for part in said if part))
