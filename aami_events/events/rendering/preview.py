"""An event as its public page would show it, made of what a form says; and the same in plain values."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from ...foundation.bilingual import Bilingual, Written
from ...foundation.dates import in_zone
from ...plan.queries import milestones_by_id
from ..models import Event, Part
from ..queries.editing import find_venue, plain_event, plain_part, plain_venue
from ..service import EventEntry, PartEntry, VenueEntry
from ..service.editing import when_of


def event_shown(entry: EventEntry, event: Event | None) -> Any:
    """What the template of an event's page reads of one, as if it were published. The entry is faultless."""
    shown = SimpleNamespace(
        id=event.id if event else 0,
        slug=entry.slug or (event.slug if event else ""),
        state=event.state if event and event.state != "draft" else "published",
        venue=_venue(entry.venue),
        venue_id=entry.venue if isinstance(entry.venue, int) else None,
        when=when_of(entry, event.when if event else None),
        starts=entry.starts if entry.exact else None,
        ends=entry.ends if entry.exact else None,
        opens_at=_moment(entry.opens, entry.zone),
        closes_at=_moment(entry.closes, entry.zone),
        change_until=_moment(entry.change_until, entry.zone),
        places=SimpleNamespace(capacity=entry.capacity),
        milestone=milestones_by_id([entry.milestone]).get(entry.milestone or 0),
        milestone_id=entry.milestone,
        parts=list(event.parts) if event else [],
        **{name: _text(entry, event, name) for name in ("title", "summary", "description")},
        **{name: getattr(entry, name) for name in ("kind", "mode", "visibility", "zone", "demo_dates")},
    )
    for name in ("span", "facts", "in_time"):
        setattr(shown, name, getattr(Event, name).fget(shown))
    return shown


def _moment(wall: dt.datetime | None, zone: str) -> dt.datetime | None:
    return in_zone(wall, zone) if wall else None


def _text(entry: object, row: object | None, name: str) -> Bilingual:
    written: Written = getattr(entry, name)
    return written.over(getattr(row, name) if row else None)


def _venue(entry: int | VenueEntry | None) -> Any:
    if not isinstance(entry, VenueEntry):
        return find_venue(entry) if entry is not None else None
    facts = {name: _text(entry, None, name) for name in ("name", "access")}
    return SimpleNamespace(address=entry.address, city=entry.city, province=entry.province or None, **facts)


def event_as_written(entry: EventEntry, event: Event) -> dict[str, Any]:
    """The plain values that it would have."""
    return plain_event(event_shown(entry, event))


def part_as_written(entry: PartEntry, part: Part) -> dict[str, Any]:
    """The same of a part."""
    texts = {name: _text(entry, part, name) for name in ("title", "summary", "room")}
    plain = ("kind", "mode", "zone", "alone", "starts", "ends", "languages", "interpretation")
    facts = {name: getattr(entry, name) for name in plain}
    places = SimpleNamespace(capacity=entry.capacity)
    slug = entry.slug or part.slug
    return plain_part(SimpleNamespace(**texts, **facts, slug=slug, places=places, milestone_id=entry.milestone))  # type: ignore[arg-type]


def venue_as_written(entry: VenueEntry) -> dict[str, Any]:
    """The same of a venue."""
    return plain_venue(_venue(entry))
