"""Preparation and administration: fixed questions, law by date, editions of the sample, frequent slips."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.document.document import Document
from desktop.model.answer import Json
from desktop.model.edit import AddRow, Edit, SetValue
from desktop.reports.build import build_report
from desktop.reports.model import Signature
from tests.content.figures import both_editions
from tests.content.slips import assert_found_and_undone


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Document]]:
    with both_editions("aluminium", tmp_path_factory.mktemp("administration")) as made:
        yield made


@pytest.mark.parametrize(
    ("table", "rows"), [("plan", 9), ("triggers", 5), ("documents", 19), ("compliance", 8)]
)  # counts of the worksheets' preset rows
def test_a_new_audit_begins_with_the_fixed_questions(tmp_path: Path, table: str, rows: int) -> None:
    document = Document.create(tmp_path / "new.qsa")
    try:
        assert len(document.rows(table)) == rows
    finally:
        document.close()


@pytest.mark.parametrize(
    ("listed_on", "case", "statute"),
    [
        ("2026-08-14", "toxic-discharge", "清洁生产促进法第二十七条第二款（三）"),
        ("2026-08-15", "toxic-discharge", "生态环境法典第九百六十七条第一款（二）"),
        ("2026-08-14", "over-total", "清洁生产促进法第二十七条第二款（一）"),
        ("2026-08-15", "over-total", "生态环境法典第九百六十七条第一款（一）"),
        ("2026-08-14", "high-energy", "清洁生产促进法第二十七条第二款（二）"),
    ],
)
def test_the_statute_follows_the_date_of_the_list(
    samples: dict[str, Document], listed_on: str, case: str, statute: str
) -> None:
    document = samples["assessment"]
    document.record([SetValue("audit.listed_on", listed_on)], label="document.edited")
    try:
        column = "law" if listed_on < "2026-08-15" else "code"
        assert document.shown(f"triggers[{case}].{column}", "zh").text == statute
        other = {"law": "code", "code": "law"}[column]
        assert document.shown(f"triggers[{case}].{other}", "zh").state == "hidden"
    finally:
        document.undo()


def test_after_the_code_high_energy_is_to_be_confirmed(samples: dict[str, Document]) -> None:
    document = samples["assessment"]
    document.record([SetValue("audit.listed_on", "2026-09-01")], label="document.edited")
    try:
        said = document.shown("triggers[high-energy].code", "zh").text
        assert "未单列" in said
        assert "确认" in said
    finally:
        document.undo()


def test_the_assessment_edition_does_not_know_what_came_later(samples: dict[str, Document]) -> None:
    """Comments of the meeting of 2026-06-18 and what followed belong to the acceptance edition (dossier: minutes)."""
    for edition, opinions, meetings, trainings in (("assessment", 0, 4, 3), ("acceptance", 7, 6, 4)):
        document = samples[edition]
        assert len(document.rows("opinions")) == opinions
        assert len(document.rows("meetings")) == meetings
        assert len(document.rows("trainings")) == trainings


def test_the_day_of_publication_is_typed_once(samples: dict[str, Document]) -> None:
    assert samples["acceptance"].value("audit.published_on") == "2026-01-26"


SLIPS: list[tuple[str, list[Edit], str]] = [
    (
        "over the quota, denied",
        [SetValue("pollutants[a3].amount@2025", {"value": "700", "unit": "t"})],
        "triggers_over_denied:triggers[over-total].hit",
    ),
    (
        "below the limit, called over",
        [SetValue("triggers[high-energy].hit", True)],
        "triggers_not_over:triggers[high-energy].hit",
    ),
    (
        "a case the list does not name",
        [SetValue("triggers[toxic-use].hit", True)],
        "triggers_differ_from_list:triggers[toxic-use].hit",
    ),
    (
        "appointed after the first training",
        [SetValue("basis_documents[bd-2].on", "2026-03-05")],
        "basis_document_after_training:basis_documents[bd-2].on",
    ),
    (
        "an obsolete machine without a plan",
        [SetValue("equipment[cells-1].obsolete", True)],
        "equipment_obsolete_no_plan:equipment[cells-1].plan_on",
    ),
    (
        "not in compliance, nothing done",
        [SetValue("compliance[permit].complies", False)],
        "compliance_no_action:compliance[permit].action",
    ),
    (
        "a missing paper without a substitute",
        [SetValue("documents[site-plan].available", "none")],
        "document_no_substitute:documents[site-plan].remark",
    ),
    (
        "a stage before the one ahead of it",
        [SetValue("plan[stage-1].start", "2026-03-10"), SetValue("plan[stage-2].start", "2026-03-01")],
        "plan_order:plan[stage-2].start",
    ),
    (
        "nothing for the shop floor",
        [SetValue("trainings[tr-2].level", ["management"])],
        "training_no_shop_floor:trainings.level",
    ),
    (
        "half of what must be published",
        [SetValue("publications[pub-1].items", ["identity", "pollutants"])],
        "publication_items_toxic:publications[pub-1].items",
    ),
    (
        "approved before it was compiled",
        [
            AddRow("declarations", {"matter": "report_compile", "edition": "assessment", "on": "2026-05-28"}, row="d1"),
            AddRow("declarations", {"matter": "report_approve", "edition": "assessment", "on": "2026-05-20"}, row="d2"),
        ],
        "declaration_order:declarations[d2].on",
    ),
    (
        "a wrong check digit",
        [SetValue("toxics[tox-alf3].cas", "75-09-3")],
        "constraint:toxics[tox-alf3].cas",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "wanted"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_a_slip_is_found_and_goes_with_undo(
    samples: dict[str, Document], edits: list[Edit], wanted: str
) -> None:
    assert_found_and_undone(samples["assessment"], edits, wanted)


def test_a_granted_extension_moves_the_date_of_the_report(samples: dict[str, Document]) -> None:
    document = samples["assessment"]
    late = "audit_reported_late:audit.reported_on"
    document.record([SetValue("audit.reported_on", "2027-02-01")], label="document.edited")
    assert late in {problem.id for problem in document.problems()}
    granted: dict[str, Json] = {"kind": "extension", "answer": "approved", "granted_until": "2027-03-31"}
    document.record([AddRow("extensions", granted, row="ex-1")], label="document.edited")
    assert late not in {problem.id for problem in document.problems()}
    document.undo()
    document.undo()


def test_the_signature_page_carries_the_day_that_was_registered(samples: dict[str, Document]) -> None:
    document = samples["assessment"]
    signed: dict[str, Json] = {"matter": "report_approve", "person": "pe-1", "on": "2026-05-28"}
    other = signed | {"edition": "acceptance", "on": "2027-09-30"}
    document.record(
        [
            AddRow("declarations", signed | {"edition": "assessment"}, row="d1"),
            AddRow("declarations", other, row="d2"),
        ],
        label="document.edited",
    )
    try:
        report = build_report(document.snapshot(), "audit", "zh")
        _, approval = (block for block in report.blocks if isinstance(block, Signature))
        days = {row[1].text: row[3].text for row in approval.rows}
        assert days == {"冯明": "", "孙慧敏": "", "赵志远": "2026年5月28日"}
    finally:
        document.undo()
