"""Text is legible in both themes, and both say the same roles."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from desktop.content.places import resource_root
from desktop.ui.icons import pixmap
from desktop.ui.theme import apply_theme, contrast, make_palette, read_theme, theme, typeface

GROUNDS = ("canvas", "surface", "sunken")
TEXTS = ("ink", "ink_soft", "ink_faint", "accent", "ok", "warning", "error", "info")


def test_contrast_knows_black_on_white() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_text_role_is_legible_on_every_ground(name: str) -> None:
    tokens = read_theme(name)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [(text, f"{text}_soft") for text in TEXTS if f"{text}_soft" in tokens.roles and text != "ink"]
    pairs += [
        ("on_accent", "accent"),
        ("ink_soft", "line_soft"),
        ("ink_faint", "accent_soft"),
        ("ink", "accent_soft"),
    ]
    weak = {pair: round(contrast(tokens[pair[0]], tokens[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_palette_is_legible_too(name: str) -> None:
    palette = make_palette(read_theme(name))
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for ink, ground in [
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.ButtonText, role.Button),
        (role.HighlightedText, role.Highlight),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.Link, role.Base),
    ]:
        for state in (group.Active, group.Inactive, group.Disabled):
            ratio = contrast(palette.color(state, ink), palette.color(state, ground))
            assert ratio >= 4.5, (ink, ground, state)


def test_both_themes_say_the_same_roles() -> None:
    assert read_theme("light").roles.keys() == read_theme("dark").roles.keys()
    assert len(read_theme("light").series) == len(read_theme("dark").series) == 6


def test_switching_is_live(app: QApplication) -> None:
    light = app.palette().color(QPalette.ColorRole.Window)
    apply_theme(app, "dark")
    assert app.palette().color(QPalette.ColorRole.Window) == theme()["canvas"] != light


def test_texts_are_set_in_the_shipped_font_with_equal_figures(app: QApplication) -> None:
    font = typeface("body")
    assert QFontInfo(font).family() == "Noto Sans SC"
    metrics = QFontMetricsF(font)
    assert {metrics.horizontalAdvance(digit) for digit in "0123456789"} == {metrics.horizontalAdvance("8")}


def test_larger_text_is_larger(app: QApplication) -> None:
    apply_theme(app, "light", 1.5)
    assert app.font().pixelSize() == 20


def test_every_icon_draws_in_the_colour_of_its_role(app: QApplication) -> None:
    for file in sorted((resource_root() / "icons").glob("*.svg")):
        image = pixmap(file.stem, "accent", 48).toImage()
        inks = {image.pixelColor(x, y).rgba() for x in range(48) for y in range(48)}
        assert theme()["accent"].rgba() in inks, file.stem
