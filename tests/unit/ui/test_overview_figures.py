"""The first page says of the main figure which limit it keeps, and of a share by how many points it moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.document import Document
from desktop.model.edit import SetValue
from desktop.ui.overview.figures import FigureCard
from desktop.ui.session import Session
from desktop.ui.settings import Settings
from tests.builders import sample

OUTPUT_2025 = 248500  # t, sample_aluminium.json: 322 698.36 万kWh / 12 985.85 kWh/t


@pytest.fixture
def session(app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[Session]:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        yield Session(document, settings=settings)


def remark(session: Session, at: int) -> str:
    card = FigureCard(session, session.library.data.overview[at])
    card.refresh()
    return card.accessibleName()


def use(document: Document, specific: float) -> None:
    """Rectifier power so that the specific use is as given."""
    amount = specific * OUTPUT_2025 / 1e4
    document.record([SetValue("energy[e1].amount@2025", {"value": f"{amount:.6f}", "unit": "万kWh"})])


@pytest.mark.parametrize(
    ("specific", "words"),
    [  # GB 21346-2022 and the benchmark level: 13 000, limit 13 350 kWh/t
        (12985.85, "标杆水平 13000 以内"),
        (13100.0, "限额 13350 以内"),
        (13400.0, "高于限额 13350"),
    ],
)
def test_the_main_figure_is_held_against_its_limits(session: Session, specific: float, words: str) -> None:
    use(session.document, specific)
    assert words in remark(session, 0).replace("\u2009", "")


def test_a_share_changes_by_points(session: Session) -> None:
    shares = [at for at, one in enumerate(session.library.data.overview) if one.unit == "%"]
    assert shares
    assert "个百分点" in remark(session, shares[0])
