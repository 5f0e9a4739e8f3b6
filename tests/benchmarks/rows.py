"""The rows of the speed table, each with its floor (what the same work costs without us)."""

from __future__ import annotations

import itertools
import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir

from desktop.document import Document
from desktop.document.state import Cell
from desktop.model.answer import Amount, Answer
from desktop.model.edit import AddRow, SetValue
from desktop.reports import build_report
from desktop.reports.pdf import lay_out
from desktop.reports.xlsx.book import build as build_workbook
from tests.benchmarks.large import clock, large_audit
from tests.benchmarks.paper import plain_pdf, plain_workbook
from tests.benchmarks.table import Row, measure
from tests.builders import sample_file

FRAME = 1000 / 60
_BYTECODE = Path(gettempdir()) / "qingshen-bench-bytecode"


@dataclass
class World:
    """The audits the benchmarks share. ``repeat`` 1 is a smoke run."""

    folder: Path
    repeat: int = 0

    def times(self, wanted: int) -> int:
        """How often to repeat."""
        return self.repeat or wanted

    @cached_property
    def large(self) -> Document:
        """The reference audit, open."""
        return large_audit(self.folder / "large.qsa")

    @cached_property
    def paper(self) -> Document:
        """What reports are written of: the reference audit, in a smoke run the sample."""
        if self.repeat == 1:
            return Document.open(self.sample, mode="ro", clock=clock)
        return self.large

    @cached_property
    def sample(self) -> Path:
        """The aluminium sample."""
        return sample_file("aluminium", self.folder / "sample.qsa")


