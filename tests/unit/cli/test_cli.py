"""The command line as a script sees it: exit codes, one sentence on refusal, files untouched, both languages."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.content.library import load_library
from desktop.document import Document
from desktop.document.profile import open_profile, profile_paths
from desktop.model.edit import AddRow, SetValue
from tests.builders import an_audit, clock, sample_file, smelter


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    path = tmp_path / "厂 一.qsa"
    an_audit(path, *smelter()).close()
    return path


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_set_get_undo(audit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "set", audit, "products/p1/output@2025=250000", 'energy[e1].name="电"') == 0
    told = json.loads(capsys.readouterr().out)
    assert "energy[e1].specific@2025" in told["recalculated"]
    assert run("--json", "get", audit, "products[p1].output@2025") == 0
    got = json.loads(capsys.readouterr().out)["products[p1].output@2025"]
    assert (got["value"], got["unit"], got["state"]) == ("250000", "t", "given")
    assert run("undo", audit) == 0
    capsys.readouterr()
    assert run("--json", "get", audit, "products[p1].output@2025") == 0
    assert json.loads(capsys.readouterr().out)["products[p1].output@2025"]["value"] == "248500"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("set", "FILE", "energy[e1].amount@2025=many"),
        ("set", "FILE", 'energy[e1].amount@2025={"value":"5","unit":"t"}'),
        ("set", "FILE", "energi[e1].amount@2025=5"),
        ("set", "FILE", "energy[e9].amount@2025=5"),
        ("set", "FILE", "no equals sign"),
        ("add", "FILE", "audit"),
        ("delete", "FILE", "energy[e9]"),
        ("redo", "FILE"),
        ("get", "FILE", "nonsense"),
        ("explain", "FILE", "energy[e1].specfic@2025"),
        ("apply", "FILE", "no-such-file.json"),
        ("report", "FILE"),
        ("attach", "FILE", "no-such-file.pdf"),
        ("comment", "FILE", "energy[e9].name", "text"),
        ("method", "no_such_method"),
        ("frobnicate", "FILE"),
    ],
)
def test_refusals_say_one_sentence_and_change_nothing(
    audit: Path, words: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sha256(audit.read_bytes()).hexdigest()
    assert run("--lang", lang, *[audit if word == "FILE" else word for word in words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert re.match(r"[a-z_]+\.[a-z_.]+: ", said.err), said.err
    assert not re.search(r"\{[a-z]+\}", said.err), said.err
    sentence = said.err.partition(": ")[2].replace(str(audit), "").replace("万kWh", "")
    assert bool(re.search(r"[\u4e00-\u9fff]", sentence)) == (lang == "zh")
    assert sha256(audit.read_bytes()).hexdigest() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"just text, no audit", "file.not_audit"),
        (b"SQLite format 3\x00" + b"x" * 600, "file."),
    ],
)
def test_files_that_are_no_audits(
    tmp_path: Path, content: bytes, code: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.qsa"
    path.write_bytes(content)
    assert run("--lang", lang, "get", path) == 2
    said = capsys.readouterr().err
    assert said.startswith(code)
    assert "Traceback" not in said
    assert path.read_bytes() == content


def test_a_missing_file_and_an_existing_target(
    audit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("get", tmp_path / "none.qsa") == 2
    assert "file.missing" in capsys.readouterr().err
    assert run("new", audit) == 2
    assert "file.exists" in capsys.readouterr().err
    assert run("new", audit, "--force") == 0


def test_a_broken_profile_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = tmp_path / "p.json"
    profile.write_text('{"enterprise.no_such": 1}', encoding="utf-8")
    assert run("new", tmp_path / "n.qsa", "--profile", profile) == 2
    assert "path.column" in capsys.readouterr().err
    assert not (tmp_path / "n.qsa").exists()


def test_apply_is_all_or_nothing(audit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edits = tmp_path / "edits.json"
    edits.write_text(
        json.dumps(
            [
                {"add": "energy", "row": "e5", "values": {"name": "柴油", "unit": "t", "amount@2025": 994}},
                {"set": "energy[e1].name", "value": "整流"},
                {"move": "energy[e5]", "before": "e1"},
                {"set": "energy[e1].amount@2025", "value": "?"},
            ]
        ),
        encoding="utf-8",
    )
    assert run("apply", audit, edits) == 2
    with Document.open(audit, mode="ro", clock=clock) as document:
        assert document.rows("energy") == ("e1",)
    edits.write_text(edits.read_text(encoding="utf-8").replace('"?"', "322698.36"), encoding="utf-8")
    capsys.readouterr()
    assert run("apply", audit, edits) == 0
    with Document.open(audit, mode="ro", clock=clock) as document:
        assert document.rows("energy") == ("e5", "e1")


def test_log_names_actor_and_time(audit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run("--actor", "李工", "--now", "2026-06-01T08:00:00+08:00", "set", audit, "energy[e1].name=电") == 0
    )
    capsys.readouterr()
    assert run("--json", "log", audit) == 0
    last = json.loads(capsys.readouterr().out)[-1]
    assert (last["actor"], last["time"], last["kind"]) == ("李工", "2026-06-01T08:00:00+08:00", "edit")
    assert last["changes"] == [{"path": "energy[e1].name", "before": "电解整流交流电", "after": "电"}]


def test_describe_names_every_question(audit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "describe", audit) == 0
    items = {item["path"]: item for item in json.loads(capsys.readouterr().out)}
    amount = items["energy[e1].amount@2025"]
    assert (amount["number"], amount["type"], amount["unit"], amount["state"]) == (
        "2-3",
        "number",
        "万kWh",
        "given",
    )
    assert items["energy[e1].tce@2025"]["state"] == "calculated"


def test_explain_tells_formula_numbers_inputs_and_factor(
    audit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--json", "explain", audit, "energy[e1].specific@2025") == 0
    told = json.loads(capsys.readouterr().out)
    assert {line["path"] for line in told["inputs"]} == {"energy[e1].amount@2025", "products[p1].output@2025"}
    assert all(line["person"] == "王工" for line in told["inputs"])
    assert "322\u2009698.36" in told["with_numbers"]
    assert "248\u2009500" in told["with_numbers"]
    assert run("--json", "explain", audit, "energy[e1].tce@2025") == 0
    factors = json.loads(capsys.readouterr().out)["factors"]
    assert factors[0]["text"].startswith("0.1229")
    assert factors[0]["source"]


def test_attach_and_comment_are_found_again(
    audit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bill = tmp_path / "电费结算单.pdf"
    bill.write_bytes(b"%PDF-1.4 bill")
    assert run("attach", audit, bill, "--about", "energy[e1].amount@2025", "--period", "2025") == 0
    assert run("comment", audit, "energy[e1].amount@2025", "请核对倍率") == 0
    capsys.readouterr()
    assert run("--json", "search", audit, "倍率") == 0
    assert json.loads(capsys.readouterr().out)
    with Document.open(audit, mode="ro", clock=clock) as document:
        assert [one.title for one in document.evidence("energy[e1].amount@2025", "zh")] == ["电费结算单"]
        assert [one.text for one in document.comments("energy[e1].amount@2025")] == ["请核对倍率"]
        assert document.verify().ok


def test_check_exits_one_only_for_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sample_file("aluminium", tmp_path / "s.qsa")
    assert run("--json", "check", path) in (0, 1)
    found = json.loads(capsys.readouterr().out)
    assert run("check", path) == (1 if any(one["severity"] == "error" for one in found) else 0)


def test_verify_tells_a_touched_file(audit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", audit) == 0
    body = audit.read_bytes().replace("电解整流交流电".encode(), "电解整流交流水".encode(), 1)
    audit.write_bytes(body)
    capsys.readouterr()
    assert run("verify", audit) == 1
    assert len(capsys.readouterr().out.splitlines()) > 1


def test_search_understands_pinyin_and_numbers(audit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ("电解整流", "dianjie", "djzl", "322698.36"):
        assert run("--json", "search", audit, words) == 0
        hits = json.loads(capsys.readouterr().out)
        assert any(hit["path"].startswith("energy[e1]") for hit in hits), words


def test_a_broken_profile_does_not_cost_the_file_that_was_there(
    audit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = audit.read_bytes()
    profile = tmp_path / "p.json"
    profile.write_text('{"enterprise.no_such": 1}', encoding="utf-8")
    assert run("new", audit, "--force", "--profile", profile) == 2
    assert audit.read_bytes() == before


PROFILE: dict[str, object] = {
    "enterprise.industry_code": "3360",
    "enterprise.province": "370000",
    "enterprise.city": "371600",
    "enterprise.permit_kind": "registered",
    "audit.on_list": True,
    "audit.listed_on": "2026-01-15",
    "audit.list_labels": ["TOXIC_USE"],
    "audit.base_year": "2025",
    "audit.edition": "assessment",
    "environment.hazards": ["toxic_material"],
    "environment.fuels": ["gas"],
    "environment.routes": ["stack"],
}


def test_an_audit_begins_with_its_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, profile = tmp_path / "n.qsa", tmp_path / "p.json"
    profile.write_text(json.dumps(PROFILE), encoding="utf-8")
    assert run("new", path, "--profile", profile) == 0
    capsys.readouterr()
    assert run("--json", "get", path, *PROFILE, "enterprise.key_region") == 0
    got = json.loads(capsys.readouterr().out)
    assert "2+36" in got["enterprise.key_region"]["text"]
    assert got["audit.list_labels"]["state"] == "given"
    with Document.open(path, mode="ro") as document:
        assert open_profile(document) == ()


def test_describe_says_which_answer_hides_a_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "n.qsa"
    an_audit(
        path,
        AddRow("outlets", {"code": "DW001", "medium": "water"}, row="w"),
        SetValue("environment.routes", ["stack"]),
    ).close()
    assert run("--json", "describe", path) == 0
    items = {one["path"]: one for one in json.loads(capsys.readouterr().out)}
    hidden = items["outlets[w].code"]
    assert (hidden["shown"], hidden["state"]) == (False, "hidden")
    assert hidden["hidden_by"] == ["environment.routes"]
    assert items["environment.routes"]["hidden_by"] == []


def test_a_profile_with_a_wrong_choice_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, profile = tmp_path / "n.qsa", tmp_path / "p.json"
    profile.write_text(json.dumps({**PROFILE, "environment.routes": ["sewer"]}), encoding="utf-8")
    assert run("--lang", "en", "new", path, "--profile", profile) == 2
    told = capsys.readouterr().err
    assert "sewer" in told
    assert "environment.routes" in told
    assert not path.exists()


def test_the_help_of_new_names_every_answer_of_the_profile(capsys: pytest.CaptureFixture[str]) -> None:
    run("new", "--help")
    told = capsys.readouterr().out
    assert [path for path in profile_paths(load_library()) if path not in told] == []
    choices = load_library().data.choices
    for name in ("profile_hazard", "profile_fuel", "profile_route", "permit_kind", "listing_label"):
        assert [one.value for one in choices[name] if f'"{one.value}"' not in told] == []
