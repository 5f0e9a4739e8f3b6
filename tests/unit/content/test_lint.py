"""Lint: every kind of mistake fires once, names file, item and the nearest right name; a sound library is silent."""

# ruff: noqa: E501  one planted mistake a line

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from desktop.content.faults import ContentFault
from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.lint import lint, lint_directory
from desktop.content.lint_codes import lint_codes
from desktop.content.messages import fallback_messages
from desktop.content.read import read_all
from tests.unit.content.test_read import PLANTED as PLANTED_IN_FILES

QUESTIONS = "forms/tables/questions.yaml"
TABLE = "forms/tables/parts.yaml"
PLANT = "forms/tables/plant.yaml"
SHEET = "forms/sheets/stage1/1-1.yaml"
STAGES = "forms/stages.yaml"
GUIDE = """\
    "1.2":
      purpose: {zh: 组建小组, en: Form the team}
      who: {zh: 管理层, en: Management}
      evidence: {zh: 任命文件, en: Appointment}
      done: {zh: 已任命, en: The team is named}
"""
METHOD = "forms/methods/totals.yaml"
CHECK = "forms/checks/parts.yaml"
REPORT = "forms/report/1.yaml"

# file, what is replaced, by what, code, item, nearest
PLANTED = [
    (TABLE, "id: name, type", "id: Name, type", "content.bad_id", "parts.columns.Name", ""),
    (TABLE, "id: of, type", "id: from, type", "content.reserved_id", "parts.columns.from", ""),
    (TABLE, "id: of, type", "id: name, type", "content.duplicate_id", "parts.columns.name", ""),
    (TABLE, "row_label: name", "row_label: nam", "content.unknown_column", "parts.row_label", "name"),
    (TABLE, "row_label: name", "renamed: {old: nmae}", "content.unknown_column", "parts.renamed.old", "name"),
    (TABLE, "row_label: name", "renamed: {kind: name}", "content.renamed_exists", "parts.renamed.kind", ""),
    (TABLE, "choices: kind", "choices: kinds", "content.unknown_choices", "parts.columns.kind.choices", "kind"),
    (TABLE, "choices: kind", "reference: factor", "content.unknown_reference", "parts.columns.kind.reference", "factors"),
    (TABLE, "choices: kind", "choices: kind, reference: factors", "content.choices_or_reference", "parts.columns.kind", ""),
    (QUESTIONS, "reference: factors, column", "reference: factor, column", "content.unknown_reference", "questions.presets.reference", "factors"),
    (QUESTIONS, "column: factor}", "column: factro}", "content.unknown_column", "questions.presets.column", "factor"),
    ("resources/reference/factors.csv", "\nb,", "\nb c,", "content.preset_key", "factors.b c", "b-c"),
    (QUESTIONS, "column: factor}", "column: reply}", "content.preset_column", "questions.presets.column", "factor"),
    (QUESTIONS, "reference: factors, label", "reference: factors, many: true, label", "content.preset_column", "questions.presets.column", ""),
    (QUESTIONS, "reference: factors, label", "reference: factors, calculation: '\"a\"', label", "content.preset_column", "questions.presets.column", ""),
    (QUESTIONS, "reference: factors, label", "reference: factors, period: edition, label", "content.preset_column", "questions.presets.column", ""),
    (QUESTIONS, "row_label: factor\n", "row_label: factor\nsingle: true\n", "content.presets_single", "questions.presets", ""),
    (SHEET, "source: law", "source: law\nheadlines: [{path: 'questions[aa].reply', label: {zh: 答, en: Reply}}]", "content.unknown_row", "s1_1.headlines.#1.path", "a"),
    (SHEET, "kind: form, table: plant, columns: [output]", "kind: cards, table: questions, columns: []", "content.view_incomplete", "s1_1.views.plant", ""),
    (SHEET, "kind: form, table: plant, columns: [output]", "kind: cards, table: questions, columns: [factro]", "content.unknown_column", "s1_1.views.plant.columns", "factor"),
    (SHEET, "kind: form, table: plant, columns: [output]", "kind: cards, table: question, columns: [factor]", "content.unknown_table", "s1_1.views.plant.table", "questions"),
    (SHEET, "kind: form, table: plant, columns: [output]", "kind: cards, table: questions, columns: [factor], defaults: {factor: aa}", "content.unknown_choice", "s1_1.views.plant.defaults.factor", "a"),
    (TABLE, "choices: kind, ", "", "content.choices_or_reference", "parts.columns.kind", ""),
    (TABLE, "type: ref, table: parts", "type: ref, table: part", "content.unknown_table", "parts.columns.of.table", "parts"),
    (TABLE, "unit: kg", "unit: kgs", "content.unknown_unit", "parts.columns.amount.unit", "kg"),
    (TABLE, "unit: kg", "unit_from: unti", "content.unknown_column", "parts.columns.amount.unit_from", "unit"),
    (TABLE, "unit: kg", 'unit: "{unti}/t"', "content.unknown_column", "parts.columns.amount.unit", "unit"),
    (TABLE, "unit: kg", "unit: kg, unit_from: unit", "content.unit_twice", "parts.columns.amount", ""),
    (TABLE, "unit: kg, period: year", "unit: kg, months: true", "content.months_without_year", "parts.columns.amount", ""),
    (TABLE, "calculation: amount", "required: true, calculation: amount", "content.calculated_required", "parts.columns.share", ""),
    (TABLE, "calculation: amount / plant.output", "calculation: amount / plant.ouput", "expr.unknown_column", "parts.columns.share.calculation", "output"),
    (TABLE, "calculation: amount / plant.output", "calculation: amonut * 1", "expr.unknown_name", "parts.columns.share.calculation", "amount"),
    (TABLE, "calculation: amount / plant.output", "calculation: amount +", "expr.syntax", "parts.columns.share.calculation", ""),
    (TABLE, "calculation: amount / plant.output", "calculation: amount", "content.expression_unit", "parts.columns.share.calculation", ""),
    (TABLE, "calculation: amount / plant.output", "calculation: amount > plant.output", "content.expression_kind", "parts.columns.share.calculation", ""),
    (TABLE, "calculation: amount / plant.output", "calculation: share * 2", "content.circle", "parts.columns.share", ""),
    (TABLE, "en: Amount", "en: 数量", "content.words_same", "parts.columns.amount.label", ""),
    (TABLE, "zh: 数量", "zh: Amount of it", "content.words_not_chinese", "parts.columns.amount.label.zh", ""),
    (TABLE, "en: Amount", "en: 量", "content.words_not_english", "parts.columns.amount.label.en", ""),
    (TABLE, "en: Amount", 'en: " "', "content.words_missing", "parts.columns.amount.label.en", ""),
    (PLANT, "sources: [law]", "sources: [lwa]", "content.unknown_source", "plant.columns.output.help.sources", "law"),
    (PLANT, "      where: {zh: 生产报表, en: Production report}\n", "", "content.help_missing", "plant.columns.output", ""),
    (PLANT, "    constraint_message: {zh: 应大于零, en: Must be positive}\n", "", "content.constraint_unworded", "plant.columns.output", ""),
    (PLANT, "constraint: value > 0", "constraint: vlaue > 0", "expr.unknown_name", "plant.columns.output.constraint", "value"),
    ("forms/choices/common.yaml", "kind:\n", "other:\n  - {value: one, label: {zh: 一, en: One}}\nkind:\n", "content.choices_unused", "other", ""),
    ("forms/choices/common.yaml", "value: small", "value: big", "content.duplicate_id", "kind.big", ""),
    (STAGES, '    "1.1":\n', '    "1.2":\n', "content.unknown_step", "1.about.1.2", "1.1"),
    (STAGES, '    "1.1":\n', '    "1.2":\n', "content.step_unexplained", "1.steps.1.1", ""),
    (STAGES, 'Support}}\n  about:\n', 'Support}, "1.2": {zh: 小组, en: Team}}\n  about:\n' + GUIDE, "content.step_without_sheet", "1.about.1.2", ""),
    (STAGES, "en: The paper is filed}", "en: The paper is filed}\n      sheets: [s1_2]", "content.unknown_sheet", "1.about.1.1.sheets", "s1_1"),
    (SHEET, "stage: 1\n", "stage: 2\n", "content.unknown_stage", "s1_1.stage", ""),
    (SHEET, 'step: "1.1"', 'step: "1.2"', "content.unknown_step", "s1_1.step", "1.1"),
    (SHEET, "source: law", "source: lawn", "content.unknown_source", "s1_1.source", "law"),
    (SHEET, "source: law", "source: law\nchapter: c1_2", "content.unknown_chapter", "s1_1.chapter", "c1_1"),
    (SHEET, "source: law", "source: law\nrelevance: plant.output", "content.expression_kind", "s1_1.relevance", ""),
    (SHEET, "source: law", "source: law\nrelevance: plant.ouput", "expr.unknown_column", "s1_1.relevance", "output"),
    (SHEET, "source: law", "source: law\nrelevance: answered(plant.output)", "content.relevance_unasked", "s1_1.relevance", ""),
    (SHEET, "source: law", "source: law\nrelevance: count(parts.name) > 0", "content.relevance_without_answer", "s1_1.relevance", ""),
    (SHEET, "columns: [output]", "columns: [ouput]", "content.unknown_column", "s1_1.views.plant.columns", "output"),
    (SHEET, "table: plant", "table: plan", "content.unknown_table", "s1_1.views.plant.table", "plant"),
    (SHEET, "kind: form", "kind: grid", "content.view_kind", "s1_1.views.plant", ""),
    (SHEET, "kind: form", "kind: cards", "content.view_kind", "s1_1.views.plant", ""),
    (SHEET, "kind: form", "kind: balance", "content.view_incomplete", "s1_1.views.plant", ""),
    (SHEET, "method: totals", "method: total", "content.unknown_binding", "s1_1.views.totals.method", "totals"),
    (SHEET, "defaults: {kind: big}", "defaults: {kind: bigg}", "content.unknown_choice", "s1_1.views.parts.defaults.kind", "big"),
    (SHEET, 'filter: kind == "big"', 'filter: kind == "bgi"', "expr.not_a_choice", "s1_1.views.parts.filter", "big"),
    (SHEET, 'filter: kind == "big"', "filter: amount", "content.expression_kind", "s1_1.views.parts.filter", ""),
    (METHOD, "fields: {amount: 'in_unit(amount, \"kg\")'}", "fields: {amount: amount}", "content.input_without_unit", "totals.members.items.fields.amount", ""),
    (METHOD, "table: parts", "table: part", "content.unknown_table", "totals.members.items.table", "parts"),
    (METHOD, "unit: kg", "unit: kq", "content.unknown_unit", "totals.results.total", "kg"),
    (CHECK, "at: amount", "at: amuont", "content.unknown_column", "P01.at", "amount"),
    (CHECK, "when: amount > plant.output", "when: amount > plant.outptu", "expr.unknown_column", "P01.when", "output"),
    (CHECK, "超过 {expected}", "超过 {expectd}", "content.unknown_hole", "P01.message", "expected"),
    (CHECK, "超过 {expected}", "超过", "content.holes_differ", "P01.message", ""),
    (CHECK, "shows: {name: name}", "shows: {name: name, sort: kind}", "content.shows_unused", "P01.shows.sort", ""),
    (CHECK, "source: law", "source: laws", "content.unknown_source", "P01.source", "law"),
    (CHECK, "amount: 4000 kg", "amount: 4001 kg", "content.example_wrong", "P01.examples.#2", ""),
    (CHECK, "fires: true, given: {amount: 5 t, ", "fires: false, given: {", "content.examples_one_sided", "P01", ""),
    (CHECK, "amount: 4000 kg", "amonut: 4000 kg", "content.unknown_column", "P01.examples.#2", "amount"),
    (REPORT, "sheet: s1_1", "sheet: s1_2", "content.unknown_sheet", "c1.sections.c1_1.blocks.#2.sheet", "s1_1"),
    (REPORT, "view: parts", "view: part", "content.unknown_view", "c1.sections.c1_1.blocks.#2.view", "parts"),
    (REPORT, "source: parts.amount", "source: parts.amont", "content.unknown_column", "c1.sections.c1_1.blocks.#3.source", "amount"),
    (REPORT, "view: parts}", "view: parts, columns: [nmae]}", "content.unknown_column", "c1.sections.c1_1.blocks.#2.columns", "name"),
    (REPORT, "label: name}", "label: name, where: answered(nmae)}", "expr.unknown_name", "c1.sections.c1_1.blocks.#3.where", "name"),
    (REPORT, "label: name", "label: nmae", "content.unknown_column", "c1.sections.c1_1.blocks.#3.label", "name"),
    (REPORT, "source: parts.amount", "source: parts/", "content.path_malformed", "c1.sections.c1_1.blocks.#3.source", ""),
    (REPORT, "previous: of", "previous: ofs", "content.unknown_column", "c1.sections.c1_1.blocks.#5.previous", "of"),
    (REPORT, "answered(kind)", "answered(knd)", "expr.unknown_name", "c1.sections.c1_1.blocks.#5.where", "kind"),
    (REPORT, "kind: pareto, source: parts", "kind: pareto, source: part", "content.unknown_table", "c1.sections.c1_1.blocks.#6.source", "parts"),
    (REPORT, "{label: unit, value: amount}", "{label: unit}", "content.figure_role_missing", "c1.sections.c1_1.blocks.#6", ""),
    (REPORT, "{label: unit, value: amount}", "{value: amount, lable: unit}", "content.unknown_figure_role", "c1.sections.c1_1.blocks.#6.values", "label"),
    (REPORT, "{label: unit, value: amount}", "{label: unit, value: amuont}", "expr.unknown_name", "c1.sections.c1_1.blocks.#6.values.value", "amount"),
    (REPORT, "{label: unit, value: amount}", "{label: unit, value: name}", "content.expression_kind", "c1.sections.c1_1.blocks.#6.values.value", ""),
    (REPORT, "units: {value: kg}", "units: {value: kgs}", "content.unknown_unit", "c1.sections.c1_1.blocks.#6.units.value", "kg"),
    (REPORT, "units: {value: kg}, values", "units: {value: kg}, milestones: [plant.output], values", "content.figure_milestone", "c1.sections.c1_1.blocks.#6.milestones", ""),
    (REPORT, "kind: pareto, source: parts, units: {value: kg}, values: {label: unit, value: amount}", "kind: waterfall, source: totals, values: {before: plant.output, after: plant.output}", "content.figure_method", "c1.sections.c1_1.blocks.#6.source", ""),
    (REPORT, "table: parts, parent", "table: prats, parent", "content.unknown_table", "c1.sections.c1_1.blocks.#4.table", "parts"),
    (REPORT, "parent: of", "parent: ofs", "content.unknown_column", "c1.sections.c1_1.blocks.#4.parent", "of"),
    (REPORT, "rest: share", "rest: shar", "content.unknown_column", "c1.sections.c1_1.blocks.#4.rest", "share"),
    (REPORT, "answered(name)", "answered(nmae)", "expr.unknown_name", "c1.sections.c1_1.blocks.#4.where", "name"),
    (REPORT, "产量 {plant.output | t | 2}", "产量 {plant.output | t}", "content.holes_differ", "c1.sections.c1_1.blocks.#1.text", ""),
    (REPORT, "产量 {plant.output | t | 2}", "产量 {plant.output | t | two}", "content.hole_malformed", "c1.sections.c1_1.blocks.#1.text", ""),
    (REPORT, "产量 {plant.output | t | 2}", "产量 {plant.output | kWh | 2}", "content.expression_unit", "c1.sections.c1_1.blocks.#1.text", ""),
    ("forms/overview.yaml", "path: totals.total", "path: totals.totl", "content.unknown_result", "#1.path", "total"),
    ("resources/reference/references.yaml", "unit: kg", "unit: kgg", "content.unknown_unit", "factors.columns.value", "kg"),
    ("resources/messages/content.yaml", "zh: 例", 'zh: "例{n}"', "content.holes_differ", "content.example", ""),
]  # fmt: skip


