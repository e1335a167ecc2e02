"""Events in the menu, in addresses and in the plan."""

from collections.abc import Collection
from typing import Any

from flask import url_for

from ..foundation.i18n import gettext, lazy_gettext
from ..foundation.points import (
    Fact,
    PersonalData,
    PersonalGroup,
    Record,
    menu,
    milestone_events,
    personal_data,
    scope_of_slug,
)
from ..web.access import load_scope_with
from . import queries
from .service.contacts import contact_of, erase_contact, find_contact

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
