"""Every issued pack of the sample is made again byte for byte, in a fresh process with another hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from pmo_desktop.domain.audience import PRESETS
from pmo_desktop.domain.snapshot import from_json, to_bytes
from pmo_desktop.persistence.store import Store, open_store
from pmo_desktop.services.demo import create_demo
from pmo_desktop.services.publishing import again
from pmo_desktop.services.queries.packs import issued_packs, snapshot_data

ROOT = Path(__file__).parents[2]
SCRIPT = """
import hashlib, sys
from pathlib import Path
from pmo_desktop.persistence.store import open_store
from pmo_desktop.services.publishing import again
store = open_store(Path(sys.argv[1]))
with store.read() as session:
    for number in range(1, 7):
        audience = ("steering", "supplier")[number % 2]
        print(hashlib.sha256(again(session, number, sys.argv[2], "A4", audience).pdf).hexdigest())
store.close()
"""


@dataclass(frozen=True)
class Sample:
    """The sample in one language, and the digest of a copy of each of its six issued packs."""

    path: Path
    language: str
    digests: tuple[str, ...]


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    path = tmp_path_factory.mktemp("reissue") / "sample.pmow"
    store: Store = create_demo(path, request.param)
    with store.read() as session:
        pdfs = [
            again(session, number, request.param, "A4", ("steering", "supplier")[number % 2]).pdf
            for number in range(1, 7)
        ]
    store.close()
    return Sample(path, request.param, tuple(hashlib.sha256(pdf).hexdigest() for pdf in pdfs))


def test_six_periods_are_made_again_in_a_fresh_process(sample: Sample) -> None:
    seed = {"en": "0", "zh_CN": "4711"}[sample.language]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Shanghai",
                   "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(sample.path), sample.language],
        env=environment, cwd=sample.path.parent, capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    assert tuple(done.stdout.split()) == sample.digests


def test_the_sample_made_anew_has_the_same_snapshots(sample: Sample, tmp_path: Path) -> None:
    store = create_demo(tmp_path / "again.pmow", sample.language)
    with store.read() as session:
        made = {pack.number: pack.snapshot for pack in issued_packs(session)}
    store.close()
    first = open_store(sample.path)
    with first.read() as session:
        known = {pack.number: pack.snapshot for pack in issued_packs(session)}
        bodies = [snapshot_data(session, pack) for pack in issued_packs(session)]
    first.close()
    assert made == known
    assert sorted(known) == [1, 2, 3, 4, 5, 6]
    for data in bodies:
        assert from_json(to_bytes(data)) == data


def test_every_period_after_the_first_says_what_changed(sample: Sample) -> None:
    store = open_store(sample.path)
    with store.read() as session:
        packs = sorted(issued_packs(session), key=lambda pack: pack.number)
        found = [snapshot_data(session, pack) for pack in packs]
    store.close()
    assert found[0].changes is None
    for before, data in pairwise(found):
        assert data.changes is not None
        assert data.changes.issue == before.issue
        assert data.changes.ratings
    assert {preset["key"] for preset in packs[0].manifest["audiences"]} == {preset.key for preset in PRESETS}
