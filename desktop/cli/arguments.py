"""Shared arguments: audit files, PATH=JSON pairs, JSON documents."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import cast

import click

from desktop.model.answer import Json
from desktop.model.edit import AddRow, DeleteRow, Edit, MoveRow, SetValue
from desktop.model.errors import AuditError

file_argument = click.argument("file", type=click.Path(path_type=Path))


def read_value(text: str) -> Json:
    """A value from the shell: JSON where it reads as JSON, else the text itself (quote-free shells)."""
    try:
        return cast(Json, json.loads(text))
    except ValueError:
        return text


def read_pair(text: str) -> tuple[str, Json]:
    """``PATH=JSON``.

    Raises:
        AuditError: ``cli.pair`` when there is no ``=``.
    """
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise AuditError("cli.pair", text=text)
    return path.strip(), read_value(value)


def read_json(source: str) -> object:
    """A JSON document from a file or, with ``-``, from standard input.

    Raises:
        AuditError: ``cli.no_file`` or ``cli.json`` saying where the text stops making sense.
    """
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise AuditError("cli.no_file", path=source) from error
    except UnicodeDecodeError as error:
        raise AuditError("cli.encoding", path=source) from error
    try:
        return json.loads(text)
    except ValueError as error:
        raise AuditError("cli.json", path=source, reason=str(error)) from error


def read_edits(data: object) -> list[Edit]:
    """Edits of ``apply``: ``{"set": path, "value": …}``, ``{"add": table, "values": …, "row"?, "before"?}``,
    ``{"delete": row path}``, ``{"move": row path, "before": row}``; or ``{path: value, …}`` for values only.

    Raises:
        AuditError: ``cli.edits`` with the number of the entry that is none of these.
    """
    if isinstance(data, dict) and "edits" not in data:
        return [SetValue(path, value) for path, value in data.items()]
    entries = data.get("edits") if isinstance(data, dict) else data
    if not isinstance(entries, list):
        raise AuditError("cli.edits", number=0)
    return [_edit(number, entry) for number, entry in enumerate(entries, 1)]


def _edit(number: int, entry: object) -> Edit:
    match entry:
        case {"set": str(path), **rest} if "value" in rest:
            return SetValue(path, cast(Json, rest["value"]), str(rest.get("reason", "")))
        case {"add": str(table), **rest}:
            values = rest.get("values") or {}
            if isinstance(values, dict):
                return AddRow(table, values, str(rest.get("before") or ""), str(rest.get("row") or ""))
        case {"delete": str(path), **rest}:
            return DeleteRow(path, str(rest.get("reason", "")))
        case {"move": str(path), **rest}:
            return MoveRow(path, str(rest.get("before") or ""))
        case _:
            pass
    raise AuditError("cli.edits", number=number)
