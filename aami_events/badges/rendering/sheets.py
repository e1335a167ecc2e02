"""Badges on sheets, as one document that WeasyPrint draws: the plain way, which the fast way is measured by."""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from ...foundation import pdf, qr
from ..errors import DesignWrong
from ..phrases import more_lines
from ..rules.content import Badge
from ..rules.fitting import LEADING
from ..rules.imposition import BACK, FRONT, Cell, impose
from ..rules.stocks import Stock
from . import design
from .design import Look, Occasion, Variant
from .slots import CODE, PROGRAMME, Laid, Slot, measure

#: millimetres by which grounds go beyond a cut edge, and length of crop marks
BLEED, MARK = 3.0, 4.0
#: sheets after which somebody who waits is told
TOLD = 10


@dataclass(frozen=True)
class Paper:
    """How badges are printed: on which stock, with backs or without, moved by how much for this printer (mm)."""

    stock: Stock
    backs: bool = False
    crop_marks: bool = False
    right: float = 0.0
    down: float = 0.0
    #: cells of the first sheet that are used up
    skip: int = 0

    @property
    def bleed(self) -> float:
        """Only of a single badge that is cut out of a larger sheet: badges side by side have nothing between them."""
        return BLEED if self.crop_marks and self.stock.page == self.stock.badge else 0.0

    @property
    def margin(self) -> float:
        """What the sheet has around the stock, for crop marks."""
        return BLEED + MARK if self.bleed else 0.0

    @property
    def origin(self) -> tuple[float, float]:
        """Where the stock begins on the sheet."""
        return self.margin + self.right, self.margin + self.down


@dataclass(frozen=True)
class Flaw:
    """What is not as it should be on one badge: `what` is overflow, missing, left_out or nameless."""

    badge: int
    slot: str
    what: str
    detail: str = ""


@dataclass
class Side:
    """One side of a variant: the pieces of its text and the slots between them."""

    pieces: list[str]
    laid: Laid


@dataclass
class Drawing:
    """Badges of one look, on one paper; gathers what is not as it should be."""

    look: Look
    paper: Paper
    occasion: Occasion
    flaws: list[Flaw] = field(default_factory=list)
    _sides: dict[tuple[Variant, str], Side] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.held = design.files_of(self.look, self.occasion)
        self.css = design.style_sheet(self.look, self.paper.stock, self.paper.bleed)

    def side_of(self, variant: Variant, which: str) -> Side:
        """The front or back of a variant, measured once."""
        if (variant, which) not in self._sides:
            template = self.look.html if which == FRONT else self.look.back
            stock, bleed = self.paper.stock, self.paper.bleed
            html = design.side(template, self.look, stock, variant, self.occasion, bleed)
            self._sides[variant, which] = Side(design.pieces(html), measure(html, self.css, self.held))
        return self._sides[variant, which]

    def write(self, badge: Badge, which: str) -> str:
        """One side of one badge."""
        side = self.side_of(Variant.of(badge), which)
        texts = design.texts(badge, self.look, self.occasion)
        parts = list(side.pieces)
        for at in range(1, len(parts), 2):
            name = parts[at]
            slot = side.laid.slots.get(name)
            parts[at] = self._filled(badge, slot, texts.get(name, "")) if slot else ""
        return "".join(parts)

    def _filled(self, badge: Badge, slot: Slot, text: str) -> str:
        if slot.name == CODE:
            return _code(badge.code)
        if slot.name == PROGRAMME:
            return self._programme(badge, slot)
        if not text.strip():
            if slot.name == "name":
                self.flaws.append(Flaw(badge.id, slot.name, "nameless"))
            return ""
        fitted = slot.fit(text)
        if not fitted.fits:
            self.flaws.append(Flaw(badge.id, slot.name, "overflow"))
        self._missing(badge, slot, fitted.lines)
        return _lines(slot, fitted.lines, fitted.size)

    def _programme(self, badge: Badge, slot: Slot) -> str:
        lines = [f"{line.day} · {line.when} · {line.title}" for line in badge.programme]
        if not lines:
            return ""
        listed = slot.fit_list(lines)
        if listed.left_out:
            self.flaws.append(Flaw(badge.id, slot.name, "left_out", str(listed.left_out)))
        more = (more_lines(badge.language, listed.left_out),) if listed.left_out else ()
        return _lines(slot, listed.lines + more, listed.size)

    def _missing(self, badge: Badge, slot: Slot, lines: Sequence[str]) -> None:
        signs = set().union(*(slot.shaper.missing.get(line, set()) for line in lines))
        if signs:
            self.flaws.append(Flaw(badge.id, slot.name, "missing", "".join(sorted(signs))))


