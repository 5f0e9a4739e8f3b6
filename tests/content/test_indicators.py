"""Indicator systems against the dossier: figures as found, gaps left open, completeness claimed only where it is."""

from __future__ import annotations

import pytest

from desktop.content.findings import Findings
from desktop.content.library import Library, load_library
from desktop.content.lint_indicators import lint_indicators


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def test_how_much_there_is(library: Library) -> None:
    """60 systems of the first files, 18 more of the later finds; 740 rows and one coking row found later."""
    assert len(library.reference("indicator_systems").rows) == 78
    assert len(library.reference("indicators").rows) == 741
    whole = [
        key for key, row in library.reference("indicator_systems").rows.items() if row["complete"] == "yes"
    ]
    assert whole == ["electroplating-2015-general"]


def test_a_system_is_called_complete_where_nothing_is_open_and_nowhere_else(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claimed of any other system, lint names what is open; all weights known and levels missing is not complete."""
    systems = library.reference("indicator_systems").rows
    for key, row in systems.items():
        monkeypatch.setitem(row, "complete", "yes")
        findings = Findings({})
        lint_indicators(library, findings)
        found = [fault for fault in findings.faults if key in str(fault.params) or key in fault.item]
        assert bool(found) is (key != "electroplating-2015-general"), key
        monkeypatch.undo()
    draft = {
        column
        for key, row in library.reference("indicators").rows.items()
        if row["system"] == "hazwaste-incineration-zaepi-draft"
        for column in ("weight", "limiting", "level_i", "level_ii", "level_iii")
        if not row[column]
    }
    assert draft == {"level_i", "level_ii", "level_iii"}  # the draft leaves its carbon dioxide row open


def test_every_unit_of_a_baseline_is_one_people_can_type(library: Library) -> None:
    for key, row in library.reference("indicators").rows.items():
        if row["direction"] != "qualitative" and row["unit"]:
            assert library.units.known(row["unit"]), (key, row["unit"])


FIGURES = [
    ("electroplating-2015-general.ep5", ("8", "24", "40"), "1", "yes", "confirmed"),
    ("electroplating-2015-general.ep8", ("95", "85", "80"), "", "no", "confirmed"),
    ("electroplating-2015-general.ep13", ("60", "40", "30"), "0.2", "no", "recalled"),
    ("steel_integrated_2014.20", ("115", "125", "155"), "", "no", "confirmed"),
    ("steel_integrated_2014.23", ("390", "417", "446"), "", "yes", "confirmed"),
    ("coking_hjt126.07", ("150", "170", "180"), "", "", "recalled"),
    ("pcb-hj450-2008.hj450-3", ("0.5 + 0.3*n", "0.9 + 0.4*n", "1.3 + 0.5*n"), "", "no", "recalled"),
]


@pytest.mark.parametrize(("key", "levels", "weight", "limiting", "standing"), FIGURES)
def test_a_row_is_as_found(
    library: Library, key: str, levels: tuple[str, ...], weight: str, limiting: str, standing: str
) -> None:
    row = library.reference("indicators").rows[key]
    assert (row["level_i"], row["level_ii"], row["level_iii"]) == levels
    assert (row["weight"], row["limiting"], row["standing"]) == (weight, limiting, standing)


def test_group_weights_of_plating(library: Library) -> None:
    groups = [
        (row["weight"], row["standing"])
        for row in library.reference("indicator_groups").rows.values()
        if row["system"] == "electroplating-2015-general"
    ]
    assert groups == [
        ("0.33", "confirmed"), ("0.1", "confirmed"), ("0.18", "confirmed"),
        ("0.16", "recalled"), ("0.07", "recalled"), ("0.16", "recalled"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "key", "column", "value", "code"),
    [
        ("indicator_systems", "flat-glass-2015", "complete", "maybe", "content.indicator_word"),
        ("indicator_systems", "steel_integrated_2014", "complete", "yes", "content.indicator_sum"),
        ("indicator_groups", "electroplating-2015-general.1", "weight", "0.3", "content.indicator_sum"),
        ("indicator_groups", "electroplating-2015-general.1", "system", "plating", "content.indicator_word"),
        ("indicators", "electroplating-2015-general.ep5", "level_ii", "", "content.indicator_open"),
        ("indicators", "electroplating-2015-general.ep5", "level_ii", "4", "content.indicator_order"),
        ("indicators", "electroplating-2015-general.ep5", "level_ii", "24 L", "content.indicator_word"),
        ("indicators", "electroplating-2015-general.ep1", "weight", "0.2", "content.indicator_sum"),
    ],
)
def test_lint_notices(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    table: str,
    key: str,
    column: str,
    value: str,
    code: str,
) -> None:
    monkeypatch.setitem(library.reference(table).rows[key], column, value)
    findings = Findings({})
    lint_indicators(library, findings)
    assert code in {fault.code for fault in findings.faults}
