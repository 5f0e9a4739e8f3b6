"""What a bound method said beyond its published figures: lists, notes, reviews."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.calc.result import Note
from desktop.document import Document
from desktop.document.runs import Run


def plain_results(document: Document, binding: str, row: str, period: str) -> Mapping[str, object]:
    """All results of one run as plain values; empty while it has none."""
    run = _run(document, binding, row, period)
    return run.result.values if run is not None and run.result is not None else {}


def run_notes(document: Document, binding: str, row: str, period: str) -> tuple[Note, ...]:
    """Why results of one run are not defined, or which convention was used."""
    run = _run(document, binding, row, period)
    return run.result.notes if run is not None and run.result is not None else ()


def run_members(document: Document, binding: str, row: str, period: str) -> Mapping[str, tuple[str, ...]]:
    """Which rows the list inputs of one run were gathered from."""
    run = _run(document, binding, row, period)
    return run.members if run is not None else {}


def _run(document: Document, binding: str, row: str, period: str) -> Run | None:
    spec = document.library.bindings.get(binding)
    if spec is None:
        return None
    return document.values.run(
        binding, row if spec.for_each else "", document.values.fit(spec.period, period)
    )