def lint_of(plot: Any) -> list[ContentFault]:
    reading = read_all(plot.forms, plot.resources)
    assert reading.faults == []
    assert reading.data is not None
    return lint(reading.data, reading.places)


def test_a_sound_library_is_silent(plot: Any) -> None:
    assert lint_of(plot) == []


@pytest.mark.parametrize(("file", "old", "new", "code", "item", "nearest"), PLANTED)
def test_a_planted_mistake_is_found(
    plot: Any, file: str, old: str, new: str, code: str, item: str, nearest: str
) -> None:
    line = plot.plant(file, old, new)
    found = [fault for fault in lint_of(plot) if fault.code == code]
    assert found, lint_of(plot)
    assert (found[0].file, found[0].item, found[0].nearest) == (file, item, nearest)
    assert abs(found[0].line - line) <= 12


@pytest.mark.parametrize(("file", "old", "new", "code", "item", "nearest"), PLANTED)
def test_every_fault_is_a_whole_sentence_in_both_languages(
    plot: Any, file: str, old: str, new: str, code: str, item: str, nearest: str
) -> None:
    plot.plant(file, old, new)
    messages = fallback_messages()
    for fault in (one for one in lint_of(plot) if one.code.startswith("content.")):
        zh, en = messages.say_fault(fault, "zh"), messages.say_fault(fault, "en")
        assert zh != en
        assert fault.place in zh
        assert fault.place in en
        for said in (zh, en):
            unfilled = said.replace(fault.params.get("hole", ""), "").replace(
                fault.params.get("text", ""), ""
            )
            assert "{" not in unfilled or fault.code in ("content.holes_differ", "content.hole_malformed")
            assert fault.code != code or nearest in said


