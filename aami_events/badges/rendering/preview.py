"""One badge as a picture, for screens: drawn as it is printed, then turned into pixels."""

import functools
from io import BytesIO

from ..rules.content import Badge
from ..rules.imposition import FRONT
from ..rules.settings import PHOTO_SIZE
from .drawing import Drawing
from .sheets import as_pdf

#: pixels of a millimetre
SCALE = 8.0


@functools.cache
def nobody() -> bytes:
    """A JPEG of a head and shoulders that are nobody's."""
    from PIL import Image, ImageDraw

    drawn, out = Image.new("RGB", PHOTO_SIZE, "#d8dbe2"), BytesIO()
    pen, (width, height) = ImageDraw.Draw(drawn), PHOTO_SIZE
    pen.ellipse((width * 0.3, height * 0.18, width * 0.7, height * 0.54), fill="#8a90a0")
    pen.ellipse((width * 0.14, height * 0.6, width * 0.86, height * 1.4), fill="#8a90a0")
    drawn.save(out, "JPEG")
    return out.getvalue()


def picture(drawing: Drawing, badge: Badge, which: str = FRONT) -> bytes:
    """A PNG of one side; DesignWrong."""
    import pypdfium2

    width, height = drawing.paper.stock.badge
    page = f"@page {{ size: {width:.3f}mm {height:.3f}mm; margin: 0 }} html, body {{ margin: 0 }}"
    html = f'<!DOCTYPE html><html lang="{badge.language}"><title>-</title><body>{drawing.write(badge, which)}'
    data = as_pdf(html, drawing.css + page, drawing.held)
    document, out = pypdfium2.PdfDocument(data), BytesIO()
    try:
        bitmap = document[0].render(scale=SCALE * 25.4 / 72)
        bitmap.to_pil().save(out, "PNG")  # a view of the bitmap, which must live until then
    finally:
        document.close()
    return out.getvalue()
