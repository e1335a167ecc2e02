"""Badges on sheets without laying out each: the fast way, which `benchmarks.badges` measures beside the plain one.

What badges of a variant have in common is drawn once, by WeasyPrint, and used by number. Into its slots go the glyphs
that Pango has shaped for the fitting already, and the code as bits. Fonts, metadata and the file are WeasyPrint's.
What only WeasyPrint can draw (letters in colour) is drawn by it, slot by slot; a design with adorned slots, wholly.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from io import BytesIO
from typing import Any

from ...foundation import qr
from ..errors import DesignWrong
from ..phrases import on_badge
from ..rules.content import Badge
from ..rules.fitting import LEADING
from ..rules.imposition import Cell, impose
from .design import Variant
from .drawing import Drawing, Tell, crop_marks
from .pages import Marks, SheetPage, write
from .shaping import EMPTY, UNKNOWN, Run, Shaped
from .slots import CODE, PHOTO, Slot, Written

#: CSS pixels of a millimetre
PIXELS = 96 / 25.4
#: badges after which somebody who waits is told
EVERY = 300
#: slots in which all badges of a variant say the same
ALIKE = frozenset({"role", "role_other", "event", "event_other", "when", "place"})
#: beyond it a text is also written down as such: glyphs say letters in the order in which they are seen
LATIN = 0x24F


@dataclass
class Painter:
    """Paints badges into the pages of one file."""

    drawing: Drawing
    _fonts: dict[Any, tuple[Any, float]] = field(default_factory=dict)
    _glyphs: dict[tuple[int, str], bytes | None] = field(default_factory=dict)
    _forms: dict[tuple[Variant, str], tuple[str, str]] = field(default_factory=dict)

    def badge(self, stream: Any, badge: Badge, cell: Cell, marks: Marks) -> list[bytes]:
        """The operators of one side, in CSS pixels; `marks` hears what is written."""
        filled = self.drawing.fill(badge, cell.side)
        form, words = self._form(stream, badge, cell.side, [one for one in filled if one.slot.name in ALIKE])
        out = [b"q 1 0 0 1 %.3f %.3f cm" % (cell.x * PIXELS, cell.y * PIXELS)]
        out.append(marks.wrap("Figure" if words else "", [b"/%s Do" % form.encode()], alt=words))
        for written in filled:
            if written.slot.name not in ALIKE:
                out.append(self._slot(stream, badge, cell.side, written, marks))
        return [*out, b"Q"]

    def _form(self, stream: Any, badge: Badge, side: str, alike: list[Written]) -> tuple[str, str]:
        """(name, words) of what badges like this have in common, drawn when it is first asked for."""
        variant = Variant.of(badge)
        if (variant, side) not in self._forms:
            from weasyprint.draw import draw_page

            paper = self.drawing.paper
            (width, height), bleed = (length * PIXELS for length in paper.stock.badge), paper.bleed * PIXELS
            group = stream.add_group(-bleed, -bleed, width + 2 * bleed, height + 2 * bleed)
            group.extra.pop("Group")  # it covers what is below it: nothing to be blended
            group._tags = None
            draw_page(self.drawing.side_of(variant, side).laid.page._page_box, group)
            group.stream += [self._lines(group, badge, side, written) for written in alike]
            words = " ".join([self._words(variant, side), *(line for written in alike for line in written.lines)])
            self._forms[variant, side] = group.id, words.strip()
        return self._forms[variant, side]

    def _words(self, variant: Variant, side: str) -> str:
        """The words that all of them have, for who does not see them."""
        html = " ".join(self.drawing.side_of(variant, side).pieces[::2])
        return " ".join(unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)).split())

    def _slot(self, stream: Any, badge: Badge, side: str, written: Written, marks: Marks) -> bytes:
        slot = written.slot
        if slot.name == CODE:
            return marks.wrap("Figure", [_turned(slot, _bits(slot, badge.code))], alt=badge.code)
        if slot.name == PHOTO:
            alternative = on_badge(badge.language).others["photo"]
            return marks.wrap("Figure", [_turned(slot, self._picture(stream, badge, written))], alt=alternative)
        text = " ".join(written.lines)
        tag = slot.place.tag.upper() if slot.place.tag in ("h1", "h2", "h3", "p") else "Span"
        actual = text if any(ord(sign) > LATIN for sign in text) else ""
        return marks.wrap(tag, [self._lines(stream, badge, side, written)], actual=actual)

    def _picture(self, stream: Any, badge: Badge, written: Written) -> bytes:
        """Operators of a picture that covers its slot."""
        from PIL import Image
        from weasyprint.images import RasterImage

        with Image.open(BytesIO(written.picture)) as opened:
            image = RasterImage(opened, badge.photo, written.picture)
        place, box = written.slot.place, written.slot.box
        scale = max(box.width / image.width, box.height / image.height)
        width, height = image.width * scale, image.height * scale
        left, top = place.x + (box.width - width) / 2, place.y + (box.height - height) / 2
        name = stream.add_image(image, interpolate=True, ratio=1).encode()
        clip = (place.x, place.y, box.width, box.height)
        where = (width, -height, left, top + height, name)
        return b"q %.3f %.3f %.3f %.3f re W n " % clip + b"%.3f 0 0 %.3f %.3f %.3f cm /%s Do Q" % where

    def _lines(self, stream: Any, badge: Badge, side: str, written: Written) -> bytes:
        """Operators of the lines of a slot."""
        slot = written.slot
        lines = [self._line(stream, slot, line, at) for line, at in zip(written.lines, _tops(written), strict=True)]
        inside = [line for line in lines if line is not None]
        if len(inside) < len(lines):
            inside = [_by_weasyprint(stream, box) for box in self.drawing.text_boxes(badge, side, written)]
        return _turned(slot, b"\n".join(inside))

    def _line(self, stream: Any, slot: Slot, line: str, at: tuple[float, float]) -> bytes | None:
        """Operators of a line, None if a font of it has colours."""
        baseline, size = at
        shaped = slot.shaper.shape(line)
        key = (id(slot.shaper), line)
        if key not in self._glyphs:
            self._glyphs[key] = self._written_out(stream, shaped, slot.shaper.size)
        glyphs = self._glyphs[key]
        if glyphs is None:
            return None
        free = slot.box.width - shaped.width * size
        x = slot.place.x + {"left": 0.0, "center": free / 2, "right": free}.get(slot.place.align, 0.0)
        start = (*slot.place.colour, size, -size, x, baseline)
        return b"BT %.4f %.4f %.4f rg %.5f 0 0 %.5f %.3f %.3f Tm %s ET" % (*start, glyphs)

    def _written_out(self, stream: Any, shaped: Shaped, size: float) -> bytes | None:
        parts = []
        for run in shaped.runs:
            font, font_size = self._font(stream, run)
            if font.png or font.svg or font.colr or font.bitmap:
                return None
            parts.append(_glyphs(stream, run, font, font_size, size))
        return b" ".join(parts)

    def _font(self, stream: Any, run: Run) -> tuple[Any, float]:
        if run.font not in self._fonts:
            self._fonts[run.font] = stream.add_font(run.font)
        return self._fonts[run.font]


def _turned(slot: Slot, inside: bytes) -> bytes:
    """What is in a slot that the design turns."""
    turns = [b"%.6f %.6f %.6f %.6f %.3f %.3f cm" % turn for turn in slot.place.turns]
    return b"\n".join([b"q", *turns, inside, b"Q"]) if turns else inside


def _tops(written: Written) -> Iterator[tuple[float, float]]:
    """(baseline, size of letters) of each line, as WeasyPrint sets them: a line grows with letters of another font."""
    slot, size, leading = written.slot, written.size, written.size * LEADING
    top = slot.place.y + max(0.0, (slot.box.height - leading * len(written.lines)) * slot.above)
    for line in written.lines:
        both = [_rise(shaped, size, leading) for shaped in (slot.shaper.strut, slot.shaper.shape(line))]
        yield top + max(both), size
        top += leading + max(both) - min(both)


def _rise(shaped: Shaped, size: float, leading: float) -> float:
    return shaped.baseline * size + (leading - shaped.height * size) / 2


def _glyphs(stream: Any, run: Run, font: Any, font_size: float, size: float) -> bytes:
    """Glyphs for a font at a size of one, as PDF shows them: thousandths of the size move the next one back."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    scale = 1000 * FROM_UNITS / size
    parts, text = [f"/{font.hash} 1 Tf ["], "<"
    for at, (number, width, right, up, _flags) in enumerate(run.glyphs):
        if number == EMPTY:
            text += f">{-width * scale:.1f}<"
            continue
        glyph = _known(font, number, width * scale)
        if glyph not in font.to_unicode:
            font.to_unicode[glyph] = run.text(at)
        if glyph not in font.widths:
            pango.pango_font_get_glyph_extents(run.font, glyph, stream.ink_rect, stream.logical_rect)
            font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / font_size)
        if right:
            text += f">{-right * scale:.1f}<"
        if up:
            parts += [f"{text}>] TJ {-up * FROM_UNITS / size:.5f} Ts [<{glyph:04x}>] TJ 0 Ts ["]
            text = "<"
        else:
            text += f"{glyph:04x}"
        back = font.widths[glyph] + right * scale - width * scale
        if abs(back) > 0.05:
            text += f">{back:.1f}<"
    return "".join([*parts, text, ">] TJ"]).replace("<>", "").encode()


