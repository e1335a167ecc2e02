"""Events in the menu, in addresses and in the plan; their texts."""

from typing import Any

from flask import url_for

from ..foundation.bilingual import Bilingual
from ..foundation.i18n import current_language, gettext, pgettext
from ..foundation.points import TextPlace, bilingual_texts, menu, milestone_events, scope_of_slug
from ..web.access import load_scope_with
from . import queries
from .models import Event, Part, Venue

load_scope_with("slug", "event")(queries.find_event)
milestone_events.hear(queries.events_of_milestones)


@menu.hear
def entries(principal: Any) -> list[tuple[int, str, str]]:
    """The calendar for everyone, the cockpit for organisers."""
    shown = [(10, gettext("Calendar"), url_for("events.public.calendar"))]
    if principal:
        shown.append((30, gettext("Organise"), url_for("events.organiser.cockpit")))
    return shown


@scope_of_slug.hear
def scope(slug: str) -> tuple[str, int] | None:
    """What a grant for this event is given for."""
    event = queries.find_event(slug)
    return ("event", event.id) if event else None


@bilingual_texts.hear
def texts(event_ids: list[int]) -> dict[int, list[TextPlace]]:
    """What an event, its venue and its parts say."""
    return {event.id: _texts_of(event) for event in queries.list_with_texts(event_ids)}


def _texts_of(event: Event) -> list[TextPlace]:
    words = pgettext("place of a text", "Event")
    found = [
        _text(event, event, words, "title", gettext("Title")),
        _text(event, event, words, "summary", gettext("Summary"), "text"),
        _text(event, event, words, "description", gettext("Description"), "markdown"),
    ]
    if event.venue:
        words = gettext("Venue: %(name)s", name=event.venue.name.get(current_language()))
        found.append(_text(event, event.venue, words, "name", pgettext("of a place", "Name")))
        found.append(_text(event, event.venue, words, "access", gettext("Getting there and in"), "text"))
    for part in event.parts:
        words = gettext("Activity: %(title)s", title=part.title.get(current_language()))
        found.append(_text(event, part, words, "title", gettext("Title")))
        found.append(_text(event, part, words, "summary", gettext("Summary"), "text"))
        found.append(_text(event, part, words, "room", gettext("Room")))
    return found


def _text(event: Event, row: Event | Part | Venue, words: str, name: str, label: str, kind: str = "line") -> TextPlace:
    def write(value: Bilingual) -> None:
        setattr(row, name, value)
        event.revision += 1  # whoever has the event's form open notices

    key = f"{type(row).__name__.lower()}:{row.id}:{name}"
    return TextPlace(key, words, label, getattr(row, name) or Bilingual.of(), write, kind)
