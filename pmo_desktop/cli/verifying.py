"""`verify`: whether a PDF is the pack that was issued."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..interchange.limits import read_file
from ..services.verifying import LARGEST, Verdict
from ..services.verifying import verify as judged
from .output import Output
from .stores import opened

NOT_ISSUED = 1


def verify(arguments: Namespace, output: Output) -> int:
    """Say whether a PDF is a pack that was issued from a store; status 1 where it is not."""
    pdf = read_file(Path(arguments.file), LARGEST)
    with opened(arguments.store) as store, store.read() as session:
        verdict = judged(session, pdf)
    if output.as_json:
        output.document(_document(verdict, arguments.file))
    for message in verdict.messages():
        output.say(output.texts.say(message))
    return 0 if verdict.is_issued else NOT_ISSUED


def _document(verdict: Verdict, file: str) -> dict[str, object]:
    return {
        "file": file,
        "state": verdict.state,
        "issued": verdict.is_issued,
        "sha256": verdict.sha256,
        "number": verdict.number or None,
        "version": verdict.version or None,
        "data_date": verdict.data_date.isoformat() if verdict.data_date else None,
        "published_at": verdict.published_at.isoformat() if verdict.published_at else None,
        "author": verdict.author,
        "language": verdict.language,
        "paper": verdict.paper,
        "audience": verdict.audience,
        "in_manifest": verdict.in_manifest,
        "corrected_by": verdict.corrected_by,
        "redraws": verdict.redraws,
        "changed_parts": list(verdict.changed_parts),
    }
