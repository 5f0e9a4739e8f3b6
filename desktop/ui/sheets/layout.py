"""Which parts of a sheet stand together: tables that read as one, forms under one another, few fields above a table."""

from __future__ import annotations

from desktop.content.types import Sheet, View
from desktop.model.text import Lang
from desktop.ui.session import Session
from desktop.ui.sheets.findings import Filter, Findings
from desktop.ui.sheets.form.form import FormCard
from desktop.ui.sheets.grid.card import GridCard
from desktop.ui.sheets.grid.lines import Part, can_join
from desktop.ui.sheets.part import SheetPart
from desktop.ui.sheets.places import Question, columns_of, shows, table_of

FEW = 3  # fields that make a strip rather than a form
SPECIAL = ("matrix", "balance", "results", "ladder")
LONG: dict[Lang, int] = {"zh": 18, "en": 36}  # letters of a tab from which on only its first part is named
ROWS = ("grid", "cards")  # what few fields may stand above


class Group:
    """What one tab shows; built when first looked at."""

    def __init__(self, sheet: Sheet, views: list[View], session: Session, findings: Findings) -> None:
        self._sheet, self._views, self._session, self._findings = sheet, views, session, findings
        self.tables = {name for view in views for name in (view.table, view.parent, view.method) if name}
        self.leading = False
        self._parts: list[SheetPart] | None = None

    @property
    def built(self) -> bool:
        """Whether somebody looked at it already."""
        return self._parts is not None

    @property
    def parts(self) -> list[SheetPart]:
        """Its parts, built now if never looked at."""
        if self._parts is None:
            self._parts = _parts(self._sheet, self._views, self._session, self._findings)
        return self._parts

    def title(self, lang: Lang) -> str:
        """The titles of what reads as one table, else that of its main view."""
        return ("、" if lang == "zh" else ", ").join(self._titles(lang))

    def _titles(self, lang: Lang) -> list[str]:
        grids = [view for view in self._views if view.kind in ROWS]
        named = grids or self._views[:1]
        tables = self._session.library.tables
        return [(view.title or tables[view.table].title).get(lang) for view in named]

    def tab(self, lang: Lang) -> str:
        """The words of its tab: only the first title where all together would not leave room for the other tabs."""
        title, parts = self.title(lang), self._titles(lang)
        long = len(title) > LONG[lang] and len(parts) > 1
        return self._session.text("ui.sheets.tab_more", title=parts[0]) if long else title

    @property
    def filled(self) -> bool:
        """Whether there is anything to see in its first view."""
        view = self._views[0]
        return not view.table or bool(self._session.document.rows(view.table, view.filter))

    @property
    def in_trouble(self) -> bool:
        """Whether something is wrong in its tables."""
        return any(
            shows(self._session.document, view, place)
            for place in self._findings.places(Filter.PROBLEM)
            for view in self._views
        )

    def owns(self, path: str) -> bool:
        """Whether a path may stand here."""
        return table_of(path) in self.tables

    def show_path(self, path: str) -> bool:
        """Put the cursor there."""
        return any(part.show_path(path) for part in self.parts)

    def here(self) -> str:
        """The path under the cursor."""
        return next((path for part in self.parts if (path := part.here())), "")

    def start(self) -> None:
        """Put the cursor where people look first, unless it is somewhere already."""
        if not self.here():
            self.parts[-1].start()

    def count(self, narrowed: Filter) -> int | None:
        """Lines a filter leaves, in all parts."""
        counts = [count for part in self.parts if (count := part.count(narrowed)) is not None]
        return sum(counts) if counts else None

    def questions(self, narrowed: Filter) -> list[Question]:
        """Everything asked, in order."""
        return [question for part in self.parts for question in part.questions(narrowed)]


def groups_of(sheet: Sheet, session: Session, findings: Findings) -> list[Group]:
    """The tabs of a sheet."""
    batches = _batches(sheet, session)
    groups = [Group(sheet, views, session, findings) for views in batches]
    special = [n for n, views in enumerate(batches) if any(view.kind in SPECIAL for view in views)]
    if groups:
        shown = next((n for n in special if groups[n].filled), 0)
        groups[shown].leading = True
    return groups


def _batches(sheet: Sheet, session: Session) -> list[list[View]]:
    """Views by tab."""
    batches: list[list[View]] = []
    for view in sheet.views:
        before = batches[-1] if batches else []
        joined = [batch for batch in batches if _belongs(batch, view, session)]
        if joined:
            joined[-1].append(view)
        elif before and all(one.kind == "form" for one in before) and _is_strip(before, session):
            before.append(view)
        else:
            batches.append([view])
    return batches


def _belongs(batch: list[View], view: View, session: Session) -> bool:
    kinds = {one.kind for one in batch}
    if view.kind == "form":
        return kinds == {"form"}
    if view.kind != "grid" or "grid" not in kinds:
        return False
    first = next(one for one in batch if one.kind == "grid")
    return can_join(Part.of(session.document, first), Part.of(session.document, view))


def _is_strip(views: list[View], session: Session) -> bool:
    return sum(len(columns_of(session.library, view)) for view in views) <= FEW


def _parts(sheet: Sheet, views: list[View], session: Session, findings: Findings) -> list[SheetPart]:
    parts: list[SheetPart] = []
    grids = [view for view in views if view.kind == "grid"]
    strip = any(view.kind in ROWS for view in views) and any(view.kind == "form" for view in views)
    for view in views:
        match view.kind:
            case "form":
                parts.append(FormCard(session, findings, view, strip=strip))
            case "grid":
                if view is grids[0]:
                    parts.append(_table(sheet, grids, session, findings))
            case _:
                parts.append(_special(view, session, findings))
    return parts


def _table(sheet: Sheet, views: list[View], session: Session, findings: Findings) -> SheetPart:
    parts = [Part.of(session.document, view) for view in views]
    for part in parts:
        part.titled = len(parts) > 1
    return GridCard(session, findings, parts, key=f"{sheet.id}/{views[0].id}")


def _special(view: View, session: Session, findings: Findings) -> SheetPart:
    """Pages that are more than a table; imported when used."""
    match view.kind:
        case "cards":
            from desktop.ui.sheets.cards.card import CardsCard

            return CardsCard(session, findings, view)
        case "matrix":
            from desktop.ui.sheets.matrix.card import MatrixCard

            return MatrixCard(session, findings, view)
        case "balance":
            from desktop.ui.sheets.balance.card import BalanceCard

            return BalanceCard(session, findings, view)
        case "ladder":
            from desktop.ui.sheets.ladder.card import LadderCard

            return LadderCard(session, findings, view)
        case _:
            from desktop.ui.sheets.results.card import ResultsCard

            return ResultsCard(session, findings, view)
