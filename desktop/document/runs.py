"""Runs of bound methods: gather inputs from the audit, call the method, pick results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from desktop.calc import METHODS, MethodResult
from desktop.calc.method import Method
from desktop.content.library import Library
from desktop.content.types import Binding, Members
from desktop.document.place import Places
from desktop.expr.narrow import own_key
from desktop.expr.rowwise import evaluate_rows
from desktop.expr.truth import true_in
from desktop.model.errors import AuditError
from desktop.model.result import ABSENT, NA, NOT_APPLICABLE, Absent, Failed, Num, Value

if TYPE_CHECKING:  # Values runs methods; a run only reads back from it
    from desktop.document.values import Values


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a bound method: its input and result, or why there is none.

    ``members`` are the row ids behind each list input, in order; ``keys`` those behind each mapping input, by key.
    """

    result: MethodResult | None
    payload: dict[str, object]
    members: dict[str, tuple[str, ...]]
    keys: dict[str, dict[tuple[str, ...], str]]
    reason: Value = ABSENT


@dataclass(frozen=True, slots=True)
class Gathered:
    """Member row ids and the list or mapping built from them."""

    rows: tuple[str, ...]
    keys: dict[tuple[str, ...], str]
    payload: object


def run_binding(values: Values, binding_id: str, row: str, period: str) -> Run:
    """Gather the inputs of a bound method and call it; while a required input is absent it has no result."""
    library = values.library
    binding = library.binding(binding_id)
    table = binding.for_each
    method = METHODS[binding.method]
    year = period if binding.period == "year" else values.base_year
    payload: dict[str, object] = {"year": float(year)} if year and _tells_year(binding, method) else {}
    members: dict[str, tuple[str, ...]] = {}
    keys: dict[str, dict[tuple[str, ...], str]] = {}
    if binding.relevance:
        wanted = values.evaluate(library.bound(binding.relevance, table), table, row, period)
        if wanted is not True:
            return Run(None, payload, members, keys, NOT_APPLICABLE if wanted is False else wanted)
    for name, text in binding.inputs.items():
        value = values.evaluate(library.bound(text, table), table, row, period)
        missing = _put(payload, name, value, name in method.required)
        if missing is not None:
            return Run(None, payload, members, keys, missing)
    for name, gather in binding.members.items():
        outer = row if table else None
        found = _gather(values, gather, method.required_of(name), outer, period)
        if not isinstance(found, Gathered):
            return Run(None, payload, members, keys, found)
        if not found.rows and name in method.required:
            return Run(None, payload, members, keys)  # nothing entered yet is no fault
        members[name] = found.rows
        keys[name] = found.keys
        if found.rows or name in method.required:  # nothing entered yet is not "none"
            payload[name] = found.payload
    return _called(method, library, payload, members, keys)


def _tells_year(binding: Binding, method: Method[Any]) -> bool:
    """Of an edition the method is told the base year: effects stand on its footing."""
    return binding.period in ("year", "edition") and "year" in method.names


def _called(
    method: Method[Any],
    library: Library,
    payload: dict[str, object],
    members: dict[str, tuple[str, ...]],
    keys: dict[str, dict[tuple[str, ...], str]],
) -> Run:
    """The method's answer, or why it refuses the input or finds too little in the library."""
    payload = nested(payload)
    if "year" in method.required and "year" not in payload:  # the audit has no base year yet
        return Run(None, payload, members, keys)
    try:
        return Run(method.run(payload, library), payload, members, keys)
    except AuditError as error:
        failed = Failed(error.code, {key: str(value) for key, value in error.params.items()})
    except KeyError as lacking:
        # An audit computes with the library it was made with; an older one lacks tables and columns of today.
        failed = Failed("calc.older_library", {"name": str(lacking.args[0])})
    return Run(None, payload, members, keys, failed)


def pick(run: Run, name: str, row: str) -> object:
    """A result by name; for one value per row, the row's entry by key or by position among the members."""
    assert run.result is not None
    values = run.result.values
    if not row:
        return values.get(name)
    one = values.get(name)
    if isinstance(one, dict):
        return one.get(row)
    for member_list, rows in run.members.items():
        entries = values.get(member_list)
        if row in rows and isinstance(entries, list) and len(entries) == len(rows):
            entry = entries[rows.index(row)]
            if isinstance(entry, dict) and name in entry:
                return entry[name]
    return one  # one value for all rows, such as the winner


