"""What the window remembers about the person, not about the audit: language, theme, sizes, last places."""

from __future__ import annotations

import getpass
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QLocale, QSettings

from desktop.model.text import Lang
from desktop.ui.theme import ThemeName

RECENT = 8


class Settings:
    """A small ini file in the user's configuration folder."""

    def __init__(self, file: Path | None = None) -> None:
        place = file or platformdirs.user_config_path("qingshen", appauthor=False) / "window.ini"
        self._store = QSettings(str(place), QSettings.Format.IniFormat)

    @property
    def lang(self) -> Lang:
        """Language of the window; Chinese unless the system speaks English only."""
        stored = self._text("lang")
        if stored in ("zh", "en"):
            return "zh" if stored == "zh" else "en"
        return "en" if QLocale.system().language() == QLocale.Language.English else "zh"

    @lang.setter
    def lang(self, value: Lang) -> None:
        self._store.setValue("lang", value)

    @property
    def theme(self) -> ThemeName:
        """Light or dark."""
        return "dark" if self._text("theme") == "dark" else "light"

    @theme.setter
    def theme(self, value: ThemeName) -> None:
        self._store.setValue("theme", value)

    @property
    def text_scale(self) -> float:
        """How much larger than usual texts are shown."""
        try:
            return min(2.0, max(0.9, float(self._text("text_scale") or 1)))
        except ValueError:
            return 1.0

    @text_scale.setter
    def text_scale(self, value: float) -> None:
        self._store.setValue("text_scale", f"{value:.2f}")

    @property
    def actor(self) -> str:
        """The name written beside entries."""
        return self._text("actor") or getpass.getuser()

    @actor.setter
    def actor(self, value: str) -> None:
        self._store.setValue("actor", value)

    @property
    def recent(self) -> tuple[Path, ...]:
        """Audit files opened lately that still exist, newest first."""
        return tuple(path for path in map(Path, self._lines("recent")) if path.is_file())

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        lines = [str(path), *(line for line in self._lines("recent") if line != str(path))]
        self._store.setValue("recent", "\n".join(lines[:RECENT]))

    def place(self, file: Path) -> str:
        """The page or path last looked at in a file."""
        return self._text(f"place/{_key(file)}")

    def remember_place(self, file: Path, place: str) -> None:
        """Remember where in a file the person is."""
        self._store.setValue(f"place/{_key(file)}", place)

    def state(self, name: str) -> QByteArray:
        """A stored splitter or window state; empty at first."""
        stored = self._store.value(f"state/{name}")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    def remember_state(self, name: str, state: QByteArray) -> None:
        """Store a splitter or window state."""
        self._store.setValue(f"state/{name}", state)

    def save(self) -> None:
        """Write now."""
        self._store.sync()

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""

    def _lines(self, key: str) -> list[str]:
        return [line for line in self._text(key).split("\n") if line]


def _key(file: Path) -> str:
    return str(file).replace("/", "|").replace("\\", "|")
