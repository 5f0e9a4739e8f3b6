"""A grade in words: the verdict, why there is none yet, what stands before the next better level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from desktop.calc.grade_system import LEVELS
from desktop.calc.grade_verdict import THRESHOLDS
from desktop.content.library import Library
from desktop.model.format import format_number
from desktop.model.text import Lang

Values = Mapping[str, object]
MOST_NAMED = 6


def verdict(values: Values, library: Library, lang: Lang) -> str:
    """The level with the name its system gives it, or that there is none, with the ends of the interval."""
    level = values.get("level")
    named = values.get("level_name")
    if isinstance(level, str):
        words = said_level(level, library, lang)
        return f"{words} · {named[lang]}" if isinstance(named, Mapping) and named.get(lang) else words
    low, high = values.get("level_low"), values.get("level_high")
    if isinstance(low, str) and isinstance(high, str) and low != high:
        ends = {"low": said_level(low, library, lang), "high": said_level(high, library, lang)}
        return library.message("grade.open_between", lang, **ends)
    return library.message("grade.open", lang)


def said_level(level: str, library: Library, lang: Lang) -> str:
    """A level as results carry it, in words."""
    if level in LEVELS:
        return library.message("grade.level", lang, level=_roman(level, lang))
    return library.message(f"grade.rank.{level.replace(' ', '_')}", lang)


def _roman(level: str, lang: Lang) -> str:
    return "ⅠⅡⅢ"[LEVELS.index(level)] if lang == "zh" else level


def why_open(values: Values, lang: Lang) -> list[str]:
    """Why no level is given, sentence by sentence."""
    return [one[lang] for one in _entries(values, "undetermined")]


def next_step(values: Values, library: Library, lang: Lang) -> str:
    """What stands before the next better level: indicators by name, limiting ones first, and the points lacking.

    Of a system that is not complete nobody can say it.
    """
    blocking = _entries(values, "blocking")
    if not blocking or values.get("complete") is not True:
        return ""
    level = str(blocking[0]["for"])
    indicators = cast("Mapping[str, Mapping[str, Mapping[str, str]]]", values.get("indicators") or {})
    names = [indicators[str(one["indicator"])]["name"][lang] for one in blocking]
    limiting = sum(1 for one in blocking if one["limiting"])
    words = ("、" if lang == "zh" else ", ").join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        words = library.message("grade.and_more", lang, names=words, count=len(names))
    code = "grade.next_limiting" if limiting else "grade.next"
    said = library.message(code, lang, level=said_level(level, library, lang), limiting=limiting, names=words)
    lacking = _lacking(values, level)
    if lacking is None or lacking <= 0:
        return said
    points = library.message(
        "grade.points",
        lang,
        level=_roman(level, lang),
        points=format_number(lacking, 2),
        threshold=THRESHOLDS[LEVELS.index(level)],
    )
    return said + ("" if lang == "zh" else " ") + points


def _lacking(values: Values, level: str) -> float | None:
    distance = values.get("distance")
    found = distance.get(level) if isinstance(distance, Mapping) else None
    high = found.get("high") if isinstance(found, Mapping) else None
    return high if isinstance(high, float) else None


def _entries(values: Values, name: str) -> Sequence[Mapping[str, str]]:
    found = values.get(name)
    return found if isinstance(found, Sequence) else ()
