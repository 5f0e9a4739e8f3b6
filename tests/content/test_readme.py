"""forms/README.md is complete: every key, kind, standing, function and recipe is in it."""

from __future__ import annotations

import re
from typing import Literal, get_args, get_origin

import msgspec
import pytest

from desktop.content import types, types_report
from desktop.content.places import forms_root
from desktop.content.read import FILES, FOLDERS, MAPPINGS
from desktop.expr import FUNCTIONS
from desktop.model.period import PeriodKind
from desktop.model.problem import Severity
from desktop.model.text import Source, Standing

README = (forms_root() / "README.md").read_text(encoding="utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", README))
WORDS = {word for code in CODE for word in re.findall(r"[A-Za-z_]\w*", code)}

# Structs nobody writes by hand.
_INTERNAL = {"Item", "LibraryData", "UnitRow", "Reference"}
STRUCTS = [
    one
    for one in {**vars(types), **vars(types_report)}.values()
    if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__name__ not in _INTERNAL
]


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda one: one.__name__)
def test_every_key_and_value_is_explained(struct: type[msgspec.Struct]) -> None:
    missing = {field.name for field in msgspec.structs.fields(struct)} - WORDS
    for field in msgspec.structs.fields(struct):
        if get_origin(field.type) is Literal:
            missing |= {str(value) for value in get_args(field.type)} - WORDS
    tag = struct.__struct_config__.tag
    if isinstance(tag, str):
        missing |= {tag} - WORDS
    assert missing == set()


def test_every_standing_severity_period_and_source_key_is_explained() -> None:
    words = {one.value for one in Standing} | {one.value for one in Severity} | set(get_args(PeriodKind))
    words |= set(Source.__dataclass_fields__)
    assert words - WORDS == set()


def test_every_function_is_explained_with_its_signature() -> None:
    assert {function.signature for function in FUNCTIONS.values()} - CODE == set()


def test_no_function_is_explained_that_does_not_exist() -> None:
    called = {found for code in CODE for found in re.findall(r"^([a-z_]+)\([^)]*\)$", code)}
    assert called - set(FUNCTIONS) == set()


@pytest.mark.parametrize("place", [*FILES, *FOLDERS, *MAPPINGS])
def test_every_file_and_folder_is_explained(place: str) -> None:
    assert any(code.startswith(place) for code in CODE)


@pytest.mark.parametrize("what", ["question", "sheet", "check", "factor", "unit", "message"])
def test_there_is_a_recipe_for(what: str) -> None:
    assert f"**Add a {what}.**" in README
