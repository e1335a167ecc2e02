"""From badges to paper: a design is written out, its boxes are measured, texts are fitted, sheets are drawn."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from ...events.models import Event
from ...events.queries.texts import texts_of
from ...foundation.dates import format_time, short_day
from ...foundation.files import contents, contents_of
from ...foundation.hours import moment
from ...foundation.i18n import current_language, gettext, speaking
from ...foundation.typography import typeset
from ..errors import DesignWrong
from ..models import BadgeImage, BadgePrint
from ..phrases import DESIGN_FAULTS, FLAWS, SLOT_NAMES
from ..queries import design_of
from ..rules.content import Badge, Line
from ..rules.settings import Settings
from ..rules.stocks import STOCKS
from . import design, fast, sheets
from .design import Occasion
from .drawing import Drawing, Flaw, Paper, Tell
from .drawing import look_through as look_through
from .preview import nobody

LANGUAGES = ("fr", "en")
#: of the programme on an example
NOBODY = "nobody"
EXAMPLE_DAY, EXAMPLE_TIME = dt.date(2020, 9, 17), dt.time(9, 30)


def occasion_of(event: Event) -> Occasion:
    """What badges say of the event."""
    city = event.venue.city if event.venue else ""
    care = texts_of(event.id).get("care_protocol")
    reach = [(row.name, row.email, row.sms) for row in (care.people if care else [])]
    return Occasion(
        slug=event.slug,
        title={language: typeset(event.title.get(language), language) for language in LANGUAGES},
        when={language: event.span.format(language) for language in LANGUAGES},
        place=dict.fromkeys(LANGUAGES, city),
        contacts=tuple(" · ".join(filter(None, ways)) for ways in reach),
    )


def paper_of(settings: Settings, *, skip: int = 0, stock: str | None = None) -> Paper:
    """What is chosen, or another stock."""
    return Paper(
        STOCKS[stock or settings.stock],
        settings.backs,
        settings.crop_marks,
        settings.right_tenths / 10,
        settings.down_tenths / 10,
        skip,
    )


def drawing_of(event: Event, settings: Settings, *, skip: int = 0, stock: str | None = None) -> Drawing:
    """Ready to draw badges of an event, with the pictures of its design; DesignWrong."""
    held = {image.name: contents(image.file) for image in images_of(event.id)}
    look, paper = design.look_of(settings, held), paper_of(settings, skip=skip, stock=stock)
    return Drawing(look, paper, occasion_of(event), photo_in)


def photo_in(key: str) -> bytes | None:
    """What is in the file of a picture, None if it is lost; the example's shows nobody."""
    return nobody() if key == NOBODY else contents_of(key)


def images_of(event_id: int) -> list[BadgeImage]:
    """The pictures that a design may name."""
    row = design_of(event_id)
    return list(row.images) if row else []


def print_file(drawing: Drawing, badges: Sequence[Badge], language: str, tell: Tell | None = None) -> bytes:
    """The PDF of a print; `tell` hears how many badges are written out. DesignWrong."""
    with speaking(language):
        title = gettext("Badges: %(event)s", event=drawing.occasion.title[language])
    drawing.prepare(badges)
    way = fast.draw if drawing.plain else sheets.draw
    return way(drawing, badges, title, language, tell)


def plain(flaws: Sequence[Flaw]) -> list[list[Any]]:
    """As a print remembers them: nobody's name, for people change theirs and may be erased."""
    return [[flaw.badge, flaw.slot, flaw.what, flaw.detail] for flaw in dict.fromkeys(flaws)]


def told(flaws: list[list[Any]], there: Mapping[int, Badge]) -> list[tuple[Badge, str]]:
    """(badge, what is to be looked at) of those who are still there, in words."""
    return [
        (
            there[number],
            gettext(
                "%(slot)s: %(flaw)s",
                slot=str(SLOT_NAMES[slot]),
                flaw=typeset(str(FLAWS[what]) % {"signs": detail}, current_language()),
            ),
        )
        for number, slot, what, detail in flaws
        if number in there
    ]


def why(refusal: DesignWrong) -> str:
    """Why a design cannot be drawn."""
    return str(DESIGN_FAULTS[refusal.what]) % {"detail": refusal.detail[:200], "line": refusal.line}


def example(role: str) -> Badge:
    """Somebody who does not exist, to see a design by: a long name, and something of everything."""
    line = Line(short_day(EXAMPLE_DAY, current_language()), format_time(EXAMPLE_TIME, current_language()), "…")
    return Badge(
        id=0,
        code="K7Q2M9XA4T",
        name="Marie-Ève Nanuraq-Desrosiers",
        pronouns="elle / she",
        organisation="Centre L'Écran boréal",
        role=role,
        language=current_language(),
        spoken=("fr", "en", "lsq"),
        no_photo=True,
        photo=NOBODY,
        programme=(line,) * 3,
    )


def when(row: BadgePrint) -> str:
    """When a print was asked for."""
    return moment(row.at, row.event.zone)
