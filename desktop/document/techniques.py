"""Techniques of the catalogue that fit a plant and a cause: ideas to judge, never values to take over.

Rows of ``resources/reference/techniques.csv`` match by class of industry (GB/T 4754) or hold for every industry, by
one of the eight aspects of the cause analysis, and by the quantity they act on. End-of-pipe treatment comes last, since
reviewers criticise too much of it; what is written for the industry comes before what holds everywhere, what a public
text reports before what is recalled. Figures are hints with a meaning: a level reached afterwards is never subtracted,
the result of a single plant is not transferable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.content.library import Library
from desktop.model.text import Lang, Standing, Text

CATALOGUE, FIGURES = "techniques", "technique_figures"
_SHORTEST = 2
"""Digits of a division, the widest class that still says something about a plant."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as found, bounds as text: one bound alone means at least (``low``) or at most (``high``).

    ``meaning``: ``change`` against the state before, ``level_after`` a value reached, ``single_plant_case``.
    """

    quantity: Text
    direction: str
    low: str
    high: str
    unit: str
    meaning: str

    def words(self, library: Library, lang: Lang) -> str:
        """The figure with its meaning, in one phrase."""
        if self.low and self.high:
            amount = self.low if self.low == self.high else f"{self.low}–{self.high}"
        else:
            bound = "technique.at_least" if self.low else "technique.at_most"
            amount = library.message(bound, lang, amount=self.low or self.high)
        quantity, direction = self.quantity.get(lang), library.message(f"technique.{self.direction}", lang)
        return library.message(
            f"technique.{self.meaning}",
            lang,
            quantity=quantity,
            direction=direction,
            amount=f"{amount} {self.unit}",
        )


@dataclass(frozen=True, slots=True)
class Technique:
    """One row of the catalogue."""

    id: str
    name: Text
    industry: Text
    general: bool
    aspect: str
    kind: str
    end_of_pipe: bool
    summary: Text
    applies_when: Text
    acts_on: tuple[str, ...]
    effect: Text
    figures: tuple[Figure, ...]
    evidence: Text
    side_effects: Text
    note: Text
    source: Text
    standing: Standing


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity some techniques act on, and how many do."""

    id: str
    name: Text
    count: int


def quantities(found: Iterable[Technique]) -> tuple[Quantity, ...]:
    """What techniques act on, the most frequent first; where the words do not go with the keys, the keys stand."""
    counts: Counter[str] = Counter()
    names: dict[str, Text] = {}
    for technique in found:
        zh, en = technique.effect.zh.split("、"), technique.effect.en.split(", ")
        worded = len(zh) == len(en) == len(technique.acts_on)
        for at, key in enumerate(technique.acts_on):
            counts[key] += 1
            if worded:
                names.setdefault(key, Text(zh[at], en[at]))
    return tuple(
        Quantity(key, names.get(key, Text(key, key)), count) for key, count in counts.most_common() if key
    )


def matching(
    library: Library, industry: str, *, aspect: str = "", acts_on: str = ""
) -> tuple[Technique, ...]:
    """Techniques for a class of industry, perhaps of one aspect, perhaps acting on a quantity, best first.

    Args:
        industry: GB/T 4754 class of the plant, with or without its letter; empty: general techniques only.
        aspect: a value of the choice list ``aspect``; empty: all eight.
        acts_on: a quantity or part of its name in either language (``电``, ``fresh water``); empty: any.
    """
    figures = _figures(library)
    found = [
        technique
        for key, row in library.reference(CATALOGUE).rows.items()
        if _fits(row, industry) and (not aspect or row["aspect"] == aspect) and _acts(row, acts_on)
        for technique in (_technique(key, row, figures.get(key, ())),)
    ]
    return tuple(sorted(found, key=_order))


def fits_industry(codes: str, industry: str) -> bool:
    """Whether one of the classes (divided by spaces) covers the plant's class, or lies in it."""
    plant = "".join(sign for sign in industry if sign.isdigit())
    if len(plant) < _SHORTEST:
        return False
    return any(plant.startswith(code) or code.startswith(plant) for code in codes.split())


def _fits(row: Mapping[str, str], industry: str) -> bool:
    return row["all_industries"] == "yes" or fits_industry(row["gb4754"], industry)


def _acts(row: Mapping[str, str], wanted: str) -> bool:
    names = f"{row['acts_on']} {row['acts_on_zh']}".casefold()
    return wanted.strip().casefold() in names


def _order(technique: Technique) -> tuple[bool, bool, int, str]:
    return technique.end_of_pipe, technique.general, technique.standing.weakness, technique.id


def _figures(library: Library) -> dict[str, tuple[Figure, ...]]:
    found: dict[str, tuple[Figure, ...]] = {}
    for row in library.reference(FIGURES).rows.values():
        figure = Figure(
            Text(row["zh"], row["en"]),
            row["direction"],
            row["typical_min"],
            row["typical_max"],
            row["unit"],
            row["meaning"],
        )
        found[row["technique"]] = (*found.get(row["technique"], ()), figure)
    return found


def _technique(key: str, row: Mapping[str, str], figures: tuple[Figure, ...]) -> Technique:
    def both(name: str) -> Text:
        return Text(row[f"{name}_zh"], row[f"{name}_en"])

    return Technique(
        key,
        Text(row["zh"], row["en"]),
        both("industry"),
        row["all_industries"] == "yes",
        row["aspect"],
        row["kind"],
        row["end_of_pipe"] == "yes",
        both("summary"),
        both("applies"),
        tuple(row["acts_on"].split("; ")),
        both("acts_on"),
        figures,
        both("evidence"),
        both("side_effects"),
        both("note"),
        Text(row["source"], row["source_en"]),
        Standing(row["standing"]),
    )


def lines_of(technique: Technique, library: Library, lang: Lang) -> Iterator[str]:
    """A technique in words: name with standing, what it is, when it fits, figures as hints, side effects, source."""
    say = library.message
    tags = [technique.industry.get(lang), say(f"technique.{technique.kind}", lang)]
    if technique.end_of_pipe:
        tags.append(say("technique.end_of_pipe", lang))
    tags.append(say(f"report.standing.{technique.standing.value}", lang))
    yield f"{technique.id}\t{technique.name.get(lang)}\t{' | '.join(tags)}"
    yield f"\t{technique.summary.get(lang)}"
    yield f"\t{say('technique.applies', lang, when=technique.applies_when.get(lang))}"
    yield f"\t{say('technique.effect', lang, effect=technique.effect.get(lang))}"
    for figure in technique.figures:
        yield f"\t{say('technique.hint', lang, hint=figure.words(library, lang))}"
    for name, text in (("side_effects", technique.side_effects), ("note", technique.note)):
        if text.get(lang):
            yield f"\t{say(f'technique.{name}', lang, text=text.get(lang))}"
    yield f"\t{say('technique.source', lang, source=technique.source.get(lang))}"
