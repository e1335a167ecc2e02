"""Words on badges, and of the pages about them."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from ..foundation.i18n import lazy_gettext, lazy_pgettext, ngettext, speaking
from ..foundation.typography import typeset

ROLE_NAMES = {
    "attendee": lazy_pgettext("badge", "Attendee"),
    "speaker": lazy_pgettext("badge", "Speaker"),
    "volunteer": lazy_pgettext("badge", "Volunteer"),
    "staff": lazy_pgettext("badge", "Staff"),
    "board": lazy_pgettext("badge", "Board"),
    "delegate": lazy_pgettext("badge", "Voting delegate"),
}
#: languages that somebody speaks with others, in as few letters as a badge has room for
SPOKEN = {
    "fr": lazy_pgettext("badge", "FR"),
    "en": lazy_pgettext("badge", "EN"),
    "asl": lazy_pgettext("badge", "ASL"),
    "lsq": lazy_pgettext("badge", "LSQ"),
    "other": lazy_pgettext("badge", "others"),
}
_ON_BADGES = {
    "no_photo": lazy_pgettext("badge", "No photos"),
    "photo": lazy_pgettext("badge", "Photo"),
    "my_programme": lazy_pgettext("badge", "My programme"),
    "contacts": lazy_pgettext("badge", "Access and safety"),
}


DESIGNS = {
    "mire": lazy_gettext("Test card: the event's own strip on top"),
    "marge": lazy_gettext("Margin: a coloured edge with the role"),
    "sobre": lazy_gettext("Plain: black on white, also for label printers"),
}
FIELD_NAMES = {
    "pronouns": lazy_gettext("Pronouns"),
    "organisation": lazy_gettext("Organisation"),
    "role": lazy_gettext("Role"),
    "spoken": lazy_gettext("Languages spoken"),
    "qr": lazy_gettext("Code for the desk"),
    "no_photo": lazy_gettext("Mark of who did not agree to photos"),
    "photo": lazy_gettext("Photo, which people may then add on their own page"),
}
STOCK_NAMES = {
    "avery-5392": lazy_gettext("Avery 5392, six of 4 × 3 in on Letter"),
    "avery-74459": lazy_gettext("Avery 74459, six of 4 × 3 in on Letter"),
    "avery-5390": lazy_gettext("Avery 5390, eight of 3.5 × 2.25 in on Letter"),
    "a6": lazy_gettext("A6, one a sheet"),
    "a6-on-a4": lazy_gettext("A6, four on A4, to be cut"),
    "a5-folded": lazy_gettext("A6, folded from A5"),
    "a4-folded": lazy_gettext("A6, folded twice from A4"),
    "cr80": lazy_gettext("CR80 card (bank card), one at a time"),
    "label-4x3": lazy_gettext("Label printer, 4 × 3 in"),
    "label-62x100": lazy_gettext("Label printer, 62 × 100 mm"),
}
WHO_NAMES = {
    "all": lazy_pgettext("badges", "All"),
    "changed": lazy_gettext("New or changed since the last print"),
    "selected": lazy_gettext("The people ticked below"),
}
SORT_NAMES = {
    "name": lazy_gettext("Name"),
    "organisation": lazy_gettext("Organisation"),
    "category": lazy_gettext("Category"),
}
SETTING_FAULTS = {
    "unknown": lazy_gettext("Choose one of the options offered."),
    "colour": lazy_gettext("Write a colour as # and six digits: #2b3bff."),
    "contrast": lazy_gettext("Letters of this colour cannot be read on this ground."),
    "too_far": lazy_gettext("Write a number of millimetres, 20 at most."),
    "too_long": lazy_gettext("This is too long: 40,000 characters at most."),
}
IMAGE_FAULTS = {
    "missing": lazy_gettext("Choose a picture."),
    "unreadable": lazy_gettext("This is no picture that can be read. JPEG, PNG and WebP can."),
    "large": lazy_gettext("This picture has too many pixels. Make it smaller."),
    "small": lazy_gettext("This picture is too small: 200 pixels at least."),
    "many": lazy_gettext("A design has 12 pictures at most. Take one away first."),
}
ACROSS_NAMES = {
    "left": lazy_pgettext("photo", "On the left"),
    "middle": lazy_pgettext("photo", "In the middle"),
    "right": lazy_pgettext("photo", "On the right"),
}
PRINT_STATES = {
    "making": lazy_gettext("being made"),
    "ready": lazy_gettext("ready"),
    "failed": lazy_gettext("could not be made"),
    "void": lazy_gettext("did not come out well"),
    "looked": lazy_gettext("looked through"),
}
#: state: mark of _macros/parts.html
PRINT_MARKS = {"making": "waiting", "ready": "confirmed", "failed": "cancelled", "void": "cancelled", "looked": "info"}
SLOT_NAMES = {
    "name": lazy_gettext("Name"),
    "pronouns": lazy_gettext("Pronouns"),
    "organisation": lazy_gettext("Organisation"),
    "spoken": lazy_gettext("Languages spoken"),
    "role": lazy_gettext("Role"),
    "role_other": lazy_gettext("Role"),
    "event": lazy_gettext("Title of the event"),
    "event_other": lazy_gettext("Title of the event"),
    "when": lazy_gettext("Date"),
    "place": lazy_gettext("Place"),
    "photo": lazy_gettext("Photo"),
    "programme": lazy_gettext("Programme"),
    "programme_title": lazy_gettext("Programme"),
}
FLAWS = {
    "overflow": lazy_gettext("too long, written smaller than the design allows"),
    "missing": lazy_gettext("signs that no font here has: %(signs)s"),
    "left_out": lazy_gettext("no room for so many more lines: %(signs)s"),
    "nameless": lazy_gettext("nothing stands there"),
    "pictureless": lazy_gettext("none was added"),
}
#: why a design cannot be drawn
DESIGN_FAULTS = {
    "too_long": lazy_gettext("This is too long: 40,000 characters at most."),
    "syntax": lazy_gettext("Line %(line)s is not written right: %(detail)s"),
    "not_allowed": lazy_gettext("Line %(line)s: a design shows values and uses if and for, nothing else (%(detail)s)."),
    "unknown": lazy_gettext("The design asks for something that there is not: %(detail)s"),
    "sums": lazy_gettext("The design reckons with something that is no number."),
    "slot_unknown": lazy_gettext("There is no slot of this name: %(detail)s"),
    "slot_twice": lazy_gettext("A slot stands there twice: %(detail)s"),
    "slot_without_size": lazy_gettext("This slot has no width or height: %(detail)s"),
    "too_large": lazy_gettext("A side of the design is larger than any badge, or has several pages."),
    "fetched": lazy_gettext("The design asks for %(detail)s. It may only use what is uploaded for it, as upload:NAME."),
}


@dataclass(frozen=True)
class Words:
    """The words of a badge in one language."""

    roles: dict[str, str]
    spoken: dict[str, str]
    #: key of _ON_BADGES: words
    others: dict[str, str]


@functools.cache
def on_badge(language: str) -> Words:
    """Whatever is spoken around it: a badge has both languages."""
    with speaking(language):
        return Words(_said(ROLE_NAMES, language), _said(SPOKEN, language), _said(_ON_BADGES, language))


def _said(words: Mapping[str, object], language: str) -> dict[str, str]:
    return {key: typeset(str(text), language) for key, text in words.items()}


def more_lines(language: str, number: int) -> str:
    """That a badge has no room for so many more things."""
    with speaking(language):
        return ngettext("and %(num)s more", "and %(num)s more", number)
