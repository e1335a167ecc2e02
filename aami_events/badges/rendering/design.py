"""A design written out for a variant: everything that badges of one role and one language have in common.

What differs from person to person goes into slots: empty elements with `data-slot`, of a fixed size, in which a text is
fitted (see rules.fitting). A template never sees anybody's name.
"""

import pathlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...foundation.pdf import HELD
from ...foundation.testcard import testcard
from ..phrases import on_badge
from ..rules.content import Badge
from ..rules.settings import COLOURS, FIELDS, Settings
from ..rules.stocks import Stock
from .sandbox import write_out

BUILT_IN = pathlib.Path(__file__).parent.parent / "designs"
ROLE_COLOURS = {
    "attendee": "#3d4451", "speaker": "#8c1c5a", "volunteer": "#0b6b3a", "staff": "#a02b1b", "board": "#5b3a94",
    "delegate": "#004f8c",
}  # fmt: skip

#: the event's test card, as designs find it
STRIP = "strip.svg"

_TAG = re.compile(r"""<[a-zA-Z][^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""")
_SLOT = re.compile(r"""\bdata-slot\s*=\s*["']?([a-z_]+)""")


@dataclass(frozen=True)
class Look:
    """What a design is made of: templates of both sides and of their style sheet, colours, fields that are shown, and
    files that it may name as `upload:NAME`."""

    html: str
    css: str
    back: str
    colours: Mapping[str, str] = field(default_factory=lambda: COLOURS)
    fields: frozenset[str] = frozenset(FIELDS)
    held: Mapping[str, bytes] = field(default_factory=dict)


def look_of(settings: Settings, held: Mapping[str, bytes] | None = None) -> Look:
    """What was chosen, with the house's templates where there are none of an organiser's."""
    base = settings.base
    return Look(
        html=_own(settings.front, f"{base}.html"),
        css=_own(settings.style, f"{base}.css", "shared.css"),
        back=_own(settings.back, "back.html"),
        colours={**COLOURS, **settings.colours},
        fields=frozenset(settings.fields),
        held=held or {},
    )


def _own(template: str | None, *houses: str) -> str:
    """An organiser's template, or what stands in the house's files."""
    return template if template is not None else "".join((BUILT_IN / name).read_text("utf-8") for name in houses)


@dataclass(frozen=True)
class Occasion:
    """What badges say of the event: {language: words}."""

    slug: str
    title: Mapping[str, str]
    when: Mapping[str, str]
    place: Mapping[str, str]
    #: whom to turn to, and how
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class Variant:
    """What badges that look alike have in common."""

    role: str
    language: str
    no_photo: bool
    #: there is a picture of the person, which takes room
    photo: bool = False

    @classmethod
    def of(cls, badge: Badge) -> "Variant":
        """Of a badge."""
        return cls(badge.role, badge.language, badge.no_photo, bool(badge.photo))

    @property
    def other(self) -> str:
        """The language that comes second."""
        return "en" if self.language == "fr" else "fr"


def files_of(look: Look, occasion: Occasion) -> dict[str, bytes]:
    """{name: content} of everything that a design of this event may show."""
    return {**look.held, STRIP: testcard(occasion.slug, 1200, 160).encode()}


def measures(stock: Stock, look: Look, bleed: float) -> dict[str, Any]:
    """What style sheets count with, in millimetres; `u` is a hundredth of the badge."""
    width, height = stock.badge
    return {"strip": HELD + STRIP, "w": width, "h": height, "u": stock.unit, "bleed": bleed, "colour": look.colours}


def style_sheet(look: Look, stock: Stock, bleed: float) -> str:
    """The style of badges on that paper."""
    given = measures(stock, look, bleed) | {
        "roles": [{"key": key, "colour": value} for key, value in ROLE_COLOURS.items()]
    }
    return write_out(look.css, given)


def side(template: str, look: Look, stock: Stock, variant: Variant, occasion: Occasion, bleed: float = 0) -> str:
    """A front or back of a variant, with its slots empty."""
    given = measures(stock, look, bleed) | {
        "language": variant.language,
        "other": variant.other,
        "role": {"key": variant.role},
        "no_photo": variant.no_photo and "no_photo" in look.fields,
        "photo": variant.photo and "photo" in look.fields,
        "shows": {name: name in look.fields for name in FIELDS},
        "contacts": occasion.contacts,
        "words": on_badge(variant.language).others,
        "other_words": on_badge(variant.other).others,
    }
    return write_out(template, given)


def texts(badge: Badge, look: Look, occasion: Occasion) -> dict[str, str]:
    """{slot: what goes into it} for the slots that hold one text."""
    variant = Variant.of(badge)
    mine, other = badge.language, variant.other
    words = on_badge(mine)
    said = {
        "name": badge.name,
        "pronouns": badge.pronouns,
        "organisation": badge.organisation,
        "spoken": " · ".join(words.spoken[key] for key in badge.spoken),
        "role": words.roles[badge.role],
        "role_other": on_badge(other).roles[badge.role],
        "event": occasion.title[mine],
        "event_other": occasion.title[other] if occasion.title[other] != occasion.title[mine] else "",
        "when": occasion.when[mine],
        "place": occasion.place[mine],
        "programme_title": words.others["my_programme"] if badge.programme else "",
    }
    hidden = set(FIELDS) - look.fields
    hidden |= {"role_other"} if "role" in hidden else set()
    return {name: text for name, text in said.items() if name not in hidden}


def pieces(html: str) -> list[str]:
    """A side cut at its slots: text, name of a slot, text, name, …, text. What stands between fills the slots."""
    cut, last = [], 0
    for tag in _TAG.finditer(html):
        slot = _SLOT.search(tag[0])
        if slot:
            cut += [html[last : tag.end()], slot[1]]
            last = tag.end()
    return [*cut, html[last:]]
