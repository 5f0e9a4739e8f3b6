"""Floors for reports: what plain reportlab and plain openpyxl need for the same cells."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as WorkbookCell
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, LongTable, PageTemplate, Paragraph
from reportlab.platypus.tableofcontents import TableOfContents

from desktop.reports.model import Facts, Heading, Prose, Report, Table
from desktop.reports.pdf.fonts import typeface
from desktop.reports.xlsx.style import add_styles


def plain_pdf(report: Report) -> bytes:
    """The texts and tables of a report as CJK paragraphs in platypus tables, contents in two passes."""
    for style in ("serif", "sans", "bold"):
        typeface(style)
    target = BytesIO()
    document = _Contents(target)
    document.addPageTemplates(PageTemplate("page", Frame(60, 60, 475, 720)))
    document.multiBuild(list(_story(report)))
    return target.getvalue()


def _story(report: Report) -> Iterator[Flowable]:
    body = ParagraphStyle("body", fontName="NotoSerifSC-Regular", fontSize=10.5, leading=19, wordWrap="CJK")
    cell = ParagraphStyle("cell", fontName="NotoSansSC-Regular", fontSize=7.5, leading=10, wordWrap="CJK")
    head = ParagraphStyle("head", fontName="NotoSansSC-Bold", fontSize=14, leading=20, wordWrap="CJK")
    yield TableOfContents(tableStyle=None)
    for block in report.blocks:
        match block:
            case Heading():
                yield Paragraph(_safe(block.text), head)
            case Prose(pieces):
                yield Paragraph(
                    _safe("".join(one if isinstance(one, str) else one.printed for one in pieces)), body
                )
            case Facts(facts=facts) if facts:
                yield _table([[fact.label, fact.cell.printed] for fact in facts], cell)
            case Table(columns=columns, rows=rows) if rows:
                heads = [column.head for column in columns]
                lines = [[one.printed for one in row.cells] for row in rows]
                yield _table([heads, *(line + [""] * (len(heads) - len(line)) for line in lines)], cell, 1)
            case _:
                pass


def _table(lines: list[list[str]], style: ParagraphStyle, heads: int = 0) -> LongTable:
    made: list[list[Any]] = [[Paragraph(_safe(text), style) for text in line] for line in lines]
    return LongTable(made, colWidths=[460 / len(lines[0])] * len(lines[0]), repeatRows=heads)


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\u2009", " ").replace("\n", "<br/>")


class _Contents(BaseDocTemplate):
    """Tells the contents about headings, which is what makes a second pass necessary."""

    def afterFlowable(self, flowable: Flowable) -> None:
        """Note a heading."""
        if isinstance(flowable, Paragraph) and flowable.style.name == "head":
            self.notify("TOCEntry", (0, flowable.getPlainText(), self.page))


def plain_workbook(book: Workbook) -> bytes:
    """The cells of a workbook written again, value by value and style by style."""
    copy = Workbook()
    copy.remove(copy.worksheets[0])
    add_styles(copy)
    for sheet in book.worksheets:
        other = copy.create_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, WorkbookCell) and cell.value is not None:
                    made = other.cell(cell.row, cell.column, cell.value)
                    made.style = cell.style
                    made.number_format = cell.number_format
    target = BytesIO()
    copy.save(target)
    return target.getvalue()
