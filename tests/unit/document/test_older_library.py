"""An audit pinned to a library older than the program: what cannot be computed says so, the rest stands."""

from __future__ import annotations

from pathlib import Path

import msgspec

from desktop.content.compile import digested
from desktop.content.library import Library
from desktop.document.upgrade import plan_upgrade
from tests.builders import library, sample

LACKING = {"deadline_rules": "zh", "method_constants": "value"}


def older() -> Library:
    """The library of a time before these columns were there."""
    references = tuple(
        msgspec.structs.replace(
            one,
            columns=tuple(column for column in one.columns if column.id != LACKING[one.id]),
            rows={
                key: {name: cell for name, cell in row.items() if name != LACKING[one.id]}
                for key, row in one.rows.items()
            },
        )
        if one.id in LACKING
        else one
        for one in library().data.references
    )
    return Library(digested(msgspec.structs.replace(library().data, references=references)))


def test_what_an_older_library_lacks_is_told_and_the_upgrade_brings_it(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa", "acceptance") as document:
        whole = {problem.id for problem in document.problems()}
        total = document.value("carbon_account.total@2025")
        document.upgrade(older(), [])
        lacking = {document.word(one, "zh").sentence for one in document.problems() if one.id not in whole}
        assert any("内容库较旧" in sentence and "“zh”" in sentence for sentence in lacking), lacking
        assert any("内容库较旧" in sentence and "“value”" in sentence for sentence in lacking), lacking
        assert document.value("energy[e4].tce@2025") is not None
        plan = plan_upgrade(document, library())
        document.upgrade(library(), plan.changes)
        assert {problem.id for problem in document.problems()} == whole
        assert document.value("carbon_account.total@2025") == total
