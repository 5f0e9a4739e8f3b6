"""The door for developers, as far as it can be tried without installing anything."""

import sys
from pathlib import Path

import pytest

import dev


def test_packages_are_asked_for_only_where_something_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "present", lambda probe: probe == "library:libGL.so.1")
    needs = {
        "module:ensurepip": "python3-venv",
        "library:libGL.so.1": "libgl1",
        "program:soffice": "calc writer",
    }
    assert dev.missing_packages(needs) == ["python3-venv", "calc", "writer"]


@pytest.mark.parametrize(
    ("probe", "there"),
    [
        ("module:tomllib", True),
        ("module:no_such_module", False),
        ("program:no-such-program", False),
        ("library:libnosuch.so.9", False),
    ],
)
def test_probes_tell_what_is_there(probe: str, there: bool) -> None:
    assert dev.present(probe) is there


def test_the_advice_is_a_command_to_type() -> None:
    words = dev.advice(["libgl1", "libegl1"], has_apt=True)
    assert (
        "sudo apt-get update && sudo apt-get install --yes --no-install-recommends libgl1 libegl1\n" in words
    )


def test_without_apt_the_advice_names_the_packages_and_no_command() -> None:
    words = dev.advice(["libgl1"], has_apt=False)
    assert "libgl1" in words
    assert "apt-get" not in words


def test_someone_who_is_not_root_is_told_and_nothing_is_installed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no program may be started")

    monkeypatch.setattr(dev, "LINUX", True)
    monkeypatch.setattr(dev, "present", lambda _: False)
    monkeypatch.setattr(dev.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(dev.subprocess, "run", refuse)
    assert dev.main(["test"]) == 1
    out, err = capfd.readouterr()
    assert "sudo apt-get update && sudo apt-get install" in err
    assert "libreoffice-calc-nogui" in err
    assert out == ""


def test_the_development_packages_include_those_of_the_program() -> None:
    run, everything = dev.requirements(dev=False), dev.requirements(dev=True)
    assert set(run) < set(everything)
    assert any(line.startswith("PySide6-Essentials") for line in run)
    assert not any(line.startswith("pytest") for line in run)


def test_a_second_start_with_the_same_wishes_installs_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[list[str]] = []

    def note(command: list[object], *_: object, **__: object) -> None:
        started.append([str(word) for word in command])
        (tmp_path / "环境 1").mkdir(exist_ok=True)

    monkeypatch.setattr(dev, "VENV", tmp_path / "环境 1")
    monkeypatch.setattr(dev, "call", note)
    dev.provide_python(dev=False)
    assert [command[1:3] for command in started] == [["-m", "venv"], ["-m", "pip"]]
    dev.provide_python(dev=False)
    assert len(started) == 2
    monkeypatch.setattr(sys, "version", "the same Python, repaired by the system")
    dev.provide_python(dev=False)
    assert len(started) == 2
    monkeypatch.setattr(dev, "requirements", lambda dev: ["something-new"])
    dev.provide_python(dev=False)
    assert started[-1][-1] == "something-new"


@pytest.mark.parametrize(
    ("platform", "variables", "screen"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
    ],
)
def test_a_screen_is_looked_for_only_where_one_can_be_missing(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], screen: bool
) -> None:
    monkeypatch.setattr(dev, "LINUX", platform.startswith("linux"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert dev.has_screen() is screen


def test_the_exit_code_of_a_failing_program_is_ours(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(dev.Stop, match="It failed") as stop:
        dev.call([sys.executable, "-c", "raise SystemExit(5)"], "It failed.")
    assert stop.value.code == 5
