#!/usr/bin/env python3
"""The one door for developers: sets up what a command needs, then does it.

Standard library only, the same on Linux, Windows and macOS. System packages come through apt when root;
anybody else is told the exact command to type. Python packages go into `.venv`; the project itself is not
installed, it is run from the checkout.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BUILD = ROOT / "build"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")

# What must be there -> the Debian package that brings it. Asked for by what will be loaded, not by package, so
# that other distributions (and packages of other names) pass as well.
PYTHON = {"module:ensurepip": f"python3.{sys.version_info.minor}-venv"}
QT = {
    "library:libGL.so.1": "libgl1",
    "library:libEGL.so.1": "libegl1",
    "library:libX11.so.6": "libx11-6",
    "library:libxkbcommon.so.0": "libxkbcommon0",
    "library:libdbus-1.so.3": "libdbus-1-3",
    "library:libfontconfig.so.1": "libfontconfig1",
    "library:libfreetype.so.6": "libfreetype6",
    "library:libgthread-2.0.so.0": "libglib2.0-0",
}
SCREEN = {  # what Qt loads besides when it draws on a real screen
    "library:libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "library:libX11-xcb.so.1": "libx11-xcb1",
    "library:libxcb-cursor.so.0": "libxcb-cursor0",
    "library:libxcb-icccm.so.4": "libxcb-icccm4",
    "library:libxcb-image.so.0": "libxcb-image0",
    "library:libxcb-keysyms.so.1": "libxcb-keysyms1",
    "library:libxcb-randr.so.0": "libxcb-randr0",
    "library:libxcb-render-util.so.0": "libxcb-render-util0",
    "library:libxcb-shape.so.0": "libxcb-shape0",
    "library:libxcb-sync.so.1": "libxcb-sync1",
    "library:libxcb-xfixes.so.0": "libxcb-xfixes0",
    "library:libxcb-xkb.so.1": "libxcb-xkb1",
    "library:libwayland-cursor.so.0": "libwayland-cursor0",
}
OFFICE = {"program:soffice": "libreoffice-calc-nogui libreoffice-writer-nogui"}
BUNDLE = {
    "program:objdump": "binutils",
    f"library:{sysconfig.get_config_var('INSTSONAME')}": f"libpython3.{sys.version_info.minor}",
}


class Stop(Exception):
    """A reason to end, told to the person in one message."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def say(text: str) -> None:
    """Print at once, so that lines stay in order with those of child programs."""
    print(text, flush=True)


# --- what the system must bring -----------------------------------------------------------------------------


def present(probe: str) -> bool:
    """Whether a module, library or program ("kind:name") is there."""
    kind, name = probe.split(":", 1)
    if kind == "module":
        return importlib.util.find_spec(name) is not None
    if kind == "program":
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing_packages(needs: dict[str, str]) -> list[str]:
    return [word for probe, package in needs.items() if not present(probe) for word in package.split()]


def apt_command(packages: Iterable[str]) -> list[str]:
    return ["apt-get", "install", "--yes", "--no-install-recommends", *packages]


def advice(packages: Sequence[str], *, has_apt: bool) -> str:
    """What to tell somebody who may not install system packages."""
    if not has_apt:
        return "Install what these Debian packages bring, by your system's own means: " + " ".join(packages)
    install = shlex.join(["sudo", *apt_command(packages)])
    return (
        f"System packages are missing. Type this, then try again:\n\n    sudo apt-get update && {install}\n"
    )


