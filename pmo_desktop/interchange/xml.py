"""The one door through which XML comes in: no DTD, no entities, no network, and limits on size and depth."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path
from typing import Final

from lxml import etree

from ..domain.errors import PmoError

LARGEST: Final = 200 * 1024 * 1024
DEEPEST: Final = 100


def parse(source: bytes | str | PathLike[str]) -> etree._Element:
    """Return the root of an XML file, given its path or its content.

    Raises:
        PmoError: it cannot be read, is not XML, ends too early, has a DTD, or is too big or too deep.
    """
    content, name = (source, "XML") if isinstance(source, bytes) else (_read(Path(fspath(source))), Path(source).name)
    if len(content) > LARGEST:
        raise _too_big(name)
    if b"<!DOCTYPE" in content[:65536] or b"<\0!\0D\0O\0C\0T" in content[:65536]:
        raise PmoError("xml_has_dtd", name=name)
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error, name, content) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise PmoError("xml_not_xml", name=name) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PmoError("xml_has_dtd", name=name)
    if _depth(root) > DEEPEST:
        raise PmoError("xml_too_deep", name=name)
    return root


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _too_big(path.name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise PmoError("import_file_missing", path=str(path)) from error
    except IsADirectoryError as error:
        raise PmoError("import_file_is_folder", path=str(path)) from error
    except OSError as error:
        raise PmoError("import_file_unreadable", path=str(path), reason=error.strerror or "") from error


def _too_big(name: str) -> PmoError:
    return PmoError("import_file_too_big", name=name, limit=LARGEST // (1024 * 1024))


def _refusal(error: etree.XMLSyntaxError, name: str, content: bytes) -> PmoError:
    what = str(error)
    if "xcessive depth" in what:
        return PmoError("xml_too_deep", name=name)
    head = content[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0")
    if not head.startswith(b"<") or head[:5].lower() == b"<html":
        return PmoError("xml_not_xml", name=name)
    line = error.lineno or 0
    tail = content.rstrip()[-200:]
    if "premature end" in what.lower() or "end of data" in what.lower() or not tail.endswith((b">", b">\0", b"\0>")):
        return PmoError("xml_truncated", name=name, line=line)
    return PmoError("xml_broken", name=name, line=line)


def _depth(root: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
