"""`verify`: whether a PDF is the pack that was issued."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..interchange.limits import read_file
from ..services.verifying import LARGEST, Verdict
from ..services.verifying import verify as judged
from ..texts import Texts
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
    for sentence in sentences(output.texts, verdict):
        output.say(sentence)
    return 0 if verdict.is_issued else NOT_ISSUED


def sentences(t: Texts, verdict: Verdict) -> list[str]:
    """Return what was found out, in sentences."""
    issue = {
        "number": str(verdict.number),
        "version": str(verdict.version),
        "month": t.month(verdict.data_date) if verdict.data_date else "",
        "moment": t.moment(verdict.published_at) if verdict.published_at else "",
    }
    match verdict.state:
        case "issued":
            found = [t("This is pack {number}, version {version}, {month}, as it was issued on {moment}.", **issue)]
            if not verdict.in_manifest:
                found.append(t("The file was made again later from the frozen data; it is the same in every byte."))
        case "altered":
            found = [
                t(
                    "This file says it is pack {number}, version {version}, but it is not as it was issued on "
                    "{moment}: it was altered. Make the pack again with “pack --issue {number}” and compare.",
                    **issue,
                )
            ]
        case "draft":
            found = [t("This is a draft. It was never issued.")]
        case "elsewhere":
            found = [
                t(
                    "This file says it is pack {number}, version {version}, but this portfolio never issued it. "
                    "It comes from another portfolio or from a copy of this one.",
                    **issue,
                )
            ]
        case "uncertain":
            found = [
                t(
                    "This file says it is pack {number}, version {version}, but no such copy was written when the "
                    "pack was issued, and this program draws pages otherwise than the one that issued it. "
                    "It can’t be shown to be right or wrong.",
                    **issue,
                )
            ]
        case _:
            found = [t("This is not a status pack of this program, or another program wrote the file anew.")]
    if verdict.corrected_by is not None:
        found.append(t("A newer version corrects it: pack {number}.", number=str(verdict.corrected_by)))
    if verdict.state == "issued" and verdict.redraws is False:
        parts = t.listed(verdict.changed_parts)
        if parts:
            found.append(
                t(
                    "This program would draw the pack otherwise today. Changed since it was issued: {parts}.",
                    parts=parts,
                )
            )
        else:
            found.append(t("This program would draw the pack otherwise today."))
    return found


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
