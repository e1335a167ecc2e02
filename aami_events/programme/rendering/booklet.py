"""The printed programme: a booklet of a version, in one language, small or in large print."""

from collections.abc import Sequence

from flask import render_template

from ...events.models import Event
from ...events.phrases.texts import TEXTS
from ...events.queries.texts import texts_of
from ...foundation.bilingual import Bilingual
from ...foundation.hours import moment
from ...foundation.i18n import current_language
from ...foundation.pdf import render
from ...foundation.settings import setting
from ...foundation.text import sort_key
from .. import phrases
from ..models import Release
from ..queries.releases import Voice, voices
from ..rules.release import Released
from .public import Show, by_day

#: texts of the event that the booklet carries, in this order
CARRIED = ("land_acknowledgement", "accessibility_statement", "care_protocol", "emergency", "funder_acknowledgement")


def booklet(event: Event, release: Release, rows: Sequence[Released], *, large: bool, bleed: bool = False) -> bytes:
    """A tagged PDF in the spoken language. With `bleed` it has crop marks, for a printer."""
    found = voices(rows)
    html = render_template(
        "programme/print/booklet.html",
        event=event,
        release=release,
        days=by_day(rows),
        voices=found,
        people=_index(rows, found),
        texts=_texts(event),
        titles=TEXTS,
        when=event.span.format(current_language()),
        house=setting("ORGANISATION_" + current_language().upper()),
        show=Show,
        words=phrases,
        moment=moment,
    )
    return render(html, render_template("programme/print/booklet.css", large=large, bleed=bleed))


def _index(rows: Sequence[Released], found: dict[int, Voice]) -> list[tuple[str, list[int]]]:
    """(name, sessions) of everyone who speaks, by name."""
    where = {number: [row.id for row in rows if number in row.speakers] for number in found}
    return sorted(((found[number].name, ids) for number, ids in where.items()), key=lambda one: sort_key(one[0]))


def _texts(event: Event) -> list[tuple[str, Bilingual]]:
    held = texts_of(event.id)
    return [(kind, held[kind].text) for kind in CARRIED if kind in held]
