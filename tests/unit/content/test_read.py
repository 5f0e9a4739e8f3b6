"""Reading forms and resources: every mistake at once, each with file, line, item and what to write instead."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.content.faults import ContentFault
from desktop.content.read import read_all, read_content
from desktop.content.types import ChoiceColumn, NumberColumn
from desktop.model.text import Standing, Text


def faults_of(plot: Any) -> list[ContentFault]:
    data, faults = read_content(plot.forms, plot.resources)
    assert (data is None) == bool(faults)
    return faults


def only(plot: Any) -> ContentFault:
    faults = faults_of(plot)
    assert len(faults) == 1, faults
    return faults[0]


def test_a_sound_library_is_read_as_written(plot: Any) -> None:
    data, faults = read_content(plot.forms, plot.resources)
    assert faults == []
    assert data is not None
    assert data.version == "1"
    assert data.sources["law"].standing is Standing.CONFIRMED
    parts = next(table for table in data.tables if table.id == "parts")
    assert parts.title == Text("部分", "Parts")
    assert isinstance(parts.columns[1], ChoiceColumn)
    assert isinstance(parts.columns[3], NumberColumn)
    assert parts.columns[3].period == "year"
    assert data.references[0].rows["b"]["value"] == ""
    assert data.messages == {"content.example": Text("例", "An example")}
    assert data.sheets[0].views[0].defaults == {"kind": "big"}


PLANTED = [
    # file, what is replaced, by what, code, item, nearest
    (
        "forms/tables/plant.yaml",
        "id: output",
        "id: [output]",
        "content.wants_text",
        "plant.columns.#1.id",
        "",
    ),
    ("forms/tables/plant.yaml", "single: true", "[single]: true", "content.key_not_text", "plant", ""),
    (
        "forms/tables/parts.yaml",
        "row_label: name",
        "row_lable: name",
        "content.unknown_key",
        "parts",
        "row_label",
    ),
    (
        "forms/tables/parts.yaml",
        "choices: kind",
        "choises: kind",
        "content.unknown_key",
        "parts.columns.kind",
        "choices",
    ),
    (
        "forms/tables/parts.yaml",
        "type: ref,",
        "type: reff,",
        "content.not_among",
        "parts.columns.of.type",
        "ref",
    ),
    (
        "forms/tables/parts.yaml",
        "type: text, label: {zh: 名称",
        "label: {zh: 名称",
        "content.missing_key",
        "parts.columns.name",
        "",
    ),
    (
        "forms/tables/parts.yaml",
        "en: Amount",
        "en: No",
        "content.reads_as_flag",
        "parts.columns.amount.label.en",
        "",
    ),
    (
        "forms/tables/parts.yaml",
        "en: Amount",
        "en: 1.10",
        "content.reads_as_number",
        "parts.columns.amount.label.en",
        "",
    ),
    (
        "forms/tables/parts.yaml",
        "en: Amount",
        "en: 2026-08-15",
        "content.reads_as_date",
        "parts.columns.amount.label.en",
        "",
    ),
    (
        "forms/tables/parts.yaml",
        "en: Amount}",
        "en: }",
        "content.reads_as_nothing",
        "parts.columns.amount.label.en",
        "",
    ),
    (
        "forms/tables/parts.yaml",
        "en: Amount",
        "en: Amount, total",
        "content.comma_splits",
        "parts.columns.amount.label",
        "",
    ),
    (
        "forms/tables/parts.yaml",
        "en: Amount",
        "fr: Amount",
        "content.unknown_key",
        "parts.columns.amount.label",
        "",
    ),
    (
        "forms/tables/parts.yaml",
        "title: {zh: 部分, en: Parts}",
        "title: 部分",
        "content.wants_map",
        "parts.title",
        "",
    ),
    (
        "forms/tables/parts.yaml",
        "period: year, label: {zh: 数量",
        "period: yearly, label: {zh: 数量",
        "content.not_among",
        "parts.columns.amount.period",
        "year",
    ),
    ("forms/tables/plant.yaml", "single: true", "single: yes", "content.wants_flag", "plant.single", ""),
    ("forms/tables/plant.yaml", "single: true", 'single: "true"', "content.wants_flag", "plant.single", ""),
    (
        "forms/tables/plant.yaml",
        "sources: [law]",
        "sources: law",
        "content.wants_list",
        "plant.columns.output.help.sources",
        "",
    ),
    (
        "forms/tables/plant.yaml",
        "single: true\n",
        "single: true\nsingle: true\n",
        "content.duplicate_key",
        "plant",
        "",
    ),
    ("forms/tables/plant.yaml", "id: plant\n", "id: parts\n", "content.duplicate_id", "parts", ""),
    ("forms/stages.yaml", "number: 1", "number: one", "content.wants_whole_number", "one.number", ""),
    ("forms/stages.yaml", "number: 1", "number: 1.0", "content.wants_whole_number", "1.0.number", ""),
    (
        "forms/sources/common.yaml",
        "standing: confirmed",
        "standing: confirm",
        "content.not_among",
        "law.standing",
        "confirmed",
    ),
    (
        "forms/sheets/stage1/1-1.yaml",
        "stage: 1\n",
        "stage: 01\n",
        "content.wants_whole_number",
        "s1_1.stage",
        "",
    ),
    (
        "forms/report/1.yaml",
        "block: figure, caption: {zh: 图,",
        "block: figur, caption: {zh: 图,",
        "content.not_among",
        "c1.sections.c1_1.blocks.#3.block",
        "figure",
    ),
    ("forms/tables/plant.yaml", "id: plant\n", "id: [plant\n", "content.yaml_syntax", "", ""),
    ("resources/reference/factors.csv", "a,1.5", "a,1.5kg", "content.cell_malformed", "factors.a.value", ""),
    (
        "resources/reference/factors.csv",
        "2020-01-01",
        "2020-1-1",
        "content.cell_malformed",
        "factors.a.since",
        "",
    ),
    (
        "resources/reference/factors.csv",
        "confirmed",
        "sure",
        "content.cell_malformed",
        "factors.a.standing",
        "",
    ),
    ("resources/reference/factors.csv", "b,,,", "a,,,", "content.duplicate_id", "factors", ""),
    ("resources/reference/factors.csv", "b,,,", ",,,", "content.row_without_key", "factors", ""),
    ("resources/reference/factors.csv", "b,,,", "b,,,,", "content.row_width", "b", ""),
    ("resources/reference/units.csv", "t,t,mass", 't,"t,mass', "content.csv_syntax", "", ""),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "item", "nearest"), PLANTED)
def test_a_planted_mistake_is_found_with_its_place(
    plot: Any, file: str, old: str, new: str, code: str, item: str, nearest: str
) -> None:
    line = plot.plant(file, old, new)
    faults = [fault for fault in faults_of(plot) if fault.code == code]
    assert faults, faults_of(plot)
    assert faults[0].file == file
    assert faults[0].item == item
    assert faults[0].nearest == nearest
    if code not in ("content.missing_key", "content.csv_syntax", "content.key_column", "content.wants_list"):
        assert abs(faults[0].line - line) <= 2


def test_a_misspelt_csv_column_is_named_with_the_nearest(plot: Any) -> None:
    plot.plant("resources/reference/factors.csv", "id,value", "id,valeu")
    codes = {(fault.code, fault.nearest) for fault in faults_of(plot)}
    assert codes == {("content.undeclared_column", "value"), ("content.missing_key", "")}


def test_a_key_column_must_be_declared(plot: Any) -> None:
    plot.plant("resources/reference/references.yaml", "key: id", "key: ids")
    fault = faults_of(plot)[0]
    assert (fault.code, fault.item, fault.nearest) == ("content.key_column", "factors", "id")


def test_all_mistakes_are_found_in_one_go(plot: Any) -> None:
    plot.plant("forms/tables/parts.yaml", "en: Amount", "en: No")
    plot.plant("forms/tables/plant.yaml", "single: true", "single: yes")
    plot.plant("forms/sources/common.yaml", "standing: confirmed", "standing: sure")
    plot.plant("resources/reference/factors.csv", "a,1.5", "a,x")
    assert [fault.file for fault in faults_of(plot)] == [
        "forms/sources/common.yaml",
        "forms/tables/parts.yaml",
        "forms/tables/plant.yaml",
        "resources/reference/factors.csv",
    ]


def test_two_mistakes_in_one_column_are_both_found(plot: Any) -> None:
    plot.plant(
        "forms/tables/parts.yaml",
        "id: amount, type: number, unit: kg",
        "id: amount, type: number, unit: 5, mnths: true",
    )
    assert [fault.code for fault in faults_of(plot)] == ["content.unknown_key", "content.reads_as_number"]


def test_a_file_nobody_reads_is_a_mistake(plot: Any) -> None:
    plot.write("forms/tabels/extra.yaml", "id: extra\n")
    fault = only(plot)
    assert (fault.code, fault.file, fault.nearest) == (
        "content.stray_file",
        "forms/tabels/extra.yaml",
        "tables/",
    )


def test_another_encoding_is_a_mistake(plot: Any) -> None:
    (plot.forms / "sources" / "common.yaml").write_bytes("law: {document: {zh: 法".encode("gbk"))
    assert only(plot).code == "content.not_utf8"


def test_a_byte_order_mark_of_excel_is_no_mistake(plot: Any) -> None:
    path = plot.resources / "reference" / "factors.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert faults_of(plot) == []


def test_a_message_said_in_two_files_is_a_mistake(plot: Any) -> None:
    plot.write("resources/messages/other.yaml", "content.example: {zh: 另, en: Another}\n")
    fault = only(plot)
    assert (fault.code, fault.item) == ("content.duplicate_id", "content.example")


def test_the_place_of_every_item_is_on_record(plot: Any) -> None:
    reading = read_all(plot.forms, plot.resources)
    assert reading.places["tables/parts.columns.amount.label.en"].line == 8
    assert reading.places["checks/P01.message"].file == "forms/checks/parts.yaml"
    assert reading.places["references/factors.b"].line == 3


def test_sheets_come_in_the_order_of_their_printed_numbers(plot: Any) -> None:
    sheet = (plot.forms / "sheets/stage1/1-1.yaml").read_text(encoding="utf-8")
    for number in ("1-10", "1-2"):
        text = sheet.replace("number: 1-1", f"number: {number}").replace(
            "s1_1", f"s_{number.replace('-', '_')}"
        )
        plot.write(f"forms/sheets/stage1/{number}.yaml", text)
    data, _ = read_content(plot.forms, plot.resources)
    assert data is not None
    assert [one.number for one in data.sheets] == ["1-1", "1-2", "1-10"]
