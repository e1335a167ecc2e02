"""What may be said of an event at a moment: what it is called in the calendar, whether one can register."""

import datetime as dt
import re
from dataclasses import dataclass

KINDS = ("conference", "meeting", "caucus", "series", "agm")
MODES = ("in_person", "online", "hybrid")
STATES = ("draft", "published", "postponed", "cancelled", "archived")
VISIBILITIES = ("public", "members", "invited")
#: addresses that are those of other pages
RESERVED = frozenset(
    {"jobs", "privacy", "committees", "reports", "plan", "account", "events", "organise", "mailings", "surveys"}
)
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{2,58})[a-z0-9]")


@dataclass(frozen=True)
class EventFacts:
    """What the rules need to know of an event; times are aware."""

    state: str
    visibility: str
    opens_at: dt.datetime | None
    closes_at: dt.datetime | None
    first_day: dt.date | None
    last_day: dt.date | None
    change_until: dt.datetime | None = None


def slug_is_good(slug: str) -> bool:
    """Small letters, digits, hyphens; 4 to 60 characters; neither first nor last a hyphen; no page's own address."""
    return bool(_SLUG.fullmatch(slug)) and slug not in RESERVED


def registration_state(event: EventFacts, now: dt.datetime) -> str:
    """open, later, over, invited, not_planned, or the event's own postponed, cancelled and archived."""
    if event.state in {"postponed", "cancelled", "archived", "draft"}:
        return event.state
    if event.closes_at and now >= event.closes_at:
        return "over"
    if event.opens_at is None:
        return "over" if event.last_day and event.last_day < now.date() else "not_planned"
    if now < event.opens_at:
        return "later"
    return "invited" if event.visibility == "invited" else "open"


def changes_allowed(event: EventFacts, now: dt.datetime) -> bool:
    """Whether a person may still change what they chose; cancelling stays possible until the event is over."""
    until = event.change_until or event.closes_at
    return event.state == "published" and (until is None or now < until)


def cancelling_allowed(event: EventFacts, now: dt.datetime) -> bool:
    """Until the last day has ended, wherever in Canada."""
    return event.last_day is None or now.date() <= event.last_day + dt.timedelta(days=1)


def shelf(event: EventFacts, now: dt.datetime) -> str:
    """Where the calendar shows it: open (one can register now), coming, or past."""
    if event.state in {"archived", "cancelled"} or (event.last_day and event.last_day < now.date()):
        return "past"
    return "open" if registration_state(event, now) == "open" else "coming"
