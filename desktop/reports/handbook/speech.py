"""What the handbook says, in one language or both: Chinese first, English below it in a softer tone."""

from __future__ import annotations

from desktop.content.library import Library
from desktop.model.text import Lang, Standing, Text
from desktop.reports.handbook.formulas import formula_in_words
from desktop.reports.handbook.markup import EMPTY, Html, Part, join, tag
from desktop.reports.model import Language
from desktop.reports.words import Words


class Speech:
    """Words of one handbook as markup."""

    def __init__(self, library: Library, language: Language) -> None:
        self.library = library
        self.words = Words(library, language)

    def text(self, text: Text | None) -> Html:
        """A text of the content, on its own lines where both languages are wanted."""
        return self.each({lang: text.get(lang) for lang in self.words.langs}) if text else EMPTY

    def line(self, text: Text) -> str:
        """A text on one line, for headings and lists."""
        return self.words.text(text, " / ")

    def say(self, code: str, /, **params: object) -> str:
        """A message on one line."""
        return self.words.joined(
            [self.library.message(code, lang, **params) for lang in self.words.langs], " / "
        )

    def each(self, said: dict[Lang, str]) -> Html:
        """The same in each language, once where they say the same."""
        first, *others = dict.fromkeys(said.values())
        lang = {text: name for name, text in reversed(said.items())}
        below = (tag("span", other, class_="en-below", lang=lang[other]) for other in others)
        return join((tag("span", first, lang=lang[first]), *below))

    def formula(self, text: str, table: str = "", names: tuple[str, ...] = ()) -> Html:
        """A formula in words, and as its author wrote it."""
        if not text:
            return EMPTY
        said = {lang: formula_in_words(self.library, text, table, lang, names) for lang in self.words.langs}
        return tag("div", self.each(said), tag("code", text), class_="formula")

    def standing(self, standing: Standing) -> Html:
        """How far something was checked; the words bear the mark ◇ where it rests on somebody's word."""
        return self.chip(self.say(f"report.standing.{standing}"), standing)

    def chip(self, said: str, kind: str = "") -> Html:
        """A small label."""
        return tag("span", said, class_=f"chip {kind}".strip()) if said else EMPTY

    def source(self, source: str) -> Html:
        """A link to a source, with its clause and standing."""
        known = self.library.data.sources.get(source)
        if known is None:
            return Html(tag("span", source)) if source else EMPTY
        cited = self.words.joined([known.cite(lang) for lang in self.words.langs], " / ")
        return tag("span", tag("a", cited, href=f"#source-{source}"), " ", self.standing(known.standing))

    def lines(self, parts: list[Part]) -> Html:
        """Parts below one another."""
        return join(tag("div", part) for part in parts if part)
