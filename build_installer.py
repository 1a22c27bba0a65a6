"""Builds the installer of the platform this runs on: freeze, let the frozen program test itself, wrap.

`python3 dev.py build` runs it; `--dry-run` prints the plan and names the tools that are missing.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import hatch_build

ROOT: Final = Path(__file__).resolve().parent
NAME: Final = "pmo-desktop"
TITLE: Final = "PMO Desktop"

TOOLS: Final = ("dpkg-deb", "iscc", "hdiutil", "codesign")

DEBIAN_ARCHITECTURES: Final[Mapping[str, str]] = {"x86_64": "amd64", "aarch64": "arm64"}

DEBIAN_DEPENDS: Final = (
    "libc6", "libglib2.0-0", "libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "libxkbcommon0", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0",
)  # fmt: skip

UNUSED_MODULES: Final = (
    "tkinter",
    "pytest",
    "hypothesis",
    "IPython",
    "mypy",
    "setuptools",
    "PySide6.QtTest",
    "PySide6.QtNetwork",
)
"""What PyInstaller would follow into the frozen program though nothing of ours asks for it."""


@dataclass(frozen=True)
class Machine:
    """Where the installer is built.

    Attributes:
        system: `linux`, `win32` or `darwin`, as `sys.platform` says.
        processor: as `platform.machine()` says.
        tools: the tools of `TOOLS` that are there, with their paths.
        signing_identity: for macOS; empty leaves the program unsigned.
    """

    system: str
    processor: str
    tools: Mapping[str, str]
    signing_identity: str = ""


@dataclass(frozen=True)
class Step:
    """One thing to do: a command to run, or work of ours."""

    title: str
    command: tuple[str, ...] = ()
    work: Callable[[], None] | None = None


@dataclass(frozen=True)
class Plan:
    """What will be done, what comes out, and what is missing for more."""

    steps: tuple[Step, ...]
    product: Path
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Folders:
    """Where things are made below the repository."""

    root: Path

    @property
    def build(self) -> Path:
        return self.root / "build" / "installer"

    @property
    def dist(self) -> Path:
        return self.root / "dist"

    @property
    def packaging(self) -> Path:
        return self.root / "packaging"

    @property
    def drawing(self) -> Path:
        return self.root / "resources" / "icons" / f"{NAME}.svg"

    @property
    def frozen(self) -> Path:
        return self.dist / NAME

    @property
    def icon(self) -> Path:
        return self.build / f"{NAME}.png"


def version(root: Path) -> str:
    """Return the program's version."""
    with (root / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def this_machine() -> Machine:
    """Return what can be used here."""
    tools = {tool: path for tool in TOOLS if (path := shutil.which(tool))}
    return Machine(sys.platform, platform.machine(), tools, os.environ.get("PMO_SIGNING_IDENTITY", ""))


def plan(root: Path, machine: Machine) -> Plan:
    """Return the steps for a machine."""
    folders, number = Folders(root), version(root)
    steps = [
        Step("Bring the generated package up to date", work=lambda: hatch_build.generate(root)),
        Step("Clear what an earlier build left", work=lambda: clear(folders)),
    ]
    if machine.system != "linux":
        steps.append(Step("Draw the icon", work=lambda: draw_icon(folders.drawing, folders.icon)))
    steps.append(Step("Freeze the program", freeze_command(folders, machine)))
    steps.append(Step("Let the frozen program test itself", (str(executable(folders, machine)), "--self-test")))
    wrap = {"linux": _wrap_for_debian, "win32": _wrap_for_windows, "darwin": _wrap_for_macos}.get(machine.system)
    if wrap is None:
        return Plan(tuple(steps), folders.frozen, (f"no installer is known for {machine.system}",))
    more, product, missing = wrap(folders, machine, number)
    return Plan((*steps, *more), product, missing)


def freeze_command(folders: Folders, machine: Machine) -> tuple[str, ...]:
    """Return PyInstaller's command line; the spec stays in `build/`, as a spec beside us would be overwritten."""
    data = os.pathsep.join((str(folders.root / "LICENSE"), "."))
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--onedir", "--name", NAME,
        "--specpath", str(folders.build), "--workpath", str(folders.build / "work"), "--distpath", str(folders.dist),
        "--collect-data", "pmo_desktop", "--collect-submodules", "pmo_desktop", "--copy-metadata", NAME,
        # It loads the module and the catalogue of a country when it is asked for, which no import tells.
        "--collect-submodules", "holidays", "--collect-data", "holidays",
        "--collect-data", "pypinyin",
        "--add-data", data,
    ]  # fmt: skip
    for module in UNUSED_MODULES:
        command += ["--exclude-module", module]
    if machine.system == "win32":
        # One program serves commands and windows: a console that hides itself when it was made for the window.
        command += ["--console", "--hide-console", "hide-early", "--icon", str(folders.icon)]
    elif machine.system == "darwin":
        command += ["--windowed", "--icon", str(folders.icon), "--osx-bundle-identifier", "org.pmo-desktop"]
    return (*command, str(folders.packaging / "launcher.py"))


