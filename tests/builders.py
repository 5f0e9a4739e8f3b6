"""Audits for tests: small ones built by hand, and the sample, made once and copied."""

from __future__ import annotations

import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from desktop.content.library import Library, load_library
from desktop.document import Document
from desktop.document.sample import make_sample
from desktop.model.edit import AddRow, Edit

MOMENT = dt.datetime(2026, 5, 29, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def clock() -> dt.datetime:
    """A clock that stands still, so that files can be compared."""
    return MOMENT


@cache
def library() -> Library:
    """The installed library, loaded once for all tests."""
    return load_library()


def an_audit(path: Path, *edits: Edit, actor: str = "王工") -> Document:
    """A new audit with the given edits recorded as one action."""
    document = Document.create(path, library=library(), actor=actor, clock=clock)
    if edits:
        document.record(list(edits))
    return document


def smelter() -> list[Edit]:
    """A tiny smelter: two lines, metal, rectifier power; the figures of 2025 are those of the aluminium sample."""
    return [
        AddRow("lines", {"name": "全厂"}, row="plant"),
        AddRow(
            "products",
            {"name": "原铝液", "unit": "t", "is_base": True, "scope": "plant", "output@2025": 248500},
            row="p1",
        ),
        AddRow(
            "energy",
            {
                "name": "电解整流交流电", "carrier": "electricity", "flow": "purchased", "scope": "plant",
                "unit": "万kWh", "per": "p1", "specific_unit": "kWh/t", "amount@2025": "322698.36",
            },
            row="e1",
        ),
    ]  # fmt: skip


@cache
def _sample(name: str, edition: str) -> Path:
    path = Path(mkdtemp(prefix="qingshen-")) / f"{name}-{edition}.qsa"
    make_sample(name, path, library=library(), edition=edition, clock=clock).close()
    return path


def sample_file(name: str, target: Path, edition: str = "assessment") -> Path:
    """A copy of a sample audit."""
    shutil.copyfile(_sample(name, edition), target)
    return target


def sample(name: str, target: Path, edition: str = "assessment") -> Document:
    """A copy of a sample audit, open."""
    return Document.open(sample_file(name, target, edition), actor="王工", clock=clock)
