"""The window notices that another library is in force, tries it, takes the audit over, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.content.overlay_files import ENVIRONMENT
from desktop.document import Document
from desktop.ui.main_window import MainWindow
from desktop.ui.navigator.entries import entries
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from desktop.ui.tasks import InlinePool
from desktop.ui.upgrade_page import UpgradePage
from tests.builders import an_audit, library, smelter

TCE = "energy[e1].tce@2025"
HEAD = ",".join(column.id for column in library().reference("coal_equivalent").columns)


@pytest.fixture
def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An overlay in which electricity counts twice."""
    row = {**library().reference("coal_equivalent").rows["electricity"], "calorific": "0.2458"}
    cells = ",".join(f'"{cell}"' for cell in row.values())
    folder = tmp_path / "own"
    (folder / "reference").mkdir(parents=True)
    (folder / "reference" / "coal_equivalent.csv").write_text(
        f"{HEAD},reason\n{cells},试验\n", encoding="utf-8"
    )
    monkeypatch.setenv(ENVIRONMENT, str(folder))
    return folder


@pytest.fixture
def window(app: QApplication, tmp_path: Path, settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on a small audit; looks at the library at once."""
    an_audit(tmp_path / "a.qsa", *smelter()).close()
    session = Session(settings=settings)
    made = MainWindow(session)
    made.watch._pool = InlinePool()
    qtbot.addWidget(made)
    made.show()
    session.open(Document.open(tmp_path / "a.qsa"))
    yield made
    made.close()


def pages(session: Session) -> set[str]:
    return {line.place for line in entries(session, 0)}


def said(page: UpgradePage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel))


def tce(session: Session) -> str:
    return session.document.shown(TCE, "zh").text


def page_of(window: MainWindow) -> UpgradePage:
    window.session.go_to("page:upgrade")
    page = window.pages.page("upgrade")
    assert isinstance(page, UpgradePage)
    page._pool = InlinePool()
    page.refresh()
    return page


def test_nothing_is_said_while_the_library_is_the_same(window: MainWindow) -> None:
    assert window.session.newer is None
    assert "page:upgrade" not in pages(window.session)
    assert "已按现行内容库" in said(page_of(window))


def test_notice_trial_upgrade_and_back(
    overlay: Path, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session = window.session
    assert session.newer is not None
    assert "page:upgrade" in pages(session)
    assert "内容库更新" in window.notice.text
    before = tce(session)
    page = page_of(window)
    assert page.action.isEnabled()
    assert TCE in said(page)
    assert "0.1229 → 0.2458" in said(page)
    assert tce(session) == before, "the trial writes nothing"
    qtbot.mouseClick(page.action, Qt.MouseButton.LeftButton)
    twice = 2 * 322698.36 * 1.229  # 10⁴ kWh at 0.1229 kgce each, in tce, counted twice
    assert float(tce(session).replace("\u2009", "")) == pytest.approx(twice, abs=0.01)
    assert session.newer is None
    assert "page:upgrade" not in pages(session)
    assert len([*tmp_path.glob("*before-upgrade*.qsa")]) == 1
    session.undo()
    assert tce(session) == before
    assert session.newer is not None, "noticed again"
    session.set_lang("en")
    assert "Figures that come out otherwise" in said(page_of(window))


def test_an_edit_meanwhile_makes_the_trial_anew(overlay: Path, window: MainWindow) -> None:
    from desktop.model.edit import SetValue

    page = page_of(window)
    first = page._plan
    window.session.record([SetValue("energy[e1].name", "交流电")], "document.set", path="energy[e1].name")
    assert page._plan is not first
    assert page.action.isEnabled()
    page.go()
    assert window.session.document.answer("energy[e1].name") == "交流电"
    assert window.session.document.log()[-1].kind == "upgrade"


def test_a_broken_overlay_is_told_and_does_no_harm(overlay: Path, window: MainWindow) -> None:
    (overlay / "reference" / "coal_equivalent.csv").write_text("id\n", encoding="utf-8")
    window.watch.look()
    assert "coal_equivalent.csv" in window.notice.text
    assert tce(window.session)


def test_new_audits_take_the_overlay(overlay: Path, window: MainWindow, tmp_path: Path) -> None:
    class Answers:
        def save_file(self, title: str, filter: str, name: str) -> Path:
            return tmp_path / "new.qsa"

    window.files._dialogs = Answers()  # type: ignore[assignment]
    window.files.new()
    rows = window.session.document.library.reference("coal_equivalent").rows
    assert rows["electricity"]["calorific"] == "0.2458"
    assert window.session.newer is None
