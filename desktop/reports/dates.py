"""Dates and months as reports write them."""

from __future__ import annotations

import datetime as dt

from desktop.model.period import kind_of
from desktop.model.text import Lang

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def date_text(iso: str, lang: Lang) -> str:
    """A day.

    >>> date_text("2025-12-30", "zh"), date_text("2025-12-30", "en")
    ('2025年12月30日', '30 December 2025')
    """
    try:
        day = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def period_text(period: str, lang: Lang) -> str:
    """A year, a month, or a span of months.

    >>> period_text("2026-02", "zh"), period_text("2026-07..2027-06", "en")
    ('2026年2月', 'July 2026 – June 2027')
    """
    match kind_of(period):
        case "year":
            return f"{period}年" if lang == "zh" else period
        case "month":
            year, month = period.split("-")
            return f"{year}年{int(month)}月" if lang == "zh" else f"{_MONTHS[int(month) - 1]} {year}"
        case "span":
            first, last = period.split("..")
            between = "至" if lang == "zh" else " – "
            return f"{period_text(first, lang)}{between}{period_text(last, lang)}"
        case _:
            return period


def cover_date(iso: str, lang: Lang) -> str:
    """The month on a cover.

    >>> cover_date("2026-05-29", "zh"), cover_date("2026-05-29T09:00:00+08:00", "en")
    ('二〇二六年五月', 'May 2026')
    """
    try:
        day = dt.date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    if lang == "zh":
        return f"{str(day.year).translate(_DIGITS)}年{_NUMERALS[day.month]}月"
    return f"{_MONTHS[day.month - 1]} {day.year}"
