"""The ladder of a grading: verdict in words, the button that fills in a system, the card on the overview."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.document import Document
from desktop.document.grading import filling, row_of
from desktop.model.edit import AddRow, SetValue
from desktop.ui.overview.grade import GradeCard
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.sheets.findings import Findings
from desktop.ui.sheets.ladder.card import LadderCard
from desktop.ui.widgets import Button, Chip
from desktop.ui.widgets.drawing import DrawingView
from tests.builders import an_audit, sample


def card_of(document: Document, qtbot: QtBot, settings: Settings) -> tuple[Session, LadderCard]:
    session = Session(document, settings=settings)
    view = next(one for one in session.library.sheet("x2_09").views if one.kind == "ladder")
    card = LadderCard(session, Findings.of(session), view)
    qtbot.addWidget(card)
    card.show()
    return session, card


def buttons(card: LadderCard) -> dict[str, Button]:
    return {one.text(): one for one in card.findChildren(Button) if one.isVisible()}


def test_filling_from_the_system_is_one_click_and_one_undo(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    row = AddRow("gradings", {"name": "全厂", "origin": "library"}, row="g")
    session, card = card_of(an_audit(tmp_path / "a.qsa", row), qtbot, settings)
    assert buttons(card) == {}  # nothing to fill in before a system is chosen
    session.document.record([SetValue("gradings[g].system", "electroplating-2015-general")])
    buttons(card)["按体系填入指标"].click()
    assert len(session.document.rows("indicator_values")) == 25
    assert buttons(card) == {}
    assert session.document.undo_label("zh") == "按指标体系填入 25 项指标"
    session.undo()
    assert session.document.rows("indicator_values") == ()
    assert list(buttons(card)) == ["按体系填入指标"]
    session.close()


def test_the_first_thing_graded_is_added_here(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    session, card = card_of(an_audit(tmp_path / "a.qsa"), qtbot, settings)
    buttons(card)["添加评价对象"].click()
    assert len(session.document.rows("gradings")) == 1
    session.close()


@pytest.mark.parametrize(
    ("edition", "chip", "line"),
    [
        ("assessment", "无法判定（介于未达Ⅲ级与Ⅱ级之间）", "电镀用水重复利用率"),
        ("acceptance", "Ⅱ级 · 国内清洁生产先进水平", "34.15"),
    ],
)
def test_verdict_and_what_is_in_the_way(
    qtbot: QtBot, settings: Settings, tmp_path: Path, edition: str, chip: str, line: str
) -> None:
    session, card = card_of(sample("electroplating", tmp_path / "a.qsa", edition), qtbot, settings)
    said = [one.accessibleName() for one in card.findChildren(Chip) if one.isVisible()]
    assert chip in said
    assert line in card.words
    drawn = card.findChild(DrawingView).accessibleName()
    assert drawn.index("单位产品每次清洗取水量") < drawn.index("镍利用率")  # limiting first
    assert ("缺数据，不判级" in drawn) is (edition == "assessment")
    assert card.here() == f"grade[plant].level@{edition}"
    session.set_lang("en")
    assert "Water intake per rinse" in card.findChild(DrawingView).accessibleName()
    session.close()


def test_the_overview_tells_level_or_reason(qtbot: QtBot, settings: Settings, tmp_path: Path) -> None:
    session = Session(sample("aluminium", tmp_path / "a.qsa"), settings=settings)
    card = GradeCard(session)
    qtbot.addWidget(card)
    card.show()
    card.refresh()
    said = [one.accessibleName() for one in card.findChildren(Chip) if one.isVisible()]
    assert said == ["无法判定"]
    wanted: list[str] = []
    session.place_wanted.connect(wanted.append)
    card.findChildren(Button)[0].click()
    assert wanted == ["page:x2_09"]
    session.close()


def test_answers_of_the_system_before_are_shown_then_reused(
    qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    old, new = "pcb-hj450-2008", "pcb-2020s-weighted"
    row = AddRow("gradings", {"name": "全厂", "origin": "library", "system": old}, row="g")
    session, card = card_of(an_audit(tmp_path / "a.qsa", row), qtbot, settings)
    document = session.document
    document.record(filling(document, "g"))
    copper = f"indicator_values[{row_of('g', f'{old}.hj450-26')}].actual@assessment"
    document.record([SetValue(copper, "91"), SetValue("gradings[g].system", new)])
    document.record(filling(document, "g"))
    now = f"indicator_values[{row_of('g', f'{new}.pcb28')}].actual@assessment"
    buttons(card)["看可沿用的 1 项答案"].click()
    assert "金属铜回收率" in card.words
    assert "91" in card.words
    assert document.stored(now) is None
    buttons(card)["沿用这 1 项"].click()
    assert document.stored(now) == {"value": "91", "unit": "%"}
    assert buttons(card) == {}
    assert document.undo_label("zh") == "沿用旧体系的 1 项答案"
    session.close()
