"""What the navigator lists, computed from the audit: nothing is listed that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.content.types import Sheet, Stage
from desktop.document.planning import TABLE as PLANNING
from desktop.document.rehearsal import TABLE as REHEARSAL
from desktop.document.screening import BINDING as SCREENING
from desktop.document.techniques import CATALOGUE as TECHNIQUES
from desktop.model.problem import Severity
from desktop.ui.session import Session

Kind = Literal["page", "heading", "stage", "step", "sheet", "folder", "hidden"]

FOLDER = "folder:hidden"
"""The place of the line below which the sheets that do not apply stand."""

HIDDEN = -1
"""What is unfolded, in place of a stage, when these sheets are in sight."""

OPTIONS = "options"
MANY = 9  # a stage with more sheets names its steps between them


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. ``fraction`` is below zero where there is nothing to fill in; ``note`` stands below the text."""

    kind: Kind
    place: str
    text: str
    icon: str = ""
    fraction: float = -1.0
    trailing: str = ""
    errors: int = 0
    warnings: int = 0
    tip: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class StageState:
    """How far a stage is."""

    answered: int
    total: int

    @property
    def fraction(self) -> float:
        """0 to 1, or -1 where nothing is asked."""
        return self.answered / self.total if self.total else -1.0


def entries(session: Session, unfolded: int, sought: str = "") -> list[Entry]:
    """All lines, with the sheets of the ``unfolded`` stage; with ``sought``, the sheets of that number or title."""
    if sought.strip():
        return _found(session, sought.strip().casefold())
    text = session.text
    screening = (
        [Entry("page", "page:screening", text("ui.page.screening"), "landmark")]
        if SCREENING in session.library.bindings
        else []
    )
    lines = [
        Entry("page", "page:overview", text("ui.page.overview"), "layout-dashboard"),
        *screening,
        Entry("heading", "", text("ui.nav.stages")),
    ]
    for stage in asked_stages(session):
        state = stage_state(session, stage.number)
        trailing = f"{int(state.fraction * 100)}%" if state.fraction >= 0 else ""
        title = f"{stage.number} {stage_title(session, stage.number)}"
        lines.append(
            Entry(
                "stage",
                f"page:stage{stage.number}",
                title,
                fraction=state.fraction,
                trailing=trailing,
                tip=title,
            )
        )
        if stage.number == unfolded:
            lines += _sheets(session, stage)
    lines += _hidden(session, unfolded == HIDDEN)
    return [*lines, *_workbench(session)]


def _workbench(session: Session) -> list[Entry]:
    """The pages over the whole audit, those that have something to show."""
    document, text = session.document, session.text
    open_problems = sum(one.severity is not Severity.HINT for one in document.problems())
    lines = [
        Entry("heading", "", text("ui.nav.workbench")),
        Entry(
            "page",
            "page:problems",
            text("ui.page.problems"),
            "list-checks",
            trailing=str(open_problems or ""),
        ),
    ]
    if OPTIONS in session.library.tables:
        count = len(document.rows(OPTIONS))
        lines.append(
            Entry("page", "page:options", text("ui.page.options"), "coins", trailing=str(count or ""))
        )
    if TECHNIQUES in session.library.references:
        lines.append(Entry("page", "page:techniques", text("ui.page.techniques"), "lightbulb"))
    if PLANNING in session.library.tables:
        lines.append(Entry("page", "page:planner", text("ui.page.planner"), "target"))
    lines.append(Entry("page", "page:calculators", text("ui.page.calculators"), "calculator"))
    if REHEARSAL in session.library.references:
        lines.append(Entry("page", "page:rehearsal", text("ui.page.rehearsal"), "users"))
    if "evidence" in session.library.tables:
        count = len(document.rows("evidence"))
        lines.append(
            Entry("page", "page:evidence", text("ui.page.evidence"), "paperclip", trailing=str(count or ""))
        )
    if session.newer is not None:
        lines.append(Entry("page", "page:upgrade", text("ui.page.upgrade"), "info"))
    return lines


