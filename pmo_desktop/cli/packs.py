"""`pack`: the status pack as PDF, as it stands now or as it was issued."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from .. import texts
from ..domain.audience import masked
from ..domain.errors import PmoError
from ..persistence.atomic import write_bytes
from ..reports.pack import RenderedPack
from ..services.publishing import WHOLE, again, audience_then
from ..services.queries.packs import issued_on, issued_pack, snapshot_data
from ..services.status_pack import export_beside, export_pack, paper_of, project_ids_of
from .output import Output
from .stores import opened


def pack(arguments: Namespace, output: Output) -> int:
    """Write the status pack of a store, and say what to look at before it is issued."""
    t = output.texts
    path = Path(arguments.out)
    if arguments.issue is not None and (arguments.as_of or arguments.projects):
        raise PmoError("pack_issue_alone")
    if arguments.issue is not None and arguments.definition:
        raise PmoError("pack_issue_has_pages")
    with opened(arguments.store) as store, store.read() as session:
        number = arguments.issue
        if number is None and arguments.as_of and not (arguments.projects or arguments.definition):
            # A published period is what was issued of it, not what its rows say by now.
            found = issued_on(session, arguments.as_of)
            number = found.number if found is not None else None
        written = (
            _issued(session, number, arguments, path, t.language)
            if number is not None
            else _current(session, arguments, path, t.language)
        )
    checks = written.checks if number is None else ()
    lines = [(check.kind, check.page, t.say(check.message)) for check in checks]
    if output.as_json:
        document = [{"kind": kind, "page": page, "message": sentence} for kind, page, sentence in lines]
        output.document({"file": str(path), "pages": written.pages, "checks": document})
    output.say(t.n("Wrote {path}: {count} page.", "Wrote {path}: {count} pages.", written.pages, path=str(path)))
    for _, page, sentence in lines:
        output.say("  " + (t("Page {page}: {message}", page=page, message=sentence) if page else sentence))
    return 0


def _current(session: Any, arguments: Namespace, path: Path, language: str) -> RenderedPack:
    chosen = project_ids_of(session, arguments.projects) if arguments.projects else None
    return export_pack(
        session,
        path,
        language=language,
        paper=arguments.paper,
        as_of=arguments.as_of,
        project_ids=chosen,
        audience=arguments.audience or "",
        definition=arguments.definition or "",
        workbook=Path(arguments.xlsx) if arguments.xlsx else None,
        slides=Path(arguments.pptx) if arguments.pptx else None,
    )


def _issued(session: Any, number: int, arguments: Namespace, path: Path, language: str) -> RenderedPack:
    audience = arguments.audience or WHOLE
    made = again(session, number, language, arguments.paper, audience)
    write_bytes(path, made.pdf)
    if arguments.xlsx or arguments.pptx:
        workbook, slides = (Path(name) if name else None for name in (arguments.xlsx, arguments.pptx))
        pack = issued_pack(session, number)
        shown = masked(snapshot_data(session, pack), audience_then(session, pack, audience))
        export_beside(shown, texts.of(language), paper_of(arguments.paper), workbook, slides)
    return made