def provide_system(needs: dict[str, str]) -> None:
    """Linux only: elsewhere Python, Qt and their libraries come complete."""
    packages = missing_packages(needs) if LINUX else []
    if not packages:
        return
    has_apt = shutil.which("apt-get") is not None
    if not has_apt or os.geteuid() != 0:
        raise Stop(advice(packages, has_apt=has_apt))
    say(f"Installing system packages: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], apt_command(packages)):
        done = subprocess.run(
            [*command, "-qq"], env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode:  # only then: apt murmurs about its own terminal even when all is well
            raise Stop(f"{shlex.join(command)} failed:\n{done.stderr}")


# --- what Python must bring ---------------------------------------------------------------------------------


def tool(name: str) -> Path:
    """A program of the virtual environment."""
    return VENV / (f"Scripts/{name}.exe" if WINDOWS else f"bin/{name}")


def requirements(*, dev: bool) -> list[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed: list[str] = project["dependencies"]
    return listed + project["optional-dependencies"]["dev"] if dev else listed


def provide_python(*, dev: bool) -> None:
    """Make `.venv` and fill it; a stamp saves the work while Python and the wanted packages stay the same."""
    wanted = requirements(dev=dev)
    stamp = VENV / f"{'dev' if dev else 'run'}.stamp"
    # Not sys.version: it changes with every repair the system makes to its Python, while the packages stay good.
    about = [str(sys.implementation.cache_tag), sys.base_prefix, *wanted]
    key = hashlib.sha256("\n".join(about).encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == key:
        return
    # A half-made or foreign environment is made anew; a good one only gets what it lacks.
    sound = (
        tool("python").exists()
        and not subprocess.run(
            [tool("python"), "-c", f"import pip, sys; sys.exit(sys.base_prefix != {sys.base_prefix!r})"]
        ).returncode
    )
    if not sound:
        say("Making .venv")
        call([sys.executable, "-m", "venv", "--clear", VENV], "Making the virtual environment failed.")
    say(f"Installing {len(wanted)} Python packages and what they need")
    pip: list[str | Path] = [tool("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call([*pip, *wanted], "pip could not install the packages.")
    stamp.write_text(key)


# --- running ------------------------------------------------------------------------------------------------


def call(command: Sequence[str | Path], failure: str, env: dict[str, str] | None = None) -> None:
    """Run a program in the checkout; its failure ends the whole command with its exit code."""
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **(env or {})}).returncode
    if code:
        raise Stop(failure, code)


def python(*arguments: str | Path, failure: str, offscreen: bool = True) -> None:
    call([tool("python"), *arguments], failure, {"QT_QPA_PLATFORM": "offscreen"} if offscreen else None)


def has_screen() -> bool:
    return not LINUX or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main_job(program: Sequence[str | Path], file: Path | None) -> None:
    """What the program is for, without a window: an audit, its report on paper, its journal proven."""
    BUILD.mkdir(exist_ok=True)
    audit = file or BUILD / "aluminium.qsa"
    pdf, xlsx = BUILD / f"{audit.stem}.pdf", BUILD / f"{audit.stem}.xlsx"
    if file is None:
        call([*program, "sample", "aluminium", audit, "--force"], "The sample could not be made.")
    call([*program, "report", audit, "--pdf", pdf, "--xlsx", xlsx], "The report could not be written.")
    call([*program, "verify", audit], "The audit file does not verify.")
    say("\nWritten:" + "".join(f"\n  {path}" for path in (audit, pdf, xlsx)))


def run(arguments: Sequence[str]) -> None:
    file = Path(arguments[0]).resolve() if arguments else None
    if not has_screen():
        say("No display here: doing the main job without a window.")
        main_job([tool("python"), "-m", "desktop"], file)
        return
    if file is None:
        file = BUILD / "sample.qsa"
        BUILD.mkdir(exist_ok=True)
        if not file.exists():  # somebody may have worked in it since
            python("-m", "desktop", "sample", "aluminium", file, failure="The sample could not be made.")
    python("-m", "desktop", file, failure="The window ended with an error.", offscreen=False)


def lint(_: Sequence[str] = ()) -> None:
    steps: dict[str, list[str | Path]] = {
        "style": [tool("ruff"), "check", "--quiet"],
        "format": [tool("ruff"), "format", "--check", "--quiet"],
        "types": [tool("mypy")],
        "imports": [tool("lint-imports")],
        "content": [tool("python"), "-m", "desktop", "lint"],
    }
    for what, command in steps.items():
        say(f"== {what}")
        call(command, f"The check of {what} failed.")


def test(arguments: Sequence[str]) -> None:
    lint()
    say("== tests")
    # pytest's summary has to be the last line: no word of ours after it.
    python("-m", "pytest", "-n", "auto", *arguments, failure="")


def bench(arguments: Sequence[str]) -> None:
    python("-m", "tests.benchmarks", *arguments, failure="The benchmarks failed.")


def wheels(arguments: Sequence[str]) -> None:
    python("-m", "tests.wheels", *arguments, failure="Not every package comes as a wheel for every system.")


def screenshots(arguments: Sequence[str]) -> None:
    for theme in ("light", "dark"):
        folder = BUILD / "screenshots" / theme
        command = ("-m", "desktop", "screenshots", folder, "--theme", theme, *arguments)
        python(*command, failure=f"The {theme} screenshots failed.")


def build(arguments: Sequence[str]) -> None:
    work = BUILD / "pyinstaller"
    options = ("--noconfirm", "--log-level", "ERROR", "--workpath", work, "--distpath", ROOT / "dist")
    python("-m", "PyInstaller", *options, *arguments, "build.spec", failure="PyInstaller failed.")
    program = ROOT / "dist" / "qingshen" / ("qingshen.exe" if WINDOWS else "qingshen")
    say("== the built program")
    main_job([program], None)
    pages = BUILD / "built-screenshots"
    call([program, "screenshots", pages], "The built window failed.", {"QT_QPA_PLATFORM": "offscreen"})
    say(f"  {program.parent}")


@dataclass(frozen=True)
class Command:
    does: Callable[[Sequence[str]], None]
    help: str
    needs: dict[str, str]
    dev: bool = True


def commands() -> dict[str, Command]:
    screen = QT | SCREEN if has_screen() else {}
    return {
        "run": Command(
            run, "open the sample, or FILE; without a display write its report", PYTHON | screen, False
        ),
        "test": Command(test, "every check and every test; further words go to pytest", PYTHON | QT | OFFICE),
        "lint": Command(lint, "the checks alone: style, format, types, imports, content", PYTHON),
        "bench": Command(bench, "the benchmarks, each against its floor", PYTHON | QT),
        "screenshots": Command(screenshots, "every page as a picture, light and dark", PYTHON | QT, False),
        "wheels": Command(
            wheels, "whether each package comes for each system (asks the index)", PYTHON, False
        ),
        "build": Command(build, "the program as a folder to carry, tried out", PYTHON | QT | SCREEN | BUNDLE),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is started by whatever Python there is
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    for stream in (
        sys.stdout,
        sys.stderr,
    ):  # a console that lacks the characters of a path is no reason to stop
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    known = commands()
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description=(__doc__ or "").splitlines()[0],
        epilog="\n".join(f"  {name:<12} {command.help}" for name, command in known.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=known)
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="handed on to the command")
    chosen = parser.parse_args(arguments)
    command = known[chosen.command]
    try:
        provide_system(command.needs)
        provide_python(dev=command.dev)
        command.does(chosen.rest)
    except Stop as stop:
        if message := str(stop):
            print(message, file=sys.stderr, flush=True)
        return stop.code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