def test_a_circle_is_named_in_order(plot: Any) -> None:
    plot.plant(
        TABLE,
        "calculation: amount / plant.output",
        "calculation: two}\n  - {id: two, type: number, label: {zh: 二, en: Two}, calculation: three}\n"
        "  - {id: three, type: number, label: {zh: 三, en: Three}, calculation: share",
    )
    [circle] = [fault.params["circle"] for fault in lint_of(plot) if fault.code == "content.circle"]
    names = circle.split(" → ")
    assert names[0] == names[-1]
    after = dict(pairwise(names))
    assert after == {"parts.share": "parts.two", "parts.two": "parts.three", "parts.three": "parts.share"}


def test_a_look_at_the_year_before_is_no_circle(plot: Any) -> None:
    plot.plant(TABLE, "calculation: amount / plant.output", "calculation: 'share[year-1] * 1.02'")
    assert [fault.code for fault in lint_of(plot)] == []


def test_all_faults_come_at_once(plot: Any) -> None:
    plot.plant(TABLE, "unit: kg", "unit: kgs")
    plot.plant(SHEET, "columns: [output]", "columns: [ouput]")
    plot.plant(CHECK, "source: law", "source: laws")
    files = [fault.file for fault in lint_of(plot)]
    assert {TABLE, SHEET, CHECK} <= set(files)
    assert files == sorted(files)