def record(world: World) -> list[Row]:
    """One answer recorded, against as many statements in a raw FULL commit; and many rows pasted, recalculated."""
    document = world.large
    numbers = itertools.count()
    times = measure(
        lambda: document.record([SetValue("enterprise.name", f"厂 {next(numbers)}")]), world.times(100)
    )
    raw = sqlite3.connect(world.folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA synchronous=FULL")
    raw.executescript("CREATE TABLE b (a, b, c, d, e, f, g, h, i, j, k); CREATE TABLE c (a, b, c, d, e, f, g, h, i, j);"
                      "CREATE TABLE a (path TEXT PRIMARY KEY, v, n)")  # fmt: skip

    def commit() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("SELECT v FROM a WHERE path = 'x'").fetchone()
        raw.execute("INSERT INTO b VALUES (1,2,3,4,5,6,7,8,9,10,11)")
        raw.execute("INSERT INTO c VALUES (1,2,3,4,5,6,7,8,9,10)")
        raw.execute("INSERT OR REPLACE INTO a VALUES ('x', 1, 2)")
        raw.execute("COMMIT")

    floor = measure(commit, world.times(100))
    raw.close()
    rows = [AddRow("materials", {"name": f"料 {number}", "unit": "t"}) for number in range(1000)]

    def paste() -> None:
        document.record(rows)
        document.undo()

    return [
        Row("record one answer, reference audit", times, floor, "≤ 3 ×"),
        Row("record 1,000 rows at once and undo, reference audit", measure(paste, world.times(3)), [], "–"),
    ]


def formulas(world: World) -> list[Row]:
    """One formula in one row, and one that looks for its members among thousands."""
    document = world.large
    document.problems()
    values, year = document.values, document.base_year
    found = []
    for table, text in (
        ("energy", "amount / per.output"),
        ("balances", "sum(streams.amount, streams.balance == this)"),
    ):
        bound, row = document.library.bound(text, table), document.rows(table)[0]
        times = measure(partial(values.evaluate, bound, table, row, year), world.times(500))
        found.append(Row(f"evaluate {text}", times, [], "–"))
    return found


def recalculate(world: World) -> list[Row]:
    """Recalculation after random edits and after the worst one, without the transaction; values really change."""
    document = world.large
    state = document.state
    cells = [cell for cell in sorted(state.answers) if cell.table not in ("audit", "evidence")]
    made = random.Random(1)
    document.problems()

    def edited(cell: Cell, size: float) -> None:
        answer = state.answers[cell]
        if isinstance(answer, Amount):
            answer = Amount(str(float(answer.value) * size), answer.unit, answer.canonical * size)
        else:
            answer = made.choice([one for one in kin(cell) if one != answer] or [answer])
        state.put(cell, answer)
        document.recalculate({cell}, set())

    def kin(cell: Cell) -> list[Answer]:
        """What other rows answer to the same question."""
        rows = made.sample(document.rows(cell.table), min(20, len(document.rows(cell.table)))) or [""]
        found = (state.answers.get(cell._replace(row=row)) for row in rows)
        return [answer for answer in found if answer is not None]

    worst = itertools.cycle([1.01, 1 / 1.01])
    output = Cell(
        "products", "p1", "output", f"{document.base_year}-06"
    )  # the sample gives the year by months
    return [
        Row("recalculate after a random edit, reference audit",
            measure(lambda: edited(made.choice(cells), 1.01), world.times(300)), [FRAME], "p95 ≤ 1 ×"),
        Row("recalculate after the worst edit (output, base year)",
            measure(lambda: edited(output, next(worst)), world.times(20)), [], "≤ 100 ms"),
    ]  # fmt: skip


def open_large(world: World) -> list[Row]:
    """Opening, against SELECT of all rows and JSON decoding; and everything computed from nothing."""
    path = world.large.path

    def floor() -> None:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as raw:
            for (value,) in raw.execute("SELECT value FROM answer"):
                json.loads(value)
            list(raw.execute("SELECT * FROM row"))

    def opened() -> None:
        Document.open(path, mode="ro", clock=clock).close()

    def everything() -> list[float]:
        with Document.open(path, mode="ro", clock=clock) as document:
            return measure(lambda: (document.problems(), document.progress()), 1, warm=0)

    times = [time for _ in range(world.times(5)) for time in everything()]
    return [
        Row("open reference audit", measure(opened, world.times(7)), measure(floor, world.times(7)), "≤ 5 ×"),
        Row("recalculation of everything, reference audit", times, [], "≤ 300 ms"),
    ]


def search(world: World) -> Row:
    """One keystroke's search in the reference audit, the index being there."""
    document = world.large
    document.search("电", "zh")
    words = itertools.cycle(["电解", "dianjie", "yhl", "322698", "天然气", "zzz"])
    return Row("search as you type, reference audit", measure(lambda: document.search(next(words), "zh"),
               world.times(60)), [], "≤ 50 ms")  # fmt: skip


def window_start(world: World) -> Row:
    """Process start to a usable window on the sample, against an empty Qt window."""
    repeat, path = world.times(7), str(world.sample)
    return Row(
        "process start to usable window, sample audit",
        measure(lambda: _window("show", path), repeat),
        measure(lambda: _window("empty"), repeat),
        "≤ 2.5 × or ≤ 1 s",
    )


def window_turns(world: World) -> list[Row]:
    """From asking for a page of the sample to its being drawn."""
    return _turns(world.sample, "sample audit")


def window_long_turns(world: World) -> list[Row]:
    """The same of the reference audit, with thousands of lines on a page."""
    return _turns(world.large.path, "reference audit")


def _turns(path: Path, audit: str) -> list[Row]:
    first, again = (
        [float(number) for number in line.split()] for line in _window("turn", str(path)).splitlines()
    )
    return [
        Row(f"page shown for the first time, {audit}", first, [], "p95 ≤ 200 ms"),
        Row(f"page shown again, {audit}", again, [], "p95 ≤ 200 ms"),
    ]


def window_memory(world: World) -> Row:
    """Resident memory of the window on the reference audit before and after many edits."""
    path = str(world.large.path)
    world.large.close()
    del world.large
    found = [float(number) for number in _window("grow", path, str(world.times(200))).split()]
    return Row("memory of the window, before and after 200 edits", found, [float(_window("empty"))],
               "≤ 300 MB, no growth", "MB")  # fmt: skip


def _window(*words: str) -> str:
    """What a window of its own prints; like the installed program it has its modules compiled."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window", *words],
        check=True,
        capture_output=True,
        text=True,
        env={
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": str(_BYTECODE),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )
    return done.stdout


def report_pdf(world: World) -> list[Row]:
    """The report built and laid out, against plain reportlab laying out the same cells in two passes."""
    snapshot = world.paper.snapshot()
    snapshot.problems()
    report = build_report(snapshot)
    floor = measure(lambda: plain_pdf(report), world.times(2), warm=0)
    built = measure(lambda: build_report(snapshot), world.times(5))
    whole = measure(lambda: lay_out(build_report(snapshot)), world.times(3), warm=0)
    return [
        Row("report built from a snapshot", built, [], "–"),
        Row("full report PDF, building included", whole, floor, "≤ 1.5 ×"),
    ]


def report_workbook(world: World) -> Row:
    """The workbook built and saved, against openpyxl writing the same styled cells."""
    snapshot = world.paper.snapshot()
    snapshot.problems()
    book, _ = build_workbook(snapshot, "zh")
    floor = measure(lambda: plain_workbook(book), world.times(2), warm=0)

    def write() -> None:
        build_workbook(snapshot, "zh")[0].save(BytesIO())

    return Row("workbook", measure(write, world.times(3), warm=0), floor, "≤ 1.5 ×")


ALL: dict[str, Callable[[World], Row | list[Row]]] = {
    "record": record,
    "formulas": formulas,
    "recalculate": recalculate,
    "open": open_large,
    "search": search,
    "pdf": report_pdf,
    "workbook": report_workbook,
    "start": window_start,
    "turn": window_turns,
    "long": window_long_turns,
    "memory": window_memory,
}
