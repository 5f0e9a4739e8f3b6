"""Finding places and asking about them: the row people mean comes first, a whole row is no figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model.edit import AddRow
from desktop.model.errors import RefusedError
from tests.builders import an_audit, smelter


def test_rows_called_after_another_row_come_after_it(tmp_path: Path) -> None:
    candidate = AddRow("candidates", {"name": "电解车间"}, row="c1")
    focus = AddRow("focuses", {"candidate": "c1"}, row="f1")
    with an_audit(tmp_path / "a.qsa", *smelter(), candidate, focus) as document:
        paths = [hit.path for hit in document.search("dianjiechejian", "zh")]
    assert paths[:2] == ["candidates[c1].name", "focuses[f1].candidate"]


def test_a_whole_row_has_no_figure_to_explain(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        assert document.explain("energy[e1].amount@2025", "zh")
        with pytest.raises(RefusedError) as refused:
            document.explain("energy[e1]", "zh")
    assert refused.value.code == "path.whole_row"
