"""Words: both languages, guidance where an answer is required, and messages that match the code."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.messages import holes
from desktop.content.types import Check, Column, Table
from desktop.content.types_report import Prose
from desktop.content.walk import texts, walk
from desktop.model.text import Text

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z]{4,}")
# Holes, and names of keys, which are what stands on the keyboard in every language.
_NO_WORDS = re.compile(
    r"\{[^{}]*\}|\b(Enter|Delete|Insert|Home|Space|Shift|Backspace|Return|PageUp|PageDown)\b"
)
_HELP_PARTS = ("what", "why", "where", "evidence")


def lint_words(library: Library, findings: Findings) -> None:
    """Both languages of everything, holes, and help of what must be answered."""
    for where, text in texts(library.data):
        _both_languages(findings, where, text)
    for table in library.tables.values():
        for column in table.columns:
            _help(findings, table, column)
    for check in library.data.checks:
        _check_words(findings, check)
    for code, text in library.data.messages.items():
        _same_holes(findings, f"messages/{code}", holes(text.zh), holes(text.en))
    for where, part in walk(library.data):
        if isinstance(part, Prose):
            zh, en = (frozenset(re.findall(r"\{[^{}]*\}", said)) for said in (part.text.zh, part.text.en))
            _same_holes(findings, f"{where}.text", zh, en)


def _both_languages(findings: Findings, where: str, text: Text) -> None:
    zh, en = text.zh.strip(), text.en.strip()
    for lang, said in (("zh", zh), ("en", en)):
        if not said:
            findings.add("content.words_missing", f"{where}.{lang}", lang=lang)
    chinese = bool(_CHINESE.search(zh))
    english = bool(_WORD.search(_NO_WORDS.sub("", zh)))  # in the place of the Chinese
    if zh and zh == en and (chinese or english):
        findings.add("content.words_same", where, text=_short(zh))
    elif english and not chinese:
        findings.add("content.words_not_chinese", f"{where}.zh", text=_short(zh))
    elif _CHINESE.search(en) and not re.search("[A-Za-z]", en):
        findings.add("content.words_not_english", f"{where}.en", text=_short(en))


def _help(findings: Findings, table: Table, column: Column) -> None:
    if table.system or not column.required or column.calculation:
        return
    missing = [part for part in _HELP_PARTS if getattr(column.help, part, None) is None]
    if missing:
        findings.add(
            "content.help_missing", f"tables/{table.id}.columns.{column.id}", missing=", ".join(missing)
        )


def _check_words(findings: Findings, check: Check) -> None:
    where = f"checks/{check.code}"
    known = {"found", "expected", *check.shows}
    for name, text in (("message", check.message), ("fix", check.fix)):
        _same_holes(findings, f"{where}.{name}", holes(text.zh), holes(text.en))
        for hole in sorted((holes(text.zh) | holes(text.en)) - known):
            findings.unknown("hole", f"{where}.{name}", hole, known)
    used = holes(check.message.zh) | holes(check.fix.zh)
    for name in check.shows:
        if name not in used:
            findings.add("content.shows_unused", f"{where}.shows.{name}", name=name)


def _same_holes(findings: Findings, where: str, zh: frozenset[str], en: frozenset[str]) -> None:
    if zh != en:
        findings.add("content.holes_differ", where, zh=_listed(zh), en=_listed(en))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "–"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
