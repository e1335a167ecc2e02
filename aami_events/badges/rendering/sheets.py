"""Badges on sheets as one document that WeasyPrint lays out: the plain way, which the fast way is compared with."""

from collections.abc import Mapping, Sequence
from html import escape

from ...foundation import pdf
from ..errors import DesignWrong
from ..rules.content import Badge
from ..rules.imposition import Cell, impose
from .drawing import Drawing, Paper, Tell, crop_marks

#: sheets after which somebody who waits is told
TOLD = 10


def draw(drawing: Drawing, badges: Sequence[Badge], title: str, language: str, tell: Tell | None = None) -> bytes:
    """The tagged PDF. DesignWrong."""
    drawing.prepare(badges)
    paper, body = drawing.paper, []
    for cells in impose(len(badges), paper.stock, backs=paper.backs, skip=paper.skip):
        body.append(_sheet(drawing, badges, cells))
        if tell and len(body) % TOLD == 0:
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
    marks = "".join(_mark(mark) for mark in crop_marks(cells, paper)) if paper.crop_marks else ""
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


def _mark(mark: tuple[float, ...]) -> str:
    x, y, width, height = mark
    return f'<div class="mark" style="left:{x:.3f}mm;top:{y:.3f}mm;width:{width}mm;height:{height}mm"></div>'
