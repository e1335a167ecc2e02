"""Pictures as people bring them, drawn for the occasion."""

import io
from typing import Any

from PIL import Image


def a_picture(
    kind: str = "JPEG", size: tuple[int, int] = (400, 300), colour: str = "red", mode: str = "RGB", **more: Any
) -> bytes:
    """A picture of one colour, as a file."""
    kept = io.BytesIO()
    Image.new(mode, size, colour).save(kept, kind, **more)
    return kept.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture in a file, decoded."""
    found = Image.open(io.BytesIO(data))
    found.load()
    return found
