"""Which pages there are, and how each is made on its first visit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.session import Session
from desktop.ui.watch import Watch

MARGIN = 24


class ScrollPage(QScrollArea):
    """A page that scrolls as a whole; put things into ``content``."""

    def __init__(self, page_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"page:{page_id}")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setProperty("page", True)
        self.content = QVBoxLayout(inside)
        self.content.setContentsMargins(MARGIN, 20, MARGIN, MARGIN)
        self.content.setSpacing(16)
        self.setWidget(inside)

    def refresh(self) -> None:
        """Read the audit again."""

    def watch(self, session: Session) -> None:
        """Keep up with the audit and the language."""
        Watch(self, session, self.refresh)


def page_ids(session: Session) -> list[str]:
    """All pages of the open audit, in the order of the navigator."""
    asked = sorted({sheet.stage for sheet in session.library.sheets})
    stages = [f"stage{number}" for number in asked]
    return [
        "overview",
        "screening",
        *stages,
        *(sheet.id for sheet in session.library.sheets),
        "options",
        "techniques",
        "planner",
        "calculators",
        "problems",
        "rehearsal",
        "evidence",
        "report",
        "upgrade",
    ]


def has_context(page_id: str, session: Session) -> bool:
    """Whether the right panel belongs beside this page: it explains the figure under the cursor of a sheet."""
    return any(sheet.id == page_id for sheet in session.library.sheets)


def make_page(page_id: str, session: Session) -> QWidget:
    """Build a page."""
    maker = _MAKERS.get(page_id)
    if maker is not None:
        return maker(session)
    if page_id.startswith("stage"):
        from desktop.ui.stage_page import StagePage

        return StagePage(int(page_id[5:]), session)
    from desktop.ui.sheets import create_sheet_page

    page = create_sheet_page(session.library.sheet(page_id), session)
    page.setObjectName(f"page:{page_id}")
    return page


def _overview(session: Session) -> QWidget:
    from desktop.ui.overview import OverviewPage

    return OverviewPage(session)


def _problems(session: Session) -> QWidget:
    from desktop.ui.problems_page import ProblemsPage

    return ProblemsPage(session)


def _screening(session: Session) -> QWidget:
    from desktop.ui.screening_page import ScreeningPage

    return ScreeningPage(session)


def _techniques(session: Session) -> QWidget:
    from desktop.ui.techniques_page import TechniquesPage

    return TechniquesPage(session)


def _calculators(session: Session) -> QWidget:
    from desktop.ui.calculators import CalculatorsPage

    return CalculatorsPage(session)


def _planner(session: Session) -> QWidget:
    from desktop.ui.planner_page import PlannerPage

    return PlannerPage(session)


def _options(session: Session) -> QWidget:
    from desktop.ui.options_page import OptionsPage

    return OptionsPage(session)


def _rehearsal(session: Session) -> QWidget:
    from desktop.ui.rehearsal_page import RehearsalPage

    return RehearsalPage(session)


def _evidence(session: Session) -> QWidget:
    from desktop.ui.evidence_page import EvidencePage

    return EvidencePage(session)


def _report(session: Session) -> QWidget:
    from desktop.ui.report_page import ReportPage

    return ReportPage(session)


def _upgrade(session: Session) -> QWidget:
    from desktop.ui.upgrade_page import UpgradePage

    return UpgradePage(session)


def _welcome(session: Session) -> QWidget:
    from desktop.ui.welcome_page import WelcomePage

    return WelcomePage(session)


# Imported when made: a window starts with one page, not with all of them.
_MAKERS: dict[str, Callable[[Session], QWidget]] = {
    "overview": _overview,
    "problems": _problems,
    "screening": _screening,
    "options": _options,
    "techniques": _techniques,
    "planner": _planner,
    "calculators": _calculators,
    "rehearsal": _rehearsal,
    "evidence": _evidence,
    "report": _report,
    "upgrade": _upgrade,
    "welcome": _welcome,
}
