"""Reports: a frozen audit becomes blocks that name where every value comes from; writers turn blocks into files."""

from desktop.reports.build import KINDS, build_report
from desktop.reports.model import Language, Report
from desktop.reports.numbers import Number, numbers
from desktop.reports.source import Snapshot

__all__ = ["KINDS", "Language", "Number", "Report", "Snapshot", "build_report", "numbers"]
