"""The streams of a balance as a drawing, the same as in the report."""

from __future__ import annotations

from desktop.content.types_report import ReportFlows
from desktop.reports.flow_drawings import flow_drawing
from desktop.ui.session import Session
from desktop.ui.widgets import Card, label
from desktop.ui.widgets.drawing import DrawingView


class FlowsCard(Card):
    """Each stream as wide as it is large; hidden while there is nothing to draw."""

    def __init__(self, session: Session, table: str) -> None:
        super().__init__(padding=14)
        self._session = session
        chapters = session.library.data.chapters
        blocks = (block for chapter in chapters for section in chapter.sections for block in section.blocks)
        drawn = (one for one in blocks if isinstance(one, ReportFlows) and one.table == table)
        self._block: ReportFlows | None = next(drawn, None)
        self._title = label("", "strong")
        self._note = label("", "caption", "soft", wrap=True)
        self.view = DrawingView()
        for part in (self._title, self.view, self._note):
            self.body.addWidget(part)

    def refresh(self, balance: str) -> None:
        """Draw the streams as they are."""
        block, session = self._block, self._session
        drawing = None
        if block is not None and balance:
            drawing, _ = flow_drawing(session.document, block, balance, session.lang)
        self.setVisible(drawing is not None)
        if block is not None and drawing is not None:
            self._title.setText(block.caption.get(session.lang))
            self._note.setText(block.note.get(session.lang) if block.note else "")
            self.view.show_drawing(drawing, block.caption.get(session.lang))
