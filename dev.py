"""From a clean clone to a running program: `python3 dev.py run`, `python3 dev.py test`.

Needs only Python 3.11 or newer and its standard library. Makes `.venv` from the hash-pinned requirements, installs
the program there and sees to the system libraries; what is already there is not done again.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent
PINS: Final = ROOT / "requirements-dev.txt"
ENVIRONMENT: Final = ROOT / ".venv"
STAMP: Final = ENVIRONMENT / "installed-from.txt"
OUT: Final = ROOT / "out"
LANGUAGES: Final = ("en", "zh_CN")


@dataclass(frozen=True)
class Missing:
    """What the system lacks: the Debian package, and the file it would bring."""

    package: str
    file: str


CORE_LIBRARIES: Final[Mapping[str, str]] = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Qt without a screen needs these: the form compiler too."""

WINDOW_LIBRARIES: Final[Mapping[str, str]] = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

TEST_TOOLS: Final[Mapping[str, str]] = {"Xvfb": "xvfb", "xauth": "xauth", "pdftotext": "poppler-utils"}
"""Programs that some tests use; without them these tests say so and are left out."""

BUILD_TOOLS: Final[Mapping[str, str]] = {"objdump": "binutils"}
"""Programs that freezing needs on Linux."""


class SetUpError(Exception):
    """Something only the user can mend; the text says how."""


def missing_libraries(libraries: Mapping[str, str]) -> list[Missing]:
    """Return the libraries that the loader does not find."""
    found: list[Missing] = []
    for file, package in libraries.items():
        try:
            ctypes.CDLL(file)
        except OSError:
            found.append(Missing(package, file))
    return found


def missing_programs(programs: Mapping[str, str]) -> list[Missing]:
    """Return the programs that are not on the path."""
    return [Missing(package, file) for file, package in programs.items() if shutil.which(file) is None]


def missing_venv() -> list[Missing]:
    """Return Debian's package of `ensurepip` when the running Python came without it."""
    if importlib.util.find_spec("ensurepip") is not None:
        return []
    return [Missing(f"python{sys.version_info.major}.{sys.version_info.minor}-venv", "ensurepip")]


def missing_python_library() -> list[Missing]:
    """Return Debian's package of Python's shared library, which the frozen program carries, when it is not there."""
    file = sysconfig.get_config_var("INSTSONAME") or ""
    if ".so" not in file or (Path(sysconfig.get_config_var("LIBDIR") or "") / file).is_file():
        return []
    return missing_libraries({file: file.partition(".so")[0]})


def install_line(missing: Iterable[Missing]) -> list[str]:
    """Return the command that installs the packages on Debian and its descendants."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *sorted({item.package for item in missing})]


def see_to_system(required: Sequence[Missing], wanted: Sequence[Missing]) -> None:
    """Install what is missing when that is allowed, else say how; stop only for what is required."""
    missing = [*required, *wanted]
    if not missing:
        return
    names = ", ".join(item.file for item in missing)
    line = install_line(missing)
    if shutil.which("apt-get") and os.geteuid() == 0:
        say(f"Installing system packages for {names}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(["apt-get", "update", "-qq"], env=environment, check=False).returncode:
            say("apt-get update did not succeed; trying with the package lists that are there.")
        if (
            subprocess.run(
                [*line[:1], "-qq", *line[1:]], env=environment, stdout=subprocess.DEVNULL, check=False
            ).returncode
            == 0
        ):
            return
    if shutil.which("apt-get"):
        advice = "Install them with:\n\n    sudo apt-get update && sudo " + shlex.join(line)
    else:
        advice = "Install the packages of your system that bring them (Debian calls them " + ", ".join(line[4:]) + ")."
    if required:
        raise SetUpError(f"The system lacks {names}.\n{advice}\n\nThen run this command again.")
    say(f"The system lacks {names}: what needs them is left out of the tests.\n{advice}")


def has_display() -> bool:
    """Tell whether a window can be shown."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(*, window: bool = False, tests: bool = False, build: bool = False) -> None:
    """Make the environment and the program's generated files, as far as they are not there yet."""
    required = missing_venv()
    wanted: list[Missing] = []
    if sys.platform.startswith("linux"):
        required += missing_libraries(CORE_LIBRARIES)
        if window:
            required += missing_libraries(WINDOW_LIBRARIES)
        if build:
            required += missing_programs(BUILD_TOOLS) + missing_python_library()
        if tests:
            wanted += missing_libraries(WINDOW_LIBRARIES) + missing_programs(TEST_TOOLS)
    see_to_system(required, wanted)
    wanted_stamp = stamp()
    if not (STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted_stamp and python().is_file()):
        install(wanted_stamp)


