"""Indicator systems must be sound: known words, levels in order, and whole where they say so (dossier: an importer
refuses a system as complete unless group weights and each group's sub-weights add to 1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.content.findings import Findings
from desktop.content.library import Library

SYSTEMS, GROUPS, INDICATORS = "indicator_systems", "indicator_groups", "indicators"
RELATIONS = "indicator_relations"
WORDS = {
    (SYSTEMS, "rule"): ("index", "three_grade", "p_score", ""),
    (SYSTEMS, "complete"): ("yes", "no"),
    (SYSTEMS, "level_i_condition"): ("others_at_ii", ""),
    (GROUPS, "bonus"): ("yes", ""),
    (INDICATORS, "limiting"): ("yes", "no", ""),
    (INDICATORS, "direction"): ("<=", ">=", "<", ">", "qualitative"),
    (INDICATORS, "pool_share"): ("equal", "output", "one", ""),
}
LEVELS = ("level_i", "level_ii", "level_iii")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
FORMULA = re.compile(r"-?\d+(\.\d+)?( [+-] \d+(\.\d+)?\*n)?")
CLOSE = 1e-6

Rows = Mapping[str, Mapping[str, str]]


def lint_indicators(library: Library, findings: Findings) -> None:
    """Every system, group and row."""
    if not {SYSTEMS, GROUPS, INDICATORS} <= set(library.references):
        return
    systems, groups, rows = (library.references[name].rows for name in (SYSTEMS, GROUPS, INDICATORS))
    _words(library, findings)
    for key, group in groups.items():
        if group["system"] not in systems:
            _wrong(findings, f"{GROUPS}.{key}.system", group["system"], SYSTEMS)
    for key, row in rows.items():
        if row["group"] not in groups or groups[row["group"]]["system"] != row["system"]:
            _wrong(findings, f"{INDICATORS}.{key}.group", row["group"], GROUPS)
        _levels(findings, key, row)
    _relations(library, findings, rows)
    for key, system in systems.items():
        if system["complete"] == "yes":
            _whole(findings, key, groups, rows)


def _relations(library: Library, findings: Findings, rows: Rows) -> None:
    """Both ends of a relation are indicators."""
    relations = library.references.get(RELATIONS)
    for key, row in relations.rows.items() if relations else ():
        for column in ("old", "new"):
            if row[column] not in rows:
                _wrong(findings, f"{RELATIONS}.{key}.{column}", row[column], INDICATORS)


def _words(library: Library, findings: Findings) -> None:
    for (table, column), allowed in WORDS.items():
        for key, row in library.references[table].rows.items():
            if row[column] not in allowed:
                _wrong(findings, f"{table}.{key}.{column}", row[column], " / ".join(filter(None, allowed)))


def _levels(findings: Findings, key: str, row: Mapping[str, str]) -> None:
    if row["direction"] == "qualitative":
        return
    cells = [row[column] for column in LEVELS if row[column]]
    for cell in cells:
        if not FORMULA.fullmatch(cell):
            _wrong(findings, f"{INDICATORS}.{key}.level_i", cell, "0.5 / 0.5 + 0.3*n")
            return
    if not in_order(cells, row["direction"]):
        findings.add(
            "content.indicator_order",
            f"references/{INDICATORS}.{key}",
            found=" / ".join(cells),
            direction=row["direction"],
        )


def in_order(levels: list[str], direction: str) -> bool:
    """Whether levels I to III fall or rise as the direction wants; levels that are formulas cannot be told."""
    numbers = [float(cell) for cell in levels if NUMBER.fullmatch(cell)]
    return len(numbers) < len(levels) or numbers == sorted(numbers, reverse=direction.startswith(">"))


def _whole(findings: Findings, system: str, groups: Rows, rows: Rows) -> None:
    """A system that calls itself complete: nothing open, weights that add to 1."""
    own = {key: group for key, group in groups.items() if group["system"] == system}
    _sum(findings, SYSTEMS, system, [group["weight"] for group in own.values() if not group["bonus"]])
    for key in own:
        members = {name: row for name, row in rows.items() if row["group"] == key}
        pools = {row["pool"]: row["pool_weight"] for row in members.values() if row["pool"]}
        single = [row["weight"] for row in members.values() if not row["pool"]]
        _sum(findings, GROUPS, key, [*single, *pools.values()])
        for name, row in members.items():
            for column in ("limiting", *LEVELS):
                if not row[column]:
                    where = f"references/{INDICATORS}.{name}.{column}"
                    findings.add("content.indicator_open", where, system=system, column=column)


def _sum(findings: Findings, table: str, key: str, weights: list[str]) -> None:
    total = sum(float(weight) for weight in weights if weight)
    if not all(weights) or abs(total - 1) > CLOSE:
        findings.add("content.indicator_sum", f"references/{table}.{key}", found=f"{total:g}")


def _wrong(findings: Findings, item: str, found: str, known: str) -> None:
    findings.add("content.indicator_word", f"references/{item}", found=found, known=known)
