"""What the workbook asks about a frozen audit; ``document.snapshot.AuditSnapshot`` answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desktop.calc import MethodResult
from desktop.content.library import Library
from desktop.content.types import View
from desktop.model.answer import Answer
from desktop.model.period import PeriodKind
from desktop.model.problem import Problem
from desktop.model.result import Value
from desktop.model.shown import Shown
from desktop.model.text import Lang


class RunLike(Protocol):
    """One run of a bound method; members by list input, and by key where the input is a mapping."""

    @property
    def result(self) -> MethodResult | None: ...

    @property
    def members(self) -> Mapping[str, tuple[str, ...]]: ...

    @property
    def keys(self) -> Mapping[str, Mapping[tuple[str, ...], str]]: ...


class WordsLike(Protocol):
    """A problem in words."""

    @property
    def sentence(self) -> str: ...

    @property
    def fix(self) -> str: ...

    @property
    def place(self) -> str: ...

    @property
    def found(self) -> str: ...

    @property
    def expected(self) -> str: ...


class Source(Protocol):
    """A frozen audit."""

    @property
    def library(self) -> Library: ...

    @property
    def years(self) -> tuple[str, ...]: ...

    @property
    def base_year(self) -> str: ...

    @property
    def edition(self) -> str: ...

    @property
    def digest(self) -> str: ...

    @property
    def saved_at(self) -> str: ...

    @property
    def is_sample(self) -> bool: ...

    def rows(self, table: str, where: str = "") -> tuple[str, ...]: ...

    def periods(self, kind: PeriodKind) -> tuple[str, ...]: ...

    def answer(self, path: str) -> Answer: ...

    def value(self, path: str) -> Value: ...

    def shown(self, path: str, lang: Lang, unit: str = "", decimals: int | None = None) -> Shown: ...

    def unit_of(self, path: str) -> str: ...

    def label(self, path: str, lang: Lang) -> str: ...

    def row_label(self, table: str, row: str, lang: Lang) -> str: ...

    def run(self, binding: str, row: str, period: str) -> RunLike: ...

    def view_rows(self, view: View) -> tuple[str, ...]: ...

    def problems(self) -> tuple[Problem, ...]: ...

    def word(self, problem: Problem, lang: Lang) -> WordsLike: ...
