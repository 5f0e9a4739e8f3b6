"""Small widgets every page is made of. They know the theme, never the audit."""

from desktop.ui.widgets.basic import Card, ElidedLabel, Rule, empty, label, set_type
from desktop.ui.widgets.buttons import Button, IconButton, Segmented
from desktop.ui.widgets.chips import Chip, FilterChip, paint_chip
from desktop.ui.widgets.fields import ComboBox
from desktop.ui.widgets.icon_label import Icon, IconLabel
from desktop.ui.widgets.rings import Ring, paint_ring

__all__ = [
    "Button",
    "Card",
    "Chip",
    "ComboBox",
    "ElidedLabel",
    "FilterChip",
    "Icon",
    "IconButton",
    "IconLabel",
    "Ring",
    "Rule",
    "Segmented",
    "empty",
    "label",
    "paint_chip",
    "paint_ring",
    "set_type",
]
