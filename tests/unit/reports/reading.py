"""Reading a finished pack back: its text by page, and what pdf tools say of it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pikepdf


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    """Return the text as Poppler extracts it; pages end with a form feed."""
    file = folder / "pack.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, str(file), "-"], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


def tool(name: str, pdf: bytes, folder: Path, *options: str) -> str:
    """Return what a Poppler tool prints about the file."""
    file = folder / "pack.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([name, *options, str(file)], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8", "replace")


def sizes(pdf: bytes, folder: Path) -> set[float]:
    """Return every type size that the pages use."""
    file = folder / "pack.pdf"
    file.write_bytes(pdf)
    found: set[float] = set()
    with pikepdf.open(file) as document:
        for page in document.pages:
            content = page.Contents.read_bytes()
            found.update(float(size) for size in re.findall(rb"/F[\d+]+ ([\d.]+) Tf", content))
    return found
