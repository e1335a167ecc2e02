"""The boxes of a variant, measured once: a side is laid out with its slots empty, and texts are fitted in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...foundation.pdf import NothingFetched, lay_out
from ...foundation.text import whole_number
from ..errors import DesignWrong
from ..rules.fitting import Box, Fitted, Listed, fit, fit_list
from .shaping import Shaper

#: slots that hold no text to be fitted
CODE, PROGRAMME = "qr", "programme"
TEXTS = frozenset(
    {
        "name",
        "pronouns",
        "organisation",
        "spoken",
        "role",
        "role_other",
        "event",
        "event_other",
        "when",
        "place",
        "programme_title",
    }
)
KNOWN = TEXTS | {CODE, PROGRAMME}
#: how small the letters of a slot may become if it does not say, in percent of what its style says: on one line, ever
LEAST_ON_ONE, LEAST = 65, 40
#: where a text stands in the height of its slot, as a share of what is left
ALIGN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


@dataclass(frozen=True)
class Slot:
    """A box, in CSS pixels, and what shapes texts in its style."""

    name: str
    box: Box
    shaper: Shaper
    #: share of the free height that is above the text
    above: float

    def fit(self, text: str) -> Fitted:
        """See rules.fitting."""
        return fit(text, self.box, self.shaper.width)

    def fit_list(self, lines: list[str]) -> Listed:
        """See rules.fitting."""
        return fit_list(lines, self.box, self.shaper.width)


@dataclass(frozen=True)
class Laid:
    """The slots of a side, and the document that was laid out, which must live as long as they are used."""

    slots: Mapping[str, Slot]
    document: Any


def measure(html: str, css: str, held: Mapping[str, bytes]) -> Laid:
    """The slots of one written-out side; DesignWrong for one that is unknown, stands there twice, or has no size,
    and for an address that is asked for."""
    try:
        document = lay_out(f"<!DOCTYPE html><title>-</title><body>{html}", PAGE + css, held)
    except NothingFetched as error:
        raise DesignWrong("fetched", str(error)) from error
    found: dict[str, Slot] = {}
    for name, box in _boxes(document):
        if name not in KNOWN:
            raise DesignWrong("slot_unknown", name)
        if name in found:
            raise DesignWrong("slot_twice", name)
        found[name] = _slot(name, box)
    return Laid(found, document)


#: one side by itself: as large as it needs to be
PAGE = "@page { size: 600mm 600mm; margin: 0 } body { margin: 0 }"


def _boxes(document: Any) -> Iterator[tuple[str, Any]]:
    from weasyprint.formatting_structure.boxes import BlockBox

    for page in document.pages:
        for found in page._page_box.descendants(placeholders=True):
            box = getattr(found, "_box", found)  # what is placed absolutely stands behind a placeholder
            name = box.element.get("data-slot") if getattr(box, "element", None) is not None else None
            if name and isinstance(box, BlockBox):
                yield name, box


def _slot(name: str, box: Any) -> Slot:
    width, height, size = float(box.width), float(box.height), float(box.style["font_size"])
    if width < 1 or height < 1:
        raise DesignWrong("slot_without_size", name)
    on_one, least = (
        size * min(100, whole_number(box.element.get(name)) or usual) / 100
        for name, usual in (("data-least-on-one", LEAST_ON_ONE), ("data-least", LEAST))
    )
    lines = 1 if box.element.get("data-lines") == "1" else 2
    above = ALIGN.get(box.element.get("data-align", ""), ALIGN["top" if name == PROGRAMME else "middle"])
    return Slot(name, Box(width, height, size, on_one, least, lines), Shaper(box.style), above)
