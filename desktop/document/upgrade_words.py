"""An upgrade in words and as JSON: what would change in this audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.content.difference_words import json_of, line_of, word_part
from desktop.document.upgrade import Figure, Upgrade
from desktop.document.view import AuditView
from desktop.model.text import Lang

_FINE = 9


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what an upgrade changes: title and lines."""

    code: str
    title: str
    lines: tuple[str, ...]


def parts_of(upgrade: Upgrade, lang: Lang) -> Iterator[Part]:
    """The parts that have something to tell: figures that change, answers, then what is new, asked and looked up."""
    messages = upgrade.new.library.messages
    told = {
        "figures": [word_figure(upgrade, one, lang) for one in upgrade.figures if one.before is not None],
        "carried": [f"{was} → {now}" for was, now in upgrade.carried.items()],
        "cleared": [_answer(upgrade.old, path, lang) for path in upgrade.cleared],
        "kept": [_answer(upgrade.old, path, lang) for path in upgrade.kept],
        "confirm": [_answer(upgrade.new, path, lang) for path in upgrade.confirm],
        "added": [upgrade.new.label(path, lang) for path in upgrade.added],
        "figures_new": [word_figure(upgrade, one, lang) for one in upgrade.figures if one.before is None],
        "content": list(_content(upgrade, lang)),
    }
    for code, lines in told.items():
        if lines:
            count = len(upgrade.differences) if code == "content" else len(lines)
            title = messages.say(f"upgrade.part.{code}", lang, count=count)
            yield Part(code, title, tuple(lines))


def word_figure(upgrade: Upgrade, figure: Figure, lang: Lang) -> str:
    """``what (path): before → after``."""
    before, after = _both(upgrade, figure, lang)
    view, path = (upgrade.new, figure.path) if after is not None else (upgrade.old, figure.old_path)
    return f"{view.label(path, lang)} ({path}): {before or '–'} → {after or '–'}"


def json_of_upgrade(upgrade: Upgrade, lang: Lang) -> dict[str, object]:
    """The upgrade for scripts."""
    return {
        "needed": upgrade.needed,
        "before": _library(upgrade.old),
        "after": _library(upgrade.new),
        "figures": [
            dict(zip(("path", "before", "after"), (one.path, *_both(upgrade, one, lang)), strict=True))
            for one in upgrade.figures
        ],
        "carried": upgrade.carried,
        "cleared": upgrade.cleared,
        "kept": upgrade.kept,
        "confirm": upgrade.confirm,
        "added": upgrade.added,
        "differences": json_of(upgrade.differences),
    }


def library_name(view: AuditView) -> str:
    """Edition and fingerprint of the library a view follows."""
    return f"{view.library.version} ({view.library.digest[:8]})"


def _library(view: AuditView) -> dict[str, str]:
    return {"version": view.library.version, "digest": view.library.digest}


def _both(upgrade: Upgrade, figure: Figure, lang: Lang) -> tuple[str | None, str | None]:
    """Both values; with more decimals where they would read the same."""
    found: tuple[str | None, str | None] = (None, None)
    for decimals in (None, _FINE):
        found = (
            upgrade.old.shown(figure.old_path, lang, "", decimals).with_unit
            if figure.before is not None
            else None,
            upgrade.new.shown(figure.path, lang, "", decimals).with_unit
            if figure.after is not None
            else None,
        )
        if found[0] != found[1]:
            break
    return found


def _answer(view: AuditView, path: str, lang: Lang) -> str:
    """An answer with its path, as entered."""
    stored = view.stored(path)
    said = stored.get("value", stored.get("state")) if isinstance(stored, dict) else stored
    unit = f" {stored['unit']}" if isinstance(stored, dict) and stored.get("unit") else ""
    return f"{view.label(path, lang)} ({path}): {said}{unit}"


def _content(upgrade: Upgrade, lang: Lang) -> Iterator[str]:
    messages = upgrade.new.library.messages
    for one in upgrade.differences:
        yield line_of(one, messages, lang)
        for part in one.parts:
            yield f"    {word_part(part, lang)}"