def executable(folders: Folders, machine: Machine) -> Path:
    """Return where the frozen program is."""
    return folders.frozen / (f"{NAME}.exe" if machine.system == "win32" else NAME)


Wrapping = tuple[list[Step], Path, tuple[str, ...]]
"""The steps that wrap the frozen folder, what comes out, and what is missing for more."""


def _wrap_for_debian(folders: Folders, machine: Machine, number: str) -> Wrapping:
    architecture = DEBIAN_ARCHITECTURES.get(machine.processor)
    if "dpkg-deb" in machine.tools and architecture:
        tree, package = folders.build / "deb", folders.dist / f"{NAME}_{number}_{architecture}.deb"
        build = (machine.tools["dpkg-deb"], "--root-owner-group", "-Zzstd", "--build", str(tree), str(package))
        lay_out = Step("Lay out the package", work=lambda: lay_out_debian(folders, tree, number, architecture))
        return [lay_out, Step("Build the .deb", build)], package, ()
    why = "dpkg-deb is missing" if architecture else f"Debian's name for {machine.processor} is not known"
    archive = folders.dist / f"{NAME}-{number}-{machine.system}-{machine.processor}.tar.gz"
    pack = Step("Pack the folder", work=lambda: pack_folder(folders.frozen, archive, "gztar"))
    return [pack], archive, (f"{why}: a .tar.gz instead of a .deb",)


def _wrap_for_windows(folders: Folders, machine: Machine, number: str) -> Wrapping:
    if "iscc" in machine.tools:
        product = folders.dist / f"{NAME}-{number}-setup.exe"
        defines = (f"/DVersion={number}", f"/DSource={folders.frozen}", f"/DOutput={folders.dist}")
        command = (machine.tools["iscc"], "/Q", *defines, str(folders.packaging / f"{NAME}.iss"))
        return [Step("Build the set-up program", command)], product, ()
    archive = folders.dist / f"{NAME}-{number}-windows.zip"
    pack = Step("Pack the folder", work=lambda: pack_folder(folders.frozen, archive, "zip"))
    return [pack], archive, ("iscc (Inno Setup 6) is missing: a .zip instead of a set-up program",)


def _wrap_for_macos(folders: Folders, machine: Machine, number: str) -> Wrapping:
    bundle, missing = folders.dist / f"{NAME}.app", []
    steps: list[Step] = []
    if "codesign" in machine.tools and machine.signing_identity:
        sign = (machine.tools["codesign"], "--deep", "--force", "--options", "runtime")
        steps.append(Step("Sign the bundle", (*sign, "--sign", machine.signing_identity, str(bundle))))
    elif "codesign" in machine.tools:
        missing.append("PMO_SIGNING_IDENTITY is not set: the bundle is not signed")
    else:
        missing.append("codesign is missing: the bundle is not signed")
    if "hdiutil" in machine.tools:
        image = folders.dist / f"{NAME}-{number}.dmg"
        make = (machine.tools["hdiutil"], "create", "-ov", "-format", "UDZO", "-volname", TITLE)
        return (
            [*steps, Step("Build the disk image", (*make, "-srcfolder", str(bundle), str(image)))],
            image,
            (*missing,),
        )
    archive = folders.dist / f"{NAME}-{number}-macos.zip"
    pack = Step("Pack the bundle", work=lambda: pack_folder(bundle, archive, "zip"))
    return [*steps, pack], archive, (*missing, "hdiutil is missing: a .zip instead of a disk image")