def _known(font: Any, number: int, width: float) -> int:
    """The number of a glyph in the file; of a sign that no font has, one that is drawn as a box."""
    if not number & UNKNOWN:
        return number
    glyph = int(font.get_unused_glyph_id(number - UNKNOWN))
    font.widths[glyph] = round(width)
    font.widths.setdefault(0, font.widths[glyph])
    return glyph


def _bits(slot: Slot, code: str) -> bytes:
    side, rows = qr.bits(code)
    place, width, height = slot.place, slot.box.width, slot.box.height
    where = (width, -height, place.x, place.y + height, side, side, rows.hex().encode())
    return b"q %.3f 0 0 %.3f %.3f %.3f cm BI /W %d /H %d /BPC 1 /CS /G /F /AHx ID %s> EI Q" % where


def _by_weasyprint(stream: Any, box: Any) -> bytes:
    """Its operators for a text box."""
    from weasyprint.draw.text import draw_text

    before = len(stream.stream)
    stream._current_font = stream._current_color = stream._current_alpha = None
    draw_text(stream, box, 0, "clip", "none")
    made = stream.stream[before:]
    del stream.stream[before:]
    return b"\n".join(part if isinstance(part, bytes) else str(part).encode() for part in made)


def draw(drawing: Drawing, badges: Sequence[Badge], title: str, language: str, tell: Tell | None = None) -> bytes:
    """The tagged PDF, the same to look at as `sheets.draw` makes. DesignWrong."""
    drawing.prepare(badges)
    paper, painter, laid = drawing.paper, Painter(drawing), drawing.any_side
    width, height = ((length + 2 * paper.margin) * PIXELS for length in paper.stock.page)
    pages = [
        SheetPage((width, height), laid.page._page_box, partial(_sheet, painter, badges, cells, tell))
        for cells in impose(len(badges), paper.stock, backs=paper.backs, skip=paper.skip)
    ]
    data = write(pages, laid.document.font_config, title, language)
    if refused := drawing.refused:
        raise DesignWrong("fetched", refused[0])
    return data


def _sheet(
    painter: Painter,
    badges: Sequence[Badge],
    cells: Sequence[Cell],
    tell: Tell | None,
    stream: Any,
    marks: Marks,
) -> list[bytes]:
    paper = painter.drawing.paper
    right, down = paper.origin
    out = [b"q 1 0 0 1 %.3f %.3f cm" % (right * PIXELS, down * PIXELS)]
    for cell in cells:
        marks.begin()
        out += painter.badge(stream, badges[cell.badge], cell, marks)
    out.append(b"Q")
    if paper.crop_marks:
        lines = [tuple(length * PIXELS for length in mark) for mark in crop_marks(cells, paper)]
        out.append(marks.wrap("", [b"0 g", *(b"%.3f %.3f %.3f %.3f re f" % line for line in lines)]))
    done = max(cell.badge for cell in cells) + 1
    if tell and done // EVERY > (done - len(cells)) // EVERY:
        tell(done)
    return out
