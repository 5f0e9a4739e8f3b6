"""Small widgets every page is made of. They know the theme, never the audit."""

from desktop.ui.widgets.basic import Card, ElidedLabel, Refill, Rule, label, set_type
from desktop.ui.widgets.buttons import Button, IconButton, Segmented
from desktop.ui.widgets.chips import Chip, FilterChip, paint_chip
from desktop.ui.widgets.fields import CheckBox, ComboBox, paint_box
from desktop.ui.widgets.icon_label import Icon, IconLabel
from desktop.ui.widgets.rings import Ring, paint_ring

__all__ = [
    "Button",
    "Card",
    "CheckBox",
    "Chip",
    "ComboBox",
    "ElidedLabel",
    "FilterChip",
    "Icon",
    "IconButton",
    "IconLabel",
    "Refill",
    "Ring",
    "Rule",
    "Segmented",
    "label",
    "paint_box",
    "paint_chip",
    "paint_ring",
    "set_type",
]
