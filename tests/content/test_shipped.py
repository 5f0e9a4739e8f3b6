"""The shipped content: sound, quick to load, printable with the shipped fonts, fitting the methods it binds."""

from __future__ import annotations

import time
from statistics import median

import pytest

from desktop.calc import METHODS
from desktop.content.compile import load_data, source_stamp
from desktop.content.library import Library, load_library
from desktop.content.lint import lint_directory
from desktop.content.messages import fallback_messages
from desktop.content.places import forms_root, resource_root
from desktop.content.walk import texts


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_the_shipped_content_has_no_mistakes() -> None:
    messages = fallback_messages()
    assert [messages.say_fault(fault, "en") for fault in lint_directory()] == []


def test_loading_is_quick() -> None:
    load_data()  # fills the cache
    times = []
    for _ in range(5):
        start = time.perf_counter()
        load_library()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.06


def test_looking_whether_files_changed_is_quick() -> None:
    times = []
    for _ in range(5):
        start = time.perf_counter()
        source_stamp(forms_root(), resource_root())
        times.append(time.perf_counter() - start)
    assert median(times) < 0.03  # aim 15 ms; the machine may be busy


def test_every_character_is_in_a_shipped_font(library: Library) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    known: set[int] = set()
    for path in (resource_root() / "fonts").glob("*.ttf"):
        if "Bold" not in path.name:
            known |= set(TTFontFile(str(path), charInfo=1).charToGlyph)
    said = [text.zh + text.en for _, text in texts(library.data)]
    said += [unit.symbol + unit.name.zh + unit.name.en for unit in library.data.units]
    said += [
        cell
        for reference in library.data.references
        for row in reference.rows.values()
        for cell in row.values()
    ]
    missing = {sign for sign in "".join(said) if sign >= " " and ord(sign) not in known}
    assert missing == set()


def test_every_bound_method_exists_and_gets_what_it_takes(library: Library) -> None:
    for binding in library.bindings.values():
        assert binding.method in METHODS, binding.id
        method = METHODS[binding.method]
        given = set(binding.inputs) | set(binding.members)
        assert given <= set(method.input.__struct_fields__), binding.id
        assert method.required <= given, binding.id
        for name, members in binding.members.items():
            assert method.required_of(name) <= set(members.fields), (binding.id, name)
