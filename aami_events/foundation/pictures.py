"""Pictures that people bring: decoded within bounds, turned upright, made small enough, and written anew.

What a camera adds (place, date, its owner) does not survive, and a file that only looks like a picture is none.
"""

import contextlib
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

#: what is read; SVG is not: it can run
FORMATS = ("JPEG", "PNG", "WEBP")
#: pixels of its longer side once it is kept
LONGEST = 1_600
#: a picture narrower or lower is of no use on a page
SHORTEST = 200
#: more pixels are not decoded, or it takes a page too long: a JPEG is read at a fraction of its size, if it can be
MOST_JPEG, MOST_PROGRESSIVE, MOST = 50_000_000, 24_000_000, 10_000_000
QUALITY = 85
#: where the part of a high picture that is kept lies in what is cut away: 0 its upper edge
FACES = 0.2
_CUT = threading.Lock()


class PictureRefused(Exception):
    """Not a picture that can be kept; `why` is unreadable, large (too many pixels) or small."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Picture:
    """A JPEG in sRGB, with its size in pixels."""

    data: bytes
    width: int
    height: int


def read(data: bytes) -> Picture:
    """The picture as the house keeps it. PictureRefused."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with _only_whole(), Image.open(io.BytesIO(data), formats=FORMATS) as source:
            _check(source)
            source.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(source)
            upright.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
            return _written(_in_srgb(upright))
    except Image.DecompressionBombError as refusal:
        raise PictureRefused("large") from refusal
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as refusal:
        raise PictureRefused("unreadable") from refusal


def cut(picture: Picture, size: tuple[int, int], across: float) -> Picture:
    """The part of a picture that has the shape of `size`, in so many pixels: `across` says where, from 0 (its left
    edge) to 1; of a high one, the upper part, where faces are."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(picture.data)) as source:
        return _written(ImageOps.fit(source, size, Image.Resampling.LANCZOS, centering=(across, FACES)))


@contextlib.contextmanager
def _only_whole() -> Iterator[None]:
    """A file that was cut is refused, although WeasyPrint has told Pillow to take such files, for the whole process."""
    from PIL import ImageFile

    with _CUT:
        before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check(source: Any) -> None:
    width, height = source.size
    most = MOST
    if source.format == "JPEG":
        most = MOST_PROGRESSIVE if source.info.get("progressive") else MOST_JPEG
    if width * height > most:
        raise PictureRefused("large")
    if min(width, height) < SHORTEST:
        raise PictureRefused("small")


def _in_srgb(picture: Any) -> Any:
    """Its colours as every screen understands them; what is transparent becomes white."""
    from PIL import Image, ImageCms

    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            there = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            picture = ImageCms.profileToProfile(picture, there, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except ImageCms.PyCMSError:  # a broken profile: its colours are taken as they are
            pass
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        picture = Image.new("RGBA", clear.size, "white")
        picture.alpha_composite(clear)
    return picture.convert("RGB")


def _written(picture: Any) -> Picture:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=QUALITY)
    return Picture(kept.getvalue(), *picture.size)
