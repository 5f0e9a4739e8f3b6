"""The figures of options in both samples: legible, and with the figures of the dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.content.library import Library
from desktop.content.types_report import ReportFigure
from desktop.document.document import Document
from desktop.model.text import Lang
from desktop.reports.drawings import pictures
from desktop.reports.picture import Picture
from tests.builders import sample
from tests.unit.figures.legible import outside, overlapping

NEW = ("bubbles", "gantt", "pareto", "before_after", "tornado", "waterfall", "quadrants", "abatement")


def blocks(library: Library, kind: str) -> Iterator[ReportFigure]:
    """The figures of a kind the report asks for."""
    for chapter in library.data.chapters:
        for section in chapter.sections:
            for block in section.blocks:
                if isinstance(block, ReportFigure) and block.kind == kind:
                    yield block


def drawn(document: Document, kind: str, lang: Lang = "zh") -> list[Picture]:
    """All pictures of a kind that are printed now."""
    return [
        picture
        for block in blocks(document.library, kind)
        if not block.when or document.evaluate(block.when) is True
        for picture in pictures(document, block, lang)
    ]


@pytest.fixture(
    scope="module",
    params=[("aluminium", "assessment"), ("aluminium", "acceptance"), ("electroplating", "acceptance")],
)
def document(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    """A sample in one edition."""
    name, edition = request.param
    path: Path = tmp_path_factory.mktemp("options") / "a.qsa"
    with sample(name, path, edition=edition) as made:
        yield made


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", NEW)
def test_every_figure_of_the_samples_is_legible(document: Document, kind: str, lang: Lang) -> None:
    for picture in drawn(document, kind, lang):
        assert outside(picture.drawing) == [], picture.name
        assert overlapping(picture.drawing) == [], picture.name


def test_the_bridge_of_the_first_goal_is_that_of_the_dossier(document: Document) -> None:
    """Dossier method_and_worksheets.md 7.1: G1 by option, both editions."""
    if document.shown("enterprise.name", "zh").text != "示例铝业有限公司（虚构）":
        pytest.skip("the dossier gives the bridge of the aluminium sample")
    first = drawn(document, "waterfall")[0]
    wanted = {
        "assessment": ("12\u2009985.85", "−6.00", "−58.87", "−46.20", "+4.02", "12\u2009878.80"),
        "acceptance": ("12\u2009985.85", "−5.50", "−56.34", "−42.09", "+3.66", "12\u2009885.58"),
    }[document.edition]
    assert first.unit == "kWh/t"
    shown = [text for text in first.drawing.texts if text in wanted]
    assert tuple(shown) == wanted


def test_the_bridge_closes(document: Document) -> None:
    """Every residual of the samples is zero: contributions explain the whole change (dossier: other 0.0)."""
    binding = "bridge" if document.edition == "acceptance" else "bridge_planned"
    linked = [row for row in document.rows("outcomes") if document.run(binding, row).result is not None]
    assert linked
    for row in linked:
        shown = document.shown(f"{binding}[{row}].residual", "zh")
        assert shown.value == pytest.approx(0, abs=1e-6), row


def test_today_stands_in_the_plan_only_where_it_is_told(document: Document) -> None:
    block = next(blocks(document.library, "gantt"))
    quiet = pictures(document, block, "zh")[0].drawing
    told = pictures(document, block, "zh", dt.date(2026, 9, 1))[0].drawing
    assert not any("今天" in text for text in quiet.texts)
    assert any("2026-09-01" in text for text in told.texts)


def test_a_rate_below_zero_is_printed_as_none_and_kept_as_a_number(tmp_path: Path) -> None:
    """Dossier 3.9: ZG3's −14.4952 % is printed 无."""
    with sample("aluminium", tmp_path / "a.qsa", edition="assessment") as made:
        for lang, word in (("zh", "无"), ("en", "none")):
            shown = made.shown("economics[zg3].IRR@assessment", lang)  # type: ignore[arg-type]
            assert (shown.text, shown.with_unit, shown.worded) == (word, word, True)
            assert shown.value == pytest.approx(-14.4952, abs=5e-5)
        assert made.shown("economics[zg4].IRR@assessment", "zh").with_unit == "18.39\u2009%"
