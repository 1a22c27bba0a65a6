"""What every test can rely on: the generated package is fresh, and no window needs a screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import hatch_build

ROOT = Path(__file__).resolve().parent.parent

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if sys.platform.startswith("linux"):
    # A loop without end then fails its own test with a traceback instead of taking the machine down.
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (4 << 30, resource.getrlimit(resource.RLIMIT_DATA)[1]))

hatch_build.generate(ROOT)

# "quick" repeats the same examples, so that a red run is red again;
# `--hypothesis-profile=thorough` looks for new ones.
settings.register_profile("quick", max_examples=50, deadline=None, derandomize=True)
settings.register_profile(
    "thorough",
    max_examples=2000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of `pyproject.toml`."""
    return ROOT
