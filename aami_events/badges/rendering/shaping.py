"""Texts as Pango shapes them in WeasyPrint: how wide they are, which signs no font has, and their glyphs.

This touches what WeasyPrint keeps to itself; its version is pinned, and what is drawn is compared with what it draws.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

#: Pango marks so the glyph of a sign that no font has
UNKNOWN = 0x10000000
#: the glyph of what takes room and is not seen
EMPTY = 0x0FFFFFFF
#: signs that are not seen, so nothing is missing without them
UNSEEN = frozenset({0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF})
#: a glyph as Pango keeps it: number, width, offsets, and flags
_GLYPH = struct.Struct("<Iiiii")


@dataclass(frozen=True)
class Run:
    """Glyphs of one font: (number, width, offset to the right, offset up, flags), in Pango's units."""

    font: Any
    glyphs: list[tuple[int, ...]]
    #: of what they were shaped, and where in it the text of each glyph begins and ends
    raw: bytes
    spans: list[tuple[int, int]]

    def text(self, at: int) -> str:
        """What a glyph stands for."""
        start, end = self.spans[at]
        return self.raw[start:end].decode()


@dataclass(frozen=True)
class Shaped:
    """A line of text: its width, height and baseline against the size of its letters."""

    width: float
    height: float
    baseline: float
    #: signs that no font has
    missing: frozenset[str] = frozenset()
    runs: tuple[Run, ...] = field(default=(), repr=False)


class Shaper:
    """Shapes texts in one style; remembers what it has shaped."""

    def __init__(self, style: Any) -> None:
        from weasyprint.text.ffi import pango
        from weasyprint.text.line_break import Layout

        self.size = float(style["font_size"])
        self._layout = Layout(style)
        pango.pango_layout_set_single_paragraph_mode(self._layout.layout, True)
        self._upper = style["text_transform"] == "uppercase"
        self._shaped: dict[str, Shaped] = {}
        self._strut: Shaped | None = None

    def width(self, text: str) -> float:
        """Width of a text against the size of its letters."""
        return self.shape(text).width

    def shape(self, text: str) -> Shaped:
        """One line of text."""
        found = self._shaped.get(text)
        if found is None:
            found = self._shaped[text] = self._shape(text.upper() if self._upper else text)
        return found

    @property
    def strut(self) -> Shaped:
        """What a line has without any text."""
        self._strut = self._strut or self._shape(" ")
        return self._strut

    def _shape(self, text: str) -> Shaped:
        from weasyprint.text.ffi import FROM_UNITS, ffi, pango

        raw = text.encode()
        pango.pango_layout_set_text(self._layout.layout, raw, len(raw))
        line = pango.pango_layout_get_line_readonly(self._layout.layout, 0)
        extents = ffi.new("PangoRectangle *")
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        baseline = pango.pango_layout_get_baseline(self._layout.layout)
        runs = tuple(_run(item, raw) for item in _items(line))
        unknown = {glyph - UNKNOWN for run in runs for glyph, *_rest in run.glyphs if glyph & UNKNOWN}
        scale = FROM_UNITS / self.size
        return Shaped(
            extents.width * scale,
            extents.height * scale,
            baseline * scale,
            frozenset(chr(sign) for sign in unknown - UNSEEN),
            runs,
        )


def _items(line: Any) -> Iterator[Any]:
    from weasyprint.text.ffi import ffi

    run = line.runs
    while run != ffi.NULL:
        yield run.data
        run = run.next


def _run(item: Any, raw: bytes) -> Run:
    from weasyprint.text.ffi import ffi

    string, count = item.glyphs, item.glyphs.num_glyphs
    glyphs = list(_GLYPH.iter_unpack(ffi.buffer(string.glyphs, _GLYPH.size * count)))
    first, length = item.item.offset, item.item.length
    starts = [first + start for start in ffi.unpack(string.log_clusters, count)]
    backwards = item.item.analysis.level % 2
    ends = [first + length, *starts[:-1]] if backwards else [*starts[1:], first + length]
    return Run(item.item.analysis.font, glyphs, raw, list(zip(starts, ends, strict=True)))
