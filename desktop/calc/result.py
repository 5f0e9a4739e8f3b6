"""What a method hands back: values by contract name, the steps they came from, notes and problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from desktop.content.library import Library
from desktop.model.problem import Problem
from desktop.model.result import Cited, Step, Value
from desktop.model.text import Lang, Text

Names = Mapping[int, str | Text]
"""What people call the members of a list, by number."""


class Counted(NamedTuple):
    """Members by number; ``of`` is the list of the input they are, in its order."""

    names: Names
    of: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Why a result is not defined, or which convention was used. ``about`` names a result or a place in the input."""

    code: str
    about: str = ""
    params: Mapping[str, str | Text] = field(default_factory=dict, hash=False)

    def word(self, library: Library, lang: Lang) -> str:
        """The note as a sentence."""
        return library.message(self.code, lang, **self.params)

    def words(self, library: Library) -> dict[str, str]:
        """The note as results carry it: code, place, and the sentence in both languages."""
        zh, en = self.word(library, "zh"), self.word(library, "en")
        return {"code": self.code, "about": self.about, "zh": zh, "en": en}


def noted(code: str, about: str = "", /, **params: object) -> Note:
    """A note; a text is said in the language of the sentence, everything else as it is written."""
    said = {key: value if isinstance(value, Text) else str(value) for key, value in params.items()}
    return Note(code, about, said)


@dataclass(frozen=True, slots=True)
class Given:
    """One input as the steps know it: free name, JSON path inside the input, value."""

    name: str
    path: str
    value: Value


@dataclass(frozen=True, slots=True)
class MethodResult:
    """Values are plain JSON by the names of the contract; ``None`` = not defined, and a note says why.

    Attributes:
        values: the results, with ``notes`` and ``problems`` in words of both languages.
        steps: in order; each reads ``inputs`` and earlier steps by name.
        inputs: the free names of the steps.
        cited: factors looked up, with source and standing.
        counted: what the numbers in a name count, by the name without them: ``cut_2_1`` is that of the second option
            and the first pollutant, ``{"cut": (Counted({2: "ZG5"}), Counted({1: "SO2"}))}``.
    """

    values: dict[str, object]
    steps: tuple[Step, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    inputs: tuple[Given, ...] = ()
    cited: tuple[Cited, ...] = ()
    counted: Mapping[str, tuple[Counted, ...]] = field(default_factory=dict, hash=False)

    def members(self, result: str) -> tuple[str, ...]:
        """The members a result has one value for each of, such as the years of a cash flow."""
        return tuple(one.member for one in self.steps if one.result == result)

    def step(self, result: str, member: str = "") -> Step | None:
        """The step that gives a published result, of one member where there is one value for each."""
        return next(
            (one for one in self.steps if (one.result or one.name) == result and one.member == member), None
        )
