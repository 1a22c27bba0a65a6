"""Seconds to publish the sample's pack in two languages, and to verify and make again what was issued.

    python benchmarks/publish.py [rounds]

Publishing is all of it: collecting the data, painting every page twice, writing the files, freezing. The sample is
copied for each round, because a published period can't be published again.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence.store import open_store
from pmo_desktop.services.commands import packs
from pmo_desktop.services.demo import create_demo
from pmo_desktop.services.publishing import Order, again, prepare
from pmo_desktop.services.queries.periods import current_period
from pmo_desktop.services.verifying import verify


@contextmanager
def timed(spent: dict[str, list[float]], name: str) -> Iterator[None]:
    """Add the seconds of what is inside to a list."""
    begun = time.perf_counter()
    yield
    spent.setdefault(name, []).append(time.perf_counter() - begun)


def publish(sample: Path, folder: Path, spent: dict[str, list[float]]) -> int:
    """Publish a copy of the sample in two languages, verify it and make it again; return the pages of one language."""
    store = open_store(Path(shutil.copy(sample, folder / "copy.pmow")))
    try:
        with timed(spent, "publish"):
            with store.reader() as session:
                period = current_period(session)
                assert period is not None
                prepared = prepare(session, Order(period.id, ("en", "zh_CN")))
            staged = prepared.stage(folder)
            store.write(
                Message("publish_pack", {"number": prepared.data.issue}),
                lambda session: packs.publish(session, prepared),
                origin="made",
            )
            files = staged.release()
        pdf = files[0].read_bytes()
        with store.read() as session:
            with timed(spent, "verify"):
                assert verify(session, pdf).redraws
            with timed(spent, "make again"):
                assert again(session, prepared.data.issue, "en", "A4").pdf == pdf
    finally:
        store.close()
    return prepared.copies[0].rendered.pages


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    spent: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        sample = Path(name) / "sample.pmow"
        create_demo(sample, "en").close()
        for number in range(rounds):
            folder = Path(name) / str(number)
            folder.mkdir()
            pages = publish(sample, folder, spent)
    print(f"{'':<12}{'first, s':>10}{'best, s':>10}   ({pages} pages a language)")
    for what, seconds in spent.items():
        print(f"{what:<12}{seconds[0]:>10.2f}{min(seconds):>10.2f}")


if __name__ == "__main__":
    main()
