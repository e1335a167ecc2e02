"""Events in the menu, in addresses and in the plan; their texts."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import url_for

from ..foundation.bilingual import Bilingual
from ..foundation.database import db
from ..foundation.i18n import current_language, gettext, lazy_gettext, pgettext
from ..foundation.points import (
    Fact,
    PersonalData,
    PersonalGroup,
    Record,
    TextPlace,
    bilingual_texts,
    event_panels,
    menu,
    milestone_events,
    personal_data,
    scope_of_slug,
)
from ..web.access import load_scope_with
from . import queries
from .models import Event, EventTextVersion, Part, Venue
from .phrases.texts import TEXTS
from .queries.texts import current_texts
from .rendering import desk
from .rules.texts import TEXT_KINDS
from .service import translate_text
from .service.contacts import contact_of, erase_contact, find_contact

load_scope_with("slug", "event")(queries.find_event)
milestone_events.hear(queries.events_of_milestones)
event_panels.hear(desk.panels)


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


CONTACTS = (
    PersonalGroup(
        "events.contacts",
        lazy_gettext("The name, e-mail and number for text messages of those to turn to at an event"),
        lazy_gettext("To publish them in its protocol of care"),
        frozenset({"event_text_versions.contacts"}),
    ),
)


@personal_data.hear
def contacts() -> PersonalData:
    """Whom a protocol of care names as those to turn to."""
    return PersonalData("events", "event_text", CONTACTS, find_contact, records, erase_contact)


def records(numbers: Collection[int]) -> list[Record]:
    """Where and how they are named, for the person."""
    return [_record(number) for number in sorted(numbers)]


def _record(number: int) -> Record:
    slug, version, who = contact_of(number)
    facts = (
        Fact("event", gettext("Event"), slug, slug),
        Fact("version", gettext("Version"), version, str(version)),
        Fact("name", gettext("Name"), who["name"], who["name"]),
        Fact("email", gettext("E-mail"), who["email"], who["email"]),
        Fact("sms", gettext("Text messages"), who.get("sms", ""), who.get("sms", "")),
    )
    return Record("contact", gettext("Those to turn to"), facts)


@bilingual_texts.hear
def texts(event_ids: list[int]) -> dict[int, list[TextPlace]]:
    """What an event, its venue and its parts say, and the texts that people have written for it."""
    written = current_texts(db.session(), event_ids)
    return {
        event.id: [*_texts_of(event), *_written_for(event, written.get(event.id, {}))]
        for event in queries.list_with_texts(event_ids)
    }


def _written_for(event: Event, versions: Mapping[str, EventTextVersion]) -> list[TextPlace]:
    words = gettext("Texts of the event")
    return [_version(event.id, kind, words, versions.get(kind)) for kind in TEXT_KINDS]


def _version(event_id: int, kind: str, words: str, current: EventTextVersion | None) -> TextPlace:
    def write(value: Bilingual) -> None:
        translate_text(event_id, kind, value, base=current.number if current else 0)

    value = current.text if current else Bilingual.of()
    return TextPlace(f"text:{kind}:text", words, str(TEXTS[kind]), value, write, "markdown")


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
