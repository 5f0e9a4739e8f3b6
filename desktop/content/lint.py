"""Is the content sound? Everything that can be said without an audit, all at once, with place and remedy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop.content.compile import load_data
from desktop.content.faults import ContentFault, in_order
from desktop.content.findings import Findings
from desktop.content.library import Library
from desktop.content.lint_codes import lint_codes
from desktop.content.lint_editions import lint_editions
from desktop.content.lint_expressions import lint_examples, lint_expressions
from desktop.content.lint_indicators import lint_indicators
from desktop.content.lint_names import lint_names
from desktop.content.lint_relevance import lint_relevance
from desktop.content.lint_words import lint_words
from desktop.content.overlay_files import is_overlay
from desktop.content.overlay_load import lint_overlay
from desktop.content.places import content_root, resource_root
from desktop.content.read import Place, Reading, read_all
from desktop.content.types import LibraryData

_CODE = Path(__file__).resolve().parents[1]


def lint(
    data: LibraryData, places: Mapping[str, Place] | None = None, *, examples: bool = True
) -> list[ContentFault]:
    """The mistakes of a library that could be read.

    ``examples``: whether those of the checks are tried. They are worked out with the base's own factors and limits,
    so an overlay that corrects one of them proves nothing against the check.
    """
    library = Library(data)
    findings = Findings(places or {})
    lint_names(library, findings)
    lint_editions(library, findings)
    lint_indicators(library, findings)
    lint_words(library, findings)
    lint_expressions(library, findings)
    if examples:
        lint_examples(library, findings)
    lint_relevance(library, findings)
    return in_order(dict.fromkeys(findings.faults))


def lint_directory(path: Path | None = None) -> list[ContentFault]:
    """The mistakes of a folder with ``forms/`` (and perhaps ``resources/``); without one, of the installed content.

    A folder with an overlay is held against the installed content; told besides is which rows and questions of it
    were written against another base.

    The sentences of the program itself are held against its code only for the installed content.
    """
    root = path or content_root()
    if path is not None and is_overlay(path):
        _, faults, conflicts = lint_overlay(path, load_data())
        return in_order([*faults, *conflicts])
    forms = root if (root / "tables").is_dir() else root / "forms"
    resources = forms.parent / "resources"
    if not resources.is_dir():
        resources = resource_root()
    if not forms.is_dir():
        return [ContentFault("content.no_forms", str(root))]
    reading = read_all(forms, resources)
    if reading.data is None:
        return in_order([*reading.faults, *_further(reading)])
    faults = lint(reading.data, reading.places)
    if resources == resource_root() and _CODE.is_dir():
        findings = Findings(reading.places)
        lint_codes(Library(reading.data), findings, _CODE)
        faults = in_order([*faults, *findings.faults])
    return faults


def _further(reading: Reading) -> list[ContentFault]:
    """What else is wrong beside mistakes that could be read over, but for the items of those."""
    if reading.partial is None:
        return []
    known = {(fault.file, fault.item) for fault in reading.faults}
    found = lint(reading.partial, reading.places, examples=False)
    return [
        fault
        for fault in found
        if not any(fault.file == file and f"{fault.item}.".startswith(f"{item}.") for file, item in known)
    ]