def _sheets(session: Session, stage: Stage) -> list[Entry]:
    """The sheets of a stage that apply, in the order of its steps, which are named where the sheets are many."""
    applies = session.document.applies
    sheets = [sheet for sheet in session.library.sheets if sheet.stage == stage.number and applies(sheet.id)]
    steps = list(stage.steps)
    sheets.sort(key=lambda sheet: steps.index(sheet.step) if sheet.step in steps else len(steps))
    lines: list[Entry] = []
    step = ""
    for sheet in sheets:
        if len(sheets) > MANY and sheet.step != step and sheet.step in stage.steps:
            step = sheet.step
            words = f"{step} {stage.steps[step].get(session.lang)}"
            lines.append(Entry("step", "", words, tip=words))
        lines.append(_sheet(session, sheet))
    return lines


def _hidden(session: Session, unfolded: bool) -> list[Entry]:
    """One line for all sheets that do not apply, and below it each with the answer that hid it, which it leads to."""
    hidden = session.document.hidden_sheets()
    if not hidden:
        return []
    words = session.text("ui.nav.hidden", count=str(len(hidden)))
    folder = Entry("folder", FOLDER, words, "filter", tip=session.text("ui.nav.hidden.tip"))
    return [folder, *(_hidden_sheet(session, sheet) for sheet in hidden if unfolded)]


def _hidden_sheet(session: Session, sheet: Sheet) -> Entry:
    place = f"page:{sheet.id}"
    why = session.document.why_hidden(place, session.lang)
    name = f"{sheet.number}  {sheet.title.get(session.lang)}"
    by = next(iter(session.document.hidden_by(place)), place)
    return Entry("hidden", by, name, tip=f"{name}\n{why}", note=why)


def _sheet(session: Session, sheet: Sheet) -> Entry:
    if not session.document.applies(sheet.id):
        return _hidden_sheet(session, sheet)
    found = session.document.progress().get(sheet.id)
    name = sheet.title.get(session.lang)
    return Entry(
        "sheet",
        f"page:{sheet.id}",
        f"{sheet.number}  {name}",
        errors=found.errors if found else 0,
        warnings=found.warnings if found else 0,
        tip=f"{sheet.number} {name}\n{sheet.purpose.get(session.lang)}",
    )


def _found(session: Session, sought: str) -> list[Entry]:
    """Sheets of any stage whose number or title, in either language, holds what is sought."""
    lines: list[Entry] = []
    for stage in asked_stages(session):
        hits = [
            sheet
            for sheet in session.library.sheets
            if sheet.stage == stage.number
            and any(sought in words.casefold() for words in (sheet.number, sheet.title.zh, sheet.title.en))
        ]
        if hits:
            lines.append(Entry("heading", "", f"{stage.number} {stage_title(session, stage.number)}"))
            lines += [_sheet(session, sheet) for sheet in hits]
    return lines or [Entry("heading", "", session.text("ui.nav.none"))]


def asked_stages(session: Session) -> tuple[Stage, ...]:
    """The stages that have sheets; one without has nothing to open."""
    asked = {sheet.stage for sheet in session.library.sheets}
    return tuple(stage for stage in session.library.data.stages if stage.number in asked)


def stage_title(session: Session, number: int) -> str:
    """The name of a stage, in the set of names the audit uses."""
    stage = next(one for one in session.library.data.stages if one.number == number)
    older = session.document.answer("audit.stage_names") == "older"
    return (stage.older if older else stage.title).get(session.lang)


def stage_state(session: Session, number: int) -> StageState:
    """Required questions of a stage: answered of applicable ones."""
    progress = session.document.progress()
    found = [
        progress[sheet.id]
        for sheet in session.library.sheets
        if sheet.stage == number and sheet.id in progress
    ]
    return StageState(sum(one.answered for one in found), sum(one.total for one in found))
