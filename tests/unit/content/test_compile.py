"""The compiled library: the same data, found again by its stamp, proof against a bad cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop.content import compile as compiling
from desktop.content.compile import compile_content, load_data, main, pack, source_stamp, unpack
from desktop.content.library import Library, library_from_bytes, load_library
from desktop.content.messages import fallback_messages
from desktop.model.errors import AuditError, FileError
from desktop.model.text import Text


@pytest.fixture
def installed(plot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The program with the sound library as its content and an empty cache."""
    monkeypatch.setattr(compiling, "forms_root", lambda: plot.forms)
    monkeypatch.setattr(compiling, "resource_root", lambda: plot.resources)
    monkeypatch.setattr(compiling, "cache_folder", lambda: tmp_path / "cache")
    return plot


def cached(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").glob("library-*.bin"))


def test_a_compiled_library_is_the_library(plot: Any) -> None:
    data = compile_content(plot.forms, plot.resources)
    stamp = source_stamp(plot.forms, plot.resources)
    assert unpack(pack(data, stamp), stamp) == data
    assert len(data.digest) == 32


def test_the_second_start_reads_no_yaml(
    installed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_data()
    assert len(cached(tmp_path)) == 1
    monkeypatch.setattr(compiling, "compile_content", lambda *_: pytest.fail("read again"))
    assert load_data() == first


def test_an_edit_is_seen_at_once(installed: Any) -> None:
    before = load_data()
    installed.plant("forms/tables/parts.yaml", "en: Amount", "en: Quantity")
    after = load_data()
    assert before.digest != after.digest
    assert after.tables[0].columns[3].label == Text("数量", "Quantity")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda blob: b"",
        lambda blob: blob[:50],
        lambda blob: blob[:-1],
        lambda blob: b"XXXX" + blob[4:],
        lambda blob: blob[:-40] + bytes(40),
    ],
)
def test_a_damaged_cache_is_made_anew(installed: Any, tmp_path: Path, spoil: Any) -> None:
    data = load_data()
    [path] = cached(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    assert load_data() == data
    assert unpack(path.read_bytes(), b"") == data


def test_a_cache_that_cannot_be_written_costs_only_time(installed: Any, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    assert load_data() == load_data()


def test_the_cache_does_not_grow(installed: Any, tmp_path: Path) -> None:
    for edition in range(8):
        installed.write("forms/library.yaml", f'version: "{edition}"\n')
        assert load_data().version == str(edition)
    assert len(cached(tmp_path)) <= 4


def test_a_built_library_is_used_while_it_fits_the_sources(installed: Any, tmp_path: Path) -> None:
    built = installed.resources / "library.bin"
    assert main([str(built)]) == 0
    load_data()
    assert cached(tmp_path) == []  # nothing had to be read
    installed.plant("forms/tables/parts.yaml", "en: Amount", "en: Quantity")
    assert load_data().tables[0].columns[3].label.en == "Quantity"


def test_a_frozen_program_without_sources_takes_the_built_library(
    installed: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = load_data()
    main([str(installed.resources / "library.bin")])
    monkeypatch.setattr(compiling, "__file__", str(tmp_path / "archive" / "compile.pyc"))
    monkeypatch.setattr(compiling, "compile_content", lambda *_: pytest.fail("read again"))
    installed.plant("forms/tables/parts.yaml", "en: Amount", "en: Quantity")
    assert load_data() == data


def test_a_broken_library_is_told_in_sentences(installed: Any) -> None:
    installed.plant("forms/tables/parts.yaml", "en: Amount", "en: No")
    installed.plant("forms/tables/plant.yaml", "single: true", "sigle: true")
    with pytest.raises(AuditError) as broken:
        load_data()
    assert broken.value.code == "content.broken"
    assert broken.value.params["count"] == 2
    faults = broken.value.params["faults"]
    assert isinstance(faults, Text)
    assert [line.split(":")[0] for line in faults.en.splitlines()] == [
        "forms/tables/parts.yaml",
        "forms/tables/plant.yaml",
    ]


def test_a_broken_sentence_does_not_silence_the_others(plot: Any) -> None:
    plot.write(
        "resources/messages/content.yaml",
        "content.example: {zh: 例, en: No}\ncontent.other: {zh: 另, en: Other}\n",
    )
    messages = fallback_messages(plot.resources)
    assert messages.say("content.other", "en") == "Other"
    assert messages.say("content.example", "en", n=1) == "content.example (n: 1)"


def test_building_a_broken_library_fails_with_its_faults(
    installed: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.plant("forms/tables/plant.yaml", "single: true", "sigle: true")
    assert main([str(tmp_path / "out.bin")]) == 1
    assert "sigle" in capsys.readouterr().err
    assert not (tmp_path / "out.bin").exists()


def test_a_pinned_snapshot_keeps_the_content_and_speaks_todays_words(plot: Any) -> None:
    library = Library(compile_content(plot.forms, plot.resources))
    pinned = library_from_bytes(library.to_bytes())
    assert pinned.tables == library.tables
    assert pinned.digest == library.digest
    assert pinned.message("content.nearest", "en", nearest="x") == load_library().message(
        "content.nearest", "en", nearest="x"
    )


@pytest.mark.parametrize("blob", [b"", b"not a snapshot", b"x\x9c" + bytes(20)])
def test_a_damaged_snapshot_is_told(blob: bytes) -> None:
    with pytest.raises(FileError) as damaged:
        library_from_bytes(blob)
    assert damaged.value.code == "content.snapshot_damaged"


def test_a_snapshot_of_a_newer_program_is_told(plot: Any) -> None:
    import msgspec

    data = compile_content(plot.forms, plot.resources)
    blob = Library(msgspec.structs.replace(data, schema=99)).to_bytes()
    with pytest.raises(FileError) as newer:
        library_from_bytes(blob)
    assert newer.value.code == "content.snapshot_newer"


def test_loading_the_shipped_library_brings_no_yaml() -> None:
    load_library()  # warms the cache
    code = "import sys; from desktop.content.library import load_library; load_library(); print('yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
