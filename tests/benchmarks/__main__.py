"""``python3 dev.py bench``: every promise of speed against its floor in the same run (medians and p95)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.model.collector import calm
from tests.benchmarks import rows
from tests.benchmarks.table import Table


def main() -> int:
    """Run all benchmarks, or those named; ``--smoke`` once each, to see that they run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these rows: " + " ".join(rows.ALL))
    parser.add_argument("--smoke", action="store_true", help="one repetition each")
    asked = parser.parse_args()
    calm()
    table = Table()
    with TemporaryDirectory(prefix="qingshen-bench-") as folder:
        world = rows.World(Path(folder), repeat=1 if asked.smoke else 0)
        for name, row in rows.ALL.items():
            if not asked.names or name in asked.names:
                print(f"… {name}", file=sys.stderr, flush=True)
                table.add(row(world))
    print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
