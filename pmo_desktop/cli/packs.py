"""`pack`: the status pack as PDF."""

from __future__ import annotations

from argparse import Namespace

from .output import Output


def pack(arguments: Namespace, output: Output) -> int:
    """Write the status pack of a store."""
    raise NotImplementedError