def look_through(drawing: Drawing, badges: Sequence[Badge]) -> list[Flaw]:
    """What is not as it should be, without drawing anything."""
    for badge in badges:
        for which in (FRONT, BACK) if drawing.paper.backs else (FRONT,):
            drawing.write(badge, which)
    return drawing.flaws


def nobody(_done: int) -> None:
    """Is told how far a print is."""


def draw(
    drawing: Drawing, badges: Sequence[Badge], title: str, language: str, tell: Callable[[int], None] = nobody
) -> bytes:
    """The tagged PDF; `tell` hears how many badges are written out, now and then. DesignWrong."""
    paper, body = drawing.paper, []
    for cells in impose(len(badges), paper.stock, backs=paper.backs, skip=paper.skip):
        body.append(_sheet(drawing, badges, cells))
        if len(body) % TOLD == 0:
            tell(max(cell.badge for cell in cells) + 1)
    html = f'<!DOCTYPE html><html lang="{language}"><head><title>{escape(title)}</title></head><body>{"".join(body)}'
    return as_pdf(html, drawing.css + _paper_css(paper), drawing.held)


def as_pdf(html: str, css: str, held: Mapping[str, bytes]) -> bytes:
    """What WeasyPrint makes of it; DesignWrong for a design that asks for an address."""
    try:
        return pdf.render(html, css, held)
    except pdf.NothingFetched as error:
        raise DesignWrong("fetched", str(error)) from error


def _sheet(drawing: Drawing, badges: Sequence[Badge], cells: Sequence[Cell]) -> str:
    paper = drawing.paper
    right, down = paper.origin
    placed = "".join(
        f'<div class="cell" style="left:{cell.x + right:.3f}mm;top:{cell.y + down:.3f}mm">'
        f'<div class="placed">{drawing.write(badges[cell.badge], cell.side)}</div></div>'
        for cell in cells
    )
    marks = "".join(_marks(cells, paper)) if paper.crop_marks else ""
    return f'<section class="sheet">{placed}{marks}</section>'


def _paper_css(paper: Paper) -> str:
    (badge_width, badge_height), bleed = paper.stock.badge, paper.bleed
    width, height = (length + 2 * paper.margin for length in paper.stock.page)
    return f"""
@page {{ size: {width:.3f}mm {height:.3f}mm; margin: 0 }}
html, body {{ margin: 0; padding: 0 }}
.sheet {{ position: relative; width: {width:.3f}mm; height: {height:.3f}mm; overflow: hidden; break-after: page }}
.sheet:last-child {{ break-after: auto }}
.cell {{ position: absolute; margin: -{bleed}mm 0 0 -{bleed}mm; overflow: hidden;
  width: {badge_width + 2 * bleed:.3f}mm; height: {badge_height + 2 * bleed:.3f}mm }}
.placed {{ position: absolute; left: {bleed}mm; top: {bleed}mm }}
.mark {{ position: absolute; background: #000 }}
"""


def _marks(cells: Sequence[Cell], paper: Paper) -> Iterator[str]:
    """Short lines at the corners, outside of every badge."""
    (width, height), thin, away = paper.stock.badge, 0.1, paper.bleed
    right, down = paper.origin
    corners = [(cell.x + right, cell.y + down) for cell in cells]
    for left, top in corners:
        for x, before in ((left, True), (left + width, False)):
            for y, above in ((top, True), (top + height, False)):
                across = (x - away - MARK if before else x + away, y - thin / 2, MARK, thin)
                along = (x - thin / 2, y - away - MARK if above else y + away, thin, MARK)
                yield from (_mark(mark) for mark in (across, along) if not _covers(mark, corners, width, height))


def _covers(mark: tuple[float, ...], corners: Sequence[tuple[float, float]], width: float, height: float) -> bool:
    middle_x, middle_y = mark[0] + mark[2] / 2, mark[1] + mark[3] / 2
    return any(x < middle_x < x + width and y < middle_y < y + height for x, y in corners)


def _mark(mark: tuple[float, ...]) -> str:
    x, y, width, height = mark
    return f'<div class="mark" style="left:{x:.3f}mm;top:{y:.3f}mm;width:{width}mm;height:{height}mm"></div>'


def _code(code: str) -> str:
    data = base64.b64encode(qr.png(code)).decode()
    return (
        f'<img alt="{escape(code)}" src="data:image/png;base64,{data}"'
        ' style="display:block;width:100%;height:100%;image-rendering:pixelated">'
    )


def _lines(slot: Slot, lines: Sequence[str], size: float) -> str:
    leading = size * LEADING
    above = (slot.box.height - leading * len(lines)) * slot.above
    text = "<br>".join(escape(line) for line in lines)
    return (
        f'<span dir="auto" style="display:block;white-space:nowrap;font-size:{size:.3f}px;line-height:{leading:.3f}px;'
        f'padding-top:{max(0.0, above):.3f}px">{text}</span>'
    )
