"""What the frozen program does to show that nothing was left out of it."""

from __future__ import annotations

import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from ..services.holiday_sets import holidays_of
from .running import run


def self_test() -> int:
    """Make a demo store, schedule it, write packs, ask for holidays, check; return 0 when all is well."""
    with tempfile.TemporaryDirectory(prefix="pmo-desktop-self-test-") as folder:
        store = str(Path(folder) / "self-test.pmow")
        steps = [
            ["new", store, "--demo"],
            ["schedule", "--store", store, "--project", "P-124", "--json"],
            *(["pack", "--store", store, "--out", str(Path(folder) / f"{language}.pdf"), "--lang", language]
              for language in ("en", "zh_CN")),
            ["check", store],
        ]  # fmt: skip
        for step in steps:
            with redirect_stdout(StringIO()):
                status = run(step)
            if status:
                return status
        worked = [one for one in holidays_of("CN", [2026], "zh_CN").days if one.works]
        packs = [path for path in Path(folder).glob("*.pdf") if path.read_bytes().startswith(b"%PDF")]
    is_whole = len(packs) == 2 and len(worked) == 6
    sys.stdout.write("self-test passed\n" if is_whole else "self-test failed\n")
    return 0 if is_whole else 1
