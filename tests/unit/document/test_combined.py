"""The combined scenario: figures of the dossiers, what is counted twice, and nothing saved that is not used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.document import Document
from desktop.document.combined import Line, Scenario, combined
from desktop.model.edit import AddRow, DeleteRow, SetValue
from tests.builders import an_audit, sample, sample_file, smelter


def of(scenario: Scenario | None, path: str) -> Line:
    assert scenario is not None
    return next(one for one in (*scenario.quantities, *scenario.figures) if one.path == path)


def _before(document: Document, name: str) -> str:
    row = next(row for row in document.rows("outcomes") if document.value(f"outcomes[{row}].name") == name)
    return f"outcomes[{row}].before"


def test_figures_of_the_aluminium_dossier(tmp_path: Path) -> None:
    """method_and_worksheets.md 3.10: 12 985.849 − 6.000 − 58.873 − 46.197 + 4.024 = 12 878.803 kWh/t; the overlap of
    100 万kWh is 100 × 1.229 = 122.9 tce, and 42 万元 at 0.42 yuan/kWh. Results G3, G4, R15, R16 of the sample: fluoride
    0.507 kg/t, water 1.6515 m3/t, particulates 40 t and 125 t."""
    with sample("aluminium", tmp_path / "a.qsa") as document:
        found = combined(document)
        unit = document.library.units.parse("kWh/t").factor
        power, energy = (of(found, _before(document, name)) for name in ("铝液交流电耗", "综合能耗总量"))
        assert power.base.value / unit == pytest.approx(12985.849, abs=0.001)
        assert power.sum / unit == pytest.approx(-(6.000 + 58.873 + 46.197), abs=0.002)
        assert power.together / unit == pytest.approx(12878.803 - 12985.849, abs=0.001)
        assert power.twice / unit == pytest.approx(4.024, abs=0.001)
        assert power.after / unit == pytest.approx(12878.803, abs=0.001)
        tce = document.library.units.parse("tce").factor
        assert energy.twice / tce == pytest.approx(122.9, abs=1e-6)
        fluoride, water = (
            of(found, _before(document, name)) for name in ("吨铝氟排放量（有组织+无组织）", "单位产品取水量")
        )
        units = document.library.units
        assert fluoride.after / units.parse("kg/t").factor == pytest.approx(0.507, abs=5e-5)
        assert water.after / units.parse("m3/t").factor == pytest.approx(1.6515, abs=5e-5)
        dust = [of(found, f"pollutants[{row}].amount@2025").after for row in ("a5", "a6")]
        assert [one / units.parse("t").factor for one in dust] == [pytest.approx(40), pytest.approx(125)]
        gases = of(found, "carbon_account.indirect@2025")  # 3 005.1 万kWh less; 100 万kWh counted twice
        assert gases.together == pytest.approx(gases.twice * -30.051)
        assert found is not None
        assert found.money is not None
        assert found.money.twice / document.library.units.parse("万元").factor == pytest.approx(-42)
        assert found.over == ()


def test_a_rate_is_not_the_sum_of_its_options(tmp_path: Path) -> None:
    """Reuse of the plating plant: R / (R + F) with F 190 400 m3 less 46 500; one by one it does not add up."""
    with sample("electroplating", tmp_path / "a.qsa") as document:
        rate = of(combined(document), "summary.water_reuse_rate@2025")
        before = rate.base.value
        reused = 190400 * before / (1 - before)
        assert rate.after == pytest.approx(reused / (reused + 190400 - 46500), rel=1e-9)
        assert rate.sum < rate.together


def two_options(first: str, second: str) -> list[AddRow | SetValue]:
    rows: list[AddRow | SetValue] = []
    for at, amount in enumerate((first, second), 1):
        values = {"code": f"ZG{at}", "cost_class": "high", "status@assessment": "feasible"}
        effect = {
            "option": f"o{at}", "category": "energy", "item": "电", "unit": "万kWh", "energy": "e1",
            "quantity@assessment": {"value": amount, "unit": "万kWh"},
        }  # fmt: skip
        rows += [AddRow("options", values, row=f"o{at}"), AddRow("option_effects", effect, row=f"f{at}")]
    return [*rows, SetValue("audit.base_year", "2025"), SetValue("audit.edition", "assessment")]


def plant(path: Path, first: str, second: str) -> Document:
    return an_audit(path, *smelter(), *two_options(first, second))


def test_nobody_saves_what_is_not_used(tmp_path: Path) -> None:
    """Each of two options saves 200 000 of 322 698.36 万kWh: together all of it, 77 301.64 are counted twice."""
    with plant(tmp_path / "a.qsa", "200000", "200000") as document:
        found = combined(document)
        power = of(found, "energy[e1].amount@2025")
        unit = document.library.units.parse("万kWh").factor
        assert power.sum / unit == pytest.approx(-400000)
        assert power.after == 0
        assert power.twice / unit == pytest.approx(400000 - 322698.36)
        assert found is not None
        (over,) = found.over
        assert (over.path, over.excess.value / unit) == ("energy[e1].amount@2025", pytest.approx(77301.64))


def test_an_overlap_counts_only_where_all_its_options_are_carried_out(tmp_path: Path) -> None:
    overlap = AddRow(
        "overlaps",
        {"name": "重叠", "between": ["o1", "o2"], "energy": "e1", "unit": "万kWh",
         "quantity@assessment": {"value": "10", "unit": "万kWh"}},
    )  # fmt: skip
    with plant(tmp_path / "a.qsa", "100", "50") as document:
        unit = document.library.units.parse("万kWh").factor
        document.record([overlap])
        power = of(combined(document), "energy[e1].amount@2025")
        assert (power.sum / unit, power.together / unit) == (pytest.approx(-150), pytest.approx(-140))
        document.record([SetValue("options[o2].status@assessment", "rejected")])
        power = of(combined(document), "energy[e1].amount@2025")
        assert (power.sum / unit, power.together / unit) == (pytest.approx(-100), pytest.approx(-100))


def test_months_count_as_their_year(tmp_path: Path) -> None:
    with plant(tmp_path / "a.qsa", "100", "50") as document:
        months = [
            SetValue(f"energy[e1].amount@2025-{month:02}", {"value": "1000", "unit": "万kWh"})
            for month in range(1, 13)
        ]
        document.record([SetValue("energy[e1].amount@2025", None), *months])
        power = of(combined(document), "energy[e1].amount@2025")
        unit = document.library.units.parse("万kWh").factor
        assert power.base.value / unit == pytest.approx(12000)
        assert power.after / unit == pytest.approx(11850)


def test_the_audit_itself_is_left_alone(tmp_path: Path) -> None:
    with sample("aluminium", tmp_path / "a.qsa") as document:
        before = (document.digest, document.value("summary.energy_total@2025"), dict(document.state.answers))
        combined(document)
        after = (document.digest, document.value("summary.energy_total@2025"), dict(document.state.answers))
        assert before == after


def test_without_options_there_is_no_scenario(tmp_path: Path) -> None:
    with an_audit(tmp_path / "a.qsa", *smelter()) as document:
        assert combined(document) is None
        document.record(two_options("1", "2"))
        assert combined(document) is not None
        document.record([DeleteRow("option_effects[f1]"), DeleteRow("option_effects[f2]")])
        assert combined(document) is None


def test_who_watches_may_stop(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with plant(tmp_path / "a.qsa", "1", "2") as document:
        combined(document, lambda done, of: seen.append((done, of)))
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_the_command_tells_lines_and_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sample_file("aluminium", tmp_path / "a.qsa")
    assert main(["--lang", "en", "scenario", str(path)]) == 0
    told = capsys.readouterr().out
    assert (
        "Saving per year: sum of the options 2\u2009084.92 10⁴\u2009yuan, counted twice 42.00 10⁴\u2009yuan"
        in told
    )
    assert main(["--json", "scenario", str(path)]) == 0
    money = json.loads(capsys.readouterr().out)["money"]
    assert (money["sum"], money["twice"]) == (pytest.approx(2084.918), pytest.approx(-42))
    an_audit(tmp_path / "b.qsa").close()
    assert main(["scenario", str(tmp_path / "b.qsa")]) == 0
    assert "还没有可计算的组合情景" in capsys.readouterr().out


def test_more_saved_than_used_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(tmp_path / "a.qsa", "200000", "200000").close()
    assert main(["scenario", str(tmp_path / "a.qsa")]) == 0
    told = capsys.readouterr().out.splitlines()[-1]
    assert "电解整流交流电" in told
    assert "77\u2009301.6" in told
