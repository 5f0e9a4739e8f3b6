"""Does every runtime dependency come as a ready wheel for every system, and which glibc does each want?

Run by ``python3 dev.py wheels``; it asks the package index that pip is set up for, so no test runs it. pip resolves
for each system without installing anything. Markers such as ``sys_platform`` are judged by the machine at hand: what
a library wants on Windows alone is seen there only.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass

import dev

PIP = (*("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"), "--dry-run")
DEBIAN_12 = "2.36"


@dataclass(frozen=True)
class Wheel:
    name: str
    version: str
    file: str

    @property
    def glibc(self) -> str:
        """The oldest glibc it runs on; empty where it does not ask for one. Several tags mean: any of them."""
        modern = re.findall(r"manylinux_(\d+)_(\d+)_", self.file)
        older = {"manylinux2014": (2, 17), "manylinux2010": (2, 12), "manylinux1": (2, 5)}
        versions = [(int(major), int(minor)) for major, minor in modern]
        versions += [version for tag, version in older.items() if f"{tag}_" in self.file]
        return ".".join(map(str, min(versions))) if versions else ""

    @property
    def pure(self) -> bool:
        return self.file.endswith("-none-any.whl")


def systems(glibc: str) -> dict[str, list[str]]:
    """The tags that each system accepts. Those of older macOS and of the oldest Linux pip adds itself."""
    major, newest = map(int, glibc.split("."))

    def linux(machine: str) -> list[str]:
        return [f"manylinux_{major}_{minor}_{machine}" for minor in range(newest, 4, -1)]

    return {
        "Windows x64": ["win_amd64"],
        "Linux x64": [*linux("x86_64"), "manylinux2014_x86_64"],
        "Linux ARM64": [*linux("aarch64"), "manylinux2014_aarch64"],
        "macOS x64": ["macosx_13_0_x86_64"],
        "macOS ARM64": ["macosx_13_0_arm64"],
    }


def resolve(wanted: list[str], platforms: list[str], python: str) -> list[Wheel]:
    """What pip would install there.

    Raises:
        LookupError: something has no wheel; the message is pip's.
    """
    with tempfile.TemporaryDirectory() as empty:
        target = [
            "--target",
            empty,
            "--only-binary=:all:",
            "--implementation",
            "cp",
            "--python-version",
            python,
        ]
        where = [word for platform in platforms for word in ("--platform", platform)]
        command = [sys.executable, *PIP, "--ignore-installed", "--report", "-", *target, *where, *wanted]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise LookupError("\n".join(errors) or done.stderr)
    return read_report(done.stdout)


def read_report(text: str) -> list[Wheel]:
    found = []
    for item in json.loads(text)["install"]:
        file = item["download_info"]["url"].rsplit("/", 1)[1].replace("%2B", "+")
        found.append(Wheel(item["metadata"]["name"], item["metadata"]["version"], file))
    return sorted(found, key=lambda wheel: wheel.name.lower())


def table(wheels: list[Wheel]) -> list[str]:
    lines = []
    for wheel in wheels:
        kind = "any system" if wheel.pure else wheel.glibc and f"glibc {wheel.glibc}"
        lines.append(f"  {wheel.name:<24} {wheel.version:<12} {kind or 'own wheel'}")
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py wheels", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--glibc", default=DEBIAN_12, help="newest glibc to count on (default: Debian 12)")
    parser.add_argument("--python", default="3.11", help="version of Python (default: the oldest supported)")
    chosen = parser.parse_args()
    failed = False
    for system, platforms in systems(chosen.glibc).items():
        print(f"== {system}, Python {chosen.python}", flush=True)
        try:
            print(
                "\n".join(table(resolve(dev.requirements(dev=False), platforms, chosen.python))), flush=True
            )
        except LookupError as fault:
            failed = True
            print(fault, flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
