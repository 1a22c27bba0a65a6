"""Acknowledged edits outlive the program being killed, the power being cut and the disk being full."""

from __future__ import annotations

import fcntl
import os
import random
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.messages import Message
from pmo_desktop.persistence import store as store_module
from pmo_desktop.persistence.store import Store, open_store

from .faults import interrupt, judge, make_store
from .worker import move

EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2


def mounts_allowed() -> bool:
    """Return whether this process may mount a file system of its own."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not Path("/usr/sbin/mkfs.ext4").exists():
        return False
    return Path("/dev/loop-control").exists()


needs_mount = pytest.mark.skipif(not mounts_allowed(), reason="needs root, mkfs.ext4 and loop devices")


class Disk:
    """A small ext4 disk in a file, whose power can be cut."""

    def __init__(self, folder: Path) -> None:
        self._image, self.place = folder / "disk.img", folder / "disk"
        self.place.mkdir()
        with self._image.open("wb") as file:
            file.truncate(32 * 1024 * 1024)
        subprocess.run(["/usr/sbin/mkfs.ext4", "-q", self._image], check=True)

    def mount(self) -> None:
        subprocess.run(["mount", "-o", "loop", self._image, self.place], check=True)

    def cut(self) -> None:
        """Drop everything that was not flushed, as a power cut does."""
        handle = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(handle)

    def unmount(self) -> None:
        subprocess.run(["umount", self.place], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path)
    disk.mount()
    yield disk
    subprocess.run(["umount", disk.place], check=False, capture_output=True)  # a test may have left it unmounted


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", place], check=True)


def edit(store: Store, number: int) -> None:
    store.write(Message("edit"), lambda session: move(session, number))


def kill_rounds(folder: Path, rounds: int, seed: int) -> int:
    path, dice, number = folder / "a.pmow", random.Random(seed), 0
    make_store(path)
    for _ in range(rounds):
        acknowledged = interrupt(path, dice.uniform(0.0, 0.25), lambda worker: None)
        number = judge(path, acknowledged)
    return number


def test_a_killed_program_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    assert kill_rounds(tmp_path, rounds=8, seed=1) > 8


@pytest.mark.soak
def test_a_program_killed_100_times_loses_no_acknowledged_edit(tmp_path: Path) -> None:
    print(f"\nedits over 100 kills: {kill_rounds(tmp_path, rounds=100, seed=2)}")


def cut_rounds(disk: Disk, rounds: int, seed: int) -> int:
    path, dice, number = disk.place / "a.pmow", random.Random(seed), 0
    make_store(path)
    os.sync()
    for _ in range(rounds):
        acknowledged = interrupt(path, dice.uniform(0.0, 0.25), lambda worker: disk.cut())
        disk.unmount()
        disk.mount()
        number = judge(path, acknowledged)
    return number


@needs_mount
def test_a_power_cut_loses_no_acknowledged_edit(disk: Disk) -> None:
    assert cut_rounds(disk, rounds=5, seed=3) > 5


@needs_mount
@pytest.mark.soak
def test_50_power_cuts_lose_no_acknowledged_edit(disk: Disk) -> None:
    print(f"\nedits over 50 power cuts: {cut_rounds(disk, rounds=50, seed=4)}")


@needs_mount
def test_the_power_cut_test_can_fail(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With flushing switched off, cuts do lose edits: the test above would notice."""
    path = disk.place / "a.pmow"
    make_store(path)
    os.sync()
    unsafe = store_module.connect

    def without_flushing(path: Path, *, mode: str) -> object:
        connection = unsafe(path, mode=mode)
        connection.execute("PRAGMA synchronous = OFF")
        return connection

    monkeypatch.setattr(store_module, "connect", without_flushing)
    store = open_store(path)
    for number in range(1, 30):
        edit(store, number)
    disk.cut()
    store.close()
    disk.unmount()
    disk.mount()
    monkeypatch.undo()
    with pytest.raises((AssertionError, PmoError)):
        judge(path, 29)


@needs_mount
def test_a_full_disk_is_said_and_loses_nothing_and_work_goes_on_when_there_is_room(full_disk: Path) -> None:
    path = full_disk / "a.pmow"
    make_store(path)
    filler = full_disk / "filler"
    store = open_store(path)
    number = 0
    for _ in range(10):
        filler.write_bytes(b"")
        with filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
        edits = (edit(store, number := number + 1) for _ in range(10_000))
        with pytest.raises(PmoError) as error:
            all(done is None for done in edits)
        number -= 1
        assert error.value.message_id == "disk_full"
        with store.read() as session:
            assert session.execute(text("SELECT name FROM project WHERE id = 2")).scalar() == str(number)
        filler.unlink()
        edit(store, number + 1)
        number += 1
    store.close()
    judge(path, number)
