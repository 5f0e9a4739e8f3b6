"""What the search field offers for some words: places of the audit and actions of the window."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.actions import SPECS, Actions
from desktop.ui.session import Session

LIMIT = 40


@dataclass(frozen=True, slots=True)
class Result:
    """One offer: a place to go to, or an action to do."""

    title: str
    detail: str = ""
    icon: str = ""
    place: str = ""
    action: str = ""


def results(session: Session, actions: Actions, words: str, recent: tuple[str, ...]) -> list[Result]:
    """Offers for the words; without words the places visited lately and what can be done."""
    wanted = words.strip()
    if not wanted:
        return [*_recent(session, recent), *_actions(session, actions, "")]
    return [*_places(session, wanted), *_actions(session, actions, wanted)]


def _places(session: Session, words: str) -> list[Result]:
    found = []
    names = {sheet.id: f"{sheet.number} {sheet.title.get(session.lang)}" for sheet in session.library.sheets}
    for hit in session.document.search(words, session.lang, LIMIT):
        is_page = hit.path.startswith("page:")
        where = "" if is_page else names.get(hit.sheet, "")
        detail = " · ".join(part for part in (where, hit.snippet.replace("\n", " ")) if part)
        found.append(Result(hit.title, detail, "table-2" if is_page else "pencil", place=hit.path))
    return found


def _recent(session: Session, recent: tuple[str, ...]) -> list[Result]:
    found = []
    for place in recent:
        if place.startswith("page:"):
            title = page_title(session, place.removeprefix("page:"))
        else:
            title = session.document.label(place, session.lang)
        found.append(Result(title, session.text("ui.search.recent"), "history", place=place))
    return found


def _actions(session: Session, actions: Actions, words: str) -> list[Result]:
    found = []
    for spec in SPECS:
        name = actions[spec.id].text()
        both = f"{name} {session.library.message(f'ui.action.{spec.id}', 'zh')}"
        both += f" {session.library.message(f'ui.action.{spec.id}', 'en')}"
        hit = all(word in both.casefold() for word in words.casefold().split())
        if spec.id != "search" and actions[spec.id].isEnabled() and hit:
            found.append(Result(name, actions.keys_of(spec.id), spec.icon or "chevron-right", action=spec.id))
    return found


def page_title(session: Session, page_id: str) -> str:
    """What a page is called."""
    for sheet in session.library.sheets:
        if sheet.id == page_id:
            return f"{sheet.number} {sheet.title.get(session.lang)}"
    for stage in session.library.data.stages:
        if page_id == f"stage{stage.number}":
            return f"{stage.number} {stage.title.get(session.lang)}"
    return session.text(f"ui.page.{page_id}")
