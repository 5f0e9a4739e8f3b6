"""Colours and type of the window, from the tokens in ``resources/themes``: palette, stylesheet, fonts.

The theme is a property of the application, as Qt's palette is. Widgets that paint themselves ask ``theme()`` while
painting; switching it sends everybody a palette change, so nobody has to be told.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from desktop.content.places import resource_root
from desktop.model.text import Lang

ThemeName = Literal["light", "dark"]
TypeRole = Literal["tiny", "caption", "body", "strong", "heading", "title", "figure"]
Tone = Literal["plain", "accent", "ok", "warning", "error", "info"]

FAMILIES = ["Noto Sans SC", "Noto Sans", "Noto Sans Symbols 2"]
FONT_FILES = (
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-Bold.ttf",
    "NotoSans-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
)
# Pixels at text scale 1, and whether bold. Two weights only: the regular and the bold face we ship.
_TYPE: dict[TypeRole, tuple[float, bool]] = {
    "tiny": (11, False),
    "caption": (12, False),
    "body": (13, False),
    "strong": (13, True),
    "heading": (14, True),
    "title": (20, True),
    "figure": (24, True),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of tokens: ``theme["ink"]`` is the colour of a role."""

    name: ThemeName
    roles: dict[str, str]
    series: tuple[str, ...]

    def __getitem__(self, role: str) -> QColor:
        """The colour of a role; chart roles ``series0`` … ``series5`` included."""
        if role.startswith("series"):
            return QColor(self.series[int(role[6:] or 0) % len(self.series)])
        return QColor(self.roles[role])

    def tone(self, tone: Tone) -> tuple[QColor, QColor]:
        """Ink and ground of a tone, as chips and notices use them."""
        if tone == "plain":
            return self["ink_soft"], self["line_soft"]
        return self[tone], self[f"{tone}_soft"]


@cache
def read_theme(name: ThemeName) -> Theme:
    """The tokens of a theme."""
    with (resource_root() / "themes" / f"{name}.toml").open("rb") as file:
        tokens = tomllib.load(file)
    series = tuple(tokens.pop("series"))
    return Theme(name, tokens, series)


class _Look:
    """What is in force now."""

    name: ThemeName = "light"
    scale: float = 1.0
    lang: Lang = "zh"


def theme() -> Theme:
    """The theme in force."""
    return read_theme(_Look.name)


def text_scale() -> float:
    """How much larger than usual texts are shown."""
    return _Look.scale


def typeface(role: TypeRole) -> QFont:
    """The font of a role, in the text size in force, with figures of equal width.

    Chinese sets quotation marks as wide as a character; among English words they are as narrow as these.
    """
    size, bold = _TYPE[role]
    font = QFont(FAMILIES)
    font.setPixelSize(round(size * _Look.scale))
    font.setBold(bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    if _Look.lang == "en":
        font.setFeature(QFont.Tag("pwid"), 1)
    return font


def scaled(pixels: float) -> int:
    """A length that grows with the text."""
    return round(pixels * _Look.scale)


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the shipped fonts once; returns their family names."""
    families: list[str] = []
    for name in FONT_FILES:
        number = QFontDatabase.addApplicationFont(str(resource_root() / "fonts" / name))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def apply_theme(application: QApplication, name: ThemeName, scale: float = 1.0, lang: Lang = "zh") -> None:
    """Put a theme, text size and language of the type into force for the whole application, now."""
    load_fonts()
    _Look.name, _Look.scale, _Look.lang = name, scale, lang
    if application.style().name() != "fusion":
        application.setStyle(QStyleFactory.create("Fusion"))
    application.setFont(typeface("body"))
    application.setPalette(make_palette(read_theme(name)))
    application.setStyleSheet(make_stylesheet(read_theme(name)))


def make_palette(tokens: Theme) -> QPalette:
    """Qt's palette from our tokens."""
    role = QPalette.ColorRole
    palette = QPalette()
    for qt_role, token in {
        role.Window: "canvas",
        role.WindowText: "ink",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "ink",
        role.PlaceholderText: "ink_faint",
        role.Button: "surface",
        role.ButtonText: "ink",
        role.BrightText: "error",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.ToolTipBase: "surface",
        role.ToolTipText: "ink",
        role.Light: "surface",
        role.Midlight: "line_soft",
        role.Mid: "line",
        role.Dark: "line",
        role.Shadow: "line",
    }.items():
        palette.setColor(qt_role, tokens[token])
    for qt_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, qt_role, tokens["ink_faint"])
    return palette


def make_stylesheet(tokens: Theme) -> str:
    """What the palette cannot say: cards, fields, buttons, menus."""
    sizes = {f"px_{role}": str(round(size * _Look.scale)) for role, (size, _) in _TYPE.items()}
    text = (resource_root() / "themes" / "window.qss").read_text(encoding="utf-8")
    return Template(text).substitute(tokens.roles, **sizes)


def contrast(first: QColor, second: QColor) -> float:
    """Contrast ratio of two colours as WCAG defines it."""

    def luminance(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