def test_a_missing_translation_hides_no_other_mistake(plot: Any) -> None:
    plot.plant(TABLE, "zh: 数量, en: Amount", "zh: 数量")
    plot.plant(SHEET, "columns: [output]", "columns: [ouput]")
    plot.plant(CHECK, "source: law", "source: laws")
    found = [(fault.file, fault.code) for fault in lint_directory(plot.root)]
    assert found == [
        (CHECK, "content.unknown_source"),
        (SHEET, "content.unknown_column"),
        (TABLE, "content.missing_key"),
    ]


SPEAKING = """
def f(library, lang, kind):
    raise AuditError("content.example", n=1)
def g(library, lang, kind):
    library.message("content.exmaple", lang)
    open("content.yaml")
    return f"content.kind_{kind}"
def h(library, lang):
    return library.message("content.full", lang, nmae=1)
"""


def test_codes_in_the_program_are_held_against_the_catalogue(plot: Any, tmp_path: Path) -> None:
    plot.write(
        "resources/messages/content.yaml",
        "content.example: {zh: 例, en: An example}\ncontent.never: {zh: 从不, en: Never}\n"
        'content.full: {zh: "满{name}", en: "Full {name}"}\ncontent.kind_a: {zh: 甲, en: Kind A}\n',
    )
    code = tmp_path / "program"
    code.mkdir()
    (code / "room.py").write_text(SPEAKING, encoding="utf-8")
    reading = read_all(plot.forms, plot.resources)
    assert reading.data is not None
    findings = Findings(reading.places)
    lint_codes(Library(reading.data), findings, code)
    found = [(fault.code, fault.file, fault.line, fault.nearest) for fault in findings.faults]
    assert found == [
        ("content.message_missing", "program/room.py", 5, "content.example"),
        ("content.hole_unfilled", "program/room.py", 9, "nmae"),
        ("content.message_unused", "resources/messages/content.yaml", 2, ""),
    ]


