"""QR codes, as a 1-bit PNG for paper and mail or as an SVG inside a page. About 0.1 ms each."""

from __future__ import annotations

import struct
import zlib
from html import escape
from itertools import groupby
from math import isqrt

_QUIET_ZONE = 4  # modules, by ISO/IEC 18004
#: a frame of a camera has fewer
_MOST_PIXELS = 4_000_000
_DIGITS = b"0" + b"1" * 255


def _modules(text: str) -> list[bytes]:
    """The rows of the code with its quiet zone, a byte a module: 0 is dark. Error correction M restores 15 %."""
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    pixels = bytes(memoryview(code.to_image(scale=1, add_quiet_zones=False)))  # type: ignore[arg-type]  # has a buffer
    side = isqrt(len(pixels))
    margin, blank = b"\xff" * _QUIET_ZONE, b"\xff" * (side + 2 * _QUIET_ZONE)
    rows = [margin + pixels[at : at + side] + margin for at in range(0, side * side, side)]
    return [blank] * _QUIET_ZONE + rows + [blank] * _QUIET_ZONE


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bits(text: str) -> tuple[int, bytes]:
    """The side of a code in modules, quiet zone included, and its rows of whole bytes, a bit a module: 0 is dark.

    Raises ValueError as `png` does."""
    modules = _modules(text)
    return len(modules), _packed(modules)


def _packed(rows: list[bytes]) -> bytes:
    """Rows of modules as bits, each row filled up to a whole byte."""
    width = -(-len(rows[0]) // 8) * 8
    digits = b"".join(row.ljust(width, b"\0") for row in rows).translate(_DIGITS)
    return int(digits, 2).to_bytes(len(digits) // 8, "big")


def png(text: str, *, scale: int = 4) -> bytes:
    """A black and white PNG of `text`, `scale` pixels a module, quiet zone included.

    Raises ValueError for an empty text, and for one longer than a code holds (about 2,300 bytes).
    """
    modules = _modules(text)
    side = len(modules) * scale
    lines = bytearray()
    for row in modules:
        wide = b"".join(row[at : at + 1] * scale for at in range(len(row)))
        lines += (b"\x00" + _packed([wide])) * scale
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(bytes(lines), 6)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def svg(text: str, *, label: str = "QR") -> str:
    """An inline SVG of `text` in the colour of the text around it, named `label` for those who do not see it.

    The ground is left to the page, which must be lighter than the code. Raises ValueError as `png` does.
    """
    modules = _modules(text)
    path = []
    for y, row in enumerate(modules):
        x = 0
        for light, run in groupby(row):
            length = len(list(run))
            if not light:
                path.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(modules)} {len(modules)}" role="img"'
        f' aria-label="{escape(label)}" shape-rendering="crispEdges">'
        f'<path fill="currentColor" d="{"".join(path)}"/></svg>'
    )


def read(picture: bytes) -> str | None:
    """What the code in a photo (JPEG or PNG, four million pixels at most) says; None where none can be read."""
    import io

    import zxingcpp
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(picture), formats=("JPEG", "PNG")) as photo:
            if photo.width * photo.height > _MOST_PIXELS:
                return None
            found = zxingcpp.read_barcodes(
                photo.convert("L"), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            )
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    return found[0].text if found else None
