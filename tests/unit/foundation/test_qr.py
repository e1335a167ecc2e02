"""QR codes, read back by a decoder."""

import io
import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from aami_events.foundation.qr import png, svg

TEXTS = ["HTTPS://AAMI.EXAMPLE/T/ABCDEFGHJK", "https://aami.ca/fr/événement?é=ᐃᓄᒃ", "x", "a" * 2000]


@pytest.mark.parametrize("scale", [1, 3, 4])
@pytest.mark.parametrize("text", TEXTS)
def test_png_is_read_back(text, scale):
    image = Image.open(io.BytesIO(png(text, scale=scale)))
    assert image.mode == "1" and image.width == image.height and image.width % scale == 0
    assert zxingcpp.read_barcode(image.convert("L"), is_pure=scale == 1).text == text


def test_svg_draws_the_same_code():
    drawing = svg(TEXTS[0])
    side = int(ElementTree.fromstring(drawing).get("viewBox").split()[2])
    image = Image.new("L", (side * 4, side * 4), 255)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", drawing):
        corner = (int(x) * 4, int(y) * 4)
        ImageDraw.Draw(image).rectangle((*corner, corner[0] + int(length) * 4 - 1, corner[1] + 3), fill=0)
    assert zxingcpp.read_barcode(image).text == TEXTS[0]


def test_svg_fits_a_strict_page():
    drawing = svg("x", label='Billet "1" <b>')
    root = ElementTree.fromstring(drawing)
    assert (root.get("role"), root.get("aria-label")) == ("img", 'Billet "1" <b>')
    assert "style" not in drawing and 'fill="currentColor"' in drawing


@pytest.mark.parametrize("text", ["", "a" * 4000])
def test_what_no_code_can_hold(text):
    with pytest.raises(ValueError):
        png(text)
