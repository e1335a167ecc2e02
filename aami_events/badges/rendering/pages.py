"""Pages that paint themselves, as WeasyPrint's document writes them, and the tree of what is marked on them."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

#: as good as 9, five times faster
EFFORT = 6


class Marks:
    """Marked content of one page, and what each mark is: (tag, number, alternative text)."""

    def __init__(self) -> None:
        self.badges: list[list[tuple[str, int, str]]] = []
        self._next = 0

    def begin(self) -> None:
        """Another badge."""
        self.badges.append([])

    def wrap(self, tag: str, inside: list[bytes], *, alt: str = "", actual: str = "") -> bytes:
        """What is inside, marked; without a tag it is an ornament."""
        if not tag:
            return b"/Artifact BMC %s EMC" % b"\n".join(inside)
        number, self._next = self._next, self._next + 1
        self.badges[-1].append((tag, number, alt))
        content = b"\n".join(inside)
        if actual:  # readers look for it on a span only
            said = actual.encode("utf-16-be").hex().encode()
            content = b"/Span <</ActualText <feff%s>>> BDC %s EMC" % (said, content)
        return b"/%s <</MCID %d>> BDC %s EMC" % (tag.encode(), number, content)


class SheetPage:
    """A page as WeasyPrint's document has them; it paints itself."""

    links: Sequence[Any] = ()
    bookmarks: Sequence[Any] = ()
    anchors: Mapping[str, Any] = {}
    forms: Mapping[None, Sequence[Any]] = {None: ()}
    bleed: Mapping[str, float] = dict.fromkeys(("top", "right", "bottom", "left"), 0)

    def __init__(self, size: tuple[float, float], page_box: Any, paint: Callable[[Any, Marks], list[bytes]]) -> None:
        self.width, self.height = size
        self._page_box = page_box.copy_with_children([])
        self._paint = paint
        self.marks = Marks()

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Write everything at once, and pack it: what is packed takes no memory."""
        inside = self._paint(stream, self.marks)
        begun = [part if isinstance(part, bytes) else str(part).encode() for part in stream.stream]
        whole = [*begun, b"q %.5f 0 0 %.5f 0 0 cm" % (scale, scale), *inside, b"Q"]
        stream.stream = [zlib.compress(b"\n".join(whole), EFFORT)]
        stream.extra["Filter"] = "/FlateDecode"
        stream.compress = False


def write(pages: list[SheetPage], fonts: Any, title: str, language: str) -> bytes:
    """The tagged PDF of these pages."""
    from weasyprint import Document
    from weasyprint.document import DocumentMetadata

    metadata = DocumentMetadata(title=title, lang=language)
    document = Document(pages, metadata, None, fonts, {}, None)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", finisher=partial(_finish, pages)))


def _finish(pages: list[SheetPage], _document: Any, pdf: Any) -> None:
    """Fill the tree of what is marked: one article a badge."""
    import pydyf

    class Element(pydyf.Object):
        """Of the tree, as it is written: ten thousand dictionaries take longer than all the rest."""

        data = b""

    def added() -> Any:
        element = Element()
        pdf.add_object(element)
        return element

    root = next(
        row for row in pdf.objects if isinstance(row, pydyf.Dictionary) and row.get("Type") == "/StructTreeRoot"
    )
    whole, parents = (_pointed_at(pdf, reference) for reference in (root["K"][0], root["ParentTree"]))
    mapped, references = parents["Nums"][1::2], pdf.page_references
    for page, here, numbers in zip(pages, references, mapped, strict=True):
        for marked in page.marks.badges:
            article, kids = added(), [added() for _mark in marked]
            for element, (tag, mark, alt) in zip(kids, marked, strict=True):
                said = b" /Alt " + pydyf.String(alt).data if alt else b""
                place = (tag.encode(), article.reference, here, mark, said)
                element.data = b"<</Type /StructElem /S /%s /P %s /Pg %s /K %d%s>>" % place
            inside = [element.reference for element in kids]
            article.data = b"<</Type /StructElem /S /Art /P %s /K [%s]>>" % (whole.reference, b" ".join(inside))
            whole["K"].append(article.reference)
            numbers.extend(inside)


def _pointed_at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
