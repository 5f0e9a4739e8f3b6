"""Reading figures for the overview: which period a headline means, and facts that may not exist in the content."""

from __future__ import annotations

from desktop.content.types import Headline
from desktop.model.path import Path, parse_path
from desktop.model.period import PeriodKind
from desktop.model.shown import Shown
from desktop.ui.session import Session


def period_kind(session: Session, path: Path) -> PeriodKind:
    """What sort of period the place takes."""
    column = session.library.column(path.table, path.column)
    if column is not None:
        return column.period
    binding = session.library.bindings.get(path.table)
    return binding.period if binding is not None else "none"


def in_force(session: Session, text: str) -> str:
    """A headline path without period means the base year, or the edition of the audit."""
    path = parse_path(text)
    if path.period:
        return text
    match period_kind(session, path):
        case "year":
            return str(path.at(session.document.base_year))
        case "edition":
            return str(path.at(session.document.edition))
        case _:
            return text


def shown_headline(session: Session, headline: Headline) -> Shown:
    """The figure of a headline."""
    return session.document.shown(in_force(session, headline.path), session.lang, headline.unit)


def headline_name(session: Session, headline: Headline) -> str:
    """What the figure is called: by the plant's own indicator where it has one, else by the content."""
    own = fact(session, headline.name_from) if headline.name_from else ""
    return own or headline.label.get(session.lang)


def fact(session: Session, path: str) -> str:
    """An answer in words, empty where the content does not ask it or nobody has answered."""
    place = parse_path(path)
    if session.library.column(place.table, place.column) is None:
        return ""
    shown = session.document.shown(path, session.lang)
    return shown.text if shown.state in ("given", "calculated") else ""


def fact_with_unit(session: Session, path: str) -> str:
    """The same with its unit."""
    return session.document.shown(path, session.lang).with_unit if fact(session, path) else ""
