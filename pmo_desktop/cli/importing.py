"""`import`: files into a store, all of them or none, as one step that can be undone."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..domain.errors import PmoError
from ..domain.messages import Message
from ..interchange.limits import read_file
from ..interchange.mspdi import read_plan
from ..interchange.spreadsheet import read_table
from ..services.imports import NAMES, TABLES, FileImported, Kind, Source, import_all
from ..texts import Texts
from ..texts.messages import N_
from .output import Output
from .stores import opened

SHOWN: Final = 20
"""Problems that are printed for one file; `--json` has them all."""

COUNTS: Final[Mapping[str, str]] = {
    "new": N_("new"),
    "updated": N_("updated"),
    "unchanged": N_("unchanged"),
    "skipped": N_("left out"),
    "tasks": N_("tasks"),
    "links": N_("links"),
    "resources": N_("resources"),
    "assignments": N_("assignments"),
    "calendars": N_("calendars"),
    "baselines": N_("baselines"),
}
"""What counts are called."""

KINDS: Final[Mapping[str, str]] = {**dict(NAMES.items()), "mspdi": N_("Plan"), "registry": N_("Registry")}


def import_files(arguments: Namespace, output: Output) -> int:
    """Import files and print what came of each."""
    saved = _matching(arguments.map)
    sources = [_source(Path(name), arguments.kind, saved, arguments.sheet) for name in arguments.files]
    name = sources[0].name if len(sources) == 1 else Message("import_files_count", count=len(sources))
    with opened(arguments.store, writing=True) as store:
        change = store.write(
            Message("import_file", {"name": name}),
            lambda session: import_all(session, sources, project=arguments.project or ""),
        )
    done = change.result
    assert isinstance(done, tuple)
    if output.as_json:
        output.document({"files": [_as_document(output.texts, file) for file in done]})
    for file in done:
        _tell(output, file)
    return 0


def _source(path: Path, kind: str | None, saved: object, sheet: str | None) -> Source:
    if kind == "mspdi" or (kind is None and _is_xml(path)):
        return Source(path.name, read_plan(path))
    table_kind: Kind | None = next((known for known in TABLES if known == kind), None)
    return Source(path.name, read_table(path, sheet=sheet), table_kind, saved)


def _is_xml(path: Path) -> bool:
    head = read_file(path)[:400].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith((b"<?xml", b"<Project", b"<!DOCTYPE"))


def _matching(name: str | None) -> object:
    if name is None:
        return None
    try:
        return json.loads(read_file(Path(name), 1_000_000).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise PmoError("import_map_shape") from None


def _as_document(t: Texts, file: FileImported) -> dict[str, object]:
    return {
        "file": file.name,
        "kind": file.kind,
        "counts": dict(file.counts),
        **({"project": file.project} if file.kind == "mspdi" else {"columns": dict(file.columns)}),
        "not_understood": dict(file.unknown) if file.kind == "mspdi" else list(file.unknown),
        "problems": [t.say(problem) for problem in file.problems],
        "notes": [t.say(note) for note in file.notes],
    }


def _tell(output: Output, file: FileImported) -> None:
    t = output.texts
    counts = t.listed(f"{t(COUNTS[name])} {t.number(count)}" for name, count in file.counts.items())
    output.say(t("{file}: {kind}; {counts}", file=file.name, kind=t(KINDS[file.kind]), counts=counts))
    if file.project:
        output.say("  " + t("Project {code}", code=file.project))
    if file.unknown:
        names = t.listed(f"{name} ({count})" if count else name for name, count in file.unknown.items())
        output.say("  " + t("Not understood and not imported: {names}", names=names))
    lines = [t.say(message) for message in (*file.notes, *file.problems)]
    for line in lines[:SHOWN]:
        output.say("  " + line)
    if len(lines) > SHOWN:
        output.say("  " + t.n("… and {count} more; --json shows all", "… and {count} more; --json shows all",
                              len(lines) - SHOWN))  # fmt: skip
