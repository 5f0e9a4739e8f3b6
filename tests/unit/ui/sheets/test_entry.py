"""What people type is read the way they mean it."""

import pytest

from desktop.content.library import Library
from desktop.document import Document
from desktop.model.errors import RefusedError
from desktop.ui.sheets.entry import Entry, entry_text


@pytest.fixture
def entry(document: Document) -> Entry:
    return Entry(document, "zh")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12 985.85", "12985.85"),
        ("１２，９８５．８５", "12985.85"),
        ("3,226,983,600", "3226983600"),
        ("1.2万", "12000"),
        ("-0.5", "-0.5"),
        ("−7", "-7"),
        ("3.2 万kWh", {"value": "3.2", "unit": "万kWh"}),
        ("3.2万kWh", {"value": "3.2", "unit": "万kWh"}),
        ("5.10 kt", {"value": "5.10", "unit": "kt"}),
        ("85%", {"value": "85", "unit": "%"}),
        ("4 元/t", {"value": "4", "unit": "元/t"}),
        ("  ", None),
    ],
)
def test_numbers(entry: Entry, library: Library, typed: str, value: object) -> None:
    column = library.column("energy", "amount")
    assert column is not None
    assert entry.read(column, typed) == value


@pytest.mark.parametrize(
    ("typed", "code"), [("abc", "value.number"), ("1,2,3", "value.number"), ("3 foo", "unit.unknown")]
)
def test_what_is_no_number_is_refused_with_its_place(
    entry: Entry, library: Library, typed: str, code: str
) -> None:
    column = library.column("energy", "amount")
    assert column is not None
    with pytest.raises(RefusedError) as refused:
        entry.read(column, typed, "energy[e1].amount@2025")
    assert refused.value.code == code
    assert refused.value.params["path"] == "energy[e1].amount@2025"


@pytest.mark.parametrize("typed", ["辅料", "auxiliary", "Auxiliary material", " 辅料 "])
def test_choices_by_value_and_by_label_in_both_languages(entry: Entry, library: Library, typed: str) -> None:
    column = library.column("materials", "kind")
    assert column is not None
    assert entry.read(column, typed) == "auxiliary"


def test_rows_by_their_label_or_a_beginning_that_only_one_has(entry: Entry, library: Library) -> None:
    column = library.column("materials", "scope")
    assert column is not None
    assert entry.read(column, "铸造车间") == "casthouse"
    assert entry.read(column, "铸造") == "casthouse"
    with pytest.raises(RefusedError):
        entry.read(column, "电解")  # several begin like that


@pytest.mark.parametrize(("typed", "value"), [("是", True), ("√", True), ("no", False), ("0", False)])
def test_flags(entry: Entry, library: Library, typed: str, value: bool) -> None:
    column = library.column("materials", "toxic")
    assert column is not None
    assert entry.read(column, typed) is value


def test_several_choices_in_one_text(entry: Entry, library: Library) -> None:
    column = library.column("team", "signs")
    assert column is not None
    assert entry.read(column, "真实性承诺、报告批准") == ["commitment", "report_approve"]


def test_an_editor_starts_with_the_number_as_typed_and_a_foreign_unit(
    document: Document, library: Library
) -> None:
    from desktop.model.edit import SetValue

    column = library.column("materials", "amount")
    assert column is not None
    path = "materials[m3].amount@2025"
    document.record([SetValue(path, {"value": "0.3730", "unit": "kt"})])
    assert entry_text(document, column, path, "zh") == "0.3730 kt"
    document.record([SetValue(path, {"value": "373.0", "unit": "t"})])
    assert entry_text(document, column, path, "zh") == "373.0"
