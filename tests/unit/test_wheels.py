"""The check of wheels, as far as it can be tried without a package index."""

import json
import subprocess
from types import SimpleNamespace

import pytest

from tests import wheels


@pytest.mark.parametrize(
    ("file", "glibc"),
    [
        ("pkg-1.0-cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl", "2.17"),
        ("pkg-1.0-cp39-abi3-manylinux_2_31_aarch64.whl", "2.31"),
        ("pkg-1.0-cp311-cp311-manylinux_2_5_x86_64.manylinux1_x86_64.whl", "2.5"),
        ("pkg-1.0-cp311-cp311-manylinux2010_x86_64.whl", "2.12"),
        ("pkg-1.0-py3-none-any.whl", ""),
        ("pkg-1.0-cp311-cp311-win_amd64.whl", ""),
    ],
)
def test_the_oldest_glibc_is_read_from_the_name_of_a_wheel(file: str, glibc: str) -> None:
    assert wheels.Wheel("pkg", "1.0", file).glibc == glibc


def test_every_system_that_is_promised_is_asked_for() -> None:
    asked = wheels.systems("2.28")
    assert list(asked) == ["Windows x64", "Linux x64", "Linux ARM64", "macOS x64", "macOS ARM64"]
    assert "manylinux_2_28_aarch64" in asked["Linux ARM64"]
    assert "manylinux_2_29_aarch64" not in asked["Linux ARM64"]
    assert all("x86_64" in tag for tag in asked["Linux x64"])


def test_a_report_of_pip_becomes_a_table() -> None:
    def item(name: str, file: str) -> dict[str, object]:
        return {"metadata": {"name": name, "version": "1.0"}, "download_info": {"url": f"file:///x/{file}"}}

    report = {
        "install": [
            item("Zoo", "zoo-1.0-py3-none-any.whl"),
            item("ape", "ape-1.0-cp311-cp311-manylinux_2_28_x86_64.whl"),
            item("Bee", "bee-1.0-cp311-cp311-win_amd64.whl"),
        ]
    }
    found = wheels.read_report(json.dumps(report))
    assert [line.split(maxsplit=2) for line in wheels.table(found)] == [
        ["ape", "1.0", "glibc 2.28"],
        ["Bee", "1.0", "own wheel"],
        ["Zoo", "1.0", "any system"],
    ]


def test_what_has_no_wheel_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "WARNING: slow\nERROR: No matching distribution found for ape\n"
    monkeypatch.setattr(
        subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=1, stdout="", stderr=said)
    )
    with pytest.raises(LookupError, match=r"^ERROR: No matching distribution found for ape$"):
        wheels.resolve(["ape"], ["win_amd64"], "3.11")
