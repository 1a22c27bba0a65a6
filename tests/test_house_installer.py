"""`build_installer`: the plan for each platform, with and without the platform's tools."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import build_installer
from build_installer import Folders, Machine

ALL_TOOLS = {tool: f"/tools/{tool}" for tool in build_installer.TOOLS}


def titles(machine: Machine, repository: Path) -> list[str]:
    return [step.title for step in build_installer.plan(repository, machine).steps]


@pytest.mark.parametrize(
    ("system", "processor", "product"),
    [
        ("linux", "x86_64", "pmo-desktop_{}_amd64.deb"),
        ("linux", "aarch64", "pmo-desktop_{}_arm64.deb"),
        ("win32", "AMD64", "pmo-desktop-{}-setup.exe"),
        ("darwin", "arm64", "pmo-desktop-{}.dmg"),
    ],
)
def test_each_platform_gets_its_installer(repository: Path, system: str, processor: str, product: str) -> None:
    made = build_installer.plan(repository, Machine(system, processor, ALL_TOOLS, "Some Identity"))
    assert made.product.name == product.format(build_installer.version(repository))
    assert made.missing == ()


@pytest.mark.parametrize(
    ("system", "suffix", "named"),
    [("linux", ".gz", "dpkg-deb"), ("win32", ".zip", "iscc"), ("darwin", ".zip", "hdiutil"), ("sunos5", "", "sunos5")],
)
def test_a_missing_tool_is_named_and_an_archive_is_made(repository: Path, system: str, suffix: str, named: str) -> None:
    made = build_installer.plan(repository, Machine(system, "x86_64", {}))
    assert made.product.suffix == suffix
    assert any(named in what for what in made.missing)


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_the_frozen_program_tests_itself_before_it_is_wrapped(repository: Path, system: str) -> None:
    order = titles(Machine(system, "x86_64", ALL_TOOLS), repository)
    frozen = order.index("Freeze the program")
    assert order[frozen + 1] == "Let the frozen program test itself"
    assert len(order) > frozen + 2


def test_macos_signs_only_with_an_identity(repository: Path) -> None:
    assert "Sign the bundle" in titles(Machine("darwin", "arm64", ALL_TOOLS, "Identity"), repository)
    unsigned = build_installer.plan(repository, Machine("darwin", "arm64", ALL_TOOLS))
    assert "Sign the bundle" not in [step.title for step in unsigned.steps]
    assert any("PMO_SIGNING_IDENTITY" in what for what in unsigned.missing)


def test_the_spec_is_not_written_beside_the_sources(repository: Path) -> None:
    command = build_installer.freeze_command(Folders(repository), Machine("linux", "x86_64", {}))
    assert Path(command[command.index("--specpath") + 1]).is_relative_to(repository / "build")


def test_a_dry_run_changes_nothing_and_shows_no_path_of_this_machine(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a dry run runs nothing")

    monkeypatch.setattr(subprocess, "run", never)
    monkeypatch.setattr(build_installer.sys, "executable", "python3")
    assert build_installer.main(["--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "Freeze the program" in shown
    assert f"{repository}/" not in shown.replace(f"{repository}/LICENSE", "")


def test_the_debian_tree_has_what_a_desktop_needs(repository: Path, tmp_path: Path) -> None:
    for name in ("packaging", "resources/icons", "LICENSE"):
        source = repository / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, tmp_path / name)
    folders, tree = Folders(tmp_path), tmp_path / "deb"
    folders.frozen.mkdir(parents=True)
    (folders.frozen / "pmo-desktop").write_bytes(b"x" * 4096)
    (folders.frozen / "pmo-desktop").chmod(0o700)
    build_installer.lay_out_debian(folders, tree, "1.2.3", "amd64")
    files = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if not path.is_dir()}
    assert files == {
        "DEBIAN/control", "opt/pmo-desktop/pmo-desktop", "usr/bin/pmo-desktop", "usr/share/doc/pmo-desktop/copyright",
        "usr/share/applications/pmo-desktop.desktop", "usr/share/icons/hicolor/scalable/apps/pmo-desktop.svg",
        "usr/share/mime/packages/pmo-desktop.xml",
    }  # fmt: skip
    assert (tree / "usr/bin/pmo-desktop").readlink() == Path("/opt/pmo-desktop/pmo-desktop")
    assert (tree / "opt/pmo-desktop/pmo-desktop").stat().st_mode & 0o777 == 0o755
    assert "Version: 1.2.3\nArchitecture: amd64\nInstalled-Size: 4\n" in (tree / "DEBIAN/control").read_text()


def test_the_icon_is_drawn(repository: Path, tmp_path: Path) -> None:
    picture = tmp_path / "icon.png"
    build_installer.draw_icon(Folders(repository).drawing, picture)
    assert picture.stat().st_size > 1000
