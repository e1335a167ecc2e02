"""The boxes of a variant, measured once: a side is laid out with its slots empty, and texts are fitted in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...foundation.pdf import NothingFetched, lay_out
from ...foundation.text import whole_number
from ..errors import DesignWrong
from ..rules.fitting import Box, Fitted, Listed, fit, fit_list
from .shaping import Shaper

#: slots that hold no text to be fitted
CODE, PROGRAMME, PHOTO = "qr", "programme", "photo"
TEXTS = frozenset(
    {"name", "pronouns", "organisation", "spoken", "role", "role_other", "event", "event_other", "when", "place",
     "programme_title"}
)  # fmt: skip
KNOWN = TEXTS | {CODE, PROGRAMME, PHOTO}
#: how small the letters of a slot may become if it does not say, in percent of what its style says: on one line, ever
LEAST_ON_ONE, LEAST = 65, 40
#: where a text stands in the height of its slot, as a share of what is left
CORNERS = ("top_left", "top_right", "bottom_left", "bottom_right")
ALIGN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


@dataclass(frozen=True)
class Place:
    """Where a slot is on its side and how it is written, for who draws texts there without WeasyPrint."""

    #: left upper corner of its content, in CSS pixels, before it is turned
    x: float
    y: float
    #: what turns it: matrices as PDF writes them, from the outside in
    turns: tuple[tuple[float, ...], ...]
    #: left, center or right
    align: str
    #: red, green and blue, 0 to 1
    colour: tuple[float, float, float]
    #: HTML element
    tag: str
    #: nothing about it is such that only WeasyPrint can draw it
    plain: bool


@dataclass(frozen=True)
class Slot:
    """A box, in CSS pixels, and what shapes texts in its style."""

    name: str
    box: Box
    shaper: Shaper
    #: share of the free height that is above the text
    above: float
    place: Place
    _fitted: dict[str, Fitted] = field(default_factory=dict, repr=False)

    def fit(self, text: str) -> Fitted:
        """See rules.fitting; what was fitted once is remembered."""
        if text not in self._fitted:
            self._fitted[text] = fit(text, self.box, self.shaper.width)
        return self._fitted[text]

    def fit_list(self, lines: list[str]) -> Listed:
        """See rules.fitting."""
        return fit_list(lines, self.box, self.shaper.width)


@dataclass(frozen=True)
class Written:
    """What goes into one slot: lines of a size, or a picture; nothing for a code, which is the badge's."""

    slot: Slot
    lines: tuple[str, ...] = ()
    size: float = 0.0
    #: JPEG
    picture: bytes = b""


@dataclass(frozen=True)
class Laid:
    """The slots of a side, its page, and the document that was laid out, which must live as long as they are used."""

    slots: Mapping[str, Slot]
    page: Any
    document: Any


def measure(sides: Sequence[str], css: str, held: Mapping[str, bytes]) -> list[Laid]:
    """The slots of written-out sides, laid out together, which takes half the time; DesignWrong for one that is
    unknown, stands there twice, or has no size, for an address that is asked for, and for a side without an end."""
    document = laid_out("".join(f'<div style="break-after: page">{side}</div>' for side in sides), css, held)
    if len(document.pages) != len(sides):
        raise DesignWrong("too_large")
    return [Laid(_slots(page._page_box), page, document) for page in document.pages]


def laid_out(body: str, css: str, held: Mapping[str, bytes]) -> Any:
    """Sides by themselves, on pages that are larger than any badge; DesignWrong for an address that is asked for."""
    try:
        return lay_out(f"<!DOCTYPE html><title>-</title><body>{body}", PAGE + css, held)
    except NothingFetched as error:
        raise DesignWrong("fetched", str(error)) from error


def _slots(page_box: Any) -> dict[str, Slot]:
    found: dict[str, Slot] = {}
    for name, box, around in _boxes(page_box, ()):
        if name not in KNOWN:
            raise DesignWrong("slot_unknown", name)
        if name in found:
            raise DesignWrong("slot_twice", name)
        found[name] = _slot(name, box, around)
    return found


#: one side by itself: as large as it needs to be
PAGE = "@page { size: 600mm 600mm; margin: 0 } body { margin: 0 }"


def _boxes(found: Any, around: tuple[Any, ...]) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """(name, box, the boxes around it) of every slot."""
    from weasyprint.formatting_structure.boxes import BlockBox

    box = getattr(found, "_box", found)  # what is placed absolutely stands behind a placeholder
    name = box.element.get("data-slot") if box.element is not None else None
    if name and isinstance(box, BlockBox):
        yield name, box, around
    for child in getattr(box, "children", ()):
        yield from _boxes(child, (*around, box))


def text_boxes(page_box: Any, name: str) -> Iterator[Any]:
    """The boxes of text in a slot."""
    from weasyprint.formatting_structure.boxes import TextBox

    for found, box, _around in _boxes(page_box, ()):
        if found == name:
            yield from (inside for inside in box.descendants() if isinstance(inside, TextBox))


def _slot(name: str, box: Any, around: tuple[Any, ...]) -> Slot:
    width, height, size = float(box.width), float(box.height), float(box.style["font_size"])
    if width < 1 or height < 1:
        raise DesignWrong("slot_without_size", name)
    on_one, least = (
        size * min(100, whole_number(box.element.get(key)) or usual) / 100
        for key, usual in (("data-least-on-one", LEAST_ON_ONE), ("data-least", LEAST))
    )
    lines = 1 if box.element.get("data-lines") == "1" else 2
    above = ALIGN.get(box.element.get("data-align", ""), ALIGN["top" if name == PROGRAMME else "middle"])
    return Slot(name, Box(width, height, size, on_one, least, lines), Shaper(box.style), above, _place(box, around))


def _place(box: Any, around: tuple[Any, ...]) -> Place:
    colour, align = box.style["color"], box.style["text_align_all"]
    backwards = box.style["direction"] == "rtl"
    start, end = ("right", "left") if backwards else ("left", "right")
    sides = {"start": start, "justify": start, "end": end}
    turned = [one.transformation_matrix for one in (*around, box) if one.transformation_matrix]
    return Place(
        x=float(box.content_box_x()),
        y=float(box.content_box_y()),
        turns=tuple(tuple(matrix.values) for matrix in turned),
        align=sides.get(align, align),
        colour=tuple(colour.to("srgb").coordinates),
        tag=box.element_tag,
        plain=not any(map(_unlike, (*around, box))) and not _adorned(box.style) and colour.alpha == 1,
    )


def _unlike(box: Any) -> bool:
    """Whether what is in it is not drawn as it is."""
    style = box.style
    rounded = any(length.value for corner in CORNERS for length in style[f"border_{corner}_radius"])
    hidden = style["opacity"] < 1 or style["visibility"] != "visible"
    return bool(hidden or (rounded and style["overflow"] != "visible"))


def _adorned(style: Any) -> bool:
    """Whether there is more to its letters than their shapes."""
    lines = style["text_decoration_line"] != "none"
    apart = style["letter_spacing"] not in ("normal", 0) or style["word_spacing"] not in ("normal", 0)
    return bool(lines or apart or style["text_transform"] in ("lowercase", "capitalize", "full-width"))
