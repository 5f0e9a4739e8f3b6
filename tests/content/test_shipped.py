"""The shipped content: sound, quick to load, printable with the shipped fonts, fitting the methods it binds."""

from __future__ import annotations

import pytest

from desktop.calc import METHODS
from desktop.content.library import Library, load_library
from desktop.content.lint import lint_directory
from desktop.content.messages import fallback_messages
from desktop.content.places import resource_root
from desktop.content.walk import texts


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_the_shipped_content_has_no_mistakes() -> None:
    messages = fallback_messages()
    assert [messages.say_fault(fault, "en") for fault in lint_directory()] == []


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
        given = {name.partition(".")[0] for name in binding.inputs} | set(binding.members)
        assert given <= set(method.input.__struct_fields__), binding.id
        told = {"year"} if binding.period in ("year", "edition") else set()  # of an edition: the base year
        assert method.required <= given | told, binding.id
        for name, members in binding.members.items():
            fields = {field.partition(".")[0] for field in members.fields}
            assert method.required_of(name) <= fields, (binding.id, name)
