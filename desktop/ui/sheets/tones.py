"""Lists whose answers are shown as chips, and in which tone: the words say it, colour only helps."""

from __future__ import annotations

from desktop.ui.theme import Tone

TONES: dict[str, dict[str, Tone]] = {
    "stream_basis": {"measured": "ok", "calculated": "info", "by_difference": "warning"},
    "effect_basis": {"measured": "ok", "annualised": "ok", "expected": "info"},
    "option_status": {
        "implemented": "ok",
        "in_progress": "info",
        "feasible": "info",
        "proposed": "plain",
        "postponed": "warning",
        "suspended": "warning",
        "rejected": "error",
    },
    "cost_class": {},
}

BALANCE_STATES: dict[str, tuple[Tone, str]] = {
    "closed": ("ok", "circle-check"),
    "not closed": ("error", "circle-x"),
    "not testable": ("warning", "triangle-alert"),
}
