"""Texts as Pango shapes them in WeasyPrint: how wide they are, and which signs no font has.

This touches what WeasyPrint keeps to itself; its version is pinned.
"""

from collections.abc import Iterator
from typing import Any

#: Pango marks so the glyph of a sign that no font has
UNKNOWN = 0x10000000
#: signs that are not seen, so nothing is missing without them
UNSEEN = frozenset({0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF})


class Shaper:
    """Shapes texts in one style; remembers what it has measured."""

    def __init__(self, style: Any) -> None:
        from weasyprint.text.ffi import pango
        from weasyprint.text.line_break import Layout

        self._layout, self._size = Layout(style), style["font_size"]
        pango.pango_layout_set_single_paragraph_mode(self._layout.layout, True)
        self._upper = style["text_transform"] == "uppercase"
        self._widths: dict[str, float] = {}
        #: signs that no font has, in what was measured
        self.missing: dict[str, set[str]] = {}

    def width(self, text: str) -> float:
        """Width of a text against the size of its letters."""
        if text not in self._widths:
            self._widths[text] = self._measure(text)
        return self._widths[text]

    def _measure(self, text: str) -> float:
        from weasyprint.text.ffi import FROM_UNITS

        raw = (text.upper() if self._upper else text).encode()
        width = 0
        for glyphs in self._runs(raw):
            for number in range(glyphs.num_glyphs):
                glyph = glyphs.glyphs[number]
                width += glyph.geometry.width
                if glyph.glyph & UNKNOWN and glyph.glyph - UNKNOWN not in UNSEEN:
                    self.missing.setdefault(text, set()).add(chr(glyph.glyph - UNKNOWN))
        return float(width * FROM_UNITS / self._size)

    def _runs(self, raw: bytes) -> Iterator[Any]:
        from weasyprint.text.ffi import ffi, pango

        pango.pango_layout_set_text(self._layout.layout, raw, len(raw))
        line = pango.pango_layout_get_line_readonly(self._layout.layout, 0)
        run = line.runs
        while run != ffi.NULL:
            yield run.data.glyphs
            run = run.next
