"""Entry point: opens the workbench, or hands a command to `cli`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

COLLECTED_AFTER: Final = (50_000, 20, 20)
"""How many new objects Python looks through for cycles at a time, and how often it looks through older ones."""


def collect_seldom() -> None:
    """Let Python look for cycles more seldom than it does unasked.

    A plan of 100,000 rows is a million objects that live as long as it is open. After every 700 new objects, as Python
    does it, looking through them again and again takes longer than to make them.
    """
    gc.set_threshold(*COLLECTED_AFTER)


def opens_a_window(argv: Sequence[str]) -> bool:
    """Tell a store to open (`pmo-desktop [STORE]`, `--demo`) from a command such as `pack --store …`.

    A store is named by its extension, or by a path: a mistyped command must not become a file.
    """
    if not argv or list(argv) == ["--demo"]:
        return True
    name = argv[0]
    is_path = name.endswith(".pmow") or "/" in name or os.sep in name
    return len(argv) == 1 and not name.startswith("-") and is_path


def main() -> int:
    """Run the program with the process's arguments; return its exit status."""
    collect_seldom()
    argv = sys.argv[1:]
    if opens_a_window(argv):
        from .gui import application

        demo = argv == ["--demo"]
        return application.run(Path(argv[0]) if argv and not demo else None, demo)
    from . import cli

    return cli.self_test() if argv == ["--self-test"] else cli.run(argv)


if __name__ == "__main__":
    sys.exit(main())