def clear(folders: Folders) -> None:
    """Delete earlier outputs, so that nothing old is wrapped."""
    for folder in (folders.build, folders.frozen):
        shutil.rmtree(folder, ignore_errors=True)
    folders.build.mkdir(parents=True)


def draw_icon(drawing: Path, picture: Path) -> None:
    """Render the icon as PNG, which PyInstaller turns into the platform's format."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(512, 512, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    picture.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(picture))


def pack_folder(folder: Path, archive: Path, form: str) -> None:
    """Pack a folder into an archive named in full."""
    base = str(archive).removesuffix({"gztar": ".tar.gz", "zip": ".zip"}[form])
    shutil.make_archive(base, form, folder.parent, folder.name)


def lay_out_debian(folders: Folders, tree: Path, number: str, architecture: str) -> None:
    """Make the tree of the package: the program in /opt, a link on the path, desktop entry, icon, file type."""
    program = tree / "opt" / NAME
    shutil.copytree(folders.frozen, program, symlinks=True)
    link = tree / "usr/bin" / NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"/opt/{NAME}/{NAME}")
    places = {
        folders.packaging / f"{NAME}.desktop": f"usr/share/applications/{NAME}.desktop",
        folders.drawing: f"usr/share/icons/hicolor/scalable/apps/{NAME}.svg",
        folders.packaging / f"{NAME}-mime.xml": f"usr/share/mime/packages/{NAME}.xml",
        folders.root / "LICENSE": f"usr/share/doc/{NAME}/copyright",
    }
    for source, place in places.items():
        target = tree / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file() and not path.is_symlink())
    control = tree / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(debian_control(number, architecture, size // 1024), encoding="utf-8")
    # The umask of whoever builds must not decide who can start the program.
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def debian_control(number: str, architecture: str, kilobytes: int) -> str:
    """Return the package's control file."""
    return (
        f"Package: {NAME}\nVersion: {number}\nArchitecture: {architecture}\nInstalled-Size: {kilobytes}\n"
        f"Maintainer: PMO Desktop contributors <pmo-desktop@localhost>\nSection: misc\nPriority: optional\n"
        f"Depends: {', '.join(DEBIAN_DEPENDS)}\n"
        "Description: offline workbench for PMO leads\n"
        " Reads project plans and registers, works out critical paths, and issues status\n"
        " packs as PDF in English and Simplified Chinese. Uses no network.\n"
    )


def carry_out(steps: Sequence[Step], root: Path) -> None:
    """Do the steps in order; the first that does not succeed stops the build."""
    environment = dict(os.environ)
    if sys.platform == "linux" and not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    for number, step in enumerate(steps, 1):
        print(f"[build] {number}/{len(steps)} {step.title}", flush=True)
        if step.work is not None:
            step.work()
        if step.command:
            subprocess.run(step.command, cwd=root, env=environment, check=True)


def describe(made: Plan, root: Path) -> str:
    """Return the plan as text, with paths as seen from the repository."""
    lines = []
    for number, step in enumerate(made.steps, 1):
        command = shlex.join(step.command).replace(f"{root}{os.sep}", "") if step.command else ""
        lines.append(f"{number}. {step.title}" + (f"\n     {command}" if command else ""))
    lines.append(f"Product: {made.product.relative_to(root)}")
    lines += [f"Missing: {what}" for what in made.missing]
    return "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Build, or print the plan; return the exit status."""
    parser = argparse.ArgumentParser(prog="build_installer.py", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dry-run", action="store_true", help="print the plan and change nothing")
    arguments = parser.parse_args(argv)
    made = plan(ROOT, this_machine())
    if arguments.dry_run:
        print(describe(made, ROOT))
        return 0
    try:
        carry_out(made.steps, ROOT)
    except subprocess.CalledProcessError as stopped:
        print(f"[build] Stopped with status {stopped.returncode}: {shlex.join(stopped.cmd)}", file=sys.stderr)
        return 1
    print(f"[build] Made {made.product.relative_to(ROOT)} ({made.product.stat().st_size / 1e6:.0f} MB)")
    for what in made.missing:
        print(f"[build] Missing: {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
