"""Current state as data, and the replay of the journal into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from desktop.model.answer import Json
from desktop.model.path import Path, parse_path
from desktop.store.journal import Change

META = "meta"
"""Changes at ``meta.<key>`` are about the file itself (which library it is pinned to), not about answers."""


@dataclass(slots=True)
class StoredState:
    """Everything that stands in the file now.

    Attributes:
        answers: JSON value and canonical number by path.
        rows: row ids by table, in order.
        orders: order key by row id by table, in the same order.
    """

    answers: dict[str, tuple[Json, float | None]] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    orders: dict[str, dict[str, str]] = field(default_factory=dict)


def replay(changes: Iterable[Change]) -> StoredState:
    """What the changes, in their local order, amount to, starting from nothing.

    Raises:
        KeyError: the changes do not fit one another (a row deleted that was never there), or a body is withheld.
    """
    answers: dict[str, tuple[Json, float | None]] = {}
    orders: dict[str, dict[str, str]] = {}
    for change in changes:
        if not change.path:
            raise KeyError(f"change withheld in batch {change.batch}")
        if not change.path.endswith("]"):
            if not change.path.startswith(META + "."):
                _set(answers, change.path, change.after, change.canonical_after)
            continue
        _replay_row(answers, orders, parse_path(change.path), change)
    return state_of(answers, orders)


def state_of(answers: dict[str, tuple[Json, float | None]], orders: dict[str, dict[str, str]]) -> StoredState:
    """State from its answers and order keys, tables and rows in order."""
    ordered = {
        table: dict(sorted(keys.items(), key=lambda pair: (pair[1], pair[0])))
        for table, keys in sorted(orders.items())
        if keys
    }
    return StoredState(answers, {table: list(keys) for table, keys in ordered.items()}, ordered)


def row_object(order: str, values: Mapping[str, Json], canonical: Mapping[str, float]) -> dict[str, Json]:
    """A whole row as it stands in the journal."""
    whole: dict[str, Json] = {"order": order, "values": dict(values)}
    if canonical:
        whole["canonical"] = dict(canonical)
    return whole


def row_parts(whole: Json) -> tuple[dict[str, Json], dict[str, float]]:
    """Values and canonical numbers of a row object, by ``column@period``."""
    if not isinstance(whole, dict):
        return {}, {}
    values = cast("dict[str, Json]", whole.get("values") or {})
    canonical = cast("dict[str, float]", whole.get("canonical") or {})
    return values, canonical


def _replay_row(
    answers: dict[str, tuple[Json, float | None]],
    orders: dict[str, dict[str, str]],
    path: Path,
    change: Change,
) -> None:
    keys = orders.setdefault(path.table, {})
    if change.after is None:
        for column in row_parts(change.before)[0]:
            del answers[f"{change.path}.{column}"]
        del keys[path.row]
        return
    if change.before is None:
        values, canonical = row_parts(change.after)
        for column, value in values.items():
            _set(answers, f"{change.path}.{column}", value, canonical.get(column))
    keys[path.row] = cast("dict[str, str]", change.after)["order"]


def _set(
    answers: dict[str, tuple[Json, float | None]], path: str, value: Json, canonical: float | None
) -> None:
    if value is None:
        answers.pop(path, None)
    else:
        answers[path] = (value, canonical)
