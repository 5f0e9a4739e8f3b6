"""Bad input for one method: every place of its example replaced by what does not belong there."""

from __future__ import annotations

import copy
import json
import math
import re
from collections.abc import Iterator
from typing import Any

from desktop.calc import METHODS, run_method
from desktop.content.library import Library
from desktop.content.messages import holes
from desktop.model.errors import AuditError
from tests.unit.calc.test_methods import EXAMPLES

Place = tuple[str | int, ...]


def put(payload: Any, place: Place, value: object) -> Any:
    """A copy of a payload with one place changed."""
    if not place:
        return value
    changed = copy.deepcopy(payload)
    inner = changed
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = value
    return changed


def refusal(library: Library, method: str, place: Place, value: object) -> tuple[str, str]:
    """Code and path of the problem the method tells; fails where it computes."""
    try:
        run_method(method, put(EXAMPLES[method], place, value), library)
    except AuditError as error:
        return error.code, str(error.params["path"])
    raise AssertionError(f"{method} computes with {place} = {value!r}")


def attack(library: Library, method: str) -> None:
    """Each attack is refused with the path of a field, or computed without a value that is no number.

    What is refused is worded in both languages; a result that is missing has a note or problem that says why.
    """
    usual = run_method(method, EXAMPLES[method], library).values
    fields = METHODS[method].names
    for place, found in _leaves(EXAMPLES[method]):
        for value in _attacks(found):
            outcome = _outcome(library, method, put(EXAMPLES[method], place, value))
            if isinstance(outcome, AuditError):
                path = str(outcome.params["path"])
                assert outcome.code.startswith("calc."), (place, value)
                assert path == "$" or re.split(r"[.\[]", path)[0] in fields | {"?"}, (place, value, path)
                for lang in ("zh", "en"):
                    assert not holes(library.message(outcome.code, lang, **outcome.params)), outcome.code
            else:
                json.dumps(outcome, allow_nan=False)
                new = [name for name, one in outcome.items() if one is None and usual.get(name) is not None]
                assert not new or outcome["notes"] or outcome["problems"], (place, value, new)


def _outcome(library: Library, method: str, payload: Any) -> dict[str, Any] | AuditError:
    try:
        return run_method(method, payload, library).values
    except AuditError as error:
        return error


def _leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    yield place, value
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(member, (*place, name))
    elif isinstance(value, list):
        for at, member in enumerate(value):
            yield from _leaves(member, (*place, at))


def _attacks(value: object) -> list[object]:
    match value:
        case bool():
            return ["yes", 1, None]
        case int() | float():
            return [-value, 0, math.nan, math.inf, 1e308, 1e18, 1e-300, "3", None, [], True]
        case str():
            return ["", " ", "?", 3, None, []]
        case list():
            return [[], None, {}, [None], "x"]
        case _:
            return [{}, None, [], "x", {"?": 1}]
