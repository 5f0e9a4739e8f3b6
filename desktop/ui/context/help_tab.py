"""说明: what is asked, why, where to find it, what proves it, an example, and how far that is checked."""

from __future__ import annotations

from desktop.content.types import Column
from desktop.model.path import parse_path
from desktop.model.text import Text
from desktop.ui.context.tab import Tab


class HelpTab(Tab):
    """Guidance for the question under the cursor."""

    name = "help"

    def fill(self) -> None:
        """Guidance from the content, in the words of the person who has the answer."""
        path = parse_path(self.path)
        column = self.session.library.column(path.table, path.column)
        if column is None:
            self._result(path.table, path.column)
            return
        lang = self.session.lang
        if column.hint is not None:
            self.words(column.hint.get(lang), "soft")
        help = column.help
        if help is not None:
            parts: dict[str, Text | None] = {
                "what": help.what,
                "why": help.why,
                "where": help.where,
                "evidence": help.evidence,
                "example": help.example,
            }
            for name, said in parts.items():
                if said is not None:
                    self.section(f"ui.help.{name}")
                    self.words(said.get(lang))
        elif column.hint is None:
            self.section("ui.help.what")
            self.words(column.label.get(lang))
        self._facts(column)
        self._sources(help.sources if help is not None else ())

    def _facts(self, column: Column) -> None:
        text, document = self.session.text, self.session.document
        self.section("ui.help.answer")
        unit = document.unit_of(self.path)
        if unit:
            self.pair(text("ui.help.unit"), document.shown(self.path, self.session.lang).unit or unit)
        self.pair(text("ui.help.required"), text("ui.yes") if column.required else text("ui.no"))
        if column.calculation:
            self.words(text("ui.help.calculated"), "soft", small=True)
        self.words(text("ui.help.standing", standing=self.standing(column.standing)), "soft", small=True)
        self.words(self.path, "faint", small=True)

    def _sources(self, ids: tuple[str, ...]) -> None:
        known = [
            self.session.library.data.sources[id] for id in ids if id in self.session.library.data.sources
        ]
        if not known:
            return
        self.section("ui.help.sources")
        for source in known:
            self.words(source.cite(self.session.lang), small=True)
            self.words(self.standing(source.standing), "faint", small=True)

    def _result(self, method: str, name: str) -> None:
        """A result of a method has no question; it says what it is and where to look."""
        binding = self.session.library.bindings.get(method)
        if binding is not None:
            result = binding.result(name)
            self.section("ui.help.what")
            if result is not None:
                self.words(f"{binding.title.get(self.session.lang)} · {result.label.get(self.session.lang)}")
            self.words(self.session.text("ui.help.method"), "soft", small=True)
            self.words(self.path, "faint", small=True)