def yearly(run: Run, name: str) -> object:
    """The plain value of a step such as ``flow_3``; ``None`` beyond the last year."""
    assert run.result is not None
    found = next((step.value for step in run.result.steps if step.name == name), None)
    return found.value if isinstance(found, Num) else None


def _gather(
    values: Values, gather: Members, required: frozenset[str], outer: str | None, period: str
) -> Gathered | Value:
    """The members of one list input, or the value that explains why there are none."""
    table = gather.table
    members = _members(values, gather, outer, period)

    def evaluated(text: str, rows: Sequence[str]) -> Sequence[Value]:
        places = Places(values, table, rows, period, outer=outer)
        return evaluate_rows(values.library.bound(text, table).node, places)

    fields = {name: evaluated(text, members) for name, text in gather.fields.items()}
    named = [evaluated(text, members) for text in (gather.within, gather.key) if text and gather.key]
    keys: list[tuple[str, ...]] = []
    rows: list[str] = []
    objects: list[object] = []
    for at, member in enumerate(members):
        entry: dict[str, object] = {}
        missing: Value | None = None
        for name, column in fields.items():
            missing = _put(entry, name, column[at], name in required)
            if missing is not None:
                break
        if isinstance(missing, NA):
            continue  # a member that does not apply is left out, as in every aggregate
        if missing is not None:
            return missing
        if gather.key:
            wanted = [column[at] for column in named]
            if not all(isinstance(one, str) for one in wanted):
                continue
            keys.append(tuple(str(one) for one in wanted))
        rows.append(member)
        objects.append(entry.get("value") if gather.key and set(fields) == {"value"} else nested(entry))
    return Gathered(
        tuple(rows), dict(zip(keys, rows, strict=False)), _keyed(keys, objects) if gather.key else objects
    )


def _members(values: Values, gather: Members, outer: str | None, period: str) -> Sequence[str]:
    """The rows that belong to a list input."""
    if not gather.where:
        return values.rows(gather.table)
    likely = _likely(values, gather, outer)
    places = Places(values, gather.table, likely, period, outer=outer)
    return [likely[at] for at in true_in(values.library.bound(gather.where, gather.table).node, places)]


def nested(entry: dict[str, object]) -> dict[str, object]:
    """``{"measured.unit": "t"}`` as ``{"measured": {"unit": "t"}}``."""
    if not any("." in name for name in entry):
        return entry
    whole: dict[str, object] = {}
    for name, value in entry.items():
        outer, _, inner = name.partition(".")
        if inner:
            cast("dict[str, object]", whole.setdefault(outer, {}))[inner] = value
        else:
            whole[name] = value
    return whole


def _likely(values: Values, gather: Members, outer: str | None) -> Sequence[str]:
    """The rows of which some may be members: those that name the outer row, where members must."""
    key = own_key(values.library.bound(gather.where, gather.table).node) if outer else None
    if not outer or key is None or (gather.table, key.column) in values.period_kinds:
        return values.rows(gather.table)
    return values.naming(gather.table, key.column, outer)


def _keyed(keys: list[tuple[str, ...]], objects: list[object]) -> dict[str, object]:
    """``{key: object}``, or ``{outer: {key: object}}`` where there is an outer key."""
    mapping: dict[str, object] = {}
    for key, entry in zip(keys, objects, strict=True):
        inner = mapping
        for outer in key[:-1]:
            inner = cast("dict[str, object]", inner.setdefault(outer, {}))
        inner[key[-1]] = entry
    return mapping


def _put(target: dict[str, object], name: str, value: Value, required: bool) -> Value | None:
    """Put a plain value into a method's input; the value itself comes back where a required one is missing."""
    match value:
        case Num(number, _):
            target[name] = number
        case Absent() | NA():
            return value if required else None
        case Failed():
            return value
        case tuple():
            target[name] = [one.value if isinstance(one, Num) else one for one in value]
        case _:
            target[name] = value
    return None
