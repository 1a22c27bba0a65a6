"""Runs one command and turns every failure into an exit status."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Final

from .. import texts
from ..domain.errors import PmoError
from .arguments import PROGRAM, UsageError, build, language_of
from .output import Output, complain, speak_utf8

USER_ERROR: Final = 2
INTERRUPTED: Final = 130
NOBODY_READS: Final = 141

Command = Callable[[Namespace, Output], int]


def command_named(name: str) -> Command:
    """Return the function behind a command; only its own libraries are loaded."""
    match name:
        case "new" | "check" | "backup":
            from . import stores

            command: Command = getattr(stores, name)
        case "import":
            from .importing import import_files as command
        case "list":
            from .reading import list_rows as command
        case "schedule":
            from .reading import schedule as command
        case "simulate":
            from .simulate import run as command
        case "verify":
            from .verifying import verify as command
        case _:
            from .packs import pack as command
    return command


def run(argv: Sequence[str]) -> int:
    """Run one command and return the process's exit status.

    0: done. 1: `check` found something, or `verify` no issued pack. 2: the user's error, one line on standard error,
    nothing written. 130: interrupted. 141: nobody reads the output any more.
    """
    speak_utf8()
    t = texts.of(language_of(argv, os.environ))
    try:
        arguments = build(t).parse_args(argv)
        status = command_named(arguments.command)(arguments, Output(t, getattr(arguments, "json", False)))
        sys.stdout.flush()
    except UsageError as error:
        complain(PROGRAM, str(error))
        return USER_ERROR
    except PmoError as error:
        complain(PROGRAM, t.say(error))
        return USER_ERROR
    except SystemExit as leaving:  # --help and --version, the only ones left that end argparse
        return int(leaving.code or 0)
    except KeyboardInterrupt:
        complain(PROGRAM, t("Interrupted. Nothing was written."))
        return INTERRUPTED
    except BrokenPipeError:
        # Python would complain once more when it flushes the stream at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    return status
