"""What a report asks of an audit: a frozen copy that answers questions. ``document.snapshot()`` gives one.

Nothing else reaches the reports, so that a report can be built in a thread of its own, and for tests from a stand-in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desktop.calc import MethodResult
from desktop.content.library import Library
from desktop.content.types import Sheet, View
from desktop.model.answer import Answer
from desktop.model.period import PeriodKind
from desktop.model.problem import Problem
from desktop.model.result import Value
from desktop.model.review import Objection, Screening
from desktop.model.shown import Shown
from desktop.model.text import Lang


class Worded(Protocol):
    """A problem in words."""

    @property
    def sentence(self) -> str:
        """What is wrong."""
        ...

    @property
    def fix(self) -> str:
        """What to do."""
        ...

    @property
    def place(self) -> str:
        """Where, in words."""
        ...


class Run(Protocol):
    """One run of a bound method."""

    @property
    def result(self) -> MethodResult | None:
        """Values, steps and the inputs they read; ``None`` while an input is missing."""
        ...

    @property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Row ids by list input, in the order of the list."""
        ...

    @property
    def keys(self) -> Mapping[str, Mapping[tuple[str, ...], str]]:
        """Row ids by mapping input and key."""
        ...


class ValueWords(Protocol):
    """Words for bare values."""

    def of_value(
        self, value: Value, lang: Lang, unit: str = "", decimals: int | None = None, calculated: bool = True
    ) -> Shown:
        """A value in a unit as people see it."""
        ...

    def symbol(self, unit: str, lang: Lang = "zh") -> str:
        """The printed form of a unit text."""
        ...


class Audit(Protocol):
    """An audit, frozen or open. Paths are texts (``energy[e1].amount@2025``); values are canonical."""

    @property
    def library(self) -> Library:
        """The content the audit is written under."""
        ...

    def rows(self, table: str, where: str = "") -> tuple[str, ...]:
        """Row ids in order, those for which the expression ``where`` holds."""
        ...

    def value(self, path: str) -> Value:
        """The canonical value: entered, summed from months, calculated, or a method's result."""
        ...

    def shown(self, path: str, lang: Lang, unit: str = "", decimals: int | None = None) -> Shown:
        """The value as people see it."""
        ...

    def row_label(self, table: str, row: str, lang: Lang) -> str:
        """A row in words."""
        ...

    def unit_of(self, path: str) -> str:
        """The unit text a place is shown in."""
        ...

    @property
    def edition(self) -> str:
        """``assessment`` or ``acceptance``."""
        ...

    @property
    def wording(self) -> ValueWords:
        """Words for bare values."""
        ...

    def periods(self, kind: PeriodKind) -> tuple[str, ...]:
        """The periods shown for questions of a kind: three years, the editions so far, or none."""
        ...

    def evaluate(self, text: str, table: str = "", row: str = "", period: str = "") -> Value:
        """The value of an expression of the content language."""
        ...

    def run(self, binding: str, row: str = "", period: str = "") -> Run:
        """A run of a bound method."""
        ...


class Snapshot(Audit, Protocol):
    """A frozen audit."""

    @property
    def years(self) -> tuple[str, ...]:
        """The three years shown, the base year last; empty while there is no base year."""
        ...

    @property
    def base_year(self) -> str:
        """The base year."""
        ...

    @property
    def digest(self) -> str:
        """Digest of the data version."""
        ...

    @property
    def saved_at(self) -> str:
        """ISO time of the last change; the date of the report where nothing else dates it."""
        ...

    @property
    def is_sample(self) -> bool:
        """Whether every figure is invented; then every page says so."""
        ...

    def attachment(self, digest: str) -> bytes:
        """The bytes of a piece of evidence; raises ``FileError`` where the file does not hold it."""
        ...

    def view_rows(self, view: View) -> tuple[str, ...]:
        """The rows a view of a sheet shows; a record has one without id."""
        ...

    def answer(self, path: str) -> Answer:
        """What was entered."""
        ...

    def label(self, path: str, lang: Lang) -> str:
        """A place in words."""
        ...

    def is_shown(self, path: str) -> bool:
        """Whether the question applies."""
        ...

    def applies(self, sheet: str) -> bool:
        """Whether a sheet applies to this plant."""
        ...

    def hidden_sheets(self) -> tuple[Sheet, ...]:
        """The sheets that do not apply."""
        ...

    def hidden_by(self, place: str) -> tuple[str, ...]:
        """Paths of the answers that hide a sheet (``page:<id>``) or a question."""
        ...

    def why_hidden(self, place: str, lang: Lang) -> str:
        """Those answers in words."""
        ...

    def formula(self, path: str, lang: Lang) -> str:
        """How a figure is calculated, in words; empty for what is entered and for results of methods."""
        ...

    def problems(self) -> tuple[Problem, ...]:
        """All problems, errors first."""
        ...

    def screening(self) -> Screening | None:
        """The self-check of the five conditions; ``None`` while the date of the facts is not known."""
        ...

    def rehearsal(self) -> tuple[Objection, ...]:
        """What reviewers may object to."""
        ...

    def word(self, problem: Problem, lang: Lang) -> Worded:
        """A problem in words."""
        ...
