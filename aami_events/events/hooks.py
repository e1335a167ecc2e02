"""Events in the menu, in addresses and in the plan."""

from typing import Any

from flask import url_for

from ..foundation.i18n import gettext
from ..foundation.points import PersonalData, menu, milestone_events, personal_data, scope_of_slug
from ..web.access import load_scope_with
from . import queries
from .service.contacts import erase_contact, export_contact, find_contact

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


@personal_data.hear
def contacts() -> PersonalData:
    """Whom a protocol of care names as those to turn to."""
    columns = frozenset({"event_text_versions.contacts"})
    return PersonalData("events", columns, find_contact, export_contact, erase_contact)
