"""Recalculation of a workbook by LibreOffice, headless, and the comparison of figures."""

from __future__ import annotations

import math
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from openpyxl.workbook import Workbook

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed (python3 dev.py test installs it)"
)

RELATIVE = 1e-9
CANCELLED = 1e-12


def recalculated(path: Path) -> Workbook:
    """The workbook with the values LibreOffice computes."""
    assert SOFFICE is not None
    with TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        subprocess.run(
            [
                SOFFICE,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                "xlsx:Calc MS Excel 2007 XML",
                "--outdir",
                folder,
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return openpyxl.load_workbook(Path(folder) / path.name, data_only=True)


def agree(found: object, expected: float, largest: float = 0.0) -> bool:
    """Equal to 1e-9 relative, or 1e-12 of the largest term where terms cancel."""
    if not isinstance(found, int | float) or isinstance(found, bool):
        return False
    return math.isclose(
        found, expected, rel_tol=RELATIVE, abs_tol=CANCELLED * max(largest, abs(expected), 1e-9)
    )
