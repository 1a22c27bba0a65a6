"""A ReportLab canvas that writes tagged PDF: what is a heading, a paragraph, a table or a picture is said in the file.

ReportLab has no interface for this. Marked-content operators go around what is painted, and `finish` adds the
structure tree made of ReportLab's own PDF objects (ISO 32000-1, 14.7 and 14.8).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from .fonts import LATIN, font, one_line

PRODUCER: Final = "PMO Desktop"


METADATA: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
"""What the file says of itself, for programs that read XMP."""


class _Link(pdfdoc.LinkAnnotation):
    """A link that knows its place in the structure tree."""

    permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent")


@dataclass(frozen=True)
class _Annotated:
    """A link as a kid of an element: on which page, under which name."""

    page: int
    name: str


@dataclass
class Element:
    """A node of the structure tree; its kids are elements, links and (page index, marked-content id) pairs.

    All content of one element is on one page: what continues on the next page is another element.
    """

    tag: str
    alt: str = ""
    attributes: str = ""
    kids: list[Element | tuple[int, int] | _Annotated] = field(default_factory=list)


class TaggedCanvas(Canvas):
    """A canvas with a structure tree.

    Everything painted outside `element` is an artifact: rules, tints, page furniture.
    """

    _doc: Any
    _code: list[str]
    _escape: Callable[[bytes], str]
    _bookmarkReference: Callable[[str], Any]
    _addAnnotation: Callable[..., None]

    def __init__(
        self, file: BytesIO, size: tuple[float, float], language: str, moment: datetime, ids: tuple[str, str]
    ) -> None:
        font(LATIN["regular"])
        super().__init__(
            file,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=LATIN["regular"],  # type: ignore[arg-type]  # the stub says float
            lang=language,
            pdfVersion=(1, 7),
        )
        self._root = Element("Document")
        self._open: list[Element] = [self._root]
        self._inside = False
        self._marks: list[list[Element]] = [[]]
        self._links: list[tuple[_Link, Element]] = []
        self._language, self._moment = language, moment
        self._fix(moment, ids)
        self.setViewerPreference("DisplayDocTitle", "true")
        self._doc.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})

    def _fix(self, at: datetime, ids: tuple[str, str]) -> None:
        """Date and name the file by its data: the same pack has the same bytes on every day."""
        stamp = self._doc._timeStamp
        moment = time.struct_time((at.year, at.month, at.day, at.hour, at.minute, at.second, at.weekday(), 0, 0))
        stamp.lt, stamp.YMDhms = moment, tuple(moment)[:6]
        self._doc._ID = "\n[{}]\n".format("".join(f"<{part}>" for part in ids)).encode("ascii")

    @contextmanager
    def element(self, tag: str, alt: str = "", attributes: str = "") -> Iterator[None]:
        """Open a node of the structure tree; what is painted inside belongs to it. Inside a Figure, nothing opens."""
        if self._inside:
            yield
            return
        node = Element(tag, one_line(alt), attributes)
        self._open[-1].kids.append(node)
        self._open.append(node)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def painted(self) -> Iterator[None]:
        """Mark what is painted inside as content of the open element, or as an artifact when none is open."""
        if self._inside:
            yield
            return
        owner = self._open[-1]
        if owner is self._root:
            self._code.append("/Artifact BMC")
        else:
            marks = self._marks[-1]
            owner.kids.append((len(self._marks) - 1, len(marks)))
            self._code.append(f"/{owner.tag} <</MCID {len(marks)}>> BDC")
            marks.append(owner)
        self._inside = True
        try:
            yield
        finally:
            self._inside = False
            self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Mark what is painted inside as page furniture, whatever element is open."""
        if self._inside:
            yield
            return
        self._code.append("/Artifact BMC")
        self._inside = True
        try:
            yield
        finally:
            self._inside = False
            self._code.append("EMC")

    @contextmanager
    def linked(self, target: str, text: str, rect: tuple[float, float, float, float]) -> Iterator[None]:
        """Make what is painted inside a link to a bookmark; `text` says where it leads, `rect` is where it reacts."""
        with self.element("Link"):
            owner = self._open[-1]
            yield
            link = _Link(Rect=rect, Contents=text, Destination=self._bookmarkReference(target), Border="[0 0 0]", F=4)
            name = f"link{len(self._links)}"
            self._addAnnotation(link, name)
            owner.kids.append(_Annotated(len(self._marks) - 1, name))
            self._links.append((link, owner))

    def runs(self, x: float, y: float, runs: Sequence[tuple[str, str]], size: float) -> None:
        """Paint (font name, text) parts as one line from (x, y) rightwards, in the fill colour."""
        operations = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
        for name, text in runs:
            made = font(name)
            for subset, chunk in made.splitString(text, self._doc):
                operations.append(f"{made.getSubsetInternalName(subset, self._doc)} {size:g} Tf")
                operations.append(f"({self._escape(chunk)}) Tj")
        operations.append("ET")
        self._code.append(" ".join(operations))

    def showPage(self) -> None:
        """Close the page and tell it where its part of the structure tree is."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        # ReportLab knows neither key: the page's own list of keys replaces the class's.
        page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._marks) - 1
        page.Tabs = pdfdoc.PDFName("S")
        self._marks.append([])

    def finish(self) -> bytes:
        """Write the structure tree and return the file."""
        document = self._doc
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        root_reference = document.Reference(root, "structure")
        references: dict[int, Any] = {}
        root["K"] = self._written(self._root, root_reference, references)
        numbers: list[Any] = []
        for index, marks in enumerate(self._marks[:-1]):
            owners = pdfdoc.PDFArray([references[id(element)] for element in marks])
            numbers += [index, document.Reference(owners, f"parents{index}")]
        for index, (link, owner) in enumerate(self._links, start=len(self._marks) - 1):
            link.otherkw["StructParent"] = index
            numbers += [index, references[id(owner)]]
        tree = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(numbers)})
        root["ParentTree"] = document.Reference(tree, "parents")
        root["ParentTreeNextKey"] = len(self._marks) - 1 + len(self._links)
        document.Catalog.StructTreeRoot = root_reference
        document.Catalog.Metadata = document.Reference(self._metadata(), "metadata")
        return bytes(self.getpdfdata())  # type: ignore[no-untyped-call]

    def _written(self, element: Element, parent: Any, references: dict[int, Any]) -> Any:
        node = pdfdoc.PDFDictionary(
            {"Type": pdfdoc.PDFName("StructElem"), "S": pdfdoc.PDFName(element.tag), "P": parent}
        )
        reference = self._doc.Reference(node, f"element{len(references)}")
        references[id(element)] = reference
        kids: list[Any] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._written(kid, reference, references))
            elif isinstance(kid, _Annotated):
                page_reference = pdfdoc.PDFObjectReference(f"Page{kid.page + 1}")
                kids.append(
                    pdfdoc.PDFDictionary(
                        {
                            "Type": pdfdoc.PDFName("OBJR"),
                            "Obj": self._doc.refAnnotation(kid.name),
                            "Pg": page_reference,
                        }
                    )
                )
            else:
                page, mark = kid
                node["Pg"] = pdfdoc.PDFObjectReference(f"Page{page + 1}")
                kids.append(mark)
        node["K"] = kids[0] if len(kids) == 1 else pdfdoc.PDFArray(kids)
        if element.alt:
            node["Alt"] = pdfdoc.PDFString(element.alt)
        if element.attributes:
            node["A"] = element.attributes
        return reference

    def _metadata(self) -> Any:
        """Return the file's XMP packet; nothing in it but what the file's own title page says."""
        info = self._doc.info
        packet = METADATA.format(
            title=escape(str(info.title)),
            author=escape(str(info.author)),
            subject=escape(str(info.subject)),
            language=escape(self._language),
            producer=escape(PRODUCER),
            moment=self._moment.isoformat(timespec="seconds") + "Z",
        )
        kinds = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
        stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary(kinds), packet.encode())
        stream.filters = []
        return stream
