"""Measuring and printing: repeated runs, medians, p95, ratio to the floor."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One line: what was measured, its times in milliseconds, the floor's times, and the aim in words."""

    what: str
    times: list[float]
    floor: list[float] = field(default_factory=list)
    aim: str = ""
    unit: str = "ms"


class Table:
    """Lines as they are measured."""

    def __init__(self) -> None:
        self._rows: list[Row] = []

    def add(self, rows: Row | list[Row]) -> None:
        """Take in one or several lines."""
        self._rows.extend(rows if isinstance(rows, list) else [rows])

    def __str__(self) -> str:
        head = f"{'what':<58}{'median':>10}{'p95':>10}{'floor':>10}{'ratio':>8}  aim"
        return "\n".join([head, "-" * len(head), *map(_line, self._rows)])


def measure(action: Callable[[], object], repeat: int, warm: int = 1) -> list[float]:
    """Milliseconds of each of ``repeat`` runs after ``warm`` runs nobody counts."""
    for _ in range(warm):
        action()
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        action()
        times.append((time.perf_counter() - started) * 1000)
    return times


def p95(times: list[float]) -> float:
    """The value nineteen of twenty runs stay under."""
    return sorted(times)[max(0, round(0.95 * len(times)) - 1)]


def _line(row: Row) -> str:
    median = statistics.median(row.times)
    floor = statistics.median(row.floor) if row.floor else None
    floor_text = f"{floor:10.1f}" if floor is not None else f"{'–':>10}"
    ratio = f"{median / floor:7.2f}×" if floor else f"{'–':>8}"
    return f"{row.what:<58}{median:10.1f}{p95(row.times):10.1f}{floor_text}{ratio}  {row.aim} [{row.unit}]"
