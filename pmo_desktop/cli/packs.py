"""`pack`: the status pack as PDF."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..services.status_pack import export_pack, project_ids_of
from .output import Output
from .stores import opened


def pack(arguments: Namespace, output: Output) -> int:
    """Write the status pack of a store, and say what to look at before it is issued."""
    t = output.texts
    path = Path(arguments.out)
    with opened(arguments.store) as store, store.read() as session:
        chosen = project_ids_of(session, arguments.projects) if arguments.projects else None
        written = export_pack(
            session, path, language=t.language, paper=arguments.paper, as_of=arguments.as_of, project_ids=chosen
        )
    checks = [(check.kind, check.page, t.say(check.message)) for check in written.checks]
    if output.as_json:
        document = [{"kind": kind, "page": page, "message": sentence} for kind, page, sentence in checks]
        output.document({"file": str(path), "pages": written.pages, "checks": document})
    output.say(t.n("Wrote {path}: {count} page.", "Wrote {path}: {count} pages.", written.pages, path=str(path)))
    for _, page, sentence in checks:
        output.say("  " + (t("Page {page}: {message}", page=page, message=sentence) if page else sentence))
    return 0
