"""Whatever an author does to a file, lint answers with sentences and never with a traceback."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.content.lint import lint_directory
from desktop.content.messages import fallback_messages

_SOUND = Path(__file__).parent / "sound"
_FILES = sorted(path.relative_to(_SOUND).as_posix() for path in _SOUND.rglob("*") if path.is_file())
_BITS = [
    "",
    " ",
    "\n",
    "- ",
    ": ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    ",",
    "|",
    "#",
    "=",
    "\t",
    "\0",
    "中",
    "&a ",
    "*a",
]
_BITS += [
    "!!int ",
    "<<: ",
    "no",
    "1.10",
    "~",
    "0",
    "-1",
    "parts",
    "plant",
    "amount",
    "value",
    "this",
    "sum(",
    ")",
]
_BITS += ["[year-1]", "@", "%", "1e999", "..", "true"]

_MESSAGES = fallback_messages()


@settings(max_examples=150)
@given(st.data())
def test_any_damage_is_told_in_words(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(_FILES))
    text = (_SOUND / name).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 12)))
    bits = "".join(data.draw(st.lists(st.sampled_from(_BITS), max_size=3)))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        shutil.copytree(_SOUND, root)
        (root / name).write_text(text[:start] + bits + text[end:], encoding="utf-8")
        for fault in lint_directory(root):
            assert fault.file
            assert _MESSAGES.say_fault(fault, "zh") != _MESSAGES.say_fault(fault, "en")
