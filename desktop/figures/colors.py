"""Colours on paper. Their lightness differs, so that a grey print keeps the series apart."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.figures.drawing import Role

PRINT_COLORS: Mapping[Role, str] = {
    "ink": "#15202B",
    "ink_soft": "#4D5C6A",
    "line": "#CBD3DA",
    "accent": "#0F766E",
    "series0": "#0F5B55",
    "series1": "#3B7DBD",
    "series2": "#D9A04A",
    "series3": "#7A4F8E",
    "series4": "#8FA2AE",
    "series5": "#B9CF86",
    "warning": "#AD4F08",
    "error": "#B42318",
    "surface": "#FFFFFF",
}
