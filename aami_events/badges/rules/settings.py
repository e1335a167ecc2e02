"""What an organiser may choose of a design, and what of it cannot be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...foundation.text import fold
from .stocks import STOCKS, USUAL

#: the designs of the house: a test card on top, a coloured edge, black on white
NAMES = ("mire", "marge", "sobre")
#: what of a badge may be left away
FIELDS = ("pronouns", "organisation", "role", "spoken", "qr", "no_photo", "photo")
#: what stands on it if nobody has chosen: a picture is asked for by who needs one
SHOWN = FIELDS[:-1]
#: pixels of a picture: four by five, 300 to the inch on the largest badge
PHOTO_SIZE = (400, 500)
#: where in a wide picture somebody's face is
ACROSS = {"left": 0.1, "middle": 0.5, "right": 0.9}
#: of the ground, of what is written on it, and of accents
COLOURS = {"ground": "#ffffff", "ink": "#14141a", "accent": "#2b3bff"}
#: WCAG 2.2 AA for large letters, and a name is large
LEAST_CONTRAST = 3.0
#: millimetres by which a printer may be off, and characters of a template
MOST_OFF, LARGEST = 20.0, 40_000
#: pictures of one design
MOST_IMAGES = 12


@dataclass(frozen=True)
class Settings:
    """How the badges of an event look and on what they are printed. Templates are None where they are the house's."""

    base: str = NAMES[0]
    colours: dict[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = SHOWN
    front: str | None = None
    back: str | None = None
    style: str | None = None
    stock: str = USUAL
    backs: bool = False
    crop_marks: bool = False
    right_tenths: int = 0
    down_tenths: int = 0


def faults(settings: Settings) -> Iterator[tuple[str, str]]:
    """(field, why it cannot be) of each that cannot: unknown, colour, contrast, too_far, too_long."""
    if settings.base not in NAMES:
        yield "base", "unknown"
    if settings.stock not in STOCKS:
        yield "stock", "unknown"
    yield from _colour_faults({**COLOURS, **settings.colours})
    for name in ("right_tenths", "down_tenths"):
        if abs(getattr(settings, name)) > MOST_OFF * 10:
            yield name, "too_far"
    for name in ("front", "back", "style"):
        if len(getattr(settings, name) or "") > LARGEST:
            yield name, "too_long"


def _colour_faults(colours: dict[str, str]) -> Iterator[tuple[str, str]]:
    wrong = {name for name, colour in colours.items() if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour)}
    yield from ((name, "colour") for name in sorted(wrong))
    if not wrong & {"ground", "ink"} and contrast(colours["ground"], colours["ink"]) < LEAST_CONTRAST:
        yield "ink", "contrast"


def contrast(one: str, other: str) -> float:
    """Of two colours (#rrggbb), by WCAG 2.2: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def image_name(file_name: str) -> str:
    """What a design calls a picture that somebody brings: its file's name in plain letters, always as a JPEG."""
    stem = file_name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    plain = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")[:40].strip("-")
    return f"{plain or 'image'}.jpg"
