"""The sheet a method works on: inputs get names, steps are written and at once evaluated, notes are taken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from weakref import WeakKeyDictionary

from desktop.calc.result import Counted, Given, MethodResult, Names, Note, noted
from desktop.content.editions import edition
from desktop.content.library import Library
from desktop.content.no_tables import NoTables
from desktop.expr import Bound, bind, evaluate, parse
from desktop.model.problem import Problem, Severity
from desktop.model.result import Cited, Failed, Num, Step, Value
from desktop.model.text import Standing, Text

CONSTANTS = "method_constants"
"""The reference table of figures that belong to a method and to no item: slopes, shares, thresholds of a law."""


_REMEMBERED = 20_000
_PART = 50
_bound: WeakKeyDictionary[Library, dict[str, Bound]] = WeakKeyDictionary()


class Workings:
    """One run of a method."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.notes: list[Note] = []
        self.problems: list[Problem] = []
        self._names: dict[str, Value] = {}
        self._given: list[Given] = []
        self._steps: list[Step] = []
        self._cited: list[Cited] = []
        self._counted: dict[str, tuple[Counted, ...]] = {}
        self._context = _Names(library, self._names)

    # -- writing ----------------------------------------------------------------------------------------------

    def give(self, name: str, number: float, path: str = "") -> str:
        """Name an input number; returns the name."""
        self._names[name] = value = Num(float(number))
        self._given.append(Given(name, path or name, value))
        return name

    def step(
        self, name: str, expression: str, *, result: str = "", member: str = "", note: str = ""
    ) -> float | None:
        """Write and evaluate a step; returns its number, ``None`` where it has none (and takes a note why)."""
        value = evaluate(self._bind(expression).node, self._context)
        return self._put(Step(name, expression, value, note, result, member))

    def found(self, name: str, value: float, note: str) -> float | None:
        """A step without a spreadsheet form: the value was searched for, the note says so."""
        return self._put(Step(name, "", Num(value), note))

    def total(self, name: str, plus: Sequence[str], minus: Sequence[str] = ()) -> float | None:
        """The sum of expressions less others; long ones go through partial sums, so that no formula gets too long."""
        whole = self._sum(f"{name}_plus", plus)
        return self.step(name, f"{whole} - {self._sum(f'{name}_minus', minus)}" if minus else whole)

    def cite(self, path: str, value: float, unit: str, source: str, standing: Standing) -> None:
        """A factor used on the way."""
        self._cited.append(Cited(path, value, unit, source, standing))

    def look_up(
        self,
        name: str,
        reference: str,
        key: str,
        column: str,
        unit: str,
        *,
        result: str = "",
        member: str = "",
    ) -> float | None:
        """A cell of a reference table as a step in a unit, with its source; ``None`` where the cell is empty."""
        looked_up = f"lookup({quoted(reference)}, {quoted(key)}, {quoted(column)})"
        formula = f"in_unit({looked_up}, {quoted(unit)})" if unit else looked_up
        value = self.step(name, formula, result=result, member=member)
        if value is not None:
            source, standing = self.library.citation(reference, key, column)
            self.cite(f"{reference}[{key}].{column}", value, unit, source, standing)
        return value

    def constant(self, name: str, key: str, year: float | None = None) -> float | None:
        """A constant of the method as a step, in its own unit, with its source; ``None`` where it has no value."""
        reference = self.library.reference(CONSTANTS)
        chosen = edition(reference, key, year).key
        return self.look_up(name, CONSTANTS, chosen, "value", reference.rows[chosen]["unit"])

    def threshold(self, key: str) -> float:
        """A constant a remark or a count hangs on, in its own unit; it enters no step."""
        return float(self.library.reference(CONSTANTS).rows[key]["value"])

    def count(self, names: str, *members: Iterable[str | Text] | Names, of: str = "") -> None:
        """Tell what the numbers in some names count: ``count("cut share", options, pollutants)`` for ``cut_2_1``.

        Args:
            of: the list of the input whose members come first, in its order.
        """
        lists = [one if isinstance(one, Mapping) else dict(enumerate(one, 1)) for one in members]
        counted = tuple(Counted(one, "" if at else of) for at, one in enumerate(lists))
        self._counted |= dict.fromkeys(names.split(), counted)

    def note(self, code: str, about: str = "", /, **params: object) -> None:
        """Say why something is not defined, or which convention was used."""
        self.notes.append(noted(code, about, **params))

    def note_edition(self, about: str, reference: str, key: str, year: float) -> None:
        """Say that no edition of a factor is of the data year, and which one is used."""
        row = self.library.reference(reference).rows[key]
        used = Text(f"{row['zh']} {row['edition']}", f"{row['en']}, {row['edition']}")
        self.note("calc.other_edition", about, used=used, year=f"{year:.0f}")

    def problem(self, code: str, severity: Severity, path: str, /, **params: object) -> None:
        """Something in the input that is implausible or cannot be used."""
        self.problems.append(
            Problem(code, severity, path, params={key: str(value) for key, value in params.items()})
        )

    def named(self, reference: str, key: str) -> str | Text:
        """What people call a row of a reference table; the key itself where there is no such row."""
        row = self.library.reference(reference).rows.get(key)
        return Text(row["zh"], row["en"]) if row is not None else key

    def citation_of(self, reference: str) -> tuple[str, Standing] | None:
        """Source and standing of the first factor cited from a reference table."""
        found = next((one for one in self._cited if one.path.startswith(f"{reference}[")), None)
        return (found.source, found.standing) if found else None

    # -- reading ----------------------------------------------------------------------------------------------

    def number(self, name: str) -> float | None:
        """The number of an input or step, ``None`` where there is none."""
        value = self._names.get(name)
        return value.value if isinstance(value, Num) else None

    def flag(self, name: str) -> bool | None:
        """The truth of a step."""
        value = self._names.get(name)
        return value if isinstance(value, bool) else None

    def result(self, values: dict[str, object]) -> MethodResult:
        """The finished result; notes and problems stand in the values too, in words of both languages."""
        library = self.library
        notes = [one.words(library) for one in self.notes]
        problems = [
            {
                "code": one.code,
                "severity": one.severity.value,
                "path": one.path,
                "zh": library.message(one.code, "zh", **one.params),
                "en": library.message(one.code, "en", **one.params),
            }
            for one in self.problems
        ]
        return MethodResult(
            {**values, "notes": notes, "problems": problems},
            tuple(self._steps),
            tuple(self.notes),
            tuple(self.problems),
            tuple(self._given),
            tuple(self._cited),
            self._counted,
        )

    # -- pieces -----------------------------------------------------------------------------------------------

    def _put(self, step: Step) -> float | None:
        if step.name in self._names:
            raise ValueError(f"two steps called {step.name}")
        self._names[step.name] = step.value
        self._steps.append(step)
        if isinstance(step.value, Failed):
            self.note(step.value.code, step.result or step.name, **step.value.params)
        return self.number(step.name)

    def _sum(self, name: str, terms: Sequence[str]) -> str:
        if len(terms) <= _PART:
            return listed(terms, "sum")
        parts = [terms[at : at + _PART] for at in range(0, len(terms), _PART)]
        names = [f"{name}_{number}" for number in range(1, len(parts) + 1)]
        for part_name, part in zip(names, parts, strict=True):
            self.step(part_name, listed(part, "sum"))
        return self._sum(f"{name}_of", names)

    def _bind(self, expression: str) -> Bound:
        """Bound once per library: the same text reads the same names in every run."""
        known = _bound.setdefault(self.library, {})
        found = known.get(expression)
        if found is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            scope = self.library.scope("", self._names)
            found = known[expression] = bind(parse(expression), scope)
        return found


def listed(terms: Sequence[str], function: str = "") -> str:
    """``[a, b]``, or ``sum([a, b])``."""
    inner = f"[{', '.join(terms)}]"
    return f"{function}({inner})" if function else inner


def quoted(text: str) -> str:
    """A text as an expression writes it."""
    return json.dumps(text, ensure_ascii=False)


class _Names(NoTables):
    """Where steps are evaluated: free names, references and units."""

    def __init__(self, library: Library, names: dict[str, Value]) -> None:
        super().__init__(library)
        self._names = names

    def name(self, name: str) -> Value:
        """An input or earlier step."""
        return self._names[name]
