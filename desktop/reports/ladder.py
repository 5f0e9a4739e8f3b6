"""What a grading came to as a ladder: the drawing, for paper and window alike, and the words below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from desktop.calc.grade_system import LEVELS
from desktop.calc.grade_words import said_level
from desktop.content.library import Library
from desktop.figures import Drawing, Rung, ladder, place_of
from desktop.model.format import format_number
from desktop.model.text import Lang

Entry = Mapping[str, object]
_UNKNOWN = 5


def rungs(values: Mapping[str, object], library: Library, lang: Lang) -> list[Rung]:
    """The indicators that apply, limiting ones first, what is worst or unknown before what is good."""
    entries = _entries(values)
    shown = [one for one in entries if one["applies"]]
    shown.sort(key=lambda one: (not one["limiting"], -_rank(one), -_number(one["points"])))
    return [_rung(one, library, lang) for one in shown]


def ladders(
    values: Mapping[str, object],
    library: Library,
    lang: Lang,
    *,
    title: str,
    most: int = 1000,
    width: float = 470.0,
) -> list[Drawing]:
    """The ladder, in as many drawings as it takes with ``most`` rungs in each."""
    bands = [library.message(f"grade.band.{at}", lang) for at in range(4)]
    found = rungs(values, library, lang)
    return [
        ladder(found[at : at + most], bands, title=title, width=width) for at in range(0, len(found), most)
    ]


def legend(values: Mapping[str, object], library: Library, lang: Lang) -> str:
    """What the star means, and what is not drawn because it does not apply."""
    out = [cast("Mapping[str, str]", one["name"])[lang] for one in _entries(values) if not one["applies"]]
    if not out:
        return library.message("grade.all_listed", lang)
    names = ("、" if lang == "zh" else ", ").join(out)
    return library.message("grade.left_out", lang, count=len(out), names=names)


def _entries(values: Mapping[str, object]) -> Sequence[Entry]:
    return list(cast("Mapping[str, Entry]", values.get("indicators") or {}).values())


def _rank(one: Entry) -> int:
    level = one["level"]
    return LEVELS.index(level) + 1 if level in LEVELS else _UNKNOWN if level is None else _UNKNOWN - 1


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _rung(one: Entry, library: Library, lang: Lang) -> Rung:
    name = cast("Mapping[str, str]", one["name"])[lang]
    if one["limiting"]:
        name = library.message("grade.limiting", lang, name=name)
    baselines = [
        level if isinstance(level, int | float) else None
        for level in reversed(cast("Sequence[float | str | None]", one["baselines"]))
    ]
    third, second, first = (
        "" if level is None or one["direction"] == "qualitative" else format_number(level)
        for level in baselines
    )
    return Rung(
        name, _place(one, baselines), _said(one, library, lang), (third, second, first), bool(one["limiting"])
    )


def _place(one: Entry, baselines: Sequence[float | None]) -> float | None:
    """Where the value stands; the middle of its band where only the level is known."""
    value, level = one["value"], one["level"]
    if level is None:
        return None
    if isinstance(value, int | float) and one["direction"] != "qualitative":
        found = place_of(value, baselines, lower=str(one["direction"]).startswith("<"))
        if found is not None:
            return found
    return 3.5 - LEVELS.index(level) if level in LEVELS else 0.5


def _said(one: Entry, library: Library, lang: Lang) -> str:
    value, level = one["value"], one["level"]
    if value is None:
        return library.message("grade.missing", lang)
    if not isinstance(value, int | float):
        return library.message("grade.judged", lang, level=said_level(str(level), library, lang))
    unit = str(one["unit"] or "")
    unit = library.units.parse(unit).symbol if unit and library.units.known(unit) else unit
    amount = f"{format_number(value)} {unit}".strip()
    target = one["next"]
    if level is None:
        return library.message("grade.no_baseline", lang, value=amount)
    if isinstance(target, Mapping):
        gap = cast(float, target["gap"])
        words = f"{format_number(abs(gap))} {unit}".strip()
        if unit == "%":
            words = library.message("grade.percentage_points", lang, gap=format_number(abs(gap)))
        to = said_level(str(target["level"]), library, lang)
        return library.message(
            "grade.down" if gap > 0 else "grade.up", lang, value=amount, gap=words, level=to
        )
    return library.message("grade.reached", lang, value=amount, level=said_level(str(level), library, lang))
