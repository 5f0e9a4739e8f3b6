"""``python -m desktop`` and the two installed programs: hand over to ``app``, which wires everything."""

from __future__ import annotations

import sys


def main() -> None:
    """The console program ``qingshen``."""
    from desktop.app import run

    sys.exit(run(sys.argv[1:]))


def window() -> None:
    """The window program ``qingshen-window``: the same, with the window where no command is given."""
    from desktop.app import run

    sys.exit(run(["window", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