def stamp() -> str:
    """Return a fingerprint of everything that the environment is made from."""
    digest = hashlib.sha256(f"{sys.version}\n{ROOT}\n".encode())
    for file in (PINS, ROOT / "pyproject.toml"):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def python() -> Path:
    """Return the environment's interpreter."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(new_stamp: str) -> None:
    """Make `.venv` and install the pinned packages and this program into it."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    say(f"Setting up .venv with Python {version} (once)")
    started = time.monotonic()
    STAMP.unlink(missing_ok=True)
    options = [] if runs_this_python() else ["--clear"]
    run([sys.executable, "-m", "venv", *options, str(ENVIRONMENT)])
    pip = [str(python()), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    run([*pip, "--no-deps", "--require-hashes", "--requirement", str(PINS)])
    run([*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", str(ROOT)])
    STAMP.write_text(new_stamp, encoding="utf-8")
    say(f"Set up in {time.monotonic() - started:.0f} s")


def runs_this_python() -> bool:
    """Tell whether `.venv` is there and has the version of the running Python."""
    if not python().is_file():
        return False
    show = "import sys; print(sys.version)"
    done = subprocess.run([str(python()), "-c", show], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == sys.version


def generate() -> None:
    """Bring the generated package up to date (an editable install made it, sources may have changed since)."""
    run([str(python()), str(ROOT / "hatch_build.py")])


def run(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> None:
    """Run a command in the repository; stop with its exit status when it does not succeed."""
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, command)


def say(text: str) -> None:
    """Print a line of our own, at once, so that it stays in order with what the commands print."""
    print(f"[dev] {text}", flush=True)


def program(*arguments: str | Path) -> list[str]:
    """Return the command line of the program with these arguments."""
    return [str(python()), "-m", "pmo_desktop", *map(str, arguments)]


def command_run() -> None:
    """Open the workbench on the demo portfolio; without a display do its main job in files."""
    prepare(window=has_display())
    generate()
    if has_display():
        run(program("--demo"))
    else:
        say("No display: the same job without a window")
        issue_demo_packs()


def issue_demo_packs() -> None:
    """Make the demo store, import the bundled files, schedule, and issue the pack, in each language."""
    shutil.rmtree(OUT / "demo", ignore_errors=True)
    made: list[Path] = []
    for language in LANGUAGES:
        folder = OUT / "demo" / language
        folder.mkdir(parents=True)
        store, pack = folder / "demo.pmow", folder / "status-pack.pdf"
        say(f"Demo portfolio ({language})")
        run(program("new", store, "--demo", "--lang", language))
        for file in bundled_files():
            run(program("import", file, "--store", store, "--lang", language))
        for plan in (file for file in bundled_files() if file.suffix == ".xml"):
            dates = folder / f"{plan.stem}.schedule.json"
            with dates.open("w", encoding="utf-8") as output:
                subprocess.run(program("schedule", plan, "--json"), cwd=ROOT, stdout=output, check=True)
            made.append(dates)
        run(program("pack", "--store", store, "--out", pack, "--lang", language))
        run(program("check", store, "--lang", language))
        made += [store, pack]
    say("Made:")
    for path in made:
        print(f"  {path.relative_to(ROOT)}  ({path.stat().st_size / 1000:,.0f} kB)")


def bundled_files() -> list[Path]:
    """Return the plan and the registers that come with the program, plans first."""
    files = [path for path in (ROOT / "resources" / "demo").glob("*") if path.suffix in (".xml", ".csv", ".xlsx")]
    return sorted(files, key=lambda path: (path.suffix != ".xml", path.name))


def command_lint() -> None:
    """Check style, format, types and import rules."""
    prepare()
    generate()
    module = [str(python()), "-m"]
    say("Style")
    run([*module, "ruff", "check", "--quiet", "."])
    run([*module, "ruff", "format", "--check", "--quiet", "."])
    say("Types")
    run([*module, "mypy"])
    say("Import rules")
    run([str(python().with_name("lint-imports")), "--no-logo"])


def command_test(arguments: Sequence[str]) -> None:
    """Run everything; with arguments only pytest, with these arguments."""
    prepare(tests=True)
    pytest = [str(python()), "-m", "pytest"]
    environment = {"QT_QPA_PLATFORM": "offscreen"} if sys.platform.startswith("linux") else {}
    if arguments:
        run([*pytest, *arguments], environment=environment)
        return
    command_lint()
    if can_show_a_window_unseen():
        say("Windows on a virtual screen")
        screen = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1440x900x24"]
        run([*screen, *pytest, "-q", "-m", "screen"], environment={"QT_QPA_PLATFORM": "xcb"})
    say("Tests")
    run([*pytest, "-n", "2", "--dist", "worksteal"], environment=environment)


def can_show_a_window_unseen() -> bool:
    """Tell whether Xvfb and what Qt needs to draw in it are there."""
    tools = all(shutil.which(name) for name in ("xvfb-run", "Xvfb", "xauth"))
    return sys.platform.startswith("linux") and tools and not missing_libraries(WINDOW_LIBRARIES)


def command_texts() -> None:
    """Report what is missing, unused or wrong in the catalogues."""
    prepare()
    run([str(python()), str(ROOT / "check_texts.py")])


def command_build(arguments: Sequence[str]) -> None:
    """Build the installer of this platform."""
    prepare(build=True)
    run([str(python()), str(ROOT / "build_installer.py"), *arguments])


def carry_out(command: str, rest: Sequence[str]) -> None:
    """Carry out one command of the command line."""
    if command == "run":
        command_run()
    elif command == "test":
        command_test(rest)
    elif command == "lint":
        command_lint()
    elif command == "texts":
        command_texts()
    elif command == "build":
        command_build(rest)


def main(argv: Sequence[str]) -> int:
    """Carry out one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="open the workbench; without a display, make the demo packs")
    commands.add_parser("test", help="style, types, import rules and all tests; or pytest with your arguments")
    commands.add_parser("lint", help="style, types and import rules")
    commands.add_parser("texts", help="what is missing or unused in the translations")
    commands.add_parser("build", help="build the installer of this platform (--dry-run shows the plan)")
    chosen, rest = parser.parse_known_args(argv)
    if rest and chosen.command not in ("test", "build"):
        parser.error(f"{chosen.command} takes no arguments")
    try:
        carry_out(chosen.command, rest)
    except SetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as stopped:
        print(f"[dev] Stopped: {shlex.join(map(str, stopped.cmd))}", file=sys.stderr)
        return stopped.returncode if stopped.returncode > 0 else 1
    return 0


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - a clone may be started with an older one
        sys.exit("PMO Desktop needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    sys.exit(main(sys.argv[1:]))