def test_a_folder_without_forms_is_told(tmp_path: Path) -> None:
    assert [fault.code for fault in lint_directory(tmp_path)] == ["content.no_forms"]


def test_a_folder_is_linted_with_its_own_resources(plot: Any) -> None:
    assert lint_directory(plot.root) == []
    plot.plant(TABLE, "unit: kg", "unit: kgs")
    assert [fault.code for fault in lint_directory(plot.root)] == ["content.unknown_unit"]
    assert [fault.code for fault in lint_directory(plot.forms)] == ["content.unknown_unit"]


# Codes that are no faults of an author: what is said around faults, or while the program runs; and faults planted
# by tests of their own.
_NOT_PLANTED = {
    "content.broken",
    "content.nearest",
    "content.no_such",
    "content.no_such_row",
    "content.no_such_column",
    "content.snapshot_damaged",
    "content.snapshot_newer",
}
_PLANTED_ELSEWHERE = {
    *(
        f"content.indicator_{one}" for one in ("word", "order", "sum", "open")
    ),  # tests/content/test_indicators.py
    *("content.edition_unknown", "content.editions_overlap"),  # tests/content/test_editions.py
    *(
        f"content.{one}"
        for one in (
            "own_row",
            "own_hint",
            "own_broken",
            "own_reason",
            "own_id",
            "own_base_row",
            "own_base_question",
            "unknown_question",
        )
    ),  # test_overlay.py
    "content.cards_unnamed",
    "content.not_utf8",
    "content.unreadable",
    "content.stray_file",
    "content.undeclared_column",
    "content.key_column",
    "content.unit_malformed",
    "content.message_missing",
    "content.message_unused",
    "content.hole_unfilled",
    "content.no_forms",
    "content.wants_number",
}


def test_every_kind_of_mistake_is_planted_somewhere() -> None:
    codes = {code for code in fallback_messages().texts if code.startswith("content.")} - _NOT_PLANTED
    planted = {row[3] for row in [*PLANTED, *PLANTED_IN_FILES]}
    assert codes - planted - _PLANTED_ELSEWHERE == set()


def test_cards_need_names_for_their_rows(plot: Any) -> None:
    plot.plant(SHEET, "kind: grid", "kind: cards")
    assert lint_of(plot) == []
    plot.plant(TABLE, "row_label: name\n", "")
    assert [fault.code for fault in lint_of(plot)] == ["content.cards_unnamed"]
