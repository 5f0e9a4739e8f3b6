"""Real files of every released format open for ever and read as they always did."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from desktop.store import AuditFile, UndoLine
from desktop.store.schema import CURRENT
from tests.unit.store.acts import digest, put, undo

AUDITS = Path(__file__).parents[2] / "data" / "audits"
FOLDERS = sorted(AUDITS.glob("v*_*"))
NOW = "2026-11-28T12:00:00+08:00"


def dump(file: AuditFile) -> dict[str, Any]:
    state = file.load()
    return {
        "meta": file.meta,
        "library": file.pinned_library().decode(),
        "answers": {path: list(answer) for path, answer in state.answers.items()},
        "rows": state.rows,
        "orders": state.orders,
        "attachments": [asdict(attachment) for attachment in file.attachments()],
        "journal": [
            {
                "batch": asdict(batch) | {"parents": list(batch.parents)},
                "changes": [asdict(c) for c in changes],
            }
            for batch, changes in file.journal()
        ],
    }


def test_every_version_has_its_files() -> None:
    assert [folder.name for folder in FOLDERS] == [
        f"v{v.major}_{v.minor}" for v in sorted(CURRENT.statements)
    ]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("mode", ["ro", "rw"])
@pytest.mark.parametrize("name", ["whole.qsa", "unfinished.qsa"])
def test_a_released_file_reads_as_it_always_did(tmp_path: Path, folder: Path, name: str, mode: str) -> None:
    for source in folder.glob(f"{name}*"):
        shutil.copy(source, tmp_path)
    with AuditFile.open(tmp_path / name, mode, now=NOW) as file:  # type: ignore[arg-type]
        assert dump(file) == json.loads((folder / "golden.json").read_text("utf-8"))
        report = file.verify()
        assert report.ok, report.faults
        assert file.rolled_back == (name == "unfinished.qsa")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_released_file_can_be_worked_on(tmp_path: Path, folder: Path) -> None:
    shutil.copy(folder / "whole.qsa", tmp_path)
    with AuditFile.open(tmp_path / "whole.qsa", now=NOW) as file:
        before = file.load()
        line = UndoLine(file.batches())
        assert [batch.kind for batch in line.done] == ["edit", "merge"]  # nothing from before the signature
        put(file, "enterprise.name", "新名")
        undo(file)
        assert file.load() == before
        assert file.verify().ok
    assert digest(folder / "whole.qsa") != digest(tmp_path / "whole.qsa")
